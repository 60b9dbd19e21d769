"""The facade that a page or a command asks: one library in one home folder.

Everything above this line of the house (pages, API, commands) uses only `Library`
and the data of `search.model`; everything below is reached only through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from index.model import Draft
from search.model import (
    AddReport,
    CheckResult,
    Filters,
    Progress,
    Report,
    ReportPage,
    Request,
    Result,
    Searched,
)


class Library:
    """One library. Safe to share between threads; every answer is of one commit."""

    def __init__(self, home: Path) -> None:
        """Open the library in `home`, made if it is not there. Raises DamagedHome."""
        self.home = home

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of files."""

    # -- asking ---------------------------------------------------------------------------

    def search(self, request: Request) -> Result:
        """Answer a search. Raises BadQuery."""
        raise NotImplementedError

    def size(self) -> Searched:
        """Return how much the library holds."""
        raise NotImplementedError

    def reports(
        self,
        filters: Filters = Filters(),
        *,
        text: str = "",
        incomplete: bool = False,
        sort: str = "-added",
        limit: int | None = None,
        offset: int = 0,
    ) -> ReportPage:
        """List reports; `text` must stand in title, unit, file name or year.

        `incomplete` keeps those lacking year, unit or kind. `sort` is `title`, `unit`, `year`,
        `kind`, `passages` or `added`, with `-` for falling.
        """
        raise NotImplementedError

    def report(self, report_id: int) -> Report:
        """Return a whole report. Raises ReportNotFound."""
        raise NotImplementedError

    def original(self, report_id: int) -> tuple[str, bytes]:
        """Return a report's file name and its bytes as they came in. Raises ReportNotFound."""
        raise NotImplementedError

    def find_in(self, report_id: int, query: str) -> Result:
        """Search within one report: every hit, in reading order."""
        raise NotImplementedError

    # -- changing -------------------------------------------------------------------------

    def add(
        self,
        paths: Iterable[Path],
        *,
        manifest: Path | None = None,
        workers: int | None = None,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> AddReport:
        """Take files, folders (recursively) and zip archives in, in commits of bounded size.

        Refused files never stop the others. When cancelled, what was committed stays.
        Raises Busy, BadManifest.
        """
        raise NotImplementedError

    def edit(self, report_id: int, **values: str | int | None) -> Report:
        """Correct `title`, `year`, `unit`, `kind`; `...`-less: a value of None says there is none.

        Raises ReportNotFound, BadQuery (field).
        """
        raise NotImplementedError

    def forget_edits(self, report_id: int, fields: Iterable[str]) -> Report:
        """Take corrections back: the fields are again what was recognised."""
        raise NotImplementedError

    def remove(self, report_ids: Iterable[int]) -> None:
        """Remove reports. All or none: raises ReportNotFound before anything is removed."""
        raise NotImplementedError

    def bring_back(self, report_id: int) -> Report:
        """Bring a removed or replaced version back (a replaced one takes its place again)."""
        raise NotImplementedError

    # -- keeping --------------------------------------------------------------------------

    def check(self) -> CheckResult:
        """Hold the engine against the catalogue, and the catalogue against itself."""
        raise NotImplementedError

    def reindex(self, progress: Callable[[Progress], None] | None = None) -> None:
        """Throw the engine away and rebuild it from the catalogue."""
        raise NotImplementedError

    def backup(self, target: Path) -> None:
        """Write one file from which `restore` makes the same library. Never overwrites."""
        raise NotImplementedError


def restore(home: Path, source: Path) -> None:
    """Make the library in `home` (which must hold no reports) from a backup file."""
    raise NotImplementedError


def preview(path: Path) -> Draft:
    """Return what `add` would make of one file; nothing is stored. Raises UnreadableReport."""
    raise NotImplementedError
