"""One passage against another: how alike they are, in what way, and which characters are equal.

Everything is measured on the normalised texts (`index.normal`) and said in characters of the
originals. Nothing is said of who copied from whom, and nothing of stock phrases: those need more
than two passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from index.model import Span
from index.normal import FIGURE, Normal, normalise_many
from search.likeness import common_share, share_within
from search.slots import Filled, fill, is_mask
from search.tiles import Tile, bridged, tiles

EVIDENCE = 12  # equal characters, figures and masks not counted, that a match needs
ALIKE = 0.60  # share of common characters from which two passages match
CONTAINED = 0.57  # share of the shorter one's 3-grams, likewise
# Of a sentence that was edited and put into a paragraph too few 3-grams are left, and the
# paragraph has too much else: share of common characters with as long a stretch of it …
WITHIN = 0.65
PARTLY = 0.28  # … and of 3-grams; what has fewer is hardly ever so alike
LONGER = 1.5  # times as long as the other one, to contain it
# Passages that have little else in common: what stands in both to the letter is no chance.
RUN = 60  # characters in a row

BELOW = ALIKE - 0.01  # what does not match is never as alike as what does

_OPENING = frozenset("“‘「『《〈（([【〔")  # belongs to what follows
_RUN_FIGURES = 10  # of these
_AROUND = 12  # characters beside the stretch of a longer text that the shorter one is like
_WHOLE = 0.8  # share of the shorter one inside pieces that makes it stand within the longer


class Verdict(StrEnum):
    """In what way left and right are alike; the first one that holds.

    `same` but for width, script, punctuation and enumerator (a mask agrees with any figure);
    `figures` where only figures differ; left `contains` right or is `contained` in it;
    `edited` where the greater part of both is common; else `similar`. Passages that do not match
    may have a `fragment` in common, or be alike below the cut-off (`weak`).
    """

    SAME = "same"
    FIGURES = "figures"
    CONTAINS = "contains"
    CONTAINED = "contained"
    EDITED = "edited"
    SIMILAR = "similar"
    FRAGMENT = "fragment"
    WEAK = "weak"

    def mirrored(self) -> Verdict:
        """Return what holds with the sides swapped."""
        return _MIRROR.get(self, self)


_MIRROR = {Verdict.CONTAINS: Verdict.CONTAINED, Verdict.CONTAINED: Verdict.CONTAINS}


class Aligned(NamedTuple):
    """What stands at `left` in one passage and at `right` in the other."""

    left: Span
    right: Span


@dataclass(frozen=True, slots=True)
class Matching:
    """Two passages that match. `score` is 0 to 1, and 1 for `same` and `figures`.

    `spans` are equal once normalised; they do not overlap on either side, come as they stand in
    left and may stand otherwise in right. `pieces` are spans joined over small edits: each is
    what was taken over in one go. `slots` are the figures inside the spans.
    """

    score: float
    verdict: Verdict
    spans: tuple[Aligned, ...]
    pieces: tuple[Aligned, ...]
    slots: tuple[Filled, ...]

    def mirrored(self) -> Matching:
        """Return the same match with its sides swapped."""
        return Matching(
            self.score,
            self.verdict.mirrored(),
            _swapped(self.spans),
            _swapped(self.pieces),
            tuple(sorted((slot.mirrored() for slot in self.slots), key=_by_left)),
        )


@dataclass(frozen=True, slots=True)
class Side:
    """A passage made ready to be matched any number of times."""

    text: str
    normal: Normal
    grams: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """How alike two different normalised texts are: true of all passages that have them.

    `tiles` are of the shorter one against the longer, which is the left one where `turned`;
    `verdict` is as seen from the left. To be said in characters of the passages by `spell`.
    """

    score: float
    verdict: Verdict
    tiles: tuple[tuple[Tile, ...], ...]
    turned: bool

    @property
    def begins(self) -> int:
        """Where in the left normalised text the first tile stands."""
        found = (tile.right if self.turned else tile.left for one in self.tiles for tile in one)
        return min(found, default=0)


def sides(texts: Sequence[str]) -> list[Side]:
    """Make passages ready; much faster together than one by one."""
    normals = normalise_many(texts)
    return [side(text, normals[number]) for number, text in enumerate(texts)]


def side(text: str, normal: Normal) -> Side:
    """Make a passage ready that is normalised already."""
    plain = normal.text
    return Side(
        text, normal, frozenset(map("".join, zip(plain, plain[1:], plain[2:], strict=False)))
    )


def match(left: str, right: str) -> Matching | None:
    """Return how two passages are alike, None where they do not match.

    They match where their common characters are at least ALIKE of both, or the shorter one's
    3-grams stand in the longer one for at least CONTAINED, or the shorter one is at least WITHIN
    alike to a stretch of a much longer one, or RUN characters in a row stand in both; with
    EVIDENCE equal characters that are no figures.
    Shorter passages match where they are the same and no mask helps. Swapping the sides mirrors
    the answer.
    """
    return match_sides(*sides((left, right)))


def match_sides(left: Side, right: Side) -> Matching | None:
    """Do as `match`, for passages that are ready."""
    if left.normal.text == right.normal.text:
        return match_equal(left, right)
    compared = compare(left, right)
    return spell(left, right, compared) if compared else None


def compare(left: Side, right: Side) -> Compared | None:
    """Return how alike passages are whose normalised texts differ, None where they do not match.

    What it says holds for every passage with either text: their figures do not matter.
    """
    turned = _order(left) > _order(right)
    found = _compared(right, left) if turned else _compared(left, right)
    if found is None:
        return None
    score, verdict, pieces = found
    return Compared(score, verdict.mirrored() if turned else verdict, pieces, turned)


def compare_weakly(left: Side, right: Side, least: float) -> Compared | None:
    """Return how alike passages are that do not match; None below `least`.

    Said as `compare` says it, and symmetric. Nothing follows from it but an order: what was
    reworked heavily stands before what only speaks of the same.
    """
    turned = _order(left) > _order(right)
    short, long = (right, left) if turned else (left, right)
    if len(short.normal.text) < EVIDENCE:
        return None
    score = max(
        common_share(short.normal.text, long.normal.text),
        len(short.grams & long.grams) / len(short.grams),
    )
    if score < least:
        return None
    pieces = tiles(short.normal.text, long.normal.text)
    return Compared(min(score, BELOW), Verdict.WEAK, tuple(map(tuple, pieces)), turned)


def spell(left: Side, right: Side, compared: Compared) -> Matching:
    """Say in characters of two passages, and of their figures, what holds for their texts."""
    if compared.turned:
        return _spelled(right, left, compared, compared.verdict.mirrored()).mirrored()
    return _spelled(left, right, compared, compared.verdict)


def stretches(left: Side, right: Side, compared: Compared) -> tuple[Span, ...]:
    """Return which stretches of left were taken over: equal runs, and short edits between them."""
    runs = [run for piece in compared.tiles for run in _bridged(piece)]
    if compared.turned:
        return tuple(sorted(_aligned(right, left, one[0], one[-1]).right for one in runs))
    return tuple(_aligned(left, right, one[0], one[-1]).left for one in runs)


def stretch(left: Side, right: Side, tile: Tile) -> Span:
    """Return where an equal run stands in left, with the equal punctuation around it."""
    return _aligned(left, right, tile, tile).left


def equal_stretches(left: Side, compared: Compared) -> tuple[Span, ...]:
    """Return which characters of left stand in right, run by run, without what was edited."""
    places = (
        tile.right if compared.turned else tile.left for one in compared.tiles for tile in one
    )
    sizes = (tile.size for one in compared.tiles for tile in one)
    return tuple(left.normal.span(at, at + size) for at, size in zip(places, sizes, strict=True))


def _bridged(piece: Sequence[Tile]) -> list[list[Tile]]:
    """Part a piece where more was changed than stands around."""
    runs = [[piece[0]]]
    for last, tile in pairwise(piece):
        skipped = tile.left - last.left - last.size
        gap = max(skipped, tile.right - last.right - last.size)
        if bridged(last.size, gap, tile.size):
            runs[-1].append(tile)
        else:
            runs.append([tile])
    return runs


def _order(side: Side) -> tuple[int, str]:
    """Return what decides which side comes first, so that swapping them changes nothing."""
    return len(side.normal.text), side.normal.text


def match_equal(left: Side, right: Side) -> Matching | None:
    """Do as `match`, for passages whose normalised texts are equal."""
    plain = left.normal.text
    places = [(at, at) for at, character in enumerate(plain) if character == FIGURE]
    slots = fill(left.text, left.normal, right.text, right.normal, places)
    changed = any(slot.changed for slot in slots)
    if len(plain) - len(places) < EVIDENCE and (changed or not plain or _masked(left, right)):
        return None
    whole = (Aligned(Span(0, len(left.text)), Span(0, len(right.text))),)
    return Matching(1.0, Verdict.FIGURES if changed else Verdict.SAME, whole, whole, slots)


def _compared(
    left: Side, right: Side
) -> tuple[float, Verdict, tuple[tuple[Tile, ...], ...]] | None:
    """Compare passages of which the left one is not the longer."""
    short, long = left.normal.text, right.normal.text
    if len(short) < EVIDENCE:
        return None
    contained = len(left.grams & right.grams) / len(left.grams)
    share = common_share(short, long)
    score = max(share, contained)
    if share < ALIKE and contained < CONTAINED:
        within = _within(short, long) if contained >= PARTLY else None
        if within is None:
            return _running(short, long) if shares_run(short, long) else None
        score, pieces = within
    else:
        pieces = tiles(short, long)
    if sum(tile.size - _figures(short, tile) for piece in pieces for tile in piece) < EVIDENCE:
        return None
    verdict = _verdict(short, long, share, pieces)
    return score, verdict, tuple(map(tuple, pieces))


def _within(short: str, long: str) -> tuple[float, list[list[Tile]]] | None:
    """Compare the shorter text with a stretch of a much longer one."""
    if len(long) < LONGER * len(short):
        return None
    score, start, end = share_within(short, long)
    if score < WITHIN:
        return None
    # What is edited so much has few long runs, by which it would be found in all of the text.
    start = max(start - _AROUND, 0)
    return score, _moved(tiles(short, long[start : end + _AROUND]), start)


def shares_run(left: str, right: str) -> bool:
    """Say whether two normalised texts have RUN characters in a row in common, with few figures."""
    short, long = sorted((left, right), key=len)
    for at in range(len(short) - RUN + 1):
        run = short[at : at + RUN]
        if run in long and run.count(FIGURE) <= _RUN_FIGURES:
            return True
    return False


def _running(short: str, long: str) -> tuple[float, Verdict, tuple[tuple[Tile, ...], ...]] | None:
    """Compare texts that have little in common but long runs: only these are said to be equal."""
    pieces = [one for one in tiles(short, long) if sum(tile.size for tile in one) >= RUN]
    equal = sum(tile.size for one in pieces for tile in one)
    score = min(equal / len(short), ALIKE)
    return (score, Verdict.SIMILAR, tuple(map(tuple, pieces))) if pieces else None


def _moved(pieces: list[list[Tile]], start: int) -> list[list[Tile]]:
    return [[Tile(tile.left, tile.right + start, tile.size) for tile in piece] for piece in pieces]


def _spelled(left: Side, right: Side, compared: Compared, verdict: Verdict) -> Matching:
    """Spell out what was compared, left being the shorter one."""
    pieces = compared.tiles
    equal = [tile for piece in pieces for tile in piece]
    return Matching(
        compared.score,
        verdict,
        tuple(_aligned(left, right, tile, tile) for tile in equal),
        tuple(_aligned(left, right, piece[0], piece[-1]) for piece in pieces),
        fill(left.text, left.normal, right.text, right.normal, _places(left.normal.text, equal)),
    )


def _verdict(short: str, long: str, share: float, pieces: list[list[Tile]]) -> Verdict:
    reach = sum(piece[-1].left + piece[-1].size - piece[0].left for piece in pieces)
    if len(long) >= LONGER * len(short) and reach >= _WHOLE * len(short):
        return Verdict.CONTAINED
    common = sum(tile.size for piece in pieces for tile in piece)
    greater = common >= ALIKE * len(long)  # shuffled sentences have few characters in order
    return Verdict.EDITED if share >= ALIKE or greater else Verdict.SIMILAR


def _masked(left: Side, right: Side) -> bool:
    """Say whether sides of equal skeletons agree by a mask."""
    pairs = zip(_tokens(left), _tokens(right), strict=True)
    return any(is_mask(token) or is_mask(other) for token, other in pairs)


def _tokens(side: Side) -> Iterable[str]:
    for at, character in enumerate(side.normal.text):
        if character == FIGURE:
            yield side.text[slice(*side.normal.span(at, at + 1))]


def _figures(text: str, tile: Tile) -> int:
    return text.count(FIGURE, tile.left, tile.left + tile.size)


def _places(text: str, equal: Iterable[Tile]) -> Iterable[tuple[int, int]]:
    """Yield where tiles hold a figure, on both sides."""
    for tile in equal:
        at = text.find(FIGURE, tile.left, tile.left + tile.size)
        while at >= 0:
            yield at, at - tile.left + tile.right
            at = text.find(FIGURE, at + 1, tile.left + tile.size)


def _aligned(left: Side, right: Side, first: Tile, last: Tile) -> Aligned:
    """Return where tiles stand in the originals, with the equal punctuation around them."""
    here, left_start, left_end = _stretch(left, first.left, last.left + last.size)
    there, right_start, right_end = _stretch(right, first.right, last.right + last.size)
    start, other = here.start, there.start
    if left_start == right_start == 0 and first.left == first.right == 0:
        start = other = 0
    while start > left_start and other > right_start:
        if left.text[start - 1] != right.text[other - 1] or left.text[start - 1] not in _OPENING:
            break
        start, other = start - 1, other - 1
    end, beyond = here.end, there.end
    if left_end == len(left.text) and right_end == len(right.text):
        end, beyond = left_end, right_end
    while end < left_end and beyond < right_end:
        if left.text[end] != right.text[beyond] or left.text[end] in _OPENING:
            break
        end, beyond = end + 1, beyond + 1
    return Aligned(Span(start, end), Span(other, beyond))


def _stretch(side: Side, start: int, end: int) -> tuple[Span, int, int]:
    """Return where normalised characters stand, and how far left and right nothing else does."""
    normal = side.normal
    before = int(normal.ends[start - 1]) if start else 0
    after = int(normal.origins[end]) if end < len(normal.text) else len(side.text)
    return normal.span(start, end), before, after


def _swapped(pairs: Iterable[Aligned]) -> tuple[Aligned, ...]:
    return tuple(sorted(Aligned(right, left) for left, right in pairs))


def _by_left(slot: Filled) -> Span:
    return slot.left_span
