"""The two sides of a comparison as an address names them: a report's id."""

from __future__ import annotations

from index.errors import BadQuery
from search.comparing.model import Given
from web.forms import whole

_MOST = 10**9 - 1


def given(value: str, field: str) -> Given:
    """Return the side that `value` names. Raises BadQuery (the field)."""
    number = whole(value, field, 0, _MOST, default=-1)
    if number < 0:
        raise BadQuery("bad_number", field=field, value=value, least=0, most=_MOST)
    return Given(number)
