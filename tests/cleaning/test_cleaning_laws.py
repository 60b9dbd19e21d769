"""Laws of cleaning and outlining, for any text: nothing is lost, and clean stays clean."""

from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests_support import source_of

from index.cleaning import clean
from index.model import Line, Outline, Source
from index.outline import outline

SNIPPETS = (
    *(
        "一、",
        "（一）",
        "1.",
        "（1）",
        "①",
        "第一部分",
        "一是",
        "二是",
        "第一，",
        "附件：",
        "名词解释",
    ),
    *("目录", "。", "；", "，", "“", "”", "《", "》", "：", " ", "\u3000", "\t", "\n", "\n\n"),
    *("……………3", "- 1 -", "##paidbegin##", "##paid", "begin##", "##paidend##", "（来源：某报）"),
    *(
        "作者：王某",
        "责任编辑：王某",
        "下载",
        "1/3",
        "2/3",
        "单位：万元",
        "签字：......",
        "QQ群：1234567",
    ),
    *("【墨香代笔】原创保密，客服：mxdb", "关注微信公众号，可下载公文范本。"),
    *("\n# 工作总结\n", "\n## 一、", "\n**存在问题**\n", "**", "壹、", "一、二季度"),
    *("下转2版", "打印本页", "来源：某日报", "关注公众号领取更多范文", "（扫码加微信获取素材）"),
    *("各位代表：", "首页", ">", "相关报道：", "1,286.40", "201", "2023年度工作总结", "城投集团"),
    *("存在的问题", "下一步打算", "全年完成投资××亿元", "安", "全生产", "×××", "\x00", "\ufeff"),
    *("坚持把支部建在项目上，推动党建与业务融合", "群众满意率达到98.6%", "𠮷", "👍"),
)
TEXTS = st.lists(
    st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=12)), min_size=0, max_size=60
).map("".join)


def visible(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())


def spelled(found: Outline) -> str:
    passages = "".join(passage.text for passage in found.passages)
    return passages + "".join(piece.text for piece in found.removed)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_passages_and_removed_pieces_account_for_every_character(text: str) -> None:
    source = source_of(text)
    assert visible(spelled(outline(source))) == visible(source.text)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(source_of(text))
    lines: list[Line] = []
    for paragraph in once.paragraphs:
        lines += [Line(paragraph.text, paragraph.level, paragraph.kind, paragraph.page), Line("")]
    twice = clean(Source(tuple(lines)))
    assert [p.text for p in twice.paragraphs] == [p.text for p in once.paragraphs]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_each_removed_piece_stands_in_the_source_where_it_says(text: str) -> None:
    source = source_of(text)
    found = outline(source)
    for piece in found.removed:
        assert source.text[piece.start : piece.start + len(piece.text)] == piece.text
        if piece.passage is not None:
            assert piece.offset is not None
            assert 0 <= piece.offset <= len(found.passages[piece.passage].text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_passages_stand_in_reading_order_and_within_their_limit(text: str) -> None:
    found = outline(source_of(text))
    passages = found.passages
    assert [passage.index for passage in passages] == list(range(len(passages)))
    paragraphs = [passage.paragraph for passage in passages]
    assert paragraphs == sorted(paragraphs)
    assert all(passage.text for passage in passages)
    assert all(len(passage.text) <= 400 for passage in passages if passage.part == "body")
    for passage in passages:
        assert passage.label is None or passage.text.startswith(passage.label)


def test_every_real_report_is_accounted_for_and_stays_clean(real_reports: Path) -> None:
    files = sorted(real_reports.glob("*/*.txt"))
    assert len(files) > 50
    for file in files:
        source = source_of(file.read_text(encoding="utf-8"))
        found = outline(source)
        assert visible(spelled(found)) == visible(source.text), file.name
        once = clean(source)
        lines = [
            line for p in once.paragraphs for line in (Line(p.text, p.level, p.kind), Line(""))
        ]
        again = clean(Source(tuple(lines)))
        assert [p.text for p in again.paragraphs] == [p.text for p in once.paragraphs], file.name
