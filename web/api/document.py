"""The OpenAPI document, and a page to read and try it, from files of an installed package."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, render_template

from web.api.compare_models import CompareBody, CompareExportBody
from web.api.models import SHAPES, Asked, answer
from web.api.reports import CORRECTIONS
from web.api.reuse_models import DraftBody, DraftExportBody
from web.openapi import OpenAPI
from web.schema import FailureJson

page = Blueprint("api_document", __name__, url_prefix="/api")

_FILES = {
    "swagger-ui.css": ("css", "text/css"),
    "swagger-ui-bundle.js": ("js", "text/javascript"),
}
# What these take as a form they take as JSON too; read by hand, as the one or the other is sent.
_BODIES: dict[str, type[Asked]] = {
    "/api/reuse": DraftBody,
    "/api/export/reuse": DraftExportBody,
    "/api/compare": CompareBody,
    "/api/export/compare": CompareExportBody,
}
_FAILURE = answer(FailureJson, "")
_WHY = {
    400: "Something asked for cannot be meant; `field` names it",
    401: "A password is set and this session has not given it",
    403: "The request comes from elsewhere, lacks the token, or is not allowed as things stand",
    404: "There is no such thing",
    413: "Too much at once",
    415: "Not a body of the kind described",
    429: "Too many of these; the header Retry-After may say when to try again",
    503: "Another process is writing, or the library needs mending",
}
# The reader of the document draws its icons from data and sets styles of its own.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@page.get("/openapi.json")
def document() -> Response:
    """Return the document."""
    app = current_app
    assert isinstance(app, OpenAPI)  # noqa: S101 - the factory makes no other
    described = {**app.api_doc}
    components = {name: value for name, value in described["components"].items() if value}
    bodies = {model.__name__: model.model_json_schema() for model in _BODIES.values()}
    schemas = {**components.get("schemas", {}), **SHAPES, "Corrections": CORRECTIONS, **bodies}
    schemas.pop("ValidationErrorModel", None)  # what a stranger to this house would answer
    described["components"] = {**components, "schemas": schemas}
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/Corrections"}}}
    described["paths"]["/api/reports/{report_id}"]["patch"]["requestBody"] = {"content": body}
    for path, model in _BODIES.items():
        content = described["paths"][path]["post"]["requestBody"]["content"]
        reference = {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
        content["application/json"] = reference
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            operation["responses"] = {**operation["responses"], **_failures(path, method)}
    return jsonify(described)


def _failures(path: str, method: str) -> dict[str, Any]:
    """Return how an operation may fail, by status: always in the same shape."""
    codes = [400, 401, 403, 503]
    if "{" in path:
        codes.append(404)
    if method in ("post", "put", "patch"):
        codes += [413, 415, 429]
    return {str(code): {**_FAILURE, "description": _WHY[code]} for code in sorted(codes)}


@page.get("/docs")
def show() -> Response:
    """Show the document as a page."""
    response = Response(render_template("api/docs.html"))
    response.headers["Content-Security-Policy"] = _POLICY
    return response


@page.get("/docs/<name>")
def asset(name: str) -> Response:
    """Send a file of the document's reader."""
    if name not in _FILES:
        abort(404)
    folder, media = _FILES[name]
    found = files("flask_openapi3_swagger") / "templates" / "swagger" / folder / name
    return Response(found.read_bytes(), mimetype=media)
