"""/api/similar: passages like one of the library (GET), or like any text (POST)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, jsonify

from search.reuse.model import SimilarRequest
from web import exporting_reuse
from web.api.models import answer
from web.api.reuse_models import (
    SimilarBody,
    SimilarExportBody,
    SimilarExportQuery,
    SimilarFilters,
    SimilarQuery,
    args_of,
)
from web.api.taking import FILE, taken
from web.context import the_exports, the_library
from web.language import language
from web.openapi import blueprint
from web.schema import FailureJson
from web.similarity import SimilarJson, similar_json
from web.similars import similar_in

api = blueprint("similar", __name__, "/api")

_ANSWER: Any = {"200": answer(SimilarJson, "Matches with their spans; offsets are characters")}
_NO_PASSAGE: Any = {"404": answer(FailureJson, "There is no such passage")}


@api.get("/similar", summary="Look for passages like one", responses={**_ANSWER, **_NO_PASSAGE})
def similar(query: SimilarQuery) -> Response:
    """Left is the passage asked about, right each match. Counts are over all pages."""
    return jsonify(similar_json(the_library().similar(_wanted(query))))


@api.post("/similar", summary="Look for passages like a text", responses=_ANSWER)
def similar_to_text(body: SimilarBody) -> Response:
    """A long text is cut into passages as a report would be; `piece` says which one matches.

    It changes nothing and needs no token.
    """
    return jsonify(similar_json(the_library().similar(_wanted(body, body.text))))


@api.get(
    "/export/similar",
    summary="Take passages like one away as a file",
    responses={**FILE, **_NO_PASSAGE},
)
def similar_file(query: SimilarExportQuery) -> Response:
    """The file names reports, hashes, paths, time, and over how many reports was searched."""
    return _made(_wanted(query), query.format)


@api.post("/export/similar", summary="Take passages like a text away as a file", responses=FILE)
def similar_file_of_text(body: SimilarExportBody) -> Response:
    """As POST /api/similar, with `format`."""
    return _made(_wanted(body, body.text), body.format)


def _wanted(asked: SimilarFilters | SimilarBody, text: str = "") -> SimilarRequest:
    args = args_of(asked)
    pages = {name: args.get(name, "") for name in ("group", "limit", "offset")}
    # Offsets are those of the text as it was sent: nothing is trimmed.
    return replace(similar_in(args, **pages), text=text)


def _made(wanted: SimilarRequest, kind: str) -> Response:
    return taken(exporting_reuse.similar(the_library(), the_exports(), wanted, kind, language()))
