"""Levels: which marker stands under which, whatever scheme a report numbers by."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests_support import headings, source_of

from index.model import Line, Source
from index.outline import outline

BODY = "坚持每周调度、每月通报，推动各项任务一件一件落到实处，干部群众反映良好，社会各界给予肯定。"
CHINESE = "一二三四五六七八九"


def found(*lines: str) -> list[tuple[int, str]]:
    return headings(outline(source_of("\n".join(("某某系统建设方案", *lines)))))


def written(*drawn: str) -> list[tuple[int, str]]:
    """Read a drawing: two spaces of indent for each level."""
    return [((len(line) - len(line.lstrip(" "))) // 2 + 1, line.strip(" ")) for line in drawn]


def with_text(*lines: str) -> list[str]:
    """Put a paragraph of text below each line."""
    return [line for heading in lines for line in (heading.strip(" "), BODY)]


@pytest.mark.parametrize(
    "drawn",
    [
        ["1 引言", "  1.1 目的", "  1.2 背景", "    1.2.1 来源", "    1.2.2 依据", "2 设计"],
        ["1　引言", "  1．1　目的", "    1．1．1　来源", "  1．2　背景", "2　设计", "  2．1　原则"],
        [
            "1引言",
            "  1.1目的",
            "  1.2背景",
            "2设计",
            "  2.1架构",
            "    2.1.1网络",
            "      2.1.1.1接口",
        ],
        ["1.目的", "2.职责", "  2.1.办公室", "  2.2.财务部", "    2.2.1.出纳", "3.流程"],
        ["1、总则", "  1.1、目的", "  1.2、范围", "2、组织", "  2.1、机构"],
        ["一、概述", "  1.1 背景", "  1.2 目标", "二、设计", "  2.1 架构", "    2.1.1 网络"],
        ["第1章 概述", "  1.1 背景", "第2章 设计", "  2.1 架构", "  2.2 接口"],
        ["第一章 总则", "  第一节 目的", "  第二节 范围", "第二章 机构", "  第一节 董事会"],
        ["第一部分 总体", "  第一章 背景", "    第一节 由来", "  第二章 目标", "第二部分 任务"],
        ["第一条 内容", "第二条 付款", "  2.1 首付款", "  2.2 尾款", "第三条 违约"],
        ["1.1 要求", "1.2 任务", "2.1 组织", "2.2 监督"],
        ["一、方案", "  1、硬件", "    a.主机", "    b.网络", "  2、软件", "二、进度"],
        ["I.背景", "  A.由来", "    1.国内", "    2.国外", "  B.现状", "II.方法", "III.结论"],
        ["一、工作", "  （1）学习", "    1.理论", "    2.业务", "  （2）作风", "二、问题"],
        ["一、工作", "  1）学习", "    （1）理论", "    （2）业务", "  2）作风", "二、问题"],
        ["一、工作", "  ㈠人员", "  ㈡经费", "二、做法", "  ⑴学习", "  ⑵作风"],
        ["一、讲话", "二、任务", "  第一、学习", "  第二、作风", "三、要求"],
        ["一、思想", "二、步骤", "  第一阶段：发动", "  第二阶段：实施", "三、要求"],
        ["（一）成绩", "  一、生产", "  二、安全", "（二）打算", "  一、生产", "  二、安全"],
    ],
)
def test_any_usual_scheme_gets_its_levels(drawn: list[str]) -> None:
    assert found(*with_text(*drawn)) == written(*drawn)


def test_half_a_bracket_stands_under_a_decimal_number() -> None:
    drawn = ["1 引言", "  1.1 背景", "    1.1.1 简介", "    1.1.2 可行性", "      1）技术可行。"]
    drawn += ["      2）进度可行，不存在问题。", "    1.1.3 预测", "2 设计"]
    bare = ("1.1 背景", "1.1.2 可行性")  # what has no text but its subsections
    lines = [line for line in with_text(*drawn) if line]
    lines = [line for before, line in zip(["", *lines], lines, strict=False) if before not in bare]
    assert found(*lines) == written(*drawn)


def test_numbers_with_a_space_are_headings_only_beside_decimal_ones() -> None:
    lines = ["一、名单", "1 张三 男", "2 李四 女", "3 王五 男", "二、要求", BODY]
    assert found(*lines) == written("一、名单", "二、要求")


def test_articles_of_a_regulation_are_text_of_its_chapters() -> None:
    lines = ["第一章 总则", "第一条 为了规范管理，制定本办法。", "第二条 本办法适用于各单位。"]
    lines += ["第二章 附则", "第三条 本办法自发布之日起施行。"]
    assert found(*lines) == written("第一章 总则", "第二章 附则")


def test_a_list_inside_a_section_numbered_alike_stands_below_it() -> None:
    drawn = ["一、总体", "二、方针", "  （一）农业", "    一、抓种子。", "    二、抓水利。"]
    drawn += [
        "  （二）工业",
        "    一、抓能源。",
        "    二、抓交通。",
        "    三、抓通信。",
        "三、保障",
    ]
    assert found(*with_text(*drawn)) == written(*drawn)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2018年度工作总结", "2019年度工作计划"),
        ("某某公司 2020 年工作总结", "某某公司 2021 年工作打算"),
        ("2023年上半年工作总结", "2023年下半年工作安排："),
        ("二〇二二年总结", "二〇二三年计划"),
    ],
)
def test_a_line_that_names_year_and_kind_is_a_part_of_its_own(first: str, second: str) -> None:
    drawn = [first, "  一、学习", "  二、不足", second, "  一、学习", "  二、作风"]
    assert found(*with_text(*drawn)) == written(*drawn)


def test_a_plan_after_a_summary_is_no_part_of_its_last_section() -> None:
    text = f"2018年度工作总结\n一、学习\n{BODY}\n二、存在不足\n不足有：\n1.学习不深。\n2.办法不多。"
    text += f"\n3.\n2019年度工作计划\n{BODY}\n重点：\n1.抓学习。\n2.抓作风。"
    outlined = outline(source_of(text))
    assert headings(outlined) == written("一、学习", "二、存在不足", "2019年度工作计划")
    assert outlined.sections[-1].role == "plans"


def test_what_comes_next_is_a_part_where_the_numbers_begin_anew() -> None:
    drawn = ["一、学习", "二、作风", "明年工作打算", "  一、学习", "  二、作风"]
    assert found(*with_text(*drawn)) == written(*drawn)


def test_a_year_and_kind_right_below_the_title_are_its_subtitle() -> None:
    outlined = outline(source_of(f"某某局工作情况报告\n2023年度工作总结\n一、学习\n{BODY}"))
    assert headings(outlined) == written("一、学习")


def test_a_bare_heading_stands_inside_the_series_that_goes_on_after_it() -> None:
    long = BODY + BODY
    lines = ["（一）农业", BODY, "种植业结构持续优化", long, "养殖业规模稳步扩大", long]
    lines += ["（二）工业", BODY]
    assert found(*lines) == written(
        "（一）农业", "  种植业结构持续优化", "  养殖业规模稳步扩大", "（二）工业"
    )


SCHEMES = (
    ("{c}、", "（{c}）", "{n}.", "（{n}）"),
    ("{c}、", "{n}、", "（{n}）", "{o}"),
    ("第{c}部分　", "{c}、", "（{c}）", "{n}．"),
    ("第{c}章　", "第{c}节　", "{c}、", "（{c}）"),
    ("{d} ", "{d} ", "{d} ", "{n}）"),
    ("{n}.", "{d}", "{d}", "（{n}）"),
    ("第{n}章 ", "{d}　", "{d}　", "{n}）"),
    ("（{c}）", "{n}、", "（{n}）", "{o}"),
)
TREES = st.recursive(
    st.just([]), lambda inner: st.lists(inner, min_size=2, max_size=4), max_leaves=14
).filter(bool)
WORDS = ("加强学习", "改进作风", "完善制度", "建强队伍")


def _numbered(
    tree: list[object], scheme: tuple[str, ...], above: tuple[int, ...] = ()
) -> list[tuple[int, str]]:
    made: list[tuple[int, str]] = []
    depth = len(above)
    for number, inner in enumerate(tree, 1):
        place = (*above, number)
        marker = scheme[depth].format(
            c=CHINESE[number - 1],
            n=number,
            o=chr(ord("①") + number - 1),
            d=".".join(map(str, place[-3 if scheme[0].startswith("第") else 0 :])),
        )
        made.append((depth + 1, marker + WORDS[number - 1]))
        if isinstance(inner, list) and depth + 1 < len(scheme):
            made.extend(_numbered(inner, scheme, place))
    return made


@settings(max_examples=150, deadline=None)
@given(TREES, st.sampled_from(SCHEMES), st.sampled_from(["", "。"]))
def test_a_report_numbered_by_any_scheme_comes_out_as_it_was_built(
    tree: list[object], scheme: tuple[str, ...], stop: str
) -> None:
    plain = "{d}" in "".join(scheme)  # such headings are lines without a full stop
    expected = [(level, text + (not plain) * stop) for level, text in _numbered(tree, scheme)]
    lines = [Line("某某系统建设方案"), Line(BODY)]
    for _, text in expected:
        lines += [Line(text), Line(BODY)]
    assert headings(outline(Source(tuple(lines)))) == expected
