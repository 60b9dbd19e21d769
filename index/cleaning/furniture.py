"""What a web page or a newspaper puts around a report.

Only known lines go, and only where furniture stands: before the text begins and after it ends.
"""

from __future__ import annotations

import re

from index.cleaning.pagewords import (
    RELATED,
    is_contact,
    is_crumb,
    is_date,
    is_furniture,
    is_waiting,
)
from index.cleaning.paragraph import Sheet
from index.cleaning.shapes import ends_sentence, starts_item
from index.model import LineKind, Why

_TAIL = re.compile(
    rf"{RELATED}|[【\[（(]?\s*(?:责任编辑|责编|编辑)\s*[:：].{{0,12}}|扫一扫.{{0,16}}"
    r"|[【\[]?\s*(?:打印|关闭)(?:本页|本文|窗口|页面)\s*[】\]]?|分享到?(?:微信|微博|朋友圈)?\s*[:：]?"
    r"|版权所有.{0,60}"
)
_SOURCE = re.compile(
    r"[（(]\s*(?:来源|稿件来源|信息来源|文章来源|转自)\s*[:：][^（()）]{1,30}[)）]\s*$"
)
_JUMP = re.compile(r"[（(]?下转第?\s*\d{1,2}\s*版[)）]?|[（(]?上接第?\s*\d{1,2}\s*版[)）]?")
_CAPTION = re.compile(
    r".{0,110}(?:记者|通讯员).{0,24}摄(?:影)?[。）)]?|.{0,60}(?:本报|日报|晚报|新华社).{0,16}记者.{0,16}"
)
_TITLE = re.compile(r"报告|总结|汇报|预算|决算|述职|述廉|计划|讲话")
_HEAD_LINES = 40
_TAIL_LINES = 40


def drop_furniture(sheet: Sheet) -> None:
    """Remove page furniture before and after the report, and newspaper page jumps inside it."""
    for index, paragraph in enumerate(sheet.paragraphs):
        jumps = [match.span() for match in _JUMP.finditer(paragraph.text)]
        if jumps:
            sheet.excise(index, jumps, Why.FURNITURE)
    sheet.tidy()
    lines = [paragraph.text for paragraph in sheet.paragraphs]
    kinds = [paragraph.kind for paragraph in sheet.paragraphs]
    head = _head(lines)
    tail = _tail(lines, kinds)
    sheet.drop({*head, *tail}, Why.FURNITURE)
    if sheet.paragraphs and (source := _SOURCE.search(sheet.paragraphs[-1].text)):
        sheet.excise(len(sheet.paragraphs) - 1, [source.span()], Why.FURNITURE)
        sheet.tidy()


def _head(lines: list[str]) -> set[int]:
    end = _text_begins(lines)
    found = {
        index
        for index in range(end)
        if is_furniture(lines[index]) or _CAPTION.fullmatch(lines[index])
    }
    # A date alone may belong to the report; beside other furniture it is the page's.
    dates = {index for index in found if is_date(lines[index])}
    others = found - dates
    found -= {date for date in dates if not any(abs(date - other) <= 3 for other in others)}
    if not found:
        return found
    for index in sorted(found):
        # 「来源：」 with its value on the next line.
        after = index + 1
        if is_waiting(lines[index]) and after < end and _is_value(lines[after]):
            found.add(after)
    crumbs = [index for index in found if is_crumb(lines[index])]
    if crumbs:
        # The trail of page names runs from 「您的位置」 to the title.
        for index in range(min(crumbs), end):
            if _TITLE.search(lines[index]) and index not in found:
                break
            if len(lines[index]) <= 16:
                found.add(index)
    return found


def _text_begins(lines: list[str]) -> int:
    for index, text in enumerate(lines[:_HEAD_LINES]):
        if text.startswith(("——", "－－", "—")) or _CAPTION.fullmatch(text):
            continue
        if len(text) > 60 or starts_item(text) or text.startswith(("各位", "同志们")):
            return index
    return min(len(lines), _HEAD_LINES)


def _tail(lines: list[str], kinds: list[LineKind]) -> set[int]:
    """Return the furniture after the text: from the first cue on, if no text follows it."""
    first = max(0, len(lines) - _TAIL_LINES)
    for index in range(first, len(lines)):
        rest = lines[index:]
        if (
            _TAIL.fullmatch(lines[index])
            and index > 0
            and all(kind is LineKind.TEXT for kind in kinds[index:])
            and not any(starts_item(text) and not text.startswith("各位") for text in rest)
            and sum(map(len, rest)) <= 0.2 * sum(map(len, lines[:index]))
        ):
            return set(range(_back(lines, index), len(lines)))
    return set(range(_back(lines, len(lines)), len(lines)))


def _back(lines: list[str], end: int) -> int:
    """Return where the furniture begins that leads up to `end`: 「收藏」「|」 before 「分享到:」.

    An address belongs to it below a line that is sure.
    """
    begins = at = end
    while at > 1 and not is_date(lines[at - 1]):
        sure = is_furniture(lines[at - 1])
        if not sure and not is_contact(lines[at - 1]):
            break
        at -= 1
        begins = at if sure else begins
    return begins


def _is_value(text: str) -> bool:
    return len(text) <= 20 and not _TITLE.search(text) and not ends_sentence(text)
