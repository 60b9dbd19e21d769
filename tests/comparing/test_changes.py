"""Word by word: every character is accounted for, no word and no figure is cut."""

from __future__ import annotations

import pytest
from comparing_support import pieces
from hypothesis import given, settings
from hypothesis import strategies as st

from search.comparing.differing.changes import changes, difference
from search.comparing.differing.tokens import tokens
from search.comparing.model import Change, ChangeKind

CHINESE = st.lists(
    st.sampled_from(
        [
            *("推进", "加强", "基层", "党建", "的", "群众", "一是", "（二）", "3", "1.2万", "5%"),
            *("，", "。", "、", " ", "\n", "１２", "三个", "×××", "糧食", "粮食", "-", "…", "①"),
        ]
    ),
    max_size=14,
).map("".join)
TEXTS = st.one_of(CHINESE, st.text(max_size=20))


def drawn(left: str, right: str) -> str:
    out = ""
    for change in changes(left, right, pieces):
        old, new = left[slice(*change.left)], right[slice(*change.right)]
        if change.kind is ChangeKind.SAME:
            out += old
        else:
            out += ("~" if change.quiet else "") + f"{{{old}→{new}}}"
    return out


@settings(deadline=None)  # the first text waits for the dictionary
@given(TEXTS, TEXTS)
def test_changes_spell_both_texts_without_a_gap(left: str, right: str) -> None:
    at = to = 0
    for change in changes(left, right, pieces):
        assert (change.left.start, change.right.start) == (at, to)
        at, to = change.left.end, change.right.end
        old, new = left[slice(*change.left)], right[slice(*change.right)]
        assert old or new
        match change.kind:
            case ChangeKind.SAME:
                assert old == new
                assert not change.quiet
            case ChangeKind.REMOVED:
                assert not new
            case ChangeKind.ADDED:
                assert not old
            case ChangeKind.REPLACED:
                assert old
                assert new
                assert old != new
    assert (at, to) == (len(left), len(right))


@settings(deadline=None)  # the first text waits for the dictionary
@given(TEXTS, TEXTS)
def test_swapping_the_texts_mirrors_their_changes(left: str, right: str) -> None:
    mirror = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}
    assert changes(right, left, pieces) == tuple(
        Change(mirror.get(one.kind, one.kind), one.right, one.left, one.quiet)
        for one in changes(left, right, pieces)
    )


@settings(deadline=None)
@given(TEXTS)
def test_a_text_beside_itself_is_the_same_throughout(text: str) -> None:
    assert [change.kind for change in changes(text, text, pieces)] == [ChangeKind.SAME] * bool(text)


@settings(deadline=None)
@given(TEXTS)
def test_tokens_spell_their_text(text: str) -> None:
    found = tokens(text, pieces)
    assert "".join(text[token.start : token.end] for token in found) == text
    assert all(token.start < token.end for token in found)


@pytest.mark.parametrize(
    ("left", "right", "drawing"),
    [
        ("深入推进基层党建。", "扎实推进基层党建。", "{深入→扎实}推进基层党建。"),
        (
            "组织开展集中学习。",
            "组织开展全覆盖集中学习。",
            "组织开展{→全覆盖}集中学习。",
        ),
        # A whole figure, with what belongs to it
        (
            "办结率99.95%，居全市前列。",
            "办结率99.15%，居全市前列。",
            "办结率{99.95%→99.15%}，居全市前列。",
        ),
        ("气温为-12度左右。", "气温为-15度左右。", "气温为{-12→-15}度左右。"),
        (
            "投入3,000万元用于改造。",
            "投入3,500万元用于改造。",
            "投入{3,000万元→3,500万元}用于改造。",
        ),
        ("建成三个服务站点。", "建成五个服务站点。", "建成{三个→五个}服务站点。"),
        ("占比百分之五以上。", "占比百分之七以上。", "占比{百分之五→百分之七}以上。"),
        # Each figure has its own counterpart, one that was put in leaves the others alone
        ("从3个增加到5个。", "从5个增加到8个。", "从{3→5}个增加到{5→8}个。"),
        ("编号1、2、4的站点。", "编号1、2、3、4的站点。", "编号1、2、{→3、}4的站点。"),
        # Joined over what is too short to be read for itself
        ("强化责任和担当意识。", "压实任务和作风意识。", "{强化责任和担当→压实任务和作风}意识。"),
    ],
)
def test_words_and_figures_change_as_a_whole(left: str, right: str, drawing: str) -> None:
    assert drawn(left, right) == drawing


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("坚持学用结合，推动工作。", "坚持学用结合、推动工作。"),
        ("走访群众３００户。", "走访群众300户。"),
        ("保障糧食安全。", "保障粮食安全。"),
        ("培训党员1,200人次。", "培训党员一千二百人次。"),
        ("占比5%以上。", "占比百分之五以上。"),
        ("一是健全制度体系。", "二是健全制度体系。"),
        ("（三）健全制度体系。", "4.健全制度体系。"),
        ("健全 制度体系。", "健全制度体系。"),
        ("“两新”组织覆盖。", "两新组织覆盖。"),
    ],
)
def test_what_only_looks_otherwise_is_quiet(left: str, right: str) -> None:
    found = difference(left, right, pieces)
    assert found.quiet
    assert any(change.quiet for change in found.changes)
    assert all(change.quiet or change.kind is ChangeKind.SAME for change in found.changes)


def test_a_mask_beside_a_number_is_seen() -> None:
    found = difference("走访群众×××户。", "走访群众300户。", pieces)
    assert not found.quiet
    assert found.figures


def test_a_change_of_words_is_no_change_of_figures() -> None:
    assert difference("走访30户。", "走访40户。", pieces).figures
    assert not difference("走访30户。", "慰问40户。", pieces).figures


def test_a_long_text_is_cut_only_around_what_changed() -> None:
    cut_texts: list[str] = []

    def watching(text: str) -> list[str]:
        cut_texts.append(text)
        return pieces(text)

    before, after = "全面加强党的建设。" * 40, "持续改进工作作风。" * 40
    found = changes(f"{before}走访三十户。{after}", f"{before}慰问三十户。{after}", watching)
    assert max(map(len, cut_texts)) < 20
    assert [change.kind for change in found] == [
        ChangeKind.SAME,
        ChangeKind.REPLACED,
        ChangeKind.SAME,
    ]
