"""查重: passages taken out of the rates and back, sources marked as templates.

Each is kept with who did it and when; the name is remembered for the session.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from index.errors import BadQuery
from index.model import Part
from search.model import Report
from search.reuse.model import Mark
from web.context import the_library
from web.forms import whole
from web.language import language
from web.links import Args, link
from web.messages import sentence
from web.pages.reuse import shown_of
from web.reuse_forms import mark_of, span_of
from web.who import remembered, said_by
from web.words import MARKS

page = Blueprint("reuse_changes", __name__)

LONGEST_REASON = 500


@page.post("/reuse/<int:report_id>/exclude")
def exclude(report_id: int) -> Response | tuple[str, int]:
    """Take a passage, or a stretch of one, out of the rates; a reason is needed."""
    form, library = request.form, the_library()
    passage = _passage(form, library.report(report_id))
    try:
        reason = _text(form.get("reason", ""), "reason", LONGEST_REASON)
        library.exclude(
            passage, span=span_of(form.get("span", "")), reason=reason, by=said_by(form)
        )
    except BadQuery as error:
        problem = sentence(error, language())
        return shown_of(report_id, request.args, problem=problem, form=form), 400
    return redirect(_back(report_id, "excluded"))


@page.post("/reuse/<int:report_id>/include")
def include(report_id: int) -> Response:
    """Take an exclusion back."""
    form, library = request.form, the_library()
    passage = _passage(form, library.report(report_id))
    library.include(passage, span=span_of(form.get("span", "")))
    return redirect(_back(report_id, "excluded"))


@page.get("/reuse/<int:report_id>/sources/<int:source_id>")
def ask_mark(report_id: int, source_id: int) -> str:
    """Ask whether a source shall be a template or a superior's document, and what follows."""
    library = the_library()
    return render_template(
        "reuse/mark.html",
        row=library.report(report_id).row,
        source=library.report(source_id).row,
        marks=MARKS,
        by=remembered(),
        back=_back(report_id, "sources"),
        here=request.full_path,
    )


@page.post("/reuse/<int:report_id>/sources/<int:source_id>")
def mark(report_id: int, source_id: int) -> Response:
    """Mark a source, or take the mark back (`mark` is off)."""
    form = request.form
    wanted: Mark | None = None if form.get("mark") == "off" else mark_of(form.get("mark", ""))
    the_library().mark(source_id, wanted, by=said_by(form))
    return redirect(_back(report_id, "sources"))


@page.app_context_processor
def offered() -> dict[str, object]:
    """Offer the name that was last given."""
    return {"remembered_name": remembered()}


def _passage(form: Args, report: Report) -> int:
    """Return the passage that is meant, which must be one of the report's."""
    given = form.get("passage", "")
    first = report.first_passage
    last = first + len(report.outline.passages) - 1
    found = whole(given, "passage", first, last, default=first)
    if report.outline.passages[found - first].part is not Part.BODY:
        raise BadQuery("bad_number", field="passage", value=given, least=first, most=last)
    return found


def _text(text: str, field: str, longest: int) -> str:
    text = " ".join(text.split())
    if len(text) > longest:
        raise BadQuery("value_too_long", field=field, limit=longest)
    return text


def _back(report_id: int, anchor: str) -> str:
    args = request.args.copy()
    args["report_id"] = str(report_id)
    return link("reuse.show", args) + f"#{anchor}"
