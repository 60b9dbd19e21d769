"""Clusters and heat maps as JSON: the data of `search.clusters.model` in, dictionaries out."""

from __future__ import annotations

from typing_extensions import TypedDict

from search.clusters.model import Cluster, Clusters, HeatCell, HeatMap, HeatPair, Member
from web.reusing import CutoffJson, cutoff_json
from web.schema import ScannedJson, SearchedJson, UnknownFilterJson
from web.shapes import scanned_json, searched_json, unknown_json


class MemberJson(ScannedJson):
    """A passage of a cluster; `similarity` is that to the medoid, 0 to 1."""

    passage_id: int
    report_id: int
    title: str
    unit: str | None
    year: int | None
    text: str
    similarity: float


class StandingJson(TypedDict):
    """A unit in which a cluster stands, and the year of its first passage there."""

    unit: str | None
    year: int | None


class ClusterJson(TypedDict):
    """Passages like one of them, the medoid, which comes first and gives the `id`.

    `passages` may be cut short, `size` is not. `similarity` is the least one to the medoid,
    `units` counts known units, `characters` those of all passages, `length` those of the medoid.
    `standing` are all units in the order in which they used it first, one without a name together.
    """

    id: int
    size: int
    units: int
    years: list[int]
    reports: int
    characters: int
    similarity: float
    stock: bool
    length: int
    standing: list[StandingJson]
    passages: list[MemberJson]


class ClustersJson(TypedDict):
    """A page of clusters; `total` and `passages` count all that pass. `hidden` pass the filters,
    and not what was asked of units, length, forms and stock text.
    """

    clusters: list[ClusterJson]
    total: int
    hidden: int
    passages: int
    threshold: float
    cutoff: CutoffJson
    searched: SearchedJson
    unknown_filters: list[UnknownFilterJson]


class HeatMapJson(TypedDict):
    """`share[r][c]` of the characters of row r stands in column c; null where there is no report.

    It is `covered[r][c] / of[r]`. `rows` and `columns` are values (a unit, a year, a report's
    id), `labels` what to call them.
    """

    by: str
    rows: list[str]
    columns: list[str]
    labels: list[str]
    share: list[list[float | None]]
    covered: list[list[int]]
    of: list[int]
    cutoff: CutoffJson
    searched: SearchedJson
    unknown_filters: list[UnknownFilterJson]


class HeatPairJson(TypedDict):
    """A passage of the row and the most similar one of the column."""

    left: MemberJson
    right: MemberJson


class HeatCellJson(TypedDict):
    """What one cell was counted from; `back` is the same seen from the column."""

    row: str
    column: str
    share: float | None
    covered: int
    of: int
    back: float | None
    back_covered: int
    back_of: int
    total: int
    pairs: list[HeatPairJson]


def clusters_json(found: Clusters) -> ClustersJson:
    """Return a page of clusters."""
    return {
        "clusters": [cluster_json(cluster) for cluster in found.clusters],
        "total": found.total,
        "hidden": found.hidden,
        "passages": found.passages,
        "threshold": found.threshold,
        "cutoff": cutoff_json(found.cutoff),
        "searched": searched_json(found.searched),
        "unknown_filters": unknown_json(found.searched.unknown),
    }


def cluster_json(cluster: Cluster) -> ClusterJson:
    """Return one cluster."""
    return {
        "id": cluster.id,
        "size": cluster.size,
        "units": cluster.units,
        "years": list(cluster.years),
        "reports": cluster.reports,
        "characters": cluster.characters,
        "similarity": cluster.similarity,
        "stock": cluster.stock,
        "length": cluster.length,
        "standing": [{"unit": one.unit, "year": one.year} for one in cluster.standing],
        "passages": [_member(member) for member in cluster.members],
    }


def heatmap_json(heat: HeatMap) -> HeatMapJson:
    """Return a heat map."""
    return {
        "by": heat.by.value,
        "rows": list(heat.rows),
        "columns": list(heat.columns),
        "labels": list(heat.labels),
        "share": [list(row) for row in heat.share],
        "covered": [list(row) for row in heat.covered],
        "of": list(heat.of),
        "cutoff": cutoff_json(heat.cutoff),
        "searched": searched_json(heat.searched),
        "unknown_filters": unknown_json(heat.searched.unknown),
    }


def heat_cell_json(cell: HeatCell) -> HeatCellJson:
    """Return what one cell of a heat map was counted from."""
    return {
        "row": cell.row,
        "column": cell.column,
        "share": cell.share,
        "covered": cell.covered,
        "of": cell.of,
        "back": cell.back,
        "back_covered": cell.back_covered,
        "back_of": cell.back_of,
        "total": cell.total,
        "pairs": [_pair(pair) for pair in cell.pairs],
    }


def _pair(pair: HeatPair) -> HeatPairJson:
    return {"left": _member(pair.left), "right": _member(pair.right)}


def _member(member: Member) -> MemberJson:
    return {
        "passage_id": member.passage_id,
        "report_id": member.report_id,
        "title": member.title,
        "unit": member.unit,
        "year": member.year,
        "text": member.text,
        "similarity": member.similarity,
        **scanned_json(member.scan),
    }
