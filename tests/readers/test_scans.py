"""Scans and photographs: their text in the order of reading, their tables, and what is unsure."""

from __future__ import annotations

import io
import socket
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from index.errors import UnreadableReport
from index.model import Source
from index.readers import read, recognising
from index.readers.pdf.pdfium import Document
from index.readers.pdf.scanned import is_picture
from index.settings import Limits
from index.signs import Sign, heard
from tests.readers import making_scans as making
from tests.readers.making_ofd import ofd, shown
from tests.readers.making_ofd import page as drawn
from tests.readers.making_pdf import pdf

CLEAN, BAD = 0.005, 0.03  # share of characters that may be wrong

SAID = (
    "全年走访困难职工126户，发放慰问金15.8万元，职工满意度达到97.3%。",
    "存在的主要问题：个别支部组织生活会质量不高，谈心谈话不够经常。",
)


@pytest.fixture(autouse=True)
def _ocr() -> None:
    making.needs_ocr()


def flat(text: str) -> str:
    return "".join(text.split())


def wrong(source: Source, said: list[str]) -> float:
    true = flat("".join(said))
    return Levenshtein.distance(true, flat(source.text)) / len(true)


def rows(source: Source) -> list[list[str]]:
    return [
        [line.text[cell.start : cell.end] for cell in line.row.cells]
        for line in source.lines
        if line.row is not None
    ]


def note() -> Any:
    """A short page, recognised quickly."""
    page = making.blank()
    for text in SAID:
        page.paragraph(text)
    return page


def refused(data: bytes, name: str = "扫描.png", limits: Limits | None = None) -> UnreadableReport:
    with pytest.raises(UnreadableReport) as raised:
        read(name, data, limits=limits or Limits())
    return raised.value


def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "is_installed", lambda: False)


def test_a_clean_page_comes_back_to_the_letter_without_a_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("nothing may ask the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = making.page()
    source = read("述职报告.png", making.packed(page.image))
    assert wrong(source, page.said) <= CLEAN
    assert source.facts.scanned == (1,)
    assert source.facts.media == "image/png"


def test_a_stamp_a_tilt_blur_and_a_bad_jpeg_cost_few_characters() -> None:
    page = making.page(seed=2)
    source = read("述职报告.jpg", making.worn(page))
    assert wrong(source, page.said) <= BAD


def test_two_columns_are_read_one_after_the_other() -> None:
    page = making.page("two columns")
    source = read("总结.png", making.packed(page.image))
    assert wrong(source, page.said) <= CLEAN


@pytest.mark.parametrize("bad", [False, True])
def test_cells_of_a_table_come_back_in_their_rows(bad: bool) -> None:
    page = making.page("tables")
    data = making.worn(page, 3) if bad else making.packed(page.image)
    found = rows(read("收支表.png", data))
    wanted = [row for table in page.tables for row in table]
    assert [len(row) for row in found] == [len(row) for row in wanted]
    cells = [
        a == b
        for one, two in zip(found, wanted, strict=True)
        for a, b in zip(one, two, strict=True)
    ]
    assert sum(cells) >= 0.95 * len(cells)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_was_laid_sideways_or_upside_down_is_read(turn: int) -> None:
    page = note()
    source = read("述职.png", making.packed(page.image.rotate(turn, expand=True)))
    assert wrong(source, page.said) <= BAD


def test_a_camera_says_which_side_is_up_and_when_it_was() -> None:
    from PIL import Image

    page = note()
    exif = Image.Exif()
    exif[274], exif[306] = 6, "2024:12:20 09:30:00"  # orientation, DateTime
    data = making.packed(page.image.rotate(90, expand=True), "JPEG", exif=exif, quality=90)
    source = read("照片.jpg", data)
    assert wrong(source, page.said) <= BAD
    assert source.facts.created == "2024-12-20T09:30:00"


def test_red_headings_stay_where_a_stamp_goes() -> None:
    from PIL import ImageDraw

    page = note()
    draw = ImageDraw.Draw(page.image)
    draw.text((300, 60), "江川区水务局文件", font=page._font(36), fill=(220, 20, 30))
    assert "江川区水务局文件" in flat(read("红头.png", making.packed(page.image)).text)


def test_every_page_of_a_tiff_is_read_and_each_gives_a_sign_of_life() -> None:
    page, signs = note(), list[Sign]()
    data = making.packed(page.image, "TIFF", save_all=True, append_images=[page.image])
    with heard(signs.append):
        source = read("两页.tif", data)
    assert [(sign.page, sign.pages) for sign in signs] == [(1, 2), (2, 2)]
    assert source.facts.scanned == (1, 2)
    assert flat(source.text).count(flat(SAID[1])) == 2


def test_scanned_pages_of_a_pdf_are_recognised_and_pages_with_text_are_not() -> None:
    page = note()
    typed = pdf([["本页由文字组成，按计划完成全年目标任务。"] * 3])
    source = read("合订.pdf", making.together(typed, making.as_pdf(page.image), typed))
    assert source.facts.scanned == (2,)
    assert source.facts.unread == ()
    text = flat(source.text)
    assert all(flat(said) in text for said in SAID)
    assert text.startswith("本页由文字组成")
    assert text.endswith("目标任务。")


def test_a_scanned_page_of_an_ofd_file_is_recognised() -> None:
    scan = '<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="5"/>'
    medium = "<ofd:MediaFile>扫描.jpg</ofd:MediaFile>"
    media = f'<ofd:MultiMedias><ofd:MultiMedia ID="5">{medium}</ofd:MultiMedia></ofd:MultiMedias>'
    stream = io.BytesIO(ofd([drawn(scan)], resources=media))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("Doc_0/Res/扫描.jpg", making.packed(note().image, "JPEG", quality=90))
    source = read("述职.ofd", stream.getvalue())
    assert wrong(source, list(SAID)) <= BAD
    assert (source.facts.media, source.facts.scanned) == ("application/ofd", (1,))


def test_what_a_scanner_prints_at_the_edge_of_a_page_is_not_its_text() -> None:
    import numpy as np

    printed = [ord(char) for char in "江川区水务局办公室2024年12月31日10时22分第三台打印机扫描存档"]
    with Document("存档.pdf", making.as_pdf(note().image)) as document:
        page = document.page(0, 1_000)
    assert page is not None
    for height, is_scan in ((0.97, True), (0.02, True), (0.5, False)):
        at = np.full((len(printed), 2), page.box.bottom + height * page.box.top)
        assert is_picture(replace(page, codes=printed, origins=at)) is is_scan


def test_doubtful_characters_are_named_with_their_page_and_the_words_around_them() -> None:
    source = read("总结.jpg", making.worn(making.page("dense"), 5))
    assert source.facts.doubts
    text = flat(source.text)
    for doubt in source.facts.doubts:
        assert doubt.page == 1
        assert 0 <= doubt.start < doubt.end <= len(doubt.text)
        assert doubt.text in text
    assert len(source.facts.doubts) < len(text) / 20


def test_without_the_extra_a_picture_and_a_scan_say_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    image = note().image
    without_ocr(monkeypatch)
    for name, data in (("a.png", making.packed(image)), ("a.pdf", making.as_pdf(image, image))):
        error = refused(data, name)
        assert (error.key, error.values["file"]) == ("needs_ocr", name)


def test_without_the_extra_the_rest_of_a_file_is_read_and_its_pictures_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed = pdf([["本页由文字组成，按计划完成全年目标任务。"] * 3])
    data = making.together(typed, making.as_pdf(note().image))
    without_ocr(monkeypatch)
    source = read("合订.pdf", data)
    assert (source.facts.scanned, source.facts.unread) == ((), (2,))


def test_a_picture_without_a_page_of_text_is_no_report() -> None:
    from PIL import Image

    photo = Image.linear_gradient("L").resize((1600, 1200)).convert("RGB")
    assert refused(making.packed(photo)).key == "picture_without_text"
    assert refused(making.packed(photo.resize((300, 200)))).key == "picture_without_text"


def test_a_huge_picture_is_refused_by_what_its_head_says() -> None:
    error = refused(making.claimed(20_000, 20_000))
    assert (error.key, error.values["pixels"]) == ("picture_too_large", 400)


def test_more_pages_than_may_be_recognised_are_refused() -> None:
    image, signs = note().image, list[Sign]()
    data = making.packed(image, "TIFF", save_all=True, append_images=[image])
    with heard(signs.append):
        assert refused(data, "三.tif", Limits(recognised_pages=1)).key == "too_many_scans"
    assert signs == []  # before any was recognised
    scan = making.as_pdf(image, image)
    assert refused(scan, "三.pdf", Limits(recognised_pages=1)).key == "too_many_scans"


def test_a_picture_under_a_wrong_name_and_a_broken_one_are_told() -> None:
    data = making.packed(note().image)
    assert read("总结.docx", data).facts.scanned == (1,)
    assert refused(data[:500]).key == "damaged"
    assert refused(making.claimed(2_000, 2_000)).key == "damaged"


def test_a_scan_in_sixteen_bits_is_read_as_one_in_eight() -> None:
    import numpy as np
    from PIL import Image

    grey = np.asarray(note().image.convert("L")).astype(np.uint16) * 257
    for form in ("PNG", "TIFF"):
        source = read("扫描.png", making.packed(Image.fromarray(grey), form))
        assert wrong(source, list(SAID)) <= BAD


def test_a_rule_or_a_banner_is_no_page() -> None:
    from PIL import Image

    for size in ((1600, 2), (1600, 30)):
        assert refused(making.packed(Image.new("RGB", size, "red"))).key == "picture_without_text"


def test_an_ofd_page_with_text_beside_its_picture_loses_none_of_it() -> None:
    scan = '<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="5"/>'
    source = read("述职.ofd", ofd([drawn(scan + shown("区水务局", 30, 30))]))
    assert (flat(source.text), source.facts.unread) == ("区水务局", (1,))
