"""What goes wrong becomes a page in the same shell, or JSON under /api. Never a traceback."""

from __future__ import annotations

import logging

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from index.errors import (
    BadManifest,
    BadQuery,
    Busy,
    DamagedHome,
    DuizhaoError,
    Refused,
    ReportNotFound,
    UnreadableReport,
)
from web.language import language
from web.messages import MESSAGES, sentence
from web.shapes import error_json

_log = logging.getLogger(__name__)

_STATUS: dict[type[DuizhaoError], int] = {
    ReportNotFound: 404,
    BadQuery: 400,
    BadManifest: 400,
    UnreadableReport: 422,
    Busy: 503,
    DamagedHome: 503,
    Refused: 403,
}
_BY_KEY = {
    "login_needed": 401,
    "too_many_guesses": 429,
    "too_many_jobs": 429,
    "too_many_exports": 429,
    "too_many_comparisons": 429,
}


def handle(app: Flask) -> None:
    """Answer every error of `app` with its sentence and a fitting status."""
    app.register_error_handler(DuizhaoError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def status_of(error: DuizhaoError) -> int:
    """Return the HTTP status that fits an error."""
    if error.key in _BY_KEY:
        return _BY_KEY[error.key]
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)


def _known(error: Exception) -> Response:
    assert isinstance(error, DuizhaoError)  # noqa: S101 - registered for it only
    return _answer(error, status_of(error))


def _http(error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it only
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    key = f"http_{status}" if f"http_{status}" in MESSAGES else "http_400"
    if status >= 500:
        key = "unexpected"
    limit = current_app.config["MAX_CONTENT_LENGTH"]
    return _answer(DuizhaoError(key, limit=limit), status)


def _unexpected(error: Exception) -> Response:
    _log.error("%s %s failed", request.method, request.path, exc_info=error)
    return _answer(DuizhaoError("unexpected"), 500)


def _answer(error: DuizhaoError, status: int) -> Response:
    if request.path.startswith("/api/"):
        response = jsonify({"error": error_json(error, language())})
    else:
        response = make_response(
            render_template(
                "errors/page.html",
                status=status,
                message=sentence(error, language()),
                busy=isinstance(error, Busy),
                foreign=error.key == "foreign_host",
            )
        )
    response.status_code = status
    if isinstance(error, Busy):
        response.headers["Retry-After"] = "5"
    elif error.key == "too_many_guesses":
        response.headers["Retry-After"] = str(error.values.get("seconds", 1))
    return response
