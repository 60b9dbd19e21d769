"""Two reports side by side as JSON: `search.comparing.model.Comparison` in.

Offsets count characters (code points), half-open, within the text of a row's side.
"""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import TypedDict

from index.model import Span
from search.comparing.figures.said import Reading, reading
from search.comparing.model import (
    Change,
    ChangeKind,
    Compared,
    Comparison,
    FigurePair,
    Part,
    Relocation,
    Row,
    SectionPair,
    Side,
    Summary,
    TablePair,
)
from web.schema import ScannedJson
from web.shapes import scanned_json


class ComparedJson(ScannedJson):
    """One of the two: a report of the library, or a draft (then `id` is null)."""

    id: int | None
    file: str
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    passages: int
    characters: int
    added: str | None
    sha256: str


class SectionPairJson(TypedDict):
    """Sections opposite each other, as paths with markers; null where there is no counterpart.

    `kind` is same, edited, left_only or right_only.
    """

    left: list[str] | None
    right: list[str] | None
    role: str | None
    kind: str
    moved: bool
    renumbered: bool
    renamed: bool


class SummaryJson(TypedDict):
    """How many rows of each kind; `moved` counts across kinds."""

    same: int
    figures: int
    edited: int
    split: int
    merged: int
    left_only: int
    right_only: int
    moved: int


class PartJson(TypedDict):
    """A passage of a side: `start` to `end` of its text; `index` is its place in the report.

    `paragraph` counts from 0, as everywhere. Of a row of a table `table` is its number in the
    report and `table_row` its place there.
    """

    passage_id: int | None
    path: list[str]
    start: int
    end: int
    index: int
    role: str | None
    paragraph: int
    heading: bool
    table: int | None
    table_row: int | None


class SideJson(TypedDict):
    """One side of a row: a passage, or several joined by line feeds."""

    text: str
    parts: list[PartJson]


class ChangeJson(TypedDict):
    """A stretch of both sides: `kind` is same, removed, added or replaced.

    `quiet` ones are of punctuation, width or script only.
    """

    kind: str
    left: list[int]
    right: list[int]
    quiet: bool


class PairRowJson(TypedDict):
    """Passages that belong together. `section` is the place in `sections`, -1 for none."""

    kind: str
    moved: bool
    left: SideJson | None
    right: SideJson | None
    score: float
    changes: list[ChangeJson]
    section: int


class FigurePairJson(TypedDict):
    """One figure on both sides, or on one. `delta` is right minus left in `measure`.

    The right span is in `row`, the left one in `left_row` where that is not null, else in `row`.
    Of a table's figure `context` is the label of its row, `column` the names of its column.
    """

    left: str | None
    right: str | None
    delta: float | None
    percent: float | None
    measure: str
    context: str
    row: int
    left_span: list[int] | None
    right_span: list[int] | None
    left_qualifier: str
    right_qualifier: str
    masked: bool
    same: bool
    left_row: int | None
    column: list[str]


class RelocationJson(TypedDict):
    """Text of a left row that stands in another row on the right."""

    left_row: int
    left_span: list[int]
    right_row: int
    right_span: list[int]
    score: float


class TablePairJson(TypedDict):
    """Two tables that are one, by their numbers in the reports, and pairs of their columns, all
    from 0.
    """

    left: int
    right: int
    columns: list[list[int]]


class FiguresReadJson(TypedDict):
    """How many figures were read in either text, how many pairs they make, and how many figures
    have no partner.
    """

    left: int
    right: int
    paired: int
    alone: int


class CompareJson(TypedDict):
    """Two reports side by side, rows in the order of the right one.

    `similarity` is the share of both texts' characters that are the same. `tables` are those that
    are one, their columns paired by what `columns` says (name or place); the part of a row says in
    which table it stands.
    """

    left: ComparedJson
    right: ComparedJson
    similarity: float
    sections: list[SectionPairJson]
    summary: SummaryJson
    rows: list[PairRowJson]
    figures: list[FigurePairJson]
    figures_read: FiguresReadJson
    relocations: list[RelocationJson]
    tables: list[TablePairJson]
    columns: str


def compare_json(found: Comparison) -> CompareJson:
    """Return a comparison."""
    return {
        "left": _compared(found.left),
        "right": _compared(found.right),
        "similarity": found.similarity,
        "sections": [_section(one) for one in found.sections],
        "summary": _summary(found.summary),
        "rows": [_row(one) for one in found.rows],
        "figures": [_figure(one) for one in found.figures],
        "figures_read": _read(reading(found.figures)),
        "relocations": [_relocation(one) for one in found.relocations],
        "tables": [_table(one) for one in found.tables],
        "columns": found.columns.value,
    }


def _read(one: Reading) -> FiguresReadJson:
    return {"left": one.left, "right": one.right, "paired": one.paired, "alone": one.alone}


def _table(one: TablePair) -> TablePairJson:
    columns = [[left, right] for left, right in one.columns]
    return {"left": one.left, "right": one.right, "columns": columns}


def _compared(one: Compared) -> ComparedJson:
    return {
        "id": one.report.id if one.report else None,
        "file": one.file,
        "title": one.title,
        "year": one.year,
        "unit": one.unit,
        "kind": one.kind,
        "passages": one.passages,
        "characters": one.characters,
        "added": one.report.added if one.report else None,
        "sha256": one.sha256,
        **scanned_json(one.scan),
    }


def _section(one: SectionPair) -> SectionPairJson:
    return {
        "left": _path(one.left),
        "right": _path(one.right),
        "role": one.role.value if one.role else None,
        "kind": one.kind.value,
        "moved": one.moved,
        "renumbered": one.renumbered,
        "renamed": one.renamed,
    }


def _path(path: Sequence[str] | None) -> list[str] | None:
    return None if path is None else list(path)


def _summary(one: Summary) -> SummaryJson:
    return {
        "same": one.same,
        "figures": one.figures,
        "edited": one.edited,
        "split": one.split,
        "merged": one.merged,
        "left_only": one.left_only,
        "right_only": one.right_only,
        "moved": one.moved,
    }


def _row(one: Row) -> PairRowJson:
    return {
        "kind": one.kind.value,
        "moved": one.moved,
        "left": side_json(one.left),
        "right": side_json(one.right),
        "score": one.score,
        "changes": [change_json(change) for change in _changes(one)],
        "section": one.section,
    }


def _changes(row: Row) -> tuple[Change, ...]:
    """Return the changes of a row; what stands on one side only is removed or added as a whole,
    so that the changes spell both texts of every row.
    """
    nothing = Span(0, 0)
    if row.right is None and row.left is not None:
        return (Change(ChangeKind.REMOVED, Span(0, len(row.left.text)), nothing),)
    if row.left is None and row.right is not None:
        return (Change(ChangeKind.ADDED, nothing, Span(0, len(row.right.text))),)
    return row.changes


def side_json(one: Side | None) -> SideJson | None:
    """Return one side of a row, null where it is missing."""
    if one is None:
        return None
    return {"text": one.text, "parts": [_part(part) for part in one.parts]}


def _part(one: Part) -> PartJson:
    return {
        "passage_id": one.passage_id,
        "path": list(one.path),
        "start": one.start,
        "end": one.end,
        "index": one.index,
        "role": one.role.value if one.role else None,
        "paragraph": one.paragraph,
        "heading": one.heading,
        "table": one.row.table if one.row else None,
        "table_row": one.row.row if one.row else None,
    }


def change_json(one: Change) -> ChangeJson:
    """Return one stretch of both sides."""
    return {
        "kind": one.kind.value,
        "left": list(one.left),
        "right": list(one.right),
        "quiet": one.quiet,
    }


def _figure(one: FigurePair) -> FigurePairJson:
    return {
        "left": one.left,
        "right": one.right,
        "delta": one.delta,
        "percent": one.percent,
        "measure": one.measure,
        "context": one.context,
        "row": one.row,
        "left_span": _span(one.left_span),
        "right_span": _span(one.right_span),
        "left_qualifier": one.left_qualifier,
        "right_qualifier": one.right_qualifier,
        "masked": one.masked,
        "same": one.same,
        "left_row": one.left_row,
        "column": list(one.column),
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _relocation(one: Relocation) -> RelocationJson:
    return {
        "left_row": one.left_row,
        "left_span": list(one.left_span),
        "right_row": one.right_row,
        "right_span": list(one.right_span),
        "score": one.score,
    }
