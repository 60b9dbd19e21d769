"""GET /api/search: the answer of the search page as JSON."""

from __future__ import annotations

from flask import Response, jsonify

from web.api.models import SearchQuery, answer
from web.context import the_library
from web.forms import search_request
from web.openapi import blueprint
from web.schema import SearchJson
from web.shapes import search_json

api = blueprint("search", __name__, "/api")


@api.get(
    "/search",
    summary="Search phrases or words",
    responses={"200": answer(SearchJson, "Totals, facets and hits; offsets are characters")},
)
def search(query: SearchQuery) -> Response:
    """Facets and totals count over everything found, hits are those of the page asked for."""
    wanted = search_request(
        query.q,
        mode=query.mode,
        years=query.year,
        units=query.unit,
        kinds=query.kind,
        roles=query.role,
        sort=query.sort,
        limit=query.limit,
        offset=query.offset,
    )
    return jsonify(search_json(the_library().search(wanted)))
