"""What a web page or a newspaper puts around a report.

Only known lines go, and only where furniture stands: before the text begins and after it ends.
What a report may have as well goes only beside what nothing but a page has (`pagelines`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.cleaning.pagelines import (
    Furniture,
    grade,
    is_caption,
    is_crumb,
    is_pressed,
    is_related,
    is_step,
    is_waiting,
    without_source,
)
from index.cleaning.paragraph import Sheet
from index.cleaning.shapes import ends_sentence, starts_item
from index.model import LineKind, Why

_JUMP = re.compile(r"[（(]?下转第?\s*\d{1,2}\s*版[)）]?|[（(]?上接第?\s*\d{1,2}\s*版[)）]?")
_TITLE = re.compile(r"报告|总结|汇报|预算|决算|述职|述廉|计划|讲话")
_HEAD_LINES = 40
_TAIL_LINES = 40
_NEAR = 3  # lines from certain furniture within which other furniture belongs to it
_TEASER = 8  # characters of a title or first sentence that a page says again at its end
_TOOLS = 3  # tools in a row that are a tool bar
_BESIDE = (Furniture.CONTACT, Furniture.FACT, Furniture.BUTTON)


def drop_furniture(sheet: Sheet) -> None:
    """Remove page furniture before and after the report, and newspaper page jumps inside it."""
    for index, paragraph in enumerate(sheet.paragraphs):
        jumps = [match.span() for match in _JUMP.finditer(paragraph.text)]
        if jumps:
            sheet.excise(index, jumps, Why.FURNITURE)
    sheet.tidy()
    lines = [paragraph.text for paragraph in sheet.paragraphs]
    kinds = [paragraph.kind for paragraph in sheet.paragraphs]
    sheet.drop({*_head(lines), *_tail(lines, kinds)}, Why.FURNITURE)
    if sheet.paragraphs:
        last = len(sheet.paragraphs) - 1
        text = sheet.paragraphs[last].text
        if (start := without_source(text)) < len(text):
            sheet.excise(last, [(start, len(text))], Why.FURNITURE)
            sheet.tidy()


def _head(lines: Sequence[str]) -> set[int]:
    end = _text_begins(lines)
    grades = [grade(text) for text in lines[:end]]
    found = _spread({*_certain(grades), *_tool_bars(lines[:end])}, grades)
    if not found:
        return found
    for index in sorted(found):
        # 「来源：」 with its value on the next line.
        if is_waiting(lines[index]) and index + 1 < end and _is_value(lines[index + 1]):
            found.add(index + 1)
    crumbs = [index for index in found if is_crumb(lines[index])]
    if crumbs:
        # The trail of page names runs from 「您的位置」 to the title.
        for index in range(min(crumbs), end):
            stepped = index > 0 and is_step(lines[index - 1])
            if _TITLE.search(lines[index]) and index not in found and not stepped:
                break
            if len(lines[index]) <= 16:
                found.add(index)
    return found


def _certain(grades: Sequence[Furniture]) -> set[int]:
    return {index for index, found in enumerate(grades) if found is Furniture.SURE}


def _tool_bars(lines: Sequence[str]) -> set[int]:
    found: set[int] = set()
    run: list[int] = []
    for index, text in enumerate((*lines, "")):
        if is_pressed(text):
            run.append(index)
            continue
        found |= set(run) if len(run) >= _TOOLS else set()
        run = []
    return found


def _spread(certain: Collection[int], grades: Sequence[Furniture]) -> set[int]:
    """Add to certain furniture what stands near it and may be furniture; dates spread no more."""
    found = set(certain)
    edge = set(certain)
    while edge:
        near = {at for index in edge for at in range(index - _NEAR, index + _NEAR + 1)}
        edge = {at for at in near - found if 0 <= at < len(grades) and grades[at] in _BESIDE}
        found |= edge
    dated = (index for index, kind in enumerate(grades) if kind is Furniture.DATE)
    return found | {date for date in dated if any(abs(date - index) <= _NEAR for index in found)}


def _text_begins(lines: Sequence[str]) -> int:
    for index, text in enumerate(lines[:_HEAD_LINES]):
        if text.startswith(("——", "－－", "—")) or is_caption(text):
            continue
        if len(text) > 60 or starts_item(text) or text.startswith(("各位", "同志们")):
            return index
    return min(len(lines), _HEAD_LINES)


def _tail(lines: Sequence[str], kinds: Sequence[LineKind]) -> set[int]:
    """Return the furniture after the text: from the first certain line on to the end, where
    nothing but furniture follows it, and the page's signs right before it.
    """
    first = max(1, len(lines) - _TAIL_LINES)
    whole = sum(map(len, lines))
    for index in range(first, len(lines)):
        if (
            grade(lines[index]) is Furniture.SURE
            and all(kind is LineKind.TEXT for kind in kinds[index:])
            and _is_furnished(lines, index)
            and sum(map(len, lines[index:])) <= 0.2 * whole
        ):
            return set(range(_back(lines, index), len(lines)))
    return set()


def _is_furnished(lines: Sequence[str], first: int) -> bool:
    """Say whether all lines from `first` on are furniture, what is listed as related no sentence
    among it, or say again how the text began.
    """
    opening = "".join(lines[: min(first, _HEAD_LINES)])
    related = False
    for index in range(first, len(lines)):
        text = lines[index]
        related = related or is_related(text)
        if grade(text) is not Furniture.NONE:
            continue
        value = is_waiting(lines[index - 1]) and _is_value(text)
        title = related and len(text) <= 60 and not ends_sentence(text.rstrip("：:"))
        listed = title and not starts_item(text)
        if not (value or listed or (len(text) >= _TEASER and text in opening)):
            return False
    return True


def _back(lines: Sequence[str], index: int) -> int:
    # Signs that lead up to the page's lines: 「收藏」「|」 before 「分享到:」.
    while index > 1 and grade(lines[index - 1]) is Furniture.BUTTON:
        index -= 1
    return index


def _is_value(text: str) -> bool:
    return len(text) <= 20 and not _TITLE.search(text) and not ends_sentence(text)
