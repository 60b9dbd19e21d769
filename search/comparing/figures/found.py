"""The figures of one text: what each is, what it is worth, what it counts and in what measure."""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from index.measures import Measure, is_share, is_thing, measure_at, money_before, money_named
from index.model import Span
from search.comparing.differing.tokens import Cut
from search.comparing.figures import qualifiers
from search.comparing.figures.cells import Cell, cells
from search.comparing.figures.clauses import Place
from search.comparing.figures.contexts import contexts
from search.comparing.figures.periods import YEARS, is_state, periods
from search.comparing.figures.signs import DASHES
from search.comparing.figures.tokens import SCALES, Token, tokens
from search.comparing.figures.uncounted import Sense, sensing

_COUNTED = (Sense.COUNTED, Sense.RANK)
_WALLS = (Sense.YEAR, Sense.DATE, Sense.MARKER)
_COMPARED = re.compile("[比较]")  # 比2010年增长: of how it moved
_EXACT = ("番", "成", "倍")  # 翻一番 is no manner of speaking
_SPACE = re.compile("[\\s\u200b\u2060\ufeff]*")
_PERIOD = re.compile(r"\s*(?:年度?|月份?|日|时|点|季度|年代|[底末初])*")
_TOTAL = re.compile("(?:累计|总计|年均(?![浓值]))[^，。；、]*$")
_CLAUSE = 20  # characters before a figure
_TO = re.compile(r"[至到]")
_RANGE = re.compile(rf"\s*(?:[{re.escape(DASHES)}]+|至|到)\s*")
_LIST = re.compile(r"\s*(?:、|或者?|和|及|与|以及)\s*")
_PLAIN_LIST = re.compile(r"\s*、\s*")  # of Chinese numbers, which stand in words: 一带一路和三农
_UNLIKE = 1000  # times as much as the next number of a list: then its scale is not meant


@dataclass(frozen=True, slots=True)
class Found:
    """A number as written at `span`: `token` with its sign and scale, without its measure.

    `value` counts the scale; None for masks and what stands for no number. `scale` is the 万 or
    亿 it ends with, `measure` what stands behind (件, 元, %). `context` is what is counted and
    `qualifier` what makes it a bound or a guess; both only of what is counted. A `faint` figure
    is a lone 一 (一次), more often a word than a number, or a 0 in a table. `full` is the token
    with its measure, `column` the place among the `columns` numbers of a table's row. A `leaving`
    figure is what something was before (从8亿增加到9亿), a `total` one is over more than one time
    (累计, 年均). `period` is the time over which it was counted, as `periods` tells it. `bound` is
    -1 for the lower end of a range, 1 for the upper one. `stated` says that its scale stands over
    its column and not in `token`.
    """

    span: Span
    token: str
    value: Decimal | None
    scale: str = ""
    measure: str = ""
    context: str = ""
    qualifier: str = ""
    sense: Sense = Sense.COUNTED
    masked: bool = False
    faint: bool = False
    full: str = ""
    column: int = 0
    columns: int = 0
    leaving: bool = False
    total: bool = False
    period: str = ""
    bound: int = 0
    stated: bool = False

    @property
    def is_counted(self) -> bool:
        """Say whether it counts or ranks something, so that it can be compared."""
        return self.sense in _COUNTED


def figures_of(text: str, cut: Cut) -> tuple[Found, ...]:
    """Return the numbers and masks of a passage, counted or not, in their order.

    `cut` is asked only for the sentences in which something is counted.
    """
    sense = sensing(text)
    bounded = _bounded(text, tokens(text))
    senses = [sense(one.token, one.measure) for one in bounded]
    bounds = _bounds(text, bounded)
    in_cells = _in_cells(bounded, cells(text))
    counted = [n for n, one in enumerate(senses) if one in _COUNTED and n not in in_cells]
    walls = [
        _wall(text, one.token.span)
        for one, said in zip(bounded, senses, strict=True)
        if said in _WALLS and not _COMPARED.match(text, max(0, one.token.span.start - 1))
    ]
    told = dict(
        zip(counted, _told(text, [bounded[n].place for n in counted], walls, cut), strict=True)
    )
    found = [
        _found(text, one, senses[n], bounds[n], told.get(n, _NOTHING))
        for n, one in enumerate(bounded)
    ]
    for n, cell in in_cells.items():
        found[n] = _in_cell(found[n], cell)
    return tuple(found)


def _bounds(text: str, bounded: Sequence[_Bounded]) -> list[int]:
    """Return of each number whether it is the lower end of a range (-1), the upper one, or none."""
    bounds = [0] * len(bounded)
    for n, after in itertools.pairwise(range(len(bounded))):
        if _RANGE.fullmatch(text, bounded[n].end, bounded[after].token.span.start):
            bounds[n], bounds[after] = -1, 1
    return bounds


class _Told(NamedTuple):
    """What the words around a counted figure tell of it, as `Found` holds it."""

    label: str = ""
    total: bool = False
    period: str = ""
    leaving: bool = False


_NOTHING = _Told()


def _told(text: str, places: Sequence[Place], walls: Sequence[Span], cut: Cut) -> Iterator[_Told]:
    if not places:
        return
    spans = periods(text, [place.start for place in places])
    labels = contexts(text, places, walls, cut)
    for n, (place, label, period) in enumerate(zip(places, labels, spans, strict=True)):
        total = _TOTAL.search(text, max(0, place.start - _CLAUSE), place.start) is not None
        untimed = period == YEARS and is_state(label, total)
        leaving = n + 1 < len(labels) and _moves_on(label, labels[n + 1])
        yield _Told(label, total, "" if untimed else period, leaving)


def _moves_on(label: str, after: str) -> bool:
    """Say whether the second figure is what the first became: 失业率 5.2 降到 5."""
    return label != after and after[-1:] in ("到", "至", "为") and after.startswith(label)


def _in_cells(bounded: Sequence[_Bounded], table: Sequence[Cell]) -> dict[int, Cell]:
    """Return the cells of table rows in which figures stand, by the numbers of those."""
    starts = [cell.span.start for cell in table]
    found = {}
    for n, one in enumerate(bounded if table else ()):
        at = bisect_right(starts, one.token.span.start) - 1
        if at >= 0 and one.token.span.start < table[at].span.end:
            found[n] = table[at]
    return found


def _in_cell(one: Found, cell: Cell) -> Found:
    """Return a figure of a table row with the label of its row; a code counts nothing."""
    if cell.code:
        return Found(one.span, one.token, one.value, one.scale, sense=Sense.NUMBER)
    counted = replace(one, sense=Sense.COUNTED) if one.sense is not Sense.MARKER else one
    return replace(
        counted,
        context=_of_column(cell),
        column=cell.column,
        columns=cell.columns,
        faint=one.value == 0,
        full=one.full or one.token,
    )


def _of_column(cell: Cell) -> str:
    if cell.column > 1:
        return f"{cell.label}（第{cell.column}列）" if cell.label else f"第{cell.column}列"
    return cell.label


@dataclass(frozen=True, slots=True)
class _Bounded:
    """A token with the measure and the qualifiers that stand around it."""

    token: Token
    measure: Measure | None
    qualifier: str
    place: Place
    end: int  # of the measure behind it


def _bounded(text: str, read: Sequence[Token]) -> list[_Bounded]:
    """Find measures from the end, for in 3至5个 the first number has that of the second."""
    found: list[_Bounded] = []
    for token in reversed(read):
        follower = found[-1] if found else None
        found.append(_with_measure(text, token, follower))
    found.reverse()
    return found


def _with_measure(text: str, token: Token, follower: _Bounded | None) -> _Bounded:
    start, end = token.span
    inside = qualifiers.inside(text, end)
    space = _SPACE.match(text, end + len(inside))
    measure = measure_at(text, space.end() if space else end)
    if token.share:  # 百分之五; of 三分之一 there is no measure
        measure = Measure(token.share, end) if token.worth is not None else None
    own = max(end, measure.end) if measure else end
    after = own if measure else end + len(inside)
    if measure is None and follower and _is_followed(text, token, follower):
        measure, after = follower.measure, follower.place.end
        token = _scaled(token, follower.token)
    money = money_before(text, start)
    if money is not None and (measure is None or measure.name == "元"):
        measure = Measure(money_named(text[money.start : money.end]), own)
        start = money.start
    before = qualifiers.before(text, start)
    behind = qualifiers.behind(text, after)
    told = qualifiers.together(before, token.rough or inside, behind)
    by_share = measure is not None and is_share(measure.name)
    shared = end if after > own else 0
    thing = measure is not None and is_thing(measure.name)
    place = Place(start - len(before), max(after + len(behind), end), by_share, shared, thing)
    return _Bounded(token, measure, told, place, own)


def _is_followed(text: str, token: Token, follower: _Bounded) -> bool:
    """Say whether a number goes on as a range or a list with the next one."""
    joints = (_TO, _PLAIN_LIST) if token.is_chinese else (_RANGE, _LIST)
    start, end = token.span.end, follower.token.span.start
    return any(joint.fullmatch(text, start, end) for joint in joints)


def _scaled(token: Token, follower: Token) -> Token:
    """Give a number the scale that is said once, behind the last of a list: 1.2、3.4亿元."""
    scale = follower.scale
    if not scale or token.scale or token.worth is None or follower.worth is None:
        return token
    times = math.prod(SCALES[one] for one in scale)
    if token.worth * times >= _UNLIKE * follower.worth:
        return token  # 5000至1万元
    return replace(
        token, text=token.text + scale, worth=token.worth * times, scale=scale, shared=True
    )


def _found(text: str, one: _Bounded, sense: Sense, bound: int, told: _Told) -> Found:
    token = one.token
    if sense not in _COUNTED:
        return Found(token.span, token.text, token.worth, token.scale, sense=sense, bound=bound)
    return Found(
        token.span,
        token.text,
        token.worth,
        token.scale,
        one.measure.name if one.measure else "",
        told.label,
        one.qualifier,
        sense=sense,
        masked=token.masked,
        faint=token.text == "一" and one.measure is not None and one.measure.name not in _EXACT,
        full=text[token.span.start : one.end],
        leaving=told.leaving,
        total=told.total,
        period=told.period,
        bound=bound,
    )


def _wall(text: str, span: Span) -> Span:
    """Return where a year or date stands with its 年, 月 or 日."""
    behind = _PERIOD.match(text, span.end)
    return Span(span.start, behind.end() if behind else span.end)
