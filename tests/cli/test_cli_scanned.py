"""Text recognised from pictures, as the terminal says it and as JSON has it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from scanned_support import ALL_PICTURE, REPORTS, TYPED, a_scan, make_believe, scanned_library

from web.commands import run

Tell = Callable[..., str]
FLAG = "[图片识别]"
FOUND = "逐级签订责任书356份，排查隐患128处，整改率达到98.6%，没有发生责任事故。"
SAID = "1 页的文字是从图片识别的，可能有错字，没有把握的 3 处"
OVER = "其中 2 篇的 2 页是从图片识别的，可能有认错的字。"
MISSED = (
    "所查的报告里，2 篇的 2 页是从图片识别的，可能有认错的字："
    "要查的文字只要有一个字认错了，就查不到。"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("scanned")
    with scanned_library(root, REPORTS) as library:
        library.relate()
        return library.home


@pytest.fixture
def tell(home: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Tell]:
    def told(*arguments: object, status: int = 0) -> str:
        capsys.readouterr()
        assert run(["--home", str(home), *map(str, arguments)]) == status
        return capsys.readouterr().out

    with make_believe():
        yield told


@pytest.fixture
def ids(tell: Tell) -> dict[str, int]:
    rows = json.loads(tell("list", "--json"))["reports"]
    return {f"{row['unit']}{row['year']}": row["id"] for row in rows}


def test_a_list_and_a_report_say_it(tell: Tell, ids: dict[str, int]) -> None:
    lines = tell("list").splitlines()
    assert sum(FLAG in line for line in lines) == 2
    assert SAID in tell("show", ids["临港码头公司2021"]).splitlines()
    assert "识别" not in tell("show", ids["临港码头公司2023"])
    shown = json.loads(tell("show", ids["临港码头公司2021"], "--json"))
    assert shown["ocr"] == {"pages": 1, "doubtful": 3}
    rows = json.loads(tell("list", "--json"))["reports"]
    told = {f"{row['unit']}{row['year']}": row["ocr"] for row in rows if "ocr" in row}
    assert told == {
        "临港码头公司2021": {"pages": 1, "doubtful": 3},
        "临港码头公司2022": {"pages": 1, "doubtful": 0},
    }


def test_an_outline_says_it_before_anything_is_kept(tell: Tell, tmp_path: Path) -> None:
    file = tmp_path / "草稿.txt"
    file.write_text(a_scan(ALL_PICTURE, "第二页另有文字。"), encoding="utf-8")
    assert "1 页的文字是从图片识别的，可能有错字" in tell("outline", file).splitlines()
    assert json.loads(tell("outline", file, "--json"))["ocr"] == {"pages": 1, "doubtful": 0}
    file.write_text(TYPED, encoding="utf-8")
    assert "ocr" not in json.loads(tell("outline", file, "--json"))


def test_adding_names_what_was_recognised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, text in enumerate(REPORTS.values()):
        (tmp_path / f"第{number}篇.txt").write_text(text, encoding="utf-8")
    files = [str(tmp_path / f"第{number}篇.txt") for number in range(4)]
    with make_believe():
        assert run(["--home", str(tmp_path / "home"), "add", *files]) == 0
        said = capsys.readouterr().out
        assert run(["--home", str(tmp_path / "home"), "add", *files, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert "其中 2 篇有从图片识别的文字，可能有错字，例如：\n      1  第0篇.txt\n" in said
    assert [one.get("ocr") for one in told["unchanged"]] == [
        {"pages": 1, "doubtful": 3},
        {"pages": 1, "doubtful": 0},
        None,
        None,
    ]


def test_a_search_says_it_of_hits_and_of_what_was_searched(tell: Tell) -> None:
    said = tell("search", "排查隐患")
    assert said.splitlines()[1] == OVER
    assert said.count(FLAG) == 2
    assert tell("search", "排查隐患", "--group", "report").count(FLAG) == 2
    assert MISSED in tell("search", "海绵城市").splitlines()
    assert MISSED in tell("search", "责任大排查").splitlines()  # words answer instead
    assert "识别" not in tell("search", "海绵城市", "--year", "2023")
    answer = json.loads(tell("search", "海绵城市", "--year", "2021-2022", "--json"))
    assert answer["searched"]["ocr"] == {"reports": 2, "pages": 2}


def test_other_answers_say_it_too(tell: Tell, ids: dict[str, int], tmp_path: Path) -> None:
    partly, typed = ids["临港码头公司2021"], ids["临港码头公司2023"]
    file = tmp_path / "草稿.txt"
    file.write_text(a_scan(ALL_PICTURE), encoding="utf-8")
    assert OVER in tell("matrix", "排查隐患")
    assert MISSED in tell("matrix", "排查隐患", "海绵城市")
    similar = tell("similar", "--text", FOUND)
    assert OVER in similar
    assert similar.count(FLAG) == 2
    assert "1 页的文字是从图片识别的，可能有错字" in tell("similar", "--file", file).splitlines()
    reuse = tell("reuse", typed)
    assert OVER in reuse
    assert f"[{partly}] {FLAG} 本单位" in reuse
    assert SAID in tell("reuse", partly).splitlines()
    assert "1 页的文字是从图片识别的，可能有错字" in tell("reuse", "--file", file).splitlines()
    both = tell("compare", partly, typed).splitlines()
    assert both[1] == SAID
    assert both[2].startswith("右")
    drafts: Any = json.loads(tell("compare", file, typed, "--json"))
    assert drafts["left"]["ocr"] == {"pages": 1, "doubtful": 0}
    assert tell("several", partly, typed).count(FLAG) == 1
    assert OVER in tell("clusters")
    assert OVER in tell("heatmap")


def test_it_is_said_in_english(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUIZHAO_LANG", "en")
    assert run(["--home", str(home), "search", "海绵城市"]) == 0
    assert "(reports: 2, pages: 2) and may hold wrong characters" in capsys.readouterr().out
