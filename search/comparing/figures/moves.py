"""Words that say how a thing moved and not which: 同比增长, 比上年增加. They need a subject.

Also 分别: of A、B分别增长5%和3% each figure has a subject of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_VERB = (
    r"增长|增加|增产|增收|下降|降低|减少|减产|提高|提升|上升|回升|上涨|下跌|回落|下滑|压减|压缩|缩短|精简|净增"
    r"|收窄|扩大|增幅|增速|涨幅|降幅|降|升|增|减|涨|翻|多|少|高|低"
)
_HOW = (
    r"同比|环比|同口径|可比口径|[比较](?![例重])[^，。；、]{1,18}?|年均|累计|实际|名义|分别|总体|平均|继续|连续|净"
    r"|[再又约各均共并]|增速|增幅"
)
_TO = r"(?:[了约近为达]|超过?|达到|[到至]|左右)*"
_MOVE = re.compile(rf"\s*(?:其中|并且?|且)?(?:{_HOW})*(?:{_VERB}){_TO}\s*")
_ENDS = re.compile(
    rf"(?:同比|环比|[比较](?![例重])[^，。；、]{{1,10}}?|年均|累计)*(?:{_VERB})[到至]?$"
)
_YEARS = re.compile(
    r"\s*(?:\d{4}|[一二三四五六七八九〇零]{4})年?度?|[了约近]$|超过?$|达到?$|为$|\s"
)
_LOSS = re.compile("亏损|[净超]亏")
_UP = re.compile("增|[上提]升|提高|上涨|回升|扩大|[多高]$")
_DOWN = re.compile("减|下降|降低|下跌|回落|缩小|压降|收窄|[少低]$")
_BASIS = re.compile(
    rf"(?P<basis>同比|环比|[比较](?![例重])[^，。；、]{{1,18}}?)(?:分别|实际|名义|再)?(?:{_VERB}){_TO}$"
)
_SAME_BASIS = re.compile(r"^[比较](?:[上去]年度?(?:同期|末|底)?|上一?年同期|同期)$")
_MONTH_BASIS = re.compile(r"^[比较]上一?个?月$")
_JOINTS = re.compile("[、和与及]|以及")
_EACH = re.compile(r"[^，,。；;：:\n！？!?（）()…—|\t]*?分别[^，,。；;：:\n！？!?（）()…—|\t]*$")
_OF_FORMER = re.compile(
    rf"\s*(?P<how>同比|环比|[比较](?![例重])[^，。；、]{{1,10}}?)?分别(?:同比|实际|名义)?(?P<tail>(?:{_VERB}){_TO})\s*"
)
_LAST = re.compile(r"(?:达到?|为|是|有|约|超过?)$")


def is_move(clause: str) -> bool:
    """Say whether the words before a figure tell only how something moved."""
    return _MOVE.fullmatch(clause) is not None


def told(clause: str) -> str:
    """Return such words without years and what says nothing: 比2023年预算增加了 → 比预算增加."""
    return _YEARS.sub("", clause.strip())


def base(label: str) -> str:
    """Return a label without the movement at its end: 财政收入同比增长 → 财政收入."""
    return _ENDS.sub("", label)


def each(before: str, count: int) -> list[str] | None:
    """Return the labels of `count` figures that stand behind `before`, where that is an
    enumeration with 分别 of just so many things; None where it is not.
    """
    found = _EACH.search(before)
    if found is None or count < 2:
        return None
    things, _, tail = found[0].rpartition("分别")
    for joints in (re.compile("、"), _JOINTS):
        parts = [part.strip() for part in joints.split(things)]
        if len(parts) == count and all(parts):
            return [part + _LAST.sub("", tail.strip()) for part in parts]
    return None


def of_former(before: str, former: Sequence[str]) -> list[str] | None:
    """Return the labels of figures behind a 分别 that says of the figures before it how each of
    them moved: 总部51家、中心20家，分别增加3家和2家.
    """
    found = _OF_FORMER.fullmatch(before)
    if found is None or len(former) < 2 or not all(former):
        return None
    return [base(label) + (found["how"] or "") + _LAST.sub("", found["tail"]) for label in former]


def basis(label: str) -> str:
    """Return to what a label holds its figure: 同比 for 比上年 too, `""` where it does not say."""
    found = _BASIS.search(label)
    if found is None:
        return ""
    if _SAME_BASIS.match(found["basis"]):
        return "同比"
    return "环比" if _MONTH_BASIS.match(found["basis"]) else found["basis"]


def opposed(left: str, right: str) -> bool:
    """Say whether one label tells of more and the other of less: 增长 and 下降."""
    if (_LOSS.search(left) is None) is not (_LOSS.search(right) is None):  # 利润 and 亏损
        return True
    up, down = _UP.search(left) is not None, _DOWN.search(left) is not None
    other_up, other_down = _UP.search(right) is not None, _DOWN.search(right) is not None
    return up != down and other_up != other_down and up != other_up
