"""Superscripts and subscripts: km² and CO₂ as characters, references to notes set aside."""

from __future__ import annotations

import re

_HIGH = str.maketrans("0123456789+-−－", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_POWER = re.compile(r"[+\-−－]?[0-9]{1,3}")
_NOTE = re.compile(
    r"[\[［【〔（(]\s*(?:注释?|附注|note)?\s*(?:[0-9０-９一二三四五六七八九十]{1,4}"
    r"(?:\s*[,，、\-–—]\s*[0-9]{1,3}){0,6}|[a-z])\s*[\]］】〕）)]"
    r"|[\[［【〔（(]?(?:注释?|附注)\s*[0-9０-９一二三四五六七八九十]{0,3}[\]］】〕）)]?"
    r"|[①-⑳㉑-㉟㊱-㊿❶-❿⑴-⒇]|[\[［]?[*＊※†‡]{1,3}[\]］]?|[0-9]{1,3}(?:[,，、\-–][0-9]{1,3})+",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"(?:(?<![A-Za-zμµ])(?:[kcdmnhμµ]?m|[kmμµ]?g|[kM]?Pa|ha|ft|in|yd|mi|mol|[A-Za-z])|[A-Za-z0-9]\)"
    r"|(?<!平方)(?<!立方)(?<!平方[千公厘毫分])[米里])$"
)
_TEN = re.compile(r"(?<![0-9.,])10$")
LONGEST = 12  # characters of a raised text that may be a figure or point to a note


def above(words: str, before: str, *, points: bool = False) -> str | None:
    """Return how a superscript reads after the words `before`; None where it points to a note.

    A bare number is a power after a unit (km) or after 10, else it points to a note: 35公里 with a
    raised 1 is no figure of 351. `points` says that it is a link to a note.
    """
    bare = words.strip()
    if points or _NOTE.fullmatch(bare):
        return None
    if not _POWER.fullmatch(bare):
        return words
    if _TEN.search(before):
        return bare.translate(_HIGH)
    if not _MEASURE.search(before) or bare in ("0", "1"):
        return None
    if before[-1:] in ("米", "里") and bare not in ("2", "3"):
        return None
    return bare.translate(_HIGH)


def below(words: str) -> str:
    """Return how a subscript reads: CO₂; anything but a whole number stays as it is (PM2.5)."""
    bare = words.strip()
    return bare.translate(_LOW) if bare.isascii() and bare.isdigit() else words
