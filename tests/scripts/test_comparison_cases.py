"""Truth for measuring comparisons: the same seed makes the same, and what it says was done was."""

from __future__ import annotations

import importlib
import sys
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests_support import source_of

from index.model import Part
from index.outline import outline

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))  # as if a script beside it ran
comparing = importlib.import_module("evaluation.comparing")
recognising = importlib.import_module("evaluation.recognising")
remaking = importlib.import_module("evaluation.remaking")
contrasting = importlib.import_module("evaluation.contrasting")
Done = comparing.Done

HEADINGS = ("履行职责情况", "存在的主要问题", "下一步工作打算")
WHO = (
    "机关支部",
    "街道党工委",
    "纪检小组",
    "物业公司",
    "志愿者队伍",
    "网格员",
    "宣传干事",
    "工会小组",
    "团委委员",
    "财务人员",
)
VERBS = (
    "梳理核对",
    "统一规范",
    "逐项落实",
    "定期检查",
    "全面推行",
    "重新修订",
    "分批改造",
    "认真总结",
    "及时通报",
    "反复研究",
)
THINGS = (
    "河道保洁台账",
    "老旧管网图纸",
    "食堂采购合同",
    "车队调度方案",
    "档案借阅规程",
    "值班应急预案",
)


def a_report(seed: int, count: int = 45) -> str:
    """Return a report in three sections, every paragraph another."""
    source = Random(seed)  # noqa: S311
    lines = list(product(WHO, VERBS, THINGS))
    source.shuffle(lines)
    paragraphs = []
    for at in range(count):
        said = []
        for who, verb, thing in lines[3 * at : 3 * at + 3]:
            some = "".join(chr(0x4E00 + source.randrange(3000)) for _ in range(6))
            said.append(f"{who}{verb}{thing}共{source.randint(2, 90)}份，涉及{some}等环节。")
        paragraphs.append("".join(said))
    found = ["关于年度工作的总结报告"]
    for number, heading in enumerate(HEADINGS):
        found += [f"{'一二三'[number]}、{heading}", *paragraphs[number::3]]
    return "\n".join(found)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {
        f"{unit}/总结.txt": a_report(seed) for seed, unit in enumerate(("东街", "西街", "北站"))
    }


@pytest.fixture(scope="module")
def made(texts: dict[str, str]) -> list[Any]:
    return [*comparing.cases(texts, 7), *comparing.cases(texts, 9)]


def rows_of(case: Any) -> list[Any]:
    """Return the rows of a comparison without a fault."""
    kinds = {
        Done.SPLIT: "split",
        Done.MERGED: "merged",
        Done.EDITED: "edited",
        Done.MOVED_EDITED: "edited",
        Done.FIGURES: "figures",
        Done.INSERTED: "right_only",
        Done.DELETED: "left_only",
    }
    moved = (Done.MOVED, Done.MOVED_EDITED)
    return [
        recognising.ComparedRow(
            kinds.get(deed.done, "same"), deed.done in moved, deed.lefts, deed.rights
        )
        for deed in case.deeds
    ]


def test_the_same_seed_makes_the_same_and_another_another(
    texts: dict[str, str], made: list[Any]
) -> None:
    again = [*comparing.cases(texts, 7), *comparing.cases(texts, 9)]
    assert again == made
    assert made[: len(texts)] != made[len(texts) :]


def test_everything_is_done_somewhere(made: list[Any]) -> None:
    assert {deed.done for case in made for deed in case.deeds} == set(Done)
    assert any(one.renumbered for case in made for one in case.sections)


def test_each_passage_of_both_texts_has_its_deed_and_only_one(made: list[Any]) -> None:
    for case in made:
        for text, said in (
            (case.left, [one for deed in case.deeds for one in deed.lefts]),
            (case.right, [one for deed in case.deeds for one in deed.rights]),
        ):
            lines = [line for line in text.splitlines()[1:] if line.endswith("。")]
            assert sorted(lines) == sorted(said)


def test_what_is_said_to_be_done_was_done(made: list[Any]) -> None:
    for deed in (deed for case in made for deed in case.deeds):
        left, right = "".join(deed.lefts), "".join(deed.rights)
        if deed.done in (Done.KEPT, Done.MOVED, Done.SPLIT, Done.MERGED):
            assert left == right
        elif deed.done in (Done.EDITED, Done.MOVED_EDITED, Done.FIGURES):
            assert left != right
        sides = {Done.SPLIT: (1, 2), Done.MERGED: (2, 1), Done.INSERTED: (0, 1)}
        sides[Done.DELETED] = (1, 0)
        assert (len(deed.lefts), len(deed.rights)) == sides.get(deed.done, (1, 1))


def test_what_moved_went_past_others_that_stayed(made: list[Any]) -> None:
    moved = 0
    for case in made:
        judged = [deed for deed in case.deeds if deed.in_place is not None]
        stayed = [one for one in judged if one.in_place and one.lefts and one.rights]
        assert stayed == sorted(stayed, key=lambda one: case.left.index(one.lefts[0]))
        for deed in (one for one in judged if not one.in_place):
            before = {one for one in stayed if stands_before(case.left, one.lefts, deed.lefts)}
            after = {one for one in stayed if stands_before(case.right, one.rights, deed.rights)}
            assert len(before ^ after) >= 2
            moved += 1
    assert moved


def stands_before(text: str, first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    return text.index(first[0]) < text.index(second[0])


def test_the_program_reads_the_passages_as_they_were_made(made: list[Any]) -> None:
    for case in made:
        found = [
            one.text for one in outline(source_of(case.left)).passages if one.part is Part.BODY
        ]
        assert found == [line for line in case.left.splitlines() if line.endswith("。")]


def test_a_faultless_comparison_is_recognised_whole(made: list[Any]) -> None:
    outcome = recognising.together(recognising.judge(case, rows_of(case)) for case in made)
    assert outcome.misses == ()
    assert all(one.share == 1 and one.number for one in outcome.counts.values())


def test_a_comparison_that_finds_nothing_recognises_only_what_stands_alone(made: list[Any]) -> None:
    case, row = made[0], recognising.ComparedRow
    lefts = [one for deed in case.deeds for one in deed.lefts]
    rights = [one for deed in case.deeds for one in deed.rights]
    rows = [row("left_only", False, (one,), ()) for one in lefts]
    rows += [row("right_only", False, (), (one,)) for one in rights]
    outcome = recognising.judge(case, rows)
    right = {done for done, one in outcome.counts.items() if one.recognised}
    assert right == {Done.INSERTED, Done.DELETED}
    assert {miss.deed.done for miss in outcome.misses} == set(Done) - right
    assert all(miss.rows for miss in outcome.misses)


def test_a_moved_passage_without_its_mark_is_paired_and_not_recognised(made: list[Any]) -> None:
    case = next(one for one in made if any(deed.in_place is False for deed in one.deeds))
    rows = [
        recognising.ComparedRow(row.kind, False, row.lefts, row.rights) for row in rows_of(case)
    ]
    counted = recognising.judge(case, rows).counts[Done.MOVED]
    assert counted.paired == counted.number > 0
    assert counted.recognised == 0


def test_a_short_report_makes_no_case() -> None:
    assert list(comparing.cases({"短.txt": a_report(1, count=6)}, 1)) == []


def test_composed_reports_hold_what_is_said_of_them() -> None:
    far = {
        name: "".join(
            "".join(chr(0x4E00 + source.randrange(3000)) for _ in range(24)) + "。"
            for _ in range(40)
        )
        for name, source in ((key, Random(key)) for key in "甲乙丙丁")  # noqa: S311
    }
    made = [*remaking.composed(far, 3, 4)]
    assert made == [*remaking.composed(far, 3, 4)]
    assert [*remaking.composed({"短.txt": "只有一句话。"}, 3, 4)] == []
    for case in made:
        for deed in case.deeds:
            assert all(one in case.left for one in deed.lefts)
            assert all(one in case.right for one in deed.rights)
        for section in case.sections:
            assert section.left is None or section.left in case.left
            assert section.right is None or section.right in case.right
        found = contrasting._compare(case.left, case.right)
        outcome = recognising.judge(case, [contrasting._row(row) for row in found.rows])
        assert sum(one.recognised for one in outcome.counts.values()) >= 0.9 * len(case.deeds)
        assert all(holds for _, holds in contrasting._laws(case, found))
