"""Which passages share most prints with others: candidates, to be compared with care afterwards.

Several segments answer together: how often a print stands is summed over them before one of them
follows it. The rarest prints are followed first, within a budget; nothing is left out for being
common, or the most copied text would be the one that is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.engines.embedded.prints import Numbers, PrintIndex, Weights, runs
from index.prints import SHORT, Digests, Prints, of_kind

BUDGET = 2000  # postings followed on behalf of one passage, for SHORT and for LONG prints each
LIMIT = 30  # texts returned for one passage, likewise
_ALWAYS = 4  # prints followed at any cost: what stands everywhere must still be found
_TOGETHER = 50  # passages that are answered together, so that their postings stay in the cache
_MOST = 2000  # texts followed by one FRAGMENT print
_GRAIN = 1024  # weights are multiples of 1/1024: their sums are exact in any order


@dataclass(frozen=True, slots=True)
class Near:
    """Passages that share prints with those asked about; all arrays are parallel.

    Each is row `rows[i]` of index `indexes[i]` and near to passage `askers[i]`, with `shared[i]`
    prints in common. `scores[i]` is their weight, a little less for a longer text: a measure for
    ordering only. By asker; passages with the very text asked about come first, then the highest
    score; those with one normalised text (`digests`) stand together.
    """

    askers: Numbers
    indexes: Numbers
    rows: Numbers
    digests: Digests
    scores: Weights
    shared: Numbers


class _Texts(NamedTuple):
    """Texts that share prints with a group: the SHORT or the LONG prints of one passage."""

    groups: Numbers
    indexes: Numbers
    texts: Numbers
    digests: Digests
    same: NDArray[np.bool_]  # it is the very text asked about
    scores: Weights
    shared: Numbers

    def at(self, places: Numbers) -> _Texts:
        """Return those at some places."""
        return _Texts(
            self.groups[places],
            self.indexes[places],
            self.texts[places],
            self.digests[places],
            self.same[places],
            self.scores[places],
            self.shared[places],
        )


def nearest(
    indexes: Sequence[PrintIndex], asked: Prints, *, limit: int = LIMIT, budget: int = BUDGET
) -> Near:
    """Return for each passage asked about those that share most with it, in all indexes together.

    At most `limit` texts that were printed SHORT and as many LONG ones; all live passages that
    have one of these texts. The very text asked about is always among them. Each passage is
    answered as if it alone were asked about; many at once cost less.
    """
    firsts = range(0, len(asked), _TOGETHER) or range(1)
    parts = [asked.part(first, min(first + _TOGETHER, len(asked))) for first in firsts]
    found = [_nearest(indexes, part, limit, budget) for part in parts]
    return Near(
        np.concatenate([near.askers + first for near, first in zip(found, firsts, strict=True)]),
        np.concatenate([near.indexes for near in found]),
        np.concatenate([near.rows for near in found]),
        np.concatenate([near.digests for near in found]),
        np.concatenate([near.scores for near in found]),
        np.concatenate([near.shared for near in found]),
    )


def sharing_runs(indexes: Sequence[PrintIndex], asked: Prints, *, limit: int) -> Near:
    """Return for each passage asked about (by its FRAGMENT prints) those that share some of them.

    At most `limit` texts, those with the print that the fewest have first, and all live passages
    that have one of these texts. `scores` are one through the number of texts with that print.
    """
    places = [index.find_fragments(asked.hashes) for index in indexes]
    frequencies = sum((ends - begins for begins, ends in places), np.zeros(len(asked.hashes)))
    askers, found = asked.rows, []
    for number, (index, place) in enumerate(zip(indexes, places, strict=True)):
        texts, owners = index.holding(place, _MOST)
        keys = askers[owners] << 32 | texts
        order = np.lexsort((-frequencies[owners], keys))
        firsts, shared = runs(keys[order])
        lasts = order[firsts + shared - 1]  # of each text the rarest print
        groups, texts = askers[owners[lasts]] << 1, texts[lasts]  # none of them is SHORT
        nothing, digests = np.zeros(len(lasts), dtype=np.bool_), index.digests[texts]
        scores = 1 / frequencies[owners[lasts]]
        numbers = np.full(len(lasts), number)
        found.append(_Texts(groups, numbers, texts, digests, nothing, scores, shared))
    if not found:
        return _near(_none(), indexes)
    return _near(_cut(_Texts(*map(np.concatenate, zip(*found, strict=True))), limit), indexes)


def _none() -> _Texts:
    return _Texts(*(np.empty(0, kind) for kind in "iiiQ?di"))


def _nearest(indexes: Sequence[PrintIndex], asked: Prints, limit: int, budget: int) -> Near:
    groups = asked.rows << 1 | of_kind(asked.hashes, SHORT)
    places = [index.find(asked.hashes) for index in indexes]
    frequencies = np.zeros(len(groups), dtype=np.int64)
    for begins, ends in places:
        frequencies += ends - begins
    passages = sum(len(index.twins) for index in indexes)
    weights = weigh(frequencies, groups, passages, budget=budget)
    found = [
        _sharing(number, index, asked, index.sharing(place, weights, groups), limit)
        for number, (index, place) in enumerate(zip(indexes, places, strict=True))
    ]
    if not found:
        return _near(_none(), indexes)
    return _near(_cut(_Texts(*map(np.concatenate, zip(*found, strict=True))), limit), indexes)


def weigh(frequencies: Numbers, groups: Numbers, passages: int, *, budget: int = BUDGET) -> Weights:
    """Return the weight of each print, 0 for those that are not followed.

    A print that stands in few of all the passages weighs more (inverse document frequency). For
    each group the rarest are followed as long as they stand in at most `budget` texts together;
    the four rarest always are. One that stands nowhere has no weight.
    """
    (standing,) = np.nonzero(frequencies)
    order = standing[np.argsort(groups[standing] << 32 | frequencies[standing], kind="stable")]
    rising = frequencies[order]
    sums = np.cumsum(rising)
    firsts, sizes = runs(groups[order])
    within = sums - np.repeat(sums[firsts] - rising[firsts], sizes)
    followed = within <= budget
    followed |= np.arange(len(order)) - np.repeat(firsts, sizes) < _ALWAYS
    weights = np.zeros(len(frequencies), dtype=np.float64)
    rarity = np.log1p(passages / rising[followed])
    weights[order[followed]] = np.rint(rarity * _GRAIN) / _GRAIN
    return weights


def _sharing(
    number: int,
    index: PrintIndex,
    asked: Prints,
    sharing: tuple[Numbers, Numbers, Weights, Numbers],
    limit: int,
) -> _Texts:
    """Return the texts of one index that may be among the first `limit` of their group."""
    groups, texts, weights, shared = sharing
    same = texts == index.numbers(asked.digests)[groups >> 1]
    # The fourth root, so that of two texts which share the same the shorter is nearer.
    scores = weights / np.sqrt(np.sqrt(index.sizes[texts]))
    firsts, sizes = runs(groups)
    least = np.zeros(len(firsts))
    for run in np.flatnonzero(sizes > limit).tolist():
        first, size = firsts[run], sizes[run]
        least[run] = np.partition(scores[first : first + size], size - limit)[size - limit]
    best = np.flatnonzero(same | (scores >= np.repeat(least, sizes)))
    numbers, texts = np.full(len(best), number), texts[best]
    digests = index.digests[texts]
    return _Texts(groups[best], numbers, texts, digests, same[best], scores[best], shared[best])


def _cut(found: _Texts, limit: int) -> _Texts:
    """Return the first `limit` texts of each group; one that several indexes have counts once."""
    order = np.lexsort((found.indexes, found.digests, -found.scores, ~found.same, found.groups))
    found = found.at(order)
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = found.digests[1:] != found.digests[:-1]
    firsts, sizes = runs(found.groups)
    new[firsts] = True
    counts = np.cumsum(new)
    ranks: Numbers = counts - np.repeat(counts[firsts], sizes)
    return found.at(np.flatnonzero(ranks < limit))


def _near(found: _Texts, indexes: Sequence[PrintIndex]) -> Near:
    """Return the passages that have the texts, in order."""
    rows, owners = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for number, index in enumerate(indexes):
        (mine,) = np.nonzero(found.indexes == number)
        its_rows, its_owners = index.rows(found.texts[mine])
        rows.append(its_rows.astype(np.int64))
        owners.append(mine[its_owners])
    row, owner = np.concatenate(rows), np.concatenate(owners)
    each = found.at(owner)
    askers = each.groups >> 1
    order = np.lexsort((row, each.indexes, each.digests, -each.scores, ~each.same, askers))
    each = each.at(order)
    return Near(each.groups >> 1, each.indexes, row[order], each.digests, each.scores, each.shared)
