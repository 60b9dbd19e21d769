"""Pairs of texts that share prints, over everything held: candidates, to be compared with care.

Each text follows its rarest prints within a budget, as a passage asked about does (`nearest`), and
of every other print the first few texts only. These are the same few for all that are alike: of
ten thousand variants of one sentence each is paired with the same ones, and so they hang together
without fifty million pairs. Whether two texts share enough is read off short signatures of their
prints. All segments are put together first, so that the pairs do not depend on what is kept where.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.engine import Pairs
from index.engines.embedded.prints import Keys, Numbers, PrintIndex, ranges, runs
from index.prints import LONG, SHORT, Digests, Winnow

BUDGET = 400  # texts followed on behalf of one text by its rarest prints
HUBS = 32  # texts followed by each of its other prints
LEAST = 0.18  # the share of prints (Dice) that texts must have in common, beyond chance
_TOGETHER = 1024  # texts whose pairs are looked for at once
_YIELDED = 500_000  # pairs
_WORDS = 4  # of a signature, 64 bits each
_BITS = 64 * _WORDS
_FULL = np.float32(0.75 * _BITS)  # above, no more is put down to chance: all have most bits set

# Where numbers stand in a key: text and print; pair and how many they share.
_HIGH = np.uint64(32)
_TEXT = np.uint64(28)
_SHARED = np.uint64(8)

Flags = NDArray[np.bool_]
Shares = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Postings:
    """Texts of some segments, and the prints of one kind that several of them have.

    Print p stands in `texts[starts[p]:starts[p] + sizes[p]]` (rising); the rarer ones come first.
    `keys` hold text and print of each posting, rising. For print p of a text bit p % _BITS is set
    in its signature, of which `signatures` hold one word each. Of that, `set_bits` are set; all its
    prints, those that no other text has as well, would set some `most_bits`.
    """

    texts: NDArray[np.uint32]
    starts: Numbers
    sizes: Numbers
    keys: Keys
    signatures: tuple[Keys, ...]
    set_bits: Shares
    most_bits: Shares


def pair_up(
    indexes: Sequence[PrintIndex], *, limit: int, budget: int = BUDGET, hubs: int = HUBS
) -> Iterator[Pairs]:
    """Yield pairs of different live texts, each pair once: at least the `limit` best that each
    text found, by SHORT prints and by LONG ones.
    """
    digests = np.unique(np.concatenate([np.empty(0, np.uint64), *(i.living() for i in indexes)]))
    found = [np.empty(0, dtype=np.uint64)]
    for how in (SHORT, LONG):
        postings = _gathered(indexes, digests, how)
        for first in range(0, len(digests), _TOGETHER):
            found.append(_found(postings, first, limit, budget, hubs))
        del postings
    keys = np.concatenate(found)
    del found
    keys.sort()
    last = np.ones(len(keys), dtype=np.bool_)  # the one with most prints, where both found a pair
    last[:-1] = keys[1:] >> _SHARED != keys[:-1] >> _SHARED
    keys = keys[last]
    for first in range(0, len(keys), _YIELDED):
        lot = keys[first : first + _YIELDED]
        yield Pairs(
            digests[lot >> (_TEXT + _SHARED)],
            digests[lot >> _SHARED & _ones(_TEXT)],
            (lot & _ones(_SHARED)).astype(np.int64),
        )


def _gathered(indexes: Sequence[PrintIndex], digests: Digests, how: Winnow) -> _Postings:
    wanted = np.ones(len(digests), dtype=np.bool_)
    parts = [np.empty(0, dtype=np.uint64)]
    for index in indexes:
        parts += index.postings(_numbered(index, digests, wanted), how=how)
    keys = np.concatenate(parts)
    del parts
    keys.sort()
    texts = keys.astype("<u4")
    counts = np.bincount(texts, minlength=len(digests))
    firsts, sizes = runs(keys >> _HIGH)
    several = sizes > 1
    firsts, sizes = firsts[several], sizes[several]
    order = np.argsort(sizes, kind="stable")
    firsts, sizes = firsts[order], sizes[order]
    keys = texts[ranges(firsts, sizes)].astype(np.uint64) << _HIGH
    keys |= np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    keys.sort()
    signatures = _signatures(keys, len(digests))
    set_bits = sum(map(np.bitwise_count, signatures), np.zeros(len(digests), dtype=np.float32))
    most_bits = (_BITS - _BITS * (1 - 1 / _BITS) ** counts).astype(np.float32)
    most_bits = np.maximum(most_bits, set_bits)
    set_bits = np.minimum(set_bits, _FULL)
    return _Postings(texts, firsts, sizes, keys, signatures, set_bits, most_bits)


def _numbered(index: PrintIndex, digests: Digests, wanted: Flags) -> Numbers:
    """Return the number of each of its texts among all, -1 for those that are not live or that
    another segment has given (no longer in `wanted`).
    """
    numbers = np.full(len(index.digests), -1)
    living = np.flatnonzero(np.isin(index.digests, index.living()))
    mine = np.searchsorted(digests, index.digests[living])
    numbers[living] = np.where(wanted[mine], mine, -1)
    wanted[mine] = False
    return numbers


def _signatures(keys: Keys, texts: int) -> tuple[Keys, ...]:
    signatures = np.empty((_WORDS, texts), dtype=np.uint64)
    for first in range(0, texts, 8 * _TOGETHER):
        last = min(first + 8 * _TOGETHER, texts)
        owners, prints = _slice(keys, first, last)
        bits = np.zeros((last - first, _BITS), dtype=np.uint8)
        bits[owners, prints % _BITS] = 1
        signatures[:, first:last] = np.packbits(bits, axis=1).view(np.uint64).T
    return tuple(signatures)


def _slice(keys: Keys, first: int, last: int) -> tuple[Numbers, Numbers]:
    """Return the postings of texts from `first` up to `last`: texts (from 0) and prints."""
    bounds = np.array([first, last], dtype=np.uint64) << _HIGH
    mine = keys[slice(*np.searchsorted(keys, bounds).tolist())]
    return (mine >> _HIGH).astype(np.int64) - first, (mine & _ones(_HIGH)).astype(np.int64)


def _found(postings: _Postings, first: int, limit: int, budget: int, hubs: int) -> Keys:
    """Return the pairs that texts find from `first` on: left, right and how many prints they
    share.
    """
    last = min(first + _TOGETHER, len(postings.set_bits))
    owners, prints = _slice(postings.keys, first, last)
    sizes = postings.sizes[prints]
    begins, lengths = runs(owners)
    sums = np.cumsum(sizes)
    beyond = sums - np.repeat(sums[begins] - sizes[begins], lengths) > budget
    sizes[beyond] = np.minimum(sizes[beyond], hubs)
    met = postings.texts[ranges(postings.starts[prints], sizes)].astype(np.int64)
    owners += first
    followed = np.add.reduceat(sizes, begins) if len(begins) else sizes
    shares, common = _shares(postings, owners[begins], followed, met)
    owners = np.repeat(owners, sizes)
    some = np.flatnonzero((shares >= LEAST) & (met != owners))
    one, other = owners[some].astype(np.uint64), met[some].astype(np.uint64)
    keys = one << _HIGH | other
    order = np.argsort(keys, kind="stable")
    begins, _ = runs(keys[order])
    each = order[begins]
    best = each[_best(keys[each], shares[some[each]], limit)]
    lefts, rights = np.minimum(one[best], other[best]), np.maximum(one[best], other[best])
    most = np.minimum(common[some[best]], 255).astype(np.uint64)
    pairs: Keys = (lefts << _TEXT | rights) << _SHARED | most
    return pairs


def _shares(
    postings: _Postings, owners: Numbers, followed: Numbers, met: Numbers
) -> tuple[Shares, NDArray[np.int16]]:
    """Return what share of the prints each text has in common with those it met, `followed` many
    for each of `owners`: as far as chance would not set the same bits; and how many bits are set
    in both.
    """
    common = np.zeros(len(met), dtype=np.int16)
    for word in postings.signatures:
        both = np.repeat(word[owners], followed)
        both &= word[met]
        common += np.bitwise_count(both)
    chance = np.repeat(postings.set_bits[owners] / np.float32(_BITS), followed)
    chance *= postings.set_bits[met]
    most = np.repeat(postings.most_bits[owners], followed)
    most += postings.most_bits[met]
    most *= np.float32(0.5)
    most -= chance
    shares = (common - chance) / np.maximum(most, 1)
    return shares.astype(np.float32), common


def _best(keys: Keys, scores: Shares, limit: int) -> Numbers:
    """Return the places of the `limit` best of each owner; the first ones of equals."""
    groups = (keys >> _HIGH).astype(np.int64)
    _, counts = runs(groups)
    crowded = np.repeat(counts > limit, counts)
    (some,) = np.nonzero(crowded)
    some = some[np.lexsort((some, -scores[some], groups[some]))]
    begins, counts = runs(groups[some])
    ranks = np.arange(len(some)) - np.repeat(begins, counts)
    return np.concatenate([np.flatnonzero(~crowded), some[ranks < limit]])


def _ones(bits: np.uint64) -> np.uint64:
    return (np.uint64(1) << bits) - np.uint64(1)
