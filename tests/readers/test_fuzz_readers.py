"""Broken files of every kind: a source or a clear refusal each time, and in time."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from index.errors import UnreadableReport
from index.model import Source
from index.readers import files, read
from index.settings import MEGABYTE, Limits
from tests.readers import making_scans
from tests.readers.making import listed, paragraph, styled, table, word, zipped
from tests.readers.making_mail import letter
from tests.readers.making_ofd import column, drawn, ofd, page, ruled
from tests.readers.making_pdf import pdf
from tests.readers.making_sheets import saved
from tests.readers.making_slides import COVER, Deck, box, grid, hide, numbered
from tests.readers.test_sheets_reader import fill_budget

T = TypeVar("T")

ROUNDS = 150  # broken inputs of each kind
PICTURES = 8  # broken pictures of each form: some are recognised all the same, a second each
SECONDS = 20  # for one input, on a busy machine
LIMITS = Limits(
    file_size=20 * MEGABYTE,
    unpacked_size=20 * MEGABYTE,
    characters=500_000,
    archive_size=20 * MEGABYTE,
    office_seconds=10,
)

_SENTENCES = (
    "坚持把项目建设作为第一要务。",
    "全年新开工道路6条，同比增长3.5%。",
    "一是抓学习；二是抓落实。",
)


def whole_word() -> bytes:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt '
        'w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start '
        'w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlRestart w:val="1"/><w:lvlText '
        'w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
    )
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        for kind in ("begin", "separate", "end")
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn '
        'w:val="2"/></w:style><w:style w:type="paragraph" w:styleId="2"><w:name w:val="x"/>'
        "</w:style>"
    )
    body = (
        styled("履职情况", "1")
        + "".join(listed(text, level=at % 2) for at, text in enumerate(_SENTENCES * 3))
        + table(*[[paragraph(text), paragraph("9")] for text in _SENTENCES])
        + paragraph("说明", more=field + '<w:r><w:sym w:char="F0FE"/></w:r>')
    )
    notes = f'<w:footnote w:id="2">{paragraph("数据来源。")}</w:footnote>'
    core = (
        '<dc:creator>李明</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">'
        "2023-12-01T08:30:00Z</dcterms:created>"
    )
    parts = {"footnotes": notes, "header": paragraph("内部")}
    return word(body, styles=styles, numbering=numbering, core=core, parts=parts)


def whole_pdf() -> bytes:
    return pdf([list(_SENTENCES) * 4] * 3, info="/CreationDate (D:20240105093000+08'00')")


def whole_page() -> bytes:
    rows = "".join(f"<tr><td>{text}</td><td>1</td></tr>" for text in _SENTENCES)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>报告</title></head><body><nav>首页"
        f"</nav><h1>述职报告</h1><p>{'</p><p>'.join(_SENTENCES)}</p><table>{rows}</table>"
        "<pre>一\n二</pre><ruby>践<rt>jiàn</rt></ruby>&nbsp;&#x4e00;</body></html>"
    ).encode()


def whole_text() -> bytes:
    return "\r\n".join(_SENTENCES * 10).encode("gbk")


def whole_ofd() -> bytes:
    """Pages with all that an OFD file may name: a template, notes, files, drawings used twice."""
    shared = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="8"><ofd:Content>'
        f"{column(['抄送各科室。'], y=200)}</ofd:Content></ofd:CompositeGraphicUnit>"
        "</ofd:CompositeGraphicUnits>"
    )
    content = (
        column(_SENTENCES)
        + ruled([["项目", "数量"], *([text, "9"] for text in _SENTENCES)], [70, 30])
        + drawn("M 20 20 L 190 20 Q 3 3 4 4 B 1 1 2 2 3 3 A 1 1 0 0 1 5 5 C")
        + '<ofd:CompositeObject ResourceID="8" Boundary="0 0 90 90" CTM="1 0 0 1 0 0"/>'
    )
    return ofd(
        [page(content, templates=["4"]), page(column(_SENTENCES), area="0 0 297 210")],
        info={"Author": "李明", "CreationDate": "2023-12-01", "Title": "述职报告"},
        templates={"4": page(column(["内部"], y=12))},
        annotations={"Watermark": column(["内部资料"]), "Highlight": column(["请核对"])},
        attachments=["附表.xlsx"],
        resources=shared,
    )


def whole_archive() -> bytes:
    return zipped(
        {"甲/述职.txt": whole_text(), "乙.docx": whole_word(), "内.zip": zipped({"a.txt": b"x"})}
    )


def whole_slides() -> bytes:
    deck = Deck()
    deck.slide("2023年度工作总结", "河口镇人民政府", layout=COVER)
    slide = deck.slide("主要工作", *_SENTENCES)
    slide.notes_slide.notes_text_frame.text = _SENTENCES[0]
    grid(slide, [["指标", "计划", "完成"], ["", "10", "12"]], [(0, 0, 1, 0)])
    group = slide.shapes.add_group_shape()
    numbered(box(group.shapes, "\n".join(_SENTENCES), 1, 3), "arabicPeriod", 3)
    hide(deck.slide("备用材料", _SENTENCES[1]))
    return deck.data


def whole_letter() -> bytes:
    inner = letter("原件见附件。", files=[("总结.docx", whole_word())])
    page = whole_page().decode()
    files = [("总结.txt", whole_text()), ("报送.zip", whole_archive())]
    return letter("\n".join(_SENTENCES), page=page, files=files, letters=[inner])


def whole_workbook() -> bytes:
    book = Workbook()
    fill_budget(book.active)
    book.active["B6"].comment = Comment(_SENTENCES[0], "李明")
    book.active.row_dimensions[7].hidden = True
    book.create_sheet("底稿").append([*_SENTENCES, "=SUM(A1:A9)"])
    return saved(book)


def whole_csv() -> bytes:
    return "\n".join(f'"{text}",{at},50%' for at, text in enumerate(_SENTENCES * 3)).encode()


KINDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "word": ("报告.docx", whole_word),
    "pdf": ("报告.pdf", whole_pdf),
    "ofd": ("报告.ofd", whole_ofd),
    "page": ("报告.html", whole_page),
    "text": ("报告.txt", whole_text),
    "slides": ("汇报.pptx", whole_slides),
    "workbook": ("台账.xlsx", whole_workbook),
    "csv": ("台账.csv", whole_csv),
    "letter": ("来信.eml", whole_letter),
    "archive": ("报送.zip", whole_archive),
}
PACKED = frozenset({"word", "slides", "ofd", "workbook", "archive"})  # zip archives
NAMES = [".txt", ".md", ".docx", ".pdf", ".ofd", ".html", ".zip", ".pptx", ".xlsx", ".csv", ".eml"]


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.choice([1, 3, 20, 200])):
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def scattered(data: bytes, chance: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(broken))
        broken[at : at + chance.randrange(40)] = chance.randbytes(chance.randrange(40))
    return bytes(broken)


def shuffled(data: bytes, chance: random.Random) -> bytes:
    cuts = sorted(chance.randrange(len(data)) for _ in range(4))
    pieces = [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]
    chance.shuffle(pieces)
    return b"".join(pieces)


def with_huge_numbers(data: bytes, chance: random.Random) -> bytes:
    huge = [b"0", b"-1", b"2147483648", b"99999999999999999999", b"9" * 5000, b"1e400", b"nan"]
    return re.sub(
        rb"\d+", lambda found: chance.choice(huge) if chance.random() < 0.1 else found[0], data
    )


def with_extremes(data: bytes, chance: random.Random) -> bytes:
    extremes = [b"\x00" * 50, b"\xff" * 50, b"<" * 500, b"&#55296;", b"\xed\xa0\x80", b"<p>" * 900]
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(extremes) + data[at:]


def with_broken_members(data: bytes, chance: random.Random) -> bytes:
    """Take a zip archive apart, break or swap what is inside, and put it together soundly."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = list(members)
    if chance.random() < 0.3:
        one, other = chance.sample(names, 2)
        members[one], members[other] = members[other], members[one]
    if chance.random() < 0.2:
        del members[chance.choice(names)]
    for name in chance.sample(list(members), chance.randrange(1, 3)):
        if members[name]:
            members[name] = chance.choice(BREAKERS)(members[name], chance)
    return zipped(members)


BREAKERS = [truncated, flipped, scattered, shuffled, with_huge_numbers, with_extremes]


@cache
def whole(kind: str) -> bytes:
    """The sound file of a kind."""
    return KINDS[kind][1]()


def broken(kind: str, number: int) -> bytes:
    """The input with this number; the same on every machine."""
    chance = random.Random(f"{kind}{number}")  # noqa: S311
    data = whole(kind)
    if kind in PACKED and chance.random() < 0.7:
        return with_broken_members(data, chance)
    return chance.choice(BREAKERS)(data, chance)


def read_or_refuse(name: str, data: bytes) -> Source | None:
    began = time.monotonic()
    outcome = outcome_of(lambda: read(name, data, limits=LIMITS))
    assert time.monotonic() - began < SECONDS
    if isinstance(outcome, UnreadableReport):
        assert outcome.values["file"] == name
        return None
    assert_sound(outcome)
    return outcome


def outcome_of(work: Callable[[], T]) -> T | UnreadableReport:
    """What it gives or how it is refused; any other exception goes through and fails the test."""
    try:
        return work()
    except UnreadableReport as refused:
        return refused


def assert_sound(source: Source) -> None:
    text = source.text
    text.encode("utf-8")  # no lone surrogates
    assert not any(set(line.text) & set("\n\r\x0b\x0c\x85\u2028\u2029") for line in source.lines)
    for piece in source.removed:
        assert 0 <= piece.start <= len(text)
        piece.text.encode("utf-8")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "archive"])
def test_a_broken_file_gives_a_source_or_a_refusal(kind: str) -> None:
    name, _ = KINDS[kind]
    assert_sound(read(name, whole(kind)))
    taken = [read_or_refuse(name, broken(kind, number)) is not None for number in range(ROUNDS)]
    assert any(taken)  # else the inputs are broken beyond what reaches the readers
    assert not all(taken)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "PDF"])
def test_a_broken_picture_gives_a_source_or_a_refusal(form: str) -> None:
    making_scans.needs_ocr()
    page = making_scans.blank(dpi=100)
    for _ in range(2):
        page.paragraph("坚持把项目建设作为第一要务，全年新开工道路6条，同比增长3.5%。")
    data = making_scans.packed(page.image, form)
    assert_sound(read("扫描.png", data))
    for number in range(PICTURES):
        chance = random.Random(f"{form}{number}")  # noqa: S311
        read_or_refuse("扫描.png", chance.choice(BREAKERS)(data, chance))


def test_a_broken_archive_gives_files_or_refusals(tmp_path: Path) -> None:
    path = tmp_path / "报送.zip"
    for number in range(ROUNDS):
        path.write_bytes(broken("archive", number))
        for found in files(path, limits=LIMITS):
            data = outcome_of(found.load)
            if isinstance(data, UnreadableReport):
                assert data.values["file"] == found.name
            else:
                read_or_refuse(found.name, data)


def test_random_bytes_under_any_name_give_a_refusal_or_a_source() -> None:
    chance = random.Random(11)  # noqa: S311
    starts = [b"", b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf"]
    for number in range(ROUNDS):
        data = chance.choice(starts) + chance.randbytes(chance.choice([1, 7, 100, 4000]))
        name = f"报告{chance.choice(NAMES)}"
        read_or_refuse(name, data or bytes([number]))
