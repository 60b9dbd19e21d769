"""The prints of a segment's passages: where each stands, and which texts share some.

Passages with one normalised text are kept as one, with their rows beside it: what is copied a
thousand times is followed once. Sorted hashes with the numbers of their texts are searched as they
lie in a mapped file. Which prints are worth following is decided elsewhere (`nearest`, `pairing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.prints import FRAGMENT, SHORT, Digests, Hashes, Prints, Winnow, of_kind

HASHES, TEXTS = "print_hashes", "print_texts"
BRIDGE_HASHES, BRIDGE_TEXTS = "bridge_hashes", "bridge_texts"
FRAGMENT_HASHES, FRAGMENT_TEXTS = "fragment_hashes", "fragment_texts"
DIGESTS, SIZES = "print_digests", "print_sizes"
TWINS, TWIN_STARTS = "print_twins", "print_twin_starts"

_HIGH = np.uint64(32)

Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]
Weights = NDArray[np.float64]


class Arrays(Protocol):
    """Named arrays: a file of them, or a dictionary."""

    def __getitem__(self, name: str, /) -> NDArray[Any]:
        """Return the array of that name."""


def print_arrays(
    prints: Prints, bodies: NDArray[np.bool_] | None = None
) -> dict[str, NDArray[Any]]:
    """Return the arrays of an index in which row i is passage i, to be kept in a file.

    `bodies` says which passages there are to be found (None: all).
    """
    found = np.arange(len(prints)) if bodies is None else np.flatnonzero(bodies)
    digests, firsts, texts = np.unique(
        prints.digests[found], return_index=True, return_inverse=True
    )
    number = np.full(len(prints), -1)
    number[found[firsts]] = np.arange(len(digests))
    owners = number[prints.rows]
    followed = owners >= 0
    postings = _keys(prints.hashes[followed], owners[followed])
    return _arrays([postings], digests, texts, found)


def merge_print_arrays(
    parts: Iterable[tuple[PrintIndex, NDArray[np.integer]]],
) -> dict[str, NDArray[Any]]:
    """Return the arrays of indexes made one; each comes with the new number of every row, -1 for
    a row that is left out. They are those that `print_arrays` would make of the passages.
    """
    parts = tuple(parts)
    news = [new[index.twins] for index, new in parts]
    owners = [
        np.repeat(index.digests, np.diff(index.twin_starts))[new >= 0]
        for (index, _), new in zip(parts, news, strict=True)
    ]
    digests = np.unique(np.concatenate([np.empty(0, dtype=np.uint64), *owners]))
    wanted = np.ones(len(digests), dtype=np.bool_)
    postings = [np.empty(0, dtype=np.uint64)]
    for (index, _), mine in zip(parts, owners, strict=True):
        texts = np.searchsorted(digests, index.digests)
        taken = np.isin(index.digests, mine)
        taken[taken] = wanted[texts[taken]]
        wanted[texts[taken]] = False
        postings += index.postings(np.where(taken, texts, -1))
    rows = np.concatenate([np.empty(0, dtype=np.int64), *(new[new >= 0] for new in news)])
    texts = np.searchsorted(digests, np.concatenate([np.empty(0, dtype=np.uint64), *owners]))
    order = np.argsort(rows)
    return _arrays(postings, digests, texts[order], rows[order])


def _keys(high: NDArray[np.integer], low: NDArray[np.integer]) -> Keys:
    keys: Keys = high.astype(np.uint64) << _HIGH | low.astype(np.uint64)
    return keys


def _high(keys: Keys) -> Hashes:
    return (keys >> _HIGH).astype("<u4")


def _parted(keys: Keys, apart: NDArray[np.bool_]) -> tuple[Keys, Keys]:
    return keys[~apart], keys[apart]


def _arrays(
    postings: Sequence[Keys], digests: Digests, texts: Numbers, rows: Numbers
) -> dict[str, NDArray[Any]]:
    """Put hash and text of every posting, and text and row of every passage, in order."""
    keys = np.concatenate(postings)
    keys.sort()
    keys, fragments = _parted(keys, of_kind(_high(keys), FRAGMENT))
    short = of_kind(_high(keys), SHORT)
    of_short = np.zeros(len(digests), dtype=np.bool_)
    of_short[keys[short].astype("<u4")] = True
    keys, bridges = _parted(keys, of_short[keys.astype("<u4")] & ~short)
    sizes = np.bincount(keys.astype("<u4"), minlength=len(digests))
    counts = np.bincount(texts, minlength=len(digests))
    return {
        HASHES: _high(keys),
        TEXTS: keys.astype("<u4").view("<i4"),
        BRIDGE_HASHES: _high(bridges),
        BRIDGE_TEXTS: bridges.astype("<u4").view("<i4"),
        FRAGMENT_HASHES: _high(fragments),
        FRAGMENT_TEXTS: fragments.astype("<u4").view("<i4"),
        DIGESTS: digests.astype("<u8"),
        SIZES: sizes.astype("<i4"),
        TWINS: rows[np.argsort(texts, kind="stable")].astype("<i4"),
        TWIN_STARTS: np.concatenate([[0], np.cumsum(counts)]).astype("<i4"),
    }


class PrintIndex:
    """The prints of one segment. Shared between threads.

    Text t has the digest `digests[t]` (rising) and `sizes[t]` prints; it is that of the passages
    `twins[twin_starts[t]:twin_starts[t + 1]]` (rows, rising). Posting i says that `hashes[i]`
    (rising) is a print of `texts[i]`. The `bridge` postings are the LONG prints of short texts,
    for finding pairs, the `fragment` ones the FRAGMENT prints of all; they are not counted in
    `sizes`.
    """

    def __init__(self, arrays: Arrays, live: NDArray[np.bool_] | None = None) -> None:
        """Take the arrays that `print_arrays` made, and which rows are to be found (None: all).

        Raises ValueError where the arrays do not agree.
        """
        self.hashes: Hashes = arrays[HASHES]
        self.texts: NDArray[np.int32] = arrays[TEXTS]
        self.bridge_hashes: Hashes = arrays[BRIDGE_HASHES]
        self.bridge_texts: NDArray[np.int32] = arrays[BRIDGE_TEXTS]
        self.fragment_hashes: Hashes = arrays[FRAGMENT_HASHES]
        self.fragment_texts: NDArray[np.int32] = arrays[FRAGMENT_TEXTS]
        self.digests: Digests = arrays[DIGESTS]
        self.sizes: NDArray[np.int32] = arrays[SIZES]
        self.twins: NDArray[np.int32] = arrays[TWINS]
        self.twin_starts: NDArray[np.int32] = arrays[TWIN_STARTS]
        self._live = None if live is None or live.all() else live
        self._live_texts: NDArray[np.bool_] | None = None
        texts = len(self.digests)
        lengths = [len(self.hashes), len(self.bridge_hashes), len(self.fragment_hashes)]
        owners = [len(self.texts), len(self.bridge_texts), len(self.fragment_texts)]
        if lengths != owners or len(self.sizes) != texts:
            raise ValueError("the prints do not agree with their texts")
        if len(self.twin_starts) != texts + 1 or self.twin_starts[-1] != len(self.twins):
            raise ValueError("the texts do not agree with their passages")
        if self._live is not None:
            if len(self._live) <= self.twins.max(initial=-1):
                raise ValueError("not every passage is live or dropped")
            alive = np.logical_or.reduceat(self._live[self.twins], self.twin_starts[:-1])
            self._live_texts = alive

    def find(self, hashes: Hashes) -> tuple[Numbers, Numbers]:
        """Return from where up to where the postings of each print go; a binary search each."""
        return _found(self.hashes, hashes)

    def find_fragments(self, hashes: Hashes) -> tuple[Numbers, Numbers]:
        """Do as `find`, for FRAGMENT prints."""
        return _found(self.fragment_hashes, hashes)

    def holding(self, places: tuple[Numbers, Numbers], most: int) -> tuple[Numbers, Numbers]:
        """Return the live texts that have FRAGMENT prints, and for each which of these; of each
        print (of which `find_fragments` gave the places) at most the first `most` texts.
        """
        begins, counts = places[0], np.minimum(places[1] - places[0], most)
        texts = self.fragment_texts[ranges(begins, counts)].astype(np.int64)
        owners = np.repeat(np.arange(len(begins)), counts)
        if self._live_texts is None:
            return texts, owners
        alive = self._live_texts[texts]
        return texts[alive], owners[alive]

    def living(self) -> Digests:
        """Return the digests of the texts that some live passage has, rising."""
        return self.digests if self._live_texts is None else self.digests[self._live_texts]

    def postings(self, numbers: Numbers, *, how: Winnow | None = None) -> list[Keys]:
        """Return all postings, the bridges as well, of texts with a number that is not negative:
        hash and that number in one, in no order. `how`: only prints that were taken so.
        """
        found = []
        for hashes, texts in (
            (self.hashes, self.texts),
            (self.bridge_hashes, self.bridge_texts),
            (self.fragment_hashes, self.fragment_texts),
        ):
            named = numbers[texts]
            kept = named >= 0
            if how is not None:
                kept &= of_kind(hashes, how)
            found.append(_keys(hashes[kept], named[kept]))
        return found

    def numbers(self, digests: Digests) -> Numbers:
        """Return the numbers of the texts that have these digests, -1 where none has."""
        numbers = self.digests.searchsorted(digests)
        numbers[numbers == len(self.digests)] = -1
        if len(self.digests):
            numbers[self.digests[numbers] != digests] = -1
        return numbers

    def same(self, digest: int) -> NDArray[np.int32]:
        """Return the passages (rows, rising) whose normalised text has this digest."""
        texts = self.numbers(np.array([digest], dtype=np.uint64))
        return self.rows(texts[texts >= 0])[0]

    def rows(self, texts: NDArray[np.integer]) -> tuple[NDArray[np.int32], Numbers]:
        """Return the passages (rows) of some texts, and for each which one of `texts` it has."""
        starts = self.twin_starts[texts].astype(np.int64)
        counts = self.twin_starts[texts + 1] - starts
        rows = self.twins[ranges(starts, counts)]
        owners = np.repeat(np.arange(len(texts)), counts)
        if self._live is None:
            return rows, owners
        alive = self._live[rows]
        return rows[alive], owners[alive]

    def sharing(
        self, places: tuple[Numbers, Numbers], weights: Weights, groups: Numbers
    ) -> tuple[Numbers, Numbers, Weights, Numbers]:
        """Return groups and texts that share prints, with summed weight and number of these.

        `groups` says for each print (of which `find` gave the places) for whom it is followed,
        if it has a weight. Groups rise, and within one texts.
        """
        followed = weights > 0
        starts, counts = places[0][followed], (places[1] - places[0])[followed]
        texts = self.texts[ranges(starts, counts)]
        keys = np.repeat(groups[followed] << 32, counts) | texts
        weighed = np.repeat(weights[followed], counts)
        if self._live_texts is not None:
            alive = self._live_texts[texts]
            keys, weighed = keys[alive], weighed[alive]
        order = np.argsort(keys)
        keys, weighed = keys[order], weighed[order]
        firsts, shared = runs(keys)
        found = keys[firsts]
        scores = np.add.reduceat(weighed, firsts) if len(firsts) else weighed
        return found >> 32, found & 0xFFFFFFFF, scores, shared


def _found(held: Hashes, hashes: Hashes) -> tuple[Numbers, Numbers]:
    order = np.argsort(hashes)  # neighbours are found in what the cache still holds
    begins, ends = np.empty(len(hashes), dtype=np.int64), np.empty(len(hashes), dtype=np.int64)
    begins[order] = held.searchsorted(hashes[order])
    ends[order] = held.searchsorted(hashes[order], side="right")
    return begins, ends


def ranges(starts: Numbers, counts: Numbers) -> Numbers:
    """Return all numbers of ranges that begin at `starts`, one after the other."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()))


def runs(numbers: NDArray[np.integer]) -> tuple[Numbers, Numbers]:
    """Return where each run of equal numbers begins, and how long it is."""
    new = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    firsts = np.flatnonzero(new)
    sizes = np.full(len(firsts), len(numbers))
    sizes[:-1] = firsts[1:]
    sizes -= firsts
    return firsts, sizes
