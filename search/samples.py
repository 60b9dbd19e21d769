"""Some of the places where a phrase stands, evenly spread over the library, with their texts.

For what may guess (suggestions, completions) and then counts exactly what it guessed: a sample
costs the same however large the library is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue, Columns
from index.engine import Phrase
from index.folding import Folded, fold_with_origins
from index.picture import Picture

Ints = NDArray[np.int64]

COMMON = 20_000  # occurrences; what stands so often stands in any few hundred passages
_MORE = 4  # times as many passages are read where those read first hold too few


@dataclass(frozen=True, slots=True)
class Place:
    """The phrase starts at `at`, in a passage from `start` up to `end` (folded characters)."""

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sample:
    """The texts of a few passages in a row, and in each the first place of the phrase."""

    original: str
    folded: Folded
    places: tuple[Place, ...]

    def written(self, start: int, end: int) -> str:
        """Return folded characters as they stand in a report, without white space."""
        span = self.folded.span(start, end)
        return "".join(self.original[span.start : span.end].split())


def holding(picture: Picture, folded: str) -> Ints:
    """Return where in the passages' columns the live ones stand that hold a phrase, rising.

    The phrase is exactly folded. Of one that stands nearly everywhere: all passages, since
    looking it up costs more than reading some of them.
    """
    columns, phrase = picture.snapshot.columns, Phrase((folded,))
    if picture.view.count(phrase) > COMMON:
        return np.arange(len(columns.parts), dtype=np.int64)
    rows = columns.places(picture.view.phrase(phrase).passages).passage
    return rows[rows >= 0]


def sample(catalogue: Catalogue, picture: Picture, rows: Ints, folded: str, most: int) -> Sample:
    """Read up to `most` passages that hold a phrase, of the rows given, in reading order.

    Places where it runs on into another passage are left out.
    """
    columns = picture.snapshot.columns
    first = _read(catalogue, columns, rows, folded, most)
    if len(first.places) * 2 >= min(most, len(rows)):
        return first
    return _read(catalogue, columns, rows, folded, most * _MORE)


def occurrences(picture: Picture, folded: str) -> int:
    """Count an exactly folded phrase in the live reports."""
    phrase = Phrase((folded,))
    if not picture.strays:
        return picture.view.count(phrase)
    found = picture.view.phrase(phrase)
    live = picture.snapshot.columns.places(found.passages).live
    return int(found.counts[live].sum())


def _read(catalogue: Catalogue, columns: Columns, rows: Ints, folded: str, most: int) -> Sample:
    if len(rows) > most:
        rows = rows[np.linspace(0, len(rows) - 1, most).astype(np.int64)]
    report = np.searchsorted(columns.starts, rows, side="right") - 1
    ids = columns.first[report] + rows - columns.starts[report]
    texts = catalogue.texts([int(key) for key in ids])
    held = [texts[key] for key in sorted(texts)]
    original = "".join(held)
    whole = fold_with_origins(original)
    bounds = np.searchsorted(whole.origins, np.cumsum([0, *map(len, held)])).tolist()
    return Sample(original, whole, tuple(_places(whole.text, folded, bounds)))


def _places(text: str, folded: str, bounds: list[int]) -> Iterator[Place]:
    for start, end in pairwise(bounds):
        at = text.find(folded, start, end)
        if at >= 0:
            yield Place(at, start, end)
