"""Contexts: what a figure counts, in the words around it. 受理群众诉求1.2万件 → 受理群众诉求.

The words before it in its clause, those behind where none are or where a bare verb is (解决35个
问题 → 解决问题). No grammar is done: what is said is a label to read and to find partners by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.model import Span
from search.comparing.differing.tokens import Cut
from search.comparing.figures.clauses import Clauses, Place
from search.comparing.figures.labelwords import (
    ACTS,
    EMPTY,
    MOST,
    OWN,
    VERBS,
    WAITS,
    WANTING,
)
from search.comparing.figures.moves import base, lasting, subject_of
from search.comparing.figures.stripping import stripped
from search.comparing.figures.subjects import share, with_subject
from search.comparing.figures.things import (
    JOINTS,
    MEANT,
    behind_of,
    bounds,
    is_enumerated,
    object_of,
    things_before,
)

_WHOLE = 44  # characters of a label
_BETWEEN = re.compile(r"[\s、，,和及与至到或共计—–~～-]*|[^。；;！!？?\n]{0,6}")
_MOVING = re.compile(r"(?:[由从]|[增减升降提扩缩上下].{0,3}?)?[到至为]$")
_GROUPS = re.compile(  # which of them, and not what: 第二批30项任务, 十方面34项实事
    r"(?:第[一二三四五六七八九十\d]+批|首批|[一二三四五六七八九十]+个?方面|\d+大类)\s*$"
)
_SINCE = re.compile(r"[从由](?:\d{4}|二[〇零○][〇零○一二三四五六七八九]{2})年?度?[底末]?的?$")
_TIMES = re.compile(r"是[^，。；、\d]{1,8}的$")  # 产值是上年的1.5倍
_ALONE = re.compile(r"\s*(?:[，,。；;！!？?：:、\n）)]|$)")
_TO_SORT = re.compile(
    r"[两二三四五六七八九十2-9](?=[个篇项条件类种大家座所])"
)  # 科技、金融两篇文章
_NOUN = 3  # characters of a noun that says little
_GIVING = frozenset(("为", "对", "给"))  # for whom, before those who are counted
_ON = re.compile(  # 连续9个月保持两位数增长
    r"保持[^，。；、\d]{0,4}增长|只[增减]不[增减]|净增加?|[正负]?增长|增加|提高|下降|减少|上升|增收|增产|盈利"
)
_PERSONS = re.compile("[人名位户]次?$")
_DONE_BY = re.compile("[^的人员民户]{2}的")
_BOUND = re.compile("^(?:超过?|近)|以[上下]$")
_THROUGH = ("持续", "历时", "长达", "历经", "为期")
_SETTING = ("基础", "情况", "前提", "同时")
_REACHED = re.compile("达|突破|超过")
_AHEAD = 2  # characters of 突破
_FUNDS = re.compile("[^，。、]{2,4}(?:资金|经费|项目|基金|补助|补贴)")  # 建设资金
_RECORD = re.compile("(?:屡|再|又)?创(?:出|下)?(?:历史)?新[高低]$")
_BASED = re.compile("在[^，]*基础上?又?$")
_LASTING = re.compile("(?:年|次|届|个?月|季度|天|小时|周年)$")


def contexts(
    text: str, places: Sequence[Place], walls: Sequence[Span], cut: Cut
) -> tuple[str, ...]:
    """Return what each of these figures counts, `""` where nothing says it.

    `walls` are the years and dates, in order: no label goes across.
    """
    return _Reading(text, places, walls, cut).labels() if places else ()


class _Reading:
    """One text being read for labels."""

    def __init__(self, text: str, places: Sequence[Place], walls: Sequence[Span], cut: Cut) -> None:
        self._text = text
        self._places = places
        self._clauses = Clauses(text, places, walls, cut)

    def labels(self) -> tuple[str, ...]:
        """Return the label of each place."""
        found: list[str] = []
        for number, place in enumerate(self._places):
            former = self._places[number - 1] if number else None
            label = self._label(place, former, found[-1] if found else "")
            found.append(with_subject(self._clauses, place, former, label, found))
        share(self._clauses, self._places, found)
        return tuple(found)

    def _label(self, place: Place, former: Place | None, label: str) -> str:
        if former and former.end >= place.end:  # the second of 3至5个
            return label
        start = self._opening(place)
        raw = self._clauses.before(start)
        before = stripped(raw)
        behind = behind_of(self._clauses, place)
        said = "".join(before)
        if former and bounds(self._clauses, former, place):
            return said.removesuffix("过")
        follows = self._text.startswith("的", place.end)
        if former and label and self._in_clause(former, place) and _MOVING.fullmatch(said):
            return label if said in ("到", "至") else (label + said)[-_WHOLE:]
        if (
            behind
            and raw
            and (
                (raw[-1] == "的" and len(behind) > _NOUN and not (place.by_share and "占" in said))
                or raw[-1] in ("和", "及", "与", "以及", "等", "方面", "领域")
                or (not place.by_share and not _GIVING.isdisjoint(raw[:2]))
            )
        ):
            return behind
        if behind and raw and raw[-1] == "的" and not place.by_share:
            return f"{said}的{behind}" if said else behind  # 已开工的57个项目
        if behind and (said in EMPTY or (raw[-1:] == ["有"] and place.thing and before[1:])):
            return behind
        if behind and former and label.endswith(said) and said and not place.by_share:
            endures = _LASTING.search(self._text, place.start, place.end)
            if self._clauses.edge(place.start) < former.end and not endures:
                return behind  # 592个贫困县1700万名学生
        if said and self._text.endswith(("番", "周年"), place.start, place.end):
            behind = ""
        if behind and follows and said.endswith(_THROUGH):
            return behind  # 持续30年的民心工程
        if said.endswith("连续"):  # 产量连续9年稳定, 人数连续两年增长
            onward = _ON.match(self._text, place.end)
            more = onward[0] if onward else behind
            if _LASTING.search(self._text, place.start, place.end):
                return said + more if more or said != "连续" else ""
            return said.removesuffix("连续")
        things = things_before(self._clauses, start) if said and raw[0] == before[0] else ""
        if said and behind and place.by_share and follows and not behind.startswith(_SETTING):
            # 占全国62%的入境航班, and of 大幅下降6.7%的困难局面 what went down
            return said + behind if base(said) == said else things + said
        if place.by_share and behind and raw[-1:] == ["的"]:
            return things + said  # 占生产总值的4%安排预算
        if said.endswith(MOST) and behind:
            return behind.partition("、")[0]
        if not said and raw and raw[-1] in EMPTY:
            return behind  # 分两轮对8个党委
        if (
            behind
            and _TO_SORT.match(self._text, place.start)
            and (is_enumerated(self._clauses, place.start) or not set(JOINTS).isdisjoint(raw))
        ):
            return behind
        if said and follows and not place.thing and len(before) == 1 and self._is_bound(place):
            return said  # 年收入超10亿元的企业
        if follows and _PERSONS.search(self._text, place.start, place.end) and WAITS.search(said):
            return said  # 惠及30万人的工程
        if said and behind and not place.by_share and (WAITS.search(said) or len(before) == 1):
            used = behind.startswith(VERBS) and not behind.startswith(MEANT)
            if used and self._is_money(place) and not _FUNDS.match(behind):
                return object_of(self._clauses, said, start) or said  # 投入3亿元实施改造
            if _DONE_BY.match(behind) and _PERSONS.search(self._text, place.start, place.end):
                return ""  # 完成30万人居住的棚户区改造: not who is counted
            verb = before[-1] if WAITS.search(before[-1]) else said
            if len(before) > 2 and before[-2] in JOINTS:  # 取消和下放
                verb = "".join(before[-3:])
            return verb + behind
        if self._is_between(place, raw, said, behind):
            return (said + behind)[-_WHOLE:]
        times = _TIMES.search(self._text, self._clauses.edge(start) + 1, start)
        if times and self._text.endswith("倍", place.start, place.end):
            return "".join(stripped(self._clauses.before(times.start()))) + times[0]
        if said and WAITS.fullmatch(said) and not place.by_share:
            of = object_of(self._clauses, said, start)
            if _PERSONS.search(self._text, place.start, place.end):
                return said  # 惠及1200人, 培训80人
            if of or not place.thing:
                return of or said
            return "" if WANTING.match(said) else said
        if said or behind:
            return things + said or behind
        if former and _BETWEEN.fullmatch(self._text, former.end, place.start):
            if _REACHED.search(self._text, former.end, place.start + _AHEAD):
                label = subject_of(_BASED.sub("", base(label)))  # 新增3条、突破20条
            return lasting(label)
        if not _ALONE.match(self._text, place.end):
            return ""
        return _RECORD.sub("", "".join(stripped(self._clauses.clause_before(place.start))))

    def _is_money(self, place: Place) -> bool:
        return self._text.endswith("元", place.start, place.end)

    def _is_bound(self, place: Place) -> bool:
        """Say whether a figure bounds what has it: 超10亿元, 60岁以上."""
        return _BOUND.search(self._text[place.start : place.end]) is not None

    def _is_between(self, place: Place, raw: Sequence[str], said: str, behind: str) -> bool:
        """Say whether a number of things stands inside their name: 完成督察11项问题整改."""
        if not place.thing or not said or not behind:
            return False
        if said.endswith(OWN):
            return True
        if self._clauses.right(place.end) < self._clauses.stop(place.end):
            return False
        if raw[-1] == "了":
            return True
        return said.startswith(VERBS) and not behind.startswith(ACTS)

    def _opening(self, place: Place) -> int:
        """Return where the words before a figure end: before 第二批, and before 从2017年的."""
        edge = self._clauses.edge(place.start)
        since = _SINCE.search(self._text, edge + 1, place.start)
        if since:
            return since.start()
        groups = _GROUPS.search(self._text, edge + 1, place.start)
        return groups.start() if groups else place.start

    def _in_clause(self, former: Place, place: Place) -> bool:
        return self._clauses.edge(place.start) < former.end
