"""Titles: the line that names the report, not what offices put above it."""

import pytest
from tests_support import source_of

from index.model import Line, Source
from index.outline import outline
from index.outline.letterhead import is_letterhead
from index.readers import read

BODY = "坚持每周调度、每月通报，推动各项任务一件一件落到实处，干部群众反映良好，社会各界给予肯定。"


def title_of(*lines: str | Line) -> str | None:
    made = tuple(line if isinstance(line, Line) else Line(line) for line in lines)
    found = outline(Source((*made, Line(BODY))))
    return found.title.text if found.title else None


@pytest.mark.parametrize(
    "line",
    [
        "证券代码：600000    证券简称：某某股份    主办券商：某某证券",
        "公告编号：2022-015",
        "青政发〔2023〕5号",
        "青政发[2023]5号  签发人：王某",
        "密级：内部",
        "机密★1年",
        "特急",
        "内部资料 注意保存",
        "附件1",
        "（附件二）",
        "2023年3月5日",
        "二〇二三年三月",
        "（2023-12-20 10:30）",
        "QL-2023-001",
        "编号：QL-2023-001",
        "总第123期",
        "青澜市人民政府文件",
        "征求意见稿",
        "来源：某某日报    时间：2023-01-05",
        "http://www.example.cn/",
    ],
)
def test_what_stands_above_a_title_is_none(line: str) -> None:
    assert is_letterhead(line)
    assert title_of(line, "青澜市教育局2023年工作总结") == "青澜市教育局2023年工作总结"
    assert title_of(line, "浅谈基层治理的路径") == "浅谈基层治理的路径"


@pytest.mark.parametrize(
    "title",
    [
        "2023年度工作总结",
        "（2023年度）工作总结",
        "上传操作说明",
        "附属医院工作总结",
        "内部审计工作情况",
        "机密文件管理制度",
        "招标文件编制指南",
        "2023年第一期培训班总结",
        "公开选拔工作方案",
        "关于做好开学工作的通知",
    ],
)
def test_a_title_may_speak_of_such_things(title: str) -> None:
    assert not is_letterhead(title)
    assert title_of("青政发〔2023〕5号", title) == title


def test_who_announces_stands_above_the_title_of_an_announcement() -> None:
    code = "证券代码：830000  证券简称：某某科技"
    assert title_of(code, "某某科技股份有限公司", "股票解除限售公告") == "股票解除限售公告"
    below = "关于年度报告的更正公告"
    assert title_of(code, "某某科技股份有限公司", below) == below


def test_the_unit_above_the_kind_of_a_report_belongs_to_its_title() -> None:
    assert title_of("青澜市档案馆", "2023年度部门决算") == "青澜市档案馆2023年度部门决算"


def test_the_first_styled_line_is_the_title_where_no_line_names_a_kind() -> None:
    lines = [Line("智慧水务平台", 1), Line("概述", 1), Line(BODY), Line("架构", 1)]
    assert title_of("密级：内部", *lines) == "智慧水务平台"


@pytest.mark.parametrize("first", ["工作开展情况", "概述", "项目背景"])
def test_the_first_of_several_styled_sections_is_no_title(first: str) -> None:
    lines = (Line(first, 1), Line(BODY), Line("存在的问题", 1))
    found = outline(Source((*lines, Line(BODY))))
    assert found.title is None
    assert [section.heading for section in found.sections] == [first, "存在的问题"]


def test_a_text_that_begins_with_prose_has_no_title() -> None:
    assert outline(source_of(f"{BODY}\n{BODY}")).title is None


def test_a_word_for_a_kind_inside_the_name_of_who_writes_names_no_kind() -> None:
    below = "关于变更注册地址的公告"
    assert title_of("云岭新材料股份有限公司", below) == below
    assert title_of("云岭县计划生育局", "2013年度工作总结") == "云岭县计划生育局2013年度工作总结"


def test_a_title_may_go_on_after_the_words_that_name_its_kind() -> None:
    lines = ("云岭城市投资集团有限公司", "2023年度工作总结", "暨2024年工作计划")
    assert title_of(*lines) == "".join(lines)


@pytest.mark.parametrize("marked", ["第一条 履约情况", "Ⅰ．建设情况", "壹、工作情况"])
def test_a_line_that_is_numbered_is_no_title(marked: str) -> None:
    assert title_of("场地使用协议书", marked) == "场地使用协议书"


def test_below_running_text_stands_no_title() -> None:
    assert title_of("乡间的小路", "那条路我走了整整十二年，从没有觉得它长。", "近来的情况") == (
        "乡间的小路"
    )


def test_a_title_goes_on_where_its_line_breaks_off_or_the_next_one_joins_on() -> None:
    lines = ("云岭县人大常委会", "关于全县养老服务情况的", "调研报告")
    assert title_of(*lines) == "".join(lines)
    both = ("中共云岭县委统战部", "2023年工作总结", "和2024年工作打算")
    assert title_of(*both) == "".join(both)


@pytest.mark.parametrize("issue", ["（第18期）", "第3期（总第56期）"])
def test_the_name_of_a_paper_is_not_the_title_of_what_it_prints(issue: str) -> None:
    signed = "云岭县教育局办公室  2023年5月10日"
    title = "云岭县多措并举推进课后服务"
    assert title_of("云岭教育简报", issue, signed, title) == title
    assert title_of("云岭教育简报", issue) == "云岭教育简报"


def test_a_title_is_not_broken_off_inside_a_quotation() -> None:
    lines = ("关于印发《云岭县政务公开工作", "要点》的通知")
    assert title_of(*lines) == "".join(lines)


@pytest.mark.parametrize("title", ["2023年工作总结：", "2023年度述职报告。"])
def test_a_title_may_end_with_a_stop(title: str) -> None:
    assert title_of(title) == title


@pytest.mark.parametrize("line", ["现将情况汇报：", "下面是我的述职报告。", "我作述职报告。"])
def test_a_line_that_leads_to_a_report_is_no_title(line: str) -> None:
    assert title_of(line) is None


def test_a_title_of_two_clauses_is_one() -> None:
    assert title_of("坚守初心，勇担使命") == "坚守初心，勇担使命"
    below = "——云岭县人大常委会2023年工作总结"
    assert title_of("忠诚履职担使命，谱写新篇", below) == "忠诚履职担使命，谱写新篇"
    assert title_of("去年冬天，我第一次走进那个村子") is None


@pytest.mark.parametrize("name", ["周明", "周 明", "欧阳建华", "李　建　国", "吕×"])
def test_the_name_of_a_person_above_a_title_is_no_part_of_it(name: str) -> None:
    assert title_of(name, "2023年度述职报告") == "2023年度述职报告"
    assert title_of(name, "云岭县水务局副局长", "2023年度述职报告") == (
        "云岭县水务局副局长2023年度述职报告"
    )


@pytest.mark.parametrize(
    "above", ["云岭县", "平安", "党建", "江苏省", "高新区", "安全生产", "双拥", "董事长", "董事会"]
)
def test_a_short_word_above_a_title_that_is_no_name_belongs_to_it(above: str) -> None:
    assert title_of(above, "2023年工作总结") == f"{above}2023年工作总结"


def test_the_kind_of_a_report_is_no_name_of_a_person() -> None:
    assert title_of("周报", "2023年第2周工作情况") == "周报"


@pytest.mark.parametrize("measure", [(), ("单位：万元",)])
@pytest.mark.parametrize(
    "sentence",
    [
        "各科室要认真落实安全责任，全面排查隐患，确保安全",
        "各科室要认真落实安全责任，全面排查隐患。",
        "现将本年度收支公布如下",
    ],
)
def test_the_caption_of_a_table_below_a_sentence_is_no_title(
    sentence: str, measure: tuple[str, ...]
) -> None:
    rows = (("项目", "金额"), ("收入", "300"))
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    above = "".join(f"<p>{text}</p>" for text in (sentence, "2023年收入支出情况表", *measure))
    page = f"<html><body>{above}<table>{table}</table></body></html>"
    found = outline(read("通报.html", page.encode()))
    assert found.title is None
    assert found.tables[0].caption == "2023年收入支出情况表"
    assert [passage.text for passage in found.preamble][:2] == [sentence, "2023年收入支出情况表"]


@pytest.mark.parametrize("above", ["", "<p>编制单位：云岭县水务局</p>", "<p>公开01表</p>"])
def test_the_name_of_a_table_is_the_title_where_no_sentence_stands_above_it(above: str) -> None:
    page = "<p>2023年部门预算表</p><table><tr><td>项目</td><td>金额</td></tr>"
    rows = "<tr><td>收入</td><td>300</td></tr></table>"
    found = outline(read("预算.html", f"{above}{page}{rows}".encode()))
    assert found.title is not None
    assert found.title.text.endswith("2023年部门预算表")


def test_a_title_may_bear_its_date() -> None:
    assert title_of("云岭县档案局工作总结 2023年12月31日") == "云岭县档案局工作总结 2023年12月31日"
