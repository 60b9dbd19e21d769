"""What people say of passages and reports: stretches taken out of the rates, and marks.

Nothing is forgotten: what was taken back stays as a row that says so. Functions of a connection;
the rows that hold are few, so that a snapshot carries all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, insert, select, update

from index.catalogue import schema
from index.catalogue.becoming import same_text
from index.catalogue.records import Exclusion, Mark, Marking, Status
from index.model import Span

_exclusion, _mark = schema.exclusion, schema.mark
_EXCLUSION = (
    _exclusion.c.id,
    _exclusion.c.passage,
    _exclusion.c.start,
    _exclusion.c.end,
    _exclusion.c.reason,
    _exclusion.c.by,
    _exclusion.c.at,
    _exclusion.c.report,
    _exclusion.c.taken_back,
    _exclusion.c.taken_back_by,
)


# -- reading ------------------------------------------------------------------------------


def exclusions(connection: Connection) -> tuple[Exclusion, ...]:
    """Return what holds in live reports, in the order of the text."""
    wanted = (
        select(*_EXCLUSION)
        .where(_exclusion.c.taken_back.is_(None))
        .where(_is_live(_exclusion.c.report))
    )
    return _in_order(_read(connection, wanted))


def exclusion_history(connection: Connection, report_id: int) -> tuple[Exclusion, ...]:
    """Return all that was ever taken out of a report, live or not, the oldest first."""
    wanted = select(*_EXCLUSION).where(_exclusion.c.report == report_id).order_by(_exclusion.c.id)
    return _read(connection, wanted)


def marks(connection: Connection) -> Mapping[int, Marking]:
    """Return the marks that hold, by live report."""
    rows = connection.execute(
        select(_mark.c.report, _mark.c.mark, _mark.c.by, _mark.c.at)
        .where(_is_live(_mark.c.report))
        .order_by(_mark.c.id)
    )
    newest = {row.report: _marking(*row) for row in rows}
    return {key: newest[key] for key in sorted(newest) if newest[key].mark is not None}


def mark_history(connection: Connection, report_id: int) -> tuple[Marking, ...]:
    """Return what was ever said of a report, live or not, the oldest first."""
    rows = connection.execute(
        select(_mark.c.report, _mark.c.mark, _mark.c.by, _mark.c.at)
        .where(_mark.c.report == report_id)
        .order_by(_mark.c.id)
    )
    return tuple(_marking(*row) for row in rows)


# -- changing -----------------------------------------------------------------------------


def exclude(
    connection: Connection,
    report_id: int,
    passage_id: int,
    span: Span,
    *,
    reason: str,
    by: str,
    at: str,
) -> Exclusion:
    """Take a stretch out of the rates. Said again of the same stretch, the newest word holds."""
    take_back(connection, passage_id, span, by=by, at=at)
    values = {"report": report_id, "passage": passage_id, "start": span.start, "end": span.end}
    said = {"reason": reason, "by": by, "at": at}
    kept = connection.execute(insert(_exclusion).values(**values, **said))
    (number,) = kept.inserted_primary_key or (0,)
    return Exclusion(number, passage_id, span, reason, by, at, report_id)


def take_back(
    connection: Connection, passage_id: int, span: Span | None, *, by: str, at: str
) -> int:
    """Let a stretch of a passage count again (None: all of them); return how many rows ended."""
    ending = (
        update(_exclusion)
        .where(_exclusion.c.passage == passage_id)
        .where(_exclusion.c.taken_back.is_(None))
        .values(taken_back=at, taken_back_by=by)
    )
    if span is not None:
        ending = ending.where(_exclusion.c.start == span.start, _exclusion.c.end == span.end)
    return connection.execute(ending).rowcount


def mark(connection: Connection, report_id: int, said: Mark | None, *, by: str, at: str) -> None:
    """Mark a report, or take its mark off."""
    connection.execute(insert(_mark).values(report=report_id, mark=said, by=by, at=at))


def carry(connection: Connection, old: int, new: int, *, at: str) -> None:
    """Let what holds in a report hold in the one that takes its place.

    Of a passage whose very text stands in both, the new one has what the old one had, for that is
    where people spoke last; equal texts are paired in their order. What is said of a passage
    whose text is gone stays with the old report.
    """
    _carry_mark(connection, old, new)
    before, after = (held(connection, number) for number in (old, new))
    if not (before or after):
        return
    pairs = same_text(texts(connection, old), texts(connection, new))
    wanted = [(pairs[one.passage_id], one) for one in before if one.passage_id in pairs]
    paired = set(pairs.values())
    there = [one for one in after if one.passage_id in paired]
    if {_said(number, one) for number, one in wanted} == {
        _said(one.passage_id, one) for one in there
    }:
        return
    for one in there:
        take_back(connection, one.passage_id, one.span, by="", at=at)
    for number, one in wanted:
        exclude(connection, new, number, one.span, reason=one.reason, by=one.by, at=one.at)


def _is_live(report_id: ColumnElement[int]) -> ColumnElement[bool]:
    # Not a join: the rows asked for are few, and SQLite might begin with all the reports.
    report = schema.report.c
    return (
        select(report.id).where(report.id == report_id).where(report.status == Status.LIVE).exists()
    )


def _carry_mark(connection: Connection, old: int, new: int) -> None:
    before, after = (mark_history(connection, number)[-1:] for number in (old, new))
    if before and (not after or after[0].mark is not before[0].mark):
        (said,) = before
        mark(connection, new, said.mark, by=said.by, at=said.at)


def held(connection: Connection, report_id: int) -> tuple[Exclusion, ...]:
    """Return what holds in a report, live or not, in the order of the text."""
    wanted = (
        select(*_EXCLUSION)
        .where(_exclusion.c.report == report_id)
        .where(_exclusion.c.taken_back.is_(None))
    )
    return _in_order(_read(connection, wanted))


def texts(connection: Connection, report_id: int) -> dict[int, str]:
    """Return the texts of a report, live or not, by passage id in reading order."""
    report, passage = schema.report.c, schema.passage.c
    rows = connection.execute(
        select(passage.id, passage.text)
        .join_from(schema.passage, schema.report, passage.id >= report.first_passage)
        .where(passage.id < report.first_passage + report.passages)
        .where(report.id == report_id)
        .order_by(passage.id)
    )
    return {row.id: row.text for row in rows}


def _said(passage_id: int, one: Exclusion) -> tuple[object, ...]:
    return passage_id, one.span, one.reason, one.by, one.at


def _read(connection: Connection, wanted: Select[Any]) -> tuple[Exclusion, ...]:
    return tuple(
        Exclusion(row[0], row[1], Span(row[2], row[3]), *row[4:])
        for row in connection.execute(wanted)
    )


def _in_order(found: Iterable[Exclusion]) -> tuple[Exclusion, ...]:
    return tuple(sorted(found, key=lambda one: (one.passage_id, one.span)))


def _marking(report_id: int, said: str | None, by: str, at: str) -> Marking:
    return Marking(report_id, None if said is None else Mark(said), by, at)
