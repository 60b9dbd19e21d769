"""Punctuation as it is set in Chinese.

The recogniser gives the same mark now in its wide and now in its narrow form: what stands beside
it tells which one the paper has.
"""

from __future__ import annotations

from itertools import chain

_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_NARROW = {wide: narrow for narrow, wide in _WIDE.items()}
_CHINESE = 0x2E80
_OPENS, _CLOSES = "〔[［", "〕]］"  # around the year of a document's number
_NARROWED = {"．": ".", "％": "%", "－": "-", "＋": "+", "／": "/"}


def spelled(chars: list[str]) -> list[str]:
    """Return the characters of a line with punctuation as wide as the text around it."""
    found = [_NARROWED.get(char, char) for char in chars]
    _bracket_years(found)
    inside = 0  # of brackets that were made wide
    for at, char in enumerate(found):
        mark = _NARROW.get(char, char)
        if mark not in _WIDE:
            continue
        before, after = _near(found, at, -1), _near(found, at, 1)
        if mark == ")":
            wide = inside > 0 or (_is_chinese(before) or _is_chinese(after))
            inside -= wide and inside > 0
        elif mark == "(":
            close = _closing(found, at)
            wide = any(map(_is_chinese, chain((before, after), found[at + 1 : close])))
            inside += wide
        elif mark in ",:" and before.isdigit() and after.isdigit():
            wide = False  # 1,286 and 9:30
        else:
            ends = not after and any(map(_is_chinese, found))
            wide = ends or _is_chinese(before) or _is_chinese(after)
        found[at] = _WIDE[mark] if wide else mark
    return found


def _bracket_years(chars: list[str]) -> None:
    """Set the year of a document's number in its brackets: 水发〔2024〕11号."""
    for at in range(len(chars) - 6):
        opens, year, closes = chars[at], "".join(chars[at + 1 : at + 5]), chars[at + 5]
        marks = opens in _OPENS and closes in _CLOSES
        if marks and year.isdecimal() and chars[at + 6].isdecimal():
            chars[at], chars[at + 5] = "〔", "〕"


def _closing(chars: list[str], at: int) -> int:
    for place in range(at + 1, len(chars)):
        if _NARROW.get(chars[place], chars[place]) == ")":
            return place
    return len(chars)


def _near(chars: list[str], at: int, step: int) -> str:
    """Return the nearest character on one side, an empty one at the edge."""
    at += step
    while 0 <= at < len(chars):
        if not chars[at].isspace():
            return chars[at]
        at += step
    return ""


def _is_chinese(char: str) -> bool:
    return bool(char) and ord(char) >= _CHINESE
