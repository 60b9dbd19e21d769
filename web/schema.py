"""The JSON shapes as types: what `web.shapes` returns and the OpenAPI document describes."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from web.rereading import RereadingJson


class OcrJson(TypedDict):
    """How much of a report was recognised from pictures: `pages`, with so many `doubtful` places
    in them; `unread`, only where there are any, pages that are pictures and were not recognised.
    """

    pages: int
    doubtful: int
    unread: NotRequired[int]


class ScannedJson(TypedDict):
    """What a report has besides where some of its text was recognised from pictures."""

    ocr: NotRequired[OcrJson]


class ContinuationJson(TypedDict):
    """Where a match runs on in a following passage."""

    passage_id: int
    spans: list[list[int]]


class CellJson(TypedDict):
    """A cell of a table's row. `at` is its column from 0, `number` what it states, if it does."""

    text: str
    span: list[int]
    column: list[str]
    measure: str | None
    number: float | None
    at: int
    across: int
    down: int


class HitTableJson(TypedDict):
    """Where a hit stands in a table: `number` and `row` count from 1, row 0 is a head."""

    number: int
    row: int
    caption: str | None
    measure: str | None
    cells: list[CellJson]


class HitJson(ScannedJson):
    """One passage that matches."""

    passage_id: int
    report_id: int
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    role: str | None
    part: str
    path: list[str]
    text: str
    spans: list[list[int]]
    continues: list[ContinuationJson]
    occurrences: int
    score: float | None
    index: int
    table: NotRequired[HitTableJson]


class RemovedHitJson(ScannedJson):
    """One removed piece that matches; `passage_id`, `index` and `offset` say where it stood.

    They are null where it stood before the first passage; `before` and `after` are the few
    characters around it. `number` counts the removed pieces of the report from 0.
    """

    passage_id: int | None
    report_id: int
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    role: None
    part: str
    path: list[str]
    text: str
    spans: list[list[int]]
    continues: list[ContinuationJson]
    occurrences: int
    score: None
    index: int | None
    offset: int | None
    number: int
    why: str
    before: str
    after: str


class RemovedFoundJson(TypedDict):
    """How much stands in text that was removed; `rung` is null where that was not searched."""

    passages: int
    occurrences: int
    reports: int
    rung: str | None


class UnknownFilterJson(TypedDict):
    """A value of a filter that stands nowhere, and values near to it that do."""

    field: str
    value: str
    near: list[str]


class SearchedOcrJson(TypedDict):
    """How many of the reports looked at have pages recognised from pictures, and how many these
    are: a phrase may stand there with a wrong character. `unread_pages` of `unread_reports`, only
    where there are any, are pictures that nobody read.
    """

    reports: int
    pages: int
    unread_reports: NotRequired[int]
    unread_pages: NotRequired[int]


class SearchedJson(TypedDict):
    """Over how much was searched. `passing`, only where something was filtered, counts the
    reports that the filters leave: with none of them nothing was searched. `ocr` only where
    something of what was looked at was recognised from pictures.
    """

    reports: int
    refused: int
    passages: int
    passing: NotRequired[int]
    ocr: NotRequired[SearchedOcrJson]


class FacetsJson(TypedDict):
    """Passages by value; a missing value counts under the empty string."""

    year: dict[str, int]
    unit: dict[str, int]
    kind: dict[str, int]
    role: dict[str, int]
    where: dict[str, int]


class GroupJson(ScannedJson):
    """One report of a grouped answer, with its first hits."""

    report_id: int
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    passages: int
    occurrences: int
    hits: list[HitJson]


class SearchJson(TypedDict):
    """The answer to a search; `groups` only where it was grouped.

    `hits` are those in removed text where these were asked for; they count under `removed` only.
    `unknown_filters` are values that stand nowhere; `hint` says what to type here where something
    was typed as other programs want it.
    """

    query: str
    rung: str
    passages: int
    occurrences: int
    reports: int
    units: int
    years: list[int]
    searched: SearchedJson
    unknown_filters: list[UnknownFilterJson]
    hint: str | None
    facets: FacetsJson
    terms: list[str]
    removed: RemovedFoundJson
    hits: list[HitJson | RemovedHitJson]
    groups: NotRequired[list[GroupJson]]


class StepJson(TypedDict):
    """What one rung of the ladder finds."""

    rung: str
    passages: int
    occurrences: int
    reports: int


class LadderJson(TypedDict):
    """What each rung finds for a query under its filters."""

    query: str
    steps: list[StepJson]


class TableJson(TypedDict):
    """A whole result by unit (rows) and year (columns); null is no unit, no year.

    `held` counts the reports that the library has for a cell: 0 was not searched.
    """

    query: str
    rows: list[str | None]
    columns: list[int | None]
    occurrences: list[list[int]]
    passages: list[list[int]]
    held: list[list[int]]
    unknown_filters: list[UnknownFilterJson]


class SuggestionJson(TypedDict):
    """A phrase that does stand in the library."""

    text: str
    occurrences: int


class NearJson(TypedDict):
    """Phrases near to one that stands nowhere, the nearest first."""

    query: str
    suggestions: list[SuggestionJson]


class CompletionJson(TypedDict):
    """What someone who is typing may mean; `source` is word, heading or phrase."""

    text: str
    source: str
    occurrences: int


class CompleteJson(TypedDict):
    """Completions of what was typed, each a whole query."""

    completions: list[CompletionJson]


class AddedJson(ScannedJson):
    """A report that came in or was there already."""

    id: int
    file: str
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    sections: int
    passages: int
    removed: int
    replaces: int | None
    maybe_replaces: int | None
    same_bytes: int | None


class RefusedJson(TypedDict):
    """A file that was not taken, and why."""

    file: str
    error: str
    code: str


class AddJson(TypedDict):
    """What an add did. `not_reports` came with a folder or an archive, and count nowhere."""

    added: list[AddedJson]
    unchanged: list[AddedJson]
    replaced: list[AddedJson]
    refused: list[RefusedJson]
    not_reports: list[RefusedJson]


class RemovedJson(TypedDict):
    """A piece of the source that is not in the text."""

    text: str
    why: str
    passage: int | None
    offset: int | None


class RowOfTableJson(TypedDict):
    """What a passage that is a row of a table has besides: `row` counts from 0, heads included."""

    table: NotRequired[int]
    row: NotRequired[int]
    cells: NotRequired[list[CellJson]]


class PassageJson(RowOfTableJson):
    """A passage of an outline; the text includes the label."""

    part: NotRequired[str]
    label: str | None
    text: str


class ReportTableJson(TypedDict):
    """A table of a report: the first `header_rows` rows give the columns' paths of names."""

    caption: str | None
    measure: str | None
    columns: list[list[str]]
    header_rows: int


class SectionJson(TypedDict):
    """A section; `text` is the whole heading as written."""

    level: int
    marker: str | None
    heading: str
    text: str
    role: str | None
    passages: list[PassageJson]
    sections: list[SectionJson]


class OutlineJson(ScannedJson):
    """A report cut into passages. `source` and `published` (ISO 8601) are what a web page says."""

    title: str
    year: int | None
    unit: str | None
    kind: str | None
    source: str | None
    published: str | None
    removed: list[RemovedJson]
    preamble: list[PassageJson]
    sections: list[SectionJson]
    tables: list[ReportTableJson]


class NumberedPassageJson(RowOfTableJson):
    """A passage of a kept report."""

    id: int
    part: str
    paragraph: int
    label: str | None
    text: str
    path: list[str]
    role: str | None


class ShowJson(OutlineJson):
    """A kept report."""

    id: int
    file: str
    sha256: str
    added: str
    origins: dict[str, str]
    passages: list[NumberedPassageJson]


class RowJson(ScannedJson):
    """One report in a list."""

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


class ListJson(TypedDict):
    """A list of reports."""

    reports: list[RowJson]
    total: int
    incomplete: int
    unknown_filters: list[UnknownFilterJson]


class ErrorJson(TypedDict):
    """What went wrong, in a stable code and in words."""

    code: str
    message: str
    field: str | None


class FailureJson(TypedDict):
    """The answer to a request that failed."""

    error: ErrorJson


class ProblemJson(TypedDict):
    """One thing that a check found."""

    code: str
    message: str


class CheckJson(TypedDict):
    """Whether catalogue and engine agree."""

    ok: bool
    reports: int
    passages: int
    problems: list[ProblemJson]


class MadeJson(TypedDict):
    """A file that a job made, and where to fetch it."""

    href: str
    file: str
    hits: int


class JobJson(TypedDict):
    """Long work: how far it is and what came of it."""

    id: str
    state: str
    files: list[str]
    done: int
    total: int
    passages: int
    seconds: float
    file: str
    page: int
    pages: int
    result: AddJson | MadeJson | RereadingJson | None
    error: ErrorJson | None
