"""对比栏: the few reports a visitor has put aside to compare. They are kept in the session."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from flask import g, session

from index.errors import BadQuery, DuizhaoError, ReportNotFound
from search.model import ReportRow
from web.context import the_library

MOST = 8
_NAME = "basket"


def ids() -> tuple[int, ...]:
    """Return the reports put aside, first come first; some may be gone from the library."""
    kept = session.get(_NAME, ())
    if not isinstance(kept, list):
        return ()
    return tuple(one for one in kept if isinstance(one, int))[:MOST]


def rows() -> tuple[ReportRow, ...]:
    """Return those that are still in the library. Asked once a request."""
    if "basket_rows" not in g:
        kept = ids()
        g.basket_rows = the_library().standing(kept) if kept else ()
    return tuple(g.basket_rows)


def held() -> frozenset[int]:
    """Return the ids of `rows`. For the frame of every page, which stands whatever is broken."""
    with suppress(DuizhaoError):
        return frozenset(row.id for row in rows())
    return frozenset()


def add(report_id: int) -> None:
    """Put a report aside; one that is there stays. Raises ReportNotFound, BadQuery (full)."""
    found = the_library().standing((report_id,))
    if not found:
        raise ReportNotFound("no_such_report", report=report_id)
    report_id = found[0].id
    kept = [row.id for row in rows()]
    if report_id in kept:
        return
    if len(kept) >= MOST:
        raise BadQuery("basket_full", field="add", limit=MOST)
    _keep([*kept, report_id])


def remove(report_ids: Iterable[int]) -> None:
    """Take reports out, whether or not they are there."""
    gone = frozenset(map(the_library().report_now, report_ids))
    _keep([one for one in ids() if the_library().report_now(one) not in gone])


def clear() -> None:
    """Take all out."""
    _keep([])


def sweep() -> int:
    """Take out what is gone from the library, and return how many those are."""
    standing = [row.id for row in rows()]
    lost = len(ids()) - len(standing)
    if lost:
        _keep(standing)
    return lost


def _keep(kept: list[int]) -> None:
    session[_NAME] = kept
    g.pop("basket_rows", None)
