"""Several reports side by side: laws for any reports, rows whose truth is known, what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from comparing_support import compared, pieces, report
from following_support import (
    CANTEEN,
    CLEARED,
    GAUGES,
    MANY,
    PLAN,
    SCHOOL,
    STAFF,
    STAFF_EDITED,
    WEAK,
    ids_of,
    passage_in,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import BadQuery, ReportNotFound
from search.comparing.following.choosing import chosen
from search.comparing.following.followed import SeveralRequest, Strand
from search.comparing.following.several import Woven, counts, weave
from search.comparing.model import ChangeKind, RowKind
from search.library import Library
from search.model import Filters

APART = [GAUGES, SCHOOL, WEAK, PLAN, CANTEEN, STAFF]  # nothing in common
HEADINGS = ["主要工作", "存在的主要问题", "下一步打算"]
LINES = st.lists(
    st.sampled_from(
        [*(f"一、{one}" for one in HEADINGS), *APART, STAFF_EDITED, "各位代表：", "3\t5"]
    ),
    max_size=7,
)


def woven(*reports: Sequence[str]) -> Woven:
    return weave([report(*lines) for lines in reports], pieces)


def texts(row: Strand) -> tuple[str | None, ...]:
    return tuple(cell.side.text if cell else None for cell in row.cells)


def kinds(row: Strand) -> tuple[str | None, ...]:
    return tuple(
        (cell.kind.value if cell.kind else "first") if cell else None for cell in row.cells
    )


def row_of(found: Woven, text: str) -> Strand:
    return next(row for row in found.rows if text in texts(row))


@settings(deadline=None, max_examples=60)
@given(st.lists(LINES, min_size=1, max_size=4))
def test_every_passage_of_every_column_stands_in_one_cell_and_first_is_its_first_column(
    reports: list[list[str]],
) -> None:
    found = woven(*reports)
    for column, text in enumerate(found.texts):
        cells = [row.cells[column] for row in found.rows]
        placed = [part.index for cell in cells if cell for part in cell.side.parts]
        assert sorted(placed) == list(range(len(text.pieces)))
    for row in found.rows:
        held = [column for column, cell in enumerate(row.cells) if cell]
        assert (row.first, row.last) == (held[0], held[-1])
        first = row.cells[row.first]
        assert first
        assert first.kind is None
        assert first.before is None
        assert not first.changes


@settings(deadline=None, max_examples=60)
@given(st.lists(LINES, min_size=2, max_size=4))
def test_the_changes_of_a_cell_spell_its_text_and_that_of_the_column_before(
    reports: list[list[str]],
) -> None:
    for row in woven(*reports).rows:
        held = [(column, cell) for column, cell in enumerate(row.cells) if cell]
        for (column, before), (_, cell) in pairwise(held):
            assert cell.before == column
            left, right = before.side.text, cell.side.text
            assert "".join(left[slice(*one.left)] for one in cell.changes) == left
            assert "".join(right[slice(*one.right)] for one in cell.changes) == right
            loud = [
                one for one in cell.changes if one.kind is not ChangeKind.SAME and not one.quiet
            ]
            assert (cell.kind is RowKind.SAME) <= (not loud)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.sampled_from(APART), max_size=6, unique=True), min_size=1, max_size=5))
def test_of_passages_that_have_nothing_in_common_each_is_a_row_wherever_it_stands(
    reports: list[list[str]],
) -> None:
    found = woven(*(["某某局工作总结", "一、主要工作", *lines] for lines in reports))
    by_truth = {
        text: tuple(text if text in lines else None for lines in reports)
        for lines in reports
        for text in lines
    }
    rows = {text: texts(row) for row in found.rows for text in texts(row) if text in by_truth}
    assert rows == by_truth
    assert len(found.rows) == len(by_truth) + 2


@settings(deadline=None, max_examples=60)
@given(LINES, LINES)
def test_two_columns_pair_what_a_comparison_of_the_two_pairs(
    left: list[str], right: list[str]
) -> None:
    beside = {
        (row.left.text, row.right.text)
        for row in compared(left, right).rows
        if row.left and row.right
    }
    assert {texts(row) for row in woven(left, right).rows if None not in texts(row)} == beside


@settings(deadline=None, max_examples=60)
@given(st.lists(LINES, min_size=1, max_size=4))
def test_rows_come_in_the_order_of_the_last_column_but_for_what_only_older_ones_have(
    reports: list[list[str]],
) -> None:
    found = woven(*reports)
    order = [cell.side.parts[0].index for row in found.rows if (cell := row.cells[-1])]
    assert order == sorted(order)


def test_a_report_beside_itself_twice_has_only_equal_cells() -> None:
    lines = ["某某局工作总结", "一、主要工作", STAFF, CLEARED.format(3, 5), "二、存在问题", WEAK]
    found = woven(lines, lines, lines)
    assert [kinds(row) for row in found.rows] == [("first", "same", "same")] * len(lines)


def test_a_passage_that_was_away_finds_its_row_and_what_resembles_it_does_not_take_it() -> None:
    alike = STAFF.replace("窗口人员", "各科室").replace("少跑腿、好办事", "办事不求人")
    found = woven([STAFF, WEAK], [alike, WEAK], [alike, WEAK, STAFF])
    assert texts(row_of(found, STAFF)) == (STAFF, None, STAFF)
    assert kinds(row_of(found, STAFF)) == ("first", None, "same")
    assert texts(row_of(found, alike)) == (None, alike, alike)
    assert row_of(found, STAFF).first == 0


def test_what_became_of_a_passage_is_said_against_the_column_before_in_which_it_stands() -> None:
    found = woven(
        [CLEARED.format(3, 5), STAFF, GAUGES],
        [CLEARED.format(4, 6), GAUGES],
        [CLEARED.format(4, 6), STAFF_EDITED, GAUGES],
    )
    assert kinds(row_of(found, CLEARED.format(3, 5))) == ("first", "figures", "same")
    row = row_of(found, STAFF)
    assert kinds(row) == ("first", None, "edited")
    cell = row.cells[2]
    assert cell
    assert cell.before == 0
    assert 0.5 < cell.score < 1


def test_a_passage_that_is_cut_in_two_and_run_together_again_stays_one_row() -> None:
    whole = GAUGES.removesuffix("。") + "，" + SCHOOL
    found = woven([WEAK, whole], [WEAK, GAUGES, SCHOOL], [WEAK, whole])
    row = row_of(found, whole)
    assert texts(row) == (whole, f"{GAUGES}\n{SCHOOL}", whole)
    assert kinds(row) == ("first", "split", "merged")


def test_what_moved_says_so() -> None:
    head, tail = ["一、主要工作", STAFF, GAUGES, SCHOOL], ["二、存在的主要问题", WEAK]
    found = woven([*head, CANTEEN, *tail], [*head, *tail, CANTEEN])
    moved = [row for row in found.rows if row.cells[1] and row.cells[1].moved]
    assert [texts(row) for row in moved] == [(CANTEEN, CANTEEN)]


def test_what_only_older_columns_have_stands_behind_what_it_followed_there() -> None:
    found = woven([STAFF, GAUGES, WEAK], [STAFF, SCHOOL, WEAK], [STAFF, WEAK, PLAN])
    assert [next(filter(None, texts(row))) for row in found.rows] in (
        [STAFF, GAUGES, SCHOOL, WEAK, PLAN],
        [STAFF, SCHOOL, GAUGES, WEAK, PLAN],
    )


def test_columns_count_what_is_new_what_stayed_and_what_is_gone() -> None:
    found = woven(
        [CLEARED.format(3, 5), STAFF, GAUGES], [CLEARED.format(4, 6), SCHOOL], [STAFF, SCHOOL]
    )
    first, second, third = counts(found.rows, 3)
    assert (first.rows, first.first, first.gone) == (3, 3, 0)
    assert (second.rows, second.first, second.figures, second.gone) == (2, 1, 1, 2)
    assert (third.rows, third.first, third.same, third.back, third.gone) == (2, 0, 2, 1, 1)


SECTIONS = (
    ["一、主要工作", STAFF, GAUGES, "二、存在的主要问题", WEAK],
    ["一、工作开展情况", STAFF, SCHOOL, "二、差距和不足", WEAK, "三、下一步打算", PLAN],
)


@pytest.mark.parametrize(
    ("section", "bodies"),
    [
        ("主要工作", {STAFF, GAUGES, SCHOOL}),
        ("工作开展", {STAFF, GAUGES, SCHOOL}),  # renamed, and still the same one
        ("problems", {WEAK}),
        ("plans", {PLAN}),
    ],
)
def test_a_section_is_chosen_by_the_heading_of_any_column_or_by_role(
    section: str, bodies: set[str]
) -> None:
    rows = chosen(woven(*SECTIONS), section, None)
    assert {text for row in rows if not row.heading for text in texts(row) if text} == bodies


def test_a_section_is_chosen_by_the_passage_of_its_heading() -> None:
    found = woven(*SECTIONS)
    heading = next(row for row in found.rows if texts(row)[0] == "二、存在的主要问题")
    number = heading.cells[0].side.parts[0].passage_id if heading.cells[0] else None
    rows = chosen(found, str(number), None)
    assert [row.heading for row in rows] == [True, False]


def test_what_is_not_there_cannot_be_chosen() -> None:
    with pytest.raises(BadQuery) as section:
        chosen(woven(*SECTIONS), "附件", None)
    assert (section.value.key, section.value.values["field"]) == ("no_such_section", "section")
    with pytest.raises(BadQuery) as passage:
        chosen(woven(*SECTIONS), "", 7)
    assert (passage.value.key, passage.value.values["field"]) == ("passage_not_beside", "passage")


def years(library: Library, request: SeveralRequest) -> list[int | None]:
    return [column.year for column in library.several(request).columns]


def test_reports_stand_by_year_however_they_are_named(library: Library) -> None:
    ids = ids_of(library, "云溪水务局")
    given = (ids[2022], ids[2019], ids[2021], ids[2019])
    assert years(library, SeveralRequest(given)) == [2019, 2021, 2022]
    filters = Filters(units=("云溪水务局",))
    assert years(library, SeveralRequest(filters=filters)) == [2019, 2020, 2021, 2022, 2023]
    everything = SeveralRequest(tuple(row.id for row in library.reports().rows))
    assert years(library, everything)[-1] is None


def test_a_passage_alone_is_followed_through_its_unit_and_a_masked_unit_is_nobodys(
    library: Library,
) -> None:
    own = passage_in(library, ids_of(library, "云溪水务局")[2021], GAUGES)
    found = library.several(SeveralRequest(passage_id=own))
    assert [column.year for column in found.columns] == [2019, 2020, 2021, 2022, 2023]
    assert [texts(row) for row in found.rows] == [(GAUGES, None, GAUGES, None, None)]
    assert (found.rows[0].first, found.total > 5) == (0, True)
    masked = passage_in(library, ids_of(library, "XX水务局")[2017], GAUGES)
    assert years(library, SeveralRequest(passage_id=masked)) == [2017]


def test_the_sections_that_can_be_chosen_are_listed(library: Library) -> None:
    found = library.several(SeveralRequest(filters=Filters(units=("云溪水务局",))))
    assert [one.text for one in found.openings][:1] == ["一、主要工作"]
    for opening in found.openings:
        request = SeveralRequest(
            filters=Filters(units=("云溪水务局",)), section=str(opening.passage_id)
        )
        assert library.several(request).rows[0] == found.rows[opening.row]


def test_more_than_twelve_reports_leave_the_oldest_out_unless_one_of_them_is_followed(
    library: Library,
) -> None:
    filters = Filters(units=("桃岭水务局",))
    found = library.several(SeveralRequest(filters=filters))
    assert [column.year for column in found.columns] == list(range(2012, 2024))
    assert [one.year for one in found.left_out] == [2010, 2011]
    old = passage_in(library, ids_of(library, "桃岭水务局")[2011], MANY.format(31, 2))
    followed = library.several(SeveralRequest(filters=filters, passage_id=old))
    assert [column.year for column in followed.columns] == list(range(2010, 2022))
    assert [kinds(row) for row in followed.rows] == [("first", *["figures"] * 11)]


def test_what_cannot_be_meant_is_refused(library: Library) -> None:
    with pytest.raises(BadQuery) as nothing:
        library.several(SeveralRequest())
    assert nothing.value.values["field"] == "report"
    with pytest.raises(ReportNotFound) as report_gone:
        library.several(SeveralRequest((1, 10**8)))
    assert report_gone.value.values == {"report": 10**8}
    with pytest.raises(ReportNotFound) as passage_gone:
        library.several(SeveralRequest(passage_id=10**8))
    assert passage_gone.value.values == {"passage": 10**8}
    assert library.several(SeveralRequest(filters=Filters(years=(1901,)))).columns == ()
