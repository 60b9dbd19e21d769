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
from index.model import Layout, LineKind

_SHORTEST = 40  # columns; nobody sets a page narrower than 20 characters
_WIDEST = 180  # columns; beyond that a line is a paragraph
_RAGGED = 8  # columns by which a full line may miss the margin (no break before 。 or in a number)
_UNINDENTED = 0.8  # characters; new paragraphs are indented by two
_INDENT = 2.6  # characters; paragraphs are indented by less
_EVEN = 1.0  # characters by which the white on both sides of a line in the middle may differ
_WIDE_TITLE = 4.0  # characters of white on each side of a title that did not fit on one line
_DEEPEST = 8.0  # characters by which a paragraph may be indented; dates on the right are more
_HANGING = 4.5  # characters by which the lines of an item may be indented below its number
_OUTSIDE = 1.5  # characters; what stands further out belongs to no paragraph of these margins
_LOOSE = 1.2  # characters by which a full line may miss the margin
_COUNTED = 0.25  # of a line: room that narrow digits may leave where characters are counted
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
_RUNNING = re.compile(r"[，。；,;].{0,40}$")  # the end of a line of running text, no title
_LATIN = re.compile(r"[A-Za-z0-9,;:)]$")


def join_wrapped(sheet: Sheet) -> None:
    """Join what was wrapped."""
    lines = sheet.paragraphs
    texts = [line for line in lines if line.kind is not LineKind.TABLE]
    if sum(line.layout is not None for line in texts) >= 0.5 * len(texts) > 0:
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
    if _SECTION.match(line.text) or before.layout.indent > _DEEPEST:
        return False
    if line.layout.indent > _UNINDENTED:
        return _is_rest_of_title(before, line) or _is_rest_of_block(before, line)
    if line.layout.indent < -_OUTSIDE:
        return False
    if line.layout.apart and (ends_sentence(before.text) or not _RUNNING.search(before.text)):
        return False
    opens, stopped = starts_item(line.text), ends_sentence(before.text)
    if not _is_full(before, line):
        # Some programs count characters, not their width.
        short = before.layout.room > _COUNTED * before.layout.wide
        stopped = stopped or before.text.endswith(".")
        if short or stopped or opens or not _RUNNING.search(before.text):
            return False
    return not (opens and stopped and _last_indent(before.layout) <= _UNINDENTED)


def _last_indent(layout: Layout) -> float:
    return layout.indent if layout.last is None else layout.last


def _is_full(before: Paragraph, line: Paragraph) -> bool:
    """Say whether what begins the next line would not have fitted on the one before."""
    room = before.layout.room if before.layout else 0.0
    return room <= width(_unbroken(line.text)) / 2 + _LOOSE


def _is_rest_of_block(before: Paragraph, line: Paragraph) -> bool:
    """Say whether a line goes on with a text whose lines are all indented, or hang by a number."""
    if before.layout is None or line.layout is None or line.layout.indent > _DEEPEST:
        return False
    item = starts_item(before.text)
    start = before.layout.indent if item else _last_indent(before.layout)
    deeper = line.layout.indent - start
    return (
        (_UNINDENTED < deeper <= _HANGING if item else abs(deeper) <= _EVEN / 2)
        and _RUNNING.search(before.text) is not None
        and not (ends_sentence(before.text) or starts_item(line.text) or line.layout.apart)
        and _is_full(before, line)
    )


def _is_rest_of_title(before: Paragraph, line: Paragraph) -> bool:
    """Say whether a line in the middle goes on with a title that filled the line above."""
    if before.layout is None or line.layout is None or line.layout.apart:
        return False
    white = line.layout.indent, line.layout.room
    in_the_middle = min(white) > _INDENT and abs(white[0] - white[1]) <= _EVEN
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
    if indented and before.indent >= 2 > line.indent and starts_item(before.text) and not line.gap:
        # A heading too long for one line: what is indented begins anew, this is not.
        return not starts_item(line.text)
    if stopped or _HEADING.fullmatch(before.text):
        # It may reach the margin by chance, but then that of the lines around it.
        near = max(widths[max(0, at - _NEAR) : at + _NEAR])
        if widths[at] < near - (4 if stopped else 2) or line.gap:
            return False
    if line.gap and line.page == before.page and indented:
        return False
    if indented:
        return line.indent < 2
    anew = starts_item(line.text) and (stopped or starts_item(before.text))
    return not (_SECTION.match(line.text) or anew)


def _glue(before: str, after: str) -> str:
    """Return what takes the place of a line break: a space between Latin words."""
    return " " if _LATIN.search(before) and after[:1].isascii() and after[:1].isalpha() else ""
