"""Normalising: the form in which passages are compared for reuse.

What an editor changes without writing anything new is made one: width, script, punctuation and
the leading enumerator go, every figure or mask becomes one `#`. Nothing is said here about how
alike two passages are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.figures import figures
from index.foldtable import Codes, loose
from index.model import Span
from index.outline.markers import OPENERS, read_marker

FIGURE = "#"

Offsets = NDArray[np.int64]
Kinds = NDArray[np.uint16]

# Kinds of code points, as bits. A covered one belongs to a figure wherever it stands; an X, a 某
# and what joins digits do so in some company only.
_COVERED, _DIGIT, _LETTER, _BRACKET, _X, _SOME, _DOT, _COMMA, _SIGN, _LITERAL = (
    1 << bit for bit in range(10)
)
_WATCHED = _X | _SOME | _DOT | _COMMA | _SIGN | _LITERAL
_DIGITS = "0123456789０１２３４５６７８９"
_LETTERS = (("A", "Z"), ("a", "z"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
_ABSENT = ord("\n")  # folds to nothing and goes into no figure
_PLANE = 0x10000  # no figure is written with characters above
_PAD = 5  # how far the rule of the thousands' comma looks

_LABEL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}(?:是(?!不是)|要)"
    r"|[第其][一二三四五六七八九十]{1,3}(?:[，,：:、]\s*|是)"
    r"|首先[，,：:、]?\s*|(?:其次|再次)[，,：:、]?\s*|最后[，,：:、]\s*)"
)
_LABEL_OPENERS = frozenset("一二三四五六七八九十第其首再最")
_OPENERS = OPENERS | _LABEL_OPENERS


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised text: `text[i]` is of the original characters `origins[i]` up to `ends[i]`.

    These are one character of the original, or for `#` all of a figure: touching figures and
    masks with their sign and scale (××万) are one. No other `#` is in a normalised text.
    """

    text: str
    origins: NDArray[np.int32]
    ends: NDArray[np.int32]

    def span(self, start: int, end: int) -> Span:
        """Return where the characters from `start` up to `end` stand in the original.

        The span holds whole figures and whatever was dropped inside. Raises ValueError for
        an empty range, which stands nowhere.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no normalised characters {start}:{end} of {len(self.text)}")
        return Span(int(self.origins[start]), int(self.ends[end - 1]))


@dataclass(frozen=True, slots=True)
class Normals:
    """Many normalised texts: text i is `codes[starts[i]:starts[i + 1]]`.

    `origins` and `ends` count from the start of each original.
    """

    codes: Codes
    origins: NDArray[np.int32]
    ends: NDArray[np.int32]
    starts: Offsets

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> Normal:
        start, end = map(int, self.starts[number : number + 2])
        text = self.codes[start:end].tobytes().decode("utf-32-le")
        return Normal(text, self.origins[start:end], self.ends[start:end])


def normalise(text: str) -> Normal:
    """Return a passage as it is compared: 「一是新增岗位３，０００個；」 is 新增岗位#个."""
    return normalise_many((text,))[0]


def normalise_many(texts: Sequence[str]) -> Normals:
    """Normalise many passages together, each as if alone; some ten million characters a second.

    It takes up to some forty bytes a character while at work: give it no more than a few million
    characters at a time.
    """
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = np.concatenate([[0], np.cumsum(lengths + 1)])
    codes = _padded(texts)
    _leave_out_enumerators(codes[_PAD:-_PAD], texts, starts)
    figure_ends = _mark_figures(codes) - _PAD
    folded, origins = loose().fold(codes[_PAD:-_PAD])
    ends = origins + np.int32(1)
    ends[folded == ord(FIGURE)] = figure_ends
    places = np.searchsorted(origins, starts.astype(np.int32))
    shift = np.repeat(starts[:-1].astype(np.int32), np.diff(places))
    return Normals(folded, origins - shift, ends - shift, places)


def _padded(texts: Sequence[str]) -> Codes:
    """Return all code points, something absent behind each text and around all of them."""
    absent = chr(_ABSENT)
    whole = absent.join(["\n" * (_PAD - 1), *texts, "\n" * _PAD])
    return np.frombuffer(bytearray(whole.encode("utf-32-le", "surrogatepass")), dtype="<u4")


def _leave_out_enumerators(codes: Codes, texts: Sequence[str], starts: Offsets) -> None:
    for text, start in zip(texts, starts.tolist(), strict=False):
        first = text[:1]
        if first not in _OPENERS and not first.isspace():
            continue
        end = _enumerator(text)
        if end:
            codes[start : start + end] = _ABSENT


def _enumerator(text: str) -> int:
    """Return how many characters of a text are a marker (（一）, 1.), a label (一是) or both."""
    opening = text.lstrip()
    blank = len(text) - len(opening)
    marker = read_marker(opening)
    end = marker.end if marker else 0
    if opening[end : end + 1] in _LABEL_OPENERS and (label := _LABEL.match(opening, end)):
        end = label.end()
    return blank + end if end else 0


def _mark_figures(codes: Codes) -> Offsets:
    """Write `#` over the first character of each figure, nothing over its others; return where
    the figures end. The code points begin and end with padding.

    What `index.figures` finds by reading on is decided here by the neighbours of a character.
    """
    kinds = _kinds()[np.minimum(codes, _PLANE)]
    covered = kinds & _COVERED > 0
    (watched,) = np.nonzero(kinds & _WATCHED)
    watching = kinds[watched]
    codes[watched[watching == _LITERAL]] = _ABSENT
    covered[_bare_xs(codes, kinds, watched[watching & _X > 0])] = True
    some = watched[watching == _SOME]
    covered[some[codes[some + 1] != ord("些")]] = True
    dots = watched[watching == _DOT]
    covered[dots[kinds[dots - 1] & kinds[dots + 1] & _DIGIT > 0]] = True
    covered[_thousands(kinds, watched[watching == _COMMA])] = True
    signs = watched[watching == _SIGN]
    before = kinds[signs - 1] & (_DIGIT | _LETTER | _BRACKET) > 0
    covered[signs[(kinds[signs + 1] & _DIGIT > 0) & ~before]] = True
    (edges,) = np.nonzero(covered[1:] != covered[:-1])
    codes[covered] = _ABSENT
    codes[edges[::2] + 1] = ord(FIGURE)
    return edges[1::2] + 1


def _bare_xs(codes: Codes, kinds: Kinds, places: Offsets) -> Offsets:
    """Return the places of X that are masks: no letter beside them, a single one no X光."""
    opens = places[kinds[places - 1] & _X == 0]
    closes = places[kinds[places + 1] & _X == 0] + 1
    alone = (kinds[opens - 1] | kinds[closes]) & _LETTER == 0
    alone &= (closes - opens > 1) | (codes[closes] != ord("光"))
    bare: Offsets = places[np.repeat(alone, closes - opens)]
    return bare


def _thousands(kinds: Kinds, commas: Offsets) -> Offsets:
    """Return the commas inside numbers: of 1,234 but neither of 1,23 nor of 2024,123."""

    def digit(at: Offsets) -> NDArray[np.bool_]:
        return kinds[at] & _DIGIT > 0

    commas = commas[digit(commas - 1) & digit(commas + 1)]
    three = digit(commas + 2) & digit(commas + 3) & ~digit(commas + 4)
    commas = commas[three & ~(digit(commas - 2) & digit(commas - 3) & digit(commas - 4))]
    before = commas - 2 - digit(commas - 2) * (1 + digit(commas - 3))
    decimal = (kinds[before] & _DOT > 0) & digit(before - 1)
    return commas[~decimal]


@cache
def _kinds() -> Kinds:
    """Return the kinds of the code points of the first plane; the one behind it is of none."""
    kinds = np.zeros(_PLANE + 1, dtype=np.uint16)
    # Each character on a line of its own; no half of a pair, which is none.
    characters = [chr(code) for code in range(_PLANE) if not 0xD800 <= code < 0xE000]
    for figure in figures("\n".join(characters)):
        kinds[ord(characters[figure.start // 2])] = _COVERED
    for first, last in _LETTERS:
        kinds[ord(first) : ord(last) + 1] = _LETTER
    for group, kind in (
        (_DIGITS, _COVERED | _DIGIT),
        ("XxＸｘ", _X | _LETTER),
        ("某", _SOME),
        (".．", _DOT),
        (",，", _COMMA),
        (")）", _BRACKET),
        ("-−－+＋", _SIGN),
        ("#＃﹟", _LITERAL),
    ):
        kinds[_codes(group)] = kind
    kinds.flags.writeable = False
    return kinds


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
