"""相似段落: a text or a passage in, what is like it out. Short questions are permalinks.

Parameters: `passage` or `text`; `year`, `unit`, `kind`, `role`; `other_units`, `own_unit`,
`earlier`; `stock=0`; `least` (percent); `verdict` (repeated); `order`; `page`; and of a pasted
text `of_unit` and `of_year`. A long text is sent by POST, which changes nothing, and answered in
place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from index.errors import BadQuery
from search.matching import ALIKE
from search.model import Filters
from search.reuse.model import Order, Similar, SimilarRequest, Verdict
from web.context import the_library
from web.failures import status_of
from web.forms import NONE, whole
from web.language import gettext as _
from web.language import language
from web.links import Args, Pages, link, without
from web.messages import sentence
from web.pairs import Pair, pair
from web.similars import lines, similar_in
from web.words import DIRECTIONS, ORDERS, RELATIONS, ROLES, SIGNS, SLOTS, VERDICTS

page = Blueprint("similar", __name__)

LONGEST_ADDRESS = 6_000  # characters; longer ones are lost on the way in chats and spreadsheets
_PAGE = 20
_FILTERS = ("year", "unit", "kind", "role")
_WHOSE = ("other_units", "own_unit", "earlier")
_WEAKEST = "30"  # percent: from here on what is hardly alike is listed when it is asked for
_NARROWING = (*_FILTERS, *_WHOSE, "stock", "least", "verdict")
_ASKED = ("passage", "text", "of_unit", "of_year", *_NARROWING, "order", "page")


@dataclass(frozen=True, slots=True)
class Count:
    """How many matches have a verdict; `address` turns the filter by it on or off."""

    verdict: Verdict
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of an empty result, with what it would find."""

    text: str
    address: str


@page.get("/similar")
def show() -> str | tuple[str, int] | Response:
    """Show the page, with matches where something was asked."""
    args = request.args
    if any(not value for _name, value in args.items(multi=True)):
        return redirect(link("similar.show", args))
    return _shown(args, permanent=True)


@page.post("/similar")
def ask() -> str | tuple[str, int] | Response:
    """Lead to the permalink of what was asked, or answer here where that would be too long."""
    args = _tidied(request.form)
    address = link("similar.show", args)
    if len(address) <= LONGEST_ADDRESS:
        return redirect(address, 303)
    return _shown(args, permanent=False)


def _shown(args: Args, *, permanent: bool) -> str | tuple[str, int]:
    library = the_library()
    offered = library.reports(limit=0)
    base: dict[str, object] = {
        "args": args,
        "text": lines(args.get("text", "")),
        "permanent": permanent,
        "searched": library.size(),
        "offered": offered,
        "roles": {role.value: name for role, name in ROLES.items()},
        "none_word": NONE,
        "leasts": (_WEAKEST, "40", "50", "60", "70", "80", "90", "100"),
        "kept": [(name, value) for name, value in args.items(multi=True) if name in _ASKED],
    }
    if not args.get("passage") and not base["text"]:
        return render_template("similar/page.html", **base)
    try:
        return _answer(args, base, permanent=permanent)
    except BadQuery as error:
        message = sentence(error, language())
        return render_template("similar/page.html", **base, problem=message), status_of(error)


def _answer(args: Args, base: dict[str, object], *, permanent: bool) -> str:
    library = the_library()
    number = whole(args.get("page", ""), "page", 1, 10_000, default=1)
    wanted = similar_in(args, group="1", limit=str(_PAGE), offset=str((number - 1) * _PAGE))
    found = library.similar(wanted)
    return render_template(
        "similar/page.html",
        **{**base, "text": found.text},
        found=found,
        wanted=wanted,
        source_report=None if found.report_id is None else library.report(found.report_id).row,
        pairs=_pairs(found),
        counts=[
            _count(verdict, found, wanted, args) for verdict in SIGNS if verdict is not Verdict.WEAK
        ],
        orders=_orders(found),
        narrowed=any(args.get(name) for name in _NARROWING),
        ways=[*_ways(found, wanted, args), *_weaker(found, wanted, args)] if permanent else [],
        pages=Pages("similar.show", args, number, _PAGE, found.groups),
        signs=SIGNS,
        verdicts=VERDICTS,
        relations=RELATIONS,
        directions=DIRECTIONS,
        slots=SLOTS,
    )


def _pairs(found: Similar) -> list[Pair]:
    several = len(found.pieces) > 1
    return [
        pair(match, found.text, found.pieces[match.piece].span if several else None)
        for match in found.matches
    ]


def _count(verdict: Verdict, found: Similar, wanted: SimilarRequest, args: Args) -> Count:
    chosen = verdict in wanted.verdicts
    if chosen:
        address = without("similar.show", args, "verdict", verdict.value, drop=("page",))
    else:
        more = [*args.getlist("verdict"), verdict.value]
        rest = args.copy()
        rest.setlist("verdict", more)
        address = link("similar.show", rest, drop=("page",))
    return Count(verdict, found.verdicts.get(verdict, 0), chosen, address)


def _orders(found: Similar) -> list[tuple[str, str]]:
    """Return the orders to choose from; the usual one has no value."""
    return [
        ("" if order is Order.SCORE else order.value, str(word))
        for order, word in ORDERS.items()
        if order is not Order.TEXT or len(found.pieces) > 1
    ]


def _ways(found: Similar, wanted: SimilarRequest, args: Args) -> Iterator[Way]:
    """Yield ways out of an empty result that lead somewhere."""
    if found.matches or not any(args.get(name) for name in _NARROWING):
        return
    wider = (
        (_("不限类别"), replace(wanted, verdicts=()), ("verdict",)),
        (_("也看套话"), replace(wanted, without_stock=False), ("stock",)),
        (_("不限相似度"), replace(wanted, least=0.0), ("least",)),
        (
            _("不限单位和先后"),
            replace(wanted, other_units=False, own_unit=False, earlier=False),
            _WHOSE,
        ),
        (_("去掉年份、单位、类型、部分的筛选"), replace(wanted, filters=Filters()), _FILTERS),
        (
            _("去掉全部条件"),
            SimilarRequest(
                wanted.text, wanted.passage_id, unit=wanted.unit, year=wanted.year, grouped=True
            ),
            _NARROWING,
        ),
    )
    for text, other, gone in wider:
        if other == replace(wanted, limit=other.limit, offset=other.offset):
            continue
        count = the_library().similar(replace(other, limit=1, offset=0)).total
        if count:
            count_text = _("%(way)s（%(count)s 段）", way=text, count=f"{count:,}")
            yield Way(count_text, link("similar.show", args, drop=(*gone, "page")))


def _weaker(found: Similar, wanted: SimilarRequest, args: Args) -> Iterator[Way]:
    """Yield the way to what is less alike, where nothing was found and it was not asked for."""
    if found.matches or 0 < wanted.least < ALIKE or wanted.verdicts:
        return
    other = replace(wanted, least=int(_WEAKEST) / 100, limit=1, offset=0)
    count = the_library().similar(other).weak
    if count:
        text = _("看看相近的（%(count)s 段，相似度不到 60%%）", count=f"{count:,}")
        yield Way(text, link("similar.show", args, drop=("page",), least=_WEAKEST))


def _tidied(form: Args) -> Args:
    """Return what a form asks, without what says nothing.

    A passage whose text was changed is a text of its own. `whose` holds one of the switches;
    `toggle` turns one verdict on or off.
    """
    args: Args = MultiDict(
        (name, value.strip()) for name, value in form.items(multi=True) if name in _ASKED
    )
    if "text" in args:
        args["text"] = lines(args["text"])
    if args.get("passage") and args.get("text"):
        own = the_library().similar(similar_in(args, limit="1")).text
        args.pop("text" if lines(own) == args["text"] else "passage")
    if form.get("whose") in _WHOSE:
        args[form["whose"]] = "1"
    toggled = form.get("toggle")
    if toggled:
        chosen = args.getlist("verdict")
        kept = [one for one in chosen if one != toggled]
        args.setlist("verdict", kept if len(kept) < len(chosen) else [*chosen, toggled])
    return MultiDict((name, value) for name, value in args.items(multi=True) if value)


@page.app_template_global("report_at")
def report_at(report_id: int, index: int) -> str:
    """Return where a passage stands in its report."""
    return url_for("report.show", report_id=report_id, at=index, _anchor=f"p{index}")


@page.app_template_global("similar_to")
def similar_to(passage_id: int) -> str:
    """Return the page of what is like a passage."""
    return url_for("similar.show", passage=passage_id)
