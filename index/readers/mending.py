"""Texts with a byte here and there damaged, lost or put in: read, with one � for each place.

UTF-8 finds its step again by itself. In two-byte encodings a lost byte shifts all that follows up
to the next line, in UTF-16 up to the end, and little of that is invalid: there the most plausible
way through is taken.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable, Iterator
from itertools import accumulate
from operator import itemgetter, sub
from typing import NamedTuple

FLAW = "\ufffd"

_FLAWS = 0.005  # share of broken characters that a damaged text may have
_ANY = 2  # flaws that a text of any length may have: one byte can damage two places
_FEWEST = 8  # characters of a text for each of its flaws, however short it is
_HEAD = 16_384  # bytes by which noise is told
_LONGEST = 50_000  # bytes for which a way through is looked for
_BEFORE = 2_000  # characters before what is invalid, and
_AFTER = 1_000  # bytes behind it, in which the damage is looked for
_AS_FLAW = 6.0  # what a byte that stands for nothing costs; a common character is worth 3
_MORE_FLAW = 1.0  # what the next one costs: damage to one character is one place
_LETTER = 2.0  # what an ASCII letter costs
_PLAIN = 2.0  # what it is worth in UTF-16, where the rest of a character never looks like one
_INVALID = b"\xff"  # in none of these encodings part of a character
_TWO_BYTES = frozenset({"gb18030", "cp950", "big5hkscs"})
_ONE_PLACE = re.compile(f"{FLAW}+(?:([\x01-\x09\x0b-\x7f]){FLAW}+)?")

Worth = Callable[[str], int]


def mended(data: bytes, encoding: str, worth: Worth) -> str | None:
    """Decode a damaged text, each damaged place as one U+FFFD; None where they are too many.

    `worth` says how well a character fits into a report. A byte 0 is damage too. Noise is told by
    its beginning, whatever its length.
    """
    if len(data) > _HEAD and _read(data[:_HEAD], encoding, worth) is None:
        return None
    return _read(data, encoding, worth)


def _read(data: bytes, encoding: str, worth: Worth) -> str | None:
    if encoding.startswith("utf-16") and len(data) % 2:
        text = _in_pairs(data, encoding, worth).replace("\x00", FLAW)
    elif encoding.startswith(("utf-16", "utf-32")):
        text = data.decode(encoding, "replace").replace("\x00", FLAW)
    else:
        data = data.replace(b"\x00", _INVALID)
        if encoding in _TWO_BYTES:
            text = _stepped(data, encoding, worth)
        else:
            text = data.decode(encoding, "replace")
    text = _ONE_PLACE.sub(lambda place: FLAW + (place[1] or ""), text)
    flaws = text.count(FLAW)
    few = flaws <= max(_ANY, len(text) * _FLAWS) and flaws * _FEWEST <= len(text)
    return text if few or not flaws else None


def _in_pairs(data: bytes, encoding: str, worth: Worth) -> str:
    """Decode UTF-16 of which a byte was lost or put in: before that place the characters begin at
    even bytes, behind it at odd ones. Where both together read best is the place.
    """
    worths = _WorthOfUnit(worth)
    ahead, behind = (map(worths.__getitem__, _units(data[at:], encoding)) for at in (0, 1))
    sums = accumulate(map(sub, ahead, behind), initial=0.0)
    place = 2 * max(enumerate(sums), key=itemgetter(1))[0]
    before, after = data[:place], data[place + 1 :]
    return FLAW.join(part.decode(encoding, "replace") for part in (before, after))


def _units(data: bytes, encoding: str) -> array[int]:
    units = array("H", data[: len(data) // 2 * 2])
    if encoding.endswith("le") != (sys.byteorder == "little"):
        units.byteswap()
    return units


class _WorthOfUnit(dict[int, float]):
    """How well a unit of UTF-16 fits into a report, found when it is first asked for."""

    def __init__(self, worth: Worth) -> None:
        super().__init__()
        self._worth = worth

    def __missing__(self, unit: int) -> float:
        if 0xD800 <= unit < 0xE000:  # one half of a rare character
            found = -1.0
        elif unit < 0x80:
            found = _PLAIN if chr(unit).isprintable() or chr(unit) in "\t\r\n" else -_LETTER
        else:
            found = float(self._worth(chr(unit)))
        self[unit] = found
        return found


def _stepped(data: bytes, encoding: str, worth: Worth) -> str:
    """Decode line by line: no character reaches over a line's end."""
    left = _LONGEST
    lines = []
    for line in data.split(b"\n"):
        text, spent = _line(line, encoding, worth, left)
        left -= spent
        lines.append(text)
    return "\n".join(lines)


def _line(line: bytes, encoding: str, worth: Worth, most: int) -> tuple[str, int]:
    """Decode a line, looking for a way through around what is invalid in it.

    Return how many bytes that took too; beyond `most` nothing more is looked for.
    """
    found: list[str] = []
    spent = 0
    while True:
        try:
            found.append(line.decode(encoding))
            return "".join(found), spent
        except UnicodeDecodeError as error:
            if spent > most:
                found.append(line.decode(encoding, "replace"))
                return "".join(found), spent
            # A lost byte shifts what follows, and only what comes after that is invalid.
            sound = line[: error.start].decode(encoding)[:-_BEFORE]
            found.append(sound)
            line = line[len(sound.encode(encoding)) :]
            reach = _BEFORE * 2 + _AFTER
            text, used = _way(line[:reach], encoding, worth, whole=len(line) <= reach)
            found.append(text)
            line = line[used:]
            spent += reach


class _Step(NamedTuple):
    """The best way to a place: its worth, the last character, its end, and the step before it."""

    worth: float
    char: str
    end: int
    before: _Step | None = None


def _way(line: bytes, encoding: str, worth: Worth, *, whole: bool) -> tuple[str, int]:
    """Return the most plausible reading of a line: characters of 1, 2, 4 bytes, and flaws.

    Where it is not the whole line its end is uncertain and left out; with how far it was read.
    """
    # Two ways to each place, because what follows a flaw costs less: over a character, over a flaw.
    ways: list[list[_Step | None]] = [[None, None] for _ in range(len(line) + 1)]
    ways[0][0] = _Step(0.0, "", 0)
    for at in range(len(line)):
        here = [way for way in ways[at] if way is not None]
        ways[at] = []
        for size, char, gain in _steps(line, at, encoding, worth):
            there = ways[at + size]
            flawed = char == FLAW
            for way in here:
                more = -_MORE_FLAW if flawed and way.char == FLAW else gain
                known = there[flawed]
                if known is None or known.worth < way.worth + more:
                    there[flawed] = _Step(way.worth + more, char, at + size, way)
    step = max((way for way in ways[-1] if way is not None), key=lambda way: way.worth)
    last = len(line) if whole else len(line) - _AFTER // 2
    while step.end > last and step.before is not None:
        step = step.before
    used = step.end
    found = []
    while step.before is not None:
        found.append(step.char)
        step = step.before
    return "".join(reversed(found)), used


def _steps(line: bytes, at: int, encoding: str, worth: Worth) -> Iterator[tuple[int, str, float]]:
    """Yield what may begin here: how many bytes, as which character, and its worth."""
    if line[at] < 0x80:
        # Big5 has second bytes from 40 on: a letter alone is more likely the rest of a character.
        yield 1, chr(line[at]), -_LETTER if line[at] >= 0x40 else 0.0
        return
    yield 1, FLAW, -_AS_FLAW
    size = 4 if line[at + 1 : at + 2].isdigit() else 2  # GB18030 has digits in its longer forms
    char = _character(line[at : at + size], encoding)
    if at + size <= len(line) and char is not None:
        yield size, char, float(worth(char))


def _character(piece: bytes, encoding: str) -> str | None:
    """Return the one character that these bytes are, None where they are none or several."""
    try:
        text = piece.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if len(text) == 1 else None
