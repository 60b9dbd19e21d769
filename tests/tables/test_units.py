"""What the numbers of a column count in."""

from __future__ import annotations

import pytest

from index.tables.units import measures


@pytest.mark.parametrize("name", ["财政拨款", "经费拨款", "事业收入", "专项", "2022年度"])
def test_what_stands_above_a_table_holds_for_columns_of_money(name: str) -> None:
    assert measures(["办公费", "1,202.50"], [["项目"], [name]], "万元") == (None, "万元")


@pytest.mark.parametrize("name", ["类", "款", "项", "科目编码", "人数", "增长率", "年度"])
def test_codes_counts_and_shares_are_not_in_what_stands_above(name: str) -> None:
    assert measures(["办公费", "201"], [["项目"], [name]], "万元") in ((None, None), (None, "%"))
