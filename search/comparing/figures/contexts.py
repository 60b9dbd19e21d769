"""Contexts: what a figure counts, in the words around it. 受理群众诉求1.2万件 → 受理群众诉求.

The words before it in its clause, those behind where none are or where a bare verb is (解决35个
问题 → 解决问题). No grammar is done: what is said is a label to read and to find partners by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.model import Span
from search.comparing.differing.tokens import Cut
from search.comparing.figures.clauses import STOPS, Clauses, Place
from search.comparing.figures.labelwords import (
    ACTS,
    ATTRIBUTES,
    BARE,
    BUILT,
    EMPTY,
    LISTING,
    MOST,
    OWN,
    PAPERS,
    VERBS,
    WANTING,
)
from search.comparing.figures.moves import (
    SHARES,
    base,
    each,
    is_above,
    is_move,
    is_of_other,
    lasting,
    of_former,
    of_share,
    relation,
    subject_of,
    told,
)
from search.comparing.figures.stripping import stripped
from search.comparing.figures.things import (
    JOINTS,
    behind_of,
    bounds,
    is_enumerated,
    object_of,
    things_before,
    trimmed,
)

_WHOLE = 44  # characters of a label
_BETWEEN = re.compile(r"[\s、，,和及与至到或共计—–~～-]*|[^。；;！!？?\n]{0,6}")
_MOVING = re.compile(r"(?:[由从]|[增减升降提扩缩上下].{0,3}?)?[到至为]$")
_GROUPS = re.compile(  # which of them, and not what: 第二批30项任务, 十方面34项实事
    r"(?:第[一二三四五六七八九十\d]+批|首批|[一二三四五六七八九十]+个?方面)\s*$"
)
_SINCE = re.compile(r"[从由](?:\d{4}|二[〇零○][〇零○一二三四五六七八九]{2})年?度?[底末]?的?$")
_TIMES = re.compile(r"是[^，。；、\d]{1,8}的$")  # 产值是上年的1.5倍
_ALONE = re.compile(r"\s*(?:[，,。；;！!？?：:、\n）)]|$)")
_TO_SORT = re.compile(r"[两二三四五六七八九十2-9](?=[个篇项条件类种大])")  # 科技、金融两篇文章
_NOUN = 3  # characters of a noun that says little
_GIVING = frozenset(("为", "对", "给"))  # for whom, before those who are counted
_ON = re.compile("增长|增加|提高|下降|减少|上升|增收|增产|盈利")
_PERSONS = re.compile("[人名位户]次?$")
_DONE_BY = re.compile("[^的人员民户]{2}的")
_THROUGH = ("持续", "历时", "长达", "历经", "为期")
_SETTING = ("基础", "情况", "前提", "同时")
_LED = re.compile(r"^[\s，,、]*(?:19|20)\d\d年")  # 2010年比上年减少
_RECORD = re.compile("(?:屡|再|又)?创(?:出|下)?(?:历史)?新[高低]$")
_ADDED = re.compile(r"[\s，,、]*(?:(?:平均|日均)?(?:每[天日月年])?)(?:新增|净增)\s*")
_BASED = re.compile("在[^，]*基础上?又?$")
_LASTING = re.compile("(?:年|个月|天|小时|周年)$")
_NEXT = re.compile(r"\s*(?:[、，,]|和|与|及|以及)\s*")
_VERBS = re.compile(
    f"[先再又各共已均]?(?:{'|'.join(VERBS)})[好出了]?$"
)  # a label that waits for an object


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
            found.append(self._with_subject(place, former, label, found))
        self._share(found)
        return tuple(found)

    def _with_subject(
        self, place: Place, former: Place | None, label: str, found: Sequence[str]
    ) -> str:
        """Return a label that says only how something moved with what it was that moved."""
        edge = max(self._clauses.edge(place.start), former.end - 1 if former else -1)
        clause = _LED.sub("", self._text[edge + 1 : place.start])
        adds = False
        if label.startswith(("占", "相当于")) and not is_move(clause):
            move = label
        elif is_of_other(clause):
            if not former or self._clauses.edge(max(edge, 0)) >= former.end:
                return label  # of what it tells stands too far away
            move = relation(clause, label)
            adds = move in ("累计", "总数", "总量")
        elif is_move(clause):
            move = told(clause)
        elif former and _ADDED.fullmatch(clause) and base(found[-1]) != found[-1]:
            move = clause.strip("，,、 ")  # 企业增长21%，平均每天新增1.2万户
        else:
            return self._with_verb(place, former, label, found)
        subject = ""
        if former and not STOPS.search(self._text, former.end, place.start):
            former_label = base(found[-1]) or found[-1]
            if is_above(clause):
                former_label = found[-1]  # of what it is higher, and how that moved
            subject = subject_of(former_label) if adds else lasting(former_label)
        if not subject:
            subject = _BASED.sub(
                "", base("".join(stripped(self._clauses.clause_before(place.start))))
            )
        if not subject and label.startswith(move):
            return label  # 降低900万个体户税负
        if move.endswith(("占比", "占比增长")) or (subject.endswith(SHARES) and place.by_share):
            subject = of_share(subject, move, self._text[place.start : place.end])
            if not subject:
                return ""
        return (subject + move)[-_WHOLE:]

    def _with_verb(
        self, place: Place, former: Place | None, label: str, found: Sequence[str]
    ) -> str:
        """Return the label of a thing in a list with the 新增 that is said of the first alone."""
        if not former or not label or place.by_share or label.startswith(VERBS):
            return "" if label in BARE or BUILT.fullmatch(label) else label
        edge = self._clauses.edge(place.start)
        if BUILT.fullmatch(label):
            of = BUILT.sub("", found[-1])
            apart = STOPS.search(self._text, former.end, place.start)
            return "" if apart or of in ("", found[-1]) else of + label
        if label in ATTRIBUTES:
            apposed = former.thing and self._text[edge] == "、" and edge >= former.end
            apposed = apposed and self._clauses.edge(edge) < former.end
            if apposed:
                return found[-1] + label  # 上市公司88家、总市值60亿元
            return "" if label in BARE else label
        if label in PAPERS and found[-1].endswith(PAPERS) and edge >= former.end:
            return found[-1][:-2] + label  # 代表议案5件、建议80件
        verb = next((verb for verb in LISTING if found[-1].startswith(verb)), "")
        if not verb or edge < former.end or self._text[edge] != "、":
            return label
        return label if self._clauses.edge(edge) >= former.end else verb + label

    def _share(self, found: list[str]) -> None:
        """Give the figures behind 分别 each its own label, where there are as many things."""
        clauses = self._clauses
        number = 0
        while number < len(found):
            final = number
            while final + 1 < len(found) and _NEXT.fullmatch(
                self._text,
                self._places[final].own or self._places[final].end,
                self._places[final + 1].start,
            ):
                final += 1
            stop = clauses.wall(clauses.edge(self._places[number].start))
            before = self._text[stop + 1 : self._places[number].start]
            labels = each(before, final - number + 1)
            if labels is None and final > number and "分别" not in before:
                thing = base(before)  # 城镇收入和农村收入增长8%和9%
                if thing != before and self._is_and(final):
                    labels = each(f"{thing}分别{before[len(thing) :]}", final - number + 1)
            if labels is None and before.startswith("分别") and self._text[stop] in "，,":
                begin = clauses.wall(clauses.edge(stop))
                if self._clauses.left(stop + 1) <= begin:  # A和B，分别增长5%和3%
                    named = self._text[begin + 1 : stop] + before
                    labels = each(named, final - number + 1)
            if labels is None:
                labels = of_former(before, found[max(0, 2 * number - final - 1) : number])
                labels = labels if labels and len(labels) == final - number + 1 else None
            if labels:
                found[number : final + 1] = [trimmed(label) for label in labels]
            number = final + 1

    def _is_and(self, number: int) -> bool:
        """Say whether a figure is joined to the one before it by 和."""
        former, place = self._places[number - 1 : number + 1]
        return self._text[former.own or former.end : place.start].strip() in ("和", "与")

    def _label(self, place: Place, former: Place | None, label: str) -> str:
        if former and former.end >= place.end:  # the second of 3至5个
            return label
        start = self._opening(place)
        raw = self._clauses.before(start)
        before = stripped(raw)
        behind = behind_of(self._clauses, place)
        said = "".join(before)
        if former and bounds(self._clauses, former, place):
            return said
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
            more = behind or (onward[0] if onward else "")
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
        if said and behind and not place.by_share and (_VERBS.search(said) or len(before) == 1):
            if _DONE_BY.match(behind) and _PERSONS.search(self._text, place.start, place.end):
                return ""  # 完成30万人居住的棚户区改造: not who is counted
            verb = before[-1] if _VERBS.search(before[-1]) else said
            if len(before) > 2 and before[-2] in JOINTS:  # 取消和下放
                verb = "".join(before[-3:])
            return verb + behind
        if self._is_between(place, raw, said, behind):
            return (said + behind)[-_WHOLE:]
        times = _TIMES.search(self._text, self._clauses.edge(start) + 1, start)
        if times and self._text.endswith("倍", place.start, place.end):
            return "".join(stripped(self._clauses.before(times.start()))) + times[0]
        if said and _VERBS.fullmatch(said) and not place.by_share:
            of = object_of(self._clauses, said, start)
            if _PERSONS.search(self._text, place.start, place.end):
                return said  # 惠及1200人, 培训80人
            if of or not place.thing:
                return of or said
            return "" if WANTING.match(said) else said
        if said or behind:
            return things + said or behind
        if former and _BETWEEN.fullmatch(self._text, former.end, place.start):
            if "达" in self._text[former.end : place.start]:
                label = _BASED.sub("", base(label))
            return lasting(label)
        if not _ALONE.match(self._text, place.end):
            return ""
        return _RECORD.sub("", "".join(stripped(self._clauses.clause_before(place.start))))

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
