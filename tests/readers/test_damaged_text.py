"""Texts with one damaged byte: read with one replacement character, however short they are."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreadableReport
from index.readers import read
from index.readers.encoding import decode

SHORT = (
    "某某局工作总结\n今年以来，全局上下团结一心，共接访群众3800人次，满意率达到98%。\n"
    "下一步再上新台阶。"
)
OLD = (
    "某某局工作總結\n今年以來，全局上下團結一心，共接訪群眾3800人次，滿意率達到98%。\n"
    "下一步再上新臺階。"
)
ENCODINGS = [(SHORT, "utf-8"), (SHORT, "gb18030"), (OLD, "cp950")]
AT = len("某某局工作总结\n今年以来，全局上下团结一心，共")  # 接 is damaged


def broken(text: str, encoding: str, damage: str) -> bytes:
    before, char, after = (part.encode(encoding) for part in (text[:AT], text[AT], text[AT + 1 :]))
    damaged = {
        "first byte": b"\xff" + char[1:],
        "last byte": char[:-1] + b"\xff",
        "zero": b"\x00" + char[1:],
        "lost": char[1:],
        "put in": char[:1] + b"\xff" + char[1:],
        "second lost": char[:1],
    }[damage]
    return before + damaged + after


@pytest.mark.parametrize(("text", "encoding"), ENCODINGS)
@pytest.mark.parametrize("damage", ["first byte", "last byte", "zero", "put in"])
def test_one_damaged_byte_costs_one_character(text: str, encoding: str, damage: str) -> None:
    found = decode(broken(text, encoding, damage))
    assert found is not None
    assert found.text == text[:AT] + "\ufffd" + text[AT + 1 :]
    assert found.encoding == encoding


@pytest.mark.parametrize(("text", "encoding"), ENCODINGS)
@pytest.mark.parametrize("damage", ["lost", "second lost"])
def test_a_lost_byte_disturbs_its_neighbours_at_most(text: str, encoding: str, damage: str) -> None:
    found = decode(broken(text, encoding, damage))
    assert found is not None
    assert found.text.startswith(text[: AT - 2])
    assert found.text.endswith(text[AT + 4 :])


@pytest.mark.parametrize("mark", [b"", b"\xff\xfe", b"\xfe\xff"])
@pytest.mark.parametrize("damage", ["lost", "second lost", "put in"])
def test_a_byte_lost_or_put_in_shifts_nothing_of_a_text_in_utf16(mark: bytes, damage: str) -> None:
    encoding = "utf-16-be" if mark == b"\xfe\xff" else "utf-16-le"
    found = decode(mark + broken(SHORT, encoding, damage))
    assert found is not None
    assert found.encoding == encoding
    assert found.text.startswith(SHORT[: AT - 1])
    assert found.text.endswith(SHORT[AT + 2 :])
    assert found.text.count("\ufffd") == 1


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_character_of_a_text_in_utf16_that_became_zero_costs_itself(encoding: str) -> None:
    for mark in ("", "\ufeff"):
        found = decode((mark + SHORT[:AT] + "\x00" + SHORT[AT + 1 :]).encode(encoding))
        assert found is not None
        assert found.text == SHORT[:AT] + "\ufffd" + SHORT[AT + 1 :]


@pytest.mark.parametrize("line", ["一、工作总结及下年计划", "履行职责情况报告"])
def test_a_line_of_a_few_words_survives_a_damaged_byte(line: str) -> None:
    for encoding in ("utf-8", "gb18030"):
        data = bytearray(line.encode(encoding))
        data[-1] = 0xFF
        found = decode(bytes(data))
        assert found is not None
        assert found.text == line[:-1] + "\ufffd"


def test_a_text_cut_off_inside_a_character_is_read() -> None:
    for text, encoding in ENCODINGS:
        found = decode(text.rstrip("。").encode(encoding)[:-1])
        assert found is not None
        assert found.text == text.rstrip("。")[:-1] + "\ufffd"


def test_an_english_text_with_one_damaged_byte_is_read() -> None:
    found = decode(b"Annual report 2023: 12 items d\xffne.")
    assert found is not None
    assert found.text == "Annual report 2023: 12 items d\ufffdne."


def test_a_byte_order_mark_does_not_hinder() -> None:
    source = read("总结.txt", b"\xef\xbb\xbf" + broken(SHORT, "utf-8", "first byte"))
    assert source.text == SHORT[:AT] + "\ufffd" + SHORT[AT + 1 :]


def test_a_mark_of_utf8_before_a_text_in_gbk_does_not_hinder() -> None:
    found = decode(b"\xef\xbb\xbf" + SHORT.encode("gbk"))
    assert found == (SHORT, "gb18030")


def test_sound_texts_are_not_mended() -> None:
    for text, encoding in ENCODINGS:
        assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("size", [24, 60, 300, 5000])
def test_noise_of_any_length_is_still_refused(size: int) -> None:
    chance = random.Random(size)  # noqa: S311
    for _ in range(40):
        with pytest.raises(UnreadableReport) as refused:
            read("乱.txt", chance.randbytes(size))
        assert refused.value.key == "not_text"


def test_a_text_with_many_damaged_bytes_is_refused() -> None:
    data = b"".join(char.encode() + b"\xff" for char in SHORT)
    assert decode(data) is None


@pytest.mark.timeout(30)
def test_noise_and_long_damaged_lines_take_no_endless_time() -> None:
    chance = random.Random(1)  # noqa: S311
    assert decode(chance.randbytes(3_000_000)) is None
    line = (SHORT.replace("\n", "") * 20_000).encode("gb18030")
    found = decode(line[:-1])
    assert found is not None
    assert found.text.count("\ufffd") == 1


@given(st.integers(0, len(SHORT.encode()) - 1), st.integers(0, 255))
def test_whatever_becomes_of_one_byte_in_utf8_the_rest_stands(at: int, byte: int) -> None:
    data = bytearray(SHORT.encode())
    data[at] = byte
    found = decode(bytes(data))
    assert found is not None
    char = len(SHORT.encode()[: at + 1].decode(errors="ignore"))
    assert found.text.startswith(SHORT[: max(0, char - 1)])
    assert found.text.endswith(SHORT[char + 2 :])
    assert found.text.count("\ufffd") <= 2
