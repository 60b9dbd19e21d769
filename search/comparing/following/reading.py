"""The order in which rows of several columns are read: that of the last column, with what only
older ones have standing behind what it followed there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from index.model import Part
from search.comparing.following.strands import Thread
from search.comparing.texts import Text

_START = -1  # before every row


def reading_order(
    texts: Sequence[Text], threads: Sequence[Thread], moved: Set[int] = frozenset()
) -> list[int]:
    """Return the numbers of the threads in the order in which they are read; `moved` ones left
    their place later on.
    """
    after: dict[int, int | None] = {_START: None}  # a chain: what comes behind each row
    for column in range(len(texts) - 1, -1, -1):
        owner = {
            number: row
            for row, thread in enumerate(threads)
            for number in thread.cells.get(column, ())
        }
        fresh: set[int] = set()  # rows of this column: they stand where it has them
        for number in range(len(texts[column].pieces)):
            row = owner[number]
            if row not in after:
                place = _place(texts[column], owner, number, moved - fresh)
                after[row], after[place] = after[place], row
                fresh.add(row)
    order = []
    following = after[_START]
    while following is not None:
        order.append(following)
        following = after[following]
    return order


def _place(text: Text, owner: Mapping[int, int], number: int, moved: Set[int]) -> int:
    """Return the row behind which a passage stands: that of the last one before it in its section
    that is still there, else of the last one at all. All of them have their place by now.
    """
    section = text.pieces[number].section
    for before in range(number - 1, -1, -1):
        piece = text.pieces[before]
        if piece.section != section:
            break
        if piece.part is not Part.BODY or owner[before] not in moved:
            return owner[before]
    return owner[number - 1] if number else _START
