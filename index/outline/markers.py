"""Heading markers of official documents (GB/T 9704) and of technical ones.

`第一部分`, `第一章`, `第一节`, `壹、`, `一、`, `（一）`, `1.`, `1.2.1`, `（1）`, `1）`, `①`, `a.`

A marker at the start of a text is read into its class, its numbers and its normal form.
`read_marker` knows what is a marker wherever it stands, `read_rare` what is one only where others
of its kind stand beside it: `1 引言`, `A.`, `Ⅱ、`.
"""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from index.numerals import chinese_number


class Class(IntEnum):
    """Classes of markers, outermost first."""

    PART = 1
    CHAPTER = 2
    SECTION = 3
    ARTICLE = 4
    ROMAN = 5
    FORMAL = 6
    CHINESE = 7
    CHINESE_ROUND = 8
    ORDINAL = 9
    PLAIN = 10
    NUMBER = 11
    DECIMAL = 12
    NUMBER_ROUND = 13
    NUMBER_HALF = 14
    CIRCLED = 15
    LETTER = 16
    LETTER_HALF = 17


Key = tuple[Class, int]


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as found: `end` is the offset after it, its separator and white space.

    `numbers` are those of 1.2.1, outermost first; of any other marker the only one.
    """

    kind: Class
    numbers: tuple[int, ...]
    text: str
    end: int

    @property
    def number(self) -> int:
        """The last number: 1 of 1.2.1."""
        return self.numbers[-1]

    @property
    def next(self) -> tuple[int, ...]:
        """The numbers of the marker that follows: 1.2.2 after 1.2.1."""
        return *self.numbers[:-1], self.number + 1

    @property
    def key(self) -> Key:
        """What siblings share: the class, and how deep a decimal number goes."""
        return self.kind, len(self.numbers)


_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_CN = "[一二三四五六七八九十]{1,3}"
_ORDINAL = r"(?:[一二三四五六七八九十百]+|\d{1,2})"
_AFTER = r"[、：:．.\s]*"
_FORMS: tuple[tuple[Class, re.Pattern[str]], ...] = (
    (Class.PART, re.compile(rf"(第\s*({_ORDINAL})\s*(?:部\s*分|篇|编)){_AFTER}")),
    (Class.PART, re.compile(rf"([【\[（(]?\s*(?:篇|范文)({_CN})\s*[】\])）]?){_AFTER}")),
    (Class.CHAPTER, re.compile(rf"(第\s*({_ORDINAL})\s*章){_AFTER}")),
    (Class.SECTION, re.compile(rf"(第\s*({_ORDINAL})\s*节){_AFTER}")),
    (Class.FORMAL, re.compile(rf"(([{_FORMAL}]{{1,2}}))\s*[、．.]\s*")),
    (
        Class.CHINESE,
        re.compile(rf"(({_CN}))\s*[、﹑．.，,：:](?![一二三四五六七八九十]{{1,2}}[、是要])\s*"),
    ),
    (
        Class.CHINESE_ROUND,
        re.compile(rf"[（(〔【\[]\s*(({_CN}))\s*[)）〕】\]]\s*[、．.，,：:]?\s*"),
    ),
    (
        Class.DECIMAL,
        re.compile(r"((?:\d{1,2}[.．]){1,4}\d{1,2})(?=[\s\u4e00-\u9fff“《])[、．.]?\s*"),
    ),
    (Class.NUMBER, re.compile(r"((\d{1,3}))\s*(?:、|[．.](?!\d)|[．.](?=\d{4}年))\s*")),
    (Class.NUMBER_HALF, re.compile(r"((\d{1,3}))\s*[)）]\s*")),
    (Class.NUMBER_ROUND, re.compile(r"[（(]\s*((\d{1,3}))\s*[)）]\s*[、．.]?\s*")),
    (Class.CIRCLED, re.compile(r"(([①-⑳]))\s*[、．.]?\s*")),
)
_ALONE = re.compile(rf"(({_CN}))")

_WORD = r"(?=[\u4e00-\u9fff“《（A-Za-z])"
_COUNTED = (
    "年月日时分秒个项名人次万亿千百元位家户场件条处种岁天周届期级度点吨公里亩米倍号班组台套辆"
)
_RARE: tuple[tuple[Class, re.Pattern[str]], ...] = (
    (Class.ARTICLE, re.compile(rf"(第\s*({_ORDINAL})\s*条){_AFTER}{_WORD}")),
    (Class.ORDINAL, re.compile(rf"(第({_CN}))[、，]\s*{_WORD}")),
    (Class.ORDINAL, re.compile(rf"(第({_CN})(?:阶段|步|步骤))[：:、\s]+{_WORD}")),
    (Class.CHINESE, re.compile(rf"(({_CN}))\s+{_WORD}")),
    (Class.CHINESE_ROUND, re.compile(rf"(({_CN}))\s*[)）]\s*")),
    (Class.DECIMAL, re.compile(rf"((?:\d{{1,2}}[.．]){{1,4}}\d{{1,2}})[、．.：:\s]*{_WORD}")),
    (Class.PLAIN, re.compile(rf"((\d{{1,2}}))(?:\s+|(?![{_COUNTED}])){_WORD}")),
    (Class.ROMAN, re.compile(rf"(([IVX]{{1,5}}|[Ⅰ-Ⅻ]))\s*[、．.]\s*{_WORD}")),
    (Class.LETTER, re.compile(rf"(([A-Za-z]))\s*[、．.]\s*{_WORD}")),
    (Class.LETTER_HALF, re.compile(rf"[（(]?\s*(([A-Za-z]))\s*[)）]\s*{_WORD}")),
)
_SIGN = re.compile("[\u2474-\u249b\u3220-\u3229\u3280-\u3289][、．.\\s]*")  # ⑴ ⒈ ㈠ ㊀
_RARE_OPENERS = frozenset(
    "第一二三四五六七八九十（(0123456789０１２３４５６７８９"
    + string.ascii_letters
    + "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
).union(map(chr, (*range(0x2474, 0x249C), *range(0x3220, 0x322A), *range(0x3280, 0x328A))))
_MEASURES = r"[万亿倍吨亩米%％]|元(?![数素件器旦宵])|千瓦|公里|公顷|个(?![人性体案别])"
_FIGURE = re.compile(rf"\d{{1,2}}[.．]\d{{1,2}}\s*(?:{_MEASURES})")  # 「1.5万名党员」
_PLAIN_NUMBERS = str.maketrans(_FORMAL, "一二三四五六七八九十")
_ROMAN = {"I": 1, "V": 5, "X": 10}


def read_marker(text: str) -> Marker | None:
    """Return the marker with which a text begins, None where there is none."""
    return _read_marker(text) if text[:1] in OPENERS else None


@lru_cache(maxsize=4096)  # cleaning, headings and titles all ask about a line
def _read_marker(text: str) -> Marker | None:
    for kind, form in _FORMS:
        match = form.match(text)
        if match:
            return _marker(kind, match)
    alone = _ALONE.fullmatch(text)
    return _marker(Class.CHINESE, alone) if alone else None


def read_rare(text: str) -> Marker | None:
    """Return what is a marker only where its siblings are found too: `1 引言`, `A.`, `⑴`."""
    if text[:1] not in _RARE_OPENERS:
        return None
    sign = _SIGN.match(text)
    if sign:
        plain = unicodedata.normalize("NFKC", text[0])
        inner = read_marker(plain if plain[-1] in ".)" else f"（{plain}）")
        return replace(inner, end=sign.end()) if inner else None
    for kind, form in _RARE:
        match = form.match(text)
        if match:
            return _marker(kind, match)
    return None


def begins_with_figure(text: str) -> bool:
    """Say whether a text begins with a decimal figure and its measure, not with a marker."""
    return _FIGURE.match(text) is not None


OPENERS = frozenset(
    f"第篇范{_FORMAL}一二三四五六七八九十（(〔【[0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
)


def _marker(kind: Class, match: re.Match[str]) -> Marker | None:
    numbers = _numbers(kind, match[1] if kind is Class.DECIMAL else match[2])
    return Marker(kind, numbers, _normal(kind, match[1]), match.end()) if all(numbers) else None


def _numbers(kind: Class, text: str) -> tuple[int, ...]:
    if kind is Class.DECIMAL:
        return tuple(chinese_number(piece) for piece in re.split("[.．]", text))
    if kind in (Class.LETTER, Class.LETTER_HALF):
        return (ord(text.lower()) - ord("a") + 1,)
    if kind is Class.ROMAN:
        return (_roman(unicodedata.normalize("NFKC", text)),)
    return (chinese_number(text.translate(_PLAIN_NUMBERS)),)


def _roman(text: str) -> int:
    values = [_ROMAN[sign] for sign in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def _normal(kind: Class, text: str) -> str:
    bare = re.sub(r"\s+", "", text)
    if kind is Class.CIRCLED:
        return bare
    bare = unicodedata.normalize("NFKC", bare)
    if kind is Class.PART:
        return bare.strip("【】[]()")
    return f"（{bare}）" if kind in (Class.CHINESE_ROUND, Class.NUMBER_ROUND) else bare
