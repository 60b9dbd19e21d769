"""What a letter carries: several reports are several files, one stays with its letter."""

from __future__ import annotations

import base64
import pickle
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.errors import UnreadableReport
from index.ingest.previewing import preview
from index.readers import Found, files, read
from index.settings import MEGABYTE, Limits
from tests.readers.making import paragraph, word, zipped
from tests.readers.making_mail import by_hand, letter
from tests.readers.test_mail_reader import nested

WATER = word(paragraph("水务局2023年度述职报告") + paragraph("全年改造管网十二公里。"))
HEAT = word(paragraph("供热局2023年度述职报告") + paragraph("全年更换阀门三百个。"))
TWO = (("水务局述职报告.docx", WATER), ("供热局述职报告.docx", HEAT))
LONG = "现将我县各单位去年的工作情况综合报告如下，请审阅。" * 10


def found(folder: Path, data: bytes, name: str = "报送.eml", **options: object) -> list[Found]:
    path = folder / "市委办" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return list(files(path, **options))  # type: ignore[arg-type]


def names(every: Sequence[Found]) -> list[str]:
    return [f"{one.name} [{one.refused.key}]" if one.refused else one.name for one in every]


def test_several_reports_in_a_letter_are_several_files(tmp_path: Path) -> None:
    every = found(tmp_path, letter(files=TWO))
    assert names(every) == [
        "报送.eml/供热局述职报告.docx",
        "报送.eml/正文.eml [cover_note]",
        "报送.eml/水务局述职报告.docx",
    ]
    assert {one.parents for one in every} == {("市委办", "报送")}
    assert (every[0].load(), every[2].load()) == (HEAT, WATER)
    assert pickle.loads(pickle.dumps(every[2])).load() == WATER  # noqa: S301
    assert [one.report for one in every] == [True, False, True]


@pytest.mark.parametrize(
    "data",
    [
        letter(),
        letter(files=TWO[:1]),
        letter(LONG, files=TWO[:1]),
        letter(files=[*TWO[:1], ("合影.jpg", b"\xff\xd8\xff"), ("~$述职.docx", b"x")]),
        letter(files=[("报送.zip", zipped({"述职报告.docx": WATER, "合影.jpg": b"x"}))]),
        letter(letters=[letter(files=TWO[:1])]),
        letter(files=[*TWO[:1], ("合影", b"\x89PNG")]),
        b"no letter at all",
        word(paragraph("改了扩展名的文档")),
        nested(2_000),
    ],
    ids=range(10),
)
def test_a_letter_with_a_single_report_or_none_stays_one_file(tmp_path: Path, data: bytes) -> None:
    (alone,) = found(tmp_path, data)
    assert (alone.name, alone.refused, alone.load()) == ("报送.eml", None, data)
    assert alone.named


def test_a_document_that_is_not_read_here_counts_as_a_report(tmp_path: Path) -> None:
    every = found(tmp_path, letter(files=[*TWO[:1], ("供热局.rar", b"Rar!\x1a\x07\x00")]))
    assert names(every) == [
        "报送.eml/供热局.rar [unsupported]",
        "报送.eml/正文.eml [cover_note]",
        "报送.eml/水务局述职报告.docx",
    ]


def test_what_a_letter_says_at_length_is_a_file_without_the_attachments(tmp_path: Path) -> None:
    data = letter(LONG, files=TWO, page=f"<style>{'p {} ' * 99}</style><p>{LONG}</p>")
    (note,) = [one for one in found(tmp_path, data) if one.name == "报送.eml/正文.eml"]
    assert note.refused is None
    source = read(note.name, note.load())
    said = [line.text for line in source.lines if line.text]
    assert said[0] == "关于报送2023年度工作总结的函"
    assert said[1] == "发件人：河口镇党政办 <hekou@example.cn>"
    assert said[-1] == LONG
    assert not source.removed
    assert b"octet-stream" not in note.load()
    again = [one for one in found(tmp_path, data) if one.name == note.name]
    assert again[0].load() == note.load()


@pytest.mark.parametrize(
    "page",
    [
        f"<html><head><style>{'p.MsoNormal {margin: 0} ' * 50}</style></head><p>请查收。",
        f"<script>{'a = 1; ' * 100}</script><p>请查收。&nbsp;",
        f"<!-- {'说明' * 200} --><P>请查收。</P>",
        f"<STYLE>{'p {} ' * 100}</STYLE>" + "<b></b>" * 100 + "请查收。",
    ],
    ids=range(4),
)
def test_what_a_page_does_not_show_makes_no_note_long(tmp_path: Path, page: str) -> None:
    every = found(tmp_path, letter("请查收。", page=page, files=TWO))
    assert "报送.eml/正文.eml [cover_note]" in names(every)


def test_a_letter_that_says_nothing_has_no_note(tmp_path: Path) -> None:
    assert len(found(tmp_path, letter(" \n", files=TWO))) == 2


def test_pictures_that_a_text_shows_stay_with_it(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (200).to_bytes(4, "big") * 2 + bytes(2000)
    body = f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{LONG}\r\n".encode()
    body += b"--b\r\nContent-Type: image/png; name=a.png\r\nContent-ID: <1>\r\n"
    body += b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(picture)
    for number, (_, data) in enumerate(TWO):
        body += f"--b\r\nContent-Type: application/x; name={number}.docx\r\n".encode()
        body += b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data)
    every = found(tmp_path, by_hand(["Content-Type: multipart/mixed; boundary=b"], body + b"--b--"))
    assert names(every) == ["报送.eml/0.docx", "报送.eml/1.docx", "报送.eml/正文.eml"]
    assert [one.width for one in read("正文.eml", every[2].load()).images] == [200]


def test_an_archive_in_a_letter_is_opened(tmp_path: Path) -> None:
    packed = zipped({"甲/述职报告.docx": WATER, "乙/述职报告.docx": HEAT, "__MACOSX/._x": b"x"})
    every = found(tmp_path, letter(files=[("各单位.zip", packed)]))
    assert names(every)[:4] == [
        "报送.eml/各单位.zip/__MACOSX/._x [left_behind]",
        "报送.eml/各单位.zip/乙/述职报告.docx",
        "报送.eml/各单位.zip/甲/述职报告.docx",
        "报送.eml/正文.eml [cover_note]",
    ]
    assert every[1].parents == ("市委办", "报送", "各单位", "乙")
    assert every[1].load() == HEAT
    assert every[1].place(None).loose == every[0].place(None).loose


def test_a_letter_in_an_archive_is_opened(tmp_path: Path) -> None:
    data = zipped({"邮件/报送.eml": letter(files=TWO), "邮件/单篇.eml": letter(files=TWO[:1])})
    every = found(tmp_path, data, "汇总.zip")
    assert names(every) == [
        "汇总.zip/邮件/单篇.eml",
        "汇总.zip/邮件/报送.eml/供热局述职报告.docx",
        "汇总.zip/邮件/报送.eml/正文.eml [cover_note]",
        "汇总.zip/邮件/报送.eml/水务局述职报告.docx",
    ]
    assert every[3].parents == ("市委办", "汇总", "邮件", "报送")
    assert every[3].load() == WATER


def test_letters_in_a_letter_are_files_as_letters_are(tmp_path: Path) -> None:
    single = letter(subject="转报：水务局/2023年", files=TWO[:1])
    several = letter(subject="转报供热局", files=TWO)
    empty = letter("已收悉。", subject="回复")
    every = found(tmp_path, letter(letters=[single, several], files=[("回复.eml", empty)]))
    assert names(every) == [
        "报送.eml/回复.eml [cover_note]",
        "报送.eml/正文.eml [cover_note]",
        "报送.eml/转报供热局.eml/供热局述职报告.docx",
        "报送.eml/转报供热局.eml/正文.eml [cover_note]",
        "报送.eml/转报供热局.eml/水务局述职报告.docx",
        "报送.eml/转报：水务局_2023年.eml",
    ]
    assert every[2].load() == HEAT
    alone = read(every[5].name, every[5].load())
    assert [line.text for line in alone.lines][:2] == [
        "水务局2023年度述职报告", "全年改造管网十二公里。",
    ]  # fmt: skip


def test_a_letter_inside_is_written_as_it_came(tmp_path: Path) -> None:
    inner = by_hand(
        ["Subject: =?gbk?B?18qxqA==?=", f"X-Long: {'a b ' * 200}", b"X: " + "原样".encode("gbk")],
        f"From 开头的一行\n{LONG}".encode("gb18030"),
    )  # fmt: skip
    body = b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n"
    body += b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + letter(files=TWO) + b"\r\n--b--"
    every = found(tmp_path, by_hand(["Content-Type: multipart/mixed; boundary=b"], body))
    kept = next(one for one in every if one.name == "报送.eml/资报.eml")
    assert kept.load().replace(b"\r\n", b"\n") == inner.replace(b"\r\n", b"\n")


def test_files_of_one_name_stay_apart(tmp_path: Path) -> None:
    twice = [
        ("总结.docx", WATER),
        ("总结.docx", HEAT),
        ("总结 (2).docx", WATER),
        ("总结.DOCX", HEAT),
    ]
    every = found(tmp_path, letter("", files=twice))
    assert names(every) == [
        "报送.eml/总结 (2) (2).docx",
        "报送.eml/总结 (2).docx",
        "报送.eml/总结 (3).DOCX",
        "报送.eml/总结.docx",
    ]
    assert [one.load() for one in every] == [WATER, HEAT, HEAT, WATER]


def test_what_has_no_name_is_called_by_what_it_is(tmp_path: Path) -> None:
    body = b""
    for data in (WATER, b"%PDF-1.4 ...", HEAT):
        body += b"--b\r\nContent-Type: application/octet-stream\r\n"
        body += b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data)
    every = found(tmp_path, by_hand(["Content-Type: multipart/mixed; boundary=b"], body + b"--b--"))
    assert names(every) == ["报送.eml/附件1.docx", "报送.eml/附件2.pdf", "报送.eml/附件3.docx"]


@pytest.mark.parametrize("bad", ["..", "a\x00\n.docx", "../../密.docx", "\ud83d.docx"])
def test_odd_names_lead_nowhere(tmp_path: Path, bad: str) -> None:
    head = b'--b\r\nContent-Type: application/x\r\nContent-Disposition: attachment; filename="'
    body = head + bad.encode("utf-8", "surrogatepass") + b'"\r\n\r\nx\r\n'
    for name, _ in TWO:
        body += head + name.encode() + b'"\r\n\r\nx\r\n'
    every = found(tmp_path, by_hand(["Content-Type: multipart/mixed; boundary=b"], body + b"--b--"))
    assert len(every) == 3
    for one in every:
        assert one.name.count("/") == 1
        assert not any(char in one.name for char in "\0\n\\")
        one.name.encode()


def test_what_exchange_cut_off_a_text_is_no_file(tmp_path: Path) -> None:
    cut = ("ATT00001.txt", "此致敬礼".encode()), ("ATT00002.htm", b"<p>2024</p>")
    message = letter(files=[*TWO[:1], *cut]).replace(b"octet-stream", b"x", 1)
    for _, kind in (("", b"text/plain"), ("", b"text/html")):
        message = message.replace(b"application/octet-stream", kind, 1)
    (alone,) = found(tmp_path, message)
    assert "此致敬礼" in read(alone.name, alone.load()).text


def test_a_draft_is_one_report_with_all_that_its_letter_carries(tmp_path: Path) -> None:
    path = tmp_path / "报送.eml"
    path.write_bytes(letter(files=TWO))
    headings = {passage.path[0] for passage in preview(path).outline.passages if passage.path}
    assert headings == {"水务局述职报告.docx", "供热局述职报告.docx"}


def test_a_letter_that_is_one_report_is_not_taken_apart(tmp_path: Path) -> None:
    import hashlib

    data = letter(files=TWO)
    asked: list[str] = []
    (alone,) = found(tmp_path, data, whole=lambda sha256: not asked.append(sha256))
    assert (alone.name, asked) == ("报送.eml", [hashlib.sha256(data).hexdigest()])


# -- bounds ---------------------------------------------------------------------------------------


def test_holders_in_letters_are_opened_down_to_the_limit(tmp_path: Path) -> None:
    data = letter(files=TWO)
    for number in range(3):
        data = letter(subject=f"第{number}层", files=[*TWO, (f"{number}.eml", data)])
    every = [one for one in found(tmp_path, data) if one.report]
    assert [one.name for one in every if one.name.count("/") == 3] == [
        "报送.eml/2.eml/1.eml/0.eml",
        "报送.eml/2.eml/1.eml/供热局述职报告.docx",
        "报送.eml/2.eml/1.eml/水务局述职报告.docx",
    ]
    deepest = next(one for one in every if one.name.endswith("0.eml"))
    assert "全年更换阀门三百个。" in read(deepest.name, deepest.load()).text
    packed = zipped({"述职报告.docx": WATER})
    for number in range(3):
        packed = zipped({f"{number}.zip": packed})
    every = found(tmp_path, letter("", files=[*TWO, ("1.zip", packed)]))
    assert names(every)[0] == "报送.eml/1.zip/2.zip/1.zip [too_deep]"


def test_what_a_letter_carries_is_held_against_the_limits_of_what_was_added(
    tmp_path: Path,
) -> None:
    inner = zipped({f"{number}.txt": bytes(6000) for number in range(2)})
    data = letter("", files=[*TWO, ("1.zip", inner), ("2.zip", inner)])
    limits = Limits(archive_size=len(WATER) + len(HEAT) + len(inner) * 2 + 13_000)
    assert names(found(tmp_path, data, limits=limits)) == [
        "报送.eml/1.zip/0.txt",
        "报送.eml/1.zip/1.txt",
        "报送.eml/2.zip [too_large]",
        "报送.eml/供热局述职报告.docx",
        "报送.eml/水务局述职报告.docx",
    ]
    assert names(found(tmp_path, data, limits=Limits(archive_files=3))) == ["报送.eml [too_many]"]
    large = found(tmp_path, data, limits=Limits(file_size=len(HEAT)))
    assert names(large) == ["报送.eml [too_large]"]


def test_a_bomb_in_a_letter_costs_only_itself(tmp_path: Path) -> None:
    bomb = zipped({"大.txt": bytes(30 * MEGABYTE)})
    limits = Limits(archive_size=10 * MEGABYTE)
    every = found(tmp_path, letter("", files=[*TWO, ("1.zip", bomb)]), limits=limits)
    assert names(every)[0] == "报送.eml/1.zip [too_large]"
    assert len(every) == 3


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "data",
    [
        letter(page="<" * 1_000_000, files=TWO),
        letter(page="<style " * 200_000, files=TWO),
        letter(page="<!-- <script" * 200_000, files=TWO),
        letter("&" * 1_000_000, files=TWO),
        by_hand(["Content-Type: multipart/mixed; boundary=b"],
                b"--b\r\nContent-Type: application/x; name=a.docx\r\n\r\nx\r\n" * 900),
        by_hand(["Content-Type: multipart/mixed; boundary=b"],
                b"--b\r\nContent-Type: application/x; name=a.docx\r\n"
                b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=A=" * 2_000_000
                + b"\r\n--b\r\nContent-Type: text/csv; name=b.csv\r\n"
                b"Content-Transfer-Encoding: uuencode\r\n\r\nbegin\r\n" + b"M" * 1_000_000),
        letter(letters=[letter(subject="长" * 20_000, files=TWO) for _ in range(90)]),
    ],
    ids=range(7),
)  # fmt: skip
def test_hostile_letters_are_listed_soon(tmp_path: Path, data: bytes) -> None:
    began = time.process_time()
    every = found(tmp_path, data)
    for one in every:
        assert len(one.name) < 700
    assert time.process_time() - began < 20


def test_a_letter_is_taken_apart_once_for_all_that_is_refused_of_it(tmp_path: Path) -> None:
    large = ("大.txt", bytes(8 * MEGABYTE))
    every = found(tmp_path, letter("", files=[large, *((f"{n}.docx", b"x") for n in range(300))]))
    began = time.process_time()
    kept = [one.bytes_to_keep(100) for one in every]
    assert kept.count(b"x") == 300
    assert time.process_time() - began < 10


def test_a_letter_that_is_gone_or_changed_by_then_is_told(tmp_path: Path) -> None:
    changed, gone = (found(tmp_path, letter("", files=TWO))[0] for _ in range(2))
    path = tmp_path / "市委办" / "报送.eml"
    path.write_bytes(b"no letter")
    with pytest.raises(UnreadableReport, match="damaged"):
        changed.load()
    path.unlink()
    with pytest.raises(UnreadableReport, match="vanished"):
        gone.load()
