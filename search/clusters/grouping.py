"""Clusters of nodes that do not chain: every member is alike with the medoid itself.

Medoids are the texts that stand, with all that are alike with them, in most passages: the
first of all by that order, then the first that is not alike with any before, and so on (the
lexicographically first maximal independent set). Every other text joins the medoid that it is most
alike with. The same graph gives the same clusters, however it came about.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.clusters.graph import WHOLE, Graph, Ints

_LAST = np.int64(2**62)


@dataclass(frozen=True, slots=True)
class Grouping:
    """For each node its medoid (a node; its own where nothing is alike with it), and by how many
    ten-thousandths it is alike with it.
    """

    medoids: Ints
    alike: NDArray[np.uint16]


def group(graph: Graph) -> Grouping:
    """Return the clusters of a graph. Costs a few rounds over those edges still undecided."""
    order = _order(graph)
    ranks = np.zeros(len(graph.digests), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    seen = graph.neighbours
    sources, targets = seen.sources, seen.targets.astype(np.int64)
    medoid = _first_apart(ranks, sources, targets)
    medoids = np.arange(len(ranks))
    alike = np.full(len(ranks), WHOLE, dtype=np.uint16)
    # One number orders the medoids beside a node: the most alike first, then the first by rank.
    (joining,) = np.nonzero(medoid[targets] & ~medoid[sources])
    choice = (WHOLE - seen.alike[joining].astype(np.int64)) << 32 | ranks[targets[joining]]
    firsts = run_starts(sources[joining])
    best = np.minimum.reduceat(choice, firsts) if len(firsts) else choice
    nodes = sources[joining[firsts]]
    medoids[nodes] = order[best & 0xFFFFFFFF]
    alike[nodes] = WHOLE - (best >> 32)
    return Grouping(medoids, alike)


def _order(graph: Graph) -> Ints:
    """Return the nodes that are alike with any, in the order in which medoids are looked for."""
    starts, _ = graph.standing
    passages = np.diff(starts)
    lefts, rights = graph.edges
    nodes = len(graph.digests)
    beside = np.bincount(lefts, passages[rights], nodes).astype(np.int64)
    beside += np.bincount(rights, passages[lefts], nodes).astype(np.int64)
    (some,) = np.nonzero(beside)
    return some[np.argsort(-(passages + beside)[some], kind="stable")]  # nodes rise by digest


def _first_apart(ranks: Ints, sources: Ints, targets: Ints) -> NDArray[np.bool_]:
    """Return the lexicographically first maximal independent set, by rank.

    Edges come from both ends, by source. In each round those are taken that come before all
    their neighbours still undecided, and these neighbours fall out.
    """
    taken = np.ones(len(ranks), dtype=np.bool_)
    undecided = np.zeros(len(ranks), dtype=np.bool_)
    undecided[sources] = True
    taken[sources] = False
    while len(sources):
        firsts = run_starts(sources)
        least = np.full(len(ranks), _LAST)
        least[sources[firsts]] = np.minimum.reduceat(ranks[targets], firsts)
        first = undecided & (ranks < least)
        taken |= first
        undecided &= ~first
        undecided[targets[first[sources]]] = False
        left = undecided[sources] & undecided[targets]
        sources, targets = sources[left], targets[left]
    taken |= undecided  # all their neighbours fell out
    return taken


def run_starts(numbers: Ints) -> Ints:
    """Return where each run of equal numbers begins."""
    new = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    return np.flatnonzero(new)
