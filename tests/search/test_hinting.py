"""What is typed as in other programs gets a hint; what is meant as it stands gets none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.hinting import Hint, hints


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("党建*", Hint.WILDCARD),
        ("*建设", Hint.WILDCARD),
        ("营商＊环境", Hint.WILDCARD),
        ("党?建设", Hint.WILDCARD),
        ("党??建设", Hint.WILDCARD),
        ("党建 AND 学习", Hint.OPERATOR),
        ("党建 and 学习", Hint.OPERATOR),
        ("党建 Or 学习", Hint.OPERATOR),
        ("党建 NOT 疫情", Hint.OPERATOR),
        ("ＡＮＤ 党建", Hint.OPERATOR),
        ("党建 && 学习", Hint.OPERATOR),
        ("党建 & 学习", Hint.OPERATOR),
        ("党建 !疫情", Hint.OPERATOR),
        ("+党建 +学习", Hint.OPERATOR),
        ("GDP AND PPP", Hint.OPERATOR),
        ("党建 NEAR 学习", Hint.NEAR),
        ("党建 NEAR/5 学习", Hint.NEAR),
        ("党建 near 学习", Hint.NEAR),
        ("NEAR(党建 学习)", Hint.NEAR),
        ('"党建 学习"~5', Hint.NEAR),
        ("党建~2", Hint.NEAR),
        ("(党建|党务) 学习", Hint.BRACKETS),
        ("（党建｜党务）学习", Hint.BRACKETS),
    ],
)
def test_the_language_of_other_programs_gets_a_hint(query: str, told: Hint) -> None:
    assert told in hints(query, found=True)


@pytest.mark.parametrize(
    "query",
    [
        "第一议题 民主生活会",
        "三会一课|主题党日",
        "党建 -疫情",
        "增长#%",
        "年份:2021-2023 单位:某某局",
        "怎么办？",
        "为什么？怎么办？",  # pasted, and found as it stands
        "R&D 经费",
        "***公司",  # a name that was withheld
        "××局 XX单位",
        '"党建*"',  # quoted: as it stands
        '"A AND B"',
        "ANDROID 应用",
        "NEARBY",
        "research and development",  # words of a text
        "（一）坚持党的领导",
        "1+1",
        "5～10",
        "2021~2023",
        "注意安全!",
    ],
)
def test_what_is_meant_as_it_stands_gets_none(query: str) -> None:
    assert hints(query, found=True) == ()


@pytest.mark.parametrize("query", ["党建?", "党？建设", "怎么办?"])
def test_what_may_be_a_question_gets_a_hint_where_nothing_is_found(query: str) -> None:
    assert hints(query, found=True) == ()
    assert hints(query, found=False) == (Hint.WILDCARD,)


def test_each_hint_is_given_once_and_in_order() -> None:
    assert hints("党* OR 建* AND (甲|乙) NEAR 丙", found=True) == tuple(Hint)


@given(st.text(max_size=2_000))
def test_no_text_is_too_odd(query: str) -> None:
    assert set(hints(query, found=True)) <= set(hints(query, found=False))
