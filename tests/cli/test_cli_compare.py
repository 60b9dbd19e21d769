"""Comparison on the command line: JSON as agreed, files, what a person reads, errors."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from search.library import Library
from web.commands import run as run_command

LAST = """2021年白鹭闸管理所工作总结
一、巡查养护
全年开展堤防巡查48次，清理漂浮物6吨，更换启闭机钢丝绳两根。
河长制宣传进村入户，发放折页，村民们慢慢养成了不往河里倒垃圾的习惯。
二、存在的问题
年轻职工少，会修老式启闭机的师傅明年就要退休。
"""
THIS = """2022年白鹭闸管理所工作总结
一、巡查养护
全年开展堤防巡查52次，清理漂浮物6吨，更换启闭机钢丝绳两根。
新装水位遥测仪，雨夜不用再打着手电去看水尺。
二、存在的问题
年轻职工少，会修老式启闭机和清污机的师傅明年就要退休。
"""
Run = Callable[..., "Done"]


class Done:
    """What a command answered."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> Any:
        assert self.status == 0, self.err
        return json.loads(self.out)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("in")
    (folder / "白鹭闸管理所").mkdir()
    for year, text in (("2021", LAST), ("2022", THIS)):
        (folder / "白鹭闸管理所" / f"{year}年工作总结.txt").write_text(text, encoding="utf-8")
    with Library(place) as library:
        assert len(library.add([folder], workers=1).added) == 2
    return place


@pytest.fixture
def sides(tmp_path: Path) -> tuple[str, str]:
    """Two files that are not in the library."""
    last, this = tmp_path / "去年.txt", tmp_path / "今年.txt"
    last.write_text(LAST, encoding="utf-8")
    this.write_text(THIS, encoding="utf-8")
    return str(last), str(this)


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command within this process."""

    def running(*arguments: str, at: Path | None = None) -> Done:
        out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setenv("COLUMNS", "80")
            patch.delenv("DUIZHAO_LANG", raising=False)
            status = run_command(["--home", str(at or home), *arguments])
            texts = [_text(stream) for stream in (out, err)]
        return Done(status, *texts)

    return running


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8")


# -- the JSON ------------------------------------------------------------------------------


def test_the_json_has_the_shape_of_the_contract(run: Run) -> None:
    found = run("compare", "1", "2", "--json").json
    assert {"left", "right", "similarity", "sections", "summary", "rows", "figures"} <= set(found)
    assert found["left"]["id"] == 1
    assert {"id", "file", "title", "year", "unit", "kind"} <= set(found["right"])
    assert set(found["summary"]) == {
        "same", "figures", "edited", "split", "merged", "left_only", "right_only", "moved",
    }  # fmt: skip
    for row in found["rows"]:
        assert {"kind", "moved", "left", "right", "score", "changes"} <= set(row)
        for side in filter(None, (row["left"], row["right"])):
            assert {"passage_id", "path", "start", "end"} <= set(side["parts"][0])
    section = found["sections"][0]
    assert {"left", "right", "role", "kind", "moved", "renumbered"} <= set(section)
    rounds = next(one for one in found["figures"] if "巡查" in one["context"])
    assert (rounds["left"], rounds["right"], rounds["delta"], rounds["measure"]) == (
        "48", "52", 4, "次",
    )  # fmt: skip
    row = found["rows"][rounds["row"]]
    assert row["left"]["text"][slice(*rounds["left_span"])] == "48"
    assert row["right"]["text"][slice(*rounds["right_span"])] == "52"


def test_changes_spell_both_texts_of_every_row(run: Run) -> None:
    for row in run("compare", "1", "2", "--json").json["rows"]:
        for side, kinds in (("left", ("same", "removed")), ("right", ("same", "added"))):
            spelt = "".join(
                row[side]["text"][slice(*change[side])]
                for change in row["changes"]
                if change["kind"] in (*kinds, "replaced") and row[side]
            )
            assert spelt == (row[side]["text"] if row[side] else "")


def test_a_report_against_itself_has_only_equal_rows(run: Run) -> None:
    found = run("compare", "2", "2", "--json").json
    assert {row["kind"] for row in found["rows"]} == {"same"}
    assert found["similarity"] == 1


def test_a_report_and_a_file_are_compared_and_nothing_is_kept(
    run: Run, sides: tuple[str, str]
) -> None:
    before = run("list", "--json").json
    found = run("compare", "1", sides[1], "--json").json
    assert found["left"]["id"] == 1
    assert found["right"]["id"] is None
    assert found["right"]["file"] == "今年.txt"
    assert found["summary"]["figures"] >= 1
    assert run("list", "--json").json == before


def test_two_files_need_no_library(run: Run, sides: tuple[str, str], tmp_path: Path) -> None:
    nowhere = tmp_path / "没有"
    inside = run("compare", *sides, "--json").json
    outside = run("compare", *sides, "--json", at=nowhere).json
    assert inside == outside
    assert not nowhere.exists()


def test_columns_of_tables_go_by_name_or_by_place(run: Run, tmp_path: Path) -> None:
    for name, heads in (("甲", "指标\t目标\t权重"), ("乙", "指标\t目标值\t分值")):
        rows = [heads, "堤防完好率\t95\t20", "闸门启闭率\t98\t30", "水草清理率\t90\t15"]
        text = "白鹭闸管理所绩效目标\n一、目标\n" + "\n".join(rows) + "\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    sides = [str(tmp_path / f"{name}.txt") for name in ("甲", "乙")]
    assert run("compare", *sides, "--json").json["columns"] == "name"
    found = run("compare", *sides, "--columns", "place", "--json").json
    assert found["columns"] == "place"
    assert [one["columns"] for one in found["tables"]] == [[[0, 0], [1, 1], [2, 2]]]
    assert run("compare", *sides, "--columns", "width").status == 2


def test_a_number_is_a_report_even_where_a_file_has_that_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1").write_text(THIS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("compare", "1", "2", "--json").json["left"]["id"] == 1


# -- what a person reads -------------------------------------------------------------------


def test_the_terminal_shows_changes_figures_and_counts(run: Run) -> None:
    done = run("compare", "1", "2")
    assert done.status == 0
    assert "会修老式启闭机{+和清污机+}的师傅" in done.out
    assert "巡查[-48-]{+52+}次" in done.out
    assert "48次 → 52次  ＋4次（＋8.3%）" in done.out
    assert "[-河长制宣传进村入户" in done.out
    assert "{+新装水位遥测仪" in done.out
    assert "仅左 1，仅右 1" in done.out
    assert "\x1b" not in done.out  # no colours where nobody sees them


@pytest.mark.skipif(sys.platform == "win32", reason="names cannot hold control characters there")
def test_nothing_in_a_name_rules_the_terminal(run: Run, tmp_path: Path) -> None:
    for name in ("甲\x1b[2J.txt", "乙\x9b31m.txt"):
        (tmp_path / name).write_text("值班员清理河道和沿岸的垃圾，每周两次。", encoding="utf-8")
    done = run("compare", *map(str, sorted(tmp_path.iterdir())))
    assert done.status == 0
    assert "[2J.txt" in done.out
    assert not {"\x9b", "\x1b"} & set(done.out)


# -- files ---------------------------------------------------------------------------------


def test_files_are_written_and_never_over_others(run: Run, tmp_path: Path) -> None:
    page, paper, book = (tmp_path / f"对比.{kind}" for kind in ("html", "docx", "xlsx"))
    targets = ("--html", str(page), "--docx", str(paper), "--xlsx", str(book))
    done = run("compare", "1", "2", *targets)
    assert done.status == 0, done.err
    assert done.out == ""
    assert "水位遥测仪" in page.read_text(encoding="utf-8")
    assert len(Document(str(paper)).tables) >= 3
    assert book.stat().st_size > 0
    again = run("compare", "1", "2", "--html", str(page))
    assert again.status == 1
    assert str(page) in again.err
    assert run("compare", "1", "2", "--html", str(page), "--force").status == 0


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["1"], 2, "RIGHT"),
        (["1", "2", "3"], 2, ""),
        (["1", "2", "--html", "a.txt"], 2, "a.txt"),
        (["1", "99"], 4, "99"),
        (["0", "1"], 4, "0"),
        (["1", "9" * 40], 4, "9" * 40),
        (["1", "没有.txt"], 4, "没有.txt"),
        (["-5", "1"], 2, ""),
        (["１", "2"], 4, "１"),
        (["{here}", "1"], 3, "{here}"),
        (["1", "{here}/空.txt"], 3, "空.txt"),
        (["{here}/坏.docx", "1"], 3, "坏.docx"),
        (["{here}/没有扩展名", "1"], 3, "没有扩展名"),
    ],
)
def test_bad_input_gets_one_line_and_a_status(
    run: Run, tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 not a document")
    (tmp_path / "没有扩展名").write_text(LAST, encoding="utf-8")
    done = run("compare", *(one.format(here=tmp_path) for one in arguments))
    assert done.status == status
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert said.format(here=tmp_path) in done.err
    assert "Traceback" not in done.err
