"""In which reports a passage stands, as far as it can be followed: what is like it, then what is
like the oldest and the newest of these, and so on. A text that drifts from year to year is found
that way though its last form has little left of the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.normal import normalise_many
from index.picture import Picture
from search.matching import Verdict
from search.reuse.groups import Found, Group
from search.reuse.lookup import LIMIT, OF_MANY, look_up
from search.reuse.lot import Without
from search.reuse.model import Relation
from search.reuse.standing import Standpoint

Ints = NDArray[np.int64]

ROUNDS = 6  # times that it is looked on from what was found
_ENDS = 4  # texts from which it is looked on at once


class Stand(NamedTuple):
    """The passage of a report (its row in the columns) that is most like the one followed."""

    row: int
    passage: int
    score: float
    copies: int  # passages of the report with its text, itself among them


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a passage stands, by the row of the report. `bounded`: there may be more."""

    stands: dict[int, Stand]
    rounds: int
    bounded: bool


def follow(
    catalogue: Catalogue, picture: Picture, standpoint: Standpoint, asked: Stand, text: str
) -> Followed:
    """Return every report that is found, that of the passage itself among them."""
    found = look_up(
        catalogue,
        picture,
        [text],
        without=Without(passage=asked.passage),
        limit=LIMIT,
        fragments_of=0,
    )
    bounded = not found.complete
    stands = _best(found.groups)
    stands[asked.row] = asked._replace(copies=1 + _copies(found, asked.row))
    seen = set(_plain([text]))
    rounds = 1
    while rounds <= ROUNDS:
        ends = _ends(standpoint, stands)
        texts = catalogue.texts([stand.passage for stand in ends])
        new = [one for one in dict.fromkeys(texts.values()) if _plain([one])[0] not in seen]
        if not new:
            break
        if rounds == ROUNDS:
            bounded = True
            break
        seen |= set(_plain(new))
        found = look_up(catalogue, picture, new, limit=OF_MANY, fragments_of=0)
        bounded |= not found.complete
        for row, stand in _best(filter(_goes_on, found.groups)).items():
            stands.setdefault(row, stand)
        rounds += 1
    return Followed(stands, rounds, bounded)


def _goes_on(group: Group) -> bool:
    """Say whether a text is the same passage still: what holds it or a part of it leads astray."""
    return group.compared is None or group.compared.verdict is Verdict.EDITED


def _best(groups: Iterable[Group]) -> dict[int, Stand]:
    """Return of each report the passage that is most like the text asked about."""
    stands: dict[int, Stand] = {}
    for group in sorted(groups, key=lambda one: (one.compared is not None, -one.score)):
        for stand in _of(group):
            stands.setdefault(stand.row, stand)
    return stands


def _of(group: Group) -> Iterator[Stand]:
    rows, firsts, copies = np.unique(group.reports, return_index=True, return_counts=True)
    passages = group.passages[firsts].tolist()
    for row, passage, count in zip(rows.tolist(), passages, copies.tolist(), strict=True):
        yield Stand(row, passage, group.score, count)


def _copies(found: Found, row: int) -> int:
    """Count the passages of a report that have the very text asked about."""
    return sum(
        int(np.count_nonzero(group.reports == row))
        for group in found.groups
        if group.compared is None
    )


def _ends(standpoint: Standpoint, stands: dict[int, Stand]) -> list[Stand]:
    """Return the oldest and the newest passages, of the own unit and of all; unknown years are
    neither.
    """
    columns = standpoint.columns
    dated = [one for one in stands.values() if columns.years[one.row]]  # code 0 is no year
    own = [one for one in dated if standpoint.relation(one.row) is Relation.OWN]
    ends: dict[int, Stand] = {}
    for some in (own, dated):
        for sign in (1, -1) if some else ():
            end = min(some, key=lambda one: (sign * columns.years[one.row], -one.score, one.row))
            ends[end.passage] = end
    return list(ends.values())[:_ENDS]


def _plain(texts: Sequence[str]) -> list[str]:
    normals = normalise_many(texts)
    return [normals[number].text for number in range(len(texts))]
