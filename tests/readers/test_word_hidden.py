"""Hidden text of Word files: by itself, by its styles, by the defaults of the document."""

from __future__ import annotations

import pytest

from index.model import Source, Why
from index.readers import read
from tests.readers.making import listed, named, paragraph, run, style, styled, table, texts, word

HIDE = "<w:rPr><w:vanish/></w:rPr>"
SHOW = '<w:rPr><w:vanish w:val="0"/></w:rPr>'


STYLES = (
    style("藏", HIDE)
    + style("藏之下", based_on="藏")
    + style("又现", SHOW, based_on="藏")
    + style("段藏", HIDE, kind="paragraph")
    + style("段藏之下", based_on="段藏", kind="paragraph")
    + style("段又现", SHOW, based_on="段藏", kind="paragraph")
)


def read_word(body: str, styles: str = STYLES, **parts: object) -> Source:
    return read("总结.docx", word(body, styles=styles, **parts))  # type: ignore[arg-type]


def hidden(source: Source) -> str:
    assert {piece.why for piece in source.removed} <= {Why.MARKUP}
    return "".join(piece.text for piece in source.removed)


@pytest.mark.parametrize("name", ["藏", "藏之下"])
def test_text_that_a_character_style_or_its_base_hides_is_set_aside(name: str) -> None:
    source = read_word(paragraph("全年接访", more=named("内部口径", name) + run("320批次。")))
    assert source.text == "全年接访320批次。"
    assert [(cut.text, cut.start) for cut in source.removed] == [("内部口径", 4)]


@pytest.mark.parametrize(
    "shown", [named("公开", "又现"), named("公开", "藏", '<w:vanish w:val="0"/>')]
)
def test_what_is_switched_on_again_is_read(shown: str) -> None:
    source = read_word(paragraph("数据", more=shown))
    assert (source.text, hidden(source)) == ("数据公开", "")


@pytest.mark.parametrize("name", ["段藏", "段藏之下"])
def test_a_paragraph_that_its_style_hides_leaves_no_line(name: str) -> None:
    source = read_word(paragraph("上段。") + styled("备注不公开。", name) + paragraph("下段。"))
    assert (source.text, hidden(source)) == ("上段。\n下段。", "备注不公开。")


def test_in_a_hidden_paragraph_only_what_is_switched_on_is_read() -> None:
    body = paragraph(
        "不公开",
        '<w:pStyle w:val="段藏"/>',
        run("公开的话。", '<w:vanish w:val="0"/>') + named("也公开。", "又现"),
    )
    source = read_word(body + styled("照常。", "段又现"))
    assert (texts(source), hidden(source)) == (["公开的话。也公开。", "照常。"], "不公开")


def test_a_style_that_hides_inside_one_that_hides_shows_as_word_toggles() -> None:
    body = paragraph("", '<w:pStyle w:val="段藏"/>', named("两次隐藏。", "藏"))
    assert read_word(body).text == "两次隐藏。"


def test_what_the_defaults_of_a_document_hide_is_set_aside() -> None:
    defaults = f"<w:docDefaults><w:rPrDefault>{HIDE}</w:rPrDefault></w:docDefaults>"
    shown = run("公开。", '<w:vanish w:val="false"/>')
    source = read_word(
        paragraph("默认隐藏。", more=shown) + styled("也公开。", "段又现"), defaults + STYLES
    )
    assert (texts(source), hidden(source)) == (["公开。", "也公开。"], "默认隐藏。")


def test_text_that_only_web_views_hide_is_read() -> None:
    assert read_word(paragraph("第", more=run("3页", "<w:webHidden/>"))).text == "第3页"


def test_styles_that_are_based_on_each_other_end() -> None:
    circle = style("环一", based_on="环二") + style("环二", based_on="环一")
    assert read_word(paragraph("甲", more=named("乙", "环一")), circle).text == "甲乙"


def test_a_formula_and_a_note_hide_text_as_the_body_does() -> None:
    formula = "<m:oMath><m:r><w:rPr><w:vanish/></w:rPr><m:t>x+y</m:t></m:r></m:oMath>"
    note = f'<w:footnote w:id="2">{paragraph("注。", more=named("暗注", "藏"))}</w:footnote>'
    source = read_word(paragraph("正文", more=formula), parts={"footnotes": note})
    assert (texts(source), hidden(source)) == (["正文", "注。"], "x+y暗注")


def test_a_hidden_paragraph_of_a_list_does_not_count() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = paragraph("", f"{number}{HIDE}", run("草稿", "<w:vanish/>"))
    body = listed("学习") + gone + listed("工作")
    source = read_word(body, numbering=numbering)
    assert (texts(source), hidden(source)) == (["一、学习", "二、工作"], "草稿")


def test_behind_a_hidden_end_mark_the_next_paragraph_follows_as_word_shows_it() -> None:
    body = paragraph("抓学习，", HIDE) + paragraph("抓落实。")
    assert read_word(body).text == "抓学习，抓落实。"


def test_a_heading_that_runs_in_behind_a_style_separator_stays_a_heading() -> None:
    separator = '<w:outlineLvl w:val="1"/><w:rPr><w:vanish/><w:specVanish/></w:rPr>'
    source = read_word(paragraph("抓学习。", separator) + paragraph("全年集中学习12次。"))
    assert [(line.text, line.level) for line in source.lines] == [
        ("抓学习。", 2),
        ("全年集中学习12次。", None),
    ]


def test_text_that_the_style_of_its_table_hides_is_set_aside() -> None:
    styles = style("表藏", HIDE, kind="table") + style("表藏之下", based_on="表藏", kind="table")
    named_table = '<w:tbl><w:tblPr><w:tblStyle w:val="表藏之下"/></w:tblPr>'
    cells = [paragraph("内部口径"), paragraph("", "", run("公开口径", '<w:vanish w:val="0"/>'))]
    body = paragraph("上段。") + table(cells).replace("<w:tbl>", named_table) + paragraph("下段。")
    source = read_word(body, styles)
    assert (texts(source), hidden(source)) == (["上段。", "\t公开口径", "下段。"], "内部口径")


def prompting(inside: str) -> str:
    return (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def test_what_a_control_asks_to_type_is_set_aside_around_a_paragraph_and_a_cell_too() -> None:
    cell = prompting(f"<w:tc>{paragraph('单击此处输入数字')}</w:tc>")
    rows = (
        f"<w:tbl><w:tr><w:tc>{paragraph('编制数')}</w:tc><w:tc>{paragraph('人数')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('23')}</w:tc>{cell}</w:tr></w:tbl>"
    )
    source = read_word(paragraph("上段。") + prompting(paragraph("单击此处输入正文")) + rows)
    assert texts(source) == ["上段。", "编制数\t人数", "23\t"]
    assert hidden(source) == "单击此处输入正文单击此处输入数字"
