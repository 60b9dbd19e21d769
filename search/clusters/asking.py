"""The part of the facade that answers for the library as a whole: clusters and heat maps."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from index.errors import BadQuery
from index.store import Store
from search.clusters import answering, cells
from search.clusters.model import (
    Cluster,
    Clusters,
    ClustersRequest,
    HeatCell,
    HeatMap,
    HeatRequest,
)
from search.clusters.relating import Stopped
from search.clusters.scenes import Scenes
from search.model import Progress


class Clustering:
    """Answers from the graph of alike passages. What asks first may wait for `relate`."""

    _store: Store
    _scenes: Scenes

    def relate(
        self,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Bring the kept graph of alike passages up to date; at once where it is.

        10,000 reports from cold take about a minute, another one some tenths of a second. When
        cancelled all is as before. `progress` counts passages. Raises DamagedHome.
        """
        with suppress(Stopped):
            self._scenes.scene(self._store.picture(), progress, cancelled)

    def related(self) -> bool:
        """Say whether clusters and heat maps can be answered without waiting."""
        return self._scenes.ready(self._store.picture())

    def clusters(self, request: ClustersRequest) -> Clusters:
        """Return a page of clusters, with the first members of each.

        Raises BadQuery (fields order, stock_share).
        """
        scene = self._scenes.scene(self._store.picture())
        return answering.clusters(self._store.catalogue, scene, request)

    def cluster(self, passage_id: int) -> Cluster:
        """Return the cluster in which a passage stands, with all members.

        Raises ReportNotFound where there is no such passage, or nothing is alike with it.
        """
        scene = self._scenes.scene(self._store.picture())
        return answering.cluster(self._store.catalogue, scene, passage_id)

    def heatmap(self, request: HeatRequest) -> HeatMap:
        """Return which share of the characters stands elsewhere, by unit, year or report.

        Raises BadQuery (fields report, stock_share).
        """
        scene = self._scenes.scene(self._store.picture())
        return self._scenes.counted(scene, request)[1]

    def heat_cell(
        self, request: HeatRequest, row: str, column: str, *, limit: int = 20, offset: int = 0
    ) -> HeatCell:
        """Return what one cell was counted from; `row` and `column` are values of the map's rows.

        Raises BadQuery (fields row, column and those of `heatmap`).
        """
        scene = self._scenes.scene(self._store.picture())
        on, counted = self._scenes.counted(scene, request)
        numbers = []
        for field, value in (("row", row), ("column", column)):
            if value not in counted.rows:
                raise BadQuery("bad_parameter", field=field)
            numbers.append(counted.rows.index(value))
        return cells.heat_cell(
            self._store.catalogue, on, counted, *numbers, limit=limit, offset=offset
        )
