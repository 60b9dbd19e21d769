"""Hard-wrapped lines become paragraphs again.

A text is wrapped when many of its lines are about as long as the longest and stop in mid-sentence.
A line that reaches the margin runs on into the next one, unless that one begins an item
or is indented as new paragraphs are in this text.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from index.cleaning.paragraph import Paragraph, Sheet
from index.cleaning.shapes import ends_sentence, starts_item, width
from index.model import LineKind

_SHORTEST = 40  # columns; nobody sets a page narrower than 20 characters
_WIDEST = 180  # columns; beyond that a line is a paragraph
_RAGGED = 8  # columns by which a full line may miss the margin (no break before 。 or in a number)
_UNINDENTED = 0.8  # characters; new paragraphs are indented by two
_EVEN = 1.0  # characters by which the white on both sides of a line in the middle may differ
_WIDE_TITLE = 4.0  # characters of white on each side of a title that did not fit on one line
_OUTSIDE = 1.5  # characters; what stands further out belongs to no paragraph of these margins
_LOOSE = 1.2  # characters by which a full line may miss the margin
_COUNTED = 0.3  # of a line: room that narrow digits may leave where characters are counted
_STRING = frozenset("0123456789.,%‰×＊*…—-/+#" + string.ascii_letters)  # not broken inside
_QUOTES = frozenset("“”‘’\"'")  # no break on either side
_OPENING, _CLOSING = frozenset("（(《〈【「『〔"), frozenset("，。、；：！？）)》〉】」』〕％!?:;")
_NEAR = 12  # lines around a line that share its page's type
_HEADING = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、．.]?|第.{1,3}部分)[^，。；：]{4,40}"
)
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}、(?!.{0,30}[，。；])|第[一二三四五六七八九十]部分"
)
_RUNNING = re.compile(r"[，。；、,;]")  # a line of running text, no title
_LATIN = re.compile(r"[A-Za-z0-9,;:)]$")


def join_wrapped(sheet: Sheet) -> None:
    """Join what was wrapped."""
    lines = sheet.paragraphs
    if sum(line.layout is not None for line in lines) >= 0.5 * len(lines) > 0:
        sheet.paragraphs = lines = _with_notes_after(lines)
        _join(sheet, lambda at: _goes_on(lines[at], lines[at + 1]))
        return
    widths = [_columns(line) if line.kind is LineKind.TEXT else 0 for line in lines]
    margins = _margins(lines, widths)
    if not margins:
        return
    indented = _indents(lines, widths, margins)
    _join(sheet, lambda at: _runs_on(lines, widths, margins, at, indented=indented))


def _join(sheet: Sheet, runs_on: Callable[[int], bool]) -> None:
    """Join each line of which `runs_on` says so with the next one."""
    groups: list[list[Paragraph]] = []
    for at, line in enumerate(sheet.paragraphs):
        if groups and runs_on(at - 1):
            groups[-1].append(line)
        else:
            groups.append([line])
    sheet.paragraphs = [group[0].chained(group[1:], _glue) for group in groups]


def _with_notes_after(lines: list[Paragraph]) -> list[Paragraph]:
    """Put notes at the foot of a page behind the paragraph that goes on on the next page."""
    found: list[Paragraph] = []
    notes: list[Paragraph] = []
    for line in lines:
        if line.kind is LineKind.NOTE:
            notes.append(line)
            continue
        if notes and not (found and _goes_on(found[-1], line)):
            found += notes
            notes = []
        found.append(line)
    return found + notes


def _goes_on(before: Paragraph, line: Paragraph) -> bool:
    """Say whether a line goes on in the next one, by where both stand between the margins."""
    if before.layout is None or line.layout is None or before.level or line.level:
        return False
    if before.kind is not line.kind or line.kind not in (LineKind.TEXT, LineKind.NOTE):
        return False
    if _SECTION.match(line.text):
        return False
    if line.layout.indent > _UNINDENTED:
        return _is_rest_of_title(before, line)
    if line.layout.indent < -_OUTSIDE:
        return False
    if line.layout.apart and (ends_sentence(before.text) or not _RUNNING.search(before.text)):
        return False
    opens, stopped = starts_item(line.text), ends_sentence(before.text)
    # Had what cannot be broken at the next line's start still fitted, there would be no break.
    if before.layout.room > width(_unbroken(line.text)) / 2 + _LOOSE:
        # Some programs count characters, not their width.
        short = before.layout.room > _COUNTED * width(before.text) / 2
        if short or stopped or opens or not _RUNNING.search(before.text):
            return False
    return not (opens and stopped and before.layout.indent <= _UNINDENTED)


def _is_rest_of_title(before: Paragraph, line: Paragraph) -> bool:
    """Say whether a line in the middle goes on with a title that filled the line above."""
    if before.layout is None or line.layout is None or line.layout.apart:
        return False
    in_the_middle = abs(line.layout.indent - line.layout.room) <= _EVEN
    full = max(before.layout.room, before.layout.indent) <= width(line.text) / 2 + _LOOSE
    titled = not _RUNNING.search(before.text) and before.layout.room <= _WIDE_TITLE
    return in_the_middle and full and titled and not starts_item(line.text)


def _unbroken(text: str) -> str:
    """Return the beginning of a text up to the first place where a line may be broken."""
    for at in range(1, min(len(text), 40)):
        before, after = text[at - 1], text[at]
        glued = (
            after in _CLOSING
            or before in _OPENING
            or before in _QUOTES
            or after in _QUOTES
            or (before in _STRING and after in _STRING)
            or (before in "、，" and after.isdecimal())  # some programs do not break there
        )
        if not glued:
            return text[:at]
    return text[:40]


def _columns(line: Paragraph) -> int:
    return width(line.text) + min(line.indent, 8)


def _margins(lines: Sequence[Paragraph], widths: Sequence[int]) -> tuple[int, ...]:
    """Return the widths at which lines are broken, none where they are not wrapped.

    There may be several: pages set in different type.
    """
    long = [index for index, columns in enumerate(widths) if columns >= _SHORTEST]
    broken = Counter(widths[index] for index in long if not ends_sentence(lines[index].text))
    if len(long) < 4 or sum(broken.values()) < max(3, 0.3 * len(long)):
        return ()
    need = max(3, 0.06 * sum(broken.values()))
    margins: list[int] = []
    for columns in sorted(broken, reverse=True):
        if columns > _WIDEST:
            continue
        near = sum(broken[columns - step] for step in range(_RAGGED))
        if near >= need and not any(margin - _RAGGED <= columns for margin in margins[-1:]):
            margins.append(columns)
    at_margin = sum(1 for index in long if _full(widths[index], margins))
    beyond = sum(1 for index in long if margins and widths[index] > margins[0] + _RAGGED)
    wrapped = at_margin >= 0.35 * len(long) and beyond <= 1 + 0.05 * len(long)
    return tuple(margins) if wrapped else ()


def _full(columns: int, margins: Sequence[int]) -> bool:
    return any(margin - _RAGGED <= columns <= margin + 2 for margin in margins)


def _indents(lines: Sequence[Paragraph], widths: Sequence[int], margins: Sequence[int]) -> bool:
    """Say whether this text marks new paragraphs by indenting them."""
    opening = [
        line
        for before, (line, columns) in pairwise(zip(lines, widths, strict=True))
        if _full(columns, margins) and not _full(before[1], margins)
    ]
    return bool(opening) and sum(line.indent >= 2 for line in opening) >= 0.7 * len(opening)


def _runs_on(
    lines: Sequence[Paragraph],
    widths: Sequence[int],
    margins: Sequence[int],
    at: int,
    *,
    indented: bool,
) -> bool:
    """Say whether line `at` goes on in the next one."""
    before, line = lines[at], lines[at + 1]
    if line.kind is not LineKind.TEXT or before.kind is not LineKind.TEXT:
        return False
    if line.level or before.level or not _full(widths[at], margins):
        return False
    stopped = ends_sentence(before.text)
    if stopped or _HEADING.fullmatch(before.text):
        # It may reach the margin by chance, but then that of the lines around it.
        near = max(widths[max(0, at - _NEAR) : at + _NEAR])
        if widths[at] < near - (4 if stopped else 2) or line.gap:
            return False
    if line.gap and line.page == before.page and indented:
        return False
    if indented:
        return line.indent < 2
    return not (_SECTION.match(line.text) or (stopped and starts_item(line.text)))


def _glue(before: str, after: str) -> str:
    """Return what takes the place of a line break: a space between Latin words."""
    return " " if _LATIN.search(before) and after[:1].isascii() and after[:1].isalpha() else ""
