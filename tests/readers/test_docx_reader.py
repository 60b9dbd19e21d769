"""Word files as read."""

from __future__ import annotations

import io
import struct
import zipfile
from itertools import pairwise

import docx
import pytest

from index.errors import UnreadableReport
from index.model import LineKind, Source, Why
from index.readers import read
from index.settings import MEGABYTE, Limits
from tests.readers.making import paragraph, raw_zip, run, style, styled, table, texts, word, zipped


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def box(text: str) -> str:
    inside = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def read_word(body: str, **parts: object) -> Source:
    return read("述职报告.docx", word(body, **parts))  # type: ignore[arg-type]


def removed(source: Source) -> list[tuple[str, Why]]:
    return [(piece.text, piece.why) for piece in source.removed]


def refusal(data: bytes, name: str = "述职报告.docx", limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableReport) as refused:
        read(name, data, limits=limits or Limits())
    assert refused.value.values["file"] == name
    return refused.value.key


def test_a_document_of_python_docx_comes_out_in_order_with_levels_and_facts() -> None:
    made = docx.Document()
    made.core_properties.author = "李明"
    made.core_properties.last_modified_by = "王芳"
    made.add_heading("2023年度述职报告", 0)
    made.add_heading("一、履职情况", 1)
    made.add_paragraph("坚持把项目建设放在首位。")
    rows = made.add_table(2, 2)
    for at, text in enumerate(["项目", "投资（万元）", "道路", "1200"]):
        rows.cell(at // 2, at % 2).text = text
    made.add_heading("（一）学习", 2)
    target = io.BytesIO()
    made.save(target)
    source = read("报告.docx", target.getvalue())
    assert [(line.text, line.level, line.kind) for line in source.lines if line.text] == [
        ("2023年度述职报告", 1, LineKind.TEXT),
        ("一、履职情况", 1, LineKind.TEXT),
        ("坚持把项目建设放在首位。", None, LineKind.TEXT),
        ("项目\t投资（万元）", None, LineKind.TABLE),
        ("道路\t1200", None, LineKind.TABLE),
        ("（一）学习", 2, LineKind.TEXT),
    ]
    assert (source.facts.author, source.facts.last_editor) == ("李明", "王芳")
    assert source.facts.created is not None


def test_a_file_without_properties_states_no_author() -> None:
    facts = read_word(paragraph("正文")).facts
    assert (facts.author, facts.last_editor, facts.created) == (None, None, None)


def test_dates_and_names_come_from_the_core_properties() -> None:
    core = (
        "<dc:creator>张伟</dc:creator><cp:lastModifiedBy>办公室</cp:lastModifiedBy>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2023-12-01T08:30:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">不是日期</dcterms:modified>'
    )
    facts = read_word(paragraph("正文"), core=core).facts
    assert (facts.author, facts.last_editor) == ("张伟", "办公室")
    assert (facts.created or "").startswith("2023-12-01T08:30:00")
    assert facts.modified is None


def test_text_in_controls_tags_links_and_insertions_counts() -> None:
    body = (
        f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{run('单位：')}</w:sdtContent></w:sdt>"
        f"<w:smartTag>{run('城投集团')}</w:smartTag><w:hyperlink>{run('党委')}</w:hyperlink>"
        f"<w:ins>{run('书记')}</w:ins><w:customXml>{run('述职')}</w:customXml>"
        f"<w:fldSimple w:instr='DATE'>{run('2023年')}</w:fldSimple></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('一、学习情况')}</w:sdtContent></w:sdt>"
    )
    assert texts(read_word(body)) == ["单位：城投集团党委书记述职2023年", "一、学习情况"]


def test_deleted_and_moved_text_is_set_aside_where_it_stood() -> None:
    gone = "<w:del><w:r><w:delText>基本</w:delText></w:r></w:del>"
    body = (
        paragraph("任务", more=gone + run("完成。"))
        + f"<w:p><w:moveFrom>{run('旧处')}</w:moveFrom></w:p>"
        + f"<w:p><w:moveTo>{run('新处')}</w:moveTo></w:p>"
    )
    source = read_word(body)
    assert source.text == "任务完成。\n\n新处"
    assert [(cut.text, cut.why, cut.start) for cut in source.removed] == [
        ("基本", Why.DELETION, 2),
        ("旧处", Why.DELETION, 6),
    ]


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next() -> None:
    body = paragraph("前半句，", "<w:rPr><w:del/></w:rPr>") + paragraph("后半句。")
    assert texts(read_word(body)) == ["前半句，后半句。"]


def test_hidden_text_and_prompts_of_controls_are_set_aside() -> None:
    prompt = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    shown = run("也公开", '<w:vanish w:val="0"/>')
    body = (
        f"<w:p>{run('公开')}{run('隐藏', '<w:vanish/>')}{shown}"
        f"<w:sdt>{prompt}<w:sdtContent>{run('单击此处输入文字')}</w:sdtContent></w:sdt></w:p>"
    )
    source = read_word(body)
    assert source.text == "公开也公开"
    assert "".join(text for text, _ in removed(source)) == "隐藏单击此处输入文字"


def test_field_codes_are_left_out_and_results_kept_also_when_nested() -> None:
    nested = (
        mark("begin") + code(" IF ") + mark("begin") + code("PAGE") + mark("separate") + run("3")
        + mark("end") + code(" = 1 ") + mark("separate") + run("结果") + mark("end")
    )  # fmt: skip
    assert texts(read_word(f"<w:p>{run('前')}{nested}{run('后')}</w:p>")) == ["前结果后"]


def test_a_field_over_several_paragraphs_keeps_its_result() -> None:
    body = (
        f"<w:p>{mark('begin')}{code('TOC')}{mark('separate')}{run('一、学习1')}</w:p>"
        f"<w:p>{run('二、工作2')}{mark('end')}</w:p>"
    )
    assert texts(read_word(body)) == ["一、学习1", "二、工作2"]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    body = f"<w:p>{mark('begin')}{code('PAGE')}{run('正文一')}</w:p>" + paragraph("正文二")
    assert texts(read_word(body)) == ["正文一", "正文二"]


def test_circled_characters_of_an_equation_field_are_text() -> None:
    equation = mark("begin") + code(r"eq \o\ac(○,二)") + mark("end")
    body = f"<w:p>{equation}{run('措施')}</w:p>"
    assert texts(read_word(body)) == ["二措施"]


@pytest.mark.timeout(20)
def test_an_endless_field_code_takes_no_endless_time() -> None:
    equation = mark("begin") + code("eq \\o\\ac(○," + "  " * 50_000) + mark("end")
    assert texts(read_word(f"<w:p>{equation}{run('措施')}</w:p>")) == ["措施"]


def test_breaks_tabs_symbols_hyphens_and_ruby_become_characters() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('jiàn')}</w:rt><w:rubyBase>{run('践')}</w:rubyBase>"
        "</w:ruby></w:r>"
    )
    inside = (
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:sym w:font='Wingdings' "
        "w:char='F0FE'/><w:sym w:char='D800'/><w:br/><w:t>丙&#10;丁</w:t></w:r>" + ruby
    )
    source = read_word(f"<w:p>{inside}</w:p>")
    assert [line.text for line in source.lines] == ["甲\t乙-☑\ufffd", "丙 丁践"]
    assert removed(source) == [("jiàn", Why.MARKUP)]


def test_a_text_box_comes_once_after_its_paragraph() -> None:
    body = paragraph("正文。", more=box("方框里的字")) + paragraph("下一段。")
    source = read_word(body)
    assert [(line.text, line.kind) for line in source.lines if line.text] == [
        ("正文。", LineKind.TEXT),
        ("方框里的字", LineKind.BOX),
        ("下一段。", LineKind.TEXT),
    ]


def test_smart_art_is_read_as_boxes() -> None:
    body = paragraph(
        "组织架构", more='<w:r><w:drawing><dgm:relIds r:dm="rId_d"/></w:drawing></w:r>'
    )
    data = (
        '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt>'
        "<dgm:t><a:p><a:r><a:t>领导</a:t></a:r><a:r><a:t>小组</a:t></a:r></a:p></dgm:t></dgm:pt>"
        "</dgm:ptLst></dgm:dataModel>"
    ).encode()
    link = '<Relationship Id="rId_d" Type="x/diagramData" Target="diagrams/data1.xml"/>'
    source = read_word(body, relations=link, extra={"word/diagrams/data1.xml": data})
    assert texts(source, LineKind.BOX) == ["领导小组"]


def test_notes_come_at_the_end_and_separators_do_not() -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("————")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("数据截至2023年底。")}</w:footnote>'
    )
    ends = f'<w:endnote w:id="2">{paragraph("来源：财政局。")}</w:endnote>'
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    source = read_word(
        paragraph("收入增长", more=reference + run("3%。")),
        parts={"footnotes": notes, "endnotes": ends},
    )
    assert [(line.text, line.kind) for line in source.lines] == [
        ("收入增长3%。", LineKind.TEXT),
        ("数据截至2023年底。", LineKind.NOTE),
        ("来源：财政局。", LineKind.NOTE),
    ]


def test_headers_footers_and_comments_are_set_aside_each_wording_once() -> None:
    comment = f'<w:comment w:id="1">{paragraph("这里要改")}</w:comment>'
    source = read_word(
        paragraph("正文。"),
        parts={
            "header": paragraph("内部资料"),
            "header2": paragraph("内部资料"),
            "footer": paragraph("- 1 -"),
            "comments": comment,
        },
    )
    assert source.text == "正文。"
    assert [(cut.text, cut.why, cut.start) for cut in source.removed] == [
        ("内部资料", Why.HEADER, 0),
        ("- 1 -", Why.HEADER, 3),
        ("这里要改", Why.COMMENT, 3),
    ]


def test_heading_levels_come_from_names_outlines_and_base_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="zh"><w:name w:val="标题 3"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="公文二级"/>'
        '<w:basedOn w:val="2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="lvl"><w:name w:val="局标题"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="TOC Heading"/>'
        '<w:basedOn w:val="2"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="r1"><w:name w:val="环一"/><w:basedOn w:val="r2"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="r2"><w:name w:val="环二"/>'
        '<w:basedOn w:val="r1"/></w:style>'
    )
    given = ["2", "zh", "own", "lvl", "toc", "t", "r1", "nosuch"]
    body = "".join(styled(name, name) for name in given)
    body += paragraph("直接", '<w:outlineLvl w:val="1"/>') + paragraph("正文")
    levels = [line.level for line in read_word(body, styles=styles).lines]
    assert levels == [2, 3, 2, 1, None, 1, None, None, 2, None]


def test_the_style_title_and_what_is_based_on_it_name_the_title() -> None:
    styles = (
        style("t", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', kind="paragraph").replace(
            '<w:name w:val="t"/>', '<w:name w:val="Title"/>'
        )
        + style("own", based_on="t", kind="paragraph")
        + style("1", kind="paragraph").replace('<w:name w:val="1"/>', '<w:name w:val="heading 1"/>')
    )
    body = styled("总结", "t") + styled("再题", "own") + styled("一、学习", "1") + paragraph("正文")
    lines = read_word(body, styles=styles).lines
    assert [(line.level, line.title) for line in lines] == [
        (1, True),
        (1, True),
        (1, False),
        (None, False),
    ]


def test_merged_cells_are_read_once_and_cells_joined_by_tabs() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tcPr>{properties}</w:tcPr>" + paragraph(text)

    body = table(
        [cell("2023年收支", '<w:gridSpan w:val="3"/>')],
        [cell("城投集团", '<w:vMerge w:val="restart"/>'), cell("收入"), cell("500")],
        [cell("", "<w:vMerge/>"), cell("支出"), paragraph("4") + paragraph("80")],
    )
    assert texts(read_word(body)) == ["2023年收支", "城投集团\t收入\t500", "支出\t4 80"]


def test_cells_that_an_older_program_merged_across_are_one() -> None:
    def cell(text: str, merge: str) -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(text)}</w:tc>"

    begins, goes_on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    rows = (
        f"<w:tr>{cell('项目', '')}{cell('投资（万元）', begins)}{cell('', goes_on)}</w:tr>"
        f"<w:tr>{cell('名称', '')}{cell('2022年', '')}{cell('2023年', '')}</w:tr>"
    )
    source = read("总结.docx", word(f"<w:tbl>{rows}</w:tbl>"))
    assert texts(source) == ["项目\t投资（万元）", "名称\t2022年\t2023年"]
    row = source.lines[0].row
    assert row is not None
    assert [(place.column, place.across) for place in row.cells] == [(0, 1), (1, 2)]


def test_a_form_with_a_whole_report_in_one_cell_keeps_its_paragraphs() -> None:
    long = "坚持把项目建设作为第一要务，全年新开工道路六条，化解信访积案九件，组织培训十二场次。"
    body = table([paragraph("个人总结"), paragraph("一、学习") + paragraph(long) + paragraph(long)])
    source = read_word(body)
    assert [(line.text, line.kind) for line in source.lines] == [
        ("个人总结", LineKind.TEXT),
        ("一、学习", LineKind.TEXT),
        (long, LineKind.TEXT),
        (long, LineKind.TEXT),
    ]


def test_a_table_in_a_cell_is_read_row_by_row() -> None:
    inner = table([paragraph("道路"), paragraph("6")], [paragraph("桥梁"), paragraph("2")])
    body = table([paragraph("项目"), inner + paragraph("合计8")])
    assert texts(read_word(body)) == ["项目", "道路\t6", "桥梁\t2", "合计8"]


def test_rows_and_cells_inside_content_controls_are_read() -> None:
    row = (
        f"<w:tr><w:tc>{paragraph('甲')}</w:tc><w:sdt><w:sdtContent><w:tc>{paragraph('乙')}"
        "</w:tc></w:sdtContent></w:sdt></w:tr>"
    )
    body = f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl>"
    assert texts(read_word(body)) == ["甲\t乙"]


def test_a_deletion_in_a_cell_stands_at_its_place_in_the_row() -> None:
    gone = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    source = read_word(table([paragraph("项目"), paragraph("投", more=gone + run("资"))]))
    assert source.text == "项目\t投资"
    assert [(cut.text, cut.start) for cut in source.removed] == [("旧", 4)]


def test_a_file_in_strict_open_xml_is_read() -> None:
    usual = word(paragraph("严格格式的正文"))
    with zipfile.ZipFile(io.BytesIO(usual)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in members.items()
    }
    assert texts(read("报告.docx", zipped(strict))) == ["严格格式的正文"]


def test_a_missing_picture_is_no_reason_to_refuse() -> None:
    link = '<Relationship Id="rId_p" Type="x/image" Target="NULL"/>'
    assert texts(read_word(paragraph("正文"), relations=link)) == ["正文"]


def test_an_encrypted_file_is_refused_as_such() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert refusal(ole + "EncryptedPackage".encode("utf-16-le") + b"\0" * 200) == "encrypted"


def test_a_file_whose_parts_were_locked_with_a_password_is_refused_as_encrypted() -> None:
    locked = raw_zip([(b"[Content_Types].xml", b"?"), (b"word/document.xml", b"?")], flags=1)
    assert refusal(locked) == "encrypted"


def test_broken_files_are_refused_as_damaged() -> None:
    whole = word(paragraph("正文"))
    assert refusal(whole[: len(whole) // 2]) == "damaged"
    assert refusal(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<w:p"})) == (
        "damaged"
    )
    assert refusal(zipped({"[Content_Types].xml": b"<x/>", "word/other.xml": b"<x/>"})) == "damaged"
    assert refusal("纯文本".encode()) == "damaged"


def test_a_file_without_words_is_refused_as_empty() -> None:
    assert refusal(word(paragraph("") + paragraph("\u3000"))) == "empty"


def test_a_zip_bomb_is_refused_before_it_is_parsed() -> None:
    padding = "<!--" + " " * (3 * MEGABYTE) + "-->"
    assert refusal(word(padding + paragraph("正文")), limits=Limits(unpacked_size=MEGABYTE)) == (
        "too_large"
    )
    extra = {"word/media/image1.bin": bytes(3 * MEGABYTE)}
    data = word(paragraph("正文"), extra=extra)
    assert refusal(data, limits=Limits(unpacked_size=MEGABYTE)) == "too_large"


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    data = word("<!--" + " " * (2 * MEGABYTE) + "-->" + paragraph("正文"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = data.replace(struct.pack("<L", size), struct.pack("<L", 1000))
    assert refusal(lying, limits=Limits(unpacked_size=MEGABYTE)) in ("damaged", "too_large")


def test_entity_bombs_do_no_harm() -> None:
    names = "abcdefghijkl"
    nested = "".join(
        f'<!ENTITY {name} "' + f"&{before};" * 50 + '">' for before, name in pairwise(names)
    )
    entities = '<!DOCTYPE w [<!ENTITY a "' + "笑" * 100 + '">' + nested
    data = zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": f'{entities}]><w:document xmlns:w="http://schemas.openxml'
            'formats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&l;</w:t></w:r></w:p>'
            "</w:body></w:document>".encode(),
        }
    )
    assert refusal(data) in ("damaged", "empty")


@pytest.mark.parametrize(
    "body",
    [
        '<w:altChunk r:id="rId9"/>',
        '<w:sdt><w:sdtContent><w:altChunk r:id="rId9"/></w:sdtContent></w:sdt>',
        table(['<w:altChunk r:id="rId9"/><w:p/>', paragraph("数额")]),
        '<w:p><w:subDoc r:id="rId9"/></w:p>',
    ],
)
def test_content_that_stands_in_another_document_is_named(body: str) -> None:
    assert refusal(word(paragraph("上段。") + body)) == "embedded"
