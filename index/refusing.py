"""What people do about files that could not be taken: out of the count, back, read again.

The half of a `Store` that deals with refusals. A word that one does not count is kept with who
and when, and holds as long as the file is the same.
"""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from index import lock
from index.catalogue import Catalogue, Refusal
from index.disk import written_in
from index.engine import Engine
from index.errors import BadQuery, ReportNotFound
from index.ingest.adding import Adding
from index.ingest.delivery import Delivery, Entrance, require
from index.ingest.outcome import Outcome, Progress, RefusedFile
from index.places import Place
from index.readers import Found, delivered_again
from index.readers.formats import suffix_of
from index.remarking import LONGEST_NAME, LONGEST_REASON, one_line
from index.settings import Limits

WORKPLACE = "retrying"
_LOT = 20  # files that are unpacked at once

Told = Callable[[Progress], None] | None
Stopped = Callable[[], bool] | None


class Refusing:
    """What a store does with refusals. All but the methods is the store's."""

    home: Path
    catalogue: Catalogue
    _limits: Limits
    _entrance: Entrance | None
    _writing: Callable[..., AbstractContextManager[Engine]]

    def refusals(self) -> tuple[Refusal, ...]:
        """Return every file that was not taken, counted or not, the newest first."""
        return self.catalogue.refusals()

    def take_out(self, ids: Iterable[int], *, reason: str, by: str = "") -> None:
        """Take refused files out of the count. All or none.

        Raises ReportNotFound (`refusal`), BadQuery (`reason`, `by`; `not_counted` where a file
        counts not anyway), Busy.
        """
        why = one_line("reason", reason, LONGEST_REASON)
        if not why:
            raise BadQuery("reason_missing", field="reason")
        who = one_line("by", by, LONGEST_NAME)
        with self._deciding("forget"):
            found = self._refused(ids)
            for one in found:
                if not one.report:
                    raise BadQuery("not_counted", field="file", file=one.file)
            with self.catalogue.changing() as change:
                for one in found:
                    change.take_out(one.id, reason=why, by=who)

    def count_again(self, ids: Iterable[int]) -> None:
        """Let files count that were taken out. Raises ReportNotFound (`refusal`), Busy."""
        with self._deciding("forget"):
            found = self._refused(ids)
            with self.catalogue.changing() as change:
                for one in found:
                    change.count_again(one.id)

    def retry(
        self, ids: Iterable[int], *, progress: Told = None, cancelled: Stopped = None
    ) -> Outcome:
        """Read refused files again: the bytes that were kept, else the file where it lay.

        Of what is neither, `not_kept` is told. Raises ReportNotFound (`refusal`), Busy, Refused.
        """
        outcome = Outcome()
        started = time.monotonic()
        with self._writing("retry") as engine:
            chosen = self._refused(ids)
            for start in range(0, len(chosen), _LOT):
                if cancelled is not None and cancelled():
                    break
                lot = chosen[start : start + _LOT]
                outcome = _joined(outcome, self._retried(engine, lot, cancelled))
                if progress is not None:
                    done = start + len(lot)
                    seconds = time.monotonic() - started
                    progress(Progress(done, len(chosen), _passages(outcome), seconds, lot[-1].file))
        return outcome

    def exchange(
        self, refused: int, path: Path, *, progress: Told = None, cancelled: Stopped = None
    ) -> Outcome:
        """Take another file in the place of a refused one, from which it has unit and year.

        The refusal ends when all of it comes in; else nothing is kept of what was refused now.
        Raises ReportNotFound (`refusal`), UnreadableReport (`no_such_file`), Busy, Refused.
        """
        require([path])
        with self._writing("exchange") as engine:
            (before,) = self._refused([refused])
            above = before.file.rpartition("/")[0]
            name = f"{above}/{path.name}".lstrip("/")
            around, between, _ = before.place.rpartition("/")
            place = Place(f"{around}{between}{path.name}", before.loose)

            def found() -> Iterator[Found]:
                yield from self._again(path, name, before.parents, place)

            adding = Adding(self.catalogue, engine, self._limits, home=self.home, keeping=False)
            outcome = self._delivery(found).into(adding, progress=progress, cancelled=cancelled)
            if _reports(outcome) and not outcome.refused:
                with self.catalogue.changing() as change:
                    change.settle([refused])
            return outcome

    def _retried(self, engine: Engine, lot: Sequence[Refusal], cancelled: Stopped) -> Outcome:
        with self._unpacked(lot) as (files, lost):

            def found() -> Iterator[Found]:
                for one, path in files:
                    place = Place(one.place, one.loose)
                    yield from self._again(path, one.file, one.parents, place)

            adding = Adding(self.catalogue, engine, self._limits, home=self.home)
            outcome = self._delivery(found).into(adding, cancelled=cancelled)
        told = tuple(RefusedFile(one.file, "not_kept", {"file": one.file}) for one in lost)
        return replace(outcome, refused=outcome.refused + told)

    def _again(
        self, path: Path, name: str, parents: tuple[str, ...], place: Place
    ) -> Iterator[Found]:
        whole = self.catalogue.is_live_file
        return delivered_again(path, name, parents, place, limits=self._limits, whole=whole)

    def _delivery(self, found: Callable[[], Iterator[Found]]) -> Delivery:
        return Delivery(
            (),
            manifest=None,
            entrance=self._entrance,
            limits=self._limits,
            home=self.home,
            found=found,
        )

    @contextmanager
    def _unpacked(
        self, lot: Sequence[Refusal]
    ) -> Iterator[tuple[list[tuple[Refusal, Path]], list[Refusal]]]:
        """Give the files as they lie on disk for a while, and those of which there is nothing."""
        folder = self.home / WORKPLACE / secrets.token_hex(8)
        files, lost = [], []
        try:
            with written_in(self.home):
                folder.mkdir(parents=True)
                for number, one in enumerate(lot):
                    data = self.catalogue.refused_bytes(one.id)
                    path = folder / f"{number}{suffix_of(one.file)}"
                    if data is not None:
                        path.write_bytes(data)
                    elif not _lies_where_it_was(one):
                        lost.append(one)
                        continue
                    files.append((one, path if data is not None else Path(one.place)))
            yield files, lost
        finally:
            shutil.rmtree(self.home / WORKPLACE, ignore_errors=True)

    def _refused(self, ids: Iterable[int]) -> tuple[Refusal, ...]:
        """Return refusals in the order asked for, each once."""
        known = {one.id: one for one in self.catalogue.refusals()}
        wanted = tuple(dict.fromkeys(ids))
        for one in wanted:
            if one not in known:
                raise ReportNotFound("no_such_refusal", refusal=one)
        return tuple(known[one] for one in wanted)

    @contextmanager
    def _deciding(self, command: str) -> Iterator[None]:
        with lock.writing(self.home, command, wait=lock.SHORT_WAIT), written_in(self.home):
            yield


def _lies_where_it_was(refusal: Refusal) -> bool:
    """Tell whether a file of which no bytes were kept can still be read from its place."""
    path = Path(refusal.place)
    return refusal.loose == 0 and path.is_absolute() and path.is_file() and not path.is_symlink()


def _reports(outcome: Outcome) -> int:
    return len(outcome.added) + len(outcome.replaced) + len(outcome.unchanged)


def _passages(outcome: Outcome) -> int:
    return sum(one.passages for one in (*outcome.added, *outcome.replaced))


def _joined(one: Outcome, other: Outcome) -> Outcome:
    return Outcome(*(getattr(one, name) + getattr(other, name) for name in Outcome.__slots__))
