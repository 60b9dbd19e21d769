"""What is asked of the library and what it answers. Plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from index.catalogue import Version
from index.checking import Findings as CheckResult
from index.ingest.outcome import Added, Extent, Progress, RefusedFile, Reread, Rereading, Unread
from index.ingest.outcome import Outcome as AddReport
from index.model import (
    NO_SCAN,
    FileFacts,
    Origin,
    Outline,
    Part,
    Removed,
    Role,
    Scan,
    Span,
    Where,
    Why,
)
from index.model import Row as TableRow
from index.model import Table as ReportTable
from search.hinting import Hint

__all__ = [
    "AddReport",
    "Added",
    "Axis",
    "CheckResult",
    "Completion",
    "Continuation",
    "Extent",
    "Facets",
    "FileFacts",
    "Filters",
    "Group",
    "Hint",
    "Hit",
    "Matrix",
    "MatrixRequest",
    "Mode",
    "Origin",
    "Outline",
    "Part",
    "PhraseCounts",
    "Progress",
    "RefusedFile",
    "Removed",
    "RemovedFound",
    "RemovedHit",
    "Report",
    "ReportPage",
    "ReportRow",
    "Request",
    "Reread",
    "Rereading",
    "Result",
    "Role",
    "Rung",
    "Scan",
    "Searched",
    "Sort",
    "Span",
    "Step",
    "Suggestion",
    "Table",
    "TableLine",
    "TableStanding",
    "UnknownFilter",
    "Unread",
    "Use",
    "Version",
    "Where",
    "Within",
]


class Mode(StrEnum):
    """How a query is answered. LADDER takes the first rung that finds something in the library."""

    LADDER = "ladder"
    EXACT = "exact"
    LOOSE = "loose"
    WORDS = "words"


class Within(StrEnum):
    """Where all parts of a query must stand together."""

    PASSAGE = "passage"
    REPORT = "report"


class Rung(StrEnum):
    """Which step of the ladder answered."""

    EXACT = "exact"
    LOOSE = "loose"
    WORDS = "words"


class Sort(StrEnum):
    """Order of hits. OCCURRENCES: most occurrences first, then the newest year."""

    OCCURRENCES = "occurrences"
    RELEVANCE = "relevance"
    YEAR = "year"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reports and passages count; an empty tuple does not filter, None stands for no value.

    `years` lists single years (2021-2023 is three of them). `roles` and `where` are of passages,
    the others of reports.
    """

    years: tuple[int | None, ...] = ()
    units: tuple[str | None, ...] = ()
    kinds: tuple[str | None, ...] = ()
    roles: tuple[Role | None, ...] = ()
    reports: tuple[int, ...] = ()
    where: tuple[Where, ...] = ()

    def __bool__(self) -> bool:
        of_reports = self.years or self.units or self.kinds or self.reports
        return bool(of_reports) or self.of_passages

    @property
    def of_passages(self) -> bool:
        """Whether some passages of a report may count and others not."""
        return bool(self.roles or self.where)

    @property
    def whole(self) -> Filters:
        """The same filters, of whole reports."""
        return replace(self, roles=(), where=())


@dataclass(frozen=True, slots=True)
class Request:
    """One search. `limit` and `offset` count hits (passages), of a grouped search reports.

    Without `sort` words come by relevance and everything else by occurrences. With `removed` the
    hits are those in text that was removed, instead of passages; they cannot be grouped.
    """

    query: str
    mode: Mode = Mode.LADDER
    filters: Filters = field(default_factory=Filters)
    sort: Sort | None = None
    limit: int = 20
    offset: int = 0
    within: Within = Within.PASSAGE
    grouped: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Continuation:
    """Where a match that started in a hit runs on: spans in a following passage."""

    passage_id: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a table as a hit shows it: the passage `index`, its text, its cells."""

    index: int
    text: str
    row: TableRow


@dataclass(frozen=True, slots=True)
class TableStanding:
    """Where a hit stands in its table: the heads over it, the row it is a part of, itself.

    `number` counts the report's tables, `row` the rows of this one, both from 1 (0: a head);
    `above` and `below` are how many rows are not shown.
    """

    number: int
    table: ReportTable
    row: int
    heads: tuple[TableLine, ...]
    parent: TableLine | None
    own: TableLine
    above: int
    below: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that matches; `spans` are in its own text, `occurrences` counts starts in it.

    `standing` says of a row where it stands in its table, where that was asked for. `scan` says
    how much of its report was recognised from pictures.
    """

    passage_id: int
    index: int
    report_id: int
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    role: Role | None
    part: Part
    path: tuple[str, ...]
    text: str
    spans: tuple[Span, ...]
    continues: tuple[Continuation, ...]
    occurrences: int
    score: float | None = None
    paragraph: int = 0  # of the report's, from 0
    standing: TableStanding | None = None
    scan: Scan = NO_SCAN


@dataclass(frozen=True, slots=True)
class RemovedHit:
    """One removed piece that matches, why it was removed and where it stood.

    `number` counts the pieces of its report from 0. It stood in the passage with this `index` and
    `passage_id`, so many characters (`offset`) into it, under `path`, between the characters
    `before` and `after`; all are None or empty before the first passage.
    """

    report_id: int
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    number: int
    why: Why
    text: str
    spans: tuple[Span, ...]
    occurrences: int
    index: int | None = None
    passage_id: int | None = None
    offset: int | None = None
    path: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    scan: Scan = NO_SCAN


@dataclass(frozen=True, slots=True)
class RemovedFound:
    """What a search finds in text that was removed from reports; it counts nowhere else.

    `passages` counts the pieces that match as a passage would, under the filters. `rung` is that
    of the search or, where no text of a report answers, exact or else loose; None where these
    pieces were not searched: by words, and under a filter by role. `hits` are those of the page,
    where they were asked for.
    """

    rung: Rung | None = None
    passages: int = 0
    occurrences: int = 0
    reports: int = 0
    hits: tuple[RemovedHit, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One report of a grouped result: how much of it matches, and its first hits."""

    report_id: int
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    passages: int
    occurrences: int
    hits: tuple[Hit, ...]
    scan: Scan = NO_SCAN


@dataclass(frozen=True, slots=True)
class Facets:
    """Passages by value over the whole result; `""` counts those without a value.

    `year` keys are strings; a value that the library holds and the result does not counts 0.
    """

    year: Mapping[str, int]
    unit: Mapping[str, int]
    kind: Mapping[str, int]
    role: Mapping[str, int]
    where: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class UnknownFilter:
    """A value asked for that stands nowhere in the library, and values near to it that do.

    `field` is year, unit, kind, role, report or title; `value` is as it would be typed.
    """

    field: str
    value: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """Over how many reports the library looked, and how many files it could not read.

    `passing` counts the reports that the filters leave, None where nothing was filtered: with
    none of them nothing was searched. `unknown` are values of filters that stand nowhere. Of the
    reports looked at, `scanned_reports` have pages recognised from pictures, `scanned_pages` in
    all: a phrase may stand there with a wrong character. `unread_pages` of `unread_reports` are
    pictures that nobody read: what stands there was not searched.
    """

    reports: int
    passages: int
    refused: int
    passing: int | None = None
    unknown: tuple[UnknownFilter, ...] = ()
    scanned_reports: int = 0
    scanned_pages: int = 0
    unread_reports: int = 0
    unread_pages: int = 0

    @property
    def nothing(self) -> bool:
        """Whether filters left nothing to look at."""
        return self.passing == 0


@dataclass(frozen=True, slots=True)
class Step:
    """What one rung of the ladder finds for a query under its filters."""

    rung: Rung
    passages: int
    occurrences: int
    reports: int


@dataclass(frozen=True, slots=True)
class Table:
    """A result counted by row value and year; all matrices are rows x columns.

    `rows` and `columns` are all values that the library holds under the filters, None last.
    `held` counts the reports that the library has for a cell: 0 there means that nothing was
    searched, which is not the same as nothing found.
    """

    rows: tuple[str | None, ...]
    columns: tuple[int | None, ...]
    occurrences: tuple[tuple[int, ...], ...]
    passages: tuple[tuple[int, ...], ...]
    held: tuple[tuple[int, ...], ...]
    unknown: tuple[UnknownFilter, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a search: totals over everything found, and the hits of this page.

    `hits` are those of `groups`, one after the other, where the search was grouped.
    """

    query: str
    rung: Rung
    passages: int
    occurrences: int
    reports: int
    units: int
    years: tuple[int, ...]
    searched: Searched
    facets: Facets
    hits: tuple[Hit, ...]
    terms: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    removed: RemovedFound = RemovedFound()
    hints: tuple[Hint, ...] = ()


class Axis(StrEnum):
    """What the rows of a phrase matrix are."""

    UNIT = "unit"
    KIND = "kind"
    ROLE = "role"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class MatrixRequest:
    """Exact counts of several phrases (1 to 200), by row value and year."""

    phrases: tuple[str, ...]
    rows: Axis = Axis.UNIT
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Use:
    """A report in which a phrase stands."""

    year: int | None
    report_id: int


@dataclass(frozen=True, slots=True)
class PhraseCounts:
    """Occurrences of one phrase, rows x columns, and its first and last use by year.

    Reports without a year do not count for first and last; of several reports of that year the
    one of the lowest id is named. `units` counts known units. `by_year` sums each column over
    all rows, those left out included.
    """

    phrase: str
    counts: tuple[tuple[int, ...], ...]
    total: int
    passages: int
    reports: int
    first: Use | None
    last: Use | None
    units: int = 0
    by_year: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """Phrases counted by row value and year.

    `rows` are the values that filter for a row (a unit, a kind, a role, a report's id; `""` for
    none), `labels` what to call them. `held` counts the reports that the library has for a cell.
    `reports` counts those under the filters. By report, `rows` are only those in which a phrase
    stands, and `left_out` how many more there are.
    """

    axis: Axis
    rows: tuple[str, ...]
    labels: tuple[str, ...]
    columns: tuple[int | None, ...]
    held: tuple[tuple[int, ...], ...]
    phrases: tuple[PhraseCounts, ...]
    searched: Searched
    reports: int = 0
    left_out: int = 0
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase near to one that was not found, and that does stand in the library."""

    text: str
    occurrences: int


@dataclass(frozen=True, slots=True)
class Completion:
    """What someone who is typing may mean; `source` is heading, phrase or word."""

    text: str
    source: str
    occurrences: int


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report in a list. `added` is ISO 8601; `characters` counts those of all passages."""

    id: int
    file: str
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    sections: int
    passages: int
    characters: int
    added: str
    sha256: str
    scan: Scan = NO_SCAN


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page of the list of reports, and what all of them offer to filter by."""

    rows: tuple[ReportRow, ...]
    total: int
    years: tuple[int | None, ...]
    units: tuple[str | None, ...]
    kinds: tuple[str | None, ...]
    incomplete: int  # reports that lack year, unit or kind
    unknown: tuple[UnknownFilter, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `outline.passages[i]` has the id `first_passage + i`."""

    row: ReportRow
    outline: Outline
    first_passage: int
    facts: FileFacts
    origins: Mapping[str, Origin]  # by "title", "year", "unit", "kind"
    recognised: Mapping[str, str | int | None]  # what stood there before a person corrected it
    removed: tuple[Removed, ...]
    earlier: tuple[Version, ...] = ()
