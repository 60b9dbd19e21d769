"""Passages folded, one after the other: the text of a segment before it is sorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.engine import PassageText
from index.figures import figures
from index.folding import fold_codes

Numbers = NDArray[np.int32]
Offsets = NDArray[np.int64]

# Stands after every paragraph, so that no phrase runs over its end. No text folds to it.
END = 0


@dataclass(frozen=True, slots=True)
class FoldedRows:
    """Passages folded, an end mark behind every paragraph: row i starts at `starts[i]` of `codes`.

    `inner` are the positions that are not the first of what their original character became
    (… → ...), `heads` the position of that first one for each. Figures stand from `begins[i]` up
    to `ends[i]`, in order of `begins`; a figure that can be read in several ways (with its sign or
    without, with its scale or without) is there with each. `signed` are the beginnings of
    figures without the sign that they have.
    """

    codes: NDArray[np.uint32]
    starts: Numbers
    inner: Numbers
    heads: Numbers
    begins: Numbers
    ends: Numbers
    signed: Numbers


def fold_rows(passages: Iterable[PassageText]) -> FoldedRows:
    """Fold the passages of one report."""
    passages = tuple(passages)
    paragraphs = [*(passage.paragraph for passage in passages), None]
    lasts = [one != other for one, other in pairwise(paragraphs)]
    # A line break, which folds to nothing, behind every paragraph: no figure runs over it.
    texts = [one.text + "\n" * last for one, last in zip(passages, lasts, strict=True)]
    whole = "".join(texts)
    offsets = np.array([0, *map(len, texts)]).cumsum()
    breaks = offsets[1:][np.array(lasts, dtype=np.bool_)]
    codes, origins = fold_codes(whole)

    def folded(at: NDArray[np.integer]) -> Offsets:
        """Return how many folded characters stand before offsets of the whole."""
        before: Offsets = np.searchsorted(origins, at)
        return before

    def marks(at: NDArray[np.integer]) -> Offsets:
        """Return how many end marks do."""
        before: Offsets = np.searchsorted(breaks, at, side="right")
        return before

    (repeats,) = np.nonzero(origins[1:] == origins[:-1])
    expanded = origins[repeats]
    read = np.array(list(figures(whole)), dtype=np.int64).reshape(-1, 4)
    start, end, first, last = (folded(column) + marks(read[:, 0]) for column in read.T)
    begins, ends = _ways(start, end, first, last)
    return FoldedRows(
        np.insert(codes, folded(breaks), END),
        _numbers([folded(offsets[:-1]) + marks(offsets[:-1])]),
        _numbers([repeats + 1 + marks(expanded)]),
        _numbers([folded(expanded) + marks(expanded)]),
        _numbers([begins]),
        _numbers([ends]),
        _numbers([start[first < start]]),
    )


def _ways(start: Offsets, end: Offsets, first: Offsets, last: Offsets) -> tuple[Offsets, Offsets]:
    """Return from where and up to where figures can be read, by their beginnings."""
    ways = [begin << 32 | stop for begin in (first, start) for stop in (end, last)]
    distinct = np.unique(np.concatenate(ways))
    return distinct >> 32, distinct & 0xFFFFFFFF


def join_rows(rows: Iterable[FoldedRows]) -> FoldedRows:
    """Put the passages of several reports one after the other."""
    rows = tuple(rows)
    bases = np.cumsum([0, *(len(part.codes) for part in rows)])[:-1]

    def joined(name: str) -> Numbers:
        return _numbers([getattr(part, name) + at for part, at in zip(rows, bases, strict=True)])

    return FoldedRows(
        np.concatenate([np.empty(0, np.uint32), *(part.codes for part in rows)]),
        joined("starts"),
        joined("inner"),
        joined("heads"),
        joined("begins"),
        joined("ends"),
        joined("signed"),
    )


def _numbers(parts: Sequence[Sequence[int] | NDArray[np.integer]]) -> Numbers:
    if not parts:
        return np.empty(0, np.int32)
    return np.concatenate([np.asarray(part, dtype=np.int64) for part in parts]).astype("<i4")
