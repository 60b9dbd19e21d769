"""Points inside a paragraph: `一是…；二是…`, `第一，…`, `一要…`.

A series starts at 一 and increments; before a point stands punctuation or the paragraph's start
(`采取“三学”措施，一是精研…`; `统一是`, `和平统一是` are none). A series may run over paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from index.outline.markers import chinese_number

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
    found = []
    for match in _LABEL.finditer(text):
        start = match.start()
        if start and text[start - 1] not in _BEFORE:
            continue
        series = Series(str(match.lastgroup)) if match.lastgroup else Series.IS
        number = chinese_number(re.sub("[是要第其]", "", match[0]))
        found.append(Label(start, match[0], series, number))
    return found


def points(text: str, counter: Counter, following: list[str]) -> list[Label]:
    """Return the labels that open points in `text`, given the section's counter.

    `following` holds the paragraphs after this one up to the next heading: a series of
    one point inside a paragraph is none, unless the next number opens one of them.
    """
    found: list[Label] = []
    candidates = labels(text)
    for at, label in enumerate(candidates):
        last = counter.last.get(label.series, 0)
        follows = label.number == last + 1 and last > 0
        if not follows:
            opens = label.number == 1 and _goes_on(label, candidates[at + 1 :], following)
            if not opens:
                continue
        counter.last[label.series] = label.number
        found.append(label)
    return found


def _goes_on(first: Label, rest: list[Label], following: list[str]) -> bool:
    if any(other.series is first.series and other.number == 2 for other in rest):
        return True
    for text in following:
        head = labels(text)
        if any(other.series is first.series and other.number == 2 for other in head):
            return True
        if any(other.series is first.series and other.number == 1 for other in head):
            return False
    return False
