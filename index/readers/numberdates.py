"""Day numbers of workbooks as dates and times: a number and the tokens of a format in, text out.

Excel counts days from 1900, with a 29 February in that year that never was, or from 1904.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from index.readers.numbercodes import Section, Token
from index.readers.numberwords import day_words, spelled

_DAY = 86_400
_LAST = 2_958_465  # 9999-12-31
_FROM_1904 = 1462
_NEVER = 60  # the day number of 29 February 1900
_WEEKDAYS = "日一二三四五六"
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Moment:
    year: int
    month: int
    day: int
    weekday: int  # from Sunday
    seconds: int  # of the day
    part: str  # digits of a second's parts
    elapsed: int  # seconds since day 0


def shown(value: Decimal, section: Section, *, from_1904: bool) -> str | None:
    """Return a day number as a section shows it; None where there is no such day."""
    tokens = _with_parts(section.tokens)
    places = max((len(token.text) for token in tokens if token.kind == "part"), default=0)
    moment = _moment(value, places, from_1904=from_1904)
    if moment is None:
        return None
    half = any(token.kind == "half" for token in tokens)
    found: list[str] = []
    for index, token in enumerate(tokens):
        match token.kind:
            case "date" if token.text[0] in "mM" and _is_minute(tokens, index):
                found.append(_numbered(moment.seconds // 60 % 60, token.text, section))
            case "date":
                found.append(_said(moment, token.text.lower(), section, half=half))
            case "elapsed":
                divisor = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
                found.append(str(moment.elapsed // divisor).rjust(len(token.text), "0"))
            case "half":
                found.append(_half(moment, token.text))
            case "part":
                found.append("." + moment.part[: len(token.text)])
            case _:
                found.append(token.text)
    return "".join(found)


def _with_parts(tokens: Sequence[Token]) -> list[Token]:
    """Join a point and the noughts behind it to one token: the parts of a second."""
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        end = index + 1
        while end < len(tokens) and tokens[end] == ("digit", "0"):
            end += 1
        if token.kind == "point" and end > index + 1:
            found.append(Token("part", "0" * (end - index - 1)))
            index = end
        else:
            found.append(token)
            index += 1
    return found


def _moment(value: Decimal, places: int, *, from_1904: bool) -> _Moment | None:
    unit = Decimal(1).scaleb(-places)
    seconds = (value * _DAY).quantize(unit, rounding=ROUND_HALF_UP)
    whole = int(seconds // 1)
    days, rest = divmod(whole, _DAY)
    if from_1904:
        days += _FROM_1904
    if not 0 <= days <= _LAST or value < 0:
        return None
    if days == 0:
        year, month, day = 1900, 1, 0
    elif days == _NEVER:
        year, month, day = 1900, 2, 29
    else:
        found = date(1899, 12, 31) + timedelta(days - (days > _NEVER))
        year, month, day = found.year, found.month, found.day
    part = str(seconds % 1)[2:] if places else ""
    return _Moment(year, month, day, (days - 1) % 7, rest, part, whole)


def _is_minute(tokens: Sequence[Token], index: int) -> bool:
    """Say whether an m stands for minutes: behind hours or before seconds."""
    if len(tokens[index].text) > 2:
        return False

    def told(one: Token) -> bool:
        return one.kind in ("date", "elapsed")

    before = next((one.text[0] for one in reversed(tokens[:index]) if told(one)), "")
    after = next((one.text[0] for one in tokens[index + 1 :] if told(one)), "")
    return before in ("h", "H") or after in ("s", "S")


def _said(moment: _Moment, letters: str, section: Section, *, half: bool) -> str:
    count = len(letters)
    match letters[0]:
        case "y" | "e":
            year = str(moment.year)
            return spelled(year[2:] if letters in ("y", "yy") else year, section.digits)
        case "m" if count > 2:
            return _month(moment.month, count, chinese=section.chinese)
        case "m":
            return _numbered(moment.month, letters, section)
        case "d" if count > 2:
            return _weekday(moment.weekday, count, chinese=section.chinese)
        case "d":
            return _numbered(moment.day, letters, section)
        case "a":
            return ("星期" if count > 3 else "") + _WEEKDAYS[moment.weekday]
        case "h":
            hour = moment.seconds // 3600
            return _numbered((hour - 1) % 12 + 1 if half else hour, letters, section)
        case "s":
            return _numbered(moment.seconds % 60, letters, section)
        case _:
            return ""  # g: eras that no office here counts in


def _numbered(number: int, letters: str, section: Section) -> str:
    if section.digits:
        return day_words(number, section.digits)
    return str(number).rjust(min(len(letters), 2), "0")


def _month(month: int, count: int, *, chinese: bool) -> str:
    if count == 5:
        return _MONTHS[month - 1][0]
    if chinese:
        return f"{day_words(month, 1)}月" if count == 4 else f"{month}月"
    return _MONTHS[month - 1] if count == 4 else _MONTHS[month - 1][:3]


def _weekday(weekday: int, count: int, *, chinese: bool) -> str:
    if chinese:
        return ("星期" if count > 3 else "周") + _WEEKDAYS[weekday]
    return _DAYS[weekday] if count > 3 else _DAYS[weekday][:3]


def _half(moment: _Moment, words: str) -> str:
    morning, evening = words.split("/")
    return morning if moment.seconds < _DAY // 2 else evening
