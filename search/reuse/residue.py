"""What was left over in a reused passage: the source's name, its year, an outdated 届次 or plan.

Only words that stand in the source at the very same place count, and of years and 届次 only those
that the source could say of its own time. What looks back (较2022年, 党的十八大以来) is no residue.
Each finding is something to look at, no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.model import Role, Span
from search.reuse.model import (
    Direction,
    Finding,
    FindingKind,
    Match,
    PassageReuse,
    Relation,
)
from search.reuse.sessions import Outdated, outdated_congress, outdated_plan
from search.reuse.unitnames import Names, names_of, places
from search.slots import Filled, Slot
from search.values import value

_SENTENCE = re.compile("[。！？!?；;\n]")
# Before a year: 较2022年, 自2022年, 2021—2022年.
_BACK_BEFORE = re.compile(
    r"(?:较|比|同比|相比|对比|与|和|同|跟|自|从|于|早在|继|[0-9〇○零一二三四五六七八九]{4}年?(?:[-—–－~～、]+|[至到和与]))$"
)
_UP_TO = re.compile("截[至止到]$")  # the source's own day
# Behind it: 2022年以来, 2022—2023年, 2022年度民主生活会整改, 2022年同期, 2022年印发的.
_BACK_BEHIND = re.compile(
    r"年?(?:[-—–－~～]|[至到]|以[来后前]|之[后前]|[底末初]|相比|同期|起|度?[^，。；]{0,16}"
    r"(?:整改|反馈|查摆|巡[视察]|审计|问题|遗留|结转|跨年|考核结果|印发|出台|制定|修订|通过|成立|建成|被(?:评|授|确定)|荣获|获得?评))"
)
_CURRENT_BEHIND = re.compile(
    r"^(?:大|届[一二三四五六七八九十]{1,2}中全会)[^，。；]{0,24}?(?:精神|召开|开局)"
)
_SINCE = re.compile(r"^(?:大|届[^，。；]{0,12}?)(?:以[来后前]|之[后前]|报告|代表)")
_PLAN_BACK = re.compile(
    r"^[”’\"'』」]?(?:期间|时期|以来|[末底初]|收官|圆满|完成|总结|评估|结束|规划(?:完成|收官|总结|评估|实施))"
)
_PLAN_BEFORE = re.compile(r"(?:较|比|自|从|与|和|同|回顾|总结)[“‘\"'『「]?$")


@dataclass(frozen=True, slots=True)
class Own:
    """The report that is looked at: whose and when, and its words that stand nowhere else."""

    unit: str | None
    year: int | None
    words: str = ""


def residue(passage: PassageReuse, own: Own, names: Names) -> tuple[Finding, ...]:
    """Return what was left over in one passage, in order; at each place one finding of a kind.

    The nearest source that has the words is named.
    """
    found: dict[Span, Finding] = {}
    for match in passage.matches:
        if match.direction is Direction.LATER:
            continue
        for span, why, values in _left_over(passage, match, own, names):
            if any(span.start < one.end and one.start < span.end for one in found):
                continue
            found[span] = Finding(
                kind=FindingKind.RESIDUE,
                passage=passage.index,
                span=span,
                text=passage.text[slice(*span)],
                why=why,
                values={"source": _named(match), **values},
                report_id=match.report_id,
                passage_id=passage.passage_id,
            )
    return tuple(found[span] for span in sorted(found))


_Values = dict[str, str | int | None]


def _left_over(
    passage: PassageReuse, match: Match, own: Own, names: Names
) -> Iterator[tuple[Span, str, _Values]]:
    yield from _units(passage.text, match, own, names)
    if own.year is not None and match.year is not None and match.year < own.year:
        plans = match.role is Role.PLANS and passage.role is not Role.PLANS
        for slot in match.slots:
            if slot.changed:
                continue
            if slot.kind is Slot.YEAR and not plans:
                yield from _year(passage.text, slot, match.year, own.year)
            elif slot.kind is Slot.SESSION:
                yield from _session(passage.text, slot, match.year, own.year)


def _units(text: str, match: Match, own: Own, names: Names) -> Iterator[tuple[Span, str, _Values]]:
    if match.relation is not Relation.OTHER:
        return
    mine = names_of(own.unit)
    own_places = list(places(text, mine))
    theirs = [name for name in names_of(match.unit) if not any(name in one for one in mine)]
    for span in places(text, theirs):
        if _inside(span, match.query_spans) and not _touches(span, own_places):
            yield span, "residue_unit", {"unit": match.unit}
    for unit, span in names.found_in(text):
        if unit in mine or unit == match.unit or unit in own.words or match.stock:
            continue
        if _inside(span, match.query_spans) and not _touches(span, own_places):
            yield span, "residue_other_unit", {"unit": unit}


def _year(text: str, slot: Filled, then: int, now: int) -> Iterator[tuple[Span, str, _Values]]:
    span = slot.left_span
    if value(slot.left) != then:
        return
    before = text[: span.start]
    back = _BACK_BEFORE.search(before) or _BACK_BEHIND.match(text, span.end)
    if back and not _UP_TO.search(before):
        return
    if str(now) in _sentence(text, span):  # both years, side by side
        return
    end = span.end + (text[span.end : span.end + 1] == "年")
    yield Span(span.start, end), "residue_year", {"year": then, "own": now}


def _session(text: str, slot: Filled, then: int, now: int) -> Iterator[tuple[Span, str, _Values]]:
    span, behind = slot.left_span, text[slot.left_span.end :]
    plan = outdated_plan(slot.left, now)
    if plan and not outdated_plan(slot.left, then):
        if not _PLAN_BACK.match(behind) and not _PLAN_BEFORE.search(text[: span.start]):
            yield span, "residue_plan", _told(plan, now)
        return
    congress = outdated_congress(slot.left, now)
    if not congress or outdated_congress(slot.left, then):
        return
    if not _CURRENT_BEHIND.match(behind) or _SINCE.match(behind):
        return
    if congress.later in _sentence(text, span):  # 十九大、二十大精神
        return
    named = re.match("大|届[一二三四五六七八九十]{1,2}中全会", behind)
    end = span.end + (named.end() if named else 0)
    yield Span(span.start, end), "residue_congress", _told(congress, now)


def _told(outdated: Outdated, now: int) -> _Values:
    return {"later": outdated.later, "since": outdated.since, "own": now}


def _sentence(text: str, span: Span) -> str:
    """Return the sentence around a span."""
    before = [found.end() for found in _SENTENCE.finditer(text, 0, span.start)]
    behind = _SENTENCE.search(text, span.end)
    return text[before[-1] if before else 0 : behind.start() if behind else len(text)]


def _inside(span: Span, spans: Iterable[Span]) -> bool:
    return any(one.start <= span.start and span.end <= one.end for one in spans)


def _touches(span: Span, spans: Iterable[Span]) -> bool:
    return any(one.start < span.end and span.start < one.end for one in spans)


def _named(match: Match) -> str:
    """Return what a source is called in a sentence."""
    return " ".join(str(part) for part in (match.unit or match.title, match.year) if part)
