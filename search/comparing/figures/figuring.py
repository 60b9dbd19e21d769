"""The figures of a whole comparison, row by row, in the order of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.comparing.differing.tokens import Cut
from search.comparing.figures.amounts import pair
from search.comparing.figures.faraway import Standing, across
from search.comparing.figures.found import Found, figures_of
from search.comparing.figures.labelling import labelled
from search.comparing.figures.pairs import partners
from search.comparing.model import FigurePair, Row, Side


def figures(rows: Sequence[Row], cut: Cut) -> tuple[FigurePair, ...]:
    """Return every counted figure of both texts once: with its partner, or alone."""
    read: dict[str, tuple[Found, ...]] = {}  # what stayed stands on both sides
    lefts = labelled([row.left for row in rows], [_of(row.left, cut, read) for row in rows])
    rights = labelled([row.right for row in rows], [_of(row.right, cut, read) for row in rows])
    found = [
        (number, left, right)
        for number, row in enumerate(rows)
        for left, right in partners(lefts[number], rights[number], row.changes)
    ]
    far = across(
        [Standing(n, one, rows[n].left, rows[n].section) for n, one, _ in found if one],
        [Standing(n, one, rows[n].right, rows[n].section) for n, _, one in found if one],
        {(number, left.span.start) for number, left, right in found if left and right},
        {(number, right.span.start) for number, left, right in found if left and right},
    )
    joined = {(one.row, one.found.span.start) for one in far.values()}
    told = []
    for number, left, right in found:
        if left and not right and (number, left.span.start) in joined:
            continue
        partner = far.get((number, right.span.start)) if right and not left else None
        if partner:
            made = pair(partner.found, right, number)
            told.append(replace(made, left_row=partner.row) if partner.row != number else made)
        else:
            told.append(pair(left, right, number))
    return tuple(told)


def _of(side: Side | None, cut: Cut, read: dict[str, tuple[Found, ...]]) -> tuple[Found, ...]:
    if side is None:
        return ()
    if side.text not in read:
        read[side.text] = figures_of(side.text, cut)
    return read[side.text]
