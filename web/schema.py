"""The JSON shapes as types: what `web.shapes` returns and the OpenAPI document describes."""

from __future__ import annotations

from typing_extensions import TypedDict


class ContinuationJson(TypedDict):
    """Where a match runs on in a following passage."""

    passage_id: int
    spans: list[list[int]]


class HitJson(TypedDict):
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


class SearchedJson(TypedDict):
    """Over how much was searched."""

    reports: int
    refused: int
    passages: int


class FacetsJson(TypedDict):
    """Passages by value; a missing value counts under the empty string."""

    year: dict[str, int]
    unit: dict[str, int]
    kind: dict[str, int]
    role: dict[str, int]


class SearchJson(TypedDict):
    """The answer to a search."""

    query: str
    rung: str
    passages: int
    occurrences: int
    reports: int
    units: int
    years: list[int]
    searched: SearchedJson
    facets: FacetsJson
    terms: list[str]
    hits: list[HitJson]


class AddedJson(TypedDict):
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


class RefusedJson(TypedDict):
    """A file that was not taken, and why."""

    file: str
    error: str
    code: str


class AddJson(TypedDict):
    """What an add did."""

    added: list[AddedJson]
    unchanged: list[AddedJson]
    replaced: list[AddedJson]
    refused: list[RefusedJson]


class RemovedJson(TypedDict):
    """A piece of the source that is not in the text."""

    text: str
    why: str
    passage: int | None
    offset: int | None


class PassageJson(TypedDict):
    """A passage of an outline; the text includes the label."""

    label: str | None
    text: str


class SectionJson(TypedDict):
    """A section; `text` is the whole heading as written."""

    level: int
    marker: str | None
    heading: str
    text: str
    role: str | None
    passages: list[PassageJson]
    sections: list[SectionJson]


class OutlineJson(TypedDict):
    """A report cut into passages."""

    title: str
    year: int | None
    unit: str | None
    kind: str | None
    removed: list[RemovedJson]
    preamble: list[PassageJson]
    sections: list[SectionJson]


class NumberedPassageJson(TypedDict):
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


class RowJson(TypedDict):
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


class ErrorJson(TypedDict):
    """What went wrong, in a stable code and in words."""

    code: str
    message: str
    field: str | None


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
    result: AddJson | None
    error: ErrorJson | None
