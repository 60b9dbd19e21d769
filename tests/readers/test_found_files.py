"""Which files there are in a file, a folder, an archive."""

from __future__ import annotations

import os
import pickle
import struct
import zlib
from pathlib import Path

import pytest

from index.errors import UnreadableReport
from index.readers import files, supported
from index.readers.content import BY_SUFFIX
from index.settings import Limits
from tests.readers.making import paragraph, raw_zip, word, zipped


def write(path: Path, data: bytes = b"text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(path: Path, limits: Limits | None = None) -> list[str]:
    """Names of what can be taken; those refused with their reason in brackets."""
    return [
        f"{found.name} [{found.refused.key}]" if found.refused else found.name
        for found in files(path, limits=limits or Limits())
    ]


def link(at: Path, to: Path) -> None:
    try:
        at.symlink_to(to, target_is_directory=to.is_dir())
    except OSError:
        pytest.skip("this machine does not allow symbolic links")


def test_a_single_file_knows_the_folder_it_lies_in(tmp_path: Path) -> None:
    path = write(tmp_path / "城投集团" / "2023年述职报告.txt", "正文".encode())
    (found,) = files(path)
    assert (found.name, found.parents) == ("2023年述职报告.txt", ("城投集团",))
    assert found.load() == "正文".encode()


def test_a_folder_is_read_recursively_and_in_order(tmp_path: Path) -> None:
    top = tmp_path / "报送"
    for name in ("b.txt", "a/z.docx", "a/y.pdf", "c/d/e.md", "图.gif", "表.xps", "无后缀"):
        write(top / name)
    assert names(top) == [
        "a/y.pdf",
        "a/z.docx",
        "b.txt",
        "c/d/e.md",
        "图.gif [not_a_report]",
        "无后缀 [not_a_report]",
        "表.xps [unsupported]",
    ]
    found = {one.name: one.parents for one in files(top)}
    assert found["c/d/e.md"] == ("报送", "c", "d")
    assert found["b.txt"] == ("报送",)


def test_what_systems_leave_behind_is_told_apart(tmp_path: Path) -> None:
    for name in (
        ".DS_Store", "Thumbs.db", "desktop.ini", "~$述职报告.docx", ".~述职.docx", ".git/x.txt",
        "__MACOSX/._a.txt", "报告.txt",
    ):  # fmt: skip
        write(tmp_path / name)
    assert names(tmp_path) == [
        ".DS_Store [left_behind]",
        ".git [left_behind]",
        ".~述职.docx [left_behind]",
        "Thumbs.db [left_behind]",
        "__MACOSX [left_behind]",
        "desktop.ini [left_behind]",
        "~$述职报告.docx [left_behind]",
        "报告.txt",
    ]
    archive = dict.fromkeys(("__MACOSX/._a.txt", ".DS_Store", "甲/~$乙.docx", "报告.txt"), b"x")
    assert names(write(tmp_path / "z" / "包.zip", zipped(archive))) == [
        "包.zip/.DS_Store [left_behind]",
        "包.zip/__MACOSX/._a.txt [left_behind]",
        "包.zip/报告.txt",
        "包.zip/甲/~$乙.docx [left_behind]",
    ]


@pytest.mark.parametrize("name", ["~$述职报告.docx", "Thumbs.db", ".DS_Store", "._述职报告.docx"])
def test_what_an_editor_left_behind_is_no_report_when_named_either(
    tmp_path: Path, name: str
) -> None:
    (found,) = files(write(tmp_path / name))
    assert (found.name, found.named, found.report) == (name, True, False)


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    (found,) = files(write(tmp_path / ".述职报告.txt"))
    assert (found.report, found.load()) == (True, b"text")


@pytest.mark.parametrize("name", ["图.gif", "程序.exe", "视频.mp4", "无后缀"])
def test_a_file_of_no_report_format_is_no_report(tmp_path: Path, name: str) -> None:
    (found,) = files(write(tmp_path / "报送" / name).parent)
    assert (found.report, found.named) == (False, False)
    assert found.refused is not None
    assert found.refused.key == "not_a_report"


@pytest.mark.parametrize("name", ["述职报告", "1.述职报告", "工作总结2024.12.31"])
@pytest.mark.parametrize(
    "data",
    [
        "全年办结十二件。".encode(),
        "全年办结十二件。".encode("gb18030"),
        b"%PDF-1.7",
        word(paragraph("办结")),
    ],
    ids=["UTF-8", "GB 18030", "pdf", "docx"],
)
def test_a_document_without_an_extension_is_a_report_that_is_refused(
    tmp_path: Path, name: str, data: bytes
) -> None:
    top = write(tmp_path / "报送" / name, data).parent
    write(top / "包.zip", zipped({name: data}))
    lying, packed = sorted(files(top), key=lambda found: found.holder is not None)
    for found in (lying, packed):
        assert found.refused is not None
        assert (found.report, found.refused.key) == (True, "no_suffix")


@pytest.mark.parametrize("data", [b"", b"all: build\n", b"GIF89a", bytes(range(256)) * 8], ids=str)
def test_what_has_no_extension_and_is_no_document_is_no_report(tmp_path: Path, data: bytes) -> None:
    (found,) = files(write(tmp_path / "报送" / "无后缀", data).parent)
    assert not found.report


def test_an_archive_without_a_file_in_it_is_refused_as_empty(tmp_path: Path) -> None:
    top = tmp_path / "报送"
    write(top / "空.zip", zipped({}))
    write(top / "只有文件夹.zip", zipped({"城投集团/": b""}))
    write(top / "外.zip", zipped({"空.zip": zipped({})}))
    assert names(top) == [
        "只有文件夹.zip [empty]",
        "外.zip/空.zip [empty]",
        "空.zip [empty]",
    ]


@pytest.mark.parametrize("name", ["述职.xps", "汇总.rar", "来信.msg", "台账.numbers", "总结.CAJ"])
def test_a_document_that_is_not_read_is_a_report_that_is_refused(tmp_path: Path, name: str) -> None:
    (found,) = files(write(tmp_path / "报送" / name).parent)
    assert found.report
    assert found.refused is not None
    assert found.refused.key == "unsupported"


def test_links_out_of_the_folder_are_refused_and_loops_end(tmp_path: Path) -> None:
    outside = write(tmp_path / "别处" / "密.txt").parent
    top = tmp_path / "报送"
    write(top / "a" / "报告.txt")
    link(top / "a" / "loop", top)
    link(top / "out", outside)
    link(top / "file.txt", outside / "密.txt")
    link(top / "gone.txt", tmp_path / "nothing.txt")
    assert names(top) == [
        "a/报告.txt",
        "file.txt [outside_link]",
        "gone.txt [broken_link]",
        "out [outside_link]",
    ]


def test_a_missing_path_is_listed_not_raised(tmp_path: Path) -> None:
    assert names(tmp_path / "没有.txt") == ["没有.txt [no_such_file]"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.txt")
    assert names(tmp_path) == ["管.txt [not_a_report]"]


def test_a_very_deep_folder_is_walked(tmp_path: Path) -> None:
    path = tmp_path
    for _ in range(200):
        path = path / "d"
    try:
        path.mkdir(parents=True)
    except OSError:
        pytest.skip("paths cannot be that long here")
    write(path / "报告.txt")
    assert names(tmp_path) == ["d/" * 200 + "报告.txt"]


def test_members_of_an_archive_are_found_and_loaded(tmp_path: Path) -> None:
    data = zipped({"城投集团/述职报告.txt": "甲".encode(), "b.txt": "乙".encode(), "c.gif": b""})
    path = write(tmp_path / "市国资委" / "2023年报送.zip", data)
    found = list(files(path))
    assert [(one.name, one.parents) for one in found] == [
        ("2023年报送.zip/b.txt", ("市国资委", "2023年报送")),
        ("2023年报送.zip/c.gif", ("市国资委", "2023年报送")),
        ("2023年报送.zip/城投集团/述职报告.txt", ("市国资委", "2023年报送", "城投集团")),
    ]
    assert found[2].load().decode() == "甲"
    assert pickle.loads(pickle.dumps(found[0])).load().decode() == "乙"  # noqa: S301
    with pytest.raises(UnreadableReport):
        found[1].load()


def test_archives_in_archives_are_opened_down_to_the_limit(tmp_path: Path) -> None:
    inner = zipped({"报告.txt": "深".encode()})
    for depth in range(3):
        inner = zipped({f"{depth}.zip": inner, f"{depth}.txt": b"x"})
    path = write(tmp_path / "外.zip", inner)
    assert names(path) == [
        "外.zip/2.txt",
        "外.zip/2.zip/1.txt",
        "外.zip/2.zip/1.zip/0.txt",
        "外.zip/2.zip/1.zip/0.zip [too_deep]",
    ]
    deep = list(files(path, limits=Limits(archive_depth=4)))[-1]
    assert (deep.name, deep.load().decode()) == ("外.zip/2.zip/1.zip/0.zip/报告.txt", "深")
    while_open = [one.load() for one in files(path, limits=Limits(archive_depth=4))]
    assert while_open[-1].decode() == "深"


@pytest.mark.parametrize(
    ("raw", "flags", "shown"),
    [
        ("述职报告.txt".encode("gbk"), 0, "述职报告.txt"),
        ("嘉興\\述职.txt".encode("gbk"), 0, "嘉興/述职.txt"),
        ("誠信乗乗.txt".encode("gbk"), 0, "誠信乗乗.txt"),  # second bytes 0x5C among them
        ("述职报告.txt".encode(), 0, "述职报告.txt"),
        ("述职报告.txt".encode(), 0x800, "述职报告.txt"),
        (b"plain.txt", 0, "plain.txt"),
        (b"./a/plain.txt", 0, "a/plain.txt"),
        ("会议12:30.txt".encode(), 0x800, "会议12:30.txt"),
    ],
)
def test_names_in_chinese_archives_are_readable(
    tmp_path: Path, raw: bytes, flags: int, shown: str
) -> None:
    path = write(tmp_path / "包.zip", raw_zip([(raw, b"x")], flags=flags))
    (found,) = files(path)
    assert found.name == f"包.zip/{shown}"
    assert found.load() == b"x"


def test_a_name_in_the_unicode_path_field_wins_if_it_is_for_this_name(tmp_path: Path) -> None:
    raw, real = b"????.txt", "总结.txt".encode()
    body = struct.pack("<BL", 1, zlib.crc32(raw)) + real
    extra = struct.pack("<HH", 0x7075, len(body)) + body
    assert names(write(tmp_path / "包.zip", raw_zip([(raw, b"x")], extra=extra))) == [
        "包.zip/总结.txt"
    ]
    stale = raw_zip([(b"other.txt", b"x")], extra=extra)
    assert names(write(tmp_path / "旧.zip", stale)) == ["旧.zip/other.txt"]


@pytest.mark.parametrize(
    "name", ["../密.txt", "a/../../密.txt", "/etc/密.txt", "C:/密.txt", "..\\密.txt", "C:\\密.txt"]
)
def test_names_that_lead_out_of_the_archive_are_refused(tmp_path: Path, name: str) -> None:
    data = raw_zip([(name.encode(), b"x"), (b"ok.txt", b"y")], flags=0x800)
    found = list(files(write(tmp_path / "包.zip", data)))
    assert sorted(one.refused.key if one.refused else "taken" for one in found) == [
        "taken",
        "unsafe_path",
    ]


def test_an_encrypted_member_is_refused_and_the_others_taken(tmp_path: Path) -> None:
    data = bytearray(raw_zip([(b"a.txt", b"x"), (b"b.txt", b"y")]))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert names(write(tmp_path / "密.zip", bytes(data))) == [
        "密.zip/a.txt [encrypted]",
        "密.zip/b.txt",
    ]


def test_too_many_or_too_large_archives_are_refused_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "包.zip", zipped({f"{n}.txt": bytes(1000) for n in range(20)}))
    assert names(path, Limits(archive_files=19)) == ["包.zip [too_many]"]
    assert names(path, Limits(archive_size=19_999)) == ["包.zip [too_large]"]
    assert len(names(path, Limits(archive_files=20, archive_size=20_000))) == 20
    assert names(path, Limits(file_size=999))[0] == "包.zip/0.txt [too_large]"


def test_archives_inside_share_the_limit_of_the_outer_one(tmp_path: Path) -> None:
    inner = zipped({"a.txt": bytes(6000)})
    path = write(tmp_path / "包.zip", zipped({f"{n}.zip": inner for n in range(3)}))
    assert names(path, Limits(archive_size=len(inner) * 3 + 13_000)) == [
        "包.zip/0.zip/a.txt",
        "包.zip/1.zip/a.txt",
        "包.zip/2.zip [too_large]",
    ]


def test_a_member_larger_than_it_declares_gives_no_more_than_declared(tmp_path: Path) -> None:
    honest = zipped({"a.txt": bytes(1 << 20)})
    lying = honest.replace(struct.pack("<L", 1 << 20), struct.pack("<L", 100))
    (found,) = files(write(tmp_path / "谎.zip", lying))
    with pytest.raises(UnreadableReport) as refused:
        found.load()
    assert refused.value.key == "damaged"


def test_a_broken_archive_is_listed_and_a_document_named_zip_is_a_file(tmp_path: Path) -> None:
    write(tmp_path / "断.zip", zipped({"a.txt": b"x" * 1000})[:80])
    write(tmp_path / "实为文档.zip", word(paragraph("正文")))
    assert names(tmp_path) == ["实为文档.zip", "断.zip [damaged]"]


def test_an_archive_that_a_protection_program_encrypted_is_named_so(tmp_path: Path) -> None:
    path = write(tmp_path / "密.zip", b"%TSD-Header-###%" + bytes(range(256)) * 4)
    assert names(path) == ["密.zip [protected]"]


def test_the_supported_extensions_are_those_of_every_kind_that_is_read_and_of_archives() -> None:
    assert supported == {*BY_SUFFIX, ".zip"}
    assert all(suffix == suffix.lower() for suffix in supported)


@pytest.mark.skipif(os.name == "nt", reason="names on Windows are always Unicode")
def test_file_names_on_disk_in_gbk_are_readable(tmp_path: Path) -> None:
    try:
        with open(os.fsencode(tmp_path) + b"/" + "述职.txt".encode("gbk"), "wb") as file:
            file.write(b"x")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (found,) = files(tmp_path)
    assert (found.name, found.load()) == ("述职.txt", b"x")
