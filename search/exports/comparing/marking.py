"""Which stretches of a row's sides are marked, and as what. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.measures import measure_at
from index.model import Span
from search.comparing.figures import qualifiers
from search.comparing.figures.said import Said, Standing
from search.comparing.model import Change, ChangeKind, FigurePair, Row, RowKind

ONLY, QUIET, FIGURE, MASKED = "only", "quiet", "figure", "masked"
"""What stands on this side only; what differs in looks only; figures that changed; withheld."""

Marks = list[tuple[Span, str]]


@dataclass(frozen=True, slots=True)
class Told:
    """A pair of figures and how it is told."""

    pair: FigurePair
    said: Said

    @property
    def changed(self) -> bool:
        """Whether the two are known to differ."""
        return self.said.standing is Standing.CHANGED


def marks(row: Row, number: int, figures: Iterable[Told]) -> tuple[Marks, Marks]:
    """Return what is marked in the left and in the right text of row `number`, none overlapping.

    A row with one side is marked as a whole, so that nothing in its text is but masks.
    """
    boxes: tuple[Marks, Marks] = [], []
    for one in figures:
        pair = one.pair
        kind = FIGURE if one.changed else MASKED if pair.masked else ""
        if not kind:
            continue
        at = pair.row if pair.left_row is None else pair.left_row
        if row.left and pair.left_span and at == number:
            boxes[0].append((whole(row.left.text, pair.left_span), kind))
        if row.right and pair.right_span and pair.row == number:
            boxes[1].append((whole(row.right.text, pair.right_span), kind))
    lefts, rights = _apart(boxes[0]), _apart(boxes[1])
    if row.kind not in (RowKind.LEFT_ONLY, RowKind.RIGHT_ONLY):
        lefts += _outside([(one.left, _kind(one)) for one in row.changes], lefts)
        rights += _outside([(one.right, _kind(one)) for one in row.changes], rights)
    return lefts, rights


def _kind(change: Change) -> str:
    if change.kind is ChangeKind.SAME:
        return ""
    return QUIET if change.quiet else ONLY


def _apart(boxes: Marks) -> Marks:
    """Return boxes none of which overlaps another: 3—5个 is one."""
    found: Marks = []
    for span, kind in sorted(boxes):
        if found and span.start < found[-1][0].end:
            before, was = found[-1]
            kind = FIGURE if FIGURE in (kind, was) else kind
            found[-1] = Span(before.start, max(before.end, span.end)), kind
        else:
            found.append((span, kind))
    return found


def _outside(marks: Marks, boxes: Marks) -> Marks:
    """Return what of marks, which come in order, is in no box: a box is one whole."""
    found: Marks = []
    inside = [span for span, _ in boxes]
    at = 0
    for (start, end), kind in marks:
        while at < len(inside) and inside[at].end <= start:
            at += 1
        place = at
        while kind and start < end:
            box = inside[place] if place < len(inside) else Span(end, end)
            if start < min(box.start, end):
                found.append((Span(start, min(box.start, end)), kind))
            start, place = max(start, box.end), place + 1
            if box.start >= end:
                break
    return found


def whole(text: str, span: Span) -> Span:
    """Return the span of a figure with its measure and qualifiers: 1.3万亿斤以上, 约300家."""
    start, end = span
    start -= len(qualifiers.before(text, start))
    end += len(qualifiers.inside(text, end))
    space = len(text[end : end + 4]) - len(text[end : end + 4].lstrip())
    measure = measure_at(text, end + space)
    end = measure.end if measure else end
    return Span(start, end + len(qualifiers.behind(text, end)))


def words(text: str, row: Row, *, right: bool) -> str:
    """Return what stands on one side of a row only, piece by piece."""
    spans = [
        one.right if right else one.left
        for one in row.changes
        if one.kind is not ChangeKind.SAME and not one.quiet
    ]
    return " ｜ ".join(text[slice(*span)] for span in spans if span.start < span.end)
