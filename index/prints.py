"""Prints: hashes of short pieces, few for each passage, that passages with common text share.

Winnowing (Schleimer, Wilkerson, Aiken 2003) on normalised texts: of every `window` neighbouring
pieces of `size` characters the one with the least hash is kept, so that two texts which have
`size + window - 1` characters in common share a print. Short passages are cut into shorter pieces:
a few edits would leave them no long piece in common. Long pieces tell that a run of FRAGMENT
characters stands in two passages, however little else they share. The kinds never equal each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.foldtable import Codes
from index.normal import FIGURE, Normals, normalise_many

Hashes = NDArray[np.uint32]
Digests = NDArray[np.uint64]
Keys = NDArray[np.uint64]
Offsets = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Winnow:
    """How prints are taken: from pieces of `size` characters, one of each `window` at least.

    The lowest two bits of these prints are `kind`. A piece with more than `figures` figures gives
    none; a passage shorter than `size + window - 1` gives one print, or none unless `short`.
    """

    size: int
    window: int
    kind: int
    figures: int | None = None
    short: bool = True

    @property
    def whole(self) -> int:
        """From how many equal characters on two texts share a print."""
        return self.size + self.window - 1


# Measured among 350,000 passages with 40 % of the words edited: .997 of the originals are among the
# candidates; pieces of five with a window of eight, a fifth fewer prints, find .967.
LONG = Winnow(size=4, window=6, kind=0)
# … and below SHORT_BELOW characters .987; a window of four, 6 % fewer prints, finds .973.
SHORT = Winnow(size=3, window=3, kind=1)
SHORT_BELOW = 60  # normalised characters
BRIDGED_FROM = 26  # … below which a text is like none of SHORT_BELOW: by less than .60 (Indel)
# What two reports have in common by chance is shorter than 24 characters: among twenty independent
# reports of one year such runs add .8 points to the share that stands elsewhere, of 20 characters
# 1.6, of 16 3.3. Pieces of 16 in windows of 9 tell the same by 40 % more prints.
FRAGMENT = Winnow(size=12, window=13, kind=2, figures=5, short=False)

_RULES = 1  # to be raised whenever some text is normalised otherwise, or has other prints
_TOGETHER = 100_000  # characters normalised at once: what they become fits into caches

_NONE = np.uint32(0xFFFFFFFF)
# Odd numbers without a pattern, which mix well.
_SPREAD = (np.uint32(0x9E3779B1), np.uint32(0x27D4EB2F))
_STEPS = (
    (np.uint32(16), np.uint32(0x85EBCA6B)),
    (np.uint32(13), np.uint32(0xC2B2AE35)),
)
_SPREAD64 = tuple(map(np.uint64, (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)))
_HALF64 = np.uint64(31)
_ROW = np.uint64(32)  # where in a key, above the hash, the passage stands
_KIND = np.uint32(3)


def prints_version() -> str:
    """Return a name that changes whenever some text has other prints than before.

    Folding has a name of its own.
    """
    kinds = (f"{how.size}.{how.window}" for how in (SHORT, LONG, FRAGMENT))
    return "-".join((str(_RULES), *kinds, str(SHORT_BELOW), str(BRIDGED_FROM)))


@dataclass(frozen=True, slots=True)
class Prints:
    """The prints of many passages: those of passage i are `hashes[starts[i]:starts[i + 1]]`,
    distinct and rising. Passages with the same normalised text have the same digest; one whose
    text is empty has the digest 0 and no prints. `rules` says how they were taken.
    """

    hashes: Hashes
    starts: Offsets
    digests: Digests
    rules: str = field(default_factory=prints_version)

    def __len__(self) -> int:
        return len(self.digests)

    def __getitem__(self, number: int) -> Hashes:
        return self.hashes[self.starts[number] : self.starts[number + 1]]

    def part(self, start: int, end: int) -> Prints:
        """Return the prints of the passages from `start` up to `end`."""
        starts = self.starts[start : end + 1]
        hashes = self.hashes[starts[0] : starts[-1]]
        return Prints(hashes, starts - starts[0], self.digests[start:end])

    @property
    def rows(self) -> NDArray[np.int64]:
        """For every hash the number of its passage."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


def take_prints(texts: Sequence[str]) -> Prints:
    """Normalise passages, any number of them, and return the prints by which they are found."""
    parts: list[Prints] = []
    lot: list[str] = []
    characters = 0
    for text in texts:
        lot.append(text)
        characters += len(text)
        if characters >= _TOGETHER:
            parts.append(prints_kept(normalise_many(lot)))
            lot, characters = [], 0
    return join_prints([*parts, prints_kept(normalise_many(lot))])


def prints_kept(normals: Normals) -> Prints:
    """Return the prints by which passages are found: SHORT ones for those below SHORT_BELOW,
    LONG ones for the others. Short ones from BRIDGED_FROM on have LONG ones as well, for what is
    kept of a longer passage that they are like. All have FRAGMENT ones.
    """
    lengths = np.diff(normals.starts)
    keys = _keys(normals, SHORT), _keys(normals, LONG)
    short, long = lengths < SHORT_BELOW, lengths >= BRIDGED_FROM
    return _prints(
        normals,
        keys[0][short[_rows(keys[0])]],
        keys[1][long[_rows(keys[1])]],
        _keys(normals, FRAGMENT),
    )


def prints_asked(normals: Normals) -> Prints:
    """Return the prints to look for, SHORT and LONG ones of every passage: what is like it may
    be shorter or longer, and then has the others.
    """
    return _prints(normals, _keys(normals, SHORT), _keys(normals, LONG))


def fragments_asked(normals: Normals) -> Prints:
    """Return the FRAGMENT prints to look for, the very ones by which passages are kept."""
    return _prints(normals, _keys(normals, FRAGMENT))


def of_kind(hashes: Hashes, how: Winnow) -> NDArray[np.bool_]:
    """Say which prints were taken in a way."""
    same: NDArray[np.bool_] = hashes & _KIND == how.kind
    return same


def join_prints(parts: Iterable[Prints]) -> Prints:
    """Put the prints of several lots of passages one after the other."""
    parts = tuple(parts)
    counts = [np.zeros(1, dtype=np.int64), *(np.diff(part.starts) for part in parts)]
    hashes = [np.empty(0, dtype=np.uint32), *(part.hashes for part in parts)]
    digests = [np.empty(0, dtype=np.uint64), *(part.digests for part in parts)]
    return Prints(
        np.concatenate(hashes), np.cumsum(np.concatenate(counts)), np.concatenate(digests)
    )


def _prints(normals: Normals, *keys: Keys) -> Prints:
    distinct = np.unique(np.concatenate(keys))
    starts = np.searchsorted(distinct, np.arange(len(normals) + 1, dtype=np.uint64) << _ROW)
    return Prints(distinct.astype(np.uint32), starts, _digests(normals))


def _digests(normals: Normals) -> Digests:
    """Return a number for each text that hardly any other text has."""
    digests = np.zeros(len(normals), dtype=np.uint64)
    lengths = np.diff(normals.starts)
    firsts = np.repeat(normals.starts[:-1], lengths)
    mixed = (np.arange(1, len(firsts) + 1) - firsts).view(np.uint64) << _ROW | normals.codes
    for factor in _SPREAD64:
        mixed *= factor
        mixed ^= mixed >> _HALF64
    (some,) = np.nonzero(lengths)
    if len(some):
        digests[some] = np.add.reduceat(mixed, normals.starts[some])
    return digests


def _rows(keys: Keys) -> NDArray[np.int64]:
    return (keys >> _ROW).astype(np.int64)


def _keys(normals: Normals, how: Winnow) -> Keys:
    """Return passage and hash of every print in one number, some of them more than once."""
    codes, starts = normals.codes, normals.starts
    lengths = np.diff(starts)
    left = np.repeat(starts[1:].astype(np.int32), lengths)
    left -= np.arange(len(codes), dtype=np.int32)  # characters up to the end of the passage
    hashes = _hashes(codes, left, how.size)
    if how.figures is not None:
        hashes[_figured(codes, how.size) > how.figures] = _NONE
    few = np.flatnonzero((lengths > 0) & (lengths < how.whole) & how.short)
    taken = left >= how.whole
    taken[starts[few]] = True
    least = _least(hashes, how.window)
    pieces = np.maximum(lengths[few] - how.size + 1, 1)
    least[starts[few]] = _least_of(hashes, starts[few], pieces)
    taken[1:] &= (least[1:] != least[:-1]) | (left[:-1] == 1)
    if how.figures is not None:
        taken &= least != _NONE
    (places,) = np.nonzero(taken)
    rows = np.searchsorted(starts, places, side="right") - 1
    prints = least[places] & ~_KIND | np.uint32(how.kind)
    return rows.astype(np.uint64) << _ROW | prints


def _figured(codes: Codes, size: int) -> Offsets:
    """Return how many figures the piece that begins at each character holds."""
    sums = np.concatenate([[0], np.cumsum(codes == ord(FIGURE)), np.zeros(size, np.int64)])
    sums[len(codes) + 1 :] = sums[len(codes)]
    counts: Offsets = sums[size : size + len(codes)] - sums[: len(codes)]
    return counts


def _hashes(codes: Codes, left: NDArray[np.int32], size: int) -> Hashes:
    """Return the hash of the piece that begins at each character; _NONE where the passage ends
    before the piece does. A passage shorter than a piece is a piece, nonetheless.
    """
    mixed = _mixed(codes * _SPREAD[0])
    hashes = mixed + np.uint32(size)
    for step in range(1, size):
        hashes *= _SPREAD[1]
        hashes[:-step] += mixed[step:]
    (late,) = np.nonzero(left < size)
    first = (late == 0) | (left[late - 1] == 1)
    stubs = late[first]
    hashes[stubs] = mixed[stubs] + np.uint32(size)
    for step in range(1, size):
        hashes[stubs] *= _SPREAD[1]
        inside = stubs[left[stubs] > step]
        hashes[inside] += mixed[inside + step]
    hashes = _mixed(hashes)
    hashes[late[~first]] = _NONE
    return hashes


def _mixed(numbers: Hashes) -> Hashes:
    """Return numbers of which every bit depends on every bit of the given ones (changed in place;
    the last steps of MurmurHash3).
    """
    for shift, factor in _STEPS:
        numbers ^= numbers >> shift
        numbers *= factor
    numbers ^= numbers >> _STEPS[0][0]
    return numbers


def _least_of(hashes: Hashes, starts: Offsets, counts: Offsets) -> Hashes:
    """Return the least of `counts` hashes from each of `starts` on."""
    if not len(starts):
        return np.empty(0, dtype=np.uint32)
    bounds = np.stack([starts, starts + counts], axis=1).reshape(-1)
    least: Hashes = np.minimum.reduceat(np.append(hashes, _NONE), bounds)[::2]
    return least


def _least(hashes: Hashes, window: int) -> Hashes:
    """Return the least of each hash and those after it, `window` in all."""
    least, seen = hashes.copy(), 1
    while seen < window:
        step = min(seen, window - seen)
        np.minimum(least[:-step], least[step:], out=least[:-step])
        seen += step
    return least
