"""A table is the same table in a workbook and in a Word file: found, and compared, alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from openpyxl import Workbook
from tests_support import library_of

from search.comparing.model import CompareRequest, Given, RowKind
from search.library import Library, compare_drafts
from search.model import Filters, Request
from tests.readers.making import paragraph, table, word
from tests.readers.making_sheets import saved

TITLE = "澜川市水务局2024年管网改造支出预算"
HEAD = ["支出项目", "预算数", "占比"]
ROWS = [
    ("老旧管网改造", 412.6, 0.725),
    ("新建提升泵站", 86, 0.1511),
    ("水质在线监测", 70.5, 0.1239),
]
SHOWN = [
    ["老旧管网改造", "412.60", "72.5%"],
    ["新建提升泵站", "86.00", "15.1%"],
    ["水质在线监测", "70.50", "12.4%"],
]


def written(*, more: float = 0) -> bytes:
    """Return the budget as a workbook; `more` is added to the first amount."""
    book = Workbook()
    sheet = book.active
    sheet.append([TITLE])
    sheet.append(["", "", "单位：万元"])
    sheet.append(HEAD)
    for name, amount, share in ROWS:
        sheet.append([name, amount + (more if name == ROWS[0][0] else 0), share])
        sheet.cell(sheet.max_row, 2).number_format = "#,##0.00"
        sheet.cell(sheet.max_row, 3).number_format = "0.0%"
    return saved(book)


WORD = word(
    paragraph(TITLE)
    + paragraph("单位：万元")
    + table(*([paragraph(text) for text in row] for row in (HEAD, *SHOWN)))
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    files = {"水务局/2024预算.xlsx": written(), "水务局/2024预算.docx": WORD}
    with library_of(tmp_path_factory.mktemp("workbooks"), files) as kept:
        yield kept


def test_a_row_is_found_as_it_is_displayed_with_its_column_and_measure(library: Library) -> None:
    found = library.search(Request("412.60", filters=Filters(), limit=10))
    assert len(found.hits) == 2
    assert {hit.text for hit in found.hits} == {"老旧管网改造\t412.60\t72.5%"}
    assert all(hit.standing is not None for hit in found.hits)


def test_a_workbook_and_a_word_file_of_one_table_are_the_same() -> None:
    found = compare_drafts(
        CompareRequest(Given(file="预算.xlsx", data=written()), Given(file="预算.docx", data=WORD))
    )
    assert {row.kind for row in found.rows} == {RowKind.SAME}
    assert found.similarity == 1


def test_two_workbooks_differ_in_the_figure_that_was_changed() -> None:
    found = compare_drafts(
        CompareRequest(
            Given(file="一稿.xlsx", data=written()), Given(file="二稿.xlsx", data=written(more=10))
        )
    )
    changed = [
        (figure.left, figure.right, figure.measure, figure.column)
        for figure in found.figures
        if not figure.same
    ]
    assert changed == [("412.60", "422.60", "万元", ("预算数",))]
