"""Searching and counting on the command line: the ladder, files, tables of 80 columns, errors."""

from __future__ import annotations

import csv
import json
import subprocess
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from commands_support import Run, command

from web.commands.grids import cut, lines, width

REPORTS = {
    "清源水务公司/2021年工作总结.txt": """2021年工作总结
一、主要成效
一是抓实河长制，二是“河长制”考核增长3.5%。
二、存在问题
管网漏损偏高。
""",
    "清源水务公司/2022年工作总结.txt": """2022年工作总结
一、主要成效
河长制走深走实，考核增长12%。
""",
    "清源市容环境卫生事业发展服务中心/2022年述职报告.txt": """2022年述职报告
一、履职情况
垃圾分类、厕所革命一起抓。
""",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in") / "报送"
    for name, text in REPORTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    kept = tmp_path_factory.mktemp("home")
    done = command(kept, "add", str(folder))
    assert done.returncode == 0, done.stderr
    return kept


@pytest.fixture
def run(home: Path) -> Run:
    return partial(command, home)


def document(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    (line,) = done.stderr.strip().splitlines()
    assert "Traceback" not in line
    return line


def test_the_ladder_answers_unless_it_is_stopped(run: Run) -> None:
    assert document(run("search", "抓实河长制", "--json"))["rung"] == "exact"
    fallen = document(run("search", "垃圾分类厕所革命", "--json"))
    assert (fallen["rung"], fallen["passages"]) == ("loose", 1)
    stopped = document(run("search", "垃圾分类厕所革命", "--exact", "--json"))
    assert (stopped["rung"], stopped["passages"]) == ("exact", 0)
    assert document(run("search", "抓实河长制", "--loose", "--json"))["rung"] == "loose"
    assert document(run("search", "河长制", "--words", "--json"))["rung"] == "words"


def test_a_fallback_says_first_what_was_not_found(run: Run) -> None:
    told = run("search", "垃圾分类厕所革命").stdout.splitlines()
    assert told[0] == "没有一字不差的原文。"
    assert "只是标点不同" in told[2]


def test_only_one_way_of_searching_can_be_asked_for(run: Run) -> None:
    done = run("search", "河长制", "--exact", "--words")
    assert done.returncode == 2
    assert "只能选一个" in one_line(done)


def test_a_search_is_narrowed_to_where_in_the_reports_it_stands(run: Run) -> None:
    every = document(run("search", "成效", "--json"))
    assert every["facets"]["where"] == {"body": 0, "table": 0, "heading": every["passages"]}
    headings = document(run("search", "成效", "--where", "heading", "--json"))
    assert headings["hits"] == every["hits"]
    assert "没有一段在表格的行里" in run("search", "成效", "--where", "表格").stdout


def test_parts_may_stand_anywhere_in_a_report(run: Run) -> None:
    assert document(run("search", "--exact", "抓实河长制 管网漏损", "--json"))["passages"] == 0
    within = run("search", "--exact", "抓实河长制 管网漏损", "--within", "report", "--json")
    assert document(within)["reports"] == 1


def test_grouped_hits_stand_under_their_report(run: Run) -> None:
    told = run("search", "河长制", "--group", "report").stdout
    assert told.count("2021年工作总结") == 1
    assert told.index("2 段 2 处") < told.index("1 段 1 处")


def test_hits_are_written_to_files_of_every_kind(run: Run, tmp_path: Path) -> None:
    names = {kind: tmp_path / f"结果.{kind}" for kind in ("xlsx", "csv", "docx")}
    options = [part for kind, file in names.items() for part in (f"--{kind}", str(file))]
    done = run("search", "河长制", *options)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("已写入") == 3
    assert len(done.stdout.splitlines()) == 1
    assert openpyxl.load_workbook(names["xlsx"]).sheetnames == ["说明", "检索结果"]
    with names["csv"].open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 3
    assert names["docx"].read_bytes().startswith(b"PK")


def test_files_speak_the_language_of_the_command(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "hits.csv"
    assert run("search", "河长制", "--csv", str(file), DUIZHAO_LANG="en").returncode == 0
    assert "Unit" in file.read_text(encoding="utf-8-sig").splitlines()[0]


@pytest.mark.parametrize("command", [("search", "河长制"), ("matrix", "河长制")])
def test_a_file_that_is_there_stays_unless_forced(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    file = tmp_path / "旧.xlsx"
    file.write_bytes(b"old")
    done = run(*command, "--xlsx", str(file))
    assert done.returncode == 1
    assert "--force" in one_line(done)
    assert file.read_bytes() == b"old"
    assert run(*command, "--xlsx", str(file), "--force").returncode == 0
    assert openpyxl.load_workbook(file).sheetnames[0] == "说明"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("search", "河长制", "--xlsx", "out.csv"), 2, ".xlsx"),
        (("search", "河长制", "--csv", "没有/这个/a.csv"), 1, "没有"),
        (("search", "河长制", "--sort", "random"), 2, "--sort"),
        (("search", '"没有配对', "--csv", "a.csv"), 2, "引号"),
        (("matrix",), 2, "提法"),
        (("matrix", "河长制", "--rows", "city"), 2, "--rows"),
        (("matrix", "#"), 2, "#"),
        (("matrix", *(f"提法{n}" for n in range(201))), 2, "200"),
        (("matrix", "--file", "没有的文件.txt"), 2, "没有的文件.txt"),
        (("matrix", "--file", "."), 2, "."),
        (("search", "河长制", "--where", "封面"), 2, "封面"),
    ],
)
def test_errors_are_one_clear_line(
    run: Run, arguments: tuple[str, ...], status: int, said: str
) -> None:
    done = run(*arguments)
    assert done.returncode == status
    assert said in one_line(done)
    assert not Path("a.csv").exists()


def test_a_matrix_answers_in_the_agreed_shape(run: Run) -> None:
    told = document(run("matrix", "河长制", "增长#%", "没有的提法", "--json"))
    assert told["rows"] == ["清源市容环境卫生事业发展服务中心", "清源水务公司"]
    assert told["columns"] == [2021, 2022]
    assert told["held"] == [[0, 1], [1, 1]]
    first, figures, nothing = told["phrases"]
    assert first["phrase"] == "河长制"
    assert first["counts"] == [[0, 0], [2, 1]]
    assert first["total"] == 3
    assert (first["first"]["year"], first["last"]["year"]) == (2021, 2022)
    assert figures["total"] == 2
    assert (nothing["total"], nothing["first"], nothing["last"]) == (0, None, None)
    assert told["searched"] == {
        "reports": 3,
        "refused": 0,
        "passages": told["searched"]["passages"],
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_phrases_come_from_a_file_one_a_line(run: Run, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "提法.txt"
    file.write_text("河长制\r\n\r\n垃圾分类\t厕所革命\n河 长 制\n", encoding=encoding)
    told = document(run("matrix", "--file", str(file), "--rows", "kind", "--json"))
    assert [one["phrase"] for one in told["phrases"]] == ["河长制", "垃圾分类", "厕所革命"]
    assert told["rows"] == ["工作总结", "述职报告"]


def test_filters_narrow_a_matrix(run: Run) -> None:
    told = document(run("matrix", "河长制", "--year", "2022", "--unit", "清源水务公司", "--json"))
    assert (told["rows"], told["columns"]) == (["清源水务公司"], [2022])
    assert told["phrases"][0]["total"] == 1
    problems = document(run("matrix", "管网漏损", "--role", "问题", "--rows", "role", "--json"))
    assert problems["rows"] == ["problems"]


def test_tables_fit_eighty_columns_and_stand_in_line(run: Run) -> None:
    long = "一个很长很长很长很长很长很长很长很长很长很长很长很长的提法"
    told = run("matrix", "河长制", "垃圾分类", long).stdout.splitlines()
    assert all(width(line) <= 80 for line in told), told
    head, *rows = told[:4]
    assert {width(line) for line in [head, *rows]} == {width(head)}
    assert "…" in rows[2]
    assert any("·" in line for line in told)
    assert "查了 3 篇报告" in told[-1]


def test_a_matrix_is_written_as_lines(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "矩阵.csv"
    assert run("matrix", "河长制", "--csv", str(file)).returncode == 0
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [(row["行值"], row["年份"], row["次数"], row["库中报告数"]) for row in rows] == [
        ("清源市容环境卫生事业发展服务中心", "2022", "0", "1"),
        ("清源水务公司", "2021", "2", "1"),
        ("清源水务公司", "2022", "1", "1"),
    ]


def test_widths_count_columns_not_characters() -> None:
    assert width("提法a") == 5
    assert cut("国际化一流营商环境", 10) == "国际化一…"
    assert cut("abc", 3) == "abc"
    drawn = lines([["提法", "次数"], ["a", "12"]], first=20)
    assert drawn == ["提法  次数", "a       12"]


def test_removed_text_is_said_first_and_listed_when_asked_for(tmp_path: Path) -> None:
    folder, home = tmp_path / "报送", tmp_path / "home"
    folder.mkdir()
    (folder / "总结.txt").write_text(
        "2022年工作总结\n一、主要成效\n河畔巡查常态化。\n"
        "本文由河畔文库整理，代笔咨询请加会员群\n二、存在问题\n力量不足。\n",
        encoding="utf-8",
    )
    assert command(home, "add", str(folder)).returncode == 0
    said = command(home, "search", "代笔咨询").stdout.splitlines()
    assert said[0] == "清理掉的文字里有 1 处（加 --removed 列出）。"
    assert said[1].startswith("正文里没有“代笔咨询”：查了 1 篇报告")
    both = command(home, "search", "河畔").stdout
    assert "“河畔”：1 段 1 处" in both
    assert "另有 1 处在清理掉的文字里（加 --removed 列出）。" in both
    listed = command(home, "search", "河畔", "--removed").stdout
    assert listed.startswith("清理掉的文字里 1 段 1 处，1 篇报告：")
    assert "广告" in listed
    assert "本文由【河畔】文库整理" in listed
    assert "河畔】巡查" not in listed
    assert "清理掉的文字里没有。" in command(home, "search", "力量不足", "--removed").stdout
    found = document(command(home, "search", "河畔", "--removed", "--json"))
    assert (found["occurrences"], found["removed"]["occurrences"]) == (1, 1)
    assert [(hit["part"], hit["why"]) for hit in found["hits"]] == [("removed", "advert")]
    for wrong in (["--words"], ["--group", "report"], ["--xlsx", str(tmp_path / "结果.xlsx")]):
        done = command(home, "search", "河畔", "--removed", *wrong)
        assert (done.returncode, len(one_line(done)) > 5) == (2, True)


def test_a_unit_that_nobody_has_is_said_before_anything_is_not_found(run: Run) -> None:
    for arguments in (("--unit", "水务公司", "河长制"), ("单位:水务公司 河长制",)):
        done = run("search", *arguments)
        assert done.returncode == 0
        first, *rest = done.stdout.splitlines()
        assert first == "没有这个单位：水务公司。是否指 清源水务公司？"
        assert "查了" not in done.stdout
        assert any("没有一篇报告符合筛选条件" in line for line in rest)
    told = document(run("search", "--unit", "水务公司", "河长制", "--json"))
    assert told["unknown_filters"] == [
        {"field": "unit", "value": "水务公司", "near": ["清源水务公司"]}
    ]
    for asked in (("matrix", "河长制"), ("clusters",), ("heatmap",)):
        said = run(*asked, "--unit", "水务公司").stdout
        assert "是否指 清源水务公司？" in said
        assert "查了" not in said
    assert "是否指 清源水务公司？" in run("list", "--unit", "水务公司").stderr


def test_signs_of_other_programs_get_a_hint(run: Run) -> None:
    assert "# 代表一个数字" in run("search", "河长*").stdout
    assert document(run("search", "河长制 AND 水务", "--json"))["hint"]
    assert document(run("search", "河长制", "--json"))["hint"] is None
