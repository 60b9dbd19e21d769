"""The phrase matrix: exact counts of several phrases, by row value and year.

Counts are bincounts over the catalogue's columns; no text is read. A phrase costs one question
to the engine and some microseconds for every thousand passages it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Columns, Record, Snapshot
from index.engine import Phrase, PhraseMatches
from index.errors import BadQuery
from index.picture import Picture
from search import facets
from search.hinting import Hint, hints
from search.model import Axis, Filters, Matrix, MatrixRequest, PhraseCounts, Use
from search.noughts import matches
from search.query import phrase_of
from search.scope import searched

MOST_PHRASES = 200
MOST_REPORTS = 2_000  # rows of a matrix by report
_NOWHERE = -1

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


def matrix(picture: Picture, request: MatrixRequest) -> Matrix:
    """Count phrases over one picture of the library.

    A phrase given twice (however written) is counted once, an empty one not at all. Raises
    BadQuery (field phrase): `no_phrases`, `too_many_phrases`, `nothing_to_find`.
    """
    asked = distinct(request.phrases)
    snapshot = picture.snapshot
    scope = _scope(snapshot, request.filters)
    layout = _layout(snapshot.columns, scope, request.rows)
    found = [_count(matches(picture.view.phrase, phrase), layout) for phrase in asked.values()]
    rows, left_out = layout.rows, 0
    if request.rows is Axis.REPORT:
        rows, left_out = _reports_found(snapshot, found)
    return Matrix(
        axis=request.rows,
        rows=tuple(_name(value, request.rows, snapshot) for value in _values(layout, rows)),
        labels=tuple(_label(value, request.rows, snapshot) for value in _values(layout, rows)),
        columns=layout.years,
        held=_table(layout.held[rows]),
        phrases=tuple(
            _said(text, one, rows, layout) for text, one in zip(asked, found, strict=True)
        ),
        searched=searched(snapshot, request.filters),
        reports=int(scope.reports.sum()),
        left_out=left_out,
        hints=_hints(asked, found),
    )


def _hints(asked: Iterable[str], found: Sequence[_Found]) -> tuple[Hint, ...]:
    """Say whether a phrase holds what stands for any text elsewhere; nothing but # does here."""
    told = (hints(text, found=one.passages > 0) for text, one in zip(asked, found, strict=True))
    return (Hint.WILDCARD,) if any(Hint.WILDCARD in some for some in told) else ()


def distinct(texts: Iterable[str]) -> dict[str, Phrase]:
    """Return the phrases to count, by how they were first written. Raises BadQuery."""
    wanted: dict[Phrase, str] = {}
    for text in texts:
        if text.strip():
            wanted.setdefault(phrase_of(text), text.strip())
    if not wanted:
        raise BadQuery("no_phrases", field="phrase")
    if len(wanted) > MOST_PHRASES:
        raise BadQuery("too_many_phrases", field="phrase", given=len(wanted), limit=MOST_PHRASES)
    return {text: phrase for phrase, text in wanted.items()}


@dataclass(frozen=True, slots=True)
class _Scope:
    """What is counted at all: `reports` of the reports' columns, `passages` of the passages'.

    A report counts when at least one of its passages does.
    """

    reports: Mask
    passages: Mask | None  # None: all of the reports that count


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a passage is counted: row and column codes, and the reports held for each cell.

    `values[row]` is the row's value; `of_report` are the row codes of the reports' columns,
    or None where the row is the passage's role.
    """

    columns: Columns
    scope: _Scope
    values: Sequence[object]
    rows: Ints
    of_report: Ints | None
    years: tuple[int | None, ...]
    year_of: Ints
    held: Ints


@dataclass(frozen=True, slots=True)
class _Found:
    """One phrase: occurrences by cell of the whole layout, and by report."""

    cells: Ints
    by_report: Ints
    passages: int


def _scope(snapshot: Snapshot, filters: Filters) -> _Scope:
    columns = snapshot.columns
    reports = np.zeros(len(columns.reports), dtype=np.bool_)
    reports[facets.reports(snapshot, (filters,), ())] = True
    wanted = facets.passages(columns, (filters,))
    if wanted is None:
        # A report without a passage holds nothing that could be searched.
        return _Scope(reports & (columns.counts > 0), None)
    passages = wanted & np.repeat(reports, columns.counts)
    return _Scope(facets.holding(columns, passages), passages)


def _layout(columns: Columns, scope: _Scope, axis: Axis) -> _Layout:
    years = facets.none_last(np.unique(columns.years[scope.reports]))
    year_of = np.full(len(columns.year_values), _NOWHERE, dtype=np.int64)
    year_of[years] = np.arange(len(years))
    values: Sequence[object]
    if axis is Axis.ROLE:
        values, of_report = columns.role_values, None
        held = np.zeros((len(values), len(years)), dtype=np.int64)
        for code in range(len(values)):
            passages = columns.roles == code
            if scope.passages is not None:
                passages &= scope.passages
            holding = facets.holding(columns, passages) & scope.reports
            held[code] = np.bincount(year_of[columns.years[holding]], minlength=len(years))
        rows = facets.none_last(np.flatnonzero(held.any(axis=1)))
    else:
        values, of_report = _row_codes(columns, axis)
        size = len(values) * len(years)
        cells = of_report[scope.reports] * len(years) + year_of[columns.years[scope.reports]]
        held = np.bincount(cells, minlength=size).reshape(len(values), len(years))
        rows = np.unique(of_report[scope.reports])
        rows = rows if axis is Axis.REPORT else facets.none_last(rows)
    return _Layout(
        columns=columns,
        scope=scope,
        values=values,
        rows=rows.astype(np.int64),
        of_report=of_report,
        years=tuple(columns.year_values[code] for code in years.tolist()),
        year_of=year_of,
        held=held,
    )


def _row_codes(columns: Columns, axis: Axis) -> tuple[Sequence[object], Ints]:
    if axis is Axis.UNIT:
        return columns.unit_values, columns.units
    if axis is Axis.KIND:
        return columns.kind_values, columns.kinds
    return columns.reports.tolist(), np.arange(len(columns.reports), dtype=np.int64)


def _count(matches: PhraseMatches, layout: _Layout) -> _Found:
    columns, scope = layout.columns, layout.scope
    places = columns.places(matches.passages)
    keep = places.live
    keep &= scope.reports[places.report] if len(scope.reports) else False
    if scope.passages is not None:
        keep &= scope.passages[places.passage]
    report, counts = places.report[keep], matches.counts[keep]
    row = (
        columns.roles[places.passage[keep]].astype(np.int64)
        if layout.of_report is None
        else layout.of_report[report]
    )
    cell = row * len(layout.years) + layout.year_of[columns.years[report]]
    return _Found(
        cells=_sums(cell, counts, layout.held.size).reshape(layout.held.shape),
        by_report=_sums(report, counts, len(columns.reports)),
        passages=len(report),
    )


def _sums(places: Ints, counts: Ints, size: int) -> Ints:
    # Weights are floats; counts stay far below the 2**53 up to which those are exact.
    return np.bincount(places, weights=counts, minlength=size).astype(np.int64)


def _reports_found(snapshot: Snapshot, found: Sequence[_Found]) -> tuple[Ints, int]:
    """Return the reports in which anything stands, by unit, year and id, and how many more do.

    Where there are too many those with the most occurrences stay.
    """
    total = np.sum([one.by_report for one in found], axis=0)
    rows = np.flatnonzero(total)
    most = rows[np.lexsort((rows, -total[rows]))][:MOST_REPORTS]
    left_out = len(rows) - len(most)
    columns = snapshot.columns
    units, years = columns.units[most], columns.years[most]
    # Code 0 is no value, and stands last.
    order = np.lexsort((most, years, years == 0, units, units == 0))
    return most[order].astype(np.int64), left_out


def _values(layout: _Layout, rows: Ints) -> list[object]:
    return [layout.values[row] for row in rows.tolist()]


def _name(value: object, axis: Axis, snapshot: Snapshot) -> str:
    return "" if value is None else str(value)


def _label(value: object, axis: Axis, snapshot: Snapshot) -> str:
    if axis is not Axis.REPORT:
        return _name(value, axis, snapshot)
    place = int(np.searchsorted(snapshot.columns.reports, int(str(value))))
    record: Record = snapshot.records[place]
    if not record.unit or record.unit in record.title:
        return record.title
    return f"{record.unit} {record.title}"


def _said(text: str, found: _Found, rows: Ints, layout: _Layout) -> PhraseCounts:
    columns = layout.columns
    holding = np.flatnonzero(found.by_report)
    first, last = _uses(columns, holding)
    return PhraseCounts(
        phrase=text,
        counts=_table(found.cells[rows]),
        total=int(found.by_report.sum()),
        passages=found.passages,
        reports=len(holding),
        first=first,
        last=last,
        units=len(set(columns.units[holding].tolist()) - {0}),
        by_year=tuple(found.cells.sum(axis=0).tolist()),
    )


def _uses(columns: Columns, holding: Ints) -> tuple[Use | None, Use | None]:
    """Return first and last use by year; of several reports of that year the one of lowest id."""
    dated = holding[columns.years[holding] != 0]
    if not len(dated):
        return None, None
    years = columns.years[dated]

    def use(code: int) -> Use:
        report = int(columns.reports[dated[np.flatnonzero(years == code)[0]]])
        return Use(columns.year_values[code], report)

    return use(int(years.min())), use(int(years.max()))


def _table(cells: Ints) -> tuple[tuple[int, ...], ...]:
    return tuple(map(tuple, cells.tolist()))
