"""Two reports of a given length to be compared: one made of passages, and what it became.

Of every twenty passages eleven stay as they are, four are edited (a tenth to a fifth of their
words), two have other figures, one moves past eight others, one is left out and one put in; two
sections change places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from evaluation import edits
from evaluation.passages import Passage

_UNDER = 8  # passages of a section
_PAST = 8  # passages that one moves past
_TWENTY: tuple[str, ...] = ("same",) * 11 + ("edited 10%", "edited 20%") * 2 + ("figures",) * 2
_TWENTY += ("moved", "left out", "put in")
_DIGITS = "一二三四五六七八九十"
_HEADINGS = ("推进项目建设", "加强队伍管理", "改善民生服务", "守牢安全底线", "完善制度体系")


def pair_of(passages: Sequence[Passage], size: int, seed: int) -> tuple[str, str]:
    """Return two reports of about so many characters, one passage a line."""
    source = Random(f"duizhao contrasts {seed} {size}")  # noqa: S311 - a sample, no secret
    some = iter(source.sample(passages, len(passages)))
    left: list[str] = []
    while sum(map(len, left)) < size:
        left.append(next(some).text)
    lots = list(_TWENTY) * (len(left) // len(_TWENTY) + 1)
    source.shuffle(lots)
    right = list(_remade(left, lots, some, passages, source))
    sections = [right[at : at + _UNDER] for at in range(0, len(right), _UNDER)]
    here = [left[at : at + _UNDER] for at in range(0, len(left), _UNDER)]
    there = list(enumerate(sections))
    if len(there) > 3:
        there[1], there[-2] = there[-2], there[1]
    return _written(enumerate(here)), _written(there)


def _remade(
    left: Sequence[str],
    lots: Sequence[str],
    some: Iterator[Passage],
    passages: Sequence[Passage],
    source: Random,
) -> Iterator[str]:
    """Yield the passages of the other report."""
    waiting: list[tuple[int, str]] = []
    for number, (text, lot) in enumerate(zip(left, lots, strict=False)):
        for due, moved in list(waiting):
            if due == number:
                yield moved
                waiting.remove((due, moved))
        if lot == "moved":
            waiting.append((number + _PAST, text))
        elif lot == "put in":
            yield next(some).text
            yield text
        elif lot != "left out":
            others = source.sample(passages, 8)
            copy = edits.copy(lot, Passage("", text), others, source) if lot != "same" else None
            yield copy.target if copy else text
    yield from (moved for _, moved in waiting)


def _written(sections: Iterator[tuple[int, list[str]]] | list[tuple[int, list[str]]]) -> str:
    lines = ["关于年度工作情况的总结报告"]
    for place, (number, texts) in enumerate(sections):
        heading = _HEADINGS[number % len(_HEADINGS)]
        marker = _DIGITS[place] if place < len(_DIGITS) else f"十{_DIGITS[place % 10]}"
        lines += [f"{marker}、{heading}{number // len(_HEADINGS) or ''}", *texts]
    return "\n".join(lines) + "\n"
