"""Pages that a word processor wrote: page breaks, sections, notes; words that are not shown."""

from __future__ import annotations

import time

import pytest

from index.model import Source, Why
from index.readers import read
from tests.readers.making import texts

TITLE = "青澜县民政局2022年工作总结"
LONG = "".join(
    f"<p>全年走访困难家庭{number}00户，发放救助金{number}万元。</p>" for number in range(2, 9)
)


def read_page(body: str, head: str = "") -> Source:
    return read("总结.html", f"<html><head>{head}</head><body>{body}</body></html>".encode())


WORD = '<span lang=EN-US><br clear=all style="page-break-before:always"></span>'


def test_a_sentence_runs_over_the_page_break_that_word_writes_into_it() -> None:
    source = read_page(f"<p>全年共走访困难家庭{WORD}460户，满意率100%。</p>")
    assert texts(source) == ["全年共走访困难家庭460户，满意率100%。"]


@pytest.mark.parametrize(
    "between",
    [
        f"</p><b>{WORD}</b><p>",
        '</p><p style="margin-bottom: 0.1in; page-break-before: always">',
        '</p><p style="break-before: page">',
    ],
)
def test_a_sentence_runs_over_a_page_break_between_two_paragraphs(between: str) -> None:
    first = "全年坚持应保尽保、应兜尽兜，共走访困难家庭"
    source = read_page(
        f"<p>今年以来，各项工作稳步推进。</p><p>{first}{between}460户，满意率100%。</p>"
    )
    assert texts(source)[1:] == [first + "460户，满意率100%。"]


def test_a_page_break_between_whole_sentences_joins_nothing() -> None:
    source = read_page(f"<p>走访460户。</p>{WORD}<p>满意率100%。</p>")
    assert texts(source) == ["走访460户。", "满意率100%。"]
    covered = read_page(f"<p>青澜县民政局</p>{WORD}<p>今年以来，走访460户。</p>")
    assert texts(covered) == ["青澜县民政局", "今年以来，走访460户。"]


def test_all_sections_and_notes_of_a_document_are_text() -> None:
    sections = (
        f"<div class=WordSection1><h2>{TITLE}</h2>{LONG}</div>"
        "<div class=WordSection2><p>养老床位达到1200张。</p></div>"
        '<div style="mso-element:footnote-list"><hr><div id=ftn1><p>含社会办床位。</p></div></div>'
    )
    assert texts(read_page(sections))[-2:] == ["养老床位达到1200张。", "含社会办床位。"]


def test_a_section_inside_a_sites_page_is_the_text_of_it() -> None:
    inside = f"<div id=main><div class=Section1>{LONG}</div><p>您是第3位读者</p></div>"
    source = read_page(f"<h1>{TITLE}</h1>{inside}", f"<title>{TITLE}</title>")
    assert texts(source)[-1].endswith("发放救助金8万元。")


@pytest.mark.parametrize(
    "hidden",
    [
        '<span class="sr-only">{}</span>',
        '<i class="icon visually-hidden">{}</i>',
        '<span style="font-size:0">{}</span>',
        '<span style="color:#fff;font-size: 0px">{}</span>',
    ],
)
def test_words_that_are_not_shown_under_any_style_sheet_are_set_aside(hidden: str) -> None:
    source = read_page(f"<p>全年走访{hidden.format('不公开')}460户。</p>")
    assert texts(source) == ["全年走访460户。"]
    assert [(cut.text, cut.why) for cut in source.removed] == [("不公开", Why.SCRIPT)]


def test_a_size_of_nothing_around_words_with_one_of_their_own_hides_nothing() -> None:
    shown = '<p style="font-size:0"><span style="font-size:16px">全年走访460户。</span></p>'
    assert texts(read_page(shown)) == ["全年走访460户。"]
    assert texts(read_page('<p style="font-size:0.9em">全年走访460户。</p>')) == ["全年走访460户。"]


def test_the_only_heading_of_a_page_is_no_title_where_it_is_a_sections() -> None:
    section = read_page(f"<p>青澜县民政局</p><h1>一、主要工作</h1>{LONG}")
    assert section.facts.title is None


def test_the_day_on_which_a_page_was_printed_is_not_that_of_its_publication() -> None:
    printed = f"<h2>{TITLE}</h2><p>打印时间：2024-02-01</p>{LONG}"
    assert read_page(printed, f"<title>{TITLE}</title>").facts.published is None


def test_a_sentence_over_thousands_of_pages_takes_no_endless_time() -> None:
    page = "<p style='page-break-before:always'>今年以来我们坚持问题导向，狠抓落实，坚持</p>"
    began = time.monotonic()
    assert len(texts(read_page(page * 8_000))) == 1
    assert time.monotonic() - began < 10
