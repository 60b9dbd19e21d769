"""The two sides of a comparison as an address names them: a report's id, or `~` and a draft's key.

A draft is a file that is not in the library; `web.drafts` keeps it for an hour.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar
from urllib.parse import urlencode

from index.errors import BadQuery, ReportNotFound
from search.comparing.model import Given
from web.context import the_drafts
from web.forms import whole

DRAFT = "~"  # stands before a draft's key
_MOST = 10**9 - 1
_LONGEST_KEY = 64


class Dated(Protocol):
    """A report, or a passage of one, that may know its year."""

    @property
    def year(self) -> int | None:
        """The year, None where it is not known."""


Timed = TypeVar("Timed", bound=Dated)


def given(value: str, field: str) -> Given:
    """Return the side that `value` names.

    Raises BadQuery (the field), ReportNotFound (`side_gone`: the draft is forgotten). Whether a
    report is there, the comparison says.
    """
    text = value.strip()
    if text.startswith(DRAFT):
        try:
            return the_drafts().given(text.removeprefix(DRAFT)[:_LONGEST_KEY])
        except ReportNotFound:
            raise ReportNotFound("side_gone", field=field) from None
    if not text:
        raise BadQuery("no_side", field=field)
    number = whole(text, field, 0, _MOST, default=-1)
    return Given(number)


def draft(key: str) -> str:
    """Return how an address names a draft."""
    return DRAFT + key


def address(left: str | int, right: str | int, anchor: str = "") -> str:
    """Return where two sides stand beside each other; with an anchor, a place in them."""
    return f"/compare?{urlencode({'left': left, 'right': right})}{'#' if anchor else ''}{anchor}"


def in_time(one: Timed, other: Timed) -> tuple[Timed, Timed]:
    """Return two reports as left and right: the earlier year left, else as they were given."""
    if one.year is not None and other.year is not None and other.year < one.year:
        return other, one
    return one, other


def several(report_ids: Iterable[int]) -> str:
    """Return where several reports stand in one table."""
    return f"/compare/several?{urlencode([('report', one) for one in report_ids])}"
