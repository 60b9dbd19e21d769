"""Names inside zip archives: GBK or UTF-8 without a flag, told by all names and their looks."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers import files
from tests.readers.making import raw_zip


def names(folder: Path, *raws: bytes, flags: int = 0, extra: bytes = b"") -> list[str]:
    path = folder / "包.zip"
    path.write_bytes(raw_zip([(raw, b"x") for raw in raws], flags=flags, extra=extra))
    return [found.name.removeprefix("包.zip/") for found in files(path)]


@pytest.mark.parametrize(
    "name",
    ["图.txt", "一.txt", "小学.txt", "石桥.txt", "图1.docx", "A图.txt", "省/图.txt", "毛.txt"],
)
def test_a_short_name_in_gbk_that_is_valid_utf8_too_is_chinese(tmp_path: Path, name: str) -> None:
    assert names(tmp_path, name.encode("gbk")) == [name]


@pytest.mark.parametrize(
    "name",
    [
        "图.txt",
        "述职.txt",
        "总结/联.txt",
        "café.txt",
        "cafe\u0301.txt",
        "Übersicht.txt",
        "отчет.txt",
    ],
)
def test_a_name_in_utf8_without_a_flag_is_read_as_that(tmp_path: Path, name: str) -> None:
    assert names(tmp_path, name.encode()) == [name]


def test_the_other_names_of_an_archive_settle_what_one_leaves_open(tmp_path: Path) -> None:
    gbk = ["一、述职报告.txt", "图.txt", "小学.txt", "mao茅.txt"]
    assert sorted(names(tmp_path, *(name.encode("gbk") for name in gbk))) == sorted(gbk)
    utf8 = ["一、述职报告.txt", "café.txt", "图.txt"]
    assert sorted(names(tmp_path, *(name.encode() for name in utf8))) == sorted(utf8)


def test_names_of_both_kinds_in_one_archive_are_each_read(tmp_path: Path) -> None:
    raws = ["总结.txt".encode("gbk"), "述职报告.txt".encode(), "图.txt".encode("gbk")]
    assert sorted(names(tmp_path, *raws)) == sorted(["总结.txt", "述职报告.txt", "图.txt"])


def test_what_the_archive_states_of_a_name_wins_over_its_looks(tmp_path: Path) -> None:
    raw = "图.txt".encode("gbk")
    assert names(tmp_path, raw, flags=0x800) == ["ͼ.txt"]
    body = struct.pack("<BL", 1, zlib.crc32(raw)) + "表.txt".encode()
    extra = struct.pack("<HH", 0x7075, len(body)) + body
    assert names(tmp_path, raw, extra=extra) == ["表.txt"]


@given(
    st.lists(
        st.text("图一十石小省总结报告述职工作", min_size=1, max_size=6), min_size=1, max_size=5
    )
)
def test_chinese_names_come_out_of_both_encodings(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    wanted = sorted({f"{word}.txt" for word in words})
    folder = tmp_path_factory.mktemp("包")
    for encoding in ("gbk", "utf-8"):
        assert sorted(names(folder, *(name.encode(encoding) for name in wanted))) == wanted
