"""The command refused, and what add says of files that it does not take."""

from __future__ import annotations

import json
import re
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from commands_support import Run, command

from index.catalogue.schema import SCHEMA

REPORT = "青石水库2022年工作总结\n一、防汛备汛\n汛前检查12次，整改隐患三处。\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run one command in a home of its own."""
    return partial(command, tmp_path / "home")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    (folder / "水务局").mkdir(parents=True)
    (folder / "青石水库2022年工作总结.txt").write_text(REPORT, encoding="utf-8")
    (folder / "水务局" / "总结.txt").write_bytes(b"")
    (folder / "合影.gif").write_bytes(b"x")
    return folder


def refused(run: Run, *more: str) -> Any:
    done = run("refused", *more, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def counted(run: Run) -> int:
    done = run("search", "汛前检查", "--json")
    return int(json.loads(done.stdout)["searched"]["refused"])


def test_what_was_not_taken_is_listed_with_when_and_why(run: Run, desk: Path) -> None:
    assert refused(run) == {"refused": [], "taken_out": [], "not_reports": [], "unfinished": []}
    added = run("add", desk, "--json")
    assert added.returncode == 3
    told = json.loads(added.stdout)
    assert [one["file"] for one in told["refused"]] == ["水务局/总结.txt"]
    assert [one["file"] for one in told["not_reports"]] == ["合影.gif"]
    found = refused(run)
    (one,) = found["refused"]
    assert (one["file"], one["folder"], one["code"]) == ("水务局/总结.txt", "水务局", "empty")
    assert one["error"].startswith("文件是空的")
    assert one["at"].startswith("20")
    assert [one["file"] for one in found["not_reports"]] == ["合影.gif"]
    assert counted(run) == 1
    said = run("refused").stdout
    assert "未收 1 个" in said
    assert "文件是空的" in said
    assert "合影.gif" in said


def test_a_file_is_taken_out_of_the_count_with_a_reason_and_back(run: Run, desk: Path) -> None:
    run("add", desk)
    assert run("refused", "--forget", "总结.txt").returncode == 2
    assert counted(run) == 1
    done = run("refused", "--forget", "总结.txt", "--reason", "只是封面", "--by", "周叙")
    assert (done.returncode, counted(run)) == (0, 0)
    found = refused(run)
    assert found["refused"] == []
    (one,) = found["taken_out"]
    assert (one["reason"], one["by"]) == ("只是封面", "周叙")
    assert one["taken_out"].startswith("20")
    assert "只是封面" in run("refused").stdout
    assert run("add", desk).returncode == 3  # said again, and still not counted
    assert counted(run) == 0
    assert len(refused(run, "--recount", str(one["id"]))["refused"]) == 1
    assert counted(run) == 1


def test_a_refused_file_is_tried_again(run: Run, desk: Path) -> None:
    run("add", desk)
    again = run("refused", "--retry", "水务局/总结.txt", "--json")
    assert again.returncode == 3
    assert [one["file"] for one in json.loads(again.stdout)["refused"]] == ["水务局/总结.txt"]
    assert run("refused", "--retry-all").returncode == 3
    mended = desk / "水务局" / "总结.txt"
    mended.write_text(REPORT.replace("2022", "2021"), encoding="utf-8")
    assert run("add", mended).returncode == 0
    assert refused(run)["refused"] == []
    assert run("refused", "--retry-all").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--forget", "没有.txt", "--reason", "r"), 4, "没有.txt"),
        (("--retry", "没有.txt"), 4, "没有.txt"),
        (("--recount", "没有.txt"), 4, "没有.txt"),
        (("--forget", "合影.gif", "--reason", "r"), 2, "合影.gif"),
        (("--forget", "总结.txt", "--retry", "总结.txt", "--reason", "r"), 2, "--retry"),
        (("--reason", "r"), 2, "--forget"),
        (("--forget", "总结.txt", "--reason", "  "), 2, "--reason"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    run: Run, desk: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    run("add", desk)
    done = run("refused", *arguments)
    assert done.returncode == status
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert counted(run) == 1


def test_of_several_files_of_one_name_the_number_or_the_folder_says_which(
    run: Run, desk: Path
) -> None:
    (desk / "供热局").mkdir()
    for unit in ("水务局", "供热局"):
        (desk / unit / "总结.txt").write_bytes(b"")
        run("add", desk / unit / "总结.txt")
    done = run("refused", "--forget", "总结.txt", "--reason", "r")
    assert done.returncode == 2
    assert "水务局" in done.stderr
    assert "供热局" in done.stderr
    assert counted(run) == 2
    one = refused(run, "--forget", "供热局/总结.txt", "--reason", "只是封面")
    assert [each["folder"] for each in one["taken_out"]] == ["供热局"]


def test_a_mistyped_path_is_an_error_and_makes_no_home(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    done = run("add", desk, desk / "没有.docx")
    assert done.returncode == 4
    assert "没有.docx" in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "home").exists()
    several = run("add", desk / "没有.docx", desk / "也没有", desk)
    assert several.returncode == 4
    assert "也没有" in several.stderr
    assert not (tmp_path / "home").exists()


def test_a_picture_that_is_named_is_told_and_not_counted(run: Run, desk: Path) -> None:
    done = run("add", desk / "合影.gif")
    assert done.returncode == 3
    assert "合影.gif" in done.stderr
    assert "不是报告" in done.stderr
    assert counted(run) == 0


def test_the_same_bytes_again_are_named_as_such(run: Run, desk: Path) -> None:
    (desk / "水务局" / "总结.txt").unlink()
    run("add", desk)
    again = run("add", desk)
    assert again.returncode == 0
    assert "字节相同" in again.stdout
    (one,) = json.loads(run("add", desk, "--json").stdout)["unchanged"]
    assert one["same_bytes"] == one["id"]


def test_a_report_without_a_unit_is_nobodys_new_version(run: Run, tmp_path: Path) -> None:
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        text = f"工作总结\n一、主要工作\n第{number}次检查已经完成。\n"
        (folder / "工作总结.txt").write_text(text, encoding="utf-8")
        done = run("add", folder)
        assert "新版本" not in done.stdout


def test_an_older_home_is_brought_up_to_date_and_that_is_said_once(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    run("add", desk)
    file = tmp_path / "home" / "catalogue.sqlite3"
    with sqlite3.connect(file) as old:
        old.execute("DROP TABLE refused")
        old.execute(
            "CREATE TABLE refused (file TEXT NOT NULL PRIMARY KEY, key VARCHAR(80) NOT NULL,"
            ' "values" JSON NOT NULL, at VARCHAR(40) NOT NULL)'
        )
        for name, key in (("错了.docx", "no_such_file"), ("空.txt", "empty")):
            old.execute(
                "INSERT INTO refused VALUES (?, ?, '{}', '2024-01-02T03:04:05')", (name, key)
            )
        for column in ("rules", "scanned", "doubtful", "unread"):
            old.execute(f"ALTER TABLE report DROP COLUMN {column}")
        old.execute("UPDATE state SET schema_version = 3")
    old.close()
    first = run("list")
    assert first.returncode == 0
    assert f"catalogue.sqlite3.before-{SCHEMA}" in first.stderr
    assert run("list").stderr == ""
    assert [one["file"] for one in refused(run)["refused"]] == ["空.txt"]


def test_a_list_says_how_many_of_what_it_lists_lack_something(run: Run, desk: Path) -> None:
    (desk / "另一份.txt").write_text("一、防汛备汛\n汛前检查12次。\n", encoding="utf-8")
    run("add", desk)
    assert "共 2 篇，其中 2 篇信息不全。" in run("list").stdout
    assert "共 1 篇，其中 1 篇信息不全。" in run("list", "--year", "2022").stdout
    assert "共 0 篇，其中 0 篇信息不全。" in run("list", "--year", "1999").stdout


def test_every_sentence_that_something_is_not_there_says_what_was_not_read(
    run: Run, desk: Path
) -> None:
    run("add", desk)
    (hit,) = json.loads(run("search", "汛前检查", "--json").stdout)["hits"]
    said = "查了 1 篇报告，另有 1 个文件没有读成，见 duizhao refused"
    for asked in (
        ("search", "从未写过"),
        ("matrix", "从未写过"),
        ("similar", "--text", "谁也没有写过的一句话，哪里都没有出现过，用来核对。"),
        ("trail", str(hit["passage_id"])),
        ("heatmap",),
        ("clusters",),
        ("evidence",),
    ):
        assert said in run(*asked).stdout, asked


def test_a_hit_names_the_passage_by_which_other_commands_ask_for_it(run: Run, desk: Path) -> None:
    run("add", desk)
    said = run("search", "汛前检查").stdout
    (number,) = re.findall(r"^\[\d+#p\d+\] #(\d+) ", said, re.MULTILINE)
    assert run("trail", number).returncode == 0
    assert run("exclude", number, "--reason", "通稿").returncode == 0
