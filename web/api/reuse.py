"""/api/reports/ID/reuse and /api/reuse: how much of a report or draft stands elsewhere."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from search.reuse.model import ReuseRequest
from web import exporting_reuse
from web.api.asking import body_of
from web.api.models import ReportPath, answer
from web.api.reuse_models import (
    DraftBody,
    DraftExportBody,
    DraftExportForm,
    DraftForm,
    ReuseExportQuery,
    ReuseQuery,
    args_of,
)
from web.api.taking import FILE, taken
from web.context import the_exports, the_library
from web.forms import report_ids
from web.language import language
from web.links import Args
from web.openapi import blueprint
from web.reuse_forms import reuse_in
from web.reusing import ReuseJson, reuse_json
from web.schema import FailureJson
from web.uploads import safe_name

api = blueprint("reuse", __name__, "/api")

_ANSWER: Any = {"200": answer(ReuseJson, "Rates, and all that they recompute from")}
_UNREADABLE: Any = {"422": answer(FailureJson, "The file cannot be read")}


@api.get(
    "/reports/<int:report_id>/reuse",
    summary="Reuse report of a report",
    responses=_ANSWER,
)
def reuse(path: ReportPath, query: ReuseQuery) -> Response:
    """Only earlier reports, those of the same year and those of unknown year count."""
    wanted = reuse_in(args_of(query), report_id=path.report_id)
    return jsonify(reuse_json(the_library().reuse(wanted), language()))


@api.post("/reuse", summary="Reuse report of a draft", responses={**_ANSWER, **_UNREADABLE})
def reuse_of_draft(form: DraftForm) -> Response:
    """A JSON object with `text`, or a form with `file` or `text`. Nothing is kept of it.

    It changes nothing and needs no token.
    """
    return jsonify(reuse_json(the_library().reuse(_draft(_sent(DraftBody))), language()))


@api.get(
    "/export/reuse",
    summary="Take a reuse report away as a file",
    responses={**FILE, "404": answer(FailureJson, "There is no such report")},
)
def reuse_file(query: ReuseExportQuery) -> Response:
    """The file names report, hash, paths, time, and over how many reports was searched."""
    (report_id,) = report_ids([query.report])[:1] or (0,)
    wanted = reuse_in(args_of(query), report_id=report_id)
    return _made(wanted, query.format)


@api.post(
    "/export/reuse",
    summary="Take a draft's reuse report away as a file",
    responses={**FILE, **_UNREADABLE},
)
def reuse_file_of_draft(form: DraftExportForm) -> Response:
    """As POST /api/reuse, with `format`."""
    args = _sent(DraftExportBody)
    return _made(_draft(args), args.get("format", "") or "html")


def _made(wanted: ReuseRequest, kind: str) -> Response:
    return taken(exporting_reuse.reuse(the_library(), the_exports(), wanted, kind, language()))


def _sent(body: type[DraftBody]) -> Args:
    return args_of(body_of(body)) if request.is_json else request.form


def _draft(args: Args) -> ReuseRequest:
    file = request.files.get("file")
    if file is None or not file.filename:
        return reuse_in(args)
    return reuse_in(args, file=safe_name(file.filename), data=file.read())
