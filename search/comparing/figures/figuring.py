"""The figures of a whole comparison, row by row, in the order of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.measures import comparable
from index.model import Table
from search.comparing.differing.tokens import Cut
from search.comparing.figures.amounts import pair
from search.comparing.figures.faraway import Standing, across
from search.comparing.figures.found import Found, figures_of
from search.comparing.figures.gridded import joined
from search.comparing.figures.labelling import labelled
from search.comparing.figures.pairs import partners
from search.comparing.figures.rowcells import cells_of
from search.comparing.model import FigurePair, Row, Side, TablePair


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of both texts, and which of them are one."""

    lefts: Sequence[Table] = ()
    rights: Sequence[Table] = ()
    pairs: Sequence[TablePair] = ()


def figures(rows: Sequence[Row], cut: Cut, tables: Tables = Tables()) -> tuple[FigurePair, ...]:
    """Return every counted figure of both texts once: with its partner, or alone."""
    of_tables = _of_tables(rows, tables)
    told = [*_of_texts(rows, cut), *of_tables]
    return tuple(sorted(told, key=lambda one: one.row)) if of_tables else tuple(told)


def _of_tables(rows: Sequence[Row], tables: Tables) -> list[FigurePair]:
    lefts = cells_of([row.left for row in rows], tables.lefts)
    rights = cells_of([row.right for row in rows], tables.rights)
    found = []
    for one, other in joined(rows, lefts, rights, tables.pairs):
        left, right = one[1].found if one else None, other[1].found if other else None
        if all(figure is None or figure.faint for figure in (left, right)):
            continue
        if left and right and not comparable(left.measure, right.measure):
            parts = [(left, None, one), (None, right, other)]
        else:
            parts = [(left, right, other or one)]
        for here, there, at in parts:
            assert at is not None  # noqa: S101 - one side is there
            made = pair(here, there, at[0])
            apart = here and there and one and one[0] != at[0]
            left_row = one[0] if apart and one else None
            found.append(replace(made, column=at[1].names, left_row=left_row))
    return found


def _of_texts(rows: Sequence[Row], cut: Cut) -> list[FigurePair]:
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
    return told


def _of(side: Side | None, cut: Cut, read: dict[str, tuple[Found, ...]]) -> tuple[Found, ...]:
    if side is None or all(part.row is not None for part in side.parts):
        return ()
    if side.text not in read:
        read[side.text] = figures_of(side.text, cut)
    return read[side.text]
