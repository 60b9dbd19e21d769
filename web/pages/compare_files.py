"""对比 as a file: `/compare/export` takes what names a comparison (web.sides) and `format` (html,
docx, xlsx, json).
"""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from web import exporting_compare, sides
from web.context import the_exports, the_library
from web.downloads import taken
from web.language import language

page = Blueprint("compare_files", __name__)


@page.get("/compare/export")
def export() -> Response:
    """Send a comparison as a file, or lead to the job that makes it."""
    wanted = sides.wanted(request.args)
    kind = request.args.get("format", "docx")
    made = exporting_compare.compare(the_library(), the_exports(), wanted, kind, language())
    return taken(made)
