"""Lines that web pages put around a text, and lines of reports that use the same words."""

import time

import pytest
from tests_support import source_of

from index.cleaning import clean
from index.cleaning.pagelines import is_furniture
from index.cleaning.pagewords import Statement, is_about_document, statements
from index.model import Why

BODY = (
    "一、工作情况\n全年新建管网35公里，改造老旧小区12个，惠及群众3800余户，水质合格率保持稳定，"
    "没有发生停水事故，群众满意度进一步提高。"
)


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2023-01-15 10:20 来源：县水利局 字号：大 中 小 浏览次数：1234",
        "发布日期：2023年1月15日来源：县水利局浏览次数：15次",
        "2023-02-03 08:15 | 来源：某某日报 | 【字号：大 中 小】",
        "分享到： 微信 微博 QQ空间 【打印本页】【关闭窗口】",
        "当前所在位置：首页 > 政务公开 > 工作总结",
        "网站导航 首页 政务公开 办事服务",
        "主办：某县人民政府办公室 承办：某县大数据局 浙ICP备00000000号-1 网站标识码：3300000001",
        "主办单位：某县人民政府 地址：某县建设路1号 邮编：320000 浙公网安备33000000000001号",
        "Copyright © 2021 某某学院图书馆 All Rights Reserved.",
        "版权所有：某县财政局　网站支持IPv6",
        "上一篇：关于印发工作要点的通知",
        "下一条：没有了",
        "取自“https://zh.wiki.example.org/w/index.php?oldid=1”",
    ],
)
def test_lines_made_of_the_words_of_pages_are_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "地址：某县建设路1号 邮编：320000",
        "政务公开 政务服务",
        "政务公开工作",
        "数据开放和政务服务",
        "打印社会保障卡1.2万张",
        "分享经验做法",
        "主办全国学术会议2次，承办省级赛事5项。",
        "下一条生产线已经投产",
        "浏览次数达到120万次",
        "时间：2023年1月15日 地点：会议室",
        "某县人民政府办公室",
        "（2024年1月15日）",
    ],
)
def test_lines_of_reports_with_such_words_are_none(line: str) -> None:
    assert not is_furniture(line)


def test_furniture_of_several_pieces_goes_before_and_after_the_text() -> None:
    head = "2022年工作总结\n发布时间：2023-01-15 10:20 来源：水利局 字号：大 中 小 浏览次数：12\n"
    end = "\n某县水利局\n2023年1月5日"
    tail = "\n上一篇：招聘公告\n主办：某县水利局 网站标识码：3300000001\n邮编：320000"
    found = clean(source_of(head + BODY + end + tail))
    texts = [paragraph.text for paragraph in found.paragraphs]
    assert texts == ["2022年工作总结", *BODY.split("\n"), "某县水利局", "2023年1月5日"]
    assert {piece.why for piece in found.removed} == {Why.FURNITURE}


def test_the_day_on_which_a_report_was_given_stays_beside_what_the_page_says() -> None:
    head = "政府工作报告\n（2024年1月15日）\n发布时间：2024-01-20 10:20 来源：青澜县人民政府\n"
    found = clean(source_of(head + BODY))
    assert [paragraph.text for paragraph in found.paragraphs][:2] == [
        "政府工作报告",
        "（2024年1月15日）",
    ]
    assert [piece.text for piece in found.removed] == [
        "发布时间：2024-01-20 10:20 来源：青澜县人民政府"
    ]


def test_an_address_under_a_report_stays_where_nothing_else_is_furniture() -> None:
    text = f"2022年工作总结\n{BODY}\n地址：某县建设路1号 联系电话：0800-0000000"
    assert clean(source_of(text)).removed == ()


def test_a_line_states_source_and_dates() -> None:
    line = "成文日期：2023-01-10 发布时间：2023-01-15 10:20 来源：县水利局 发布机构：县政府办"
    assert list(statements(line)) == [
        Statement("written", "2023-01-10"),
        Statement("when", "2023-01-15 10:20"),
        Statement("source", "县水利局"),
        Statement("publisher", "县政府办"),
    ]


@pytest.mark.parametrize(
    ("label", "says"),
    [("索 引 号：", True), ("发文字号", True), ("名称", None), ("金额", False), ("", False)],
)
def test_labels_of_a_documents_properties(label: str, says: bool | None) -> None:
    assert is_about_document(label) is says


@pytest.mark.parametrize(
    "line",
    ["来源：" * 20_000, "大" * 50_000, "来源" * 50_000, "1234-1-1 " * 9000, "打印|" * 30_000,
     "[（" * 40_000, "网站标识码" * 10_000, "位置" * 40_000],
)  # fmt: skip
def test_long_lines_cost_little(line: str) -> None:
    start = time.perf_counter()
    is_furniture(line)
    list(statements(line))
    assert time.perf_counter() - start < 1
