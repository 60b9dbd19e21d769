"""Two texts side by side: which passages belong together, and which of them moved.

Left and right are equals: everything is computed in one canonical order of the two, so that
swapping them mirrors the answer exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.model import Part
from search.comparing.aligning.candidates import LEAST, candidates
from search.comparing.aligning.chains import chain
from search.comparing.aligning.gridrows import pair_rows
from search.comparing.aligning.grids import grids_of, pair_tables
from search.comparing.aligning.kindred import rewritten
from search.comparing.aligning.lone import with_amounts
from search.comparing.aligning.pairing import Settled, pair_pieces
from search.comparing.aligning.sections import pair_sections
from search.comparing.aligning.splitting import Group, grouped
from search.comparing.aligning.strays import strays
from search.comparing.aligning.telling import Twins
from search.comparing.model import ColumnsBy, TablePair
from search.comparing.texts import Text


@dataclass(frozen=True, slots=True)
class Bond:
    """Pieces that belong together, by their places; `score` is how alike they are (0 to 1).

    `moved`: the others that belong together stand in the same order without it.
    """

    lefts: tuple[int, ...]
    rights: tuple[int, ...]
    score: float
    moved: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """`bonds` by their left place, each piece in at most one; `sections` that stand opposite each
    other, by their numbers in the two texts, and `tables` likewise.
    """

    bonds: tuple[Bond, ...]
    sections: tuple[tuple[int, int], ...]
    tables: tuple[TablePair, ...] = ()

    def mirrored(self) -> Alignment:
        """Return the same with its sides swapped."""
        bonds = [Bond(bond.rights, bond.lefts, bond.score, bond.moved) for bond in self.bonds]
        bonds.sort(key=lambda bond: bond.lefts)
        tables = sorted((one.mirrored() for one in self.tables), key=lambda one: one.left)
        return Alignment(
            tuple(bonds),
            tuple(sorted((right, left) for left, right in self.sections)),
            tuple(tables),
        )


def align(left: Text, right: Text, columns: ColumnsBy = ColumnsBy.NAME) -> Alignment:
    """Return which pieces and sections of two texts belong together; the columns of their tables
    go by name or by place.
    """
    if _order(left) > _order(right):
        return _aligned(right, left, columns).mirrored()
    return _aligned(left, right, columns)


def _order(text: Text) -> tuple[object, ...]:
    """Return what decides which text comes first; whatever is not told apart is the same."""
    return (
        len(text.pieces),
        [(piece.text, piece.part, piece.section) for piece in text.pieces],
        [(head.path, head.marker or "", head.role or "", head.parent) for head in text.sections],
        [(piece.row.table, piece.row.row) for piece in text.pieces if piece.row is not None],
        [(table.caption or "", table.columns) for table in text.tables],
    )


def _aligned(left: Text, right: Text, columns: ColumnsBy) -> Alignment:
    found = candidates(
        [piece.plain for piece in left.pieces],
        [piece.plain for piece in right.pieces],
        ([piece.figures for piece in left.pieces], [piece.figures for piece in right.pieces]),
    )
    sections = pair_sections(left, right, found)
    here, there = grids_of(left), grids_of(right)
    tables = pair_tables(here, there, columns)
    rows = [
        pair
        for one in tables
        for pair in pair_rows(left, right, here[one.left], there[one.right], one.columns)
    ]
    rows += strays(left, right, (here, there), rows)
    settled = {one.left for one in tables}, {one.right for one in tables}
    twins = Twins(left.pieces, right.pieces)
    pairs = pair_pieces(left, right, found.alike, sections, Settled(rows, *settled), twins)
    groups = grouped(left, right, pairs, found.within, twins)
    groups = rewritten(left, right, groups, found.kindred, sections, twins)
    groups = with_amounts(left, right, groups)
    stay = _in_order(left, right, groups, sections)
    bonds = [
        Bond(group.lefts, group.rights, group.score, number not in stay)
        for number, group in enumerate(groups)
    ]
    return Alignment(tuple(_sound(left, bonds)), tuple(sections), tuple(tables))


def _sound(left: Text, bonds: list[Bond]) -> Iterator[Bond]:
    """Yield the bonds but those of passages that are hardly alike and left their place alone:
    only at its place is a passage written anew.
    """
    moved = {bond.lefts[0] for bond in bonds if bond.moved}
    for bond in bonds:
        piece = left.pieces[bond.lefts[0]]
        opening = left.sections[piece.section].opening if piece.section >= 0 else -1
        weak = bond.moved and bond.score < LEAST and piece.part is Part.BODY
        if not weak or opening in moved:
            yield bond


def _in_order(
    left: Text, right: Text, groups: list[Group], sections: list[tuple[int, int]]
) -> set[int]:
    """Return the groups that keep the order in which most of both texts stands.

    A heading weighs with what stands under it on both sides: a passage crosses it, not it the
    passage.
    """
    weights = [
        sum(len(left.pieces[n].plain) for n in group.lefts)
        + sum(len(right.pieces[n].plain) for n in group.rights)
        for group in groups
    ]
    opposite = dict(sections)
    openings = {left.sections[one].opening: one for one, _ in sections}
    under: dict[int, int] = {}
    for group, weight in zip(groups, weights, strict=True):
        here = left.pieces[group.lefts[0]].section
        if here >= 0 and opposite.get(here) == right.pieces[group.rights[0]].section:
            under[here] = under.get(here, 0) + weight
    weighted = []
    for group, weight in zip(groups, weights, strict=True):
        one = openings.get(group.lefts[0])
        weight += under.get(one, 0) if one is not None else 0
        weighted.append((group.lefts[0], group.rights[0], 1 + weight))
    return set(chain(weighted))
