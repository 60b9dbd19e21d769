"""报告: outline, text with everything marked, search within, facts and their correction."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from index.errors import BadQuery
from index.model import Part
from search.doubts import places
from search.library import MOST_IN_REPORT
from search.model import Mode, RemovedFound, Report, Result, Rung, Within
from web import exporting
from web.context import the_library
from web.downloads import sent
from web.edits import EDITABLE, corrections
from web.forms import search_request, whole
from web.language import gettext as _
from web.language import language
from web.links import Args, link
from web.messages import sentence
from web.reading import Found, ahead, blocks, entries, found_in, removed_places
from web.removed import removed_said, stood
from web.scanned import scanned_view
from web.tabling import with_tables
from web.words import FIELDS, ORIGINS, REASONS, RUNGS

page = Blueprint("report", __name__)

_TABLES = 100_000  # more than a report has


@page.get("/reports/<int:report_id>")
def show(report_id: int) -> str | Response:
    """Show a report. `#p12` is its thirteenth passage, `?q=` searches within.

    Of one that was read anew since, lead to where it stands now.
    """
    now = the_library().report_now(report_id)
    if now != report_id:
        args = request.args.copy()
        args["report_id"] = str(now)
        return redirect(link("report.show", args))
    return _render(report_id, request.args)


@page.post("/reports/<int:report_id>/facts")
def correct(report_id: int) -> Response | tuple[str, int]:
    """Correct title, year, unit or kind, or take corrections back."""
    library, form = the_library(), request.form
    forgotten = [field for field in form.getlist("forget") if field in EDITABLE]
    try:
        if forgotten:
            library.forget_edits(report_id, forgotten)
        else:
            changed = corrections(library.report(report_id), form)
            if changed:
                library.edit(report_id, **changed)
    except BadQuery as error:
        return _render(report_id, request.args, problem=sentence(error, language())), 400
    args = request.args.copy()
    args["report_id"] = str(report_id)
    return redirect(link("report.show", args, drop=("edit",)) + "#facts")


@page.get("/reports/<int:report_id>/original")
def original(report_id: int) -> Response:
    """Send the file as it came in, to be saved and never shown."""
    name, data = the_library().original(report_id)
    return send_file(
        BytesIO(data),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=PurePosixPath(name).name or "report",
    )


@page.get("/reports/<int:report_id>/tables.xlsx")
def tables(report_id: int) -> Response:
    """Send the report's tables as a workbook, or those whose numbers (from 1) `table` lists."""
    report = the_library().report(report_id)
    numbers = [
        whole(text, "table", 1, _TABLES, default=1) for text in request.args.getlist("table")
    ]
    return sent(exporting.tables(the_library(), report, numbers, language()))


def _render(report_id: int, args: Args, *, problem: str = "") -> str:
    report = the_library().report(report_id)
    asked = args.get("q", "")
    wrong = ""
    marks = args.get("marks") == "1"
    found, rung, apart, said = Found((), ()), Rung.EXACT, RemovedFound(), ""
    try:
        if asked.strip():
            result = _hits(report, asked, args)
            rung, apart, said = result.rung, result.removed, removed_said(result)
            found = _found(report, result, args)
    except BadQuery as error:
        wrong = sentence(error, language())
    current = found.places[found.current - 1][0] if found.current else _at(args)
    reasons = {why: str(word) for why, word in REASONS.items()}
    texts = [passage.text for passage in report.outline.passages]
    doubtful = places(report.facts.doubts, texts)
    shown = blocks(
        report,
        found,
        reasons=reasons,
        show_removed=marks,
        apart=apart.hits,
        doubtful=doubtful,
    )
    lines = entries(report.outline, current)

    def here(**changes: str) -> str:
        kept = args.copy()
        kept["report_id"] = str(report_id)
        return link("report.show", kept, drop=("edit", "at"), **changes)

    title = next((block for block in shown if block.level == 1), None)
    as_text = args.get("tables") == "text"
    tables = () if as_text else report.outline.tables
    after = [block for block in shown if not title or block.index > title.index]
    return render_template(
        "report/page.html",
        report=report,
        row=report.row,
        title=title,
        before=[block for block in shown if title and block.index < title.index],
        blocks=with_tables(after, tables) if tables else after,
        pictured=scanned_view(report.facts, doubtful),
        tables=[entry for entry in lines if entry.table],
        as_text=as_text,
        body=sum(passage.part is Part.BODY for passage in report.outline.passages),
        entries=lines,
        removed=removed_places(report),
        removed_total=len(report.removed),
        marks=marks,
        ahead=ahead(report, reasons, apart.hits) if marks else [],
        stood=stood,
        apart=apart,
        apart_said=said,
        found=found,
        asked=asked,
        mode=args.get("mode", "") if args.get("mode") in [mode.value for mode in Mode] else "",
        within=args.get("within") == Within.REPORT.value,
        loosely="" if rung is Rung.EXACT else RUNGS[rung],
        wrong=wrong,
        here=here,
        editing=args.get("edit") == "1" or bool(problem),
        problem=problem,
        fields=FIELDS,
        origins=ORIGINS,
        reasons=reasons,
        like=url_for("similar.show"),  # said once: thousands of passages may need it
        like_word=str(_("找相似")),
        past=url_for("trail.show", passage_id=0).removesuffix("/0"),
        past_word=str(_("沿革")),
    )


def _found(report: Report, result: Result, args: Args) -> Found:
    number = whole(args.get("n", ""), "n", 0, 10**9 - 1, default=0)
    return found_in(report, result.hits, number=number, at=_at(args))


def _hits(report: Report, asked: str, args: Args) -> Result:
    """Return what stands in the report, found in the way that the search page found it.

    What stands in its removed text is listed too.
    """
    mode, within = args.get("mode", ""), args.get("within", "")
    request = search_request(asked, mode=mode, within=within, reports=[str(report.row.id)])
    request = replace(request, limit=MOST_IN_REPORT)
    library = the_library()
    result = library.search(request) if mode or within else library.find_in(report.row.id, asked)
    if not result.removed.passages:
        return result
    return replace(result, removed=library.search(replace(request, removed=True)).removed)


def _at(args: Args) -> int:
    return whole(args.get("at", ""), "at", 0, 10**9 - 1, default=-1)
