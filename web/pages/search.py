"""检索: a phrase or words in, hits with facets and totals out. Every state is a permalink."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from index.errors import BadQuery
from search.model import Filters, Hit, Mode, Request, Result
from web.context import the_library
from web.facets import FILTERS, facets_of
from web.failures import status_of
from web.filters import Mark, excerpts, markup, masks
from web.forms import search_request, whole
from web.language import language, ngettext
from web.links import Args, Pages, link
from web.messages import sentence
from web.words import ROLES, RUNGS, SORTS

page = Blueprint("search", __name__)

_PAGE = 20


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder."""

    name: str
    count: str
    answers: bool
    address: str


@dataclass(frozen=True, slots=True)
class HitView:
    """One hit as shown: `cut` around its spans, `whole` where the cut left something out."""

    hit: Hit
    cut: Markup
    whole: Markup | None
    address: str
    role: str


@page.get("/")
def home() -> Response:
    """Lead to where one can start: searching, or bringing reports in."""
    empty = the_library().size().reports == 0
    return redirect(url_for("library.show" if empty else "search.show"))


@page.get("/search")
def show() -> str | tuple[str, int]:
    """Show the search page, with hits where something was asked."""
    args = request.args
    size = the_library().size()
    asked = args.get("q", "")
    mode = "words" if args.get("mode") == "words" else "exact"
    base = {"asked": asked, "mode": mode, "searched": size, "sorts": SORTS}
    if not asked.strip():
        return render_template("search/page.html", **base)
    try:
        wanted = _read(args)
        result = the_library().search(wanted)
    except BadQuery as error:
        wrong = markup(asked, _wrong_place(asked, error.values.get("at")))
        message = sentence(error, language())
        page = render_template("search/page.html", **base, problem=message, wrong=wrong)
        return page, status_of(error)
    facets = facets_of(result, args)
    return render_template(
        "search/page.html",
        **base,
        result=result,
        wanted=wanted,
        hits=[_view(hit, asked, mode) for hit in result.hits],
        facets=facets,
        chosen=[(facet, choice) for facet in facets for choice in facet.all if choice.chosen],
        steps=_steps(result, wanted, args),
        unfiltered=link("search.show", args, drop=(*FILTERS, "page")),
        ways=list(_ways(result, wanted, args)) if not result.passages else [],
        pages=Pages("search.show", args, wanted.offset // _PAGE + 1, _PAGE, result.passages),
    )


def _read(args: Args) -> Request:
    number = whole(args.get("page", ""), "page", 1, 100_000, default=1)
    return search_request(
        args.get("q", ""),
        mode=args.get("mode", ""),
        years=args.getlist("year"),
        units=args.getlist("unit"),
        kinds=args.getlist("kind"),
        roles=args.getlist("role"),
        sort=args.get("sort", ""),
        limit=str(_PAGE),
        offset=str((number - 1) * _PAGE),
    )


def _wrong_place(query: str, at: object) -> tuple[Mark, ...]:
    if not isinstance(at, int) or not 1 <= at <= len(query):
        return ()
    return (Mark(at - 1, at, "wrong"),)  # told counting from 1


def _view(hit: Hit, asked: str, mode: str) -> HitView:
    marks = [*(Mark(*span, "hit") for span in hit.spans), *masks(hit.text)]
    windows = excerpts(hit.text, hit.spans)
    pieces = [markup(hit.text, marks, start=start, end=end) for start, end in windows]
    cut = Markup("……").join(pieces)
    if windows[0].start > 0:
        cut = "……" + cut
    if windows[-1].end < len(hit.text):
        cut += "……"
    complete = windows == ((0, len(hit.text)),)
    return HitView(
        hit,
        cut,
        None if complete else markup(hit.text, marks),
        url_for(
            "report.show",
            report_id=hit.report_id,
            q=asked,
            mode="words" if mode == "words" else None,
            at=hit.index,
            _anchor=f"p{hit.index}",
        ),
        str(ROLES[hit.role]) if hit.role else "",
    )


def _steps(result: Result, wanted: Request, args: Args) -> list[Step]:
    """Return the steps of the ladder that exist, each with its count."""
    steps = []
    for mode in Mode:
        answers = mode.value == result.rung.value
        found = result if answers else _count(replace(wanted, mode=mode))
        if found is None:
            continue
        if mode is Mode.EXACT:
            count = ngettext("一字不差，%(num)s 处", "一字不差，%(num)s 处", found.occurrences)
        else:
            count = ngettext("%(num)s 段", "%(num)s 段", found.passages)
        word = "words" if mode is Mode.WORDS else ""
        address = link("search.show", args, drop=("page", "sort"), mode=word)
        rung = next(name for rung, name in RUNGS.items() if rung.value == mode.value)
        steps.append(Step(str(rung), count, answers, address))
    return steps


def _ways(result: Result, wanted: Request, args: Args) -> Iterator[tuple[str, str]]:
    """Yield ways out of an empty result that lead somewhere, each with what it would find."""
    if wanted.filters:
        found = _count(replace(wanted, filters=Filters()))
        if found and found.passages:
            text = ngettext(
                "去掉全部筛选（去掉后有 %(num)s 段）",
                "去掉全部筛选（去掉后有 %(num)s 段）",
                found.passages,
            )
            yield text, link("search.show", args, drop=(*FILTERS, "page"))
    if wanted.mode is Mode.EXACT:
        found = _count(replace(wanted, mode=Mode.WORDS))
        if found and found.passages:
            text = ngettext("改按词语查（%(num)s 段）", "改按词语查（%(num)s 段）", found.passages)
            yield text, link("search.show", args, drop=("page", "sort"), mode="words")
    query = wanted.query.strip()
    if len(query) >= 4:
        for part in (query[: len(query) // 2], query[len(query) // 2 :]):
            found = _count(replace(wanted, query=part))
            if found and found.occurrences:
                text = ngettext(
                    "改查较短的：%(part)s（%(num)s 处）",
                    "改查较短的：%(part)s（%(num)s 处）",
                    found.occurrences,
                    part=part,
                )
                yield text, link("search.show", args, drop=("page",), q=part)


def _count(wanted: Request) -> Result | None:
    try:
        return the_library().search(replace(wanted, limit=1, offset=0))
    except BadQuery:
        return None
