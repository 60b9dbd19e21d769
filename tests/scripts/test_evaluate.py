"""The evaluation: it runs over any folder through a real library, and says what it found."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from index.model import Span
from search.model import Searched
from search.reuse.model import Match, Piece, Similar, Verdict

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))  # as if scripts/evaluate.py ran
asking = importlib.import_module("evaluation.asking")
edits = importlib.import_module("evaluation.edits")
judging = importlib.import_module("evaluation.judging")
negatives = importlib.import_module("evaluation.negatives")
outcomes = importlib.import_module("evaluation.outcome")
passages = importlib.import_module("evaluation.passages")

SOURCE = "对辖区三处积水点逐一会诊，采取扩管、清淤、改坡等办法，汛前全部完成整治。"
OTHER = "职工之家添置图书四百余册，午间开放，借阅登记由各班组轮流负责。"
DIGEST = "00"


def a_match(text: str, spans: list[tuple[int, int]], digest: str = DIGEST) -> Match:
    aligned = tuple(Span(*span) for span in spans)
    return Match(
        *(1, 1, 0, "总结", None, None, None, None, (), text, 0.9, Verdict.SAME),
        *(aligned, aligned, (), 0),
        sha256=digest,
    )


def an_answer(text: str, *matches: Match) -> Similar:
    piece = Piece(Span(0, len(text)), len(matches), 0)
    return Similar(text, matches, len(matches), 1, 0, (), {}, (piece,), Searched(1, 1, 0))


def a_copy(target: str, kept: tuple[int | None, ...]) -> object:
    return edits.Copy("exact", "a.txt", SOURCE, target, kept)


def test_a_source_is_found_by_a_match_in_its_file_alone() -> None:
    copy = a_copy(SOURCE, tuple(range(len(SOURCE))))
    whole = [(0, len(SOURCE))]
    here = judging.judge(copy, DIGEST, an_answer(SOURCE, a_match(SOURCE, whole)), 0.1)
    assert (here.found, here.verdict) == (True, Verdict.SAME)
    assert here.covered == here.joined == here.kept == len(SOURCE)
    for wrong in (a_match(SOURCE, whole, "11"), a_match(OTHER, whole)):
        assert not judging.judge(copy, DIGEST, an_answer(SOURCE, wrong), 0.1).found


def test_characters_that_were_truly_copied_count_as_covered_where_a_span_holds_them() -> None:
    target = OTHER + SOURCE
    kept = (*(None for _ in OTHER), *range(len(SOURCE)))
    start = len(OTHER)
    spans = [(start - 4, start + 10), (start + 20, start + 25)]
    judged = judging.judge(
        a_copy(target, kept), DIGEST, an_answer(target, a_match(SOURCE, spans)), 0
    )
    assert (judged.kept, judged.covered, judged.spans) == (len(SOURCE), 15, 2)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (SOURCE, True),
        (SOURCE[:16], True),  # the library cut the paragraph
        (OTHER + SOURCE, True),
        ("　" + SOURCE[:18] + "\n" + SOURCE[18:], True),
        (OTHER, False),
        (SOURCE[:8] + OTHER, False),
    ],
)
def test_two_readings_of_one_paragraph_are_known_as_such(text: str, same: bool) -> None:
    assert judging.alike(text, SOURCE) is same


def judged(kind: str, found: bool) -> object:
    return judging.Judged(kind, found, Verdict.SAME, 10, 9, 10, 2.0, 1.0, 0.01)


def test_shares_are_held_against_the_target_of_their_kind_and_group() -> None:
    copies = [judged("exact", True)] * 98 + [judged("exact", False)] * 2
    copies += [judged("edited 40%", True)] * 94 + [judged("edited 40%", False)] * 6
    alarms = [asking.Alarm("same topic", number < 2, 0.01) for number in range(100)]
    answers = asking.Answers({"long": tuple(copies), "short": tuple(copies)}, tuple(alarms), 0)
    result = outcomes.outcome(answers)
    met = {(row.group, row.kind): row.met for row in result.rows}
    assert met == {
        ("long", "exact"): False,
        ("long", "edited 40%"): True,
        ("short", "exact"): True,
        ("short", "edited 40%"): None,
    }
    missed = {one.name for one in result.missed}
    assert {"exact, long", "false alarms, same topic", "covered by aligned spans"} <= missed
    assert "covered by aligned pieces" not in missed


def test_stock_negatives_are_made_of_clauses_that_open_no_point() -> None:
    found = negatives._content("一是查账目，看现场；（二）对照清单逐项核实，" + SOURCE, 30)
    assert found is not None
    text = "".join(found)
    assert len(text) >= 30
    assert text.startswith("看现场；对辖区三处积水点")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "evaluate.py"), *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "DUIZHAO_EVALUATION": "1", "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=280,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight reports, no passage of which stands twice."""
    folder = tmp_path_factory.mktemp("reports")
    source = Random(11)  # noqa: S311
    things = (
        "台账",
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
    )
    verbs = ("核对", "清理", "修订", "通报", "排查", "更换", "验收", "登记", "疏通", "加固", "公示")
    for number in range(8):
        lines = []
        for _ in range(6):
            clauses = [
                "".join(source.choice(kind) for _ in range(3) for kind in (verbs, things))
                + f"{source.randint(11, 999)}处"
                for _ in range(source.randint(2, 7))
            ]
            lines.append("，".join(clauses) + "。")
        text = f"第{number}管理站工作总结\n\n一、主要工作\n" + "\n".join(lines) + "\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_run_over_a_folder_says_what_was_found_and_fails_only_when_asked_to(
    folder: Path,
) -> None:
    parts = ("--only", "reuse,comparing", "--reports", folder, "--limit", 2, "--named")
    done = run(*parts, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["reports"] == 8
    exact = [row for row in told["copies"] if row["kind"] == "exact"]
    assert {row["group"] for row in exact} >= {"long", "short"}
    assert all(row["recall"] == 1.0 and row["met"] is not False for row in exact)
    assert {row["kind"] for row in told["copies"]} <= set(edits.KINDS)
    assert told["met"] is (not told["missed"])

    checked = run(*parts, "--check")
    assert checked.returncode == (0 if told["met"] else 1)
    last = checked.stdout.splitlines()[-1]
    assert last.endswith("targets met")
    for name in told["missed"]:
        assert f": {name}" in checked.stdout


def test_a_wrong_folder_is_named(tmp_path: Path) -> None:
    done = run("--reports", tmp_path / "没有")
    assert done.returncode == 2
    assert "没有" in done.stderr.splitlines()[-1]


def test_a_folder_without_reports_is_said(tmp_path: Path) -> None:
    done = run("--reports", tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
