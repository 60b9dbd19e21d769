"""The graph of alike passages: which texts of the library are near-duplicates of one another.

Its nodes are normalised texts, so that what is copied a thousand times is one node; an edge says
how alike two are. It knows nothing of units, years or filters, and is the same however the
library came to hold what it holds, given the same edges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Columns
from index.model import Part

THRESHOLD = 0.60
"""Share of common characters (Indel, of normalised texts) from which two texts are alike.

Where `search.matching` draws its line, too. Measured on real reports: of 1,200 pairs around stock
phrases, on one topic or at random none reaches it (.58 at most); of copies with 40 % of the words
edited .99 do (.89 of those below 60 characters), at .65 only .86 (.73).
"""
SHORTEST = 12  # normalised characters of a text that is compared, figures and masks not counted
WHOLE = 10_000  # likeness is kept in ten-thousandths, so that sums are exact in any order
APART = -1  # the node of a passage that is too short to be compared

Ints = NDArray[np.int64]
Bounds = tuple[Ints, Ints]
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, eq=False)
class Graph:
    """Passage i (ids, rising) has `characters[i]` and the text `digests[nodes[i]]`, or APART.

    `digests` rise, and each is that of some passage. Edge j joins the nodes `keys[j] >> 32` and
    `keys[j] & 0xFFFFFFFF` (a lower with a higher one, keys rise); they are alike by `alike[j]`
    ten-thousandths, THRESHOLD at least.
    """

    passages: Ints
    characters: NDArray[np.int32]
    nodes: NDArray[np.int32]
    digests: NDArray[np.uint64]
    keys: NDArray[np.uint64]
    alike: NDArray[np.uint16]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what is kept of it."""
        return {name: getattr(self, name) for name in KEPT}

    def covers(self, bodies: Ints) -> bool:
        """Say whether it holds these passages and no other."""
        return len(bodies) == len(self.passages) and bool((bodies == self.passages).all())

    @property
    def edges(self) -> Bounds:
        """Return the lower and the higher node of every edge."""
        return (self.keys >> _HALF).astype(np.int64), (self.keys & _LOW).astype(np.int64)

    @cached_property
    def neighbours(self) -> Neighbours:
        """Return its edges as seen from each of their ends."""
        lefts, rights = self.edges
        sources, targets = np.concatenate([lefts, rights]), np.concatenate([rights, lefts])
        order = np.argsort(sources << 32 | targets)
        counts = np.bincount(sources, minlength=len(self.digests))
        return Neighbours(
            starts=np.concatenate([[0], np.cumsum(counts)]),
            targets=targets[order].astype(np.int32),
            alike=np.concatenate([self.alike, self.alike])[order],
        )

    @cached_property
    def standing(self) -> tuple[Ints, NDArray[np.int32]]:
        """Return the rows of the passages by node: those of node n are `rows[starts[n]:
        starts[n + 1]]`, rising.
        """
        (compared,) = np.nonzero(self.nodes >= 0)
        nodes = self.nodes[compared]
        counts = np.bincount(nodes, minlength=len(self.digests))
        rows = compared[np.argsort(nodes, kind="stable")].astype(np.int32)
        return np.concatenate([[0], np.cumsum(counts)]), rows


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nodes that node n is alike with: `targets[starts[n]:starts[n + 1]]`, rising."""

    starts: Ints
    targets: NDArray[np.int32]
    alike: NDArray[np.uint16]

    @property
    def sources(self) -> Ints:
        """Return the node that each of `targets` is a neighbour of."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


KEPT = ("passages", "characters", "nodes", "digests", "keys", "alike")
EMPTY = Graph(
    passages=np.empty(0, dtype=np.int64),
    characters=np.empty(0, dtype=np.int32),
    nodes=np.empty(0, dtype=np.int32),
    digests=np.empty(0, dtype=np.uint64),
    keys=np.empty(0, dtype=np.uint64),
    alike=np.empty(0, dtype=np.uint16),
)


def graph_of(arrays: Mapping[str, NDArray[Any]]) -> Graph:
    """Return the graph that was kept as arrays."""
    return Graph(**{name: arrays[name] for name in KEPT})


def edge_keys(one: Ints, other: Ints) -> NDArray[np.uint64]:
    """Return the keys of edges between nodes, whichever is the lower one."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    keys: NDArray[np.uint64] = low.astype(np.uint64) << _HALF | high.astype(np.uint64)
    return keys


def bodies(columns: Columns) -> Ints:
    """Return the ids of all live body passages, rising."""
    body = columns.part_values.index(Part.BODY)
    found: Ints = columns.passage_ids()[columns.parts == body]
    return found


def ranges(starts: Ints, counts: Ints) -> Ints:
    """Return all numbers of ranges that begin at `starts`, one after the other."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()))
