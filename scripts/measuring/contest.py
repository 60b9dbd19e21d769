"""All engines asked for the same phrases in turn: are they complete, and how long do they take.

The machine may be busy: each call is made several times, and what counts are medians and the
ratios between them. The engines take turns after all phrases of a class, as a server answers one
question after another: after every phrase, each would find the processor's caches full of the
others' data, and what was measured were those.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from measuring.documents import Documents
from measuring.ours import Ours
from measuring.peers import Peer, Scan
from measuring.phrases import Asked

ROUNDS = 5
_SLOW = 0.05  # seconds; what takes longer is called fewer times
_FEW = 2

Call = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One engine's answer to one phrase: how many paragraphs it found, and how many of them stand
    in the truth. `exact` says of an engine that counts occurrences whether it counted them right.
    """

    found: int
    right: int
    exact: bool = True


@dataclass(slots=True)
class Outcome:
    """What was asked, what stands there, what each engine answered, and seconds a call.

    `seconds[engine, call][phrase]` is a median; there is none where an engine cannot be asked.
    """

    asked: tuple[Asked, ...]
    truth: dict[str, int] = field(default_factory=dict)
    answers: dict[str, dict[str, Answer]] = field(default_factory=dict)
    seconds: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)


def contest(
    documents: Documents, ours: Ours, peers: Sequence[Peer], asked: tuple[Asked, ...]
) -> Outcome:
    """Ask every engine for every phrase."""
    outcome = Outcome(asked)
    for one in asked:
        _judge(outcome, documents, ours, peers, one.text)
    gc.collect()
    gc.freeze()
    try:
        for some in _classes(asked):
            _race(outcome, ours, peers, some)
    finally:
        gc.unfreeze()
    return outcome


def _judge(
    outcome: Outcome, documents: Documents, ours: Ours, peers: Sequence[Peer], phrase: str
) -> None:
    listed = documents.scan(phrase)
    truth = set(listed)
    outcome.truth[phrase] = len(truth)
    found = ours.paragraphs(phrase)
    exact = ours.count(phrase) == documents.occurrences(phrase, listed)
    answers = {ours.name: Answer(len(found), len(truth.intersection(found)), exact)}
    for peer in peers:
        if isinstance(peer, Scan):
            answers[peer.name] = Answer(len(truth), len(truth))
        elif len(phrase) >= peer.shortest:
            numbers = peer.ids(phrase)
            exact = peer.count(phrase) == len(numbers)
            answers[peer.name] = Answer(len(numbers), len(truth.intersection(numbers)), exact)
    for name, answer in answers.items():
        outcome.answers.setdefault(name, {})[phrase] = answer


def _classes(asked: Sequence[Asked]) -> list[list[str]]:
    """Return the phrases by where they came from and how long they are."""
    found: dict[tuple[bool, str, int], list[str]] = {}
    for one in asked:
        key = (one.drawn, "" if one.drawn else one.source, min(len(one.text), 9) // 2)
        found.setdefault(key, []).append(one.text)
    return list(found.values())


def _race(outcome: Outcome, ours: Ours, peers: Sequence[Peer], phrases: Sequence[str]) -> None:
    """Time every call of every engine for some phrases; who begins changes from round to round."""
    calls: list[tuple[tuple[str, str], Call, list[str]]] = [
        ((ours.name, name), call, list(phrases))
        for name, call in (
            ("count", ours.count),
            ("passages", ours.passages),
            ("ids", ours.ids),
            ("ids and facets", ours.ids_and_facets),
        )
    ]
    for peer in peers:
        able = [phrase for phrase in phrases if len(phrase) >= peer.shortest]
        calls.append(((peer.name, "ids"), peer.ids, able))
        if not isinstance(peer, Scan):  # a scan that counts is a scan that lists
            calls.append(((peer.name, "count"), peer.count, able))
    taken: dict[tuple[str, str], dict[str, list[float]]] = {key: {} for key, _, _ in calls}
    for turn in range(ROUNDS):
        begin = turn * len(calls) // ROUNDS
        for key, call, able in (*calls[begin:], *calls[:begin]):
            for phrase in able:
                times = taken[key].setdefault(phrase, [])
                if len(times) >= _FEW and times[0] > _SLOW:
                    continue
                begun = time.perf_counter()
                call(phrase)
                times.append(time.perf_counter() - begun)
    for key, by_phrase in taken.items():
        seconds = outcome.seconds.setdefault(key, {})
        seconds.update((phrase, median(times)) for phrase, times in by_phrase.items())
    for peer in peers:
        if isinstance(peer, Scan):
            listed = outcome.seconds[peer.name, "ids"]
            outcome.seconds.setdefault((peer.name, "count"), {}).update(listed)
