"""The one writer of an add: takes prepared reports in order and keeps them, commit by commit.

Each commit goes: reserve ids (durably) → engine → catalogue. A crash in between leaves in the
engine at most reports that the catalogue does not know, under ids that are never used again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.catalogue import Catalogue, Packed, Refusal, Value, corrected
from index.catalogue.catalogue import now
from index.catalogue.packing import report_text
from index.engine import Engine
from index.errors import DuizhaoError, UnreadableReport
from index.ingest.identity import Identities, Standing
from index.ingest.outcome import Added, Outcome, RefusedFile
from index.ingest.workers import Done
from index.model import Facts
from index.settings import Limits


@dataclass(frozen=True, slots=True)
class _Waiting:
    id: int
    first_passage: int
    packed: Packed
    facts: Facts
    corrections: Mapping[str, Value]
    replaces: int | None


class Adding:
    """One add in progress. The caller holds the writer's lock and closes the engine."""

    def __init__(self, catalogue: Catalogue, engine: Engine, limits: Limits) -> None:
        self._catalogue = catalogue
        self._engine = engine
        self._limits = limits
        self._identities = Identities(catalogue.claims())
        state = catalogue.state()
        self._next_report = state.next_report
        self._next_passage = state.next_passage
        self._waiting: list[_Waiting] = []
        self._passages = self._characters = self._bytes = 0  # of those waiting
        self._refusals: list[Refusal] = []
        self._known: list[str] = []  # refused once, and now found to be kept already
        self._refused_before = {refusal.file for refusal in catalogue.refusals()}
        self._listed: dict[str, list[Added]] = {"added": [], "unchanged": [], "replaced": []}
        self._refused: list[RefusedFile] = []
        self._dropped = False
        self._commits = 0

    def take(self, done: Done[Packed]) -> int:
        """Take one file's result; may commit. Returns how many passages came in with it."""
        if done.result is None:
            self._refuse(done.file, done.error or UnreadableReport("reader_failed", file=done.file))
            return 0
        passages = self._judge(done.result)
        if self._is_full():
            self.commit()
        return passages

    def commit(self) -> None:
        """Keep everything taken so far, wholly or not at all. Raises Refused on a full disk."""
        if not (self._waiting or self._refusals or self._known):
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
        self._known.clear()

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
        )

    def _judge(self, packed: Packed) -> int:
        corrections = self._identities.corrections_for(packed)
        facts = corrected(packed.facts, corrections)
        verdict = self._identities.judge(packed, facts)
        if verdict.standing is Standing.UNCHANGED:
            if packed.file in self._refused_before:
                self._known.append(packed.file)
            self._list("unchanged", verdict.report or 0, packed, facts)
            return 0
        replaces = verdict.report
        if replaces is not None:
            corrections = self._identities.corrections_of(replaces) | corrections
            facts = corrected(packed.facts, corrections)
            self._identities.retire(replaces)
        waiting = _Waiting(
            self._next_report, self._next_passage, packed, facts, corrections, replaces
        )
        self._waiting.append(waiting)
        self._passages += len(packed.texts)
        self._characters += packed.characters + packed.removed_characters
        self._bytes += len(packed.original)
        self._next_report += 1
        self._next_passage += len(packed.texts)
        self._identities.take(waiting.id, packed, facts)
        where = "added" if replaces is None else "replaced"
        self._list(where, waiting.id, packed, facts, replaces=replaces, maybe=verdict.maybe)
        return len(packed.texts)

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
                change.insert(entry.id, entry.first_passage, entry.packed, entry.corrections)
                if entry.replaces is not None:
                    change.retire(entry.replaces, replaced_by=entry.id)
            change.dismiss(self._known)
            for refusal in self._refusals:
                change.refuse(refusal)
        for entry in self._waiting:
            if entry.replaces is not None:
                self._engine.drop(entry.replaces)
                self._dropped = True

    def _refuse(self, file: str, error: DuizhaoError) -> None:
        values = {
            name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
            for name, value in error.values.items()
        }
        self._refused.append(RefusedFile(file, error.key, values))
        if isinstance(error, UnreadableReport):  # a manifest's stray row is no unread report
            self._refusals.append(Refusal(file, error.key, values, now()))

    def _list(
        self,
        where: str,
        report_id: int,
        packed: Packed,
        facts: Facts,
        *,
        replaces: int | None = None,
        maybe: int | None = None,
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
        )
        self._listed[where].append(added)
