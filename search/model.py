"""What is asked of the library and what it answers. Plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from index.catalogue import Version
from index.checking import Findings as CheckResult
from index.ingest.outcome import Added, Progress, RefusedFile
from index.ingest.outcome import Outcome as AddReport
from index.model import FileFacts, Origin, Outline, Part, Removed, Role, Span

__all__ = [
    "AddReport",
    "Added",
    "CheckResult",
    "Continuation",
    "Facets",
    "FileFacts",
    "Filters",
    "Hit",
    "Mode",
    "Origin",
    "Outline",
    "Part",
    "Progress",
    "RefusedFile",
    "Removed",
    "Report",
    "ReportPage",
    "ReportRow",
    "Request",
    "Result",
    "Role",
    "Rung",
    "Searched",
    "Sort",
    "Span",
    "Version",
]


class Mode(StrEnum):
    """How a query is read."""

    EXACT = "exact"
    WORDS = "words"


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
    """Which reports and sections count; an empty tuple does not filter, None stands for no value.

    `years` lists single years (2021-2023 is three of them).
    """

    years: tuple[int | None, ...] = ()
    units: tuple[str | None, ...] = ()
    kinds: tuple[str | None, ...] = ()
    roles: tuple[Role | None, ...] = ()
    reports: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.years or self.units or self.kinds or self.roles or self.reports)


@dataclass(frozen=True, slots=True)
class Request:
    """One search. `limit` and `offset` count hits (passages)."""

    query: str
    mode: Mode = Mode.EXACT
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.OCCURRENCES
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Continuation:
    """Where a match that started in a hit runs on: spans in a following passage."""

    passage_id: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that matches; `spans` are in its own text, `occurrences` counts starts in it."""

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


@dataclass(frozen=True, slots=True)
class Facets:
    """Passages by value over the whole result; `""` counts those without a value.

    `year` keys are strings; a value that the library holds and the result does not counts 0.
    """

    year: Mapping[str, int]
    unit: Mapping[str, int]
    kind: Mapping[str, int]
    role: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Searched:
    """Over how many reports the library looked, and how many files it could not read."""

    reports: int
    passages: int
    refused: int


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a search: totals over everything found, and the hits of this page."""

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


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page of the list of reports, and what all of them offer to filter by."""

    rows: tuple[ReportRow, ...]
    total: int
    years: tuple[int | None, ...]
    units: tuple[str | None, ...]
    kinds: tuple[str | None, ...]
    incomplete: int  # reports that lack year, unit or kind


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
