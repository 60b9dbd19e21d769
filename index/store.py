"""A home folder with everything in it: catalogue, engine, lock. What writes goes through here.

    catalogue.sqlite3     the truth
    engine-000001/        derived; which one answers stands in the catalogue
    writing.lock          held by the one that writes

Adding writes the engine, then the catalogue; removing writes the catalogue, then the engine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index import backup, lock
from index.catalogue import FIELDS, Catalogue, Entry, Status, Value
from index.catalogue.packing import report_text
from index.checking import Findings, check
from index.disk import written_in
from index.engine import Engine
from index.errors import BadQuery, DamagedHome, Refused, ReportNotFound
from index.ingest.adding import Adding
from index.ingest.delivery import Delivery, Entrance
from index.ingest.outcome import Outcome, Progress
from index.lock import SHORT_WAIT
from index.picture import Picture, Pictures
from index.rebuilding import OpenEngine, build_engine, sweep
from index.refusing import Refusing
from index.remarking import Remarking
from index.rereading import Renewing
from index.settings import LIMITS, Limits
from index.years import FIRST, LAST

_LONGEST = {"title": 500, "unit": 200, "kind": 100}  # characters


def embedded(home: Path) -> OpenEngine:
    """Return what opens engines in `home`; all share one dictionary, that of the home."""
    from index.engines.embedded import EmbeddedEngine
    from index.words import Cutter

    cutter = Cutter(home)
    return lambda folder: EmbeddedEngine(folder, cutter=cutter)


class Store(Remarking, Refusing, Renewing):
    """One home folder. Safe to share between threads; one writer at a time over all processes."""

    def __init__(
        self,
        home: Path,
        *,
        open_engine: OpenEngine | None = None,
        limits: Limits = LIMITS,
        entrance: Entrance | None = None,
    ) -> None:
        """Open the home, made if it is not there. Raises DamagedHome, Refused."""
        if backup.is_lost(home):
            lost = str(home / backup.CATALOGUE)
            raise DamagedHome("catalogue_damaged", file=lost, detail="empty")
        self.home = home
        self.catalogue = Catalogue(home / backup.CATALOGUE)
        self._open = open_engine or embedded(home)
        self._limits = limits
        self._entrance = entrance
        self._pictures = Pictures(self.catalogue, lambda name: self._open(home / name))

    def close(self) -> None:
        """Let go of files."""
        self._pictures.forget()
        self.catalogue.close()

    def picture(self) -> Picture:
        """Return what search looks at, of the last commit. Raises DamagedHome."""
        return self._pictures.latest()

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
    ) -> Outcome:
        """Take files, folders and archives in, in commits of bounded size. Without `ocr` no page
        that is a picture is recognised.

        Refused files never stop the others. When cancelled, the files finished so far are kept.
        Raises UnreadableReport (a path at which nothing stands), BadManifest, Busy before
        anything is stored; Refused (`disk_full`) at any time, and then what was committed stays.
        """
        delivery = Delivery(
            paths,
            manifest=manifest,
            entrance=self._entrance,
            limits=self._limits,
            home=self.home,
            ocr=ocr,
            whole=self.catalogue.is_live_file,
        )
        with self._writing("add") as engine:
            self._forget_strays(engine)
            return delivery.into(
                Adding(self.catalogue, engine, self._limits, home=self.home),
                workers=workers,
                progress=progress,
                cancelled=cancelled,
            )

    def edit(self, report_id: int, **values: Value) -> Entry:
        """Correct `title`, `year`, `unit`, `kind`; None says that there is none.

        Raises ReportNotFound, BadQuery (`field`), Busy.
        """
        said = {field: _checked(field, value) for field, value in values.items()}
        with self._writing("edit", wait=SHORT_WAIT) as engine:
            before = self._live(report_id)
            with self.catalogue.changing() as change:
                change.correct(report_id, said)
            return self._retitled(engine, before)

    def forget_edits(self, report_id: int, fields: Iterable[str]) -> Entry:
        """Take corrections back: the fields are again what was recognised."""
        wanted = tuple(fields)
        for field in wanted:
            _known_field(field)
        with self._writing("edit", wait=SHORT_WAIT) as engine:
            before = self._live(report_id)
            with self.catalogue.changing() as change:
                change.take_back(report_id, wanted)
            return self._retitled(engine, before)

    def remove(self, report_ids: Iterable[int]) -> None:
        """Remove reports. All or none: raises ReportNotFound before anything is removed."""
        wanted = tuple(dict.fromkeys(report_ids))
        with self._writing("remove", wait=SHORT_WAIT) as engine:
            for report_id in wanted:
                self._live(report_id)
            with self.catalogue.changing() as change:
                for report_id in wanted:
                    change.retire(report_id)
            for report_id in wanted:
                engine.drop(report_id)
            engine.commit()

    def bring_back(self, report_id: int) -> Entry:
        """Bring a removed or replaced version back; a replaced one takes its place again.

        Raises ReportNotFound, Refused (`already_live`).
        """
        with self._writing("bring_back", wait=SHORT_WAIT) as engine:
            report_id = self.catalogue.report_now(report_id)
            entry = self.catalogue.entry(report_id)
            successor = self._successor(entry)
            self._refuse_if_live(entry, successor)
            self._put(engine, entry)
            engine.commit()
            with self.catalogue.changing() as change:
                change.revive(report_id)
                if successor is not None:
                    change.retire(successor, replaced_by=report_id)
            if successor is not None:
                engine.drop(successor)
                engine.commit()
            return self.catalogue.entry(report_id)

    # -- keeping --------------------------------------------------------------------------

    def check(self) -> Findings:
        """Hold the engine against the catalogue, and the catalogue against itself."""
        return check(self.catalogue, lambda name: self._open(self.home / name))

    def reindex(self, progress: Callable[[Progress], None] | None = None) -> None:
        """Build the engine anew from the catalogue; the old one answers until it is done."""
        with lock.writing(self.home, "reindex"):
            sweep(self.home, keep=self.catalogue.state().engine)
            name = build_engine(self.catalogue, self.home, self._open, self._limits, progress)
            with self.catalogue.changing() as change:
                change.answer_with(name)
            self._pictures.forget()
            sweep(self.home, keep=name)

    def backup(self, target: Path) -> None:
        """Write one file from which `restore` makes the same library. Never overwrites."""
        backup.back_up(self.catalogue, target)

    # -- within ---------------------------------------------------------------------------

    @contextmanager
    def _writing(self, command: str, *, wait: float = 0) -> Iterator[Engine]:
        with lock.writing(self.home, command, wait=wait):
            engine = self._open(self.home / self.catalogue.state().engine)
            try:
                with written_in(self.home):
                    yield engine
            finally:
                engine.close()

    def _forget_strays(self, engine: Engine) -> None:
        """Let the engine forget what a crash left in it, and remove engines left over."""
        sweep(self.home, keep=self.catalogue.state().engine)
        view = engine.view()
        held = set(view.holdings())
        view.close()
        live = {record.id for record in self.catalogue.snapshot().records}
        for stray in held - live:
            engine.drop(stray)
        if held - live:
            engine.commit()

    def _live(self, report_id: int) -> Entry:
        entry = self.catalogue.entry(report_id)
        if entry.status is not Status.LIVE:
            raise ReportNotFound("no_such_report", report=report_id)
        return entry

    def _retitled(self, engine: Engine, before: Entry) -> Entry:
        after = self.catalogue.entry(before.record.id)
        if after.record.title != before.record.title:
            self._put(engine, after)
            engine.commit()
        return after

    def _put(self, engine: Engine, entry: Entry) -> None:
        record = entry.record
        engine.put(report_text(record.id, record.title, record.first_passage, entry.outline))

    def _refuse_if_live(self, entry: Entry, successor: int | None) -> None:
        """A report is live once: neither itself nor the same file, added again, may be there."""
        for claim in self.catalogue.claims():
            same_file = (claim.sha256, claim.file, claim.parents) == (
                entry.record.sha256,
                entry.record.file,
                entry.parents,
            )
            there = claim.status is Status.LIVE and (claim.id == entry.record.id or same_file)
            # The successor of a replaced version may be the same file, better known by now.
            if there and claim.id != successor:
                raise Refused("already_live", report=claim.id)

    def _successor(self, entry: Entry) -> int | None:
        """Return the live report that now stands in this one's place, if there is one."""
        seen = {entry.record.id}
        while entry.replaced_by is not None and entry.replaced_by not in seen:
            seen.add(entry.replaced_by)
            entry = self.catalogue.entry(entry.replaced_by)
        live = len(seen) > 1 and entry.status is Status.LIVE
        return entry.record.id if live else None


def restore(
    home: Path,
    source: Path,
    *,
    open_engine: OpenEngine | None = None,
    limits: Limits = LIMITS,
    progress: Callable[[Progress], None] | None = None,
) -> None:
    """Make the library in `home` (which must hold no reports) from a backup file.

    Raises Refused, DamagedHome, Busy; then the home is as it was.
    """
    backup.restore(home, source, open_engine or embedded(home), limits, progress)


def _known_field(field: str) -> None:
    if field not in FIELDS:
        raise BadQuery("unknown_field", field=field)


def _checked(field: str, value: Value) -> Value:
    """Return a correction as it is kept: no blanks around it, nothing empty, a possible year."""
    _known_field(field)
    if field == "year":
        if value is None:
            return None
        with suppress(ValueError):
            if FIRST <= int(value) <= LAST:
                return int(value)
        raise BadQuery("bad_year", field=field, value=str(value), first=FIRST, last=LAST)
    given = str(value) if value is not None else ""
    if any("\ud800" <= character <= "\udfff" for character in given):
        raise BadQuery("bad_parameter", field=field)  # bytes that are no text
    plain = "".join(" " if unicodedata.category(one) == "Cc" else one for one in given)
    text = " ".join(plain.split())
    if field == "title" and not text:
        raise BadQuery("title_missing", field=field)
    if len(text) > _LONGEST[field]:
        raise BadQuery("value_too_long", field=field, limit=_LONGEST[field])
    return text or None
