"""Fragments: what stands in two passages to the letter, however little else they have in common.

A fragment is a run of normalised characters, as long as a sentence. One that many units have says
nothing: from how many on is said by `Cutoff.fragments`, which is far below that of whole passages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.normal import FIGURE, Normals
from index.prints import FRAGMENT
from search.matching import BELOW, Compared, Verdict
from search.tiles import Tile

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

SHORTEST = FRAGMENT.whole  # normalised characters in a row …
_PLAIN = 18  # … that are no figures

# Odd numbers without a pattern: one for each doubling of the piece that is hashed.
_FACTORS = tuple(
    map(
        np.uint64,
        (
            0x9E3779B97F4A7C15,
            0xBF58476D1CE4E5B9,
            0x94D049BB133111EB,
            0xD6E8FEB86659FD93,
            0xA0761D6478BD642F,
        ),
    )
)
_MIDDLE = np.uint64(29)


class Runs(NamedTuple):
    """Runs that pairs of texts have in common, by pair, then as they stand in the left text.

    Run i stands in the texts of pair `pairs[i]`, `sizes[i]` characters from `lefts[i]` and from
    `rights[i]` on. Those of one pair do not overlap in the left text.
    """

    pairs: Ints
    lefts: Ints
    rights: Ints
    sizes: Ints

    def of_pairs(self) -> Iterator[tuple[int, tuple[Tile, ...]]]:
        """Yield each pair that has some, and its runs."""
        for first, last in _groups(self.pairs):
            columns = (one[first:last].tolist() for one in (self.lefts, self.rights, self.sizes))
            yield int(self.pairs[first]), tuple(map(Tile, *columns))


def common_runs(asked: Normals, askers: Ints, held: Normals, candidates: Ints) -> Runs:
    """Return the runs of SHORTEST characters and more, _PLAIN of them no figures, that text
    `askers[i]` of asked and text `candidates[i]` of held have in common, for each pair i.

    Every character of the asked text that stands in such a run is in one of the runs returned.
    """
    mine, their = _hashes(asked), _hashes(held)
    texts = np.repeat(np.arange(len(held)), np.diff(held.starts))
    (places,) = np.nonzero(np.isin(their, np.unique(mine[mine > 0])))
    # Where a text repeats itself its first place stands for all.
    keys = np.lexsort((places, their[places], texts[places]))
    places = places[keys]
    new = np.ones(len(places), dtype=np.bool_)
    new[1:] = (their[places[1:]] != their[places[:-1]]) | (texts[places[1:]] != texts[places[:-1]])
    places = places[new]
    rows = np.argsort(their[places], kind="stable")
    places = places[rows]
    hashes = their[places]
    found = [np.empty((3, 0), dtype=np.int64)]
    wanted = np.full(len(held), -1)  # the pair of one asker and each held text
    order = np.lexsort((candidates, askers))
    for first, last in _groups(askers[order]):
        pairs = order[first:last]
        start, end = asked.starts[askers[pairs[0]]], asked.starts[askers[pairs[0]] + 1]
        own = mine[start:end]
        begins, ends = hashes.searchsorted(own), hashes.searchsorted(own, side="right")
        counts = np.where(own > 0, ends - begins, 0)
        at = np.repeat(np.arange(len(own)), counts)
        before = np.cumsum(counts) - counts
        there = places[np.repeat(begins - before, counts) + np.arange(int(counts.sum()))]
        wanted[candidates[pairs]] = pairs
        pair = wanted[texts[there]]
        wanted[candidates[pairs]] = -1
        keep = pair >= 0
        found.append(np.stack([pair[keep], at[keep], there[keep]]))
    return _joined(asked, askers, held, candidates, np.concatenate(found, axis=1))


def as_compared(asked: str, held: str, runs: Sequence[Tile]) -> Compared:
    """Return what is said of two normalised texts that have nothing but runs in common."""
    shown: list[Tile] = []
    taken: list[tuple[int, int]] = []
    for run in sorted(runs, key=lambda one: -one.size):
        start, end = run.right, run.right + run.size
        if all(end <= one or other <= start for one, other in taken):
            taken.append((start, end))
            shown.append(run)
    share = sum(run.size for run in shown) / min(len(asked), len(held))
    score = min(share, BELOW)
    return Compared(score, Verdict.FRAGMENT, tuple((run,) for run in sorted(shown)), turned=False)


def _groups(numbers: Ints) -> Iterator[tuple[int, int]]:
    """Yield from where up to where equal numbers stand."""
    edges = np.flatnonzero(np.diff(numbers, prepend=-1, append=-1)).tolist()
    yield from pairwise(edges)


def _joined(asked: Normals, askers: Ints, held: Normals, candidates: Ints, met: Ints) -> Runs:
    """Join pieces that follow one another on both sides, and cut what overlaps on the left."""
    pairs, lefts, rights = met
    rights = rights - held.starts[candidates[pairs]]
    order = np.lexsort((lefts, pairs))
    pairs, lefts, rights = pairs[order], lefts[order], rights[order]
    goes_on = (pairs[1:] == pairs[:-1]) & (lefts[1:] == lefts[:-1] + 1)
    goes_on &= rights[1:] == rights[:-1] + 1
    firsts = np.flatnonzero(np.concatenate([np.ones(min(len(pairs), 1), np.bool_), ~goes_on]))
    sizes = np.diff(np.append(firsts, len(pairs))) + SHORTEST - 1
    pairs, lefts, rights = pairs[firsts], lefts[firsts], rights[firsts]
    plain = np.concatenate([[0], np.cumsum(asked.codes != ord(FIGURE))])
    starts = asked.starts[askers[pairs]] + lefts
    worth = plain[starts + sizes] - plain[starts] >= _PLAIN
    pairs, lefts, rights, sizes = (one[worth] for one in (pairs, lefts, rights, sizes))
    over = np.zeros(len(pairs), dtype=np.int64)
    over[1:] = np.where(pairs[1:] == pairs[:-1], (lefts + sizes)[:-1] - lefts[1:], 0)
    over = np.maximum(over, 0)
    return Runs(pairs, lefts + over, rights + over, sizes - over)


def _hashes(normals: Normals) -> Hashes:
    """Return a number for the SHORTEST characters from each character on, 0 where the text ends
    before.
    """
    codes, total = normals.codes, len(normals.codes)
    hashes: dict[int, Hashes] = {1: codes.astype(np.uint64)}
    size = 1
    for factor in _FACTORS[:4]:
        hashes[2 * size] = _paired(hashes[size], hashes[size], size, factor)
        size *= 2
    whole = _paired(hashes[16], hashes[8], 16, _FACTORS[4])
    left = np.repeat(normals.starts[1:], np.diff(normals.starts)) - np.arange(total)
    whole[left < SHORTEST] = 0
    return whole


def _paired(first: Hashes, second: Hashes, away: int, factor: np.uint64) -> Hashes:
    """Hash each number with the one of `second` so far behind it; past the end there is none."""
    both = first * factor
    both[:-away] += second[away:]
    both ^= both >> _MIDDLE
    return both
