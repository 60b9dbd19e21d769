"""What was current when: congresses of the Party, and five-year plans."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from search.values import value

CONGRESSES = {
    16: date(2002, 11, 8),
    17: date(2007, 10, 15),
    18: date(2012, 11, 8),
    19: date(2017, 10, 18),
    20: date(2022, 10, 16),
}
_FIRST_PLAN = (10, 2001)  # 十五: its number, its first year
_YEARS = 5  # of a plan

_NUMERALS = "一二三四五六七八九"
_PLAN = re.compile(f"(十[{_NUMERALS}])五")


class Outdated(NamedTuple):
    """What took the place of something, and from when on."""

    later: str
    since: int


def outdated_congress(token: str, year: int) -> Outdated | None:
    """Say which congress was the last one by the start of a year, where `token` (十八) is another.

    None for a token that is no congress, or is still the last one.
    """
    number = value(token)
    if number is None or number not in CONGRESSES:
        return None
    held = [one for one, day in CONGRESSES.items() if day.year < year]
    if not held or number >= max(held):
        return None
    return Outdated(f"{_spelled(max(held))}大", CONGRESSES[max(held)].year)


def outdated_plan(token: str, year: int) -> Outdated | None:
    """Say which plan runs in a year, where `token` (十三五) was over by its start."""
    found = _PLAN.fullmatch(token)
    number = value(found[1]) if found else None
    if number is None or number < _FIRST_PLAN[0]:
        return None
    first = _first_year(number)
    if first + _YEARS > year:
        return None
    running = int(_FIRST_PLAN[0] + (year - _FIRST_PLAN[1]) // _YEARS)
    return Outdated(f"{_spelled(running)}五", int(_first_year(Decimal(running))))


def _first_year(number: Decimal) -> Decimal:
    return _FIRST_PLAN[1] + (number - _FIRST_PLAN[0]) * _YEARS


def _spelled(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" + (_NUMERALS[ones - 1] if ones else "")
