"""Margins of a PDF's text: what tells a wrapped line from the last one of a paragraph."""

from __future__ import annotations

from tests_support import source_of

from index.cleaning import clean
from index.model import Layout, Line, Source
from index.readers.pdf.margins import Edges, layouts

EM = 16.0
LEFT, RIGHT = 90.0, 90.0 + 28 * EM


def edges(text: str, *, indent: int = 0, page: int = 1) -> Edges:
    left = LEFT + indent * EM
    return Edges(text, page, left, left + len(text) * EM, EM)


def test_indent_and_room_are_counted_in_characters() -> None:
    lines = [
        edges("坚" * 26, indent=2),
        edges("持" * 28),
        edges("抓" * 28),
        edges("实" * 28),
        edges("落" * 12),
    ]
    found = layouts(lines)
    assert [layout and round(layout.indent) for layout in found] == [2, 0, 0, 0, 0]
    assert [layout and round(layout.room) for layout in found] == [0, 0, 0, 0, 16]


def test_too_few_lines_tell_no_margins() -> None:
    assert layouts([edges("述职报告"), edges("2022年度")]) == [None, None]


def joined(*lines: tuple[str, float, float]) -> list[str]:
    source = Source(
        tuple(Line(text, page=1, layout=Layout(indent, room)) for text, indent, room in lines)
    )
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


def test_lines_without_layout_are_not_joined_unless_many_are_wrapped() -> None:
    text = "第一段话到此为止\n第二段话到此为止"
    assert [p.text for p in clean(source_of(text)).paragraphs] == text.split("\n")
