"""The cheap look before the exact comparison never loses what matches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.normal import normalise_many
from search.matching import compare, sides
from search.reuse.sifting import sift

PASSAGE = (
    "扎实开展走访帮扶，全年走访困难职工126户，发放慰问金15.8万元。健全信访接待制度，"
    "班子成员每月下访接待职工。"
)
OTHER = "坚持把隐患排查作为重中之重，建立台账逐条销号，完成库房改造。"
CLAUSES = st.sampled_from(
    ["扎实开展走访帮扶", "全年走访困难职工126户", "发放慰问金", "健全制度", "每月下访", "其中"]
)
TEXTS = st.lists(CLAUSES, max_size=8).map("，".join)


def sifted(asked: list[str], held: list[str]) -> np.ndarray:
    """Look at every pair; rows are askers."""
    askers = np.repeat(np.arange(len(asked)), len(held))
    candidates = np.tile(np.arange(len(held)), len(asked))
    found = sift(normalise_many(asked), askers, normalise_many(held), candidates)
    return found.reshape(len(asked), len(held))


@settings(deadline=None)  # the first time, tables are made
@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(TEXTS, min_size=1, max_size=4))
def test_whatever_matches_passes(asked: list[str], held: list[str]) -> None:
    found = sifted(asked, held)
    for row, left in enumerate(sides(asked)):
        for column, right in enumerate(sides(held)):
            if left.normal.text != right.normal.text and compare(left, right):
                assert found[row, column]


@pytest.mark.parametrize(
    "held",
    [
        PASSAGE.replace("困难职工", "特困群众").replace("健全", "完善"),
        OTHER + PASSAGE + OTHER,
        PASSAGE[20:60],
        "".join(reversed(PASSAGE.split("，"))),
    ],
    ids=["edited", "embedded", "part", "shuffled"],
)
def test_copies_pass(held: str) -> None:
    assert sifted([PASSAGE], [held]).all()


def test_what_repeats_itself_passes_by_what_is_different_in_it() -> None:
    asked, held = PASSAGE + OTHER * 2, "班子成员每月下访接待职工" + "，其中" * 25
    assert compare(*sides([asked, held]))
    assert sifted([asked], [held]).all()


def test_other_content_does_not_pass() -> None:
    assert not sifted([PASSAGE], [OTHER, "。", ""]).any()
