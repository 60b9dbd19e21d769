"""The OpenAPI document, and a page to read and try it, from files of an installed package."""

from __future__ import annotations

from importlib.resources import files

from flask import Blueprint, Response, abort, current_app, jsonify, render_template

from web.api.models import SHAPES
from web.api.reports import CORRECTIONS
from web.openapi import OpenAPI

page = Blueprint("api_document", __name__, url_prefix="/api")

_FILES = {
    "swagger-ui.css": ("css", "text/css"),
    "swagger-ui-bundle.js": ("js", "text/javascript"),
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
    components = described.get("components", {})
    described["components"] = {
        **components,
        "schemas": {**components.get("schemas", {}), **SHAPES, "Corrections": CORRECTIONS},
    }
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/Corrections"}}}
    described["paths"]["/api/reports/{report_id}"]["patch"]["requestBody"] = {"content": body}
    return jsonify(described)


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
