"""Filters that name what nobody has: said with near values, before anything is not found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests_support import library_of

from index.model import Role
from search.clusters.model import By, ClustersRequest, HeatRequest
from search.library import Library
from search.model import Filters, MatrixRequest, Request, Searched, UnknownFilter
from search.reuse.model import SimilarRequest

TEXT = "一、工作成效\n管网巡查按月完成，隐患逐项销号，台账每季公开。\n"
REPORTS = {
    "澜东县水务局2021年工作总结.txt": f"澜东县水务局2021年工作总结\n{TEXT}",
    "澜东县水务局2023年工作总结.txt": f"澜东县水务局2023年工作总结\n{TEXT}",
    "澜东县供热中心2022年述职报告.txt": f"澜东县供热中心2022年述职报告\n{TEXT}",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(tmp_path_factory.mktemp("scope"), REPORTS) as kept:
        yield kept


def over(library: Library, filters: Filters, query: str = "隐患逐项销号") -> Searched:
    return library.search(Request(query, filters=filters)).searched


def test_a_unit_that_nobody_has_is_named_with_those_that_hold_its_name(library: Library) -> None:
    searched = over(library, Filters(units=("水务局",)))
    assert searched.unknown == (UnknownFilter("unit", "水务局", ("澜东县水务局",)),)
    assert searched.passing == 0
    assert searched.nothing


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ("澜东县水务局办公室", "澜东县水务局"),  # longer than the name
        ("澜东水务局", "澜东县水务局"),  # a character left out
        ("澜东县供暖中心", "澜东县供热中心"),  # another one in its place
        ("澜 东 县 水 务 局", "澜东县水务局"),  # the same once folded
    ],
)
def test_names_like_it_are_near(library: Library, value: str, near: str) -> None:
    (found,) = over(library, Filters(units=(value,))).unknown
    assert near in found.near


def test_nothing_is_near_to_a_name_that_is_like_none(library: Library) -> None:
    (found,) = over(library, Filters(units=("北原市博物馆",))).unknown
    assert found.near == ()


def test_a_value_that_stands_somewhere_is_known(library: Library) -> None:
    every = Filters((2021,), ("澜东县水务局",), ("工作总结",), (Role.DONE,))
    searched = over(library, every)
    assert (searched.unknown, searched.passing) == ((), 1)


def test_known_values_that_never_meet_leave_nothing_and_are_not_called_unknown(
    library: Library,
) -> None:
    searched = over(library, Filters(years=(2022,), units=("澜东县水务局",)))
    assert (searched.unknown, searched.nothing) == ((), True)


def test_one_known_value_is_searched_and_the_other_named(library: Library) -> None:
    result = library.search(
        Request("隐患逐项销号", filters=Filters(units=("澜东县水务局", "公安局")))
    )
    assert result.passages == 2
    assert [one.value for one in result.searched.unknown] == ["公安局"]


@pytest.mark.parametrize(
    ("years", "unknown"),
    [
        ((2021, 2022, 2023), []),
        (tuple(range(2018, 2022)), []),  # a range with a year that is there
        (tuple(range(2015, 2019)), ["2015-2018"]),
        ((2019, 2021), ["2019"]),
        ((2030,), ["2030"]),
        ((None,), ["none"]),
    ],
)
def test_years_are_unknown_where_a_whole_range_is(
    library: Library, years: tuple[int | None, ...], unknown: list[str]
) -> None:
    found = over(library, Filters(years=years)).unknown
    assert [one.value for one in found] == unknown
    assert all(one.field == "year" for one in found)


def test_the_nearest_years_are_near(library: Library) -> None:
    (found,) = over(library, Filters(years=(2019,))).unknown
    assert found.near == ("2021", "2022", "2023")


def test_kinds_roles_reports_and_titles_are_looked_at_as_well(library: Library) -> None:
    searched = over(
        library,
        Filters(kinds=("工作报告",), roles=(Role.PLANS, None), reports=(1, 99)),
        "隐患逐项销号 标题:年度计划 标题:总结",
    )
    found = {(one.field, one.value) for one in searched.unknown}
    assert found == {
        ("kind", "工作报告"),
        ("role", "plans"),
        ("report", "99"),
        ("title", "年度计划"),
    }


def test_filters_in_the_query_are_looked_at_as_well(library: Library) -> None:
    searched = over(library, Filters(), "隐患逐项销号 单位:水务局")
    assert [one.value for one in searched.unknown] == ["水务局"]
    assert searched.nothing


def test_every_question_that_filters_says_so(library: Library) -> None:
    strange = Filters(units=("水务局",))
    library.relate()
    answers = {
        "search": library.search(Request("隐患逐项销号", filters=strange)).searched.unknown,
        "table": library.table(Request("隐患逐项销号", filters=strange)).unknown,
        "matrix": library.matrix(MatrixRequest(("隐患",), filters=strange)).searched.unknown,
        "similar": library.similar(
            SimilarRequest(text="管网巡查按月完成，隐患逐项销号。", filters=strange)
        ).searched.unknown,
        "clusters": library.clusters(ClustersRequest(filters=strange)).searched.unknown,
        "heatmap": library.heatmap(HeatRequest(by=By.UNIT, filters=strange)).searched.unknown,
        "list": library.reports(strange).unknown,
    }
    for name, found in answers.items():
        assert [one.near for one in found] == [("澜东县水务局",)], name


def test_without_filters_nothing_is_said_of_them(library: Library) -> None:
    searched = over(library, Filters())
    assert (searched.passing, searched.unknown, searched.nothing) == (None, (), False)
    assert library.size() == searched


def test_in_an_empty_library_nothing_is_unknown(tmp_path: Path) -> None:
    with Library(tmp_path / "home") as empty:
        assert over(empty, Filters(units=("水务局",))).unknown == ()


@settings(deadline=None, max_examples=60)
@given(
    years=st.lists(st.sampled_from([None, 2020, 2021, 2022, 2023, 2024]), max_size=3),
    units=st.lists(st.sampled_from([None, "澜东县水务局", "澜东县供热中心", "水务局"]), max_size=2),
    roles=st.lists(st.sampled_from([None, *Role]), max_size=2),
)
def test_where_something_is_found_some_report_passes(
    library: Library,
    years: list[int | None],
    units: list[str | None],
    roles: list[Role | None],
) -> None:
    filters = Filters(tuple(years), tuple(units), (), tuple(roles))
    result = library.search(Request("隐患逐项销号", filters=filters))
    left = result.searched.passing
    assert left is None or left >= result.reports
    if result.searched.nothing:
        assert result.passages == 0
    # What is unknown can be left out: it finds nothing by itself.
    for one in result.searched.unknown:
        if one.field == "unit":
            value = None if one.value == "none" else one.value
            assert over(library, Filters(units=(value,))).nothing
