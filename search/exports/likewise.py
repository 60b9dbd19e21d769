"""From an answer about reuse to a finished file: gathered, written beside its place, put there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from index.catalogue import Catalogue, Record
from index.picture import Picture
from search import facets
from search.clusters import answering, cells
from search.clusters.ground import Ground
from search.clusters.model import Cluster, ClustersRequest, HeatCell, HeatMap, HeatRequest
from search.clusters.scene import Scene
from search.exports import (
    CLUSTER_FORMATS,
    HEAT_FORMATS,
    REUSE_FORMATS,
    SIMILAR_FORMATS,
    clusterfiles,
    heatfiles,
    similars,
)
from search.exports.gathering import Cancelled, Steps, Stopped, Told
from search.exports.places import Place, places
from search.exports.reuse import book, page, paper
from search.exports.reuse.dossier import Dossier, called
from search.exports.words import Say
from search.exports.writing import format_of, written
from search.reuse.model import Marked, Reuse, Similar, SimilarRequest

_AT_ONCE = 100  # clusters whose passages are read in one go


def reuse_format(target: Path) -> str:
    """Return the format of a file with a reuse report. Raises BadQuery (`bad_format`)."""
    return format_of(target, REUSE_FORMATS)


def export_reuse(
    picture: Picture,
    found: Reuse,
    marked: Sequence[Marked],
    target: Path,
    *,
    say: Say,
    told: Told | None = None,
    cancelled: Cancelled | None = None,
    overwrite: bool = False,
) -> None:
    """Write a reuse report; when cancelled there is no file. Raises BadQuery, Refused."""
    write = {"html": page.write, "docx": paper.write, "xlsx": book.write}[reuse_format(target)]
    dossier = Dossier(found, _records(picture), marked, say)
    steps = Steps(len(found.passages), told, cancelled)
    with written(target, overwrite=overwrite) as part:
        write(part, dossier, steps)


def export_similar(
    catalogue: Catalogue,
    picture: Picture,
    request: SimilarRequest,
    found: Similar,
    target: Path,
    *,
    say: Say,
    told: Told | None = None,
    cancelled: Cancelled | None = None,
    overwrite: bool = False,
) -> int:
    """Write matches and return how many. Raises BadQuery, Refused, Stopped."""
    kind = format_of(target, SIMILAR_FORMATS)
    at = datetime.now().astimezone()
    about = similars.about(
        request, found, say, at=at, asked_of=_asked_of(catalogue, picture, found, say)
    )
    steps = Steps(len(found.matches), told, cancelled)
    with written(target, overwrite=overwrite) as part:
        if kind == "xlsx":
            similars.to_workbook(part, about, found, steps, say)
        elif kind == "csv":
            similars.to_lines(part, at, found, steps, say)
        else:
            similars.to_paper(part, about, found, steps, say)
    return len(found.matches)


def export_clusters(
    catalogue: Catalogue,
    scene: Scene,
    request: ClustersRequest,
    target: Path,
    *,
    say: Say,
    told: Told | None = None,
    cancelled: Cancelled | None = None,
    overwrite: bool = False,
) -> int:
    """Write all clusters that pass and return how many passages were listed.

    Raises BadQuery, Refused, Stopped.
    """
    kind = format_of(target, CLUSTER_FORMATS)
    at = datetime.now().astimezone()
    most = clusterfiles.MOST_READ if kind == "docx" else clusterfiles.MOST
    gathered = _gathered(catalogue, scene, request, most, cancelled)
    total = sum(len(cluster.members) for cluster, _ in gathered.clusters)
    steps = Steps(total, told, cancelled)
    about = clusterfiles.about(request, gathered, say, at=at, limit=most)
    with written(target, overwrite=overwrite) as part:
        if kind == "xlsx":
            clusterfiles.to_workbook(part, about, gathered, steps, say)
        elif kind == "csv":
            clusterfiles.to_lines(part, at, gathered, steps, say)
        else:
            clusterfiles.to_paper(part, about, gathered, steps, say)
    return total


def export_heatmap(
    catalogue: Catalogue,
    on: Ground,
    found: HeatMap,
    request: HeatRequest,
    target: Path,
    *,
    say: Say,
    told: Told | None = None,
    cancelled: Cancelled | None = None,
    overwrite: bool = False,
) -> int:
    """Write a heat map and return how many rows it has. Raises BadQuery, Refused, Stopped."""
    kind = format_of(target, HEAT_FORMATS)
    at = datetime.now().astimezone()
    steps = Steps(len(found.rows), told, cancelled)
    with written(target, overwrite=overwrite) as part:
        if kind == "csv":
            heatfiles.to_lines(part, at, found, steps, say)
            return len(found.rows)
        snapshot = on.scene.snapshot
        records = {one.id: one for one in snapshot.records}
        pairs: list[tuple[HeatCell, list[Place]]] = []
        for row, column in heatfiles.largest(found):
            steps.step(0)
            cell = cells.heat_cell(
                catalogue, on, found, row, column, limit=heatfiles.PAIRS, offset=0
            )
            members = [one for pair in cell.pairs for one in (pair.left, pair.right)]
            pairs.append((cell, places(catalogue, records, members)))
        chosen = facets.reports(snapshot, (request.filters,), ())
        reports = [snapshot.records[row] for row in chosen.tolist()]
        about = heatfiles.about(request, found, say, at=at)
        heatfiles.to_workbook(part, about, found, pairs, reports, steps, say)
    return len(found.rows)


def _gathered(
    catalogue: Catalogue,
    scene: Scene,
    request: ClustersRequest,
    most: int,
    cancelled: Cancelled | None,
) -> clusterfiles.Gathered:
    """Return clusters of at most `most` passages in all; the last may be cut short."""
    records = {one.id: one for one in scene.snapshot.records}
    listed: list[tuple[Cluster, tuple[Place, ...]]] = []
    room, offset = most, 0
    while True:
        if cancelled is not None and cancelled():
            raise Stopped
        asked = replace(request, limit=_AT_ONCE, offset=offset, members=most)
        found = answering.clusters(catalogue, scene, asked)
        for cluster in found.clusters:
            cut = replace(cluster, members=cluster.members[:room])
            room -= len(cut.members)
            if cut.members:
                listed.append((cut, tuple(places(catalogue, records, cut.members))))
        offset += _AT_ONCE
        if room <= 0 or offset >= found.total:
            bare = replace(found, clusters=())
            return clusterfiles.Gathered(bare, tuple(listed), found.passages - (most - room))


def _asked_of(catalogue: Catalogue, picture: Picture, found: Similar, say: Say) -> str:
    """Return where the passage asked about stands; empty for a text."""
    record = _records(picture).get(found.report_id or 0)
    if record is None or found.passage_id is None:
        return ""
    kept = catalogue.passages([found.passage_id]).get(found.passage_id)
    parts = [called(say, record.unit, record.title, record.year, record.scan)]
    parts += [" › ".join(kept.path)] if kept and kept.path else []
    return "　".join([*parts, record.file, f"SHA-256 {record.sha256}"])


def _records(picture: Picture) -> Mapping[int, Record]:
    return {record.id: record for record in picture.snapshot.records}
