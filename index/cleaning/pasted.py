"""A whole report pasted as one line: spaces stand where its line breaks were."""

from __future__ import annotations

import re
from itertools import pairwise

from index.cleaning.paragraph import Paragraph, Sheet
from index.cleaning.shapes import starts_item
from index.model import LineKind

_LONG = 600  # characters; a paragraph longer than that, full of spaces, is a pasted text
_BREAK = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef”’…—])\s+(?=[\u2014\u2018-\u201d\u3000-\u303f\u4e00-\u9fff\uff00-\uffef0-9])"
)
_STOP = re.compile(r"(?<=[。！？：；”])\s+(?=\S)")
_INNER = re.compile(
    r"(?<=[。！？])(?=(?:[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[)）])[^。]{2,60})"
)
_SALUTE = re.compile(
    r"\s+(?=各位(?:代表|委员|领导|同志|党员)[^。]{0,20}[：:！!])|(?<=\S)[\s\u3000]{2,}(?=\S)"
)


def split_pasted(sheet: Sheet) -> None:
    """Split pasted texts into their paragraphs."""
    found: list[Paragraph] = []
    for index, paragraph in enumerate(sheet.paragraphs):
        if paragraph.kind is not LineKind.TEXT:
            found.append(paragraph)
        elif len(paragraph.text) >= _LONG:
            found.extend(_split(paragraph))
        elif index == 0 and _SALUTE.search(paragraph.text) and "各位" in paragraph.text:
            # 「某市政府工作报告　　市长　某某　　各位代表：」
            found.extend(_cut(paragraph, [m.end() for m in _SALUTE.finditer(paragraph.text)]))
        else:
            found.append(paragraph)
    sheet.paragraphs = found


def _split(paragraph: Paragraph) -> list[Paragraph]:
    text = paragraph.text
    stops = len(_STOP.findall(text))
    if stops >= 3 and len(text) / (stops + 1) >= 40:
        return _cut(paragraph, [match.end() for match in _BREAK.finditer(text)])
    inner = [match.start() for match in _INNER.finditer(text) if not _quoted(text, match.start())]
    if len(inner) >= 2 and len(text) >= 2 * _LONG:
        return _cut(paragraph, inner)
    return [paragraph]


def _quoted(text: str, at: int) -> bool:
    before = text[max(0, at - 200) : at]
    return before.count("“") > before.count("”") or before.count("《") > before.count("》")


def _cut(paragraph: Paragraph, places: list[int]) -> list[Paragraph]:
    edges = [0, *places, len(paragraph.text)]
    pieces = [paragraph.part(start, end).stripped() for start, end in pairwise(edges)]
    return _mended([piece for piece in pieces if piece.text])


def _mended(pieces: list[Paragraph]) -> list[Paragraph]:
    # A name set with a space (龚 正) is no paragraph: one or two characters go back.
    found: list[Paragraph] = []
    for piece in pieces:
        if found and len(piece.text) <= 2 and not starts_item(piece.text):
            found[-1] = found[-1].joined(piece, " ")
        else:
            found.append(piece)
    return found
