"""Figures that find each other across rows: what is counted alike in two rewritten reports.

Only where it is surely the same: the same words, said once on each side, of the same part of the
work (done, planned), in measures that compare.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.folding import fold
from index.measures import finest, is_share
from index.model import Role
from search.comparing.figures.amounts import may_compare
from search.comparing.figures.found import Found
from search.comparing.figures.moves import base
from search.comparing.figures.periods import YEAR
from search.comparing.model import Part, Side

_LEAST = 4  # characters of what is counted, beside how it moved
_FILLING = re.compile(
    "^(?:其中|全年|全市|全区|全县|全省|全国|年末|预计|实现|完成|拟|新一轮|隆重|成功|着力|有序|推进|推动"
    "|继续|持续|坚定|实施|落实|大力|积极|全面|进一步|安排)+|再(?=提高|延长|增加)|进一步|继续|首次|新台阶|累计"
)
_TO = re.compile(
    "(?:提高|提升|上升|增加|增长|扩大|回升|下降|降低|减少|压缩|缩短|延长|升|降|增|减|达|跃升)[到至]$"
)


class Standing(NamedTuple):
    """A figure in a row, the side in which it stands, and the number of its section pair."""

    row: int
    found: Found
    side: Side | None
    section: int


Place = tuple[int, int]  # the number of a row, and where a figure begins in its side


def across(
    lefts: Sequence[Standing],
    rights: Sequence[Standing],
    taken_left: set[Place],
    taken_right: set[Place],
) -> dict[Place, Standing]:
    """Return the left partners of right figures that had none in their own row.

    Those that are `taken` are partners already; they say whether a label is of one thing alone.
    """
    left_of, right_of = _by_key(lefts), _by_key(rights)
    found = {}
    for key, ones in left_of.items():
        others = right_of.get(key, [])
        if len(ones) == len(others) == 1:
            left, right = ones[0], others[0]
            place = (right.row, right.found.span.start)
            if not _alike(left.found, right.found):
                continue
            if place not in taken_right and (left.row, left.found.span.start) not in taken_left:
                found[place] = left
    return found


_Key = tuple[str, str, Role | int | None, bool, str]


def _by_key(standing: Iterable[Standing]) -> dict[_Key, list[Standing]]:
    found: dict[_Key, list[Standing]] = defaultdict(list)
    for one in standing:
        if one.found.column and one.found.context:  # of tables: in the same one, as many columns
            found[one.found.context, f"{one.found.columns}", one.section, False, ""].append(one)
            continue
        if not one.found.measure:  # a label alone says little: in the same section
            if len(one.found.context) >= _LEAST:
                found[one.found.context, "", one.section, False, ""].append(one)
            continue
        label = _plain(one.found)
        if label and one.side is not None:
            over, was = one.found.period or YEAR, one.found.leaving
            found[label, finest(one.found.measure)[0], _role(one), was, over].append(one)
    return found


def _plain(found: Found) -> str:
    """Return what a figure counts without filling words, empty where that says too little."""
    if found.faint:
        return ""
    label = _FILLING.sub("", fold(found.context))
    label = _TO.sub("", label)
    return label if len(base(label)) >= _LEAST or _is_told(label, found) else ""


def _is_told(label: str, found: Found) -> bool:
    return is_share(found.measure) and len(label) > _LEAST and base(label) == label


def _alike(left: Found, right: Found) -> bool:
    """Say whether both are of all until now or neither, and of what was or of what became."""
    if left.total is not right.total or left.leaving is not right.leaving:
        return False
    return may_compare(left, right)


def _role(one: Standing) -> Role | None:
    part = _part(one)
    return part.role if part else None


def _part(one: Standing) -> Part | None:
    start, parts = one.found.span.start, one.side.parts if one.side else ()
    return next((part for part in parts if part.start <= start < part.end), None)
