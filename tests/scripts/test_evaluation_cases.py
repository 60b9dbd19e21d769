"""Truth for measuring reuse: the same seed makes the same, and what it says of copies is so."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))  # as if a script beside it ran
cases = importlib.import_module("evaluation.cases")
edits = importlib.import_module("evaluation.edits")
negatives = importlib.import_module("evaluation.negatives")
passages = importlib.import_module("evaluation.passages")
rewriting = importlib.import_module("evaluation.rewriting")

WHOLE = (
    *("exact", "width", "traditional", "shuffled", "merged", "embedded"),
    *("clauses reordered", "parted by another", "30% of words put in"),
)

VERBS = (
    "建立",
    "落实",
    "压实",
    "完善",
    "开展",
    "组织",
    "梳理",
    "推行",
    "核对",
    "清理",
    "通报",
    "修订",
)
THINGS = (
    "台账",
    "责任",
    "值守",
    "帮扶",
    "观摩",
    "清单",
    "预案",
    "网格",
    "合同",
    "账目",
    "进度",
    "规程",
)
PLACES = (
    "河道",
    "管网",
    "档案",
    "食堂",
    "车队",
    "仓库",
    "泵站",
    "工地",
    "园区",
    "机房",
    "菜场",
    "校舍",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of made-up reports, no passage of which stands twice."""
    folder = tmp_path_factory.mktemp("reports")
    source = Random(3)  # noqa: S311
    for number in range(12):
        lines = ["\n".join(_paragraph(source) for _ in range(8)) for _ in range(3)]
        text = f"关于{number}号单位工作的报告\n\n" + "\n".join(lines)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def _paragraph(source: Random) -> str:
    sentences = []
    for _ in range(source.randint(1, 4)):
        words = [source.choice(kind) for _ in range(3) for kind in (PLACES, VERBS, THINGS)]
        year, count = source.randint(2019, 2024), source.randint(11, 999)
        first, second, third = ("".join(words[at : at + 3]) for at in (0, 3, 6))
        sentences.append(
            f"{year}年街道在{first}，对{second}，加强“{third}”{count}项、{count % 7}.5万元。"
        )
    return "".join(sentences)


@pytest.fixture(scope="module")
def made(folder: Path) -> Any:
    return make(folder, seed=7)


def make(folder: Path, seed: int) -> Any:
    found = passages.read_passages(folder, Random(f"{seed}"))  # noqa: S311
    kinds = edits.KINDS + edits.FURTHER
    return cases.cases(found, cases.by_length(found), seed, 6, kinds)


def every(made: Any) -> list[Any]:
    return [*made.copies["long"], *made.copies["short"]]


def test_the_same_seed_makes_the_same_cases_and_another_one_others(folder: Path, made: Any) -> None:
    assert make(folder, seed=7) == made
    assert make(folder, seed=8) != made


def test_every_kind_is_there(made: Any) -> None:
    assert {copy.kind for copy in made.copies["long"]} == {*edits.KINDS, *edits.FURTHER}
    assert {pair.kind for pair in made.negatives} <= set(negatives.KINDS)
    assert {"random", "stock phrases"} <= {pair.kind for pair in made.negatives}


def test_copies_and_pairs_say_in_which_file_their_source_stands(folder: Path, made: Any) -> None:
    for copy in every(made):
        assert copy.source in (folder / copy.file).read_text(encoding="utf-8")
    for pair in made.negatives:
        if pair.file:
            assert pair.left in (folder / pair.file).read_text(encoding="utf-8")
        else:
            assert pair.kind == "stock phrases"


def test_what_was_kept_stands_in_the_source(made: Any) -> None:
    same = ("width", "traditional", "all at once")
    for copy in every(made):
        assert len(copy.kept) == len(copy.target)
        places = [place for place in copy.kept if place is not None]
        assert len(set(places)) == len(places)
        if copy.kind not in same:
            pairs = zip(copy.target, copy.kept, strict=True)
            assert all(copy.source[at] == new for new, at in pairs if at is not None)


def test_each_kind_does_what_it_is_called_for(made: Any) -> None:
    for copy in every(made):
        kept = [place for place in copy.kept if place is not None]
        share = len(kept) / len(copy.source)
        if copy.kind in WHOLE:
            assert share == 1.0
        if copy.kind == "exact":
            assert copy.target == copy.source
        if copy.kind == "embedded":
            assert len(copy.target) >= 4 * len(copy.source)
        if copy.kind == "shuffled":
            assert sorted(copy.target) == sorted(copy.source) != list(copy.source)
        if copy.kind == "figures":
            words = "".join(c for c in copy.source if not c.isdigit() and c != ".")
            assert "".join(c for c in copy.target if not c.isdigit() and c != ".") == words


def test_words_are_only_left_out_or_only_put_in(made: Any) -> None:
    for copy in every(made):
        kept = [place for place in copy.kept if place is not None]
        if copy.kind in ("30% of words left out", "clauses left out", "one half"):
            assert len(kept) == len(copy.target) < len(copy.source)
            assert kept == sorted(kept)
        if copy.kind == "30% of words put in":
            assert kept == list(range(len(copy.source)))
            assert len(copy.target) > len(copy.source)
        if copy.kind == "clauses left out":
            assert 3 * len(kept) >= 2 * len(copy.source)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        *(("128", "一百二十八"), ("10", "十"), ("15", "十五"), ("305", "三百零五")),
        *(("1,200", "一千二百"), ("10050", "一万零五十"), ("３０００", "三千")),
        *(("230000000", "二亿三千万"), ("12.5", None), ("0", None)),
    ],
)
def test_figures_are_written_out_as_one_says_them(figure: str, said: str | None) -> None:
    assert rewriting._said(figure) == said


def test_more_edits_keep_less(made: Any) -> None:
    kept: list[float] = []
    for rate in edits.RATES:
        copies = [copy for copy in made.copies["long"] if copy.kind == f"edited {rate:.0%}"]
        shares = [sum(at is not None for at in c.kept) / len(c.source) for c in copies]
        kept.append(sum(shares) / len(shares))
    assert kept == sorted(kept, reverse=True)
    assert kept[-1] < 0.85


def test_pairs_that_are_no_copies_have_no_long_run_but_stock_phrases(made: Any) -> None:
    for pair in made.negatives:
        if pair.kind != "stock phrases":
            runs = {pair.left[at : at + 8] for at in range(len(pair.left) - 7)}
            assert not any(pair.right[at : at + 8] in runs for at in range(len(pair.right) - 7))


def test_a_passage_that_stands_twice_is_left_out(tmp_path: Path) -> None:
    twice = "全年围绕河道清淤落实包保责任，汛前全部完成整治任务。"
    once = "全年围绕档案整理逐项建立台账，积压的案卷得到清理。"
    (tmp_path / "a.txt").write_text(f"{twice}\n{once}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(twice, encoding="gb18030")
    found = passages.read_passages(tmp_path, Random(1))  # noqa: S311
    assert [(passage.file, passage.text) for passage in found] == [("a.txt", once)]
