"""Letters: heads and text, attachments as sections, charsets, and what hostile ones cost."""

from __future__ import annotations

import base64
import time
from contextlib import suppress
from urllib.parse import quote

import pytest

from index.errors import UnreadableReport
from index.ingest.previewing import preview_bytes
from index.model import LineKind, Source, Why
from index.outline import outline
from index.readers import read
from index.settings import LIMITS, MEGABYTE, Limits
from tests.readers.making import paragraph, styled, table, word, zipped
from tests.readers.making_mail import by_hand, letter, word_in
from tests.readers.making_slides import Deck

HEADS = [
    "发件人：河口镇党政办 <hekou@example.cn>",
    "收件人：县委办督查室 <ducha@example.cn>",
    "时间：2024-01-15 09:30",
]
SENTENCE = "全镇新建村道16公里，改造危房42户。"
REPORT = word(
    paragraph("一、主要工作")
    + paragraph(SENTENCE)
    + paragraph("二、下一步打算")
    + paragraph("补齐短板。")
)


def texts(data: bytes, limits: Limits = LIMITS) -> list[str]:
    return [line.text for line in read("来信.eml", data, limits=limits).lines if line.text.strip()]


def aside(source: Source, why: Why) -> list[str]:
    return [piece.text for piece in source.removed if piece.why is why]


def refusal(data: bytes, limits: Limits = LIMITS) -> UnreadableReport:
    with pytest.raises(UnreadableReport) as refused:
        read("来信.eml", data, limits=limits)
    return refused.value


def test_subject_heads_and_text_are_read() -> None:
    source = read("来信.eml", letter("各位领导：\n现将总结报上，请审阅。"))
    assert [line.text for line in source.lines if line.text] == [
        "关于报送2023年度工作总结的函", *HEADS, "各位领导：", "现将总结报上，请审阅。",
    ]  # fmt: skip
    assert source.lines[0].title
    assert source.facts.author == "河口镇党政办 <hekou@example.cn>"
    assert source.facts.created == "2024-01-15T09:30:00+08:00"
    assert source.facts.media == "message/rfc822"


def test_the_subject_gives_title_and_year() -> None:
    facts = preview_bytes("来信.eml", letter()).facts
    assert (facts.title, facts.year) == ("关于报送2023年度工作总结的函", 2023)


def test_one_report_with_a_cover_note_is_that_report() -> None:
    source = read("来信.eml", letter("请审阅。", files=[("河口镇总结.docx", REPORT)]))
    notes = [line.text for line in source.lines if line.kind is LineKind.NOTE and line.text]
    assert [line.text for line in source.lines if line.kind is LineKind.TEXT] == [
        "一、主要工作", SENTENCE, "二、下一步打算", "补齐短板。",
    ]  # fmt: skip
    assert notes == ["关于报送2023年度工作总结的函", *HEADS, "请审阅。", "河口镇总结.docx"]


def test_each_attachment_is_a_section_under_its_name() -> None:
    files = [("河口镇总结.docx", REPORT), ("附表.txt", "村道16公里。".encode("gbk"))]
    lines = read("来信.eml", letter(files=files)).lines
    levels = [(line.text, line.level) for line in lines if line.text][5:]
    assert levels == [
        ("河口镇总结.docx", 1), ("一、主要工作", None), (SENTENCE, None),
        ("二、下一步打算", None), ("补齐短板。", None), ("附表.txt", 1), ("村道16公里。", None),
    ]  # fmt: skip


def test_a_passage_says_in_which_attachment_it_stands() -> None:
    files = [("河口镇总结.docx", REPORT), ("石桥乡总结.docx", REPORT)]
    cut = outline(read("来信.eml", letter(files=files)))
    paths = [passage.path for passage in cut.passages if passage.text == SENTENCE]
    assert paths == [("河口镇总结.docx", "一、主要工作"), ("石桥乡总结.docx", "一、主要工作")]


def test_tables_of_two_attachments_stay_two() -> None:
    sheet = word(
        table([paragraph("项目"), paragraph("完成")], [paragraph("村道"), paragraph("16")])
    )
    source = read("来信.eml", letter(files=[("甲.docx", sheet), ("乙.docx", sheet)]))
    assert [line.row.table for line in source.lines if line.row] == [0, 0, 1, 1]


def test_headings_of_an_attachment_stand_below_its_name() -> None:
    data = word(styled("主要工作", "1"), styles='<w:style w:type="paragraph" w:styleId="1"><w:name '
                'w:val="heading 1"/></w:style>')  # fmt: skip
    files = [("甲.docx", data), ("乙.docx", REPORT)]
    levels = {line.text: line.level for line in read("a.eml", letter(files=files)).lines}
    assert (levels["甲.docx"], levels["主要工作"]) == (1, 2)


def test_slides_and_archives_in_a_letter_are_read() -> None:
    deck = Deck()
    deck.slide("主要工作成效", SENTENCE)
    packed = zipped({"报送/总结.docx": REPORT, "__MACOSX/._总结.docx": b"x"})
    found = texts(letter(files=[("汇报.pptx", deck.data), ("报送.zip", packed)]))
    assert found[5:8] == ["汇报.pptx", "主要工作成效", SENTENCE]
    assert found[8:11] == ["总结.docx", "一、主要工作", SENTENCE]


def test_a_letter_in_a_letter_is_a_section_with_its_attachments() -> None:
    inner = letter("原件见附件。", subject="转报总结", files=[("总结.docx", REPORT)])
    lines = read("来信.eml", letter(letters=[inner])).lines
    levels = {line.text: line.level for line in lines}
    assert (levels["转报总结"], levels["总结.docx"]) == (1, 2)
    assert SENTENCE in levels


def test_a_letter_attached_as_a_file_is_read_too() -> None:
    inner = letter("原件见附件。", subject="转报总结")
    assert "主题：转报总结" in texts(letter(files=[("转报.eml", inner)]))
    packed = base64.encodebytes(inner)
    outer = by_hand(["Content-Type: message/rfc822", "Content-Transfer-Encoding: base64"], packed)
    assert "主题：转报总结" in texts(outer)


def test_what_cannot_be_read_is_named_with_its_reason() -> None:
    long = "现将有关情况说明如下。" * 30
    files = [
        ("总结.docx", REPORT), ("照片.rar", b"Rar!\x1a\x07\x00" + bytes(50)),
        ("密.docx", b"%TSD-Header-###%" + bytes(600)), ("坏.pdf", b"%PDF-1.4 broken"),
    ]  # fmt: skip
    source = read("来信.eml", letter(long, files=files))
    assert aside(source, Why.UNREAD) == ["照片.rar"]
    assert aside(source, Why.LOCKED) == ["密.docx"]
    assert aside(source, Why.BROKEN) == ["坏.pdf"]


def test_a_cover_note_whose_report_cannot_be_read_is_refused_as_that_is() -> None:
    refused = refusal(letter("请查收。", files=[("密.docx", b"%TSD-Header-###%" + bytes(600))]))
    assert (refused.key, refused.values["file"]) == ("protected", "来信.eml")


def test_what_an_attachment_set_aside_stays_set_aside() -> None:
    deleted = paragraph(
        "保留的。", more="<w:del><w:r><w:delText>删去的。</w:delText></w:r></w:del>"
    )
    source = read("来信.eml", letter(files=[("总结.docx", word(deleted))]))
    (piece,) = (one for one in source.removed if one.why is Why.DELETION)
    assert piece.text == "删去的。"
    assert source.text[: piece.start].endswith("保留的。")


def test_the_page_of_a_letter_is_read_for_its_tables() -> None:
    page = (
        "<html><body><p>各村进度如下。</p><table><tr><td>村</td><td>公里</td></tr>"
        "<tr><td>东河村</td><td>6</td></tr></table></body></html>"
    )
    found = texts(letter("各村进度如下。\n村 公里\n东河村 6", page=page))
    assert found[4:] == ["各村进度如下。", "村\t公里", "东河村\t6"]


def test_a_page_without_words_leaves_the_plain_text() -> None:
    found = texts(letter("正文在这里。", page="<html><body>&nbsp;<img src='cid:1'></body></html>"))
    assert found[4:] == ["正文在这里。"]


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030", "utf-8", "big5"])
@pytest.mark.parametrize("coding", ["base64", "quoted-printable", "8bit"])
def test_texts_in_every_charset_and_coding(charset: str, coding: str) -> None:
    import quopri

    said = (
        "各位領導：現將總結報上，請審閱。"
        if charset == "big5"
        else "各位领导：现将总结报上，请审阅。"
    )
    data = said.encode(charset)
    packed = {
        "base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes,
    }[coding](data)  # fmt: skip
    heads = [
        f"Content-Type: text/plain; charset={charset}", f"Content-Transfer-Encoding: {coding}",
    ]  # fmt: skip
    assert texts(by_hand(heads, packed))[-1] == said


def test_gb2312_that_holds_more_than_it_says() -> None:
    heads = ["Content-Type: text/plain; charset=gb2312", "Content-Transfer-Encoding: base64"]
    body = base64.encodebytes("朱镕基同志视察堃镇。".encode("gbk"))
    assert texts(by_hand(heads, body))[-1] == "朱镕基同志视察堃镇。"


SUBJECT = "关于报送河口镇2023年度工作总结的函"


@pytest.mark.parametrize(
    "head",
    [
        word_in("utf-8", SUBJECT),
        word_in("gb2312", SUBJECT),
        word_in("GBK", SUBJECT, "Q"),
        word_in("gb18030", SUBJECT[:9]) + "\r\n " + word_in("gb18030", SUBJECT[9:]),
        word_in("utf-8", SUBJECT[:4]) + word_in("gbk", SUBJECT[4:]),
        SUBJECT.encode("gbk"),
        SUBJECT.encode(),
    ],
)
def test_subjects_however_they_are_written(head: str | bytes) -> None:
    raw = head if isinstance(head, bytes) else head.encode()
    assert texts(by_hand([b"Subject: " + raw], "正文。".encode()))[0] == SUBJECT


def test_a_character_that_two_encoded_words_share_is_whole() -> None:
    data = SUBJECT.encode()
    cut = [base64.b64encode(piece).decode() for piece in (data[:10], data[10:])]
    head = "\r\n ".join(f"=?utf-8?B?{piece}?=" for piece in cut)
    assert texts(by_hand([f"Subject: {head}"], b"text")) == [
        SUBJECT, "发件人：a@example.cn", "收件人：b@example.cn", "text",
    ]  # fmt: skip


NAME = "河口镇2023年工作总结（定稿）.txt"


@pytest.mark.parametrize(
    "stated",
    [
        f'attachment; filename="{word_in("utf-8", NAME)}"',
        f'attachment; filename="{word_in("gb2312", NAME)}"',
        f"attachment; filename*=UTF-8''{quote(NAME)}",
        f"attachment; filename*=gb2312''{quote(NAME, encoding='gbk')}",
        f"attachment; filename*0*=UTF-8''{quote(NAME[:5])};\r\n filename*1*={quote(NAME[5:])}",
        b'attachment; filename="' + NAME.encode("gbk") + b'"',
        b'attachment; filename="C:\\\\temp\\\\' + NAME.encode() + b'"',
    ],
)
def test_names_of_attachments_however_they_are_written(stated: str | bytes) -> None:
    raw = stated if isinstance(stated, bytes) else stated.encode()
    body = (
        b"--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: "
        + raw
        + (b"\r\n\r\n" + SENTENCE.encode() + b"\r\n--b--\r\n")
    )
    found = texts(by_hand(['Content-Type: multipart/mixed; boundary="b"'], body))
    assert (found[0], found[-1]) == (SENTENCE, NAME)


def test_a_flowed_text_has_its_paragraphs_back() -> None:
    heads = ["Content-Type: text/plain; charset=utf-8; format=flowed"]
    body = "全镇新建村道 \r\n16公里。\r\n改造危房42户。".encode()
    assert texts(by_hand(heads, body))[-2:] == ["全镇新建村道16公里。", "改造危房42户。"]


def test_pictures_that_a_letter_shows_are_evidence_and_no_text() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (200).to_bytes(4, "big") * 2 + bytes(2000)
    body = (
        b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>"
        + SENTENCE.encode()
        + b"</p>\r\n"
        b"--b\r\nContent-Type: image/png; name=a.png\r\nContent-ID: <1>\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(picture) + b"--b--\r\n"
    )
    source = read("来信.eml", by_hand(['Content-Type: multipart/related; boundary="b"'], body))
    assert [line.text for line in source.lines][-1] == SENTENCE
    assert [(one.media, one.width) for one in source.images] == [("image/png", 200)]
    assert not source.removed


@pytest.mark.parametrize(
    "start",
    [b"", b"\xef\xbb\xbf", b"\r\n", b"From a@example.cn Mon Jan 15 09:30:00 2024\n",
     b"ARC-Seal: i=1\r\nReply-To: c@example.cn\r\n"],
)  # fmt: skip
def test_letters_begin_in_many_ways(start: bytes) -> None:
    assert texts(start + letter("请审阅。"))[-1] == "请审阅。"


# -- hostile ones ---------------------------------------------------------------------------------


def test_letters_in_letters_beyond_the_limit_are_named() -> None:
    data = letter("最里面的一封。", subject="第0封")
    for number in range(1, 6):
        data = letter("转上。" * 100, subject=f"第{number}封", files=[(f"{number}.eml", data)])
    source = read("来信.eml", data)
    assert "最里面的一封。" not in source.text
    assert aside(source, Why.BROKEN) == ["2.eml"]


def test_archives_in_archives_beyond_the_limit_are_named() -> None:
    data = zipped({"总结.txt": SENTENCE.encode()})
    for _ in range(4):
        data = zipped({"内.zip": data})
    source = read("来信.eml", letter("转上。" * 100, files=[("外.zip", data)]))
    assert aside(source, Why.BROKEN) == ["内.zip"]


def test_a_bomb_among_the_attachments_costs_only_itself() -> None:
    bomb = zipped({"大.txt": bytes(30 * MEGABYTE)})
    limits = Limits(unpacked_size=10 * MEGABYTE)
    source = read(
        "来信.eml", letter(files=[("总结.docx", REPORT), ("外.zip", bomb)]), limits=limits
    )
    assert SENTENCE in source.text
    assert aside(source, Why.BROKEN) == ["外.zip"]


def test_a_multipart_without_its_boundary_is_damaged() -> None:
    assert refusal(by_hand(["Content-Type: multipart/mixed"], b"--b\r\n\r\ntext")).key == "damaged"


def test_too_much_text_in_all_attachments_is_refused() -> None:
    files = [(f"{at}.txt", (SENTENCE * 10).encode()) for at in range(9)]
    assert refusal(letter(files=files), Limits(characters=1000)).key == "too_long"


def nested(depth: int, inner: bytes = b"text") -> bytes:
    for at in range(depth):
        inner = (
            f'Content-Type: multipart/mixed; boundary="b{at}"\r\n\r\n--b{at}\r\n'.encode()
            + inner + f"\r\n--b{at}--\r\n".encode()
        )  # fmt: skip
    return b"From: a\r\nTo: b\r\nMIME-Version: 1.0\r\n" + inner


@pytest.mark.parametrize(
    "data",
    [
        nested(2_000),
        nested(90, b"Content-Type: text/plain\r\n\r\n" + b"a\n" * 2_000_000),
        by_hand(["Content-Type: multipart/mixed; boundary=b"],
                b"--b\r\nContent-Type: a/b\r\n\r\n\r\n" * 50_000),
        by_hand([f"X-{at}: a" for at in range(200_000)], b"text"),
        by_hand(["Content-Type: text/plain" + ';"' * 2_000_000], b"text"),
        by_hand(["Content-Type: text/plain; " + "a=b;" * 1_000_000], b"text"),
        by_hand(["Subject: " + "=?utf-8?B?" * 500_000], b"text"),
        by_hand(["Subject: " + "=?utf-8?Q?a?= " * 500_000], b"text"),
        by_hand(["To: " + "(" * 3_000_000], b"text"),
        by_hand(["Subject: " + "a\r\n " * 1_000_000], b"text"),
        by_hand(["Date: " + "9" * 1_000_000], b"text"),
        by_hand(['Content-Type: text/plain; charset="' + "x" * 5000 + '"'], b"text"),
        by_hand(["Content-Transfer-Encoding: base64"], b"A" * 5_000_001),
        by_hand(["Content-Transfer-Encoding: uuencode"], b"begin 666 a\n" + b"M" * 1_000_000),
    ],
    ids=range(14),
)  # fmt: skip
@pytest.mark.timeout(60)
def test_hostile_letters_end_soon(data: bytes) -> None:
    began = time.process_time()
    with suppress(UnreadableReport):
        read("来信.eml", data)
    assert time.process_time() - began < 15
