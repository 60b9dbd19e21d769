"""One search from the request to the result: find, count, order, show one page of hits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue, Snapshot
from index.model import Part
from index.picture import Picture
from search import facets
from search.finding import Finding, Findings
from search.hinting import hints
from search.hits import hits_of
from search.model import (
    Group,
    Hit,
    Mode,
    RemovedFound,
    Request,
    Result,
    Rung,
    Sort,
    Step,
)
from search.query import parse
from search.removed import check_listed, find_removed, removed_hits
from search.scope import searched
from search.tabled import TablesOf

Ints = NDArray[np.int64]

_NO_ROWS: Ints = np.empty(0, dtype=np.int64)
_SHOWN = 200  # hits of the longest answer that says where rows stand in their tables
_IN_GROUP = 3  # hits shown of each report of a grouped result


def search(catalogue: Catalogue, picture: Picture, findings: Findings, request: Request) -> Result:
    """Answer a request over one picture of the library. Raises BadQuery."""
    check_listed(request)
    finding = findings.of(picture, request)
    query = parse(request.query)
    snapshot = picture.snapshot
    columns = snapshot.columns
    reports = finding.reports
    years = columns.years[reports]
    page, groups = _page(snapshot, finding, request) if not request.removed else (_NO_ROWS, [])
    tables = TablesOf(catalogue) if request.limit <= _SHOWN else None
    hits = hits_of(catalogue, picture, finding, page, tables=tables)
    return Result(
        query=request.query,
        rung=finding.rung,
        passages=len(finding.found.passages),
        occurrences=int(finding.found.occurrences.sum()),
        reports=len(reports),
        units=len(set(columns.units[reports].tolist()) - {0}),
        years=tuple(
            year for code in np.unique(years).tolist() if (year := columns.year_values[code])
        ),
        searched=searched(snapshot, request.filters, query.filters, titles=query.titles),
        facets=facets.count(columns, finding.places),
        hits=hits,
        terms=finding.terms,
        groups=_groups(snapshot, hits, groups),
        removed=_removed(catalogue, picture, request, finding),
        hints=hints(
            request.query, found=finding.rung is Rung.EXACT and len(finding.found.passages) > 0
        ),
    )


def ladder(picture: Picture, findings: Findings, request: Request) -> tuple[Step, ...]:
    """Return what each rung finds under the request's filters."""
    steps = []
    for rung in Rung:
        mode = Mode(rung.value)
        wanted = Request(request.query, mode=mode, filters=request.filters, within=request.within)
        finding = findings.of(picture, wanted)
        occurrences = int(finding.found.occurrences.sum())
        count = len(finding.found.passages)
        steps.append(Step(rung, count, occurrences, len(finding.reports)))
    return tuple(steps)


def _removed(
    catalogue: Catalogue, picture: Picture, request: Request, finding: Finding
) -> RemovedFound:
    apart = find_removed(picture, request, finding)
    if apart is None:
        return RemovedFound()
    rows = _NO_ROWS
    if request.removed:
        last = request.offset + request.limit
        # One piece is as relevant as another.
        sort = None if request.sort is Sort.RELEVANCE else request.sort
        rows = in_order(picture.snapshot, apart, sort, last)[request.offset : last]
    return RemovedFound(
        rung=apart.rung,
        passages=len(apart.found.passages),
        occurrences=int(apart.found.occurrences.sum()),
        reports=len(apart.reports),
        hits=removed_hits(catalogue, picture, apart, rows),
    )


def in_order(snapshot: Snapshot, finding: Finding, sort: Sort | None, first: int = 0) -> Ints:
    """Return the finding's rows in the order asked for; ties stand in reading order.

    With `first` only so many rows are needed: the rest may be missing.
    """
    columns, report = snapshot.columns, finding.places.report
    years = np.array([year or 0 for year in columns.year_values], dtype=np.int64)
    newest = -years[columns.years[report]]
    most = -finding.found.occurrences
    if sort is None:
        sort = Sort.OCCURRENCES if finding.scores is None else Sort.RELEVANCE
    keys: tuple[NDArray[np.generic], ...]  # the first decides
    if finding.scores is not None and sort is not Sort.UNIT:
        best = -finding.scores
        keys = (newest, best) if sort is Sort.YEAR else (best, newest)
    elif sort is Sort.YEAR:
        keys = (newest, most)
    elif sort is Sort.UNIT:
        # Reports of no unit stand last.
        unit = columns.units[report]
        keys = (np.where(unit == 0, len(columns.unit_values), unit), newest)
    elif sort is Sort.RELEVANCE:
        heading = columns.parts[finding.places.passage] == columns.part_values.index(Part.BODY)
        keys = (heading, most, newest)
    else:
        keys = (most, newest)
    return _sorted(keys, first)


def _sorted(keys: Sequence[NDArray[np.generic]], first: int) -> Ints:
    rows = np.arange(len(keys[0]), dtype=np.int64)
    if 0 < first < len(rows) // 8:  # sorting a few hundred thousand passages would take long
        leading = keys[0]
        kept = np.partition(leading, first - 1)[first - 1]
        rows = np.flatnonzero(leading <= kept)
    return rows[np.lexsort([key[rows] for key in reversed(keys)])].astype(np.int64)


def _page(
    snapshot: Snapshot, finding: Finding, request: Request
) -> tuple[Ints, list[tuple[int, int, int]]]:
    """Return the rows of the hits to show and, grouped, (report row, passages, occurrences)
    of every report of the page.
    """
    last = request.offset + request.limit
    if not request.grouped:
        return in_order(snapshot, finding, request.sort, last)[request.offset : last], []
    order = in_order(snapshot, finding, request.sort)
    report = finding.places.report[order]
    reports, begins = np.unique(report, return_index=True)
    rank = begins  # a report stands where its best passage does …
    if request.sort in (None, Sort.OCCURRENCES) and finding.scores is None:
        sums = np.bincount(report, finding.found.occurrences[order])[reports]
        rank = np.lexsort([begins, -sums]).argsort()  # … or by all its occurrences
    chosen = reports[np.argsort(rank, kind="stable")][request.offset : last]
    rows: list[int] = []
    groups = []
    for one in chosen.tolist():
        mine = order[report == one]
        shown = sorted(mine[:_IN_GROUP].tolist())
        occurrences = int(finding.found.occurrences[mine].sum())
        groups.append((one, len(mine), occurrences))
        rows.extend(shown)
    return np.array(rows, dtype=np.int64), groups


def _groups(
    snapshot: Snapshot, hits: Sequence[Hit], groups: Sequence[tuple[int, int, int]]
) -> tuple[Group, ...]:
    found = []
    for row, passages, occurrences in groups:
        record = snapshot.records[row]
        found.append(
            Group(
                report_id=record.id,
                title=record.title,
                year=record.year,
                unit=record.unit,
                kind=record.kind,
                passages=passages,
                occurrences=occurrences,
                hits=tuple(hit for hit in hits if hit.report_id == record.id),
                scan=record.scan,
            )
        )
    return tuple(found)
