"""Contexts: what a figure counts, in the words around it. 受理群众诉求1.2万件 → 受理群众诉求.

The words before it in its clause, those behind where none are or where a bare verb is (解决35个
问题 → 解决问题). No grammar is done: what is said is a label to read and to find partners by.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.folding import fold_with_origins
from index.model import Span
from search.comparing.differing.tokens import Cut
from search.comparing.figures.labelwords import OPENERS, TAILS, VERBS
from search.comparing.figures.moves import base, each, is_move, of_former, told

_BEFORE, _BEHIND, _WHOLE = 18, 10, 24  # characters of a label
_BREAKS = re.compile(
    r"[，,。；;！!？?：:、\n（）()…—\t|]|(?:(?<=^[一二三四五六七八九十])|(?<=[，。；：\n][一二三四五六七八九十]))是"
    r"|(?<=目标)是"
)
_STOPS = re.compile(r"[。；;！!？?\n]")
_ASIDE = re.compile(r"[（(][^（()），。；\n]{1,6}[)）]")  # 住房公积金（项）
_SPAN = re.compile(r"[近前]?[一二两三四五六七八九十几\d]+年[来间]?")
_CLASS = re.compile(r"[（(]类[)）]")  # 一般公共服务支出（类）统计信息事务（款）
_BETWEEN = re.compile(r"[\s、，,和及与至到或共计—–~～-]*|[^。；;！!？?\n]{0,6}")
_FIRST = ("其中", "全年", "累计", "预计", "全市", "全区", "今年", "去年", "通过", "使")
_ATTACHED = re.compile(
    r"(?<=[率量数额值比度])(?:达到|达|为|约|超|近|拟按?|[控保稳维][制持定]在?|拟?安排|首次突破)$"
)
_MOVING = re.compile(r"(?:[由从]|[增减升降提扩缩上下].{0,3}?)?[到至为]$")
_NO_LABEL = re.compile(
    "[内并和及与或、等占比较为是在到至达共从由将已其均且以约增减升降]|提高|提升|上升|下降|同比|环比|全部|全面|累计"
    "|完成率|左右"
)
_NEXT = re.compile(r"\s*(?:[、，,]|和|与|及|以及)\s*")
_VERBS = re.compile(f"(?:{'|'.join(VERBS)})$")  # a label that waits for an object


class Place(NamedTuple):
    """A counted figure with all that belongs to it: `start` and `end` include qualifiers and
    measure. `by_share`: it is a share, which says more of what stands before it.
    """

    start: int
    end: int
    by_share: bool


def contexts(
    text: str, places: Sequence[Place], walls: Sequence[Span], cut: Cut
) -> tuple[str, ...]:
    """Return what each of these figures counts, `""` where nothing says it.

    `walls` are the years and dates, in order: no label goes across.
    """
    return _Reading(text, places, walls, cut).labels() if places else ()


class _Reading:
    """One text being read for labels."""

    def __init__(self, text: str, places: Sequence[Place], walls: Sequence[Span], cut: Cut) -> None:
        self._text = text
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
        self._starts = [word.start for word in self._words]
        self._lefts = sorted([*(place.end for place in places), *(wall.end for wall in walls)])
        self._rights = sorted([*(place.start for place in places), *(wall.start for wall in walls)])

    def labels(self) -> tuple[str, ...]:
        """Return the label of each place."""
        found: list[str] = []
        for number, place in enumerate(self._places):
            former = self._places[number - 1] if number else None
            label = self._label(place, former, found[-1] if found else "")
            found.append(self._with_subject(place, former, label, found))
        self._share(found)
        return tuple(found)

    def _with_subject(
        self, place: Place, former: Place | None, label: str, found: Sequence[str]
    ) -> str:
        """Return a label that says only how something moved with what it was that moved."""
        edge = max(_last(self._breaks, place.start), former.end - 1 if former else -1)
        clause = self._text[edge + 1 : place.start]
        if not is_move(clause):
            return label
        move = told(clause)
        subject = ""
        if former and not _STOPS.search(self._text, former.end, place.start):
            subject = base(found[-1]) or found[-1]
        if not subject:
            subject = base("".join(self._clause_before(place.start)))
        return subject[max(0, len(subject) + len(move) - _WHOLE) :] + move

    def _share(self, found: list[str]) -> None:
        """Give the figures behind 分别 each its own label, where there are as many things."""
        number = 0
        while number < len(found):
            last = number
            while last + 1 < len(found) and _NEXT.fullmatch(
                self._text, self._places[last].end, self._places[last + 1].start
            ):
                last += 1
            stop = max((edge for edge in self._breaks if self._is_wall(edge, number)), default=-1)
            before = self._text[stop + 1 : self._places[number].start]
            labels = each(before, last - number + 1)
            if labels is None:
                labels = of_former(before, found[max(0, 2 * number - last - 1) : number])
                labels = labels if labels and len(labels) == last - number + 1 else None
            if labels:
                found[number : last + 1] = [_trimmed(label) for label in labels]
            number = last + 1

    def _is_wall(self, edge: int, number: int) -> bool:
        return edge < self._places[number].start and self._text[edge] != "、"

    def _label(self, place: Place, former: Place | None, label: str) -> str:
        if former and former.end >= place.end:  # the second of 3至5个
            return label
        raw = self._before(place.start)
        before = _stripped(raw)
        behind = self._behind(place)
        said = "".join(before)
        if former and label and self._in_clause(former, place) and _MOVING.fullmatch(said):
            return label if said in ("到", "至") else (label + said)[-_WHOLE:]
        if behind and raw and raw[-1] in ("的", "和", "及", "与", "以及", "等"):
            return behind
        if said and behind and not place.by_share and (_VERBS.search(said) or len(before) == 1):
            verb = before[-1] if _VERBS.search(before[-1]) else said
            return verb + behind
        if said or behind:
            return said or behind
        if former and _BETWEEN.fullmatch(self._text, former.end, place.start):
            return label
        return "".join(self._clause_before(place.start))

    def _before(self, end: int) -> list[str]:
        """Return the words of the clause that ends there."""
        start = max(_last(self._breaks, end) + 1, _last(self._lefts, end + 1))
        return self._between(start, end)

    def _clause_before(self, end: int) -> list[str]:
        """Return the words of the clause before the one that ends there, in the same sentence."""
        edge = _last(self._breaks, end)
        if edge < 0 or _STOPS.match(self._text, edge) or _last(self._lefts, end + 1) > edge:
            return []
        return _stripped(self._before(edge))

    def _behind(self, place: Place) -> str:
        at = bisect_left(self._breaks, place.end)
        stop = self._breaks[at] if at < len(self._breaks) else len(self._text)
        at = bisect_left(self._rights, place.end)
        stop = min(stop, self._rights[at] if at < len(self._rights) else stop)
        words = self._between(place.end, stop)
        while words and words[0] in ("的", "多", "余"):
            del words[0]
        taken: list[str] = []
        for word in words:
            if _NO_LABEL.match(word) or (taken and sum(map(len, taken)) + len(word) > _BEHIND):
                break
            taken.append(word)
        return "".join(taken)[:_WHOLE]

    def _in_clause(self, former: Place, place: Place) -> bool:
        return _last(self._breaks, place.start) < former.end

    def _between(self, start: int, end: int) -> list[str]:
        """Return the words from one place up to another, those at the edges cut there."""
        at = max(0, bisect_left(self._starts, start) - 1)
        found = []
        for word in self._words[at:]:
            if word.start >= end:
                break
            piece = self._text[max(word.start, start) : min(word.end, end)].strip()
            if word.end > start and piece:
                found.append(piece)
        return found


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (place, len(spans) and spans[-1][1] + 1)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


def _within(word: Span, spans: Sequence[tuple[int, int]]) -> bool:
    return _inside(word.start, spans) and _inside(word.end - 1, spans)


def _last(places: Sequence[int], end: int) -> int:
    """Return the last of the sorted places before `end`, -1 where none is."""
    at = bisect_left(places, end)
    return places[at - 1] if at else -1


def _words(text: str, places: Sequence[Place], breaks: Sequence[int], cut: Cut) -> Iterator[Span]:
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


def _cut(clauses: str, start: int, cut: Cut) -> Iterator[Span]:
    """Yield where the words of a text stand in the one in which it begins at `start`."""
    folded = fold_with_origins(clauses)
    origins = folded.origins.tolist()
    at = 0
    for piece in cut(folded.text):
        end = at + len(piece)
        if piece.isalnum() or any(map(str.isalnum, piece)):
            yield Span(start + origins[at], start + origins[end - 1] + 1)
        at = end


def _trimmed(label: str) -> str:
    """Return a label made of the text itself without what may open it."""
    for opener in _FIRST:
        label = label.removeprefix(opener)
    return label[-_WHOLE:]


def _stripped(found: Sequence[str]) -> list[str]:
    """Return the last words of a clause without what says nothing of the thing counted."""
    words = list(found)
    while words and words[-1] in TAILS:
        del words[-1]
    if words:
        words[-1] = _ATTACHED.sub("", words[-1])
    size, first = 0, len(words)
    while first and (not size or size + len(words[first - 1]) <= _BEFORE):
        first -= 1
        size += len(words[first])
    words = words[first:]
    while words and (words[0] in OPENERS or _SPAN.fullmatch(words[0])):
        del words[0]
    return words
