"""Cuts that fall into what was copied: a paragraph that grows too long is cut at a sentence's end,
wherever that is. Half a passage may be too little to be found, so each such cut is looked up, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from index.model import Span
from index.outline.points import labels
from search.reuse.groups import Found, Group
from search.reuse.model import Match
from search.reuse.subject import Body

REACH = 250  # characters on either side of a cut: more would be found in a passage


class Bridge(NamedTuple):
    """What stands around the cut between passage `before` (a number) and the next one.

    It begins at `start` of the passage before; its first `reach` characters are of that one.
    """

    before: int
    text: str
    start: int
    reach: int

    def split(self, span: Span) -> tuple[Span | None, Span | None]:
        """Return where a span of the bridge stands in the passage before, and in the next one."""
        here = Span(span.start + self.start, min(span.end, self.reach) + self.start)
        there = Span(max(span.start - self.reach, 0), span.end - self.reach)
        return (
            here if here.start < here.end else None,
            there if there.start < there.end else None,
        )


def bridges(bodies: Sequence[Body]) -> list[Bridge]:
    """Return the cuts that were made for length alone."""
    found = []
    for number, (one, two) in enumerate(pairwise(bodies)):
        if two.index != one.index + 1 or two.paragraph != one.paragraph or _is_point(two.text):
            continue
        start = max(0, len(one.text) - REACH)
        text = one.text[start:] + two.text[:REACH]
        found.append(Bridge(number, text, start, len(one.text) - start))
    return found


def unseen(found: Found, bridge: Bridge, number: int, side: int) -> list[Group]:
    """Return what the bridge (asked as text `number`) matches and the passage before it (side 0)
    or the next one (1) does not by itself.
    """
    seen = {group.digest for group in found.by_asker[bridge.before + side]}
    return [group for group in found.by_asker[number] if group.digest not in seen]


def half(bridge: Bridge, match: Match, side: int) -> Match | None:
    """Return what a match of the bridge shows in the passage before (side 0) or the next one."""
    pairs = []
    for left, right in zip(match.query_spans, match.text_spans, strict=True):
        span = bridge.split(left)[side]
        if span is None:
            continue
        size = span.end - span.start
        if size == left.end - left.start:
            pairs.append((span, right))
        elif left.end - left.start == right.end - right.start:  # the cut goes through it
            at = right.start if side == 0 else right.end - size
            pairs.append((span, Span(at, at + size)))
    slots = []
    for slot in match.slots:
        whole = bridge.split(slot.left_span)
        mine = whole[side]
        if mine is not None and whole[1 - side] is None:
            slots.append(replace(slot, left_span=mine))
    if not pairs:
        return None
    return replace(
        match,
        query_spans=tuple(span for span, _ in pairs),
        text_spans=tuple(span for _, span in pairs),
        slots=tuple(slots),
    )


def _is_point(text: str) -> bool:
    found = labels(text)
    return bool(found) and found[0].start == 0
