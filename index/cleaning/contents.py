"""Tables of contents: dotted lines anywhere, and the list under 目录 with or without dots.

The entries are kept: they tell the outline which unnumbered lines of the text are headings.
"""

from __future__ import annotations

import re

from index.cleaning.paragraph import Entry, Sheet
from index.cleaning.shapes import ends_sentence, starts_item
from index.model import LineKind, Why

# Possessive: what follows a run of dots may make it no entry, and must not be tried again.
_DOTTED = re.compile(
    r"(?P<text>.{0,59}?\S)\s*(?:[.．·…⋯‥•。]\s?){4,}+\s*[-—(（]?\s*(?P<page>\d{1,4})?\s*[-—)）]?"
)
_LEADER = re.compile(r"(?:[.．·…⋯‥•]\s?){4,}\s*\d{0,4}")
_PAGED = re.compile(r"(?P<text>.*?\S)(?:\t|\s{2,}|\s)[-—]?\d{1,4}[-—]?")
_HEAD = re.compile(r"目\s*录|目\s*次|CONTENTS", re.IGNORECASE)
_LONGEST = 60  # characters of an entry


def drop_contents(sheet: Sheet) -> None:
    """Remove tables of contents."""
    found: set[int] = set()
    for index, paragraph in enumerate(sheet.paragraphs):
        if paragraph.kind is not LineKind.TEXT:
            continue
        dotted = _DOTTED.fullmatch(paragraph.text)
        if dotted and len(dotted["text"]) <= _LONGEST:
            found.add(index)
            sheet.contents.append(Entry(dotted["text"].strip()))
        elif _LEADER.fullmatch(paragraph.text):
            found.add(index)
    found |= _listed(sheet, found)
    sheet.drop(found, Why.CONTENTS)


def _listed(sheet: Sheet, dotted: set[int]) -> set[int]:
    """Return the lines from 目录 to the end of the list below it."""
    lines = [paragraph.text for paragraph in sheet.paragraphs]
    start, first = _heading(lines)
    if start is None:
        return set()
    later = {_key(text) for text in lines[first:]} if len(lines) < 20_000 else set()
    entries: list[int] = []
    seen: set[str] = set()
    at = first
    while at < len(lines):
        text = lines[at]
        key = _key(text)
        if key in seen or (seen and _opens_again(text, lines[first])):
            break  # the list is over: its first entry comes again, as a heading of the text
        if not (at in dotted or _is_entry(text, lines, at, later)):
            break
        seen.add(key)
        entries.append(at)
        at += 1
    if len(entries) < 2:
        return set(range(start, first)) if entries or any(i >= first for i in dotted) else set()
    sheet.contents.extend(Entry(_bare(lines[index])) for index in entries if index not in dotted)
    return {*range(start, first), *entries}


def _heading(lines: list[str]) -> tuple[int | None, int]:
    for index, text in enumerate(lines[:200]):
        if _HEAD.fullmatch(text):
            return index, index + 1
        if text == "目" and lines[index + 1 : index + 2] == ["录"]:
            return index, index + 2
    return None, 0


def _is_entry(text: str, lines: list[str], at: int, later: set[str]) -> bool:
    if len(text) > _LONGEST or ends_sentence(text):
        return False
    if starts_item(text) or _PAGED.fullmatch(text):
        return True
    # An entry without a number: the same words come again further down.
    key = _key(text)
    return bool(key) and key in later and any(_key(other) == key for other in lines[at + 1 :])


def _opens_again(text: str, first: str) -> bool:
    # 「第一部分」 alone on its line, when the list began with 「第一部分　单位概况」.
    return re.fullmatch(r"第[一二三四五六七八九十]+(?:部分|章|篇)", text) is not None and _key(
        first
    ).startswith(_key(text))


def _bare(text: str) -> str:
    dotted = _DOTTED.fullmatch(text)
    if dotted:
        return dotted["text"].strip()
    paged = _PAGED.fullmatch(text)
    return paged["text"].strip() if paged else text


def _key(text: str) -> str:
    return re.sub(r"\s+", "", _bare(text)).replace("．", ".")
