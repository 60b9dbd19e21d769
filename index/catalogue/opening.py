"""Opening the catalogue's database, and saying in the house's words what can be wrong with it.

Everything that is particular to SQLite stands in this file. SQLite writes ahead (WAL), so that
readers never wait for the writer, and syncs at each commit (FULL): ids that were handed out
must still be known as used after a power cut, else the engine could hold two reports under one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from index.catalogue.migrating import migrate, version
from index.catalogue.records import State
from index.catalogue.schema import SCHEMA, metadata, state
from index.disk import require_room, unwritten
from index.errors import Busy, DamagedHome, DuizhaoError, Refused

WAIT_MILLISECONDS = 30_000
_BEFORE = ".before-"  # and the version that a catalogue was brought up to
_SPARE = 16 << 20  # bytes that stay free

_FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE")
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR", "SQLITE_IOERR")
_SHUT = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")


def connect(file: Path) -> Engine:
    """Return SQLAlchemy's engine for the catalogue in `file`; nothing is opened yet."""
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        json_serializer=_to_json,
        pool_size=8,
        max_overflow=32,
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def prepare(engine: Engine, file: Path, first: State) -> Path | None:
    """Make the tables if the file is new, bring them up to date if they are an older version's.

    Returns the copy of the file as it was, if it was brought up to date. Raises DamagedHome,
    Refused (`no_room`, `disk_full`): then it is as it was.
    """
    with said_clearly(file), transaction(engine, writing=False) as connection:
        tables = set(inspect(connection).get_table_names())
    if not tables:
        with said_clearly(file), transaction(engine, writing=True) as connection:
            metadata.create_all(connection)  # makes only what another process has not made
            if connection.execute(select(state.c.id)).first() is None:
                connection.execute(
                    insert(state).values(
                        id=1,
                        schema_version=SCHEMA,
                        generation=first.generation,
                        next_report=first.next_report,
                        next_passage=first.next_passage,
                        engine=first.engine,
                    )
                )
        return None
    with said_clearly(file), transaction(engine, writing=False) as connection:
        if "state" not in tables:
            raise DamagedHome("not_a_catalogue", file=str(file))
        found = version(connection)
    if found is not None and 0 < found < SCHEMA:
        return _bring_up_to_date(engine, file)
    with said_clearly(file), transaction(engine, writing=False) as connection:
        if found is None:
            raise DamagedHome("catalogue_damaged", file=str(file), detail="state")
        if found != SCHEMA:
            key = "schema_newer" if found > SCHEMA else "schema_older"
            raise DamagedHome(key, file=str(file), found=found, expected=SCHEMA)
        if missing := set(metadata.tables) - tables:
            raise DamagedHome(
                "catalogue_damaged", file=str(file), detail=", ".join(sorted(missing))
            )
    return None


@contextmanager
def transaction(engine: Engine, *, writing: bool) -> Iterator[Connection]:
    """Run one transaction: one picture of the data, wholly kept or not at all."""
    with engine.connect() as connection:
        options = connection.execution_options(writing=writing)
        with options.begin():
            yield options


@contextmanager
def said_clearly(file: Path) -> Iterator[None]:
    """Turn the database's errors into those of the house."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise _in_our_words(error.orig, file) from error
        raise
    except sqlite3.Error as error:
        raise _in_our_words(error, file) from error
    except OSError as error:
        raise unwritten(error, file.parent) from error


def integrity(connection: Connection) -> str | None:
    """Return what the database finds wrong with itself, or None."""
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(5)")]
    broken = list(connection.exec_driver_sql("PRAGMA foreign_key_check"))
    if found != ["ok"]:
        return "; ".join(map(str, found))
    return f"foreign keys: {len(broken)}" if broken else None


def copy_database(connection: Connection, target: Path) -> None:
    """Write a consistent copy of the database, while others go on reading and writing."""
    with sqlite3.connect(target) as copy:
        connection.connection.driver_connection.backup(copy)  # type: ignore[union-attr]
    copy.close()


def copies(file: Path) -> tuple[Path, ...]:
    """Return the copies of the catalogue that were made before it was brought up to date."""
    return tuple(sorted(file.parent.glob(f"{file.name}{_BEFORE}[0-9]*")))


def _bring_up_to_date(engine: Engine, file: Path) -> Path | None:
    """Change all that newer versions have changed; return the copy kept of the file before that.

    The copy is taken while nobody else can write, and stands under its name when all is changed.
    Copies of earlier times make room for it.
    """
    copy = file.with_name(f"{file.name}{_BEFORE}{SCHEMA}")
    unfinished = copy.with_name(f"{copy.name}.part")
    earlier = set(copies(file)) - {copy}
    placed = False
    try:
        with said_clearly(file), transaction(engine, writing=True) as connection:
            if version(connection) == SCHEMA:
                return None  # another process was faster
            # The copy, and what is written ahead: at worst everything once more.
            require_room(file, 2 * _size(file) + _SPARE)
            try:
                with engine.connect() as reader:  # who writes cannot be copied from
                    copy_database(reader, unfinished)
                migrate(connection)
                unfinished.replace(copy)
                placed = True
            finally:
                unfinished.unlink(missing_ok=True)
    except BaseException:
        if placed:  # and nothing was changed after all
            copy.unlink(missing_ok=True)
        raise
    for one in earlier:
        one.unlink(missing_ok=True)
    return copy


def _size(file: Path) -> int:
    """Return the bytes of a database with what is written ahead of it."""
    parts = (file, file.with_name(f"{file.name}-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def settle(engine: Engine) -> None:
    """Bring everything written ahead into the one file, and let go of it."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _in_our_words(error: sqlite3.Error, file: Path) -> DuizhaoError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(_FULL):
        return Refused("disk_full", folder=str(file.parent))
    if name.startswith(_SHUT):
        return Refused("cannot_write", folder=str(file.parent), detail=str(error))
    if name.startswith(_BUSY):
        return Busy("catalogue_busy", file=str(file))
    if name.startswith(_DAMAGED) or isinstance(error, sqlite3.DatabaseError):
        return DamagedHome("catalogue_damaged", file=str(file), detail=str(error))
    raise error


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say (_on_begin)
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {WAIT_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    # A writer takes its place at once: a reader that turns writer could find it taken.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
