"""Figures of a text, and of two against each other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from figures_support import changes_between, cut, swapped
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.comparing.figures.found import Found, figures_of
from search.comparing.figures.pairs import pair_figures
from search.comparing.figures.uncounted import Sense
from search.comparing.model import FigurePair

_ODD = st.text(
    st.one_of(
        st.sampled_from(
            "0123456789０９.．,，:：+-－—%％‰×*X某一二三五十百千万亿零〇两点分之第年月日届号个名件次项米公里元多余几数约近"
            "以上内左右增长同比到至、。；（）〔〕“”\n\t ABk㎡³é\u0301😀"
        ),
        st.characters(),
    ),
    max_size=60,
)
_WORDS = """
    培训12期 培训党员 3500余名 ××名 1.2万件 8000万元 1.2亿元 百分之五 5% 同比增长 ， 。
    增长3.2个百分点 2024年 三个村 一次 第3位 二十届 800米 1.5公里 九成 受理诉求 约 以上
    0件 十几家 从 到 3至5个 （一）"""
_PIECES = st.lists(st.sampled_from(_WORDS.split()), max_size=14).map("".join)


def only(text: str) -> Found:
    """Return the one counted figure of a text."""
    (found,) = (one for one in figures_of(text, cut) if one.is_counted)
    return found


def paired(left: str, right: str) -> tuple[FigurePair, ...]:
    return pair_figures(left, right, changes_between(left, right), cut)


@pytest.mark.parametrize(
    ("text", "token", "value", "measure"),
    [
        ("安排资金1,234.56万元", "1,234.56万", "12345600", "元"),
        ("贷款余额3亿2000万元", "3亿2000万", "320000000", "元"),
        ("惠及6600多万人", "6600多万", "66000000", "人"),
        ("下降百分之三点二", "百分之三点二", "3.2", "%"),
        ("死亡率千分之五", "千分之五", "5", "‰"),
        ("收窄1.7個百分點", "1.7", "1.7", "百分点"),
        ("绿地１５．６㎡", "１５．６", "15.6", "平方米"),
        ("流域面积85km²", "85", "85", "平方公里"),
        ("流域面积85km2，", "85", "85", "平方公里"),
        ("绿化1200m2。", "1200", "1200", "平方米"),
        ("绿化1200米²。", "1200", "1200", "平方米"),
        ("造林30hm2", "30", "30", "公顷"),
        ("投入5千万元", "5千万", "50000000", "元"),
        ("新增装机3.7亿千瓦", "3.7亿", "370000000", "千瓦"),
        ("投入 8000 万元", "8000 万", "80000000", "元"),
        ("达到2 0 9 0元", "2 0 9 0", "2090", "元"),
        ("下降百分之五十三点六", "百分之五十三点六", "53.6", "%"),
        ("投入120\u00a0万元", "120\u00a0万", "1200000", "元"),
        ("投入120\u2009万元", "120\u2009万", "1200000", "元"),
        ("投入120\u3000万元", "120\u3000万", "1200000", "元"),
        ("投入120\u200b万元", "120\u200b万", "1200000", "元"),
        ("支出3\u2009296\u2009600元", "3\u2009296\u2009600", "3296600", "元"),
        ("化解债务1.5个亿", "1.5个亿", "150000000", ""),
        ("整改完成九成半", "九成半", "95", "%"),
        ("整改完成七成五", "七成五", "75", "%"),
        ("投入叁佰万元", "叁佰万", "3000000", "元"),
        ("合同价壹佰贰拾伍万圆整", "壹佰贰拾伍万", "1250000", "元"),
        ("居全市第一，", "一", "1", ""),
        ("满意度列全省第3。", "3", "3", ""),
        ("部门支出3 296 600元", "3 296 600", "3296600", "元"),
        ("部门支出12\u00a0500万元", "12\u00a0500万", "125000000", "元"),
        ("设置12万间隔离房", "12万", "120000", "间"),
    ],
)
def test_scale_belongs_to_the_number_and_values_are_exact(
    text: str, token: str, value: str, measure: str
) -> None:
    found = only(text)
    assert (found.token, found.value, found.measure) == (token, Decimal(value), measure)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("占比10%-15%", [("10", 10, "%"), ("15", 15, "%")]),
        ("补助20万元-30万元", [("20万", 200_000, "元"), ("30万", 300_000, "元")]),
        ("延伸3公里－5公里", [("3", 3, "公里"), ("5", 5, "公里")]),
        ("延伸3公里−5公里", [("3", 3, "公里"), ("5", 5, "公里")]),
        ("补助20-30万元", [("20万", 200_000, "元"), ("30万", 300_000, "元")]),
        ("补助20至30万元", [("20万", 200_000, "元"), ("30万", 300_000, "元")]),
        ("分别为1.2、3.4和5亿元", [
            ("1.2亿", 120_000_000, "元"), ("3.4亿", 340_000_000, "元"), ("5亿", 500_000_000, "元"),
        ]),
        ("培训三至五万人次", [("三万", 30_000, "人次"), ("五万", 50_000, "人次")]),
        ("办结5000至1万件", [("5000", 5000, "件"), ("1万", 10_000, "件")]),  # said with each
        ("增速-3.5%", [("-3.5", -3.5, "%")]),
        ("同比为－3%", [("－3", -3, "%")]),
        ("投入35元\t-3.5元", [("35", 35, "元"), ("-3.5", -3.5, "元")]),
    ],
)  # fmt: skip
def test_ranges_and_lists_share_what_is_said_once(
    text: str, told: list[tuple[str, float, str]]
) -> None:
    found = [one for one in figures_of(text, cut) if one.is_counted]
    assert [(one.token, one.value, one.measure) for one in found] == [
        (token, Decimal(str(value)), measure) for token, value, measure in told
    ]


@pytest.mark.parametrize(
    "text",
    ["第一方阵", "第一书记", "坚持党建第一责任", "队伍陆续参加", "三成立功", "一带一路和三农"],
)
def test_words_with_such_characters_count_nothing(text: str) -> None:
    assert not [one for one in figures_of(text, cut) if one.is_counted]


@pytest.mark.parametrize(
    "text", ["地铁二期工程开工", "泵房一期、二期工程完工", "管网三期改造", "两千多年来的农业税"]
)
def test_parts_of_works_and_spans_that_are_told_count_nothing(text: str) -> None:
    assert not [one for one in figures_of(text, cut) if one.is_counted]


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("2024年", Sense.YEAR),
        ("二〇二四年", Sense.YEAR),
        ("20××年", Sense.YEAR),
        ("面向2035的规划", Sense.YEAR),
        ("3月", Sense.DATE),
        ("2024.12.31", Sense.DATE),
        ("八十年代", Sense.DATE),
        ("二十大精神", Sense.SESSION),
        ("十四五规划", Sense.SESSION),
        ("第十四届运动会", Sense.SESSION),
        ("（三）加强管理", Sense.MARKER),
        ("二要压实责任", Sense.MARKER),
        ("第二，强化督导", Sense.ORDINAL),
        ("15号文件", Sense.NUMBER),
        ("5G基站", Sense.NAME),
        ("12345热线", Sense.NAME),
        ("“25条”政策", Sense.NAME),
        ("某局", Sense.NAME),
        ("三农工作", Sense.WORD),
        ("十分认真", Sense.WORD),
        ("三年来", Sense.WORD),
        ("两位数增长", Sense.WORD),
        ("列第3位", Sense.RANK),
        ("县委三次、四次全会部署", Sense.SESSION),
        ("PM 2.5平均浓度下降", Sense.NAME),
        ("30年期国债上市", Sense.NAME),
        ("100亿级以上项目开工", Sense.NAME),
        ("五年完成旧房改造", Sense.WORD),
        ("三个方面工作", Sense.WORD),
        ("九年义务教育", Sense.WORD),
    ],
)
def test_what_counts_nothing_is_told_apart(text: str, sense: Sense) -> None:
    assert figures_of(text, cut)[0].sense is sense


def test_years_are_no_counted_figures_but_durations_are() -> None:
    assert only("2024年是改革开放46周年").value == 46
    assert only("连续12年位居第一方阵").measure == "年"


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("增长约5%", "约"),
        ("增长5%左右", "左右"),
        ("约有30个", ""),
        ("党员3500余名", "余"),
        ("签约20个项目", ""),
        ("附近3公里", ""),
        ("收入突破2300亿元", "突破"),
        ("合格率不低于95%", "不低于"),
        ("近30%以上", "近…以上"),
    ],
)
def test_qualifiers_are_whole_words_around_the_figure(text: str, qualifier: str) -> None:
    assert only(text).qualifier == qualifier


def test_money_of_different_scales_differs_in_the_smaller_one() -> None:
    (pair,) = paired("争取资金8000万元", "争取资金1.2亿元")
    assert (pair.left, pair.right, pair.measure) == ("8000万", "1.2亿", "万元")
    assert (pair.delta, pair.percent) == (4000, 50.0)


def test_differences_are_reckoned_in_decimals() -> None:
    (pair,) = paired("投资0.3亿元", "投资0.1亿元")
    assert pair.delta == -0.2
    (pair,) = paired("培训12期", "培训15期")
    assert pair.delta == 3
    assert isinstance(pair.delta, int)


def test_shares_differ_in_points_and_not_in_percent() -> None:
    (pair,) = paired("办结率99.95%", "办结率99.2%")
    assert (pair.delta, pair.percent, pair.measure) == (-0.75, None, "%")


def test_a_mask_is_unknown_and_neither_same_nor_changed() -> None:
    for left, right in (("党员××名", "党员36名"), ("党员××名", "党员××名")):
        (pair,) = paired(left, right)
        assert pair.masked
        assert (pair.delta, pair.percent, pair.same) == (None, None, False)


def test_a_figure_that_only_changed_its_way_of_writing_stayed() -> None:
    for left, right in (
        ("发展党员三名", "发展党员3名"),
        ("资金1,200万元", "资金1200万元"),
        ("降低百分之五", "降低5%"),
        ("资金0.8亿元", "资金8000万元"),
        ("党员3500余名", "党员3500多名"),
    ):
        (pair,) = paired(left, right)
        assert pair.same, (left, right)
        assert pair.delta == 0


def test_a_changed_qualifier_is_a_change() -> None:
    (pair,) = paired("增长5%以上", "增长5%左右")
    assert not pair.same
    assert (pair.left_qualifier, pair.right_qualifier) == ("以上", "左右")


def test_measures_that_do_not_compare_make_no_pair() -> None:
    pairs = paired("开展培训12期", "开展培训12万元")
    assert [(one.left, one.right) for one in pairs] == [(None, "12万"), ("12", None)]


def test_figures_find_partners_by_what_they_count_when_clauses_change_places() -> None:
    pairs = paired(
        "新增岗位350个，走访企业86家，化解纠纷42起。", "化解纠纷51起，新增岗位420个，走访企业97家。"
    )
    assert {(one.context, one.left, one.right) for one in pairs} == {
        ("新增岗位", "350", "420"),
        ("走访企业", "86", "97"),
        ("化解纠纷", "42", "51"),
    }


def test_more_on_one_side_and_less_on_the_other_is_told_without_a_difference() -> None:
    (pair,) = paired("财政收入增长5%", "财政收入下降2%")
    assert (pair.left, pair.right, pair.delta, pair.same) == ("5", "2", None, False)
    assert pair.context == "财政收入下降／增长"


def test_a_side_that_is_not_there_leaves_figures_alone() -> None:
    pairs = pair_figures("", "走访企业86家", changes_between("", "走访企业86家"), cut, row=7)
    assert [(one.left, one.right, one.left_span, one.row) for one in pairs] == [
        (None, "86", None, 7)
    ]


def test_the_cutter_is_not_asked_where_nothing_is_counted() -> None:
    def never(text: str) -> list[str]:
        raise AssertionError(text)

    assert all(not one.is_counted for one in figures_of("2024年，进一步统一思想。", never))


@given(st.one_of(_ODD, _PIECES))
@example("三成五百户，一倍半年")
@settings(deadline=None)
def test_figures_are_tokens_of_the_text_in_order_whatever_it_holds(text: str) -> None:
    found = figures_of(text, cut)
    for one in found:
        assert text[slice(*one.span)] == one.token != ""
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.one_of(_ODD, _PIECES), st.one_of(_ODD, _PIECES))
@settings(deadline=None)
def test_swapping_sides_mirrors_the_pairs_and_no_figure_is_lost(left: str, right: str) -> None:
    changes = changes_between(left, right)
    pairs = pair_figures(left, right, changes, cut)
    mirrored = pair_figures(right, left, swapped(changes), cut)
    assert sorted(map(_ends, pairs)) == sorted(map(_ends, map(_mirrored, mirrored)))
    for text, spans in (
        (left, [(one.left_span, one.left) for one in pairs]),
        (right, [(one.right_span, one.right) for one in pairs]),
    ):
        told = [(span, token) for span, token in spans if span is not None]
        assert all(text[slice(*span)] == token for span, token in told)
        starts = [span.start for span, _ in told]
        counted = [one for one in figures_of(text, cut) if one.is_counted and not one.faint]
        assert len(set(starts)) == len(starts)
        assert {one.span.start for one in counted} <= set(starts)


def _ends(pair: FigurePair) -> str:
    return repr(replace(pair, percent=None))


def _mirrored(pair: FigurePair) -> FigurePair:
    return replace(
        pair,
        left=pair.right,
        right=pair.left,
        left_span=pair.right_span,
        right_span=pair.left_span,
        left_qualifier=pair.right_qualifier,
        right_qualifier=pair.left_qualifier,
        delta=None if pair.delta is None else -pair.delta,
    )
