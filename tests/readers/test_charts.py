"""Charts and SmartArt say the same in Word files as on slides; in workbooks what no cell says."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import pytest
import xlsxwriter
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from index.model import LineKind, Source, Why
from index.outline import outline
from index.readers import office, read
from index.settings import LIMITS
from tests.readers.making import paragraph, table, word
from tests.readers.making_slides import one_slide

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
LINK = (
    '<Relationship Id="rIdC" Target="charts/chart1.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"/>'
)
CHART = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:extent cx="5486400" cy="3200400"/><wp:docPr id="1" name="图表 1"/>'
    f'<a:graphic><a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" r:id="rIdC"/></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r>"
)


def in_word(chart: bytes | str, body: str = "") -> Source:
    data = chart.encode() if isinstance(chart, str) else chart
    body = body or paragraph("收入稳步增长。") + paragraph("", more=CHART) + paragraph("下一段。")
    made = word(body, relations=LINK, extra={"word/charts/chart1.xml": data})
    return read("总结.docx", made)


def said(source: Source) -> list[str]:
    return [line.text for line in source.lines if line.text.strip()]


def drawn(told: Any, kind: Any = XL_CHART_TYPE.COLUMN_CLUSTERED, **titles: str) -> bytes:
    """A slide with a chart; `title`, `along`, `axis` are what it and its axes are called."""

    def build(slide: Any) -> None:
        chart = slide.shapes.add_chart(kind, Cm(2), Cm(4), Cm(12), Cm(8), told).chart
        chart.has_title = "title" in titles
        if chart.has_title:
            chart.chart_title.text_frame.text = titles["title"]
        for name, axis in (("along", "category_axis"), ("axis", "value_axis")):
            if name in titles:
                getattr(chart, axis).has_title = True
                getattr(chart, axis).axis_title.text_frame.text = titles[name]

    return one_slide(build)


def part_of(slide: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(slide)) as package:
        (name,) = (one for one in package.namelist() if one.startswith("ppt/charts/chart"))
        return package.read(name)


def budget(form: str = "#,##0.0") -> CategoryChartData:
    told = CategoryChartData(number_format=form)
    told.categories = ["2022年", "2023年"]
    told.add_series("收入", (1234.56, 2000))
    told.add_series("支出", (1500, None))
    return told


NAMED = {"title": "财政收支情况", "along": "年份", "axis": "金额（万元）"}


def test_a_chart_in_word_is_read_where_it_stands() -> None:
    source = in_word(part_of(drawn(budget(), **NAMED)))
    assert [(line.text, line.kind) for line in source.lines if line.text.strip()] == [
        ("收入稳步增长。", LineKind.TEXT),
        ("财政收支情况", LineKind.BOX),
        ("年份\t金额（万元）", LineKind.TABLE),
        ("收入\t支出", LineKind.TABLE),
        ("2022年\t1,234.6\t1,500.0", LineKind.TABLE),
        ("2023年\t2,000.0\t", LineKind.TABLE),
        ("下一段。", LineKind.TEXT),
    ]


def test_the_columns_of_a_chart_have_names_and_measure() -> None:
    cut = outline(in_word(part_of(drawn(budget(), **NAMED))))
    (found,) = cut.tables
    assert found.caption == "财政收支情况"
    assert found.columns == (("年份",), ("金额（万元）", "收入"), ("金额（万元）", "支出"))
    (row,) = [one.row for one in cut.passages if one.row and one.text.startswith("2022年")]
    assert [cell.measure for cell in row.cells] == [None, "万元", "万元"]


@pytest.mark.parametrize(
    "titles", [NAMED, {}, {"title": "收支"}, {"along": "年份"}, {"axis": "亿元"}]
)
def test_a_chart_says_the_same_on_a_slide_and_in_word(titles: dict[str, str]) -> None:
    slide = drawn(budget(), **titles)
    assert said(in_word(part_of(slide)))[1:-1] == said(read("汇报.pptx", slide))


def test_the_series_of_a_second_axis_stand_under_its_name() -> None:
    part = part_of(drawn(budget(), **NAMED)).decode()
    start, end = part.index("<c:ser>"), part.rindex("</c:ser>") + len("</c:ser>")
    first, second = part[start:end].split("</c:ser>")[:2]
    line = f'<c:lineChart>{second}</c:ser><c:axId val="8"/><c:axId val="9"/></c:lineChart>'
    more = (
        '<c:valAx><c:axId val="9"/><c:title><c:tx><c:rich><a:p><a:r><a:t>增速（%）</a:t></a:r>'
        "</a:p></c:rich></c:tx></c:title></c:valAx>"
    )
    part = part[:start] + first + "</c:ser>" + part[end:]
    part = part.replace("</c:barChart>", f"</c:barChart>{line}").replace(
        "</c:plotArea>", f"{more}</c:plotArea>"
    )
    (found,) = outline(in_word(part)).tables
    assert found.columns == (("年份",), ("金额（万元）", "收入"), ("增速（%）", "支出"))


def test_a_pie_and_points_of_two_axes_are_tables_too() -> None:
    told = CategoryChartData(number_format="0.0%")
    told.categories = ["第一产业", "第二产业"]
    told.add_series("占比", (0.125, 0.4))
    pie = in_word(part_of(drawn(told, XL_CHART_TYPE.PIE, title="产业结构")))
    assert said(pie)[1:-1] == ["产业结构", "\t占比", "第一产业\t12.5%", "第二产业\t40.0%"]
    assert outline(pie).tables[0].columns == ((), ("占比",))
    points = XyChartData()
    series = points.add_series("投入与产出")
    series.add_data_point(1.5, 20)
    series.add_data_point(2, 31)
    scatter = in_word(part_of(drawn(points, XL_CHART_TYPE.XY_SCATTER)))
    assert said(scatter)[1:-1] == ["\t投入与产出", "1.5\t20", "2\t31"]


def test_days_and_formats_are_shown_as_in_cells() -> None:
    part = part_of(drawn(budget('0"件"'))).decode()
    days = (
        '<c:cat><c:numRef><c:numCache><c:formatCode>yyyy"年"m"月"</c:formatCode>'
        '<c:pt idx="0"><c:v>45292</c:v></c:pt><c:pt idx="1"><c:v>45323</c:v></c:pt>'
        "</c:numCache></c:numRef></c:cat>"
    )
    start, end = part.index("<c:cat>"), part.index("</c:cat>") + len("</c:cat>")
    shown = said(in_word(part[:start] + days + part[end:]))
    assert shown[2:4] == ["2024年1月\t1235件\t1500件", "2024年2月\t2000件\t"]


def test_names_on_two_levels_are_joined() -> None:
    part = part_of(drawn(budget())).decode()
    levels = (
        "<c:cat><c:multiLvlStrRef><c:multiLvlStrCache>"
        '<c:lvl><c:pt idx="0"><c:v>上半年</c:v></c:pt>'
        '<c:pt idx="1"><c:v>下半年</c:v></c:pt></c:lvl>'
        '<c:lvl><c:pt idx="0"><c:v>2023年</c:v></c:pt></c:lvl>'
        "</c:multiLvlStrCache></c:multiLvlStrRef></c:cat>"
    )
    start, end = part.index("<c:cat>"), part.index("</c:cat>") + len("</c:cat>")
    shown = said(in_word(part[:start] + levels + part[end:]))
    assert [line.split("\t")[0] for line in shown[2:4]] == ["2023年 上半年", "2023年 下半年"]


def test_a_chart_in_a_cell_a_deletion_and_a_box_goes_with_them() -> None:
    part = part_of(drawn(budget(), title="财政收支情况"))
    gone = paragraph("保留。", more=f"<w:del>{CHART}</w:del>")
    source = in_word(part, gone)
    assert said(source) == ["保留。"]
    cut = "\n".join(piece.text for piece in source.removed if piece.why is Why.DELETION)
    assert "财政收支情况" in cut
    assert "2022年\t1,234.6\t1,500.0" in cut
    framed = in_word(
        part,
        table([paragraph("图"), paragraph("", more=CHART)], [paragraph("甲"), paragraph("乙")]),
    )
    assert "1,234.6" in framed.text
    box = f"<w:txbxContent>{paragraph('', more=CHART)}</w:txbxContent>"
    boxed = paragraph("见图。", more=f"<w:r><w:pict>{box}</w:pict></w:r>")
    assert said(in_word(part, boxed))[:2] == ["见图。", "财政收支情况"]


@pytest.mark.parametrize("part", [b"", b"<broken", b"\x00\x01"])
def test_a_damaged_chart_costs_only_itself(part: bytes) -> None:
    source = in_word(part)
    assert said(source) == ["收入稳步增长。", "下一段。"]
    assert [(piece.text, piece.why) for piece in source.removed] == [("图表", Why.BROKEN)]


def test_a_chart_without_its_part_is_passed_over() -> None:
    body = paragraph("收入稳步增长。") + paragraph("", more=CHART)
    assert said(read("总结.docx", word(body))) == ["收入稳步增长。"]


def points(*told: tuple[object, object]) -> str:
    return "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in told)


def a_series(numbers: str, names: str = "") -> str:
    return (
        f"<c:ser><c:cat><c:multiLvlStrRef><c:multiLvlStrCache>{names}</c:multiLvlStrCache>"
        f"</c:multiLvlStrRef></c:cat><c:val><c:numRef><c:numCache>{numbers}</c:numCache>"
        "</c:numRef></c:val></c:ser>"
    )


MANY = range(4000)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "inside",
    [
        a_series(points((99999999999, 1)) * 100_000 + points(("9" * 6000, 1))),
        a_series(f"<c:formatCode>{'0.0' * 5000}</c:formatCode>"
                 + points(*((at, "9" * 300) for at in MANY))),
        a_series(points((1, "1e999")), f"<c:lvl>{points(*((at, 'x') for at in MANY))}</c:lvl>" * 5)
        * 4,
        a_series(points((0, 1))) * 20_000 + '<c:axId val="1"/>' * 1000,
    ],
    ids=range(4),
)  # fmt: skip
def test_hostile_charts_are_read_soon(inside: str) -> None:
    chart = f"<c:chart><c:plotArea><c:barChart>{inside}</c:barChart></c:plotArea></c:chart>"
    began = time.process_time()
    source = in_word(f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}">{chart}</c:chartSpace>')
    assert said(source)[0] == "收入稳步增长。"
    assert time.process_time() - began < 20


@pytest.mark.usefixtures("libreoffice")
def test_a_chart_of_an_older_file_is_read_as_what_it_was_turned_into() -> None:
    body = paragraph("收入稳步增长。") + paragraph("", more=CHART)
    part = part_of(drawn(budget(), title="财政收支情况"))
    made = word(body, relations=LINK, extra={"word/charts/chart1.xml": part})
    old = office.convert("总结.docx", made, ".docx", "odt", LIMITS)
    found = said(read("总结.odt", old))
    assert found[:3] == ["收入稳步增长。", "财政收支情况", "\t收入\t支出"]
    assert found[3].startswith("2022年\t1234.5")


# -- workbooks ------------------------------------------------------------------------------------


def a_workbook(*, hide: bool = False, other: bool = False, sheet: bool = False) -> Source:
    """A workbook with a chart over the numbers of its second sheet."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    front, data = book.add_worksheet("总览"), book.add_worksheet("底稿")
    front.write(0, 0, "全年收支情况如下。")
    for row, cells in enumerate([("年份", "收入"), ("2022年", 12.5), ("2023年", 20)]):
        data.write_row(row, 0, cells)
    chart = book.add_chart({"type": "column"})
    at = "'[台账.xlsx]底稿'" if other else "'底稿'"
    cached = {"categories_data": ["2022年", "2023年"], "values_data": [12.5, 20]}
    chart.add_series({
        "name": "收入", "categories": f"={at}!$A$2:$A$3", "values": f"={at}!$B$2:$B$3", **cached,
    })  # fmt: skip
    chart.set_title({"name": "收入走势"})
    if sheet:
        book.add_chartsheet("图").set_chart(chart)
    else:
        front.insert_chart("C3", chart)
    if hide:
        data.hide()
    book.close()
    return read("台账.xlsx", target.getvalue())


def test_a_chart_of_cells_that_are_seen_adds_its_title_only() -> None:
    found = said(a_workbook())
    assert found == [
        "总览",
        "全年收支情况如下。",
        "收入走势",
        "底稿",
        "年份\t收入",
        "2022年\t12.5",
        "2023年\t20",
    ]


@pytest.mark.parametrize("where", ["hide", "other"])
def test_a_chart_of_cells_that_are_not_seen_is_a_table(where: str) -> None:
    found = said(a_workbook(**{where: True}))
    start = found.index("收入走势")
    assert found[start : start + 4] == ["收入走势", "\t收入", "2022年\t12.5", "2023年\t20"]


def test_a_sheet_that_is_a_chart_has_its_title() -> None:
    found = said(a_workbook(sheet=True))
    assert found[-2:] == ["图", "收入走势"]
