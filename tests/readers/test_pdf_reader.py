"""PDF files as read."""

from __future__ import annotations

import pytest

from index.errors import UnreadableReport
from index.readers import read
from index.settings import Limits
from tests.readers.making_pdf import Sheet, drawn, pdf, shown


def test_each_physical_line_comes_with_its_page() -> None:
    data = pdf([["2023年度部门决算", "一、收入支出决算总体情况"], ["（一）收入减少主要是项目完工"]])
    assert [(line.text, line.page) for line in read("决算.pdf", data).lines] == [
        ("2023年度部门决算", 1),
        ("一、收入支出决算总体情况", 1),
        ("（一）收入减少主要是项目完工", 2),
    ]


def test_an_empty_page_between_keeps_page_numbers_right() -> None:
    source = read("报告.pdf", pdf([["封面"], [], ["正文"]]))
    assert [(line.text, line.page) for line in source.lines] == [("封面", 1), ("正文", 3)]
    assert source.facts.pages == 3


def test_rare_characters_and_radicals_stay_as_they_are() -> None:
    assert read("报告.pdf", pdf([["⻓江𠮷屋⼀㐀"]])).text == "⻓江𠮷屋⼀㐀"


def test_what_the_file_says_of_itself_is_kept() -> None:
    info = "/Author (Wang) /CreationDate (D:20240105093000+08'00') /ModDate (D:20240106)"
    facts = read("报告.pdf", pdf([["正文"]], info=info)).facts
    assert (facts.media, facts.author) == ("application/pdf", "Wang")
    assert (facts.created, facts.modified) == ("2024-01-05T09:30:00+08:00", "2024-01-06")


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (pdf([["密"]], locked=True), "encrypted"),
        (pdf([[], [], []]), "no_text_layer"),
        (pdf([["扫描全能王 创建"], ["扫描全能王 创建"]]), "no_text_layer"),
        (pdf([["\x01\x02\x03\x04\x05"]], mapped=False), "garbled"),
        (b"%PDF-1.7\nnothing more", "damaged"),
        ("这不是PDF".encode(), "damaged"),
    ],
)
def test_a_pdf_without_usable_text_is_refused_with_the_cause(data: bytes, key: str) -> None:
    with pytest.raises(UnreadableReport) as refused:
        read("件.pdf", data)
    assert refused.value.key == key


def test_a_refused_scan_says_how_many_pages_it_has() -> None:
    with pytest.raises(UnreadableReport) as refused:
        read("扫描.pdf", pdf([[], []]))
    assert refused.value.values == {"file": "扫描.pdf", "pages": 2}


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(UnreadableReport) as refused:
        read("厚.pdf", pdf([["页"]] * 5), limits=Limits(pdf_pages=4))
    assert refused.value.key == "too_many_pages"


def test_a_page_with_more_text_at_one_height_than_any_has_is_refused_soon() -> None:
    crowd = Sheet("".join(shown("1", at % 500, 700, 4) for at in range(20_001)))
    with pytest.raises(UnreadableReport) as refused:
        read("图.pdf", drawn([crowd]))
    assert refused.value.key == "too_long"


def test_a_pdf_under_the_name_of_a_text_is_read_as_pdf() -> None:
    assert read("报告.txt", pdf([["其实是PDF"]])).text == "其实是PDF"


def test_characters_that_need_a_missing_font_are_not_lost_in_silence() -> None:
    try:
        source = read("报告.pdf", pdf([["单", "字", "成", "行"]]))
    except UnreadableReport as refused:
        assert refused.key == "missing_fonts"  # noqa: PT017  machines with the font read it
    else:
        assert source.text.split() == ["单", "字", "成", "行"]
