"""OFD files: text, tables and facts as the pages show them; odd and hostile ones in time."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from itertools import pairwise

import pytest

from index.errors import UnreadableReport
from index.model import LineKind, Source, Why
from index.readers import office, read, recognising
from index.readers.ofdtext import steps
from index.settings import Limits
from tests.readers.making import paragraph, table, texts, word, zipped
from tests.readers.making_ofd import column, drawn, ofd, ofd_of, page, ruled, shown, wide, written

LINES = [
    "　　一年来，全局上下围绕中心工作，各项任务按期完成。",
    "一、主要做法",
    "　　（一）抓好安全生产。全年检查企业214家，整改隐患96处。",
]
SAID = [line.strip() for line in LINES]


def of(content: str, **more: object) -> Source:
    return read("总结.ofd", ofd([page(content)], **more))  # type: ignore[arg-type]


def said(source: Source) -> list[str]:
    return [line.text.strip() for line in source.lines if line.text.strip()]


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableReport) as refused:
        read("总结.ofd", data, limits=limits or Limits())
    assert refused.value.values["file"] == "总结.ofd"
    return refused.value.key


def removed(source: Source) -> list[tuple[str, Why]]:
    return [(piece.text, piece.why) for piece in source.removed]


def one_by_one(lines: list[str]) -> str:
    """A page as a virtual printer makes it: each character a piece of text."""
    return "".join(
        shown(char, 28 + 4.2 * sum(map(wide, line[:at])), 30 + 8 * row)
        for row, line in enumerate(lines)
        for at, char in enumerate(line)
    )


def in_points(lines: list[str]) -> str:
    """Text in points that a matrix makes smaller and puts in place, first places far away."""
    k = 25.4 / 72
    parts = []
    for row, line in enumerate(lines):
        x, y = 28.0, 30 + 8.0 * row
        steps_of = written(12 * wide(char) for char in line[:-1])
        parts.append(
            f'<ofd:TextObject Boundary="{x} {y - 4} 90 6" CTM="{k} 0 0 {k} {-x} {4 - y}" Font="2" '
            f'Size="12"><ofd:TextCode X="{x / k}" Y="{y / k}" DeltaX="{steps_of}">{line}'
            "</ofd:TextCode></ofd:TextObject>"
        )
    return "".join(parts)


def in_codes(lines: list[str]) -> str:
    """Lines of one piece of text, each in a code of its own, without steps."""
    codes = "".join(
        f'<ofd:TextCode X="0" Y="{8 * row}">{line}</ofd:TextCode>' for row, line in enumerate(lines)
    )
    return f'<ofd:TextObject Boundary="28 30 150 90" Font="2" Size="4.2">{codes}</ofd:TextObject>'


def laid_out(lines: list[str]) -> str:
    """A file that was laid out for people to read."""
    return column(lines).replace("</ofd:TextCode>", "\n   </ofd:TextCode>\n")


@pytest.mark.parametrize("maker", [column, one_by_one, in_points, in_codes, laid_out])
def test_lines_are_read_however_they_are_cut(maker: Callable[[list[str]], str]) -> None:
    assert said(of(maker(LINES))) == SAID


@pytest.mark.parametrize(
    ("given", "most", "found"),
    [
        ("g 3 4.5", 3, [4.5, 4.5, 4.5]),
        ("1 g 2 3.2 5", 4, [1, 3.2, 3.2, 5]),
        ("g 1000000000 1", 2, [1, 1]),
        ("1 2", 4, [1, 2, 2, 2]),
        ("1 x 3", 3, [1, 1, 1]),
        ("g -5 2", 2, []),
        ("g 2", 2, []),
        (None, 3, []),
        ("", 0, []),
    ],
)
def test_steps_between_characters(given: str | None, most: int, found: list[float]) -> None:
    assert steps(given, most) == found


def test_a_table_is_read_cell_by_cell() -> None:
    rows = [
        ["项目", "2022年", "2023年", "增长"],
        ["接收来信", "1,204", "1,350", "12.1%"],
        ["其中：网上", "", "880", "-3.5%"],
        ["合计", "2,408", "2,230", "－7.39％"],
    ]
    source = of(column(LINES) + ruled(rows, [40, 30, 30, 30]))
    assert texts(source, LineKind.TABLE) == ["\t".join(filter(None, row)) for row in rows]
    joined = source.lines[-2].row
    assert joined is not None
    assert [(cell.column, cell.across) for cell in joined.cells] == [(0, 2), (2, 1), (3, 1)]


def test_filled_bars_draw_tables_as_strokes_do() -> None:
    bar = 'Stroke="false" Fill="true"'
    level = [
        drawn(f"M 25 {y} L 125 {y} L 125 {y + 0.2} L 25 {y + 0.2} C", more=bar)
        for y in (100, 110, 120)
    ]
    upright = [
        drawn(f"M {x} 100 L {x} 120 L {x + 0.2} 120 L {x + 0.2} 100 C", more=bar)
        for x in (25, 75, 125)
    ]
    cells = [("指标", 27, 107), ("数值", 77, 107), ("办结率", 27, 117), ("98.6%", 77, 117)]
    content = "".join(shown(text, x, y, 3.5) for text, x, y in cells)
    source = of(column(LINES) + "".join(level + upright) + content)
    assert texts(source, LineKind.TABLE) == ["指标\t数值", "办结率\t98.6%"]


def test_what_the_file_says_of_itself() -> None:
    info = {
        "Title": "二〇二三年度工作总结.docx",
        "Author": "陈静",
        "CreationDate": "2024-01-05T09:30:00",
        "ModDate": "2024/1/8",
        "Creator": "某办公软件",
    }
    facts = of(column(LINES), info=info).facts
    assert (facts.media, facts.author, facts.pages) == ("application/ofd", "陈静", 1)
    assert (facts.created, facts.modified) == ("2024-01-05T09:30:00", "2024-01-08")
    assert facts.title == "二〇二三年度工作总结"


def test_templates_notes_and_attached_files_are_set_aside() -> None:
    pages = [page(column(LINES), templates=["4"]), page(column(["二、下一步打算"]))]
    source = read(
        "总结.ofd",
        ofd(
            pages,
            templates={"4": page(column(["某某局办公室"], y=12))},
            annotations={"Watermark": shown("内部资料", 50, 90), "Highlight": shown("请核", 9, 9)},
            attachments=["附表1.xlsx"],
        ),
    )
    assert said(source) == [*SAID, "二、下一步打算"]
    assert removed(source) == [
        ("某某局办公室", Why.RUNNING_HEAD),
        ("内部资料", Why.WATERMARK),
        ("请核", Why.COMMENT),
        ("附表1.xlsx", Why.ATTACHED),
    ]


def test_the_template_of_a_single_page_is_part_of_it() -> None:
    content = page(column(LINES[1:], y=60), templates=["4"])
    source = read("总结.ofd", ofd([content], templates={"4": page(column(LINES[:1], y=40))}))
    assert said(source) == SAID


def test_running_heads_and_page_numbers_are_told_as_in_a_pdf() -> None:
    pages = [
        page(shown("某某局年度总结", 80, 12, 3.2) + column([f"第{n}段，继续抓好落实。"] * 3))
        for n in "一二三四"
    ]
    source = read("总结.ofd", ofd(pages))
    assert len(said(source)) == 12
    assert {why for _, why in removed(source)} == {Why.RUNNING_HEAD}


def test_two_columns_are_read_one_after_the_other() -> None:
    left = ["今年以来，我们坚持项目为王，", "全力以赴抓招商、促投资，", "新签约项目三十六个。"] * 4
    right = ["同时，持续改进机关作风，", "压减会议文件，", "让干部有更多时间抓落实。"] * 4
    both = "".join(
        column([one], 20, 40 + 7 * row) + column([other], 112, 40 + 7 * row)
        for row, (one, other) in enumerate(zip(left, right, strict=True))
    )
    assert said(of(both)) == [*left, *right]


def test_a_wide_page_that_lies_on_its_side_is_turned() -> None:
    turned = "".join(
        f'<ofd:TextObject Boundary="{60 + 9 * row} 30 5 150" Size="4.2" CTM="0 1 -1 0 0 0">'
        '<ofd:TextCode X="0" Y="0" DeltaX="'
        f'{written(4.2 * wide(char) for char in line[:-1])}">{line}</ofd:TextCode>'
        "</ofd:TextObject>"
        for row, line in enumerate(reversed(LINES))
    )
    assert said(of(turned)) == SAID


def test_what_is_not_shown_is_not_read() -> None:
    hidden = shown("不显示的话", 30, 90, more='Visible="false"')
    assert said(of(column(LINES) + hidden)) == SAID


def test_text_drawn_twice_is_read_once() -> None:
    assert said(of(column(LINES) + column(LINES, x=28.1))) == SAID


def test_drawings_used_in_several_places_are_read() -> None:
    shared = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="8"><ofd:Content>'
        f"{shown('抄送各科室。', 0, 5)}</ofd:Content></ofd:CompositeGraphicUnit>"
        "</ofd:CompositeGraphicUnits>"
    )
    used = '<ofd:CompositeObject ResourceID="8" Boundary="28 80 90 9"/>'
    assert said(of(column(LINES) + used, resources=shared)) == [*SAID, "抄送各科室。"]


def test_other_name_spaces_and_places_from_the_root_are_read() -> None:
    data = ofd([page(column(LINES))])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    other = {
        name: body.replace(b'xmlns:ofd="http://www.ofdspec.org/2016"', b'xmlns="urn:other"')
        .replace(b"<ofd:", b"<")
        .replace(b"</ofd:", b"</")
        .replace(b'BaseLoc="Pages', b'BaseLoc="/Doc_0/Pages')
        for name, body in members.items()
    }
    assert said(read("总结.ofd", zipped(other))) == SAID


def test_glyphs_without_characters_are_no_text() -> None:
    glyphs = '<ofd:CGTransform CodePosition="0" CodeCount="6" GlyphCount="6"/>'
    content = "".join(shown("¤" * 6, 30, 30 + 8 * row, glyphs=glyphs) for row in range(5))
    assert refusal(ofd([page(content)])) == "garbled"


def test_pages_of_pictures_that_cannot_be_had_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recognising, "is_installed", lambda: False)
    picture = '<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="5"/>'
    assert refusal(ofd([page(picture)] * 2)) == "needs_ocr"
    monkeypatch.setattr(recognising, "is_installed", lambda: True)
    assert refusal(ofd([page(picture)] * 2)) == "no_text_layer"


def test_encrypted_files_are_refused_as_such() -> None:
    data = ofd([page(column(LINES))], more={"Encryptions.xml": "<ofd:Encryptions/>"})
    assert refusal(data) == "encrypted"


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("Doc_0/Document.xml", "<ofd:Document"),
        ("OFD.xml", "<OFD/>"),
        ("Doc_0/Pages/Page_0/Content.xml", ""),
    ],
)
def test_broken_files_are_refused_as_such(part: str, content: str) -> None:
    assert refusal(ofd([page(column(LINES))], more={part: content})) == "damaged"


def test_a_page_that_is_missing_is_damage() -> None:
    data = ofd([page(column(LINES)), page(column(LINES))])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if "Page_1" not in name}
    assert refusal(zipped(kept)) == "damaged"


def test_broken_lists_beside_the_text_cost_nothing() -> None:
    broken = {"Doc_0/Annots/Annotations.xml": "<", "Doc_0/PublicRes.xml": "<"}
    source = of(column(LINES), annotations={"Link": ""}, more=broken)
    assert said(source) == SAID


SMALL = Limits(unpacked_size=1 << 20, pdf_pages=3, pdf_page_characters=2_000, characters=1_500)
LOOP = (
    '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="8"><ofd:Content>'
    + '<ofd:CompositeObject ResourceID="8"/>' * 2
    + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
)
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "一二三四五六七八九十">'
    + "".join(f'<!ENTITY {one} "{f"&{last};" * 10}">' for last, one in pairwise("abcdefgh"))
    + "]>"
)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (ofd([page(column(["文" * 900]))] * 9), "too_many_pages"),
        (ofd([page(column(["文" * 900] * 3))]), "too_long"),
        (ofd([page(column(["文" * 40] * 25, pitch=6))] * 2), "too_long"),
        (ofd([page(" " * (2 << 20))]), "too_large"),
        (ofd([page('<ofd:CompositeObject ResourceID="8"/>')], resources=LOOP), "too_long"),
        (ofd([page("<ofd:PageBlock>" * 9_000)]), "damaged"),
        (ofd([page("")], more={"Doc_0/Document.xml": ENTITIES + "<a>&h;</a>"}), "damaged"),
    ],
)
def test_bombs_are_refused_in_time(data: bytes, key: str) -> None:
    began = time.process_time()
    assert refusal(data, SMALL) == key
    assert time.process_time() - began < 10


@pytest.mark.usefixtures("libreoffice")
def test_a_report_printed_to_ofd_reads_as_it_was_written() -> None:
    prose = [
        "一、强化统筹，推动重点工作落地。全年召开调度会24次，协调解决难题137个，"
        "完成投资12.6亿元，同比增长8.4%，较年初目标高出0.9个百分点。",
        "二、优化服务，提升群众办事体验。推行“一窗受理”，平均办理时限由5个工作日压缩至1.5个工作日，"
        "群众满意度达到99.2%。",
    ]
    rows = [
        ["事项", "2022年", "2023年"],
        ["办件总量（件）", "48,216", "53,907"],
        ["按时办结率", "98.7%", "99.6%"],
    ]
    body = "".join(map(paragraph, prose * 6)) + table(
        *[[paragraph(cell) for cell in row] for row in rows]
    )
    bordered = body.replace(
        "<w:tbl>",
        "<w:tbl><w:tblPr><w:tblBorders>"
        + "".join(
            f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + "</w:tblBorders></w:tblPr>",
    )
    original = word(bordered)
    printed = office.convert("总结.docx", original, ".docx", "pdf", Limits())
    source = read("总结.ofd", ofd_of(printed))
    assert texts(source, LineKind.TABLE) == ["\t".join(row) for row in rows]
    whole = "".join(line.text for line in source.lines if line.row is None)
    assert whole.replace(" ", "") == "".join(prose * 6).replace(" ", "")
    as_pdf = read("总结.pdf", printed)
    assert [line.text for line in source.lines] == [line.text for line in as_pdf.lines]
