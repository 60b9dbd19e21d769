"""Plain text and Markdown as read."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreadableReport
from index.model import FileFacts, Why
from index.readers import read
from index.readers.blocks import Block, Cut, source_of
from index.readers.encoding import decode
from index.settings import LIMITS, Limits

SENTENCE = "一年来，我坚持把安全生产抓在手上，现将履职情况报告如下。"
TRADITIONAL = "一年來，我堅持把安全生產抓在手上，現將履職情況報告如下。"


def lines(data: bytes, name: str = "述职报告.txt") -> list[str]:
    return [line.text for line in read(name, data).lines]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SENTENCE, "utf-8"),
        (SENTENCE, "utf-8-sig"),
        (SENTENCE, "gb2312"),
        (SENTENCE, "gbk"),
        (SENTENCE + "㐀𠮷", "gb18030"),
        (SENTENCE, "utf-16"),
        (SENTENCE, "utf-16-le"),
        (SENTENCE, "utf-16-be"),
        (SENTENCE, "utf-32"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "cp950"),
        (TRADITIONAL, "gbk"),
    ],
)
def test_a_sentence_comes_out_of_every_encoding(text: str, encoding: str) -> None:
    assert lines(f"{text}\n2023年".encode(encoding)) == [text, "2023年"]


def test_byte_order_mark_of_big_endian_utf16_is_no_text() -> None:
    assert lines(codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be")) == [SENTENCE]


@pytest.mark.parametrize(
    "text",
    ["述职报告", "履行职责情况", "一、存在问题", "联通", "工作总结", "下一步打算", "城投集团党委",
     "主要做法和成效", "2023年述职述廉报告", "廉洁自律", "研究部署安全生产工作"],
)  # fmt: skip
def test_a_few_words_in_gbk_are_recognised(text: str) -> None:
    assert lines(text.encode("gbk")) == [text]


@pytest.mark.parametrize("text", ["述職報告", "履行職責情況", "一、存在問題", "工作總結及下年計劃"])
def test_a_few_words_in_big5_are_recognised(text: str) -> None:
    assert lines(text.encode("big5")) == [text]


def test_any_thirty_characters_of_a_report_are_recognised_in_gbk_and_big5() -> None:
    parts = "我们坚持把项目建设作为第一要务，新开工道路，化解信访积案，组织培训，群众满意度提升"
    old = "我們堅持把項目建設作為第一要務，新開工道路，化解信訪積案，組織培訓，群眾滿意度提升"
    chance = random.Random(7)  # noqa: S311
    for _ in range(200):
        order = chance.sample(range(len(parts)), 30)
        simplified = "".join(parts[at] for at in order)
        assert decode(simplified.encode("gbk")) == (simplified, "gb18030")
        traditional = "".join(old[at] for at in order if at < len(old))
        assert decode(traditional.encode("cp950")) == (traditional, "cp950")


# Many control characters are no text.
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=200))
def test_every_text_with_a_byte_order_mark_or_long_utf8_round_trips(text: str) -> None:
    whole = SENTENCE * 10 + text
    assert decode(whole.encode("utf-8")) == (whole, "utf-8")


def test_one_broken_byte_in_a_long_text_becomes_a_replacement_character() -> None:
    data = (SENTENCE * 20).encode("gbk")
    read_back = lines(data[:101] + b"\xff" + data[102:])[0]
    assert read_back.count("履职情况") >= 19
    assert "\ufffd" in read_back


@pytest.mark.parametrize("broken", ["\r\n", "\n", "\r", "\x85", "\u2028", "\u2029", "\x0b"])
def test_every_line_break_ends_a_line(broken: str) -> None:
    assert lines(f"一、学习情况{broken}{broken}二、工作情况{broken}".encode()) == [
        "一、学习情况",
        "",
        "二、工作情况",
    ]


def test_a_form_feed_turns_the_page() -> None:
    source = read("总结.txt", "第一页\n页尾\n\x0c第二页\x0c第三页".encode())
    assert [(line.text, line.page) for line in source.lines] == [
        ("第一页", 1),
        ("页尾", 1),
        ("第二页", 2),
        ("第三页", 3),
    ]


def test_text_without_pages_has_page_zero_and_keeps_spaces_and_controls() -> None:
    source = read("总结.txt", "\u3000\u3000各位代表：\x07\u00a0现在开会".encode())
    assert [(line.text, line.page) for line in source.lines] == [
        ("\u3000\u3000各位代表：\x07\u00a0现在开会", 0)
    ]


@pytest.mark.parametrize("data", [b"", b"\r\n \t\n", "\u3000\n\u3000".encode(), codecs.BOM_UTF8])
def test_a_text_of_white_space_is_refused_as_empty(data: bytes) -> None:
    with pytest.raises(UnreadableReport) as refused:
        read("空.txt", data)
    assert (refused.value.key, refused.value.values["file"]) == ("empty", "空.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"abc\x00def\x00\x01\x02" * 50,
        random.Random(1).randbytes(3000),  # noqa: S311
        b"\x01\x02\x03" * 99,
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableReport) as refused:
        read("乱.txt", data)
    assert refused.value.key == "not_text"


def test_a_text_longer_than_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableReport) as refused:
        read("长.txt", SENTENCE.encode() * 100, limits=Limits(characters=1000))
    assert refused.value.key == "too_long"


def test_more_set_aside_than_the_limit_is_refused_too() -> None:
    blocks = [Block(SENTENCE), Block(None, cuts=(Cut(0, SENTENCE * 100, Why.HEADER),))]
    assert source_of(blocks, FileFacts(), name="长.docx", limits=LIMITS).removed
    with pytest.raises(UnreadableReport) as refused:
        source_of(blocks, FileFacts(), name="长.docx", limits=Limits(characters=1000))
    assert refused.value.key == "too_long"


def test_markdown_headings_give_levels_and_their_hashes_are_set_aside() -> None:
    text = "# 述职报告\n正文**重点**\n## 一、学习情况 ##\n##paidbegin##\n```\n# 注释\n```"
    source = read("报告.md", text.encode())
    assert [(line.text, line.level) for line in source.lines] == [
        ("述职报告", 1),
        ("正文**重点**", None),
        ("一、学习情况", 2),
        ("##paidbegin##", None),
        ("```", None),
        ("# 注释", None),
        ("```", None),
    ]
    assert [(cut.text, cut.why) for cut in source.removed] == [
        ("# ", Why.MARKUP),
        ("## ", Why.MARKUP),
        (" ##", Why.MARKUP),
    ]


@pytest.mark.timeout(20)
def test_endless_spaces_in_a_heading_take_no_endless_time() -> None:
    line = "# 标题" + " " * 300_000 + "尾"
    assert read("报告.md", line.encode()).lines[0].level == 1


@given(st.lists(st.sampled_from(["# 一、情况", "正文。", "### （一）做法 ###", "#不是标题", ""])))
def test_markdown_with_its_cuts_put_back_is_the_file(given_lines: list[str]) -> None:
    whole = "\n".join([*given_lines, "结尾"])
    source = read("报告.md", whole.encode())
    text = source.text
    for cut in reversed(source.removed):
        text = text[: cut.start] + cut.text + text[cut.start :]
    assert text == whole


def test_entities_of_a_web_page_become_the_characters_that_were_meant() -> None:
    text = (
        "&nbsp;&nbsp;坚持&ldquo;三会一课&rdquo;，推进R&amp;D平台&#24314;&#x8BBE;，满意度&gt;95%。"
    )
    assert (
        read("报告.txt", text.encode()).text.strip()
        == "坚持“三会一课”，推进R&D平台建设，满意度>95%。"
    )
