"""The evaluation of lists, tables and partial copies: what is made is known, and misses count."""

from __future__ import annotations

import importlib
import sys
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from random import Random

import pytest

from index.model import Span
from search.comparing.model import CompareRequest, Comparison, Given, RowKind
from search.library import compare_drafts

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))  # as if scripts/evaluate.py ran
crossing = importlib.import_module("evaluation.crossing")
grafting = importlib.import_module("evaluation.grafting")
listing = importlib.import_module("evaluation.listing")
pairing = importlib.import_module("evaluation.pairing")
passages = importlib.import_module("evaluation.passages")
setting = importlib.import_module("evaluation.setting")
tabulating = importlib.import_module("evaluation.tabulating")

_VERBS = ("核对", "清理", "修订", "通报", "排查", "更换", "验收", "登记", "疏通", "加固", "公示")
_THINGS = ("台账", "河道", "管网", "档案", "食堂", "车队", "仓库", "泵站", "工地", "园区", "机房")


def a_sentence(source: Random) -> str:
    clauses = [
        "".join(source.choice(kind) for _ in range(3) for kind in (_VERBS, _THINGS))
        for _ in range(source.randint(2, 5))
    ]
    return "，".join(clauses) + "。"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    source = Random(5)  # noqa: S311
    return {f"{n}.txt": "\n".join(a_sentence(source) for _ in range(30)) for n in range(6)}


def test_the_lines_of_a_list_are_those_of_its_two_texts(texts: dict[str, str]) -> None:
    made = list(listing.list_cases(texts, 3, 9))
    assert {case.way for case in made} == set(listing.WAYS)
    assert made == list(listing.list_cases(texts, 3, 9))
    for case in made:
        for side, text in enumerate((case.left, case.right)):
            lines = [(one.left, one.right)[side] for one in case.lines]
            written = [line for line in lines if line]
            assert len({*written}) == len(written)
            at = text.index(written[0])
            assert text[at:].startswith("\n".join(written) + "\n")


def test_of_a_list_that_rolls_on_the_first_line_goes_and_one_comes_behind_the_last(
    texts: dict[str, str],
) -> None:
    for case in listing.list_cases(texts, 4, 9):
        if case.way == listing.ROLLED:
            fates = [(bool(one.left), bool(one.right)) for one in case.lines]
            order = [fate for fate, _ in groupby(fates)]
            assert order == [(True, False), (True, True), (False, True)]


def test_where_words_are_edited_every_figure_stays(texts: dict[str, str]) -> None:
    digits = [
        ["".join(filter(str.isdigit, text)) for text in (case.left, case.right)]
        for case in listing.list_cases(texts, 2, 5)
        if case.way == listing.WORDS
    ]
    assert digits
    assert all(one == other for one, other in digits)


def a_list(way: str, *lines: tuple[str | None, str | None]) -> object:
    sides = ["\n".join(filter(None, side)) + "\n" for side in zip(*lines, strict=True)]
    held = tuple(listing.Line(*line) for line in lines)
    return listing.ListCase("years", way, *(f"水务局工作总结\n{side}" for side in sides), held)


def compared(case: object) -> Comparison:
    left, right = (Given(text=getattr(case, side)) for side in ("left", "right"))
    return compare_drafts(CompareRequest(left, right))


def test_lines_that_stand_beside_others_or_are_said_to_differ_are_counted() -> None:
    form = "{}年更换供水管道{}公里，漏损率明显下降。"
    lines = [form.format(2019 + n, 11 + n * n) for n in range(4)]
    case = a_list(listing.ROLLED, (lines[0], None), *zip(lines[1:3], lines[1:3], strict=True))
    found = compared(case)
    tally = pairing.judge_list(case, found)
    assert (tally.lines, tally.right, tally.untouched, tally.changed, tally.false) == (
        3,
        3,
        2,
        0,
        0,
    )

    other = [replace(row, kind=RowKind.FIGURES) if row.left else row for row in found.rows]
    tally = pairing.judge_list(case, replace(found, rows=tuple(other)))
    assert (tally.right, tally.changed) == (3, 2)
    apart = [replace(row, right=None) if row.left else row for row in found.rows]
    tally = pairing.judge_list(case, replace(found, rows=tuple(apart)))
    assert (tally.right, tally.changed) == (1, 2)
    loud = [replace(one, same=False) for one in found.figures]
    tally = pairing.judge_list(case, replace(found, figures=tuple(loud)))
    # The line that went did take its figures with it.
    assert tally.false == sum(one.right is not None for one in loud) > 0


def test_a_table_says_which_row_column_and_cell_is_which() -> None:
    made = list(tabulating.table_cases(6, 5))
    assert {case.shape for case in made} == {shape.name for shape in tabulating.SHAPES}
    for case in made:
        numbers = [[number for number, _ in one.columns] for one in (case.left, case.right)]
        rows = case.left.rows, case.right.rows
        came = {*numbers[1]} - {*numbers[0]}, {*rows[1]} - {*rows[0]}
        went = {*numbers[0]} - {*numbers[1]}, {*rows[0]} - {*rows[1]}
        assert bool(came[0]) is (case.way in ("columns added", "years rolled on"))
        assert bool(went[1]) is (case.way in ("rows removed", "all at once"))
        assert bool(came[1]) is (case.way in ("rows added", "all at once"))
        for place in case.changed:
            assert case.left.cells[place] != case.right.cells[place] != ""
        for one in (case.left, case.right):
            labels = [tuple(one.cells[row, at] for at in case.labels) for row in one.rows]
            assert len({*labels}) == len(labels)


def a_table(way: str) -> object:
    return next(case for case in tabulating.table_cases(1, 1) if case.way == way)


def read(case: object, folder: Path, suffix: str) -> Comparison:
    write = setting.write_word if suffix == ".docx" else setting.write_text
    sides = []
    for side in ("left", "right"):
        file = folder / f"{side}{suffix}"
        write(getattr(case, f"{side}_draft"), file)
        sides.append(Given(file=file.name, data=file.read_bytes()))
    return compare_drafts(CompareRequest(*sides))


def test_a_table_compared_right_is_right_throughout(tmp_path: Path) -> None:
    case = a_table("cells changed")
    tally = crossing.judge_tables(case, read(case, tmp_path, ".docx"))
    assert not tally.misses
    for share in (tally.rows, tally.columns, tally.cells):
        assert share.of > 0
        assert share.right == share.of
    assert (tally.touched.right, tally.false) == (0, 0)
    assert tally.cells.of == len(case.changed)


def test_what_is_said_wrong_of_a_table_is_counted(tmp_path: Path) -> None:
    case = a_table("cells changed")
    found = read(case, tmp_path, ".docx")
    changed = len(case.changed)

    def judged(**others: object) -> object:
        return crossing.judge_tables(case, replace(found, **others))

    assert judged(tables=()).columns.right == 0
    swapped = [replace(one, columns=((0, 0), (1, 2), (2, 1))) for one in found.tables]
    assert judged(tables=tuple(swapped)).columns.right == 1
    silent = judged(figures=())
    assert (silent.cells.right, silent.cells.of) == (0, changed)
    alone = [replace(row, right=None) if row.left and row.left.row else row for row in found.rows]
    assert judged(rows=tuple(alone), figures=()).rows.right == 0
    loud = [replace(one, same=False) for one in found.figures if one.column]
    assert judged(figures=tuple(loud)).touched.right == len(loud) - changed
    assert judged(figures=tuple(loud)).false == len(loud) - changed
    wrong = [replace(one, delta=1.0, left="7.00") for one in found.figures if not one.same]
    assert judged(figures=tuple(wrong)).cells.right == 0
    elsewhere = [replace(one, context="别的项目") for one in found.figures]
    assert judged(figures=tuple(elsewhere)).cells.right == 0


def test_the_bare_lines_of_a_table_hold_its_cells(tmp_path: Path) -> None:
    case = a_table("columns reordered")
    file = tmp_path / "left.txt"
    setting.write_text(case.left_draft, file)
    lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    rows = [line for line in lines if len(line) > 1]
    grid = case.left.grid("表")
    assert [tuple(row) for row in rows[-len(grid.rows) :]] == list(grid.rows)
    assert len(rows) == len(grid.rows) + max(map(len, grid.columns))


def test_a_partial_copy_is_whole_sentences_of_a_longer_passage_in_strange_ones() -> None:
    source = Random(8)  # noqa: S311
    held = [
        passages.Passage(f"{n % 5}.txt", "".join(a_sentence(source) for _ in range(9)))
        for n in range(40)
    ]
    made = list(grafting.grafts(held, held, 1, 12))
    assert {one.length for one in made} == set(grafting.LENGTHS)
    for one in made:
        copied = one.text[one.start : one.end]
        assert len(copied) in grafting.LENGTHS[one.length]
        assert copied in one.source
        assert 2 * len(copied) <= len(one.source)
        assert 0.2 <= len(copied) / len(one.text) <= 0.7
        rest = one.text[: one.start] + one.text[one.end :]
        own = "".join(passage.text for passage in held if passage.file == one.file)
        assert all(sentence not in own for sentence in passages.sentences(rest))


def test_a_partial_copy_is_traced_by_what_speaks_of_its_own_stretch() -> None:
    graft = grafting.Graft("", "a.txt", "源" * 99, "前" * 40 + "源" * 45, 40, 85, figures=False)
    assert grafting._common(graft, *Span(30, 60)) == 20
    assert not grafting._seen(graft, grafting._common(graft, 0, 45))
    assert grafting._seen(graft, grafting._common(graft, 0, 60))
