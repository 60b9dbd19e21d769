"""What is found for a text: passages of one normalised text together, and stretches elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.model import Span
from search.matching import (
    Compared,
    Matching,
    Side,
    equal_stretches,
    match_equal,
    spell,
    stretches,
)
from search.reuse.labels import Stands

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Group:
    """Passages of one normalised text that match the text asked about with this number.

    `passages` (ids) rise, `reports` are rows of the catalogue's columns beside them; `text` is
    that of the first passage. `compared` is None where the normalised texts are equal: then the
    verdict of each passage is `same` or `figures`. Where only fragments are common, `holders` are
    the reports (rows) in which the one that stands in the fewest units stands.
    """

    asker: int
    digest: int
    passages: Ints
    reports: Ints
    side: Side
    compared: Compared | None
    holders: Ints | None = None

    @property
    def is_fragment(self) -> bool:
        """Say whether only fragments are common."""
        return self.holders is not None

    @property
    def score(self) -> float:
        """How alike, from 0 to 1."""
        return self.compared.score if self.compared else 1.0

    def matching(self, asked: Side, held: Side | None = None) -> Matching | None:
        """Spell out the match with the first passage, or with another one of this text."""
        held = held or self.side
        if self.compared:
            return spell(asked, held, self.compared)
        return match_equal(asked, held)

    def stretches(self, asked: Side) -> tuple[Span, ...]:
        """Return which stretches of the text asked about stand in the first passage."""
        if self.compared:
            return stretches(asked, self.side, self.compared)
        return (Span(0, len(asked.text)),)

    def exact(self, asked: Side) -> tuple[Span, ...]:
        """Return what of the text asked about stands in the first passage to the letter."""
        if self.compared:
            return equal_stretches(asked, self.compared)
        return (Span(0, len(asked.text)),)


@dataclass(frozen=True)
class Found:
    """What matches some texts: groups by the text asked about, the most alike first, those with
    a fragment in common last.

    `fragments` are the stretches of each text that stand to the letter in some passage, matching
    or not. `complete` is False where a text had more candidates than are compared.
    """

    asked: tuple[Side, ...]
    groups: tuple[Group, ...]
    fragments: tuple[tuple[Stands, ...], ...]
    complete: bool

    @cached_property
    def by_asker(self) -> tuple[tuple[Group, ...], ...]:
        """The groups of each text asked about."""
        lots: list[list[Group]] = [[] for _ in self.asked]
        for group in self.groups:
            lots[group.asker].append(group)
        return tuple(map(tuple, lots))
