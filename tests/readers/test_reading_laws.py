"""The law of reading: every visible character is in the lines or in what was removed, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Source
from index.readers import read
from index.readers.encoding import decode
from tests.readers.making import paragraph, table, word

REPORTS = Path(__file__).resolve().parents[2].parent / "shared" / "reports"

RUN = "<w:r><w:t>{}</w:t></w:r>"
INSIDE = [
    RUN,
    f"<w:ins>{RUN}</w:ins>",
    f"<w:moveTo>{RUN}</w:moveTo>",
    f"<w:hyperlink>{RUN}</w:hyperlink>",
    f"<w:smartTag>{RUN}</w:smartTag>",
    f"<w:fldSimple>{RUN}</w:fldSimple>",
    f"<w:sdt><w:sdtContent>{RUN}</w:sdtContent></w:sdt>",
    "<m:oMath><m:r><m:t>{}</m:t></m:r></m:oMath>",
    "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>",
    f"<w:moveFrom>{RUN}</w:moveFrom>",
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>",
    '<w:r><w:rPr><w:rStyle w:val="hid"/></w:rPr><w:t>{}</w:t></w:r>',
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>',
    f'<w:r><w:br w:type="page"/></w:r>{RUN}',
    f"<w:r><w:ruby><w:rt>{RUN}</w:rt></w:ruby></w:r>",
    f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{RUN}</mc:Choice></mc:AlternateContent>"
    "</w:r>",
    f"<w:r><w:pict><v:textbox><w:txbxContent><w:p>{RUN}</w:p></w:txbxContent></v:textbox></w:pict>"
    "</w:r>",
]
AROUND = [
    "{}",
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:customXml>{}</w:customXml>",
    "<w:ins>{}</w:ins>",
    "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "<w:tbl><w:tr><w:tc>{0}</w:tc></w:tr></w:tbl>",
]
ENDS = [
    "",
    "<w:rPr><w:del/></w:rPr>",
    "<w:rPr><w:vanish/></w:rPr>",
    "<w:sectPr/>",
    '<w:pStyle w:val="nosuch"/>',
]
STYLES = '<w:style w:type="character" w:styleId="hid"><w:rPr><w:vanish/></w:rPr></w:style>'


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, int]:
    """A body in which every run is one of the words 〔0〕, 〔1〕 …, and how many there are."""
    count = 0
    blocks = []
    for _ in range(draw(st.integers(1, 5))):
        runs = []
        for shape in draw(st.lists(st.sampled_from(INSIDE), max_size=5)):
            runs.append(shape.format(f"〔{count}〕"))
            count += 1
        block = paragraph("", draw(st.sampled_from(ENDS)), "".join(runs))
        for shape in draw(st.lists(st.sampled_from(AROUND), max_size=3)):
            block = shape.format(block)
        blocks.append(block)
    return "".join(blocks), count


def everything(source: Source) -> str:
    return source.text + "".join(piece.text for piece in source.removed)


@settings(deadline=None)
@given(bodies())
def test_every_word_of_a_word_file_is_kept_or_set_aside_exactly_once(made: tuple[str, int]) -> None:
    body, count = made
    source = read("报告.docx", word(body + paragraph("结尾"), styles=STYLES))
    found = everything(source)
    assert [found.count(f"〔{number}〕") for number in range(count)] == [1] * count


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>{}</p>", "<div>{}", "<nav>{}</nav>", "<td>{}", "<b>{}</b>", "<br>{}", "<tr><td>{}",
             "<table><tr><td>{}</table>", "<span hidden>{}</span>", "<h2>{}", "<table><tr>{}",
             "<ruby><rt>{}</rt></ruby>", "<form>{}</form>", "</div>{}", "<header>{}</header>",
             "<ul><li>{}", "<pre>{}\n</pre>", "<select><option>{}</select>", "</table>{}",
             "<div class=nav>{}</div>", "<div id=zoom>{}", "<del>{}</del>", "<s><p>{}",
             "<p>米<sup>{}</sup>", "<a href=x>{}</a>", "<a href=x.doc>{}", "<table><tr><th>{}",
             "<!--content-->{}", "<p style='display:none'>{}</p>", "<table><caption>{}",
             "<thead><tr><td>{}", "<footer>{}</footer>", "<article>{}", "<h1>{}</h1>",
             "<span style='display:block'>{}", "<p class=toc>{}", "<title>{}</title>",
             "<p>全年完成投资3亿元，增长5%。{}</p>", "<p>版权所有：{}</p>", "<p>来源：{}</p>"]
        ),
        max_size=20,
    )
)  # fmt: skip
def test_every_word_of_a_page_is_kept_or_set_aside_exactly_once(shapes: list[str]) -> None:
    body = "".join(shape.format(f"〔{number}〕") for number, shape in enumerate(shapes))
    found = everything(read("报告.html", f"<html><body><p>开头</p>{body}".encode()))
    assert [found.count(f"〔{number}〕") for number in range(len(shapes))] == [1] * len(shapes)


def test_a_table_deep_in_tables_keeps_every_word() -> None:
    block = paragraph("最里")
    for depth in range(10):
        block = table([paragraph(f"层{depth}"), block + paragraph("")])
    found = everything(read("报告.docx", word(block)))
    assert all(found.count(f"层{depth}") == 1 for depth in range(10))
    assert found.count("最里") == 1


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not beside the checkout")
def test_real_reports_are_read_whole_and_recognised_in_other_encodings() -> None:
    for path in sorted(REPORTS.rglob("*.txt")):
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
        assert "".join(read(path.name, data).text.split()) == "".join(text.split())
        sample = text[:500]
        for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
            assert decode(sample.encode(encoding)) == (sample, encoding)
