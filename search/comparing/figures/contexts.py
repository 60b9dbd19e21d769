"""Contexts: what a figure counts, in the words around it. 受理群众诉求1.2万件 → 受理群众诉求.

The words before it in its clause, those behind where none are or where a bare verb is (解决35个
问题 → 解决问题). No grammar is done: what is said is a label to read and to find partners by.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.folding import fold_with_origins
from index.model import Span
from search.comparing.differing.tokens import Cut
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

_BEFORE, _BEHIND, _WHOLE = 28, 16, 44  # characters of a label
_BREAKS = re.compile(
    r"[，,。；;！!？?：:、\n（）()…—\t|]|(?:(?<=^[一二三四五六七八九十])|(?<=[，。；：\n][一二三四五六七八九十]))是"
    r"|(?<=目标)是"
)
_STOPS = re.compile(r"[。；;！!？?\n]")
_LISTING = (
    "新增",
    "净增",
    "增加",
    "减少",
    "新建改建",
    "新改建",
    "新建",
)  # of them a total and what came are not the same
_FAR = 60  # characters of a sentence in which a verb has its object
_ASIDE = re.compile(r"[（(][^（()），。；\n]{1,6}[)）]")  # 住房公积金（项）
_SPAN = re.compile(r"[近前]?[一二两三四五六七八九十几\d]+年[来间]?")
_CLASS = re.compile(r"[（(]类[)）]")  # 一般公共服务支出（类）统计信息事务（款）
_BETWEEN = re.compile(r"[\s、，,和及与至到或共计—–~～-]*|[^。；;！!？?\n]{0,6}")
_FIRST = ("其中", "全年", "累计", "预计", "全市", "全区", "今年", "去年", "通过", "使")
_ATTACHED = re.compile(
    r"(?<=[率量数额值比度])(?:达到|达|为|约|超|近|拟按?|[控保稳维][制持定]在?|拟?安排|首次突破)$"
)
_MOVING = re.compile(r"(?:[由从]|[增减升降提扩缩上下].{0,3}?)?[到至为]$")
_JOINTS = ("和", "及", "与", "以及", "或")
_NO_LABEL = re.compile(  # words with which what is counted ends
    "[内并占比较为是在到至共达从由将已其均且以约](?:$|[到至为及且中内来后])"
    "|增(?!值)|减(?![税负排碳污])|升(?!级)|降(?![本碳噪])|提高|提升|上升|下降|同比|环比|全部|全面|累计|完成率|左右|分别|约[为占]|达到|占"
    "|(?:大关|关口|台阶)$"
)
_GROUPS = re.compile(  # which of them, and not what: 第二批30项任务, 十方面34项实事
    r"(?:第[一二三四五六七八九十\d]+批|首批|[一二三四五六七八九十]+个?方面)\s*$"
)
_SINCE = re.compile(r"[从由](?:\d{4}|二[〇零○][〇零○一二三四五六七八九]{2})年?度?[底末]?的?$")
_TIMES = re.compile(r"是[^，。；、\d]{1,8}的$")  # 产值是上年的1.5倍
_ALONE = re.compile(r"\s*(?:[，,。；;！!？?：:、\n）)]|$)")
_ITEM, _LIST = 12, 30  # characters of a thing in an enumeration, of all but the last
_TO_SORT = re.compile(r"[两二三四五六七八九十](?=[个篇项条件类种大])")  # 科技、金融两篇文章
_BOUND = {  # no filling before these: 全社会研发投入, 再就业补助
    "全": ("社会", "口径", "行业", "链条", "流程", "过程", "要素"),
    "再": ("就业", "贷款", "融资", "保险", "制造", "生产"),
}
_HANGING = (
    *_JOINTS,
    "的",
    "等",
    "基本",
    "全部",
    "已",
    "均",
    "也",
    "进一步",
    "持续",
    "大幅",
    "一直",
)  # at the end of a label cut short
_OVER = ("以上", "以下", "以内")
_GIVING = frozenset(("为", "对", "给"))  # for whom, before those who are counted
_MEANT = ("支持", "用于", "帮助")  # what money is for, and not what is counted
_THROUGH = ("持续", "历时", "长达", "历经", "为期")
_BASED = re.compile("在[^，]*基础上?又?$")
_LASTING = re.compile("(?:年|个月|天|小时|周年)$")
_NEXT = re.compile(r"\s*(?:[、，,]|和|与|及|以及)\s*")
_VERBS = re.compile(
    f"[先再又各共已均]?(?:{'|'.join(VERBS)})好?$"
)  # a label that waits for an object


class Place(NamedTuple):
    """A counted figure with all that belongs to it: `start` and `end` include qualifiers and
    measure. `by_share`: it is a share, which says more of what stands before it.
    """

    start: int
    end: int
    by_share: bool
    own: int = 0  # the end of it without what it shares with the next one, where it does


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
        asides = [found.span() for found in _ASIDE.finditer(text)]
        self._breaks = [found.start() for found in _BREAKS.finditer(text)]
        if asides:
            self._breaks = [
                edge
                for edge in self._breaks
                if not _inside(edge, asides) or _CLASS.match(text, edge - 2)
            ]
        words = _words(text, places, self._breaks, cut)
        self._words = [word for word in words if not asides or not _within(word, asides)]
        self._starts = [word.start for word in self._words]
        self._ends = {place.end for place in places}
        self._opens = [place.start for place in places]
        self._lefts = sorted([*(place.end for place in places), *(wall.end for wall in walls)])
        self._rights = sorted([*(place.start for place in places), *(wall.start for wall in walls)])

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
        edge = max(_last(self._breaks, place.start), former.end - 1 if former else -1)
        clause = self._text[edge + 1 : place.start]
        adds = False
        if label.startswith(("占", "相当于")) and not is_move(clause):
            move = label
        elif is_of_other(clause):
            if not former or _last(self._breaks, max(edge, 0)) >= former.end:
                return label  # of what it tells stands too far away
            move = relation(clause, label)
            adds = move in ("累计", "总数", "总量")
        elif is_move(clause):
            move = told(clause)
        else:
            return self._with_verb(place, former, label, found)
        subject = ""
        if former and not _STOPS.search(self._text, former.end, place.start):
            former_label = base(found[-1]) or found[-1]
            subject = subject_of(former_label) if adds else lasting(former_label)
        if not subject:
            subject = _BASED.sub("", base("".join(self._clause_before(place.start))))
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
        edge = _last(self._breaks, place.start)
        verb = next((verb for verb in _LISTING if found[-1].startswith(verb)), "")
        if not verb or edge < former.end or self._text[edge] != "、":
            return label
        return label if _last(self._breaks, edge) >= former.end else verb + label

    def _share(self, found: list[str]) -> None:
        """Give the figures behind 分别 each its own label, where there are as many things."""
        number = 0
        while number < len(found):
            last = number
            while last + 1 < len(found) and _NEXT.fullmatch(
                self._text,
                self._places[last].own or self._places[last].end,
                self._places[last + 1].start,
            ):
                last += 1
            stop = _last(self._breaks, self._places[number].start)
            while stop >= 0 and self._text[stop] == "、":
                stop = _last(self._breaks, stop)
            before = self._text[stop + 1 : self._places[number].start]
            labels = each(before, last - number + 1)
            if labels is None and before.startswith("分别") and self._text[stop] in "，,":
                begin = _last(self._breaks, stop)
                while begin >= 0 and self._text[begin] == "、":
                    begin = _last(self._breaks, begin)
                if _last(self._lefts, stop + 1) <= begin:  # A和B，分别增长5%和3%
                    named = self._text[begin + 1 : stop] + before
                    labels = each(named, last - number + 1)
            if labels is None:
                labels = of_former(before, found[max(0, 2 * number - last - 1) : number])
                labels = labels if labels and len(labels) == last - number + 1 else None
            if labels:
                found[number : last + 1] = [_trimmed(label) for label in labels]
            number = last + 1

    def _label(self, place: Place, former: Place | None, label: str) -> str:
        if former and former.end >= place.end:  # the second of 3至5个
            return label
        start = self._opening(place)
        raw = self._before(start)
        before = _stripped(raw)
        behind = self._behind(place)
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
            if _last(self._breaks, place.start) < former.end and not lasting:
                return behind  # 592个贫困县1700万名学生
        if self._text.endswith("番", place.start, place.end):
            behind = ""
        if behind and follows and said.endswith(_THROUGH):
            return behind  # 持续30年的民心工程
        if said and behind and place.by_share and follows:
            return said + behind  # 占全国62%的入境航班
        things = self._things_before(start) if said and raw[0] == before[0] else ""
        if behind and _TO_SORT.match(self._text, place.start):
            if self._is_enumerated(place.start) or any(joint in raw for joint in _JOINTS):
                return behind
        if said and behind and not place.by_share and (_VERBS.search(said) or len(before) == 1):
            verb = before[-1] if _VERBS.search(before[-1]) else said
            return verb + behind
        times = _TIMES.search(self._text, _last(self._breaks, start) + 1, start)
        if times and self._text.endswith("倍", place.start, place.end):
            return "".join(_stripped(self._before(times.start()))) + times[0]
        if said and _VERBS.fullmatch(said) and not place.by_share:
            return self._object(said, start) or said
        if said or behind:
            return things + said or behind
        if former and _BETWEEN.fullmatch(self._text, former.end, place.start):
            if "达" in self._text[former.end : place.start]:
                label = _BASED.sub("", base(label))
            return label.removesuffix("连续")
        if not _ALONE.match(self._text, place.end):
            return ""
        return "".join(self._clause_before(place.start))

    def _opening(self, place: Place) -> int:
        """Return where the words before a figure end: before 第二批, and before 从2017年的."""
        edge = _last(self._breaks, place.start)
        since = _SINCE.search(self._text, edge + 1, place.start)
        if since:
            return since.start()
        groups = _GROUPS.search(self._text, edge + 1, place.start)
        return groups.start() if groups else place.start

    def _things_before(self, start: int) -> str:
        """Return the enumeration whose last thing the clause names: 汽车、电池、 of
        汽车、电池、光伏产品出口增长30%; empty where some of it has a figure of its own.
        """
        edge = _last(self._breaks, start)
        first = edge
        while first >= 0 and self._text[first] == "、":
            before = _last(self._breaks, first)
            if first - before - 1 > _ITEM or edge - before > _LIST:
                return ""
            first = before
        if first == edge:
            return ""
        left = _last(self._lefts, edge + 1)
        if left > first:
            if left in self._ends or left > _first(self._breaks, first + 1):
                return ""
            first = left - 1  # a year before the first of them
        things = self._text[first + 1 : edge + 1].strip()
        return _trimmed(things if "”" in things else things.replace("“", ""))

    def _is_enumerated(self, start: int) -> bool:
        """Say whether the clause is the last of an enumeration without figures: 金融、科技两篇文章."""
        edge = _last(self._breaks, start)
        if edge < 0 or self._text[edge] != "、":
            return False
        return _last(self._lefts, start + 1) <= max(0, _last(self._breaks, edge))

    def _object(self, verb: str, start: int) -> str:
        """Return a verb with the object it has earlier in the sentence: 拟连续发行特别国债, 今年先
        发行1万亿元.
        """
        bare = verb.lstrip("先再又各共已均")
        edge = _last(self._breaks, start)
        found = None
        for found in re.finditer(
            f"{bare}([^，,。；;、！!？?：:（）()\\d\\n]{{2,16}})",
            self._text[max(0, edge - _FAR) : edge],
        ):
            pass
        if found is None or _STOPS.search(found.string, found.end()):
            return ""
        return found[0]

    def _before(self, end: int) -> list[str]:
        """Return the words of the clause that ends there."""
        start = max(_last(self._breaks, end) + 1, _last(self._lefts, end + 1))
        return self._between(start, end)

    def _clause_before(self, end: int) -> list[str]:
        """Return the words of the clause before the one that ends there, in the same sentence."""
        edge = _last(self._breaks, end)
        if edge < 0 or _STOPS.match(self._text, edge) or _last(self._lefts, end + 1) > edge:
            return []
        return _stripped(self._before(edge))

    def _behind(self, place: Place) -> str:
        end = self._attributed(place)
        at = bisect_left(self._breaks, end)
        stop = edge = self._breaks[at] if at < len(self._breaks) else len(self._text)
        at = bisect_left(self._rights, end)
        stop = min(stop, self._rights[at] if at < len(self._rights) else stop)
        words = self._between(end, stop)
        while words and words[0] in ("的", "多", "余"):
            del words[0]
        taken: list[str] = []
        for word in words:
            if _NO_LABEL.match(word) and (taken or not self._text.endswith("次", 0, place.end)):
                break
            if word in _JOINTS and (stop < edge or not taken):
                break
            if taken and sum(map(len, taken)) + len(word) > _BEHIND:
                break
            taken.append(word)
        else:
            if taken and stop == edge:
                return "".join(taken) + self._things_behind(edge)
        while taken and taken[-1] in _HANGING:
            del taken[-1]
        if len(taken) == 1 and taken[0] in _MEANT:
            return ""
        return "".join(taken)[:_WHOLE]

    def _attributed(self, place: Place) -> int:
        """Return where what is counted can begin: of 58个10亿元以上项目 behind 以上."""
        at = bisect_left(self._opens, place.end)
        if at < len(self._places):
            after = self._places[at]
            if not self._text[place.end : after.start].strip() and self._text.endswith(
                _OVER, after.start, after.end
            ):
                return after.end
        return place.end

    def _things_behind(self, edge: int) -> str:
        """Return the rest of an enumeration that goes on at `edge`, empty where what comes has a
        figure of its own: of 15所中小学、幼儿园 it is 、幼儿园.
        """
        end = edge
        while end < len(self._text) and self._text[end] == "、":
            at = bisect_right(self._breaks, end)
            after = self._breaks[at] if at < len(self._breaks) else len(self._text)
            at = bisect_left(self._rights, end)
            if at < len(self._rights) and self._rights[at] < after:
                break
            if after - end > _BEHIND or after - edge > _LIST:
                return "等" if end == edge else self._text[edge:end] + "等"
            end = after
        return self._text[edge:end]

    def _in_clause(self, former: Place, place: Place) -> bool:
        return _last(self._breaks, place.start) < former.end

    def _between(self, start: int, end: int) -> list[str]:
        """Return the words from one place up to another, those at the edges cut there."""
        at = max(0, bisect_left(self._starts, start) - 1)
        found = []
        for word in self._words[at:]:
            if word.start >= end:
                break
            piece = self._text[max(word.start, start) : min(word.end, end)].strip()
            if word.end > start and piece:
                found.append(piece)
        return found


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (place, len(spans) and spans[-1][1] + 1)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


def _within(word: Span, spans: Sequence[tuple[int, int]]) -> bool:
    return _inside(word.start, spans) and _inside(word.end - 1, spans)


def _last(places: Sequence[int], end: int) -> int:
    """Return the last of the sorted places before `end`, -1 where none is."""
    at = bisect_left(places, end)
    return places[at - 1] if at else -1


def _first(places: Sequence[int], start: int) -> int:
    """Return the first of the sorted places from `start` on, -1 where none is."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) else -1


def _words(text: str, places: Sequence[Place], breaks: Sequence[int], cut: Cut) -> Iterator[Span]:
    """Yield the words of the clauses that hold figures and of those before them: cutting takes
    longer than all the rest.
    """
    reached = 0
    for place in places:
        if place.end > reached:
            before = _last(breaks, _last(breaks, place.start))
            start = max(reached, before + 1)
            at = bisect_left(breaks, place.end)
            reached = breaks[at] if at < len(breaks) else len(text)
            yield from _cut(text[start:reached], start, cut)


def _cut(clauses: str, start: int, cut: Cut) -> Iterator[Span]:
    """Yield where the words of a text stand in the one in which it begins at `start`."""
    folded = fold_with_origins(clauses)
    origins = folded.origins.tolist()
    at = 0
    for piece in cut(folded.text):
        end = at + len(piece)
        if piece.isalnum() or any(map(str.isalnum, piece)):
            yield Span(start + origins[at], start + origins[end - 1] + 1)
        at = end


def _trimmed(label: str) -> str:
    """Return a label made of the text itself without what may open it."""
    for opener in _FIRST:
        label = label.removeprefix(opener)
    return label[-_WHOLE:]


def _stripped(found: Sequence[str]) -> list[str]:
    """Return the last words of a clause without what says nothing of the thing counted."""
    words = list(found)
    while words and words[-1] in TAILS:
        del words[-1]
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
