"""What a difference is made of: words, whole figures and marks that together spell a text.

A figure with its sign, its scale and its percent sign is never cut, nor is the word it stands in
(三个, 百分之五).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from index.folding import fold_with_places
from search.comparing.figures import tokens as figuretokens

Cut = Callable[[str], Sequence[str]]
"""Cuts a folded text into words and marks; joined, they are the text (jieba's way to cut)."""

_WORD = re.compile(r"[^\W_]|[%‰℃$¥€£×*#&@+=]")  # what is more than punctuation
_PERCENT = ("%", "％", "‰")
_APART = "\u3002"  # 。 between texts that are cut together: no word and no figure holds it
_TOGETHER = 20_000  # characters
_WORTH = "\x01"  # around what a figure is worth; in no folded text


class Token(NamedTuple):
    """A stretch of the text from `start` to `end` (characters).

    `key` is how it is compared: folded, figures by their worth (1,200 is 一千二百); `skeleton`
    likewise with `#` for every figure. Of a `mark` nothing but punctuation would be compared.
    """

    start: int
    end: int
    key: str
    skeleton: str
    mark: bool


class Words(NamedTuple):
    """The tokens of a stretch of `text`."""

    text: str
    tokens: Sequence[Token]


class _Held(NamedTuple):
    """A figure at `start:last` and how it is compared; `end` is behind a percent sign."""

    start: int
    last: int
    end: int
    key: str
    skeleton: str


def tokens(text: str, cut: Cut, breaks: Iterable[int] = ()) -> list[Token]:
    """Return the tokens of a text, in order; joined, they are it. None goes across a break."""
    folded, origins = fold_with_places(text)
    held = [_held(one, text, folded, origins) for one in figuretokens.tokens(text)]
    inside = {place for one in held for place in range(one.start + 1, one.end)}
    ends = accumulate(map(len, cut(folded)))
    places = {origins[place] for place in ends if place < len(origins)}
    places = (places - inside).union(breaks) - {0, len(text)}
    edges = [0, *sorted(places), len(text)] if text else [0]
    return list(_told(folded, origins, edges, held))


def tokens_of(texts: Sequence[str], cut: Cut) -> Iterator[Words]:
    """Yield the tokens of several texts: cut together, they stand in one text."""
    for lot in _lots(texts):
        whole = "".join([_APART + text for text in lot])
        ends = list(accumulate(len(_APART) + len(text) for text in lot))
        starts = [end - len(text) for text, end in zip(lot, ends, strict=True)]
        found = tokens(whole, cut, (*starts, *ends))
        place = 0
        for start, end in zip(starts, ends, strict=True):
            while place < len(found) and found[place].start < start:  # the mark before it
                place += 1
            first = place
            while place < len(found) and found[place].end <= end:
                place += 1
            yield Words(whole, found[first:place])


def _lots(texts: Sequence[str]) -> Iterator[list[str]]:
    lot: list[str] = []
    size = 0
    for text in texts:
        lot.append(text)
        size += len(text)
        if size >= _TOGETHER:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def _held(figure: figuretokens.Token, text: str, folded: str, origins: Sequence[int]) -> _Held:
    start, last = figure.span
    if figure.worth is None:
        said = folded[bisect_left(origins, start) : bisect_left(origins, last)]
    else:
        said = f"{figure.worth:f}"  # not by `normalize`, which rounds
        said = said.rstrip("0").rstrip(".") if "." in said else said
    behind = figure.share + figure.rough
    end = last + text.startswith(_PERCENT, last)
    return _Held(start, last, end, f"{_WORTH}{said}{_WORTH}{behind}", f"#{behind}")


def _told(
    folded: str, origins: Sequence[int], edges: Sequence[int], held: Sequence[_Held]
) -> Iterator[Token]:
    """Yield the tokens between edges, with what they are compared by."""
    straight = isinstance(origins, range)
    places = edges if straight else [bisect_left(origins, edge) for edge in edges]
    number = 0
    for (start, end), (first, last) in zip(pairwise(edges), pairwise(places), strict=True):
        key = skeleton = plain = folded[first:last]
        if number < len(held) and held[number].start < end:
            key = skeleton = ""
            while number < len(held) and held[number].start < end:
                one = held[number]
                low, high = (bisect_left(origins, at, first) for at in (one.start, one.last))
                key += folded[first:low] + one.key
                skeleton += folded[first:low] + one.skeleton
                first, number = high, number + 1
            key += folded[first:last]
            skeleton += folded[first:last]
        yield Token(start, end, key, skeleton, not plain.isalnum() and not _WORD.search(plain))
