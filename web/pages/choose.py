"""对比, choosing: left and right from the library, from the basket, or a file that nobody keeps.

`/compare/choose` chooses, `/compare/pick` sorts what was ticked in a list to where it belongs,
`/compare/at` finds a passage in a comparison, `/compare/basket` puts reports aside and takes them
out. All lead to `/compare` in the end. Parameters are those of `web.beside.choices`; of the basket
`add` (a report's id, with `#` and where on the page to come back to), `remove`, `clear`, `back` and
`anchor`.
"""

from __future__ import annotations

import re

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from index.errors import BadQuery, DuizhaoError, ReportNotFound, UnreadableReport
from search.comparing.model import Given, Row
from search.comparing.peers import Peers
from search.library import Library
from search.model import ReportRow
from web import basket, sides
from web.beside.choices import Choice, choice_in
from web.context import the_drafts, the_library
from web.failures import status_of
from web.forms import NONE, filters, report_ids, whole
from web.language import gettext as _
from web.language import language, ngettext
from web.links import Args, Pages, link
from web.login import local_path
from web.messages import sentence
from web.shapes import error_json
from web.similars import lines

page = Blueprint("choose", __name__)

_PAGE = 20
_LISTED = 6  # other units that are offered at once
_YEARS = 8  # of a unit that are offered side by side
_NARROWING = ("q", "unit", "year", "kind")
_KNOWN = ("left", "right", "side", *_NARROWING, "page")
_LONGEST_BACK = 4_000
_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")


@page.get("/compare/choose")
def show() -> str | tuple[str, int]:
    """Show what is chosen and what there is to choose from."""
    return _page(request.args)


@page.post("/compare/choose")
def give() -> tuple[str, int] | Response:
    """Take a file or a pasted text for one side. It is read at once and not stored."""
    form = request.form
    choice = choice_in(form)
    file = request.files.get("file")
    name, data = (file.filename or "", file.read()) if file else ("", b"")
    try:
        given = _given(name, data, lines(form.get("text", "")))
        the_library().side(given, choice.side)
    except (BadQuery, UnreadableReport) as error:
        return _failed(form, sentence(error, language()), status_of(error), file=name)
    return redirect(choice.taking(sides.draft(the_drafts().keep(given))), 303)


@page.get("/compare/pick")
def pick() -> Response | tuple[str, int]:
    """Lead on from reports ticked in a list: one, two, or more of them (`id`, repeated)."""
    chosen = report_ids(request.args.getlist("id"))
    if not chosen:
        return _failed(request.args, str(_("没有勾选报告。请勾选要对比的两篇。")), 400)
    if len(chosen) == 1:
        return redirect(url_for("choose.show", left=chosen[0]))
    if len(chosen) == 2:
        rows = the_library().standing(chosen)
        both = [row.id for row in sides.in_time(*rows)] if len(rows) == 2 else chosen
        return redirect(sides.address(*both))
    return redirect(sides.several(chosen))


@page.get("/compare/at")
def at() -> Response | tuple[str, int]:
    """Lead to the row of a comparison in which a passage stands (`passage`, of either side)."""
    passage = whole(request.args.get("passage", ""), "passage", 0, 10**9 - 1, default=-1)
    try:
        rows = (
            the_library().compare(sides.wanted(request.args)).rows
        )  # remembered: the page asks for the same
    except (BadQuery, ReportNotFound, UnreadableReport) as error:
        return instead(request.args, error)
    found = (number for number, row in enumerate(rows) if _holds(row, passage))
    row = next(found, None)
    address = link("compare.show", MultiDict(sides.named(request.args)))
    return redirect(address if row is None else f"{address}#r{row}")


@page.post("/compare/basket")
def change() -> Response | tuple[str, int] | tuple[Response, int]:
    """Put a report into the basket, take some out, or all; then go back to where that was asked."""
    form = request.form
    added, _hash, anchor = form.get("add", "").partition("#")
    by_script = request.headers.get("X-Requested-With") == "fetch"
    try:
        if form.get("clear"):
            basket.clear()
        basket.remove(report_ids(form.getlist("remove")))
        for report_id in report_ids([added]):
            basket.add(report_id)
    except DuizhaoError as error:
        if by_script:
            return jsonify({"error": error_json(error, language())}), status_of(error)
        if error.key != "basket_full":
            raise
        return _failed(form, sentence(error, language()), status_of(error))
    if by_script:
        return jsonify({"held": sorted(basket.held())})
    return redirect(_back(form.get("back", ""), anchor or form.get("anchor", "")), 303)


@page.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> tuple[str, int]:
    """Say which of both is too long, and keep what is chosen."""
    most = current_app.config["MAX_CONTENT_LENGTH"]
    key = "http_413" if (request.content_length or 0) > most else "pasted_too_long"
    return _failed(request.args, sentence(DuizhaoError(key, limit=most), language()), 413)


def instead(args: Args, error: DuizhaoError) -> tuple[str, int]:
    """Show the choice in place of a comparison that cannot be made; what is there is kept."""
    choice = choice_in(args)
    said = choice.left.problem or choice.right.problem
    return _failed(args, "" if said else sentence(error, language()), status_of(error))


@page.app_template_global("compare_at")
def compare_at(left: str | int, right: str | int, anchor: str = "") -> str:
    """Return where two sides stand beside each other."""
    return sides.address(left, right, anchor)


@page.app_template_global("beside_at")
def beside_at(one: sides.Dated, other: sides.Dated, passage_id: int | str = "") -> str:
    """Return where the reports of two hits, matches or rows stand, the earlier one left.

    With a passage, the place where it stands; empty where both are of one report.
    """
    both = sides.in_time(one, other)
    left, right = (_report_of(each) for each in both)
    if left == right:
        return ""
    if passage_id == "":
        return sides.address(left, right)
    return url_for("choose.at", left=left, right=right, passage=passage_id)


@page.app_template_global("several_at")
def several_at(report_ids: list[int]) -> str:
    """Return where several reports stand in one table."""
    return sides.several(report_ids)


@page.app_template_global("in_basket")
def in_basket() -> frozenset[int]:
    """Return the reports in the visitor's basket."""
    return basket.held()


@page.app_template_global("years_around")
def years_around(peers: Peers) -> tuple[ReportRow, ...]:
    """Return the years of a unit that are shown in one table: those nearest to the report's own.

    None where there are less than three: two are compared side by side.
    """
    rows = peers.years
    if len(rows) > _YEARS:
        here = peers.report.year or 0
        nearest = sorted(rows, key=lambda row: abs((row.year or 0) - here))[:_YEARS]
        rows = tuple(row for row in rows if row in nearest)
    return rows if len(rows) > 2 else ()


@page.app_template_global("peers_of")
def peers_of(report_id: int) -> Peers:
    """Return which reports one is best compared with. Raises ReportNotFound."""
    return the_library().peers(report_id)


def _report_of(one: object) -> int:
    """Return the report that a row, hit or match is of."""
    return int(getattr(one, "report_id", None) or getattr(one, "id"))  # noqa: B009


def _holds(row: Row, passage_id: int) -> bool:
    parts = (part for side in (row.left, row.right) if side for part in side.parts)
    return any(part.passage_id == passage_id for part in parts)


def _given(name: str, data: bytes, text: str) -> Given:
    if name and not data:
        raise UnreadableReport("empty", file=name)
    if not name and not text:
        raise BadQuery("nothing_given", field="text")
    return Given(file=name, data=data) if name else Given(text=text)


def _failed(args: Args, problem: str, status: int, *, file: str = "") -> tuple[str, int]:
    return _page(args, problem=problem, file=file), status


def _page(sent: Args, *, problem: str = "", file: str = "") -> str:
    # Links carry on what is chosen, and nothing else of a form that was sent.
    args = Args([pair for pair in sent.items(multi=True) if pair[0] in _KNOWN])
    choice = choice_in(args)
    library = the_library()
    number = whole(args.get("page", ""), "page", 1, 100_000, default=1)
    asked = args.get("q", "").strip()
    found = library.reports(
        filters(years=args.getlist("year"), units=args.getlist("unit"), kinds=args.getlist("kind")),
        text=asked,
        sort="-year",
        limit=_PAGE,
        offset=(number - 1) * _PAGE,
    )
    lost = basket.sweep()
    return render_template(
        "compare/choose.html",
        args=args,
        asked=asked,
        choice=choice,
        found=found,
        narrowed=any(args.get(name) for name in _NARROWING),
        all=link("choose.show", args, drop=(*_NARROWING, "page")),
        pages=Pages("choose.show", args, number, _PAGE, found.total),
        searched=library.size(),
        none=NONE,
        text=lines(sent.get("text", "")),
        problem=problem,
        file=file,
        basket=basket.rows(),
        basket_most=basket.MOST,
        lost=ngettext(
            "对比栏里有 %(num)s 篇已从库中删除，已移出。",
            "对比栏里有 %(num)s 篇已从库中删除，已移出。",
            lost,
        )
        if lost
        else "",
        **_offered(library, choice),
    )


def _offered(library: Library, choice: Choice) -> dict[str, object]:
    """Return what goes well with what is chosen, on the other side or on this."""
    base = choice.other if choice.other.value else choice.here
    if not base.value:
        return {"peers": None}
    if base.report_id is None:
        peers = library.peers_of_draft(library.side(sides.given(base.value, base.side), base.side))
    else:
        peers = library.peers(base.report_id)
    others = None
    if peers.units > _LISTED:
        year, kind = str(peers.report.year), str(peers.report.kind)
        others = url_for("choose.show", **_kept(choice), year=year, kind=kind)  # type: ignore[arg-type]
    return {
        "peers": peers,
        "base": base,
        "near": peers.others[:_LISTED],
        "all_others": others,
        "several": years_around(peers),
    }


def _kept(choice: Choice) -> dict[str, str]:
    named = {"left": choice.left.value, "right": choice.right.value, "side": choice.side}
    return {name: value for name, value in named.items() if value}


def _back(address: str, anchor: str) -> str:
    """Return a page of ours to go back to; anything else leads to the basket."""
    if len(address) > _LONGEST_BACK or local_path(address) != address:
        return url_for("choose.show", _anchor="basket")
    return address.partition("#")[0] + (f"#{anchor}" if _ANCHOR.fullmatch(anchor) else "")
