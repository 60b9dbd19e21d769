"""Passages too poor to be looked up (×年×月×日, a row of dashes): they go with their neighbours.

Between two reports that are the same from end to end these alone would be left over. One counts
where a neighbour's very text stands in a report and its own text stands there beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.model import Part
from index.picture import Picture
from search.matching import Side, match_equal
from search.reuse.groups import Found
from search.reuse.lot import Without

Ints = NDArray[np.int64]

_MOST = 500  # passages beside a neighbour's that are looked at


class Beside(NamedTuple):
    """The passages (ids) that have a poor passage's text in its place, and their reports (rows)."""

    passages: Ints
    reports: Ints


def fill(
    catalogue: Catalogue,
    picture: Picture,
    found: Found,
    indexes: Sequence[int],
    without: Without,
) -> Mapping[int, Beside]:
    """Return for each poor passage, by number, where it stands beside what its neighbours match.

    `indexes` are the passages' places in their report; what else was looked up comes behind them.
    """
    poor = [number for number in range(len(indexes)) if _is_poor(found.asked[number])]
    held = {number: _same(found, number) for number in range(len(indexes))} if poor else {}
    filled: dict[int, Beside] = {}
    for step in (1, -1):  # from the passage before, then from the one behind
        for number in poor[::step]:
            neighbour = number - step
            if number in filled or not 0 <= neighbour < len(indexes):
                continue
            away = indexes[number] - indexes[neighbour]
            ids = held[neighbour][:_MOST] + away
            beside = _standing(catalogue, picture, ids, found.asked[number].text, without)
            if len(beside.passages):
                filled[number], held[number] = beside, beside.passages
    return filled


def _is_poor(side: Side) -> bool:
    """Say whether a passage does not even match itself."""
    return match_equal(side, side) is None


def _same(found: Found, number: int) -> Ints:
    """Return the passages (ids) with the very text of a passage."""
    ids = [group.passages for group in found.by_asker[number] if group.compared is None]
    return ids[0] if ids else np.empty(0, dtype=np.int64)


def _standing(
    catalogue: Catalogue, picture: Picture, ids: Ints, text: str, without: Without
) -> Beside:
    """Return which of the passages are body passages of other reports and have the text."""
    columns = picture.snapshot.columns
    places = columns.places(ids)
    live = places.live & (places.report != without.report)
    ids, reports, rows = ids[live], places.report[live], places.passage[live]
    body = columns.parts[rows] == columns.part_values.index(Part.BODY)
    ids, reports = ids[body], reports[body]
    kept = catalogue.texts(ids.tolist()) if len(ids) else {}
    same = np.array([kept.get(one) == text for one in ids.tolist()], dtype=np.bool_)
    return Beside(ids[same], reports[same])
