"""From the clusters of a scene to a page of them. Texts are read for what is shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue, Places
from index.errors import BadQuery, ReportNotFound
from search import facets
from search.clusters.graph import THRESHOLD, WHOLE, Ints
from search.clusters.members import Members, by_likeness
from search.clusters.model import Cluster, Clusters, ClustersRequest
from search.clusters.scene import LEAST, Scene
from search.reuse.model import Cutoff
from search.reuse.standing import cutoff
from search.scope import searched

ORDERS = ("size", "units", "years", "characters")


def clusters(catalogue: Catalogue, scene: Scene, request: ClustersRequest) -> Clusters:
    """Return a page of clusters. Raises BadQuery (fields order, stock_share)."""
    if request.order not in ORDERS:
        raise BadQuery("bad_parameter", field="order")
    table = scene.clusters
    stock = cutoff(scene.columns, request.stock_share)
    (kept,) = np.nonzero(_passing(scene, request, stock))
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


def _passing(scene: Scene, request: ClustersRequest, stock: Cutoff) -> NDArray[np.bool_]:
    table = scene.clusters
    keep: NDArray[np.bool_] = table.sizes >= max(request.size, LEAST)
    if request.across:
        keep &= table.units >= 2
    if not request.stock and stock.least is not None:
        keep &= table.units < stock.least
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
            )
        )
    return tuple(found)


def _alike(scene: Scene, rows: Ints) -> Ints:
    return scene.grouping.alike[scene.graph.nodes[rows]].astype(np.int64)
