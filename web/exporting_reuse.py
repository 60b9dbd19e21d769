"""Reuse reports, similar passages, clusters and heat maps as files, like `web.exporting`."""

from __future__ import annotations

import json
from pathlib import Path

from search.clusters.model import ClustersRequest, HeatRequest
from search.exports import CLUSTER_FORMATS, HEAT_FORMATS, SIMILAR_FORMATS
from search.exports import REUSE_FORMATS as WRITTEN_FORMATS
from search.library import Library
from search.reuse.model import ReuseRequest, SimilarRequest
from web.exporting import Cancelled, Told, check, file_name, made, saying
from web.jobs import Job, Jobs, Made
from web.language import mark, translate
from web.reusing import reuse_json

REUSE_FORMATS = (*WRITTEN_FORMATS, "json")  # the last one is the shape of the API
LONGEST_AT_ONCE = 1_000_000  # characters or bytes of a draft whose report is made at once
_REUSE = mark("查重报告")
_DRAFT = mark("草稿")
_SIMILAR = mark("相似段落")
_CLUSTERS = mark("雷同群")
_HEATMAP = mark("雷同热力图")


def reuse(
    library: Library, jobs: Jobs, wanted: ReuseRequest, kind: str, language: str
) -> Made | Job:
    """Return a reuse report as a file, or the job that makes it.

    Raises BadQuery, Refused, ReportNotFound, UnreadableReport.
    """
    check(kind, REUSE_FORMATS)
    if wanted.report_id is not None:
        about = library.report(wanted.report_id).row.title
    else:
        about = Path(wanted.file).stem or translate(_DRAFT, language)

    def write(path: Path, told: Told | None, cancelled: Cancelled | None) -> int:
        if kind != "json":
            return library.export_reuse(
                wanted, path, progress=told, cancelled=cancelled, say=saying(language)
            )
        found = library.reuse(wanted, progress=told)
        text = json.dumps(reuse_json(found, language), ensure_ascii=False, indent=2)
        path.write_text(text, encoding="utf-8")
        return len(found.passages)

    name = file_name(translate(_REUSE, language), about, kind)
    at_once = len(wanted.data) + len(wanted.text) <= LONGEST_AT_ONCE
    return made(library, jobs, name, write, at_once=at_once)


def similar(
    library: Library, jobs: Jobs, wanted: SimilarRequest, kind: str, language: str
) -> Made | Job:
    """Return all similar passages as a file, whatever limit and offset.

    Raises BadQuery, Refused, ReportNotFound.
    """
    check(kind, SIMILAR_FORMATS)

    def write(path: Path, told: Told | None, cancelled: Cancelled | None) -> int:
        return library.export_similar(
            wanted, path, progress=told, cancelled=cancelled, say=saying(language)
        )

    about = wanted.text.strip() or f"#{wanted.passage_id}"
    name = file_name(translate(_SIMILAR, language), about, kind)
    return made(library, jobs, name, write, at_once=True)


def clusters(
    library: Library, jobs: Jobs, wanted: ClustersRequest, kind: str, language: str
) -> Made | Job:
    """Return the job that writes all clusters into a file: there may be many.

    Raises BadQuery, Refused.
    """
    check(kind, CLUSTER_FORMATS)

    def write(path: Path, told: Told | None, cancelled: Cancelled | None) -> int:
        return library.export_clusters(
            wanted, path, progress=told, cancelled=cancelled, say=saying(language)
        )

    name = file_name(translate(_CLUSTERS, language), "", kind)
    return made(library, jobs, name, write, at_once=False)


def heatmap(
    library: Library, jobs: Jobs, wanted: HeatRequest, kind: str, language: str
) -> Made | Job:
    """Return a heat map as a file, or the job that makes it where passages are yet to be compared.

    Raises BadQuery, Refused.
    """
    check(kind, HEAT_FORMATS)

    def write(path: Path, told: Told | None, cancelled: Cancelled | None) -> int:
        return library.export_heatmap(
            wanted, path, progress=told, cancelled=cancelled, say=saying(language)
        )

    name = file_name(translate(_HEATMAP, language), "", kind)
    return made(library, jobs, name, write, at_once=library.related())
