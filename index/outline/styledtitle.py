"""The title that a file's styles name: a paragraph in the style Title, else the first Heading 1.

In: paragraphs, and the title that their words show. Out: the title to take. Words know titles of
several lines: a unit above the styled line, the kind below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.cleaning import Paragraph
from index.cleaning.shapes import ends_sentence
from index.model import LineKind, Role
from index.outline.markers import read_marker
from index.outline.roles import role_of
from index.outline.titles import says_kind
from index.units import unit_in_title

_HEAD = 20  # paragraphs in which the title must stand
_LINES = 3  # lines of a title
_LONGEST = 120  # characters of a title line
_LEADING = 60  # characters of a line above the title: a number, a unit, a date


def styled_title(
    paragraphs: Sequence[Paragraph], found: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Return the paragraphs (from, up to) that are the title; `found` is what the words show."""
    titled = _titled(paragraphs)
    if titled is not None:
        return _around(paragraphs, titled, found)
    first = _first_heading(paragraphs)
    if first is None:
        return found
    if found and found[0] <= first < found[1]:
        return _around(paragraphs, (first, first + 1), found)
    heads = [at for at in _plain_headings(paragraphs) if at >= first]
    if found and found[1] <= first:
        says = any(says_kind(one.text) for one in paragraphs[found[0] : found[1]])
        return found if says or len(heads) > 1 else (first, first + 1)
    return (first, first + 1) if _stands_over(paragraphs, heads) else found


def _around(
    paragraphs: Sequence[Paragraph], styled: tuple[int, int], found: tuple[int, int] | None
) -> tuple[int, int]:
    """Return the styled lines with those that belong to them by their words."""
    if found is None or found[1] <= styled[0] or styled[1] <= found[0]:
        return styled
    start = min(found[0], styled[0])
    while start < styled[0] and unit_in_title(paragraphs[start].text, None) is None:
        start += 1
    return start, max(found[1], styled[1])


def _titled(paragraphs: Sequence[Paragraph]) -> tuple[int, int] | None:
    """Return the first lines in the style Title."""
    for start, paragraph in enumerate(paragraphs[:_HEAD]):
        if paragraph.title and _could_be(paragraph):
            end = start + 1
            while end < min(start + _LINES, len(paragraphs)) and paragraphs[end].title:
                end += 1
            return start, end
    return None


def _first_heading(paragraphs: Sequence[Paragraph]) -> int | None:
    """Return the first Heading 1 without a number, if nothing but short lines stands above it."""
    for at, paragraph in enumerate(paragraphs[:_HEAD]):
        if paragraph.level == 1 and _could_be(paragraph):
            return at
        text = paragraph.text
        leads = paragraph.kind is LineKind.TEXT and paragraph.level is None
        if not leads or len(text) > _LEADING or ends_sentence(text) or read_marker(text):
            return None
    return None


def _plain_headings(paragraphs: Sequence[Paragraph]) -> Iterator[int]:
    """Yield every Heading 1 without a number."""
    for at, paragraph in enumerate(paragraphs):
        if paragraph.level == 1 and _could_be(paragraph):
            yield at


def _stands_over(paragraphs: Sequence[Paragraph], heads: Sequence[int]) -> bool:
    """Say whether the first Heading 1 is over all others, and not the first of several sections."""
    first, *others = heads
    if not others:
        return True
    if role_of(paragraphs[first].text, None) is not None:
        return False
    below = paragraphs[first + 1] if first + 1 < len(paragraphs) else None
    if below is not None and below.level is not None:
        return True
    roles = [role_of(paragraphs[at].text, None) for at in others]
    return len(roles) > 1 and Role.DONE in roles and None not in roles


def _could_be(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        paragraph.kind is LineKind.TEXT
        and 2 <= len(text) <= _LONGEST
        and read_marker(text) is None
        and any(map(str.isalpha, text))
    )
