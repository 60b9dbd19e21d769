"""Years in titles, names and dates, in digits of any width or in Chinese."""

from __future__ import annotations

import re
import unicodedata

_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DIGITS = r"(?:(?<![0-9０-９])(?:19|20|１９|２０)[0-9０-９]{2}(?![0-9０-９]))"
_WORDS = r"(?:(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2})"
_YEAR = re.compile(f"{_DIGITS}|{_WORDS}")
_NAMED = re.compile(r"(?<![0-9A-Za-z])(?:19|20)\d{2}(?![0-9A-Za-z])")
_RANGE = re.compile(
    rf"({_DIGITS}|{_WORDS})\s*年?\s*(?:[-—–~～－至到]{{1,2}})\s*({_DIGITS}|{_WORDS})\s*年?"
)
FIRST, LAST = 1900, 2099


def year_in_title(text: str) -> int | None:
    """Return the year that a title names; of a range (2021—2023年) the last one."""
    plain = re.sub(r"(?<=\d)\s+(?=\d)", "", text)  # 「1 9 9 8 年」
    span = _RANGE.search(plain)
    if span:
        return _number(span[2])
    found = _YEAR.search(plain)
    return _number(found[0]) if found else None


def year_in_name(name: str) -> int | None:
    """Return the year in a file or folder name: four digits with no digit or letter beside them."""
    found = _NAMED.search(unicodedata.normalize("NFKC", name))
    return int(found[0]) if found else year_in_words(name)


def year_in_words(text: str) -> int | None:
    """Return a year written in Chinese (二〇二三年), None where there is none."""
    found = re.search(f"({_WORDS})年", text)
    return _number(found[1]) if found else None


def _number(text: str) -> int | None:
    plain = unicodedata.normalize("NFKC", text).translate(_CHINESE)
    value = int(plain) if plain.isdecimal() else 0
    return value if FIRST <= value <= LAST else None
