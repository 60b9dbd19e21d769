"""Text plus spans becomes markup: nothing lost, nothing let through."""

from __future__ import annotations

import html
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from web.filters import Insert, Mark, excerpts, markup, masks

texts = st.text(alphabet="安全生产<>&\"'×*X一是。，\U00020000", max_size=60)
marks = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["hit", "mask", "label"])),
    max_size=6,
)


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@given(texts, marks)
def test_markup_without_its_tags_is_the_text(text, given_marks):
    kept = [Mark(min(a, b), max(a, b), kind) for a, b, kind in given_marks]
    assert plain(markup(text, kept)) == text


@given(texts, marks, st.integers(0, 60), st.integers(0, 60))
def test_a_cut_shows_exactly_its_stretch_of_the_text(text, given_marks, start, end):
    start, end = min(start, end, len(text)), min(max(start, end), len(text))
    kept = [Mark(min(a, b), max(a, b), kind) for a, b, kind in given_marks]
    assert plain(markup(text, kept, start=start, end=end)) == text[start:end]


@given(texts, marks)
def test_marked_characters_are_those_of_the_spans(text, given_marks):
    kept = [Mark(min(a, b), max(a, b), "hit") for a, b, _ in given_marks]
    expected = {at for mark in kept for at in range(mark.start, min(mark.end, len(text)))}
    pieces = re.split(r"(<[^>]*>)", markup(text, kept))
    at, depth, found = 0, 0, set()
    for piece in pieces:
        if piece.startswith("<"):
            depth += -1 if piece.startswith("</") else 1
        else:
            length = len(html.unescape(piece))
            found |= set(range(at, at + length)) if depth else set()
            at += length
    assert found == expected


def test_text_that_looks_like_markup_is_shown_as_text():
    shown = markup("<script>alert(1)</script>安全", [Mark(0, 8, "hit")])
    assert "<script" not in shown
    assert shown.startswith('<mark class="hit">&lt;script&gt;</mark>')


def test_removed_text_is_escaped_and_says_why():
    shown = markup("安全生产", inserts=[Insert(1, text="<b>广告", why="广告")])
    assert shown == (
        '安<span class="removed"><span class="why">广告</span>&lt;b&gt;广告</span>全生产'
    )


def test_overlapping_hits_each_have_an_anchor_where_they_start():
    hits = [Mark(0, 2, "hit"), Mark(1, 3, "hit")]
    shown = markup("××××", hits, [Insert(0, anchor="h1"), Insert(1, anchor="h2")])
    assert re.findall(r'id="(h\d)"', shown) == ["h1", "h2"]
    assert plain(shown) == "××××"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在×××党委领导下", ["×××"]),
        ("调整XX名书记", ["XX"]),
        ("多收党费*万元", ["*"]),
        ("某某同志负责某局工作", ["某某", "某局"[:1]]),
        ("购置X光机3台，某些单位", []),
        ("面积3×4米，XXL号工装EXXON", []),
    ],
)
def test_masks_are_what_stands_for_a_withheld_figure_or_name(text, expected):
    assert [text[mark.start : mark.end] for mark in masks(text)] == expected


def test_a_short_passage_is_shown_whole():
    assert excerpts("安全生产形势平稳。", [Span(0, 4)]) == (Span(0, 9),)


def test_a_long_passage_is_cut_around_its_spans():
    text = "甲" * 300 + "安全生产" + "乙" * 300
    (window,) = excerpts(text, [Span(300, 304)])
    assert window.start <= 300
    assert window.end >= 304
    assert window.end - window.start < 200


@given(st.integers(0, 900), st.lists(st.integers(0, 900), max_size=8))
def test_cuts_are_in_order_and_inside_the_text(length, starts):
    text = "推进安全生产，" * 130
    text = text[:length]
    spans = [Span(s, min(s + 4, length)) for s in starts if s < length]
    windows = excerpts(text, spans)
    assert all(0 <= w.start <= w.end <= length for w in windows)
    assert all(a.end < b.start for a, b in pairwise(windows))
    if spans:
        first = min(spans)
        assert windows[0].start <= first.start
        assert windows[0].end >= first.end
