"""What one cell of a heat map was counted from: each reused passage with the most similar one."""

from __future__ import annotations

import numpy as np

from index.catalogue import Catalogue
from search.clusters.graph import Ints
from search.clusters.ground import Ground
from search.clusters.grouping import run_starts
from search.clusters.heating import reach
from search.clusters.members import Members
from search.clusters.model import HeatCell, HeatMap, HeatPair


def heat_cell(
    catalogue: Catalogue,
    on: Ground,
    counted: HeatMap,
    row: int,
    column: int,
    *,
    limit: int,
    offset: int,
) -> HeatCell:
    """Return one cell (numbers of rows) of a map that was counted, and a page of its pairs.

    The longest passages come first; of equally similar ones of the column that of the lowest id
    is shown.
    """
    passages, others, alike = pairs_of(on, row, column)
    characters = on.scene.graph.characters[passages]
    order = np.lexsort((passages, -alike, -characters))[offset : offset + limit]
    shown = list(zip(passages[order].tolist(), others[order].tolist(), strict=True))
    member = Members(catalogue, on.scene, [one for pair in shown for one in pair])
    return HeatCell(
        row=counted.rows[row],
        column=counted.columns[column],
        share=counted.share[row][column],
        covered=counted.covered[row][column],
        of=counted.of[row],
        back=counted.share[column][row],
        back_covered=counted.covered[column][row],
        back_of=counted.of[column],
        pairs=tuple(
            HeatPair(member(left, by), member(right, by))
            for (left, right), by in zip(shown, alike[order].tolist(), strict=True)
        ),
        total=len(passages),
    )


def pairs_of(on: Ground, row: int, column: int) -> tuple[Ints, Ints, Ints]:
    """Return the reused passages, the most similar ones (rows of the scene) and how alike."""
    standing, nodes = on.standing, on.scene.graph.nodes[on.rows]
    (mine,) = np.nonzero((on.groups == row) & (nodes >= 0))
    mine = mine[~on.hidden[nodes[mine]]]
    texts, owners = np.unique(nodes[mine], return_inverse=True)
    reached, entries, alike = reach(on, texts.astype(np.int64))
    there = standing.groups[entries] == column
    reached, entries, alike = reached[there], entries[there], alike[there]
    # Of each text in the column its first passage, and its first in another report than that one:
    # no passage needs more to find one outside its own report.
    bounds = np.searchsorted(standing.owners, np.stack([entries, entries + 1]))
    first = standing.order[bounds[0]] if len(entries) else entries
    second = _second(on, bounds)
    reached, alike = np.tile(reached, 2), np.tile(alike, 2)
    found = np.concatenate([first, second])
    some = found >= 0
    reached, alike, found = reached[some], alike[some], found[some]
    order = np.lexsort((found, -alike, reached))
    reached, alike, found = reached[order], alike[order], found[order]
    # The best of each text, and the best in another report than that.
    firsts = run_starts(reached)
    sizes = np.diff(np.append(firsts, len(reached)))
    leader = np.repeat(on.reports[found[firsts]], sizes)
    (rest,) = np.nonzero(on.reports[found] != leader)
    next_best = rest[run_starts(reached[rest])]
    best = np.full((2, len(texts)), -1)
    best[0, reached[firsts]] = firsts
    best[1, reached[next_best]] = next_best
    own = best[0, owners] >= 0
    own &= on.reports[found[best[0, owners]]] == on.reports[mine] if len(found) else False
    chosen = np.where(own, best[1, owners], best[0, owners])
    reused = chosen >= 0
    chosen = chosen[reused]
    return on.rows[mine[reused]], on.rows[found[chosen]], alike[chosen]


def _second(on: Ground, bounds: Ints) -> Ints:
    """Return for each stretch of `standing.order` the first passage that is in another report
    than the stretch's first, -1 where there is none.
    """
    order = on.standing.order
    if not len(order):
        return np.empty(0, dtype=np.int64)
    reports = on.reports[order]
    # Within an entry passages rise by id, and so do their reports.
    changes = np.append(np.flatnonzero(reports[1:] != reports[:-1]) + 1, len(order))
    following = changes[np.searchsorted(changes, bounds[0], side="right")]
    inside = following < bounds[1]
    second: Ints = np.where(inside, order[np.minimum(following, len(order) - 1)], -1)
    return second
