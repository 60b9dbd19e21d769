"""Words that say how a thing moved and not which: 同比增长, 比上年增加. They need a subject.

Also 分别: of A、B分别增长5%和3% each figure has a subject of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_VERB = (
    r"增长|增加|增产|增收|超(?:年初)?(?:计划|预算|预期|目标)|增收|下降|降低|减少|减产|提高|提升|上升|回升|上涨|下跌|回落|下滑|压减|压缩|缩短|精简|净增"
    r"|收窄|扩大|增幅|增速|涨幅|降幅|降|升|增|减|涨|翻|多|少|高|低"
)
_HOW = (
    r"同比|环比|[两三四五六七八九十]年(?:来|间)?|同口径|可比口径|全年|人均|户均|[比较](?![例重])[^，。；、]{1,18}?|年均|累计|实际|名义|分别|总体|平均|继续|连续|净"
    r"|[再又约各均共并]|增速|增幅"
)
_TO = r"(?:[了约近为达]|超过?|达到|[到至]|左右)*"
_MOVE = re.compile(rf"\s*(?:其中|并且?|且)?(?:{_HOW})*(?:{_VERB}){_TO}\s*")
_ABOVE = re.compile(  # 高于全国0.4个百分点
    r"[\s，,、]*(?:[高低快慢多少]于|高出|领先)[^，。；、\d]{2,14}\s*"
)
_ENDS = re.compile(
    rf"(?:同比|环比|[比较](?![例重])[^，。；、]{{1,10}}?|年均|累计|[大小]幅)*(?<!新)(?:{_VERB})[到至]?$"
)
_YEARS = re.compile(
    r"\s*(?:\d{4}|[一二三四五六七八九〇零]{4})年?度?(?=[^底末初\d]{2,}[增减提上下降])|[了约近]$|超过?$|达到?$|为$|\s|^[又再]"
)
_YEAR = re.compile(r"\d{4}")  # 比2019年 and, a year later, 比2020年
_THAN_YEAR = re.compile(r"[比较]\d{4}年?[底末初]?(?:的?同期)?")
_LOSS = re.compile("亏损|[净超]亏")
_UP = re.compile("增|[上提]升|提高|上涨|回升|扩大|[多高]$")
_DOWN = re.compile("减|下降|降低|下跌|回落|缩小|压降|收窄|[少低]$")
_BASIS = re.compile(
    rf"(?P<basis>同比|环比|[比较](?![例重])[^，。；、]{{1,18}}?)(?:分别|实际|名义|再)?(?:{_VERB}){_TO}$"
)
_SAME_BASIS = re.compile(r"^[比较](?:[上去]年度?(?:同期|末|底)?|上一?年同期|同期)$")
_CALLED = re.compile(r"(?:[一二三四五六七八九十]+|\d+)(?:期(?!间)|号线|号楼|标段)")
_UNLIKE = tuple(  # of each of these one is not the other, whatever else is said alike
    re.compile(words)
    for words in (
        "城镇|城市|农村|乡村",
        "中央|地方",
        "进出口|进口|出口",
        "收入|支出",
        "存款|贷款",
        "国有|民营|外资",
        "公办|民办",
        "幼儿园|小学|初中|高中|大学",
        "第[一二三]产业|[一二三]产",
        "国家级|省级|市级|区级|县级|镇级|村级",
        "大型|中型|小型|微型",
        "男|女",
        "法律议案|议案|法律(?!法规)|建议|提案",
        "[^的和与、]{2}性(?![质能别])",
    )
)
_SCOPE = re.compile(
    "、|和(?![平谐解美])|(?<!参)与|(?<![以涉惠普提触危])及(?![时格其])|以及|非(?![常洲遗公])|不含|(?<!免)除"
)
_MONTH_BASIS = re.compile(r"^[比较]上一?个?月$")
_JOINTS = re.compile("[、和与及]|以及")
_HOW_SAID = re.compile("(?:同比|环比|年均|实际|[比较][上去]年)+$")
_EACH = re.compile(r"[^，,。；;：:\n！？!?（）()…—|\t]*?分别[^，,。；;：:\n！？!?（）()…—|\t]*$")
_OF_FORMER = re.compile(
    rf"\s*(?P<how>同比|环比|[比较](?![例重])[^，。；、]{{1,10}}?)?分别(?:同比|实际|名义)?(?P<tail>(?:{_VERB}){_TO})\s*"
)
_SHARES_OF = re.compile(  # 航班30架、旅客80人，分别占全国的5%和6%
    r"\s*分别(?P<tail>占[^，。；、\d]{2,16}?(?:比重|比例)?)的?(?:达到?|为|超过?)?\s*"
)
_TOTALS = re.compile(r"[\s、，,]*(?:其中)?累计(?:分别)?(?:达到?|为|有)?(?:[了约近]|超过?)?\s*")
_RANKING = re.compile(
    r"[\s、，,]*(?:总?规模|总量|数量|增速|金额|占比|出口量|产量)?[由从]?(?:[上去]年)?(?:且|并|继续|稳定|连续|持续|均|已)*(?:排名?|位居|位列|[稳跃高]?居|列|升至|升到|保持)[^，。；、\d]{0,10}第\s*"
)
_FORMERLY = re.compile("^[由从](?:[上去]年)?")
_RANK_MOVE = re.compile("(?:上升|下降|跃升|提升|前移|跃居|升|降)[为到至]?第")
_AGAINST = re.compile(r"[\s、，,]*是[^，。；、]{1,10}的\s*")
_ONWARD = re.compile(r"[\s、，,]*(?:已|且|并)*连续\s*")
_REACHING = re.compile(
    r"[\s、，,]*(?:\d{4}年)?[\s、，,]*(?:预计|预期|将|力争)(?:可|能)?(?:达到?|为|突破|超过)\s*"
)
_NUMBER = re.compile(r"[\s、，,]*(?P<total>总数|总量)(?:已)?(?:达到?|为|有|超过?|突破)?\s*")
_OF_OTHER = re.compile(
    "|".join(
        f"(?:{each.pattern})"
        for each in (_RANKING, _RANK_MOVE, _AGAINST, _ONWARD, _TOTALS, _NUMBER, _REACHING)
    )
)
_LASTING = re.compile("连续.*$")
_ONGOING = re.compile("连续.*$|^(?:新增|净增)|(?:新增|净增)(?:达到?)?$")
SHARES = ("占比", "比重", "比例")
_SHARING = re.compile("占[^占]*(?:比重|比例)$|占比$|[的]?(?:比重|比例)$")
_HEADS = (  # what the last thing of an enumeration has for all of them, and of which things
    (re.compile("[谷麦稻米豆](?P<head>最低收购价.*)$"), re.compile("[谷麦稻米豆]$")),
    (
        re.compile(r".(?P<head>(?:居民)?(?:人均|平均)[^、]{1,14})$"),
        re.compile("[民镇村工保员户区金]$"),
    ),
    (
        re.compile("业(?P<head>增加值|总?产值|营业收入|营收|利润总?额?|投资|企业)$"),
        re.compile("业$"),
    ),
    (re.compile("[品药水](?P<head>(?:抽检|监测|检测)?合格率)$"), re.compile("[品药水]$")),
    (re.compile("[物硫氮](?P<head>排放量?)$"), re.compile("[物硫氮]$")),
    (re.compile("[\u4e00-\u9fff](?P<head>贷款余额)$"), re.compile("业$")),
    (re.compile("[款贷](?P<head>余额)$"), re.compile("[款贷存]$")),
    (re.compile("(?P<head>水质优良比例)$"), re.compile("水$")),
    (re.compile("[\u4e00-\u9fff](?P<head>案件)$"), re.compile("(?<![案件])$")),
    (
        re.compile(
            "[\u4e00-\u9fff](?P<head>进?出口(?:总?额)?|(?<!出)进口(?:总?额)?|产量|销量|产业规模)$"
        ),
        re.compile("(?<![口额量模])$"),
    ),
)
_SHALL = re.compile("(?<=[\u4e00-\\u9fff]{2})(?:要|都|将)$")
_AND_ALL = re.compile("等(?:“[^”]{1,8}”)?(?P<head>[^、”]{0,10})$")
_FROM = re.compile(rf"[从由].*?(?P<to>(?:{_VERB})[到至])?$")
_LAST = re.compile(r"(?:达到?|为|是|有|约|超过?)$")


def is_move(clause: str) -> bool:
    """Say whether the words before a figure tell only how something moved."""
    return _MOVE.fullmatch(clause) is not None or is_above(clause)


def is_above(clause: str) -> bool:
    """Say whether the words before a figure tell only to what something is held: 高于全国."""
    return ("于" in clause or "高出" in clause or "领先" in clause) and _ABOVE.fullmatch(
        clause
    ) is not None


def told(clause: str) -> str:
    """Return such words without years and what says nothing: 比2023年预算增加了 → 比预算增加."""
    return _YEARS.sub("", clause.strip())


def base(label: str) -> str:
    """Return a label without the movement at its end: 财政收入同比增长 → 财政收入."""
    return _ENDS.sub("", label)


def timeless(label: str) -> str:
    """Return a label without the year to which it is held: of two reports that is not one."""
    return _THAN_YEAR.sub("", label)


def is_of_other(clause: str) -> bool:
    """Say whether the words before a figure tell only how it stands to something told before:
    排名世界第, 是五年前的, 累计达到.
    """
    return _OF_OTHER.fullmatch(clause) is not None


def relation(clause: str, label: str) -> str:
    """Return such words as they stand behind a subject; `label` is what the words around say."""
    clause = clause.strip("\t 、，,\u3000")
    if _TOTALS.fullmatch(clause):
        return "累计"
    number = _NUMBER.fullmatch(clause)
    if number:
        return number["total"]
    if _REACHING.fullmatch(clause):
        return ""
    if _ONWARD.fullmatch(clause):
        return "连续" + label.removeprefix("连续").removesuffix("第")
    return _FORMERLY.sub("", told(clause)).removesuffix("第")


def subject_of(label: str) -> str:
    """Return of what a label tells without that something was added or went on: 新增公园 → 公园."""
    return _ONGOING.sub("", base(label))


def lasting(label: str) -> str:
    """Return of what a label tells without how long it went on."""
    return _LASTING.sub("", label)


def of_share(subject: str, move: str, figure: str) -> str:
    """Return of what a movement is that stands behind a share: of the share where it is told in
    points or reaches a value, of the thing where a rate is named (占比45%，增速12%), else `""`.
    """
    if "点" in figure or move.endswith(("到", "至")) or not figure.rstrip().endswith(("%", "％")):
        return subject
    if move.endswith(("增速", "增幅", "涨幅", "降幅")):
        return _SHARING.sub("", subject)
    return ""


def each(before: str, count: int) -> list[str] | None:
    """Return the labels of `count` figures that stand behind `before`, where that is an
    enumeration with 分别 of just so many things; None where it is not.
    """
    found = _EACH.search(before) if count > 1 and "分别" in before else None
    if found is None:
        return None
    things, _, tail = found[0].rpartition("分别")
    how = _HOW_SAID.search(things)
    if how:  # 收入和支出年均分别增长
        things, tail = things[: how.start()], how[0] + tail
    since = _FROM.match(tail.strip())
    if since:
        tail = since["to"] or ""
    for joints in (re.compile("、"), _JOINTS):
        parts = [part.strip() for part in joints.split(things)]
        if len(parts) == count and all(parts):
            parts[-1] = _SHALL.sub("", parts[-1])
            return [part + _LAST.sub("", tail.strip()) for part in _headed(parts)]
    return None


def _headed(parts: Sequence[str]) -> list[str]:
    """Return the things of an enumeration, each with the head that the last of them has."""
    *others, last = parts
    whole = _AND_ALL.search(last)
    if whole:  # 太阳能电池等“新三样”出口
        return [*(part + whole["head"] for part in others), last[: whole.start()] + whole["head"]]
    for heads, things in _HEADS:
        found = heads.search(last)
        if found:
            head = found["head"]
            return [_with_head(part, head) if things.search(part) else part for part in others] + [
                last
            ]
    return list(parts)


def _with_head(part: str, head: str) -> str:
    if part.endswith(("存", "贷")) and head == "余额":
        return f"{part}款{head}"  # 存、贷款余额
    return part + (head.removeprefix("居民") if part.endswith("居民") else head)


def of_former(before: str, former: Sequence[str]) -> list[str] | None:
    """Return the labels of figures behind a 分别 that says of the figures before it how each of
    them moved: 总部51家、中心20家，分别增加3家和2家.
    """
    if len(former) < 2 or not all(former):
        return None
    if "分别" in before and _TOTALS.fullmatch(before):
        return [subject_of(label) + "累计" for label in former]
    share = _SHARES_OF.fullmatch(before)
    if share:
        return [label + share["tail"] for label in former]
    found = _OF_FORMER.fullmatch(before)
    if found is None:
        return None
    return [base(label) + (found["how"] or "") + _LAST.sub("", found["tail"]) for label in former]


def basis(label: str) -> str:
    """Return to what a label holds its figure: 同比 for 比上年 too, `""` where it does not say."""
    found = _BASIS.search(label)
    if found is None:
        return ""
    if _SAME_BASIS.match(found["basis"]):
        return "同比"
    return "环比" if _MONTH_BASIS.match(found["basis"]) else _YEAR.sub("", found["basis"])


@lru_cache(4096)
def held(label: str) -> tuple[str, int, tuple[frozenset[str], ...]]:
    """Return the `basis` of a label, how often it is widened or narrowed (中央和地方财政,
    非金融类), and by what the thing is told from others of its kind: 二期, 城镇.
    """
    told_by = (frozenset(words.findall(label)) for words in (_CALLED, *_UNLIKE))
    return basis(label), len(_SCOPE.findall(label)), tuple(told_by)


@lru_cache(1 << 14)
def may_be_one(left: str, right: str) -> bool:
    """Say whether nothing in two labels speaks against their being of one thing."""
    if not left or not right or left == right:
        return True
    one, more, kinds = held(left)
    other, most, others = held(right)
    if (one and other and one != other) or more != most:
        return False
    return all(
        not mine or not theirs or mine & theirs for mine, theirs in zip(kinds, others, strict=True)
    )


def opposed(left: str, right: str) -> bool:
    """Say whether one label tells of more and the other of less: 增长 and 下降."""
    if (_LOSS.search(left) is None) is not (_LOSS.search(right) is None):  # 利润 and 亏损
        return True
    up, down = _UP.search(left) is not None, _DOWN.search(left) is not None
    other_up, other_down = _UP.search(right) is not None, _DOWN.search(right) is not None
    return up != down and other_up != other_down and up != other_up
