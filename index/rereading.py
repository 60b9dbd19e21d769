"""Kept files read anew by today's rules, report by report; the old text answers until then.

The half of a `Store` that does so. A crash at any moment leaves each report wholly as it was read
before or wholly as it is read now, and whoever starts again goes on with the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path

from index.catalogue import FIELDS, Catalogue, Claim, Entry, Packed, Status
from index.catalogue.becoming import moved, same_text
from index.disk import require_room
from index.engine import Engine
from index.errors import DamagedHome, DuizhaoError, ReportNotFound, UnreadableReport
from index.figures import figures
from index.ingest.adding import Adding, reads_otherwise
from index.ingest.delivery import Entrance, everyday, prepared
from index.ingest.outcome import Extent, Outcome, Progress, Reread, Rereading, Unread
from index.ingest.refusals import written
from index.ingest.task import Task
from index.ingest.telling import Cancelled, Telling
from index.ingest.workers import Done
from index.manifest import Row
from index.model import Facts, Origin, Outline, Part
from index.settings import Limits

_A_CHARACTER = 32  # bytes that a new reading takes at most, in the catalogue and in the engine
_SPARE = 16 << 20  # bytes that stay free

Told = Callable[[Progress], None] | None
Stopped = Callable[[], bool] | None


class Renewing:
    """What a store does to read anew. All but the methods is the store's."""

    home: Path
    catalogue: Catalogue
    _limits: Limits
    _entrance: Entrance | None
    _writing: Callable[..., AbstractContextManager[Engine]]
    _forget_strays: Callable[[Engine], None]
    retry: Callable[..., Outcome]

    def outdated(self) -> int:
        """Return how many reports were read by older rules than today's."""
        return self.catalogue.count_outdated()

    def reread(
        self,
        report_ids: Iterable[int] | None = None,
        *,
        dry_run: bool = False,
        workers: int | None = None,
        progress: Told = None,
        cancelled: Stopped = None,
    ) -> Rereading:
        """Read reports anew: these, or (None) all that older rules read, and then refused files.

        What cannot be read now keeps its text. When cancelled, what was read so far is kept.
        With `dry_run` nothing is stored. Raises ReportNotFound before anything is, Busy,
        Refused (`no_room_to_reread`, `disk_full`).
        """
        if dry_run:
            anew = Anew(self.catalogue, self._chosen(report_ids), None)
            telling = Telling(len(anew.chosen), progress, cancelled)
            anew.read(self._done(anew, workers, telling, counting=False), telling)
            reread, unread = tuple(anew.reread), tuple(anew.unread)
            return Rereading(reread, unread, dry_run=True, left=self.outdated())
        with self._writing("reread") as engine:
            chosen = self._chosen(report_ids)
            self._require_room(chosen)
            self._forget_strays(engine)
            adding = Adding(self.catalogue, engine, self._limits, home=self.home)
            anew = Anew(self.catalogue, chosen, adding)
            telling = Telling(len(chosen), progress, cancelled)
            whole = anew.read(self._done(anew, workers, telling, counting=True), telling)
            adding.finish()
        retried = None
        if report_ids is None and whole:
            kept = [one.id for one in self.catalogue.refusals() if one.counted and one.sha256]
            retried = self.retry(kept, cancelled=cancelled) if kept else Outcome()
        reread, unread = tuple(anew.reread), tuple(anew.unread)
        return Rereading(reread, unread, retried, left=self.outdated())

    def _chosen(self, report_ids: Iterable[int] | None) -> tuple[int, ...]:
        if report_ids is None:
            return self.catalogue.outdated()
        wanted = tuple(dict.fromkeys(map(self.catalogue.report_now, report_ids)))
        for report_id in wanted:
            if self.catalogue.status(report_id) is not Status.LIVE:
                raise ReportNotFound("no_such_report", report=report_id)
        return wanted

    def _require_room(self, chosen: Sequence[int]) -> None:
        wanted = set(chosen)
        records = self.catalogue.snapshot().records
        characters = sum(one.characters for one in records if one.id in wanted)
        needed = characters * _A_CHARACTER + _SPARE
        if chosen:
            require_room(self.catalogue.file, needed, key="no_room_to_reread")

    def _done(
        self, anew: Anew, workers: int | None, telling: Telling, *, counting: bool
    ) -> Generator[Done[Packed]]:
        return prepared(
            anew.tasks(),
            len(anew.chosen),
            (self._entrance or everyday()).prepare,
            limits=self._limits,
            workers=workers,
            home=self.home if counting else None,
            heard=telling.heard,
        )


class Anew:
    """One rereading under way: what is chosen, and what came of it so far.

    Without `adding` all is compared and nothing kept.
    """

    def __init__(self, catalogue: Catalogue, chosen: Sequence[int], adding: Adding | None) -> None:
        self.chosen = chosen
        self.reread: list[Reread] = []
        self.unread: list[Unread] = []
        self._catalogue = catalogue
        self._adding = adding

    def tasks(self) -> Iterator[Task | Done[Packed]]:
        """Yield the files of the chosen reports as they are kept, one after the other."""
        for report_id in self.chosen:
            claim = self._catalogue.claim(report_id)
            try:
                _, data = self._catalogue.original(report_id)
            except DamagedHome as error:  # of this one file; the others are read
                yield Done(claim.file, error=UnreadableReport(error.key, **error.values))
            else:
                yield Task(claim.file, claim.parents, data, _stated(claim))

    def read(self, results: Generator[Done[Packed]], telling: Telling) -> bool:
        """Take the results, in the order of the reports; return whether all were taken."""
        try:
            with closing(results):
                for report_id, done in zip(self.chosen, results, strict=False):
                    telling.finished(done.file, self._take(report_id, done))
        except Cancelled:
            return False
        return True

    def _take(self, report_id: int, done: Done[Packed]) -> int:
        try:
            if done.result is None:
                raise done.error or UnreadableReport("reader_failed", file=done.file)
            entry = self._catalogue.entry(report_id)
            lost = set(entry.file_facts.scanned) & set(done.result.file_facts.unread)
            if lost:  # recognised where that could be done: that stays
                raise UnreadableReport("needs_ocr", file=done.file, pages=len(lost))
        except DuizhaoError as error:
            self.unread.append(Unread(report_id, done.file, error.key, written(error)))
            return 0
        self.reread.append(self._compared(entry, done.result))
        return len(done.result.texts)

    def _compared(self, entry: Entry, packed: Packed) -> Reread:
        changed = reads_otherwise(entry, packed)
        now = entry.record.id
        if self._adding is not None:
            now = self._adding.renew(entry, packed)
        held, stay = self._excluded(entry, packed)
        before = extent(entry.outline, held)
        return Reread(
            id=entry.record.id,
            now=now,
            file=entry.record.file,
            changed=changed,
            before=before,
            after=extent(packed.outline(), stay) if changed else before,
            facts=tuple(_differing(entry.recognised, packed.facts)),
        )

    def _excluded(self, entry: Entry, packed: Packed) -> tuple[int, int]:
        """Return how many stretches are out of the rates, and how many of them will be."""
        history = self._catalogue.exclusion_history(entry.record.id)
        held = [one for one in history if one.taken_back is None]
        if not held:
            return 0, 0
        first = entry.record.first_passage
        before = {first + one.index: one.text for one in entry.outline.passages}
        after = dict(enumerate(packed.texts))
        same = same_text(before, after)
        stay = [
            one
            for one in held
            if one.passage_id in same or moved(before[one.passage_id], one.span, after)
        ]
        return len(held), len(stay)


def extent(outline: Outline, exclusions: int = 0) -> Extent:
    """Return how much an outline holds."""
    passages = outline.passages
    return Extent(
        passages=len(passages),
        sections=sum(passage.part is Part.HEADING for passage in passages),
        removed=len(outline.removed),
        figures=sum(1 for passage in passages for _ in figures(passage.text)),
        tables=len(outline.tables),
        characters=sum(len(passage.text) for passage in passages),
        exclusions=exclusions,
    )


def _differing(
    before: Facts, after: Facts
) -> Iterator[tuple[str, str | int | None, str | int | None]]:
    for field in FIELDS:
        one, other = getattr(before, field), getattr(after, field)
        if one != other:
            yield field, one, other


def _stated(claim: Claim) -> Row | None:
    """Return what a manifest said of a report when it came in."""
    said = {
        field: getattr(claim.recognised, field)
        for field in FIELDS
        if getattr(claim.recognised, f"{field}_from") is Origin.MANIFEST
    }
    return Row(claim.file, 0, **said) if said else None
