"""What a search finds in removed text, made ready to show: how much, why it went, where it was."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import url_for
from markupsafe import Markup

from search.library import Library
from search.model import RemovedHit, Request, Result, Rung
from web.filters import Mark, cut
from web.language import gettext as _
from web.language import ngettext
from web.links import Args, link
from web.words import REASONS

_AROUND = 36  # characters on either side of a match: contents lists are long and thin
_GLANCE = 3  # hits shown where the texts hold nothing


@dataclass(frozen=True, slots=True)
class RemovedHitView:
    """One removed piece as shown; `whole` where the cut left something out."""

    hit: RemovedHit
    cut: Markup
    whole: Markup | None
    reason: str
    stood: str
    address: str


@dataclass(frozen=True, slots=True)
class RemovedView:
    """What is said of removed text beside a result; `said` is empty where there is nothing to say.

    `only` says that the texts of reports hold nothing, `listed` that this page lists all `hits`,
    which otherwise are the first. `address` lists them, `back` leads to the texts.
    """

    said: str
    only: bool
    listed: bool
    searched: bool
    hits: tuple[RemovedHitView, ...]
    left: int  # pieces that match and are not among the hits
    address: str
    back: str


def removed_view(library: Library, result: Result, wanted: Request, args: Args) -> RemovedView:
    """Return what to show of removed text; asks for the first hits where the texts hold none."""
    found = result.removed
    only = bool(found.passages) and not result.passages
    hits = found.hits
    if only and not wanted.removed:
        glance = replace(wanted, removed=True, grouped=False, limit=_GLANCE, offset=0)
        hits = library.search(glance).removed.hits
    return RemovedView(
        said=removed_said(result),
        only=only,
        listed=wanted.removed,
        searched=found.rung is not None,
        hits=tuple(_hit(hit, result, wanted) for hit in hits),
        left=found.passages - len(hits),
        address=link("search.show", args, drop=("page", "group", "sort"), removed="1"),
        back=link("search.show", args, drop=("page", "removed")),
    )


def removed_said(result: Result) -> str:
    """Return how much of what was asked for stands in removed text; empty for nothing."""
    found = result.removed
    count = found.occurrences
    if not count:
        return ""
    if found.rung is Rung.LOOSE and result.rung is not Rung.LOOSE:
        return ngettext(
            "清理掉的文字里有 %(num)s 处只是标点不同",
            "清理掉的文字里有 %(num)s 处只是标点不同",
            count,
        )
    if not result.passages or result.rung is Rung.WORDS:
        return ngettext("清理掉的文字里有 %(num)s 处", "清理掉的文字里有 %(num)s 处", count)
    return ngettext("另有 %(num)s 处在清理掉的文字里", "另有 %(num)s 处在清理掉的文字里", count)


def stood(before: str, after: str, index: int | None) -> str:
    """Return where a piece stood, by the few characters around it and its passage."""
    if index is None or (after and not before):
        return str(_("文首"))
    if not after:
        return str(_("文末"))
    return str(_("原在“%(before)s”与“%(after)s”之间", before=before, after=after))


def _hit(hit: RemovedHit, result: Result, wanted: Request) -> RemovedHitView:
    marks = [Mark(*span, "hit") for span in hit.spans]
    shown, whole = cut(hit.text, hit.spans, marks, around=_AROUND)
    address = url_for(
        "report.show",
        report_id=hit.report_id,
        q=wanted.query,
        mode="loose" if result.removed.rung is Rung.LOOSE else None,
        marks=1,
        _anchor=f"r{hit.number}",
    )
    place = stood(hit.before, hit.after, hit.index)
    return RemovedHitView(hit, shown, whole, str(REASONS[hit.why]), place, address)
