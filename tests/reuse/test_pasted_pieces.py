"""A pasted text in pieces: cut as reports are, each piece where it stands in the whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import BadQuery
from index.model import Span
from search.reuse.pieces import LONGEST, checked, cut

SENTENCE = "全年走访困难职工126户，发放慰问金15.8万元。"
LINES = st.sampled_from(
    [SENTENCE, "一、主要做法", "（一）抓实学习。坚持集中学。", "一是学制度；二是学业务。", "", "  "]
)


def test_a_sentence_is_one_piece() -> None:
    (piece,) = cut(f"  {SENTENCE}\n").cuts
    assert (piece.text, piece.span) == (SENTENCE, Span(2, 2 + len(SENTENCE)))


def test_a_phrase_that_looks_like_a_heading_is_looked_up_all_the_same() -> None:
    (piece,) = cut("加强党的建设").cuts
    assert piece.text == "加强党的建设"


def test_points_and_run_in_headings_are_cut_as_in_a_report() -> None:
    pieces = cut("一、工作\n（一）抓实学习。坚持集中学，一是学制度；二是学业务。").cuts
    assert [piece.text for piece in pieces] == ["坚持集中学，", "一是学制度；", "二是学业务。"]


def test_a_text_without_headings_is_cut_by_paragraphs() -> None:
    pieces = cut(f"{SENTENCE}\r\n健全信访接待制度，班子成员每月下访接待职工。\r\n").cuts
    assert [piece.text for piece in pieces] == [
        SENTENCE,
        "健全信访接待制度，班子成员每月下访接待职工。",
    ]


def test_what_grows_too_long_is_cut_and_each_cut_is_bridged() -> None:
    pieces = cut("前言如下。\n" + SENTENCE * 30 + "\n" + SENTENCE)
    assert [len(piece.text) <= 400 for piece in pieces.cuts] == [True] * len(pieces.cuts)
    assert pieces.before == (1,)
    (bridge,) = pieces.bridges
    assert bridge.span.start < pieces.cuts[1].span.end < bridge.span.end


@given(st.lists(LINES, min_size=1, max_size=8).map("\n".join).filter(str.strip))
def test_every_piece_stands_where_it_says(text: str) -> None:
    for piece in (*cut(text).cuts, *cut(text).bridges):
        assert len(piece.origins) == len(piece.text)
        for at, origin in enumerate(piece.origins):
            assert text[origin] == piece.text[at]
        assert piece.place(Span(0, len(piece.text))) == piece.span


@pytest.mark.parametrize("text", ["", " \n\u3000"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(BadQuery) as caught:
        checked(text)
    assert (caught.value.key, caught.value.values["field"]) == ("text_empty", "text")


def test_a_text_that_is_too_long_is_refused() -> None:
    assert len(checked("段" * LONGEST)) == LONGEST
    with pytest.raises(BadQuery) as caught:
        checked("段" * (LONGEST + 1))
    assert caught.value.values == {"field": "text", "given": LONGEST + 1, "limit": LONGEST}


def test_half_a_character_keeps_its_place() -> None:
    assert checked("前\ud83d后") == "前\ufffd后"
