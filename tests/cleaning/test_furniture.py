"""What stands around a report goes; what stands at its own head and foot stays."""

import pytest
from tests_support import source_of

from index.cleaning import clean
from index.model import Line, Source, Why

TITLE = "青澜县财政局2023年工作总结"
BODY = (
    "一、主要工作",
    "组织集中学习24次，覆盖全体党员，形成交流材料56篇，工作扎实推进，成效明显，各项任务全部完成，"
    "群众比较满意，上级考核居全县前列。",
    "二、存在问题",
    "工作中还有不少差距，主要是创新不够，作风不够扎实，服务群众的能力有待提高。",
)


def kept(head: list[str], tail: list[str]) -> list[str]:
    found = clean(source_of("\n".join((TITLE, *head, *BODY, *tail))))
    return [paragraph.text for paragraph in found.paragraphs]


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        (["作者：王某"], []),
        (["文号：青政发〔2023〕1号"], []),
        (["述职人：王某", "时间：2023年12月1日"], []),
        (["位置：青澜县城东"], []),
        (["来源：自有资金"], []),
        (["浏览：全年32万人次"], []),
        (["在日报刊发稿件及接待记者情况"], []),
        (["配合记者现场拍摄"], []),
        (["扫一扫办事服务全面推开"], []),
        (["微信扫码支付覆盖全部窗口"], []),
        (["点击率进入全市前列"], []),
        (["下载", "办件量", "3200"], []),
        ([], ["审核：李某", "撰稿：王某"]),
        ([], ["青澜县财政局", "2023年12月1日"]),
        ([], ["承办单位：青澜县文化馆", "技术支持：青澜县信息中心"]),
        ([], ["相关内容", "本年度无政府性基金预算。"]),
        ([], ["相关附件：", "收支预算总表", "青澜县财政局", "2023年12月1日"]),
        ([], ["编辑：王某", "共印50份"]),
        ([], ["版权所有登记12件"]),
        ([], ["（来源：市统计局年报）"]),
        ([], ["3/5"]),
        ([], ["各项工作还包括走访、慰问、帮扶......"]),
        ([], ["签字：.................."]),
    ],
)
def test_what_a_report_says_at_its_head_and_foot_stays(head: list[str], tail: list[str]) -> None:
    assert kept(head, tail) == [TITLE, *head, *BODY, *tail]


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        (["您的位置：首页 > 政务公开 > 总结"], []),
        (
            ["发布时间：2023-12-01 10:00", "来源：县政府办", "浏览次数：320", "【字体：大 中 小】"],
            [],
        ),
        (["作者：王某", "来源：青澜网", "点击数：12"], []),
        (["索引号：0143/2023-12", "发布机构：县政府办", "文号：青政发〔2023〕1号"], []),
        (["下载", "打印", "全屏", "收藏"], []),
        ([], ["责任编辑：", "王某", "扫一扫在手机打开当前页", "打印本页", "关闭窗口"]),
        ([], ["上一篇：青澜县2022年工作总结", "下一篇：没有了"]),
        ([], ["相关报道：", "青澜县召开工作会议", "我县项目集中开工"]),
        ([], ["责任编辑：王某", "青澜县财政局2023年工作总结"]),
        ([], ["版权所有 青澜县人民政府", "青ICP备12345678号", "主办单位：县政府办公室"]),
        ([], ["（来源：青澜日报）"]),
        ([], ["本报记者 王 某 摄"]),
    ],
)
def test_what_a_page_puts_around_a_report_goes(head: list[str], tail: list[str]) -> None:
    assert kept(head, tail) == [TITLE, *BODY]


def test_text_after_a_cue_of_furniture_is_no_furniture() -> None:
    tail = ["责任编辑：王某", "另外，两项工作仍在推进。"]
    assert kept([], tail) == [TITLE, *BODY, *tail]


def test_page_numbers_of_a_total_go_in_order() -> None:
    found = clean(source_of(f"{TITLE}\n1/3\n第一段文字。\n2/3\n第二段文字。\n3/3"))
    assert [piece.why for piece in found.removed] == [Why.PAGE_NUMBER] * 3


def test_the_measure_above_the_tables_of_all_pages_is_no_running_head() -> None:
    lines = [
        Line(text, page=page)
        for page in (1, 2, 3, 4)
        for text in ("单位：万元", f"第{page}项支出的说明，到这里说完了。", "青澜县预算")
    ]
    found = clean(Source(tuple(lines)))
    assert [p.text for p in found.paragraphs].count("单位：万元") == 4
    assert {piece.text for piece in found.removed} == {"青澜县预算"}


def test_headings_right_below_the_word_contents_stay() -> None:
    text = "目录\n一、抓好学习\n二、抓好落实\n全年集中学习24次，成效明显。"
    found = clean(source_of(f"{TITLE}\n{text}"))
    assert [paragraph.text for paragraph in found.paragraphs][1:] == text.split("\n")


def test_a_contents_list_counts_otherwise_than_the_text_and_goes() -> None:
    listed = ["目录", "一、主要职能", "二、预算表", "1. 收入预算总表", "2. 支出预算总表"]
    below = ["主要职能", "本单位负责预算。", "收入预算总表", "全年无收入。", "支出预算总表"]
    found = clean(source_of("\n".join((TITLE, *listed, *below))))
    assert [paragraph.text for paragraph in found.paragraphs] == [TITLE, *below]


def test_a_contents_list_ends_where_its_numbers_begin_again() -> None:
    listed = ["目录", "一、学习情况", "二、落实情况"]
    below = ["一、学习的情况", "学习情况较好。", "二、落实情况", "落实情况较好。"]
    found = clean(source_of("\n".join((TITLE, *listed, *below))))
    assert [paragraph.text for paragraph in found.paragraphs] == [TITLE, *below]
