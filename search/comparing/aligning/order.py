"""The order in which rows are read: that of the right text, with what only the left one has
standing behind what it follows there.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.comparing.aligning.align import Bond
from search.comparing.texts import Text

_START = -1  # before everything on the right


def in_order(
    left: Text, right: Text, bonds: Sequence[Bond], sections: Sequence[tuple[int, int]]
) -> list[int]:
    """Return the numbers of the bonds in the order in which they are read. A bond may have no
    pieces on one side.
    """
    opposite = {-1: -1, **dict(sections)}
    owner = {number: bond for bond in bonds for number in bond.lefts}
    follows: list[int] = []  # of each left piece, the right piece that it stands at or behind
    for number, piece in enumerate(left.pieces):
        bond = owner[number]
        if bond.rights:
            follows.append(bond.rights[0])
            continue
        place = _START
        for before in range(number - 1, -1, -1):
            beside = owner[before]
            within = left.pieces[before].section == piece.section
            if beside.rights:
                there = right.pieces[beside.rights[0]].section
                # Not behind a passage that went elsewhere, unless the whole section did.
                if not within and piece.section >= 0 and beside.moved:
                    continue
                if within and opposite.get(piece.section, there) != there:
                    continue
            place = follows[before]
            break
        follows.append(place)

    def key(number: int) -> tuple[int, int, int]:
        bond = bonds[number]
        return (bond.rights[0], 0, 0) if bond.rights else (follows[bond.lefts[0]], 1, bond.lefts[0])

    return sorted(range(len(bonds)), key=key)
