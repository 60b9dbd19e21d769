"""What a file is counts, not what it is called."""

from __future__ import annotations

import random
import struct

import pytest

from index.errors import UnreadableReport
from index.readers import read
from index.readers.content import Content, content_of
from index.settings import Limits
from tests.readers.making import paragraph, word, zipped
from tests.readers.making_pdf import pdf

NOISE = random.Random(5).randbytes(6000)  # noqa: S311  as encrypted bytes are spread
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def old_word(flags: int = 0) -> bytes:
    header = struct.pack("<HHHHHH", 0xA5EC, 0x00C1, 0, 0, 0, flags)
    return OLE + header.ljust(512, b"\0") + "WordDocument".encode("utf-16-le")


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + bytes(100)


def open_document(manifest: bytes = b"<manifest/>") -> bytes:
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": b"<x/>",
            "META-INF/manifest.xml": manifest,
        }
    )


@pytest.mark.parametrize(
    ("name", "data", "content"),
    [
        ("总结.doc", word(paragraph("正文")), Content.DOCX),
        ("总结.doc", b"{\\rtf1 text}", Content.RTF),
        ("总结.doc", b"<html><body>x", Content.HTML),
        ("总结.doc", b"\xff\xfe" + "<html>".encode("utf-16-le"), Content.HTML),
        ("总结.doc", old_word(), Content.DOC),
        ("总结.wps", old_word(), Content.DOC),
        ("总结.wps", stream("Root Entry") + stream("MatOST"), Content.WPS),
        ("总结.doc", old_word(flags=0x0100), Content.ENCRYPTED),
        ("总结.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>',
         Content.WORD_XML),
        ("总结.doc", "纯文本。".encode("gbk"), Content.TEXT),
        ("总结.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related", Content.OTHER),
        ("总结.docx", stream("EncryptedPackage"), Content.ENCRYPTED),
        ("总结.docx", stream("Workbook"), Content.OLD_SHEETS),
        ("总结.docx", stream("PowerPoint Document"), Content.OLD_SLIDES),
        ("总结.docx", b"\xff\xd8\xff\xe0 jpeg", Content.PICTURE),
        ("总结.docx", zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), Content.SHEETS),
        ("总结.docx", zipped({"[Content_Types].xml": b"", "xl/workbook.bin": b""}),
         Content.OLD_SHEETS),
        ("总结.docx", zipped({"[Content_Types].xml": b"", "ppt/slides.xml": b""}), Content.SLIDES),
        ("总结.docx", zipped({"[Content_Types].xml": b"", "other/part.xml": b""}), Content.OTHER),
        ("总结.docx", zipped({"OFD.xml": b""}), Content.OFD),
        ("来信.txt", b"From: a@b.cn\r\nTo: c@d.cn\r\nSubject: x\r\n\r\nbody", Content.MAIL),
        ("总结.csv", "科目,金额".encode("gbk"), Content.CSV),
        ("总结.odt", open_document(), Content.ODT),
        ("总结.odt", open_document(b"<encryption-data/>"), Content.ENCRYPTED),
        ("总结.txt", pdf([["正文"]]), Content.PDF),
        ("总结.pdf", b"\r\n  garbage before %PDF-1.4", Content.PDF),
        ("总结.pdf", b"no pdf", Content.DAMAGED),
        ("总结.docx", b"PK\x03\x04 broken", Content.DAMAGED),
        ("总结.txt", "##标题".encode(), Content.TEXT),
        ("总结.MD", "# 标题".encode(), Content.MARKDOWN),
        ("总结.xyz", "正文".encode(), None),
        ("总结.docx", b"%TSD-Header-###%" + NOISE, Content.PROTECTED),
        ("总结.doc", b"%TSD-Header-###%" + NOISE[:40], Content.PROTECTED),
        ("总结.txt", b"%TSD-Header-###%" + NOISE, Content.PROTECTED),
        ("总结.pdf", b"b\x14#e+\x00" + NOISE, Content.PROTECTED),
        ("总结.docx", b"\x05\x00E-SafeNet\x00LOCK\x00" + NOISE, Content.PROTECTED),
        ("总结.txt", "厂商 E-SafeNet 的产品已部署。".encode(), Content.TEXT),
        ("总结.txt", "见 %TSD-Header-###% 的说明。".encode(), Content.TEXT),
        ("总结.docx", NOISE, Content.SCRAMBLED),
        ("总结.doc", NOISE, Content.SCRAMBLED),
        ("总结.wps", b"HEAD v1.0\r\n" + NOISE, Content.SCRAMBLED),
        ("总结.pdf", NOISE, Content.SCRAMBLED),
        ("总结.docx", bytes(6000), Content.DAMAGED),
        ("总结.docx", NOISE[:300], Content.DAMAGED),
        ("总结.docx", ("正文。履行职责情况报告如下" * 300).encode("utf-16-le"), Content.DAMAGED),
        ("总结.docx", b"PK\x03\x04" + NOISE, Content.DAMAGED),
    ],
)  # fmt: skip
def test_content_is_recognised_by_its_bytes(name: str, data: bytes, content: Content) -> None:
    assert content_of(name, data) is content


@pytest.mark.timeout(20)
def test_many_comments_before_no_page_take_no_endless_time() -> None:
    assert content_of("报告.txt", b"<!-- -->" * 400 + b"x") is Content.TEXT
    page = b"<!-- -->\n<?xml version='1.0'?>" * 100 + b"<html>"
    assert content_of("报告.txt", page) is Content.HTML


def test_a_page_saved_as_doc_is_read_as_a_page() -> None:
    data = "<html><body><h1>述职报告</h1><p>正文。</p></body></html>".encode("gbk")
    assert [line.text for line in read("述职.doc", data).lines] == ["述职报告", "正文。"]


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("图.docx", b"GIF89a", "unsupported"),
        ("表.xlsx", b"whatever", "damaged"),
        ("表.rar", b"whatever", "unsupported"),
        ("包.zip", zipped({"报告.txt": b"x"}), "unsupported"),
        ("空.docx", b"", "empty"),
        ("密.doc", old_word(0x0100), "encrypted"),
        ("密.docx", b"%TSD-Header-###%" + NOISE, "protected"),
        ("密.docx", NOISE, "scrambled"),
        ("密.docx", OLE + NOISE, "scrambled"),  # no compound file but for its first bytes
        ("坏.doc", OLE + bytes(600), "damaged"),
    ],
)
def test_what_is_not_read_is_refused_with_its_name(name: str, data: bytes, key: str) -> None:
    with pytest.raises(UnreadableReport) as refused:
        read(name, data)
    assert (refused.value.key, refused.value.values["file"]) == (key, name)


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableReport) as refused:
        read("大.txt", b"x" * 100, limits=Limits(file_size=99))
    assert refused.value.key == "too_large"
