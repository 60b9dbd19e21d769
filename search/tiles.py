"""Which characters of two texts were copied from one to the other, in whatever order they stand.

Tiles are equal runs that do not overlap on either side, the longest first (greedy string tiling,
Wise 1993), the small ones between two neighbours found by a diff. Pieces are tiles joined over
small edits: what somebody took over in one go.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from search.likeness import common_runs, common_share

_ANCHOR = 8  # characters of a run that does not stand in both texts by chance
_SEED = 4  # characters of a run that counts anywhere
_RUN = 2  # characters of a run that counts between two neighbours
_ALIKE = 0.4  # share of two gaps that makes them one text edited
EDIT = 12  # characters put in, left out or changed inside a piece
_SLIP = 4  # of which so many may stand beside shorter runs
_PIECE = 6  # characters of the tiles of a piece
_FAR = 200  # characters of a gap that is still compared
_OFTEN = 64  # places of one run that are looked at, in texts that repeat themselves
_HERE, _THERE = "\0", "\1"  # in no normalised text

Spans = list[tuple[int, int]]


class Tile(NamedTuple):
    """`size` equal characters, at `left` and at `right`."""

    left: int
    right: int
    size: int


def bridged(before: int, gap: int, after: int) -> bool:
    """Say whether an edit of so many characters between two equal runs is part of what was taken
    over: it is no longer than they are, or very short.
    """
    return gap <= _SLIP or (gap <= EDIT and gap <= before and gap <= after)


def tiles(left: str, right: str) -> list[list[Tile]]:
    """Return the pieces of which one text stands in the other: each a list of tiles.

    Inside a piece the tiles follow one another on both sides; pieces come as they stand in left.
    Time grows with the length, and with how often a run stands again (_OFTEN times are looked at).
    """
    found = _cover(left, right, _ANCHOR, [])
    found = _between(left, right, found, _ALIKE)
    found = _cover(left, right, _SEED, found)
    found = [tile for piece in _pieces(found) if _worth(piece) for tile in piece]
    found = _between(left, right, found, 0.0)
    return _pieces(found)


def _cover(left: str, right: str, least: int, found: list[Tile]) -> list[Tile]:
    """Add tiles of at least so many characters where there are none, the longest first."""
    lefts = sorted((tile.left, tile.left + tile.size) for tile in found)
    rights = sorted((tile.right, tile.right + tile.size) for tile in found)
    here, there = _blanked(left, lefts, _HERE), _blanked(right, rights, _THERE)
    gaps, others = _gaps(left, lefts, least), _gaps(right, rights, least)
    heap = [(-run.size, run) for run in _runs(here, there, least, gaps, others)]
    if not heap:
        return found
    heapify(heap)
    found = list(found)
    while heap:
        run = heappop(heap)[1]
        free = _free(run, lefts, rights)
        if free == run:
            found.append(run)
            insort(lefts, (run.left, run.left + run.size))
            insort(rights, (run.right, run.right + run.size))
        elif free.size >= least:
            heappush(heap, (-free.size, free))
    found.sort()
    return found


def _runs(left: str, right: str, least: int, gaps: Spans, others: Spans) -> Iterator[Tile]:
    """Yield every run of at least so many equal characters that cannot be made longer."""
    where: dict[str, list[int]] = {}
    for start, end in others:
        for to in range(start, end - least + 1):
            places = where.setdefault(right[to : to + least], [])
            if len(places) < _OFTEN:
                places.append(to)
    for start, end in gaps if where else ():
        for at in range(start, end - least + 1):
            for to in where.get(left[at : at + least], ()):
                if at and to and left[at - 1] == right[to - 1]:
                    continue
                size = least
                room = min(len(left) - at, len(right) - to)
                while size < room and left[at + size] == right[to + size]:
                    size += 1
                yield Tile(at, to, size)


def _blanked(text: str, spans: Spans, blank: str) -> str:
    """Return the text with other characters where spans lie."""
    for start, end in spans:
        text = text[:start] + blank * (end - start) + text[end:]
    return text


def _gaps(text: str, spans: Spans, least: int) -> Spans:
    """Return the stretches of at least so many characters in which no span lies."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in gaps if end - start >= least]


def _free(run: Tile, lefts: Spans, rights: Spans) -> Tile:
    """Return the longest part of a run that lies in no tile on either side."""
    spans = [*_taken(run.left, run.size, lefts), *_taken(run.right, run.size, rights)]
    if not spans:
        return run
    best, reached = Tile(run.left, run.right, 0), 0
    for start, end in [*sorted(spans), (run.size, run.size)]:
        if start - reached > best.size:
            best = Tile(run.left + reached, run.right + reached, start - reached)
        reached = max(reached, end)
    return best


def _taken(start: int, size: int, spans: Spans) -> Iterator[tuple[int, int]]:
    """Yield where spans (sorted, apart) lie in `size` characters from `start`, counted from it."""
    at = bisect(spans, (start, -1))
    if at and spans[at - 1][1] > start:
        at -= 1
    while at < len(spans) and spans[at][0] < start + size:
        yield spans[at][0] - start, spans[at][1] - start
        at += 1


def _between(left: str, right: str, found: list[Tile], alike: float) -> list[Tile]:
    """Add small tiles between neighbours on both sides, and before the first and after the last."""
    rank = _ranks(found)
    added = []
    for number in range(len(found) + 1):
        before = found[number - 1] if number else None
        after = found[number] if number < len(found) else None
        place = rank[number - 1] + 1 if before else 0
        if place != (rank[number] if after else len(found)):
            continue
        at = before.left + before.size if before else 0
        to = before.right + before.size if before else 0
        here = left[at : after.left if after else None]
        there = right[to : after.right if after else None]
        if not here or not there or max(len(here), len(there)) > _FAR:
            continue
        if alike and common_share(here, there) < alike:
            continue
        added += [
            Tile(at + start, to + other, size)
            for start, other, size in common_runs(here, there)
            if size >= _RUN
        ]
    return sorted(found + added) if added else found


def _pieces(found: list[Tile]) -> list[list[Tile]]:
    """Join tiles that are neighbours on both sides with no more than an edit between."""
    rank = _ranks(found)
    pieces: list[list[Tile]] = []
    for number, tile in enumerate(found):
        if number and rank[number] == rank[number - 1] + 1:
            last = found[number - 1]
            skipped = tile.left - last.left - last.size
            other = tile.right - last.right - last.size
            if not skipped and not other:
                pieces[-1][-1] = Tile(*pieces[-1][-1][:2], pieces[-1][-1].size + tile.size)
                continue
            if max(skipped, other) <= EDIT:
                pieces[-1].append(tile)
                continue
        pieces.append([tile])
    return pieces


def _ranks(found: list[Tile]) -> list[int]:
    """Return which in order on the right each tile is."""
    rank = [0] * len(found)
    for place, number in enumerate(sorted(range(len(found)), key=lambda n: found[n].right)):
        rank[number] = place
    return rank


def _worth(piece: list[Tile]) -> bool:
    return sum(tile.size for tile in piece) >= _PIECE
