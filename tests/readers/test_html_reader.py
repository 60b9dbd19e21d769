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


def removed(source: Source, why: Why) -> list[str]:
    return [cut.text for cut in source.removed if cut.why is why]


def test_what_was_struck_out_is_a_deletion_and_what_was_inserted_is_text() -> None:
    source = read_page(
        "<p>新建管网<del>30</del><ins>35</ins>公里，<s>惠及2万人，</s><strike>另</strike>惠及"
        "<span style='text-decoration:line-through'>2.8</span>3万人。</p><del><p>整段不用。</p>"
        "</del><table><tr><td>投资</td><td><del>300</del>320</td></tr></table>"
        "<ins><p>补充<del>一<b>项</b></del>两项。</p></ins>"
    )
    assert texts(source) == ["新建管网35公里，惠及3万人。", "投资\t320", "补充两项。"]
    assert removed(source, Why.DELETION) == [
        "30", "惠及2万人，另", "2.8", "整段不用。", "300", "一项",
    ]  # fmt: skip


def test_a_deletion_that_nobody_closed_strikes_nothing_out() -> None:
    source = read_page("<h1>总结</h1><s><div><p>全年完成投资3亿元。</p><p>增长5%。</p></div>")
    assert texts(source) == ["总结", "全年完成投资3亿元。", "增长5%。"]


def test_raised_figures_of_measures_are_characters_and_marks_of_notes_are_set_aside() -> None:
    source = read_page(
        "<p>面积85km<sup>2</sup>，供水3.5万<b>m</b><sup><i>3</i></sup>，CO<sub>2</sub>减排，"
        "PM<sub>2.5</sub>下降，新建30公里<sup>①</sup>，增长12<sup>[1]</sup>%、"
        "8<sup><a href='#n2'>2</a></sup>%，第21<sup>st</sup>届。</p>"
    )
    assert texts(source) == [
        "面积85km²，供水3.5万m³，CO₂减排，PM2.5下降，新建30公里，增长12%、8%，第21st届。"
    ]
    assert removed(source, Why.NOTE_MARK) == ["①", "[1]", "2"]


def test_what_a_style_sheet_hides_is_set_aside_unless_another_rule_shows_it() -> None:
    source = read_page(
        "<p class='gone'>暗文。</p><p id='off'>暗注。</p><div class='tab on'>页签内容。</div>"
        "<p class='paper'>打印时不见。</p><p>正文在此。</p>",
        "<style>/* {} */ .gone, p#off {display:none} .tab{display:none} .tab.on{display:block}"
        " @media print {.paper{display:none}}</style>",
    )
    assert texts(source) == ["页签内容。", "打印时不见。", "正文在此。"]
    assert removed(source, Why.SCRIPT) == ["暗文。", "暗注。"]


def test_a_hidden_element_that_holds_the_text_is_read() -> None:
    # WeChat shows its text by a script.
    source = read_page(
        "<h1>总结</h1><div id='js_content' style='visibility: hidden; opacity: 0'>"
        "<p>全年完成投资3亿元。</p><p>增长5%。</p></div>"
    )
    assert texts(source) == ["总结", "全年完成投资3亿元。", "增长5%。"]


def test_words_between_comments_are_read() -> None:
    assert texts(read_page("<p>正<!-- 一 -->文<!-- 二 -->。</p><!-- 三 -->尾")) == ["正文。", "尾"]


def test_a_heading_and_a_link_that_nobody_closed_are_text() -> None:
    long = "坚持把项目建设作为第一要务，全年新开工道路六条，化解信访积案九件，组织培训十二场次。"
    source = read_page(f"<h2>一、工作<p>{long * 8}</p></h2><a href='x'>详见<p>{long * 8}</p></a>")
    assert [(line.text, line.level) for line in source.lines] == [
        ("一、工作", 2), (long * 8, None), ("详见", None), (long * 8, None),
    ]  # fmt: skip


def kinds(source: Source) -> list[tuple[str, str]]:
    return [(line.text, line.kind.value) for line in source.lines]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>指标</td><td>数值</td></tr><tr><td>人口</td><td>3.2万人</td></tr></table>",
        "<table border=0 width=100%><tr><th>指标<th>数值<tr><td>人口<td>3.2万人</table>",
        "<table><td>指标<td>数值<tr><td>人口<td><a href='x'>3.2万人</a></table>",
    ],
)
def test_tables_of_facts_are_rows(table: str) -> None:
    assert kinds(read_page(f"<p>一、概况</p>{table}")) == [
        ("一、概况", "text"), ("指标\t数值", "table"), ("人口\t3.2万人", "table"),
    ]  # fmt: skip


def test_a_cell_across_all_columns_is_a_row_of_its_table() -> None:
    source = read_page(
        "<table border=1><tr><td colspan=2>（一）执法情况</td></tr><tr><td>处罚</td><td>9</td></tr>"
        "</table>"
    )
    assert kinds(source) == [("（一）执法情况", "table"), ("处罚\t9", "table")]


TEXT = "全年新建管网35公里，改造老旧小区12个，惠及群众3800余户。"


@pytest.mark.parametrize(
    "table",
    [
        f"<table role=presentation><tr><td>一、概况<td>{TEXT}</table>",
        f"<table><tr><td>一、概况<tr><td>{TEXT}</table>",
        f"<table><tr><td><h3>一、概况</h3><td>{TEXT}</table>",
        f"<table><tr><td>一、概况<td><table><tr><td>{TEXT}</table></table>",
        f"<table><tr><td>一、概况<td id=zoom><p>{TEXT}</p></table>",
        f"<table><tr><td>一、概况</td></tr><tr><td><table><tr><td>{TEXT}</table></table>",
    ],
)
def test_tables_that_lay_a_page_out_are_none(table: str) -> None:
    source = read_page(table)
    assert kinds(source) == [("一、概况", "text"), (TEXT, "text")]


def test_the_table_of_a_documents_properties_is_set_aside_and_believed() -> None:
    source = read_page(
        "<table><tr><td>索 引 号：<td>11/2023-1<td>公开日期：<td>2023-02-08</tr>"
        "<tr><td>发布机构：</td><td>某县水务局</td><td>名称：</td><td>工作总结</td></tr></table>"
        f"<h1>2022年工作总结</h1><p>{TEXT}</p>"
    )
    assert texts(source) == ["2022年工作总结", TEXT]
    assert (source.facts.source, source.facts.published) == ("某县水务局", "2023-02-08")


def test_a_table_that_lists_documents_in_a_report_stays() -> None:
    source = read_page(
        f"<h1>2022年清理情况报告</h1><p>{TEXT}</p><table><tr><td>文件名称</td><td>发文字号</td>"
        "<td>有效性</td></tr><tr><td>管理办法</td><td>某政〔2019〕3号</td><td>有效</td></tr></table>"
    )
    assert kinds(source)[2:] == [
        ("文件名称\t发文字号\t有效性", "table"), ("管理办法\t某政〔2019〕3号\t有效", "table"),
    ]  # fmt: skip


def test_lines_above_the_title_are_the_pages_but_for_a_papers_head() -> None:
    source = read_page(
        "<div>某县门户</div><p>某县人民政府文件</p><p>某政〔2023〕5号</p>"
        f"<p>2022年工作总结</p><p>{TEXT}</p>",
        "<title>2022年工作总结_某县</title>",
    )
    assert texts(source) == ["某县人民政府文件", "某政〔2023〕5号", "2022年工作总结", TEXT]
    assert removed(source, Why.FURNITURE) == ["某县门户"]


def test_the_unit_in_a_line_of_its_own_above_the_title_stays() -> None:
    source = read_page(
        f"<div>某县水务局</div><div>2022年工作总结</div><div>{TEXT}</div>",
        "<title>2022年工作总结</title>",
    )
    assert texts(source) == ["某县水务局", "2022年工作总结", TEXT]


def test_text_outside_of_the_element_that_calls_itself_the_text_is_kept() -> None:
    source = read_page(
        f"<h1>2022年工作总结</h1><div class='TRS_Editor'><p>一、概况</p><p>{TEXT}</p></div>"
        "<div><p>二、存在问题</p><p>漏损率偏高，专业人员短缺。</p></div>"
    )
    assert texts(source) == [
        "2022年工作总结", "一、概况", TEXT, "二、存在问题", "漏损率偏高，专业人员短缺。",
    ]  # fmt: skip


def test_an_element_named_like_furniture_that_holds_text_or_a_signature_is_kept() -> None:
    source = read_page(
        f"<div class='share-content'><h1>2022年工作总结</h1><p>{TEXT}</p></div>"
        "<div class='article-bottom'><p>某县水务局</p><p>2023年1月5日</p></div>"
    )
    assert texts(source) == ["2022年工作总结", TEXT, "某县水务局", "2023年1月5日"]


def test_files_that_a_report_attaches_are_kept_and_links_elsewhere_are_not() -> None:
    source = read_page(
        f"<h1>2022年工作总结</h1><p>{TEXT}</p><p>附件：</p><p><a href='/d?id=1'>收支表</a></p>"
        "<p><a href='2.pdf'>决算表</a></p><p>热点推荐</p><p><a href='3.html'>招聘公告</a></p>"
        "<p><a href='4.html'>旅游节开幕</a></p>"
    )
    assert texts(source) == ["2022年工作总结", TEXT, "附件：", "收支表", "决算表"]
    assert removed(source, Why.FURNITURE) == ["热点推荐\n招聘公告\n旅游节开幕"]


def test_the_last_words_of_a_report_are_no_terms_of_a_site() -> None:
    last = "下一步，坚持未经集体研究不得决策，引导群众文明上网，完成网站标识码和ICP备案整改。"
    assert texts(read_page(f"<h1>总结</h1><p>{TEXT}</p><p>{last}</p>"))[-1] == last


def test_a_page_of_links_and_nothing_else_says_so() -> None:
    source = read_page("<ul><li><a href='1'>要闻</a></li><li><a href='2'>公告</a></li></ul>")
    assert texts(source) == ["要闻", "公告"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>某县2022年工作总结_某县人民政府</title>", "某县2022年工作总结"),
        ("<title>首页-总结-某县2022年工作总结</title>", "某县2022年工作总结"),
        ("<title>某县2021-2022年工作总结 - 某网</title>", "某县2021-2022年工作总结"),
        (
            "<title>工作动态</title><meta name='ArticleTitle' content='某县工作总结'>",
            "某县工作总结",
        ),
        ("<title>某站</title><meta property='og:title' content='某县工作汇报'>", "某县工作汇报"),
        ("<title>::某县人民政府门户网站::</title>", None),
        ("", None),
    ],
)
def test_the_title_that_a_page_states(head: str, title: str | None) -> None:
    assert read_page("<p>各位代表：</p><p>现在报告工作。</p>", head).facts.title == title


@pytest.mark.parametrize(
    ("head", "line", "said"),
    [
        ("", "来源：县水利局 发布时间：2023年1月5日 9时30分", ("县水利局", "2023-01-05T09:30")),
        ("", "2023/1/5　稿源丨县水利局", (None, None)),
        ("", "来源丨县水利局 2023-1-5", ("县水利局", "2023-01-05")),
        ("<meta name='PubDate' content='2023-01-05 10:00'>", "", (None, "2023-01-05T10:00")),
        ("<meta name='ContentSource' content='县水利局'>", "日期：2023-13-45", ("县水利局", None)),
    ],
)  # fmt: skip
def test_source_and_date_that_a_page_states(
    head: str, line: str, said: tuple[str | None, str | None]
) -> None:
    facts = read_page(f"<h1>2022年工作总结</h1><div>{line}</div><p>{TEXT}</p>", head).facts
    assert (facts.source, facts.published) == said


def test_a_source_in_the_text_is_none_of_the_page() -> None:
    source = read_page("<h1>2022年工作总结</h1><p>主要来源：上级补助和自筹资金，全部到位。</p>")
    assert source.facts.source is None
    source = read_page(f"<h1>2022年工作总结</h1><p>{TEXT}（来源：某某日报）</p>")
    assert source.facts.source == "某某日报"


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


def test_a_cell_reaches_over_no_row_that_is_left_out() -> None:
    page = (
        "<p>2023年工作总结</p><table><tr><td>项目<td>金额<td>备注</tr>"
        "<tr><td rowspan=3>收入<td>120<td>甲</tr><tr><td><td></tr><tr><td>35<td>乙</tr>"
        "<tr><td rowspan=2>支出<td rowspan=2>80<td rowspan=2>丙</tr><tr></tr>"
        "<tr><td>结余<td>75<td>丁</tr></table>"
    )
    rows = [line.row for line in read("总结.html", page.encode()).lines if line.row]
    assert [[cell.down for cell in row.cells] for row in rows] == [
        [1, 1, 1], [2, 1, 1], [1, 1], [1, 1, 1], [1, 1, 1],
    ]  # fmt: skip
