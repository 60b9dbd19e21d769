"""What stands around a figure and is named by it: the things of an enumeration, what is behind it.

汽车、电池、光伏产品出口增长30% is of all three; 15所中小学、幼儿园 are of both kinds; of 科技、金融
两篇文章 the articles are counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.comparing.figures.clauses import STOPS, Clauses, Place
from search.comparing.figures.labelwords import VERBS

_BEHIND, _WHOLE = 20, 44  # characters of a label
_ITEM, _LIST = 12, 30  # characters of a thing in an enumeration, of all but the last
_LONG = 18  # … that ends with the same noun as the last
_FAR = 60  # characters of a sentence in which a verb has its object
_FIRST = ("其中", "全年", "累计", "预计", "全市", "全区", "今年", "去年", "通过", "使")
JOINTS = ("和", "及", "与", "以及", "或")
_NO_LABEL = re.compile(  # words with which what is counted ends
    "[内并占比较为是在到至共达从由将要已其均且以约](?:$|[到至为及且中内来后])"
    "|增(?!值)|减(?![税负排碳污])|升(?!级)|降(?![本碳噪])|提高|提升|上升|下降|同比|环比|全部|全面|累计|完成率|左右|分别|约[为占]|达到|占"
    "|(?:大关|关口|台阶)$"
)
_HANGING = frozenset(
    (
        *JOINTS,
        *["的", "等", "基本", "全部", "已", "均", "也", "进一步", "持续", "大幅", "一直"],
        *[
            "显著",
            "明显",
            "不断",
            "专门",
            "始终",
            "第",
            "过",
            "没有",
            "双",
            "实现",
            "被",
            "对",
            "向",
        ],
    )
)
_NOUNS = ("培训", "工程", "行动", "计划", "项目", "任务", "改造")
_PARTS = {  # of these words what follows makes a name
    "在": ("岗", "建", "校", "册", "编", "职", "读", "营", "研", "聘"),
    "和": ("美", "谐", "平"),
    **dict.fromkeys(("提升", "提高"), ("和", "与", *_NOUNS)),
    "增长": ("目标", *_NOUNS),
}
_OF_SIZE = re.compile(r"\s*(?:[总年]?(?:投资|产值|营收|营业收入|收入|面积|销售额|注册资本))?额?\s*")
_OVER = ("以上", "以下", "以内")
_SAID = re.compile("[是将已]|都(?!市)|均(?!衡)")
_OTHERS = re.compile(r"(?:、[^，。；、\d]{1,12})+等\d")  # 8个隧道和货轮、汽车等59个项目
MEANT = ("支持", "用于", "帮助")  # what money is for, and not what is counted


def behind_of(clauses: Clauses, place: Place) -> str:
    """Return what stands behind a figure in its clause, with the enumeration that begins there."""
    end = _attributed(clauses, place)
    edge = clauses.stop(end)
    stop = min(edge, clauses.right(end))
    words = clauses.between(end, stop)
    while words and words[0] in ("的", "多", "余"):
        del words[0]
    taken: list[str] = []
    for number, word in enumerate(words):
        if word in JOINTS:
            ends = not taken or (stop < edge and number + 1 == len(words))
        else:
            ends = _NO_LABEL.match(word) is not None and (
                bool(taken) or not clauses.text.endswith("次", 0, place.end)
            )
        if ends and not _is_part(words, number):
            break
        if taken and sum(map(len, taken)) + len(word) > _BEHIND:
            break
        taken.append(word)
    else:
        if taken and stop == edge:
            if _OTHERS.match(clauses.text, edge) and not set(JOINTS).isdisjoint(taken):
                taken = taken[: next(n for n, word in enumerate(taken) if word in JOINTS)]
            return "".join(taken) + _things_behind(clauses, edge)
        while taken[1:] and taken[-1] in VERBS:
            del taken[-1]  # what is done with another number
    taken = _noun(taken)
    if len(taken) == 1 and taken[0] in MEANT:
        return ""
    return "".join(taken)


def _is_part(words: Sequence[str], number: int) -> bool:
    """Say whether a word with which what is counted would end is part of its name: 在|岗党员,
    和|美乡村, 技能|提升|培训.
    """
    after = words[number + 1 : number + 2]
    heads = _PARTS.get(words[number]) if after else None
    return heads is not None and after[0].startswith(heads)


def _noun(taken: Sequence[str]) -> list[str]:
    """Return of words that break off what is surely whole: of 省份|实现|了|随迁|子女 the first."""
    words = list(taken)
    if "了" in words[2:]:
        del words[words.index("了", 2) - 1 :]
    for number in range(len(words) - 1, 0, -1):
        if words[number].startswith("在"):
            del words[number:]
    while words and (words[-1] in _HANGING):
        del words[-1]
    return words


def things_before(clauses: Clauses, start: int) -> str:
    """Return the enumeration whose last thing the clause names: 汽车、电池、 of
    汽车、电池、光伏产品出口增长30%; empty where some of it has a figure of its own.
    """
    edge = clauses.edge(start)
    if clauses.left(start + 1) > edge:
        return ""
    first = edge
    while first >= 0 and clauses.text[first] == "、":
        before = clauses.edge(first)
        noun = clauses.text[:start].rstrip("共计有约达")[-2:]
        alike = clauses.text.startswith(noun, first - 2)  # 规划、规划
        size = first - max(before + 1, clauses.left(first + 1))
        if size > (_LONG if alike else _ITEM) or edge - before > _LIST:
            return ""
        first = before
    if first == edge:
        return ""
    left = clauses.left(edge + 1)
    if left > first:
        if clauses.is_figure(left) or left > clauses.stop(first + 1):
            return ""
        first = left - 1  # a year before the first of them
    things = clauses.text[first + 1 : edge + 1].strip()
    return trimmed(things if "”" in things else things.replace("“", ""))


def is_enumerated(clauses: Clauses, start: int) -> bool:
    """Say whether the clause is the last of an enumeration without figures: 金融、科技两篇文章."""
    edge = clauses.edge(start)
    if edge < 0 or clauses.text[edge] != "、":
        return False
    return clauses.left(start + 1) <= max(0, clauses.edge(edge))


def object_of(clauses: Clauses, verb: str, start: int) -> str:
    """Return a verb with the object it has earlier in the sentence: 拟连续发行特别国债, 今年先
    发行1万亿元.
    """
    bare = verb.lstrip("先再又各共已均")
    edge = max(clauses.edge(start), 0)
    earlier = clauses.text[max(0, edge - _FAR) : edge]
    named = list(
        re.finditer(
            f"{re.escape(bare)}(?![班员费])[^，,。；;、！!？?：:（）()×*\\d\\n]{{2,16}}", earlier
        )
    )
    if not named or STOPS.search(earlier, named[-1].end()):
        return ""
    return named[-1][0]


def trimmed(label: str) -> str:
    """Return a label made of the text itself without what may open it."""
    for opener in _FIRST:
        label = label.removeprefix(opener)
    return label[-_WHOLE:]


def bounds(clauses: Clauses, place: Place, after: Place | None) -> bool:
    """Say whether the second figure tells which of the things are counted by the first:
    58个10亿元以上项目, 58个投资10亿元以上的项目.
    """
    if after is None or not place.thing:
        return False
    between = clauses.text[place.end : after.start]
    if not clauses.text.endswith(_OVER, after.start, after.end):
        return between == "过"  # 3个过千亿元产业
    return _OF_SIZE.fullmatch(between) is not None


def _attributed(clauses: Clauses, place: Place) -> int:
    """Return where what is counted can begin: of 58个10亿元以上项目 behind 以上."""
    after = clauses.place_from(place.end)
    return after.end if after and bounds(clauses, place, after) else place.end


def _things_behind(clauses: Clauses, edge: int) -> str:
    """Return the rest of an enumeration that goes on at `edge`, empty where what comes has a
    figure of its own: of 15所中小学、幼儿园 it is 、幼儿园.
    """
    end = edge
    while end < len(clauses.text) and clauses.text[end] == "、":
        after = clauses.stop(end + 1)
        if clauses.right(end) < after:
            break
        said = _SAID.search(clauses.text, end + 2, after)
        if said:  # 勤劳、善良的居民是最宝贵的财富
            return clauses.text[edge : said.start()]
        if after - end > _BEHIND or after - edge > _LIST:
            return "等" if end == edge else clauses.text[edge:end] + "等"
        end = after
    return clauses.text[edge:end]
