"""Figures as a comparison reads them: what touches is one (3亿2000万, ××万, 6600多万, 百分之五).

In: a text. Out: its number tokens in order, each with what it is worth. What a token counts, or
whether it counts anything, is not said here. A number is never cut.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.figures import Figure, figures
from index.measures import measure_at
from index.model import Span
from search.comparing.figures.halves import goes_on_as_tenths, with_rest
from search.comparing.figures.signs import signed, unsigned
from search.slots import is_mask
from search.values import value

_LONGEST = 24  # characters of a number that anybody counted; longer ones are worth nothing
_ROUGH = re.compile("[多余来來几]")
_SCALE = re.compile("[万亿萬億]+")
SCALES = {"万": 10_000, "亿": 100_000_000}
_PLAIN_SCALES = str.maketrans("萬億", "万亿")
_SPREAD = re.compile(r"(?<![\d.,])[1-9](?: \d){2,8}(?![\d.,]| \d)")
_SHARE = re.compile("分之")
_POINT = re.compile("[.．]")
_THOUSANDS = re.compile("千(?=瓦|米|克|伏|卡)")  # 3.7亿|千瓦
_PARTS = {"百": "%", "千": "‰", "万": "‱"}
_GAP = re.compile("[^\\S\n\t]|[\u200b\u2060\ufeff]")  # between a number and its scale: 120 万
_THIN = "\u2005\u2006\u2008\u2009\u202f"  # … and between thousands: 1 200
_THOUSAND = re.compile(r"\d{3}(?:\.\d+)?[万亿]*")
# 3 296 600元: one number with any white space in it where a measure follows; not 表1 200人.
_SPACED = re.compile(
    "(?<![\\d.,图表第件例])\\d{1,3}(?P<space>[^\\S\n\t])\\d{3}(?!\\d)(?:(?P=space)\\d{3}(?!\\d))*"
    "(?:\\.\\d+)?(?P=space)?[万亿]*"
)
_UNSEEN = re.compile("[\u200b\u2060\ufeff]+")  # a page's own line breaks inside a number
_SO_MUCH_EACH = re.compile(  # 300个亿元以上项目: so many, and not 亿元
    "[万亿]元(?:以上|以下|级)?的?(?!左右|以[上下内])[\u4e00-\u9fff]"
)
_GAPS = re.compile(f"(?:{_GAP.pattern})+")
_IN_FULL = re.compile("[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}(?=[元圆整])")  # as bills write
_ONES = re.compile("[壹贰叁肆伍陆柒捌玖拾]")
_CHINESE = frozenset("零〇一二三四五六七八九十百")
_OF_POINT = re.compile("[万亿]|倍|个?百分点|公里|米|元|公?斤|吨|亩|公顷")  # of no time of the day
_GOING_ON = frozenset("成半")  # behind a number: 三成五, 1倍半
_ABOUT = re.compile("[几数][十百千万亿]+$")
_PLAIN = re.compile(r"[-+]?\d[\d.,]*[万亿]?", re.ASCII)  # most numbers: nothing else to ask
_DIGITS = dict(zip("零〇○一二三四五六七八九", "000123456789", strict=True))


@dataclass(frozen=True, slots=True)
class Token:
    """A number as written at `span`, with its sign and scale.

    `worth` is None for a mask and for what stands for no number (数百, 三五). `scale` is the 万 or
    亿 it ends with. `share` is % for 百分之五, 分之 for 三分之一. `rough` is a 多 or 余 inside
    (6600多万). A `shared` scale stands behind a later number only, and is told in `text`.
    """

    span: Span
    text: str
    worth: Decimal | None
    scale: str = ""
    share: str = ""
    rough: str = ""
    masked: bool = False
    shared: bool = False

    @property
    def is_chinese(self) -> bool:
        """Say whether no digit is in it."""
        return not any(map(str.isdecimal, self.text))


def tokens(text: str) -> tuple[Token, ...]:
    """Return the numbers and masks of a text in their order; none overlaps another."""
    return tuple(_token(text, group) for group in _groups(text, _read(text)))


def _read(text: str) -> list[Figure]:
    """Return the figures of a text, those that bills write in full (叁佰万) among them."""
    found = list(figures(text))
    full = [one.span() for one in _IN_FULL.finditer(text) if _ONES.search(one[0])]
    if full:
        found = [
            one for one in found if not any(start <= one.first < end for start, end in full)
        ] + [Figure(start, end, start, end) for start, end in full]
        found.sort()
    return signed(text, found)


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
    if not between:  # 3亿2000万, and not 4万亿、5万亿|两个台阶
        return text[follower.first : follower.last] != "两"
    if len(between) > 2 and "\u4e00" <= between[0] <= "\u9fff":
        return False  # as almost always: words stand between
    first = text[last.first : last.last]
    second = text[follower.first : follower.last]
    if _GAPS.fullmatch(between):
        if _SCALE.fullmatch(second):  # 8000 万元
            return text[last.last - 1].isdecimal()
        if _UNSEEN.fullmatch(between) and text[last.last - 1].isdecimal() and second[0].isdecimal():
            return True
        if between in _THIN:
            return _THOUSAND.fullmatch(second) is not None and len(first) <= 3
        if len(between) == 1 and _is_spaced(text, group[0].first, follower.last):
            return True
        return between == " " and _is_spread(text, group[0].first, follower.last)
    if between == "个" and _SCALE.fullmatch(second):  # 1个亿
        return len(group) == 1 and not _SO_MUCH_EACH.match(text, follower.first)
    if between == "成" and goes_on_as_tenths(text, last.last):  # 九成五
        return len(group) == 1 and len(second) == 1
    if _SHARE.fullmatch(between):
        return len(group) == 1
    if _POINT.fullmatch(between):
        return is_mask(first) and is_mask(second)
    if between == "点" and second[0] in _DIGITS:  # 百分之三点五, 二点三倍, and not 八点三十分
        if len(group) == 1:
            return first[-1] in _CHINESE and _OF_POINT.match(text, follower.end) is not None
        return len(group) == 2 and _is_share(text, group)
    if _ROUGH.fullmatch(between) is None:
        return False
    if _THOUSANDS.match(text, follower.last - 1):
        second = second[:-1]  # 5000多万|千瓦
    return _SCALE.fullmatch(second) is not None


def _is_spread(text: str, start: int, end: int) -> bool:
    """Say whether these are digits of one number that was pulled apart: 2 0 9 0."""
    found = _SPREAD.match(text, start)
    return found is not None and end <= found.end()


def _is_spaced(text: str, start: int, end: int) -> bool:
    """Say whether these are the thousands of what is counted, set apart by white space."""
    found = _SPACED.match(text, start)
    return found is not None and end <= found.end() and measure_at(text, found.end()) is not None


def _is_share(text: str, group: Sequence[Figure]) -> bool:
    return _SHARE.fullmatch(text[group[0].last : group[1].first]) is not None


def _token(text: str, group: Sequence[Figure]) -> Token:
    start, end = group[0].first, group[-1].last
    plain = _PLAIN.match(text, start) if len(group) == 1 else None
    if plain and plain.end() == end and _GOING_ON.isdisjoint(text[end : end + 3]):
        written = plain[0]
        return Token(Span(start, end), written, _value(written), _scale(written))
    if end - start > 1 and _THOUSANDS.match(text, end - 1):
        end -= 1
        group = [*group[:-1], group[-1]._replace(last=end, end=min(group[-1].end, end))]
    more = with_rest(text, start, group[0].last)
    if more is not None and (end == more.end or "半" in text[end : more.end]):
        return Token(Span(start, more.end), text[start : more.end], more.worth, share=more.measure)
    about = _ABOUT.search(text[max(0, start - 1) : end])
    if about and len(about[0]) == end - start + 1:  # 数百, 几十: a number that nobody knows
        return Token(Span(start - 1, end), about[0], None)
    written = text[start:end]
    span = Span(start, end)
    bare, minus = unsigned(written)
    if minus:
        token = _token(text, [group[0]._replace(first=end - len(bare)), *group[1:]])
        worth = None if token.worth is None else -token.worth
        return replace(token, span=span, text=written, worth=worth)
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
    if _GAP.search(written) or "个" in written:
        whole = _GAPS.sub("", written).replace("个", "")
        return Token(span, written, _worth((whole,)), _scale(written))
    if len(group) > 1 and "点" in written:
        return Token(span, written, _worth((written,)), _scale(written))
    parts = [text[figure.first : figure.last] for figure in group]
    return Token(span, written, _worth(parts), _scale(written))


def _scale(written: str) -> str:
    """Return the 万 and 亿 at the end, of 5千万 the 万 alone."""
    if written.isascii():
        return ""
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
        scale = _scale(places)
        number, places = value(whole), places.removesuffix(scale)
        digits = "".join(_DIGITS.get(place, "?") for place in places)
        if number is None or not digits.isdigit():
            return None
        return (number + Decimal(f"0.{digits}")) * math.prod(SCALES[one] for one in scale)
    return value(part)
