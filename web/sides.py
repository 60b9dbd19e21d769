"""A comparison as an address names it: two sides, and what the columns of tables go by.

A side (`left`, `right`) is a report's id, or `~` and a draft's key; a draft is a file that is not
in the library, and `web.drafts` keeps it for an hour. `columns` is a ColumnsBy, empty for NAME.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar
from urllib.parse import urlencode

from index.errors import BadQuery, ReportNotFound
from search.comparing.model import ColumnsBy, CompareRequest, Given
from web.context import the_drafts
from web.forms import whole
from web.links import Args

NAMING = ("left", "right", "columns")
"""The parameters that name a comparison; all others only say what of it is shown."""

DRAFT = "~"  # stands before a draft's key
_MOST = 10**9 - 1
_LONGEST_KEY = 64


class Dated(Protocol):
    """A report, or a passage of one, that may know its year."""

    @property
    def year(self) -> int | None:
        """The year, None where it is not known."""


Timed = TypeVar("Timed", bound=Dated)


def wanted(args: Args) -> CompareRequest:
    """Return the comparison that an address names.

    Raises BadQuery (left, right, columns), ReportNotFound (`side_gone`).
    """
    left, right = (given(args.get(side, ""), side) for side in ("left", "right"))
    return CompareRequest(left, right, columns_by(args.get("columns", "")))


def named(args: Args) -> dict[str, str]:
    """Return the parameters that name a comparison, those that are given."""
    return {name: value for name in NAMING if (value := args.get(name, "").strip())}


def file(args: Args, kind: str) -> str:
    """Return the address of a comparison as a file of a format."""
    return f"/compare/export?{urlencode({**named(args), 'format': kind})}"


def columns_by(text: str) -> ColumnsBy:
    """Return what columns go by; empty is NAME. Raises BadQuery (`bad_columns`)."""
    try:
        return ColumnsBy(text.strip()) if text.strip() else ColumnsBy.NAME
    except ValueError:
        raise BadQuery("bad_columns", field="columns", value=text) from None


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
