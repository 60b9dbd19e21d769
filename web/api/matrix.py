"""/api/matrix: counts of phrases by row value and year; /api/export: answers as files."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from pydantic import Field

from index.errors import BadQuery
from search.model import MatrixRequest
from web import exporting
from web.api.asking import filters_of, search_of
from web.api.models import PartFilters, SearchQuery, answer
from web.api.taking import FILE, taken
from web.context import the_exports, the_library
from web.language import language
from web.matrices import MatrixJson, matrix_json, matrix_request
from web.openapi import blueprint

api = blueprint("matrix", __name__, "/api")


class MatrixQuery(PartFilters):
    """Parameters of a phrase matrix."""

    phrase: list[str] = Field([], description="A phrase, # for a figure; repeated, 200 at most")
    rows: str = Field("", description="unit (default), kind, role or report")


class ExportQuery(SearchQuery):
    """Parameters of an export: those of a search, but for limit and offset, and the format."""

    format: str = Field("xlsx", description="xlsx, csv or docx")


class MatrixExportQuery(MatrixQuery):
    """Parameters of a matrix as a file."""

    format: str = Field("xlsx", description="xlsx or csv")


_ANSWER: Any = {"200": answer(MatrixJson, "Occurrences by row and year; reports held a cell")}


@api.get("/matrix", summary="Count phrases by row and year", responses=_ANSWER)
def matrix(query: MatrixQuery) -> Response:
    """Counts are exact; a cell whose `held` is 0 was not searched, which is not a zero."""
    return jsonify(matrix_json(the_library().matrix(_wanted(query)), language()))


@api.post("/matrix", summary="Count many phrases by row and year", responses=_ANSWER)
def matrix_of_many(form: MatrixQuery) -> Response:
    """The same by POST, for long lists: as a form, or as a JSON object of the same names."""
    asked = _of_json(request.get_json(silent=True)) if request.is_json else form
    return jsonify(matrix_json(the_library().matrix(_wanted(asked)), language()))


@api.get(
    "/export/hits",
    summary="Take all hits away as a file",
    responses=FILE,
)
def hits(query: ExportQuery) -> Response:
    """Small files come at once; a large one is made by a job at the answer's Location."""
    wanted = search_of(query, mode=query.mode, sort=query.sort)
    done = exporting.hits(the_library(), the_exports(), wanted, query.format, language())
    return taken(done)


@api.get(
    "/export/matrix",
    summary="Take a phrase matrix away as a file",
    responses=FILE,
)
def matrix_file(query: MatrixExportQuery) -> Response:
    """All counts with a statement of what was searched."""
    library, jobs = the_library(), the_exports()
    return taken(exporting.matrix(library, jobs, _wanted(query), query.format, language()))


def _wanted(query: MatrixQuery) -> MatrixRequest:
    return matrix_request(query.phrase, rows=query.rows, filters=filters_of(query))


def _of_json(body: object) -> MatrixQuery:
    """Read a JSON object; a single text stands for a list of one. Raises BadQuery (`bad_json`)."""
    if not isinstance(body, dict):
        raise BadQuery("bad_json")
    read: dict[str, object] = {}
    for name, value in body.items():
        many = name in MatrixQuery.model_fields and name != "rows"
        read[name] = [value] if many and isinstance(value, str | int) else value
        given = read[name]
        if isinstance(given, list):
            read[name] = [str(one) for one in given]
        elif name == "rows" and not isinstance(given, str):
            raise BadQuery("bad_rows", field="rows", value=given)
        elif many:
            raise BadQuery("bad_parameter", field=name)
    return MatrixQuery.model_validate(read)
