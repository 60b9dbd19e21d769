"""How a passage is changed when it is taken over, and which of its characters are still there.

The kinds that targets are set for stand here, the others in `rewriting`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from random import Random
from typing import NamedTuple

from opencc import OpenCC

from evaluation import rewriting
from evaluation.passages import Passage, sentences
from evaluation.texts import (
    FIGURE,
    NARROW,
    WIDE,
    Kept,
    Text,
    by_sentence,
    by_word,
    is_spoken,
    joined,
    new,
    plain,
    replaced,
    taken,
    words_of,
)

RATES = (0.1, 0.2, 0.3, 0.4)
KINDS = (
    *("exact", "figures", "masked", "punctuation", "width", "traditional"),
    *(f"edited {rate:.0%}" for rate in RATES),
    *("shuffled", "merged", "embedded", "figures and 10% edited"),
)
FURTHER = (*rewriting.WAYS, "all at once")


class Copy(NamedTuple):
    """A passage of `file` and what became of it.

    `kept` says for each character of `target` its place in `source`, None where it is new.
    """

    kind: str
    file: str
    source: str
    target: str
    kept: tuple[int | None, ...]


_CONGRESS = ("十六", "十七", "十八", "十九", "二十")
_MASKS = ("×", "××", "×××", "XX", "XXX", "*", "**")
_MARKS = {"，": "、；,", "。": "；.", "；": "。;", "：": ":，", "、": "，", "“": '"「', "”": '"」'}
_DROPPED = "“”《》、，"


def copy(kind: str, passage: Passage, others: Sequence[Passage], source: Random) -> Copy | None:
    """Return the passage as `kind` takes it over; None where it cannot be (no figure, no two
    sentences). `others` are passages of other files: words and surroundings come from them.
    """
    way = _WAYS.get(kind) or rewriting.WAYS[kind]
    changed = way(taken(passage.text), others, source)
    target = plain(changed)
    if not target or (kind != "exact" and target == passage.text):
        return None
    places = tuple(place for _, place in changed)
    return Copy(kind, passage.file, passage.text, target, places)


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
        plain = old.translate(NARROW).replace(",", "")
        new = (
            str(int(plain) + source.randint(1, 3)) if re.fullmatch("20[0-2][0-9]", plain) else plain
        )
        while float(new) == float(plain):
            new = _number(plain, source)
        return new if old.isascii() else new.translate(WIDE)

    changed: list[str] = []
    result = replaced(text, FIGURE, other)
    return result if changed else []


def _number(old: str, source: Random) -> str:
    whole, dot, part = old.partition(".")
    digits = str(source.randint(1, 9)) + "".join(str(source.randint(0, 9)) for _ in whole[1:])
    return digits + dot + "".join(str(source.randint(0, 9)) for _ in part)


def _masked(text: Text, source: Random) -> Text:
    mask = source.choice(_MASKS)
    return replaced(text, FIGURE, lambda old: mask if source.random() < 0.8 else None)


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
    return [Kept(character.translate(WIDE), place) for character, place in text]


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
    words = by_word(text)
    spoken = [number for number, word in enumerate(words) if is_spoken(plain(word))]
    hit = set(source.sample(spoken, round(rate * len(spoken))))
    stock = [word for other in others[:4] for word in words_of(other.text)]
    out: Text = []
    for number, word in enumerate(words):
        way = source.random() if number in hit else 1.0
        if number not in hit or way >= 0.8:
            out += word
        if number in hit and not 0.6 <= way < 0.8:
            old = plain(word)
            alike = [other for other in stock if len(other) == len(old) and other != old]
            out += new(source.choice(alike or ["有关"]))
    return out


def _edited_figures(text: Text, others: Sequence[Passage], source: Random) -> Text:
    changed = _figures(text, source)
    return _edited(changed, 0.1, others, source) if changed else []


def _all_at_once(text: Text, others: Sequence[Passage], source: Random) -> Text:
    """Do all that leaves the wording alone, and edit a tenth of the words."""
    changed = _figures(text, source) or text
    changed = _edited(changed, 0.1, others, source)
    return _width(_traditional(_punctuation(changed, source), source), source)


def _shuffled(text: Text, source: Random) -> Text:
    """Put the sentences into another order."""
    cuts = by_sentence(text)
    if len(cuts) < 2:
        return []
    order = cuts[:]
    while order == cuts:
        source.shuffle(order)
    return joined(order)


def _merged(text: Text, others: Sequence[Passage], source: Random) -> Text:
    """Run the passage together with another one of about its length, before or behind."""
    other = min(others, key=lambda p: abs(len(p.text) - len(text)))
    return text + new(other.text) if source.random() < 0.5 else new(other.text) + text


def _embedded(text: Text, others: Sequence[Passage], source: Random) -> Text:
    """Put the passage between other sentences of three times its length."""
    filler = [s for p in others for s in sentences(p.text)]
    source.shuffle(filler)
    around: list[str] = []
    while filler and sum(map(len, around)) < 3 * len(text):
        around.append(filler.pop())
    at = source.randint(0, len(around))
    return new("".join(around[:at])) + text + new("".join(around[at:]))


def _by(rate: float) -> rewriting.Way:
    return lambda text, others, source: _edited(text, rate, others, source)


_WAYS: dict[str, rewriting.Way] = {
    "exact": lambda text, others, source: text,
    "figures": lambda text, others, source: _figures(text, source),
    "masked": lambda text, others, source: _masked(text, source),
    "punctuation": lambda text, others, source: _punctuation(text, source),
    "width": lambda text, others, source: _width(text, source),
    "traditional": lambda text, others, source: _traditional(text, source),
    **{f"edited {rate:.0%}": _by(rate) for rate in RATES},
    "shuffled": lambda text, others, source: _shuffled(text, source),
    "merged": _merged,
    "embedded": _embedded,
    "figures and 10% edited": _edited_figures,
    "all at once": _all_at_once,
}
