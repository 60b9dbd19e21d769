"""What every statement of "it is not there" leaves out: the files that were not read.

They are listed so that a person can look at them: try again, take another file, or take one out
of the count with a reason.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.catalogue import Refusal
from index.errors import BadQuery, DamagedHome, ReportNotFound
from index.ingest.outcome import Outcome, Progress
from index.readers.formats import NOT_REPORTS
from index.store import Store

__all__ = ["NOT_REPORTS", "Coverage", "Covering", "Refusal", "folder_of"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """All files that were not taken, the newest first.

    `refused` is what statements count; `taken_out` a person took out of the count;
    `not_reports` have no report format and never counted.
    """

    refused: tuple[Refusal, ...] = ()
    taken_out: tuple[Refusal, ...] = ()
    not_reports: tuple[Refusal, ...] = ()


class Covering:
    """What a library does about files that were not read. The attributes are the library's."""

    _store: Store
    relate: Callable[[Callable[[Progress], None] | None, Callable[[], bool] | None], None]

    def coverage(self) -> Coverage:
        """Return all files that were not taken."""
        found = self._store.refusals()
        return Coverage(
            refused=tuple(one for one in found if one.counted),
            taken_out=tuple(one for one in found if one.report and not one.counted),
            not_reports=tuple(one for one in found if not one.report),
        )

    def refusal(self, named: str | int) -> Refusal:
        """Return the file that is meant: by its name, its path or its number (as an int that
        alone).

        Raises ReportNotFound (`no_such_refusal`), BadQuery (`several_refusals`) where several
        files have the name.
        """
        found = self._store.refusals()
        meant: list[Refusal] = []
        if isinstance(named, str):
            meant = [one for one in found if named == one.file]
            meant = meant or [one for one in found if _is_at(one, named)]
        meant = meant or [one for one in found if str(named) == str(one.id)]
        if not meant:
            raise ReportNotFound("no_such_refusal", refusal=named)
        if len(meant) > 1:
            known = [f"{one.id} {folder_of(one)}/{one.file}" for one in meant]
            raise BadQuery(
                "several_refusals", field="file", file=named, count=len(meant), known=known
            )
        return meant[0]

    def take_out(self, ids: Iterable[int], *, reason: str, by: str = "") -> None:
        """Take refused files out of the count; who, when and why is kept. All or none.

        Raises ReportNotFound (`refusal`), BadQuery (`reason`, `by`; `not_counted`), Busy.
        """
        self._store.take_out(ids, reason=reason, by=by)

    def count_again(self, ids: Iterable[int]) -> None:
        """Let files count that were taken out. Raises ReportNotFound (`refusal`), Busy."""
        self._store.count_again(ids)

    def retry(
        self,
        ids: Iterable[int],
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Outcome:
        """Read refused files again, and relate what comes in to the rest.

        Of a file that is kept nowhere `not_kept` is told. Raises ReportNotFound (`refusal`),
        Busy, Refused.
        """
        done = self._store.retry(ids, progress=progress, cancelled=cancelled)
        with suppress(DamagedHome):  # what came in stands; clusters will say what is wrong
            self.relate(progress, cancelled)
        return done

    def exchange(
        self,
        refused: int,
        path: Path,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Outcome:
        """Take another file in the place of a refused one, which ends when all of it comes in.

        Raises ReportNotFound (`refusal`), UnreadableReport (`no_such_file`), Busy, Refused.
        """
        done = self._store.exchange(refused, path, progress=progress, cancelled=cancelled)
        with suppress(DamagedHome):
            self.relate(progress, cancelled)
        return done


def folder_of(refusal: Refusal) -> str:
    """Return the name of the folder (or archive) in which a refused file lay, if it had one."""
    above = refusal.place.rpartition("/")[0].rpartition("/")[2]
    return above if refusal.loose >= 0 else ""


def _is_at(refusal: Refusal, path: str) -> bool:
    given = Path(os.path.abspath(path)).as_posix()
    return given == refusal.place or f"/{refusal.place}".endswith(f"/{Path(path).as_posix()}")
