"""The lines of a PDF in reading order, and what its pages add to the text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.cleaning import clean
from index.model import LineKind, Source, Why
from index.outline import outline
from index.readers import read
from index.readers.pdf.glyphs import page_of
from index.readers.pdf.lines import Box, TextLine, lines_of
from index.readers.pdf.pdfium import Document
from tests.readers.making_pdf import WIDE, Sheet, column, drawn, field, shown

# Two texts of four lines with twelve characters each; the last is short.
LEFT = [
    "　　今年全县新建水渠",
    "四十里，修好水闸九座，解",
    "决三个乡镇一万二千亩农田",
    "灌溉用水。",
]
RIGHT = ["　　存在的问题是管护", "资金不足，部分渠段淤积较", "重，个别闸门年久失修，影", "响放水。"]
WHOLE = ["".join(text).strip("　") for text in (LEFT, RIGHT)]
LONG = [
    "　　一年来，全局上下团结一心，真抓实干，扎实推进各项重点工作，较好地完成了",
    "全年目标任务。",
]
FULL = "扎实推进各项重点工作，进一步完善工作机制，较好地完成了全年的各项目标任务和工作"


def source(*sheets: Sheet) -> Source:
    return read("件.pdf", drawn(sheets))


def paragraphs(*sheets: Sheet) -> list[str]:
    return [paragraph.text for paragraph in clean(source(*sheets)).paragraphs]


def lines(sheet: Sheet, regions: Sequence[Box] = ()) -> list[TextLine]:
    with Document("件.pdf", drawn([sheet])) as document:
        raw = document.page(0, 10_000)
    assert raw is not None
    return lines_of(page_of(raw, 1), regions)


def removed(found: Source) -> list[tuple[Why, str]]:
    return [(piece.why, piece.text) for piece in found.removed]


def test_two_columns_are_read_one_after_the_other() -> None:
    content = shown("某县水务局2021年工作总结", 190, 760, 18)
    content += column(LEFT, 60, 700) + column(RIGHT, 300, 700)
    assert paragraphs(Sheet(content)) == ["某县水务局2021年工作总结", *WHOLE]


def test_columns_whose_lines_are_drawn_row_by_row_or_stand_off_are_columns_too() -> None:
    rows = "".join(
        shown(left, 60, 700 - 20 * at) + shown(right, 300, 700 - 20 * at)
        for at, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True))
    )
    assert paragraphs(Sheet(rows)) == WHOLE
    assert paragraphs(Sheet(column(LEFT, 60, 700) + column(RIGHT, 300, 691))) == WHOLE


def test_three_columns_and_a_heading_across_them() -> None:
    third = [line.replace("水", "路") for line in LEFT]
    content = shown("简报第一期：各地工作动态与经验交流", 200, 560, 16)
    content += column(LEFT, 60, 500) + column(RIGHT, 300, 500) + column(third, 540, 500)
    assert paragraphs(Sheet(content, box=WIDE)) == [
        "简报第一期：各地工作动态与经验交流",
        *WHOLE,
        WHOLE[0].replace("水", "路"),
    ]


def test_text_across_the_page_between_columns_keeps_its_place() -> None:
    across = ["　　以上情况，经全体干部会议讨论通过，现将有关事项予以通报如下，", "请抓好落实。"]
    content = column(LEFT, 60, 760) + column(RIGHT, 300, 760) + column(across, 60, 660, 15)
    content += column(RIGHT, 60, 600) + column(LEFT, 300, 600)
    assert paragraphs(Sheet(content)) == [*WHOLE, "".join(across).strip("　"), *WHOLE[::-1]]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    first = column([*LEFT[:3], LEFT[1]], 60, 700) + column([*LEFT[1:3], *LEFT[1:3]], 300, 700)
    found = paragraphs(Sheet(first), Sheet(column(LEFT[1:], 60, 700) + column(RIGHT, 300, 700)))
    assert len(found) == 2
    assert found[0].endswith("灌溉用水。")


ROWS = [
    ("项目", "合计", "基本支出"),
    ("一般公共服务支出", "3,296,600", "201"),
    ("统计信息事务", "438,300", "38"),
    ("群众团体事务", "422,900", "22"),
]


def table(rows: Sequence[Sequence[str]], top: float, places: Sequence[float]) -> str:
    return "".join(
        shown(cell, x, top - 22 * at)
        for at, row in enumerate(rows)
        for cell, x in zip(row, places, strict=True)
    )


def test_the_rows_of_a_table_stay_whole() -> None:
    found = source(Sheet(table(ROWS, 700, (60, 260, 400))))
    assert [(line.kind, line.text) for line in found.lines] == [
        (LineKind.TABLE, "\t".join(row)) for row in ROWS
    ]


def test_a_table_of_words_is_no_text_in_columns() -> None:
    rows = [("姓名", "职务"), ("张三", "办公室主任"), ("李四", "综合科副科长"), ("王五", "科员")]
    found = source(Sheet(table(rows, 700, (60, 300))))
    assert [line.text for line in found.lines] == ["\t".join(row) for row in rows]


def test_two_numbers_close_to_each_other_do_not_run_together() -> None:
    content = "".join(
        shown("10,877,906", 60, 700 - 20 * row) + shown("30,673,875", 130, 700 - 20 * row)
        for row in range(3)
    )
    assert {line.text for line in source(Sheet(content)).lines} == {"10,877,906\t30,673,875"}


def test_labels_and_their_values_on_one_line_are_text() -> None:
    (found,) = source(Sheet(shown("姓名：张三", 60, 700) + shown("部门：办公室", 300, 700))).lines
    assert (found.kind, found.text) == (LineKind.TEXT, "姓名：张三 部门：办公室")


def test_a_title_set_wide_is_one_word() -> None:
    (found,) = source(Sheet(shown("述职报告", 200, 700, 22, spread=20))).lines
    assert found.text == "述职报告"


@pytest.mark.parametrize("spread", [0.0, 1.5, 3.0])
def test_justified_lines_have_no_spaces_between_their_letters(spread: float) -> None:
    (found,) = source(Sheet(shown("全年完成12800件，增长3.5%", 60, 700, spread=spread))).lines
    assert found.text == "全年完成12800件，增长3.5%"


def test_words_whose_spaces_are_not_drawn_are_parted() -> None:
    content = shown("Smart", 60, 700) + shown("City", 94, 700) + shown("建设", 130, 700)
    assert source(Sheet(content)).text == "Smart City 建设"


def test_close_punctuation_stays_where_it_is() -> None:
    content = shown("他说“好", 60, 700) + shown("”", 105, 700) + shown("。", 111, 700)
    assert source(Sheet(content)).text == "他说“好”。"


def test_a_character_drawn_later_stands_in_its_gap() -> None:
    content = shown("比例为1.68", 60, 700) + shown("1", 123, 700) + shown("∶", 116.5, 700, 10)
    assert source(Sheet(content)).text == "比例为1.68∶1"


def test_raised_digits_are_signs_of_their_own() -> None:
    content = shown("面积40km", 60, 700) + shown("2", 108, 705, 7)
    content += shown("，见注12800", 113, 700) + shown("1", 180, 705, 7)
    assert source(Sheet(content)).text == "面积40km²，见注12800¹"


def test_slanted_text_is_set_aside_as_a_watermark() -> None:
    found = source(Sheet(column(LONG, 80, 700) + shown("内部资料", 200, 300, 60, angle=45)))
    assert removed(found) == [(Why.WATERMARK, "内部资料")]
    assert "内部" not in found.text


def test_large_faint_text_behind_other_text_is_a_watermark() -> None:
    found = source(Sheet(shown("样本", 100, 660, 80, gray=0.85) + column(LONG, 80, 700)))
    assert removed(found) == [(Why.WATERMARK, "样本")]


def test_a_large_grey_heading_by_itself_is_text() -> None:
    found = source(Sheet(shown("第一章", 60, 760, 36, gray=0.7) + column(LONG, 80, 700)))
    assert not found.removed
    assert found.lines[0].text == "第一章"


def test_a_stamp_in_the_same_place_of_many_pages_is_set_aside() -> None:
    sheets = [
        Sheet(
            column([text.replace("一", digit) for text in LONG], 80, 700)
            + shown("机密", 240, 300, 40)
        )
        for digit in "一二三四"
    ]
    found = source(*sheets)
    assert removed(found) == [(Why.WATERMARK, "机密")] * 4


def test_labels_of_a_slanted_axis_are_read() -> None:
    labels = "".join(
        shown(f"{year}年", 60 + 40 * at, 300, 9, angle=45)
        for at, year in enumerate(range(2019, 2023))
    )
    found = source(Sheet(column(LONG, 80, 700) + labels))
    assert not found.removed
    assert "2021年" in found.text


def test_text_written_downwards_is_read_from_right_to_left() -> None:
    texts = ["今年以来全局上下团结一心", "实推进普查清查单位12800家", "完成任务。"]
    content = shown("某县统计局2022年工作总结", 170, 780, 18)
    for at, text in enumerate(texts):
        for row, char in enumerate(text):
            content += shown(char, 480 - 28 * at + (3 if char.isdigit() else 0), 700 - 18 * row)
    assert paragraphs(Sheet(content)) == ["某县统计局2022年工作总结", "".join(texts)]


def test_a_column_of_a_table_is_not_written_downwards() -> None:
    rows = [("甲村", "合格", str(n), "是否是无未完"[n]) for n in range(6)]
    found = source(Sheet(table(rows, 700, (60, 200, 300, 400))))
    assert [line.text for line in found.lines] == ["\t".join(row) for row in rows]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_paragraphs_of_a_turned_page_are_joined(rotate: int) -> None:
    assert paragraphs(Sheet(column(LONG, 80, 700), rotate=rotate)) == ["".join(LONG).strip("　")]


def head(number: int, more: str) -> Sheet:
    return Sheet(
        shown("某县统计局　2022年工作总结", 72, 805, 9)
        + shown(f"— {number} —", 285, 30, 9)
        + more
        + column([text.replace("一", "三二四一"[number]) for text in LONG], 80, 700)
    )


def test_the_running_head_of_the_first_page_is_no_title() -> None:
    title = shown("某县统计局2022年工作总结", 170, 770, 20)
    found = source(head(1, title), head(2, ""), head(3, ""))
    assert [why for why, _ in removed(found)] == [Why.RUNNING_HEAD, Why.PAGE_NUMBER] * 3
    made = outline(found)
    assert made.title is not None
    assert made.title.text == "某县统计局2022年工作总结"


def test_a_paragraph_goes_on_over_a_running_head_and_a_page_number() -> None:
    def sheet(number: int, lines: list[str]) -> Sheet:
        edges = shown("内部资料", 72, 805, 9) + shown(str(number), 290, 30, 9)
        return Sheet(edges + column(lines, 50, 740))

    found = paragraphs(
        sheet(7, ["　　" + FULL[2:], FULL]), sheet(8, [FULL, "计划。"]), sheet(9, [FULL])
    )
    assert found[0] == FULL[2:] + FULL + FULL + "计划。"


def test_the_caption_of_tables_on_many_pages_is_no_running_head() -> None:
    def sheet(name: str) -> Sheet:
        return Sheet(
            shown(name, 200, 780, 16) + shown("编制单位：某局　单位：元", 60, 760, 12)
            + table(ROWS, 700, (60, 260, 400))
        )  # fmt: skip

    assert not source(*map(sheet, ["收入预算总表", "支出预算总表", "收支预算总表"])).removed


def test_a_note_at_the_foot_of_a_page_does_not_break_the_paragraph_above() -> None:
    first = column(["　　" + FULL[2:], *[FULL] * 20], 50, 740)
    first += shown("①数据来自某县统计局二〇二二年统计公报。", 60, 90, 9)
    found = clean(
        source(Sheet(first), Sheet(column(["计划。", "　　" + FULL[2:]], 50, 740)))
    ).paragraphs
    assert [(p.kind, p.text[-6:]) for p in found] == [
        (LineKind.TEXT, "和工作计划。"),
        (LineKind.NOTE, "年统计公报。"),
        (LineKind.TEXT, "标任务和工作"),
    ]


def test_a_form_is_read_with_what_is_written_into_it() -> None:
    sheet = Sheet(
        shown("姓名：", 60, 700) + shown("单位：", 60, 670),
        notes=[field("张三", (100, 696, 300, 714)), field("某县审计局", (100, 666, 300, 684))],
    )
    assert source(sheet).text == "姓名：张三\n单位：某县审计局"


def test_a_region_that_was_taken_off_the_page_keeps_its_place() -> None:
    sheet = Sheet(column(LONG, 80, 760) + column(LONG, 80, 500))
    found = lines(sheet, [Box(50, 120, 545, 220)])
    assert [line.text if line.region is None else line.region for line in found] == [
        LONG[0].strip("　"), LONG[1], 0, LONG[0].strip("　"), LONG[1],
    ]  # fmt: skip


PLACES = st.tuples(
    st.floats(20, 540), st.floats(20, 820), st.sampled_from([7.0, 12.0, 12.0, 16.0, 40.0]),
    st.sampled_from([0, 0, 0, 0, 90, 180, 270, 45]), st.sampled_from([None, None, 0.8]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(PLACES, max_size=14), min_size=1, max_size=3))
def test_every_character_on_a_page_is_kept_or_set_aside_once(
    made: list[list[tuple[float, float, float, int, float | None]]],
) -> None:
    letters = iter(chr(0x4E00 + 7 * at) for at in range(500))
    used: list[str] = []
    sheets = []
    for places in made:
        content = shown("〇", 300, 400)
        for x, y, size, angle, gray in places:
            used.append(next(letters))
            content += shown(used[-1], x, y, size, angle=angle, gray=gray)
        sheets.append(Sheet(content))
    found = outline(read("件.pdf", drawn(sheets)))
    text = "".join(p.text for p in found.passages) + "".join(p.text for p in found.removed)
    boxes_inside = [char for char in used if text.count(char) != 1]
    # A glyph whose middle lies beyond the page is not seen.
    assert all(text.count(char) == 0 for char in boxes_inside)
    assert len(boxes_inside) <= sum(
        size > 12 or angle for places in made for x, y, size, angle, _ in places
    )
