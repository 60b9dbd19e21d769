"""What stands elsewhere to the letter: stretches of the texts asked about, and the passages that
have these and otherwise nothing in common with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.model import Span
from search.matching import Side, stretch
from search.reuse.fragments import as_compared, common_runs
from search.reuse.groups import Group
from search.reuse.labels import Stands, elementary
from search.reuse.lot import Candidates, Lot
from search.reuse.standing import known_units
from search.tiles import Tile

Ints = NDArray[np.int64]


class Running(NamedTuple):
    """Where stretches of each text stand, by text; and by number of the text, only of those that
    have any, the passages that are not alike, those with the rarest run first.
    """

    stands: tuple[tuple[Stands, ...], ...]
    groups: Mapping[int, Sequence[Group]]


class _Met(NamedTuple):
    """Runs that a text asked about has in common with a candidate: pair `pair` of these."""

    pair: int
    held: Side
    tiles: tuple[Tile, ...]
    spans: tuple[Span, ...]  # where they stand in the text asked about


def running(lot: Lot, numbers: range, found: Mapping[int, Sequence[Group]]) -> Running:
    """Return what stands elsewhere of the texts of these numbers (of the others nothing), besides
    the groups that were found to be alike.
    """
    stands: list[tuple[Stands, ...]] = [() for _ in lot.asked]
    groups: dict[int, Sequence[Group]] = {}
    if not numbers:
        return Running(tuple(stands), groups)
    candidates = lot.sharing(numbers)
    for asker, met in _met(lot, candidates).items():
        over = [
            Stands(span, np.unique(candidates.standing(one.pair)[1]))
            for one in met
            for span in one.spans
        ]
        stands[asker] = tuple(elementary(over))
        seen = {group.digest for group in found.get(asker, ())}
        others = [one for one in met if int(candidates.digests[one.pair]) not in seen]
        if others:
            groups[asker] = _groups(lot, candidates, others, stands[asker])
    return Running(tuple(stands), groups)


def _met(lot: Lot, candidates: Candidates) -> dict[int, list[_Met]]:
    """Return what each text has in common with candidates, by number of the text."""
    runs = common_runs(lot.normals, candidates.askers, candidates.normals, candidates.numbers)
    found: dict[int, list[_Met]] = {}
    for pair, tiles in runs.of_pairs():
        asker, number = int(candidates.askers[pair]), int(candidates.numbers[pair])
        # No pieces of three characters: what is compared already needs none.
        held = Side(candidates.texts[number], candidates.normals[number], frozenset())
        spans = tuple(stretch(lot.asked[asker], held, tile) for tile in tiles)
        found.setdefault(asker, []).append(_Met(pair, held, tiles, spans))
    return found


def _groups(
    lot: Lot, candidates: Candidates, met: Sequence[_Met], stands: Sequence[Stands]
) -> list[Group]:
    columns = lot.picture.snapshot.columns
    units = [len(known_units(columns, one.reports)) for one in stands]
    found: list[tuple[int, float, Group]] = []
    for one in met:
        asker = int(candidates.askers[one.pair])
        compared = as_compared(lot.asked[asker].normal.text, one.held.normal.text, one.tiles)
        rarest = min(_inside(stands, one.spans), key=units.__getitem__)
        passages, reports = candidates.standing(one.pair)
        group = Group(
            *(asker, int(candidates.digests[one.pair]), passages, reports),
            *(one.held, compared, stands[rarest].reports),
        )
        found.append((units[rarest], -compared.score, group))
    return [group for _, _, group in sorted(found, key=lambda one: one[:2])]


def _inside(stands: Sequence[Stands], spans: Sequence[Span]) -> list[int]:
    """Return the numbers of the stretches that are in one of the spans."""
    return [
        number
        for number, one in enumerate(stands)
        if any(span.start <= one.span.start < span.end for span in spans)
    ]
