"""Results counted by unit and year; how many reports share a passage. Bincounts over columns."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue, Columns
from index.engine import Phrase
from index.folding import fold
from index.picture import Picture
from search import facets
from search.finding import Findings
from search.model import Request, Table
from search.query import parse
from search.scope import unknown

Ints = NDArray[np.int64]

_SHORTEST = 12  # folded characters of a passage that is worth looking for elsewhere


def table(picture: Picture, findings: Findings, request: Request) -> Table:
    """Count everything that a request finds by unit and year. Raises BadQuery."""
    finding = findings.of(picture, request)
    columns = picture.snapshot.columns
    query = parse(request.query)
    # What a cell holds does not depend on the passages of a report.
    of_reports = (request.filters.whole, query.filters.whole)
    held = facets.reports(picture.snapshot, of_reports, query.titles)
    units = facets.none_last(np.unique(columns.units[held]))
    years = facets.none_last(np.unique(columns.years[held]))
    report = finding.places.report

    def crosstab(reports: Ints, weights: Ints | None) -> tuple[tuple[int, ...], ...]:
        return _crosstab(columns, reports, weights, units, years)

    return Table(
        rows=tuple(columns.unit_values[unit] for unit in units.tolist()),
        columns=tuple(columns.year_values[year] for year in years.tolist()),
        occurrences=crosstab(report, finding.found.occurrences),
        passages=crosstab(report, None),
        held=crosstab(held, None),
        unknown=unknown(picture.snapshot, request.filters, query.filters, titles=query.titles),
    )


def elsewhere(catalogue: Catalogue, picture: Picture, passage_ids: Iterable[int]) -> dict[int, int]:
    """Return by passage in how many other live reports its text stands, word for word."""
    columns = picture.snapshot.columns
    found = {}
    for passage_id, text in catalogue.texts(tuple(passage_ids)).items():
        folded = fold(text)
        if len(folded) < _SHORTEST:
            continue
        own = columns.places(np.array([passage_id])).report[0]
        places = columns.places(picture.view.phrase(Phrase((folded,))).passages)
        reports = np.unique(places.report[places.live])
        found[passage_id] = len(reports) - int(own in reports)
    return found


def _crosstab(
    columns: Columns, reports: Ints, weights: Ints | None, units: Ints, years: Ints
) -> tuple[tuple[int, ...], ...]:
    width = len(columns.year_values)
    cells = columns.units[reports] * width + columns.years[reports]
    counts = np.bincount(cells, weights, minlength=len(columns.unit_values) * width)
    table = counts.reshape(-1, width)[np.ix_(units, years)].astype(np.int64)
    return tuple(map(tuple, table.tolist()))
