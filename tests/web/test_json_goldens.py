"""Every answer in JSON, of the API and of commands, against a golden file of its own.

`--refresh-golden` writes them anew: read what has changed before it is kept.
"""

from __future__ import annotations

import io
import json
import re
import shlex
import shutil
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest
from flask import Flask
from flask.testing import FlaskClient
from golden_support import REFUSED, REPORTS, Settled, Shelf, held, names_of, pretty, read_here
from web_support import app_of
from werkzeug.exceptions import HTTPException

from search.clusters.model import ClustersRequest
from search.library import Library
from tests.web.golden_cases import CHANGE, READ, TYPED, TYPED_CHANGES, Asked, Typed
from web import commands

GOLDEN = Path(__file__).parent / "goldens" / "json"
JSON_ELSEWHERE = {  # routes of the API without a golden here, each with where it is held
    "api_document.document": "test_openapi_golden.py",
    "api_document.show": "a page",
    "api_document.asset": "a file of the page",
    "api_compare.compare_file": "test_export_goldens.py",
    "api_compare.compare_file_of_texts": "test_export_goldens.py",
    "api_clusters.heatmap_file": "test_export_goldens.py",
    "api_matrix.matrix_file": "test_export_goldens.py",
    "api_reuse.reuse_file": "test_export_goldens.py",
    "api_reuse.reuse_file_of_draft": "test_export_goldens.py",
    "api_following.several_file": "test_export_goldens.py",
    "api_similar.similar_file": "test_export_goldens.py",
    "api_similar.similar_file_of_text": "test_export_goldens.py",
}


def ids(case: Asked | Typed) -> str:
    return case.name


# -- the API ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(shelf: Shelf) -> Iterator[Flask]:
    with app_of(shelf.library) as app:
        yield app


@pytest.fixture(scope="module")
def asking(served: Flask) -> FlaskClient:
    return served.test_client()


@pytest.fixture(scope="module")
def names(shelf: Shelf) -> dict[str, object]:
    return {**shelf.names, **_more(shelf.library), "folder": shelf.folder}


@pytest.mark.parametrize("case", READ, ids=ids)
def test_an_answer_of_the_api_is_what_it_was(
    case: Asked,
    shelf: Shelf,
    asking: FlaskClient,
    names: dict[str, object],
    refresh_golden: bool,
) -> None:
    asking.delete_cookie("duizhao_lang")
    told = _asked(case, asking, names)
    held(_golden("api", case), _settled(shelf).text_of(told), refresh=refresh_golden)


def test_answers_to_changes_are_what_they_were(
    shelf: Shelf, tmp_path: Path, refresh_golden: bool
) -> None:
    with Library(_copied(shelf, tmp_path)) as library, app_of(library) as app:
        names = names_of(library)  # each job that is started is named here as well
        client = app.test_client()
        for case in CHANGE:
            with read_here(later="reread" in case.name):
                told = _asked(case, client, names)
            found = _Settled(tmp_path, shelf.folder).text_of(told)
            held(_golden("api", case), found, refresh=refresh_golden)


def test_every_route_of_the_api_has_a_golden(served: Flask) -> None:
    held_routes = {_endpoint(served, case) for case in (*READ, *CHANGE)}
    routes = {
        rule.endpoint for rule in served.url_map.iter_rules() if rule.rule.startswith("/api/")
    }
    assert routes - held_routes - set(JSON_ELSEWHERE) == set()
    assert set(JSON_ELSEWHERE) - routes == set()


# -- commands -----------------------------------------------------------------------------


@pytest.mark.parametrize("case", TYPED, ids=ids)
def test_an_answer_of_a_command_is_what_it_was(
    case: Typed,
    shelf: Shelf,
    names: Mapping[str, object],
    typing: Any,
    refresh_golden: bool,
) -> None:
    told = typing(case, shelf.library.home, names)
    held(_golden("command", case), _settled(shelf).text_of(told), refresh=refresh_golden)


def test_answers_of_commands_that_change_are_what_they_were(
    shelf: Shelf, typing: Any, tmp_path: Path, refresh_golden: bool
) -> None:
    home, folder = _copied(shelf, tmp_path), _delivered(tmp_path / "again")
    with Library(home) as library:
        names = {**names_of(library), "folder": folder}
    for case in TYPED_CHANGES:
        with read_here(later="reread" in case.name):
            told = typing(case, home, names)
        found = _Settled(tmp_path, folder, shelf.folder).text_of(told)
        held(_golden("command", case), found, refresh=refresh_golden)


def test_every_command_that_prints_json_has_a_golden() -> None:
    held_commands = {case.line.split()[0] for case in (*TYPED, *TYPED_CHANGES)}
    group = commands.duizhao
    printing = {
        name
        for name, command in group.commands.items()
        if any("--json" in option.opts for option in command.params)
    }
    assert printing == held_commands
    assert not any(isinstance(one, click.Group) for one in group.commands.values())


def test_no_golden_is_left_over(refresh_golden: bool) -> None:
    cases = [("api", one) for one in (*READ, *CHANGE)]
    cases += [("command", one) for one in (*TYPED, *TYPED_CHANGES)]
    wanted = [_golden(where, one).name for where, one in cases]
    assert len(wanted) == len(set(wanted))
    for path in GOLDEN.iterdir() if refresh_golden else ():
        if path.name not in wanted:
            path.unlink()
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(wanted)


@pytest.fixture
def typing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command in this process."""
    monkeypatch.delenv("DUIZHAO_LANG", raising=False)
    monkeypatch.setenv("DUIZHAO_DEBUG", "1")

    def run(case: Typed, home: Path, names: Mapping[str, object]) -> dict[str, object]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(case.typed.encode())))
        arguments = [one.format_map(names) for one in shlex.split(case.line)]
        capsys.readouterr()
        status = commands.run(["--home", str(home), *arguments])
        printed = capsys.readouterr()
        assert status == case.status, printed.err
        return {
            "typed": f"duizhao {case.line}",
            "status": status,
            "answer": json.loads(printed.out),
            "beside": printed.err.splitlines(),
        }

    return run


# -- what they share ----------------------------------------------------------------------


class _Settled(Settled):
    def text_of(self, told: dict[str, object]) -> str:
        return pretty(self.value(told))


def _settled(shelf: Shelf) -> _Settled:
    return _Settled(shelf.folder, shelf.library.home)


def _golden(where: str, case: Asked | Typed) -> Path:
    return GOLDEN / f"{where}_{case.name}.json"


def _more(library: Library) -> dict[str, object]:
    return {"cluster": library.clusters(ClustersRequest()).clusters[0].id}


def _asked(case: Asked, client: FlaskClient, names: dict[str, object]) -> dict[str, object]:
    address = case.address.format_map(names)
    token = client.get("/api/session").get_json()["csrf_token"]
    body: dict[str, Any] = {}
    if case.sent is not None:
        body["json"] = case.sent
    if case.form is not None:
        data: dict[str, Any] = {name: one.format_map(names) for name, one in case.form.items()}
        for name, file in case.files:
            sent = ({**REPORTS, **REFUSED}[file], Path(file).name)
            data.setdefault(name, []).append((io.BytesIO(sent[0]), sent[1]))
        body.update(data=data, content_type="multipart/form-data")
    answer = client.open(address, method=case.method, headers={"X-CSRF-Token": token}, **body)
    told: dict[str, object] = {case.method: case.address, "status": answer.status_code}
    if case.sent is not None:
        told["sent"] = case.sent
    if answer.data:
        told["answer"] = _begun(answer.get_json()) if case.waits else answer.get_json()
    if case.waits:
        names["job"] = answer.headers["Location"].rpartition("/")[2]
        told["job"] = _over(client, answer.headers["Location"])
    return told


def _begun(job: Any) -> Any:
    """A job that was just started may be anywhere: of how far it is only the names are told."""
    far = {"state", "done", "total", "passages", "file", "page", "pages", "result", "error"}
    return {name: "<any>" if name in far else value for name, value in job.items()}


def _over(client: FlaskClient, address: str) -> Any:
    end = time.monotonic() + 60
    while (job := client.get(address).get_json())["state"] in ("queued", "running"):
        assert time.monotonic() < end
        time.sleep(0.01)
    return job


def _endpoint(app: Flask, case: Asked) -> str:
    path = re.sub(r"\{\w+\}", "1", case.address.partition("?")[0])
    try:
        endpoint, _ = app.url_map.bind("localhost").match(path, case.method)
    except HTTPException as wrong:
        raise AssertionError(f"{case.name}: no such route") from wrong
    return str(endpoint)


def _copied(shelf: Shelf, root: Path) -> Path:
    """A copy of the home, some of whose reports older rules read, with an upload not at its end."""
    home = Path(shutil.copytree(shelf.library.home, root / "home"))
    with closing(sqlite3.connect(home / "catalogue.sqlite3")) as database, database:
        outdated = [shelf.names[name] for name in ("first", "scan", "notes")]
        database.execute("UPDATE report SET rules = 1 WHERE id IN (?, ?, ?)", outdated)
    upload = home / "uploads" / "0a1b" / "files" / "半途.txt"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"x")
    return home


def _delivered(folder: Path) -> Path:
    """A delivery with a new report, one there already, a new version, and files refused."""
    for name, data in {
        "江湾轮渡公司/2021年工作总结.txt": REPORTS["江湾轮渡公司/2021年工作总结.txt"],
        "江湾轮渡公司/2022年工作总结.txt": REPORTS["江湾轮渡公司/2022年工作总结.txt"]
        + "又添一句。\n".encode(),
        "江湾粮储公司/2023年工作总结.txt": "2023年工作总结\n一、主要工作\n换了新门。\n".encode(),
        "芦洲燃气公司/2022年述职报告.txt": REPORTS["芦洲渔港公司/2022年述职报告.txt"],
        "江湾粮储公司/坏表.xlsx": b"PK\x03\x04 torn",
        "合影.gif": b"GIF89a",
    }.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder
