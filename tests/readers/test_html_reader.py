"""Web pages as read."""

from __future__ import annotations

import pytest

from index.errors import UnreadableReport
from index.model import LineKind, Source, Why
from index.readers import read
from tests.readers.making import texts


def page(body: str, head: str = "", encoding: str = "utf-8") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding)


def read_page(body: str, head: str = "") -> Source:
    return read("报告.html", page(body, head))


def test_blocks_are_lines_and_headings_have_levels() -> None:
    source = read_page(
        "<h1>2023年工作总结</h1><div>导语<p>第一段，<b>加粗</b>的字。</p>尾注</div>"
        "<h2><span>一、主要工作</span></h2>第二段<br>换行<ul><li>其一</li><li>其二</li></ul>"
    )
    assert [(line.text, line.level) for line in source.lines] == [
        ("2023年工作总结", 1),
        ("导语", None),
        ("第一段，加粗的字。", None),
        ("尾注", None),
        ("一、主要工作", 2),
        ("第二段", None),
        ("换行", None),
        ("其一", None),
        ("其二", None),
    ]


def test_white_space_is_collapsed_and_wrapped_chinese_joined() -> None:
    source = read_page(
        "<p>\n  坚持把安全\n  生产抓好  in  2023\n\tyear </p><p>\u3000\u3000空格</p>"
    )
    assert texts(source) == ["坚持把安全生产抓好 in 2023 year", "\u3000\u3000空格"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert texts(read_page("<pre>一、学习\n二、工作\n</pre>")) == ["一、学习", "二、工作"]


def test_navigation_forms_and_hidden_words_are_set_aside_and_code_is_not_kept() -> None:
    source = read_page(
        "<nav>首页 <a>新闻</a></nav><header>某某网</header><script>var 甲=1</script>"
        "<form><input><button>搜索</button></form><p>正文<span style='display: none'>暗</span>"
        "在此。</p><aside>相关阅读</aside><footer>版权所有</footer><div hidden>藏</div>",
        "<title>总结_某某网</title><style>p{}</style>",
    )
    assert source.text == "正文在此。"
    assert [cut.text for cut in source.removed] == [
        "总结_某某网", "首页 新闻", "某某网", "搜索", "暗", "相关阅读", "版权所有", "藏",
    ]  # fmt: skip
    assert {cut.why for cut in source.removed} == {Why.SCRIPT, Why.FURNITURE}
    assert [cut.start for cut in source.removed] == [0, 0, 0, 0, 2, 5, 5, 5]


def test_the_head_of_an_article_and_a_form_around_the_page_are_text() -> None:
    source = read_page(
        "<form id='form1'><article><header><h1>述职报告</h1></header><p>正文。</p></article></form>"
    )
    assert texts(source) == ["述职报告", "正文。"]


def test_tables_are_rows() -> None:
    source = read_page(
        "<table><caption>收支表</caption><thead><tr><th>项目<th>金额</tr></thead>"
        "<tr><td>收入</td><td>\n 500 </td></tr></table>后文"
    )
    assert [(line.text, line.kind) for line in source.lines] == [
        ("收支表", LineKind.TEXT),
        ("项目\t金额", LineKind.TABLE),
        ("收入\t500", LineKind.TABLE),
        ("后文", LineKind.TEXT),
    ]


def test_a_layout_table_around_the_report_keeps_its_paragraphs() -> None:
    long = "坚持把项目建设作为第一要务，全年新开工道路六条，化解信访积案九件，组织培训十二场次。"
    source = read_page(
        f"<table><tr><td>栏目</td><td><h2>一、学习</h2><p>{long}</p><p>{long}</p>"
        "<table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>"
    )
    assert [(line.text, line.level, line.kind) for line in source.lines] == [
        ("栏目", None, LineKind.TEXT),
        ("一、学习", 2, LineKind.TEXT),
        (long, None, LineKind.TEXT),
        (long, None, LineKind.TEXT),
        ("甲\t乙", None, LineKind.TABLE),
    ]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gb2312", "gbk"), ("GBK", "gb18030"), ("utf-8", "utf-8"), ("gb2312", "utf-8"), ("", "gbk")],
)
def test_the_encoding_is_found_even_where_the_page_claims_another(
    declared: str, encoding: str
) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    data = page("<p>坚持和发展，抓好落实。</p>", meta if declared else "", encoding)
    assert read("报告.htm", data).text == "坚持和发展，抓好落实。"


def test_a_page_with_an_xml_declaration_and_utf16_is_read() -> None:
    text = (
        '<?xml version="1.0" encoding="utf-16"?><html><body><p>正文&nbsp;&mdash;</p></body></html>'
    )
    assert read("报告.html", text.encode("utf-16")).text == "正文\u00a0—"


def test_ruby_readings_are_set_aside() -> None:
    source = read_page("<p><ruby>践<rp>(</rp><rt>jiàn</rt><rp>)</rp></ruby>行</p>")
    assert source.text == "践行"
    assert [(cut.text, cut.why) for cut in source.removed] == [("(jiàn)", Why.MARKUP)]


def test_a_thousand_elements_left_open_lose_no_words() -> None:
    assert texts(read_page("<p><font>字" * 1000)) == ["字"] * 1000


def test_a_page_nested_beyond_measure_is_refused_rather_than_cut_off() -> None:
    with pytest.raises(UnreadableReport) as refused:
        read_page("正文<div>" * 50_000)
    assert refused.value.key == "damaged"


@pytest.mark.parametrize("body", ["", "<nav>首页</nav>", "<script>x</script>"])
def test_a_page_without_text_is_refused_as_empty(body: str) -> None:
    with pytest.raises(UnreadableReport) as refused:
        read_page(body)
    assert refused.value.key == "empty"
