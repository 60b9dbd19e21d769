"""One generation of the library as clusters and heat maps see it: who wrote which alike texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Columns, Places, Snapshot
from search.clusters.graph import Graph, Ints
from search.clusters.grouping import Grouping, group, run_starts
from search.reuse.standing import known

LEAST = 2  # passages of a cluster


@dataclass(frozen=True, eq=False)
class Scene:
    """A snapshot and the graph of all its body passages; row i is the graph's passage i."""

    snapshot: Snapshot
    graph: Graph

    @property
    def columns(self) -> Columns:
        """Return the catalogue's columns."""
        return self.snapshot.columns

    @cached_property
    def places(self) -> Places:
        """Return where each passage stands."""
        return self.columns.places(self.graph.passages)

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Say which unit codes are those of known units."""
        return known(self.columns.unit_values)

    @cached_property
    def grouping(self) -> Grouping:
        """Return to which medoid each node belongs."""
        return group(self.graph)

    @cached_property
    def clusters(self) -> ClusterTable:
        """Return all clusters, counted."""
        return _table(self)

    def stock(self, least: int | None) -> NDArray[np.bool_]:
        """Say which nodes stand, with all that are alike with them, in `least` known units."""
        stock = np.zeros(len(self.graph.digests), dtype=np.bool_)
        if least is None:
            return stock
        starts, rows = self.graph.standing
        seen = self.graph.neighbours
        # Few stand in so many passages as that many units need.
        passages = np.diff(starts)
        sums = np.concatenate([[0], np.cumsum(passages[seen.targets])])
        around = passages + sums[seen.starts[1:]] - sums[seen.starts[:-1]]
        units = self.columns.units[self.places.report]
        for node in np.flatnonzero(around >= least).tolist():
            near = seen.targets[seen.starts[node] : seen.starts[node + 1]]
            held = [units[rows[starts[one] : starts[one + 1]]] for one in (node, *near.tolist())]
            some = np.unique(np.concatenate(held))
            stock[node] = int(self.known[some].sum()) >= least
        return stock


@dataclass(frozen=True, slots=True)
class ClusterTable:
    """Clusters of LEAST passages at least: cluster c has the rows `rows[starts[c]:starts[c + 1]]`.

    `ids` are the lowest passages of the medoids; `units` counts known ones, `years` known ones,
    `alike` is the least likeness to the medoid, in ten-thousandths. `lengths` are characters of
    the passages `ids`, `tabled` says which of these are rows of tables.
    """

    ids: Ints
    medoids: Ints
    starts: Ints
    rows: Ints
    sizes: Ints
    units: Ints
    years: Ints
    reports: Ints
    characters: Ints
    alike: Ints
    lengths: Ints
    tabled: NDArray[np.bool_]

    @property
    def weight(self) -> Ints:
        """Return how much of a text is in how many units."""
        return self.lengths * self.units

    @property
    def owners(self) -> Ints:
        """Return for each of `rows` its cluster."""
        return np.repeat(np.arange(len(self.ids)), self.sizes)

    def rows_of(self, cluster: int) -> Ints:
        """Return the passages (rows, rising) of one cluster."""
        return self.rows[self.starts[cluster] : self.starts[cluster + 1]]


def _table(scene: Scene) -> ClusterTable:
    graph, grouping, columns = scene.graph, scene.grouping, scene.columns
    (rows,) = np.nonzero(graph.nodes >= 0)
    medoids = grouping.medoids[graph.nodes[rows]]
    counts = np.bincount(medoids, minlength=len(graph.digests))
    several = counts[medoids] >= LEAST
    rows, medoids = rows[several], medoids[several]
    order = np.argsort(medoids, kind="stable")
    rows, medoids = rows[order], medoids[order]
    firsts = run_starts(medoids)
    starts = np.append(firsts, len(rows))
    sizes = np.diff(starts)
    owners = np.repeat(np.arange(len(firsts)), sizes)
    reports = scene.places.report[rows]
    units, years = columns.units[reports], columns.years[reports]
    node_starts, standing = graph.standing

    def distinct(codes: Ints, counted: NDArray[np.bool_]) -> Ints:
        pairs = np.sort(owners[counted] << 32 | codes[counted])
        return np.bincount(pairs[run_starts(pairs)] >> 32, minlength=len(firsts))

    def summed(ufunc: np.ufunc, values: NDArray[np.integer]) -> Ints:
        found = ufunc.reduceat(values, firsts) if len(firsts) else values
        return np.asarray(found, dtype=np.int64)

    first = standing[node_starts[medoids[firsts]]]
    return ClusterTable(
        ids=graph.passages[first],
        medoids=medoids[firsts],
        starts=starts,
        rows=rows,
        sizes=sizes,
        units=distinct(units, scene.known[units]),
        years=distinct(years, years > 0),
        reports=distinct(reports, np.ones(len(reports), dtype=np.bool_)),
        characters=summed(np.add, graph.characters[rows].astype(np.int64)),
        alike=summed(np.minimum, grouping.alike[graph.nodes[rows]]),
        lengths=graph.characters[first].astype(np.int64),
        tabled=columns.rows[scene.places.passage[first]],
    )
