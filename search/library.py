"""The facade that a page or a command asks: one library in one home folder.

Everything above this line of the house (pages, API, commands) uses only `Library`
and the data of `search.model`; everything below is reached only through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from index import store
from index.catalogue import Status
from index.errors import DamagedHome, ReportNotFound
from index.ingest import delivery, previewing
from index.model import Draft
from index.readers import recognising
from index.words import domain_words, user_words
from search import completing, listing, scope, searching, suggesting, tables
from search import matrix as matrices
from search.clusters.scenes import Scenes
from search.comparing import between
from search.comparing.asking import WAITING
from search.comparing.model import CompareRequest, Comparison
from search.comparing.turns import Turns
from search.coverage import Covering
from search.exports import Say, as_written
from search.finding import Findings
from search.model import (
    AddReport,
    CheckResult,
    Completion,
    Filters,
    Matrix,
    MatrixRequest,
    Progress,
    Report,
    ReportPage,
    Request,
    Rereading,
    Result,
    Searched,
    Step,
    Suggestion,
    Table,
)
from search.readdressing import Readdressing

MOST_IN_REPORT = 5_000  # hits listed when searching within one report


class Library(Readdressing, Covering):
    """One library. Safe to share between threads; every answer is of one commit."""

    def __init__(self, home: Path) -> None:
        """Open the library in `home`, made if it is not there. Raises DamagedHome."""
        self.home = home
        self._store = store.Store(home)
        self._findings = Findings()
        self._scenes = Scenes(self._store)
        self._turns = Turns(WAITING)

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
        self._store.close()

    @property
    def upgraded(self) -> Path | None:
        """The copy kept of an older program's data, if it was brought up to date just now."""
        return self._store.catalogue.upgraded

    def copies(self) -> tuple[Path, ...]:
        """Return the copies kept of the data as older programs had it."""
        return self._store.catalogue.copies()

    # -- asking ---------------------------------------------------------------------------

    def search(self, request: Request) -> Result:
        """Answer a search. Raises BadQuery."""
        picture, asked = self._store.picture(), self._today(request)
        return searching.search(self._store.catalogue, picture, self._findings, asked)

    def ladder(self, request: Request) -> tuple[Step, ...]:
        """Return what exact, loose and words each find, under the request's filters."""
        return searching.ladder(self._store.picture(), self._findings, self._today(request))

    def table(self, request: Request) -> Table:
        """Count all that a request finds by unit and year. Raises BadQuery."""
        return tables.table(self._store.picture(), self._findings, self._today(request))

    def elsewhere(self, passage_ids: Iterable[int]) -> dict[int, int]:
        """Return in how many other reports the same body text stands, word for word.

        By passage id; short ones (below 12 characters) and those that are not kept are left out.
        """
        return tables.elsewhere(self._store.catalogue, self._store.picture(), passage_ids)

    def near(self, request: Request) -> tuple[Suggestion, ...]:
        """Return up to 6 phrases near to one that stands nowhere, the nearest first.

        They stand somewhere in the library, whatever the filters. Raises BadQuery.
        """
        return suggesting.near(self._store.catalogue, self._store.picture(), request.query)

    def complete(self, text: str, limit: int = 8) -> tuple[Completion, ...]:
        """Return what someone who is typing a query may mean; each is a whole query."""
        return completing.complete(
            self._store.catalogue, self._store.picture(), text, limit, words=self._known_words
        )

    def matrix(self, request: MatrixRequest) -> Matrix:
        """Count phrases exactly, by row value and year. Raises BadQuery (field phrase)."""
        return matrices.matrix(self._store.picture(), self._today(request))

    def export_hits(
        self,
        request: Request,
        target: Path,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        say: Say = as_written,
        overwrite: bool = False,
    ) -> int:
        """Write all hits into a file, .xlsx, .csv or .docx, and return how many.

        At most 100,000 are written (2,000 into docx), and the file says how many are not. When
        cancelled there is no file, and 0 is returned. `say` translates the file's own words.
        Raises BadQuery, Refused (`target_exists`, `disk_full`, `cannot_write`).
        """
        from search.exports import writing  # loads what a start does without

        return writing.export_hits(
            self._store.catalogue,
            self._store.picture(),
            self._findings,
            self._today(request),
            target,
            say=say,
            told=progress,
            cancelled=cancelled,
            overwrite=overwrite,
        )

    def export_matrix(
        self,
        request: MatrixRequest,
        target: Path,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        say: Say = as_written,
        overwrite: bool = False,
    ) -> int:
        """Write a phrase matrix into a file, .xlsx or .csv, and return how many phrases it has.

        When cancelled there is no file, and 0 is returned. Raises as `export_hits`.
        """
        from search.exports import writing

        return writing.export_matrix(
            self._store.picture(),
            self._today(request),
            target,
            say=say,
            told=progress,
            cancelled=cancelled,
            overwrite=overwrite,
        )

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that reports of the library have, rising."""
        kinds = self._store.picture().snapshot.columns.kind_values
        return tuple(kind for kind in kinds if kind is not None)

    def size(self) -> Searched:
        """Return how much the library holds."""
        return scope.searched(self._store.picture().snapshot)

    def reports(
        self,
        filters: Filters = Filters(),  # noqa: B008 - frozen
        *,
        text: str = "",
        incomplete: bool = False,
        sort: str = "-added",
        limit: int | None = None,
        offset: int = 0,
    ) -> ReportPage:
        """List reports; `text` must stand in title, unit, file name or year.

        `incomplete` keeps those lacking year, unit or kind. `sort` is `title`, `unit`, `year`,
        `kind`, `passages` or `added`, with `-` for falling. Raises BadQuery (field sort).
        """
        filters = self._today(filters)
        chosen = listing.Choice(filters, text, incomplete)
        snapshot = self._store.catalogue.snapshot()
        page = listing.page(snapshot.records, chosen, sort=sort, limit=limit, offset=offset)
        return replace(page, unknown=scope.unknown(snapshot, filters))

    def report(self, report_id: int) -> Report:
        """Return a whole report. Raises ReportNotFound."""
        entry = self._store.catalogue.entry(self.report_now(report_id))
        if entry.status is not Status.LIVE:
            raise ReportNotFound("no_such_report", report=report_id)
        return listing.whole(entry)

    def original(self, report_id: int) -> tuple[str, bytes]:
        """Return a report's file name and its bytes as they came in.

        Raises ReportNotFound, DamagedHome (`original_missing`, `original_differs`).
        """
        return self._store.catalogue.original(self.report_now(report_id))

    def find_in(self, report_id: int, query: str) -> Result:
        """Search within one report: every hit, in reading order. Raises BadQuery."""
        result = self.search(
            Request(query, filters=Filters(reports=(report_id,)), limit=MOST_IN_REPORT)
        )
        return listing.in_reading_order(result)

    @cached_property
    def _known_words(self) -> tuple[str, ...]:
        return (*user_words(self.home), *domain_words())

    # -- changing -------------------------------------------------------------------------

    def add(
        self,
        paths: Iterable[Path],
        *,
        manifest: Path | None = None,
        workers: int | None = None,
        ocr: bool = True,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> AddReport:
        """Take files, folders (recursively) and zip archives in, in commits of bounded size.

        With `ocr`, and where the extra of that name is installed, pages that are pictures are
        recognised.
        Refused files never stop the others. When cancelled, what was committed stays. At last
        what is new is related to the rest (see `relate`). Raises UnreadableReport (a path at
        which nothing stands), BadManifest, Busy before anything is stored.
        """
        done = self._store.add(
            paths,
            manifest=manifest,
            workers=workers,
            ocr=ocr,
            progress=progress,
            cancelled=cancelled,
        )
        with suppress(DamagedHome):  # what was added stands; clusters will say what is wrong
            self.relate(progress, cancelled)
        return done

    def outdated(self) -> int:
        """Return how many reports were read by older rules than today's."""
        return self._store.outdated()

    def reread(
        self,
        report_ids: Iterable[int] | None = None,
        *,
        dry_run: bool = False,
        workers: int | None = None,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Rereading:
        """Read kept files anew: of these reports, or (None) of all that older rules read.

        Then files that were refused are tried again, and what is new is related to the rest. What
        cannot be read keeps its text; when cancelled, what is done stays. A dry run stores nothing.
        Raises ReportNotFound, Busy, Refused (`no_room_to_reread`) before anything is stored.
        """
        done = self._store.reread(
            report_ids, dry_run=dry_run, workers=workers, progress=progress, cancelled=cancelled
        )
        if not dry_run:
            with suppress(DamagedHome):
                self.relate(progress, cancelled)
        return done

    def edit(self, report_id: int, **values: str | int | None) -> Report:
        """Correct `title`, `year`, `unit`, `kind`; None says that there is none.

        Raises ReportNotFound, BadQuery (field).
        """
        return listing.whole(self._store.edit(self.report_now(report_id), **values))

    def forget_edits(self, report_id: int, fields: Iterable[str]) -> Report:
        """Take corrections back: the fields are again what was recognised."""
        return listing.whole(self._store.forget_edits(self.report_now(report_id), fields))

    def remove(self, report_ids: Iterable[int]) -> None:
        """Remove reports. All or none: raises ReportNotFound before anything is removed."""
        self._store.remove(map(self.report_now, report_ids))

    def bring_back(self, report_id: int) -> Report:
        """Bring a removed or replaced version back (a replaced one takes its place again)."""
        return listing.whole(self._store.bring_back(report_id))

    # -- keeping --------------------------------------------------------------------------

    def check(self) -> CheckResult:
        """Hold the engine against the catalogue, and the catalogue against itself."""
        return self._store.check()

    def reindex(self, progress: Callable[[Progress], None] | None = None) -> None:
        """Throw the engine away and rebuild it from the catalogue."""
        self._store.reindex(progress)

    def backup(self, target: Path) -> None:
        """Write one file from which `restore` makes the same library. Never overwrites."""
        self._store.backup(target)


def restore(home: Path, source: Path) -> None:
    """Make the library in `home` (which must hold no reports) from a backup file."""
    store.restore(home, source)


def can_recognise() -> bool:
    """Say whether pages that are pictures can be recognised: the extra `ocr` is installed."""
    return recognising.is_installed()


def require(paths: Iterable[Path]) -> None:
    """Raise UnreadableReport where nothing stands at one of these paths."""
    delivery.require(paths)


def preview(path: Path) -> Draft:
    """Return what `add` would make of one file; nothing is stored. Raises UnreadableReport."""
    return previewing.preview(path)


def compare_drafts(request: CompareRequest, home: Path | None = None) -> Comparison:
    """Compare two drafts without a library; `home` may hold words of its own.

    Raises BadQuery (fields left, right), UnreadableReport.
    """
    return between.compare_drafts(request, home)


def export_comparison(
    found: Comparison,
    target: Path,
    *,
    say: Say = as_written,
    progress: Callable[[Progress], None] | None = None,
    overwrite: bool = False,
) -> None:
    """Write a comparison into a file (html, docx, xlsx). Raises BadQuery, Refused."""
    from search.exports.comparing import writing

    writing.export_comparison(found, target, say=say, told=progress, overwrite=overwrite)


def export_tables(
    report: Report,
    numbers: Sequence[int],
    target: Path,
    *,
    say: Say = as_written,
    overwrite: bool = False,
) -> int:
    """Write tables of a report, all where `numbers` (from 1) are none, into a workbook (.xlsx).

    Returns how many rows. Raises ReportNotFound (`no_such_table`), BadQuery, Refused.
    """
    from search.exports import tablefiles

    return tablefiles.export_tables(report, numbers, target, say=say, overwrite=overwrite)


__all__ = [
    "Library",
    "compare_drafts",
    "export_comparison",
    "export_tables",
    "preview",
    "require",
    "restore",
]
