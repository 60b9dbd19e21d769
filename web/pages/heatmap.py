"""雷同热力图: which share of each unit's (year's, report's) characters stands in others' reports.

Parameters: `by` (unit, year, report), `stock=1` (count stock text too), `share` (the cut-off for
stock text, in percent of the known units), filters (`year`, `kind`, `unit`, `role`, `report`),
`order` (`total`: most reused first), `row` and `column` (the chosen cell), `list=1` (all pairs)
and `page` (of the chosen cell's passages, or of the list).
"""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from index.errors import BadQuery
from search.clusters.model import By, HeatCell, HeatMap, HeatRequest
from search.exports import HEAT_FORMATS
from search.reuse.percents import percent
from web import exporting_reuse
from web.alike import beside
from web.context import the_exports, the_library
from web.downloads import taken
from web.failures import status_of
from web.forms import NONE, whole
from web.heatmaps import FINE, count, grid, pairs, valued
from web.language import gettext as _
from web.language import language
from web.language import lazy_gettext as _l
from web.links import Args, Pages, link, without
from web.messages import sentence
from web.pages.relating import waiting
from web.reuse_forms import heat_in
from web.words import ROLES, SIGNS, VERDICTS

page = Blueprint("heatmap", __name__)

WIDE = 24  # columns from which on the map takes the whole width
_PAGE = 20  # passages of a cell
_LIST = 50  # pairs of the list
_TOP = 8
_BYS = {By.UNIT: _l("按单位"), By.YEAR: _l("按年份"), By.REPORT: _l("按报告")}
_CELL = ("row", "column", "list", "page")
_FILTERS = ("year", "unit", "kind", "role", "report")


@page.get("/heatmap")
def show() -> str | tuple[str, int] | Response:
    """Show the map, and what the chosen cell was counted from."""
    args = request.args
    try:
        wanted = heat_in(args)
        number = whole(args.get("page", ""), "page", 1, 100_000, default=1)
        if the_library().size().reports and (wait := waiting()):
            return wait
        heat = the_library().heatmap(wanted)
        return _shown(args, wanted, heat, number)
    except BadQuery as error:
        base = _base(args, args.get("by", "") or By.UNIT.value)
        problem = sentence(error, language())
        return render_template("heatmap/page.html", **base, problem=problem), status_of(error)


@page.get("/heatmap/export")
def export() -> Response:
    """Send the map as a file: `format` is xlsx or csv."""
    wanted, kind = heat_in(request.args), request.args.get("format", HEAT_FORMATS[0])
    return taken(exporting_reuse.heatmap(the_library(), the_exports(), wanted, kind, language()))


def _base(args: Args, by: str) -> dict[str, object]:
    """Return what the page shows whether or not there is a map."""
    endpoint = "heatmap.show"
    return {
        "args": args,
        "by": by,
        "bys": [
            (one.value, word, link(endpoint, args, drop=_CELL, by=_unless(one, By.UNIT)))
            for one, word in _BYS.items()
        ],
        "with_stock": args.get("stock") == "1",
        "stocks": {
            "1": link(endpoint, args, drop=_CELL, stock="1"),
            "0": link(endpoint, args, drop=_CELL, stock=""),
        },
        "offered": the_library().reports(limit=0),
        "searched": the_library().size(),
        "none_word": NONE,
        "chips": [
            (_said(name, value), without(endpoint, args, name, value, drop=_CELL))
            for name in _FILTERS
            for value in args.getlist(name)
            if value
        ],
        "all": link(endpoint, args, drop=(*_CELL, *_FILTERS)),
        # what forms send along that do not offer it themselves
        "kept": _kept(args, ("by", "stock", "share", "unit", "role", "report")),
        "kept_map": _kept(args, ("by", "stock", "share", *_FILTERS, "order")),
    }


def _kept(args: Args, names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in args.items(multi=True) if name in names and value]


def _shown(args: Args, wanted: HeatRequest, heat: HeatMap, number: int) -> str:
    plain = link("heatmap.show", args, drop=_CELL)
    listing = args.get("list") == "1"
    chosen = None if listing else _chosen(args, heat)
    cell: HeatCell | None = None
    if chosen:
        row, column = (heat.rows[one] for one in chosen)
        cell = the_library().heat_cell(
            wanted, row, column, limit=_PAGE, offset=(number - 1) * _PAGE
        )
    top = pairs(heat, plain, None if listing else _TOP)
    several = len(heat.rows) > 1
    return render_template(
        "heatmap/page.html",
        **_base(args, heat.by.value),
        heat=heat,
        wanted=wanted,
        grid=grid(heat, plain, by_total=args.get("order") == "total"),
        names=[_name(heat.by, label) for label in heat.labels],
        chosen=chosen,
        lost=bool(args.get("row") or args.get("column")) and chosen is None and not listing,
        cell=cell,
        percent=percent,
        beside=beside((pair.left, pair.right) for pair in cell.pairs) if cell else [],
        closer=_closer(args, heat, chosen),
        pages=Pages("heatmap.show", args, number, _PAGE, cell.total) if cell else None,
        listing=listing,
        top=top[(number - 1) * _LIST : number * _LIST] if listing else top,
        count=count(heat),
        list_pages=Pages("heatmap.show", args, number, _LIST, len(top)) if listing else None,
        whole_list=link("heatmap.show", args, drop=_CELL, list="1"),
        plain=plain,
        full=_full(max((pair.share for pair in top), default=0.0)),
        wide=len(heat.columns) > WIDE,
        few=len(heat.columns) <= FINE,
        several=several,
        exports=[
            (name, link("heatmap.export", args, drop=(*_CELL, "order"), format=kind))
            for kind, name in (("xlsx", "Excel"), ("csv", "CSV"))
        ],
        signs=SIGNS,
        verdicts=VERDICTS,
    )


def _chosen(args: Args, heat: HeatMap) -> tuple[int, int] | None:
    """Return the numbers of row and column of the chosen cell, None where it is not in the map."""
    row, column = (valued(args.get(name, "")) for name in ("row", "column"))
    if not args.get("row") or not args.get("column"):
        return None
    if row not in heat.rows or column not in heat.columns:
        return None
    return heat.rows.index(row), heat.columns.index(column)


def _closer(args: Args, heat: HeatMap, chosen: tuple[int, int] | None) -> str:
    """Return the map of only the reports behind the chosen cell, one by one."""
    if chosen is None or heat.by is By.REPORT:
        return ""
    kept = args.copy()
    name = "unit" if heat.by is By.UNIT else "year"
    both = dict.fromkeys(heat.rows[one] or NONE for one in chosen)
    kept.setlist(name, list(both))
    return link("heatmap.show", kept, drop=(*_CELL, "order"), by=By.REPORT.value)


def _full(most: float) -> float:
    """Return the share that fills a bar: the round one from which on all of them have room."""
    return next(full for full in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if most <= full)


def _name(by: By, label: str) -> str:
    if label:
        return label
    return str(_("单位不详") if by is By.UNIT else _("年份不详"))


def _said(name: str, value: str) -> str:
    """Return a filter in words."""
    if value == NONE:
        words = {"unit": _("单位不详"), "year": _("年份不详"), "kind": _("类型不详")}
        return str(words.get(name, _("其他部分")))
    if name == "report":
        return str(_("报告 %(id)s", id=value))
    if name == "year":
        return str(_("%(year)s 年", year=value))
    if name == "role":
        return next((str(word) for role, word in ROLES.items() if role.value == value), value)
    return value


def _unless(one: By, usual: By) -> str:
    return "" if one is usual else one.value
