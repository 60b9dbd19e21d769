"""Roles: what a section is called says what it is for, a word inside its heading does not."""

import pytest

from index.model import Role
from index.outline.roles import role_of

NAMES = {
    Role.DONE: "主要工作成效 取得的成绩 工作亮点 特色做法 工作回顾 履职情况 履行职责情况"
    " 履职尽责情况 述职情况 职责履行情况 落实主体责任情况 抓党建工作情况 开展的主要工作"
    " 典型经验 2023年工作总结 理论学习情况 廉洁自律情况 遵守廉洁纪律情况 德、能、勤、绩、廉表现",
    Role.PROBLEMS: "存在的主要问题 不足之处 短板弱项 当前面临的困难 问题与不足 存在问题及原因分析"
    " 查摆出的问题 工作中的不足 创新能力不足 需要改进的方面",
    Role.CAUSES: "原因分析 产生问题的主要原因 思想根源",
    Role.RECTIFICATION: "问题整改情况 整改落实 整改成效 上年度反馈问题整改落实情况"
    " 上年度民主生活会整改措施落实情况 整改措施的落实 整改任务完成情况",
    Role.PLANS: "下一步工作打算 今后努力方向 改进措施 明年工作计划 重点任务 总体要求 对策建议"
    " 未来展望 下半年工作安排 2024年度工作计划 意见和建议"
    " 总体思路 2023年发展目标 下年度工作目标 下学期打算",
}
MATTERS = (
    "提升履职能力 强化履职担当 依法履行职责 以高质量履职推动工作成效提升 履职本领明显增强"
    " 弘扬履职精神 提升工作成效 巩固整改成果 推广先进经验 突出特色亮点 打造亮点工程 培育特色产业"
    " 科技成果转化 解决群众关心的问题 聚焦突出问题 着力破解难题 补齐短板弱项 缩小发展差距"
    " 关于工业的生产问题"
    " 本项目不存在技术难点 统筹推进重点工作 完成目标任务 贯彻上级工作部署 面向未来产业 未来社区建设"
    " 工作目标考核情况 工作目标责任书签订 发展目标管理"
    " 主要职责 岗位职责 明确职责分工 总结经验，继续前进 强化作风建设，履职尽责"
)


@pytest.mark.parametrize(
    ("heading", "role"), [(name, role) for role, names in NAMES.items() for name in names.split()]
)
def test_a_section_is_for_what_it_is_called(heading: str, role: Role) -> None:
    assert role_of(heading, None) is role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("存在問題及原因分析", Role.PROBLEMS),
        ("主要工作成績", Role.DONE),
        ("下階段工作計劃", Role.PLANS),
    ],
)
def test_a_heading_in_traditional_letters_tells_its_role(heading: str, role: Role) -> None:
    assert role_of(heading, None) is role


@pytest.mark.parametrize("heading", MATTERS.split())
def test_a_word_inside_a_heading_makes_no_role(heading: str) -> None:
    assert role_of(heading, None) is None


@pytest.mark.parametrize("heading", MATTERS.split())
@pytest.mark.parametrize("inherited", list(Role))
def test_a_word_inside_a_subheading_changes_no_role(heading: str, inherited: Role) -> None:
    assert role_of(heading, inherited) is inherited


@pytest.mark.parametrize(
    ("heading", "inherited", "role"),
    [
        ("存在的主要问题", Role.DONE, Role.PROBLEMS),
        ("下一步打算", Role.PROBLEMS, Role.PLANS),
        ("产生的原因", Role.PROBLEMS, Role.CAUSES),
        ("改进措施", Role.PROBLEMS, Role.PLANS),
        ("整改落实情况", Role.DONE, Role.RECTIFICATION),
    ],
)
def test_a_plain_name_changes_the_role_of_a_subsection(
    heading: str, inherited: Role, role: Role
) -> None:
    assert role_of(heading, inherited) is role
