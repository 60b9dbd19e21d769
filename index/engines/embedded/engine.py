"""The engine in a folder: gathers what changes, writes it as a segment, commits by manifest.

    manifest.json            the last commit: which segments, which of their reports are dropped
    segments/NAME/           folded text and suffixes (phrases.bin), prints (prints.bin),
                             Whoosh's index (words/), text that was removed (removed.bin)

A crash leaves the last manifest and at most folders it does not name; the next commit
sweeps them. Opening a view reads only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from index.engine import ReportText
from index.engines.embedded.manifest import (
    Entry,
    Manifest,
    checksum,
    discard_manifest,
    read_manifest,
    write_manifest,
)
from index.engines.embedded.segments import (
    Segment,
    merge_segments,
    remove_segments,
    write_segment,
)
from index.engines.embedded.view import EmbeddedView
from index.errors import DamagedHome
from index.folding import folding_version
from index.prints import prints_version
from index.words import Cutter


@dataclass(frozen=True, slots=True)
class Sizes:
    """How segments grow, in characters. Sorting a segment takes some 20 bytes a character."""

    segment: int = 16_000_000  # no segment of several reports is larger
    tiers: tuple[int, ...] = (60_000, 250_000, 1_000_000)  # those below are merged …
    pile: int = 4  # … when there are so many of them
    most: int = 24  # segments of any size, then as many are merged as a commit may
    little: int = 2_000_000  # a commit merges so much, or a few times what it brings in
    settled: int = 34_000_000  # no segment is larger after a long ingest, when memory is free


class EmbeddedEngine:
    """Phrases by suffix arrays and words by Whoosh, in one folder. One writer at a time."""

    def __init__(
        self, folder: Path, *, cutter: Cutter | None = None, sizes: Sizes | None = None
    ) -> None:
        """Name the folder; nothing is read or written yet."""
        self._folder = folder
        self._segments = folder / "segments"
        self._cutter = cutter or Cutter()
        self._sizes = sizes or Sizes()
        self._put: dict[int, ReportText] = {}
        self._dropped: set[int] = set()

    def put(self, report: ReportText) -> None:
        """Take a report in at the next commit, in place of what is held under its id."""
        self._put[report.id] = report
        self._dropped.add(report.id)

    def drop(self, report_id: int) -> None:
        """Forget a report at the next commit."""
        self._put.pop(report_id, None)
        self._dropped.add(report_id)

    def commit(self) -> None:
        """Write what was put as segments, merge where small ones piled up, replace the manifest."""
        if not self._dropped:
            return
        manifest = read_manifest(self._folder)
        if not manifest.generation:
            write_manifest(self._folder, Manifest(generation=1))
        remove_segments(self._segments, keep=(entry.name for entry in manifest.entries))
        entries = [left for entry in manifest.entries if (left := self._without_dropped(entry))]
        fresh = [write_segment(self._segments, batch, self._cutter) for batch in self._batches()]
        entries = self._merged([*entries, *fresh], sum(entry.characters for entry in fresh))
        self._replace(manifest, entries, self._words_of(manifest))
        self.rollback()

    def settle(self) -> None:
        """Merge as far as segments may grow: a phrase is looked for in each of them."""
        manifest = read_manifest(self._folder)
        groups: list[list[Entry]] = []  # neighbours only, so that ids rise in what comes out
        whole = 0
        for entry in self._by_ids(manifest.entries):
            whole += entry.characters
            if groups and whole <= self._sizes.settled:
                groups[-1].append(entry)
            else:
                groups.append([entry])
                whole = entry.characters
        if len(groups) < len(manifest.entries):
            entries = [group[0] if len(group) == 1 else self._merge(group) for group in groups]
            self._replace(manifest, entries, manifest.words)
            remove_segments(self._segments, keep=(entry.name for entry in entries))

    def rollback(self) -> None:
        """Forget everything since the last commit."""
        self._put.clear()
        self._dropped.clear()

    def view(self) -> EmbeddedView:
        """Open the last commit. Raises DamagedHome."""
        manifest = read_manifest(self._folder)
        while True:
            try:
                return EmbeddedView(self._opened(manifest.entries), self._cutter)
            except DamagedHome:
                # A writer may have committed twice meanwhile, and swept what this one names.
                latest = read_manifest(self._folder)
                if latest.generation == manifest.generation:
                    raise
                manifest = latest

    def verify(self) -> tuple[str, ...]:
        """Read every file; return those that are damaged, and `words` if the dictionary changed."""
        try:
            manifest = read_manifest(self._folder)
        except DamagedHome as error:
            return (str(error.values["part"]),)
        damaged = []
        for entry in manifest.entries:
            files = [f"segments/{entry.name}/{file.name}" for file in entry.files]
            for file, name in zip(entry.files, files, strict=True):
                with suppress(OSError):
                    path = self._folder / name
                    if path.stat().st_size == file.length and checksum(path) == file.crc32:
                        continue
                damaged.append(name)
        if manifest.entries and manifest.words != self._cutter.version:
            damaged.append("words")
        return tuple(damaged)

    def clear(self) -> None:
        """Forget everything, however damaged it is."""
        self.rollback()
        generation = self._next_generation()
        discard_manifest(self._folder)
        write_manifest(self._folder, Manifest(generation=generation))
        remove_segments(self._segments)

    def close(self) -> None:
        """Roll back. Views stay open until they are closed."""
        self.rollback()

    def _replace(self, manifest: Manifest, entries: Iterable[Entry], words: str) -> None:
        write_manifest(
            self._folder,
            Manifest(
                generation=max(manifest.generation, 1) + 1,
                folding=folding_version(),
                prints=prints_version(),
                words=words,
                entries=tuple(entries),
            ),
        )

    def _next_generation(self) -> int:
        try:
            return read_manifest(self._folder).generation + 1
        except DamagedHome:
            return 1

    def _words_of(self, manifest: Manifest) -> str:
        """Return by which dictionary all segments were cut; segments of several have no name."""
        if not manifest.entries or manifest.words == self._cutter.version:
            return self._cutter.version
        return "mixed"

    def _without_dropped(self, entry: Entry) -> Entry | None:
        """Mark the dropped reports that this segment holds; None where no other is left."""
        segment = Segment(self._segments, entry)
        held = segment.holdings()
        segment.close()
        gone = self._dropped & held.keys()
        if not gone:
            return entry
        if len(gone) == len(held):
            return None
        dead = entry.dead + sum(held[report] for report in gone)
        return replace(entry, dropped=tuple(sorted((*entry.dropped, *gone))), dead=dead)

    def _batches(self) -> Iterable[Sequence[ReportText]]:
        """Share what was put out among segments of bounded size."""
        batch: list[ReportText] = []
        characters = 0
        for report in self._put.values():
            length = sum(len(passage.text) for passage in report.passages)
            length += sum(map(len, report.removed))
            if batch and characters + length > self._sizes.segment:
                yield batch
                batch, characters = [], 0
            batch.append(report)
            characters += length
        if batch:
            yield batch

    def _merged(self, entries: list[Entry], fresh: int) -> list[Entry]:
        """Merge small segments that piled up, and write anew those that are mostly dropped.

        How much is merged at once is bounded by what the commit brings in (`fresh` characters),
        so that a small addition is never slow; what must wait is merged by a later one.
        """
        sizes = self._sizes
        left = max(sizes.little, 5 * fresh)
        tiers = [(tier, sizes.pile) for tier in sizes.tiers] + [(sizes.segment, sizes.most)]
        for tier, pile in tiers:
            small = [entry for entry in entries if entry.characters < tier]
            group = _smallest(small, min(left, max(sizes.segment, tier)))
            waited = len(small) >= min(2 * pile, sizes.most)
            if len(group) >= (min(2, pile) if waited else pile):
                names = {entry.name for entry in group}
                entries = [entry for entry in entries if entry.name not in names]
                entries.append(self._merge(group))
                left -= sum(entry.characters for entry in group)
        return [
            self._merge([entry]) if entry.dead * 2 > entry.passages else entry for entry in entries
        ]

    def _merge(self, entries: Sequence[Entry]) -> Entry:
        segments = self._opened(entries)
        try:
            return merge_segments(self._segments, segments)
        finally:
            for segment in segments:
                segment.close()

    def _by_ids(self, entries: Iterable[Entry]) -> list[Entry]:
        segments = self._opened(entries)
        try:
            segments.sort(key=lambda segment: int(segment.ids[0]) if len(segment.ids) else 0)
            return [segment.entry for segment in segments]
        finally:
            for segment in segments:
                segment.close()

    def _opened(self, entries: Iterable[Entry]) -> list[Segment]:
        """Open all or none."""
        segments: list[Segment] = []
        try:
            for entry in entries:
                segments.append(Segment(self._segments, entry))
        except DamagedHome:
            for segment in segments:
                segment.close()
            raise
        return segments


def _smallest(entries: Iterable[Entry], characters: int) -> list[Entry]:
    """Return the smallest segments that together hold no more than so many characters."""
    chosen: list[Entry] = []
    for entry in sorted(entries, key=lambda entry: entry.characters):
        characters -= entry.characters
        if characters < 0:
            break
        chosen.append(entry)
    return chosen
