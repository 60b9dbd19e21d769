"""/api/search and what helps to ask: the answers of the search page as JSON."""

from __future__ import annotations

from flask import Response, jsonify

from web.api.asking import search_of
from web.api.models import (
    CompleteQuery,
    NearQuery,
    QueryFilters,
    SearchQuery,
    TableQuery,
    answer,
)
from web.context import the_library
from web.forms import search_request, whole
from web.openapi import blueprint
from web.schema import CompleteJson, LadderJson, NearJson, SearchJson, TableJson
from web.shapes import complete_json, ladder_json, near_json, search_json, table_json

api = blueprint("search", __name__, "/api")

_MOST_COMPLETIONS = 20


@api.get(
    "/search",
    summary="Search phrases or words",
    responses={"200": answer(SearchJson, "Totals, facets and hits; offsets are characters")},
)
def search(query: SearchQuery) -> Response:
    """Facets and totals count over everything found, hits are those of the page asked for.

    What stands in text that was removed from reports counts under `removed` only.
    """
    wanted = search_of(
        query,
        mode=query.mode,
        group=query.group,
        sort=query.sort,
        limit=query.limit,
        offset=query.offset,
        removed=query.removed,
    )
    return jsonify(search_json(the_library().search(wanted), grouped=wanted.grouped))


@api.get(
    "/search/ladder",
    summary="Count what each rung finds",
    responses={"200": answer(LadderJson, "Exact, loose, words, all under the same filters")},
)
def ladder(query: QueryFilters) -> Response:
    """Search with the mode of a rung to see what it counts."""
    return jsonify(ladder_json(query.q, the_library().ladder(search_of(query))))


@api.get(
    "/search/table",
    summary="Count a result by unit and year",
    responses={"200": answer(TableJson, "Rows are units, columns years; null is none")},
)
def table(query: TableQuery) -> Response:
    """Counts over everything found. A cell whose `held` is 0 was not searched: no zero."""
    wanted = search_of(query, mode=query.mode)
    return jsonify(table_json(query.q, the_library().table(wanted)))


@api.get(
    "/near",
    summary="Suggest phrases that do stand",
    responses={"200": answer(NearJson, "At most 6, the nearest first")},
)
def near(query: NearQuery) -> Response:
    """For a query that finds nothing. What is suggested is found exactly as often as it says."""
    return jsonify(near_json(query.q, the_library().near(search_request(query.q))))


@api.get(
    "/complete",
    summary="Complete what is being typed",
    responses={"200": answer(CompleteJson, "Words of the field, headings, frequent phrases")},
)
def complete(query: CompleteQuery) -> Response:
    """Nothing completes an empty text or a single letter."""
    limit = whole(query.limit, "limit", 1, _MOST_COMPLETIONS, default=8)
    return jsonify(complete_json(the_library().complete(query.q, limit)))
