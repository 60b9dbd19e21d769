"""Hard-wrapped lines become paragraphs again.

A text is wrapped when many of its lines are about as long as the longest and stop in mid-sentence.
A line that reaches the margin runs on into the next one, unless that one begins an item
or is indented as new paragraphs are in this text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.cleaning.paragraph import Paragraph, Sheet
from index.cleaning.shapes import ends_sentence, starts_item, width
from index.model import LineKind

_SHORTEST = 40  # columns; nobody sets a page narrower than 20 characters
_WIDEST = 200  # columns; beyond that a line is a paragraph
_RAGGED = (
    8  # columns by which a full line may miss the margin (no break before 。 or inside numbers)
)
_LATIN = re.compile(r"[A-Za-z0-9,;:)]$")


def join_wrapped(sheet: Sheet) -> None:
    """Join what was wrapped."""
    lines = sheet.paragraphs
    margin = _margin(lines)
    if margin is None:
        return
    indented = _indents(lines, margin)
    found: list[Paragraph] = []
    full = False  # whether the line before reaches the margin
    for line in lines:
        if full and found and _runs_on(found[-1], line, indented=indented):
            glue = (
                " "
                if _LATIN.search(found[-1].text)
                and line.text[:1].isascii()
                and line.text[:1].isalpha()
                else ""
            )
            found[-1] = found[-1].joined(line, glue)
        else:
            found.append(line)
        full = line.kind is LineKind.TEXT and _columns(line) >= margin - _RAGGED
    sheet.paragraphs = found


def _columns(line: Paragraph) -> int:
    return width(line.text) + min(line.indent, 8)


def _margin(lines: Sequence[Paragraph]) -> int | None:
    """Return the margin in columns, None where lines are not wrapped."""
    widths = [_columns(line) for line in lines if line.kind is LineKind.TEXT]
    long = sorted(columns for columns in widths if columns >= _SHORTEST)
    if len(long) < 4 or long[-1] > 4 * _WIDEST:
        return None
    # A few stray long lines (a cell, an address) do not make the margin.
    margin = long[min(len(long) - 1, int(len(long) * 0.97))]
    if (
        margin > _WIDEST
        or sum(columns > margin + _RAGGED for columns in long) > len(long) * 0.03 + 1
    ):
        return None
    full = [
        line
        for line in lines
        if line.kind is LineKind.TEXT and margin - _RAGGED <= _columns(line) <= margin + _RAGGED
    ]
    stopped = sum(ends_sentence(line.text) for line in full)
    if len(full) >= max(3, len(long) * 0.4) and stopped <= len(full) * 0.4:
        return margin
    return None


def _indents(lines: Sequence[Paragraph], margin: int) -> bool:
    """Say whether this text marks new paragraphs by indenting them."""
    after = [
        line
        for before, line in zip(lines, lines[1:], strict=False)
        if _columns(before) < margin - _RAGGED and _columns(line) >= margin - _RAGGED
    ]
    return bool(after) and sum(line.indent >= 2 for line in after) >= 0.7 * len(after)


def _runs_on(before: Paragraph, line: Paragraph, *, indented: bool) -> bool:
    if line.kind is not LineKind.TEXT or before.kind is not LineKind.TEXT:
        return False
    if line.level or before.level or (line.gap and line.page == before.page and indented):
        return False
    if indented:
        return line.indent < 2
    if line.gap and ends_sentence(before.text):
        return False
    return not (starts_item(line.text) and ends_sentence(before.text))
