"""Where a passage stands in its report, in the short words of a label: （三）第 2 段.

Passages are counted from 1 in their section, headings left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.model import Table
from search.comparing.model import Comparison, Part, Side
from search.comparing.onegrid import number_of
from web.language import gettext as _

_MARKER = re.compile(
    r"第?[〇零一二三四五六七八九十百0-9０-９]{1,4}[章节编条部]分?|[（(][^（）()]{1,4}[）)]"
    r"|[一二三四五六七八九十百]{1,4}(?=[、.．])|[0-9]{1,3}(?:[.．][0-9]{1,3})*(?=[、.．])"
)
_SHORT = 8  # characters of a heading without a marker


@dataclass(frozen=True, slots=True)
class Place:
    """A passage's place: the markers of its sections, and its number there (0: a heading).

    Of a row of a table `table` is its number in the report, from 1, and `number` that of the row.
    """

    markers: tuple[str, ...]
    number: int
    table: int = 0


class Places:
    """Where the passages of both sides stand."""

    def __init__(self, found: Comparison) -> None:
        rows = found.rows
        self._left = _places((row.left for row in rows if row.left), found.left_tables)
        self._right = _places((row.right for row in rows if row.right), found.right_tables)

    def left(self, part: Part) -> Place:
        """Return the place of a passage of the left side."""
        return self._left[part.index]

    def right(self, part: Part) -> Place:
        """Return the place of a passage of the right side."""
        return self._right[part.index]


def said(place: Place, other: Place) -> tuple[str, str]:
    """Return the section of a place in words and the passage's number there in words.

    What the sections of the `other` place begin with as well is left out.
    """
    if place.table:
        row = _("第 %(number)s 行", number=place.number) if place.number else _("表头")
        return _("表 %(number)s", number=place.table), row
    shared = 0
    longest = min(len(place.markers), len(other.markers)) - 1
    while shared < longest and place.markers[shared] == other.markers[shared]:
        shared += 1
    section = "".join(place.markers[shared:]) or _("开头")
    return section, _("第 %(number)s 段", number=place.number) if place.number else _("标题")


def marker(heading: str) -> str:
    """Return the marker that a heading begins with, or else its first words."""
    found = _MARKER.match(heading)
    if found:
        return found[0]
    return heading if len(heading) <= _SHORT else heading[:_SHORT] + "……"


def _places(sides: Iterable[Side], tables: Sequence[Table]) -> dict[int, Place]:
    """Return the places by the passages' index in the report."""
    found: dict[int, Place] = {}
    counted: dict[tuple[str, ...], int] = {}
    parts = [(part, side.text) for side in sides for part in side.parts]
    for part, text in sorted(parts, key=lambda one: one[0].index):
        if part.heading:  # its path is that of what it stands in
            path = (*part.path, text[part.start : part.end])
            counted[path] = 0
            found[part.index] = Place(tuple(map(marker, path if _leads(part) else part.path)), 0)
        else:
            counted[part.path] = counted.get(part.path, 0) + 1
            place = Place(tuple(map(marker, part.path)), counted[part.path])
            if part.row is not None:
                number = number_of(part.row, tables[part.row.table])
                place = Place(place.markers, number, part.row.table + 1)
            found[part.index] = place
    return found


def _leads(part: Part) -> bool:
    """Say whether a heading is that of a section, and not a title before all sections."""
    return bool(part.path) or part.index > 0
