"""Which candidates are worth an exact comparison: cheap looks at many pairs together.

Whatever matches passes; most of what shares a few prints with a text does not. The looks are
those of `search.matching`, taken roughly: how many pieces of three characters of the one stand in
the other, the share of common characters, that with a stretch of the longer one, and long runs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.normal import Normals
from search.likeness import common_shares, shares_within
from search.matching import ALIKE, CONTAINED, LONGER, PARTLY, RUN, WITHIN, shares_run

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

_SIZE = 3
_BUCKETS = 1 << 16
_MIX = tuple(map(np.uint32, (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35)))


def sift(asked: Normals, askers: Ints, held: Normals, candidates: Ints) -> Mask:
    """Say for each pair (text `askers[i]` of asked, text `candidates[i]` of held) whether the two
    may match. Askers rise.
    """
    lengths = np.diff(asked.starts)[askers], np.diff(held.starts)[candidates]
    shorter, longer = np.minimum(*lengths), np.maximum(*lengths)
    mine, theirs = _buckets(asked), _buckets(held)
    pieces = _distinct(asked, mine)[askers], _distinct(held, theirs)[candidates]
    least = np.where(lengths[0] < lengths[1], *pieces)
    least[lengths[0] == lengths[1]] = np.minimum(*pieces)[lengths[0] == lengths[1]]
    common = _common(asked, mine, askers, held, theirs, candidates)
    least = np.maximum(least, 1)
    likely: Mask = common >= CONTAINED * least
    # Of both texts' characters no more can be common than the shorter one has.
    (open_,) = np.nonzero(~likely & (2 * shorter >= ALIKE * (shorter + longer)))
    lefts, rights = _texts(asked, askers[open_]), _texts(held, candidates[open_])
    likely[open_] = common_shares(lefts, rights, least=ALIKE) > 0
    (open_,) = np.nonzero(~likely & (common >= PARTLY * least) & (longer >= LONGER * shorter))
    pairs = zip(_texts(asked, askers[open_]), _texts(held, candidates[open_]), strict=True)
    sorted_pairs = [sorted(pair, key=len) for pair in pairs]
    shorts, longs = [short for short, _ in sorted_pairs], [long for _, long in sorted_pairs]
    likely[open_] = shares_within(shorts, longs, least=WITHIN) > 0
    (open_,) = np.nonzero(~likely & (common >= RUN - _SIZE + 1))
    pairs = zip(_texts(asked, askers[open_]), _texts(held, candidates[open_]), strict=True)
    likely[open_] = [shares_run(*pair) for pair in pairs]
    return likely


def _texts(normals: Normals, numbers: Ints) -> list[str]:
    """Return some of the normalised texts, decoded in one go."""
    whole = normals.codes.tobytes().decode("utf-32-le", "surrogatepass")
    starts, ends = normals.starts[numbers].tolist(), normals.starts[numbers + 1].tolist()
    return [whole[start:end] for start, end in zip(starts, ends, strict=True)]


def _distinct(normals: Normals, buckets: NDArray[np.uint32]) -> Ints:
    """Return how many different pieces each text has, or a few less."""
    rows = np.repeat(np.arange(len(normals), dtype=np.uint64), np.diff(normals.starts))
    keys = np.sort((rows << np.uint64(17) | buckets)[buckets < _BUCKETS])
    new = np.ones(len(keys), dtype=np.bool_)
    new[1:] = keys[1:] != keys[:-1]
    return np.bincount((keys[new] >> np.uint64(17)).astype(np.int64), minlength=len(normals))


def _common(
    asked: Normals,
    mine: NDArray[np.uint32],
    askers: Ints,
    held: Normals,
    theirs: NDArray[np.uint32],
    candidates: Ints,
) -> Ints:
    """Return how many pieces of each candidate stand in its asker, repeated ones each time."""
    starts, ends = held.starts[candidates], held.starts[candidates + 1]
    found = np.zeros(len(askers), dtype=np.int64)
    firsts = np.flatnonzero(np.diff(askers, prepend=-1))
    for first, last in zip(firsts, [*firsts[1:], len(askers)], strict=True):
        table = np.zeros(_BUCKETS + 1, dtype=np.int64)
        start, end = asked.starts[askers[first]], asked.starts[askers[first] + 1]
        table[mine[start:end]] = 1
        table[_BUCKETS] = 0
        counts = ends[first:last] - starts[first:last]
        places = np.cumsum(counts) - counts
        rows = np.repeat(starts[first:last] - places, counts) + np.arange(int(counts.sum()))
        sums = np.concatenate([[0], np.cumsum(table[theirs[rows]])])
        found[first:last] = sums[places + counts] - sums[places]
    return found


def _buckets(normals: Normals) -> NDArray[np.uint32]:
    """Return a number for the piece that begins at each character, _BUCKETS for none."""
    codes = normals.codes
    buckets = np.full(len(codes), _BUCKETS, dtype=np.uint32)
    if len(codes) < _SIZE:
        return buckets
    mixed = codes[:-2] * _MIX[0]
    mixed ^= codes[1:-1] * _MIX[1]
    mixed = (mixed ^ codes[2:] * _MIX[2]) * _MIX[0]
    buckets[:-2] = mixed >> np.uint32(16)
    ends = normals.starts[1:]
    for back in (1, 2):
        places = ends - back
        buckets[places[places >= 0]] = _BUCKETS
    return buckets
