"""Lines of one form that speak of different things: 城关镇受理…件, 东坪镇受理…件.

Where several lines of one text are the same words around a name, that name says what a line is
about; whoever is called otherwise is someone else. A form that a text fills once is none: there
the name may have been changed, as in two reports of two counties.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from index.normal import FIGURE
from search.comparing.texts import Piece
from search.likeness import common_ends

_NAME = 8  # characters of a name, at most
_EDGE = 4  # characters of the words on one side of it, at least
_HALF = 2  # the words around it are so many times as long as both names together
_PLACE = re.compile("[^#]{0,2}?(?:[镇乡县区市省村]|街道|社区)")  # the rest of such a name
_COMMON = 2  # characters that the names of two places may begin with alike


class Forms:
    """The lines of two texts by how they begin and end, in the form in which they are compared."""

    def __init__(self, lefts: Sequence[Piece], rights: Sequence[Piece]) -> None:
        self._sides = lefts, rights
        self._known: dict[tuple[str, str], bool] = {}
        self._edges: tuple[_Edges, _Edges] | None = None

    def apart(self, one: str, other: str) -> bool:
        """Say whether two lines are of one form that a text fills more than once, and the names
        in it differ.
        """
        form = _form(one, other)
        if form is None:
            return False
        if self._is_form(*form):
            return True
        before, behind = form
        place = _PLACE.match(behind)
        if place is None:
            return False
        behind = behind[place.end() :]
        return any(
            self._is_form(before[: len(before) - fewer], behind)
            for fewer in range(min(_COMMON, len(before)) + 1)
        )

    def _is_form(self, before: str, behind: str) -> bool:
        known = self._known.get((before, behind))
        if known is None:
            if self._edges is None:
                first, second = map(_Edges, self._sides)
                self._edges = first, second
            known = any(edges.fill(before, behind) for edges in self._edges)
            self._known[before, behind] = known
        return known


class _Edges:
    """The texts of some pieces by their first and by their last characters."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._begin: dict[str, set[str]] = defaultdict(set)
        self._end: dict[str, set[str]] = defaultdict(set)
        for piece in pieces:
            if FIGURE in piece.plain:
                self._begin[piece.plain[:_EDGE]].add(piece.plain)
                self._end[piece.plain[-_EDGE:]].add(piece.plain)

    def fill(self, before: str, behind: str) -> bool:
        """Say whether there is more than one name between these words."""
        if len(behind) >= _EDGE:
            among = self._end.get(behind[-_EDGE:], ())
        else:
            among = self._begin.get(before[:_EDGE], ())
        least, most = len(before) + len(behind) + 1, len(before) + len(behind) + _NAME
        found = sum(
            least <= len(text) <= most
            and text.startswith(before)
            and text.endswith(behind)
            and FIGURE not in text[len(before) : len(text) - len(behind)]
            for text in among
        )
        return found > 1


def _form(one: str, other: str) -> tuple[str, str] | None:
    """Return the words around what differs in two lines, None where that is no name."""
    before, behind = common_ends(one, other)
    around = before + behind
    if max(len(one), len(other)) - around > _NAME or max(before, behind) < _EDGE:
        return None
    names = one[before : len(one) - behind], other[before : len(other) - behind]
    if not all(names) or around < _HALF * (len(names[0]) + len(names[1])):
        return None
    if FIGURE in names[0] or FIGURE in names[1]:
        return None
    return one[:before], one[len(one) - behind :]
