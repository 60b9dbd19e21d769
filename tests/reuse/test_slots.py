"""Slots: what a figure is worth, what it is, and whether two sides agree."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.normal import FIGURE, normalise
from search.slots import Filled, Slot, differ, fill
from search.values import value


@pytest.mark.parametrize(
    ("token", "worth"),
    [
        ("1,234.5", "1234.5"),
        ("１２３", "123"),
        ("-3.5", "-3.5"),
        ("－８", "-8"),
        ("1.2万", "12000"),
        ("3千万", "30000000"),
        ("三十五", "35"),
        ("二〇二三", "2023"),
        ("二○二三", "2023"),
        ("一千二百", "1200"),
        ("三千万", "30000000"),
        ("壹佰贰拾", "120"),
        ("⼆⼗", "20"),
        ("兩", "2"),
        ("一百零五", "105"),
    ],
)
def test_a_figure_is_read_in_any_spelling(token: str, worth: str) -> None:
    assert value(token) == Decimal(worth)


@pytest.mark.parametrize("token", ["××", "百", "万", "三五", "两三", "十十一", "1.2.3", ""])
def test_what_stands_for_no_one_number_has_no_value(token: str) -> None:
    assert value(token) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [("1,200", "1200"), ("三", "3"), ("1.2万", "12000"), ("二〇二三", "2023"), ("5.0", "5")],
)
def test_one_number_in_two_spellings_does_not_differ(left: str, right: str) -> None:
    assert not differ(left, right)
    assert not differ(right, left)


@pytest.mark.parametrize("figure", ["35", "二十", "1.2万", "××", "20××"])
@pytest.mark.parametrize("mask", ["×××", "XX", "*", "某", "20××"])
def test_a_mask_agrees_with_anything(figure: str, mask: str) -> None:
    assert not differ(figure, mask)
    assert not differ(mask, figure)


@pytest.mark.parametrize(("left", "right"), [("十四五", "十三五"), ("三五", "五六"), ("3", "4")])
def test_figures_of_another_value_or_wording_differ(left: str, right: str) -> None:
    assert differ(left, right)


def test_the_traditional_spelling_of_a_scale_does_not_differ() -> None:
    assert not differ("万", "萬")


@pytest.mark.parametrize(
    ("left", "right", "kind", "delta"),
    [
        ("2022年完成投资", "2023年完成投资", Slot.YEAR, 1),
        ("二〇二二年完成投资", "二〇二四年完成投资", Slot.YEAR, 2),
        ("培训党员2000人", "培训党员2010人", Slot.FIGURE, 10),
        ("深入学习党的十八大精神", "深入学习党的十九大精神", Slot.SESSION, 1),
        ("学习贯彻二十届精神", "学习贯彻十九届精神", Slot.SESSION, -1),
        ("学习三中全会精神", "学习四中全会精神", Slot.SESSION, 1),
        ("编制十三五规划", "编制十四五规划", Slot.SESSION, 1),
        ("于5月召开大会", "于6月召开大会", Slot.DATE, None),
        ("培训干部120人", "培训干部××人", Slot.MASK, None),
        ("培训干部120人", "培训干部150人", Slot.FIGURE, 30),
        ("增长5.6%", "增长5.5%", Slot.FIGURE, -0.1),
        ("实施三年行动", "实施五年行动", Slot.FIGURE, 2),
        ("破解三大难题", "破解五大难题", Slot.FIGURE, 2),
    ],
)
def test_a_slot_says_what_it_is_and_by_how_much_it_changed(
    left: str, right: str, kind: Slot, delta: float | None
) -> None:
    (slot,) = filled(left, right)
    assert (slot.kind, slot.delta) == (kind, delta)
    assert slot.changed == (kind is not Slot.MASK)


def test_both_ends_of_a_range_are_years() -> None:
    slots = filled("2020—2022年累计投入", "2021—2023年累计投入")
    assert [(slot.kind, slot.delta) for slot in slots] == [(Slot.YEAR, 1), (Slot.YEAR, 1)]


def test_slots_stand_where_their_figures_stand() -> None:
    left, right = "投入1,200万元，培训20人", "投入１５００万元、培训××人"
    assert [(slot.left, slot.right) for slot in filled(left, right)] == [
        ("1,200万", "１５００万"),
        ("20", "××"),
    ]
    for slot in filled(left, right):
        assert left[slice(*slot.left_span)] == slot.left
        assert right[slice(*slot.right_span)] == slot.right


def test_figures_that_stay_are_listed_and_numerals_in_words_are_not() -> None:
    text = "进一步统一思想，开展三项整治，走访45户，严格执行三会一课"
    slots = filled(text, text)
    assert [(slot.left, slot.changed) for slot in slots] == [("三", False), ("45", False)]


def test_a_numeral_in_a_word_is_listed_where_it_changed() -> None:
    (slot,) = filled("落实一岗双责", "落实两岗双责")
    assert (slot.left, slot.right, slot.changed) == ("一", "两", True)


def test_swapping_the_sides_mirrors_a_slot() -> None:
    left, right = "2022年培训120人", "2023年培训××人"
    there = [slot.mirrored() for slot in filled(left, right)]
    assert [(s.left, s.delta, s.kind) for s in there] == [
        (s.left, s.delta, s.kind) for s in filled(right, left)
    ]


def filled(left: str, right: str) -> tuple[Filled, ...]:
    """Fill the slots of two texts of the same skeleton."""
    here, there = normalise(left), normalise(right)
    assert here.text == there.text
    places = [(at, at) for at, character in enumerate(here.text) if character == FIGURE]
    return fill(left, here, right, there, places)
