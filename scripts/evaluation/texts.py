"""A text under change: its characters, each with the place in the source that it was taken from.

So the truth about what was copied needs no comparison.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

import jieba

from evaluation.passages import sentences

HAN = re.compile("[\u4e00-\u9fff]+")
# No number of a heading or a list (3., （3）), which says nothing.
NUMBER = (
    r"(?<![\d.．,，A-Za-zＡ-Ｚａ-ｚ])(?!^\d+[.．、)）])(?<!^[（(])"
    r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)(?:[.．]\d+)?|\d+(?:[.．]\d+)?(?![\dA-Za-zＡ-Ｚａ-ｚ]))"
)
FIGURE = re.compile(
    NUMBER + r"|(?<=党的)(?:十[六七八九]|二十)(?=大)|(?<=[开办解])[二三四五六七八九](?=[次件个])"
)
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
NARROW = {wide: code for code, wide in WIDE.items()}


class Kept(NamedTuple):
    """A character of the copy, and its place in the source; None where it is new."""

    character: str
    place: int | None


Text = list[Kept]


def taken(text: str) -> Text:
    """Return a text of which every character is taken from its own place."""
    return [Kept(character, at) for at, character in enumerate(text)]


def new(text: str) -> Text:
    """Return a text that was taken from nowhere."""
    return [Kept(character, None) for character in text]


def plain(text: Iterable[Kept]) -> str:
    """Return the characters alone."""
    return "".join(character for character, _ in text)


def replaced(text: Text, pattern: re.Pattern[str], other: Callable[[str], str | None]) -> Text:
    """Put other words in the places that match; None leaves one as it is."""
    out: Text = []
    reached = 0
    for found in pattern.finditer(plain(text)):
        word = other(found[0])
        if word is not None:
            out += text[reached : found.start()]
            out += new(word)
            reached = found.end()
    return out + text[reached:]


def cut_up(text: Text, parts: Iterable[str]) -> list[Text]:
    """Cut a text into parts that are, joined, its characters."""
    cuts: list[Text] = []
    at = 0
    for part in parts:
        cuts.append(text[at : at + len(part)])
        at += len(part)
    return cuts


def by_sentence(text: Text) -> list[Text]:
    """Cut a text behind each sentence."""
    return cut_up(text, sentences(plain(text)))


def by_word(text: Text) -> list[Text]:
    """Cut a text into its words, with punctuation and figures as words of their own."""
    return cut_up(text, jieba.cut(plain(text), HMM=False))


def joined(parts: Iterable[Text]) -> Text:
    """Put parts one after the other."""
    return [kept for part in parts for kept in part]


def is_spoken(word: str) -> bool:
    """Say whether a word is of ideographs alone."""
    return HAN.fullmatch(word) is not None


@lru_cache(maxsize=100_000)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of ideographs that a text holds."""
    return tuple(word for word in jieba.cut(text, HMM=False) if is_spoken(word))
