"""The signs of Markdown, where a text is written in it: `## 一、主要工作`, `**存在问题**`.

They set type and are no text. A sign alone proves nothing: `**` masks a name, `#1` is a number. So
a text is taken for Markdown only where several lines are headings by these signs, and bold lines
alone count only where nothing is masked by them (`**县委书记**`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.cleaning.paragraph import Sheet
from index.cleaning.shapes import ends_sentence
from index.model import LineKind, Why

_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_BOLD_LINE = re.compile(r"(\*\*)(?=[^*\s])[^*]{2,60}(?<=[^*\s])(\*\*)")
# What is set in bold at the start of a line, behind its number: `1. **进度偏慢**。…`
_BOLD_START = re.compile(
    r"(?:[-+*]\s+|[\d一二三四五六七八九十（）()]{1,4}[.、．)）]?\s*)?"
    r"(\*\*)(?=[^*\s])[^*]{2,60}(?<=[^*\s])(\*\*)(?=$|[\s，。、；：:,.])"
)
_MASKED = re.compile(r"\*\*(?:[省市县区州镇乡村局校院]|街道|社区|公司|同志)")
_FEWEST = 2  # headings of a text in Markdown


def drop_markdown(sheet: Sheet) -> None:
    """Remove the signs; what they say of the depth of a heading is kept as its level."""
    lines = [line.text if line.kind is LineKind.TEXT else "" for line in sheet.paragraphs]
    headed = sum(bool(_HEADING.match(text)) and not ends_sentence(text) for text in lines)
    marked = headed >= _FEWEST
    masked = any(text.count("**") % 2 or _MASKED.match(text) for text in lines if "**" in text)
    bold = not masked and sum(bool(_BOLD_LINE.fullmatch(text)) for text in lines) >= _FEWEST
    for index, text in enumerate(lines):
        heading = _HEADING.match(text) if marked else None
        found = [heading.span()] if heading else []
        begins = heading.end() if heading else 0
        form = _BOLD_START.match(text, begins) if marked else None
        form = form or (_BOLD_LINE.fullmatch(text) if bold else None)
        if form:
            found += [form.span(1), form.span(2)]
        if found:
            sheet.excise(index, found, Why.MARKUP)
        if heading and sheet.paragraphs[index].level is None:
            level = len(heading[1])
            sheet.paragraphs[index] = replace(sheet.paragraphs[index], level=level)
