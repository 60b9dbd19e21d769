"""A segment: some reports, made ready for phrases, words and prints in one folder that never
changes.

Rows are its passages in order; arrays, suffixes and Whoosh's document numbers all count them.
What was removed from its reports stands apart, with rows of its own.
A segment is written from reports or merged from others, sealed, and then only read.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine import Phrase, ReportText
from index.engines.embedded.arrays import ArrayFile, write_arrays
from index.engines.embedded.manifest import Entry, seal
from index.engines.embedded.phrases import PhraseIndex, phrase_arrays
from index.engines.embedded.prints import PrintIndex, merge_print_arrays, print_arrays
from index.engines.embedded.removed import (
    REMOVED,
    Pieces,
    RemovedIndex,
    fold_pieces,
    join_pieces,
    write_pieces,
)
from index.engines.embedded.rows import FoldedRows, fold_rows, join_rows
from index.engines.embedded.words import Postings, WordIndex, WordWriter, merge_words
from index.errors import DamagedHome
from index.model import Part
from index.prints import Prints, join_prints, prints_version, take_prints
from index.tally import Counts, tally
from index.words import Cutter

ARRAYS = "phrases.bin"
PRINTS = "prints.bin"
WORDS = "words"


class Segment:
    """One segment, open, with the reports dropped since masked out. Shared between threads."""

    def __init__(self, folder: Path, entry: Entry) -> None:
        """Open. Raises DamagedHome where a file is missing, cut short or not what it should be."""
        self.folder = folder / entry.name
        self.entry = entry
        self._guard(self._measure)
        self._arrays = ArrayFile(self.folder / ARRAYS)
        try:
            self._prints = ArrayFile(self.folder / PRINTS)
            apart = any(file.name == REMOVED for file in entry.files)
            self._apart = ArrayFile(self.folder / REMOVED) if apart else None
            self._guard(self._open)
        except DamagedHome:
            self._let_go()
            raise

    def _measure(self) -> None:
        for file in self.entry.files:
            if (self.folder / file.name).stat().st_size != file.length:
                raise ValueError(f"{file.name} is not {file.length} bytes long")

    def _open(self) -> None:
        arrays = self._arrays
        self.ids: NDArray[np.int64] = arrays["ids"]
        self.lengths: NDArray[np.int32] = arrays["lengths"]
        self.reports: NDArray[np.int64] = arrays["reports"]
        self.firsts: NDArray[np.int32] = arrays["firsts"]
        rising = bool((self.ids[1:] > self.ids[:-1]).all())
        self._order = None if rising else np.argsort(self.ids)  # a report that was put again
        self.phrases = PhraseIndex(arrays)
        dropped = np.isin(self.reports, np.array(self.entry.dropped, dtype=np.int64))
        self.alive: NDArray[np.bool_] = np.repeat(~dropped, np.diff(self.firsts))
        self.pieces = RemovedIndex(self._apart, self.entry.dropped)
        self._words = WordIndex(self.folder / WORDS)
        if not len(self.ids) == len(self.alive) == self._words.passages == self.entry.passages:
            raise ValueError("the parts hold different passages")

    def holdings(self) -> dict[int, int]:
        """Return for every live report its number of passages."""
        dropped = set(self.entry.dropped)
        pairs = zip(self.reports.tolist(), np.diff(self.firsts).tolist(), strict=True)
        return {report: count for report, count in pairs if report not in dropped}

    def count(self, phrase: Phrase) -> int:
        """Return at how many places a phrase starts in live reports."""
        if self.entry.dropped:
            return int(self.by_passage(phrase)[1].sum())
        try:
            return self.phrases.count(phrase)
        except Exception as error:
            raise self._damaged() from error

    def by_passage(self, phrase: Phrase) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return in which passages (ids) of live reports a phrase starts, and how often."""
        try:
            rows, counts = self.phrases.by_row(phrase)
        except Exception as error:
            raise self._damaged() from error
        if self.entry.dropped:
            keep = self.alive[rows]
            rows, counts = rows[keep], counts[keep]
        return self.ids[rows], counts

    def places(self, phrase: Phrase, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
        """Return passage, offset and length of a phrase's places in some passages (ids)."""
        rows = self._rows_of(passages)
        found, offsets, lengths = self._guard(lambda: self.phrases.places(phrase, rows))
        return self.ids[found], offsets, lengths

    def _rows_of(self, passages: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the live rows of some passages (ids, rising), rising."""
        if not len(self.ids):
            return np.empty(0, dtype=np.int64)
        order = self._order
        at = np.searchsorted(self.ids, passages, sorter=order)
        at[at == len(self.ids)] = 0
        rows = at if order is None else order[at]
        found: NDArray[np.int64] = np.sort(rows[(self.ids[rows] == passages) & self.alive[rows]])
        return found

    def postings(self, word: str) -> Mapping[str, Postings]:
        """Return by field in which rows a word stands, dropped ones included."""
        found: Mapping[str, Postings] = self._guard(lambda: self._words.postings(word))
        return found

    def live_rows(self) -> Iterable[FoldedRows]:
        """Yield the folded passages of every live report."""
        dropped = set(self.entry.dropped)
        for number, report in enumerate(self.reports.tolist()):
            if report not in dropped:
                yield self.phrases.rows(*map(int, self.firsts[number : number + 2]))

    def removed(self, phrase: Phrase) -> tuple[NDArray[np.int64], ...]:
        """Return report, piece, offset and length of a phrase's places in what was removed."""
        found: tuple[NDArray[np.int64], ...] = self._guard(lambda: self.pieces.places(phrase))
        return found

    @cached_property
    def prints(self) -> PrintIndex:
        """The prints of its passages; they are looked at when first asked for."""
        live = self.alive if self.entry.dropped else None
        index: PrintIndex = self._guard(lambda: PrintIndex(self._prints, live))
        return index

    def digests(self) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
        """Return the live body passages (ids, in no order) and the digests of their texts."""
        index = self.prints
        rows, owners = self._guard(lambda: index.rows(np.arange(len(index.digests))))
        return self.ids[rows], index.digests[owners]

    def close(self) -> None:
        """Let go of the files."""
        self._words.close()
        for name in ("ids", "lengths", "reports", "firsts", "phrases", "pieces", "alive"):
            delattr(self, name)
        self.__dict__.pop("prints", None)
        self._let_go()

    def _let_go(self) -> None:
        for name in ("_arrays", "_prints", "_apart"):
            if (file := self.__dict__.get(name)) is not None:
                file.close()

    def _guard(self, ask: Callable[[], Any]) -> Any:
        """Call what reads files: whatever goes wrong there means that a file is damaged."""
        try:
            return ask()
        except DamagedHome:
            raise
        except Exception as error:
            raise self._damaged() from error

    def _damaged(self) -> DamagedHome:
        part = f"segments/{self.entry.name}"
        return DamagedHome("damaged_engine", part=part, run="duizhao reindex")


def write_segment(folder: Path, reports: Sequence[ReportText], cutter: Cutter) -> Entry:
    """Make a segment of reports in a new folder below `folder`."""
    name = _fresh(folder)
    lengths = _write_words(folder / name / WORDS, reports, cutter)
    parts = [passage.part for report in reports for passage in report.passages]
    bodies = np.array([part is Part.BODY for part in parts], dtype=np.bool_)
    write_arrays(folder / name / PRINTS, print_arrays(_prints_of(reports), bodies))
    ids = [passage.id for report in reports for passage in report.passages]
    return _finish(
        folder,
        name,
        join_rows(fold_rows(report.passages) for report in reports),
        fold_pieces(reports),
        np.array(ids, dtype="<i8"),
        lengths,
        [(report.id, len(report.passages)) for report in reports],
    )


def _write_words(folder: Path, reports: Sequence[ReportText], cutter: Cutter) -> NDArray[np.int32]:
    """Write the words of reports; return how many there are in every passage's body."""
    writer = WordWriter()
    lengths = [np.empty(0, dtype=np.int32)]
    base = 0
    for report in reports:
        size = len(report.passages)
        counted = report.tally
        if counted is None or (counted.dictionary, counted.passages) != (cutter.version, size):
            counted = tally(cutter, [(passage.path, passage.text) for passage in report.passages])
        words = [word.encode() for word in counted.words]
        for field, postings in (("path", counted.path), ("body", counted.body)):
            writer.add(field, words, postings.words, postings.passages + base, postings.counts)
        title = tally(cutter, [("", report.title)])
        repeated = Counts(*(np.tile(column, size) for column in title.body))
        rows = np.repeat(np.arange(base, base + size), len(title.words))
        writer.add(
            "title", [w.encode() for w in title.words], repeated.words, rows, repeated.counts
        )
        lengths.append(np.bincount(counted.body.passages, counted.body.counts, size).astype("<i4"))
        base += size
    writer.write(folder, base)
    return np.concatenate(lengths)


def _prints_of(reports: Sequence[ReportText]) -> Prints:
    """Return the prints of all passages, taken here for reports that came without."""
    parts: list[Prints] = []
    texts: list[str] = []
    for report in reports:
        taken = report.prints
        if taken and (taken.rules, len(taken)) == (prints_version(), len(report.passages)):
            parts += (take_prints(texts), taken)
            texts = []
        else:
            texts.extend(passage.printed for passage in report.passages)
    return join_prints([*parts, take_prints(texts)])


def _merge_prints(file: Path, segments: Sequence[Segment]) -> None:
    parts = []
    base = 0
    for part in segments:
        numbers = np.where(part.alive, base + np.cumsum(part.alive) - 1, -1)
        base += int(part.alive.sum())
        parts.append((part.prints, numbers))
    write_arrays(file, merge_print_arrays(parts))


def merge_segments(folder: Path, segments: Sequence[Segment]) -> Entry:
    """Make one segment of what is live in several."""
    name = _fresh(folder)
    merge_words(folder / name / WORDS, [(part.folder / WORDS, part.alive) for part in segments])
    _merge_prints(folder / name / PRINTS, segments)
    return _finish(
        folder,
        name,
        join_rows(rows for part in segments for rows in part.live_rows()),
        join_pieces([run for part in segments for run in part.pieces.live()]),
        np.concatenate([part.ids[part.alive] for part in segments]),
        np.concatenate([part.lengths[part.alive] for part in segments]),
        [pair for part in segments for pair in part.holdings().items()],
    )


def remove_segments(folder: Path, keep: Iterable[str] = ()) -> None:
    """Remove all segments but those to keep; what another process holds open stays for later."""
    kept = set(keep)
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)


def _fresh(folder: Path) -> str:
    """Make a folder under a name that was never used: an old one may still be held open."""
    name = secrets.token_hex(8)
    (folder / name).mkdir(parents=True)
    return name


def _finish(
    folder: Path,
    name: str,
    rows: FoldedRows,
    pieces: Pieces,
    ids: NDArray[np.int64],
    lengths: NDArray[np.int32],
    reports: Sequence[tuple[int, int]],
) -> Entry:
    firsts = np.cumsum([0, *(count for _, count in reports)])
    arrays: dict[str, NDArray[Any]] = {
        "ids": ids,
        "lengths": lengths,
        "reports": np.array([report for report, _ in reports], dtype="<i8"),
        "firsts": firsts.astype("<i4"),
    }
    write_arrays(folder / name / ARRAYS, arrays | phrase_arrays(rows))
    write_pieces(folder / name, pieces)
    characters = len(rows.codes) + pieces.characters
    return Entry(name, characters, len(ids), 0, (), seal(folder / name))
