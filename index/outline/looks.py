"""Headings without a marker: known by the table of contents, by a star or 【】, by how the line
looks, because they frame a text (前言, 结语), or because they name a part of a report that was put
together (2024年工作总结, 2025年工作计划).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from index.cleaning import Paragraph
from index.cleaning.shapes import ends_sentence
from index.model import LineKind
from index.outline.markers import Class, read_marker
from index.outline.roles import role_of
from index.years import year_in_title

STARS = "★☆◆◇●○■□▲△▶►※✦❖"
_PART_LINE = 40  # characters of a line that names a part
_BODY = 12  # characters of the shortest paragraph of text
_ANEW = 8  # paragraphs below such a line in which its own numbers begin
_BARE = 28  # characters of a line that is a heading by its looks
_LISTED = 80  # characters of a line that the contents name
_KIND = r"(?:总结|小结|回顾|计划|规划|打算|安排|要点|思路|设想|目标|展望|部署|重点工作|工作重点)"
_PART = re.compile(
    rf"[^，。；：！？、\t]{{0,24}}(?:年|半年|季度|学期)[^，。；：！？、\t]{{0,16}}{_KIND}[:：]?"
)
_NEXT = re.compile(
    r"(?:下一?(?:年度?|季度|学期|阶段|步|个?月|周)|下半年|明年|来年|今后|新的?一?年度?|未来)"
    rf"[^，。；：！？、\t]{{0,8}}{_KIND}[:：]?"
)
_TERMED = re.compile(  # 「第一季度工作总结」: a part where the next one names the term after it
    r"(?:第?[一二三四上下本][个]?(?:季度?|学期|阶段|月|周|年度?|半年)|今年|去年|全年)"
    rf"[^，。；：！？、\t]{{0,8}}{_KIND}[:：]?"
)
_FRAME = re.compile(r"(?:前|引|序|导|绪|结束?)\s*[言语论]|绪\s*论|余\s*论|后\s*记")
_BRACKETED = re.compile(r"【[^【】]{2,30}】")
_TITLE_LIKE = re.compile(r"(?=.*[\u4e00-\u9fff]{3})[\u4e00-\u9fff\d“”、《》（）—]+(?<![\d日号])")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of headings without a marker; `start` is the paragraph after the title."""

    start: int
    listed: Mapping[str, Class]
    parts: frozenset[int]

    def rank(self, paragraphs: Sequence[Paragraph], index: int) -> Class | None:
        """Return the class of markers beside which a paragraph stands, None where none is known."""
        if index in self.parts:
            return Class.PART
        listed = _listed_class(paragraphs[index].text, self.listed)
        return listed or _starred_class(paragraphs, index)


def known(paragraphs: Sequence[Paragraph], start: int, end: int, contents: Sequence[str]) -> Known:
    """Look through the paragraphs from `start` up to `end`, and the entries of the contents."""
    return Known(start, _ranks(contents), _parts(paragraphs, start, end))


def frames(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Say whether a line is 「前言」 or 「结语」 over text: in no section, and over none."""
    after = paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
    alone = paragraphs[index].kind is LineKind.TEXT and _FRAME.fullmatch(paragraphs[index].text)
    return alone is not None and len(after) >= _BODY and read_marker(after) is None


def _parts(paragraphs: Sequence[Paragraph], start: int, end: int) -> frozenset[int]:
    """Return the lines that name a part: by its year and kind, or as what comes next, where the
    numbers begin anew. Right below the title such a line is a subtitle, unless a part follows.
    """
    found: list[int] = []
    termed: list[int] = []  # the lines that name a term
    counted: set[Class] = set()
    for index in range(start, end - 1):
        paragraph = paragraphs[index]
        marker = read_marker(paragraph.text)
        if marker:
            counted.add(marker.kind)
        elif paragraph.kind is LineKind.TEXT and len(paragraph.text) <= _PART_LINE:
            after = read_marker(paragraphs[index + 1].text)
            dated = _PART.fullmatch(paragraph.text) and year_in_title(paragraph.text)
            body = len(paragraphs[index + 1].text) >= _BODY or after
            anew = _anew(paragraphs[index + 1 : min(index + 1 + _ANEW, end)], counted)
            if (dated and body) or (_NEXT.fullmatch(paragraph.text) and anew):
                found.append(index)
            elif _TERMED.fullmatch(paragraph.text) and (anew or not counted):
                termed.append(index)
    if len(termed) + len(found) > 1:
        found = sorted((*found, *termed))
    return frozenset() if found == [start] else frozenset(found)


def _anew(following: Sequence[Paragraph], counted: Set[Class]) -> bool:
    """Say whether the next marker, among a few lines, is the first of a class counted before."""
    for paragraph in following:
        marker = read_marker(paragraph.text)
        if marker:
            return marker.number == 1 and marker.kind in counted
    return False


def _ranks(contents: Sequence[str]) -> dict[str, Class]:
    """Return the class that each entry of a table of contents has, by its words."""
    found: dict[str, Class] = {}
    for entry in contents:
        marker = read_marker(entry)
        key = _key(entry)
        if len(key) >= 2:
            found.setdefault(key, marker.kind if marker else Class.CHINESE)
    return found


def _listed_class(text: str, listed: Mapping[str, Class]) -> Class | None:
    """Return the class that a line has in the table of contents, None if it is not there."""
    if not listed or len(text) > _LISTED or re.search(r"[。；：，]", text):
        return None
    key = re.sub(r"[（）()\s]", "", text)
    if key in listed:
        return listed[key]
    ends = [entry for entry in listed if len(entry) >= 4 and key.endswith(entry)]
    return listed[ends[0]] if ends and len(key) <= 40 else None


def _starred_class(paragraphs: Sequence[Paragraph], index: int) -> Class | None:
    """Say whether a line is a heading set off by a star or 【】: below 一、, above nothing."""
    text = paragraphs[index].text
    words = text.lstrip(STARS).strip()
    after = paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
    bracketed = _BRACKETED.fullmatch(words) is not None
    alone = (text != words or bracketed) and 4 <= len(words) <= 40 and not ends_sentence(words)
    if not alone or after[:1] in STARS or len(after) < _BODY:
        return None
    return Class.CHINESE_ROUND


def is_bare(paragraphs: Sequence[Paragraph], index: int, start: int) -> bool:
    """Say whether a line without a marker looks like a heading: short, alone, over long text."""
    text = paragraphs[index].text
    if not 4 <= len(text) <= _BARE or index + 1 >= len(paragraphs) or index <= start:
        return False
    if not _TITLE_LIKE.fullmatch(text) or text.startswith("各位"):
        return False
    before, after = paragraphs[index - 1], paragraphs[index + 1]
    says_role = len(text) <= 14 and role_of(text, None) is not None
    return (
        len(after.text) >= (_BODY if says_role else 60)
        and after.kind is LineKind.TEXT
        and before.kind is LineKind.TEXT
        and ends_sentence(before.text)
        and len(before.text) >= _BODY
    )


def _key(text: str) -> str:
    marker = read_marker(text)
    return re.sub(r"\s+", "", text[marker.end :] if marker else text)
