"""Labels of figures that only the passages around them tell.

In: the figures of one report, row by row. Out: the same. A passage that is a number and nothing
more has the words of the short one before it, and what many passages count alike (预算执行数)
stands behind what its own passage is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from search.comparing.figures.found import Found
from search.comparing.figures.periods import YEARS, is_state, names_years
from search.comparing.model import Part, Side

_SHORT = 16  # characters of a passage that names the number below it
_MANY = 3  # passages
_SEVERAL = 2  # labels of a passage
_HEAD = 20  # characters of what a passage is about
_WORDS = re.compile(r"[^\W\d_]")
_NO_NAME = re.compile(r"\d|[。；]")
_UNIT = re.compile(r"单位\s*[：:]\s*(?P<unit>[^\s）)，,；;]{1,6})")
_UNITS = ("元", "人", "个", "家", "件", "户", "辆")
_MARKER = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]、?|\d+[.、])"
)
_ONE_YEAR = re.compile("过去一年|去年|[12][09][0-9]{2}年")  # where a passage begins
_BEGINNING = 12  # characters of a passage
_EDGES = "：:、，,（）() \t　"

Figures = tuple[Found, ...]


def labelled(sides: Sequence[Side | None], found: Sequence[Figures]) -> list[Figures]:
    """Return the figures of each row's side with better labels."""
    names = _names(sides)
    units = _units(sides)
    found = [_measured(side, figures, units) for side, figures in zip(sides, found, strict=True)]
    named = [_named(side, figures, names) for side, figures in zip(sides, found, strict=True)]
    named = [_timed(side, figures) for side, figures in zip(sides, named, strict=True)]
    counted: Counter[str] = Counter()
    for figures in named:
        counted.update({one.context for one in figures if one.is_counted and not one.column})
    return [_told_apart(side, figures, counted) for side, figures in zip(sides, named, strict=True)]


def _names(sides: Sequence[Side | None]) -> dict[int, str]:
    """Return for each passage the text of the one before it, where that may be a name."""
    texts: dict[int, str] = {}
    for side in sides:
        for part in side.parts if side else ():
            assert side is not None  # noqa: S101 - it has parts
            texts[part.index] = side.text[part.start : part.end]
    found = {}
    for index in texts:
        before = _MARKER.sub("", texts.get(index - 1, "").strip(_EDGES), count=1)
        if before and len(before) <= _SHORT and not _NO_NAME.search(before):
            found[index] = before
    return found


def _units(sides: Sequence[Side | None]) -> dict[int, str]:
    """Return for each passage the measure that the table in which it stands gives (单位：元)."""
    parts = {part.index: (side, part) for side in sides if side for part in side.parts}
    found = {}
    unit = ""
    for index in sorted(parts):
        side, part = parts[index]
        text = side.text[part.start : part.end]
        told = _UNIT.search(text)
        if told:
            unit = told["unit"]
        elif "\t" not in text:
            unit = ""
        if unit in _UNITS:
            found[index] = unit
    return found


def _measured(side: Side | None, figures: Figures, units: dict[int, str]) -> Figures:
    """Give the numbers of tables the measure of their table; of scaled ones (万元) it is left."""
    if side is None or not units or not any(one.column for one in figures):
        return figures
    told = []
    for one in figures:
        part = _part(side, one)
        if one.column and not one.measure and part and part.index in units:
            one = replace(one, measure=units[part.index])
        told.append(one)
    return tuple(told)


def _named(side: Side | None, figures: Figures, names: dict[int, str]) -> Figures:
    if side is None or all(one.context or not one.is_counted for one in figures):
        return figures
    told = []
    for one in figures:
        part = _part(side, one)
        if not one.context and one.is_counted and part and part.index in names:
            around = side.text[part.start : one.span.start] + side.text[one.span.end : part.end]
            if not _WORDS.search(around.replace(one.measure, "")):
                one = replace(one, context=names[part.index])
        told.append(one)
    return tuple(told)


def _timed(side: Side | None, figures: Figures) -> Figures:
    """Give the figures whose sentence tells no time that of their passage or else its section,
    where that is several years: 过去五年工作回顾. What stood at the end of them is of no period.
    """
    if side is None or all(one.period for one in figures):
        return figures
    several = [part for part in side.parts if _is_of_years(side, part)]
    if not several:
        return figures
    return tuple(
        replace(one, period=YEARS)
        if one.is_counted
        and not one.period
        and not one.column
        and not is_state(one.context, one.total)
        and any(part.start <= one.span.start < part.end for part in several)
        else one
        for one in figures
    )


def _is_of_years(side: Side, part: Part) -> bool:
    opening = side.text[part.start : part.end].partition("。")[0]
    if names_years(opening):
        return True
    return any(map(names_years, part.path)) and not _ONE_YEAR.search(opening[:_BEGINNING])


def _told_apart(side: Side | None, figures: Figures, counted: Counter[str]) -> Figures:
    """Put what a passage is about before its labels, where all but the first stand in many."""
    if side is None:
        return figures
    inside: dict[int, list[int]] = {}
    for number, one in enumerate(figures):
        part = _part(side, one)
        if one.is_counted and not one.column and part:
            inside.setdefault(part.index, []).append(number)
    told = list(figures)
    for first, *rest in inside.values():
        head = figures[first].context
        labels = [figures[number].context for number in rest]
        if (
            not head
            or counted[head] >= _MANY
            or len(set(labels)) < _SEVERAL
            or any(counted[label] < _MANY or not label for label in labels)
        ):
            continue
        for number in rest:
            label = f"{head[-_HEAD:]}：{figures[number].context}"
            told[number] = replace(figures[number], context=label)
    return tuple(told)


def _part(side: Side, one: Found) -> Part | None:
    if len(side.parts) == 1:
        return side.parts[0]
    return next((part for part in side.parts if part.start <= one.span.start < part.end), None)
