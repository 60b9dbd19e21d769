"""Lists whose lines are of one form: dropped, swapped and changed lines stay what they are."""

from __future__ import annotations

import pytest
from comparing_support import compared
from hypothesis import given, settings
from hypothesis import strategies as st

HEAD = ("澜北县信访局2023年工作总结", "一、工作完成情况")

Told = list[tuple[str, bool, str | None, str | None]]


def told(left: list[str], right: list[str]) -> Told:
    """Return the rows of two lists that are not the same: kind, moved, and the two texts."""
    return [
        (row.kind.value, row.moved, row.left and row.left.text, row.right and row.right.text)
        for row in compared([*HEAD, *left], [*HEAD, *right]).rows
        if row.kind.value != "same" or row.moved
    ]


@pytest.mark.parametrize(
    ("lines", "changed"),
    [
        (
            (
                "投资额60万元至150万元的企业28家，奖励406万元。",
                "投资额150万元至320万元的企业11家，奖励538万元。",
            ),
            "投资额60万元至150万元的企业28家，奖励511万元。",
        ),
        (
            ("接待群众来访412批次，办结积案137件。", "接待群众来访205批次，办结积案98件。"),
            "接待群众来访412批次，办结积案319件。",
        ),
    ],
)
def test_a_line_stands_beside_the_one_with_its_figures_when_the_next_one_is_dropped(
    lines: tuple[str, str], changed: str
) -> None:
    kept, dropped = lines
    rows = told([*lines], [changed])
    assert rows == [("figures", False, kept, changed), ("left_only", False, dropped, None)]
    rows = told([changed], [*lines])
    assert rows == [("figures", False, changed, kept), ("right_only", False, None, dropped)]


def test_figures_that_stayed_tell_two_lines_that_changed_places_and_amounts() -> None:
    left = ["接待群众来访412批次，办结积案137件。", "接待群众来访205批次，办结积案98件。"]
    right = ["接待群众来访205批次，办结积案104件。", "接待群众来访412批次，办结积案319件。"]
    pairs = {(one, other) for _, _, one, other in told(left, right)}
    assert pairs == {(left[0], right[1]), (left[1], right[0])}


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_of_a_list_by_ranges_of_amounts_each_line_keeps_its_own(data: st.DataObject) -> None:
    size = data.draw(st.integers(3, 9))
    edges = sorted(data.draw(st.sets(st.integers(12, 900), min_size=size + 1, max_size=size + 1)))
    counts = data.draw(st.lists(st.integers(11, 99), min_size=size, max_size=size))
    amounts = data.draw(st.lists(st.integers(100, 900), min_size=size, max_size=size, unique=True))
    fates = data.draw(st.lists(st.sampled_from("sssscd"), min_size=size, max_size=size))
    left, right = [], []
    truth: list[tuple[str, str | None, str | None]] = []
    for n, fate in enumerate(fates):
        form = f"年产值{edges[n]}万元至{edges[n + 1]}万元的企业{counts[n]}家，补助{{}}万元。"
        one, other = form.format(amounts[n]), form.format(amounts[n] + 1000)
        left.append(one)
        if fate == "d":
            truth.append(("left_only", one, None))
            continue
        right.append(one if fate == "s" else other)
        if fate == "c":
            truth.append(("figures", one, other))
    if right:
        assert [(kind, *texts) for kind, _, *texts in told(left, right)] == truth


def test_who_is_called_otherwise_in_a_list_is_someone_else() -> None:
    form = "{}受理信访事项{}件，办结{}件，办结率{}%。"
    gone, new = form.format("永宁镇", 96, 71, 74), form.format("龙潭镇", 52, 49, 94.2)
    stays = form.format("城东镇", 61, 58, 95.1)
    everyone = {("left_only", False, gone, None), ("right_only", False, None, new)}
    assert set(told([gone, stays], [stays, new])) == everyone
    assert set(told([gone, stays], [new, stays])) == everyone


def test_places_whose_names_begin_or_end_alike_are_two_places() -> None:
    form = "{}完成危房改造{}户，发放补助资金{}万元。"
    stays = form.format("石桥镇", 36, 108)
    for names in (("城关镇", "城南镇"), ("永安镇", "长安镇"), ("南山街道", "南湖街道")):
        gone, new = form.format(names[0], 41, 123), form.format(names[1], 17, 51)
        kinds = sorted(kind for kind, *_ in told([gone, stays], [new, stays]))
        assert kinds == ["left_only", "right_only"], names


def test_a_name_was_changed_where_nothing_else_is_of_its_form() -> None:
    form = "{}受理信访事项{}件，办结{}件，按期办结率{}%。"
    one, other = (
        form.format("县信访局", 310, 298, 96.1),
        form.format("县社会工作部", 342, 331, 96.8),
    )
    assert told([one], [other]) == [("edited", False, one, other)]


def test_a_township_that_became_a_town_is_the_same_one() -> None:
    form = "{}受理信访事项{}件，办结{}件，办结率{}%。"
    others = [form.format("城东镇", 61, 58, 95.1), form.format("石桥镇", 33, 30, 90.9)]
    one, other = form.format("白马乡", 27, 25, 92.6), form.format("白马镇", 31, 29, 93.5)
    assert told([*others, one], [*others, other]) == [("edited", False, one, other)]


@pytest.mark.parametrize("form", ["{}受理来访{}件，办结{}件。", "{}\t{}\t{}"])
@pytest.mark.parametrize("before", [[], ["（一）分镇受理情况"]])
def test_a_line_that_another_list_has_too_moved_in_its_own(form: str, before: list[str]) -> None:
    first, second, third = (
        form.format(*one) for one in (("城东镇", 35, 12), ("石桥镇", 47, 19), ("柳湾镇", 59, 28))
    )
    above = [*before, first, second, third, "（二）分镇办结情况"]
    rows = told([*above, first, second, third], [*above, second, first, third])
    assert [(kind, moved) for kind, moved, *_ in rows] == [("same", True)]
    assert rows[0][2] == rows[0][3]


def test_a_line_of_a_form_that_others_have_did_not_move_when_no_figure_is_its_own() -> None:
    form = "接待群众来访{}批次，办结积案{}件。"
    stays = [form.format(412, 137), form.format(205, 98), form.format(388, 126)]
    gone, new = form.format(273, 210), form.format(64, 175)
    kinds = sorted(kind for kind, *_ in told([gone, *stays], [*stays, new]))
    assert kinds == ["left_only", "right_only"]


def test_a_line_in_the_place_of_another_one_is_not_it_without_a_figure_in_common() -> None:
    form = "接待群众来访{}批次，办结积案{}件。"
    stays = [form.format(412, 137), form.format(205, 98)]
    gone, new = form.format(273, 210), form.format(64, 175)
    kinds = sorted(kind for kind, *_ in told([stays[0], gone, stays[1]], [stays[0], new, stays[1]]))
    assert kinds == ["left_only", "right_only"]
    # The heading tells the only one under it, and where all is new the places do.
    rows = told([*stays, "（二）分月情况", gone], [*stays, "（二）分月情况", new])
    assert rows == [("figures", False, gone, new)]
    fresh = [form.format(517, 166), form.format(301, 84)]
    assert {(one, other) for *_, one, other in told(stays, fresh)} == set(
        zip(stays, fresh, strict=True)
    )


@pytest.mark.parametrize("form", ["（{}期）完成投资{}万元。", "{}标段完成投资{}万元。"])
def test_the_parts_of_a_whole_are_told_by_their_numbers(form: str) -> None:
    left = [form.format("一", 300), form.format("二", 500)]
    right = [form.format("一", 500), form.format("二", 300)]
    rows = set(told(left, right))
    assert rows == {("figures", False, *pair) for pair in zip(left, right, strict=True)}
    rows = set(told(left, [form.format("二", 500), form.format("三", 640)]))
    assert {one[0] for one in rows} == {"left_only", "right_only"}


AMOUNTS = [
    "全年收支平衡，没有赤字，拨款情况如下。",
    *("其中：当年财政拨款", "11,419,043.00"),
    "以上拨款按季度下达，年底统一核对。",
    *("上年结转资金", "2,300.00", "45.00"),
    "结转资金已经纳入今年预算，统筹使用。",
]


def test_an_amount_on_a_line_of_its_own_is_the_one_between_the_same_neighbours() -> None:
    right = [*AMOUNTS]
    right[2], right[5], right[6] = "12,560,950.47", "9", "1,018.30"
    assert told(AMOUNTS, right) == [("figures", False, AMOUNTS[n], right[n]) for n in (2, 5, 6)]
    assert told(right, AMOUNTS) == [("figures", False, right[n], AMOUNTS[n]) for n in (2, 5, 6)]


def test_amounts_are_not_one_where_more_of_them_stand_between_their_neighbours() -> None:
    for right in (
        [*AMOUNTS[:5], "9", "1,018.30", "77", *AMOUNTS[7:]],
        [*AMOUNTS[:5], "续表", "9", "1,018.30", *AMOUNTS[7:]],
    ):
        rows = told(AMOUNTS, right)
        assert {kind for kind, *_ in rows} == {"left_only", "right_only"}
        assert len(rows) == 5
