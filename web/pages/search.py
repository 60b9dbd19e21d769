"""检索: a phrase or words in, hits with facets and totals out. Every state is a permalink.

Parameters: `q`; `mode` (exact, loose, words; empty climbs down the ladder); `year`, `unit`,
`kind`, `where`, `role`, `report`; `within=report`; `group=report`; `sort`; `page`; `removed=1`
(lists what stands in removed text); and of the grid `count=passages` and `rows=all`. Empty ones are
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from index.errors import BadQuery
from search.model import Filters, Mode, Request, Result, Rung, Sort, Suggestion, Within
from web.context import the_library
from web.facets import FILTERS, Chip, chips, facets_of
from web.failures import status_of
from web.filters import Mark, markup
from web.forms import search_in, whole
from web.grid import grid
from web.hits import group_view, hit_view
from web.ladder import Ladder, ladder
from web.language import gettext as _
from web.language import language, ngettext
from web.links import Args, Pages, extended, link
from web.messages import sentence
from web.removed import removed_view
from web.statement import statement
from web.trend import trend, years_of
from web.words import SORTS, WRITING

page = Blueprint("search", __name__)

_PAGE = 20
_PANEL = ("count", "rows")  # parameters of the panel, which change nothing else


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of an empty result, with what it would find."""

    text: str
    address: str


@page.get("/")
def home() -> Response:
    """Lead to where one can start: searching, or bringing reports in."""
    empty = the_library().size().reports == 0
    return redirect(url_for("library.show" if empty else "search.show"))


@page.get("/search")
def show() -> str | tuple[str, int] | Response:
    """Show the search page, with hits where something was asked."""
    args = request.args
    if not all(value for _name, value in args.items(multi=True)):  # as forms without a script send
        return redirect(link("search.show", args))
    asked = args.get("q", "")
    base = {"asked": asked, "pinned": _pinned(args), "words": args.get("mode") == Mode.WORDS.value}
    if not asked.strip():
        size = the_library().size()
        return render_template("search/page.html", **base, searched=size, writing=WRITING)
    try:
        return _answer(asked, args, base)
    except BadQuery as error:
        wrong = markup(asked, _wrong_place(asked, error.values.get("at")))
        message = sentence(error, language())
        shown = render_template(
            "search/page.html", **base, problem=message, wrong=wrong, writing=WRITING
        )
        return shown, status_of(error)


def _answer(asked: str, args: Args, base: dict[str, object]) -> str:
    library = the_library()
    wanted = _read(args)
    result = library.search(wanted)
    found = library.ladder(wanted)
    table = library.table(wanted)
    passages = args.get("count") == "passages" or result.rung is Rung.WORDS
    facets = facets_of(result, args)
    filtered = chips(facets, args, _titles(wanted))
    steps = ladder(found, result, wanted, args)
    ways = list(_ways(result, steps, wanted, args, filtered))
    removed = removed_view(library, result, wanted, args)
    others = library.elsewhere([hit.passage_id for hit in result.hits])
    return render_template(
        "search/page.html",
        **base,
        searched=result.searched,
        result=result,
        removed=removed,
        wanted=wanted,
        sorts=_sorts(result, wanted),
        hits=[] if wanted.grouped else [hit_view(h, result, wanted, others) for h in result.hits],
        groups=[group_view(group, result, wanted, others, args) for group in result.groups],
        facets=facets,
        chosen=filtered,
        several=wanted.within is Within.REPORT or len(asked.split()) > 1,
        ladder=steps,
        unfiltered=link("search.show", args, drop=(*FILTERS, "report", "page")),
        ways=ways,
        near=_near(result, steps, ways, wanted, args),
        everywhere=":" not in asked and "：" not in asked,  # no filter stands in the query
        passages=passages,
        grid=grid(table, args, passages=passages) if result.passages else None,
        trend=trend(years_of(table), passages=passages) if result.passages else None,
        counted={
            "occurrences": link("search.show", args, drop=("page",), count="") + "#grid",
            "passages": link("search.show", args, drop=("page",), count="passages") + "#grid",
        },
        exports=_exports(args) if result.passages else [],
        matrix=_matrix(result, wanted),
        statement=statement(
            result,
            found,
            chosen=[(chip.title, chip.label) for chip in filtered],
            held=sum(map(sum, table.held)),
            within=wanted.within,
            moment=datetime.now().astimezone(),
        ),
        pages=Pages(
            "search.show",
            args,
            wanted.offset // _PAGE + 1,
            _PAGE,
            _listed(result, wanted),
        ),
    )


def _read(args: Args) -> Request:
    number = whole(args.get("page", ""), "page", 1, 50_000, default=1)
    by_words = args.get("mode") == Mode.WORDS.value  # no removed text is looked at
    return search_in(
        args,
        group=args.get("group", ""),
        limit=str(_PAGE),
        offset=str((number - 1) * _PAGE),
        removed="" if by_words else args.get("removed", ""),
    )


def _listed(result: Result, wanted: Request) -> int:
    """Return how many things all pages list."""
    if wanted.removed:
        return result.removed.passages
    return result.reports if wanted.grouped else result.passages


def _pinned(args: Args) -> str:
    """Return the rung that was chosen by hand, empty for the ladder and for words."""
    mode = args.get("mode", "")
    return mode if mode in (Mode.EXACT.value, Mode.LOOSE.value) else ""


def _wrong_place(query: str, at: object) -> tuple[Mark, ...]:
    if not isinstance(at, int) or not 1 <= at <= len(query):
        return ()
    return (Mark(at - 1, at, "wrong"),)  # told counting from 1


def _titles(wanted: Request) -> dict[int, str]:
    """Return the titles of the reports that the search was narrowed to."""
    if not wanted.filters.reports:
        return {}
    rows = the_library().reports(Filters(reports=wanted.filters.reports)).rows
    return {row.id: " ".join(filter(None, (row.unit, row.title))) for row in rows}


def _sorts(result: Result, wanted: Request) -> list[tuple[str, str, bool]]:
    """Return the orders to choose from as value, word, chosen; the usual one has no value."""
    usual = Sort.RELEVANCE if result.rung is Rung.WORDS else Sort.OCCURRENCES
    return [
        ("" if sort is usual else sort.value, str(word), sort is (wanted.sort or usual))
        for sort, word in SORTS.items()
        if result.rung is not Rung.WORDS or sort is not Sort.OCCURRENCES
    ]


def _ways(
    result: Result, steps: Ladder, wanted: Request, args: Args, filtered: Sequence[Chip]
) -> Iterator[Way]:
    """Yield ways out of an empty result that lead somewhere."""
    if result.passages:
        return
    for step in steps.steps:
        if step.found and not step.answers:
            text = _("改看%(rung)s（%(count)s）", rung=step.name, count=step.count)
            yield Way(text, step.address)
    narrow = len(wanted.query.split()) > 1 and wanted.within is Within.PASSAGE
    if narrow and (count := _count(replace(wanted, within=Within.REPORT))):
        text = _("同在一篇报告即可（%(count)s）", count=count)
        yield Way(text, link("search.show", args, drop=("page",), within="report"))
    if filtered and (count := _count(replace(wanted, filters=Filters()))):
        values = _("、").join(chip.label for chip in filtered)
        text = _("去掉筛选：%(values)s（去掉后有 %(count)s）", values=values, count=count)
        yield Way(text, link("search.show", args, drop=(*FILTERS, "report", "page")))


def _count(wanted: Request) -> str:
    """Return how much a search would find, in words; empty where it finds nothing."""
    found = the_library().search(replace(wanted, limit=1, offset=0))
    if not found.passages:
        return ""
    if found.rung is Rung.WORDS:
        return ngettext("%(num)s 段", "%(num)s 段", found.passages)
    return ngettext("%(num)s 处", "%(num)s 处", found.occurrences)


def _near(
    result: Result, steps: Ladder, ways: Sequence[Way], wanted: Request, args: Args
) -> list[tuple[Suggestion, str]]:
    """Return phrases near to one that stands nowhere, each with its address.

    They are counted in the whole library, so they are looked for there.
    """
    stands_nowhere = not ways if steps.nothing else steps.fell and result.rung is Rung.WORDS
    if not stands_nowhere:
        return []
    base = link("search.show", args, drop=("q", "page", "mode", "report", *FILTERS))
    return [(near, extended(base, q=near.text)) for near in the_library().near(wanted)]


def _exports(args: Args) -> list[tuple[str, str]]:
    """Return name and address of the files that the result can be taken away in."""
    names = {"xlsx": "Excel", "csv": "CSV", "docx": str(_("Word 摘录"))}
    gone = ("page", "group", *_PANEL)
    return [
        (name, link("exports.search", args, drop=gone, format=kind)) for kind, name in names.items()
    ]


def _matrix(result: Result, wanted: Request) -> str | None:
    """Return the phrase matrix of what is asked for; it holds exact counts only."""
    if result.rung is Rung.WORDS:
        return None
    pieces = re.split(r"[\s|｜]+", re.sub(r'["＂]', "", wanted.query))
    phrases = [piece for piece in pieces if piece and not re.match(r"[-－]|.*[:：]", piece)]
    return url_for("matrix.show", phrase=phrases) if phrases else None
