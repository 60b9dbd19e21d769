"""Margins of a PDF's text: what tells a wrapped line from the last one of a paragraph."""

from __future__ import annotations

import math

import pytest
from tests_support import source_of

from index.cleaning import clean
from index.model import Layout, Line, Source
from index.readers.pdf.lines import TextLine
from index.readers.pdf.margins import layouts

EM = 16.0
LEFT = 90.0


def line(
    text: str,
    *,
    indent: int = 0,
    page: int = 1,
    row: int = 0,
    shift: float = 0,
    column: str = "",
    wide: bool = False,
    em: float = EM,
) -> TextLine:
    left = LEFT + shift + indent * EM
    size = (842.0, 595.0) if wide else (595.0, 842.0)
    base = 100 + 28.0 * row
    right = left + len(text) * em
    return TextLine(text, page, left, right, base - em, base, base, em, *size, column=column)


def paragraph(first: int = 0, **kind: object) -> list[TextLine]:
    """Five lines of 28 characters: the first indented, the last short."""
    lines = [("坚" * 26, 2), ("持" * 28, 0), ("抓" * 28, 0), ("实" * 28, 0), ("落" * 12, 0)]
    return [
        line(text, indent=indent, row=first + row, **kind)  # type: ignore[arg-type]
        for row, (text, indent) in enumerate(lines)
    ]


def rounded(found: list[Layout]) -> list[tuple[int, int]]:
    return [(round(layout.indent), round(layout.room)) for layout in found]


FIVE = [(2, 0), (0, 0), (0, 0), (0, 0), (0, 16)]


def test_indent_and_room_are_counted_in_characters() -> None:
    assert rounded(layouts(paragraph())) == FIVE


def test_left_and_right_pages_and_wide_ones_have_margins_of_their_own() -> None:
    lines = [
        *paragraph(page=1),
        *paragraph(page=2, shift=30),
        *paragraph(page=3, shift=100, wide=True),
        *paragraph(page=4, shift=30),
    ]
    assert rounded(layouts(lines)) == FIVE * 4


def test_columns_have_margins_of_their_own() -> None:
    lines = [*paragraph(column="0/2 "), *paragraph(column="1/2 ", shift=480)]
    assert rounded(layouts(lines)) == FIVE * 2


def test_a_page_with_few_lines_has_the_margins_of_its_like() -> None:
    lines = [*paragraph(page=1), *paragraph(page=3), line("尾" * 10, page=5)]
    assert rounded(layouts(lines))[-1] == (0, 18)


def test_a_page_of_indented_paragraphs_has_the_left_margin_of_its_like() -> None:
    short = [line("一是" + "抓" * 20, indent=2, page=2, row=row) for row in range(8)]
    assert {indent for indent, _ in rounded(layouts([*paragraph(), *short]))[-8:]} == {2}


def test_too_few_lines_tell_no_margins() -> None:
    assert layouts([line("述职报告"), line("2022年度", row=1)])[0].room == math.inf


def test_a_few_lines_may_show_margins_by_standing_even() -> None:
    # From 90 to 505 of 595 points: as much white on the right as on the left.
    lines = [line("改" * 24, indent=2), line("到位。", row=1)]
    assert rounded(layouts(lines)) == [(2, 0), (0, 23)]


@pytest.mark.parametrize(("step", "em", "apart"), [(1, EM, False), (2, EM, True), (1, 22.0, True)])
def test_a_line_further_down_or_in_another_size_stands_apart(
    step: int, em: float, apart: bool
) -> None:
    lines = [*paragraph(), line("新" * 12, row=4 + step, em=em)]
    assert layouts(lines)[-1].apart is apart


def joined(*lines: tuple[str, float, float] | tuple[str, float, float, bool]) -> list[str]:
    source = Source(tuple(Line(text, page=1, layout=Layout(*rest)) for text, *rest in lines))
    return [paragraph.text for paragraph in clean(source).paragraphs]


def test_a_full_line_goes_on_in_one_that_is_not_indented() -> None:
    assert joined(
        ("一是压实责任链条，推动各支部书记履行第一责任人职", 2, 0.3),
        ("责，全年约谈4人次。", 0, 18),
        ("二是抓实阵地建设，管好用好党员活动室。", 2, 5),
    ) == [
        "一是压实责任链条，推动各支部书记履行第一责任人职责，全年约谈4人次。",
        "二是抓实阵地建设，管好用好党员活动室。",
    ]


def test_room_for_the_next_word_means_that_the_paragraph_ended() -> None:
    assert joined(("工作亮点和主要成效", 0, 19), ("全年完成投资1.2亿元。", 0, 16)) == [
        "工作亮点和主要成效",
        "全年完成投资1.2亿元。",
    ]


def test_a_long_number_that_did_not_fit_left_room_on_the_line_before() -> None:
    assert joined(("完成投资，同比增长", 0, 4.0), ("123456.789%，创新高。", 0, 12)) == [
        "完成投资，同比增长123456.789%，创新高。"
    ]


def test_a_list_of_numbers_that_was_not_broken_left_room_too() -> None:
    assert joined(("三项比率分别提高", 0, 4.6), ("20.9、36.2、54个百分点。", 0, 12)) == [
        "三项比率分别提高20.9、36.2、54个百分点。"
    ]


def test_a_full_sentence_does_not_go_on_in_a_line_that_stands_apart() -> None:
    full = "全年走访企业一百二十家，解决难题八十六件。"
    assert joined((full, 0, 0.2), ("下步继续抓好落实。", 0, 9, True)) == [
        full,
        "下步继续抓好落实。",
    ]
    assert joined((full, 0, 0.2), ("下步继续抓好落实。", 0, 9)) == [full + "下步继续抓好落实。"]


def test_half_a_sentence_goes_on_below_a_picture() -> None:
    assert joined(("全年走访企业，解决", 0, 0.2), ("难题八十六件。", 0, 9, True)) == [
        "全年走访企业，解决难题八十六件。"
    ]


def test_a_title_does_not_go_on_in_the_next_one() -> None:
    assert joined(("某局2024年度部门决算报表", 0, 0), ("收入支出决算总表", -4, 10, True)) == [
        "某局2024年度部门决算报表",
        "收入支出决算总表",
    ]


def test_lines_without_layout_are_not_joined_unless_many_are_wrapped() -> None:
    text = "第一段话到此为止\n第二段话到此为止"
    assert [p.text for p in clean(source_of(text)).paragraphs] == text.split("\n")
