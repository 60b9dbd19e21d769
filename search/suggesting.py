"""For a query that finds nothing: the nearest phrases that do stand in the library.

第一议提 → 第一议题. The longest pieces of the query that stand somewhere show where to look;
what stands around them is compared with the query, and what is suggested is counted exactly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from index.catalogue import Catalogue
from index.engine import Phrase
from index.errors import BadQuery
from index.folding import fold
from index.picture import Picture
from search.likeness import likeness
from search.model import Suggestion
from search.noughts import writings
from search.query import parse
from search.samples import Sample, holding, occurrences, sample

MOST = 6
_LONGEST = 64  # folded characters of a query that are looked at
_PIECES = 4  # of the query, around which is looked
_PLACES = 24  # of each piece
_REACH = 2  # characters by which a suggestion may be longer, shorter or elsewhere
_LEAST = 0.55  # likeness
_TORN = 0.2  # what a suggestion loses that ends in the middle of a word, at either end
_UNKNOWN = 0.08  # and one that may do so: it stands in too few places to say
_MARKS = frozenset(",.;:!?。、|")  # between clauses, folded


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The part of a wanted text from `start` up to `end` that stands somewhere as it is."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a candidate stands in a sample, and the characters before and after it there."""

    sample: Sample
    start: int
    end: int
    before: str
    after: str

    @property
    def written(self) -> str:
        return self.sample.written(self.start, self.end)


def near(catalogue: Catalogue, picture: Picture, query: str) -> tuple[Suggestion, ...]:
    """Return up to 6 phrases near to what of a query stands nowhere, the nearest first.

    Where each of several phrases stands somewhere, only never together, they are returned
    themselves. Filters and exclusions are left aside. Raises BadQuery.
    """
    pieces = [piece for group in parse(query).groups for piece in group]
    standing = {
        fold(piece.text): any(picture.view.count(way) > 0 for way in writings(piece.exact))
        for piece in pieces
    }
    missing = [text[:_LONGEST] for text, stands in standing.items() if not stands]
    if not missing:
        return _counted(picture, ((text, text) for text in standing))
    found = (_nearest(catalogue, picture, text) for text in missing[:MOST])
    in_turn = chain.from_iterable(zip_longest(*found))
    return _counted(picture, filter(None, in_turn))


def asks_for(written: str, folded: str) -> bool:
    """Say whether a text, typed as a query, asks for this phrase and nothing else."""
    if "#" in folded:
        return False  # would stand for any figure
    try:
        query = parse(written)
    except BadQuery:
        return False
    pieces = [piece for group in query.groups for piece in group]
    return len(pieces) == 1 and not query.without and fold(pieces[0].text) == folded


def _counted(picture: Picture, texts: Iterable[tuple[str, str]]) -> tuple[Suggestion, ...]:
    """Return suggestions of (folded, written) texts, leaving out what overlaps an earlier one."""
    chosen: dict[str, Suggestion] = {}
    for folded, written in texts:
        if any(folded in other or other in folded for other in chosen):
            continue
        if asks_for(written, folded) and (count := occurrences(picture, folded)):
            chosen[folded] = Suggestion(written, count)
        if len(chosen) == MOST:
            break
    return tuple(chosen.values())


def _nearest(catalogue: Catalogue, picture: Picture, wanted: str) -> Iterator[tuple[str, str]]:
    """Yield what is near to a text that stands nowhere, as (folded, written)."""
    stretches = _stretches(picture, wanted)[:_PIECES]
    spots: dict[str, list[_Spot]] = {}
    for stretch in stretches:
        rows = holding(picture, stretch.text)
        sampled = sample(catalogue, picture, rows, stretch.text, _PLACES)
        _look_around(sampled, wanted, stretch, spots)
    alike = ((text, likeness(wanted, text)) for text in spots)
    ranked = sorted(
        (_torn(spots[text]) - score, -len(spots[text]), text)
        for text, score in alike
        if score >= _LEAST
    )
    for loss, _, text in ranked:
        if loss <= -_LEAST:
            yield text, spots[text][0].written
    for stretch in stretches:
        if stretch.text in spots and _torn(spots[stretch.text]) < _TORN:
            yield stretch.text, spots[stretch.text][0].written


def _stretches(picture: Picture, wanted: str) -> list[_Stretch]:
    """Return the stretches of a text that stand somewhere and cannot be longer, longest first.

    Asks at most twice as often as the text has characters. A single character counts only in a
    text of two.
    """
    found: list[_Stretch] = []
    for part in re.finditer("[^#]+", wanted):
        text, base = part.group(), part.start()
        end = 0
        for start in range(len(text)):
            reached, end = end, max(end, start)
            while end < len(text) and _stands(picture, text[start : end + 1]):
                end += 1
            if end > reached and end > start:
                found.append(_Stretch(base + start, base + end, text[start:end]))
    least = 1 if len(wanted) < 3 else 2
    found = [stretch for stretch in found if len(stretch.text) >= least]
    return sorted(found, key=lambda stretch: (-len(stretch.text), stretch.start))


def _look_around(
    sampled: Sample, wanted: str, stretch: _Stretch, spots: dict[str, list[_Spot]]
) -> None:
    """Gather what stands around a stretch, about as long as what was wanted."""
    text = sampled.folded.text
    stops = _MARKS - set(wanted)
    for place in sampled.places:
        low, high = _clause(text, place.at, place.at + len(stretch.text), stops)
        low, high = max(low, place.start), min(high, place.end)
        for start, end in _windows(place.at, len(wanted), stretch, low, high):
            before = text[start - 1] if start > low else ""
            after = text[end] if end < high else ""
            spot = _Spot(sampled, start, end, before, after)
            spots.setdefault(text[start:end], []).append(spot)


def _windows(
    at: int, size: int, stretch: _Stretch, low: int, high: int
) -> Iterable[tuple[int, int]]:
    """Return where a text of the wanted size could stand around a stretch found at `at`, and
    where the stretch itself stands.
    """
    reach = range(-_REACH, _REACH + 1)
    length = stretch.end - stretch.start
    found = {(at, at + length)}
    for shift in reach:
        for more in reach:
            start = at - stretch.start + shift
            end = min(start + size + more, high)
            start = max(start, low)
            if start <= at and at + length <= end and end - start > 1:
                found.add((start, end))
    return found


def _clause(text: str, start: int, end: int, stops: frozenset[str]) -> tuple[int, int]:
    """Return from where up to where no mark stands around text[start:end], a few dozen at most."""
    low, high = start, end
    while low > 0 and start - low < _LONGEST + _REACH and text[low - 1] not in stops:
        low -= 1
    while high < len(text) and high - end < _LONGEST + _REACH and text[high] not in stops:
        high += 1
    return low, high


def _torn(spots: list[_Spot]) -> float:
    """Say how likely the ends of a text stand in the middle of a word: going on in one way only."""
    return _goes_on(Counter(spot.before for spot in spots)) + _goes_on(
        Counter(spot.after for spot in spots)
    )


def _goes_on(beside: Counter[str]) -> float:
    ((character, count),) = beside.most_common(1)
    if not character.isalnum():
        return 0.0
    if beside.total() < 3:
        return _UNKNOWN
    return _TORN if count >= 0.8 * beside.total() else 0.0


def _stands(picture: Picture, folded: str) -> bool:
    return picture.view.count(Phrase((folded,))) > 0
