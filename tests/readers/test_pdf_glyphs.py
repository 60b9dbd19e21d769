"""Characters of a PDF in reading coordinates: what is seen, once, the right way up."""

from __future__ import annotations

import pytest

from index.readers.pdf.glyphs import SLANTED, Page, page_of
from index.readers.pdf.pdfium import Document
from tests.readers.making_pdf import A4, WIDE, Sheet, drawn, field, shown


def pages(*sheets: Sheet) -> list[Page]:
    with Document("件.pdf", drawn(sheets)) as document:
        raw = [document.page(index, 10_000) for index in range(len(document))]
    return [page_of(page, number) for number, page in enumerate(raw, 1) if page]


def text(page: Page) -> str:
    return "".join(glyph.text for glyph in page.glyphs)


def test_a_character_stands_so_far_from_the_top_left_corner() -> None:
    (page,) = pages(Sheet(shown("年度", 50, 742, 16)))
    first, second = page.glyphs
    assert (page.width, page.height) == (595, 842)
    assert (first.x, first.y, first.size, first.turn) == pytest.approx((50, 100, 16, 0), abs=0.1)
    assert second.left == pytest.approx(first.right) == pytest.approx(66, abs=0.1)
    assert first.top < first.y <= first.bottom


def test_text_beyond_the_page_box_or_the_crop_box_is_not_read() -> None:
    content = shown("在页内", 60, 700) + shown("在页外", 700, 700) + shown("裁去", 20, 20)
    assert text(pages(Sheet(content))[0]) == "在页内裁去"
    (page,) = pages(Sheet(content, crop=(50, 50, 545, 792)))
    assert text(page) == "在页内"
    assert (page.width, page.height, page.glyphs[0].x) == pytest.approx((495, 742, 10), abs=0.1)


def test_text_that_a_clip_hides_is_not_read() -> None:
    clip = "q 0 500 595 342 re W n "
    content = (
        clip + shown("看得见", 60, 700) + shown("看不见", 60, 400) + "Q " + shown("外", 60, 300)
    )
    assert text(pages(Sheet(content))[0]) == "看得见外"


@pytest.mark.parametrize(("dx", "dy"), [(0, 0), (0.4, 0), (0.6, 0.9), (-1, 1)])
def test_text_drawn_twice_for_weight_or_shadow_is_read_once(dx: float, dy: float) -> None:
    content = shown("加粗2022标题11", 60, 700, 16) + shown("加粗2022标题11", 60 + dx, 700 + dy, 16)
    assert text(pages(Sheet(content))[0]) == "加粗2022标题11"


def test_equal_characters_side_by_side_or_on_lines_below_stay() -> None:
    lines = "".join(shown("人人111……", 60, 700 - 13 * row) for row in range(3))
    assert text(pages(Sheet(lines))[0]) == "人人111……" * 3


def test_text_without_ink_under_a_scan_is_read() -> None:
    assert text(pages(Sheet(shown("识别出的文字", 60, 700, mode=3)))[0]) == "识别出的文字"


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_rotated_page_is_read_as_it_is_shown(rotate: int) -> None:
    # Where the text's line begins on the sheet, so that it stands upright once turned.
    x, y, angle = {
        0: (100, 642, 0),
        90: (200, 100, 90),
        180: (495, 200, 180),
        270: (395, 742, 270),
    }[rotate]
    (page,) = pages(Sheet(shown("横幅", x, y, angle=angle), rotate=rotate))
    assert (page.width, page.height) == ((595, 842) if rotate % 180 == 0 else (842, 595))
    first, second = page.glyphs
    assert (first.x, first.y) == pytest.approx((100, 200), abs=0.1)
    assert (second.x, second.y) == pytest.approx((112, 200), abs=0.1)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_whose_text_lies_on_its_side_is_turned(angle: int) -> None:
    (page,) = pages(Sheet(shown("横放的宽表格", 300, 400, angle=angle) + shown("1", 290, 30)))
    assert (page.width, page.height) == ((842, 595) if angle != 180 else (595, 842))
    assert [glyph.turn for glyph in page.glyphs[:6]] == [0] * 6
    assert [glyph.y for glyph in page.glyphs[:6]] == pytest.approx([page.glyphs[0].y] * 6)
    assert page.glyphs[1].x - page.glyphs[0].x == pytest.approx(12, abs=0.1)
    assert page.glyphs[6].turn == (angle // 90) % 4


def test_a_point_of_the_file_goes_where_the_text_goes() -> None:
    (page,) = pages(Sheet(shown("横放", 300, 400, angle=90), box=A4, rotate=180))
    assert page.place.point(300, 400) == pytest.approx(page.glyphs[0][5:7], abs=0.01)


def test_slanted_text_is_known_as_such() -> None:
    (page,) = pages(Sheet(shown("正文在此", 60, 700) + shown("内部", 200, 300, 40, angle=45)))
    assert [glyph.turn for glyph in page.glyphs] == [0] * 4 + [SLANTED] * 2


def test_large_light_text_is_faint_and_white_text_is_not() -> None:
    body = shown("这里是正文，字数比较多一些", 60, 700)
    marks = (
        shown("样", 60, 500, 48, gray=0.8)
        + shown("章", 60, 400, 48)
        + shown("白", 60, 300, 48, gray=1)
    )
    (page,) = pages(Sheet(body + marks))
    assert {glyph.text for glyph in page.glyphs if glyph.faint} == {"样"}


def test_what_is_written_into_a_form_is_read_at_its_place() -> None:
    (page,) = pages(
        Sheet(
            shown("姓名：", 60, 700),
            notes=[field("张三", (100, 696, 300, 714)), field("藏", (0, 0, 9, 9), flags=2)],
        )
    )
    assert text(page) == "姓名：张三"
    assert page.glyphs[3].left == pytest.approx(100)
    assert page.glyphs[3].y == pytest.approx(842 - 700, abs=4)


def test_a_page_as_wide_as_it_says() -> None:
    (page,) = pages(Sheet(shown("宽", 60, 500), box=WIDE))
    assert (page.width, page.height) == (842, 595)


def test_an_empty_page_has_no_glyphs() -> None:
    assert pages(Sheet())[0].glyphs == ()


def test_single_characters_whose_font_is_missing_are_read() -> None:
    content = "".join(shown(char, 60 + 12 * at, 700) for at, char in enumerate("单字成行"))
    assert text(pages(Sheet(content))[0]) == "单字成行"


def test_ligatures_and_rare_characters_are_one_glyph_each() -> None:
    (page,) = pages(Sheet(shown("𠮷屋ﬀ", 60, 700)))
    assert [glyph.text for glyph in page.glyphs] == ["𠮷", "屋", "ff"]


def test_text_written_downwards_has_cells_one_below_the_other() -> None:
    (page,) = pages(Sheet(shown("竖排", 300, 700, font="F2")))
    first, second = page.glyphs
    assert (first.left, first.right) == pytest.approx((second.left, second.right))
    assert first.right - first.left == pytest.approx(12, abs=0.1)
    assert second.top == pytest.approx(first.bottom, abs=0.1)
