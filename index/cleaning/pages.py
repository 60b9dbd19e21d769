"""What pages add to a text: their numbers, and lines repeated at their head or foot."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from index.cleaning.paragraph import Sheet
from index.cleaning.shapes import ends_sentence
from index.model import LineKind, Why

_BARE = re.compile(r"\d{1,4}")
_DRESSED = re.compile(
    r"[-—–－―─·\s]*第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?[-—–－―─·\s]*"
    r"|[-—–－―─]{1,2}\s*\d{1,4}\s*[-—–－―─]{1,2}"
    r"|\d{1,4}\s*/\s*\d{1,4}\s*页"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_OF_MANY = re.compile(r"(?P<page>\d{1,4})\s*/\s*(?P<pages>\d{1,4})")
_MEASURE = re.compile(r"单位\s*[:：]")
_NAMES = re.compile(r"报告|总结|汇报|预算|决算|述职|述廉")
_EDGE = 2  # lines at the head and at the foot of a page that may be running heads
_LONGEST = 60  # characters of a running head


def drop_page_lines(sheet: Sheet) -> None:
    """Remove page numbers and running heads."""
    pages: dict[int, list[int]] = defaultdict(list)
    numbers: set[int] = set()
    counted: dict[int, list[tuple[int, int]]] = defaultdict(list)  # by pages: page, line
    for index, paragraph in enumerate(sheet.paragraphs):
        if paragraph.kind is not LineKind.TEXT:
            continue
        if _DRESSED.fullmatch(paragraph.text):
            numbers.add(index)
        elif of_many := _OF_MANY.fullmatch(paragraph.text):
            counted[int(of_many["pages"])].append((int(of_many["page"]), index))
        elif sheet.edges and paragraph.page and paragraph.layout is None:
            # … of a PDF or of slides the reader saw where its lines stand
            pages[paragraph.page].append(index)
    if len(pages) > 1:
        for lines in pages.values():
            numbers.update(
                index
                for index in {lines[0], lines[-1]}
                if _BARE.fullmatch(sheet.paragraphs[index].text)
            )
    for last, lines_of in counted.items():
        numbers |= _ascending(last, lines_of)
    heads = _running_heads(sheet, pages, numbers)
    sheet.drop_each(
        {**dict.fromkeys(heads, Why.RUNNING_HEAD), **dict.fromkeys(numbers, Why.PAGE_NUMBER)}
    )


def _ascending(last: int, counted: list[tuple[int, int]]) -> set[int]:
    """Return the lines 「1/3」, 「2/3」 … where they count pages; one alone is a fraction."""
    pages = [page for page, _ in counted]
    rises = len(pages) >= 2 and pages == sorted(set(pages)) and pages[-1] <= last
    return {index for _, index in counted} if rises else set()


def _running_heads(sheet: Sheet, pages: dict[int, list[int]], numbers: set[int]) -> set[int]:
    if len(pages) < 3:
        return set()
    edges: dict[str, set[int]] = defaultdict(set)
    seen: Counter[str] = Counter()
    for lines in pages.values():
        rest = [index for index in lines if index not in numbers]
        near = {*rest[:_EDGE], *rest[-_EDGE:]}
        keys = set()
        for index in near:
            text = sheet.paragraphs[index].text
            measure = _MEASURE.search(text) is not None  # it belongs to the table below it
            if len(text) <= _LONGEST and not ends_sentence(text) and not measure:
                key = re.sub(r"\d+|\s+", "", text)
                keys.add(key)
                edges[key].add(index)
        seen.update(keys)
    need = max(3, len(pages) * 2 // 5)
    found: set[int] = set()
    for key, count in seen.items():
        if key and count >= need:
            found |= edges[key]
            first = min(edges[key])
            if _is_title(sheet, first):
                found.discard(first)
    return found


def _is_title(sheet: Sheet, index: int) -> bool:
    """Say whether a head's first appearance is the report's title itself, which heads repeat."""
    lines = sheet.paragraphs[index : index + 2]
    named = [_NAMES.search(line.text) is not None for line in lines]
    return index < _EDGE and lines[0].page <= 1 and named[0] and not named[-1]
