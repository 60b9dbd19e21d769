"""The texts of a comparison's rows with everything marked: what the other side has not, what it
has elsewhere, figures that changed, masks.

A figure is boxed whole, with its measure and its qualifier, where both sides have it and it is
not the same. What is boxed or stands elsewhere is not tinted as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from markupsafe import Markup

from index.model import Span
from search.comparing.figures import qualifiers
from search.comparing.model import ChangeKind, Comparison, Part, Row, Side
from web.filters import Insert, Mark, markup, masks
from web.language import gettext as _

LEFT, RIGHT = 0, 1
_NAMES = ("left", "right")


class _Away(NamedTuple):
    """A stretch that stands in another row of the other side."""

    span: Span
    row: int
    words: str


class Marks:
    """The marks of both sides. `to` gives the address of a row by its number.

    Without `quiet`, changes of punctuation, width and script are not marked.
    """

    def __init__(self, comparison: Comparison, to: Callable[[int], str], *, quiet: bool) -> None:
        self._rows = comparison.rows
        self._to = to
        self._quiet = quiet
        self._boxes = _boxes(comparison)
        self._away = _away(comparison)

    def of(self, index: int, which: int) -> Markup:
        """Return the LEFT or RIGHT text of row `index`, marked; empty where there is none."""
        side = self._side(index, which)
        return self.stretch(index, which, Span(0, len(side.text))) if side else Markup()

    def stretch(self, index: int, which: int, span: Span) -> Markup:
        """Do likewise for a stretch of it: a cell of a table's row."""
        row, side = self._rows[index], self._side(index, which)
        if side is None:
            return Markup()
        boxes = self._boxes.get((index, which), ())
        away = self._away.get((index, which), ())
        gone = [one.span for one in away]
        tints = self._tints(row, which) if row.left and row.right else ()
        return markup(
            side.text,
            [
                *_without(tints, [*boxes, *gone]),
                *(Mark(*span, "elsewhere") for span in gone),
                *(Mark(*span, "figure") for span in boxes),
                *masks(side.text),
            ],
            [Insert(one.span.end, text=one.words, href=self._to(one.row)) for one in away],
            start=span.start,
            end=span.end,
        )

    def _side(self, index: int, which: int) -> Side | None:
        row = self._rows[index]
        return (row.left, row.right)[which]

    def _tints(self, row: Row, which: int) -> Iterable[Mark]:
        name = _NAMES[which]
        for change in row.changes:
            span = (change.left, change.right)[which]
            if change.kind is ChangeKind.SAME or span.start == span.end:
                continue
            if not change.quiet:
                yield Mark(span.start, span.end, name)
            elif self._quiet:
                yield Mark(span.start, span.end, f"quiet-{name}")


def _boxes(comparison: Comparison) -> dict[tuple[int, int], list[Span]]:
    """Return the changed figures by row and side."""
    found: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for figure in comparison.figures:
        if figure.same or figure.left_span is None or figure.right_span is None:
            continue
        left_row = figure.row if figure.left_row is None else figure.left_row
        left, right = comparison.rows[left_row].left, comparison.rows[figure.row].right
        if left and right:
            of = figure.measure
            here = _whole(left.text, figure.left_span, of, figure.left_qualifier)
            found[left_row, LEFT].append(here)
            there = _whole(right.text, figure.right_span, of, figure.right_qualifier)
            found[figure.row, RIGHT].append(there)
    return found


def _whole(text: str, span: Span, measure: str, qualifier: str) -> Span:
    """Return a figure's span with the measure and the qualifier that stand at it."""
    start, end = span
    before, inside, behind = qualifiers.around(qualifier)
    if inside and inside not in text[start:end] and text.startswith(inside, end):
        end += len(inside)
    for unit in (measure, measure[1:], measure[2:]):  # of 万元 the scale is in the figure already
        if unit and not text[start:end].endswith(unit) and text.startswith(unit, end):
            end += len(unit)
            break
    if behind and text.startswith(behind, end):
        end += len(behind)
    if before and text.endswith(before, 0, start):
        start -= len(before)
    return Span(start, end)


def _away(comparison: Comparison) -> dict[tuple[int, int], list[_Away]]:
    """Return what stands in another row of the other side, by row and side."""
    rows = comparison.rows
    found: dict[tuple[int, int], list[_Away]] = defaultdict(list)
    for one in comparison.relocations:
        there = _number(rows[one.right_row].right, one.right_span)
        here = _number(rows[one.left_row].left, one.left_span)
        to, come = _("移到右 %(number)s", number=there), _("自左 %(number)s", number=here)
        found[one.left_row, LEFT].append(_Away(one.left_span, one.right_row, to))
        found[one.right_row, RIGHT].append(_Away(one.right_span, one.left_row, come))
    return found


def _number(side: Side | None, span: Span) -> int:
    """Return the number of the passage in which a span begins."""
    parts: tuple[Part, ...] = side.parts if side else ()
    return next((one.index for one in parts if one.start <= span.start < one.end), -1) + 1


def _without(tints: Iterable[Mark], holes: Iterable[Span]) -> Iterable[Mark]:
    """Yield the tints with what is marked in another way cut out of them."""
    cut = sorted(holes)
    for start, end, kind in tints:
        for hole in cut:
            if hole.end <= start or hole.start >= end:
                continue
            if hole.start > start:
                yield Mark(start, hole.start, kind)
            start = max(start, hole.end)
        if start < end:
            yield Mark(start, end, kind)
