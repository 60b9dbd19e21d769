"""Figures of a comparison in words: what a chip below a row says, and the words of the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search.comparing.figures import qualifiers
from search.comparing.figures.said import Rate, Said, Standing, said
from search.comparing.model import FigurePair
from web.language import LazyString
from web.language import gettext as _
from web.language import lazy_gettext as _l

STANDINGS: dict[Standing, LazyString] = {
    Standing.CHANGED: _l("变化"),
    Standing.SAME: _l("相同"),
    Standing.LEFT_ONLY: _l("仅左"),
    Standing.RIGHT_ONLY: _l("仅右"),
    Standing.UNKNOWN: _l("未知"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A figure that changed, below its row: item, `left` → `right`, `change` (`rate`).

    `measure` stands behind both of them together, where they do not have their own. Without a
    `change` in numbers, `word` says what became of it. `left_row` is the row in which the left
    figure stands, if it is another one.
    """

    item: str
    left: str
    right: str
    measure: str
    change: str
    rate: str
    word: str
    left_row: int | None


def chips(pairs: Iterable[FigurePair]) -> tuple[Chip, ...]:
    """Return the chips of a row: of what changed or is masked, not of what is on one side only."""
    return tuple(_chip(pair) for pair in pairs if pair.left and pair.right and not pair.same)


def change(told: Said) -> str:
    """Return what became of a figure: ＋0.1, ＋1, 未知, 相同, 方向相反."""
    if told.standing is not Standing.CHANGED:
        return str(STANDINGS[told.standing])
    if told.delta:
        return told.delta
    if told.delta_number is not None:
        return str(_("仅限定词"))
    return str(_("方向相反") if told.left_number is not None else _("改写"))


def rate(told: Said) -> str:
    """Return in what measure a change is told, or how great it is: 百分点, ＋7.7%, 5 倍."""
    if told.rate is Rate.POINTS:
        return str(_("百分点"))
    if told.rate is Rate.TIMES:
        return str(_("%(times)s 倍", times=told.percent))
    return told.percent


def became(told: Said) -> str:
    """Return what became of a figure in one: ＋26.50（＋6.9%）, ＋1.6 个百分点."""
    if told.delta and told.rate is Rate.POINTS:
        return str(_("%(points)s 个百分点", points=told.delta))
    size = rate(told) if told.delta else ""
    return (
        str(_("%(change)s（%(rate)s）", change=change(told), rate=size)) if size else change(told)
    )


def _chip(pair: FigurePair) -> Chip:
    told = said(pair)
    bounded = bool(pair.left_qualifier or pair.right_qualifier)
    whole = bounded or not told.scaled or told.rate is Rate.POINTS
    measure = told.measure if whole and not told.full else ""
    points = told.rate is Rate.POINTS
    return Chip(
        item=pair.context,
        left=_whole(told.left, measure, pair.left_qualifier),
        right=_whole(told.right, measure, pair.right_qualifier),
        measure="" if whole else told.measure,
        change="" if points or not told.delta else told.delta + (told.measure if whole else ""),
        rate="" if points else rate(told),
        word=_word(told),
        left_row=pair.left_row,
    )


def _word(told: Said) -> str:
    return became(told) if not told.delta or told.rate is Rate.POINTS else ""


def _whole(number: str, measure: str, qualifier: str) -> str:
    """Return a figure as a text says it: 约3500余名, 5%左右."""
    before, inside, behind = qualifiers.around(qualifier)
    if inside and inside in number:
        inside = ""
    return f"{before}{number}{inside}{measure}{behind}"
