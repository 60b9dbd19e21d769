"""What is asked about two or more reports side by side and what is answered. Plain frozen data.

Spans are half-open character offsets into the text of a row's side. Left and right are equals:
swapping them mirrors everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.model import NO_SCAN, Role, Scan, Span
from index.model import Row as TableRow
from index.model import Table as ReportTable
from search.model import ReportRow


class ColumnsBy(StrEnum):
    """What the columns of two tables are held together by: NAME, whatever year it tells, or PLACE,
    the first with the first, for tables whose columns were all called otherwise.
    """

    NAME = "name"
    PLACE = "place"


class RowKind(StrEnum):
    """How the two sides of a row belong together.

    SAME but for width, script, punctuation and enumerator; FIGURES where only figures differ;
    EDITED; SPLIT: one passage on the left, several on the right; MERGED the other way round.
    """

    SAME = "same"
    FIGURES = "figures"
    EDITED = "edited"
    SPLIT = "split"
    MERGED = "merged"
    LEFT_ONLY = "left_only"
    RIGHT_ONLY = "right_only"


class ChangeKind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of both sides. SAME + REMOVED + REPLACED lefts spell the left text, SAME + ADDED
    + REPLACED rights the right one. `quiet` changes are of punctuation, width or script only.
    """

    kind: ChangeKind
    left: Span
    right: Span
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One passage of a side: its place in the side's text. `index` is that in the report.

    `heading` where it is a title or a section's heading, `row` of a row of a table: its table
    counts in the report's.
    """

    passage_id: int | None
    index: int
    path: tuple[str, ...]
    role: Role | None
    paragraph: int
    start: int
    end: int
    heading: bool = False
    row: TableRow | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row: a passage, or several in reading order joined by line feeds."""

    text: str
    parts: tuple[Part, ...]

    @property
    def row(self) -> TableRow | None:
        """The row of a table that it is; None where it is anything else."""
        return self.parts[0].row if len(self.parts) == 1 else None


@dataclass(frozen=True, slots=True)
class Row:
    """Passages that belong together; `moved` rows stand at the place of their right side.

    `section` is the place in `Comparison.sections` of the right side's section (of the left
    side's for LEFT_ONLY). `score` is 0 to 1.
    """

    kind: RowKind
    moved: bool
    left: Side | None
    right: Side | None
    score: float
    changes: tuple[Change, ...]
    section: int = -1


@dataclass(frozen=True, slots=True)
class SectionPair:
    """Two sections that stand opposite each other, or one without a counterpart.

    `kind` is same, edited, left_only or right_only; `renumbered` where only the marker differs,
    `renamed` where the heading does.
    """

    left: tuple[str, ...] | None  # path with markers
    right: tuple[str, ...] | None
    role: Role | None
    kind: RowKind
    moved: bool
    renumbered: bool
    renamed: bool = False


@dataclass(frozen=True, slots=True)
class TablePair:
    """Two tables that are one, by their numbers in the two reports, and which of their columns
    are: pairs of places in the grids, from 0, each at most once.
    """

    left: int
    right: int
    columns: tuple[tuple[int, int], ...]

    def mirrored(self) -> TablePair:
        """Return the same with its sides swapped."""
        columns = sorted((right, left) for left, right in self.columns)
        return TablePair(self.right, self.left, tuple(columns))


@dataclass(frozen=True, slots=True)
class FigurePair:
    """One figure on both sides, or on one: `1.2万` and `1.3万` 件 of 受理群众诉求.

    `left` and `right` are as written, with scale; the values in the same measure give `delta`
    (right minus left) and `percent` (of change; None for percentages, whose delta is in
    percentage points). `measure` is what is counted in (件, 万元, %), `context` what is counted
    (受理群众诉求); qualifiers (以上, 左右, 约) are kept apart. `same` where it did not change.
    `row` is where the right figure stands, else the left one; `left_row` where the left one stands
    in another row. Spans are in the sides of these rows. `column` names the column of a table's
    figure, outermost first, as the right table does where it has the figure; `context` is then
    the label of its row.
    """

    left: str | None
    right: str | None
    delta: int | float | None
    percent: float | None
    measure: str
    context: str
    row: int
    left_span: Span | None
    right_span: Span | None
    left_qualifier: str = ""
    right_qualifier: str = ""
    masked: bool = False
    same: bool = False
    left_row: int | None = None
    column: tuple[str, ...] = ()

    @property
    def item(self) -> str:
        """What is counted; in a table its row and column: 公共设施 × 预算数 › 项目支出."""
        return " × ".join(filter(None, (self.context, " › ".join(self.column))))


@dataclass(frozen=True, slots=True)
class Relocation:
    """Text of the left report that was not dropped: it stands in another row on the right.

    Both spans lie in stretches that their rows show as removed, added, replaced or one-sided.
    """

    left_row: int
    left_span: Span
    right_row: int
    right_span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Summary:
    """How many rows of each kind; `moved` counts across kinds."""

    same: int = 0
    figures: int = 0
    edited: int = 0
    split: int = 0
    merged: int = 0
    left_only: int = 0
    right_only: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the two texts: a report of the library, or a draft (then `report` is None)."""

    report: ReportRow | None
    title: str
    unit: str | None
    year: int | None
    kind: str | None
    file: str
    sha256: str
    characters: int
    passages: int
    scan: Scan = NO_SCAN


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports side by side, rows in the order of the right one (left-only rows stand behind
    what they follow on the left). `similarity` is the share of both texts' characters in SAME
    stretches. `tables` are those that are one, of all the tables of either report; their columns
    go by `columns`.
    """

    left: Compared
    right: Compared
    similarity: float
    sections: tuple[SectionPair, ...]
    summary: Summary
    rows: tuple[Row, ...]
    figures: tuple[FigurePair, ...]
    relocations: tuple[Relocation, ...] = ()
    tables: tuple[TablePair, ...] = ()
    left_tables: tuple[ReportTable, ...] = ()
    right_tables: tuple[ReportTable, ...] = ()
    columns: ColumnsBy = ColumnsBy.NAME


@dataclass(frozen=True, slots=True)
class Given:
    """One side that is asked for: a report of the library, or a draft that nobody keeps.

    A draft is a file (`file` and `data`) or a bare `text`.
    """

    report_id: int | None = None
    file: str = ""
    data: bytes = b""
    text: str = ""


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """Compare two reports or drafts. The sides are equals; `columns` of their tables go by name
    or by place.
    """

    left: Given
    right: Given
    columns: ColumnsBy = ColumnsBy.NAME
