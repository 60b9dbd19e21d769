"""Headings: sequence, run-in, and what only looks like one."""

from typing import Any

import pytest
from tests_support import source_of

from index.cleaning import Paragraph
from index.model import Role, Section
from index.outline import outline
from index.outline.looks import known
from index.outline.roles import role_of

BODY = (
    "今年以来，我们坚持问题导向、目标导向，推动各项任务落细落实，取得了阶段性成效，得到职工认可。"
)


def top(text: str) -> list[tuple[str | None, str]]:
    return [(section.marker, section.heading) for section in outline(source_of(text)).sections]


def flat(section: Section) -> list[str | None]:
    return [section.marker, *(marker for inner in section.sections for marker in flat(inner))]


def test_a_run_in_heading_is_the_first_sentence_without_its_stop() -> None:
    found = outline(
        source_of(f"述职报告\n一、履职情况\n1.履职能力有所提升。{BODY}\n2.作风更加务实。{BODY}")
    )
    (section,) = found.sections
    assert [inner.heading for inner in section.sections] == ["履职能力有所提升", "作风更加务实"]
    opening, body = section.sections[0].walk()
    assert opening.text == "1.履职能力有所提升。"
    assert opening.paragraph == body.paragraph
    assert opening.text + body.text == f"1.履职能力有所提升。{BODY}"


def test_full_width_and_half_width_markers_are_written_alike() -> None:
    found = outline(source_of(f"总结\n一、情况\n(一)抓党建\n{BODY}\n（二）抓业务\n{BODY}"))
    assert flat(found.sections[0]) == ["一", "（一）", "（二）"]


def test_a_number_out_of_sequence_is_no_heading() -> None:
    text = f"总结\n一、情况\n{BODY}\n九、这一条不在次序里\n{BODY}\n二、打算\n{BODY}"
    assert top(text) == [("一", "情况"), ("二", "打算")]


def test_a_marker_inside_quotation_marks_is_no_heading() -> None:
    text = f"总结\n一、情况\n会议提出“一、要实；二、要细；三、要硬”的要求。{BODY}\n二、打算\n{BODY}"
    assert top(text) == [("一", "情况"), ("二", "打算")]


def test_list_items_that_end_in_a_semicolon_are_no_headings() -> None:
    found = outline(source_of("总结\n一、情况\n1.排查隐患26处；\n2.整改25处；\n3.约谈3家。"))
    assert flat(found.sections[0]) == ["一"]


def test_numbered_lists_after_an_annex_are_no_sections() -> None:
    text = f"总结\n一、情况\n{BODY}\n二、打算\n{BODY}\n附件\n一、名单\n1.某甲\n二、统计表\n"
    found = outline(source_of(text))
    assert [section.marker for section in found.sections] == ["一", "二"]
    tail = [passage for passage in found.passages if passage.path == ("附件",)]
    assert [passage.text for passage in tail] == ["附件", "一、名单", "1.某甲", "二、统计表"]


def test_numbers_may_be_nested_in_any_usual_order() -> None:
    text = f"总结\n一、甲\n（一）乙\n1.丙\n（1）丁\n{BODY}\n（2）戊\n{BODY}"
    text += f"\n2.己\n{BODY}\n二、庚\n{BODY}"
    first, second = outline(source_of(text)).sections
    assert flat(first) == ["一", "（一）", "1", "（1）", "（2）", "2"]
    assert flat(second) == ["二"]


def test_a_decimal_number_is_no_marker() -> None:
    text = "总结\n一、情况\n1.5万名党员参加学习，占党员总数的九成以上，效果良好。"
    text += f"\n{BODY}\n二、打算\n{BODY}"
    assert flat(outline(source_of(text)).sections[0]) == ["一"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("主要做法及成效", Role.DONE),
        ("履职工作情况", Role.DONE),
        ("存在的问题不足", Role.PROBLEMS),
        ("存在问题及原因", Role.PROBLEMS),
        ("产生问题的原因分析", Role.CAUSES),
        ("2022年度问题整改情况", Role.RECTIFICATION),
        ("下一步工作思路和改进措施", Role.PLANS),
        ("下步打算", Role.PLANS),
        ("努力方向和整改措施", Role.PLANS),
        ("第一个五年计划的若干问题", None),
        ("关于外交工作", None),
        ("重点任务推进情况", Role.DONE),
        ("上年度反馈问题整改落实情况", Role.RECTIFICATION),
    ],
)
def test_a_heading_tells_its_role(heading: str, role: Role | None) -> None:
    assert role_of(heading, None) == role


def test_a_heading_under_another_keeps_its_role_unless_it_plainly_says_otherwise() -> None:
    assert role_of("狠抓问题整改，提升群众满意度", Role.DONE) is Role.DONE
    assert role_of("存在的主要问题", Role.DONE) is Role.PROBLEMS


def test_work_of_a_year_is_a_plan_or_done_by_the_reports_own_year() -> None:
    assert role_of("2026年重点工作", None, year=2026, ahead=True) is Role.PLANS
    assert role_of("2026年重点工作", None, year=2026) is Role.DONE
    assert role_of("2024年工作安排", None, year=2023) is Role.PLANS


def test_a_heading_may_end_at_a_colon() -> None:
    text = f"总结\n一、情况\n{BODY}\n二、存在问题：学习不够深入，创新意识不强。"
    text += "\n三、下一步打算：加强学习。改进作风。"
    assert top(text) == [("一", "情况"), ("二", "存在问题"), ("三", "下一步打算")]


def test_a_section_begins_at_its_number_even_if_the_first_sentence_is_long() -> None:
    long = "着力打造忠诚型机关，" * 8
    text = f"总结\n一、强化政治建设，{long}成效明显。\n二、下一步工作，{long}抓好落实。"
    assert [marker for marker, _ in top(text)] == ["一", "二"]


def test_slips_in_numbering_lose_no_section() -> None:
    text = f"总结\n一、工作情况\n{BODY}\n一、存在问题\n{BODY}\n四、下一步打算\n{BODY}"
    assert [words for _, words in top(text)] == ["工作情况", "存在问题", "下一步打算"]


def test_numbers_that_go_on_over_sections_are_headings() -> None:
    text = f"总结\n一、甲\n（一）抓学习。{BODY}\n（二）抓作风。{BODY}"
    text += f"\n二、乙\n（三）抓项目。{BODY}\n（四）抓安全。{BODY}"
    first, second = outline(source_of(text)).sections
    assert flat(first) == ["一", "（一）", "（二）"]
    assert flat(second) == ["二", "（三）", "（四）"]


def test_a_headline_without_text_between_siblings_with_text_is_a_heading() -> None:
    text = f"总结\n一、存在问题\n（一）创新意识不强。{BODY}"
    text += f"\n（二）品牌效应不够。\n（三）队伍建设薄弱。{BODY}"
    assert flat(outline(source_of(text)).sections[0]) == ["一", "（一）", "（二）", "（三）"]


def test_a_quotation_over_paragraphs_holds_no_headings() -> None:
    text = "总结\n一、情况\n上级要求：“一、提高站位。\n二、压实责任。\n三、务求实效。”"
    text += f"\n{BODY}\n二、存在问题\n{BODY}"
    assert top(text) == [("一", "情况"), ("二", "存在问题")]


def test_a_number_alone_on_its_line_has_its_words_on_the_next() -> None:
    text = f"总结\n一、\n党建引领全面加强\n{BODY}\n二、\n下一步打算\n{BODY}"
    assert top(text) == [("一", "党建引领全面加强"), ("二", "下一步打算")]


@pytest.mark.parametrize(
    "title",
    [
        "2023年党支部书记述职报告",
        "青澜市教育局局长述职报告",
        "2022年度社区主任工作总结",
        "【述职报告】2023年支部书记抓党建述职报告",
    ],
)
def test_a_title_may_name_an_office(title: str) -> None:
    found = outline(source_of(f"{title}\n一、情况\n{BODY}"))
    assert found.title is not None
    assert found.title.text == title


def test_numbers_as_banks_write_them_stand_above_the_plain_ones() -> None:
    (first, second) = outline(
        source_of(f"总结\n壹、年度工作\n一、经营\n{BODY}\n二、项目\n{BODY}\n贰、来年计划\n{BODY}")
    ).sections
    assert flat(first) == ["壹", "一", "二"]
    assert flat(second) == ["贰"]


def test_a_heading_that_states_an_amount_is_one_among_headings() -> None:
    text = (
        f"总结\n一、工作成效\n（一）消费规模突破50亿元\n{BODY}\n（二）培育企业12家\n{BODY}"
        f"\n（三）举办第三届年货节\n{BODY}"
    )
    (section,) = outline(source_of(text)).sections
    assert flat(section) == ["一", "（一）", "（二）", "（三）"]


def test_items_that_state_amounts_are_no_headings() -> None:
    text = (
        f"预算\n一、收入情况\n（一）财政拨款收入3200万元\n{BODY}\n（二）事业收入450万元\n{BODY}"
        f"\n二、支出情况\n{BODY}"
    )
    assert [flat(section) for section in outline(source_of(text)).sections] == [["一"], ["二"]]


def test_a_time_in_brackets_does_not_make_a_name_tell() -> None:
    stages = ("动员阶段（3月1日至3月15日）", "整治阶段（3月16日至9月底）", "总结阶段（10月）")
    numbered = "\n".join(
        f"（{number}）{stage}。{BODY}" for number, stage in zip("一二三", stages, strict=True)
    )
    (section,) = outline(source_of(f"方案\n一、实施步骤\n{numbered}")).sections
    assert [inner.heading for inner in section.sections] == list(stages)


def test_names_in_a_table_that_was_set_as_text_are_no_headings() -> None:
    rows = (
        "一、财政拨款收入\n1,204.50\n一、教育支出\n980.00\n二、事业收入\n二、卫生健康支出\n36.20\n"
        "三、其他收入\n三、住房保障支出\n四、城乡社区支出\n112.75\n四、上年结转\n五、农林水支出"
    )
    said = f"第二部分 情况说明\n一、收入情况\n{BODY}\n二、支出情况\n{BODY}"
    text = f"部门决算\n第一部分 决算表\n{rows}\n{said}"
    found = outline(source_of(text))
    assert [flat(section) for section in found.sections] == [["第一部分"], ["第二部分", "一", "二"]]


def test_a_table_without_amounts_yet_has_no_headings() -> None:
    rows = "\n".join(
        f"{number}、{name}支出"
        for number, name in zip("一二三四五六七八", "甲乙丙丁戊己庚辛", strict=True)
    )
    found = outline(source_of(f"决算\n第一部分 概况\n{BODY}\n第二部分 决算表\n{rows}"))
    assert [flat(section) for section in found.sections] == [["第一部分"], ["第二部分"]]


def test_sections_of_a_line_each_stay_headings() -> None:
    text = "培训通知\n一、时间\n5月10日\n二、地点\n三楼会议室\n三、人员\n全体职工"
    assert top(text) == [("一", "时间"), ("二", "地点"), ("三", "人员")]


def test_a_preface_and_a_last_word_stand_beside_the_sections() -> None:
    text = (
        f"调研报告\n前  言\n{BODY}\n第一章 现状\n一、规模\n{BODY}\n二、结构\n{BODY}\n结语\n{BODY}"
    )
    found = outline(source_of(text))
    assert [flat(section) for section in found.sections] == [[None], ["第一章", "一", "二"], [None]]


def test_lines_in_brackets_over_text_are_headings() -> None:
    text = f"工作总结\n【思想建设】\n{BODY}\n【业务工作】\n{BODY}"
    assert [section.marker for section in outline(source_of(text)).sections] == [None, None]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("本月工作总结", "下月工作计划"),
        ("第一季度工作总结", "第二季度工作安排"),
        ("上半年工作回顾", "下半年工作打算"),
    ],
)
def test_a_summary_and_a_plan_of_two_terms_are_parts(first: str, second: str) -> None:
    inner = f"一、日常事务\n{BODY}\n二、专项事务\n{BODY}"
    text = f"工作月报\n{first}\n{inner}\n{second}\n{inner}"
    found = outline(source_of(text))
    assert [flat(section) for section in found.sections] == [[None, "一", "二"]] * 2
    assert found.sections[1].role is Role.PLANS


def test_a_sentence_that_begins_with_two_numbers_of_a_kind_is_no_heading() -> None:
    quarters = "一、二季度经济平稳运行，增速分别达到5.2%和5.6%，位居前列。"
    sectors = "二、三产业比重提高，分别达到42.1%和45.3%，结构持续优化。"
    text = f"运行分析\n一、总体情况\n{quarters}\n{sectors}\n{BODY}\n二、二期工程建设\n{BODY}"
    assert top(text) == [("一", "总体情况"), ("二", "二期工程建设")]


@pytest.mark.parametrize("gap", ["\t", "    "])
def test_a_row_of_a_table_is_no_heading(gap: str) -> None:
    rows = "\n".join(
        f"{number}、{name}{gap}{amount}{gap}"
        for number, name, amount in (("一", "工资", "326.5"), ("二", "公务", "85.2%"))
    )
    text = f"预算说明\n一、收支情况\n{BODY}\n{rows}\n二、项目情况\n{BODY}"
    assert top(text) == [("一", "收支情况"), ("二", "项目情况")]


@pytest.mark.parametrize("counted", ["1.抓学习；2.抓作风；3.抓纪律。", "1、抓学习。2、抓作风。"])
def test_a_paragraph_that_goes_on_counting_is_no_heading(counted: str) -> None:
    text = f"总结\n一、主要工作\n{BODY}\n二、工作打算\n{counted}"
    assert [flat(section) for section in outline(source_of(text)).sections] == [["一"], ["二"]]


def test_the_number_of_a_class_of_pupils_is_no_marker() -> None:
    text = (
        f"教学总结\n一、班级管理\n（1）班级公约\n{BODY}\n（2）班级活动\n{BODY}"
        f"\n二、成绩分析\n（1）班优秀率达到85%，位居年级第一。\n（2）班进步明显。\n{BODY}"
    )
    first, second = outline(source_of(text)).sections
    assert flat(first) == ["一", "（1）", "（2）"]
    assert flat(second) == ["二"]


def test_a_name_that_runs_on_into_its_text_without_a_sign_ends_where_the_text_begins() -> None:
    done = "今年以来，全馆完成数字化120卷，开展培训6期，接待读者2万人次。读者反映良好。"
    lacks = "一年来，虽有进步，但馆藏更新偏慢，专业人员偏少。"
    plans = "我们将加快补充馆藏，抓紧引进人员，办好读书活动，提升服务水平，不断取得新成效。"
    text = f"2023年工作总结\n一、工作开展情况{done}\n二、存在问题{lacks}\n三、下一步打算{plans}"
    found = outline(source_of(text))
    assert [(one.heading, one.role) for one in found.sections] == [
        ("工作开展情况", Role.DONE),
        ("存在问题", Role.PROBLEMS),
        ("下一步打算", Role.PLANS),
    ]
    assert [one.passages[0].text for one in found.sections] == [done, lacks, plans]


@pytest.mark.parametrize(
    "heading",
    ["今年以来的工作情况", "存在问题我局已全部整改", "我们的主要工作", "重点工作2023年全面完成"],
)
def test_a_heading_that_only_names_a_time_or_who_reports_is_not_cut(heading: str) -> None:
    assert top(f"总结\n一、{heading}\n{BODY}\n二、其他事项\n{BODY}") == [
        ("一", heading),
        ("二", "其他事项"),
    ]


def test_the_time_to_know_parts_grows_with_the_lines_of_a_report() -> None:
    class Counting(list[Paragraph]):
        taken = 0

        def __getitem__(self, place: Any) -> Any:
            found = super().__getitem__(place)
            Counting.taken += len(found) if isinstance(place, slice) else 1
            return found

    lines = Counting(Paragraph("王小明", range(3)) for _ in range(2000))
    known(lines, 0, len(lines), ())
    assert Counting.taken < 50 * len(lines)


def test_headings_may_begin_with_the_number_after_their_own() -> None:
    text = f"总结\n一、二级学院建设不断加强。\n{BODY}\n二、三级联动持续深化。{BODY}"
    text += f"\n三、四级网络建设情况。\n{BODY}"
    assert top(text) == [
        ("一", "二级学院建设不断加强"),
        ("二", "三级联动持续深化"),
        ("三", "四级网络建设情况"),
    ]
