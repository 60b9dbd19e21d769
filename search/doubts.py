"""Where in the passages of a report the characters stand that a recogniser was unsure of.

A doubt comes with the words around it, a piece of one line. Where these words stand in the
passages once, there it is; where they stand again and again, the places of the doubts before and
behind decide, for doubts come in reading order. What cleaning took apart or away has no place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from index.model import Doubt, Span

_BETWEEN = "\n"  # stands in no line, so no words run from one passage into the next
_FIRST, _LAST = -1, 1 << 62


@dataclass(frozen=True, slots=True)
class Place:
    """The passage (its index in the report) and the characters in it."""

    index: int
    span: Span


def places(doubts: Sequence[Doubt], texts: Sequence[str]) -> tuple[Place | None, ...]:
    """Return where each doubt stands, `texts[i]` being the passage with index i; None where its
    words stand nowhere, or nobody can tell at which of several places they are meant.

    Costs a look through all texts for each different piece of words: of 600 in a report of
    300,000 characters under a tenth of a second.
    """
    if not doubts:
        return ()
    whole = _BETWEEN.join(texts)
    starts = list(accumulate((len(text) + len(_BETWEEN) for text in texts), initial=0))
    held = {text: _all(text, whole) for text in {doubt.text for doubt in doubts}}
    found: list[Place | None] = []
    for doubt, at in zip(doubts, _chosen(doubts, held), strict=True):
        if at is None:
            found.append(None)
            continue
        index = bisect_right(starts, at) - 1
        start = at - starts[index]
        found.append(Place(index, Span(start + doubt.start, start + doubt.end)))
    return tuple(found)


def _chosen(doubts: Sequence[Doubt], held: Mapping[str, Sequence[int]]) -> list[int | None]:
    """Return where the words of each doubt begin in the whole text."""
    chosen: list[int | None] = [None] * len(doubts)
    again: dict[tuple[str, int, int], list[int]] = {}
    for number, doubt in enumerate(doubts):
        again.setdefault((doubt.text, doubt.start, doubt.end), []).append(number)
    for (text, _, _), numbers in again.items():
        if len(held[text]) == len(numbers):  # each of the places is doubted
            for number, at in zip(numbers, held[text], strict=True):
                chosen[number] = at
    before = list(accumulate((_FIRST if at is None else at for at in chosen), max))
    behind = list(accumulate((_LAST if at is None else at for at in reversed(chosen)), min))[::-1]
    for number, doubt in enumerate(doubts):
        if chosen[number] is None:
            between = [at for at in held[doubt.text] if before[number] <= at <= behind[number]]
            if len(between) == 1:
                chosen[number] = between[0]
    return chosen


def _all(words: str, text: str) -> tuple[int, ...]:
    """Return every place at which words begin, rising."""
    found: list[int] = []
    at = text.find(words) if words.strip() else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return tuple(found)
