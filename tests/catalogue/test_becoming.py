"""What a passage has become where its file was read anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.catalogue.becoming import likest, moved, same_text
from index.model import Span

PIECE = "群众满意度有所提高"
WHOLE = "全年修缮管网42公里，办结诉求318件，群众满意度有所提高。"


def test_a_piece_leads_to_the_passage_that_holds_it() -> None:
    assert likest(PIECE, {7: "二、存在问题", 8: WHOLE}) == 8


def test_a_passage_that_was_cut_leads_to_the_piece_that_holds_most_of_it() -> None:
    cut = {1: "全年修缮管网42公里，办结诉求318件", 2: PIECE}
    assert likest(WHOLE, cut) == 1


def test_what_holds_less_than_half_of_it_is_not_what_it_has_become() -> None:
    assert likest(WHOLE, {1: "全年修缮桥梁7座", 2: "基层力量不足"}) is None
    assert likest("", {1: "基层力量不足"}) is None


def test_a_stretch_is_found_in_the_passage_that_it_has_become() -> None:
    assert moved(PIECE, Span(0, 5), {3: WHOLE}) == (3, Span(20, 25))
    assert WHOLE[20:25] == PIECE[:5]


def test_a_stretch_that_stands_there_twice_or_not_at_all_is_not_guessed() -> None:
    assert moved(PIECE, Span(0, 5), {3: WHOLE + PIECE}) is None
    assert moved(WHOLE, Span(0, len(WHOLE)), {3: WHOLE[:-12]}) is None


@given(st.lists(st.sampled_from(["甲", "乙", "丙"]), max_size=8))
def test_the_same_reading_leads_each_passage_to_itself(texts: list[str]) -> None:
    numbered = dict(enumerate(texts))
    assert same_text(numbered, numbered) == {number: number for number in numbered}
