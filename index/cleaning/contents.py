"""Tables of contents: dotted lines anywhere, and the list under 目录 with or without dots.

The entries are kept: they tell the outline which unnumbered lines of the text are headings.
"""

from __future__ import annotations

import re

from index.cleaning.paragraph import Entry, Sheet
from index.cleaning.shapes import ends_sentence, starts_item, without_item
from index.model import LineKind, Why

# Possessive: what follows a run of dots may make it no entry, and must not be tried again.
_DOTTED = re.compile(
    r"(?P<text>.{0,59}?\S)\s*(?:[.．·…⋯‥•。]\s?){4,}+\s*[-—(（]?\s*(?P<page>\d{1,4})?\s*[-—)）]?"
)
_LEADER = re.compile(r"(?:[.．·…⋯‥•]\s?){4,}\s*\d{0,4}")
_PAGED = re.compile(r"(?P<text>.*?\S)(?:\t|\s{2,}|\s)[-—]?\d{1,4}[-—]?")
_HEAD = re.compile(r"目\s*录|目\s*次|CONTENTS", re.IGNORECASE)
_OUTERMOST = re.compile(r"第一(?:部分|章|篇|编)|一、")
_LONGEST = 60  # characters of an entry
_MANY = 20_000  # lines of a text whose lines are not compared with one another


def drop_contents(sheet: Sheet) -> None:
    """Remove tables of contents."""
    found = _dotted(sheet)
    sheet.contents.extend(
        Entry(_bare(sheet.paragraphs[index].text))
        for index in sorted(found)
        if not _LEADER.fullmatch(sheet.paragraphs[index].text)
    )
    found |= _listed(sheet, found)
    sheet.drop(found, Why.CONTENTS)


def _dotted(sheet: Sheet) -> set[int]:
    """Return the lines that dots lead to a page number, and those among them without a number.

    Dots alone prove nothing: a sentence may trail off in them, a form leaves room to sign.
    """
    dots: dict[int, bool] = {}
    for index, paragraph in enumerate(sheet.paragraphs):
        if paragraph.kind is not LineKind.TEXT:
            continue
        found = _DOTTED.fullmatch(paragraph.text)
        if found and len(found["text"]) <= _LONGEST:
            dots[index] = found["page"] is not None
        elif _LEADER.fullmatch(paragraph.text):
            dots[index] = False
    certain = {index for index, paged in dots.items() if paged}
    certain |= {
        index for index in dots if index > 0 and _HEAD.fullmatch(sheet.paragraphs[index - 1].text)
    }
    for order in (sorted(dots), sorted(dots, reverse=True)):
        for index in order:
            if {index - 1, index + 1} & certain and _could_lead(sheet.paragraphs[index].text):
                certain.add(index)
    return certain


def _could_lead(text: str) -> bool:
    return re.search(r"[，；：:]", text) is None


def _listed(sheet: Sheet, dotted: set[int]) -> set[int]:
    """Return the lines from 目录 to the end of the list below it."""
    lines = [paragraph.text for paragraph in sheet.paragraphs]
    start, first = _heading(lines)
    if start is None:
        return set()
    later = {_key(text) for text in lines[first:]} if len(lines) < _MANY else set()
    entries: list[int] = []
    seen: set[str] = set()
    at = first
    while at < len(lines):
        text = lines[at]
        key = _key(text)
        if (
            key in seen
            or (seen and _opens_again(text, lines[first]))
            or _counts_anew(lines, first, at)
        ):
            break  # the list is over: its first entry comes again, as a heading of the text
        if not (at in dotted or _is_entry(text, lines, at, later)):
            break
        seen.add(key)
        entries.append(at)
        at += 1
    entries = _announced(lines, entries, dotted)
    if len(entries) < 2:
        return set(range(start, first)) if entries or any(i >= first for i in dotted) else set()
    sheet.contents.extend(Entry(_bare(lines[index])) for index in entries if index not in dotted)
    return {*range(start, first), *entries}


def _announced(lines: list[str], entries: list[int], dotted: set[int]) -> list[int]:
    """Return the entries of a list that announces what follows; none where it does not.

    An entry has its page, or its words come again below. Headings right under 目录 have neither.
    """
    if not entries or len(lines) >= _MANY:
        return entries if any(index in dotted for index in entries) else []
    keys = {index: _words(lines[index]) for index in entries}
    lengths = {len(key) for key in keys.values()}
    below = [_words(text) for text in lines[entries[-1] + 1 :]]
    begun = {
        (key + after)[:length]
        for key, after in zip(below, [*below[1:], ""], strict=True)
        for length in lengths
    }
    certain = [
        index
        for index in entries
        if index in dotted or _PAGED.fullmatch(lines[index]) or keys[index] in begun
    ]
    if 2 * len(certain) < len(entries):
        return []
    return [index for index in entries if index <= certain[-1]]


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


def _counts_anew(lines: list[str], first: int, at: int) -> bool:
    """Say whether a line begins the numbers again with which the list began."""
    found, opening = _OUTERMOST.match(lines[at]), _OUTERMOST.match(lines[first])
    return at > first and bool(found and opening and found[0] == opening[0])


def _bare(text: str) -> str:
    dotted = _DOTTED.fullmatch(text)
    if dotted:
        return dotted["text"].strip()
    paged = _PAGED.fullmatch(text)
    return paged["text"].strip() if paged else text


def _words(text: str) -> str:
    """Return what an entry says, without its number: the text may count otherwise."""
    return without_item(_key(text))


def _key(text: str) -> str:
    return re.sub(r"\s+", "", _bare(text)).replace("．", ".")
