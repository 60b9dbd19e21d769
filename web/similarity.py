"""Similar passages as JSON: `search.reuse.model.Similar` in, dictionaries out.

Offsets count characters (code points) and are half-open. `query_spans` and `text_spans` are
parallel, the first in the text asked about, the second in the match: stretches that were taken over
in one go, small edits included. `equal_spans` are the equal characters alone, pairs of such spans.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from typing_extensions import TypedDict

from index.model import Span
from search.reuse.model import Match, Piece, Similar, Verdict
from search.slots import Filled
from web.schema import ScannedJson, SearchedJson, UnknownFilterJson
from web.shapes import scanned_json, searched_json, unknown_json


class SlotJson(TypedDict):
    """A figure, year, date, session or mask as both sides fill it; `delta` is right minus left."""

    left: str
    right: str
    delta: int | float | None
    changed: bool
    left_span: list[int]
    right_span: list[int]
    kind: str


class MatchJson(ScannedJson):
    """A passage of the library that matches. Left is the text asked about, right this one.

    `slots` are filled for the verdict figures only, `all_slots` for every verdict. `units` counts
    the known units in which this passage stands, alike but for figures. `twins` have the same
    normalised text, where matches were grouped.
    """

    passage_id: int
    report_id: int
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    role: str | None
    path: list[str]
    text: str
    score: float
    verdict: str
    query_spans: list[list[int]]
    text_spans: list[list[int]]
    equal_spans: list[list[list[int]]]
    slots: list[SlotJson]
    all_slots: list[SlotJson]
    units: int
    relation: str
    direction: str
    stock: bool
    piece: int
    index: int
    paragraph: int
    file: str
    sha256: str
    twins: list[MatchJson]


class PieceJson(TypedDict):
    """A stretch of the text asked about that was looked up as one passage."""

    span: list[int]
    matches: int
    units: int


class SimilarJson(TypedDict):
    """What is similar to a text. All counts are over all pages; `verdicts` before their filter.

    `weak` counts the matches that are hardly alike: they are listed last and counted nowhere else.
    `complete` is false where more candidates were met than are compared.
    """

    text: str
    passage_id: int | None
    report_id: int | None
    unit: str | None
    year: int | None
    total: int
    reports: int
    units: int
    years: list[int]
    verdicts: dict[str, int]
    complete: bool
    weak: int
    pieces: list[PieceJson]
    searched: SearchedJson
    unknown_filters: list[UnknownFilterJson]
    matches: list[MatchJson]


def similar_json(found: Similar) -> SimilarJson:
    """Return what is similar to a text."""
    return {
        "text": found.text,
        "passage_id": found.passage_id,
        "report_id": found.report_id,
        "unit": found.unit,
        "year": found.year,
        "total": found.total,
        "reports": found.reports,
        "units": found.units,
        "years": list(found.years),
        "verdicts": {verdict.value: count for verdict, count in found.verdicts.items()},
        "complete": found.complete,
        "weak": found.weak,
        "pieces": [_piece(piece) for piece in found.pieces],
        "searched": searched_json(found.searched),
        "unknown_filters": unknown_json(found.searched.unknown),
        "matches": [match_json(match) for match in found.matches],
    }


def match_json(match: Match) -> MatchJson:
    """Return one match, with its twins."""
    slots = [_slot(slot) for slot in match.slots]
    return {
        "passage_id": match.passage_id,
        "report_id": match.report_id,
        "title": match.title,
        "year": match.year,
        "unit": match.unit,
        "kind": match.kind,
        "role": match.role.value if match.role else None,
        "path": list(match.path),
        "text": match.text,
        "score": match.score,
        "verdict": match.verdict.value,
        "query_spans": spans_json([piece.left for piece in match.pieces]),
        "text_spans": spans_json([piece.right for piece in match.pieces]),
        "equal_spans": [
            spans_json(pair) for pair in zip(match.query_spans, match.text_spans, strict=True)
        ],
        "slots": slots if match.verdict is Verdict.FIGURES else [],
        "all_slots": slots,
        "units": match.units,
        "relation": match.relation.value,
        "direction": match.direction.value,
        "stock": match.stock,
        "piece": match.piece,
        "index": match.index,
        "paragraph": match.paragraph,
        "file": match.file,
        "sha256": match.sha256,
        "twins": [match_json(twin) for twin in match.twins],
        **scanned_json(match.scan),
    }


def spans_json(spans: Sequence[Span]) -> list[list[int]]:
    """Return spans as pairs of offsets."""
    return [[start, end] for start, end in spans]


def _slot(slot: Filled) -> SlotJson:
    delta = slot.delta
    if isinstance(delta, float) and not math.isfinite(delta):
        delta = None  # JSON has no such number
    return {
        "left": slot.left,
        "right": slot.right,
        "delta": delta,
        "changed": slot.changed,
        "left_span": list(slot.left_span),
        "right_span": list(slot.right_span),
        "kind": slot.kind.value,
    }


def _piece(piece: Piece) -> PieceJson:
    return {"span": list(piece.span), "matches": piece.matches, "units": piece.units}
