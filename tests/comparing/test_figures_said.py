"""How a pair of figures is told in a table."""

from __future__ import annotations

from decimal import Decimal

import pytest
from figures_support import changes_between, cut
from hypothesis import given
from hypothesis import strategies as st

from search.comparing.figures.pairs import pair_figures
from search.comparing.figures.said import Rate, Said, Standing, said, tally
from search.comparing.model import FigurePair


def told(left: str, right: str) -> Said:
    (pair,) = pair_figures(left, right, changes_between(left, right), cut)
    return said(pair)


@pytest.mark.parametrize(
    ("left", "right", "line"),
    [
        ("粮食产量1.3万亿斤", "粮食产量1.4万亿斤", "1.3 | 1.4 | 万亿斤 | ＋0.1 | ＋7.7%"),
        ("完成投资4.06万亿元", "完成投资5.66万亿元", "4.06 | 5.66 | 万亿元 | ＋1.60 | ＋39.4%"),
        ("争取资金8000万元", "争取资金1.2亿元", "8000万 | 1.2亿 | 元 | ＋4000万 | ＋50.0%"),
        ("争取资金1800亿元", "争取资金1.6万亿元", "1800亿 | 1.6万亿 | 元 | ＋1.42万亿 | 8.9"),
        ("新增绿道800米", "新增绿道1.5公里", "800米 | 1.5公里 | 米 | ＋700 | ＋87.5%"),
        ("发展党员三名", "发展党员5名", "三 | 5 | 名 | ＋2 | "),
        ("赤字率3%", "赤字率2.5%", "3 | 2.5 | % | −0.5 | "),
        ("安排 8000 万元", "安排 9000 万元", "8000 | 9000 | 万元 | ＋1000 | ＋12.5%"),
        ("发放补贴50元", "发放补贴12345.5元", "50 | 12345.5 | 元 | ＋12,295.5 | 246.9"),
        ("惠及6600多万人", "惠及7000万人", "6600多 | 7000 | 万人 | ＋400 | ＋6.1%"),
        ("利润-3亿元", "利润2亿元", "-3 | 2 | 亿元 | ＋5 | "),
        ("走访企业86家", "走访企业86家", "86 | 86 | 家 |  | "),
        ("党员××名", "党员36名", "×× | 36 | 名 |  | "),
    ],
)
def test_a_pair_is_told_in_the_measure_of_its_line(left: str, right: str, line: str) -> None:
    found = told(left, right)
    parts = (found.left, found.right, found.measure, found.delta, found.percent)
    assert " | ".join(parts) == line


def test_the_numbers_of_a_line_are_exact_and_in_one_measure() -> None:
    found = told("争取资金8000万元", "争取资金1.2亿元")
    numbers = (found.left_number, found.right_number, found.delta_number)
    assert numbers == (Decimal(8000), Decimal(12000), Decimal(4000))
    assert found.number_measure == "万元"
    found = told("新增绿道800米", "新增绿道1.5公里")
    assert (found.left_number, found.right_number) == (Decimal(800), Decimal(1500))


def test_numbers_whose_table_says_the_scale_are_told_in_it() -> None:
    pair = FigurePair("386.10", "412.60", 26.5, 6.86, "万元", "行政运行", 0, None, None)
    found = said(pair)
    assert (found.left, found.right, found.measure) == ("386.10", "412.60", "万元")
    assert (found.delta, found.percent) == ("＋26.50", "＋6.9%")
    assert found.delta_number == Decimal("26.5")


def test_shares_are_told_in_points_and_growth_past_threefold_in_times() -> None:
    assert told("赤字率3%", "赤字率4%").rate is Rate.POINTS
    assert told("培训10期", "培训29期").rate is Rate.PERCENT
    assert told("培训10期", "培训30期").rate is Rate.TIMES
    assert told("培训30期", "培训10期").percent == "−66.7%"


def test_a_line_stands_for_what_became_of_the_figure() -> None:
    assert told("培训12期", "培训15期").standing is Standing.CHANGED
    assert told("培训12期", "培训十二期").standing is Standing.SAME
    assert told("培训12期", "").standing is Standing.LEFT_ONLY
    assert told("", "培训12期").standing is Standing.RIGHT_ONLY
    assert told("培训××期", "").standing is Standing.UNKNOWN
    qualified = told("增长5%以上", "增长5%左右")
    assert (qualified.standing, qualified.delta, qualified.qualified) == (
        Standing.CHANGED,
        "",
        True,
    )
    assert not told("党员3500余名", "党员3600多名").qualified


def test_all_standings_are_counted() -> None:
    left, right = "培训12期，走访86家，化解42起，××名党员", "培训15期，走访86家，调解30件"
    pairs = pair_figures(left, right, changes_between(left, right), cut)
    counted = tally(pairs)
    assert sum(counted.values()) == len(pairs)
    assert counted[Standing.CHANGED] == counted[Standing.SAME] == counted[Standing.UNKNOWN] == 1


@given(
    st.decimals(0, 10**9, places=2, allow_nan=False),
    st.decimals(0, 10**9, places=2, allow_nan=False),
)
def test_left_and_delta_are_right_to_the_last_digit(left: Decimal, right: Decimal) -> None:
    found = told(f"安排预算{left}万元", f"安排预算{right}万元")
    assert (found.left_number, found.right_number) == (left, right)
    assert found.delta_number == right - left
    shown = found.delta.replace("−", "-").replace("＋", "").replace(",", "")
    assert Decimal(shown or "0") == right - left
