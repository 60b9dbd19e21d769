"""The reuse report of one report or draft as JSON: `search.reuse.model.Reuse` in.

Everything that rates are made of is listed: a rate's `covered` is the sum of the lengths of the
stretches (`passages[].covered`) whose label is in the rate's `labels` (of the largest source:
which also list its report), its `of` the characters of all passages less those labelled template.
"""

from __future__ import annotations

from typing_extensions import TypedDict

from search.reuse.model import (
    Covered,
    Cutoff,
    Exclusion,
    Finding,
    PassageReuse,
    Rate,
    Rates,
    Reuse,
    SourceReport,
)
from web.findings import why
from web.schema import RowJson, ScannedJson, SearchedJson
from web.shapes import row_json, scanned_json, searched_json
from web.similarity import MatchJson, match_json


class RateJson(TypedDict):
    """`covered` of `of` characters; `rate` is their share, 0 to 1. `fragments` of these rest on
    fragments alone.
    """

    rate: float
    covered: int
    of: int
    labels: list[str]
    report_id: int | None
    fragments: int


class RatesJson(TypedDict):
    """Four rates side by side; only the largest source has a `report_id`."""

    raw: RateJson
    without_stock: RateJson
    without_own: RateJson
    largest_source: RateJson


class CoveredJson(TypedDict):
    """A stretch of a passage that stands elsewhere; stretches do not overlap. `by` says what the
    label rests on: passage or fragment.
    """

    span: list[int]
    label: str
    by: str
    report_ids: list[int]


class PassageReuseJson(TypedDict):
    """A body passage; `index` is its place in the report, `start` that among all characters.

    `total` counts the passages that match it, of which `matches` lists some; `later` are reports
    written later in which it stands: they count nowhere.
    """

    index: int
    passage_id: int | None
    path: list[str]
    role: str | None
    paragraph: int
    start: int
    text: str
    covered: list[CoveredJson]
    matches: list[MatchJson]
    units: int
    total: int
    later: list[int]


class SourceJson(ScannedJson):
    """A report in which some of the text stands: so many characters, in so many passages."""

    report_id: int
    title: str
    unit: str | None
    year: int | None
    kind: str | None
    relation: str
    direction: str
    characters: int
    share: float
    passages: int


class FindingJson(TypedDict):
    """Something to look at: `span` of the passage with index `passage`; `why` in words."""

    kind: str
    passage: int
    passage_id: int | None
    span: list[int]
    text: str
    why: str
    code: str
    values: dict[str, str | int | None]
    report_id: int | None


class ExclusionJson(TypedDict):
    """A stretch that a person took out of the rates: who, when and why."""

    id: int
    passage_id: int
    span: list[int]
    reason: str
    by: str
    at: str


class ExcludedJson(ExclusionJson):
    """The same in a reuse report; `passage` is the passage's index there."""

    passage: int | None


class CutoffJson(TypedDict):
    """From `least` known units on a passage is stock text, from `fragments` on a fragment; null
    where nothing is.
    """

    units: int
    share: float
    least: int | None
    fragments: int | None


class ReuseJson(ScannedJson):
    """How much of a report or draft stands elsewhere. `report` is null for a draft."""

    report: RowJson | None
    title: str
    unit: str | None
    year: int | None
    file: str
    sha256: str
    same_file: list[int]
    characters: int
    rates: RatesJson
    passages: list[PassageReuseJson]
    sources: list[SourceJson]
    source_count: int
    later: list[SourceJson]
    findings: list[FindingJson]
    excluded: list[ExcludedJson]
    cutoff: CutoffJson
    searched: SearchedJson
    at: str


def reuse_json(found: Reuse, language: str = "zh") -> ReuseJson:
    """Return a reuse report; findings in words of the language."""
    places = {passage.passage_id: passage.index for passage in found.passages}
    return {
        "report": row_json(found.report) if found.report else None,
        "title": found.title,
        "unit": found.unit,
        "year": found.year,
        "file": found.file,
        "sha256": found.sha256,
        "same_file": list(found.same_file),
        "characters": found.characters,
        "rates": _rates(found.rates),
        "passages": [_passage(passage) for passage in found.passages],
        "sources": [_source(source) for source in found.sources],
        "source_count": found.source_count,
        "later": [_source(source) for source in found.later],
        "findings": [_finding(finding, language) for finding in found.findings],
        "excluded": [
            {**exclusion_json(one), "passage": places.get(one.passage_id)} for one in found.excluded
        ],
        "cutoff": cutoff_json(found.cutoff),
        "searched": searched_json(found.searched),
        "at": found.at,
        **scanned_json(found.scan),
    }


def exclusion_json(one: Exclusion) -> ExclusionJson:
    """Return one exclusion."""
    return {
        "id": one.id,
        "passage_id": one.passage_id,
        "span": list(one.span),
        "reason": one.reason,
        "by": one.by,
        "at": one.at,
    }


def cutoff_json(cutoff: Cutoff) -> CutoffJson:
    """Return from how many units on a passage is stock text."""
    return {
        "units": cutoff.units,
        "share": cutoff.share,
        "least": cutoff.least,
        "fragments": cutoff.fragments,
    }


def _rates(rates: Rates) -> RatesJson:
    return {
        "raw": _rate(rates.raw),
        "without_stock": _rate(rates.without_stock),
        "without_own": _rate(rates.without_own),
        "largest_source": _rate(rates.largest_source),
    }


def _rate(rate: Rate) -> RateJson:
    return {
        "rate": rate.rate,
        "covered": rate.covered,
        "of": rate.of,
        "labels": [label.value for label in rate.labels],
        "report_id": rate.report_id,
        "fragments": rate.fragments,
    }


def _passage(passage: PassageReuse) -> PassageReuseJson:
    return {
        "index": passage.index,
        "passage_id": passage.passage_id,
        "path": list(passage.path),
        "role": passage.role.value if passage.role else None,
        "paragraph": passage.paragraph,
        "start": passage.start,
        "text": passage.text,
        "covered": [_covered(one) for one in passage.covered],
        "matches": [match_json(match) for match in passage.matches],
        "units": passage.units,
        "total": passage.total,
        "later": list(passage.later),
    }


def _covered(one: Covered) -> CoveredJson:
    return {
        "span": list(one.span),
        "label": one.label.value,
        "by": one.by.value,
        "report_ids": list(one.report_ids),
    }


def _source(source: SourceReport) -> SourceJson:
    return {
        "report_id": source.report_id,
        "title": source.title,
        "unit": source.unit,
        "year": source.year,
        "kind": source.kind,
        "relation": source.relation.value,
        "direction": source.direction.value,
        "characters": source.characters,
        "share": source.share,
        "passages": source.passages,
        **scanned_json(source.scan),
    }


def _finding(finding: Finding, language: str) -> FindingJson:
    return {
        "kind": finding.kind.value,
        "passage": finding.passage,
        "passage_id": finding.passage_id,
        "span": list(finding.span),
        "text": finding.text,
        "why": why(finding, language),
        "code": finding.why,
        "values": dict(finding.values),
        "report_id": finding.report_id,
    }
