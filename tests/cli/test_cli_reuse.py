"""Reuse on the command line: JSON as agreed, files, what people say of text, errors."""

from __future__ import annotations

import datetime
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from search.library import Library
from web.commands import run as run_command

ROOT = Path(__file__).resolve().parents[2]
DRILL = "一是汛前检查闸门12次，整改隐患9处，组织抢险队员演练防洪预案，备足编织袋和照明灯。"
DRILL_AGAIN = "一是汛前检查闸门15次，整改隐患9处，组织抢险队员演练防洪预案，备足编织袋和照明灯。"
TREES = "二是沿着库区道路补种水杉和香樟，给每棵新苗挂上认养牌，请附近小学的孩子来浇水。"
SPIRIT = "三是把学习党的十八大精神放在首位，领导带头讲党课，支部按月交流，党员逐一谈体会。"
OWN = "职工食堂换了炊事员，早餐添了杂粮粥，夜班的人也能吃上热饭，大家都说心里暖和。"
REPORTS = {
    "青石水务公司/2016年工作总结.txt": f"一、主要工作\n{DRILL}\n{TREES}\n{SPIRIT}",
    "青石水务公司/2018年工作总结.txt": f"一、主要工作\n{DRILL_AGAIN}\n二、其他\n{OWN}",
    "白鹭水务公司/2018年工作总结.txt": f"一、主要工作\n{DRILL}\n{TREES}\n{SPIRIT}",
}
Run = Callable[..., "Done"]


class Done:
    """What a command answered."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> Any:
        assert self.status == 0, self.err
        return json.loads(self.out)


def filled(home: Path, folder: Path) -> None:
    for name, text in REPORTS.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{file.stem}\n{text}\n", encoding="utf-8")
    for unit in ("黄陂水务公司", "蓝湾水务公司"):
        made = docx.Document()
        made.add_heading(f"{unit}2018年工作总结", 0)
        made.add_paragraph("一、主要工作")
        made.add_paragraph(f"{unit}的水表换了一半，抄表员不用再爬梯子。")
        made.core_properties.author = "刘春芳"
        made.core_properties.created = datetime.datetime(2018, 12, 3, 9, 41, 7)
        (folder / unit).mkdir()
        made.save(str(folder / unit / "2018年工作总结.docx"))
    with Library(home) as library:
        assert not library.add([folder], workers=1).refused


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home")
    filled(place, tmp_path_factory.mktemp("in"))
    return place


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command within this process: the commands of one home, many times over."""

    def running(*arguments: str, stdin: bytes = b"") -> Done:
        out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            patch.setenv("COLUMNS", "80")
            patch.delenv("DUIZHAO_LANG", raising=False)
            status = run_command(["--home", str(home), *arguments])
            texts = [_text(stream) for stream in (out, err)]
        return Done(status, *texts)

    return running


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8")


def ids(run: Run) -> dict[tuple[str, int], int]:
    listed = run("list", "--json").json["reports"]
    return {(one["unit"], one["year"]): one["id"] for one in listed}


def passage(run: Run, report: int, text: str) -> int:
    for one in run("show", str(report), "--json").json["passages"]:
        if text in one["text"]:
            return int(one["id"])
    raise AssertionError(text)


# -- similar -------------------------------------------------------------------------------


def test_similar_passages_of_a_text_have_the_shape_of_the_contract(run: Run) -> None:
    found = run("similar", "--text", DRILL_AGAIN.replace("15", "31"), "--json").json
    assert found["text"] == DRILL_AGAIN.replace("15", "31")
    assert len(found["matches"]) == 3
    for match in found["matches"]:
        assert match["verdict"] == "figures"
        (changed,) = [slot for slot in match["slots"] if slot["changed"]]
        start, end = changed["left_span"]
        assert found["text"][start:end] == changed["left"] == "31"
        start, end = changed["right_span"]
        assert match["text"][start:end] == changed["right"]
        assert changed["delta"] == int(changed["right"]) - 31
        assert match["units"] == 2


def test_a_text_comes_on_the_line_from_standard_input_or_from_a_file(
    run: Run, tmp_path: Path
) -> None:
    line = run("similar", "--text", DRILL, "--json").json
    piped = run("similar", "--text", "-", "--json", stdin=DRILL.encode()).json
    assert piped == line
    file = tmp_path / "一段话.txt"
    file.write_text(DRILL, encoding="gb18030")
    read = run("similar", "--file", str(file), "--json").json
    assert [one["passage_id"] for one in read["matches"]] == [
        one["passage_id"] for one in line["matches"]
    ]


def test_a_file_says_whose_text_it_is(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "白鹭水务公司" / "2018年工作总结.txt"
    file.parent.mkdir()
    file.write_text(f"2018年工作总结\n一、主要工作\n{DRILL}\n", encoding="utf-8")
    found = run("similar", "--file", str(file), "--other-units", "--earlier", "--json").json
    assert found["year"] == 2018
    assert {one["direction"] for one in found["matches"]} == {"earlier"}


def test_options_narrow_what_is_similar(run: Run) -> None:
    report = ids(run)["青石水务公司", 2018]
    asked = ("similar", "--passage", str(passage(run, report, "闸门")), "--json")

    def units(*options: str) -> list[tuple[str, int]]:
        return sorted((one["unit"], one["year"]) for one in run(*asked, *options).json["matches"])

    assert units() == [("白鹭水务公司", 2018), ("青石水务公司", 2016)]
    assert units("--other-units") == [("白鹭水务公司", 2018)]
    assert units("--own-unit") == [("青石水务公司", 2016)]
    assert units("--earlier") == [("青石水务公司", 2016)]
    assert units("--year", "2017-2018") == [("白鹭水务公司", 2018)]
    assert units("--unit", "青石水务公司") == [("青石水务公司", 2016)]
    assert units("--verdict", "same") == []
    assert units("--least", "60") == units()
    assert len(units("--limit", "1")) == 1


def test_similar_passages_are_shown_with_what_became_of_figures(run: Run) -> None:
    done = run("similar", "--text", DRILL_AGAIN, "--verdict", "figures")
    assert done.status == 0
    assert "12" in done.out
    assert "15 → 12（−3）" in done.out
    assert "9 未变" in done.out
    assert "2 个单位" in done.out
    nothing = run("similar", "--text", "今天的午饭是谁做的，味道真不错，明天还想再吃一回。")
    assert nothing.out.startswith("未见相似")


# -- reuse ---------------------------------------------------------------------------------


def test_rates_recompute_from_what_is_listed(run: Run) -> None:
    found = run("reuse", str(ids(run)["白鹭水务公司", 2018]), "--json").json
    assert found["report"]["unit"] == "白鹭水务公司"
    stretches = [one for passage in found["passages"] for one in passage["covered"]]
    template = sum(
        one["span"][1] - one["span"][0] for one in stretches if one["label"] == "template"
    )
    assert found["rates"]["raw"]["covered"] > 80
    for rate in found["rates"].values():
        covered = sum(
            one["span"][1] - one["span"][0]
            for one in stretches
            if one["label"] in rate["labels"]
            and (rate["report_id"] is None or rate["report_id"] in one["report_ids"])
        )
        assert (rate["covered"], rate["of"]) == (covered, found["characters"] - template)
        assert rate["rate"] == pytest.approx(covered / rate["of"])


def test_what_was_left_over_from_a_source_is_said(run: Run) -> None:
    found = run("reuse", str(ids(run)["白鹭水务公司", 2018]), "--json").json
    (finding,) = found["findings"]
    assert finding["kind"] == "residue"
    text = {one["index"]: one["text"] for one in found["passages"]}[finding["passage"]]
    start, end = finding["span"]
    assert text[start:end] == finding["text"]
    assert "十八" in finding["why"]
    assert "十九" in finding["why"]


def test_drafts_are_checked_and_not_kept(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "2024年工作总结.txt"
    file.write_text(f"2024年工作总结\n一、主要工作\n{DRILL}\n{OWN}新菜。\n", encoding="utf-8")
    before = run("list", "--json").json["total"]
    by_file = run("reuse", "--file", str(file), "--of-unit", "青石水务公司", "--json").json
    assert by_file["report"] is None
    assert by_file["file"]
    labels = {one["label"] for p in by_file["passages"] for one in p["covered"]}
    assert labels == {"own", "other"}
    text = run("reuse", "--text", "-", "--json", stdin=f"{DRILL}\n{OWN}".encode()).json
    assert text["rates"]["raw"]["rate"] > 0.9
    assert run("list", "--json").json["total"] == before


def test_a_reuse_report_names_rates_sources_and_passages(run: Run) -> None:
    report = ids(run)["白鹭水务公司", 2018]
    shown = run("reuse", str(report)).out
    for word in ("原始", "去套话", "最大单一来源", "他单位", "水杉", "十九"):
        assert word in shown
    assert f"#{passage(run, report, '水杉')}" in shown
    assert "查了 5 篇报告" in shown


# -- what people say -----------------------------------------------------------------------


def test_an_exclusion_is_kept_and_can_be_taken_back(run: Run) -> None:
    report = ids(run)["白鹭水务公司", 2018]
    place = str(passage(run, report, "水杉"))
    before = run("reuse", str(report), "--json").json
    made = run("exclude", place, "--span", "5-15", "--reason", "统一要求", "--by", "何平", "--json")
    assert (made.json["span"], made.json["reason"], made.json["by"]) == (
        [5, 15],
        "统一要求",
        "何平",
    )
    (listed,) = run("exclusions", str(report), "--json").json["exclusions"]
    assert listed == made.json
    assert "统一要求" in run("exclusions").out
    after = run("reuse", str(report), "--json").json
    (excluded,) = after["excluded"]
    texts = {one["index"]: one["text"] for one in after["passages"]}
    assert "水杉" in texts[excluded["passage"]]
    assert after["rates"]["raw"]["covered"] == before["rates"]["raw"]["covered"] - 10
    assert "1 处" in run("include", place).out
    assert run("exclusions", "--json").json == {"exclusions": []}
    assert run("reuse", str(report), "--json").json["rates"] == before["rates"]
    assert run("include", place).out.strip().endswith("什么也没有改。")


def test_a_template_is_taken_out_of_every_rate(run: Run) -> None:
    source, report = ids(run)["青石水务公司", 2016], str(ids(run)["白鹭水务公司", 2018])
    before = run("reuse", report, "--json").json
    marked = run("template", str(source), "--superior", "--by", "何平", "--json").json["marks"]
    assert [(one["report"]["id"], one["mark"], one["by"]) for one in marked] == [
        (source, "superior", "何平")
    ]
    assert "上级文件" in run("template", "--list").out
    after = run("reuse", report, "--json").json
    assert after["rates"]["raw"]["of"] < before["rates"]["raw"]["of"]
    assert run("template", str(source), "--off").status == 0
    assert run("template", "--list", "--json").json == {"marks": []}
    assert run("reuse", report, "--json").json["rates"] == before["rates"]


def test_evidence_names_files_of_one_author(run: Run) -> None:
    found = run("evidence", "--json").json
    (author,) = found["authors"]
    known = ids(run)
    assert author["name"] == "刘春芳"
    assert set(author["report_ids"]) == {known["黄陂水务公司", 2018], known["蓝湾水务公司", 2018]}
    shown = run("evidence").out
    assert "刘春芳" in shown
    assert "蓝湾水务公司" in shown
    alone = run("evidence", str(known["青石水务公司", 2016]), "--json").json
    assert alone["authors"] == []


# -- the library as a whole ----------------------------------------------------------------


def test_clusters_have_the_shape_of_the_contract(run: Run) -> None:
    found = run("clusters", "--json").json
    sizes = {len(one["passages"]): one for one in found["clusters"]}
    assert sorted(sizes) == [2, 3]
    drill = sizes[3]
    assert (drill["size"], drill["units"], drill["years"]) == (3, 2, [2016, 2018])
    assert drill["id"] == drill["passages"][0]["passage_id"]
    assert all("闸门" in one["text"] for one in drill["passages"])
    assert not drill["stock"]
    assert 0.6 <= drill["similarity"] <= 1
    assert [
        one["size"] for one in run("clusters", "--min-size", "3", "--json").json["clusters"]
    ] == [3]
    assert run("clusters", "--limit", "1", "--json").json["total"] == found["total"]
    shown = run("clusters").out
    assert "3 段  2 个单位  2016-2018" in shown
    assert f"共 {found['total']} 群" in shown


def test_a_heat_map_has_a_share_for_every_pair(run: Run) -> None:
    found = run("heatmap", "--by", "unit", "--json").json
    assert "青石水务公司" in found["rows"]
    size = len(found["rows"])
    assert [len(row) for row in found["share"]] == [size] * size
    here, there = found["rows"].index("青石水务公司"), found["rows"].index("白鹭水务公司")
    assert found["share"][there][here] > 0.9
    assert found["covered"][there][here] == round(found["share"][there][here] * found["of"][there])
    years = run("heatmap", "--by", "year", "--year", "2016-2018", "--json").json
    assert years["rows"] == ["2016", "2018"]
    shown = run("heatmap", "--by", "unit").out
    assert "白鹭水务公司" in shown
    assert "%" in shown


# -- errors --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status", "named"),
    [
        (("similar",), 2, "--passage"),
        (("similar", "--text", DRILL, "--passage", "3"), 2, "--text"),
        (("similar", "--text", "  "), 2, ""),
        (("similar", "--text", DRILL, "--least", "101"), 2, "--least"),
        (("similar", "--text", DRILL, "--of-year", "今年"), 2, "今年"),
        (("similar", "--passage", "99999"), 4, "99999"),
        (("similar", "--file", "没有这个文件.txt"), 4, "没有这个文件.txt"),
        (("reuse",), 2, "--file"),
        (("reuse", "77"), 4, "77"),
        (("reuse", "--file", "没有这个文件.txt"), 4, "没有这个文件.txt"),
        (("reuse", "1", "--html", "报告.txt"), 2, ".html"),
        (("clusters", "--min-size", "1"), 2, "--min-size"),
        (("heatmap", "--by", "kind"), 2, "--by"),
        (("heatmap", "--xlsx", "图.csv"), 2, ".xlsx"),
        (("exclude", "99999", "--reason", "套话"), 4, "99999"),
        (("exclude", "3"), 2, "--reason"),
        (("exclude", "3", "--reason", " "), 2, "理由"),
        (("exclude", "3", "--reason", "套话", "--span", "9-3"), 2, "9-3"),
        (("exclude", "3", "--reason", "套话", "--span", "0-99999"), 2, ""),
        (("include", "99999"), 4, "99999"),
        (("exclusions", "77"), 4, "77"),
        (("template",), 2, "--list"),
        (("template", "77"), 4, "77"),
        (("template", "1", "--superior", "--off"), 2, "--off"),
        (("evidence", "77"), 4, "77"),
    ],
)
def test_errors_are_one_line_that_names_what_is_wrong(
    run: Run, arguments: tuple[str, ...], status: int, named: str
) -> None:
    done = run(*arguments)
    assert done.status == status, done.err
    (line,) = done.err.strip().splitlines()
    assert named in line
    assert done.out == ""
    assert "（" not in line or "出了问题" not in line, "every key has a sentence"


@pytest.mark.parametrize(
    ("arguments", "kinds"),
    [
        (("similar", "--text", DRILL), ("xlsx", "csv", "docx")),
        (("reuse", "1"), ("html", "docx", "xlsx")),
        (("clusters",), ("xlsx", "csv", "docx")),
        (("heatmap", "--by", "year"), ("xlsx", "csv")),
    ],
)
def test_answers_are_written_into_files(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], kinds: tuple[str, ...]
) -> None:
    written = {kind: tmp_path / f"结果.{kind}" for kind in kinds}
    options = [part for kind, file in written.items() for part in (f"--{kind}", str(file))]
    done = run(*arguments, *options)
    assert done.status == 0, done.err
    assert all(file.stat().st_size > 100 for file in written.values())
    assert all(str(file) in done.err for file in written.values())
    again = run(*arguments, *options)
    assert again.status == 1
    assert run(*arguments, *options, "--force").status == 0


def test_a_file_that_is_there_is_not_written_over(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "查重.docx"
    file.write_bytes(b"mine")
    done = run("reuse", str(ids(run)["白鹭水务公司", 2018]), "--docx", str(file))
    assert done.status == 1
    assert "--force" in done.err
    assert file.read_bytes() == b"mine"


def test_a_process_of_its_own_answers_alike(run: Run, home: Path) -> None:
    environment = dict(os.environ, DUIZHAO_HOME=str(home))
    environment.pop("DUIZHAO_LANG", None)
    done = subprocess.run(
        [sys.executable, "-m", "web.cli", "similar", "--text", "-", "--json"],
        cwd=ROOT,
        env=environment,
        input=DRILL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert json.loads(done.stdout) == run("similar", "--text", DRILL, "--json").json
    assert done.stderr == ""
