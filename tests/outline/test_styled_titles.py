"""The title that styles name: Title wins, else the first Heading 1 where nothing else is one."""

from __future__ import annotations

import pytest

from index.model import Line, Outline, Source
from index.outline import outline

TEXT = "今年以来，全局上下团结一心，各项任务顺利完成，群众满意度稳步提高，取得明显成效。"
TITLE = 0  # instead of a heading level: the style Title


def an_outline(*lines: tuple[int | None, str]) -> Outline:
    """An outline of lines, each with the heading level that its style gives."""
    return outline(
        Source(
            tuple(
                Line(text, level=1, title=True) if level == TITLE else Line(text, level=level)
                for level, text in lines
            )
        )
    )


def title(*lines: tuple[int | None, str]) -> str | None:
    found = an_outline(*lines)
    return found.title.text if found.title else None


def headings(found: Outline) -> list[str]:
    return [section.heading for section in found.sections]


@pytest.mark.parametrize(
    "words",
    [
        "砥砺奋进，开创信访新局面",
        "围绕中心服务大局",
        "抓党建、促发展——全年工作回眸",
        "信访工作这一年！",
    ],
)
def test_the_only_heading_1_is_the_title_whatever_its_words(words: str) -> None:
    found = an_outline((1, words), (2, "一、工作"), (None, TEXT), (2, "二、不足"), (None, TEXT))
    assert found.title is not None
    assert (found.title.text, headings(found)) == (words, ["工作", "不足"])


def test_a_heading_1_is_the_title_over_numbered_ones() -> None:
    found = an_outline((1, "砥砺奋进，再谱新篇"), (1, "一、工作"), (None, TEXT), (1, "二、不足"))
    assert found.title is not None
    assert (found.title.text, headings(found)) == ("砥砺奋进，再谱新篇", ["工作", "不足"])


@pytest.mark.parametrize("above", ["某信发〔2023〕5号", "内部资料", "2024年1月8日"])
def test_a_line_above_the_only_heading_1_is_not_the_title(above: str) -> None:
    found = an_outline((None, above), (1, "围绕中心服务大局"), (2, "工作开展"), (None, TEXT))
    assert found.title is not None
    assert found.title.text == "围绕中心服务大局"
    assert [passage.text for passage in found.preamble] == [above]


def test_the_style_title_wins_over_words_and_headings() -> None:
    lines = [(None, "内部资料"), (TITLE, "围绕中心，服务大局"), (1, "工作回顾"), (None, TEXT)]
    assert title(*lines) == "围绕中心，服务大局"
    assert title((None, "工作情况汇报材料"), (None, TEXT[:20]), *lines[1:]) == "围绕中心，服务大局"
    assert (
        title((1, "工作回顾"), (TITLE, "围绕中心，服务大局"), (None, TEXT)) == "围绕中心，服务大局"
    )


def test_a_title_of_two_lines_in_its_style_is_one() -> None:
    lines = [
        (TITLE, "围绕中心，服务大局"),
        (TITLE, "奋力开创新局面"),
        (1, "工作回顾"),
        (None, TEXT),
    ]
    assert title(*lines) == "围绕中心，服务大局奋力开创新局面"


def test_the_unit_above_a_styled_title_belongs_to_it_and_a_label_does_not() -> None:
    styled = (TITLE, "2023年工作总结")
    assert title((None, "某某县信访局"), styled, (1, "一、工作")) == "某某县信访局2023年工作总结"
    assert title((None, "内部资料"), styled, (1, "一、工作")) == "2023年工作总结"
    assert title((TITLE, "某某县信访局"), (None, "2023年工作总结"), (1, "一、工作")) == (
        "某某县信访局2023年工作总结"
    )


def test_a_title_in_words_above_headings_1_stays_the_title() -> None:
    found = an_outline(
        (None, "某某县信访局2023年工作总结"),
        (1, "工作回顾"),
        (None, TEXT),
        (1, "存在不足"),
        (None, TEXT),
    )
    assert found.title is not None
    assert found.title.text == "某某县信访局2023年工作总结"
    assert headings(found) == ["工作回顾", "存在不足"]


def test_a_heading_1_with_an_introduction_over_sections_of_all_roles_is_the_title() -> None:
    sections: list[tuple[int | None, str]] = [
        line
        for words in ("工作成效", "存在问题", "下一步打算")
        for line in ((1, words), (None, TEXT))
    ]
    found = an_outline((1, "砥砺奋进，再谱新篇"), (None, TEXT), *sections)
    assert found.title is not None
    assert found.title.text == "砥砺奋进，再谱新篇"
    assert headings(found) == ["工作成效", "存在问题", "下一步打算"]


def test_several_headings_1_of_one_rank_are_sections() -> None:
    found = an_outline(
        (1, "坚持学习，提升素养"), (None, TEXT), (1, "履职尽责，服务群众"), (None, TEXT)
    )
    assert found.title is None
    assert headings(found) == ["坚持学习，提升素养", "履职尽责，服务群众"]


def test_a_heading_1_below_running_text_or_with_a_number_is_no_title() -> None:
    assert (
        title((None, "各位领导："), (None, TEXT), (1, "主要做法，取得实效"), (None, TEXT)) is None
    )
    assert title((1, "一、主要做法"), (None, TEXT), (1, "二、存在问题"), (None, TEXT)) is None


def test_a_title_style_far_below_the_head_names_no_title() -> None:
    lines: list[tuple[int | None, str]] = [(None, TEXT)] * 30
    assert title(*lines, (TITLE, "附件一览，另行印发")) is None
