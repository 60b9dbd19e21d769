"""What a heat map is counted from: which passages count, whose row each is, where texts stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Places
from index.errors import BadQuery
from search import facets
from search.clusters.graph import Ints, ranges
from search.clusters.grouping import run_starts
from search.clusters.model import By, HeatRequest
from search.clusters.scene import Scene
from search.model import Filters
from search.reuse.model import Cutoff
from search.reuse.standing import cutoff

MOST_REPORTS = 60
_NONE = np.int64(-1)


@dataclass(frozen=True, eq=False)
class Ground:
    """What a heat map is counted from: the passages that count, and whose row each is.

    Parallel, by passage: `rows` of the scene, `groups` (numbers of `names`), `reports` (rows of
    the catalogue). `hidden` says which nodes are stock that is not counted.
    """

    scene: Scene
    by: By
    filters: Filters
    names: tuple[str, ...]
    labels: tuple[str, ...]
    held: Ints  # reports by group
    rows: Ints
    groups: Ints
    reports: Ints
    hidden: NDArray[np.bool_]
    cutoff: Cutoff

    @property
    def of(self) -> Ints:
        """Return the characters of all passages by group."""
        characters = self.scene.graph.characters[self.rows]
        return np.bincount(self.groups, characters, len(self.names)).astype(np.int64)

    @cached_property
    def standing(self) -> Standing:
        """Return in which groups each text stands."""
        return _standing(self)


@dataclass(frozen=True, slots=True)
class Standing:
    """In which groups texts stand, by node and group: of node n `starts[n]` up to `starts[n + 1]`.

    `lowest` and `highest` are reports (rows): if they are one, it stands in no other there.
    `order` sorts the compared passages of the ground so, and `owners` says of each its entry.
    """

    starts: Ints
    groups: Ints
    characters: Ints
    lowest: Ints
    highest: Ints
    order: Ints
    owners: Ints

    def entries(self, nodes: Ints) -> tuple[Ints, Ints]:
        """Return the entries of some nodes, and which one of `nodes` each is of."""
        counts = self.starts[nodes + 1] - self.starts[nodes]
        return ranges(self.starts[nodes], counts), np.repeat(np.arange(len(nodes)), counts)


def ground(scene: Scene, request: HeatRequest) -> Ground:
    """Return what a request counts. Raises BadQuery (fields stock_share, report)."""
    columns = scene.columns
    chosen = facets.reports(scene.snapshot, (request.filters,), ())
    codes, names, labels = _groups(scene, request.by, chosen)
    of_report = np.full(len(columns.reports), _NONE)
    of_report[chosen] = codes
    places = scene.places
    keep = of_report[places.report] >= 0
    if request.filters.of_passages:
        inside = Places(places.report[keep], places.passage[keep])
        keep[keep] = facets.mask(scene.snapshot, inside, (request.filters,), ())
    (rows,) = np.nonzero(keep)
    least = cutoff(columns, request.stock_share)
    return Ground(
        scene=scene,
        by=request.by,
        filters=request.filters,
        names=names,
        labels=labels,
        held=np.bincount(codes, minlength=len(names)),
        rows=rows,
        groups=of_report[places.report[rows]],
        reports=places.report[rows],
        hidden=scene.stock(None if request.stock else least.least),
        cutoff=least,
    )


def _groups(scene: Scene, by: By, chosen: Ints) -> tuple[Ints, tuple[str, ...], tuple[str, ...]]:
    """Return of each chosen report the number of its row, the rows' values and their labels."""
    columns = scene.columns
    if by is By.REPORT:
        if len(chosen) > MOST_REPORTS:
            raise BadQuery(
                "too_many_reports", field="report", given=len(chosen), limit=MOST_REPORTS
            )
        units, years = columns.units[chosen], columns.years[chosen]
        order = np.lexsort((chosen, years, years == 0, units, units == 0))
        numbers = np.empty(len(chosen), dtype=np.int64)
        numbers[order] = np.arange(len(chosen))
        records = [scene.snapshot.records[row] for row in chosen[order].tolist()]
        labels = [
            one.title if not one.unit or one.unit in one.title else f"{one.unit} {one.title}"
            for one in records
        ]
        return numbers, tuple(str(one.id) for one in records), tuple(labels)
    codes = (columns.units if by is By.UNIT else columns.years)[chosen]
    named = columns.labels.units if by is By.UNIT else columns.labels.years
    held = np.unique(codes)
    held = np.concatenate([held[held > 0], held[held == 0]])  # 0 is no value, and stands last
    numbers = np.empty(len(named), dtype=np.int64)
    numbers[held] = np.arange(len(held))
    names = tuple(named[code] for code in held.tolist())
    return numbers[codes], names, names


def _standing(on: Ground) -> Standing:
    graph = on.scene.graph
    nodes = graph.nodes[on.rows].astype(np.int64)
    (compared,) = np.nonzero(nodes >= 0)
    keys = nodes[compared] << 32 | on.groups[compared]
    by_key = np.argsort(keys, kind="stable")
    order = compared[by_key]
    firsts = run_starts(keys[by_key])
    found = keys[by_key][firsts]
    counts = np.diff(np.append(firsts, len(order)))
    reports = on.reports[order]
    characters = graph.characters[on.rows[order]].astype(np.int64)
    some = len(firsts) > 0
    return Standing(
        starts=np.searchsorted(found >> 32, np.arange(len(graph.digests) + 1)),
        groups=found & 0xFFFFFFFF,
        characters=np.add.reduceat(characters, firsts) if some else characters,
        lowest=np.minimum.reduceat(reports, firsts) if some else reports,
        highest=np.maximum.reduceat(reports, firsts) if some else reports,
        order=order,
        owners=np.repeat(np.arange(len(firsts)), counts),
    )
