"""The files that could not be taken, in SQL: functions of a connection.

The count that statements name is taken from here: what was delivered as a report, could not be
read, and was not taken out by a person. Bytes of a refused file stand among the originals, and
leave them with the last that names them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from index.catalogue import schema
from index.catalogue.records import Refusal

_refused = schema.refused
_COLUMNS = tuple(_refused.c[name] for name in Refusal.__slots__)


def every(connection: Connection) -> tuple[Refusal, ...]:
    """Return all that was not taken, the newest first."""
    rows = connection.execute(
        select(*_COLUMNS).order_by(_refused.c.at.desc(), _refused.c.file, _refused.c.id)
    )
    found = ({**row, "parents": tuple(row["parents"])} for row in rows.mappings())
    return tuple(Refusal(**row) for row in found)


def counted(connection: Connection) -> int:
    """Return how many count; the same as `Refusal.counted` says one by one."""
    wanted = select(func.count()).select_from(_refused)
    wanted = wanted.where(_refused.c.report).where(_refused.c.taken_out.is_(None))
    return int(connection.execute(wanted).scalar_one())


def kept_bytes(connection: Connection, refused: int) -> bytes | None:
    """Return the bytes of a refused file, None where they were not kept or are damaged."""
    original = schema.original
    row = connection.execute(
        select(original.c.data, original.c.zipped)
        .join(_refused, _refused.c.sha256 == original.c.sha256)
        .where(_refused.c.id == refused)
    ).first()
    if row is None:
        return None
    try:
        return zlib.decompress(row.data) if row.zipped else bytes(row.data)
    except zlib.error:
        return None


def refuse(connection: Connection, refusal: Refusal) -> None:
    """Keep a refusal, in place of the one with its id or in its place."""
    values = {name: getattr(refusal, name) for name in Refusal.__slots__ if name != "id"}
    values |= {"place": refusal.place or refusal.file, "parents": list(refusal.parents)}
    before = connection.execute(
        select(_refused.c.id, _refused.c.sha256).where(
            (_refused.c.id == refusal.id) | (_refused.c.place == values["place"])
        )
    ).all()
    if not before:
        connection.execute(insert(_refused).values(values))
        return
    first, *others = sorted(before, key=lambda row: row.id != refusal.id)
    settle(connection, [row.id for row in others])
    connection.execute(update(_refused).where(_refused.c.id == first.id).values(values))
    _let_go(connection, first.sha256)


def settle(connection: Connection, ids: Iterable[int]) -> None:
    """Forget refusals, and bytes that nothing names any more."""
    for one in ids:
        named = select(_refused.c.sha256).where(_refused.c.id == one)
        sha256 = connection.execute(named).scalar()
        connection.execute(delete(_refused).where(_refused.c.id == one))
        _let_go(connection, sha256)


def take_out(connection: Connection, one: int, *, reason: str, by: str, at: str) -> None:
    """Let a refused file count no more."""
    said = {"reason": reason, "by": by, "taken_out": at}
    connection.execute(update(_refused).where(_refused.c.id == one).values(said))


def count_again(connection: Connection, one: int) -> None:
    """Let a refused file count."""
    nothing = {"reason": None, "by": None, "taken_out": None}
    connection.execute(update(_refused).where(_refused.c.id == one).values(nothing))


def _let_go(connection: Connection, sha256: str | None) -> None:
    original = schema.original
    connection.execute(
        delete(original)
        .where(original.c.sha256 == sha256)
        .where(~exists().where(schema.report.c.sha256 == original.c.sha256))
        .where(~exists().where(_refused.c.sha256 == original.c.sha256))
    )
