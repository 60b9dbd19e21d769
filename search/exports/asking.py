"""The part of the facade that writes answers about reuse, and comparisons, into files.

What writes workbooks and documents is loaded only where a file is wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.errors import Refused
from search.clusters.asking import Clustering
from search.clusters.model import ClustersRequest, HeatRequest
from search.clusters.relating import Stopped as NotRelated
from search.comparing.asking import Comparing
from search.comparing.model import CompareRequest
from search.exports.words import Say, as_written
from search.model import Progress
from search.reuse.asking import Reusing
from search.reuse.model import ReuseRequest, SimilarRequest

_Told = Callable[[Progress], None] | None
_Cancelled = Callable[[], bool] | None


class Exporting(Reusing, Clustering, Comparing):
    """Files of reuse reports, similar passages, clusters, heat maps and comparisons.

    Each names reports with their files and hashes, sections and paragraphs, says when and over how
    much was searched, and replaces an existing file only with `overwrite`. When cancelled there is
    no file, and 0 is returned. Raises what asking raises, BadQuery (`bad_format`), and Refused
    (`target_exists`, `disk_full`, `cannot_write`).
    """

    def export_reuse(
        self,
        request: ReuseRequest,
        target: Path,
        *,
        say: Say = as_written,
        progress: _Told = None,
        cancelled: _Cancelled = None,
        overwrite: bool = False,
    ) -> int:
        """Write a reuse report (html, docx, xlsx) and return how many passages it has.

        `progress` counts passages, twice: looked up, then written.
        """
        from search.exports import likewise
        from search.exports.gathering import Stopped
        from search.exports.writing import half_of

        likewise.reuse_format(target)
        try:
            found = self.reuse(request, progress=half_of(progress, 0), cancelled=cancelled)
            likewise.export_reuse(
                self._store.picture(),
                found,
                self.marked(),
                target,
                say=say,
                told=half_of(progress, 1),
                cancelled=cancelled,
                overwrite=overwrite,
            )
        except Stopped:
            return 0
        except Refused as refused:
            if refused.key != "cancelled":
                raise
            return 0
        return len(found.passages)

    def export_similar(
        self,
        request: SimilarRequest,
        target: Path,
        *,
        say: Say = as_written,
        progress: _Told = None,
        cancelled: _Cancelled = None,
        overwrite: bool = False,
    ) -> int:
        """Write all similar passages (xlsx, csv, docx), ungrouped, and return how many."""
        from search.exports import likewise, similars
        from search.exports.gathering import Stopped

        most = similars.MOST_READ if target.suffix.lower() == ".docx" else similars.MOST
        found = self.similar(replace(request, grouped=False, limit=most, offset=0))
        try:
            return likewise.export_similar(
                self._store.catalogue,
                self._store.picture(),
                request,
                found,
                target,
                say=say,
                told=progress,
                cancelled=cancelled,
                overwrite=overwrite,
            )
        except Stopped:
            return 0

    def export_clusters(
        self,
        request: ClustersRequest,
        target: Path,
        *,
        say: Say = as_written,
        progress: _Told = None,
        cancelled: _Cancelled = None,
        overwrite: bool = False,
    ) -> int:
        """Write all clusters (xlsx, csv, docx) and return how many passages were listed."""
        from search.exports import likewise
        from search.exports.gathering import Stopped

        try:
            return likewise.export_clusters(
                self._store.catalogue,
                self._scenes.scene(self._store.picture(), None, cancelled),
                request,
                target,
                say=say,
                told=progress,
                cancelled=cancelled,
                overwrite=overwrite,
            )
        except (Stopped, NotRelated):
            return 0

    def export_heatmap(
        self,
        request: HeatRequest,
        target: Path,
        *,
        say: Say = as_written,
        progress: _Told = None,
        cancelled: _Cancelled = None,
        overwrite: bool = False,
    ) -> int:
        """Write a heat map (xlsx, csv) and return how many rows it has."""
        from search.exports import likewise
        from search.exports.gathering import Stopped

        try:
            scene = self._scenes.scene(self._store.picture(), None, cancelled)
            on, counted = self._scenes.counted(scene, request)
            return likewise.export_heatmap(
                self._store.catalogue,
                on,
                counted,
                request,
                target,
                say=say,
                told=progress,
                cancelled=cancelled,
                overwrite=overwrite,
            )
        except (Stopped, NotRelated):
            return 0

    def export_compare(
        self,
        request: CompareRequest,
        target: Path,
        *,
        say: Say = as_written,
        progress: _Told = None,
        cancelled: _Cancelled = None,
        overwrite: bool = False,
    ) -> int:
        """Write a comparison (html, docx, xlsx) and return how many rows it has."""
        from search.exports.comparing import writing
        from search.exports.gathering import Stopped

        writing.compare_format(target)
        found = self.compare(request)
        try:
            writing.export_comparison(
                found,
                target,
                say=say,
                told=progress,
                cancelled=cancelled,
                overwrite=overwrite,
            )
        except Stopped:
            return 0
        return len(found.rows)
