"""Parameters of the API as what the library is asked; `web.forms` reads them. Raises BadQuery."""

from __future__ import annotations

from typing import TypeVar

from flask import request
from pydantic import ValidationError

from index.errors import BadQuery
from search.model import Filters, Request
from web.api.models import Asked, PartFilters, QueryFilters, ReportFilters
from web.forms import filters, search_request

T = TypeVar("T", bound=Asked)


def search_of(query: QueryFilters, **more: str) -> Request:
    """Return the search that is asked for; `more` as of `web.forms.search_request`."""
    return search_request(
        query.q,
        years=query.year,
        units=query.unit,
        kinds=query.kind,
        roles=query.role,
        where=query.where,
        reports=query.report,
        within=query.within,
        **more,
    )


def filters_of(query: ReportFilters) -> Filters:
    """Return which reports, and which of their parts, are asked for."""
    roles = query.role if isinstance(query, PartFilters) else ()
    return filters(years=query.year, units=query.unit, kinds=query.kind, roles=roles)


def body_of(model: type[T]) -> T:
    """Return the JSON object that was sent. Raises BadQuery (`bad_json`, `bad_parameter`)."""
    try:
        given = request.get_json(silent=True)
    except RecursionError:  # brackets in brackets, by the thousand
        given = None
    if not isinstance(given, dict):
        raise BadQuery("bad_json")
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise bad_parameter(error) from None


def bad_parameter(error: ValidationError) -> BadQuery:
    """Return what is wrong with parameters, naming the first one that is."""
    place = error.errors()[0]["loc"]
    return BadQuery("bad_parameter", field=str(place[0]) if place else None)
