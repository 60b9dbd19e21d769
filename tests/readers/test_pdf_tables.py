"""Tables of PDFs: drawn by lines, open at their sides, without lines; over pages, with merges."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import pytest

from index.ingest.preparing import draft
from index.ingest.task import Task
from index.model import Outline, Passage, Why
from index.readers.pdf.ruled import ruled_tables
from index.readers.pdf.rules import Rule
from tests.readers.making_pdf import A4, WIDE, Sheet, column, drawn, shown

TOP, LEFT, WIDTH, HEIGHT = 700.0, 60.0, 110.0, 24.0


def line(x: float, y: float, to_x: float, to_y: float) -> str:
    """A stroke."""
    return f"q 0.5 w {x} {y} m {to_x} {to_y} l S Q\n"


def grid(
    rows: Sequence[Sequence[str]],
    *,
    top: float = TOP,
    sides: bool = True,
    merged: Sequence[tuple[int, int, int, int]] = (),
    bars: bool = False,
) -> str:
    """A ruled table of cells; `merged` are (row, column, down, across) without lines inside.

    Without `sides` the lines at its left and right are left out; with `bars` lines are thin boxes.
    """
    columns = len(rows[0])
    inner: set[tuple[str, int, int]] = set()
    for row, at, down, across in merged:
        inner |= {("v", r, c) for r in range(row, row + down) for c in range(at + 1, at + across)}
        inner |= {("h", r, c) for r in range(row + 1, row + down) for c in range(at, at + across)}
    out = ""
    for r in range(len(rows) + 1):
        for c in range(columns):
            if ("h", r, c) not in inner:
                y = top - r * HEIGHT
                out += _stroke(LEFT + c * WIDTH, y, LEFT + (c + 1) * WIDTH, y, bars=bars)
    for r in range(len(rows)):
        for c in range(0 if sides else 1, columns + (1 if sides else 0)):
            if ("v", r, c) not in inner:
                x = LEFT + c * WIDTH
                out += _stroke(x, top - r * HEIGHT, x, top - (r + 1) * HEIGHT, bars=bars)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text:
                out += shown(text, LEFT + c * WIDTH + 5, top - r * HEIGHT - 16, 10)
    return out


def _stroke(x: float, y: float, to_x: float, to_y: float, *, bars: bool) -> str:
    if not bars:
        return line(x, y, to_x, to_y)
    return f"q {x} {y} {max(0.5, to_x - x)} {-max(0.5, y - to_y)} re f Q\n"


def outline_of(*sheets: Sheet) -> Outline:
    return draft(Task("预算.pdf", (), drawn(sheets), None)).outline


def rows_of(found: Outline) -> list[Passage]:
    return [one for one in found.passages if one.row is not None]


def texts(found: Outline) -> list[str]:
    return [one.text for one in rows_of(found)]


HEAD = column(["澜川市水务局2024年部门预算", "", "支出预算表", "单位：万元"], 60, 800)
BODY = [
    ["科目", "基本支出", "项目支出"],
    ["管网改造", "3,296,600", "201"],
    ["清淤", "", "1,520.5"],
]


@pytest.mark.parametrize("bars", [False, True])
def test_cells_between_lines_stand_in_rows_and_never_run_together(bars: bool) -> None:
    found = outline_of(Sheet(HEAD + grid(BODY, bars=bars)))
    assert texts(found) == [
        "科目\t基本支出\t项目支出",
        "管网改造\t3,296,600\t201",
        "清淤\t\t1,520.5",
    ]
    (table,) = found.tables
    assert (table.caption, table.measure) == ("支出预算表", "万元")
    row = rows_of(found)[1].row
    assert row is not None
    assert [(cell.column, cell.text, cell.measure) for cell in row.cells[1:]] == [
        (("基本支出",), "3,296,600", "万元"),
        (("项目支出",), "201", "万元"),
    ]


def test_a_table_open_at_its_sides_is_a_table_all_the_same() -> None:
    assert texts(outline_of(Sheet(HEAD + grid(BODY, sides=False))))[1] == "管网改造\t3,296,600\t201"


def test_a_row_of_an_open_table_that_no_upright_line_parts_is_one_of_its_rows() -> None:
    upper = grid([["项目", "2023年", "2024年"]], sides=False)
    between = shown("流动资产：", LEFT + 5, TOP - HEIGHT - 16, 10)
    rows = [["货币资金", "500", "480"], ["存货", "30", "20"]]
    lower = grid(rows, top=TOP - 2 * HEIGHT, sides=False)
    found = outline_of(Sheet(HEAD + upper + between + lower))
    assert texts(found) == [
        "项目\t2023年\t2024年", "流动资产：", "货币资金\t500\t480", "存货\t30\t20",
    ]  # fmt: skip
    assert len(found.tables) == 1
    assert found.tables[0].columns == (("项目",), ("2023年",), ("2024年",))


def test_cells_that_no_line_parts_are_one_and_name_all_their_columns() -> None:
    rows = [
        ["科目", "2024年预算数", ""],
        ["", "基本支出", "项目支出"],
        ["管网改造", "412.60", "86.00"],
    ]
    found = outline_of(Sheet(HEAD + grid(rows, merged=[(0, 0, 2, 1), (0, 1, 1, 2)])))
    assert found.tables[0].columns == (
        ("科目",),
        ("2024年预算数", "基本支出"),
        ("2024年预算数", "项目支出"),
    )
    assert texts(found)[-1] == "管网改造\t412.60\t86.00"


def test_a_page_on_its_side_has_its_table_too() -> None:
    turned = Sheet(HEAD.replace(" 800 ", " 560 ") + grid(BODY, top=480), box=WIDE)
    assert texts(outline_of(turned))[1] == "管网改造\t3,296,600\t201"
    # The same page stored upright and turned by /Rotate.
    stored = Sheet(
        f"q 0 1 -1 0 595 0 cm {HEAD.replace(' 800 ', ' 560 ')}{grid(BODY, top=480)} Q",
        box=A4,
        rotate=90,
    )
    assert texts(outline_of(stored))[1] == "管网改造\t3,296,600\t201"


def test_a_table_that_goes_on_on_the_next_page_is_one() -> None:
    first = Sheet(HEAD + grid(BODY))
    second = Sheet(grid([BODY[0], ["闸门维修", "15.2", "30"]], top=780))
    third = Sheet(grid([["合计", "", "1,721.5"]], top=780, merged=[(0, 0, 1, 2)]))
    found = outline_of(first, second, third)
    assert len(found.tables) == 1
    assert texts(found)[-2:] == ["闸门维修\t15.2\t30", "合计\t1,721.5"]
    last = rows_of(found)[-1].row
    assert last is not None
    assert last.cells[-1].column == ("项目支出",)
    assert [one.text for one in found.removed if one.why is Why.TABLE_HEAD] == [
        "科目\t基本支出\t项目支出"
    ]


def test_a_running_head_right_above_a_table_does_not_part_it() -> None:
    def sheet(number: int, content: str) -> Sheet:
        return Sheet(
            shown("澜川市水务局", 60, 800, 9) + shown(f"— {number} —", 290, 30, 9) + content
        )

    text = ["　　统筹推进河道治理和供水保障，全年完成清淤三十公里，新建", "泵站两座。"]
    prose = column([*text, *text, *text, *text], 60, 740)
    caption = column(["支出预算表", "单位：万元"], 60, 760)
    found = outline_of(
        sheet(1, shown("澜川市水务局2024年部门预算", 150, 770, 18) + prose),
        sheet(2, prose),
        sheet(3, caption + grid(BODY)),
        sheet(4, grid([BODY[0], ["闸门维修", "15.2", "30"]], top=785)),
        sheet(5, prose),
    )
    assert texts(found)[-1] == "闸门维修\t15.2\t30"
    assert [table.caption for table in found.tables] == ["支出预算表"]
    heads = [one.text for one in found.removed if one.why is Why.RUNNING_HEAD]
    assert heads == ["澜川市水务局"] * 5


def test_a_row_that_a_page_break_parts_is_one_row() -> None:
    first = Sheet(HEAD + grid([*BODY, ["老旧小区供水管网漏损", "20", "30"]]))
    second = Sheet(grid([["改造（二期）", "", ""], ["合计", "40", "50"]], top=780))
    assert texts(outline_of(first, second))[-2:] == [
        "老旧小区供水管网漏损改造（二期）\t20\t30",
        "合计\t40\t50",
    ]


def test_the_rest_of_a_row_may_stand_alone_on_the_next_page() -> None:
    first = Sheet(HEAD + grid([*BODY, ["老旧小区供水管网漏损", "20", "30"]]))
    below = column(["以上项目均已纳入今年计划。"], 60, 700)
    second = Sheet(grid([["改造（二期）", "", ""]], top=780) + below)
    assert [one.text for one in outline_of(first, second).passages[-2:]] == [
        "老旧小区供水管网漏损改造（二期）\t20\t30",
        "以上项目均已纳入今年计划。",
    ]


def test_a_line_in_a_frame_of_its_own_stays_a_line_on_the_next_page() -> None:
    first = Sheet(HEAD + grid([*BODY, ["管网维修", "20", "30"]]))
    second = Sheet(grid([["填报说明", "", ""]], top=780))
    found = outline_of(first, second)
    assert found.passages[-1].text == "填报说明"
    assert found.passages[-1].row is None
    assert texts(found)[-1] == "管网维修\t20\t30"


def test_the_lines_of_a_cell_are_one_text_and_two_numbers_stay_two() -> None:
    content = HEAD + grid(BODY)
    content += shown("（含", LEFT + 5, TOP - HEIGHT - 8, 7) + shown(
        "旧城）", LEFT + 60, TOP - HEIGHT - 8, 7
    )
    found = outline_of(Sheet(content))
    assert "3,296,600\t201" in texts(found)[1]
    stacked = grid([["项目", "金额"], ["甲", ""]])
    stacked += shown("1,234", LEFT + WIDTH + 5, TOP - HEIGHT - 10, 8)
    stacked += shown("5,678", LEFT + WIDTH + 5, TOP - HEIGHT - 20, 8)
    joined = "".join(one.text for one in outline_of(Sheet(HEAD + stacked)).passages)
    assert "1,2345,678" not in joined
    assert "1,234" in joined
    assert "5,678" in joined


def test_rows_without_a_line_between_them_are_told_by_their_numbers() -> None:
    content = HEAD + grid([["项目", "金额"]]) + line(LEFT, 600, LEFT + 2 * WIDTH, 600)
    for x in (LEFT, LEFT + WIDTH, LEFT + 2 * WIDTH):
        content += line(x, TOP - HEIGHT, x, 600)
    for at, (name, number) in enumerate((("收入", "500"), ("支出", "480"), ("结余", "20"))):
        y = TOP - HEIGHT - 16 - 20 * at
        content += shown(name, LEFT + 5, y, 10) + shown(number, LEFT + WIDTH + 5, y, 10)
    assert texts(outline_of(Sheet(content))) == ["项目\t金额", "收入\t500", "支出\t480", "结余\t20"]


def test_a_frame_around_text_is_no_table() -> None:
    prose = [
        "一、履职情况",
        "　　坚持把安全生产抓在手上，每月研究部署一次，带队检查三十次，",
        "整改到位。",
    ]
    frame = "".join(
        line(*ends)
        for ends in (
            (50, 820, 560, 820),
            (50, 300, 560, 300),
            (50, 820, 50, 300),
            (560, 820, 560, 300),
        )
    )
    found = outline_of(Sheet(column(["王某述职报告", *prose], 60, 790) + frame))
    assert found.tables == ()
    assert [section.heading for section in found.sections] == ["履职情况"]


def spaced(rows: Sequence[Sequence[str]], *, top: float = 700, pitch: float = 22) -> str:
    return "".join(
        shown(text, LEFT + at * WIDTH, top - number * pitch, 11)
        for number, row in enumerate(rows)
        for at, text in enumerate(row)
        if text
    )


def test_a_table_without_lines_is_told_by_the_gaps_between_its_cells() -> None:
    rows = [
        ["指标", "单位", "2023年", "2024年"],
        ["来访批次", "批次", "12", "10"],
        ["网上信访", "件", "1,300", "280"],
        ["老旧小区水压", "", "", ""],
        ["不足投诉", "件", "9", ""],
        ["合计", "", "", ""],
    ]
    found = outline_of(Sheet(column(["某局2024年工作总结"], 60, 780) + spaced(rows)))
    assert texts(found)[0] == "指标\t单位\t2023年\t2024年"
    assert "网上信访\t件\t1,300\t280" in texts(found)
    assert texts(found)[-1] == "合计\t\t\t"
    row = next(one.row for one in rows_of(found) if one.text.startswith("来访"))
    assert row is not None
    assert [cell.measure for cell in row.cells[2:]] == ["批次", "批次"]


def test_contents_and_running_text_are_no_tables() -> None:
    contents = [
        ["一、部门概况", "", "", "1"],
        ["二、收支情况", "", "", "3"],
        ["三、名词解释", "", "", "9"],
    ]
    lines = [
        "　　全年接访1200批次，化解积案35件，群众满意率98.5%，比上年提高2.1个百分点，",
        "工作经验在全市推广。",
    ]
    content = column(["某局2024年部门预算"], 60, 800) + spaced(contents) + column(lines, 60, 560)
    assert outline_of(Sheet(content)).tables == ()


def set_out(rows: Sequence[tuple[float, Sequence[tuple[str, float]]]], size: float = 10) -> str:
    """Text at heights and places of its own: a place below 0 is where the text ends."""
    out = ""
    for y, cells in rows:
        for text, x in cells:
            width = sum(size / 2 if char.isascii() else size for char in text)
            out += shown(text, x if x >= 0 else -x - width, y, size)
    return out


LISTS = [
    ("一、财政拨款", "7,882.10", "一、公共安全", ""),
    ("二、上级补助", "", "二、教育", "40.55"),
    ("三、事业收入", "", "三、科学技术", ""),
    ("", "", "四、卫生健康", ""),
    ("", "", "五、节能环保", "16.20"),
    ("", "", "六、住房保障", ""),
    ("四、其他收入", "9,325.14", "七、农林水", "8.30"),
    ("收入合计", "88.09", "支出合计", "88.09"),
    ("上年结转", "", "年末结转", ""),
]


def lists(numbers_end: float = 260) -> str:
    """Two lists side by side; a number ends a hair before the words of the second one."""
    places = (60.0, -numbers_end, 265.0, -440.0)
    return set_out(
        [
            (680 - 18 * number, [(text, x) for text, x in zip(row, places, strict=True) if text])
            for number, row in enumerate(LISTS)
        ]
    )


@pytest.mark.parametrize("numbers_end", [220, 260, 263])
def test_rows_without_numbers_stand_among_the_others_and_are_no_headings(
    numbers_end: float,
) -> None:
    found = outline_of(Sheet(column(["某局2024年部门预算"], 60, 780) + lists(numbers_end)))
    assert texts(found) == ["\t".join(row) for row in LISTS]
    assert found.sections == ()


def test_names_above_columns_without_lines_say_which_columns_they_name() -> None:
    head = set_out(
        [
            (720, [("项目", 165), ("收入", 350)]),
            (707, [("事业单位经营", 385)]),
            (702, [("编码", 66), ("名称", 190), ("合计", 290)]),
            (695, [("收入", 405)]),
        ]
    )
    rows = [
        ("201", "公共安全", "7,882.10", "40.55"),
        ("20101", "治安管理", "16.20", "8.30"),
        ("205", "教育", "9,325.14", ""),
        ("20502", "普通教育事业", "88.09", "12.70"),
    ]
    places = (60.0, 110.0, -345.0, -465.0)
    body = set_out(
        [
            (675 - 18 * number, [(text, x) for text, x in zip(row, places, strict=True) if text])
            for number, row in enumerate(rows)
        ]
    )
    found = outline_of(Sheet(column(["某局2024年部门预算"], 60, 790) + head + body))
    (table,) = found.tables
    assert table.columns == (
        ("项目", "编码"),
        ("项目", "名称"),
        ("收入", "合计"),
        ("收入", "事业单位经营收入"),
    )
    assert texts(found)[-4:] == ["\t".join(row) for row in rows]


def test_a_number_beside_the_middle_of_a_name_of_two_lines_needs_no_line_to_be_its_row() -> None:
    rows = [
        (680, [("河道清淤", 60), ("12.50", -300), ("8.10", -420)]),
        (661, [("老旧小区二次供水设施", 60)]),
        (655, [("9,204.00", -300), ("86.10", -420)]),
        (649, [("改造", 60)]),
        (630, [("泵站维修", 60), ("3.40", -300), ("7.70", -420)]),
        (612, [("闸门更换", 60), ("5.40", -300), ("1.70", -420)]),
    ]
    found = outline_of(Sheet(column(["某局2024年工作总结"], 60, 780) + set_out(rows)))
    assert texts(found)[:2] == [
        "河道清淤\t12.50\t8.10",
        "老旧小区二次供水设施改造\t9,204.00\t86.10",
    ]


def test_one_row_of_numbers_is_a_table_where_each_has_its_name_above_it() -> None:
    names = [("合计", 80), ("出国经费", 160), ("车辆运行", 260), ("公务接待", 360)]
    numbers = [("43.10", -120), ("0.00", -220), ("40.50", -320), ("2.60", -420)]
    named = set_out([(680, names), (660, numbers)])
    found = outline_of(Sheet(column(["某局2024年部门预算"], 60, 780) + named))
    assert texts(found) == ["合计\t出国经费\t车辆运行\t公务接待", "43.10\t0.00\t40.50\t2.60"]
    bare = outline_of(Sheet(column(["某局2024年部门预算"], 60, 780) + set_out([(660, numbers)])))
    assert bare.tables == ()


def test_two_columns_of_prose_whose_lines_begin_with_numbers_are_no_table() -> None:
    left = [
        "全年共接待来访群众并逐一答复，",
        "受理各类诉求事项",
        "1200件，办结率稳步提高，",
        "群众满意。",
    ] * 5
    right = [
        "850户居民完成改造签约工作，",
        "35处积水点得到治理，",
        "沿街商户反映的问题逐一销号，",
        "26个小区通水。",
    ] * 5
    sheet = (
        column(["某局2024年工作总结"], 60, 800) + column(left, 60, 760) + column(right, 320, 760)
    )
    assert outline_of(Sheet(sheet)).tables == ()


def boxed(columns: Sequence[Sequence[tuple[float, str]]], *, bottom: float) -> str:
    """A box with upright lines between its columns and none between its rows."""
    width = len(columns)
    out = line(LEFT, TOP, LEFT + width * WIDTH, TOP) + line(
        LEFT, bottom, LEFT + width * WIDTH, bottom
    )
    for at, texts_in in enumerate(columns):
        x = LEFT + at * WIDTH
        out += line(x, TOP, x, bottom) + line(x + WIDTH, TOP, x + WIDTH, bottom)
        out += "".join(shown(text, x + 5, TOP - y, 10) for y, text in texts_in)
    return out


def test_rows_that_no_line_parts_need_no_number_in_every_column() -> None:
    names = [
        (16.0, "一、财政拨款"),
        (36.0, "二、事业收入"),
        (56.0, "三、其他收入"),
        (76.0, "收入总计"),
    ]
    amounts = [(16.0, "7,882,599.12"), (76.0, "9,475,220.41")]
    uses = [(16.0, "一、公共服务"), (36.0, "二、教育支出"), (56.0, "三、水利支出")]
    spent = [(36.0, "40.55")]
    found = outline_of(Sheet(HEAD + boxed([names, amounts, uses, spent], bottom=610)))
    assert texts(found) == [
        "一、财政拨款\t7,882,599.12\t一、公共服务\t",
        "二、事业收入\t\t二、教育支出\t40.55",
        "三、其他收入\t\t三、水利支出\t",
        "收入总计\t9,475,220.41\t\t",
    ]


def test_a_name_of_two_lines_and_the_number_between_them_are_one_row() -> None:
    names = [(16.0, "老旧小区二次供水改造"), (28.0, "工程"), (48.0, "河道清淤")]
    amounts = [(22.0, "1,204.5"), (48.0, "86.1")]
    found = outline_of(Sheet(HEAD + boxed([names, amounts], bottom=640)))
    assert texts(found) == ["老旧小区二次供水改造工程\t1,204.5", "河道清淤\t86.1"]


def test_a_number_that_fills_its_cell_is_whole_and_one_that_is_broken_is_made_whole() -> None:
    rows = [["项目", "金额"], ["泵站", ""], ["闸门", ""]]
    content = HEAD + grid(rows)
    for at, (upper, lower) in enumerate(
        (("7,882,599,118.12", "9,475,220.41"), ("12,345,67", "8.90"))
    ):
        y = TOP - (at + 1) * HEIGHT
        content += shown(upper, LEFT + WIDTH + 5, y - 10, 9)
        content += shown(lower, LEFT + WIDTH + 5, y - 20, 9)
    read = " ".join(texts(outline_of(Sheet(content))))
    assert "12,345,678.90" in read
    assert "7,882,599,118.12" in read.split()
    assert "9,475,220.41" in read.split()


def test_a_number_above_a_page_break_does_not_go_on_in_the_head_below_it() -> None:
    first = [
        ["清淤工程", "1,204.5", "60.05"],
        ["闸门维修", "15.2", "7.1"],
        ["泵站改造", "3.4", "60.05"],
    ]
    second = [["", "", "2024年预算数"], ["管网改造", "9.9", "8.1"], ["水质监测", "4.4", "8.3"]]
    second += [["防汛物资", "2.2", "1.3"]]
    sheets = [Sheet(column(["某局2024年工作总结"], 60, 780) + spaced(first)), Sheet(spaced(second))]
    read = [one.text for one in outline_of(*sheets).passages]
    assert "泵站改造\t3.4\t60.05" in read


@pytest.mark.parametrize("angle", [90, -90])
def test_names_of_columns_that_lie_on_their_side_are_read_the_way_they_lie(angle: int) -> None:
    x = LEFT + WIDTH + (20 if angle > 0 else 10)
    y = TOP - 2 * HEIGHT + 2 if angle > 0 else TOP - 2
    content = HEAD + grid(
        [["科目", "", "项目支出"], ["", "", ""], BODY[1], BODY[2]],
        merged=[(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 2, 1)],
    )
    content += shown("2023年", x, y, 8, angle=angle)
    (table,) = outline_of(Sheet(content)).tables
    assert table.columns == (("科目",), ("2023年",), ("项目支出",))


def test_letters_of_a_cell_that_are_set_apart_are_one_word_and_one_number() -> None:
    content = HEAD + grid([["科目", "金额"], ["", ""], ["清淤", "15.2"]])
    y = TOP - HEIGHT - 16
    content += shown("管网改造", LEFT + 5, y, 8, spread=3)
    content += shown("3,296,600.12", LEFT + WIDTH + 2, y, 8, spread=3)
    assert texts(outline_of(Sheet(content)))[1] == "管网改造\t3,296,600.12"


def test_a_frame_left_between_two_boxes_and_a_row_of_dots_are_lines() -> None:
    def frame(row: int, at: int) -> str:
        x, y = LEFT + at * WIDTH, TOP - (row + 1) * HEIGHT
        return f"q {x} {y} {WIDTH} {HEIGHT} re {x + 1} {y + 1} {WIDTH - 2} {HEIGHT - 2} re f* Q\n"

    def dots(row: int, at: int) -> str:
        x, y = LEFT + at * WIDTH, TOP - (row + 1) * HEIGHT
        level = "".join(
            f"{x + step} {y + up} 1 1 re f " for step in range(0, 110, 2) for up in (0, 24)
        )
        tall = "".join(
            f"{x + over} {y + step} 1 1 re f " for step in range(0, 24, 2) for over in (0, 110)
        )
        return f"q {level}{tall} Q\n"

    plain = texts(outline_of(Sheet(HEAD + grid(BODY))))
    words = "".join(
        shown(text, LEFT + at * WIDTH + 5, TOP - row * HEIGHT - 16, 10)
        for row, cells in enumerate(BODY)
        for at, text in enumerate(cells)
        if text
    )
    for draw in (frame, dots):
        drawing = "".join(draw(row, at) for row in range(3) for at in range(3))
        assert texts(outline_of(Sheet(HEAD + drawing + words))) == plain


def test_a_table_of_tens_of_thousands_of_dots_keeps_its_lines_to_the_last() -> None:
    rows = [["科目", "预算数", "决算数"], *([f"科目{n}", "甲类", "乙类"] for n in range(20))]
    dots, height = "", int(HEIGHT * len(rows))
    for row in range(len(rows) + 1):
        y = TOP - row * HEIGHT
        dots += "".join(f"{LEFT + step / 4} {y} .5 .5 re f " for step in range(int(12 * WIDTH)))
    for at in range(4):
        x = LEFT + at * WIDTH
        dots += "".join(f"{x} {TOP - step} .5 .5 re f " for step in range(height))
    words = "".join(
        shown(text, LEFT + at * WIDTH + 5, TOP - row * HEIGHT - 16, 10)
        for row, cells in enumerate(rows)
        for at, text in enumerate(cells)
    )
    read = texts(outline_of(Sheet(HEAD + f"q {dots} Q\n" + words)))
    assert read == ["\t".join(row) for row in rows]


def test_drawings_of_thousands_of_lines_cost_little() -> None:
    chance = random.Random(3)  # noqa: S311
    rules = [
        Rule(
            bool(chance.randrange(2)), chance.uniform(0, 900), start, start + chance.uniform(5, 90)
        )
        for start in (chance.uniform(0, 800) for _ in range(20_000))
    ]
    begun = time.process_time()
    ruled_tables(rules)
    assert time.process_time() - begun < 5
