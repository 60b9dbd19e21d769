"""Heading markers of official documents (GB/T 9704).

`第一部分`, `一、`, `（一）`, `1.`, `（1）`, `①`.

A marker at the start of a text is read into its class, its number and its normal form.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from index.numerals import chinese_number


class Class(IntEnum):
    """Classes of markers, outermost first."""

    PART = 1
    CHAPTER = 2
    CHINESE = 3
    CHINESE_ROUND = 4
    NUMBER = 5
    DECIMAL = 6
    NUMBER_ROUND = 7
    CIRCLED = 8


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as found: `end` is the offset after it, its separator and white space."""

    kind: Class
    number: int
    text: str
    end: int


_FORMS: tuple[tuple[Class, re.Pattern[str]], ...] = (
    (
        Class.PART,
        re.compile(r"(第\s*([一二三四五六七八九十百]+|\d{1,2})\s*(?:部\s*分|篇|编))[、：:．.\s]*"),
    ),
    (
        Class.PART,
        re.compile(
            r"([【\[（(]?\s*(?:篇|范文)([一二三四五六七八九十]{1,3})\s*[】\])）]?)[、：:．.\s]*"
        ),
    ),
    (
        Class.CHAPTER,
        re.compile(r"(第\s*([一二三四五六七八九十百]+|\d{1,2})\s*[章节])[、：:．.\s]*"),
    ),
    (
        Class.CHINESE,
        re.compile(
            r"(([一二三四五六七八九十]{1,3}))\s*[、﹑．.，,：:](?![一二三四五六七八九十]{1,2}[、是要])\s*"
        ),
    ),
    (
        Class.CHINESE_ROUND,
        re.compile(
            r"[（(〔【\[]\s*(([一二三四五六七八九十]{1,3}))\s*[)）〕】\]]\s*[、．.，,：:]?\s*"
        ),
    ),
    (
        Class.DECIMAL,
        re.compile(r"((?:\d{1,2}[.．]){1,4}(\d{1,2}))(?=[\s\u4e00-\u9fff“《])[、．.]?\s*"),
    ),
    (Class.NUMBER, re.compile(r"((\d{1,3}))\s*(?:、|[．.](?!\d)|[．.](?=\d{4}年)|[)）])\s*")),
    (Class.NUMBER_ROUND, re.compile(r"[（(]\s*((\d{1,3}))\s*[)）]\s*[、．.]?\s*")),
    (Class.CIRCLED, re.compile(r"(([①-⑳]))\s*[、．.]?\s*")),
)
_ALONE = re.compile(r"(([一二三四五六七八九十]{1,3}))")


def read_marker(text: str) -> Marker | None:
    """Return the marker with which a text begins, None where there is none."""
    if text[:1] not in OPENERS:
        return None
    for kind, form in _FORMS:
        match = form.match(text)
        if match:
            number = chinese_number(match[2])
            return Marker(kind, number, _normal(kind, match[1]), match.end()) if number else None
    alone = _ALONE.fullmatch(text)
    if alone:
        return Marker(Class.CHINESE, chinese_number(alone[2]), alone[1], alone.end())
    return None


OPENERS = frozenset(
    "第篇范一二三四五六七八九十（(〔【[0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
)


def _normal(kind: Class, text: str) -> str:
    bare = re.sub(r"\s+", "", text)
    if kind is Class.CIRCLED:
        return bare
    bare = unicodedata.normalize("NFKC", bare)
    if kind is Class.PART:
        return bare.strip("【】[]()")
    return f"（{bare}）" if kind in (Class.CHINESE_ROUND, Class.NUMBER_ROUND) else bare
