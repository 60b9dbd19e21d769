"""Slides: sections under titles, frames in reading order, tables, notes, what is set aside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from index.errors import UnreadableReport
from index.model import LineKind, Source, Why
from index.outline import outline
from index.readers import read
from tests.readers.making import zipped
from tests.readers.making_slides import (
    BLANK,
    COMPARED,
    COVER,
    SECTION,
    TWO,
    Deck,
    box,
    grid,
    hide,
    numbered,
    one_slide,
)


def texts(data: bytes, name: str = "汇报.pptx") -> list[str]:
    return [line.text for line in read(name, data).lines]


def aside(source: Source, why: Why) -> list[str]:
    return [piece.text for piece in source.removed if piece.why is why]


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    return zipped(members | {name: change(members.get(name, b""))})


def test_each_slide_is_a_section_under_its_title() -> None:
    deck = Deck()
    deck.slide("2023年度工作总结", "滨江新区住房和城乡建设局", layout=COVER)
    deck.slide("主要工作成效", "全年新开工棚改安置房1260套。", "完成老旧小区改造38个。")
    deck.slide("下一步打算", "抓好物业管理突出问题整治。")
    lines = read("汇报.pptx", deck.data).lines
    assert [(line.text, line.level, line.title, line.page) for line in lines] == [
        ("2023年度工作总结", 1, True, 1),
        ("滨江新区住房和城乡建设局", None, False, 1),
        ("主要工作成效", 1, False, 2),
        ("全年新开工棚改安置房1260套。", None, False, 2),
        ("完成老旧小区改造38个。", None, False, 2),
        ("下一步打算", 1, False, 3),
        ("抓好物业管理突出问题整治。", None, False, 3),
    ]
    cut = outline(read("汇报.pptx", deck.data))
    assert cut.title is not None
    assert cut.title.text == "2023年度工作总结"
    assert [section.heading for section in cut.sections] == ["主要工作成效", "下一步打算"]


def test_slides_come_in_the_order_in_which_they_are_shown() -> None:
    deck = Deck()
    for title in ("问题整改情况", "主要工作成效"):
        deck.slide(title, "整改情况已向社会公开。")
    order = deck.show.slides._sldIdLst
    order.append(order[0])
    assert texts(deck.data)[::2] == ["主要工作成效", "问题整改情况"]


def test_a_slide_that_only_names_a_part_stands_over_the_next_ones() -> None:
    deck = Deck()
    deck.slide("工作回顾", layout=SECTION)
    deck.slide("抓项目", "新签约项目12个。")
    deck.slide("工作安排", layout=SECTION)
    levels = {line.text: line.level for line in read("汇报.pptx", deck.data).lines}
    assert (levels["工作回顾"], levels["抓项目"], levels["工作安排"]) == (1, 2, 1)


def test_a_title_that_goes_on_over_slides_is_one_heading() -> None:
    deck = Deck()
    deck.slide("重点项目进展", "一号桥主体完工。")
    deck.slide("重点项目进展（续）", "二号桥完成桩基。")
    deck.slide("重点项目进展", "三号桥完成招标。")
    source = read("汇报.pptx", deck.data)
    assert [line.text for line in source.lines] == [
        "重点项目进展", "一号桥主体完工。", "二号桥完成桩基。", "三号桥完成招标。",
    ]  # fmt: skip
    assert aside(source, Why.RUNNING_HEAD) == ["重点项目进展（续）", "重点项目进展"]


def test_lines_that_come_again_on_slides_are_no_running_heads() -> None:
    deck = Deck()
    for town in ("城关镇", "河口镇", "石桥乡", "云岭乡"):
        deck.slide(town, "完成率100%", "群众满意", "排名前列")
    kept = [passage.text for passage in outline(read("汇报.pptx", deck.data)).passages]
    assert kept.count("排名前列") == 4


def test_frames_are_read_from_top_to_bottom_and_from_left_to_right() -> None:
    def build(slide: Any) -> None:
        box(slide.shapes, "右下：消防检查。", 14, 10)
        box(slide.shapes, "左上：燃气检查。", 1, 4)
        box(slide.shapes, "右上：电梯检查。", 14, 4.2)
        box(slide.shapes, "左下：食品检查。", 1, 10.1)
        slide.shapes.title.top, slide.shapes.title.left = Cm(16), Cm(1)
        slide.shapes.title.width, slide.shapes.title.height = Cm(20), Cm(2)

    assert texts(one_slide(build, "安全检查")) == [
        "安全检查", "左上：燃气检查。", "右上：电梯检查。", "左下：食品检查。", "右下：消防检查。",
    ]  # fmt: skip


def test_columns_with_heads_of_their_own_are_read_one_after_the_other() -> None:
    deck = Deck()
    slide = deck.slide("经验与不足", layout=COMPARED)
    said = {
        1: "取得的经验",
        2: "坚持把群众满意作为第一标准，做到事事有回音、件件有着落。",
        3: "存在的不足",
        4: "个别部门主动服务的意识还不够强，办事流程仍需进一步精简。",
    }
    for at, text in said.items():
        slide.placeholders[at].text = text
    assert texts(deck.data) == ["经验与不足", *said.values()]


def test_two_columns_that_take_their_places_from_the_layout() -> None:
    deck = Deck()
    slide = deck.slide("两项整治", layout=TWO)
    slide.placeholders[2].text = "右栏：整治占道经营。"
    slide.placeholders[1].text = "左栏：整治违法建设。"
    assert texts(deck.data) == ["两项整治", "左栏：整治违法建设。", "右栏：整治占道经营。"]


def test_labels_beside_their_texts_stay_with_them() -> None:
    def build(slide: Any) -> None:
        for at, (label, told) in enumerate(
            [("党建引领", "组织生活会开到田间地头，党员领办实事46件。"),
             ("项目攻坚", "实行领导包抓、专班推进，开工率比上年提高8个百分点。")]
        ):  # fmt: skip
            box(slide.shapes, told, 8, 3 + 4 * at, 15, 2)
            box(slide.shapes, label, 1, 3.1 + 4 * at, 5, 2)

    found = texts(one_slide(build))
    assert found[::2] == ["党建引领", "项目攻坚"]


def test_a_group_is_read_within_itself_wherever_its_own_units_lie() -> None:
    def build(slide: Any) -> None:
        group = slide.shapes.add_group_shape()
        box(group.shapes, "组内第二行。", 100, 103)
        box(group.shapes, "组内第一行。", 100, 100)
        group.left, group.top, group.width, group.height = Cm(1), Cm(3), Cm(8), Cm(4)
        box(slide.shapes, "组下面的一行。", 1, 9)

    assert texts(one_slide(build)) == ["组内第一行。", "组内第二行。", "组下面的一行。"]


def test_a_break_inside_a_title_only_wraps_it() -> None:
    deck = Deck()
    deck.slide("关于滨江新区2023年\v重点工作完成情况的汇报", layout=COVER)
    assert texts(deck.data) == ["关于滨江新区2023年重点工作完成情况的汇报"]


@pytest.mark.parametrize(
    ("form", "start", "labels"),
    [
        ("arabicPeriod", None, ["1. ", "2. "]),
        ("arabicParenBoth", 3, ["(3)", "(4)"]),
        ("ea1JpnChsDbPeriod", None, ["一、", "二、"]),
        ("circleNumDbPlain", None, ["① ", "② "]),
        ("alphaLcParenR", None, ["a)", "b)"]),
        ("unheard", None, ["1. ", "2. "]),
    ],
)
def test_numbers_that_are_counted_are_spelled(
    form: str, start: int | None, labels: list[str]
) -> None:
    def build(slide: Any) -> None:
        numbered(box(slide.shapes, "抓学习\n抓落实", 1, 3), form, start)

    assert texts(one_slide(build)) == [labels[0] + "抓学习", labels[1] + "抓落实"]


def test_a_list_counts_on_over_deeper_lines_and_anew_after_plain_ones() -> None:
    def build(slide: Any) -> None:
        shape = box(slide.shapes, "抓学习\n读原著\n抓落实\n说明\n抓作风", 1, 3)
        numbered(shape, "arabicPeriod")
        paragraphs = shape.text_frame.paragraphs
        paragraphs[1].level = 1
        properties = paragraphs[3]._p.pPr
        properties.remove(properties[0])

    assert texts(one_slide(build)) == [
        "1. 抓学习", "1. 读原著", "2. 抓落实", "说明", "1. 抓作风",
    ]  # fmt: skip


def test_a_raised_two_behind_a_unit_is_a_power() -> None:
    def build(slide: Any) -> None:
        paragraph = box(slide.shapes, "新增绿地12万m", 1, 3).text_frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = "2"
        run.font._element.set("baseline", "30000")
        paragraph.add_run().text = "，超过计划。"

    assert texts(one_slide(build)) == ["新增绿地12万m²，超过计划。"]


def test_a_table_keeps_its_grid() -> None:
    rows = [["指标", "2023年", ""], ["", "计划", "完成"], ["签约项目", "10", "12"]]
    data = one_slide(lambda slide: grid(slide, rows, [(0, 1, 0, 2), (0, 0, 1, 0)]), "指标情况")
    lines = [line for line in read("汇报.pptx", data).lines if line.row]
    assert [line.text for line in lines] == ["指标\t2023年", "计划\t完成", "签约项目\t10\t12"]
    first = lines[0].row
    assert first is not None
    assert [(cell.column, cell.across, cell.down) for cell in first.cells] == [
        (0, 1, 2), (1, 2, 1),
    ]  # fmt: skip


def test_notes_stand_behind_their_slide() -> None:
    deck = Deck()
    slide = deck.slide("主要工作成效", "营商环境持续优化。")
    slide.notes_slide.notes_text_frame.text = "这里补充讲两个企业的例子。"
    deck.slide("下一步打算", "再取消一批证明事项。")
    lines = read("汇报.pptx", deck.data).lines
    assert [line.kind for line in lines] == [
        LineKind.TEXT, LineKind.TEXT, LineKind.NOTE, LineKind.TEXT, LineKind.TEXT,
    ]  # fmt: skip
    assert (lines[2].text, lines[2].page) == ("这里补充讲两个企业的例子。", 1)


def test_a_hidden_slide_is_set_aside_whole() -> None:
    deck = Deck()
    deck.slide("主要工作成效", "办结群众来信58件。")
    hidden = deck.slide("备用材料", "个别指标低于全市平均。")
    hidden.notes_slide.notes_text_frame.text = "问到再讲。"
    hide(hidden)
    source = read("汇报.pptx", deck.data)
    assert [line.text for line in source.lines] == ["主要工作成效", "办结群众来信58件。"]
    assert aside(source, Why.HIDDEN) == ["备用材料\n个别指标低于全市平均。\n问到再讲。"]


def test_what_is_hidden_or_lies_beside_the_slide_is_set_aside() -> None:
    def build(slide: Any) -> None:
        box(slide.shapes, "看得见的一行。", 1, 3)
        hidden = box(slide.shapes, "选择窗格里关掉的一行。", 1, 6)
        hidden._element.nvSpPr.cNvPr.set("hidden", "1")
        box(slide.shapes, "放在页面外面的一行。", -30, 3)

    source = read("汇报.pptx", one_slide(build))
    assert [line.text for line in source.lines] == ["看得见的一行。"]
    assert aside(source, Why.HIDDEN) == ["选择窗格里关掉的一行。", "放在页面外面的一行。"]


def test_dates_footers_and_numbers_of_pages_are_set_aside_once() -> None:
    holders = "".join(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{at}" name="x"/><p:cNvSpPr/><p:nvPr><p:ph type="{kind}" '
        f'idx="{at}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}'
        "</a:t></a:r></a:p></p:txBody></p:sp>"
        for at, (kind, text) in enumerate(
            [("dt", "2024/1/15"), ("ftr", "滨江新区住建局"), ("sldNum", "2")], start=50
        )
    ).encode()
    deck = Deck()
    for title in ("主要工作成效", "下一步打算"):
        deck.slide(title, "全力推进。")
    data = deck.data
    for part in ("ppt/slides/slide1.xml", "ppt/slides/slide2.xml"):
        data = with_part(
            data, part, lambda xml: xml.replace(b"</p:spTree>", holders + b"</p:spTree>")
        )
    source = read("汇报.pptx", data)
    assert "滨江新区住建局" not in source.text
    assert aside(source, Why.HEADER) == ["2024/1/15", "滨江新区住建局"]
    assert aside(source, Why.PAGE_NUMBER) == ["2"]


def test_a_chart_is_its_title_and_a_table() -> None:
    def build(slide: Any) -> None:
        told = CategoryChartData(number_format="0.0%")
        told.categories = ["第一产业", "第二产业"]
        told.add_series("占比", (0.125, 0.4))
        chart = slide.shapes.add_chart(
            XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(2), Cm(4), Cm(12), Cm(8), told
        ).chart
        chart.has_title = True
        chart.chart_title.text_frame.text = "产业结构"

    assert texts(one_slide(build)) == ["产业结构", "\t占比", "第一产业\t12.5%", "第二产业\t40.0%"]


def test_pictures_of_shown_slides_are_evidence(picture: bytes) -> None:
    deck = Deck()
    slide = deck.slide("项目现场", "一号桥主体完工。")
    slide.shapes.add_picture(io.BytesIO(picture), Cm(1), Cm(10))
    image = read("汇报.pptx", deck.data).images[0]
    assert (image.media, image.width, image.height) == ("image/png", 64, 48)


@pytest.fixture
def picture() -> bytes:
    import random
    import struct
    import zlib

    noise = random.Random(3)  # noqa: S311
    rows = b"".join(b"\0" + noise.randbytes(64 * 3) for _ in range(48))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )  # fmt: skip


def test_who_wrote_it_and_when_is_kept() -> None:
    deck = Deck()
    deck.slide("主要工作成效", "全力推进。")
    deck.show.core_properties.author = "李明"
    deck.show.core_properties.last_modified_by = "王芳"
    facts = read("汇报.pptx", deck.data).facts
    assert (facts.author, facts.last_editor, facts.pages) == ("李明", "王芳", 1)


def test_macros_are_named_and_never_run() -> None:
    deck = Deck()
    deck.slide("主要工作成效", "全力推进。")
    relation = (
        b'<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/'
        b'vbaProject" Target="vbaProject.bin"/></Relationships>'
    )
    data = with_part(
        deck.data, "ppt/_rels/presentation.xml.rels",
        lambda xml: xml.replace(b"</Relationships>", relation),
    )  # fmt: skip
    code = "ID=\r\nModule=自动汇总\r\nModule=Module1\r\n".encode("gbk")
    data = with_part(data, "ppt/vbaProject.bin", lambda _: b"\xd0\xcf\x11\xe0" + code)
    source = read("汇报.pptm", data)
    assert aside(source, Why.MACRO) == ["vbaProject.bin 自动汇总 Module1"]


def test_the_words_of_a_strict_file_are_found_too() -> None:
    deck = Deck()
    deck.slide("主要工作成效", "全力推进。")
    data = deck.data
    for part in (
        "ppt/presentation.xml",
        "ppt/slides/slide1.xml",
        "ppt/_rels/presentation.xml.rels",
    ):
        data = with_part(
            data, part, lambda xml: xml.replace(
                b"http://schemas.openxmlformats.org/presentationml/2006/", b"http://purl.oclc.org/ooxml/presentationml/"
            ).replace(b"http://schemas.openxmlformats.org/drawingml/2006/", b"http://purl.oclc.org/ooxml/drawingml/")
            .replace(b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"),
        )  # fmt: skip
    assert texts(data) == ["主要工作成效", "全力推进。"]


def test_slides_without_a_word_are_empty() -> None:
    with pytest.raises(UnreadableReport) as refused:
        read("汇报.pptx", one_slide(lambda _: None))
    assert refused.value.key == "empty"


@pytest.mark.usefixtures("libreoffice")
@pytest.mark.parametrize("target", ["odp", "ppt"])
def test_slides_of_older_programs_are_read(target: str) -> None:
    from index.readers import office
    from index.settings import LIMITS

    deck = Deck()
    slide = deck.slide("主要工作成效", "全年新开工棚改安置房1260套。", "完成老旧小区改造38个。")
    slide.notes_slide.notes_text_frame.text = "补充两个例子。"
    hide(deck.slide("备用材料", "问到再讲。"))
    table = deck.slide("指标情况")
    grid(table, [["指标", "计划", "完成"], ["签约项目", "10", "12"]])
    old = office.convert("汇报.pptx", deck.data, ".pptx", target, LIMITS)
    source = read(f"汇报.{target}", old)
    assert source.facts.media == "application/vnd.ms-powerpoint"
    assert [line.text for line in source.lines] == [
        "主要工作成效", "全年新开工棚改安置房1260套。", "完成老旧小区改造38个。", "补充两个例子。",
        "指标情况", "指标\t计划\t完成", "签约项目\t10\t12",
    ]  # fmt: skip
    assert aside(source, Why.HIDDEN) == ["备用材料\n问到再讲。"]


def test_a_deck_without_titles_keeps_its_text() -> None:
    deck = Deck()
    for sentence in ("坚持把项目建设作为第一要务。", "坚持把民生改善作为根本目的。"):
        box(deck.slide(None, layout=BLANK).shapes, sentence, 1, 3)
    assert texts(deck.data) == ["坚持把项目建设作为第一要务。", "坚持把民生改善作为根本目的。"]
