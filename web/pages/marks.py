"""模板与排除: reports that everybody may copy from, and passages that people took out of rates.

Parameters: `q` (looks for a report to mark), `page` (of the exclusions). `/marks/ID` asks before
a mark is put on a report or taken off. Each is kept with who did it and when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from index.errors import BadQuery, ReportNotFound
from search.model import Report
from search.reuse.model import Exclusion, Mark
from web.context import the_library
from web.failures import status_of
from web.forms import whole
from web.language import language
from web.links import Pages
from web.messages import sentence
from web.reuse_forms import mark_of, span_of
from web.who import remembered, said_by
from web.words import MARKS

page = Blueprint("marks", __name__)

_LISTED = 10  # reports offered to choose from
_PAGE = 20


@dataclass(frozen=True, slots=True)
class Out:
    """An exclusion with its report; `text` is what was taken out, `index` the passage's place.

    Both are empty where the report is gone.
    """

    exclusion: Exclusion
    report: Report | None
    index: int
    text: str


@page.get("/marks")
def show() -> str:
    """List marked reports and exclusions, and look for reports to mark."""
    library, args = the_library(), request.args
    asked = args.get("q", "").strip()
    number = whole(args.get("page", ""), "page", 1, 100_000, default=1)
    exclusions = library.exclusions()
    marked = library.marked()
    return render_template(
        "marks/page.html",
        marked=marked,
        ids={one.row.id for one in marked},
        words=MARKS,
        asked=asked,
        found=library.reports(text=asked, limit=_LISTED) if asked else None,
        exclusions=_outs(exclusions[(number - 1) * _PAGE : number * _PAGE]),
        count=len(exclusions),
        pages=Pages("marks.show", args, number, _PAGE, len(exclusions)),
        searched=library.size(),
    )


@page.get("/marks/<int:report_id>")
def ask(report_id: int) -> str:
    """Ask whether a report shall be marked, or its mark be taken off. Raises ReportNotFound."""
    return _asked(report_id)


@page.post("/marks/<int:report_id>")
def change(report_id: int) -> Response | tuple[str, int]:
    """Mark a report, or take its mark off (`mark` is off)."""
    form = request.form
    wanted: Mark | None = None if form.get("mark") == "off" else mark_of(form.get("mark", ""))
    try:
        the_library().mark(report_id, wanted, by=said_by(form))
    except BadQuery as error:
        return _asked(report_id, problem=sentence(error, language())), status_of(error)
    return redirect(url_for("marks.show"), 303)


@page.post("/marks/exclusions")
def include() -> Response:
    """Take an exclusion back: what it took out counts again."""
    form = request.form
    passage = whole(form.get("passage", ""), "passage", 0, 10**9 - 1, default=0)
    the_library().include(passage, span=span_of(form.get("span", "")), by=said_by(form))
    return redirect(url_for("marks.show", _anchor="exclusions"), 303)


def _asked(report_id: int, *, problem: str = "") -> str:
    library = the_library()
    row = library.report(report_id).row
    return render_template(
        "marks/confirm.html",
        row=row,
        marked=next((one for one in library.marked() if one.row.id == report_id), None),
        words=MARKS,
        by=remembered(),
        problem=problem,
    )


def _outs(exclusions: Sequence[Exclusion]) -> list[Out]:
    reports: dict[int, Report | None] = {}
    found = []
    for one in exclusions:
        if one.report_id not in reports:
            reports[one.report_id] = _report(one.report_id)
        report = reports[one.report_id]
        index = one.passage_id - report.first_passage if report else 0
        text = report.outline.passages[index].text[slice(*one.span)] if report else ""
        found.append(Out(one, report, index, text))
    return found


def _report(report_id: int) -> Report | None:
    try:
        return the_library().report(report_id)
    except ReportNotFound:
        return None
