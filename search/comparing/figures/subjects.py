"""Labels that need what was told before them: how a thing moved, what of it is counted, which of
several things has which figure.

In: the clauses of a text, its figures and the labels that the words around them give. Out: labels
with their subjects. What the words around a figure say is not read here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.comparing.figures.clauses import STOPS, Clauses, Place
from search.comparing.figures.labelwords import (
    ATTRIBUTES,
    BARE,
    BUILT,
    LISTING,
    PAPERS,
    VERBS,
    WAITS,
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
from search.comparing.figures.things import trimmed

_OF_WHAT = re.compile("总?规模|总?量|数量|增速|金额|占比")
_OBJECT = 3  # characters of the object of a verb
_WHOLE = 44  # characters of a label
_LED = re.compile(r"^[\s，,、]*(?:19|20)\d\d年")  # 2010年比上年减少
_ADDED = re.compile(r"[\s，,、]*(?:(?:平均|日均)?(?:每[天日月年])?)(?:新增|净增)\s*")
_BASED = re.compile("在[^，]*基础上?又?$")
_NEXT = re.compile(r"\s*(?:[、，,]|和|与|及|以及)\s*")


def with_subject(
    clauses: Clauses, place: Place, former: Place | None, label: str, found: Sequence[str]
) -> str:
    """Return a label that says only how something moved with what it was that moved; `found` are
    the labels before it, `former` the figure of the last of them.
    """
    edge = max(clauses.edge(place.start), former.end - 1 if former else -1)
    clause = _LED.sub("", clauses.text[edge + 1 : place.start])
    adds = False
    if label.startswith(("占", "相当于")) and not is_move(clause):
        move = label
    elif is_of_other(clause):
        if not former or clauses.edge(max(edge, 0)) >= former.end:
            return "" if label in BARE else label  # of what it tells stands too far away
        move = relation(clause, label)
        if move.startswith(("连续获", "连续荣获", "连续被")):
            return label  # that is said of whoever reports
        adds = move in ("累计", "总数", "总量")
    elif is_move(clause):
        move = told(clause)
        if label.startswith(move) and len(label) > len(move) + _OBJECT and not place.by_share:
            return label  # 提高6000万人口供水水平
    elif former and _ADDED.fullmatch(clause) and base(found[-1]) != found[-1]:
        move = clause.strip("，,、 ")  # 企业增长21%，平均每天新增1.2万户
    else:
        return _with_verb(clauses, place, former, label, found)
    subject = ""
    if former and not STOPS.search(clauses.text, former.end, place.start):
        former_label = base(found[-1]) or found[-1]
        if is_above(clause):
            former_label = found[-1]  # of what it is higher, and how that moved
        subject = subject_of(former_label) if adds else lasting(former_label)
    if not subject:
        subject = _BASED.sub("", base("".join(stripped(clauses.clause_before(place.start)))))
    if not subject and is_of_other(clause) and _OF_WHAT.match(move):
        return ""
    if not subject and label.startswith(move):
        return label  # 降低900万个体户税负
    if move.endswith(("占比", "占比增长")) or (subject.endswith(SHARES) and place.by_share):
        subject = of_share(subject, move, clauses.text[place.start : place.end])
        if not subject:
            return ""
    return (subject + move)[-_WHOLE:]


def _with_verb(
    clauses: Clauses, place: Place, former: Place | None, label: str, found: Sequence[str]
) -> str:
    """Return the label of a thing in a list with the 新增 that is said of the first alone."""
    if not former or not label or place.by_share or label.startswith(VERBS):
        return "" if label in BARE or BUILT.fullmatch(label) else label
    edge = clauses.edge(place.start)
    if BUILT.fullmatch(label):
        of = BUILT.sub("", found[-1])
        apart = STOPS.search(clauses.text, former.end, place.start)
        return "" if apart or of in ("", found[-1]) else of + label
    if label in ATTRIBUTES:
        apposed = former.thing and clauses.text[edge] == "、" and edge >= former.end
        apposed = apposed and clauses.edge(edge) < former.end
        if apposed:
            return found[-1] + label  # 上市公司88家、总市值60亿元
        alike = clauses.text[former.end - 2 : former.end] == clauses.text[place.end - 2 : place.end]
        if alike and found[-1] and not STOPS.search(clauses.text, former.end, place.start):
            return WAITS.sub("", found[-1]) + label  # 电动汽车推广3万辆，保有量达到9万辆
        return "" if label in BARE else label
    if label in PAPERS and found[-1].endswith(PAPERS) and edge >= former.end:
        return found[-1][:-2] + label  # 代表议案5件、建议80件
    verb = next((verb for verb in LISTING if found[-1].startswith(verb)), "")
    if not verb or edge < former.end or clauses.text[edge] != "、":
        return label
    return label if clauses.edge(edge) >= former.end else verb + label


def share(clauses: Clauses, places: Sequence[Place], found: list[str]) -> None:
    """Give the figures behind 分别 each its own label, where there are as many things."""
    number = 0
    while number < len(found):
        final = number
        while final + 1 < len(found) and _NEXT.fullmatch(
            clauses.text,
            places[final].own or places[final].end,
            places[final + 1].start,
        ):
            final += 1
        stop = clauses.wall(clauses.edge(places[number].start))
        before = clauses.text[stop + 1 : places[number].start]
        labels = each(before, final - number + 1)
        if labels is None and final > number and "分别" not in before:
            thing = base(before)  # 城镇收入和农村收入增长8%和9%
            if thing != before and _is_and(clauses, places, final):
                labels = each(f"{thing}分别{before[len(thing) :]}", final - number + 1)
        if labels is None and before.startswith("分别") and clauses.text[stop] in "，,":
            begin = clauses.wall(clauses.edge(stop))
            if clauses.left(stop + 1) <= begin:  # A和B，分别增长5%和3%
                named = clauses.text[begin + 1 : stop] + before
                labels = each(named, final - number + 1)
        if labels is None:
            labels = of_former(before, found[max(0, 2 * number - final - 1) : number])
            labels = labels if labels and len(labels) == final - number + 1 else None
        if labels:
            found[number : final + 1] = [trimmed(label) for label in labels]
        number = final + 1


def _is_and(clauses: Clauses, places: Sequence[Place], number: int) -> bool:
    """Say whether a figure is joined to the one before it by 和."""
    former, place = places[number - 1 : number + 1]
    return clauses.text[former.own or former.end : place.start].strip() in ("和", "与")
