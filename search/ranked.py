"""Words: which live passages hold the words of a query, and how well they fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.picture import Picture
from search.noughts import matches
from search.phrases import Passes
from search.query import Query, wanted

Ints = NDArray[np.int64]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages (ids, rising) with their scores, and the words that were looked for."""

    passages: Ints
    scores: Scores
    terms: tuple[str, ...]


def rank(picture: Picture, query: Query, passes: Passes) -> Ranked:
    """Return the passages that hold all words of one piece of every group.

    What is excluded is excluded as a phrase. Scores of several pieces add up, as those of
    words do.
    """
    if all(len(group) == 1 for group in query.groups):
        found = _of(picture, query.text)
    else:
        groups = []
        for group in query.groups:
            groups.append(_either([_of(picture, wanted(piece)) for piece in group]))
        found = groups[0]
        for other in groups[1:]:
            found = _both(found, other)
    keep = passes(found.passages)
    for piece in query.without:
        excluded = matches(picture.view.phrase, piece.exact).passages
        keep &= ~np.isin(found.passages, excluded, assume_unique=True)
    return Ranked(found.passages[keep], found.scores[keep], found.terms)


def _of(picture: Picture, text: str) -> Ranked:
    matches = picture.view.words(text)
    order = np.argsort(matches.passages, kind="stable")
    return Ranked(matches.passages[order], matches.scores[order], matches.terms)


def _either(parts: list[Ranked]) -> Ranked:
    passages, place = np.unique(
        np.concatenate([part.passages for part in parts]), return_inverse=True
    )
    scores = np.concatenate([part.scores for part in parts])
    summed = np.bincount(place, scores, len(passages)).astype(np.float64)
    return Ranked(passages, summed, _terms(parts))


def _both(left: Ranked, right: Ranked) -> Ranked:
    passages, in_left, in_right = np.intersect1d(
        left.passages, right.passages, assume_unique=True, return_indices=True
    )
    scores = left.scores[in_left] + right.scores[in_right]
    return Ranked(passages, scores, _terms([left, right]))


def _terms(parts: list[Ranked]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for part in parts for term in part.terms))
