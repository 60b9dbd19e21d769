"""Where on a page the report stands: the element that holds its text, and those that hold none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.cleaning.pagelines import is_date
from index.cleaning.pagewords import is_terms
from index.readers.htmlparts import Box, Hint
from index.readers.htmlwords import Word

_MOST = 0.6  # of the prose, that an element named as the text holds at least
_PART = 0.1  # … that one of several such elements holds at least
_SHARE = 0.25  # … that an element named as furniture holds at most
_LISTED = 0.5  # … that a list of the page's headings holds at most
_STRAY = 0.15  # of the text's prose: more of it elsewhere, and the text is not where it is said
_STRAY_LEAST = 40  # … in characters, for short pages
_HEADING = re.compile(
    "[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
    "|第[一二三四五六七八九十]{1,3}(?:部分|[章节])"
)


def weigh(words: Sequence[Word], boxes: Sequence[Box], title: range) -> None:
    """Count what boxes hold, and leave out those that call themselves furniture and hold nothing
    of the report. `boxes` stand in the order in which they opened.
    """
    for number in title:
        for box in upwards(words[number].piece.box):
            box.titled = True
    for word in words:
        box = word.piece.box
        box.prose += word.seen if word.reports else 0
        box.tops += word.level == 1 and not word.piece.links
        sign = word.furniture and not is_date(word.text)
        box.signs += sign or word.piece.links > 0 or is_terms(word.text)
    for box in reversed(boxes):
        if box.parent is not None:
            box.parent.prose += box.prose
            box.parent.tops += box.tops
            box.parent.signs += box.signs
    for box in boxes:
        above = box.parent.out if box.parent else None
        box.out = above or (box.hint if _is_furniture(box, boxes[0].prose) else None)


def scope_of(words: Sequence[Word], boxes: Sequence[Box]) -> Box:
    """Return the box that holds the report's text, the whole page where that is not sure; and say
    of every box whether it is inside.
    """
    named = [box for box in boxes if box.hint is Hint.BODY and not box.out and box.prose]
    left_out = (box for box in boxes if box.out and not (box.parent and box.parent.out))
    whole = boxes[0].prose - sum(box.prose for box in left_out)
    best = max(named, key=lambda box: box.prose, default=boxes[0])  # the outermost of equals
    if best.prose < _MOST * whole:
        best = _holding([box for box in named if box.prose >= _PART * whole], boxes)
        if best.prose < _MOST * whole:
            best = boxes[0]
    _look_inside(best, boxes)
    stray = [
        word
        for word in words
        if word.reports and not word.piece.box.out and not word.piece.box.inside
        if word.piece.box.hint is not Hint.ABOUT and not is_terms(word.text)
    ]
    much = sum(word.seen for word in stray) > max(_STRAY_LEAST, _STRAY * best.prose)
    if much or any(_HEADING.match(word.text) for word in stray):
        best = _holding([best, *(word.piece.box for word in stray)], boxes)
        _look_inside(best, boxes)
    return best


def leave_out_properties(words: Sequence[Word], boxes: Sequence[Box], start: int) -> None:
    """Leave out tables of a document's properties before its text, which begins at `start` or
    later: below their text documents list others.
    """
    seen: set[int] = set()
    for word in words[start:]:
        box = word.piece.box
        if word.reports and box.out is None and box.hint is not Hint.ABOUT:
            break
        seen.add(id(box))
    for word in words[:start]:
        seen.add(id(word.piece.box))
    for box in boxes:
        if box.hint is Hint.ABOUT and box.out is None and id(box) in seen:
            box.out = Hint.ABOUT


def upwards(box: Box | None) -> Iterator[Box]:
    """Yield a box and those around it, innermost first."""
    while box is not None:
        yield box
        box = box.parent


def _is_furniture(box: Box, whole: int) -> bool:
    """Say whether a box that calls itself furniture holds nothing of the report."""
    if box.hint is Hint.CONTENTS:
        return not box.titled and box.prose <= _LISTED * whole
    named = box.hint is Hint.FURNITURE or (box.hint is Hint.EDGE and box.signs)
    if not named or box.titled or box.tops:
        return False
    return box.prose <= _SHARE * whole


def _holding(chosen: Sequence[Box], boxes: Sequence[Box]) -> Box:
    """Return the innermost box that holds all of the chosen; the page where none is chosen."""
    for box in boxes:
        box.marks = 0
    for box in chosen:
        box.marks += 1
    for box in reversed(boxes):
        if box.parent is not None:
            box.parent.marks += box.marks
    around = upwards(chosen[0]) if chosen else iter(())
    return next((box for box in around if box.marks == len(chosen)), boxes[0])


def _look_inside(scope: Box, boxes: Sequence[Box]) -> None:
    for box in boxes:
        box.inside = box is scope or (box.parent is not None and box.parent.inside)
