"""雷同群: groups of passages like one of them, over the whole library.

Parameters: `size` (the least), `across=1` (in two units at least), `stock=0` (without stock
text), `share` (the cut-off for it, in percent of the known units), `length` (characters at least),
`forms=0` (without salutations, datelines and rows of tables), filters (`year`, `unit`, `kind`,
`role`), `order`, `page`. Asked for nothing it opens on what matters. `/clusters/ID` lists all
passages of one, `page` by page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from index.errors import BadQuery
from search.clusters.model import ORDERS, Cluster, Clusters
from search.exports import CLUSTER_FORMATS
from web import exporting_reuse
from web.alike import Beside, beside
from web.context import the_exports, the_library
from web.downloads import taken
from web.failures import status_of
from web.filters import markup, masks
from web.forms import NONE, whole
from web.language import language
from web.language import lazy_gettext as _l
from web.links import Args, Pages, link
from web.messages import sentence
from web.pages.relating import waiting
from web.reuse_forms import clusters_in
from web.words import SIGNS, VERDICTS

page = Blueprint("clusters", __name__)

_PAGE = 20
_MEMBERS = 50  # of one cluster, a page
_LISTED = 8  # members listed of each cluster of many
_NAMES = {"xlsx": "Excel", "docx": "Word", "csv": "CSV"}
_ORDERS = {
    "size": _l("段数多的在前"),
    "units": _l("单位多的在前"),
    "years": _l("年份多的在前"),
    "characters": _l("总字数多的在前"),
    "weight": _l("字数 × 单位数"),
}
# What the page opens on: what several units have, is long, and is neither a form nor stock text.
_TELLING = {"across": "1", "stock": "0", "length": "40", "forms": "0", "order": "weight"}
_UNITS_NAMED = 10
_FILTERS = ("size", "year", "unit", "kind", "role")
_NARROWING = (*_FILTERS, "across", "stock", "length", "forms")
_ASKED = (*_NARROWING, "share", "order")


@dataclass(frozen=True, slots=True)
class Shown:
    """A cluster with the text of its medoid; `others` are the further passages listed, each
    beside the medoid.
    """

    cluster: Cluster
    text: Markup
    others: list[Beside]


@page.get("/clusters")
def show() -> str | tuple[str, int] | Response:
    """Show a page of clusters."""
    args = _opened(request.args)
    try:
        number = whole(args.get("page", ""), "page", 1, 100_000, default=1)
        wanted = replace(
            clusters_in(args), limit=_PAGE, offset=(number - 1) * _PAGE, members=_LISTED
        )
        if the_library().size().reports and (wait := waiting()):
            return wait
        found = the_library().clusters(wanted)
    except BadQuery as error:
        problem = sentence(error, language())
        return render_template("clusters/page.html", **_base(args), problem=problem), status_of(
            error
        )
    return _shown(args, found, number)


@page.get("/clusters/<int:cluster_id>")
def one(cluster_id: int) -> str | Response:
    """Show all passages of one cluster. Raises ReportNotFound."""
    if wait := waiting():
        return wait
    found = the_library().cluster(cluster_id)
    number = whole(request.args.get("page", ""), "page", 1, 100_000, default=1)
    medoid, *others = found.members
    listed = others[(number - 1) * _MEMBERS : number * _MEMBERS]
    args = request.args.copy()
    args["cluster_id"] = str(cluster_id)
    return render_template(
        "clusters/cluster.html",
        cluster=found,
        medoid=medoid,
        text=markup(medoid.text, masks(medoid.text)),
        others=beside((medoid, other) for other in listed),
        units=_units(found),
        pages=Pages("clusters.one", args, number, _MEMBERS, len(others)),
        signs=SIGNS,
        verdicts=VERDICTS,
    )


@page.get("/clusters/export")
def export() -> Response:
    """Make a file of all clusters that pass: `format` is xlsx, docx or csv."""
    wanted, kind = clusters_in(request.args), request.args.get("format", CLUSTER_FORMATS[0])
    made = exporting_reuse.clusters(the_library(), the_exports(), wanted, kind, language())
    return taken(made)


def _opened(args: Args) -> Args:
    """Return what is asked for: where that is nothing, what the page opens on."""
    if any(args.get(name) for name in _ASKED):
        return args
    opened = args.copy()
    opened.update(_TELLING)
    return opened


def _base(args: Args) -> dict[str, object]:
    return {
        "args": args,
        "offered": the_library().reports(limit=0),
        "searched": the_library().size(),
        "none_word": NONE,
        "orders": [(name, _ORDERS[name]) for name in ORDERS],
        "narrowed": any(args.get(name) for name in _NARROWING),
        "clear": link("clusters.show", args, drop=(*_NARROWING, "order", "page"), size="2"),
        "opens": link("clusters.show", args, drop=(*_ASKED, "page")),
        "opened": all(args.get(name) == value for name, value in _TELLING.items()),
        "named": _UNITS_NAMED,
        "filtered": any(args.get(name) for name in _FILTERS),
        "kept": [
            (name, value)
            for name, value in args.items(multi=True)
            if name in _ASKED and name != "share" and value
        ],
    }


def _shown(args: Args, found: Clusters, number: int) -> str:
    # All pairs of the page are compared in one go.
    pairs = iter(
        beside((one.members[0], other) for one in found.clusters for other in one.members[1:])
    )
    shown = [
        Shown(
            one,
            markup(one.members[0].text, masks(one.members[0].text)),
            [next(pairs) for _other in one.members[1:]],
        )
        for one in found.clusters
    ]
    return render_template(
        "clusters/page.html",
        **_base(args),
        found=found,
        shown=shown,
        pages=Pages("clusters.show", args, number, _PAGE, found.total),
        exports=[
            (_NAMES[kind], link("clusters.export", args, drop=("page",), format=kind))
            for kind in CLUSTER_FORMATS
        ],
        signs=SIGNS,
        verdicts=VERDICTS,
    )


def _units(found: Cluster) -> list[tuple[str | None, int]]:
    """Return the units in which a cluster stands and how often, most first."""
    counts: dict[str | None, int] = {}
    for member in found.members:
        counts[member.unit] = counts.get(member.unit, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0] or ""))
