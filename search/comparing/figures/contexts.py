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
from search.comparing.figures.labelwords import OPENERS, TAILS, VERBS
from search.comparing.figures.moves import (
    SHARES,
    base,
    each,
    is_move,
    is_of_other,
    lasting,
    of_former,
    of_share,
    relation,
    subject_of,
    told,
)
from search.comparing.figures.things import (
    JOINTS,
    behind_of,
    is_enumerated,
    object_of,
    things_before,
    trimmed,
)

_BEFORE, _WHOLE = 28, 44  # characters of a label
# Of these a total and what came are not the same.
_LISTING = ("新增", "净增", "增加", "减少", "新建改建", "新改建", "新建")
_SPAN = re.compile(r"[近前]?[一二两三四五六七八九十几\d]+年[来间]?")
_BETWEEN = re.compile(r"[\s、，,和及与至到或共计—–~～-]*|[^。；;！!？?\n]{0,6}")
_ATTACHED = re.compile(
    r"(?<=[率量数额值比度])(?:达到|达|为|约|超|近|拟按?|[控保稳维][制持定]在?|拟?安排|首次突破)$"
)
_MOVING = re.compile(r"(?:[由从]|[增减升降提扩缩上下].{0,3}?)?[到至为]$")
_GROUPS = re.compile(  # which of them, and not what: 第二批30项任务, 十方面34项实事
    r"(?:第[一二三四五六七八九十\d]+批|首批|[一二三四五六七八九十]+个?方面)\s*$"
)
_SINCE = re.compile(r"[从由](?:\d{4}|二[〇零○][〇零○一二三四五六七八九]{2})年?度?[底末]?的?$")
_TIMES = re.compile(r"是[^，。；、\d]{1,8}的$")  # 产值是上年的1.5倍
_ALONE = re.compile(r"\s*(?:[，,。；;！!？?：:、\n）)]|$)")
_TO_SORT = re.compile(r"[两二三四五六七八九十](?=[个篇项条件类种大])")  # 科技、金融两篇文章
_BOUND = {  # no filling before these: 全社会研发投入, 再就业补助
    "全": ("社会", "口径", "行业", "链条", "流程", "过程", "要素"),
    "再": ("就业", "贷款", "融资", "保险", "制造", "生产"),
}
_GIVING = frozenset(("为", "对", "给"))  # for whom, before those who are counted
_THROUGH = ("持续", "历时", "长达", "历经", "为期")
_SETTING = ("基础", "情况", "前提", "同时")
_EACH = {"人均", "户均", "每人", "每户", "每亩", "每年", "每月"}
_BASED = re.compile("在[^，]*基础上?又?$")
_LASTING = re.compile("(?:年|个月|天|小时|周年)$")
_NEXT = re.compile(r"\s*(?:[、，,]|和|与|及|以及)\s*")
_VERBS = re.compile(
    f"[先再又各共已均]?(?:{'|'.join(VERBS)})好?$"
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
        clause = self._text[edge + 1 : place.start]
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
        else:
            return self._with_verb(place, former, label, found)
        subject = ""
        if former and not STOPS.search(self._text, former.end, place.start):
            former_label = base(found[-1]) or found[-1]
            subject = subject_of(former_label) if adds else lasting(former_label)
        if not subject:
            subject = _BASED.sub(
                "", base("".join(_stripped(self._clauses.clause_before(place.start))))
            )
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
            return label
        edge = self._clauses.edge(place.start)
        verb = next((verb for verb in _LISTING if found[-1].startswith(verb)), "")
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

    def _label(self, place: Place, former: Place | None, label: str) -> str:
        if former and former.end >= place.end:  # the second of 3至5个
            return label
        start = self._opening(place)
        raw = self._clauses.before(start)
        before = _stripped(raw)
        behind = behind_of(self._clauses, place)
        said = "".join(before)
        follows = self._text.startswith("的", place.end)
        if former and label and self._in_clause(former, place) and _MOVING.fullmatch(said):
            return label if said in ("到", "至") else (label + said)[-_WHOLE:]
        if (
            behind
            and raw
            and (
                raw[-1] in ("的", "和", "及", "与", "以及", "等", "方面", "领域")
                or (not place.by_share and not _GIVING.isdisjoint(raw[:2]))
            )
        ):
            return behind
        if behind and former and label.endswith(said) and said and not place.by_share:
            lasting = _LASTING.search(self._text, place.start, place.end)
            if self._clauses.edge(place.start) < former.end and not lasting:
                return behind  # 592个贫困县1700万名学生
        if said and self._text.endswith(("番", "周年"), place.start, place.end):
            behind = ""
        if behind and follows and said.endswith(_THROUGH):
            return behind  # 持续30年的民心工程
        if said and behind and place.by_share and follows and not behind.startswith(_SETTING):
            return said + behind  # 占全国62%的入境航班
        things = things_before(self._clauses, start) if said and raw[0] == before[0] else ""
        if (
            behind
            and _TO_SORT.match(self._text, place.start)
            and (is_enumerated(self._clauses, place.start) or not set(JOINTS).isdisjoint(raw))
        ):
            return behind
        if said and behind and not place.by_share and (_VERBS.search(said) or len(before) == 1):
            verb = before[-1] if _VERBS.search(before[-1]) else said
            if len(before) > 2 and before[-2] in JOINTS:  # 取消和下放
                verb = "".join(before[-3:])
            return verb + behind
        times = _TIMES.search(self._text, self._clauses.edge(start) + 1, start)
        if times and self._text.endswith("倍", place.start, place.end):
            return "".join(_stripped(self._clauses.before(times.start()))) + times[0]
        if said and _VERBS.fullmatch(said) and not place.by_share:
            return object_of(self._clauses, said, start) or said
        if said or behind:
            return things + said or behind
        if former and _BETWEEN.fullmatch(self._text, former.end, place.start):
            if "达" in self._text[former.end : place.start]:
                label = _BASED.sub("", base(label))
            return label.removesuffix("连续")
        if not _ALONE.match(self._text, place.end):
            return ""
        return "".join(_stripped(self._clauses.clause_before(place.start)))

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


def _stripped(found: Sequence[str]) -> list[str]:
    """Return the last words of a clause without what says nothing of the thing counted."""
    words = list(found)
    while words and words[-1] in TAILS:
        del words[-1]
    start = len(words)
    while start and words[start - 1] in _EACH:
        start -= 1
    if start < len(words) and words[start - 1 : start] in (["由"], ["从"]):
        del words[start - 1]  # 补助由每人每年320元提高到
    if words:
        words[-1] = _ATTACHED.sub("", words[-1])
    size, first = 0, len(words)
    while first and (not size or size + len(words[first - 1]) <= _BEFORE):
        first -= 1
        size += len(words[first])
    words = words[first:]
    while words and (words[0] in OPENERS or _SPAN.fullmatch(words[0])):
        if words[1:] and words[1] in _BOUND.get(words[0], ()):
            break
        del words[0]
    return words
