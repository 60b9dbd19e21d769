"""Which piece of one text is which piece of the other: each at most once.

What stands in the same order, in the whole text or inside two sections that stand opposite each
other, is taken from half alike on; what stands elsewhere must be more alike and long enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from index.model import Part
from index.normal import FIGURE
from search.comparing.aligning.candidates import Candidate
from search.comparing.aligning.chains import chain
from search.comparing.aligning.telling import Twins
from search.comparing.texts import Piece, Text
from search.likeness import common_share

MOVED = 0.60  # share of common characters of a piece that moved
LONG = 12  # characters, figures not counted, likewise …
_NAMED = 6  # … of a line that its name tells apart from others of its form
_KIN = 0.48  # cosine of their 2-grams, likewise: more than the form must be common
_ROW = 2  # … of a line of some amounts, whose form no other line has …
_AMOUNTS = 2  # … and how many amounts
_CELLS = "\t"  # between the cells of such a line
_ACROSS = 0.80  # … of a heading that became running text, or the other way round
_IN_SECTION, _IN_ORDER = 0.10, 0.06  # what its place adds to how alike a pair is
_FIGURES_TOO = 0.02  # … and that not even its figures differ
_AGREED = 0.10  # … and each digit that stayed, of lines alike but for their figures …
_TELLING = 2  # … where there are so many: one digit is the same by chance
_FINE = 1000
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Settled:
    """The rows of tables that are one, and the numbers of these tables in the two texts: their
    other rows stand beside nothing but equal ones elsewhere.
    """

    rows: Sequence[Candidate]
    lefts: Set[int]
    rights: Set[int]

    def allow(self, one: Piece, other: Piece) -> bool:
        """Say whether two pieces can be one as far as tables go."""
        settled = (one.row is not None and one.row.table in self.lefts) or (
            other.row is not None and other.row.table in self.rights
        )
        return not settled or (one.text == other.text and bool(one.row) and bool(other.row))


def pair_pieces(
    left: Text,
    right: Text,
    alike: Sequence[Candidate],
    sections: Sequence[tuple[int, int]],
    settled: Settled,
    twins: Twins,
) -> list[Candidate]:
    """Return the pieces that belong together, by their left place."""
    places = Places(left, right, dict(sections), twins)
    chosen = _Chosen(_given(left, right, sections))
    chosen.take(settled.rows)
    possible = [
        pair
        for pair in alike
        if _possible(left.pieces, right.pieces, pair)
        and settled.allow(left.pieces[pair.left], right.pieces[pair.right])
    ]
    # Equal text anchors before alike text, and what is called the same before what is not.
    for belongs, least in (
        (twins.equal, LONG),
        (twins.equal, LONG),  # … again, now that each list has its own
        (twins.named_alike, _NAMED),
    ):
        free = [pair for pair in possible if chosen.free(pair) and belongs(pair)]
        _take_strong(left, right, free, places, chosen, least)
    possible = [pair for pair in possible if chosen.free(pair) and not twins.apart(pair)]
    _take_strong(left, right, possible, places, chosen, LONG)
    # What is left is taken where it stands between what was chosen, inside sections first.
    weak = [pair for pair in possible if chosen.free(pair)]
    homely = places.in_sections(weak, chosen.pairs)
    ordered = places.in_order(weak, chosen.pairs) - homely
    chosen.take(weak[number] for number in (*sorted(homely), *sorted(ordered)))
    return sorted(chosen.pairs)


def _take_strong(
    left: Text,
    right: Text,
    pairs: Iterable[Candidate],
    places: Places,
    chosen: _Chosen,
    least: int,
) -> None:
    """Take those of free pairs that are alike enough wherever they stand."""
    strong = [pair for pair in pairs if pair.score >= MOVED]
    if strong:
        chosen.take(_by_worth(left, right, strong, places, chosen, least))


class _Chosen:
    """Pairs that do not touch."""

    def __init__(self, pairs: Iterable[Candidate]) -> None:
        self.pairs = list(pairs)
        self._lefts = {pair.left for pair in self.pairs}
        self._rights = {pair.right for pair in self.pairs}

    def free(self, pair: Candidate) -> bool:
        return pair.left not in self._lefts and pair.right not in self._rights

    def left_of(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Return the left pieces without a partner."""
        return [piece for n, piece in enumerate(pieces) if n not in self._lefts]

    def right_of(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Return the right pieces without a partner."""
        return [piece for n, piece in enumerate(pieces) if n not in self._rights]

    def take(self, pairs: Iterable[Candidate]) -> None:
        """Take these in turn, as far as they are free."""
        for pair in pairs:
            if self.free(pair):
                self.pairs.append(pair)
                self._lefts.add(pair.left)
                self._rights.add(pair.right)


class Places:
    """Says of pairs which keep the order that most of the text stands in."""

    def __init__(self, left: Text, right: Text, opposite: dict[int, int], twins: Twins) -> None:
        self.twins = twins
        self._left = left
        self._right = right
        self._opposite = opposite

    def in_order(self, pairs: Sequence[Candidate], given: Sequence[Candidate]) -> set[int]:
        """Return which pairs are of the heaviest chain, the given ones counted in."""
        return self._heaviest([*pairs, *given], range(len(pairs) + len(given)), len(pairs))

    def in_sections(self, pairs: Sequence[Candidate], given: Sequence[Candidate]) -> set[int]:
        """Do likewise inside each two sections that stand opposite each other."""
        groups: dict[tuple[int, int], list[int]] = {}
        everything = [*pairs, *given]
        for number, pair in enumerate(everything):
            here = self._left.pieces[pair.left].section
            there = self._right.pieces[pair.right].section
            if here == there == -1 or (here >= 0 and self._opposite.get(here) == there):
                groups.setdefault((here, there), []).append(number)
        found: set[int] = set()
        for numbers in groups.values():
            found |= self._heaviest(everything, numbers, len(pairs))
        return found

    def _heaviest(self, pairs: Sequence[Candidate], numbers: Sequence[int], below: int) -> set[int]:
        weighted = [self._weighed(pairs[number]) for number in numbers]
        kept = (numbers[place] for place in chain(weighted))
        return {number for number in kept if number < below}

    def _weighed(self, pair: Candidate) -> tuple[int, int, int]:
        lefts, rights = self._left.pieces, self._right.pieces
        size = len(lefts[pair.left].plain) + len(rights[pair.right].plain)
        worth = pair.score * pair.score * size + self.twins.agreed(pair)
        return pair.left, pair.right, 1 + round(_FINE * worth)


def _given(left: Text, right: Text, sections: Sequence[tuple[int, int]]) -> list[Candidate]:
    """Return what stands opposite whatever it says: the titles, the headings of the sections."""
    places = [
        (left.sections[one].opening, right.sections[other].opening) for one, other in sections
    ]
    if left.pieces and right.pieces:
        titles = left.pieces[0].part, right.pieces[0].part
        places += [(0, 0)] if titles == (Part.TITLE, Part.TITLE) else []
    return [
        Candidate(one, other, common_share(left.pieces[one].plain, right.pieces[other].plain))
        for one, other in places
    ]


def _possible(lefts: Sequence[Piece], rights: Sequence[Piece], pair: Candidate) -> bool:
    """Say whether such passages can be one: headings are paired with their sections."""
    one, other = lefts[pair.left].part, rights[pair.right].part
    if one is other:
        return one is Part.BODY
    return pair.score >= _ACROSS


def _by_worth(
    left: Text,
    right: Text,
    pairs: Sequence[Candidate],
    places: Places,
    chosen: _Chosen,
    least: int,
) -> list[Candidate]:
    """Return the pairs, the best first: how alike they are counts most, then their place; of
    those that moved, the ones of at least so many characters.
    """
    given, twins = chosen.pairs, places.twins
    told = [pair for pair in given if left.pieces[pair.left].part is Part.BODY]
    ordered, homely = places.in_order(pairs, given), places.in_sections(pairs, told)
    free = chosen.left_of(left.pieces), chosen.right_of(right.pieces)
    once = _once(free[0]) & _once(free[1])
    rows = _rows_once(free[0]) & _rows_once(free[1])
    found: list[tuple[int, int, Candidate]] = []
    for number, pair in enumerate(pairs):
        one, other = left.pieces[pair.left], right.pieces[pair.right]
        movable = pair.kin >= _KIN and min(map(_words, (one, other))) >= least
        # Of a form that others have too, a figure must say so.
        agreed = twins.agreed(pair)
        movable = movable and (agreed > 0 or least < LONG or not twins.is_one_of_many(pair))
        # A row of a table tells itself by its figures, where they are all the same.
        movable = movable or (one.text == other.text and one.text in once)
        movable = movable or (one.plain == other.plain and one.plain in rows)
        if not movable and number not in ordered and number not in homely:
            continue
        bonus = _IN_ORDER * (number in ordered) + _IN_SECTION * (number in homely)
        bonus += _AGREED * agreed if agreed >= _TELLING else 0
        worth = pair.score + bonus + _FIGURES_TOO * (one.text == other.text)
        found.append((-round(worth * _FINE), abs(pair.left - pair.right), pair))
    return [pair for _, _, pair in sorted(found)]


def _once(pieces: Iterable[Piece]) -> set[str]:
    """Return the texts of some length, figures counted, that stand in one place only."""
    often = Counter(piece.text for piece in pieces)
    return {
        text for text, times in often.items() if times == 1 and len(_SPACE.sub("", text)) >= LONG
    }


def _rows_once(pieces: Iterable[Piece]) -> set[str]:
    """Return the forms of lines of cells, with a name in words, that stand in one place only."""
    lines = [
        piece
        for piece in pieces
        if _CELLS in piece.text and _words(piece) >= _ROW and len(piece.figures) >= _AMOUNTS
    ]
    often = Counter(piece.plain for piece in lines)
    return {plain for plain, times in often.items() if times == 1}


def _words(piece: Piece) -> int:
    return len(piece.plain) - piece.plain.count(FIGURE)
