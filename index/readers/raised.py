"""Raised and lowered digits: km and a raised 2 are km², CO₂ likewise; a note's mark is told apart.

What a raised number is shows in the words before it: behind a unit it is a power, elsewhere it
points to a note, and is no part of a number (3800 with a raised 1). No raised expression is either.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DIGITS = "0123456789０１２３４５６７８９"
HIGH = str.maketrans(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2)
"""Digits as raised signs, for `str.translate`; each folds to the digit, so nothing is lost."""
LOW = str.maketrans(_DIGITS, "₀₁₂₃₄₅₆₇₈₉" * 2)
"""Digits as lowered signs."""
_POWER = HIGH | str.maketrans("-−－", "⁻⁻⁻")
_NUMBER = re.compile(r"[-−－]?[0-9０-９]{1,3}")
LONGEST = 24
"""Characters of a stretch that may be a power or a mark."""
_NOTE = re.compile(
    r"(?:[\[［【〔（(]\s*(?:注释?|附注|note)?\s*(?:[0-9０-９一二三四五六七八九十]{1,4}"
    r"(?:\s*[,，、\-–—~～]\s*[0-9０-９]{1,3})*|[a-z])\s*[\]］】〕）)]"
    r"|[①-⑳㉑-㉟㊱-㊿❶-❿⑴-⒇]|(?:注释?|附注)\s*[0-9０-９一二三四五六七八九十]{0,3}"
    r"|[\[［]?[*＊※†‡][\]］]?)+"
    r"|[0-9０-９]{1,3}(?:\s*[,，、\-–—~～]\s*[0-9０-９]{1,3})*[)）]?",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\s，。；：、！？”’）》,.;:!?]*$")  # raised with the number by a slip
_LETTERS = re.compile(r"(?:(?<![A-Za-zμµ])(?:[kcdmnhμµ]?m|ft|in|yd|mi|[A-Za-z])|[A-Za-z]\))$")
_METRE = re.compile(r"(?<!方)(?<!方[千公厘毫分])(?:[千公厘毫分]?米|公里)$")
_TEN = re.compile(r"(?<![0-9.,．，])10$")
_UNIT = re.compile(r"[A-Za-zμµΩ℃)]$")  # before a negative power: m·s⁻¹
_OPERAND = re.compile(r"[A-Za-z0-9０-９)）]$")  # what a raised expression is the power of
_NEXT = r"\s*[+\-−－×*/／⁄.．]\s*[A-Za-z0-9０-９]+"
_EXPRESSION = re.compile(rf"[A-Za-z0-9０-９]*(?:{_NEXT})+")  # n+1, 1/2, -x
TAIL = 12
"""Characters before a stretch that say what it is."""


class Raised(NamedTuple):
    """What a raised stretch says: the mark of a note that it begins with, then its words."""

    mark: str
    words: str


def above(words: str, before: str, *, points: bool = False) -> Raised:
    """Read a raised stretch behind the text `before`; `points` says that it links to a note.

    >>> above("2", "面积85km").words, above("1", "接访3800").mark, above("TM", "某某").words
    ('²', '1', 'TM')
    """
    bare = words.strip()
    if points:
        return Raised(words, "")
    if len(bare) > LONGEST:
        return Raised("", _apart(words, before))
    number, signs = _split(words)
    if number and _is_power(number.strip(), before[-TAIL:]):
        return Raised("", number.translate(_POWER) + signs)
    if _NOTE.fullmatch(bare):
        return Raised(words, "")
    return Raised(number, signs) if number else Raised("", _apart(words, before))


def below(words: str) -> str:
    """Return how a lowered stretch reads: CO₂; anything but a whole number stays (PM2.5)."""
    return words.translate(LOW) if _NUMBER.fullmatch(words.strip()) else words


def leading(words: str) -> str:
    """Return how a raised stretch reads that opens a paragraph: no number is before it."""
    return words.translate(_POWER) if _NUMBER.fullmatch(words.strip()) else words


def _apart(words: str, before: str) -> str:
    """Set an expression apart from the letter or number that it would run on into: 5 with a raised
    1/2 is not 51/2. A space tells them apart and is no sign that the text does not have.
    """
    if not _OPERAND.search(before):
        return words
    longer = before[-1:].isdecimal() and words[:1].isdecimal()
    bare = words.strip()
    short = len(bare) <= LONGEST
    return f" {words}" if longer or (short and _EXPRESSION.fullmatch(bare)) else words


def _split(words: str) -> tuple[str, str]:
    """Cut a raised number from the signs behind it that were raised with it by a slip."""
    signs = _SIGNS.search(words)
    at = signs.start() if signs else len(words)
    return (words[:at], words[at:]) if _NUMBER.fullmatch(words[:at].strip()) else ("", "")


def _is_power(number: str, before: str) -> bool:
    if _TEN.search(before):
        return True
    if number[0] in "-−－":
        return _UNIT.search(before) is not None
    power = number.translate(_POWER)
    if _METRE.search(before):
        return power in ("²", "³")
    return _LETTERS.search(before) is not None and power not in ("⁰", "¹")
