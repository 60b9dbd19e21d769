"""What people say of text and files of themselves: exclusions, marks of reports, file evidence."""

from __future__ import annotations

from flask import Response, jsonify

from index.model import Span
from web.api.models import ReportPath, answer
from web.api.reuse_models import (
    ByQuery,
    ExclusionBody,
    ExclusionsQuery,
    MarkBody,
    PassagePath,
    SpanQuery,
)
from web.context import the_library
from web.forms import report_ids
from web.openapi import blueprint
from web.remarks import (
    EvidenceJson,
    ExclusionsJson,
    MarksJson,
    TakenBackJson,
    evidence_json,
    exclusions_json,
    marks_json,
)
from web.reuse_forms import mark_of, span_of
from web.reusing import ExclusionJson, exclusion_json
from web.schema import FailureJson

api = blueprint("remarks", __name__, "/api")


@api.post(
    "/passages/<int:passage_id>/exclusion",
    summary="Take a passage out of the rates",
    responses={"201": answer(ExclusionJson, "The exclusion, with its time")},
)
def exclude(path: PassagePath, body: ExclusionBody) -> tuple[Response, int]:
    """It leaves the numerators of all rates of its report; reason, name and time are kept."""
    span = Span(*body.span) if body.span else None
    made = the_library().exclude(path.passage_id, span=span, reason=body.reason, by=body.by)
    return jsonify(exclusion_json(made)), 201


@api.delete(
    "/passages/<int:passage_id>/exclusion",
    summary="Let a passage count again",
    responses={"200": answer(TakenBackJson, "How many exclusions of it were taken back")},
)
def include(path: PassagePath, query: SpanQuery) -> Response:
    """All of this passage, or with `span` only those of this very stretch."""
    count = the_library().include(path.passage_id, span=span_of(query.span), by=query.by)
    found: TakenBackJson = {"taken_back": count}
    return jsonify(found)


@api.get(
    "/exclusions",
    summary="List what was taken out of the rates",
    responses={
        "200": answer(ExclusionsJson, "Who, when, why"),
        "404": answer(FailureJson, "There is no such report"),
    },
)
def exclusions(query: ExclusionsQuery) -> Response:
    """Of all reports, or of one."""
    (report_id,) = report_ids([query.report])[:1] or (None,)
    return jsonify(exclusions_json(the_library().exclusions(report_id)))


@api.put(
    "/reports/<int:report_id>/mark",
    summary="Mark a report as a template or a superior's document",
    responses={"200": answer(MarksJson, "All marks")},
)
def mark(path: ReportPath, body: MarkBody) -> Response:
    """What stands in it is taken out of numerator and denominator of every rate."""
    the_library().mark(path.report_id, mark_of(body.mark), by=body.by)
    return jsonify(marks_json(the_library().marked()))


@api.delete(
    "/reports/<int:report_id>/mark",
    summary="Take a report's mark away",
    responses={"200": answer(MarksJson, "The marks that are left")},
)
def unmark(path: ReportPath, query: ByQuery) -> Response:
    """It is a report like any other again."""
    the_library().mark(path.report_id, None, by=query.by)
    return jsonify(marks_json(the_library().marked()))


@api.get("/marks", summary="List marked reports", responses={"200": answer(MarksJson, "All marks")})
def marks() -> Response:
    """Templates and documents of superiors, with who marked them and when."""
    return jsonify(marks_json(the_library().marked()))


@api.get(
    "/evidence",
    summary="What files say of themselves and share",
    responses={"200": answer(EvidenceJson, "Authors, editors, images: no evidence of text")},
)
def evidence() -> Response:
    """Groups of reports of different units."""
    return jsonify(evidence_json(the_library().evidence()))


@api.get(
    "/reports/<int:report_id>/evidence",
    summary="The same of one report",
    responses={"200": answer(EvidenceJson, "Only groups that this report is in")},
)
def evidence_of(path: ReportPath) -> Response:
    """Its own facts are always there."""
    return jsonify(evidence_json(the_library().evidence(path.report_id)))
