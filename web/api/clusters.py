"""/api/clusters and /api/heatmap: alike passages over the whole library.

Where passages are yet to be compared the answer is 202 with a job; ask again when it is done.
"""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from web import exporting_reuse
from web.api.models import answer
from web.api.reuse_models import (
    ClusterPath,
    ClustersExportQuery,
    ClustersQuery,
    HeatCellQuery,
    HeatExportQuery,
    HeatQuery,
    args_of,
)
from web.api.taking import FILE, accepted, taken
from web.clustering import (
    ClusterJson,
    ClustersJson,
    HeatCellJson,
    HeatMapJson,
    cluster_json,
    clusters_json,
    heat_cell_json,
    heatmap_json,
)
from web.context import the_exports, the_library, the_relating
from web.forms import whole
from web.language import language
from web.openapi import blueprint
from web.relating import unready
from web.reuse_forms import clusters_in, heat_in
from web.schema import JobJson

api = blueprint("clusters", __name__, "/api")

_MOST_PAIRS = 1000
_LATER: Any = {"202": answer(JobJson, "Passages are being compared; ask again when it is done")}


@api.get(
    "/clusters",
    summary="List groups of alike passages",
    responses={
        "200": answer(ClustersJson, "Each passage is like the first of its group"),
        **_LATER,
    },
)
def clusters(query: ClustersQuery) -> Response:
    """The passages listed of a group may be cut short; `/api/clusters/ID` lists all."""
    wanted = clusters_in(args_of(query))
    job = unready(the_library(), the_relating())
    return accepted(job) if job else jsonify(clusters_json(the_library().clusters(wanted)))


@api.get(
    "/clusters/<int:cluster_id>",
    summary="Show a group of alike passages",
    responses={"200": answer(ClusterJson, "All its passages"), **_LATER},
)
def cluster(path: ClusterPath) -> Response:
    """Its id is that of its first passage, the medoid; a later commit may choose another one."""
    job = unready(the_library(), the_relating())
    return accepted(job) if job else jsonify(cluster_json(the_library().cluster(path.cluster_id)))


@api.get(
    "/heatmap",
    summary="Share of reused characters by unit, year or report",
    responses={"200": answer(HeatMapJson, "Rows stand in columns; null is no report"), **_LATER},
)
def heatmap(query: HeatQuery) -> Response:
    """A row's share in its own column is reuse among the reports of that unit (year)."""
    wanted = heat_in(args_of(query))
    job = unready(the_library(), the_relating())
    return accepted(job) if job else jsonify(heatmap_json(the_library().heatmap(wanted)))


@api.get(
    "/heatmap/cell",
    summary="Show what a cell of a heat map was counted from",
    responses={"200": answer(HeatCellJson, "Pairs, the longest first"), **_LATER},
)
def heat_cell(query: HeatCellQuery) -> Response:
    """Seen from the row, and back from the column."""
    wanted = heat_in(args_of(query))
    limit = whole(query.limit, "limit", 1, _MOST_PAIRS, default=20)
    offset = whole(query.offset, "offset", 0, 10**9 - 1, default=0)
    library = the_library()
    job = unready(library, the_relating())
    if job:
        return accepted(job)
    cell = library.heat_cell(wanted, query.row, query.column, limit=limit, offset=offset)
    return jsonify(heat_cell_json(cell))


@api.get("/export/clusters", summary="Take groups of alike passages away", responses=FILE)
def clusters_file(query: ClustersExportQuery) -> Response:
    """All groups that pass, and all their passages."""
    wanted = clusters_in(args_of(query))
    made = exporting_reuse.clusters(the_library(), the_exports(), wanted, query.format, language())
    return taken(made)


@api.get("/export/heatmap", summary="Take a heat map away as a file", responses=FILE)
def heatmap_file(query: HeatExportQuery) -> Response:
    """Shares and the characters that they were counted from."""
    wanted = heat_in(args_of(query))
    made = exporting_reuse.heatmap(the_library(), the_exports(), wanted, query.format, language())
    return taken(made)
