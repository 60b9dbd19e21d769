"""Phrases: which live passages meet a query, and how often its phrases start in them.

The engine finds the phrases; what the catalogue's generation does not hold is left out here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Columns
from index.engine import Form, Phrase, PhraseMatches
from index.picture import Picture
from search.model import Within
from search.noughts import writings
from search.query import Piece, Query

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Passes = Callable[[Ints], Mask]  # which passages (ids) are live and pass the filters
Ask = Callable[[Phrase], PhraseMatches]


@dataclass(frozen=True, slots=True)
class Found:
    """Passages that meet a query (ids, rising), how often, and what counts in them.

    `phrases` are those whose places in the passages are shown; none for words.
    """

    passages: Ints
    occurrences: Ints
    phrases: tuple[Phrase, ...] = ()


def find(picture: Picture, query: Query, form: Form, within: Within, passes: Passes) -> Found:
    """Return the passages in which every group of the query is met and nothing excluded stands.

    Within reports, the groups may be met in different passages of one report, and what is
    excluded may stand nowhere in it; then all passages that meet any of the groups are returned.
    """
    columns = picture.snapshot.columns if within is Within.REPORT else None
    return _found(picture.view.phrase, query, form, passes, columns)


def find_alone(ask: Ask, query: Query, form: Form, passes: Passes) -> Found:
    """Return of other texts those that a query would match were they passages.

    `ask` says by which numbers it knows those in which a phrase starts.
    """
    return _found(ask, query, form, passes, None)


def _found(ask: Ask, query: Query, form: Form, passes: Passes, columns: Columns | None) -> Found:
    asking = _Asking(ask, form)
    groups = [asking.sought(group) for group in query.groups]
    without = asking.sought(query.without, excluding=True)
    groups = [group for group in groups if group]
    if not groups:  # nothing but punctuation, which this form ignores
        return Found(np.empty(0, np.int64), np.empty(0, np.int64))
    if columns is not None:
        passages = _in_reports(asking, columns, groups, without, passes)
    else:
        passages = _in_passages(asking, groups, without)
        passages = passages[passes(passages)]
    phrases = tuple(dict.fromkeys(phrase for group in groups for phrase in group))
    return Found(passages, asking.count(passages, phrases), phrases)


def _in_passages(
    asking: _Asking, groups: Sequence[Sequence[Phrase]], without: Sequence[Phrase]
) -> Ints:
    meeting = asking.any_of(groups[0])
    for group in groups[1:]:
        meeting = np.intersect1d(meeting, asking.any_of(group), assume_unique=True)
    if without and len(meeting):
        meeting = np.setdiff1d(meeting, asking.any_of(without), assume_unique=True)
    return meeting


def _in_reports(
    asking: _Asking,
    columns: Columns,
    groups: Sequence[Sequence[Phrase]],
    without: Sequence[Phrase],
    passes: Passes,
) -> Ints:
    meeting = np.ones(len(columns.reports), dtype=np.bool_)
    places = []
    for group in groups:
        passages = asking.any_of(group)
        passages = passages[passes(passages)]
        places.append(passages)
        standing = np.zeros(len(meeting), dtype=np.bool_)
        standing[columns.places(passages).report] = True
        meeting &= standing
    if without:
        excluded = columns.places(asking.any_of(without))
        meeting[excluded.report[excluded.live]] = False
    together = np.unique(np.concatenate(places))
    found: Ints = together[meeting[columns.places(together).report]]
    return found


class _Asking:
    """Asks the engine for every phrase once."""

    def __init__(self, ask: Ask, form: Form) -> None:
        self._engine = ask
        self._form = form
        self._known: dict[Phrase, PhraseMatches] = {}

    def sought(self, pieces: Sequence[Piece], *, excluding: bool = False) -> tuple[Phrase, ...]:
        """Return what to look for; what is only punctuation may be excluded, but not required."""
        found: list[Phrase] = []
        for piece in pieces:
            phrase = piece.exact if self._form is Form.EXACT else piece.loose
            if phrase is None and excluding:
                phrase = piece.exact
            if phrase is not None:
                found.extend(writings(phrase))
        return tuple(dict.fromkeys(found))

    def any_of(self, phrases: Sequence[Phrase]) -> Ints:
        """Return the passages (rising) in which one of the phrases starts."""
        passages = [self._ask(phrase).passages for phrase in phrases]
        return passages[0] if len(passages) == 1 else np.unique(np.concatenate(passages))

    def count(self, passages: Ints, phrases: Sequence[Phrase]) -> Ints:
        """Return for each passage (rising) how often the phrases start in it."""
        total = np.zeros(len(passages), dtype=np.int64)
        for phrase in phrases:
            found = self._ask(phrase)
            if np.array_equal(found.passages, passages):  # one phrase, nothing filtered
                total += found.counts
            elif len(passages):
                place = np.searchsorted(passages, found.passages)
                place[place == len(passages)] = 0
                inside = passages[place] == found.passages
                total[place[inside]] += found.counts[inside]
        return total

    def _ask(self, phrase: Phrase) -> PhraseMatches:
        if phrase not in self._known:
            self._known[phrase] = self._engine(phrase)
        return self._known[phrase]
