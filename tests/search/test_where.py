"""Where in a report a phrase stands: text, rows of tables, headings; counted and filtered by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests_support import library_of

from index.errors import BadQuery
from index.model import Part, Role, Where
from search.library import Library
from search.model import Filters, Mode, Request, UnknownFilter
from tests.readers.making import paragraph, styled, table, word

STYLES = (
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
)
BUDGET = word(
    styled("澜川市水务局2024年管网改造预算", "T")
    + styled("一、管网改造情况", "H")
    + paragraph("管网改造按季度推进，资金逐笔核对。")
    + table(
        [paragraph("管网改造项目"), paragraph("数额")],
        [paragraph("老旧管网改造"), paragraph("412.60")],
        [paragraph("新建泵站"), paragraph("86.00")],
    ),
    styles=STYLES,
)
SUMMARY = "2023年工作总结\n一、工作成效\n管网改造完成35公里。\n二、下一步\n继续推进管网改造。\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    files = {"预算.docx": BUDGET, "总结.txt": SUMMARY}
    with library_of(tmp_path_factory.mktemp("where"), files) as kept:
        yield kept


def ask(library: Library, query: str = "管网改造", **filters: object) -> Request:
    return Request(query, filters=Filters(**filters), limit=100)  # type: ignore[arg-type]


def place(part: Part, *, row: bool) -> Where:
    """Say where a passage stands, from what its hit says of it."""
    if row:
        return Where.TABLE
    return Where.BODY if part is Part.BODY else Where.HEADING


def test_every_hit_is_counted_where_it_stands(library: Library) -> None:
    result = library.search(ask(library))
    assert result.facets.where == {"body": 3, "table": 2, "heading": 2}
    stands = [place(hit.part, row=hit.standing is not None) for hit in result.hits]
    assert {where.value: stands.count(where) for where in Where} == result.facets.where


@pytest.mark.parametrize("where", Where)
def test_a_filter_leaves_what_stands_there_and_the_ladder_counts_alike(
    library: Library, where: Where
) -> None:
    request = ask(library, where=(where,))
    result = library.search(request)
    assert result.passages == library.search(ask(library)).facets.where[where.value] > 0
    assert {place(hit.part, row=hit.standing is not None) for hit in result.hits} == {where}
    assert library.ladder(request)[0].passages == result.passages
    assert sum(map(sum, library.table(request).passages)) == result.passages


def test_filters_of_passages_hold_together(library: Library) -> None:
    result = library.search(ask(library, where=(Where.BODY,), roles=(Role.DONE,)))
    assert [hit.text for hit in result.hits] == ["管网改造完成35公里。"]
    assert result.searched.passing == 1


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("表格", "table"), ("表格的行", "table"), ("table", "table"), ("正文", "body"),
        ("标题", "heading"),
    ],
)  # fmt: skip
def test_it_can_be_typed_into_the_query(library: Library, typed: str, where: str) -> None:
    result = library.search(Request(f"管网改造 在哪里:{typed}"))
    assert result.passages == library.search(ask(library)).facets.where[where]


def test_a_place_that_reports_do_not_have_is_refused_by_name(library: Library) -> None:
    with pytest.raises(BadQuery, match="bad_where"):
        library.search(Request("管网改造 在哪里:封面"))


def test_a_filter_turns_no_exact_answer_into_one_by_words(library: Library) -> None:
    result = library.search(ask(library, "资金逐笔核对", where=(Where.TABLE,)))
    assert (result.rung.value, result.passages) == (Mode.EXACT.value, 0)


def test_a_library_without_tables_says_so_before_nothing_is_found(tmp_path: Path) -> None:
    with library_of(tmp_path / "home", {"总结.txt": SUMMARY}) as library:
        searched = library.search(ask(library, where=(Where.TABLE,))).searched
    assert searched.unknown == (UnknownFilter("where", "table", ("body", "heading")),)
    assert searched.nothing
