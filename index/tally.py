"""The words of one report counted, passage by passage: made where there is a processor to spare,
and handed to whoever writes the index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from index.words import Cutter


class Counts(NamedTuple):
    """How often a word (its number) stands in a passage (its number from 0); passages rise."""

    words: NDArray[np.int32]
    passages: NDArray[np.int32]
    counts: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Tally:
    """The words of a report, once each, and where they stand in bodies and in heading paths.

    `dictionary` names the words that it was cut by (`Cutter.version`), `passages` how many
    passages it counts. The title is left out: people correct it.
    """

    dictionary: str
    passages: int
    words: tuple[str, ...]
    body: Counts
    path: Counts


def tally(cutter: Cutter, passages: Sequence[tuple[str, str]]) -> Tally:
    """Cut and count passages, given as heading path and text."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    paths: dict[str, list[int]] = {}
    for path, _ in passages:
        if path not in paths:
            paths[path] = [numbers[word] for word in cutter.texts(path)]
    body = _counts([numbers[word] for word in cutter.texts(text)] for _, text in passages)
    above = _counts(paths[path] for path, _ in passages)
    return Tally(cutter.version, len(passages), tuple(numbers), body, above)


def _counts(passages: Iterable[list[int]]) -> Counts:
    words: list[int] = []
    lengths: list[int] = []
    for numbers in passages:
        words.extend(numbers)
        lengths.append(len(numbers))
    rows = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    pairs, counts = np.unique(rows << 32 | np.array(words, dtype=np.int64), return_counts=True)
    return Counts(
        (pairs & 0xFFFFFFFF).astype(np.int32),
        (pairs >> 32).astype(np.int32),
        counts.astype(np.int32),
    )
