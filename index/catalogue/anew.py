"""Reports read anew: who was read by older rules, and what has become of the earlier readings.

A reading that differs is a report under ids of its own. The one before it keeps its row (status
`reread`), so that its addresses go on working: report by report, passage by passage of the same
text. Functions of a connection.
"""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise

from sqlalchemy import ColumnElement, Connection, func, select, update

from index.catalogue import remarks, schema
from index.catalogue.becoming import likest, moved, same_text
from index.catalogue.reading import LAST_ID
from index.catalogue.records import Status
from index.errors import ReportNotFound
from index.model import FileFacts
from index.rules import FIRST, RULES

_report = schema.report


def outdated(connection: Connection) -> tuple[int, ...]:
    """Return the live reports that were read by older rules, by rising id."""
    wanted = select(_report.c.id).where(_is_outdated()).order_by(_report.c.id)
    return tuple(connection.execute(wanted).scalars())


def count_outdated(connection: Connection) -> int:
    """Return how many live reports were read by older rules."""
    wanted = select(func.count()).select_from(_report).where(_is_outdated())
    return int(connection.execute(wanted).scalar_one())


def confirm(connection: Connection, report_id: int, file_facts: FileFacts) -> None:
    """Say that today's rules read of a report what is kept of it; what its file says is new."""
    scan = file_facts.scan
    read = {"rules": RULES, "scanned": scan.pages, "doubtful": scan.doubtful, "unread": scan.unread}
    connection.execute(update(_report).where(_report.c.id == report_id).values(read))
    shape = schema.shape
    connection.execute(
        update(shape).where(shape.c.report == report_id).values(file_facts=asdict(file_facts))
    )


def renew(connection: Connection, old: int, new: int, *, at: str) -> None:
    """Let a new reading stand for an old one, with all that people have said of it.

    What was taken out of a passage whose text is another now is taken out of the passage that it
    has become, where the very stretch stands there once; else it stays with the old reading.
    """
    connection.execute(
        update(_report)
        .where(_report.c.id == old)
        .values(status=Status.REREAD, status_at=at, replaced_by=new)
    )
    edit = schema.edit
    connection.execute(update(edit).where(edit.c.report == old).values(report=new))
    remarks.carry(connection, old, new, at=at)
    held = remarks.held(connection, old)
    if not held:
        return
    before, after = (remarks.texts(connection, one) for one in (old, new))
    same = same_text(before, after)
    for one in held:
        there = None
        if one.passage_id not in same:
            there = moved(before[one.passage_id], one.span, after)
        if there is not None:
            remarks.exclude(connection, new, *there, reason=one.reason, by=one.by, at=one.at)


def report_now(connection: Connection, report_id: int) -> int:
    """Return the report that stands for this reading: itself, unless it was read anew."""
    return _following(connection, report_id)[-1] if 0 < report_id <= LAST_ID else report_id


def passage_now(connection: Connection, passage_id: int) -> tuple[int, bool]:
    """Return which passage an earlier reading's has become, and whether its text is the same.

    Of any other passage itself. The same text comes first, in its order; else the passage that
    holds most of it. Raises ReportNotFound (`passage_reread`) where none does.
    """
    report_id = _report_of(connection, passage_id) if 0 < passage_id <= LAST_ID else None
    if report_id is None:
        return passage_id, True
    same = True
    path = _following(connection, report_id)
    for old, new in pairwise(path):
        before, after = (remarks.texts(connection, one) for one in (old, new))
        there = same_text(before, after).get(passage_id)
        if there is None:
            same = False
            there = likest(before[passage_id], after)
        if there is None:
            raise ReportNotFound("passage_reread", passage=passage_id, report=path[-1])
        passage_id = there
    return passage_id, same


def _is_outdated() -> ColumnElement[bool]:
    return (_report.c.status == Status.LIVE) & (func.coalesce(_report.c.rules, FIRST) < RULES)


def _following(connection: Connection, report_id: int) -> list[int]:
    """Return the readings that followed each other, from this one to the one that stands."""
    path = [report_id]
    while True:
        row = connection.execute(
            select(_report.c.replaced_by)
            .where(_report.c.id == path[-1])
            .where(_report.c.status == Status.REREAD)
        ).first()
        if row is None or row.replaced_by is None or row.replaced_by in path:
            return path
        path.append(row.replaced_by)


def _report_of(connection: Connection, passage_id: int) -> int | None:
    """Return the report, live or not, that a passage is of."""
    found: int | None = connection.execute(
        select(_report.c.id)
        .where(_report.c.first_passage <= passage_id)
        .where(passage_id < _report.c.first_passage + _report.c.passages)
        .order_by(_report.c.first_passage.desc())  # so that the first one looked at is it
        .limit(1)
    ).scalar()
    return found
