"""Which year a title or a name states, and which numbers are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests_support import source_of

from index.facts import recognise
from index.outline import outline
from index.years import is_date, year_in_name, year_in_title

NOUGHTS = ["〇", "○", "◯", "零", "O", "o", "О", "о", "Ｏ", "0", "０"]


@pytest.mark.parametrize("nought", NOUGHTS)
def test_a_chinese_year_may_have_any_nought(nought: str) -> None:
    year = f"二{nought}二三年"
    assert year_in_title(f"云岭县统计局{year}工作总结") == 2023
    assert year_in_name(f"{year}工作总结") == 2023
    assert year_in_title(f"二{nought * 2}八年工作总结") == 2008
    text = f"工作总结\n{year}一月五日\n一、主要工作\n各项任务全部完成，成效明显。"
    assert recognise(outline(source_of(text)), file="a.txt").year == 2023


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("二〇二一—二〇二三年工作总结", 2023),
        ("2023余姚市财政局工作总结", 2023),
        ("2023万里街道部门预算", 2023),
        ("2023人大工作总结", 2023),
        ("2023项目建设工作总结", 2023),
        ("2023年前三季度工作总结", 2023),
        ("2023年版权工作总结", 2023),
        ("2023/12/30", 2023),
        ("2010级学生2023年工作总结", 2023),
        ("云政发〔2010〕15号文件2012年落实情况报告", 2012),
    ],
)
def test_a_year_stays_a_year_beside_words_that_count(text: str, year: int) -> None:
    assert year_in_title(text) == year


@pytest.mark.parametrize(
    "text",
    [
        "——2010级医学专业某某（10200000000）",
        "2010届毕业生就业工作总结",
        "2010版教学大纲实施情况",
        "2010型设备采购报告",
        "二O一〇级学生军训总结",
        "云政发〔2010〕15号文件落实情况报告",
        "云政发（2010）第15号文件落实情况报告",
        "帮扶2010余人工作总结",
        "投资2010万元项目总结",
        "2010.5万元资金使用报告",
        "编号2010工作报告",
        "证券代码：2010",
        "GB/T 19001-2016质量体系运行报告",
        "ISO9001:2015质量体系运行报告",
        "ISO 14001：2015体系审核报告",
        "电话0513-2010",
        "面向2035年的规划",
        "2012年以来工作情况报告",
        "2030年前碳达峰行动方案",
        "12010元",
        "V2010版本说明",
    ],
)
def test_what_counts_or_numbers_is_no_year(text: str) -> None:
    assert year_in_title(text) is None
    assert year_in_name(text) is None


def test_a_date_is_a_line_of_its_own() -> None:
    assert is_date("二〇二三年一月五日")
    assert is_date("2023年1月")
    assert not is_date("2023年1月召开会议")
    assert not is_date("2010级")


@given(st.text(alphabet="二〇○O0一九2013年级余万元-—（）〔〕 号", max_size=14))
def test_a_year_lies_within_the_years_that_reports_have(text: str) -> None:
    year = year_in_title(text)
    assert year is None or 1900 <= year <= 2099
