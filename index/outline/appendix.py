"""Where annexes and glossaries begin: from there on numbered lines are no sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.cleaning import Paragraph
from index.cleaning.shapes import any_of, ends_sentence
from index.model import LineKind
from index.outline.markers import Class, read_marker

_NUMBER = r"\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?\s*.{0,40}"
_TERMS = r"(?:相关)?(?:名词|术语|词语|用语|指标)(?:解释|注释|说明)(?:和说明)?\s*[:：]?"
_APPENDIX = re.compile(
    rf"{any_of('附件 附录 附表 附注 附')}{_NUMBER}|{_TERMS}|注释\s*[:：]?|注\s*[:：]"
)
_HEADING = 60  # characters of a heading that goes on with the report's own sequence


def appendix_at(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return the paragraph at which annexes and glossaries begin (the length where none do)."""
    count = len(paragraphs)
    for index in range(max(start, count // 3), count):
        text = paragraphs[index].text
        if (
            len(text) <= 48
            and paragraphs[index].kind is LineKind.TEXT
            and _APPENDIX.fullmatch(text)
            and not ends_sentence(text.rstrip("：:"))
            and not _goes_on(paragraphs, index)
        ):
            return index
    return count


def _goes_on(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Say whether the report's own sequence (一、二、…) goes on after what looks like an annex."""
    last = 0
    for paragraph in paragraphs[:index]:
        marker = read_marker(paragraph.text)
        if marker and marker.kind is Class.CHINESE and marker.number == last + 1:
            last = marker.number
    for paragraph in paragraphs[index + 1 :]:
        marker = read_marker(paragraph.text)
        if marker and marker.kind <= Class.CHINESE and marker.number == last + 1 and last:
            return len(paragraph.text) <= _HEADING or "。" in paragraph.text[:_HEADING]
    return False
