"""The one writer of an add: takes prepared reports in order and keeps them, commit by commit.

Each commit goes: reserve ids (durably) → engine → catalogue. A crash in between leaves in the
engine at most reports that the catalogue does not know, under ids that are never used again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.catalogue import Catalogue, Entry, Packed, Refusal, Squeezed, Value, corrected, squeeze
from index.catalogue.packing import report_text
from index.engine import Engine
from index.errors import DuizhaoError, UnreadableReport
from index.ingest.identity import Identities, Standing
from index.ingest.outcome import Added, Outcome, RefusedFile
from index.ingest.refusals import Refusals, may_be_report, written
from index.ingest.workers import Done
from index.model import Facts, FileFacts
from index.places import MISSING
from index.readers import Found
from index.settings import Limits


@dataclass(frozen=True, slots=True)
class _Waiting:
    id: int
    first_passage: int
    packed: Packed
    facts: Facts
    corrections: Mapping[str, Value]
    replaces: int | None
    since: str | None = None  # when its file came in, where this is a new reading of it


class Adding:
    """One add in progress. The caller holds the writer's lock and closes the engine.

    `home` says what came by upload. Without `keeping`, refusals are told and not kept.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        engine: Engine,
        limits: Limits,
        *,
        home: Path | None = None,
        keeping: bool = True,
    ) -> None:
        self._catalogue = catalogue
        self._engine = engine
        self._limits = limits
        self._identities = Identities(catalogue.claims())
        state = catalogue.state()
        self._next_report = state.next_report
        self._next_passage = state.next_passage
        self._waiting: list[_Waiting] = []
        self._passages = self._characters = self._bytes = 0  # of those waiting
        self._keeping = keeping
        self._refusals: list[tuple[Refusal, Squeezed | None]] = []
        self._settled: set[int] = set()  # refused once, and read by now
        self._confirmed: dict[int, FileFacts] = {}  # read anew, and the same
        self._before = Refusals(catalogue.refusals(), home)
        self._listed: dict[str, list[Added]] = {"added": [], "unchanged": [], "replaced": []}
        self._refused: list[RefusedFile] = []
        self._not_reports: list[RefusedFile] = []
        self._dropped = False
        self._commits = 0

    def take(self, done: Done[Packed], found: Found | None = None) -> int:
        """Take one file's result; may commit. Returns how many passages came in with it.

        `found` is the file as it was found; None for a manifest's row that no file belongs to.
        """
        if done.result is None:
            error = done.error or UnreadableReport("reader_failed", file=done.file)
            passages = self._refuse(done.file, error, found)
        else:
            passages = self._judge(done.result)
            if found is not None:
                self._settled |= self._before.settled_by(found, done.result.sha256)
        if self._is_full():
            self.commit()
        return passages

    def renew(self, entry: Entry, packed: Packed) -> int:
        """Take a new reading of a kept report's file; may commit. Returns the report's id.

        Where all is as it was, that stays; else the reading comes under a new one, with what
        people said of the report, and takes its place.
        """
        record = entry.record
        facts = corrected(packed.facts, entry.corrections)
        if reads_otherwise(entry, packed):
            report_id = self._wait(packed, facts, entry.corrections, record.id, record.added)
        else:
            self._confirmed[record.id] = packed.file_facts
            self._characters += packed.characters  # so that a crash costs no more than elsewhere
            report_id = record.id
        if self._is_full():
            self.commit()
        return report_id

    def commit(self) -> None:
        """Keep everything taken so far, wholly or not at all. Raises Refused on a full disk."""
        if not (self._waiting or self._refusals or self._settled or self._confirmed):
            return
        if self._waiting:
            self._reserve()
        try:
            self._write()
        except BaseException:
            self._engine.rollback()
            raise
        self._waiting.clear()
        self._passages = self._characters = self._bytes = 0
        self._refusals.clear()
        self._settled.clear()
        self._confirmed.clear()

    def finish(self) -> Outcome:
        """Keep the rest and let the engine forget what was replaced."""
        self.commit()
        if self._dropped:
            self._engine.commit()
            self._dropped = False
        if self._commits > 1:
            self._engine.settle()
        return Outcome(
            added=tuple(self._listed["added"]),
            unchanged=tuple(self._listed["unchanged"]),
            replaced=tuple(self._listed["replaced"]),
            refused=tuple(self._refused),
            not_reports=tuple(self._not_reports),
        )

    def _judge(self, packed: Packed) -> int:
        corrections = self._identities.corrections_for(packed)
        facts = corrected(packed.facts, corrections)
        verdict = self._identities.judge(packed, facts)
        if verdict.standing is Standing.UNCHANGED:
            report = verdict.report or 0
            self._list("unchanged", report, packed, facts, same_bytes=report)
            return 0
        replaces = verdict.report
        if replaces is not None:
            corrections = self._identities.corrections_of(replaces) | corrections
            facts = corrected(packed.facts, corrections)
            self._identities.retire(replaces)
        report_id = self._wait(packed, facts, corrections, replaces)
        self._identities.take(report_id, packed, facts)
        where = "added" if replaces is None else "replaced"
        self._list(
            where,
            report_id,
            packed,
            facts,
            replaces=replaces,
            maybe=verdict.maybe,
            same_bytes=verdict.same_bytes,
        )
        return len(packed.texts)

    def _wait(
        self,
        packed: Packed,
        facts: Facts,
        corrections: Mapping[str, Value],
        replaces: int | None,
        since: str | None = None,
    ) -> int:
        """Let a report wait for the next commit; return the id that it will have."""
        waiting = _Waiting(
            self._next_report, self._next_passage, packed, facts, corrections, replaces, since
        )
        self._waiting.append(waiting)
        self._passages += len(packed.texts)
        self._characters += packed.characters + packed.removed_characters
        self._bytes += len(packed.original)
        self._next_report += 1
        self._next_passage += len(packed.texts)
        return waiting.id

    def _is_full(self) -> bool:
        return (
            self._passages >= self._limits.commit_passages
            or self._characters >= self._limits.commit_characters
            or self._bytes >= self._limits.commit_bytes
        )

    def _reserve(self) -> None:
        before = self._catalogue.reserve(len(self._waiting), self._passages)
        first = self._waiting[0]
        if (before.next_report, before.next_passage) != (first.id, first.first_passage):
            raise RuntimeError("ids were handed out while the writer's lock was held")

    def _write(self) -> None:
        for entry in self._waiting:
            self._engine.put(
                report_text(
                    entry.id,
                    entry.facts.title,
                    entry.first_passage,
                    entry.packed.outline(),
                    entry.packed.tally,
                    entry.packed.prints,
                )
            )
        if self._waiting:
            self._engine.commit()
            self._commits += 1
            self._dropped = False
        with self._catalogue.changing() as change:
            for entry in self._waiting:
                change.insert(
                    entry.id,
                    entry.first_passage,
                    entry.packed,
                    entry.corrections,
                    added=entry.since,
                )
                if entry.replaces is None:
                    continue
                if entry.since is None:
                    change.retire(entry.replaces, replaced_by=entry.id)
                else:
                    change.renew(entry.replaces, entry.id)
            for report_id, file_facts in self._confirmed.items():
                change.confirm(report_id, file_facts)
            change.settle(self._settled)
            for refusal, kept in self._refusals:
                change.refuse(refusal, kept)
        for entry in self._waiting:
            if entry.replaces is not None:
                self._engine.drop(entry.replaces)
                self._dropped = True

    def _refuse(self, file: str, error: DuizhaoError, found: Found | None) -> int:
        told = RefusedFile(file, error.key, written(error))
        if found is None or found.named or may_be_report(found, error):
            self._refused.append(told)
        else:
            self._not_reports.append(told)
        # A manifest's stray row, and a path at which nothing ever stood, are no unread reports.
        if found is not None and isinstance(error, UnreadableReport) and error.key != MISSING:
            self._remember(found, error)
        return 0

    def _remember(self, found: Found, error: UnreadableReport) -> None:
        if not self._keeping:
            return
        is_report = may_be_report(found, error)
        data = found.bytes_to_keep(self._limits.file_size) if is_report else None
        kept = None if data is None else squeeze(data)
        sha256 = None if kept is None else kept.sha256
        self._refusals.append((self._before.again(found, error, sha256), kept))
        self._settled |= self._before.opened_by(found)
        self._bytes += len(kept.data) if kept else 0

    def _list(
        self,
        where: str,
        report_id: int,
        packed: Packed,
        facts: Facts,
        *,
        replaces: int | None = None,
        maybe: int | None = None,
        same_bytes: int | None = None,
    ) -> None:
        added = Added(
            id=report_id,
            file=packed.file,
            title=facts.title,
            year=facts.year,
            unit=facts.unit,
            kind=facts.kind,
            sections=packed.sections,
            passages=len(packed.texts),
            removed=packed.removed,
            replaces=replaces,
            maybe_replaces=maybe,
            same_bytes=same_bytes,
            scan=packed.file_facts.scan,
        )
        self._listed[where].append(added)


def reads_otherwise(entry: Entry, packed: Packed) -> bool:
    """Tell whether a new reading of a report's file differs from the one that is kept."""
    return (packed.outline(), packed.facts) != (entry.outline, entry.recognised)
