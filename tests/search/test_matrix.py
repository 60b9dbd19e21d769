"""The phrase matrix: equal to counting by hand, complete in its rows and columns, honest about
what the library does not hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests_support import library_of

from index.errors import BadQuery
from index.folding import fold, fold_with_origins
from index.model import Role
from search.library import Library
from search.matrix import MOST_PHRASES
from search.model import Axis, Filters, Matrix, MatrixRequest, Report, Use

REPORTS = {
    "南浦水务公司/2021年工作总结.txt": """2021年工作总结
一、主要成效
（一）守牢供水安全。一是抓实河长制，二是落实“河长制”清单，河长制考核增长3.5%。
二、存在问题
节水型社会建设不够快。
三、下一步打算
全面推行河长制。
""",
    "南浦水务公司/2023年工作总结.txt": """2023年工作总结
一、主要成效
河长制走深走实，節水型社會建设增长12%，××××户受益。
二、存在问题
管网漏损偏高。
""",
    "南浦环卫公司/2023年述职报告.txt": """2023年述职报告
一、履职情况
带头巡河，河长制落实到人；垃圾分类增长两成。
二、努力方向
建设节水型社会，垃圾分类再提质。
""",
    "体会.txt": """抓落实的几点体会
河长制是什么，河长制怎么抓，大家谈了很多。
""",
}
EVERYTHING = Filters()
PHRASES = ("河长制", "节水型社会", "垃圾分类", "××", "一、", "的", "增长#%", "没有人写过的提法")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(tmp_path_factory.mktemp("library"), REPORTS) as kept:
        yield kept


def all_reports(library: Library) -> list[Report]:
    return [library.report(row.id) for row in library.reports(sort="added").rows]


def starts(report: Report, phrase: str) -> Counter[Role | None]:
    """Count a literal phrase in one report the slow obvious way, by the role of the passage."""
    wanted, found = fold(phrase), Counter[Role | None]()
    for _, group in groupby(report.outline.passages, key=lambda passage: passage.paragraph):
        passages = list(group)
        folded = fold_with_origins("".join(passage.text for passage in passages))
        ends, end = [], 0
        for passage in passages:
            end += len(passage.text)
            ends.append(end)
        text = folded.text
        places = {int(folded.origins[at]) for at in range(len(text)) if text.startswith(wanted, at)}
        for place in places:
            holder = next(p for p, end in zip(passages, ends, strict=True) if place < end)
            found[holder.role] += 1
    return found


def by_hand(
    library: Library, phrase: str, axis: Axis, filters: Filters = EVERYTHING
) -> dict[tuple[str, int | None], int]:
    counts: Counter[tuple[str, int | None]] = Counter()
    for report in all_reports(library):
        row = report.row
        if (
            (filters.years and row.year not in filters.years)
            or (filters.units and row.unit not in filters.units)
            or (filters.kinds and row.kind not in filters.kinds)
            or (filters.reports and row.id not in filters.reports)
        ):
            continue
        for role, count in starts(report, phrase).items():
            if filters.roles and role not in filters.roles:
                continue
            value = {
                Axis.UNIT: row.unit,
                Axis.KIND: row.kind,
                Axis.ROLE: role,
                Axis.REPORT: str(row.id),
            }[axis]
            counts[value or "", row.year] += count
    return {cell: count for cell, count in counts.items() if count}


def cells(matrix: Matrix, number: int = 0) -> dict[tuple[str, int | None], int]:
    counts = matrix.phrases[number].counts
    return {
        (row, year): counts[i][j]
        for (i, row), (j, year) in product(enumerate(matrix.rows), enumerate(matrix.columns))
        if counts[i][j]
    }


def ask(library: Library, *phrases: str, rows: Axis = Axis.UNIT, **filters: object) -> Matrix:
    return library.matrix(MatrixRequest(phrases, rows, Filters(**filters)))  # type: ignore[arg-type]


@pytest.mark.parametrize("axis", list(Axis))
def test_every_count_is_what_a_scan_of_the_passages_finds(library: Library, axis: Axis) -> None:
    literal = [phrase for phrase in PHRASES if "#" not in phrase]
    matrix = ask(library, *literal, rows=axis)
    for number, phrase in enumerate(literal):
        expected = by_hand(library, phrase, axis)
        assert cells(matrix, number) == expected, phrase
        assert matrix.phrases[number].total == sum(expected.values())


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_filters_leave_exactly_what_a_filtered_scan_finds(
    library: Library, data: st.DataObject
) -> None:
    reports = all_reports(library)

    def some(values: list[object]) -> tuple[object, ...]:
        return tuple(data.draw(st.lists(st.sampled_from(values), max_size=2, unique=True)))

    filters = Filters(
        years=some([*{report.row.year for report in reports}, 1999]),  # type: ignore[arg-type]
        units=some([*{report.row.unit for report in reports}]),  # type: ignore[arg-type]
        kinds=some([*{report.row.kind for report in reports}]),  # type: ignore[arg-type]
        roles=some([*Role, None]),  # type: ignore[arg-type]
        reports=some([report.row.id for report in reports]),  # type: ignore[arg-type]
    )
    axis = data.draw(st.sampled_from(list(Axis)))
    phrase = data.draw(st.sampled_from(["河长制", "节水型社会", "一、", "××"]))
    matrix = library.matrix(MatrixRequest((phrase,), axis, filters))
    expected = by_hand(library, phrase, axis, filters)
    assert cells(matrix) == expected
    (told,) = matrix.phrases
    assert told.total == sum(expected.values()) == sum(told.by_year)


def test_a_number_sign_stands_for_whatever_figure_stands_there(library: Library) -> None:
    matrix = ask(library, "增长#%", "增长3.5%", "增长#")
    assert [one.total for one in matrix.phrases] == [2, 1, 3]


def test_rows_and_columns_are_all_that_the_library_holds(library: Library) -> None:
    matrix = ask(library, "没有人写过的提法")
    assert matrix.rows == ("南浦水务公司", "南浦环卫公司", "")
    assert matrix.columns == (2021, 2023, None)
    assert matrix.held == ((1, 1, 0), (0, 1, 0), (0, 0, 1))
    assert matrix.phrases[0].counts == ((0, 0, 0),) * 3
    assert (matrix.phrases[0].first, matrix.phrases[0].last) == (None, None)


def test_columns_and_rows_follow_the_filters(library: Library) -> None:
    matrix = ask(library, "河长制", years=(2023,))
    assert matrix.columns == (2023,)
    assert matrix.rows == ("南浦水务公司", "南浦环卫公司")
    assert matrix.reports == 2
    assert matrix.searched.reports == 4


def test_roles_hold_the_reports_that_have_such_a_section(library: Library) -> None:
    matrix = ask(library, "河长制", rows=Axis.ROLE)
    held = dict(zip(matrix.rows, matrix.held, strict=True))
    assert held["problems"] == (1, 1, 0)
    only = ask(library, "河长制", roles=(Role.PROBLEMS,))
    assert only.rows == ("南浦水务公司",)
    assert only.held == ((1, 1),)
    assert only.phrases[0].total == 0


def test_first_and_last_use_go_by_year_and_leave_undated_reports_out(library: Library) -> None:
    by_title = {row.title: row for row in library.reports().rows}
    (told,) = ask(library, "河长制").phrases
    rows = library.reports(sort="added").rows
    lowest = min(row.id for row in rows if row.year == 2023)
    assert told.first == Use(2021, by_title["2021年工作总结"].id)
    assert told.last == Use(2023, lowest)
    assert (told.reports, told.units) == (4, 2)
    (undated,) = ask(library, "大家谈了很多").phrases
    assert (undated.first, undated.last, undated.total) == (None, None, 1)


def test_by_report_only_reports_with_an_occurrence_are_rows(library: Library) -> None:
    matrix = ask(library, "垃圾分类", "管网漏损", rows=Axis.REPORT)
    assert matrix.labels == ("南浦水务公司 2023年工作总结", "南浦环卫公司 2023年述职报告")
    assert matrix.left_out == 0
    assert [report.title for report in matrix_reports(library, matrix)] == [
        "2023年工作总结",
        "2023年述职报告",
    ]


def matrix_reports(library: Library, matrix: Matrix) -> list[object]:
    return [library.report(int(row)).row for row in matrix.rows]


def test_too_many_reports_leave_the_fewest_occurrences_out(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.matrix.MOST_REPORTS", 2)
    matrix = ask(library, "河长制", rows=Axis.REPORT)
    assert matrix.left_out == 2
    assert [sum(row) for row in matrix.phrases[0].counts] == [4, 2]
    assert matrix.phrases[0].total == 8
    assert sum(matrix.phrases[0].by_year) == 8


def test_phrases_given_twice_are_counted_once_and_empty_lines_not_at_all(
    library: Library,
) -> None:
    matrix = ask(library, " 河长制 ", "", "河 長 制", "  ", "節水型社會")
    assert [one.phrase for one in matrix.phrases] == ["河长制", "節水型社會"]


@pytest.mark.parametrize(
    ("phrases", "key"),
    [
        ((), "no_phrases"),
        (("", "  "), "no_phrases"),
        (("河长制", "\u200b"), "nothing_to_find"),
        (("#",), "only_figures"),
        (tuple(f"提法{n}" for n in range(MOST_PHRASES + 1)), "too_many_phrases"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    library: Library, phrases: tuple[str, ...], key: str
) -> None:
    with pytest.raises(BadQuery) as caught:
        ask(library, *phrases)
    assert caught.value.key == key
    assert caught.value.values["field"] == "phrase"


def test_two_hundred_phrases_are_taken(library: Library) -> None:
    matrix = ask(library, *(f"河长制{n}" for n in range(MOST_PHRASES - 1)), "河长制")
    assert len(matrix.phrases) == MOST_PHRASES
    assert matrix.phrases[-1].total == 8


@pytest.mark.parametrize("axis", list(Axis))
def test_an_empty_library_gives_an_empty_matrix(tmp_path: Path, axis: Axis) -> None:
    with Library(tmp_path / "home") as empty:
        matrix = ask(empty, "河长制", rows=axis)
    assert (matrix.rows, matrix.columns, matrix.held) == ((), (), ())
    assert matrix.phrases[0].total == 0


def test_removed_reports_are_neither_counted_nor_held(tmp_path: Path) -> None:
    file = tmp_path / "2022年工作总结.txt"
    file.write_text("2022年工作总结\n一、成效\n河长制见实效。\n", encoding="utf-8")
    with Library(tmp_path / "home") as library:
        (added,) = library.add([file], workers=1).added
        assert ask(library, "河长制").phrases[0].total == 1
        library.remove([added.id])
        matrix = ask(library, "河长制")
        assert (matrix.phrases[0].total, matrix.rows) == (0, ())
