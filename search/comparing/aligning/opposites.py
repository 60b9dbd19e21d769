"""Sections side by side: which stayed, moved, were renumbered or renamed, came or went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.comparing.aligning.align import Bond
from search.comparing.model import RowKind, SectionPair
from search.comparing.texts import Head, Text


@dataclass(frozen=True, slots=True)
class Opposites:
    """The sections of both texts in the order of the right one; `lefts` and `rights` say where
    the sections of either text are among them (-1, what is in no section, is nowhere).
    """

    pairs: tuple[SectionPair, ...]
    lefts: dict[int, int]
    rights: dict[int, int]


def opposites(
    left: Text,
    right: Text,
    sections: Sequence[tuple[int, int]],
    bonds: Iterable[tuple[Bond, RowKind]],
) -> Opposites:
    """Put sections side by side; `bonds` are all rows with their kinds."""
    order = _order(left, right, sections)
    bond_of = {number: one for one in bonds for number in one[0].lefts}
    pairs = tuple(_pair(left, right, one, other, bond_of) for one, other in order)
    return Opposites(
        pairs,
        {one: place for place, (one, _) in enumerate(order) if one is not None},
        {other: place for place, (_, other) in enumerate(order) if other is not None},
    )


def _order(
    left: Text, right: Text, sections: Sequence[tuple[int, int]]
) -> list[tuple[int | None, int | None]]:
    """Return all sections; one that only the left text has stands behind what it follows."""
    pairs = dict(sections)
    behind: dict[int | None, list[int]] = {}
    last: int | None = None
    for here in range(len(left.sections)):
        if here in pairs:
            last = here
        else:
            behind.setdefault(last, []).append(here)
    others = {there: here for here, there in sections}
    order: list[tuple[int | None, int | None]] = [(here, None) for here in behind.get(None, ())]
    for there in range(len(right.sections)):
        one = others.get(there)
        order.append((one, there))
        if one is not None:
            order += [(here, None) for here in behind.get(one, ())]
    return order


def _pair(
    left: Text,
    right: Text,
    one: int | None,
    other: int | None,
    bond_of: dict[int, tuple[Bond, RowKind]],
) -> SectionPair:
    if one is None or other is None:
        head = left.sections[one] if one is not None else right.sections[other or 0]
        if one is not None:
            return SectionPair(head.path, None, head.role, RowKind.LEFT_ONLY, False, False)
        return SectionPair(None, head.path, head.role, RowKind.RIGHT_ONLY, False, False)
    here, there = left.sections[one], right.sections[other]
    renamed = here.plain != there.plain
    same = _is_same(here, there, bond_of)
    return SectionPair(
        left=here.path,
        right=there.path,
        role=there.role or here.role,
        kind=RowKind.SAME if same else RowKind.EDITED,
        moved=bond_of[here.opening][0].moved,
        renumbered=here.marker != there.marker and not renamed,
        renamed=renamed,
    )


def _is_same(here: Head, there: Head, bond_of: dict[int, tuple[Bond, RowKind]]) -> bool:
    """Say whether all of a section stands in the other one, unchanged and in its order."""
    if here.end - here.opening != there.end - there.opening:
        return False
    for number in range(here.opening, here.end):
        bond, kind = bond_of[number]
        if kind is not RowKind.SAME or bond.rights != (there.opening + number - here.opening,):
            return False
    return True
