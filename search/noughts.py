"""The nought in Chinese numerals, however it is written: 二〇一九, 二O一九, 二0一九, 二零一九.

A letter O or a figure 0 means a nought only between numerals, so that folding, which looks at one
character at a time, leaves it alone. Here a phrase is asked for in every way of writing it
instead. All noughts of a phrase are written alike: nobody mixes them. No two ways can start at
one place, so that what they find adds up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from index.engine import Phrase, PhraseMatches

_NOUGHTS = "〇零o0оο"  # folded; the last two are Cyrillic and Greek
_DIGITS = "一二三四五六七八九"
_RUN = re.compile(
    rf"(?<![0-9a-z])(?=[{_NOUGHTS}]*[{_DIGITS}])[{_NOUGHTS}{_DIGITS}十百千万亿两]{{2,}}(?![0-9a-z])"
)
_NOUGHT = re.compile(f"[{_NOUGHTS}]")


def writings(phrase: Phrase) -> tuple[Phrase, ...]:
    """Return a folded phrase as it is, then every other way of writing the noughts in it."""
    ways = (
        replace(phrase, parts=tuple(_written(part, nought) for part in phrase.parts))
        for nought in _NOUGHTS
    )
    return tuple(dict.fromkeys((phrase, *ways)))


def matches(ask: Callable[[Phrase], PhraseMatches], phrase: Phrase) -> PhraseMatches:
    """Return where a phrase starts, however its noughts are written."""
    found = [ask(way) for way in writings(phrase)]
    if len(found) == 1:
        return found[0]
    passages, place = np.unique(
        np.concatenate([one.passages for one in found]), return_inverse=True
    )
    counts = np.zeros(len(passages), dtype=np.int64)
    np.add.at(counts, place, np.concatenate([one.counts for one in found]))
    return PhraseMatches(passages, counts)


def _written(text: str, nought: str) -> str:
    return _RUN.sub(lambda run: _NOUGHT.sub(nought, run[0]), text)
