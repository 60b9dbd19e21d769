"""A sentence that went to another paragraph is no deletion; chance agreement is no agreement."""

from __future__ import annotations

from collections.abc import Sequence

from comparing_support import compared, drawn, pieces

from search.comparing.differing.changes import changes
from search.comparing.differing.relocating import relocations
from search.comparing.model import ChangeKind, Row

WATER = "修订值班巡查办法，把老旧管网、地下车库和沿街商铺列入每周必查清单。"
ELDERS = "为独居老人安装呼叫装置128套，社区医生每月上门一次，邻里互助小组随叫随到。"
RIVER = "完成河道清淤3.6公里，拆除违章搭建17处，沿岸步道重新铺装后向市民开放。"
WAGES = "组建法律服务小分队，进工地、进市场宣讲工资支付条例，帮助工友追回欠薪。"
SCHOOL = "学校食堂实行阳光采购，家长代表轮流陪餐，菜谱和进货单在校门口公示。"
FARMS = "引进食品加工企业两家，带动周边农户种植鲜食玉米，人均增收三千余元。"
BEFORE = ["一、履行职责情况", WATER + ELDERS + RIVER, WAGES + SCHOOL]


def told(rows: Sequence[Row]) -> list[tuple[str, str]]:
    found = []
    for one in relocations(rows):
        left, right = rows[one.left_row].left, rows[one.right_row].right
        assert left is not None
        assert right is not None
        assert one.left_row != one.right_row
        found.append((left.text[slice(*one.left_span)], right.text[slice(*one.right_span)]))
    return found


def test_a_sentence_that_went_into_another_paragraph_is_found_there() -> None:
    after = [BEFORE[0], WATER + RIVER, WAGES + ELDERS.replace("128套", "150套") + SCHOOL]
    assert told(compared(BEFORE, after).rows) == [(ELDERS, ELDERS.replace("128套", "150套"))]


def test_a_clause_is_found_inside_another_sentence() -> None:
    clause = "家长代表轮流陪餐并在线评议，"
    left = [BEFORE[0], WATER + f"学校食堂实行阳光采购，{clause}菜谱公示。", WAGES + FARMS]
    right = [BEFORE[0], WATER + "学校食堂实行阳光采购，菜谱公示。", f"{WAGES}{clause}{FARMS}"]
    assert told(compared(left, right).rows) == [(clause, clause)]


def test_what_its_row_shows_as_the_same_did_not_go_anywhere() -> None:
    again = [*BEFORE, FARMS + ELDERS]
    assert told(compared(BEFORE, again).rows) == []


def test_set_phrases_and_rows_of_tables_are_no_relocations() -> None:
    phrase = "在上级党委政府的坚强领导下，"
    left = ["一、履行职责情况", phrase + WATER, phrase + RIVER, "合计\t1,250\t1,250"]
    right = ["一、履行职责情况", WATER, phrase + WAGES, phrase + FARMS, "小计\t1,250\t1,250\t0"]
    assert told(compared(left, right).rows) == []


def test_swapping_the_sides_mirrors_relocations() -> None:
    after = [BEFORE[0], RIVER + WATER, SCHOOL + ELDERS + WAGES]
    there, back = told(compared(BEFORE, after).rows), told(compared(after, BEFORE).rows)
    assert there
    assert sorted(there) == sorted((right, left) for left, right in back)


def test_neighbours_that_went_together_are_one_relocation() -> None:
    left = ["一、履行职责情况", WATER + RIVER + ELDERS + FARMS, WAGES + SCHOOL]
    right = ["一、履行职责情况", WATER + FARMS, WAGES + RIVER + ELDERS + SCHOOL]
    assert told(compared(left, right).rows) == [(RIVER + ELDERS, RIVER + ELDERS)]


def test_words_that_any_two_sentences_share_are_not_kept_between_changes() -> None:
    left = WATER + "全面推进基层治理工作，持续加强网格队伍的建设和发展。" + RIVER
    right = WATER + "着力加强企业培育，推动园区产业的集聚和发展提质增效。" + RIVER
    kept = [
        left[slice(*one.left)]
        for one in changes(left, right, pieces)
        if one.kind is ChangeKind.SAME
    ]
    assert all(len(one) > 12 for one in kept)


def test_clauses_that_stay_are_kept_whole_between_sentences_that_change() -> None:
    left = [BEFORE[0], WATER + "各社区轮流值守，群众反映良好。" + RIVER]
    right = [BEFORE[0], WATER + "各社区轮流值守，投诉明显减少。" + RIVER]
    row = compared(left, right).rows[-1]
    assert "各社区轮流值守，{" in drawn(row)
