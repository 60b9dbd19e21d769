"""What can be asked of the catalogue within one transaction; functions of a connection."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Text, cast, select

from index.catalogue import refusals, remarks, schema
from index.catalogue.columns import Snapshot, columns_of
from index.catalogue.records import (
    Claim,
    Correction,
    Entry,
    KeptPassage,
    Record,
    State,
    Status,
    Version,
)
from index.catalogue.shapes import Shape, decode, facts_in
from index.errors import DamagedHome, ReportNotFound
from index.model import Facts, Origin

_report = schema.report
_RECORD = (
    _report.c.id,
    _report.c.file,
    _report.c.sha256,
    _report.c.added,
    _report.c.title,
    _report.c.year,
    _report.c.unit,
    _report.c.kind,
    _report.c.sections,
    _report.c.first_passage,
    _report.c.passages,
    _report.c.characters,
    _report.c.scanned,
    _report.c.doubtful,
    _report.c.unread,
)
LAST_ID = 2**63 - 1  # what a column of ids can hold
_AT_ONCE = 500  # SQLite takes 999 values in one question on its oldest builds


def read_state(connection: Connection) -> State:
    """Return the commit point."""
    table = schema.state.c
    row = connection.execute(
        select(table.generation, table.next_report, table.next_passage, table.engine)
    ).one()
    return State(*row)


def snapshot(connection: Connection) -> Snapshot:
    """Return everything that search needs of all live reports. Costs some 10 µs a report."""
    found = read_state(connection)
    rows = connection.execute(
        select(*_RECORD, _report.c.codes)
        .where(_report.c.status == Status.LIVE)
        .order_by(_report.c.id)
    ).all()
    records = tuple(Record(*row[:-1]) for row in rows)
    return Snapshot(
        generation=found.generation,
        engine=found.engine,
        records=records,
        columns=columns_of(records, [row[-1] for row in rows]),
        refused=refusals.counted(connection),
        marks=remarks.marks(connection),
        exclusions=remarks.exclusions(connection),
    )


def entry(connection: Connection, report_id: int) -> Entry:
    """Return a whole report, live or not. Raises ReportNotFound."""
    _refuse_if_beyond(report_id)
    row = connection.execute(select(_report).where(_report.c.id == report_id)).first()
    if row is None:
        raise ReportNotFound("no_such_report", report=report_id)
    file_facts, shape = _shape(connection, report_id, row.codes)
    texts = passage_texts(connection, range(row.first_passage, row.first_passage + row.passages))
    if len(texts) != row.passages:
        raise DamagedHome("passages_missing", report=report_id)
    return Entry(
        record=Record(*(row._mapping[column] for column in _RECORD)),
        status=Status(row.status),
        status_at=row.status_at,
        replaced_by=row.replaced_by,
        parents=tuple(row.parents),
        recognised=_facts(row.recognised),
        corrections=row.corrections,
        file_facts=facts_in(file_facts),
        outline=shape.outline([texts[key] for key in sorted(texts)]),
        earlier=_earlier(connection, report_id),
        edits=_edits(connection, report_id),
    )


def shape(connection: Connection, report_id: int) -> Shape:
    """Return a report, live or not, without its texts. Raises ReportNotFound, DamagedHome."""
    _refuse_if_beyond(report_id)
    codes = connection.execute(select(_report.c.codes).where(_report.c.id == report_id)).scalar()
    if codes is None:
        raise ReportNotFound("no_such_report", report=report_id)
    return _shape(connection, report_id, codes)[1]


def passage_texts(connection: Connection, passage_ids: Sequence[int]) -> dict[int, str]:
    """Return texts by passage id; ids that are not kept are left out."""
    texts: dict[int, str] = {}
    passage = schema.passage.c
    wanted = select(passage.id, passage.text)
    if isinstance(passage_ids, range) and passage_ids.step == 1:
        found = connection.execute(
            wanted.where(passage.id >= passage_ids.start).where(passage.id < passage_ids.stop)
        )
        return {row.id: row.text for row in found}
    for start in range(0, len(passage_ids), _AT_ONCE):
        some = passage_ids[start : start + _AT_ONCE]
        # All at once: a row at a time, fetching them takes longer than finding them.
        texts.update(map(tuple, connection.execute(wanted.where(passage.id.in_(some))).all()))
    return texts


def kept_passages(connection: Connection, passage_ids: Sequence[int]) -> dict[int, KeptPassage]:
    """Return passages by id; ids that are not kept are left out."""
    passage, path = schema.passage.c, schema.path.c
    wanted = select(passage.id, passage.paragraph, path.pieces, passage.text).join_from(
        schema.passage, schema.path, path.id == passage.path
    )
    found = {}
    for start in range(0, len(passage_ids), _AT_ONCE):
        some = [one for one in passage_ids[start : start + _AT_ONCE] if 0 < one <= LAST_ID]
        for row in connection.execute(wanted.where(passage.id.in_(some))):
            found[row[0]] = KeptPassage(row[0], row[1], tuple(row[2]), row[3])
    return found


def original(connection: Connection, report_id: int) -> tuple[str, bytes]:
    """Return a report's file name and its bytes as they came in.

    Raises ReportNotFound, DamagedHome (`original_missing`, `original_differs`): bytes that are not
    those that came in are never given.
    """
    _refuse_if_beyond(report_id)
    table = schema.original
    row = connection.execute(
        select(_report.c.file, _report.c.sha256, table.c.data, table.c.zipped)
        .outerjoin(table, table.c.sha256 == _report.c.sha256)
        .where(_report.c.id == report_id)
    ).first()
    if row is None:
        raise ReportNotFound("no_such_report", report=report_id)
    if row.data is None:
        raise DamagedHome("original_missing", file=row.file)
    with suppress(zlib.error):
        data: bytes = zlib.decompress(row.data) if row.zipped else row.data
        if hashlib.sha256(data).hexdigest() == row.sha256:
            return row.file, data
    raise DamagedHome("original_differs", file=row.file, sha256=row.sha256)


def is_live_file(connection: Connection, sha256: str) -> bool:
    """Tell whether the file with this hash is a report that is listed."""
    wanted = select(_report.c.id).where(_report.c.sha256 == sha256)
    return connection.execute(wanted.where(_report.c.status == Status.LIVE)).first() is not None


def originals(connection: Connection) -> Iterator[tuple[str, bytes | None]]:
    """Return all original bytes by their hash; None where they cannot be unpacked."""
    table = schema.original
    for sha256 in connection.execute(select(table.c.sha256)).scalars().all():
        row = connection.execute(
            select(table.c.data, table.c.zipped).where(table.c.sha256 == sha256)
        ).one()
        try:
            yield sha256, zlib.decompress(row.data) if row.zipped else row.data
        except zlib.error:
            yield sha256, None


def claims(connection: Connection, *, only: int | None = None) -> Iterator[Claim]:
    """Return what of every kept report (live or not) settles identity, by rising id.

    Of all reports at once: where nobody corrected anything, what was recognised comes without
    its origins, which settle nothing and would take most of the time.
    """
    table = _report.c
    wanted = select(
        table.id,
        table.status,
        table.file,
        table.sha256,
        table.title,
        table.year,
        table.unit,
        table.kind,
        cast(table.parents, Text).label("parents"),
        cast(table.recognised, Text).label("recognised"),
        cast(table.corrections, Text).label("corrections"),
    ).order_by(table.id)
    if only is not None:
        wanted = wanted.where(table.id == only)
    for row in connection.execute(wanted):
        plain = row.corrections == "{}" and only is None
        yield Claim(
            id=row.id,
            status=Status(row.status),
            file=row.file,
            parents=() if row.parents == "[]" else tuple(json.loads(row.parents)),
            sha256=row.sha256,
            recognised=Facts(row.title, row.year, row.unit, row.kind)
            if plain
            else _facts(json.loads(row.recognised)),
            corrections={} if plain else json.loads(row.corrections),
        )


def retired(connection: Connection) -> tuple[tuple[Record, Status, str], ...]:
    """Return the reports that were replaced or removed, and when, the newest first.

    Earlier readings of what is there are none of them.
    """
    rows = connection.execute(
        select(*_RECORD, _report.c.status, _report.c.status_at)
        .where(_report.c.status.in_((Status.REPLACED, Status.REMOVED)))
        .order_by(_report.c.status_at.desc(), _report.c.id.desc())
    )
    return tuple((Record(*row[:-2]), Status(row[-2]), row[-1]) for row in rows)


def status(connection: Connection, report_id: int) -> Status | None:
    """Return where a report stands, None where there is none."""
    if not 0 < report_id <= LAST_ID:
        return None
    found = connection.execute(select(_report.c.status).where(_report.c.id == report_id)).scalar()
    return None if found is None else Status(found)


def live_passage(connection: Connection, passage_id: int) -> tuple[int, str] | None:
    """Return the live report that a passage is of, and its text; None where there is none."""
    if not 0 < passage_id <= LAST_ID:
        return None
    passage = schema.passage.c
    row = connection.execute(
        select(_report.c.id, passage.text)
        .join_from(schema.passage, _report, passage.id >= _report.c.first_passage)
        .where(passage.id < _report.c.first_passage + _report.c.passages)
        .where(passage.id == passage_id)
        .where(_report.c.status == Status.LIVE)
    ).first()
    return None if row is None else (row.id, row.text)


def _refuse_if_beyond(report_id: int) -> None:
    if not 0 < report_id <= LAST_ID:
        raise ReportNotFound("no_such_report", report=report_id)


def _shape(connection: Connection, report_id: int, codes: bytes) -> tuple[Mapping[str, Any], Shape]:
    row = connection.execute(
        select(schema.shape.c.file_facts, schema.shape.c.data).where(
            schema.shape.c.report == report_id
        )
    ).first()
    if row is None:
        raise DamagedHome("passages_missing", report=report_id)
    try:
        return row.file_facts, decode(row.data, codes)
    except (zlib.error, ValueError, KeyError, IndexError) as error:
        raise DamagedHome("outline_differs", report=report_id) from error


def _earlier(connection: Connection, report_id: int) -> tuple[Version, ...]:
    """Return the versions before a report, those of its earlier readings among them."""
    found: list[Version] = []
    successors = [report_id]
    while successors:
        rows = connection.execute(
            select(
                _report.c.id,
                _report.c.file,
                _report.c.added,
                _report.c.status_at,
                _report.c.status,
            )
            .where(_report.c.replaced_by.in_(successors))
            .where(_report.c.status.in_((Status.REPLACED, Status.REREAD)))
            .order_by(_report.c.status_at.desc(), _report.c.id.desc())
        ).all()
        found.extend(
            Version(row.id, row.file, row.added, row.status_at)
            for row in rows
            if row.status == Status.REPLACED
        )
        successors = [row.id for row in rows]
    return tuple(found)


def _edits(connection: Connection, report_id: int) -> tuple[Correction, ...]:
    table = schema.edit.c
    rows = connection.execute(
        select(table.field, table.value, table.earlier, table.taken_back, table.at)
        .where(table.report == report_id)
        .order_by(table.id)
    )
    return tuple(Correction(*row) for row in rows)


def _facts(stored: Mapping[str, Any]) -> Facts:
    origins = {name: Origin(value) for name, value in stored.items() if name.endswith("_from")}
    return Facts(**{**stored, **origins})
