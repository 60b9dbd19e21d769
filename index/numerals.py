"""Chinese numbers as markers and points write them: 十一, 二十, 一百零五."""

from __future__ import annotations

import unicodedata

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "○": 0, "两": 2}


def chinese_number(text: str) -> int:
    """Read `二十一`, `一百零五` or plain digits; 0 where it is no number."""
    plain = unicodedata.normalize("NFKC", text)
    if plain.isdecimal():
        return int(plain)
    total = current = 0
    for character in text:
        if character == "十":
            total, current = total + (current or 1) * 10, 0
        elif character == "百":
            total, current = total + (current or 1) * 100, 0
        elif character in _DIGITS:
            current = _DIGITS[character]
        else:
            return 0
    return total + current
