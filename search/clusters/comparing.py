"""Many texts against one another: which pairs are alike, and by how much.

Most pairs that share prints are not alike. A sketch of each text says so of nine in ten of them,
and never of one that is: the characters of a text fall into 512 buckets, and every bucket that
only one of two texts has costs an edit at least.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.normal import FIGURE, Normals, normalise_many
from search.clusters.graph import THRESHOLD, WHOLE, Ints
from search.likeness import common_shares

TOGETHER = 4_000  # texts normalised at once: some 300,000 characters
_AT_ONCE = 100_000  # pairs looked at together
_BUCKETS = 512
_SPREAD = np.uint32(0x9E3779B1)  # an odd number without a pattern: its upper bits mix well
_SHIFT = np.uint32(32 - _BUCKETS.bit_length() + 1)
_EDITS = 1 - THRESHOLD + 1e-9  # of both texts' characters, at most
_PARALLEL = 5_000  # pairs from which all cores are worth their while


class Shelf:
    """Texts made ready to be compared with one another; text i is the i-th that was put there.

    Takes some 350 bytes a text of usual length.
    """

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._lengths = _Column(np.empty(0, dtype=np.int64))
        self._figures = _Column(np.empty(0, dtype=np.int64))
        self._sketches = _Column(np.empty((0, _BUCKETS // 64), dtype=np.uint64))

    def __len__(self) -> int:
        return len(self._texts)

    def put(self, texts: Iterable[str]) -> None:
        """Put passages there; they are normalised here."""
        lot = list(texts)
        for start in range(0, len(lot), TOGETHER):
            normals = normalise_many(lot[start : start + TOGETHER])
            whole = normals.codes.tobytes().decode("utf-32-le", "surrogatepass")
            ends = normals.starts.tolist()
            self._texts.extend(whole[start:end] for start, end in pairwise(ends))
            self._lengths.put(np.diff(normals.starts))
            self._figures.put(_figures(normals))
            self._sketches.put(_sketches(normals))

    @property
    def sizes(self) -> Ints:
        """Return how many characters each text has, figures and masks not counted."""
        sizes: Ints = self._lengths.all - self._figures.all
        return sizes

    def alike(self, lefts: Ints, rights: Ints) -> tuple[Ints, NDArray[np.uint16]]:
        """Return which pairs are alike (their places, rising), by how many ten-thousandths."""
        places, alike = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.uint16)]
        for start in range(0, len(lefts), _AT_ONCE):
            lot = slice(start, start + _AT_ONCE)
            some = self._perhaps(lefts[lot], rights[lot]) + start
            scores = common_shares(
                [self._texts[one] for one in lefts[some].tolist()],
                [self._texts[one] for one in rights[some].tolist()],
                least=THRESHOLD,
                workers=-1 if len(some) > _PARALLEL else 1,
            )
            (found,) = np.nonzero(scores)
            places.append(some[found])
            # A share is a fraction of two small numbers: it is not cut below what it is.
            alike.append((scores[found] * WHOLE + 1e-6).astype(np.uint16))
        return np.concatenate(places), np.concatenate(alike)

    def _perhaps(self, lefts: Ints, rights: Ints) -> Ints:
        """Return the places of the pairs whose sketches allow that they are alike."""
        lengths, sketches = self._lengths.all, self._sketches.all
        most = (lengths[lefts] + lengths[rights]) * _EDITS
        differing = np.bitwise_count(sketches[lefts] ^ sketches[rights])
        found: Ints = np.flatnonzero(differing.sum(axis=1, dtype=np.int64) <= most)
        return found


class _Column:
    """An array that grows by lots."""

    def __init__(self, start: NDArray[Any]) -> None:
        self._lots = [start]

    def put(self, lot: NDArray[Any]) -> None:
        self._lots.append(lot)

    @property
    def all(self) -> NDArray[Any]:
        if len(self._lots) > 1:
            self._lots = [np.concatenate(self._lots)]
        return self._lots[0]


def _sketches(normals: Normals) -> NDArray[np.uint64]:
    """Return 512 bits for each text: into which buckets its characters fall."""
    buckets = (normals.codes * _SPREAD) >> _SHIFT
    marked = np.zeros((len(normals), _BUCKETS), dtype=np.uint8)
    marked[_rows(normals), buckets] = 1
    return np.packbits(marked, axis=1).view(np.uint64)


def _figures(normals: Normals) -> Ints:
    rows = _rows(normals)[normals.codes == ord(FIGURE)]
    return np.bincount(rows, minlength=len(normals))


def _rows(normals: Normals) -> Ints:
    return np.repeat(np.arange(len(normals)), np.diff(normals.starts))
