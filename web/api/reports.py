"""/api/reports: list, show, add, correct, remove."""

from __future__ import annotations

from flask import Response, jsonify, request, url_for

from index.errors import BadQuery
from web.api.asking import filters_of
from web.api.models import Corrections, Files, ListQuery, ReportPath, answer
from web.context import the_jobs, the_library
from web.edits import patch
from web.forms import whole
from web.language import language
from web.openapi import blueprint
from web.schema import JobJson, ListJson, ShowJson
from web.shapes import job_json, list_json, show_json
from web.uploads import take

api = blueprint("reports", __name__, "/api/reports")

_SORTS = ("title", "unit", "year", "kind", "passages", "added")
_MOST = 1000


@api.get("", summary="List reports", responses={"200": answer(ListJson, "The reports")})
def reports(query: ListQuery) -> Response:
    """`total` counts all that fit the filters."""
    sort = query.sort or "-added"
    if sort.removeprefix("-") not in _SORTS:
        raise BadQuery("bad_sort", field="sort", value=sort)
    found = the_library().reports(
        filters_of(query),
        text=query.text.strip(),
        incomplete=query.incomplete in ("1", "true"),
        sort=sort,
        limit=whole(query.limit, "limit", 1, _MOST, default=100),
        offset=whole(query.offset, "offset", 0, 10**9 - 1, default=0),
    )
    return jsonify(list_json(found))


@api.post(
    "",
    summary="Add reports",
    responses={"202": answer(JobJson, "A job; ask at its Location how far it is")},
)
def add(form: Files) -> tuple[Response, int, dict[str, str]]:
    """Refused files never stop the others; the job's result names each with its reason."""
    job = take(request.files.getlist("files"), the_library(), the_jobs())
    address = url_for("api_jobs.show", job_id=job.id)
    return jsonify(job_json(job, language())), 202, {"Location": address}


@api.get(
    "/<int:report_id>",
    summary="Show a report",
    responses={"200": answer(ShowJson, "Outline and passages")},
)
def show(path: ReportPath) -> Response:
    """The texts of one paragraph's passages, joined, are the paragraph."""
    return jsonify(show_json(the_library().report(path.report_id)))


@api.patch(
    "/<int:report_id>",
    summary="Correct a report",
    responses={"200": answer(ShowJson, "The report as it stands now")},
    openapi_extensions={},
)
def edit(path: ReportPath) -> Response:
    """A JSON object with title, year, unit or kind; null says that there is none."""
    changed = patch(request.get_json(silent=True))
    library = the_library()
    report = library.edit(path.report_id, **changed) if changed else library.report(path.report_id)
    return jsonify(show_json(report))


@api.delete("/<int:report_id>", summary="Remove a report", responses={"204": None})
def remove(path: ReportPath) -> tuple[str, int]:
    """It can be brought back on the page of the library."""
    the_library().remove([path.report_id])
    return "", 204


CORRECTIONS = Corrections.model_json_schema()
"""The body of a correction, for the document: read by hand, since null and missing differ."""
