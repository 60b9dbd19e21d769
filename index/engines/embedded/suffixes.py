"""All suffixes of one text in order: where a literal stands, in how many places.

Characters are numbers (ranks), two bytes each or four, the high one first: so sorting bytes
sorts characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydivsufsort import divsufsort

Numbers = NDArray[np.int32]
Positions = NDArray[np.int64]

_AT_ONCE = 1 << 20  # suffixes
_STEP = 64  # suffixes between two samples of the guide
_SCAN_FROM = 16  # a literal that starts at every 16th place or oftener is scanned for


def sort_suffixes(text: NDArray[Any]) -> Numbers:
    """Return the starts of all suffixes in order. Takes some 14 bytes a character."""
    if not len(text):
        return np.empty(0, np.int32)
    width = text.itemsize
    order = divsufsort(np.array(text).view(np.uint8))  # of every byte; a writable array it must be
    # In parts: all at once would take as much again.
    parts = (order[at : at + _AT_ONCE] for at in range(0, len(order), _AT_ONCE))
    kept: Numbers = np.empty(len(text), dtype="<i4")
    done = 0
    for part in parts:
        starts = part[part % width == 0] // width
        kept[done : done + len(starts)] = starts
        done += len(starts)
    return kept


def guide_to(text: NDArray[Any], suffixes: Numbers) -> NDArray[np.uint64]:
    """Return the first eight bytes of every 64th suffix, as a number; these rise, too."""
    sampled = suffixes[::_STEP].astype(np.int64)
    characters = 8 // text.itemsize
    heads = np.zeros((len(sampled), characters), dtype=text.dtype)
    for at in range(characters):
        inside = sampled + at < len(text)
        heads[inside, at] = text[sampled[inside] + at]
    return heads.view(">u8").ravel().astype("<u8")


class SortedText:
    """A text with its suffixes in order. Only reads: safe to share between threads.

    What is looked for is given as bytes: its characters as the text stores them.
    """

    def __init__(self, text: NDArray[Any], suffixes: Numbers, guide: NDArray[np.uint64]) -> None:
        # As this machine reads numbers: only equality is asked for, so their order is no matter.
        self._text = text.view(text.dtype.newbyteorder("="))
        self._width = text.itemsize
        self._bytes = _bytes(text)
        self._suffixes = suffixes
        self._places = as_numbers(suffixes)
        self._guide = _bytes(guide).cast("Q")

    def __len__(self) -> int:
        return len(self._text)

    def length(self, wanted: bytes) -> int:
        """Return of how many characters a literal is."""
        return len(wanted) // self._width

    def range(self, wanted: bytes) -> tuple[int, int]:
        """Return from where up to where the suffixes begin with a literal, which is not empty."""
        width, length = self._width, len(wanted)
        places, text = self._places, self._bytes

        def head(place: int) -> bytes:
            at = places[place] * width
            return bytes(text[at : at + length])

        # Between which samples the first and the last one stand; a literal of more than eight
        # bytes stands somewhere between all that share these.
        key = wanted[:8]
        low = bisect_left(self._guide, int.from_bytes(key.ljust(8, b"\x00"), "big"))
        high = bisect_right(self._guide, int.from_bytes(key.ljust(8, b"\xff"), "big"), low)
        last = min(high * _STEP, len(places))
        counted = range(last)
        near = min(low * _STEP, last) if length <= 8 else last
        start = bisect_left(counted, wanted, max(low - 1, 0) * _STEP, near, key=head)
        if length <= 8 and high > low:  # the last sample begins with it: the end is within 64
            return start, bisect_right(counted, wanted, (high - 1) * _STEP + 1, last, key=head)
        if start == last or head(start) != wanted:
            return start, start
        known, step = start, 1  # most literals are rare: their end is near
        while known + step < last and head(known + step) == wanted:
            known, step = known + step, step * 2
        return start, bisect_right(counted, wanted, known + 1, min(known + step, last), key=head)

    def few(self, start: int, end: int) -> list[int]:
        """Return the places of a short range of suffixes, rising."""
        return sorted(self._places[start:end])

    def positions(self, wanted: bytes) -> Positions:
        """Return every place where a literal starts, rising."""
        return self.between(*self.range(wanted), wanted)

    def between(self, start: int, end: int, wanted: bytes) -> Positions:
        """Return the places of a literal that has this range of suffixes."""
        if end - start < len(self._text) // _SCAN_FROM:
            found: Positions = np.sort(self._suffixes[start:end]).astype(np.int64)
            return found
        (found,) = np.nonzero(self._text == self._characters(wanted)[0])
        return found[self.holds(wanted, found)]

    def positions_within(self, wanted: bytes, areas: NDArray[np.int64]) -> Positions:
        """Return the places inside some areas (rows of start and end) where a literal starts."""
        first = self._characters(wanted)[0]
        found = [
            np.flatnonzero(self._text[start:end] == first) + start for start, end in areas.tolist()
        ]
        candidates: Positions = np.concatenate([np.empty(0, np.int64), *found])
        return candidates[self.holds(wanted, candidates)]

    def holds(self, wanted: bytes, places: Positions) -> NDArray[np.bool_]:
        """Say at which of the places a literal stands."""
        characters = self._characters(wanted)
        held = places + len(characters) <= len(self._text)
        for distance, character in enumerate(characters):
            left = np.flatnonzero(held)
            held[left] = self._text[places[left] + distance] == character
        return held

    def _characters(self, wanted: bytes) -> NDArray[Any]:
        return np.frombuffer(wanted, dtype=self._text.dtype)


def _bytes(array: NDArray[Any]) -> Any:
    return memoryview(array.view(np.uint8))  # type: ignore[arg-type]


def as_numbers(array: Numbers) -> Any:
    """Return an array to be asked for single numbers: several times as fast so."""
    return _bytes(array).cast("i")
