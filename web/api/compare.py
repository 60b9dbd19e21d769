"""/api/compare: two reports side by side, of the library (GET) or drafts too (POST)."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from index.errors import BadQuery
from search.comparing.model import CompareRequest, Given
from web import exporting_compare, sides
from web.api.asking import body_of
from web.api.compare_models import (
    CompareBody,
    CompareExportBody,
    CompareExportForm,
    CompareExportQuery,
    CompareForm,
    CompareQuery,
)
from web.api.models import answer
from web.api.reuse_models import args_of
from web.api.taking import FILE, taken
from web.comparing import CompareJson, compare_json
from web.context import the_exports, the_library
from web.language import language
from web.links import Args
from web.openapi import blueprint
from web.schema import FailureJson
from web.uploads import safe_name

api = blueprint("compare", __name__, "/api")

_ANSWER: Any = {
    "200": answer(CompareJson, "Rows, changes and figures; offsets are characters of a row's side"),
    "404": answer(FailureJson, "There is no such report"),
}
_FILE: Any = {**FILE, "404": answer(FailureJson, "There is no such report")}
_UNREADABLE: Any = {"422": answer(FailureJson, "A file cannot be read")}


@api.get("/compare", summary="Put two reports side by side", responses=_ANSWER)
def compare(query: CompareQuery) -> Response:
    """Swapping the two mirrors the answer."""
    return jsonify(compare_json(the_library().compare(sides.wanted(args_of(query)))))


@api.post("/compare", summary="Put two texts side by side", responses={**_ANSWER, **_UNREADABLE})
def compare_texts(form: CompareForm) -> Response:
    """A JSON object, or a form with files. Each side is one of report, text and file.

    Nothing is kept. It changes nothing and needs no token.
    """
    return jsonify(compare_json(the_library().compare(_sent(CompareBody)[0])))


@api.get("/export/compare", summary="Take a comparison away as a file", responses=_FILE)
def compare_file(query: CompareExportQuery) -> Response:
    """The file names both reports with their hashes, sections, paragraphs, and when."""
    return _made(sides.wanted(args_of(query)), query.format)


@api.post(
    "/export/compare",
    summary="Take a comparison of texts away as a file",
    responses={**_FILE, **_UNREADABLE},
)
def compare_file_of_texts(form: CompareExportForm) -> Response:
    """As POST /api/compare, with `format`."""
    wanted, kind = _sent(CompareExportBody)
    return _made(wanted, kind or "html")


def _made(wanted: CompareRequest, kind: str) -> Response:
    return taken(exporting_compare.compare(the_library(), the_exports(), wanted, kind, language()))


def _sent(body: type[CompareBody]) -> tuple[CompareRequest, str]:
    """Return what a JSON object or a form asks for, and the format it names."""
    args = args_of(body_of(body)) if request.is_json else request.form
    columns = sides.columns_by(args.get("columns", ""))
    wanted = CompareRequest(_side(args, "left"), _side(args, "right"), columns)
    return wanted, args.get("format", "")


def _side(args: Args, side: str) -> Given:
    """Return one side. Raises BadQuery (`no_side`, `two_for_a_side`, and those of the id)."""
    file = request.files.get(f"{side}_file")
    text = args.get(f"{side}_text", "")
    named = args.get(side, "").strip()
    if sum((bool(file and file.filename), bool(text), bool(named))) > 1:
        raise BadQuery("two_for_a_side", field=side)
    if file and file.filename:
        return Given(file=safe_name(file.filename), data=file.read())
    if text:
        name = args.get(f"{side}_name", "").strip().encode("utf-8", "replace").decode()
        return Given(file=safe_name(name) if name else "", text=text)
    return sides.given(named, side)
