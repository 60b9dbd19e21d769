"""A row of a comparison made ready to show: both texts marked, what it is in words and signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from index.model import Span
from search.comparing.model import Compared, Comparison, FigurePair, Row, RowKind, Side
from web.beside.figurewords import Chip, chips
from web.beside.marks import LEFT, RIGHT, Marks
from web.beside.places import Place, Places, said
from web.language import gettext as _
from web.words import MOVED, ROW_KINDS

_LINE = 34  # characters of a line in a window of the usual width
_LONGEST = 12  # lines: longer rows are guessed to be so long
_OPENING = 24  # characters of the first words of a fold


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a passage in its report, from 1; `href` is where it stands there."""

    number: int
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a row. `label` says from where it moved or to where."""

    html: Markup
    numbers: tuple[Number, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as shown. `spoken` is what a screen reader says first, `lines` how long it is about.

    `different` says that the reader is stopped at it, `back` that a stub stands where it was.
    """

    index: int
    row: Row
    left: Cell | None
    right: Cell | None
    spoken: str
    lines: int
    different: bool
    back: bool
    chips: tuple[Chip, ...]

    @property
    def kind(self) -> RowKind:
        """The kind of the row."""
        return self.row.kind

    @property
    def moved(self) -> bool:
        """Whether the row's left side stands elsewhere."""
        return self.row.moved


class Rows:
    """The rows of a comparison, each made ready when it is asked for.

    `to` gives the address of a row by its number. Without `quiet`, changes of punctuation and
    width are not marked.
    """

    def __init__(
        self, comparison: Comparison, to: Callable[[int], str], *, quiet: bool = True
    ) -> None:
        self.comparison = comparison
        self.to = to
        self._marks = Marks(comparison, to, quiet=quiet)
        self.places = Places(comparison)
        self._bases = (_base(comparison.left), _base(comparison.right))
        # Looked up once: thousands of rows say them.
        self._words = {kind: str(word) for kind, word in ROW_KINDS.items()}
        self._moved = str(MOVED)
        self._sides = (_("左 %(numbers)s", numbers="{}"), _("右 %(numbers)s", numbers="{}"))
        self._between = str(_("，"))
        self._figures: dict[int, list[FigurePair]] = defaultdict(list)
        for figure in comparison.figures:
            self._figures[figure.row].append(figure)

    def shown(self, index: int, *, back: bool = False) -> Shown:
        """Return row `index` made ready; `back` where a stub leads to it."""
        row = self.comparison.rows[index]
        labels = self._labels(row)
        left, right = (
            Cell(self._marks.of(index, which), self.numbers(side, which), labels[which])
            if side
            else None
            for which, side in ((LEFT, row.left), (RIGHT, row.right))
        )
        longest = max(len(side.text) for side in (row.left, row.right) if side)
        return Shown(
            index,
            row,
            left,
            right,
            self._spoken(row),
            min(_LONGEST, -(-longest // _LINE)),
            different(row),
            back,
            chips(self._figures.get(index, ())),
        )

    def stretch(self, index: int, which: int, span: Span) -> Markup:
        """Return a stretch of the LEFT or RIGHT text of row `index`, marked."""
        return self._marks.stretch(index, which, span)

    def numbers(self, side: Side, which: int) -> tuple[Number, ...]:
        """Return the passages' numbers of a side; `which` is LEFT or RIGHT."""
        base = self._bases[which]
        return tuple(
            Number(part.index + 1, f"{base}#p{part.index}" if base else "") for part in side.parts
        )

    def _labels(self, row: Row) -> tuple[str, str]:
        if not row.moved or row.left is None or row.right is None:
            return "", ""
        here, there = self.both_places(row)
        (left, number), (right, other) = said(here, there), said(there, here)
        gone = _(
            "移：由左%(left)s%(number)s到右%(right)s%(other)s",
            left=left,
            number=number,
            right=right,
            other=other,
        )
        if left == right:
            left, right = left + number, right + other
        return gone, _("移：左在%(left)s，这里在%(right)s", left=left, right=right)

    def _spoken(self, row: Row) -> str:
        """Return what a screen reader says first: 修改，移动，左 33，右 30."""
        words = [self._words[row.kind]]
        if row.moved:
            words.append(self._moved)
        for side, word in zip((row.left, row.right), self._sides, strict=True):
            if side:
                words.append(word.format("、".join(str(part.index + 1) for part in side.parts)))
        return self._between.join(words)

    def both_places(self, row: Row) -> tuple[Place, Place]:
        """Return where the first passages of a row with two sides stand."""
        assert row.left is not None  # noqa: S101 - as promised
        assert row.right is not None  # noqa: S101 - as promised
        return self.places.left(row.left.parts[0]), self.places.right(row.right.parts[0])


def different(row: Row) -> bool:
    """Say whether a row shows a difference: anything but the same text at the same place."""
    return row.moved or row.kind is not RowKind.SAME


def opening(row: Row) -> str:
    """Return the first words of a row."""
    side = row.right or row.left
    text = side.text.replace("\n", "") if side else ""
    return text if len(text) <= _OPENING else text[:_OPENING] + "……"


def _base(compared: Compared) -> str:
    if compared.report is None:
        return ""
    return url_for("report.show", report_id=compared.report.id)
