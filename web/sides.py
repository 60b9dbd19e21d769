"""The two sides of a comparison as an address names them: a report's id."""

from __future__ import annotations

from search.comparing.model import Given
from web.forms import whole


def given(value: str, field: str) -> Given:
    """Return the side that `value` names. Raises BadQuery (the field)."""
    return Given(whole(value, field, 1, 2**63 - 1))
