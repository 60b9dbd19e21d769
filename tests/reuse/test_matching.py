"""Matching two passages: what matches, in what way, and where."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from index.normal import FIGURE, normalise
from search.matching import EVIDENCE, Aligned, Matching, Verdict, match, match_sides, sides
from search.slots import differ

SOURCE = (
    "扎实开展走访帮扶，全年走访困难职工126户，发放慰问金15.8万元。健全信访接待制度，"
    "班子成员每月下访接待职工。举办安全生产培训班12期，参训职工1,350人次。"
)
OTHER = (
    "坚持把隐患排查作为重中之重，建立台账逐条销号。围绕档案数字化目标，完成库房改造，"
    "新购扫描设备投入使用，借阅效率明显提高。"
)
CLAUSES = st.sampled_from(
    [
        "扎实推进河道清淤整治",
        "全年走访困难职工126户",
        "全年走访困难职工××户",
        "举办培训班十二期",
        "深入学习党的十八大精神",
        "2023年投入资金1,200万元",
        "组织班子成员每月下访",
        "一是健全信访接待制度",
        "督促施工单位落实整改",
        "完成老旧管网改造3.5公里",
        "“三学”措施落到实处",
        "×××",
        "其中",
    ]
)
MARKS = st.sampled_from("，。；、")
PASSAGES = st.lists(st.tuples(CLAUSES, MARKS), max_size=8).map(
    lambda clauses: "".join(clause + mark for clause, mark in clauses)
)
NOISE = st.text(st.sampled_from("职工走访一二12×，。“（培训年月"), max_size=40)
TEXTS = st.one_of(PASSAGES, NOISE, st.tuples(PASSAGES, NOISE, PASSAGES).map("".join))


def found(left: str, right: str) -> Matching:
    matching = match(left, right)
    assert matching is not None
    return matching


def test_figures_changed_give_the_verdict_figures_and_one_full_span() -> None:
    changed = SOURCE.replace("126", "138").replace("15.8", "16").replace("1,350", "1350")
    matching = found(SOURCE, changed)
    assert matching.verdict is Verdict.FIGURES
    assert matching.spans == (Aligned(Span(0, len(SOURCE)), Span(0, len(changed))),)
    assert [(slot.left, slot.right, slot.changed) for slot in matching.slots] == [
        ("126", "138", True),
        ("15.8万", "16万", True),
        ("12", "12", False),
        ("1,350", "1350", False),
    ]


def test_a_congress_is_a_figure() -> None:
    matching = found(
        "支部组织党员深入学习党的十八大精神和要求。", "支部组织党员深入学习党的十九大精神和要求。"
    )
    assert matching.verdict is Verdict.FIGURES
    assert [slot.delta for slot in matching.slots] == [1]


@pytest.mark.parametrize(
    "copied",
    [
        SOURCE.replace("，", "；").replace("。", ""),
        SOURCE.replace("1,350", "１３５０").replace("12期", "十二期"),
        SOURCE.replace("126", "×××").replace("15.8", "XX"),
        "三是" + SOURCE,
        SOURCE.replace("困难职工", "困難職工").replace("举办", "舉辦"),
    ],
    ids=["punctuation", "spelling", "masked", "enumerator", "traditional"],
)
def test_what_is_the_same_but_for_its_form_is_the_same(copied: str) -> None:
    assert found(SOURCE, copied).verdict is Verdict.SAME


def test_words_changed_give_the_verdict_edited_and_one_piece() -> None:
    copied = SOURCE.replace("困难职工", "特困群众").replace("健全", "完善").replace("举办", "组织")
    matching = found(SOURCE, copied)
    assert matching.verdict is Verdict.EDITED
    assert len(matching.spans) > 1
    assert len(matching.pieces) == 1


def test_sentences_in_another_order_give_a_piece_each() -> None:
    first, second, third, _ = SOURCE.split("。")
    matching = found(SOURCE, f"{third}。{first}。{second}。")
    assert matching.verdict is Verdict.EDITED
    assert sum(left.end - left.start for left, _ in matching.spans) >= len(SOURCE) - 2
    starts = [right.start for _, right in matching.pieces]
    assert starts != sorted(starts)


def test_a_passage_inside_another_is_contained_in_it() -> None:
    around = f"{OTHER}{SOURCE}{OTHER}"
    assert found(SOURCE, around).verdict is Verdict.CONTAINED
    matching = found(around, SOURCE)
    assert matching.verdict is Verdict.CONTAINS
    assert matching.spans == (
        Aligned(Span(len(OTHER), len(OTHER) + len(SOURCE)), Span(0, len(SOURCE))),
    )


def test_two_passages_run_together_each_match() -> None:
    for source in (SOURCE, OTHER):
        assert found(source, SOURCE + OTHER).verdict is Verdict.CONTAINED


def test_other_content_between_stock_phrases_does_not_match() -> None:
    frame = "在上级党委的坚强领导下，{}。得到了上级领导的充分肯定。"
    assert match(frame.format(SOURCE[:60]), frame.format(OTHER)) is None


def test_masks_prove_nothing() -> None:
    assert match("共××场次、×××人次，×%。", "共23场次、1,200人次，8%。") is None
    assert match("××××××××××××××××", "××××××××××××××××") is None


def test_short_texts_match_only_where_they_are_the_same() -> None:
    assert found("加强组织领导。", "加强组织领导").verdict is Verdict.SAME
    assert match("走访126户", "走访138户") is None
    assert match("走访126户", "走访××户") is None


def test_empty_texts_match_nothing() -> None:
    assert match("", "") is None
    assert match("。", SOURCE) is None


def test_punctuation_beside_a_span_belongs_to_it() -> None:
    copied = "“三学”措施落到实处，职工满意率明显提高。"
    around = f"{OTHER}{copied}{OTHER}"
    ((left, right),) = found(copied, around).spans
    assert left == Span(0, len(copied))
    assert around[slice(*right)] == copied


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    matching = match(text, text)
    plain = normalise(text).text
    if len(plain) - plain.count(FIGURE) >= EVIDENCE:
        assert matching is not None
    if matching is not None:
        assert (matching.score, matching.verdict) == (1.0, Verdict.SAME)
        assert matching.spans == (Aligned(Span(0, len(text)), Span(0, len(text))),)


@given(TEXTS, TEXTS)
def test_swapping_the_sides_mirrors_everything(left: str, right: str) -> None:
    matching = match(left, right)
    mirror = match(right, left)
    assert (matching is None) == (mirror is None)
    if matching is not None and mirror is not None:
        assert matching.score == mirror.score
        assert matching.verdict.mirrored() is mirror.verdict
        assert mirrored(matching.spans) == list(mirror.spans)
        assert mirrored(matching.pieces) == list(mirror.pieces)


@given(TEXTS, TEXTS)
def test_spans_are_equal_once_normalised_and_apart(left: str, right: str) -> None:
    matching = match(left, right)
    if matching is None:
        return
    assert 0 <= matching.score <= 1
    for here, there in matching.spans:
        assert inside(left, here) == inside(right, there) != ""
    for side, text in enumerate((left, right)):
        spans = sorted(pair[side] for pair in matching.spans)
        assert 0 <= spans[0].start <= spans[-1].end <= len(text)
        assert all(one.end <= two.start for one, two in pairwise(spans))
        covered = {at for span in spans for at in range(*span)}
        pieces = {at for pair in matching.pieces for at in range(*pair[side])}
        assert covered <= pieces


@given(TEXTS, TEXTS)
def test_the_verdict_is_figures_where_skeletons_are_equal_and_a_slot_differs(
    left: str, right: str
) -> None:
    matching = match(left, right)
    if matching is None:
        return
    here, there = normalise(left), normalise(right)
    differs = here.text == there.text and any(
        differ(left[slice(*here.span(at, at + 1))], right[slice(*there.span(at, at + 1))])
        for at, character in enumerate(here.text)
        if character == FIGURE
    )
    assert (matching.verdict is Verdict.FIGURES) == differs
    assert (matching.verdict is Verdict.SAME) == (here.text == there.text and not differs)


@given(st.lists(TEXTS, max_size=4))
def test_made_ready_together_or_alone_is_one(texts: list[str]) -> None:
    ready = sides(texts)
    for left, one in zip(texts, ready, strict=True):
        for right, two in zip(texts, ready, strict=True):
            assert match_sides(one, two) == match(left, right)


def mirrored(pairs: tuple[Aligned, ...]) -> list[Aligned]:
    return sorted(Aligned(right, left) for left, right in pairs)


def inside(text: str, span: Span) -> str:
    """Return the normalised characters of a text whose originals stand in the span."""
    normal = normalise(text)
    return "".join(
        character
        for character, origin in zip(normal.text, normal.origins, strict=True)
        if span.start <= origin < span.end
    )
