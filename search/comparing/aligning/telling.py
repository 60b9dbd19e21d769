"""What tells lines apart that are alike but for their figures.

A year, a date, a number of order or a code says which line it is; any other figure is what the
line says. Of lines of one form those belong together that name the same thing, whatever became of
their amounts; lines that name different things are never one. Where nothing names them, the
figures that stayed say which is which.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from index.normal import FIGURE
from search.comparing.aligning.candidates import Candidate
from search.comparing.aligning.forms import Forms
from search.comparing.texts import Piece
from search.values import value

Name = tuple[Decimal | str, ...]

_YEAR = re.compile("(?:19|20)[0-9]{2}|[0-9]{2}")
_WHOLE = re.compile("[0-9]+")
_ORDER = re.compile("(?:年|月|日|号|届|季度|次(?:会议|全会|例会|常委会|党组会))")
_SPAN = re.compile("年(?:[来内间]|以[来上下内]|期|限|的?时间)|月(?:均|内)|日(?:均|内|产)")
_RANK = re.compile("[位名]")
_SOME = 2  # figures that differ, and lines of one form, where none in common says something
_PART = re.compile("期|组|标段|类|档")  # of a whole, at the head of a line …
_STAGE = re.compile("期(?:工程|项目|建设)")  # … and anywhere
_MOST = {"月": 12, "日": 31, "季度": 4}


def identity(piece: Piece) -> Name:
    """Return the figures of a piece that say which one it is, as numbers where they are some."""
    found: list[Decimal | str] = []
    opening = True  # nothing but figures so far: where rows of tables have their codes
    coded = "\t" in piece.text
    at = -1
    for written in piece.figures:
        start = at + 1
        at = piece.plain.index(FIGURE, start)
        opening = opening and at == start
        before, behind = piece.plain[max(0, at - 1) : at], piece.plain[at + 1 : at + 6]
        code = coded and opening and _WHOLE.fullmatch(written) is not None
        part = _PART.match(behind) if start == at == 0 else _STAGE.match(behind)
        if code or part is not None or _names(written, before, behind):
            number = None if code else value(written)
            found.append(written if number is None else number)
    return tuple(found)


def _names(written: str, before: str, behind: str) -> bool:
    if before == "第":
        return _RANK.match(behind) is None
    order = _ORDER.match(behind)
    if order is None or _SPAN.match(behind):
        return False
    number = value(written)
    if number is None or number != int(number):
        return False
    if order[0] == "年":
        return _YEAR.fullmatch(written) is not None or written[:1] in "一二"
    return number <= _MOST.get(order[0], 10**6)


class _Steady(NamedTuple):
    """How many pieces of one form each section has on either side; `stayed`: several figures
    tell them apart, and some of them are the same on both sides.
    """

    lefts: Counter[int]
    rights: Counter[int]
    stayed: bool


class Twins:
    """The pieces of two texts that are alike but for their figures, and what each is called.

    What all of them share on both sides (the year of the report) tells none apart.
    """

    def __init__(self, lefts: Sequence[Piece], rights: Sequence[Piece]) -> None:
        self._lefts = lefts
        self._rights = rights
        self._classes: dict[str, tuple[list[int], list[int]]] = {}
        for side, pieces in enumerate((lefts, rights)):
            for number, piece in enumerate(pieces):
                if piece.figures:
                    self._classes.setdefault(piece.plain, ([], []))[side].append(number)
        self._told: dict[str, tuple[dict[int, Name], dict[int, Name]]] = {}
        self._telling: dict[str, tuple[int, ...]] = {}
        self._stable: dict[str, _Steady] = {}
        self._forms = Forms(lefts, rights)

    def equal(self, pair: Candidate) -> bool:
        """Say whether two pieces agree to the last figure."""
        one, other = self._lefts[pair.left], self._rights[pair.right]
        return one.plain == other.plain and one.figures == other.figures

    def named_alike(self, pair: Candidate) -> bool:
        """Say whether two pieces alike but for their figures are called the same."""
        names = self._names(pair)
        return names is not None and bool(names[0]) and names[0] == names[1]

    def apart(self, pair: Candidate) -> bool:
        """Say whether two pieces are two things: called differently, or without one figure in
        common among others of their form that stayed what they were.
        """
        return self._named_apart(pair) or self._strange(pair)

    def _named_apart(self, pair: Candidate) -> bool:
        """Say whether two pieces alike but for their figures are called differently, or but for
        the name in a form that others have too.
        """
        one, other = self._lefts[pair.left].plain, self._rights[pair.right].plain
        if one != other:
            return self._forms.apart(one, other)
        names = self._names(pair)
        return names is not None and len(names[0]) == len(names[1]) and names[0] != names[1]

    def is_one_of_many(self, pair: Candidate) -> bool:
        """Say whether other pieces are alike to these two but for their figures."""
        here, there = self._classes.get(self._lefts[pair.left].plain, ((), ()))
        same = self._lefts[pair.left].plain == self._rights[pair.right].plain
        return same and max(len(here), len(there)) > 1

    def agreed(self, pair: Candidate) -> int:
        """Return how many digits of two pieces alike but for their figures are the same, of those
        figures that are not the same in all pieces of their form.
        """
        one, other = self._lefts[pair.left], self._rights[pair.right]
        if one.plain != other.plain or not one.figures:
            return 0
        at = self._telling.get(one.plain)
        if at is None:
            at = self._telling[one.plain] = self._differing(*self._classes[one.plain])
        return sum(len(one.figures[n]) for n in at if one.figures[n] == other.figures[n])

    def _strange(self, pair: Candidate) -> bool:
        one, other = self._lefts[pair.left], self._rights[pair.right]
        if not self.is_one_of_many(pair) or self.agreed(pair) or self.named_alike(pair):
            return False
        stable = self._stable.get(one.plain)
        if stable is None:
            stable = self._stable[one.plain] = self._steady(one.plain)
        if not stable.stayed:
            return False
        # The only one of its form under a heading is told by that.
        return max(stable.lefts[one.section], stable.rights[other.section]) >= _SOME

    def _steady(self, plain: str) -> _Steady:
        here, there = self._classes[plain]
        figures = {self._lefts[n].figures for n in here}
        return _Steady(
            Counter(self._lefts[n].section for n in here),
            Counter(self._rights[n].section for n in there),
            len(self._telling[plain]) >= _SOME
            and any(self._rights[n].figures in figures for n in there),
        )

    def _differing(self, here: Sequence[int], there: Sequence[int]) -> tuple[int, ...]:
        figures = [self._lefts[n].figures for n in here] + [self._rights[n].figures for n in there]
        return tuple(_varying(figures)) if max(len(here), len(there)) > 1 else ()

    def _names(self, pair: Candidate) -> tuple[Name, Name] | None:
        one, other = self._lefts[pair.left], self._rights[pair.right]
        if one.plain != other.plain or not one.figures:
            return None
        told = self._told.get(one.plain)
        if told is None:
            told = self._told[one.plain] = self._tell(*self._classes[one.plain])
        return told[0][pair.left], told[1][pair.right]

    def _tell(
        self, here: Sequence[int], there: Sequence[int]
    ) -> tuple[dict[int, Name], dict[int, Name]]:
        lefts, rights = (
            [identity(pieces[number]) for number in numbers]
            for pieces, numbers in ((self._lefts, here), (self._rights, there))
        )
        if len({len(name) for name in (*lefts, *rights)}) == 1:
            telling = sorted({*_varying(lefts), *_varying(rights)})
            lefts, rights = (
                [tuple(name[at] for at in telling) for name in side] for side in (lefts, rights)
            )
        return dict(zip(here, lefts, strict=True)), dict(zip(there, rights, strict=True))


def _varying(names: Iterable[Sequence[object]]) -> Iterable[int]:
    """Return the places at which some of these names of one length differ."""
    return (at for at, one in enumerate(zip(*names, strict=True)) if len(set(one)) > 1)
