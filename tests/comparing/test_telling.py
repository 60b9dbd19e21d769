"""Lines alike but for their figures: which is which is told by years, dates, numbers and codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from comparing_support import compared, report
from hypothesis import given, settings
from hypothesis import strategies as st

from search.comparing.aligning.telling import identity

HEAD = ("澜北县信访局2023年工作总结", "一、工作完成情况")

# How a list may name its lines: from their number on, and with an amount that may change.
FORMS: dict[str, Callable[[int, int], str]] = {
    "years": lambda n, amount: f"{2000 + n}年接访{amount}批次，化解积案{amount // 7}件。",
    "months": lambda n, amount: f"{n % 12 + 1}月份受理来信{amount}件，按期办结{amount - 3}件。",
    "numbers": lambda n, amount: f"第{n + 1}次例会研究议题{amount}项，形成纪要{amount // 2}份。",
    "days": lambda n, amount: f"3月{n % 28 + 1}日走访群众{amount}户，登记诉求{amount // 3}条。",
    "papers": lambda n, amount: f"澜信〔2023〕{n + 11}号文件事项{amount}项，落实{amount - 2}项。",
    "codes": lambda n, amount: f"{2010000 + n}\t行政运行支出\t{amount}\t{amount + 5}",
}


def rows_of(left: Sequence[str], right: Sequence[str]) -> set[tuple[str, str | None, str | None]]:
    """Return the rows of two lists: how each is told, and its two texts."""
    found = set()
    for row in compared([*HEAD, *left], [*HEAD, *right]).rows:
        texts = row.left and row.left.text, row.right and row.right.text
        if not set(texts) & set(HEAD):
            found.add((row.kind.value, *texts))
    return found


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_each_line_of_a_list_stands_beside_the_one_that_is_called_the_same(
    form: str, data: st.DataObject
) -> None:
    size = data.draw(st.integers(2, 12))
    fate = st.sampled_from(["both", "both", "changed", "left", "right"])
    fates = [data.draw(fate) for _ in range(size)]
    amounts = data.draw(st.lists(st.integers(100, 998), min_size=size, max_size=size))
    more = data.draw(st.integers(11, 98))
    left, right, truth = [], [], set()
    for number, (became, amount) in enumerate(zip(fates, amounts, strict=True)):
        one = FORMS[form](number, amount)
        other = one if became == "both" else FORMS[form](number, amount + more)
        if became in ("both", "changed"):
            truth.add(("same" if became == "both" else "figures", one, other))
        elif became == "left":
            truth.add(("left_only", one, None))
        else:
            truth.add(("right_only", None, other))
        left += [one] if became != "right" else []
        right += [other] if became != "left" else []
    # A line alone on both sides is the one line of its form, whatever it is called.
    if len(left) < 2 and len(right) < 2:
        return
    assert rows_of(left, right) == truth


def test_a_long_list_with_lines_left_out_says_just_that() -> None:
    left = [f"第{n}户走访登记完成。" for n in range(1, 1500)]
    right = [line for number, line in enumerate(left) if number % 7]
    found = rows_of(left, right)
    assert {kind for kind, *_ in found} == {"same", "left_only"}
    assert sum(kind == "same" for kind, *_ in found) == len(right)


def test_the_year_that_a_whole_report_is_of_tells_no_line_apart() -> None:
    left = [f"2022年{month}月受理来信{month * 17}件。" for month in range(1, 7)]
    right = [f"2023年{month}月受理来信{month * 19}件。" for month in range(1, 7)]
    assert rows_of(left, right) == {
        ("figures", one, other) for one, other in zip(left, right, strict=True)
    }


def test_lines_that_are_called_differently_are_never_one() -> None:
    left = [f"{year}年接访{year - 1000}批次。" for year in (2018, 2019, 2020)]
    right = [f"{year}年接访{year - 1100}批次。" for year in (2021, 2022, 2023)]
    kinds = [kind for kind, *_ in rows_of(left, right)]
    assert sorted(kinds) == ["left_only"] * 3 + ["right_only"] * 3


def test_equal_lines_anchor_before_lines_that_are_alike() -> None:
    left = ["投入治理资金12万元。", "投入治理资金15万元。", "投入治理资金18万元。"]
    right = ["投入治理资金15万元。", "投入治理资金18万元。", "投入治理资金21万元。"]
    assert rows_of(left, right) == {
        ("left_only", left[0], None),
        ("same", left[1], right[0]),
        ("same", left[2], right[1]),
        ("right_only", None, right[2]),
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("2023年接访1200批次", [2023]),
        ("二〇二三年接访1200批次", [2023]),
        ("3月5日走访12户", [3, 5]),
        ("第3次全会审议议题4项", [3]),
        ("排名第3位，办结5件", []),  # a rank is what the line says
        ("用时3年完成12项", []),
        ("近3年来接访12批次", []),
        ("占全年12%，15号文件", [15]),
        ("2010301\t行政运行\t45,200", ["2010301"]),
        ("行政运行\t2010301\t45,200", []),
        ("接访1200批次", []),
    ],
)
def test_what_a_line_is_called_is_told_from_what_it_says(text: str, names: list[object]) -> None:
    (piece,) = (one for one in report(*HEAD, text).pieces if one.text == text)
    told = [one if isinstance(one, str) else int(Decimal(one)) for one in identity(piece)]
    assert told == names


STAYING = (
    "坚持把积案化解放在首位，逐件明确包案领导和办结时限，按月调度进展。",
    "组织干部进村入户走访，能当场答复的当场答复，一时办不了的说明原因。",
    "接访大厅更换了叫号设备，残疾人通道重新铺设，等候时间明显缩短。",
    "信访档案按年度重新装订编号，查阅一卷材料不超过十分钟。",
)


@pytest.mark.parametrize(
    "form", ["{}年全县受理群众来信{}件，按期办结。", "{}年：培训信访干部{}人；"]
)
def test_of_a_list_that_rolls_on_and_moves_each_line_stays_what_it_is_called(form: str) -> None:
    left = [form.format(*one) for one in ((2019, 812), (2020, 457), (2021, 633))]
    right = [form.format(*one) for one in ((2020, 457), (2021, 691), (2022, 340))]
    found = rows_of([*left, *STAYING], [*STAYING, *right])
    assert {row for row in found if not {*row[1:]} & {*STAYING}} == {
        ("left_only", left[0], None),
        ("same", left[1], right[0]),
        ("figures", left[2], right[1]),
        ("right_only", None, right[2]),
    }


def test_a_line_of_cells_that_moved_with_another_amount_is_the_same_line() -> None:
    names = ("电费", "印刷费", "咨询费", "取暖费", "差旅费")
    left = [f"{name}\t{n * 37 + 105}\t{n * 11 + 23}" for n, name in enumerate(names)]
    right = [*left[1:], "电费\t105\t99"]
    assert rows_of(left, right) == {
        ("figures", left[0], right[-1]),
        *(("same", line, line) for line in left[1:]),
    }
