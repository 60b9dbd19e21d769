"""Exact phrases: which live passages meet a query, and where in them.

The engine finds the phrases; what the catalogue's generation does not hold is left out here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.engine import PhraseMatches, View
from index.picture import Picture
from search.query import Piece, Query

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Match:
    """All places of one phrase: passage ids, offsets (folded characters), and its length there."""

    passages: Ints
    offsets: Ints
    length: int


@dataclass(frozen=True, slots=True)
class Found:
    """Passages that meet a query (ids, rising), how often, and every match that counts in them."""

    passages: Ints
    occurrences: Ints
    matches: tuple[Match, ...]

    def only(self, keep: NDArray[np.bool_]) -> Found:
        """Return the same for the passages marked in `keep`."""
        return Found(self.passages[keep], self.occurrences[keep], self.matches)


def find(picture: Picture, query: Query) -> Found:
    """Return the live passages in which every group of the query is met and nothing excluded."""
    known: dict[str, PhraseMatches] = {}
    meeting: Ints | None = None
    matches: dict[str, Match] = {}
    for group in query.groups:
        places = [_ask(picture.view, piece, known) for piece in group]
        for piece, place in zip(group, places, strict=True):
            matches[piece.folded] = Match(place.passages, place.offsets, len(piece.folded))
        union = _distinct(np.concatenate([place.passages for place in places]))
        meeting = union if meeting is None else np.intersect1d(meeting, union, assume_unique=True)
    assert meeting is not None  # noqa: S101 - a query has at least one group
    for piece in query.without:
        standing = _distinct(_ask(picture.view, piece, known).passages)
        meeting = np.setdiff1d(meeting, standing, assume_unique=True)
    meeting = meeting[picture.snapshot.columns.places(meeting).live]
    kept = tuple(matches.values())
    return Found(meeting, _count(meeting, kept), kept)


def _ask(view: View, piece: Piece, known: dict[str, PhraseMatches]) -> PhraseMatches:
    if piece.folded not in known:
        known[piece.folded] = view.phrase(piece.folded)
    return known[piece.folded]


def _distinct(rising: Ints) -> Ints:
    return np.unique(rising)


def _count(passages: Ints, matches: tuple[Match, ...]) -> Ints:
    total = np.zeros(len(passages), dtype=np.int64)
    if not len(passages):
        return total
    for match in matches:
        place = np.searchsorted(passages, match.passages)
        place[place == len(passages)] = 0
        inside = place[passages[place] == match.passages]
        total += np.bincount(inside, minlength=len(passages))
    return total
