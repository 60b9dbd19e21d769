"""Clauses of a text: the words around its figures, each as far as it may be read for a label.

In: a text, the places of its figures, the years and dates in it. Out: words before and behind a
place, in its clause or the one before. What is a label is not said here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.folding import fold_with_places
from index.model import Span
from search.comparing.differing.tokens import Cut

_BREAKS = re.compile(
    r"[，,。；;！!？?：:、\n（）()…—\t|]|(?:(?<=^[一二三四五六七八九十])|(?<=[，。；：\n][一二三四五六七八九十]))是"
    r"|(?<=目标)是"
)
STOPS = re.compile(r"[。；;！!？?\n]")
_ASIDE = re.compile(r"[（(][^（()），。；\n]{1,6}[)）]")  # 住房公积金（项）
_CLASS = re.compile(r"[（(]类[)）]")  # 一般公共服务支出（类）统计信息事务（款）


class Place(NamedTuple):
    """A counted figure with all that belongs to it: `start` and `end` include qualifiers and
    measure. `by_share`: it is a share, which says more of what stands before it. `thing`: it
    counts things one by one.
    """

    start: int
    end: int
    by_share: bool
    own: int = 0  # the end of it without what it shares with the next one, where it does
    thing: bool = False


class Clauses:
    """One text being read. A label crosses neither a break, where a clause ends, nor a figure, a
    year or a date.
    """

    def __init__(self, text: str, places: Sequence[Place], walls: Sequence[Span], cut: Cut) -> None:
        self.text = text
        self._places = places
        asides = [found.span() for found in _ASIDE.finditer(text)]
        self._breaks = [found.start() for found in _BREAKS.finditer(text)]
        if asides:
            self._breaks = [
                edge
                for edge in self._breaks
                if not _inside(edge, asides) or _CLASS.match(text, edge - 2)
            ]
        words = _words(text, places, self._breaks, cut)
        self._words = [word for word in words if not asides or not _within(word, asides)]
        self._starts = [start for start, _ in self._words]
        self._opens = [place.start for place in places]
        self._ends = {place.end for place in places}
        self._lefts = sorted([*(place.end for place in places), *(wall.end for wall in walls)])
        self._rights = sorted([*(place.start for place in places), *(wall.start for wall in walls)])

    def edge(self, end: int) -> int:
        """Return the last break before `end`, -1 where none is."""
        return _last(self._breaks, end)

    def wall(self, edge: int) -> int:
        """Return the last break up to `edge` that is none between things enumerated."""
        while edge >= 0 and self.text[edge] == "、":
            edge = self.edge(edge)
        return edge

    def stop(self, start: int) -> int:
        """Return the first break from `start` on, or the end of the text."""
        at = bisect_left(self._breaks, start)
        return self._breaks[at] if at < len(self._breaks) else len(self.text)

    def left(self, end: int) -> int:
        """Return where the last figure, year or date before `end` ends, -1 where none is."""
        return _last(self._lefts, end)

    def right(self, start: int) -> int:
        """Return where the first figure, year or date from `start` on begins, or the text ends."""
        at = bisect_left(self._rights, start)
        return self._rights[at] if at < len(self._rights) else len(self.text)

    def is_figure(self, end: int) -> bool:
        """Say whether a figure ends there, and no year or date."""
        return end in self._ends

    def place_from(self, start: int) -> Place | None:
        """Return the first figure from `start` on."""
        at = bisect_left(self._opens, start)
        return self._places[at] if at < len(self._places) else None

    def before(self, end: int) -> list[str]:
        """Return the words of the clause that ends there."""
        return self.between(max(self.edge(end) + 1, self.left(end + 1)), end)

    def clause_before(self, end: int) -> list[str]:
        """Return the words of the clause before the one that ends there, in the same sentence."""
        edge = self.edge(end)
        if edge < 0 or STOPS.match(self.text, edge) or self.left(end + 1) > edge:
            return []
        return self.before(edge)

    def between(self, start: int, end: int) -> list[str]:
        """Return the words from one place up to another, those at the edges cut there."""
        found = []
        for number in range(max(0, bisect_left(self._starts, start) - 1), len(self._words)):
            first, last = self._words[number]
            if first >= end:
                break
            piece = self.text[max(first, start) : min(last, end)].strip()
            if last > start and piece:
                found.append(piece)
        return found


def _last(places: Sequence[int], end: int) -> int:
    """Return the last of the sorted places before `end`, -1 where none is."""
    at = bisect_left(places, end)
    return places[at - 1] if at else -1


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (place, len(spans) and spans[-1][1] + 1)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


def _within(word: _Word, spans: Sequence[tuple[int, int]]) -> bool:
    return _inside(word[0], spans) and _inside(word[1] - 1, spans)


_Word = tuple[int, int]  # where it stands: there are many, and no name makes them dearer


def _words(text: str, places: Sequence[Place], breaks: Sequence[int], cut: Cut) -> Iterator[_Word]:
    """Yield the words of the clauses that hold figures and of those before them: cutting takes
    longer than all the rest.
    """
    reached = 0
    for place in places:
        if place.end > reached:
            before = _last(breaks, _last(breaks, place.start))
            start = max(reached, before + 1)
            at = bisect_left(breaks, place.end)
            reached = breaks[at] if at < len(breaks) else len(text)
            yield from _cut(text[start:reached], start, cut)


def _cut(clauses: str, start: int, cut: Cut) -> Iterator[_Word]:
    """Yield where the words of a text stand in the one in which it begins at `start`."""
    folded, origins = fold_with_places(clauses)
    at = 0
    for piece in cut(folded):
        end = at + len(piece)
        if piece.isalnum() or (end - at > 1 and any(map(str.isalnum, piece))):
            yield start + origins[at], start + origins[end - 1] + 1
        at = end
