"""Two texts as one: what went and what came, in the order in which it is read.

Only in the marks are both told apart. Pure: changes in, text with marks for `web.filters` out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from index.model import Span
from search.comparing.model import Change, ChangeKind
from search.reuse.figures import with_measure
from web.filters import Mark, excerpts, markup, masks

_NUMBER = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿两半]+(?:[.．][0-9０-９]+)?")
_LONGEST_FIGURE = 16  # characters, with what stands around the number
_BETWEEN = Markup("……")


@dataclass(frozen=True, slots=True)
class Woven:
    """A text with what the one before it had and it has not; `spans` are where they differ."""

    text: str
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...]

    @property
    def whole(self) -> Markup:
        """All of it, marked."""
        return markup(self.text, [*self.marks, *masks(self.text)])

    def brief(self, most: int) -> Markup:
        """Return what differs with what is around, cut where the whole is longer than `most`."""
        if len(self.text) <= most:
            return self.whole
        parts = _cut(excerpts(self.text, self.spans, around=most // 4, whole=most, most=2), most)
        marks = [*self.marks, *masks(self.text)]
        pieces = [markup(self.text, marks, start=one.start, end=one.end) for one in parts]
        before = _BETWEEN if parts[0].start else Markup("")
        after = _BETWEEN if parts[-1].end < len(self.text) else Markup("")
        return before + _BETWEEN.join(pieces) + after


def woven(left: str, right: str, changes: Iterable[Change]) -> Woven:
    """Return the right text with what it lost of the left one.

    Without changes it is the right text alone.
    """
    pieces: list[str] = []
    marks: list[Mark] = []
    spans: list[Span] = []
    at = 0
    told = False
    for change in changes:
        told = True
        gone, come = left[slice(*change.left)], right[slice(*change.right)]
        if change.kind is ChangeKind.SAME:
            pieces.append(come)
            at += len(come)
            continue
        soft = "quiet-" if change.quiet else ""
        if not change.quiet:
            spans.append(Span(at, at + len(gone) + len(come)))
        if gone:
            marks.append(Mark(at, at + len(gone), f"{soft}left"))
        figure = not change.quiet and _is_figure(gone, come)
        if come:
            end = at + len(gone) + len(come)
            kind = "figure" if figure else f"{soft}right"
            marks.append(Mark(at + len(gone), end, kind))
        pieces += [gone, come]
        at += len(gone) + len(come)
    if not told:
        return Woven(right, (), ())
    text = "".join(pieces)
    return Woven(text, tuple(_measured(text, mark) for mark in marks), tuple(spans))


def _is_figure(gone: str, come: str) -> bool:
    """Say whether only numbers differ: 900万人 and 1000万人."""
    if max(len(gone), len(come)) > _LONGEST_FIGURE:
        return False
    left, right = _NUMBER.sub("#", gone), _NUMBER.sub("#", come)
    return left == right and "#" in left


def _cut(parts: Iterable[Span], most: int) -> list[Span]:
    """Return the first stretches, of at most twice `most` characters together."""
    room = 2 * most
    kept: list[Span] = []
    for start, end in parts:
        if room > 0:
            kept.append(Span(start, min(end, start + room)))
            room -= end - start
    return kept


def _measured(text: str, mark: Mark) -> Mark:
    """Let a figure's box hold its measure as well."""
    if mark.kind != "figure":
        return mark
    return Mark(*with_measure(text, Span(mark.start, mark.end)), mark.kind)
