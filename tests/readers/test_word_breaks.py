"""Page, column and section breaks of Word files: a sentence runs over them, paragraphs do not."""

from __future__ import annotations

import docx
import pytest
from docx.enum.text import WD_BREAK
from hypothesis import given
from hypothesis import strategies as st

from index.model import Source, Why
from index.readers import read
from index.readers.breaks import goes_on, goes_on_below
from index.readers.wordparagraph import ParagraphText
from tests.readers.making import paragraph, run, styled, table, texts, word

PAGE = '<w:r><w:br w:type="page"/></w:r>'
COLUMN = '<w:r><w:br w:type="column"/></w:r>'
RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"
SECTION = "<w:sectPr/>"


def read_word(body: str, **parts: object) -> Source:
    return read("总结.docx", word(body, **parts))  # type: ignore[arg-type]


@pytest.mark.parametrize("broken", [PAGE, COLUMN, RENDERED, PAGE + RENDERED, PAGE + PAGE])
def test_a_sentence_runs_over_the_end_of_a_page_or_column(broken: str) -> None:
    body = paragraph("全年受理来信", more=broken + run("460件，办结率100%。"))
    assert texts(read_word(body)) == ["全年受理来信460件，办结率100%。"]


def test_a_page_break_that_python_docx_writes_into_a_sentence_is_none(tmp_path: object) -> None:
    made = docx.Document()
    written = made.add_paragraph()
    written.add_run("新建改建道路").add_break(WD_BREAK.PAGE)
    written.add_run("12公里。")
    made.add_page_break()
    made.add_paragraph("下一页的话。")
    path = f"{tmp_path}/总结.docx"
    made.save(path)
    with open(path, "rb") as file:
        assert texts(read("总结.docx", file.read())) == ["新建改建道路12公里。", "下一页的话。"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("工作总体平稳。", "下一步继续努力。"),
        ("现将情况报告如下：", "今年以来，全局上下同心。"),
        ("某某局2023年工作总结", "今年以来，全局上下同心。"),
        ("2023年12月", "今年以来，全局上下同心。"),
        ("目　录", "今年以来，全局上下同心。"),
        ("某某局机关", "一、履行职责情况"),
        ("某某局机关", "　　今年以来，全局上下同心。"),
    ],
)
def test_a_break_between_whole_sentences_or_under_a_title_separates(
    before: str, after: str
) -> None:
    assert texts(read_word(paragraph(before, more=PAGE + run(after)))) == [before, after]


def test_a_soft_line_break_still_separates() -> None:
    body = paragraph("联系人", more=f"<w:r><w:br/></w:r>{run('电话')}")
    assert texts(read_word(body)) == ["联系人", "电话"]


def test_page_breaks_between_paragraphs_separate_them() -> None:
    between = paragraph("全年受理来信") + paragraph("", more=PAGE) + paragraph("460件。")
    assert texts(read_word(between)) == ["全年受理来信", "460件。"]
    before = paragraph("", "<w:pageBreakBefore/>", run("全年受理来信")) + paragraph("460件。")
    assert texts(read_word(before)) == ["全年受理来信", "460件。"]


@pytest.mark.parametrize("end", [("", PAGE), ("", COLUMN), (SECTION, "")])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("全年接访", "460件，办结率100%。"),
        ("今年以来，全局干部职工上下一心，化解积案", "取得明显成效。"),
        ("各项任务", "，均按期完成。"),
    ],
)
def test_a_sentence_runs_over_a_paragraph_that_only_a_break_ends(
    end: tuple[str, str], before: str, after: str
) -> None:
    properties, broken = end
    body = paragraph(before, properties, broken) + paragraph(after)
    assert texts(read_word(body)) == [before + after]


TEXT = "今年以来，全局上下团结一心，各项任务顺利完成。"


def test_in_running_text_a_paragraph_that_a_break_ends_goes_on_without_further_signs() -> None:
    halves = paragraph("各项工作", SECTION) + paragraph("取得明显成效。")
    assert texts(read_word(paragraph(TEXT) + halves)) == [TEXT, "各项工作取得明显成效。"]
    signed = paragraph("某某县信访局", SECTION) + paragraph("另行印发的清单附后。")
    assert len(texts(read_word(paragraph(TEXT) + signed))) == 3


@pytest.mark.parametrize("end", [("", PAGE), (SECTION, "")])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("工作总体平稳。", "下一步继续努力。"),
        ("某某县信访局", TEXT),
        ("某某局工作总结", TEXT),
        ("关于进一步加强和改进信访工作若干问题的实施意见", TEXT),
        ("砥砺奋进，再谱新篇", TEXT),
        ("一、加强组织领导，完善制度机制，强化责任落实", TEXT),
        ("二〇二三年十二月", TEXT),
        ("某某县信访局", "2023年工作总结"),
        ("王某某", TEXT),
    ],
)
def test_a_cover_a_title_or_a_whole_sentence_before_a_break_stays_apart(
    end: tuple[str, str], before: str, after: str
) -> None:
    properties, broken = end
    body = paragraph(before, properties, broken) + paragraph(after)
    assert texts(read_word(body)) == [before, after]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            paragraph("让人民满意，让群众放心", f'<w:jc w:val="center"/>{SECTION}'),
            paragraph("460件", '<w:jc w:val="center"/>'),
        ),
        (paragraph("前半句，", SECTION), styled("后半句。", "别的样式")),
        (paragraph("前半句，", SECTION), table([paragraph("甲"), paragraph("乙")])),
    ],
)
def test_paragraphs_of_unlike_kinds_around_a_section_stay_apart(first: str, second: str) -> None:
    assert len(texts(read_word(first + second))) == 2


def test_headings_on_both_sides_of_a_section_stay_two() -> None:
    heading = '<w:outlineLvl w:val="0"/>'
    body = paragraph("全面完成目标，", heading + SECTION) + paragraph("4项工作", heading)
    assert [line.level for line in read_word(body).lines] == [1, 1]


def test_a_box_and_a_cut_keep_their_places_around_a_break() -> None:
    gone = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></w:r>"
    body = paragraph("来信", more=gone + PAGE + run("460件") + gone + run("。") + box)
    source = read_word(body + paragraph("下段。"))
    assert texts(source) == ["来信460件。", "框", "下段。"]
    assert [(cut.text, cut.start, cut.why) for cut in source.removed] == [
        ("旧", 2, Why.DELETION),
        ("旧", 6, Why.DELETION),
    ]


def test_a_break_in_the_code_of_a_field_or_in_hidden_text_is_no_text() -> None:
    hidden = '<w:r><w:rPr><w:vanish/></w:rPr><w:br w:type="page"/></w:r>'
    assert read_word(paragraph("甲。", more=hidden + run("乙。"))).text == "甲。乙。"


def test_a_comma_or_a_particle_shows_that_a_sentence_goes_on() -> None:
    assert goes_on("某某局2023年工作总结，", "今年以来")
    assert goes_on_below("某某局2023年工作总结", "的起草工作完成。", in_text=False)
    assert goes_on("全年接访", "320批次")
    assert not goes_on_below("某某县信访局", "2023年度工作", in_text=False)
    assert not goes_on("", "320批次")
    assert not goes_on("全年接访", " ")


@given(
    st.lists(
        st.sampled_from(["甲乙", "，", "。", "一、", " ", "\n", "<page>", "<cut>"]), max_size=20
    )
)
def test_breaks_change_nothing_but_line_ends_and_cuts_stay_between_their_neighbours(
    pieces: list[str],
) -> None:
    gathered = ParagraphText()
    for piece in pieces:
        if piece == "<page>":
            gathered.break_page()
        elif piece == "<cut>":
            gathered.cut("删", Why.DELETION)
        else:
            gathered.write(piece)
    text, cuts = gathered.finished()
    for cut in reversed(cuts):
        text = text[: cut.offset] + cut.text + text[cut.offset :]
    written = "".join(piece for piece in pieces if piece != "<page>").replace("<cut>", "删")
    assert text.replace("\n", "") == written.replace("\n", "")


def test_a_letter_dropped_into_the_lines_below_it_begins_their_sentence() -> None:
    body = paragraph("全", '<w:framePr w:dropCap="drop" w:lines="3"/>') + paragraph(
        "市司法行政系统办理法律援助案件460件。"
    )
    assert texts(read_word(body)) == ["全市司法行政系统办理法律援助案件460件。"]


@pytest.mark.parametrize(
    "broken", [paragraph(more=PAGE), paragraph("", SECTION), paragraph(more=PAGE) * 2]
)
def test_a_sentence_runs_over_a_break_that_is_a_paragraph_of_its_own(broken: str) -> None:
    first = "全年坚持应援尽援，持续优化服务，共办理法律援助案件"
    body = paragraph("今年以来，各项工作有序推进，成效明显。") + paragraph(first)
    source = read_word(body + broken + paragraph("460件，满意率100%。") + paragraph("下一段的话。"))
    assert texts(source)[1:] == [first + "460件，满意率100%。", "下一段的话。"]


def test_a_break_of_its_own_between_whole_paragraphs_joins_nothing() -> None:
    for before, after in [
        ("司法局", "今年以来，办理案件460件。"),
        ("办理案件460件。", "满意率100%。"),
    ]:
        body = paragraph(before) + paragraph(more=PAGE) + paragraph(after)
        assert texts(read_word(body)) == [before, after]
