"""several and trail on the command line: JSON as agreed, lines for people, files, errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from following_support import (
    CLEARED,
    GAUGES,
    STAFF_EDITED,
    following_library,
    ids_of,
    passage_in,
)

from search.library import Library
from web.commands import run as run_command

UNIT = "云溪水务局"


class Done(NamedTuple):
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.status == 0, self.err
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with following_library(tmp_path_factory.mktemp("following")) as kept:
        return kept.home


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.delenv("DUIZHAO_LANG", raising=False)

    def running(*arguments: str) -> Done:
        capsys.readouterr()
        status = run_command(["--home", str(home), *arguments])
        return Done(status, *capsys.readouterr())

    return running


def passage(home: Path, unit: str, year: int, text: str) -> str:
    with Library(home) as library:
        return str(passage_in(library, ids_of(library, unit)[year], text))


def test_trail_answers_as_agreed(run: Run, home: Path) -> None:
    asked = passage(home, UNIT, 2020, CLEARED.format(4, 6))
    found = run("trail", asked, "--json").json
    assert found["passage"] == int(asked)
    assert [(step["unit"], step["year"], step["verdict"]) for step in found["steps"]] == [
        ("白鹭水务局", 2018, "same"),
        (UNIT, 2019, "figures"),
        (UNIT, 2020, "figures"),
        ("白鹭水务局", 2021, "figures"),
    ]
    for step in found["steps"]:
        assert {"report_id", "unit", "year", "passage_id", "score", "verdict"} <= step.keys()
    own = run("trail", asked, "--own-unit", "--json").json
    assert {step["unit"] for step in own["steps"]} == {UNIT}


def test_trail_tells_people_where_a_passage_first_stood_and_each_step(run: Run, home: Path) -> None:
    done = run("trail", passage(home, UNIT, 2021, STAFF_EDITED))
    assert done.status == 0
    assert "最早见于 2020 年" in done.out
    assert done.out.count("本单位") == 4
    assert "所查的一段" in done.out
    assert "本篇有 2 处" in done.out


def test_several_lists_a_unit_by_year_and_each_row_by_signs(run: Run) -> None:
    found = run("several", "--unit", UNIT, "--json").json
    assert [column["year"] for column in found["columns"]] == [*range(2019, 2024)]
    row = next(
        row for row in found["rows"] if row["cells"][0] and row["cells"][0]["text"] == GAUGES
    )
    assert [cell and cell["kind"] for cell in row["cells"]] == [None, None, "same", None, None]
    shown = run("several", "--unit", UNIT, "--section", "problems").out
    assert [line.split()[:4] for line in shown.splitlines()[-2:]] == [
        ["1", "首", "同", "同"],
        ["2", "首", "同", "同"],
    ]


def test_several_takes_report_ids_and_writes_files(run: Run, home: Path, tmp_path: Path) -> None:
    with Library(home) as library:
        ids = ids_of(library, UNIT)
    target = tmp_path / "对照.xlsx"
    done = run("several", str(ids[2021]), str(ids[2019]), "--xlsx", str(target))
    assert done.status == 0
    assert "已写入" in done.err
    lines = list(openpyxl.load_workbook(target)["多年对照"].iter_rows(values_only=True))
    assert [str(title)[:4] for title in lines[0][2:]] == ["2019", "2021"]
    again = run("several", str(ids[2021]), "--xlsx", str(target))
    assert again.status == 1
    assert "--force" in again.err or "已有" in again.err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("trail", "987654"), 4),
        (("trail",), 2),
        (("trail", "x"), 2),
        (("several",), 2),
        (("several", "987654"), 4),
        (("several", "--unit", UNIT, "--section", "附件"), 2),
        (("several", "--unit", UNIT, "--year", "20"), 2),
    ],
)
def test_what_is_wrong_is_one_line_and_a_status(
    run: Run, arguments: tuple[str, ...], status: int
) -> None:
    done = run(*arguments)
    assert done.status == status
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("duizhao: ")
