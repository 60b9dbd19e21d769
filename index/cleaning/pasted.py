"""A whole report pasted as one line: spaces stand where its line breaks were."""

from __future__ import annotations

import re
from itertools import pairwise

from index.cleaning.paragraph import Paragraph, Sheet
from index.cleaning.shapes import starts_item
from index.kinds import kind_span
from index.model import LineKind
from index.numerals import chinese_number

_LONG = 600  # characters; a paragraph longer than that, full of spaces, is a pasted text
_BREAK = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef”’…—])\s+(?=[\u2014\u2018-\u201d\u3000-\u303f\u4e00-\u9fff\uff00-\uffef0-9])"
)
_STOP = re.compile(r"(?<=[。！？：；”])\s+(?=\S)")
_MARKER = re.compile(
    r"(?P<outer>[一二三四五六七八九十]{1,3})、"
    r"|[（(](?P<inner>[一二三四五六七八九十]{1,3})[)）]|(?P<point>一是)"
)
_BEFORE = frozenset("。！？：；”")  # what stands before a marker; after a heading nothing does
_HEADING = 24  # characters of a heading that runs on into （一） or 一是
_SOME = 200  # characters of the shortest report pasted as one line
_APART = 60  # characters between its sections, at least
_TITLE = re.compile(r"(?P<words>[^\s，。；：]{6,40})\s+(?=\S)")
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
            found.extend(_split(paragraph, first=index == 0))
        elif index == 0 and _SALUTE.search(paragraph.text) and "各位" in paragraph.text:
            # 「某市政府工作报告　　市长　某某　　各位代表：」
            found.extend(_cut(paragraph, [m.end() for m in _SALUTE.finditer(paragraph.text)]))
        elif len(paragraph.text) >= _SOME:
            found.extend(_cut(paragraph, _parts(paragraph.text, first=index == 0)))
        else:
            found.append(paragraph)
    sheet.paragraphs = found


def _split(paragraph: Paragraph, *, first: bool) -> list[Paragraph]:
    text = paragraph.text
    stops = len(_STOP.findall(text))
    if len(text) >= _LONG and stops >= 3 and len(text) / (stops + 1) >= 40:
        return _cut(paragraph, [match.end() for match in _BREAK.finditer(text)])
    return _cut(paragraph, _parts(text, first=first))


def _parts(text: str, *, first: bool) -> list[int]:
    """Return where the sections of a text begin; at the file's beginning also what follows its
    title: 「某局2023年工作总结　今年以来，……」.
    """
    found = _sections(text)
    title = _TITLE.match(text) if first and found else None
    kind = kind_span(title["words"]) if title else None
    if title and kind and kind.end == len(title["words"]) and title.end() < found[0]:
        return [title.end(), *found]
    return found


def _sections(text: str) -> list[int]:
    """Return where the sections of a text without line breaks begin: 一、 … 二、 … in sequence."""
    outer: list[int] = []
    inner: list[int] = []
    expected = {"outer": 1, "inner": 1}
    for match in _MARKER.finditer(text):
        at = match.start()
        after_stop = at == 0 or text[at - 1] in _BEFORE or text[at - 1].isspace()
        after_heading = bool(outer) and at - outer[-1] <= _HEADING and not match["outer"]
        if _quoted(text, at) or not (after_stop or after_heading):
            continue
        if match["point"]:
            inner.extend([at] if after_heading else [])
            continue
        number = chinese_number(match["outer"] or match["inner"])
        kind = "outer" if match["outer"] else "inner"
        if number == expected[kind] or (kind == "inner" and number == 1):
            (outer if kind == "outer" else inner).append(at)
            expected[kind] = number + 1
            if kind == "outer":
                expected["inner"] = 1
    far = len(outer) >= 2 and outer[-1] - outer[0] >= _APART * (len(outer) - 1)
    return sorted([*outer, *(at for at in inner if at > outer[0])]) if far else []


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
