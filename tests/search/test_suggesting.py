"""Suggestions for a query that finds nothing: near to it, standing in a report, counted exactly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import BadQuery
from index.folding import fold
from search.library import Library
from search.likeness import likeness
from search.model import Mode, Request


def near(library: Library, query: str) -> list[str]:
    return [suggestion.text for suggestion in library.near(Request(query))]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("第一议提", "第一议题"),  # one character taken for another
        ("弟一议题", "第一议题"),
        ("第一个议题", "第一议题"),  # one too many
        ("第议题", "第一议题"),  # one missing
        ("三会一棵", "三会一课"),
        ("粮食安全和生产安全", "糧食安全與生產安全"),  # shown as it is written in the report
    ],
)
def test_a_slip_of_the_pen_leads_to_what_was_meant(
    library: Library, typed: str, meant: str
) -> None:
    assert near(library, typed)[0] == meant


def test_what_of_a_long_phrase_does_stand_is_suggested(library: Library) -> None:
    assert "第一议题" in near(library, "第一议题常态化运行机制建设年活动")


def test_of_several_phrases_the_missing_one_is_looked_for(library: Library) -> None:
    assert near(library, "三会一课 第一议提")[0] == "第一议题"


def test_phrases_that_only_never_stand_together_are_suggested_themselves(library: Library) -> None:
    assert near(library, "粮食安全 主题党日") == ["粮食安全", "主题党日"]


def test_nothing_is_near_to_what_has_no_character_in_common(library: Library) -> None:
    assert near(library, "鼎龘彧") == []


def test_filters_and_exclusions_are_left_aside(library: Library) -> None:
    assert near(library, "第一议提 年份:2021 -疫情")[0] == "第一议题"


def test_a_figure_that_stands_is_not_taken_for_a_missing_one(library: Library) -> None:
    assert near(library, "学习#次 鼎龘彧") == []


@pytest.mark.parametrize("query", ["", "-疫情", '"第一', "年份:"])
def test_a_query_that_cannot_be_meant_is_refused(library: Library, query: str) -> None:
    with pytest.raises(BadQuery):
        library.near(Request(query))


PIECES = ["第一", "议题", "议提", "三会", "一课", "安全", "生産", "党日", "×", "#", "，", "3", "Ａ"]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), min_size=1, max_size=6).map("".join))
def test_every_suggestion_is_found_exactly_as_often_as_it_says(
    library: Library, query: str
) -> None:
    try:
        found = library.near(Request(query))
    except BadQuery:
        return
    assert len(found) <= 6
    assert len({fold(one.text) for one in found}) == len(found)
    for one in found:
        answer = library.search(Request(one.text, mode=Mode.EXACT))
        assert answer.occurrences == one.occurrences > 0


def test_likeness_counts_the_characters_to_change() -> None:
    assert likeness("第一议题", "第一议题") == 1
    assert likeness("第一议题", "第一议提") == likeness("第一议提", "第一议题") == 0.75
    assert likeness("党建", "粮食") == 0
