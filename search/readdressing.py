"""Old addresses go on working: ids of earlier readings lead to the reading that stands.

A report that was read anew has new ids. Links, notes and baskets may hold the old ones, of reports
and of passages; here, and nowhere else, they are turned into those of today.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from typing_extensions import override

from index.errors import ReportNotFound
from index.model import Span
from search.clusters.model import Cluster, Clusters, ClustersRequest, HeatCell, HeatMap, HeatRequest
from search.comparing.asking import UNITS
from search.comparing.following.followed import Several, SeveralRequest, Trail, TrailRequest
from search.comparing.model import Compared, CompareRequest, Comparison, Given
from search.comparing.peers import Peers
from search.exports.asking import Exporting
from search.exports.following import ExportingSeveral
from search.model import ReportRow
from search.reuse.model import (
    Evidence,
    Exclusion,
    Mark,
    Reuse,
    ReuseRequest,
    Similar,
    SimilarRequest,
)

T = TypeVar("T")
_SIDES = ("left", "right")


class Readdressing(Exporting, ExportingSeveral):
    """Asks under today's ids. What each method promises stands where it is inherited from.

    Raises ReportNotFound (`passage_reread`) where a passage has become nothing.
    """

    def report_now(self, report_id: int) -> int:
        """Return the report that stands for an earlier reading; of any other id itself."""
        return self._store.catalogue.report_now(report_id)

    @override
    def similar(self, request: SimilarRequest) -> Similar:
        return super().similar(self._today(request))

    @override
    def reuse(self, request: ReuseRequest, **options: Any) -> Reuse:
        return super().reuse(self._today(request), **options)

    @override
    def export_similar(self, request: SimilarRequest, target: Path, **options: Any) -> int:
        return super().export_similar(self._today(request), target, **options)

    @override
    def evidence(self, report_id: int | None = None) -> Evidence:
        return super().evidence(None if report_id is None else self.report_now(report_id))

    @override
    def exclude(
        self, passage_id: int, *, span: Span | None = None, reason: str, by: str = ""
    ) -> Exclusion:
        return super().exclude(self._very_passage(passage_id), span=span, reason=reason, by=by)

    @override
    def include(self, passage_id: int, *, span: Span | None = None, by: str = "") -> int:
        return super().include(self._very_passage(passage_id), span=span, by=by)

    @override
    def exclusions(self, report_id: int | None = None) -> tuple[Exclusion, ...]:
        return super().exclusions(None if report_id is None else self.report_now(report_id))

    @override
    def mark(self, report_id: int, mark: Mark | None, *, by: str = "") -> None:
        super().mark(self.report_now(report_id), mark, by=by)

    @override
    def compare(self, request: CompareRequest) -> Comparison:
        return super().compare(self._today(request))

    @override
    def several(self, request: SeveralRequest) -> Several:
        return super().several(self._today(request))

    @override
    def trail(self, request: TrailRequest) -> Trail:
        return super().trail(self._today(request))

    @override
    def side(self, given: Given, field: str) -> Compared:
        return super().side(self._today(given), field)

    @override
    def standing(self, report_ids: Iterable[int]) -> tuple[ReportRow, ...]:
        return super().standing(self._reports(report_ids))

    @override
    def peers(self, report_id: int, most: int = UNITS) -> Peers:
        return super().peers(self.report_now(report_id), most)

    @override
    def clusters(self, request: ClustersRequest) -> Clusters:
        return super().clusters(self._today(request))

    @override
    def cluster(self, passage_id: int) -> Cluster:
        return super().cluster(self._passage(passage_id))

    @override
    def heatmap(self, request: HeatRequest) -> HeatMap:
        return super().heatmap(self._today(request))

    @override
    def export_clusters(self, request: ClustersRequest, target: Path, **options: Any) -> int:
        return super().export_clusters(self._today(request), target, **options)

    @override
    def export_heatmap(self, request: HeatRequest, target: Path, **options: Any) -> int:
        return super().export_heatmap(self._today(request), target, **options)

    @override
    def heat_cell(self, request: HeatRequest, row: str, column: str, **page: int) -> HeatCell:
        return super().heat_cell(self._today(request), row, column, **page)

    def _today(self, asked: T) -> T:
        """Return what is asked for with today's ids, wherever it names reports and passages."""
        given: Any = asked
        now: dict[str, Any] = {}
        if getattr(given, "report_id", None) is not None:
            now["report_id"] = self.report_now(given.report_id)
        if getattr(given, "passage_id", None) is not None:
            now["passage_id"] = self._passage(given.passage_id)
        if getattr(given, "reports", ()):
            now["reports"] = self._reports(given.reports)
        if getattr(given, "filters", None):
            now["filters"] = self._today(given.filters)
        if isinstance(given, CompareRequest):
            now |= {side: self._today(getattr(given, side)) for side in _SIDES}
        changed = {name: value for name, value in now.items() if value != getattr(given, name)}
        return replace(given, **changed) if changed else asked

    def _reports(self, report_ids: Iterable[int]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(map(self.report_now, report_ids)))

    def _passage(self, passage_id: int) -> int:
        return self._store.catalogue.passage_now(passage_id)[0]

    def _very_passage(self, passage_id: int) -> int:
        """Return the passage of the very text; what people say of a text is not said of more."""
        found, same = self._store.catalogue.passage_now(passage_id)
        if not same:
            report = self._store.catalogue.live_passage(found)
            number = report[0] if report else None
            raise ReportNotFound("passage_reread", passage=passage_id, report=number)
        return found
