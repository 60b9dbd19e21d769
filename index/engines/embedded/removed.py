"""What was removed from the reports of a segment: a further small text with its own suffixes.

Rows are pieces, each a paragraph of its own. It is a file beside the segment's others, made only
where something was removed, so that nothing else that a segment answers can count these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine import PassageText, Phrase, ReportText
from index.engines.embedded.arrays import ArrayFile, write_arrays
from index.engines.embedded.phrases import PhraseIndex, phrase_arrays
from index.engines.embedded.rows import FoldedRows, fold_rows, join_rows
from index.folding import fold_codes
from index.model import Part

REMOVED = "removed.bin"

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Removed pieces folded: row i is piece `numbers[i]` of report `reports[i]`."""

    rows: FoldedRows
    reports: Ints
    numbers: Ints

    @property
    def characters(self) -> int:
        """How long the folded text is."""
        return len(self.rows.codes)


def fold_pieces(reports: Iterable[ReportText]) -> Pieces:
    """Fold what was removed from reports; what folds to nothing is left out."""
    owners: list[int] = []
    texts: list[list[PassageText]] = []
    for report in reports:
        found = [
            PassageText(number, Part.BODY, number, report.removed[number])
            for number in _visible(report.removed)
        ]
        owners += [report.id] * len(found)
        texts.append(found)
    numbers = [piece.id for found in texts for piece in found]
    return Pieces(
        join_rows(fold_rows(found) for found in texts if found),
        np.array(owners, dtype=np.int64),
        np.array(numbers, dtype=np.int64),
    )


def _visible(texts: Sequence[str]) -> list[int]:
    """Return which of some texts do not fold to nothing. Folded at once: most are very short."""
    edges = np.cumsum([0, *map(len, texts)])
    _, origins = fold_codes("".join(texts))
    found: list[int] = np.flatnonzero(np.diff(np.searchsorted(origins, edges))).tolist()
    return found


def join_pieces(parts: Sequence[Pieces]) -> Pieces:
    """Put the pieces of several segments one after the other."""
    nothing = np.empty(0, dtype=np.int64)
    return Pieces(
        join_rows(part.rows for part in parts),
        np.concatenate([nothing, *(part.reports for part in parts)]),
        np.concatenate([nothing, *(part.numbers for part in parts)]),
    )


def write_pieces(folder: Path, pieces: Pieces) -> None:
    """Sort the pieces into a file below `folder`; none is made where there are none."""
    if pieces.characters:
        arrays: dict[str, NDArray[Any]] = {
            "reports": pieces.reports.astype("<i8"),
            "numbers": pieces.numbers.astype("<i8"),
        }
        write_arrays(folder / REMOVED, arrays | phrase_arrays(pieces.rows))


class RemovedIndex:
    """Answers over one file (None: nothing was removed), reports dropped since left out.

    Shared between threads.
    """

    def __init__(self, arrays: ArrayFile | None, dropped: Sequence[int]) -> None:
        self._arrays = arrays
        nothing = np.empty(0, dtype=np.int64)
        self._reports: Ints = arrays["reports"] if arrays else nothing
        self._numbers: Ints = arrays["numbers"] if arrays else nothing
        self._alive = ~np.isin(self._reports, np.array(dropped, dtype=np.int64))
        rows = len(arrays["starts"]) if arrays else 0
        if not len(self._reports) == len(self._numbers) == rows:
            raise ValueError("the parts hold different pieces")

    @cached_property
    def _phrases(self) -> PhraseIndex | None:
        return PhraseIndex(self._arrays) if self._arrays else None

    def places(self, phrase: Phrase) -> tuple[Ints, Ints, Ints, Ints]:
        """Return report, piece, offset and length of every place where a phrase starts."""
        if self._phrases is None:
            return (self._reports,) * 4
        rows, offsets, lengths = self._phrases.places(phrase)
        live = self._alive[rows]
        rows = rows[live]
        return self._reports[rows], self._numbers[rows], offsets[live], lengths[live]

    def held(self) -> dict[int, int]:
        """Return for every live report how many pieces there are."""
        reports, counts = np.unique(self._reports[self._alive], return_counts=True)
        return dict(zip(reports.tolist(), counts.tolist(), strict=True))

    def live(self) -> Iterator[Pieces]:
        """Yield the pieces of live reports, in runs of neighbours."""
        if self._phrases is None:
            return
        edges = np.flatnonzero(np.diff(self._alive, prepend=False, append=False))
        for first, last in edges.reshape(-1, 2).tolist():
            yield Pieces(
                self._phrases.rows(first, last),
                self._reports[first:last],
                self._numbers[first:last],
            )
