"""Periods: over what time a figure was counted. 五年累计投入50亿元 is no partner of 全年投入12亿元.

The last word of time in its sentence says it; where none is, whoever knows the passage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from search.comparing.figures.signs import DASHES

YEAR = "年"
YEARS = "多年"

_TO = re.escape(DASHES) + "至到"
_NUMBER = "[两三四五六七八九十]"
_SEVERAL = (
    rf"(?:过去|今后|未来|最近|这|前|(?<![附最临靠])近)的?(?:{_NUMBER}|[2-9]|10)年|(?:{_NUMBER}|[2-9]|10)年(?:来|间|以来|[累共总]计|共)"
    rf"|{_NUMBER}届(?:累计|以来)|本届政府|任期[内以]|“?十[一二三四五六]五”?(?:以来|期间|时期)"
    rf"|党的十[八九]大以来|(?<=[，。；：\n]){_NUMBER}年(?=[^，。；、来间年内])|^{_NUMBER}年(?=[^，。；、来间年内])"
)
_PART = (
    rf"[上下]半年|第?[一二三四]季度|前[一二三四五六七八九十\d]+个?(?:月|季度)|\d{{1,2}}\s*[{_TO}]\s*\d{{1,2}}月份?"
    rf"|(?<![\d年])\d{{1,2}}月份|[上本当]月"
)
_WHOLE = r"全年|[今去本当上]年|年内|过去一年|一年来|(?:19|20)\d\d年"
_MONTH = rf"(?<![\d年{_TO}])\d{{1,2}}月(?![\d份底末初前{_TO}])"  # 3月办结20件: a time of its own
# With these all of them begin: to ask for them first takes a third of the time.
_FIRST = r"(?=[过今未最这前近本任“党上下当去全年第一二两三四五六七八九十\d。！？!?\n])"
_TIMES = re.compile(
    f"{_FIRST}(?:(?P<several>{_SEVERAL})|(?P<part>{_PART})|(?P<whole>{_WHOLE})|(?P<stop>[。！？!?\n]|{_MONTH}))"
)
_YEARS = re.compile(_SEVERAL)
_COMPARED = re.compile(
    r"[比较于从由与是自到]$|占$"
)  # 比去年: not when it was, but to what it is held
_STATE = re.compile(
    "(?:[增减升降提扩缩上下回跃达].{0,2}[到至]|规模|总量|总数|余额|[率度](?:达到?|为)?|比重|占比|比例|保有量|拥有量|里程|水平|标准"
    "|浓度|覆盖面|人口|累计)$"
)


def periods(text: str, starts: Sequence[int]) -> list[str]:
    """Return for each place the period that its sentence tells before it: YEAR, YEARS, or a part
    of a year as it is called (上半年); `""` where it tells none.
    """
    edges, told = [-1], [""]
    for found in _TIMES.finditer(text):
        if found["stop"]:
            period = ""
        elif _COMPARED.search(text, max(0, found.start() - 1), found.start()):
            continue
        elif found["several"]:
            period = YEARS
        else:
            period = found[0].removeprefix("第") if found["part"] else YEAR
        edges.append(found.start())
        told.append(period)
    return [told[bisect_right(edges, start) - 1] for start in starts]


def alike(left: str, right: str) -> bool:
    """Say whether figures of these two periods can be held against each other."""
    return (left or YEAR) == (right or YEAR)


def is_state(label: str, total: bool) -> bool:
    """Say whether a label is of what stood at the end of a time, however long that was; `total`
    says that it is over more than one time (年均失业率).
    """
    return _STATE.search(label) is not None and (not total or label.endswith("累计"))


def names_years(text: str) -> bool:
    """Say whether a heading, or the sentence that opens a passage, speaks of several years."""
    return _YEARS.search(text) is not None
