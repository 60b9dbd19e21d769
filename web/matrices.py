"""The phrase matrix at the edges: what was typed read into a request, the answer as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable

from typing_extensions import TypedDict

from index.errors import BadQuery
from search.model import Axis, Filters, Matrix, MatrixRequest, Use
from web.hinting import hint
from web.schema import SearchedJson, UnknownFilterJson
from web.shapes import searched_json, unknown_json

LONGEST = 200_000  # characters of a list of phrases


class UseJson(TypedDict):
    """A report in which a phrase stands."""

    year: int | None
    report_id: int


class PhraseJson(TypedDict):
    """One phrase: occurrences rows x columns, and its first and last use by year."""

    phrase: str
    counts: list[list[int]]
    total: int
    passages: int
    reports: int
    units: int
    by_year: list[int]
    first: UseJson | None
    last: UseJson | None


class MatrixJson(TypedDict):
    """Phrases counted by row value and year; `held` counts the library's reports of a cell."""

    axis: str
    rows: list[str]
    labels: list[str]
    columns: list[int | None]
    held: list[list[int]]
    phrases: list[PhraseJson]
    searched: SearchedJson
    unknown_filters: list[UnknownFilterJson]
    hint: str | None
    reports: int
    left_out: int


def phrases_of(text: str) -> tuple[str, ...]:
    """Read a pasted list: a phrase a line or a cell (what spreadsheets copy has tabs between)."""
    if len(text) > LONGEST:
        raise BadQuery("query_too_long", field="phrase", limit=LONGEST)
    return tuple(one.strip() for one in re.split(r"[\n\r\t\x0b\x0c]+", text) if one.strip())


def matrix_request(phrases: Iterable[str], *, rows: str, filters: Filters) -> MatrixRequest:
    """Read one matrix; a phrase may itself be a list. Raises BadQuery (`bad_rows`)."""
    asked = phrases_of("\n".join(phrases))
    try:
        axis = Axis(rows.strip() or Axis.UNIT.value)
    except ValueError:
        raise BadQuery("bad_rows", field="rows", value=rows) from None
    return MatrixRequest(asked, axis, filters)


def matrix_json(matrix: Matrix, language: str = "zh") -> MatrixJson:
    """Return a matrix; a row without a value is the empty string, a column without one null."""
    return {
        "axis": matrix.axis.value,
        "rows": list(matrix.rows),
        "labels": list(matrix.labels),
        "columns": list(matrix.columns),
        "held": [list(row) for row in matrix.held],
        "phrases": [
            {
                "phrase": one.phrase,
                "counts": [list(row) for row in one.counts],
                "total": one.total,
                "passages": one.passages,
                "reports": one.reports,
                "units": one.units,
                "by_year": list(one.by_year),
                "first": _use(one.first),
                "last": _use(one.last),
            }
            for one in matrix.phrases
        ],
        "searched": searched_json(matrix.searched),
        "unknown_filters": unknown_json(matrix.searched.unknown),
        "hint": hint(matrix.hints, language) or None,
        "reports": matrix.reports,
        "left_out": matrix.left_out,
    }


def _use(use: Use | None) -> UseJson | None:
    return {"year": use.year, "report_id": use.report_id} if use else None
