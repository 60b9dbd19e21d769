"""Posting lists as arrays: in which rows each term stands, and how often. No I/O.

As bytes a list takes little more than one a posting: rows are kept as distances from the one
before, counts less one; what does not fit into a byte follows behind. A list is

    postings, large distances, large counts     three uint32
    distances, large distances                  a byte each; four bytes for each that is 255
    counts, large counts                        likewise; nothing where all are one
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LARGE = 255
_HEAD = 12  # bytes
_ALL_ONE = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Lists:
    """Posting lists one after the other: list i goes from `starts[i]` up to `starts[i + 1]`.

    Within a list rows rise.
    """

    rows: NDArray[np.int32]
    counts: NDArray[np.int32]
    starts: NDArray[np.int64]


def gather(
    terms: NDArray[np.int32], rows: NDArray[np.int32], counts: NDArray[np.int32], size: int
) -> Lists:
    """Put postings given by term number (below `size`) into lists; those of a term rise by row."""
    order = np.argsort(terms, kind="stable")
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(terms, minlength=size), out=starts[1:])
    return Lists(rows[order], counts[order], starts)


def encode(lists: Lists) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the lists as bytes, and where in them each begins (and the last one ends)."""
    sizes = np.diff(lists.starts)
    owners = np.repeat(np.arange(len(sizes)), sizes)
    gaps = lists.rows.astype(np.int64)
    gaps[1:] -= lists.rows[:-1]
    firsts = lists.starts[:-1][sizes > 0]
    gaps[firsts] = lists.rows[firsts]
    more = lists.counts.astype(np.int64) - 1
    wide, often = gaps >= _LARGE, more >= _LARGE
    wides = np.bincount(owners[wide], minlength=len(sizes))
    oftens = np.bincount(owners[often], minlength=len(sizes))
    plain = np.bincount(owners[more > 0], minlength=len(sizes)) == 0
    counted = np.where(plain, 0, sizes)
    lengths = _HEAD + sizes + 4 * wides + counted + 4 * oftens
    places = np.concatenate([[0], np.cumsum(lengths)])
    out = np.zeros(int(places[-1]), dtype=np.uint8)
    head = np.stack([sizes, wides, np.where(plain, _ALL_ONE, oftens)], axis=1).astype("<u4")
    at = places[:-1]
    _scatter(out, at, np.full(len(sizes), _HEAD), head.view(np.uint8).reshape(-1))
    at = at + _HEAD
    _scatter(out, at, sizes, np.minimum(gaps, _LARGE).astype(np.uint8))
    at = at + sizes
    _scatter(out, at, 4 * wides, gaps[wide].astype("<u4").view(np.uint8))
    at = at + 4 * wides
    keep = np.repeat(~plain, sizes)
    _scatter(out, at, counted, np.minimum(more, _LARGE).astype(np.uint8)[keep])
    at = at + counted
    _scatter(out, at, 4 * oftens, more[often].astype("<u4").view(np.uint8))
    return out, places


def decode(data: bytes | NDArray[np.uint8]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return rows and counts of one list. Raises ValueError where it is no list."""
    lists = decode_all(np.frombuffer(data, dtype=np.uint8), np.zeros(1, dtype=np.int64))
    return lists.rows, lists.counts


def decode_all(data: NDArray[np.uint8], places: NDArray[np.int64]) -> Lists:
    """Return the lists that begin at these places. Raises ValueError where one is cut short."""
    if len(places) and int(places.max()) + _HEAD > len(data):
        raise ValueError("posting lists cut short")
    head = _taken(data, places, np.full(len(places), _HEAD)).view("<u4").reshape(-1, 3)
    sizes, wides, oftens = (head[:, column].astype(np.int64) for column in range(3))
    plain = oftens == _ALL_ONE
    oftens[plain] = 0
    counted = np.where(plain, 0, sizes)
    ends = places + _HEAD + sizes + 4 * wides + counted + 4 * oftens
    if len(places) and int(ends.max()) > len(data):
        raise ValueError("posting lists cut short")
    at = places + _HEAD
    gaps = _taken(data, at, sizes).astype(np.int64)
    at = at + sizes
    gaps[gaps == _LARGE] = _taken(data, at, 4 * wides).view("<u4")
    at = at + 4 * wides
    starts = np.concatenate([[0], np.cumsum(sizes)])
    rows = np.cumsum(gaps)
    if len(places) > 1:
        firsts = starts[:-1][sizes > 0]
        before = rows[firsts] - gaps[firsts]
        rows -= np.repeat(before, sizes[sizes > 0])
    counts = np.ones(len(rows), dtype=np.int32)
    if not plain.all():
        more = _taken(data, at, counted).astype(np.int64)
        more[more == _LARGE] = _taken(data, at + counted, 4 * oftens).view("<u4")
        counts[np.repeat(~plain, sizes)] += more.astype(np.int32)
    return Lists(rows.astype(np.int32), counts, starts)


def _inside(places: NDArray[np.int64], lengths: NDArray[Any]) -> NDArray[np.int64]:
    """Return the numbers of all bytes of pieces that begin at `places`, one after the other."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(places - before, lengths) + np.arange(int(lengths.sum()))


def _taken(
    data: NDArray[np.uint8], places: NDArray[np.int64], lengths: NDArray[Any]
) -> NDArray[np.uint8]:
    if len(places) == 1:  # a query reads one list
        start = int(places[0])
        return data[start : start + int(lengths[0])].copy()
    return data[_inside(places, lengths)]


def _scatter(
    out: NDArray[np.uint8],
    places: NDArray[np.int64],
    lengths: NDArray[Any],
    data: NDArray[np.uint8],
) -> None:
    out[_inside(places, lengths)] = data
