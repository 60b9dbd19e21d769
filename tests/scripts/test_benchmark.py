"""The benchmark: it runs on a small corpus, ours is complete there, and its scan is the truth."""

from __future__ import annotations

import importlib
import importlib.util
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.engine import PassageText, Phrase, ReportText
from index.engines.naive import NaiveEngine
from index.folding import fold_with_origins
from index.model import Part

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))  # as if scripts/benchmark.py ran
documents = importlib.import_module("measuring.documents")
peers = importlib.import_module("measuring.peers")
phrases = importlib.import_module("measuring.phrases")
sheets = importlib.import_module("measuring.sheet")
verdicts = importlib.import_module("measuring.verdicts")

TEXTS = (
    "坚持把党的政治建设摆在首位，严格落实“第一议题”制度，全年学习三十六次。",
    "×××局全年办结信访事项１２８件，办结率９８％；××××街道未发生越级上访。",
    "落实“三会一课”……开展主题党日活动十二次，党员参与率九成以上。",
    "今年以来，办结率稳步提高，群众满意度稳步提高，信访总量下降。",
    "㈠抓学习：①原原本本学；②联系实际学。——学以致用",
)


@pytest.fixture(scope="module")
def small() -> object:
    """The texts as paragraphs, each one passage."""
    folded = [fold_with_origins(text) for text in TEXTS]
    origins = {
        number: one.origins.astype(np.int64)
        for number, one in enumerate(folded)
        if len(set(one.origins.tolist())) < len(one.origins)
    }
    first = np.arange(1, len(TEXTS) + 1, dtype=np.int64)
    return documents.Documents(tuple(one.text for one in folded), first, origins)


@pytest.fixture
def naive() -> NaiveEngine:
    engine = NaiveEngine()
    passages = tuple(
        PassageText(number + 1, Part.BODY, number, text) for number, text in enumerate(TEXTS)
    )
    engine.put(ReportText(1, "述职报告", passages))
    engine.commit()
    return engine


def every_phrase(texts: tuple[str, ...]) -> list[str]:
    """All substrings up to six characters, and some that stand nowhere."""
    standing = {
        text[at : at + size] for text in texts for size in range(1, 7) for at in range(len(text))
    }
    return sorted(standing | {"无此提法", "办结率下降", "....."})


def test_the_scan_agrees_with_the_naive_engine(small: object, naive: NaiveEngine) -> None:
    view = naive.view()
    for phrase in every_phrase(small.texts):
        matches = view.phrase(Phrase((phrase,)))
        found = small.scan(phrase)
        assert found == small.of_passages(matches.passages).tolist(), phrase
        assert small.occurrences(phrase, found) == matches.counts.sum(), phrase


@pytest.mark.parametrize("name", ["Scan", "Trigrams", "Tantivy", "Whoosh"])
def test_a_peer_finds_what_the_scan_finds(name: str, small: object, tmp_path: Path) -> None:
    try:
        peer = getattr(peers, name)(small, tmp_path / name)
    except peers.Missing as reason:
        pytest.skip(str(reason))
    for phrase in every_phrase(small.texts):
        if len(phrase) >= peer.shortest:
            assert sorted(peer.ids(phrase)) == small.scan(phrase), phrase
            assert peer.count(phrase) == len(small.scan(phrase)), phrase


def test_phrases_are_of_all_lengths_and_each_stands_where_it_should() -> None:
    source = random.Random(3)  # noqa: S311 - a sample
    words = [word for text in TEXTS for word in re.split("[，；。…]+", text) if word]
    texts = tuple("，".join(source.choices(words, k=4)) for _ in range(300))
    folded = tuple(fold_with_origins(text).text for text in texts)
    questions = phrases.draw(folded, 7, 8)
    assert questions == phrases.draw(folded, 7, 8)
    assert questions != phrases.draw(folded, 8, 8)
    drawn = questions.asked
    assert len({one.text for one in drawn}) == len(drawn)
    for one in drawn:
        assert any(one.text in text for text in folded) == (one.source != "absent"), one
    for low, high in phrases.LENGTHS:
        for kind in ("random", "aligned"):
            here = [o for o in drawn if o.source == kind and low <= len(o.text) <= high]
            assert len(here) == 4, (low, kind)
    assert sum(one.source == "absent" for one in drawn) == phrases.ABSENT
    assert sum(one.source == "common" for one in drawn) == phrases.COMMON


def test_a_figure_is_judged_by_its_target_alone() -> None:
    most = sheets.Target(sheets.Bound.MOST, 2.0, 10_000)
    least = sheets.Target(sheets.Bound.LEAST, 25)
    assert sheets.Figure("时间", 2.0, "s", most).verdict == "met"
    assert sheets.Figure("时间", 2.1, "s", most).verdict == "not met"
    assert sheets.Figure("速度", 24.9, "", least).verdict == "not met"
    assert sheets.Figure("内存", None, "MB", most).verdict == "not measured"
    assert sheets.Figure("无目标", 7.0, "s").verdict == ""
    assert sheets.Figure("时间", 2.1, "s", most).cells(50)[2] == "≤ 2 s at 10,000 reports"


def test_p95_is_what_95_of_100_do_not_exceed() -> None:
    assert verdicts.p95(range(1, 101)) == 95
    assert verdicts.p95([3.0]) == 3.0


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "benchmark.py"), *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "DUIZHAO_BENCHMARK": "1", "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=280,
    )


def test_an_unknown_part_is_named() -> None:
    done = run("--only", "phrases,speed")
    assert done.returncode == 2
    assert "speed" in done.stderr.splitlines()[-1]


@pytest.mark.slow
def test_a_small_run_measures_everything_and_ours_is_complete(tmp_path: Path) -> None:
    table = tmp_path / "结果.md"
    size = ("--reports", 24, "--phrases", 6, "--characters", 6_000, "--keep", tmp_path / "留存")
    done = run(*size, "--markdown", table)
    assert done.returncode == 0, done.stderr
    told = table.read_text(encoding="utf-8")
    for kind in ("recall below 1.0", "precision below 1.0", "counted otherwise by the scan"):
        (row,) = [line for line in told.splitlines() if kind in line]
        assert row.endswith("| met |"), row
    titles = ("Ingest", "Opening", "Phrases", "Search", "Matrix", "HTTP", "Adding")
    for title in (*titles, "Similar passages", "Copies of passages", "Clusters"):
        assert re.search(rf"^## .*{title}", told, re.MULTILINE), title
    for peer in ("tantivy", "Whoosh"):
        if importlib.util.find_spec(peer.lower()):
            assert re.search(rf"^\| {peer} bigrams \|.*1\.0 / 1\.0", told, re.MULTILINE), peer
        else:
            assert f"Left out: {peer.lower()}" in told
    assert not list((tmp_path / "留存").glob("peers-*"))

    again = run(*size, "--only", "open", "--check")
    assert "Ingest" not in again.stdout  # the home that was kept
    assert again.returncode == (1 if re.search(r": not (met|measured)", again.stdout) else 0)
