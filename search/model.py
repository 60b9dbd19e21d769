"""What is asked of the library and what it answers. Plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from index.model import FileFacts, Origin, Outline, Part, Removed, Role, Span


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
class Version:
    """An earlier version of a report that a newer file replaced."""

    id: int
    file: str
    added: str
    replaced: str


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


@dataclass(frozen=True, slots=True)
class Added:
    """A report that came in, or (unchanged) was there already."""

    id: int
    file: str
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    sections: int
    passages: int
    removed: int = 0
    replaces: int | None = None  # the version that this one took the place of
    maybe_replaces: int | None = None  # a report that it may be meant to replace


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken, with the error's message key and values."""

    file: str
    key: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AddReport:
    """What an add did, file by file."""

    added: tuple[Added, ...] = ()
    unchanged: tuple[Added, ...] = ()
    replaced: tuple[Added, ...] = ()
    refused: tuple[RefusedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work is. `file` is the last one finished."""

    done: int
    total: int
    passages: int
    seconds: float
    file: str = ""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Whether catalogue and engine agree; `problems` are message keys with values."""

    reports: int
    passages: int
    problems: tuple[tuple[str, Mapping[str, object]], ...]
