"""The catalogue's door: open it, ask it, change it. Safe to share between threads.

Each question is one transaction. Every change raises the generation, so that whoever keeps a
`Snapshot` can tell by one number whether it still holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, update

from index.catalogue import opening, reading, schema
from index.catalogue.changes import Change
from index.catalogue.columns import Snapshot
from index.catalogue.records import (
    Claim,
    Entry,
    KeptPassage,
    Record,
    Refusal,
    State,
    Status,
)

FIRST = State(generation=0, next_report=1, next_passage=1, engine="engine-000001")


class Catalogue:
    """The catalogue in one database file."""

    def __init__(self, file: Path) -> None:
        """Open the catalogue, made if it is not there. Raises DamagedHome, Refused."""
        self.file = file
        with opening.said_clearly(file):
            file.parent.mkdir(parents=True, exist_ok=True)
        self._engine = opening.connect(file)
        # A report's shape never changes under its id.
        try:
            opening.prepare(self._engine, file, FIRST)
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def settle(self) -> None:
        """Bring the whole catalogue into its one file and let go of it."""
        with opening.said_clearly(self.file):
            opening.settle(self._engine)

    # -- asking ---------------------------------------------------------------------------

    def state(self) -> State:
        """Return the commit point."""
        with self._reading() as connection:
            return reading.read_state(connection)

    def snapshot(self) -> Snapshot:
        """Return all live reports as records and columns, of one generation."""
        with self._reading() as connection:
            return reading.snapshot(connection)

    def entry(self, report_id: int) -> Entry:
        """Return a whole report, live or not. Raises ReportNotFound."""
        with self._reading() as connection:
            return reading.entry(connection, report_id)

    def original(self, report_id: int) -> tuple[str, bytes]:
        """Return a report's file name and bytes as they came in. Raises ReportNotFound."""
        with self._reading() as connection:
            return reading.original(connection, report_id)

    def texts(self, passage_ids: Sequence[int]) -> dict[int, str]:
        """Return texts by passage id, of retired reports too; unknown ids are left out."""
        with self._reading() as connection:
            return reading.passage_texts(connection, passage_ids)

    def passages(self, passage_ids: Sequence[int]) -> dict[int, KeptPassage]:
        """Return passages by id, of retired reports too; what is not kept is left out."""
        with self._reading() as connection:
            return reading.kept_passages(connection, passage_ids)

    def refusals(self) -> tuple[Refusal, ...]:
        """Return the files that could not be taken, the newest first."""
        with self._reading() as connection:
            return reading.refusals(connection)

    def retired(self) -> tuple[tuple[Record, Status, str], ...]:
        """Return the reports that were replaced or removed, and when, the newest first."""
        with self._reading() as connection:
            return reading.retired(connection)

    def claims(self) -> tuple[Claim, ...]:
        """Return what of every kept report, live or not, settles identity."""
        with self._reading() as connection:
            return tuple(reading.claims(connection))

    def holds_anything(self) -> bool:
        """Return whether any report is kept, live or not."""
        with self._reading() as connection:
            return connection.execute(select(schema.report.c.id).limit(1)).first() is not None

    def passage_count(self) -> int:
        """Return how many passages are kept, of live and retired reports."""
        with self._reading() as connection:
            wanted = select(func.count()).select_from(schema.passage)
            return int(connection.execute(wanted).scalar_one())

    def integrity(self) -> str | None:
        """Return what the database finds wrong with itself, or None."""
        with self._reading() as connection:
            return opening.integrity(connection)

    def originals(self) -> Iterator[tuple[str, bytes | None]]:
        """Return all original bytes by the hash they are kept under, one after the other."""
        with self._reading() as connection:
            yield from reading.originals(connection)

    # -- changing -------------------------------------------------------------------------

    def reserve(self, reports: int, passages: int) -> State:
        """Hand out ids for good: from the state returned, so many reports and passages.

        They are used up even if nothing is ever kept under them.
        """
        with self._writing() as connection:
            before = reading.read_state(connection)
            connection.execute(
                update(schema.state).values(
                    next_report=before.next_report + reports,
                    next_passage=before.next_passage + passages,
                )
            )
            return before

    @contextmanager
    def changing(self) -> Iterator[Change]:
        """Change things in one transaction: on leaving all holds, on an error nothing does."""
        with self._writing() as connection:
            yield Change(connection, now())
            connection.execute(
                update(schema.state).values(generation=schema.state.c.generation + 1)
            )

    def copy(self, target: Path) -> None:
        """Write a consistent copy of the database file."""
        with opening.said_clearly(target), self._engine.connect() as connection:
            opening.copy_database(connection, target)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with (
            opening.said_clearly(self.file),
            opening.transaction(self._engine, writing=False) as connection,
        ):
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            opening.said_clearly(self.file),
            opening.transaction(self._engine, writing=True) as connection,
        ):
            yield connection


def now() -> str:
    """Return the time in UTC as ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
