"""多年对照: several reports as columns, their passages as rows.

Parameters: `report` (repeated) or `unit`, `year`, `kind`; `section` (a role, a heading's passage
or words of a heading), `passage` (one row); `show` (all, shared, changed, last); `page`.
"""

from __future__ import annotations

from itertools import pairwise

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from index.errors import BadQuery
from search.comparing.following.followed import Several
from search.exports import SEVERAL_FORMATS
from web import exporting_following, sides
from web.beside import severals
from web.beside.followed import several_in
from web.beside.severals import Show, State
from web.context import the_exports, the_library
from web.downloads import taken
from web.failures import status_of
from web.forms import NONE, whole
from web.language import gettext as _
from web.language import language
from web.language import lazy_gettext as _l
from web.links import Args, Pages, link
from web.messages import sentence
from web.words import FOLLOWED, FOLLOWED_SIGNS, MOVED, MOVED_SIGN, ROLES

page = Blueprint("several", __name__)

_PAGE = 150  # rows
_ASKED = ("report", "unit", "year", "kind", "passage")
_TABS = {
    Show.ALL: _l("全部"),
    Show.SHARED: _l("见于两篇以上"),
    Show.CHANGED: _l("有变化的"),
    Show.LAST: _l("最后一篇有的"),
}
_EMPTY = {State.NOT_YET: _l("尚无"), State.AWAY: _l("暂缺"), State.GONE: _l("已无")}
_FEW = 3  # rows up to which all texts are shown whole
_PICKED = 200  # reports to choose columns from


@page.get("/compare/several")
def show() -> str | tuple[str, int]:
    """Show reports side by side; where none are named, offer which to choose."""
    args = request.args
    if not any(args.get(name) for name in _ASKED):
        return _start(args)
    try:
        wanted = several_in(args)
        number = whole(args.get("page", ""), "page", 1, 100_000, default=1)
        shown = _chosen(args.get("show", ""))
        found = the_library().several(wanted)
    except BadQuery as error:
        return _start(args, problem=sentence(error, language())), status_of(error)
    return _shown(args, found, shown, number)


@page.get("/compare/several/export")
def export() -> Response:
    """Send the table as a file: `format` is xlsx or csv."""
    kind = request.args.get("format", SEVERAL_FORMATS[0])
    wanted = several_in(request.args)
    made = exporting_following.several(the_library(), the_exports(), wanted, kind, language())
    return taken(made)


def _start(args: Args, *, problem: str = "") -> str:
    return render_template(
        "compare/several.html",
        **_base(args),
        problem=problem,
        offered=the_library().reports(limit=0),
        searched=the_library().size(),
    )


def _base(args: Args) -> dict[str, object]:
    return {"args": args, "none_word": NONE, "found": None}


def _shown(args: Args, found: Several, shown: Show, number: int) -> str:
    rows = severals.chosen(found, shown)
    each = severals.counts(found)
    columns = found.columns
    ids = [column.report.id for column in columns if column.report]
    timed = len({column.year for column in columns}) > 1 or len(columns) < 2
    endpoint = "several.show"
    return render_template(
        "compare/several.html",
        **{**_base(args), "found": found},
        columns=columns,
        ids=ids,
        names=[severals.label(column, columns) for column in columns],
        units=len({column.unit for column in columns}),
        beside=[sides.address(one, other) for one, other in pairwise(ids)],
        lines=severals.lines(rows[(number - 1) * _PAGE : number * _PAGE]),
        shown=shown,
        tabs=[
            (
                word,
                each[one],
                link(endpoint, args, drop=("page",), show="" if one is Show.ALL else one.value),
                one is shown,
            )
            for one, word in _TABS.items()
        ],
        section=args.get("section", ""),
        roles=[(role.value, ROLES[role]) for role in found.roles],
        openings=found.openings,
        kept=[(name, value) for name in _ASKED for value in args.getlist(name) if value],
        kept_show=args.get("show", ""),
        whole=link(endpoint, _fixed(args, ids), drop=("section", "passage", "page"))
        if args.get("section") or args.get("passage")
        else "",
        few=len(rows) <= _FEW,
        timed=timed,
        empty={state.value: word if timed else _("没有") for state, word in _EMPTY.items()},
        only=lambda passage_id: link(
            endpoint, _fixed(args, ids), drop=("section", "page", "show"), passage=str(passage_id)
        ),
        pages=Pages(endpoint, args, number, _PAGE, len(rows)),
        rest=found.left_out[:_PICKED],
        more_rest=max(0, len(found.left_out) - _PICKED),
        exports=[
            (name, link("several.export", args, drop=("page", "show"), format=kind))
            for kind, name in (("xlsx", "Excel"), ("csv", "CSV"))
        ],
        signs=FOLLOWED_SIGNS,
        words=FOLLOWED if timed else {**FOLLOWED, "first": _("此列起有")},
        moved_sign=MOVED_SIGN,
        moved_word=MOVED,
        problem="",
    )


def _fixed(args: Args, ids: list[int]) -> Args:
    """Return parameters that name the columns one by one, so that they stay."""
    fixed = args.copy()
    for name in ("unit", "year", "kind"):
        fixed.poplist(name)
    fixed.setlist("report", [str(one) for one in ids])
    return fixed


def _chosen(text: str) -> Show:
    try:
        return Show(text or Show.ALL)
    except ValueError:
        known = tuple(str(one) for one in Show)
        raise BadQuery("bad_choice", field="show", value=text, known=known) from None
