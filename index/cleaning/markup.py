"""Control characters and the marks that text libraries leave in what they sell.

`安##paidbegin##全生产` must be a whole word again, also where the mark stands on a line of its own.
"""

from __future__ import annotations

import re

from index.cleaning.paragraph import Sheet
from index.cleaning.shapes import ends_sentence, starts_item
from index.model import Why

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]+")
_MARKUP = re.compile(
    r"(?<![#＃])[#＃]{2,}\s*/?\s*(?:paid|vip|pay|free|ad)[\s_-]*[a-z]{0,12}\s*[#＃]{2,}"
    r"|(?<![#＃])[#＃]{2}[A-Za-z_]{3,20}[#＃]{2}|[#＃]paid(?:begin|end)[#＃]"
    r"|\[/?(?:paid|vip|hide|pay|free)[a-z_]{0,12}\]"
    r"|</?(?:p|br|div|span|strong|b|font)(?:\s[^<>\n]{0,200})?/?>"
    r"|&(?:nbsp|emsp|ensp|zwnj|zwj);",
    re.IGNORECASE,
)


def drop_controls(sheet: Sheet) -> None:
    """Remove control characters and byte order marks."""
    _excise_all(sheet, _CONTROL, Why.CONTROL)
    sheet.tidy()


def drop_markup(sheet: Sheet) -> None:
    """Remove library marks; a paragraph that a mark alone on its line tore apart is joined."""
    places = _torn_places(sheet)
    _excise_all(sheet, _MARKUP, Why.MARKUP)
    for index in reversed(range(len(sheet.paragraphs))):
        if not sheet.paragraphs[index].text:
            del sheet.paragraphs[index]
        elif index not in places:
            continue
        if 0 < index < len(sheet.paragraphs) and _torn(sheet, index):
            before, after = sheet.paragraphs[index - 1], sheet.paragraphs[index]
            sheet.paragraphs[index - 1 : index + 1] = [before.joined(after)]


def _torn_places(sheet: Sheet) -> set[int]:
    """Return the paragraphs before which a mark stands at the line break."""
    found: set[int] = set()
    for index, paragraph in enumerate(sheet.paragraphs):
        for match in _MARKUP.finditer(paragraph.text):
            if match.start() == 0:
                found.add(index)
            if match.end() == len(paragraph.text):
                found.add(index + 1)
    return found


def _excise_all(sheet: Sheet, pattern: re.Pattern[str], why: Why) -> None:
    for index, paragraph in enumerate(sheet.paragraphs):
        found = [match.span() for match in pattern.finditer(paragraph.text)]
        if found:
            sheet.excise(index, found, why)


def _torn(sheet: Sheet, index: int) -> bool:
    before, after = sheet.paragraphs[index - 1].text, sheet.paragraphs[index].text
    running = "，" in before or "。" in before or "；" in before
    return running and not ends_sentence(before) and not starts_item(after)
