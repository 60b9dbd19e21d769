"""The steps from one text to another, and how they are joined so that they can be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

_CRUMB = 4  # characters of an equal run between two changes that is worth its own piece


class How(IntEnum):
    """What became of a stretch, from nothing at all to other words."""

    SAME = 0
    QUIET = 1
    FIGURE = 2
    LOUD = 3


class Step(NamedTuple):
    """What became of so many characters of either side."""

    how: How
    left: int
    right: int


def joined(steps: Iterable[Step]) -> list[Step]:
    """Join neighbours of a kind, and loud changes over crumbs; a figure beside a figure stays for
    itself, so that each is seen with its own counterpart.
    """
    found: list[Step] = []
    for step in steps:
        if not step.left and not step.right:
            continue
        if found and found[-1].how is step.how is not How.FIGURE:
            found[-1] = summed([found[-1], step], step.how)
        else:
            found.append(step)
        if step.how >= How.FIGURE:
            _join_back(found)
    return found


def _join_back(found: list[Step]) -> None:
    """Join the loud step at the end with the loud one before it, where only crumbs lie between."""
    at = len(found) - 2
    while at >= 0 and found[at].how < How.FIGURE:
        at -= 1
    if at < 0 or found[at].how is found[-1].how is How.FIGURE:
        return
    between = found[at + 1 : -1]
    if max(sum(step.left for step in between), sum(step.right for step in between)) < _CRUMB:
        found[at:] = [summed(found[at:], How.LOUD)]


def summed(steps: Sequence[Step], how: How) -> Step:
    """Return one step that goes as far as all these."""
    return Step(how, sum(step.left for step in steps), sum(step.right for step in steps))
