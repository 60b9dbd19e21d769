"""Figures as a comparison reads them: what touches is one (3亿2000万, ××万, 6600多万, 百分之五).

In: a text. Out: its number tokens in order, each with what it is worth. What a token counts, or
whether it counts anything, is not said here. A number is never cut.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.figures import Figure, figures
from index.model import Span
from search.slots import is_mask
from search.values import value

_LONGEST = 24  # characters of a number that anybody counted; longer ones are worth nothing
_ROUGH = re.compile("[多余来來几]")
_SCALE = re.compile("[万亿萬億]+")
_PLAIN_SCALES = str.maketrans("萬億", "万亿")
_SPREAD = re.compile(r"(?<![\d.,])[1-9](?: \d){2,8}(?![\d.,]| \d)")
_SHARE = re.compile("分之")
_POINT = re.compile("[.．]")
_THOUSANDS = re.compile("千(?=瓦|米|克|伏|卡)")  # 3.7亿|千瓦
_PARTS = {"百": "%", "千": "‰", "万": "‱"}
_ABOUT = re.compile("[几数][十百千万亿]+$")
_DIGITS = dict(zip("零〇○一二三四五六七八九", "000123456789", strict=True))


@dataclass(frozen=True, slots=True)
class Token:
    """A number as written at `span`, with its sign and scale.

    `worth` is None for a mask and for what stands for no number (数百, 三五). `scale` is the 万 or
    亿 it ends with. `share` is % for 百分之五, 分之 for 三分之一. `rough` is a 多 or 余 inside
    (6600多万).
    """

    span: Span
    text: str
    worth: Decimal | None
    scale: str = ""
    share: str = ""
    rough: str = ""
    masked: bool = False

    @property
    def is_chinese(self) -> bool:
        """Say whether no digit is in it."""
        return not any(map(str.isdecimal, self.text))


def tokens(text: str) -> tuple[Token, ...]:
    """Return the numbers and masks of a text in their order; none overlaps another."""
    return tuple(_token(text, group) for group in _groups(text, tuple(figures(text))))


def _groups(text: str, found: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Yield figures that together are one number."""
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and _goes_on(text, found[at:end], found[end]):
            end += 1
        yield found[at:end]
        at = end


def _goes_on(text: str, group: Sequence[Figure], follower: Figure) -> bool:
    last = group[-1]
    between = text[last.last : follower.first]
    if not between:
        return True
    if between == " ":
        scale = text[follower.first : follower.last]
        if _SCALE.fullmatch(scale):  # 8000 万元
            return text[last.last - 1].isdecimal()
        return _is_spread(text, group[0].first, follower.last)
    first = text[last.first : last.last]
    second = text[follower.first : follower.last]
    if _SHARE.fullmatch(between):
        return len(group) == 1
    if _POINT.fullmatch(between):
        return is_mask(first) and is_mask(second)
    if between == "点":  # 百分之三点五, and not 八点三十分
        return len(group) == 2 and _is_share(text, group) and second[0] in _DIGITS
    return _ROUGH.fullmatch(between) is not None and _SCALE.fullmatch(second) is not None


def _is_spread(text: str, start: int, end: int) -> bool:
    """Say whether these are digits of one number that was pulled apart: 2 0 9 0."""
    found = _SPREAD.match(text, start)
    return found is not None and end <= found.end()


def _is_share(text: str, group: Sequence[Figure]) -> bool:
    return _SHARE.fullmatch(text[group[0].last : group[1].first]) is not None


def _token(text: str, group: Sequence[Figure]) -> Token:
    start, end = group[0].first, group[-1].last
    if end - start > 1 and _THOUSANDS.match(text, end - 1):
        end -= 1
        group = [*group[:-1], group[-1]._replace(last=end, end=min(group[-1].end, end))]
    about = _ABOUT.search(text[max(0, start - 1) : end])
    if about and len(about[0]) == end - start + 1:  # 数百, 几十: a number that nobody knows
        return Token(Span(start - 1, end), about[0], None)
    written = text[start:end]
    span = Span(start, end)
    if is_mask(written):
        return Token(span, written, None, _scale(written), masked=True)
    if len(group) > 1 and _is_share(text, group):
        share = _PARTS.get(text[start : group[0].last], "分之")
        worth = _worth((text[group[1].first : end],)) if share != "分之" else None
        return Token(span, written, worth, share=share)
    rough = _ROUGH.search(written)
    if rough:
        number = written[: rough.start()] + written[rough.end() :]
        return Token(span, written, _worth((number,)), _scale(written), rough=rough[0])
    if " " in written:
        return Token(span, written, _worth((written.replace(" ", ""),)), _scale(written))
    parts = [text[figure.first : figure.last] for figure in group]
    return Token(span, written, _worth(parts), _scale(written))


def _scale(written: str) -> str:
    """Return the 万 and 亿 at the end, of 5千万 the 万 alone."""
    plain = unicodedata.normalize("NFKC", written).translate(_PLAIN_SCALES)
    return plain[len(plain.rstrip("万亿")) :] if plain.strip("十百千万亿") else ""


def _worth(parts: Sequence[str]) -> Decimal | None:
    """Return what the parts of a number are worth together: 3亿 and 2000万."""
    worths = [worth for part in parts if (worth := _value(part)) is not None]
    if len(worths) < len(parts) or (len(parts) > 1 and not _scale(parts[0])):
        return None
    falling = all(after < before for before, after in itertools.pairwise(worths))
    return sum(worths, Decimal(0)) if falling else None


def _value(part: str) -> Decimal | None:
    if len(part) > _LONGEST:
        return None
    whole, point, places = part.partition("点")
    if point:
        number = value(whole)
        digits = "".join(_DIGITS.get(place, "?") for place in places)
        return number + Decimal(f"0.{digits}") if number is not None and digits.isdigit() else None
    return value(part)
