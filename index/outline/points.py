"""Points inside a paragraph: `一是…；二是…`, `第一，…`, `一要…`.

A series starts at 一 and increments; before a point stands punctuation or the paragraph's start
(`采取“三学”措施，一是精研…`; `统一是`, `和平统一是` are none). A series may run over paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from index.numerals import chinese_number

_NUMERAL = "([一二三四五六七八九十]{1,3})"
_LABEL = re.compile(
    rf"(?P<is>{_NUMERAL}是)(?!不是)|(?P<must>{_NUMERAL}要)|(?P<nth>第{_NUMERAL})(?=[，,：:、])|(?P<its>其{_NUMERAL})(?=[，,：:、是])"
)
_BEFORE = frozenset("。；：，、！？!?;:,.…—－-“”‘’）)】》」』 \t\u3000")


class Series(StrEnum):
    """Kinds of series."""

    IS = "is"
    MUST = "must"
    NTH = "nth"
    ITS = "its"


@dataclass(frozen=True, slots=True)
class Label:
    """A label found at `start` of a paragraph: `一是`, `第一`, `一要`."""

    start: int
    text: str
    series: Series
    number: int


@dataclass(slots=True)
class Counter:
    """The last number of each series in the running section."""

    last: dict[Series, int] = field(default_factory=dict)

    def clear(self) -> None:
        """Begin a new section."""
        self.last.clear()


def labels(text: str) -> list[Label]:
    """Return everything in a paragraph that looks like a label, in order."""
    return list(_labels(text))


@lru_cache(maxsize=256)  # a paragraph is asked about again for those before it
def _labels(text: str) -> tuple[Label, ...]:
    found = []
    for match in _LABEL.finditer(text):
        start = match.start()
        if start and text[start - 1] not in _BEFORE:
            continue
        series = Series(str(match.lastgroup)) if match.lastgroup else Series.IS
        number = chinese_number(re.sub("[是要第其]", "", match[0]))
        found.append(Label(start, match[0], series, number))
    return tuple(found)


def points(text: str, counter: Counter, following: Callable[[], list[str]]) -> list[Label]:
    """Return the labels that open points in `text`, given the section's counter.

    `following` gives the paragraphs after this one up to the next heading: a series of
    one point inside a paragraph is none, unless the next number opens one of them.
    """
    found: list[Label] = []
    candidates = labels(text)
    if not candidates:
        return found
    goes_on = _going_on(candidates, following())
    for label, begins in zip(candidates, goes_on, strict=True):
        last = counter.last.get(label.series, 0)
        follows = label.number == last + 1 and last > 0
        if follows or (label.number == 1 and begins):
            counter.last[label.series] = label.number
            found.append(label)
    return found


def _going_on(candidates: list[Label], following: list[str]) -> list[bool]:
    """Say for each label whether a 2 of its series comes after it, here or in what follows."""
    opening = {label.series for label in candidates if label.number == 1}
    coming = {series: series in opening and _opens_next(series, following) for series in Series}
    found: list[bool] = []
    for label in reversed(candidates):
        found.append(coming[label.series])
        if label.number == 2:
            coming[label.series] = True
    return found[::-1]


def _opens_next(series: Series, following: list[str]) -> bool:
    """Say whether the series goes on with 2 in the following paragraphs, before it begins anew."""
    for text in following:
        numbers = {label.number for label in labels(text) if label.series is series}
        if numbers & {1, 2}:
            return 2 in numbers
    return False
