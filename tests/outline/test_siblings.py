"""Siblings are treated alike: a series of markers is one of headings, or it is a list."""

import pytest
from tests_support import headings, source_of

from index.outline import outline

BODY = "坚持每周调度、每月通报，推动各项任务一件一件落到实处，干部群众反映良好，社会各界给予肯定。"
LONG = "坚持把扩大内需作为战略基点，着力稳投资、促消费、扩出口，推动经济运行持续回升向好、质效双升"


def found(*lines: str) -> list[tuple[int, str]]:
    return headings(outline(source_of("\n".join(("2023年工作总结", *lines)))))


def test_a_long_sentence_is_a_heading_where_its_siblings_are() -> None:
    assert len(LONG) > 44
    lines = [
        "一、工作回顾",
        "（一）经济平稳。",
        BODY,
        f"（二）{LONG}。",
        BODY,
        "（三）民生改善。",
        BODY,
    ]
    assert found(*lines) == [
        (1, "一、工作回顾"),
        (2, "（一）经济平稳。"),
        (2, f"（二）{LONG}。"),
        (2, "（三）民生改善。"),
    ]


def test_a_long_run_in_sentence_is_a_heading_where_its_siblings_are() -> None:
    long = (
        "深入贯彻上级关于从严治党的各项部署要求，压紧压实管党治党责任，层层传导压力，一级带着一级干"
    )
    lines = ["一、履职情况", f"1.加强学习。{BODY}", f"2.{long}。{BODY}", f"3.改进作风。{BODY}"]
    assert [text for level, text in found(*lines) if level == 2] == [
        "1.加强学习。",
        f"2.{long}。",
        "3.改进作风。",
    ]


def test_sentences_of_any_length_with_text_under_each_are_headings() -> None:
    lines = [line for number in "123" for line in (f"{number}.{LONG}。", BODY)]
    assert [level for level, _ in found(*lines)] == [1, 1, 1]


def test_paragraphs_that_tell_what_was_done_are_numbered_not_headed() -> None:
    told = "2023年3月以来组织培训16场次，覆盖干部420人，发放资料1200份"
    lines = ["一、主要工作", *(f"{number}.{told}。{BODY}" for number in "123"), "二、打算", BODY]
    assert found(*lines) == [(1, "一、主要工作"), (1, "二、打算")]


def test_subheadings_count_though_the_first_is_missing() -> None:
    lines = ["一、工作回顾", BODY, f"（二）科技创新增强。{BODY}", f"（三）改革纵深推进。{BODY}"]
    lines += ["二、下一步安排", f"（一）扩大需求。{BODY}", f"（二）防范风险。{BODY}"]
    assert [text[:3] for level, text in found(*lines) if level == 2] == [
        "（二）",
        "（三）",
        "（一）",
        "（二）",
    ]


def test_two_numbers_in_wrong_order_are_both_headings() -> None:
    lines = ["一、安排", *(f"（{number}）抓好这件事。{BODY}" for number in "一三二四")]
    assert [text[1] for level, text in found(*lines) if level == 2] == [*"一三二四"]


def test_a_number_given_twice_is_a_heading_both_times() -> None:
    lines = [line for number in "一二二三" for line in (f"{number}、抓好这件事", BODY)]
    assert [level for level, _ in found(*lines)] == [1, 1, 1, 1]


def test_a_series_may_jump_if_it_goes_on_from_there() -> None:
    lines = [line for number in "一二五六" for line in (f"{number}、抓好这件事", BODY)]
    assert [text[0] for _, text in found(*lines)] == [*"一二五六"]


def test_a_bracket_lost_in_one_marker_loses_no_heading() -> None:
    lines = [
        "一、回顾",
        "（一）学习",
        BODY,
        "（二）作风",
        BODY,
        "三）制度",
        BODY,
        "（四）队伍",
        BODY,
    ]
    assert [text for level, text in found(*lines) if level == 2] == [
        "（一）学习",
        "（二）作风",
        "三）制度",
        "（四）队伍",
    ]


@pytest.mark.parametrize(
    "items",
    [
        ["1.学习；", "2.作风；", "3.制度。"],
        ["（1）备足物资。", "（2）加强值守。"],
        ["①成立专班", "②制定方案"],
        ["a.支持导入；", "b.支持导出。"],
        ["（一）摸清底数；", "（二）逐项整治；", "（三）总结验收。"],
    ],
)
def test_what_a_colon_announces_is_a_list(items: list[str]) -> None:
    lines = ["一、主要工作", "重点抓了以下几件事：", *items, BODY, "二、打算", BODY]
    assert found(*lines) == [(1, "一、主要工作"), (1, "二、打算")]


def test_a_colon_may_announce_headings_that_have_text() -> None:
    lines = ["现将情况报告如下：", "一、学习", BODY, "二、作风", BODY]
    assert found(*lines) == [(1, "一、学习"), (1, "二、作风")]


def test_numbers_in_a_row_with_nothing_under_them_are_a_list() -> None:
    lines = ["一、参加人员", "1.张某某", "2.李某某", "3.王某某", "二、议程", BODY]
    assert found(*lines) == [(1, "一、参加人员"), (1, "二、议程")]


def test_what_fills_in_a_form_is_no_heading() -> None:
    lines = ["一、会议安排", "1.会议时间：5月10日上午九点整", "2.会议地点：三楼会议室"]
    lines += ["3.参加人员：各科室负责人和全体党员，请提前十分钟入场", "二、要求", BODY]
    assert found(*lines) == [(1, "一、会议安排"), (1, "二、要求")]


def test_figures_at_the_start_of_paragraphs_are_no_markers() -> None:
    lines = ["一、成绩", f"1.5万名党员参加学习。{BODY}", f"2.3亿元资金到位。{BODY}"]
    lines += [f"12名同志获奖。{BODY}", f"7.1 建党节活动。{BODY}", f"8.1 建军节慰问。{BODY}"]
    assert found(*lines) == [(1, "一、成绩")]


@pytest.mark.parametrize(
    "heading",
    [
        "一、登录平台（http://ehall.example.edu.cn/login?id=3）填报",
        "一、9:00—9:30签到，9：30—11：00开会",
        "一、人员按1:2配备到位，经费按1：1配套",
    ],
)
def test_a_heading_is_not_cut_at_an_address_a_time_or_a_ratio(heading: str) -> None:
    assert found(heading, BODY, "二、要求", BODY) == [(1, heading), (1, "二、要求")]


def test_words_before_a_colon_are_the_heading_of_what_is_explained() -> None:
    lines = ["一、工作", f"1.产业发展：加强技术培训和指导，推动农产品生产规模化、标准化。{BODY}"]
    lines += [f"2.乡村旅游：依托山水资源，积极开展乡村旅游开发，吸引游客前来。{BODY}"]
    assert [text for level, text in found(*lines) if level == 2] == ["1.产业发展：", "2.乡村旅游："]


def test_a_motto_behind_a_colon_belongs_to_its_heading() -> None:
    lines = ["一、2023年工作回顾：砥砺奋进谱新篇", BODY, "二、下一步工作打算：实干担当启新程", BODY]
    assert [text for _, text in found(*lines)] == [lines[0], lines[2]]


def test_duties_described_under_their_heading_are_no_headings() -> None:
    duty = "贯彻执行国家和省有关工作的法律、法规和方针政策，拟订全市规划并组织实施"
    lines = ["一、主要职能", *(f"（{number}）{duty}。{BODY}" for number in "一二三")]
    assert found(*lines, "二、机构设置", BODY) == [(1, "一、主要职能"), (1, "二、机构设置")]


def test_a_list_in_a_row_does_not_count_on_much_later() -> None:
    lines = ["机构设置包括：", "1.某某局本部。", "2.某某中心不单列预算。", *[BODY] * 14]
    assert found(*lines, "3.其他收入", BODY) == []
