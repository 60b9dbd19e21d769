"""Heat maps: which share of some reports' characters stands, alike, in others'.

A passage counts with as much of its characters as it is alike with the most similar passage of
the column; its own report never counts. Everything is summed in whole ten-thousandths
of characters, node by node and in lots, so that memory depends on the map and not on the library.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from search.clusters.graph import WHOLE, Ints, ranges
from search.clusters.ground import Ground
from search.clusters.grouping import run_starts
from search.clusters.model import HeatMap
from search.scope import searched

_LOT = 1_000_000  # nodes' groups and their pairs that are looked at together


def heatmap(on: Ground) -> HeatMap:
    """Count all cells."""
    size = len(on.names)
    cells = np.zeros(size * size, dtype=np.int64)
    for lot in _lots(on):
        cells += lot
    covered = rounded(cells.reshape(size, size))
    of = on.of
    counted = (of > 0)[:, None] & ~(np.eye(size, dtype=np.bool_) & (on.held < 2)[:, None])
    share = covered / np.maximum(of, 1)[:, None]
    return HeatMap(
        by=on.by,
        rows=on.names,
        columns=on.names,
        labels=on.labels,
        share=tuple(
            tuple((one or 0.0) if there else None for one, there in zip(*row, strict=True))
            for row in zip(share.tolist(), counted.tolist(), strict=True)
        ),
        covered=tuple(map(tuple, covered.tolist())),
        of=tuple(of.tolist()),
        cutoff=on.cutoff,
        searched=searched(on.scene.snapshot, on.filters),
    )


def rounded(parts: Ints) -> Ints:
    """Return whole characters."""
    return (parts + WHOLE // 2) // WHOLE


def _lots(on: Ground) -> Iterator[Ints]:
    """Yield parts of all cells, counted from some nodes each."""
    seen, standing = on.scene.graph.neighbours, on.standing
    mine = np.diff(standing.starts)
    sums = np.concatenate([[0], np.cumsum(mine[seen.targets])])
    reached = mine + sums[seen.starts[1:]] - sums[seen.starts[:-1]]
    # Only a text that stands in another report, or is alike with one that stands, is reused.
    alone = reached == 1
    (one,) = np.nonzero(alone)
    first = standing.starts[one]
    own = mine[one] == 1
    single = np.zeros(len(mine), dtype=np.bool_)
    single[one[own]] = standing.lowest[first[own]] == standing.highest[first[own]]
    (nodes,) = np.nonzero((mine > 0) & ~on.hidden & ~single)
    cost = np.cumsum(reached[nodes] + mine[nodes] * np.minimum(reached[nodes], len(on.names)))
    start = 0
    while start < len(nodes):
        before = cost[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(cost, before + _LOT, side="right")))
        yield _counted(on, nodes[start:end])
        start = end


def _counted(on: Ground, nodes: Ints) -> Ints:
    """Return what the passages of some nodes (rising) add to all cells, in ten-thousandths."""
    standing, size = on.standing, len(on.names)
    owners, entries, alike = reach(on, nodes)
    keys = owners * size + standing.groups[entries]
    order = np.argsort(keys << 16 | (WHOLE - alike))
    keys, entries, alike = keys[order], entries[order], alike[order]
    firsts = run_starts(keys)
    reached, best = keys[firsts], alike[firsts]
    # Other groups: whoever stands there is another report.
    begins = np.searchsorted(reached, np.arange(len(nodes) + 1) * size)
    counts = np.diff(begins)
    mine, of = standing.entries(nodes)
    there = ranges(begins[of], counts[of])
    here = np.repeat(mine, counts[of])
    rows, columns = standing.groups[here], reached[there] % size
    other = rows != columns
    weights = standing.characters[here[other]] * best[there[other]]
    others = np.bincount(rows[other] * size + columns[other], weights, size * size)
    # The own group: for each passage the best of those that stand in another report.
    diagonal, added = _within(on, nodes, keys, firsts, entries, alike)
    own = np.bincount(diagonal * (size + 1), added, size * size)
    cells: Ints = np.rint(others + own).astype(np.int64)  # whole numbers far below 2**53
    return cells


def reach(on: Ground, nodes: Ints) -> tuple[Ints, Ints, Ints]:
    """Return for some nodes all entries of `standing` that they reach: those of the text itself
    and of all that are alike with it. (Which of the nodes, which entry, how alike.)
    """
    seen, standing = on.scene.graph.neighbours, on.standing
    counts = seen.starts[nodes + 1] - seen.starts[nodes]
    edges = ranges(seen.starts[nodes], counts)
    numbers = np.arange(len(nodes))
    owners = np.concatenate([numbers, np.repeat(numbers, counts)])
    targets = np.concatenate([nodes, seen.targets[edges].astype(np.int64)])
    alike = np.concatenate([np.full(len(nodes), WHOLE), seen.alike[edges].astype(np.int64)])
    entries, of = standing.entries(targets)
    return owners[of], entries, alike[of]


def _within(
    on: Ground, nodes: Ints, keys: Ints, firsts: Ints, entries: Ints, alike: Ints
) -> tuple[Ints, Ints]:
    """Return group and ten-thousandths of characters of each passage reused in its own group."""
    standing, size = on.standing, len(on.names)
    # Passages of these nodes, each with the run of what its text reaches in its group.
    mine, owners = standing.entries(nodes)
    runs_of = np.searchsorted(keys[firsts], owners * size + standing.groups[mine])
    lowest, highest = standing.lowest[entries], standing.highest[entries]
    several = lowest != highest
    free = np.maximum.reduceat(np.where(several, alike, 0), firsts)
    # Of texts that stand in one report only: the best, and the best in another report than that.
    lengths = np.diff(np.append(firsts, len(keys)))
    run = np.repeat(np.arange(len(firsts)), lengths)
    only = np.where(several, 0, alike)
    top = np.maximum.reduceat(only, firsts)
    leading = np.where((only == top[run]) & ~several, lowest, np.int64(2**62))
    leader = np.minimum.reduceat(leading, firsts)
    second = np.maximum.reduceat(np.where(lowest == leader[run], 0, only), firsts)
    begins = np.searchsorted(standing.owners, mine)
    counts = np.searchsorted(standing.owners, mine, side="right") - begins
    passages = standing.order[ranges(begins, counts)]
    which = np.repeat(runs_of, counts)
    best = np.where(on.reports[passages] == leader[which], second[which], top[which])
    best = np.maximum(best, free[which])
    characters = on.scene.graph.characters[on.rows[passages]].astype(np.int64)
    return on.groups[passages], characters * best
