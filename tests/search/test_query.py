"""The query language: and, or, not, quotation marks and filters, in Chinese and English."""

import pytest

from index.errors import BadQuery
from index.model import Role
from search.query import parse, years_of


def groups(text: str) -> list[list[str]]:
    return [[piece.text for piece in group] for group in parse(text).groups]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一议题", [["第一议题"]]),
        ("第一议题　民主生活会", [["第一议题"], ["民主生活会"]]),
        ("三会一课|主题党日", [["三会一课", "主题党日"]]),
        ("三会一课 ｜ 主题党日 学习", [["三会一课", "主题党日"], ["学习"]]),
        ('"三会 一课" 学习', [["三会 一课"], ["学习"]]),
        ("“第一议题”制度", [["“第一议题”制度"]]),
        ("十四五-规划", [["十四五-规划"]]),
        ("2021-2023", [["2021-2023"]]),
    ],
)
def test_pieces_are_read_as_and_or(text: str, expected: list[list[str]]) -> None:
    assert groups(text) == expected


def test_a_leading_minus_excludes_full_width_too() -> None:
    query = parse("学习 -疫情 －防控")
    assert [piece.text for piece in query.without] == ["疫情", "防控"]


def test_filters_stand_among_the_pieces() -> None:
    query = parse("学习 年份:2021-2022 单位：云岭港务公司 部分:问题 类型:none title:总结")
    assert query.years == (2021, 2022)
    assert query.units == ("云岭港务公司",)
    assert query.kinds == (None,)
    assert query.roles == (Role.PROBLEMS,)
    assert query.titles == ("总结",)
    assert query.text == "学习"


def test_years_are_single_ranges_or_none() -> None:
    assert years_of(["2021", "2023—2024", "none"]) == (2021, 2023, 2024, None)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "query_empty"),
        ("   ", "query_empty"),
        ("-疫情", "only_exclusions"),
        ("年份:2021", "query_empty"),
        ("学习 年份:二一", "bad_year"),
        ("学习 年份:", "filter_empty"),
        ("学习 部分:成果", "bad_role"),
        ('"三会', "quote_open"),
        ("学习 |", "or_needs_two"),
        ("| 学习", "or_needs_two"),
        ("学习 | -疫情", "or_with_exclusion"),
        ("学习 -", "exclusion_empty"),
        ("\u200b\ufe0f", "nothing_to_find"),
        ("学" * 3000, "query_too_long"),
        (" ".join("学习" for _ in range(100)), "too_many_pieces"),
    ],
)
def test_a_query_that_cannot_be_meant_is_refused(text: str, key: str) -> None:
    with pytest.raises(BadQuery) as refused:
        parse(text)
    assert refused.value.key == key
    assert refused.value.values["field"] in {"query", "year", "role"}
