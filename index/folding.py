"""Folding: the form of a text in which phrases are compared. 「糧食安全」、“粮食安全” are one.

One code point at a time, by a table, so that every folded character knows where it came from
and folding a text is folding its pieces. What folds to nothing can never be found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from index.foldtable import Codes, exact, loose
from index.model import Span

_PLANE = 0x10000
_SHORT = 100  # characters: arrays are slower to make than so many are to look at …
_PLACED = 400  # … where their places are wanted one by one


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `origins[i]` is the offset of the original character that `text[i]` is of.

    Origins never fall. A character that expanded (… → ...) is the origin of several,
    one that was dropped is the origin of none.
    """

    text: str
    origins: NDArray[np.int32]

    def span(self, start: int, end: int) -> Span:
        """Return where the folded characters from `start` up to `end` stand in the original.

        The span holds whole original characters and whatever was dropped between them.
        Raises ValueError for an empty range, which stands nowhere.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no folded characters {start}:{end} of {len(self.text)}")
        return Span(int(self.origins[start]), int(self.origins[end - 1]) + 1)


def fold(text: str) -> str:
    """Return `text` as phrases are compared.

    Compatibility forms (１ → 1, … → ..., ① → 1), case, radicals (⻓ → 长), traditional characters
    (長 → 长), the forms of other regions and times (値 → 值, 鉄 → 铁, 靑 → 青) and circles (○ → 〇)
    are made one, all quotation marks become `"`; white space, controls and characters without
    a shape are dropped. Folding twice is folding once. A letter O or a figure 0 stays what it
    is: whether it is meant for 〇 shows in its neighbours only (search/noughts.py).
    """
    if len(text) <= _SHORT:
        return _changing().sub(_folded, text)
    return _text(exact().fold(_codes(text))[0])


def fold_with_origins(text: str) -> Folded:
    """Fold, keeping for every folded character the offset of its original."""
    codes, origins = exact().fold(_codes(text))
    return Folded(_text(codes), origins)


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Fold, and say of each folded character where its original stands: as `fold_with_origins`,
    for texts that are looked at character by character.
    """
    if len(text) <= _PLACED and not _sizing().search(text):
        return fold(text), range(len(text))
    folded = fold_with_origins(text)
    straight = np.array_equal(folded.origins, np.arange(len(text)))
    return folded.text, range(len(text)) if straight else folded.origins.tolist()


def fold_loose(text: str) -> str:
    """Fold, and drop punctuation too; signs that carry a meaning (% & @ # *) and masks (×) stay."""
    return _text(loose().fold(_codes(text))[0])


def fold_loose_with_origins(text: str) -> Folded:
    """Fold loosely, keeping for every folded character the offset of its original."""
    codes, origins = loose().fold(_codes(text))
    return Folded(_text(codes), origins)


def fold_codes(text: str) -> tuple[Codes, NDArray[np.int32]]:
    """Fold in bulk: the folded code points, and for each the offset of its original."""
    return exact().fold(_codes(text))


def is_mark(codes: Codes) -> NDArray[np.bool_]:
    """Say which folded code points loose folding leaves out."""
    marks: NDArray[np.bool_] = loose().lengths[codes] == 0
    return marks


def folding_version() -> str:
    """Return a name that changes whenever some text folds otherwise than before.

    The table rests on Python's Unicode version and opencc's dictionary: what was folded
    under another name must be folded anew before it is searched.
    """
    return exact().version()


@cache
def _changing() -> re.Pattern[str]:
    """Return what matches a character that may fold to anything but itself.

    All those above the first plane do: a class of characters without them is quick.
    """
    table = exact()
    lengths, first = table.lengths[:_PLANE], table.first[:_PLANE]
    changed = np.flatnonzero((lengths != 1) | (first != np.arange(_PLANE)))
    return _any_of(changed)


def _any_of(codes: NDArray[np.integer]) -> re.Pattern[str]:
    """Return what matches one of these characters, or any above the first plane."""
    inside = "".join(f"\\u{code:04x}" for code in codes)
    return re.compile(f"[{inside}]|[\\U00010000-\\U0010ffff]")


@cache
def _sizing() -> re.Pattern[str]:
    """Return what matches a character that may fold to none or several."""
    changed = np.flatnonzero(exact().lengths[:_PLANE] != 1)
    return _any_of(changed)


@lru_cache(maxsize=4096)
def _one(character: str) -> str:
    return _text(exact().fold(_codes(character))[0])


def _folded(found: re.Match[str]) -> str:
    return _one(found[0])


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _text(codes: Codes) -> str:
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le")
