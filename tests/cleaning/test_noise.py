"""Noise of several kinds: what goes, and what stays because a report itself says it."""

import time

import pytest
from tests_support import source_of

from index.cleaning import clean
from index.model import Line, Source, Why

HEAD = "2022年工作总结\n"


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in clean(source_of(HEAD + text)).paragraphs][1:]


def reasons(text: str) -> list[Why]:
    return [piece.why for piece in clean(source_of(HEAD + text)).removed]


@pytest.mark.parametrize(
    "line",
    [
        "更多公文范文请关注公众号“某某笔杆”",
        "————更多精彩材料，尽在某某公文————",
        "【某某公文】每日更新，欢迎收藏",
        "本文为会员专享，转载请注明出处：某某公文网",
        "下载地址：https://example.org/doc/123.html",
        "未完，剩余60%内容开通VIP后可查看",
        "专业代写讲话稿、述职报告，联系微信abc123",
        "微信号：gwsc2020",
    ],
)
def test_lines_that_sell_texts_go(line: str) -> None:
    text = f"一年来，支部工作扎实推进，成效明显。\n{line}\n组织集中学习24次，覆盖全体党员。"
    assert len(texts(text)) == 2
    assert reasons(text) == [Why.ADVERT]


@pytest.mark.parametrize(
    "text",
    [
        "开通单位微信公众号，全年推送信息96篇，关注人数突破2万人。",
        "引导职工群众关注集团公众号，及时获取惠民政策。",
        "建立案例素材库，收集典型案例38个。",
        "（联系人：赵某，联系电话：0800-1234567）",
        "依托客服热线受理诉求560件，办结率99.2%。",
    ],
)
def test_a_report_may_speak_of_its_own_channels(text: str) -> None:
    assert texts(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "组织突击队，带头亮身份、作表##paidbegin##率，服务群众。",
        "组织突击队，带头亮身份、作表##paidbegin##\n率，服务群众。",
        "组织突击队，带头亮身份、作表\n##paidbegin##率，服务群众。",
        "组织突击队，带头亮身份、作表\n##paidbegin##\n率，服务群众。",
    ],
)
def test_a_word_that_a_mark_tore_is_whole_again(text: str) -> None:
    assert texts(text) == ["组织突击队，带头亮身份、作表率，服务群众。"]


def test_a_mark_between_heading_and_text_joins_nothing() -> None:
    assert texts("一、主要工作\n##paidbegin##\n全年完成投资2亿元，增长8%。") == [
        "一、主要工作",
        "全年完成投资2亿元，增长8%。",
    ]


def test_a_contents_list_with_dots_ends_where_the_text_begins() -> None:
    text = "目录\n一、工作情况......1\n二、下步打算......3\n"
    text += "一、工作情况\n各项工作有序推进。\n二、下步打算\n抓好落实。"
    assert texts(text) == ["一、工作情况", "各项工作有序推进。", "二、下步打算", "抓好落实。"]


def test_running_heads_and_page_numbers_go_but_the_title_stays() -> None:
    page = "某局2022年度工作总结\n第{}项工作讲了很多事情，句子到这里就结束了。\n- {} -"
    lines = [
        Line(text, page=number)
        for number in (1, 2, 3, 4)
        for text in page.format(number, number).split("\n")
    ]
    found = [paragraph.text for paragraph in clean(Source(tuple(lines))).paragraphs]
    assert found.count("某局2022年度工作总结") == 1
    assert found[0] == "某局2022年度工作总结"
    assert len(found) == 5


def test_a_closing_date_is_no_furniture() -> None:
    assert texts("各项任务圆满完成。\n2020年11月9日")[-1] == "2020年11月9日"


@pytest.mark.parametrize("leader", ["…", ".", "．", "·", ". "])
def test_a_long_run_of_dots_costs_no_more_than_its_length(leader: str) -> None:
    text = "坚持" + leader * 25_000 + "安全"
    began = time.process_time()
    assert len(texts(text)) >= 1
    assert time.process_time() - began < 10


@pytest.mark.parametrize("numeral", ["一一", "十十", "二十十", "十一二"])
def test_a_numeral_that_is_no_number_stops_nothing(numeral: str) -> None:
    text = "坚持抓好各项工作，推动单位发展。" * 20 + f"{numeral}、抓落实。（{numeral}）抓督查。"
    assert texts(text) == [text]


SECTIONS = (
    "今年以来，全局认真履行职责，各项工作稳步推进。一、主要工作（一）规范婚姻登记。办理登记1260对，"
    "补领证件230件，合格率100%，群众满意率持续提升。（二）做好社会救助。发放救助金360万元，"
    "走访困难家庭460户，做到应保尽保。二、存在问题基层力量不足，经办人员流动较大，业务能力有待提升，"
    "信息化水平不高，部门之间数据共享不够。三、下一步打算继续加强队伍建设，推进数据共享，提升服务水平，"
    "办好为民实事，力争各项工作再上新台阶。"
)


def test_the_title_of_a_report_in_one_line_stands_apart_from_its_text() -> None:
    title = "青澜县民政局2022年工作总结"
    for space in (" ", "\u3000\u3000"):
        found = clean(source_of(f"{title}{space}{SECTIONS}"))
        assert [one.text for one in found.paragraphs[:2]] == [
            title,
            "今年以来，全局认真履行职责，各项工作稳步推进。",
        ]


def test_first_words_that_name_no_report_are_no_title() -> None:
    found = clean(source_of(f"坚持守正创新 {SECTIONS}"))
    assert found.paragraphs[0].text.startswith("坚持守正创新 今年以来，")
