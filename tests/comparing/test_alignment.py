"""Which passages belong together: laws for any two reports, and reports whose truth is known."""

from __future__ import annotations

from itertools import combinations, pairwise

from comparing_support import compared, drawn, report
from hypothesis import given, settings
from hypothesis import strategies as st

from search.comparing.aligning.align import align
from search.comparing.aligning.chains import chain
from search.comparing.model import Row, RowKind

# Five sections of passages that have next to nothing in common.
HEADINGS = ["履行职责情况", "存在的主要问题", "原因分析", "下一步工作打算"]
PASSAGES = [
    "全年组织党支部书记集中培训6期，参训党员420人次，实现基层支部全覆盖。",
    "修订值班巡查办法，把老旧管网、地下车库和沿街商铺列入每周必查清单。",
    "为独居老人安装呼叫装置128套，社区医生每月上门一次，邻里互助小组随叫随到。",
    "完成河道清淤3.6公里，拆除违章搭建17处，沿岸步道重新铺装后向市民开放。",
    "推行一窗受理，群众办事平均等候时间由25分钟缩短到8分钟，投诉件下降四成。",
    "引进食品加工企业两家，带动周边农户种植鲜食玉米，人均增收三千余元。",
    "学校食堂实行阳光采购，家长代表轮流陪餐，菜谱和进货单在校门口公示。",
    "组建法律服务小分队，进工地、进市场宣讲工资支付条例，帮助工友追回欠薪。",
]
LINES = st.lists(
    st.sampled_from([*(f"一、{heading}" for heading in HEADINGS), *PASSAGES, "各位代表：", "3\t5"]),
    max_size=10,
)
PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9)), max_size=8)


@given(PAIRS)
def test_a_chain_is_as_heavy_as_any_selection_that_rises(pairs: list[tuple[int, int, int]]) -> None:
    def rises(chosen: tuple[tuple[int, int, int], ...]) -> bool:
        ordered = sorted(chosen)
        return all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(ordered))

    best = max(
        sum(pair[2] for pair in chosen)
        for size in range(len(pairs) + 1)
        for chosen in combinations(pairs, size)
        if rises(chosen)
    )
    kept = [pairs[number] for number in chain(pairs)]
    assert rises(tuple(kept))
    assert sum(pair[2] for pair in kept) == best


@settings(deadline=None)
@given(LINES)
def test_a_report_beside_itself_has_only_equal_rows_in_their_places(lines: list[str]) -> None:
    table = compared(lines, lines)
    assert table.similarity == 1
    assert all(row.kind is RowKind.SAME and not row.moved for row in table.rows)
    assert all(row.left == row.right for row in table.rows)
    assert [pair.left for pair in table.sections] == [pair.right for pair in table.sections]
    assert all(pair.kind is RowKind.SAME for pair in table.sections)
    assert not any(pair.moved or pair.renumbered or pair.renamed for pair in table.sections)


@settings(deadline=None)
@given(LINES, LINES)
def test_swapping_two_reports_mirrors_which_passages_belong_together(
    left: list[str], right: list[str]
) -> None:
    one, other = report(*left), report(*right)
    assert align(other, one) == align(one, other).mirrored()
    there, back = compared(left, right), compared(right, left)
    assert sorted(map(_told, there.rows)) == sorted(_told(row, turned=True) for row in back.rows)
    assert there.similarity == back.similarity


@settings(deadline=None)
@given(LINES, LINES)
def test_every_passage_stands_in_one_row_on_its_side(left: list[str], right: list[str]) -> None:
    table = compared(left, right)
    for text, sides in (
        (report(*left), [row.left for row in table.rows]),
        (report(*right), [row.right for row in table.rows]),
    ):
        parts = [(part.index, side, part) for side in sides if side for part in side.parts]
        assert sorted(index for index, _, _ in parts) == [piece.index for piece in text.pieces]
        for index, side, part in parts:
            assert side.text[part.start : part.end] == text.pieces[index].text
    rights = [row.right.parts[0].index for row in table.rows if row.right]
    assert rights == sorted(rights)


def _told(row: Row, *, turned: bool = False) -> str:
    swap = {RowKind.SPLIT: RowKind.MERGED, RowKind.LEFT_ONLY: RowKind.RIGHT_ONLY}
    swap |= {other: one for one, other in swap.items()}
    left, right = (row.right, row.left) if turned else (row.left, row.right)
    kind = swap.get(row.kind, row.kind) if turned else row.kind
    sides = [[part.index for part in side.parts] if side else [] for side in (left, right)]
    return f"{sides} {kind} {row.moved} {row.score}"


# -- truth by construction ----------------------------------------------------------------

BEFORE = [
    "城东街道2023年工作总结",
    "一、履行职责情况",
    *PASSAGES[:4],
    "二、存在的主要问题",
    PASSAGES[4],
    "三、下一步工作打算",
    *PASSAGES[5:],
]


def _row(rows: tuple[Row, ...], words: str) -> Row:
    """Return the row of the left passage (else the right one) that holds these words."""
    for side in ("left", "right"):
        for row in rows:
            text = getattr(row, side)
            if text and words in text.text:
                return row
    raise AssertionError(words)


def _with(*changed: tuple[str, list[str]]) -> list[str]:
    """Return the report with some of its lines replaced by others."""
    lines = list(BEFORE)
    for old, new in changed:
        at = lines.index(old)
        lines[at : at + 1] = new
    return lines


def test_passages_that_stayed_moved_came_and_went_are_told_apart() -> None:
    new = "探索夜间经济示范街区，培育特色小店和文创集市，延长公交末班车时间。"
    after = _with((PASSAGES[1], []), (PASSAGES[5], [PASSAGES[5], new]), (PASSAGES[0], []))
    after.append(PASSAGES[0])
    rows = compared(BEFORE, after).rows
    assert _row(rows, "老旧管网").kind is RowKind.LEFT_ONLY
    assert _row(rows, "夜间经济").kind is RowKind.RIGHT_ONLY
    moved = _row(rows, "党支部书记")
    assert (moved.kind, moved.moved) == (RowKind.SAME, True)
    assert moved is rows[-1]
    others = [row for row in rows if row.left and row.right and row is not moved]
    assert {(row.kind, row.moved) for row in others} == {(RowKind.SAME, False)}


def test_figures_and_words_that_changed_are_told_apart() -> None:
    after = _with(
        (PASSAGES[0], [PASSAGES[0].replace("6期", "9期").replace("420", "515")]),
        (PASSAGES[3], [PASSAGES[3].replace("重新铺装", "全部整修").replace("市民", "公众")]),
    )
    rows = compared(BEFORE, after).rows
    figures, edited = _row(rows, "党支部书记"), _row(rows, "河道清淤")
    assert (figures.kind, figures.score) == (RowKind.FIGURES, 1)
    assert "培训{6→9}期，参训党员{420→515}人次" in drawn(figures)
    assert edited.kind is RowKind.EDITED
    assert 0.8 < edited.score < 1


def test_a_passage_that_moved_and_was_edited_is_still_the_same_one() -> None:
    edited = (
        PASSAGES[2]
        .replace("为独居老人", "给高龄独居老人")
        .replace("每月上门一次", "按月上门巡诊")
        .replace("随叫随到", "及时响应")
    )
    after = [*_with((PASSAGES[2], [])), edited]
    row = _row(compared(BEFORE, after).rows, "呼叫装置")
    assert row.right is not None
    assert (row.kind, row.moved, row.right.text) == (RowKind.EDITED, True, edited)


def test_a_passage_cut_in_two_is_one_row_and_seen_from_the_other_side_merged() -> None:
    first, second = PASSAGES[6].split("，", 1)
    after = _with((PASSAGES[6], [first + "。", second]))
    rows = compared(BEFORE, after).rows
    row = _row(rows, "阳光采购")
    assert row.kind is RowKind.SPLIT
    assert row.right is not None
    assert [part.index for part in row.right.parts] == [10, 11]
    back = _row(compared(after, BEFORE).rows, "阳光采购")
    assert back.kind is RowKind.MERGED


def test_two_paragraphs_run_into_one_are_merged() -> None:
    after = _with((PASSAGES[2], [PASSAGES[2] + PASSAGES[3]]), (PASSAGES[3], []))
    row = _row(compared(BEFORE, after).rows, "呼叫装置")
    assert row.kind is RowKind.MERGED
    assert row.left is not None
    assert row.left.text == PASSAGES[2] + "\n" + PASSAGES[3]
    assert drawn(row).count("{") == 1  # the line feed between them


def test_sections_are_recognised_renumbered_renamed_and_in_another_order() -> None:
    after = [
        "城东街道2024年工作总结",
        "一、下一步工作打算",
        *PASSAGES[5:],
        "二、履职尽责基本情况",
        *PASSAGES[:4],
        "三、存在的主要问题",
        PASSAGES[4],
    ]
    table = compared(BEFORE, after)
    found = {
        (pair.left[-1], pair.right[-1]): (pair.moved, pair.renumbered, pair.renamed)
        for pair in table.sections
        if pair.left and pair.right
    }
    assert found == {
        ("三、下一步工作打算", "一、下一步工作打算"): (True, True, False),
        ("一、履行职责情况", "二、履职尽责基本情况"): (False, False, True),
        ("二、存在的主要问题", "三、存在的主要问题"): (False, True, False),
    }
    bodies = [row for row in table.rows if row.left and row.left.text in PASSAGES]
    assert {row.kind for row in bodies} == {RowKind.SAME}
    assert [row.moved for row in bodies] == [True] * 3 + [False] * 5
    assert [row.section for row in bodies] == [0] * 3 + [1] * 4 + [2]


def test_of_a_rewritten_report_the_sections_still_stand_opposite_each_other() -> None:
    left = ["一、主要工作成效", PASSAGES[0], "二、存在的不足", PASSAGES[1]]
    right = [
        "第一部分 过去一年工作回顾",
        PASSAGES[3],
        PASSAGES[6],
        "第二部分 当前的短板差距",
        PASSAGES[7],
    ]
    table = compared(left, right)
    assert [(p.left and p.left[-1], p.right and p.right[-1]) for p in table.sections] == [
        ("一、主要工作成效", "第一部分 过去一年工作回顾"),
        ("二、存在的不足", "第二部分 当前的短板差距"),
    ]
    assert [(row.kind, row.section) for row in table.rows if row.kind is not RowKind.EDITED] == [
        (RowKind.LEFT_ONLY, 0),
        (RowKind.RIGHT_ONLY, 0),
        (RowKind.RIGHT_ONLY, 0),
        (RowKind.LEFT_ONLY, 1),
        (RowKind.RIGHT_ONLY, 1),
    ]


def test_what_was_written_anew_stands_beside_what_it_replaces() -> None:
    left = "加强河湖长制落实，全年巡河1,200余次，整治排污口14个，主要河道水质稳定达到三类标准。"
    right = "河湖长制走深走实。河道水质监测点增至20个，排污口整治全部销号，巡河实现电子化打卡管理。"
    rows = compared([*BEFORE[:2], left, PASSAGES[0]], [*BEFORE[:2], right, PASSAGES[0]]).rows
    row = _row(rows, "巡河1,200余次")
    assert row.right is not None
    assert (row.kind, row.right.text) == (RowKind.EDITED, right)
    assert row.score < 0.5


def test_a_short_line_elsewhere_is_no_move() -> None:
    rows = compared([*BEFORE, "特此报告。"], [BEFORE[0], "特此报告。", *BEFORE[1:]]).rows
    assert _row(rows, "特此报告").kind in (RowKind.LEFT_ONLY, RowKind.RIGHT_ONLY)


def test_what_only_the_left_has_stands_behind_what_it_follows_there() -> None:
    after = [line for line in BEFORE if line not in (PASSAGES[1], PASSAGES[6])]
    rows = compared(BEFORE, after).rows
    order = [row.left.text for row in rows if row.left]
    assert order == BEFORE


def test_rows_keep_the_ids_paths_and_roles_of_their_passages() -> None:
    row = _row(compared(BEFORE, BEFORE).rows, PASSAGES[4])
    assert row.left is not None
    (part,) = row.left.parts
    assert (part.passage_id, part.index) == (107, 7)
    assert part.path == ("二、存在的主要问题",)
    assert part.role == "problems"


def test_the_summary_counts_rows_and_moves() -> None:
    after = _with((PASSAGES[0], []), (PASSAGES[4], [PASSAGES[4].replace("25", "20")]))
    after.append(PASSAGES[0])
    summary = compared(BEFORE, after).summary
    assert (summary.figures, summary.moved, summary.left_only, summary.right_only) == (1, 1, 0, 0)
    assert summary.same == len(BEFORE) - 1


def test_two_lines_of_one_form_that_say_different_things_are_no_move() -> None:
    def line(name: str, amount: float) -> str:
        return f"“一般公共服务支出（类）{name}（项）”{amount}万元，主要用于{name}相关工作。"

    names = ["统计调查", "档案管理", "老龄事务", "信访接待", "禁毒宣传", "殡葬服务"]
    lines = [line(name, number + 3.5) for number, name in enumerate(names)]
    after = [*lines[1:], line("文物修缮", 41.2)]
    rows = compared(["2023年预算说明", *lines], ["2024年预算说明", *after]).rows
    assert _row(rows, "统计调查").kind is RowKind.LEFT_ONLY
    assert _row(rows, "文物修缮").kind is RowKind.RIGHT_ONLY
    assert not any(row.moved for row in rows)


def test_a_line_of_a_table_is_found_by_its_words_whatever_it_counts() -> None:
    left = ["一、收支情况", "合计\t1,250\t1,250", "二、其他说明", PASSAGES[0]]
    right = ["一、收支情况", "合计\t980\t980\t0", "二、其他说明", PASSAGES[0]]
    row = _row(compared(left, right).rows, "合计")
    assert row.right is not None
    assert row.right.text == right[1]
