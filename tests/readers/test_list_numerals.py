"""How Word writes list numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.numerals import numeral


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一"}),
        (
            "chineseCountingThousand",
            {10: "十", 100: "一百", 105: "一百零五", 110: "一百一十", 111: "一百一十一",
             1001: "一千零一", 1010: "一千零一十", 10001: "一万零一", 10500: "一万零五百",
             100000: "十万", 120034: "十二万零三十四", 0: "零"},
        ),
        ("taiwaneseCountingThousand", {12: "十二", 205: "二百零五"}),
        ("japaneseCounting", {1: "一", 10: "十", 12: "十二", 105: "百五", 1200: "千二百"}),
        ("ideographDigital", {1: "一", 10: "一〇", 23: "二三"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 35: "叁拾伍"}),
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12", 105: "105"}),
        ("decimalFullWidth", {1: "１", 12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51", 0: "0"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("decimalEnclosedFullstop", {2: "⒉"}),
        ("decimalEnclosedParen", {2: "⑵"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 28: "bb"}),
        ("upperLetter", {3: "C"}),
        ("lowerRoman", {4: "iv", 1999: "mcmxcix"}),
        ("upperRoman", {9: "IX", 5000: "5000"}),
        ("bullet", {1: ""}),
        ("none", {1: ""}),
        ("someFutureFormat", {7: "7"}),
    ],
)  # fmt: skip
def test_a_number_is_written_as_word_writes_it(form: str, written: dict[int, str]) -> None:
    assert {value: numeral(value, form) for value in written} == written


@given(st.integers(1, 9999))
def test_chinese_counting_reads_back_as_the_same_number(value: int) -> None:
    total = digit = 0
    for char in numeral(value, "chineseCountingThousand"):
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(char)
    assert total + digit == value


@given(
    st.integers(-(10**30), 10**30),
    st.sampled_from(["chineseCounting", "lowerRoman", "upperLetter", "decimalEnclosedCircle"]),
)
def test_no_number_however_large_is_written_at_length(value: int, form: str) -> None:
    assert len(numeral(value, form)) < 40
