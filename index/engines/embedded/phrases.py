"""Phrases of any length by suffix array: where does this stand, in how many places?

In: folded code points of passages, paragraph by paragraph. Out: positions. Characters are
numbered by rank among those that occur, two bytes each (four where more than 65,536 occur),
so that sorting bytes sorts characters and no character needs a surrogate pair.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydivsufsort import divsufsort

from index.engine import PassageText
from index.folding import fold_codes

Numbers = NDArray[np.int32]

# Stands after every paragraph, so that no phrase runs over its end. No text folds to it.
_END = 0


@dataclass(frozen=True, slots=True)
class FoldedRows:
    """Passages folded, one after the other: row i starts at `starts[i]` of `codes`.

    `inner` are the positions that are not the first of what their original character became
    (… → ...), `heads` the position of that first one for each.
    """

    codes: NDArray[np.uint32]
    starts: Numbers
    inner: Numbers
    heads: Numbers


def fold_rows(passages: Iterable[PassageText]) -> FoldedRows:
    """Fold the passages of one report, an end mark behind every paragraph."""
    pieces: list[NDArray[np.uint32]] = []
    starts: list[int] = []
    inner: list[NDArray[np.int64]] = []
    heads: list[NDArray[np.int64]] = []
    end = np.array([_END], dtype=np.uint32)
    at, paragraph = 0, None
    for passage in passages:
        if paragraph is not None and passage.paragraph != paragraph:
            pieces.append(end)
            at += 1
        paragraph = passage.paragraph
        codes, origins = fold_codes(passage.text)
        starts.append(at)
        (repeats,) = np.nonzero(origins[1:] == origins[:-1])
        if len(repeats):
            inner.append(at + repeats + 1)
            heads.append(at + np.searchsorted(origins, origins[repeats]))
        pieces.append(codes)
        at += len(codes)
    pieces.append(end)
    return FoldedRows(np.concatenate(pieces), _numbers([starts]), _numbers(inner), _numbers(heads))


def join_rows(rows: Iterable[FoldedRows]) -> FoldedRows:
    """Put the passages of several reports one after the other."""
    rows = tuple(rows)
    lengths = [len(part.codes) for part in rows]
    bases = np.cumsum([0, *lengths])[:-1]
    pairs = tuple(zip(rows, bases, strict=True))
    return FoldedRows(
        np.concatenate([part.codes for part in rows]) if rows else np.empty(0, np.uint32),
        _numbers([part.starts + base for part, base in pairs]),
        _numbers([part.inner + base for part, base in pairs]),
        _numbers([part.heads + base for part, base in pairs]),
    )


def phrase_arrays(rows: FoldedRows) -> dict[str, NDArray[Any]]:
    """Sort all suffixes; return what PhraseIndex needs. Takes some 20 bytes a character."""
    occurs = np.zeros(0x110000, dtype=bool)
    occurs[_END] = True
    occurs[rows.codes] = True
    (alphabet,) = np.nonzero(occurs)
    kind = ">u2" if len(alphabet) <= 1 << 16 else ">u4"
    rank = (np.cumsum(occurs, dtype=np.int64) - 1).astype(kind)
    text = rank[rows.codes]
    counts = np.bincount(text, minlength=len(alphabet))
    return {
        "alphabet": alphabet.astype("<u4"),
        "text": text,
        "suffixes": _suffixes(text),
        "buckets": np.concatenate([[0], np.cumsum(counts)]).astype("<i4"),
        "starts": rows.starts,
        "inner": rows.inner,
        "heads": rows.heads,
    }


def _suffixes(text: NDArray[Any]) -> Numbers:
    """Return the starts of all suffixes in order."""
    if not len(text):
        return np.empty(0, np.int32)
    width = text.itemsize
    order: Numbers = divsufsort(text.tobytes())
    order = order[order % width == 0]
    order //= width
    return order.astype("<i4", copy=False)


class PhraseIndex:
    """Answers over the arrays of one segment. Only reads: safe to share between threads."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]] | Any) -> None:
        self._alphabet = arrays["alphabet"]
        self._text = arrays["text"]
        self._bytes: Any = memoryview(self._text.view(np.uint8))  # type: ignore[arg-type]
        self._suffixes = arrays["suffixes"]
        self._buckets = arrays["buckets"]
        self._starts = arrays["starts"]
        self._inner = arrays["inner"]
        self._heads = arrays["heads"]

    def find(self, phrase: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return row and offset of every start of the folded phrase, in order of the text."""
        start, end = self._range(phrase)
        positions = np.sort(self._suffixes[start:end])
        if len(self._inner) and len(positions):
            positions = self._one_each(positions)
        rows = np.searchsorted(self._starts, positions, side="right") - 1
        return rows, positions - self._starts[rows].astype(np.int64)

    def rows(self, first: int, last: int) -> FoldedRows:
        """Give back the passages from row `first` up to `last`, a whole report, as they came."""
        start = int(self._starts[first]) if first < len(self._starts) else len(self._text)
        end = int(self._starts[last]) if last < len(self._starts) else len(self._text)
        inside = slice(*np.searchsorted(self._inner, (start, end)))
        return FoldedRows(
            self._alphabet[self._text[start:end]],
            self._starts[first:last] - start,
            self._inner[inside] - start,
            self._heads[inside] - start,
        )

    def _range(self, phrase: NDArray[np.uint32]) -> tuple[int, int]:
        """Return from where up to where the suffixes begin with the phrase."""
        ranks = np.searchsorted(self._alphabet, phrase)
        known = ranks < len(self._alphabet)
        if not len(phrase) or not known.all() or (self._alphabet[ranks] != phrase).any():
            return 0, 0
        if (phrase == _END).any():
            return 0, 0
        start, end = int(self._buckets[ranks[0]]), int(self._buckets[ranks[0] + 1])
        if len(phrase) == 1:
            return start, end
        wanted = ranks.astype(self._text.dtype).tobytes()
        width, length = self._text.itemsize, len(wanted)
        suffixes, text = self._suffixes, self._bytes

        def head(place: int) -> bytes:
            at = int(suffixes[place]) * width
            return bytes(text[at : at + length])

        places = range(len(suffixes))
        start = bisect_left(places, wanted, start, end, key=head)
        return start, bisect_right(places, wanted, start, end, key=head)

    def _one_each(self, positions: Numbers) -> Numbers:
        """Keep the first start inside each original character."""
        at = np.minimum(np.searchsorted(self._inner, positions), len(self._inner) - 1)
        inside = self._inner[at] == positions
        if not inside.any():
            return positions
        origins = np.where(inside, self._heads[at], positions)
        keep = np.ones(len(positions), dtype=bool)
        keep[1:] = origins[1:] != origins[:-1]
        return positions[keep]


def _numbers(parts: list[Any]) -> Numbers:
    if not parts:
        return np.empty(0, np.int32)
    return np.concatenate([np.asarray(part, dtype=np.int64) for part in parts]).astype("<i4")
