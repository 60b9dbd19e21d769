"""The catalogue's door: open it, ask it, change it. Safe to share between threads.

Each question is one transaction. Every change raises the generation, so that whoever keeps a
`Snapshot` can tell by one number whether it still holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, update

from index.catalogue import anew, evidence, opening, reading, refusals, remarks, schema
from index.catalogue.changes import Change
from index.catalogue.columns import Snapshot
from index.catalogue.records import (
    Claim,
    Entry,
    Exclusion,
    KeptPassage,
    Marking,
    Record,
    Refusal,
    SharedImage,
    State,
    Status,
)
from index.catalogue.shapes import Shape
from index.errors import ReportNotFound
from index.model import EmbeddedImage, FileFacts

FIRST = State(generation=0, next_report=1, next_passage=1, engine="engine-000001")


class Catalogue:
    """The catalogue in one database file."""

    def __init__(self, file: Path) -> None:
        """Open the catalogue, made if it is not there. Raises DamagedHome, Refused.

        One of an older program is brought up to date; `upgraded` is the copy kept of it then.
        """
        self.file = file
        with opening.said_clearly(file):
            file.parent.mkdir(parents=True, exist_ok=True)
        self._engine = opening.connect(file)
        # A report's shape never changes under its id.
        try:
            self.upgraded = opening.prepare(self._engine, file, FIRST)
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

    def copies(self) -> tuple[Path, ...]:
        """Return the copies kept of the file as older programs had it."""
        return opening.copies(self.file)

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

    def shape(self, report_id: int) -> Shape:
        """Return what stands where in a report, live or not, without the texts of its passages.

        What was removed from it is there with its text. Raises ReportNotFound, DamagedHome.
        """
        with self._reading() as connection:
            return reading.shape(connection, report_id)

    def original(self, report_id: int) -> tuple[str, bytes]:
        """Return a report's file name and bytes as they came in.

        Raises ReportNotFound, DamagedHome (`original_missing`, `original_differs`).
        """
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
        """Return every file that was not taken, counted or not, the newest first."""
        with self._reading() as connection:
            return refusals.every(connection)

    def refused_bytes(self, refused: int) -> bytes | None:
        """Return the bytes of a refused file, None where they were not kept or are damaged."""
        with self._reading() as connection:
            return refusals.kept_bytes(connection, refused)

    def retired(self) -> tuple[tuple[Record, Status, str], ...]:
        """Return the reports that were replaced or removed, and when, the newest first."""
        with self._reading() as connection:
            return reading.retired(connection)

    def status(self, report_id: int) -> Status | None:
        """Return where a report stands, None where there is none."""
        with self._reading() as connection:
            return reading.status(connection, report_id)

    def live_passage(self, passage_id: int) -> tuple[int, str] | None:
        """Return the report and the text of a passage, None where it is not in a live report."""
        with self._reading() as connection:
            return reading.live_passage(connection, passage_id)

    def exclusions(self) -> tuple[Exclusion, ...]:
        """Return the stretches of live reports that are out of the rates, in order of the text."""
        with self._reading() as connection:
            return remarks.exclusions(connection)

    def exclusion_history(self, report_id: int) -> tuple[Exclusion, ...]:
        """Return all that was ever taken out of a report, live or not, the oldest first."""
        with self._reading() as connection:
            return remarks.exclusion_history(connection, report_id)

    def marks(self) -> Mapping[int, Marking]:
        """Return the marks that hold, by live report."""
        with self._reading() as connection:
            return remarks.marks(connection)

    def mark_history(self, report_id: int) -> tuple[Marking, ...]:
        """Return how a report was ever marked, live or not, the oldest first."""
        with self._reading() as connection:
            return remarks.mark_history(connection, report_id)

    def file_facts(self) -> dict[int, FileFacts]:
        """Return what the files of live reports say of themselves, by report."""
        with self._reading() as connection:
            return evidence.file_facts(connection)

    def images(self, report_id: int) -> tuple[EmbeddedImage, ...]:
        """Return the images inside a report's file, live or not; none where it is not kept."""
        with self._reading() as connection:
            return evidence.images(connection, report_id)

    def shared_images(self, only: int | None = None) -> tuple[SharedImage, ...]:
        """Return the images that stand in several live reports, `only` those of one report."""
        with self._reading() as connection:
            return evidence.shared_images(connection, only)

    def outdated(self) -> tuple[int, ...]:
        """Return the live reports that were read by older rules than today's, by rising id."""
        with self._reading() as connection:
            return anew.outdated(connection)

    def count_outdated(self) -> int:
        """Return how many live reports were read by older rules than today's."""
        with self._reading() as connection:
            return anew.count_outdated(connection)

    def report_now(self, report_id: int) -> int:
        """Return the report that stands for an earlier reading; of any other report itself."""
        with self._reading() as connection:
            return anew.report_now(connection, report_id)

    def passage_now(self, passage_id: int) -> tuple[int, bool]:
        """Return the passage that an earlier reading's has become, and whether its text is the
        same; of any other passage itself. Raises ReportNotFound (`passage_reread`).
        """
        with self._reading() as connection:
            return anew.passage_now(connection, passage_id)

    def claim(self, report_id: int) -> Claim:
        """Return what settles the identity of one report, live or not, origins of facts included.

        Raises ReportNotFound.
        """
        with self._reading() as connection:
            found = next(reading.claims(connection, only=report_id), None)
        if found is None:
            raise ReportNotFound("no_such_report", report=report_id)
        return found

    def claims(self) -> tuple[Claim, ...]:
        """Return what of every kept report, live or not, settles identity."""
        with self._reading() as connection:
            return tuple(reading.claims(connection))

    def is_live_file(self, sha256: str) -> bool:
        """Tell whether the file with this hash is a report that is listed."""
        with self._reading() as connection:
            return reading.is_live_file(connection, sha256)

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
