"""Title, year, unit and kind: what is trusted first, and what is never taken."""

import pytest
from tests_support import source_of

from index.facts import Stated, recognise
from index.kinds import kind_in
from index.model import Facts, FileFacts, Origin
from index.outline import outline
from index.units import is_known

REST = """一、2019年度问题整改情况
上年度查摆的6个问题已全部整改到位，长效机制同步建立。
二、2031年工作安排
继续抓好落实。"""


def facts(title: str, file: str = "a.txt", below: str = "", stated: Stated | None = None) -> Facts:
    text = "\n".join(line for line in (title, below, REST) if line)
    return recognise(outline(source_of(text)), file=file, stated=stated)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2023年度工作总结", 2023),
        ("２０２３年工作总结", 2023),
        ("二〇二三年述职报告", 2023),
        ("关于一九五八年度工作的报告", 1958),
        ("2021—2023年工作总结", 2023),
        ("1 9 9 8 年政府工作报告", 1998),
    ],
)
def test_the_title_names_the_year(title: str, year: int) -> None:
    found = facts(title)
    assert (found.year, found.year_from) == (year, Origin.TITLE)


def test_the_year_of_a_section_is_never_the_reports() -> None:
    assert facts("抓党建工作述职报告").year is None


def test_a_year_in_the_opening_words_is_not_the_reports() -> None:
    assert facts("抓党建工作述职报告", below="2019年，支部认真履职尽责。").year is None


def test_the_year_of_delivery_counts_where_the_title_names_none() -> None:
    assert facts("述职报告", below="（2024年1月）").year == 2024
    assert facts("政府工作报告", below="——2022年1月9日在市人民代表大会第一次会议上").year == 2022


@pytest.mark.parametrize(
    ("file", "year"),
    [
        ("2022_云岭集团_述职报告.txt", 2022),
        ("述职报告2021.docx", 2021),
        ("述职报告（2020年）.docx", 2020),
        ("000_3a85805dd6061941.txt", None),
        ("20231201述职.txt", None),
        ("v2021b.txt", None),
        ("2019/城投集团/述职.docx", 2019),
    ],
)
def test_a_file_or_folder_names_the_year_only_between_delimiters(
    file: str, year: int | None
) -> None:
    assert facts("述职报告", file).year == year


@pytest.mark.parametrize(
    ("title", "file", "unit"),
    [
        ("城投集团2023年度工作总结", "a.txt", "城投集团"),
        ("青澜市财政局关于2023年预算执行情况的报告", "a.txt", "青澜市财政局"),
        ("2022年青澜县人民政府工作报告", "a.txt", "青澜县"),
        ("2022年政府工作报告", "2022_青澜县_政府工作报告.txt", "青澜县"),
        ("工作总结", "2021_云岭集团港务公司_工作总结.txt", "云岭集团港务公司"),
        ("述职报告", "2021/人事处/述职.docx", "人事处"),
        ("2023年党支部书记抓党建述职报告", "a.txt", None),
        ("港务公司党委书记2023年度述职报告", "a.txt", "港务公司"),
        ("澜川集团党群工作部2024年工作总结", "a.txt", "澜川集团党群工作部"),
        ("青澜市住房和城乡建设局2023年工作总结", "a.txt", "青澜市住房和城乡建设局"),
        ("区委老干部局2021年工作总结", "a.txt", "区委老干部局"),
        ("述职报告", "澜川集团党群工作部/述职报告2022.txt", "澜川集团党群工作部"),
        ("述职报告", "2023年述职材料/述职.txt", None),
        ("关于2023年度法治政府建设情况的报告", "a.txt", None),
        ("在全镇党支部书记述职评议会上的述职报告", "a.txt", None),
        ("以高质量党建引领发展——青澜市水务集团2023年党建工作总结", "a.txt", "青澜市水务集团"),
        ("国有企业党委2023年度述职报告", "a.txt", None),
        ("中共青澜市自来水有限公司委员会2023年工作总结", "a.txt", "中共青澜市自来水有限公司委员会"),
    ],
)
def test_a_unit_is_named_by_title_file_or_folder(title: str, file: str, unit: str | None) -> None:
    assert facts(title, file).unit == unit


def test_a_masked_unit_is_kept_and_is_not_known() -> None:
    unit = facts("2022年度XX党委组织部工作总结").unit
    assert unit == "XX党委组织部"
    assert not is_known(unit)
    assert not is_known(None)
    assert is_known("城投集团")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2023年党支部书记抓党建述职报告", "党建述职报告"),
        ("述责述廉报告", "述责述廉报告"),
        ("某局2023年工作总结", "工作总结"),
        ("2026年某省政府工作报告", "政府工作报告"),
        ("某局2024年度部门决算", "部门决算"),
        ("某区2025年区级单位预算", "单位预算"),
    ],
)
def test_the_title_states_the_kind(title: str, kind: str) -> None:
    assert facts(title).kind == kind


def test_the_kind_may_stand_in_the_subtitle() -> None:
    found = facts("践行初心使命 勇于担当作为", below="——2019年度述职述廉报告")
    assert (found.kind, found.year) == ("述职述廉报告", 2019)


def test_a_manifest_is_trusted_before_the_title() -> None:
    found = facts("城投集团2023年度工作总结", stated=Stated(year=2022, unit="港务公司"))
    assert (found.year, found.year_from) == (2022, Origin.MANIFEST)
    assert (found.unit, found.unit_from) == ("港务公司", Origin.MANIFEST)
    assert (found.kind, found.kind_from) == ("工作总结", Origin.TITLE)


def said_by(text: str, title: str | None, file: str = "下载.html") -> Facts:
    return recognise(outline(source_of(text)), file=file, said=FileFacts(title=title))


def test_a_title_that_the_file_states_stands_in_where_the_text_has_none() -> None:
    found = said_by("各位代表：\n现在报告工作，请予审议。", "澜西县2019年政府工作报告")
    assert (found.title, found.title_from) == ("澜西县2019年政府工作报告", Origin.STATED)
    assert (found.year, found.year_from) == (2019, Origin.STATED)
    assert (found.unit, found.kind) == ("澜西县", "政府工作报告")


def test_a_stated_title_adds_what_the_shorter_one_of_the_text_leaves_out() -> None:
    found = said_by("工作总结\n全年工作平稳有序，成效明显。", "澜东县水利局2022年工作总结")
    assert (found.title, found.title_from) == ("工作总结", Origin.TITLE)
    assert (found.year, found.unit, found.unit_from) == (2022, "澜东县水利局", Origin.STATED)


def test_a_stated_title_never_overrules_the_title_of_the_text() -> None:
    found = said_by("澜东县水利局2022年工作总结\n全年工作平稳有序。", "澜西县2021年财政局工作汇报")
    assert (found.title, found.year, found.unit) == (
        "澜东县水利局2022年工作总结", 2022, "澜东县水利局",
    )  # fmt: skip


def test_a_stated_title_is_trusted_before_the_file_name() -> None:
    found = said_by("一、学习\n坚持学习。", "澜东县2022年政府工作报告", "2018年总结.html")
    assert (found.year, found.year_from) == (2022, Origin.STATED)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("述 职 述 廉 报 告", "述职述廉报告"),
        ("政　府　工　作　报　告", "政府工作报告"),
        ("2023年工作總結", "工作总结"),
    ],
)
def test_a_kind_may_be_set_apart_or_traditional(title: str, kind: str) -> None:
    assert kind_in(title) == kind


def test_a_title_that_is_set_apart_gives_unit_and_kind() -> None:
    text = "云岭县\n政 府 工 作 报 告\n一、工作回顾\n各项任务全部完成，成效明显。"
    facts = recognise(outline(source_of(text)), file="a.txt")
    assert (facts.unit, facts.kind) == ("云岭县", "政府工作报告")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于2022年度县本级预算执行审计整改情况的通报", None),
        ("预算绩效管理办法", None),
        ("关于2022年预算执行情况和2023年预算草案的报告", "预算报告"),
        ("云岭县2022年财政决算情况的报告", "决算报告"),
    ],
)
def test_what_is_done_about_a_budget_is_no_budget(title: str, kind: str | None) -> None:
    assert kind_in(title) == kind
