"""The bars of a comparison: the headings of a section on both sides, and what became of it.

A bar stands for the rows of these headings; they are not shown again below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from search.comparing.model import RowKind, SectionPair, Side
from web.beside.rows import Cell, Rows, Shown
from web.language import gettext as _


@dataclass(frozen=True, slots=True)
class Bar:
    """The headings of a section: `left` and `right` are the paths to it, outermost first.

    `heads` are the rows of these headings: of its own, and of those above it that have no bar of
    their own because nothing else stands under them. `notes` say what became of the section,
    `again` that its rows go on after those of another one.
    """

    section: int
    pair: SectionPair
    left: tuple[Markup, ...]
    right: tuple[Markup, ...]
    heads: tuple[Shown, ...]
    notes: tuple[str, ...]
    again: bool
    stop: int


class Bars:
    """The bars of the sections, in the order of the page."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._met: set[int] = set()

    def heads(self, section: int, numbers: Iterable[int]) -> tuple[int, ...]:
        """Return which of a section's rows are its headings alone."""
        if section < 0:
            return ()
        pair = self._rows.comparison.sections[section]
        met: set[str] = set()
        found = []
        for number in numbers:
            row = self._rows.comparison.rows[number]
            both = (("left", row.left, pair.left), ("right", row.right, pair.right))
            there = [(name, side, path) for name, side, path in both if side]
            names = {name for name, _side, _path in there}
            if not met & names and all(_is_head(side, path) for _name, side, path in there):
                met |= names
                found.append(number)
        return tuple(found)

    def bar(self, section: int, heads: Sequence[Shown], stop: int) -> Bar:
        """Return the bar of a section; `heads` are the rows that it stands for."""
        pair = self._rows.comparison.sections[section]
        again = section in self._met
        self._met.add(section)
        lefts = [(one.row.left, one.left) for one in heads]
        rights = [(one.row.right, one.right) for one in heads]
        left, right = _path(pair.left, lefts), _path(pair.right, rights)
        notes = () if again else tuple(_notes(pair))
        return Bar(section, pair, left, right, tuple(heads), notes, again, stop)


def _path(
    path: tuple[str, ...] | None, own: Iterable[tuple[Side | None, Cell | None]]
) -> tuple[Markup, ...]:
    """Return the headings of a path, those of `own` rows with what changed in them marked."""
    known = {_bare(side.text): cell.html for side, cell in own if side and cell}
    return tuple(known.get(_bare(one)) or Markup.escape(one) for one in path or ())


def _is_head(side: Side, path: tuple[str, ...] | None) -> bool:
    """Say whether a side is the heading of a section and nothing else."""
    if path is None or len(side.parts) != 1 or not side.parts[0].heading:
        return False
    return _bare(side.text) == _bare(path[-1])


def _bare(text: str) -> str:
    return "".join(text.split()).rstrip("。：:.")


def _notes(pair: SectionPair) -> Iterable[str]:
    if pair.kind is RowKind.LEFT_ONLY:
        yield _("只有左边有")
    if pair.kind is RowKind.RIGHT_ONLY:
        yield _("只有右边有")
    if pair.renumbered:
        yield _("序号不同")
    if pair.renamed:
        yield _("改名")
    if pair.moved:
        yield _("移动")
