"""Asking a library for everything that is like each copy, as a page or a command asks it."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass

from evaluation.cases import Cases
from evaluation.grafting import Traced, trace
from evaluation.judging import Judged, alike, judge
from evaluation.libraries import Held
from evaluation.negatives import Negative
from evaluation.progress import shown
from search.reuse.model import Similar, SimilarRequest

LISTED = 100  # matches of an answer that are looked at


@dataclass(frozen=True, slots=True)
class Alarm:
    """A pair that is none: was the one found by the other? And what another time it took."""

    kind: str
    found: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Answers:
    """All copies judged, by group, and negatives; `left_out` of these the library does not hold
    as one passage. `traced` are the partial copies.
    """

    copies: dict[str, tuple[Judged, ...]]
    alarms: tuple[Alarm, ...]
    left_out: int
    traced: tuple[Traced, ...] = ()


def ask(held: Held, cases: Cases) -> Answers:
    """Ask for every copy and the right side of every negative."""
    known = [(group, copy) for group, some in cases.copies.items() for copy in some]
    negatives = [one for one in cases.negatives if _stands(held, one)]
    judged: dict[str, list[Judged]] = {group: [] for group in cases.copies}
    if known:
        _similar(held, known[0][1].target)  # the first one opens files
    gc.collect()
    gc.freeze()
    try:
        for group, copy in shown(known, "copies", len(known)):
            answer, seconds = _similar(held, copy.target)
            judged[group].append(judge(copy, held.files[copy.file], answer, seconds))
        traced = [trace(held, one) for one in shown(cases.grafts, "parts", len(cases.grafts))]
        alarms = [_alarm(held, one) for one in shown(negatives, "negatives", len(negatives))]
    finally:
        gc.unfreeze()
    return Answers(
        {group: tuple(some) for group, some in judged.items()},
        tuple(alarms),
        len(cases.negatives) - len(negatives),
        tuple(traced),
    )


def _similar(held: Held, text: str) -> tuple[Similar, float]:
    begun = time.perf_counter()
    answer = held.library.similar(SimilarRequest(text=text, limit=LISTED))
    return answer, time.perf_counter() - begun


def _stands(held: Held, pair: Negative) -> bool:
    return pair.file in held.files or pair.left in held.made


def _alarm(held: Held, pair: Negative) -> Alarm:
    answer, seconds = _similar(held, pair.right)
    there = held.files[pair.file] if pair.file else held.made[pair.left]
    found = any(one.sha256 == there and alike(one.text, pair.left) for one in answer.matches)
    return Alarm(pair.kind, found, seconds)
