"""Clusters, heat maps and file evidence of the library in memory: equal texts are alike."""

from __future__ import annotations

import threading
from dataclasses import replace
from math import ceil
from pathlib import Path

from index.errors import BadQuery, ReportNotFound
from index.model import Part
from search.clusters.model import (
    By,
    Cluster,
    Clusters,
    ClustersRequest,
    HeatCell,
    HeatMap,
    HeatPair,
    HeatRequest,
    Member,
)
from search.model import Progress, Report
from search.reuse.model import Cutoff, Evidence, Image


class FakeClustering:
    """What `Library` answers about alike passages. `kept` are its reports by id.

    With `behind` set passages are yet to be compared; `gate` holds that back until it is set.
    """

    kept: dict[int, Report]
    gate: threading.Event
    behind = False
    compared = 0

    def related(self) -> bool:
        return not self.behind

    def relate(self, progress=None, cancelled=None) -> None:
        for done in range(1, 4):
            if progress:
                progress(Progress(done, 3, done, 0.1 * done, ""))
            while not self.gate.wait(0.01):
                if cancelled and cancelled():
                    return
        self.compared += 1
        self.behind = False

    def clusters(self, request: ClustersRequest) -> Clusters:
        found = [one for one in self._found(request.stock_share) if _passes(one, request)]
        order = {"size": "size", "units": "units", "years": "years", "characters": "characters"}
        by = order[request.order]
        found.sort(key=lambda one: -_count(getattr(one, by)))
        page = [
            replace(one, members=one.members[: request.members])
            for one in found[request.offset : request.offset + request.limit]
        ]
        return Clusters(
            tuple(page), len(found), sum(one.size for one in found), 0.6,
            self._cutoff(request.stock_share), self.size(),
        )  # fmt: skip

    def cluster(self, cluster_id: int) -> Cluster:
        for one in self._found(None):
            if one.id == cluster_id:
                return one
        raise ReportNotFound("no_such_passage", passage=cluster_id)

    def heatmap(self, request: HeatRequest) -> HeatMap:
        names = self._names(request)
        of = [
            sum(len(m.text) for m in self._members() if _value(m, request.by) == n) for n in names
        ]
        covered = [[self._shared(request, row, column) for column in names] for row in names]
        share = [[one / of[r] if of[r] else None for one in row] for r, row in enumerate(covered)]
        return HeatMap(
            request.by, names, names, names, tuple(map(tuple, share)), tuple(map(tuple, covered)),
            tuple(of), self._cutoff(request.stock_share), self.size(),
        )  # fmt: skip

    def heat_cell(self, request: HeatRequest, row, column, *, limit=20, offset=0) -> HeatCell:
        heat = self.heatmap(request)
        if row not in heat.rows:
            raise BadQuery("bad_parameter", field="row")
        if column not in heat.columns:
            raise BadQuery("bad_parameter", field="column")
        r, c = heat.rows.index(row), heat.columns.index(column)
        pairs = self._pairs(request, row, column)
        return HeatCell(
            row, column, heat.share[r][c], heat.covered[r][c], heat.of[r], heat.share[c][r],
            heat.covered[c][r], heat.of[c], tuple(pairs[offset : offset + limit]), len(pairs),
        )  # fmt: skip

    def evidence(self, report_id: int | None = None) -> Evidence:
        """All files have one author; the first two reports share an image."""
        ids = tuple(sorted(self.kept))
        if report_id is not None:
            self.report(report_id)
        shared = ids[:2] if report_id is None or report_id in ids[:2] else ()
        images = (Image("ab" * 32, "image/png", 2048, 120, 80, shared),) if shared else ()
        rows = {one: self.kept[one].row for one in ids}
        facts = {one: (f.facts.author, f.facts.last_editor, f.facts.created, None)
                 for one, f in self.kept.items()}  # fmt: skip
        authors = (("张三", ids),) if len(ids) > 1 else ()
        return Evidence(authors, (), images, rows, facts, ())

    def export_clusters(self, request: ClustersRequest, target: Path, **_options: object) -> int:
        found = self.clusters(request).clusters
        target.write_text("\n".join(one.members[0].text for one in found), encoding="utf-8")
        return len(found)

    def export_heatmap(self, request: HeatRequest, target: Path, **_options: object) -> int:
        rows = self.heatmap(request).rows
        target.write_text("\n".join(rows), encoding="utf-8")
        return len(rows)

    def _members(self) -> list[Member]:
        return [
            Member(
                report.first_passage + passage.index, row.id, row.title, row.unit, row.year,
                passage.text, 1.0, passage.index,
            )
            for report in self.kept.values()
            for row in [report.row]
            for passage in report.outline.passages
            if passage.part is Part.BODY
        ]  # fmt: skip

    def _found(self, share: float | None) -> list[Cluster]:
        by_text: dict[str, list[Member]] = {}
        for member in self._members():
            by_text.setdefault(member.text, []).append(member)
        least = self._cutoff(share).least
        found = []
        for text, same in by_text.items():
            units = len({one.unit for one in same} - {None})
            years = tuple(sorted({one.year for one in same} - {None}))
            reports = len({one.report_id for one in same})
            stock = least is not None and units >= least
            if len(same) > 1:
                found.append(
                    Cluster(
                        same[0].passage_id, len(same), units, years, reports,
                        len(text) * len(same), 1.0, stock, tuple(same),
                    )
                )  # fmt: skip
        return found

    def _cutoff(self, share: float | None) -> Cutoff:
        units = len({report.row.unit for report in self.kept.values()} - {None})
        share = share or 0.2
        return Cutoff(units, share, max(8, ceil(share * units)) if units >= 8 else None)

    def _names(self, request: HeatRequest) -> tuple[str, ...]:
        return tuple(sorted({_value(one, request.by) for one in self._members()} - {""}))

    def _shared(self, request: HeatRequest, row: str, column: str) -> int:
        return sum(len(pair.left.text) for pair in self._pairs(request, row, column))

    def _pairs(self, request: HeatRequest, row: str, column: str) -> list[HeatPair]:
        there: dict[str, list[Member]] = {}
        for one in self._members():
            if _value(one, request.by) == column:
                there.setdefault(one.text, []).append(one)
        pairs = []
        for one in self._members():
            others = [m for m in there.get(one.text, ()) if m.report_id != one.report_id]
            if _value(one, request.by) == row and others:
                pairs.append(HeatPair(one, others[0]))
        return sorted(pairs, key=lambda pair: -len(pair.left.text))


def _passes(one: Cluster, request: ClustersRequest) -> bool:
    fitting = [
        m
        for m in one.members
        if (not request.filters.years or m.year in request.filters.years)
        and (not request.filters.units or m.unit in request.filters.units)
    ]
    return (
        one.size >= request.size
        and len(fitting) >= 2
        and (request.stock or not one.stock)
        and (not request.across or one.units >= 2)
    )


def _count(value: int | tuple[int, ...]) -> int:
    return value if isinstance(value, int) else len(value)


def _value(member: Member, by: By) -> str:
    return str({By.UNIT: member.unit, By.YEAR: member.year, By.REPORT: member.report_id}[by] or "")
