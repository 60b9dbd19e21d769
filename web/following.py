"""Several reports side by side, and a trail, as JSON: `search.comparing.following` in.

Offsets count characters (code points), half-open: `left` ones in the text before, `right` ones in
the text of the cell or step.
"""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import TypedDict

from search.comparing.following.followed import Cell, Column, InYear, Several, Step, Strand, Trail
from search.comparing.model import Change, Compared
from web.schema import ScannedJson, UnknownFilterJson
from web.shapes import scanned_json, unknown_json


class ChangeOfTextJson(TypedDict):
    """What became of a stretch since the text before: same, removed, added or replaced."""

    kind: str
    left: list[int]
    right: list[int]
    quiet: bool


class ColumnJson(ScannedJson):
    """A report, and how many of the rows stand in it, by what became of them.

    `first` appear there first; `back` have been away; `gone` stood in the column right before.
    """

    id: int
    file: str
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    passages: int
    characters: int
    sha256: str
    rows: int
    first: int
    same: int
    figures: int
    edited: int
    split: int
    merged: int
    back: int
    gone: int
    moved: int


class StrandPassageJson(TypedDict):
    """A passage of a cell: `start` to `end` of its text; `index` is its place in the report."""

    passage_id: int | None
    path: list[str]
    index: int
    paragraph: int
    start: int
    end: int


class StrandCellJson(TypedDict):
    """What of a column stands in a row. `before` is the column (from 0) it is compared with, and
    `kind` what became of it since: same, figures, edited, split, merged; null in the first cell.
    """

    text: str
    passages: list[StrandPassageJson]
    before: int | None
    kind: str | None
    moved: bool
    score: float
    changes: list[ChangeOfTextJson]


class StrandJson(TypedDict):
    """A passage followed through the columns; null where it is not."""

    first: int
    heading: bool
    cells: list[StrandCellJson | None]


class OpeningJson(TypedDict):
    """A section that can be asked for by `passage_id`."""

    passage_id: int
    text: str
    depth: int
    role: str | None


class SeveralJson(TypedDict):
    """Several reports side by side. `total` counts all rows, `left_out` are ids of reports that
    there was no room for.
    """

    columns: list[ColumnJson]
    rows: list[StrandJson]
    total: int
    left_out: list[int]
    sections: list[OpeningJson]
    unknown_filters: list[UnknownFilterJson]


class TrailStepJson(ScannedJson):
    """A report in which the passage stands. `score` and `verdict` are against step `before` (from
    0), the last of the same unit or the earlier one most like it; 1 and same where that is null.
    """

    report_id: int
    title: str
    unit: str | None
    year: int | None
    kind: str | None
    passage_id: int
    index: int
    paragraph: int
    path: list[str]
    text: str
    score: float
    verdict: str
    before: int | None
    changes: list[ChangeOfTextJson]
    relation: str
    copies: int
    asked: bool
    file: str
    sha256: str


class InYearJson(TypedDict):
    """In how many reports and known units it stands in a year; `own` are of its own unit."""

    year: int | None
    reports: int
    units: int
    own: int
    listed: int


class TrailJson(TypedDict):
    """A passage followed over years and units, oldest first, unknown years last.

    All counts are over everything found, `steps` may list less; `bounded` says that there may be
    more to find.
    """

    passage: int
    report_id: int
    unit: str | None
    year: int | None
    text: str
    reports: int
    units: int
    own: int
    first_year: int | None
    first_own: int | None
    bounded: bool
    years: list[InYearJson]
    steps: list[TrailStepJson]


def several_json(found: Several) -> SeveralJson:
    """Return several reports side by side."""
    return {
        "columns": [
            _column(one, count) for one, count in zip(found.columns, found.counts, strict=True)
        ],
        "rows": [_strand(row) for row in found.rows],
        "total": found.total,
        "left_out": [one.id for one in found.left_out],
        "sections": [
            {
                "passage_id": one.passage_id,
                "text": one.text,
                "depth": one.depth,
                "role": one.role.value if one.role else None,
            }
            for one in found.openings
        ],
        "unknown_filters": unknown_json(found.unknown),
    }


def trail_json(found: Trail) -> TrailJson:
    """Return a passage's trail."""
    return {
        "passage": found.passage_id,
        "report_id": found.report_id,
        "unit": found.unit,
        "year": found.year,
        "text": found.text,
        "reports": found.reports,
        "units": found.units,
        "own": found.own,
        "first_year": found.first_year,
        "first_own": found.first_own,
        "bounded": found.bounded,
        "years": [_in_year(one) for one in found.years],
        "steps": [_step(step) for step in found.steps],
    }


def _column(one: Compared, count: Column) -> ColumnJson:
    return {
        "id": one.report.id if one.report else 0,
        "file": one.file,
        "title": one.title,
        "year": one.year,
        "unit": one.unit,
        "kind": one.kind,
        "passages": one.passages,
        "characters": one.characters,
        "sha256": one.sha256,
        "rows": count.rows,
        "first": count.first,
        "same": count.same,
        "figures": count.figures,
        "edited": count.edited,
        "split": count.split,
        "merged": count.merged,
        "back": count.back,
        "gone": count.gone,
        "moved": count.moved,
        **scanned_json(one.scan),
    }


def _strand(row: Strand) -> StrandJson:
    return {
        "first": row.first,
        "heading": row.heading,
        "cells": [_cell(cell) if cell else None for cell in row.cells],
    }


def _cell(cell: Cell) -> StrandCellJson:
    return {
        "text": cell.side.text,
        "passages": [
            {
                "passage_id": part.passage_id,
                "path": list(part.path),
                "index": part.index,
                "paragraph": part.paragraph,
                "start": part.start,
                "end": part.end,
            }
            for part in cell.side.parts
        ],
        "before": cell.before,
        "kind": cell.kind.value if cell.kind else None,
        "moved": cell.moved,
        "score": round(cell.score, 4),
        "changes": _changes(cell.changes),
    }


def _step(step: Step) -> TrailStepJson:
    return {
        "report_id": step.report_id,
        "title": step.title,
        "unit": step.unit,
        "year": step.year,
        "kind": step.kind,
        "passage_id": step.passage_id,
        "index": step.index,
        "paragraph": step.paragraph,
        "path": list(step.path),
        "text": step.text,
        "score": step.score,
        "verdict": step.verdict,
        "before": step.before,
        "changes": _changes(step.changes),
        "relation": step.relation.value,
        "copies": step.copies,
        "asked": step.asked,
        "file": step.file,
        "sha256": step.sha256,
        **scanned_json(step.scan),
    }


def _changes(changes: Sequence[Change]) -> list[ChangeOfTextJson]:
    return [
        {
            "kind": change.kind.value,
            "left": list(change.left),
            "right": list(change.right),
            "quiet": change.quiet,
        }
        for change in changes
    ]


def _in_year(one: InYear) -> InYearJson:
    return {
        "year": one.year,
        "reports": one.reports,
        "units": one.units,
        "own": one.own,
        "listed": one.listed,
    }
