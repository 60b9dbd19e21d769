"""The commands as others drive them: JSON, exit statuses, one clear line for every error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from commands_support import ROOT, Run, command

REPORT = """2022年工作总结
一、工作成效
1.抓实“第一议题”。一是领导带学，二是支部联学，安##paidbegin##全生产同步推进。
二、存在问题
三会一课质量有待提升。
##paidend##
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run one command in a home of its own."""
    return partial(command, tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a unit with one report, and one file that is no report."""
    inside = tmp_path / "报送" / "港务公司"
    inside.mkdir(parents=True)
    (inside / "2022年工作总结.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path / "报送"


def document(done: subprocess.CompletedProcess[str]) -> Any:
    return json.loads(done.stdout)


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return lines[0]


def test_add_answers_with_what_came_in(run: Run, folder: Path) -> None:
    done = run("add", str(folder), "--json")
    assert done.returncode == 0
    told = document(done)
    (added,) = told["added"]
    assert added["title"] == "2022年工作总结"
    assert (added["year"], added["unit"], added["kind"]) == (2022, "港务公司", "工作总结")
    assert added["sections"] == 3
    assert added["passages"] > 5
    assert (told["unchanged"], told["replaced"], told["refused"]) == ([], [], [])
    again = document(run("add", str(folder), "--json"))
    assert [one["id"] for one in again["unchanged"]] == [added["id"]]
    assert again["added"] == []


def test_a_refused_file_is_named_and_the_others_come_in(run: Run, folder: Path) -> None:
    (folder / "港务公司" / "扫描件.pdf").write_bytes(b"%PDF-1.4 broken")
    done = run("add", str(folder), "--json")
    assert done.returncode == 3
    told = document(done)
    assert len(told["added"]) == 1
    assert [one["file"] for one in told["refused"]] == ["港务公司/扫描件.pdf"]
    assert "扫描件.pdf" in one_line(done)
    searched = document(run("search", "第一议题", "--json"))["searched"]
    assert (searched["reports"], searched["refused"]) == (1, 1)


def test_search_answers_in_the_agreed_shape(run: Run, folder: Path) -> None:
    run("add", str(folder))
    found = document(run("search", "第一议题", "--json"))
    assert (found["query"], found["rung"]) == ("第一议题", "exact")
    assert (found["passages"], found["occurrences"], found["reports"]) == (1, 1, 1)
    assert found["facets"]["year"] == {"": 0, "2022": 1}
    (hit,) = found["hits"]
    assert hit["part"] == "heading"
    assert hit["path"] == ["一、工作成效"]
    ((start, end),) = hit["spans"]
    assert hit["text"][start:end] == "第一议题"
    assert document(run("search", "安全生产", "--json"))["passages"] == 1
    assert document(run("search", "paidbegin", "--json"))["passages"] == 0
    words = document(run("search", "领导 带学", "--words", "--json"))
    assert words["rung"] == "words"
    assert words["hits"][0]["score"] > 0


def test_search_filters_by_option(run: Run, folder: Path) -> None:
    run("add", str(folder))

    def count(*options: str) -> int:
        return int(document(run("search", "三会一课", "--json", *options))["passages"])

    assert count("--year", "2021-2023") == 1
    assert count("--year", "2021") == 0
    assert count("--unit", "港务公司", "--kind", "工作总结", "--role", "problems") == 1
    assert count("--role", "原因") == 0
    assert count("--unit", "none") == 0


def test_a_web_page_is_kept_with_the_title_source_and_date_that_it_states(
    run: Run, tmp_path: Path
) -> None:
    page = tmp_path / "下载.html"
    page.write_text(
        "<meta charset=utf-8><title>澜西县2019年政府工作报告_澜西县</title>"
        "<p>来源：县政府办 发布时间：2019-02-01</p><p>各位代表：</p><p>现在报告工作。</p>",
        encoding="utf-8",
    )
    seen = document(run("outline", str(page), "--json"))
    report = document(run("add", str(page), "--json"))["added"][0]["id"]
    shown = document(run("show", str(report), "--json"))
    for one in (seen, shown):
        assert (one["title"], one["year"]) == ("澜西县2019年政府工作报告", 2019)
        assert (one["source"], one["published"]) == ("县政府办", "2019-02-01")
    assert shown["origins"]["title"] == "stated"


def test_outline_and_show_have_one_shape(run: Run, folder: Path) -> None:
    file = folder / "港务公司" / "2022年工作总结.txt"
    seen = document(run("outline", str(file), "--json"))
    assert seen["title"] == "2022年工作总结"
    assert seen["unit"] == "港务公司"
    first, second = seen["sections"]
    assert (first["marker"], first["heading"], first["role"]) == ("一", "工作成效", "done")
    (inner,) = first["sections"]
    assert (inner["marker"], inner["heading"]) == ("1", "抓实“第一议题”")
    assert [passage["label"] for passage in inner["passages"]] == ["一是", "二是"]
    assert second["role"] == "problems"
    assert [piece["text"] for piece in seen["removed"]] == ["##paidbegin##", "##paidend##"]
    assert run("list", "--json").stdout.count('"id"') == 0, "outline stores nothing"
    report = document(run("add", str(folder), "--json"))["added"][0]["id"]
    shown = document(run("show", str(report), "--json"))
    assert {key: shown[key] for key in seen} == seen
    assert shown["id"] == report
    assert len(shown["sha256"]) == 64
    passages = shown["passages"]
    assert [passage["id"] for passage in passages] == sorted(p["id"] for p in passages)
    assert {passage["part"] for passage in passages} == {"title", "heading", "body"}


def test_corrections_stay_and_can_be_taken_back(run: Run, folder: Path) -> None:
    report = str(document(run("add", str(folder), "--json"))["added"][0]["id"])
    assert run("edit", report, "--year", "2021", "--unit", "none").returncode == 0
    shown = document(run("show", report, "--json"))
    assert (shown["year"], shown["unit"]) == (2021, None)
    assert document(run("add", str(folder), "--json"))["unchanged"][0]["year"] == 2021
    assert run("edit", report, "--automatic", "year").returncode == 0
    assert document(run("show", report, "--json"))["year"] == 2022


def test_a_removed_report_is_gone_and_can_come_back(run: Run, folder: Path) -> None:
    report = str(document(run("add", str(folder), "--json"))["added"][0]["id"])
    assert run("remove", report).returncode == 0
    assert document(run("list", "--json"))["total"] == 0
    assert document(run("search", "第一议题", "--json"))["passages"] == 0
    gone = run("show", report)
    assert gone.returncode == 4
    assert report in one_line(gone)
    assert run("restore-report", report).returncode == 0
    assert document(run("search", "第一议题", "--json"))["passages"] == 1


def test_a_backup_restores_the_same_library(run: Run, folder: Path, tmp_path: Path) -> None:
    run("add", str(folder))
    file = tmp_path / "备份.zip"
    assert run("backup", str(file)).returncode == 0
    refused = run("backup", str(file))
    assert refused.returncode == 1
    assert "备份.zip" in one_line(refused)
    other = str(tmp_path / "other")
    assert run("--home", other, "restore", str(file)).returncode == 0
    here, there = (
        document(run(*home, "search", "第一议题", "--json")) for home in ((), ("--home", other))
    )
    assert there == here
    assert document(run("--home", other, "check", "--json"))["ok"] is True
    again = run("--home", other, "restore", str(file))
    assert again.returncode == 1


def test_check_and_reindex_look_after_the_engine(run: Run, folder: Path, tmp_path: Path) -> None:
    run("add", str(folder))
    assert document(run("check", "--json"))["ok"] is True
    engine = next(path for path in (tmp_path / "home").iterdir() if path.name.startswith("engine"))
    for file in sorted(engine.rglob("*")):
        if file.is_file():
            file.write_bytes(b"")
    broken = run("check", "--json")
    assert broken.returncode == 1
    assert document(broken)["ok"] is False
    failing = run("search", "第一议题")
    assert failing.returncode == 1
    assert "reindex" in one_line(failing)
    assert run("reindex").returncode == 0
    assert document(run("search", "第一议题", "--json"))["passages"] == 1
    assert document(run("check", "--json"))["ok"] is True


@pytest.mark.parametrize(
    ("arguments", "status", "named"),
    [
        (("查找",), 2, "查找"),
        (("search",), 2, "QUERY"),
        (("search", "学习", "--limit", "many"), 2, "--limit"),
        (("search", "学习", "--colour", "red"), 2, "--colour"),
        (("search", '"学习'), 2, "引号"),
        (("search", "学习", "--year", "今年"), 2, "今年"),
        (("show", "77"), 4, "77"),
        (("remove", "77"), 4, "77"),
        (("edit", "77", "--year", "2020"), 4, "77"),
        (("edit", "77"), 2, "--title"),
        (("add", ""), 2, "路径"),
        (("outline", "没有这个文件.txt"), 4, "没有这个文件.txt"),
        (("restore", "没有这个备份.zip"), 1, "没有这个备份.zip"),
    ],
)
def test_errors_are_one_line_that_names_what_is_wrong(
    run: Run, arguments: tuple[str, ...], status: int, named: str
) -> None:
    done = run(*arguments)
    assert done.returncode == status, done.stderr
    assert named in one_line(done)
    assert done.stdout == ""


def test_errors_and_help_speak_english_when_asked(run: Run) -> None:
    assert "no report" in one_line(run("show", "77", DUIZHAO_LANG="en")).lower()
    assert "Search" in run("--help", DUIZHAO_LANG="en").stdout


def test_no_command_shows_the_help(run: Run) -> None:
    done = run()
    assert done.returncode == 0
    assert "  search " in done.stdout


def test_a_name_cannot_rule_the_terminal(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "收"
    folder.mkdir()
    try:
        (folder / "红\x1b[31m字\n第二行.txt").write_text(
            "工作总结\n一、情况\n好。", encoding="utf-8"
        )
    except OSError:
        pytest.skip("this system has no such file names")
    done = run("add", str(folder))
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr
    assert "\x1b" not in run("list").stdout


@pytest.mark.skipif(os.name == "nt", reason="streams are closed by the shell there")
def test_closed_streams_are_no_error(run: Run, folder: Path, tmp_path: Path) -> None:
    environment = dict(os.environ, DUIZHAO_HOME=str(tmp_path / "home"))
    command = f'exec "{sys.executable}" -m web.cli add "{folder}" >&- 2>&-'
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0
    assert document(run("list", "--json"))["total"] == 1


def test_every_command_has_help(run: Run) -> None:
    listed = run("--help").stdout
    for name in (
        "add", "list", "outline", "show", "edit", "remove", "restore-report", "search",
        "check", "reindex", "backup", "restore", "password", "serve", "demo", "similar", "reuse",
        "clusters", "heatmap", "exclude", "include", "exclusions", "template", "evidence",
    ):  # fmt: skip
        assert f"  {name} " in listed


def test_a_foreign_package_of_the_same_name_is_noticed(tmp_path: Path) -> None:
    foreign = tmp_path / "search"
    foreign.mkdir()
    (foreign / "__init__.py").write_text("", encoding="utf-8")
    code = f"import sys; sys.path.insert(1, {str(ROOT)!r}); from web.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 1
    assert "search" in one_line(done)


def test_serving_beyond_this_machine_needs_a_password(run: Run) -> None:
    done = run("serve", "--host", "192.0.2.1", "--port", "0")
    assert done.returncode == 1
    assert "duizhao password" in one_line(done)
