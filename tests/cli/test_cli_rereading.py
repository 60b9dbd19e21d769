"""`duizhao reread` as others drive it, and old numbers of reports and passages after it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from keeping_support import a_text, written

from web.commands import run

Answer = tuple[int, str, str]


class Typing:
    """A person at the terminal of one home."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Answer:
        self._capsys.readouterr()
        status = run(["--home", str(self.home), *arguments])
        said = self._capsys.readouterr()
        return status, said.out, said.err

    def told(self, *arguments: str, status: int = 0) -> Any:
        done, out, err = self(*arguments, "--json")
        assert done == status, err
        return json.loads(out)

    def older(self) -> None:
        """Make all reports those of an older program, which took a unit out of the air."""
        with closing(sqlite3.connect(self.home / "catalogue.sqlite3")) as database, database:
            database.execute(
                "UPDATE report SET rules = NULL, unit = '乱认的单位',"
                " recognised = json_set(recognised, '$.unit', '乱认的单位')"
            )


@pytest.fixture
def at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Typing:
    typing = Typing(tmp_path / "home", capsys)
    for seed in (1, 2):
        written(tmp_path / "报送", f"{seed}.txt", a_text(seed=seed))
    assert typing("add", str(tmp_path / "报送"))[0] == 0
    typing.older()
    return typing


def test_rereading_says_what_was_before_and_what_is_after(at: Typing) -> None:
    tried = at.told("reread", "--dry-run")
    assert [(one["id"], one["now"], one["changed"]) for one in tried["reread"]] == [
        (1, 1, True),
        (2, 2, True),
    ]
    assert at.told("list")["reports"][0]["unit"] == "乱认的单位"
    done = at.told("reread")
    assert [(one["id"], one["now"]) for one in done["reread"]] == [(1, 3), (2, 4)]
    for one in done["reread"]:
        for name in ("passages", "sections", "removed", "figures", "tables"):
            before, after = one[name]
            assert before == after
        assert one["facts"] == [{"field": "unit", "before": "乱认的单位", "after": "滨江水务公司"}]
    assert (done["refused"], done["taken"], done["left"]) == ([], [], 0)
    assert at.told("reread") == {"reread": [], "refused": [], "taken": [], "left": 0}
    status, out, _ = at("reread")
    assert (status, out) == (0, "所有报告都是按现在的规则读的。\n")


def test_the_terminal_names_what_changed(at: Typing) -> None:
    _, tried, _ = at("reread", "--dry-run")
    assert "试读 2 篇，没有改库：2 篇会有变化，0 篇读不成。" in tried
    _, out, _ = at("reread", "1")
    assert "已重读 1 篇：1 篇有变化，0 篇没有读成。" in out
    assert "1 → 3  1.txt：段落 " in out
    assert "单位 乱认的单位→滨江水务公司" in out
    assert "还有 1 篇是按旧规则读的。" in out


def test_old_numbers_lead_to_the_new_reading(at: Typing) -> None:
    passages = at.told("show", "1")["passages"]
    wanted = next(one for one in passages if one["text"].startswith("一是"))
    at.told("reread")
    assert at.told("show", "1")["id"] == 3
    similar = at.told("similar", "--passage", str(wanted["id"]))
    assert similar["text"] == wanted["text"]
    assert at.told("trail", str(wanted["id"]))["text"] == wanted["text"]
    assert at.told("compare", "1", "3")["left"]["id"] == 3
    assert at("exclude", str(wanted["id"]), "--reason", "套话")[0] == 0
    (excluded,) = at.told("exclusions", "1")["exclusions"]
    assert excluded["passage_id"] > wanted["id"]
    assert at("edit", "2", "--year", "2020")[0] == 0
    assert at("remove", "2")[0] == 0
    assert at("show", "4")[0] == 4
    assert at("restore-report", "2")[0] == 0
    assert at.told("show", "2")["id"] == 4


def test_check_names_how_many_reports_older_rules_read(at: Typing) -> None:
    assert "其中 2 篇是按旧规则读的，可用 duizhao reread 重读。" in at("check")[1]
    at("reread")
    assert "旧规则" not in at("check")[1]


def test_an_unknown_report_is_not_found_and_nothing_is_read(at: Typing) -> None:
    status, out, err = at("reread", "1", "99")
    assert (status, out) == (4, "")
    assert "没有编号为 99 的报告" in err
    assert at.told("show", "1")["unit"] == "乱认的单位"


def test_what_cannot_be_read_is_named_with_its_reason_and_status_3(at: Typing) -> None:
    with closing(sqlite3.connect(at.home / "catalogue.sqlite3")) as database, database:
        database.execute(
            "UPDATE original SET data = x'00', zipped = 0 WHERE sha256 ="
            " (SELECT sha256 FROM report WHERE id = 1)"
        )
    done = at.told("reread", status=3)
    (refused,) = done["refused"]
    assert (refused["id"], refused["file"], refused["code"]) == (1, "1.txt", "original_differs")
    assert [one["id"] for one in done["reread"]] == [2]
    assert done["left"] == 1
    status, _, err = at("reread")
    assert status == 3
    assert "1 号报告没有读成，仍用原来的文字：1.txt" in err
