"""Reading kept files anew from the page of the library: the button, and what its panel says."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from index.errors import DuizhaoError
from search.model import Reread, Rereading, Unread
from web.context import the_jobs, the_library
from web.language import gettext as _
from web.language import language, ngettext
from web.messages import sentence
from web.rereading import in_figures, start, taken, totals
from web.words import EXTENTS

page = Blueprint("rereading", __name__)


@page.post("/reports/reread")
def reread() -> Response:
    """Start it, or with `try` only find out what would change, and show how it goes."""
    start(the_library(), the_jobs(), dry_run=request.form.get("try") == "1")
    return redirect(url_for("library.show", _anchor="uploads"))


@page.app_template_global("reread_said")
def said(done: Rereading) -> str:
    """Return in words how many reports were read, and how many changed."""
    counts = {
        "count": f"{len(done.reread) + len(done.refused):,}",
        "changed": f"{sum(one.changed for one in done.reread):,}",
    }
    if done.dry_run:
        found = [_("试读 %(count)s 篇，没有改库：%(changed)s 篇会有变化", **counts)]
    else:
        found = [_("已重读 %(count)s 篇：%(changed)s 篇有变化", **counts)]
    if done.refused:
        found.append(ngettext("%(num)s 篇没有读成", "%(num)s 篇没有读成", len(done.refused)))
    if came := taken(done):
        found.append(ngettext("先前未收的收进 %(num)s 个", "先前未收的收进 %(num)s 个", len(came)))
    return str(_("，")).join(found)


@page.app_template_global("reread_columns")
def columns(some: Iterable[Reread]) -> list[str]:
    """Return those of EXTENTS of which there was or is anything."""
    sides = totals(some)
    return [name for name in EXTENTS if any(getattr(side, name) for side in sides)]


@page.app_template_global("reread_counts")
def counts(some: Iterable[Reread], names: Iterable[str]) -> list[tuple[str, bool]]:
    """Return some of EXTENTS before and after in figures, and whether they stayed the same."""
    before, after = totals(some)
    both = [(getattr(before, name), getattr(after, name)) for name in names]
    return [(in_figures(*pair), pair[0] == pair[1]) for pair in both]


@page.app_template_global("reread_why")
def why(one: Unread) -> str:
    """Return why a report could not be read, and that its text stays."""
    reason = sentence(DuizhaoError(one.key, **one.values), language())
    return str(_("%(reason)s仍用原来的文字。", reason=reason))
