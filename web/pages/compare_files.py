"""对比 as a file: `/compare/export` takes `left`, `right` and `format` (html, docx, xlsx, json)."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from search.comparing.model import CompareRequest
from web import exporting_compare, sides
from web.context import the_exports, the_library
from web.downloads import taken
from web.language import language

page = Blueprint("compare_files", __name__)


@page.get("/compare/export")
def export() -> Response:
    """Send a comparison as a file, or lead to the job that makes it."""
    args = request.args
    left, right = (sides.given(args.get(side, ""), side) for side in ("left", "right"))
    kind = args.get("format", "docx")
    wanted = CompareRequest(left, right)
    made = exporting_compare.compare(the_library(), the_exports(), wanted, kind, language())
    return taken(made)
