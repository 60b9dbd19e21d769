"""From the clusters of a scene to a page of them. Texts are read for what is shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue, Places
from index.errors import BadQuery, ReportNotFound
from search import facets
from search.clusters.forms import formal
from search.clusters.graph import THRESHOLD, WHOLE, Ints
from search.clusters.members import Members, by_likeness
from search.clusters.model import ORDERS, Cluster, Clusters, ClustersRequest, Standing
from search.clusters.scene import LEAST, Scene
from search.reuse.model import Cutoff
from search.reuse.standing import cutoff
from search.scope import searched


def clusters(catalogue: Catalogue, scene: Scene, request: ClustersRequest) -> Clusters:
    """Return a page of clusters. Raises BadQuery (fields order, stock_share)."""
    if request.order not in ORDERS:
        raise BadQuery("bad_parameter", field="order")
    table = scene.clusters
    stock = cutoff(scene.columns, request.stock_share)
    filtered = _filtered(scene, request)
    passing = filtered & _telling(scene, request, stock)
    if not request.forms:
        passing[passing] = ~formal(catalogue, scene, np.flatnonzero(passing))
    (kept,) = np.nonzero(passing)
    most = getattr(table, "sizes" if request.order == "size" else request.order)
    order = np.lexsort((table.ids[kept], -table.sizes[kept], -most[kept]))
    page = kept[order][request.offset : request.offset + request.limit].tolist()
    return Clusters(
        clusters=_drawn(catalogue, scene, page, stock, request.members),
        total=len(kept),
        passages=int(table.sizes[kept].sum()),
        threshold=THRESHOLD,
        cutoff=stock,
        searched=searched(scene.snapshot, request.filters),
        hidden=int(filtered.sum()) - len(kept),
    )


def cluster(catalogue: Catalogue, scene: Scene, passage_id: int) -> Cluster:
    """Return the cluster in which a passage stands, with all its members.

    Raises ReportNotFound where there is no such passage, or nothing is alike with it.
    """
    (row,) = np.nonzero(scene.graph.passages == passage_id)
    if not len(row):
        raise ReportNotFound("no_such_passage", passage=passage_id)
    node = int(scene.graph.nodes[row[0]])
    medoid = scene.grouping.medoids[node] if node >= 0 else -1
    (found,) = np.nonzero(scene.clusters.medoids == medoid)
    if not len(found):
        raise ReportNotFound("no_such_cluster", passage=passage_id)
    return _drawn(catalogue, scene, found.tolist(), cutoff(scene.columns), None)[0]


def _telling(scene: Scene, request: ClustersRequest, stock: Cutoff) -> NDArray[np.bool_]:
    """Say which clusters are asked for by what they are."""
    table = scene.clusters
    keep: NDArray[np.bool_] = table.lengths >= request.length
    if request.across:
        keep &= table.units >= 2
    if not request.stock and stock.least is not None:
        keep &= table.units < stock.least
    if not request.forms:
        keep &= ~table.tabled
    return keep


def _filtered(scene: Scene, request: ClustersRequest) -> NDArray[np.bool_]:
    """Say which clusters are asked for by their size and their reports."""
    table = scene.clusters
    keep: NDArray[np.bool_] = table.sizes >= max(request.size, LEAST)
    if request.filters:
        places = Places(scene.places.report[table.rows], scene.places.passage[table.rows])
        passing = facets.mask(scene.snapshot, places, (request.filters,), ())
        counts = np.bincount(table.owners[passing], minlength=len(table.ids))
        keep &= counts >= LEAST
    return keep


def _drawn(
    catalogue: Catalogue, scene: Scene, chosen: list[int], stock: Cutoff, shown: int | None
) -> tuple[Cluster, ...]:
    table, alike = scene.clusters, scene.grouping.alike
    inside: list[Ints] = []
    for one in chosen:
        rows = table.rows_of(one)
        order = by_likeness(scene, rows, _alike(scene, rows), int(table.ids[one]))
        inside.append(rows[order][:shown])
    member = Members(catalogue, scene, [row for rows in inside for row in rows.tolist()])
    columns = scene.columns
    found = []
    for one, rows in zip(chosen, inside, strict=True):
        years = np.unique(columns.years[scene.places.report[table.rows_of(one)]])
        units = int(table.units[one])
        nodes = scene.graph.nodes[rows]
        found.append(
            Cluster(
                id=int(table.ids[one]),
                size=int(table.sizes[one]),
                units=units,
                years=tuple(y for y in map(columns.year_values.__getitem__, years.tolist()) if y),
                reports=int(table.reports[one]),
                characters=int(table.characters[one]),
                similarity=int(table.alike[one]) / WHOLE,
                stock=stock.least is not None and units >= stock.least,
                members=tuple(map(member, rows.tolist(), alike[nodes].tolist())),
                length=int(table.lengths[one]),
                standing=_standing(scene, table.rows_of(one)),
            )
        )
    return tuple(found)


def _standing(scene: Scene, rows: Ints) -> tuple[Standing, ...]:
    """Return the units of some passages, those that are not known as one, by their first years."""
    columns, reports = scene.columns, scene.places.report[rows]
    codes = columns.units[reports]
    units = np.where(scene.known[codes], codes, 0)
    years = columns.years[reports]
    order = np.lexsort((reports, np.where(years == 0, len(columns.year_values), years)))
    _, firsts = np.unique(units[order], return_index=True)
    return tuple(
        Standing(
            columns.unit_values[units[row]] if units[row] else None, columns.year_values[years[row]]
        )
        for row in order[np.sort(firsts)].tolist()
    )


def _alike(scene: Scene, rows: Ints) -> Ints:
    return scene.grouping.alike[scene.graph.nodes[rows]].astype(np.int64)
