"""A sentence that was edited and put into a longer paragraph is still found there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normal import normalise_many
from search.likeness import common_share, share_within, shares_within
from search.matching import ALIKE, CONTAINED, Verdict, compare, match, sides
from search.reuse.sifting import sift

SENTENCE = "对群众反映强烈的停车难问题逐小区拿出方案，年内新增泊位三百余个。"
EDITED = "对居民反映集中的停车难问题逐街区拿出对策，年底新添泊位三百余个。"
BEFORE = "老旧管网改造按月通报进度，滞后的片区由分管负责人当面说明原因并补上工期。"
BEHIND = "食堂原料实行双人验收，供货商每季度重新评分，末位的退出名录，全年没有发生一起投诉。"
PARAGRAPH = BEFORE + SENTENCE + BEHIND
ALPHABET = "甲乙丙丁戊己庚辛"


def test_an_edited_sentence_stands_within_the_paragraph_it_was_put_into() -> None:
    found = match(EDITED, PARAGRAPH)
    assert found is not None
    assert found.verdict is Verdict.CONTAINED
    assert 0.65 <= found.score < 1
    start, end = len(BEFORE), len(BEFORE + SENTENCE)
    assert all(start <= right.start and right.end <= end for _, right in found.spans)
    kept = sum(left.end - left.start for left, _ in found.spans)
    assert kept >= 18  # of the 23 that were not replaced
    assert match(PARAGRAPH, EDITED) == found.mirrored()


def test_neither_of_the_other_measures_would_find_it() -> None:
    left, right = sides((EDITED, PARAGRAPH))
    assert common_share(left.normal.text, right.normal.text) < ALIKE
    assert len(left.grams & right.grams) / len(left.grams) < CONTAINED


@pytest.mark.parametrize(
    "other",
    [
        "对群众反映强烈的噪声扰民问题开展夜间巡查，查处违规工地十二处。",  # one phrase in common
        "年内新增的泊位由街道统一编号，收费标准在入口公示，接受住户监督。",
    ],
)
def test_another_sentence_with_some_of_its_phrases_is_none_of_the_paragraph(other: str) -> None:
    assert match(other, PARAGRAPH) is None


def test_the_stretch_is_where_the_text_stands() -> None:
    share, start, end = share_within(SENTENCE, PARAGRAPH)
    assert share == 1.0
    assert PARAGRAPH[start:end] == SENTENCE
    longs = [PARAGRAPH, BEHIND + BEFORE]
    assert shares_within([SENTENCE] * 2, longs, least=0.65).tolist() == [1.0, 0.0]


texts = st.lists(st.sampled_from(ALPHABET), min_size=12, max_size=40).map("".join)


@given(texts, st.lists(texts, min_size=1, max_size=4), st.data())
def test_whatever_matches_is_sifted_through(
    short: str, around: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(around)))
    changed = list(short)
    for place in data.draw(st.lists(st.integers(0, len(short) - 1), max_size=len(short) // 3)):
        changed[place] = "壬"
    long = "".join([*around[:at], "".join(changed), *around[at:]])
    left, right = sides((short, long))
    if left.normal.text == right.normal.text or compare(left, right) is None:
        return
    asked, held = normalise_many([short]), normalise_many([long])
    first = np.zeros(1, dtype=np.int64)
    assert sift(asked, first, held, first).all()
    assert sift(held, first, asked, first).all()
