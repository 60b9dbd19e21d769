"""Which of many matching passages are listed under a passage: few, and unlike one another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.picture import Picture
from search.matching import Side
from search.reuse.groups import Group
from search.reuse.labels import Judge
from search.reuse.showing import Chosen, units_of

LISTED = 10  # passages
_FRAGMENTS = 5  # of passages that have but a fragment in common
_OF_ONE_TEXT = 4


def choose(
    picture: Picture, judge: Judge, asked: Side, groups: Sequence[Group], *, asker: int = -1
) -> tuple[Chosen, ...]:
    """Return the passages to list, the most alike first.

    Of one normalised text a few: the own unit's latest, others' latest and others' first. What
    was written later comes after what counts. Some that have but a fragment in common follow, the
    rarest first. `asker` is the row of the report asked about.
    """
    whole = [group for group in groups if not group.is_fragment]
    running = [group for group in groups if group.is_fragment]
    return (
        *_chosen(picture, judge, asked, whole, asker, LISTED),
        *_chosen(picture, judge, asked, running, asker, _FRAGMENTS),
    )


def _chosen(
    picture: Picture, judge: Judge, asked: Side, groups: Sequence[Group], asker: int, most: int
) -> tuple[Chosen, ...]:
    found: list[Chosen] = []
    behind: list[Chosen] = []
    for group in groups:
        units = units_of(picture, group, asker=asker)
        for place in _places(picture, judge, group):
            late = judge.later[group.reports[place]] and not judge.template[group.reports[place]]
            (behind if late else found).append(Chosen(asked, group, place, units))
        if len(found) >= most:
            break
    return tuple([*found, *behind][:most])


def _places(picture: Picture, judge: Judge, group: Group) -> list[int]:
    if len(group.passages) == 1:
        return [0]
    columns = picture.snapshot.columns
    years = columns.years[group.reports]
    own, later = judge.own[group.reports], judge.later[group.reports]
    order = np.lexsort((group.passages, -years, later))  # latest first, what does not count last
    mine, others = order[own[order]].tolist(), order[~own[order]].tolist()
    counting = [place for place in others if not later[place]]
    picked = [*mine[:1], *others[:2], *counting[-1:], *order.tolist()[: _OF_ONE_TEXT + 1]]
    return list(dict.fromkeys(picked))[:_OF_ONE_TEXT]
