"""How a passage is changed when it is taken over, and which of its characters are still there.

A text under change is a list of characters, each with the place in the source that it was taken
from, or None. So the truth about what was copied needs no comparison.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from random import Random
from typing import NamedTuple

import jieba
from opencc import OpenCC

from evaluation.passages import Passage, sentences

RATES = (0.1, 0.2, 0.3, 0.4)
KINDS = (
    *("exact", "figures", "masked", "punctuation", "width", "traditional"),
    *(f"edited {rate:.0%}" for rate in RATES),
    *("shuffled", "merged", "embedded", "figures and 10% edited"),
)


class Kept(NamedTuple):
    """A character of the copy, and its place in the source; None where it is new."""

    character: str
    place: int | None


class Copy(NamedTuple):
    """A passage and what became of it.

    `kept` says for each character of `target` its place in `source`. `figures` tells whether
    nothing but figures changed, which is then so for at least one of them.
    """

    kind: str
    source: str
    target: str
    kept: tuple[int | None, ...]


Text = list[Kept]
# No number of a heading or a list (3., （3）), which says nothing.
_FIGURE = re.compile(
    r"(?<![\d.．,，A-Za-zＡ-Ｚａ-ｚ])(?!^\d+[.．、)）])(?<!^[（(])"
    r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)(?:[.．]\d+)?|\d+(?:[.．]\d+)?(?![\dA-Za-zＡ-Ｚａ-ｚ]))"
    r"|(?<=党的)(?:十[六七八九]|二十)(?=大)|(?<=[开办解])[二三四五六七八九](?=[次件个])"
)
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_NARROW = {wide: code for code, wide in _WIDE.items()}
_CONGRESS = ("十六", "十七", "十八", "十九", "二十")
_MASKS = ("×", "××", "×××", "XX", "XXX", "*", "**")
_MARKS = {"，": "、；,", "。": "；.", "；": "。;", "：": ":，", "、": "，", "“": '"「', "”": '"」'}
_DROPPED = "“”《》、，"
_HAN = re.compile("[\u4e00-\u9fff]+")


def copy(kind: str, passage: Passage, others: Sequence[Passage], source: Random) -> Copy | None:
    """Return the passage as `kind` takes it over; None where it cannot be (no figure, no two
    sentences). `others` are passages of other files: words and surroundings come from them.
    """
    text = [Kept(c, at) for at, c in enumerate(passage.text)]
    if kind.startswith("edited"):
        changed = _edited(text, float(kind.split()[1].rstrip("%")) / 100, others, source)
    elif kind == "figures and 10% edited":
        changed = _figures(text, source)
        changed = _edited(changed, 0.1, others, source) if changed else []
    else:
        changed = _WAYS[kind](text, others, source)
    target = "".join(character for character, _ in changed)
    if not target or (kind != "exact" and target == passage.text):
        return None
    return Copy(kind, passage.text, target, tuple(place for _, place in changed))


def _replaced(text: Text, pattern: re.Pattern[str], new: Callable[[str], str | None]) -> Text:
    """Put other words in the places that match; None leaves one as it is."""
    plain = "".join(character for character, _ in text)
    out: Text = []
    reached = 0
    for found in pattern.finditer(plain):
        word = new(found[0])
        if word is not None:
            out += text[reached : found.start()]
            out += [Kept(character, None) for character in word]
            reached = found.end()
    return out + text[reached:]


def _figures(text: Text, source: Random) -> Text:
    """Give at least one figure another value, most of them; years go one to three up."""

    def other(old: str) -> str | None:
        if source.random() > 0.8 and changed:
            return None
        changed.append(old)
        if old in _CONGRESS:
            return source.choice([name for name in _CONGRESS if name != old])
        if not old[0].isdigit():
            return source.choice([c for c in "二三四五六七八九" if c != old])
        plain = old.translate(_NARROW).replace(",", "")
        new = (
            str(int(plain) + source.randint(1, 3)) if re.fullmatch("20[0-2][0-9]", plain) else plain
        )
        while float(new) == float(plain):
            new = _number(plain, source)
        return new if old.isascii() else new.translate(_WIDE)

    changed: list[str] = []
    result = _replaced(text, _FIGURE, other)
    return result if changed else []


def _number(old: str, source: Random) -> str:
    whole, dot, part = old.partition(".")
    digits = str(source.randint(1, 9)) + "".join(str(source.randint(0, 9)) for _ in whole[1:])
    return digits + dot + "".join(str(source.randint(0, 9)) for _ in part)


def _masked(text: Text, source: Random) -> Text:
    mask = source.choice(_MASKS)
    return _replaced(text, _FIGURE, lambda old: mask if source.random() < 0.8 else None)


def _punctuation(text: Text, source: Random) -> Text:
    out: Text = []
    for kept in text:
        if kept.character in _DROPPED and source.random() < 0.3:
            continue
        others = _MARKS.get(kept.character)
        out.append(Kept(source.choice(others), None) if others and source.random() < 0.6 else kept)
    return out


def _width(text: Text, source: Random) -> Text:
    """Write digits, letters and signs full width, as other machines do."""
    return [Kept(character.translate(_WIDE), place) for character, place in text]


def _traditional(text: Text, source: Random) -> Text:
    return [Kept(_as_traditional(character), place) for character, place in text]


@lru_cache(maxsize=20_000)
def _as_traditional(character: str) -> str:
    return str(_converter().convert(character))


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("s2t")


def _edited(text: Text, rate: float, others: Sequence[Passage], source: Random) -> Text:
    """Replace (three of five), leave out or put in words, up to this share of all words."""
    words = list(jieba.cut("".join(character for character, _ in text), HMM=False))
    spoken = [number for number, word in enumerate(words) if _HAN.fullmatch(word)]
    hit = set(source.sample(spoken, round(rate * len(spoken))))
    stock = [word for other in others[:4] for word in _words(other.text)]
    out: Text = []
    at = 0
    for number, word in enumerate(words):
        held = text[at : at + len(word)]
        at += len(word)
        way = source.random() if number in hit else 1.0
        if number not in hit or way >= 0.8:
            out += held
        if number in hit and not 0.6 <= way < 0.8:
            alike = [other for other in stock if len(other) == len(word) and other != word]
            out += [Kept(character, None) for character in source.choice(alike or ["有关"])]
    return out


@lru_cache(maxsize=100_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in jieba.cut(text, HMM=False) if _HAN.fullmatch(word))


def _shuffled(text: Text, source: Random) -> Text:
    """Put the sentences into another order."""
    plain = "".join(character for character, _ in text)
    cuts: list[Text] = []
    at = 0
    for sentence in sentences(plain):
        cuts.append(text[at : at + len(sentence)])
        at += len(sentence)
    if len(cuts) < 2:
        return []
    order = cuts[:]
    while order == cuts:
        source.shuffle(order)
    return [kept for cut in order for kept in cut]


def _new(text: str) -> Text:
    return [Kept(character, None) for character in text]


def _merged(text: Text, others: Sequence[Passage], source: Random) -> Text:
    """Run the passage together with another one of about its length, before or behind."""
    other = min(others, key=lambda p: abs(len(p.text) - len(text)))
    return text + _new(other.text) if source.random() < 0.5 else _new(other.text) + text


def _embedded(text: Text, others: Sequence[Passage], source: Random) -> Text:
    """Put the passage between other sentences of three times its length."""
    filler = [s for p in others for s in sentences(p.text)]
    source.shuffle(filler)
    around: list[str] = []
    while filler and sum(map(len, around)) < 3 * len(text):
        around.append(filler.pop())
    at = source.randint(0, len(around))
    return _new("".join(around[:at])) + text + _new("".join(around[at:]))


_WAYS: dict[str, Callable[[Text, Sequence[Passage], Random], Text]] = {
    "exact": lambda text, others, source: text,
    "figures": lambda text, others, source: _figures(text, source),
    "masked": lambda text, others, source: _masked(text, source),
    "punctuation": lambda text, others, source: _punctuation(text, source),
    "width": lambda text, others, source: _width(text, source),
    "traditional": lambda text, others, source: _traditional(text, source),
    "shuffled": lambda text, others, source: _shuffled(text, source),
    "merged": _merged,
    "embedded": _embedded,
}
