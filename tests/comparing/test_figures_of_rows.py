"""Figures of a whole comparison: across rows, of tables, and mirrored."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from figures_support import cut
from hypothesis import given, settings
from hypothesis import strategies as st

from index.ingest.previewing import preview_bytes
from search.comparing.compare import compare
from search.comparing.figures.figuring import Tables, figures
from search.comparing.figures.found import figures_of
from search.comparing.model import FigurePair, Row
from search.comparing.texts import Text, text_of

_LEFT = """一、2023年工作回顾
全区地区生产总值达到820亿元，增长5.6%，经济运行总体平稳。
新增养老床位260张，改造老旧小区18个，群众生活继续改善。
二、2024年工作安排
全区地区生产总值增长6%左右，财政收入稳定增长。
新增养老床位300张，让老人在家门口安度晚年。
"""
_RIGHT = """一、2024年工作回顾
一年来，我们顶住压力、奋力向前，产业升级步伐加快，全区地区生产总值达到868亿元，比上年增长5.9%。
教育医疗事业稳步发展。坚持民有所呼、我有所应，新增养老床位312张。
平安建设扎实推进，矛盾纠纷明显减少。
二、2025年工作安排
办好民生实事，更好满足群众期盼，新增养老床位350张。
"""


def text(written: str) -> Text:
    return text_of(preview_bytes("甲区工作报告.txt", written.encode()).outline)


def rows_of(left: str, right: str) -> tuple[Row, ...]:
    return compare(text(left), text(right), cut).rows


def told_of(left: str, right: str) -> tuple[tuple[Row, ...], tuple[FigurePair, ...]]:
    """Return the rows of two texts and their figures, those of tables too."""
    here, there = text(left), text(right)
    found = compare(here, there, cut)
    tables = Tables(here.tables, there.tables, found.tables)
    return found.rows, figures(found.rows, cut, tables)


def by_context(pairs: tuple[FigurePair, ...], context: str) -> list[FigurePair]:
    return [one for one in pairs if context in one.context]


def test_what_is_counted_alike_finds_its_partner_in_another_row() -> None:
    rows = rows_of(_LEFT, _RIGHT)
    pairs = figures(rows, cut)
    beds = {(one.left, one.right) for one in by_context(pairs, "新增养老床位")}
    assert beds == {("260", "312"), ("300", "350")}  # done with done, planned with planned
    for one in pairs:
        left = rows[one.row if one.left_row is None else one.left_row].left
        if one.left_span:
            assert left is not None
            assert left.text[slice(*one.left_span)] == one.left
        right = rows[one.row].right
        if one.right_span:
            assert right is not None
            assert right.text[slice(*one.right_span)] == one.right


def test_what_one_side_says_twice_is_not_joined_across_rows() -> None:
    left = "一、工作情况\n甲片区扎实推进民生工程，改造老旧小区18个。\n"
    right = (
        "一、工作情况\n城市更新提速，老城面貌焕然一新，改造老旧小区20个，居民交口称赞。\n"
        "完善机制、压实责任，镇村两级齐抓共管，改造老旧小区30个，成效不错。\n"
    )
    pairs = by_context(figures(rows_of(left, right), cut), "改造老旧小区")
    assert all(one.left_row is None for one in pairs)


def test_a_sum_of_years_is_no_partner_of_one_year() -> None:
    left = "一、工作情况\n过去五年，我们始终坚持绿色发展，新增绿道150公里，家园更美。\n"
    right = "一、工作情况\n全力打好蓝天碧水净土保卫战，建成一批街头游园，新增绿道32公里。\n"
    pairs = by_context(figures(rows_of(left, right), cut), "新增绿道")
    assert [(one.left, one.right) for one in pairs if one.left_row is not None] == []


def test_what_stood_at_the_end_of_several_years_is_held_against_one_year() -> None:
    left = (
        "一、过去五年工作回顾\n城市能级明显提升。科研投入占生产总值比重从2018年的3.1%提高到4.2%。\n"
        "累计制定政府规章36件，办理代表建议520件。\n"
    )
    right = (
        "一、2024年工作回顾\n创新活力竞相迸发，各类平台加快建设，科研投入占生产总值比重达到4.4%。\n"
        "制定政府规章9件，办理代表建议118件。\n"
    )
    pairs = figures(rows_of(left, right), cut)
    both = {(one.left, one.right) for one in pairs if one.left and one.right}
    assert both == {("4.2", "4.4")}


def test_a_plan_of_ten_years_in_a_passage_makes_no_sum_of_its_other_figures() -> None:
    left = "一、主要任务\n落实长江十年禁渔。新建公园12座，新增绿地86公顷。\n"
    right = "一、主要任务\n落实长江大保护。新建公园15座，新增绿地92公顷。\n"
    both = {(one.left, one.right) for one in figures(rows_of(left, right), cut)}
    assert both == {("12", "15"), ("86", "92")}


def test_a_report_against_itself_has_only_the_same_figures_in_their_own_rows() -> None:
    pairs = figures(rows_of(_LEFT, _LEFT), cut)
    assert len(pairs) == 6
    assert all(one.same and one.left_row is None for one in pairs)


def test_swapping_the_reports_mirrors_the_figures() -> None:
    pairs = figures(rows_of(_LEFT, _RIGHT), cut)
    mirrored = figures(rows_of(_RIGHT, _LEFT), cut)
    assert Counter(map(_said, pairs)) == Counter(map(_said, map(_swapped, mirrored)))


_SENTENCES = st.sampled_from(
    [
        "新增养老床位260张。",
        "新增养老床位312张，改造小区18个。",
        "全区财政收入86亿元，增长5.2%。",
        "财政收入由82亿元增加到91亿元。",
        "培训党员××名，举办读书班2期。",
        "平安建设扎实推进，矛盾明显减少。",
        "201\t05\t统计信息事务\t627,600\t627,600\t0",
        "201\t05\t统计信息事务\t257,700\t0\t257,700",
        "年度资金申请总额",
        "4,100,000.00",
        "总部51家、中心20家，分别增加3家和2家。",
    ]
)
_REPORTS = st.lists(_SENTENCES, min_size=1, max_size=8).map(
    lambda lines: "一、工作情况\n" + "\n".join(lines) + "\n"
)


@given(_REPORTS, _REPORTS)
@settings(deadline=None, max_examples=40)
def test_every_counted_figure_stands_once_and_spans_spell_it(left: str, right: str) -> None:
    rows, pairs = told_of(left, right)
    _, mirrored = told_of(right, left)
    assert Counter(map(_said, pairs)) == Counter(map(_said, map(_swapped, mirrored)))
    lefts = [
        (one.row if one.left_row is None else one.left_row, one.left_span, one.left)
        for one in pairs
        if one.left_span
    ]
    rights = [(one.row, one.right_span, one.right) for one in pairs if one.right_span]
    for told, sides in ((lefts, [row.left for row in rows]), (rights, [row.right for row in rows])):
        starts = [(row, span.start) for row, span, _ in told if span]
        assert len(set(starts)) == len(starts)
        for row, span, token in told:
            side = sides[row]
            assert side is not None
            assert span is not None
            assert side.text[slice(*span)] == token
        counted = {
            (row, one.span.start)
            for row, side in enumerate(sides)
            if side
            for one in figures_of(side.text, cut)
            if one.is_counted and not one.faint
        }
        assert counted <= set(starts)


def test_numbers_of_a_table_are_told_apart_by_row_and_column() -> None:
    left = "一、收支总表\n201\t29\t02\t群众团体事务\t454,100\t0\t454,100\n"
    right = "一、收支总表\n201\t29\t02\t群众团体事务\t426,000\t20,000\t406,000\n"
    told = [(one.context, one.left, one.right) for one in figures(rows_of(left, right), cut)]
    assert told == [
        ("群众团体事务", "454,100", "426,000"),
        ("群众团体事务（第2列）", "0", "20,000"),
        ("群众团体事务（第3列）", "454,100", "406,000"),
    ]


def test_where_a_column_was_lost_only_sums_are_held_against_each_other() -> None:
    left = "一、收支总表\n302\t01\t办公费\t5,811,753\t5,811,753\n"
    right = "一、收支总表\n302\t01\t办公费\t4,755,518\t0\t4,755,518\n"
    told = {(one.left, one.right) for one in figures(rows_of(left, right), cut)}
    assert told == {("5,811,753", "4,755,518")}


def test_a_number_that_stands_alone_is_named_by_the_line_before_it() -> None:
    left = "一、绩效目标\n年度资金申请总额\n4,100,000.00\n"
    right = "一、绩效目标\n年度资金申请总额\n6,351,000.00\n"
    (pair,) = figures(rows_of(left, right), cut)
    assert (pair.context, pair.delta) == ("年度资金申请总额", 2_251_000)


def _said(one: FigurePair) -> str:
    return repr(replace(one, row=0, left_row=None, percent=None))


def _swapped(one: FigurePair) -> FigurePair:
    return replace(
        one,
        left=one.right,
        right=one.left,
        left_span=one.right_span,
        right_span=one.left_span,
        left_qualifier=one.right_qualifier,
        right_qualifier=one.left_qualifier,
        delta=None if one.delta is None else -one.delta,
    )
