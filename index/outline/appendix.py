"""Where annexes and glossaries begin: from there on numbered lines are no sections."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from index.cleaning import Paragraph
from index.cleaning.shapes import any_of, ends_sentence
from index.model import LineKind
from index.outline.markers import Class, read_marker

_NUMERAL = r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Z])(?!\s*[月年日个项份])"
_ENDS = r"(?:[:：、．.\s）)】\]《].{0,60}|(?:清单|目录|列表|一览表)?)"
_ANNEX = re.compile(
    rf"[（(【\[]?(?:(?:附\s*件|{any_of('附录 附表 附图 附注')})(?:{_NUMERAL}.{{0,40}}|{_ENDS})"
    rf"|附(?:{_NUMERAL})?{_ENDS})"
)
_TERMS = re.compile(
    r"(?:相关)?(?:名词|术语|词语|用语|指标)(?:解释|注释|说明)(?:和说明)?\s*[:：]?|注释\s*[:：]?|注\s*[:：]"
)
_LONGEST = 80  # characters of a line that opens an annex
_HEADING = 60  # characters of a heading that goes on with the report's own sequence
# What goes on after an annex in between.
_OWN = (Class.PART, Class.CHAPTER, Class.FORMAL, Class.CHINESE)
_COUNTED = (*_OWN, Class.CHINESE_ROUND, Class.NUMBER, Class.DECIMAL)  # what sections count by


def appendix_at(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return the paragraph at which annexes and glossaries begin (the length where none do).

    They stand in the last two thirds, or after sections of the report's own: what stands below
    「附件」 at the top of a file is the report.
    """
    count = len(paragraphs)
    markers = [read_marker(paragraph.text) for paragraph in paragraphs]
    counted: dict[Class, list[tuple[int, int]]] = {kind: [] for kind in _OWN}
    for index in range(start, count):
        marker = markers[index]
        if marker and marker.kind in counted:
            counted[marker.kind].append((index, marker.number))
    last = dict.fromkeys(_COUNTED, 0)  # how far the report's own sequences have come
    for index in range(start, count):
        marker = markers[index]
        if marker and marker.kind in last and 0 < marker.number - last[marker.kind] <= 2:
            last[marker.kind] = marker.number
        paragraph = paragraphs[index]
        if marker or paragraph.kind is not LineKind.TEXT or len(paragraph.text) > _LONGEST:
            continue
        opens = _opens(paragraph.text, late=index >= count // 3, after=max(last.values()) >= 2)
        if opens and not any(
            _goes_on(paragraphs, counted[kind], index, last[kind]) for kind in _OWN
        ):
            return index
    return count


def _goes_on(
    paragraphs: Sequence[Paragraph], counted: Sequence[tuple[int, int]], index: int, last: int
) -> bool:
    """Say whether the report's own sequence (一、二、…) goes on after what looks like an annex.

    Where it begins anew instead, the annex counts by itself.
    """
    after = bisect_right(counted, (index, 0))
    if not last or after == len(counted) or counted[after][1] != last + 1:
        return False
    text = paragraphs[counted[after][0]].text
    return len(text) <= _HEADING or "。" in text[:_HEADING]


def _opens(text: str, *, late: bool, after: bool) -> bool:
    """Say whether a line opens an annex, or (late in the report only) a glossary."""
    if ends_sentence(text.rstrip("：:")):
        return False
    return bool((late or after) and _ANNEX.fullmatch(text)) or bool(late and _TERMS.fullmatch(text))
