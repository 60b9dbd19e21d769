"""A reuse report put together by hand, with everything that files have to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from index.catalogue import Record
from index.model import Span
from search.exports.reuse.dossier import Dossier
from search.exports.words import Say, as_written
from search.listing import row
from search.matching import match_sides, sides
from search.model import Searched
from search.reuse.model import (
    Covered,
    Cutoff,
    Direction,
    Exclusion,
    Finding,
    FindingKind,
    Label,
    Mark,
    Marked,
    Match,
    PassageReuse,
    Rate,
    Rates,
    Relation,
    Reuse,
    SourceReport,
)

AT = datetime(2026, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=8)))
CLEARING = (
    "公司坚持把河道清淤摆在重要位置，2023年完成清淤15公里，投入资金92万元，沿线居民反映良好。"
)
CLEARED = (
    "公司坚持把河道清淤摆在重要位置，2022年完成清淤12.5公里，投入资金86万元，沿线居民反映良好。"
)
ON_SITE = "班子每月至少两次到作业点现场办公，在云溪环卫公司党委统一部署下把问题解决在现场。"
ON_SITE_THERE = (
    "班子成员每月不少于两次到作业点现场办公，在云溪环卫公司党委统一部署下把问题解决在现场。"
)
GUIDED = "一年来，我们认真落实上级各项决策部署，统筹推进改革发展稳定各项任务。"
ORDERED = "各单位要对照上级方案逐条自查，列出清单，按月报送。"
QUOTED = "坚持人民至上、生命至上，统筹发展和安全。"
RIVER = "东溪上游新装的水位计在汛期里三次提前报警，值班员凭它赶在漫堤之前关上了两座老闸门。"
HOSTILE = (
    "<script>alert('河')</script>&amp;=1+1\x0b\ud800\ufffe，"
    '"引号"与<b>标记</b>照原样写出来，一个字也不少。'
)


def record(number: int, unit: str | None, year: int | None, title: str, kind: str) -> Record:
    """Return a report's record; its hash is its number sixty-four times over."""
    file = f"{unit or '未知'}/{title}.txt"
    added = "2026-01-01T00:00:00+00:00"
    return Record(
        number, file, str(number % 10) * 64, added, title, year, unit, kind, 2, 100 * number, 9, 400
    )


RECORDS = {
    one.id: one
    for one in (
        record(1, "云溪水务公司", 2023, "2023年述职报告", "述职报告"),
        record(2, "云溪水务公司", 2022, "2022年述职报告", "述职报告"),
        record(3, "云溪环卫公司", 2022, "工作总结", "工作总结"),
        record(4, "云溪市水务局", 2023, "自查方案", "方案"),
        record(5, None, None, '<i>=HYPERLINK("http://x")', "述职报告"),
        record(6, "云溪公交公司", 2024, "2024年述职报告", "述职报告"),
    )
}


def match(here: str, there: str, source: int, relation: Relation, direction: Direction) -> Match:
    """Return the match of two texts, the right one standing in a report of RECORDS."""
    left, right = sides([here, there])
    found = match_sides(left, right)
    assert found is not None
    one = RECORDS[source]
    return Match(
        passage_id=100 * source + 3,
        report_id=source,
        index=3,
        title=one.title,
        year=one.year,
        unit=one.unit,
        kind=one.kind,
        role=None,
        path=("一、履职情况", "（二）<抓>落实"),
        text=there,
        score=round(found.score, 4),
        verdict=found.verdict,
        query_spans=tuple(pair.left for pair in found.spans),
        text_spans=tuple(pair.right for pair in found.spans),
        slots=found.slots,
        units=1,
        relation=relation,
        direction=direction,
        paragraph=6,
        file=one.file,
        sha256=one.sha256,
    )


def reuse() -> Reuse:
    """Return a reuse report with stretches of every class; its rates are those of its stretches."""
    own, other, unknown = Relation.OWN, Relation.OTHER, Relation.UNKNOWN
    earlier, same = Direction.EARLIER, Direction.SAME_YEAR
    edge = ON_SITE.index("两次")
    given: list[tuple[str, list[Covered], list[Match]]] = [
        (GUIDED, [_all(GUIDED, Label.STOCK, 2, 3)], [match(GUIDED, GUIDED, 3, other, earlier)]),
        (
            CLEARING,
            [_all(CLEARING, Label.OWN, 2)],
            [match(CLEARING, CLEARED, 2, own, earlier)],
        ),
        (
            ON_SITE,
            [
                Covered(Span(0, edge), Label.OTHER, (3,)),
                Covered(Span(edge, len(ON_SITE) - 1), Label.OTHER, (3, 5)),
            ],
            [
                match(ON_SITE, ON_SITE_THERE, 3, other, earlier),
                match(ON_SITE, ON_SITE, 6, other, Direction.LATER),
            ],
        ),
        (ORDERED, [_all(ORDERED, Label.TEMPLATE, 4)], [match(ORDERED, ORDERED, 4, other, same)]),
        (QUOTED, [_all(QUOTED, Label.EXCLUDED, 3)], [match(QUOTED, QUOTED, 3, other, earlier)]),
        (RIVER, [], []),
        (
            HOSTILE,
            [Covered(Span(3, len(HOSTILE) - 4), Label.OTHER, (5,))],
            [match(HOSTILE, HOSTILE, 5, unknown, Direction.UNKNOWN)],
        ),
    ]
    passages: list[PassageReuse] = []
    start = 0
    for index, (text, covered, matches) in enumerate(given, 2):
        later = tuple(one.report_id for one in matches if one.direction is Direction.LATER)
        passages.append(
            PassageReuse(
                index=index,
                passage_id=100 + index,
                path=("一、履职情况",) if index < 6 else ("二、存在问题",),
                role=None,
                paragraph=index,
                text=text,
                start=start,
                covered=tuple(covered),
                matches=tuple(matches),
                units=len({one.unit for one in matches if one.unit}),
                later=later,
                total=len(matches) + (7 if text == GUIDED else 0),
            )
        )
        start += len(text)
    unit = ON_SITE.index("云溪环卫公司")
    residue = Finding(
        kind=FindingKind.RESIDUE,
        passage=4,
        span=Span(unit, unit + 6),
        text="云溪环卫公司",
        why="residue_unit",
        values={"unit": "云溪环卫公司", "source": "云溪环卫公司 2022"},
        report_id=3,
        passage_id=104,
    )
    excluded = Exclusion(
        1, 106, Span(0, len(QUOTED)), "引用<b>原文</b>", "李四", "2026-02-28T23:59:00+00:00", 1
    )
    return Reuse(
        report=row(RECORDS[1]),
        title=RECORDS[1].title,
        unit=RECORDS[1].unit,
        year=RECORDS[1].year,
        characters=start,
        rates=rates(passages),
        passages=tuple(passages),
        sources=sources(passages),
        later=(_source(6, 0, start, 1, Direction.LATER),),
        findings=(residue,),
        excluded=(excluded,),
        cutoff=Cutoff(40, 0.2, 8),
        searched=Searched(1234, 56789, 2),
        at="2026-03-01T01:30:00+00:00",
        file=RECORDS[1].file,
        sha256=RECORDS[1].sha256,
        source_count=5,
        later_count=1,
    )


def dossier(found: Reuse | None = None, say: Say = as_written) -> Dossier:
    """Return what the writers of files ask, of a given report or of the one made here."""
    marked = Marked(row(RECORDS[4]), Mark.SUPERIOR, "张三", "2026-02-01T00:00:00+00:00")
    return Dossier(found or reuse(), RECORDS, [marked], say, AT.tzinfo)


def without_library() -> Reuse:
    """Return the same as a draft's: nothing is known of it, and nothing is similar."""
    found = reuse()
    bare = tuple(replace(one, covered=(), matches=(), total=0, later=()) for one in found.passages)
    return replace(
        found,
        report=None,
        title="",
        unit=None,
        year=None,
        file="",
        sha256="",
        passages=bare,
        sources=(),
        later=(),
        findings=(),
        excluded=(),
        rates=rates(bare),
        cutoff=Cutoff(3, 0.2, None),
        source_count=0,
        later_count=0,
    )


def held(passages: list[PassageReuse] | tuple[PassageReuse, ...], *labels: Label) -> int:
    """Count characters of some classes, one by one."""
    return sum(
        any(at in range(*one.span) and one.label in labels for one in passage.covered)
        for passage in passages
        for at in range(len(passage.text))
    )


def rates(passages: list[PassageReuse] | tuple[PassageReuse, ...]) -> Rates:
    """Return the rates of passages, counted character by character."""
    of = sum(len(one.text) for one in passages) - held(passages, Label.TEMPLATE)
    raw = (Label.OWN, Label.OTHER, Label.STOCK)
    largest = max(sources(passages), key=lambda one: one.characters, default=None)
    size, report_id = (largest.characters, largest.report_id) if largest else (0, None)
    return Rates(
        Rate(held(passages, *raw), of, raw),
        Rate(held(passages, *raw[:2]), of, raw[:2]),
        Rate(held(passages, Label.OTHER), of, (Label.OTHER,)),
        Rate(size, of, raw, report_id),
    )


def sources(
    passages: list[PassageReuse] | tuple[PassageReuse, ...],
) -> tuple[SourceReport, ...]:
    """Return the reports that count, those that hold most first."""
    size: dict[int, int] = {}
    where: dict[int, set[int]] = {}
    for passage in passages:
        for one in passage.covered:
            if one.label in (Label.OWN, Label.OTHER, Label.STOCK):
                for report_id in one.report_ids:
                    size[report_id] = size.get(report_id, 0) + one.span.end - one.span.start
                    where.setdefault(report_id, set()).add(passage.index)
    of = sum(len(one.text) for one in passages) - held(passages, Label.TEMPLATE)
    return tuple(
        _source(report_id, size[report_id], of, len(where[report_id]), Direction.EARLIER)
        for report_id in sorted(size, key=lambda one: -size[one])
    )


def _source(
    report_id: int, characters: int, of: int, passages: int, direction: Direction
) -> SourceReport:
    one = RECORDS[report_id]
    relation = Relation.OWN if one.unit == RECORDS[1].unit else Relation.OTHER
    return SourceReport(
        report_id,
        one.title,
        one.unit,
        one.year,
        one.kind,
        relation,
        direction,
        characters,
        characters / of,
        passages,
    )


def _all(text: str, label: Label, *report_ids: int) -> Covered:
    return Covered(Span(0, len(text)), label, report_ids)
