"""Doubts find their places in the passages: the right one or none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.model import Doubt, Span
from search.doubts import Place, places

PASSAGES = (
    "2021年度工作总结",
    "一、主要做法及成效",
    "逐级签订责任书356份，排查隐患128处，没有发生责任事故。",
    "完善责任书考核办法，排查隐患不留死角。",
    "下一步继续排查隐患。",
)


def doubt(text: str, of: str) -> Doubt:
    """Return the doubt about the characters `of` in a piece of a line."""
    start = text.index(of)
    return Doubt(1, text, start, start + len(of))


def shown(place: Place | None) -> tuple[int, str] | None:
    return None if place is None else (place.index, PASSAGES[place.index][slice(*place.span)])


def test_words_that_stand_once_are_the_place() -> None:
    (found,) = places([doubt("书356份，排查隐患128处", "隐")], PASSAGES)
    assert found == Place(2, Span(14, 15))
    assert shown(found) == (2, "隐")


def test_words_that_stand_nowhere_or_run_over_two_passages_have_no_place() -> None:
    asked = [
        doubt("堤防巡查常态化", "巡"),
        doubt("工作总结一、主要做法", "一"),
        Doubt(1, "", 0, 0),
    ]
    assert places(asked, PASSAGES) == (None, None, None)


def test_words_that_stand_again_are_told_apart_by_the_doubts_around() -> None:
    asked = [
        doubt("签订责任书", "签"),
        doubt("排查隐患", "隐"),  # three times, once between the doubts around
        doubt("完善责任书", "善"),
        doubt("不留死角", "死"),
        doubt("排查隐患", "患"),
    ]
    found = [shown(one) for one in places(asked, PASSAGES)]
    assert found == [(2, "签"), (2, "隐"), (3, "善"), (3, "死"), (4, "患")]


def test_words_that_nobody_can_tell_apart_have_no_place() -> None:
    assert places([doubt("排查隐患", "隐")], PASSAGES) == (None,)
    around = [doubt("签订责任书", "签"), doubt("排查隐患", "隐")]
    assert places(around, PASSAGES)[1] is None


def test_where_every_place_is_doubted_each_doubt_has_its_own() -> None:
    found = places([doubt("排查隐患", "隐")] * 3, PASSAGES)
    assert [shown(one) for one in found] == [(2, "隐"), (3, "隐"), (4, "隐")]


def test_doubts_beside_each_other_with_the_same_words_have_a_place_each() -> None:
    words = "考核办法"
    found = places([Doubt(1, words, 0, 1), Doubt(1, words, 2, 4)], PASSAGES)
    assert [shown(one) for one in found] == [(3, "考"), (3, "办法")]


texts = st.lists(st.text(alphabet="排查隐患，台账", max_size=12), max_size=6)


@given(texts, st.lists(st.tuples(st.integers(0, 5), st.integers(0, 11), st.integers(1, 6))))
def test_what_stands_at_a_place_are_the_words_of_the_doubt(
    passages: list[str], cuts: list[tuple[int, int, int]]
) -> None:
    asked = []
    for index, start, size in sorted(cuts):
        words = passages[index][start : start + size] if index < len(passages) else "不在这里"
        asked.append(Doubt(1, words, 0, len(words)))
    found = places(asked, passages)
    assert len(found) == len(asked)
    for one, place in zip(asked, found, strict=True):
        if place is not None:
            assert passages[place.index][slice(*place.span)] == one.text
        elif one.text:
            everywhere = sum(
                text.startswith(one.text, at) for text in passages for at in range(len(text))
            )
            assert everywhere != 1
