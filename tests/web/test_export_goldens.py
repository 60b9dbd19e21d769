"""Every file that can be taken away, in every format, against a golden file of its own.

What a command writes is what the API sends. Formats are those that are declared: a new one has
its golden by itself once `--refresh-golden` has written it.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from golden_support import Settled, Shelf, held, pretty
from toldfiles_support import told
from web_support import app_of

from search import exports
from tests.web.golden_cases import DRAFT, LEFT, RIGHT
from web import commands
from web.exporting_compare import COMPARE_FORMATS
from web.exporting_reuse import REUSE_FORMATS

GOLDEN = Path(__file__).parent / "goldens" / "files"


@dataclass(frozen=True)
class Taken:
    """A file to take away, in each of `formats`: by the API, and by the command `line`."""

    name: str
    address: str
    formats: Sequence[str]
    line: str = ""
    sent: dict[str, object] | None = None


FILES = (
    Taken(
        "hits",
        "/api/export/hits?q=责任事故。二是班组长|一条不落|船舶维护|思考",
        exports.FORMATS,
        "search 责任事故。二是班组长|一条不落|船舶维护|思考",
    ),
    Taken(
        "hits_by_words",
        "/api/export/hits?q=船员 证书&mode=words&year=2021-2022",
        exports.FORMATS,
        "search 船员 证书 --words --year 2021-2022",
    ),
    Taken(
        "matrix",
        "/api/export/matrix?phrase=公示栏&phrase=投入维护资金%23万元&phrase=没有这个提法",
        exports.MATRIX_FORMATS,
        "matrix 公示栏 投入维护资金#万元 没有这个提法",
    ),
    Taken(
        "matrix_of_reports",
        "/api/export/matrix?phrase=船员&rows=report&unit=江湾轮渡公司",
        exports.MATRIX_FORMATS,
        "matrix 船员 --rows report --unit 江湾轮渡公司",
    ),
    Taken(
        "similar",
        "/api/export/similar?passage={checked}",
        exports.SIMILAR_FORMATS,
        "similar --passage {checked}",
    ),
    Taken(
        "similar_weak",
        "/api/export/similar?passage={alike}&least=20",
        exports.SIMILAR_FORMATS,
        "similar --passage {alike} --least 20",
    ),
    Taken(
        "similar_to_text",
        "/api/export/similar",
        exports.SIMILAR_FORMATS,
        sent={"text": DRAFT, "of_unit": "芦洲渔港公司", "of_year": 2023},
    ),
    Taken("reuse", "/api/export/reuse?report={second}", REUSE_FORMATS, "reuse {second}"),
    Taken(
        "reuse_of_draft",
        "/api/export/reuse",
        REUSE_FORMATS,
        sent={"text": DRAFT, "of_unit": "芦洲渔港公司", "of_year": 2023},
    ),
    Taken("clusters", "/api/export/clusters", exports.CLUSTER_FORMATS, "clusters"),
    Taken("heatmap", "/api/export/heatmap?stock=1", exports.HEAT_FORMATS, "heatmap --stock"),
    Taken(
        "heatmap_of_years",
        "/api/export/heatmap?by=year",
        exports.HEAT_FORMATS,
        "heatmap --by year",
    ),
    Taken(
        "several",
        "/api/export/several?unit=江湾轮渡公司&kind=工作总结",
        exports.SEVERAL_FORMATS,
        "several --unit 江湾轮渡公司 --kind 工作总结",
    ),
    Taken(
        "compare",
        "/api/export/compare?left={first}&right={second}",
        COMPARE_FORMATS,
        "compare {first} {second}",
    ),
    Taken(
        "compare_tables",
        "/api/export/compare?left={table}&right={later_table}",
        COMPARE_FORMATS,
        "compare {table} {later_table}",
    ),
    Taken(
        "compare_texts",
        "/api/export/compare",
        COMPARE_FORMATS,
        sent={"left_text": LEFT, "right_text": RIGHT, "right_name": "新稿.txt"},
    ),
    Taken("tables", "/reports/{table}/tables.xlsx", ("xlsx",)),
)
ONLY_HERE = {  # files of the JSON that an answer has, told by the test below
    (one.name, "json") for one in FILES if "json" in one.formats
}
CASES = [(one, kind) for one in FILES for kind in one.formats if (one.name, kind) not in ONLY_HERE]
TYPED = [(one, kind) for one, kind in CASES if one.line]
IN_ENGLISH = [(one, one.formats[0]) for one in FILES if "_" not in one.name]
PAGES = {  # pages that send the same files as the API does
    "/clusters/export",
    "/compare/export",
    "/compare/several/export",
    "/heatmap/export",
    "/matrix/export",
    "/reuse/<int:report_id>/export",
    "/reuse/drafts/<key>/export",
    "/search/export",
    "/exports/<job_id>/file",
}


@pytest.fixture(scope="module")
def app(shelf: Shelf) -> Iterator[Flask]:
    with app_of(shelf.library) as made:
        yield made


@pytest.fixture(scope="module")
def asking(app: Flask) -> FlaskClient:
    return app.test_client()


def named(one: object) -> str:
    return one.name if isinstance(one, Taken) else str(one)


@pytest.mark.parametrize(("case", "kind"), CASES, ids=named)
def test_a_file_is_what_it_was(
    case: Taken, kind: str, shelf: Shelf, asking: FlaskClient, refresh_golden: bool
) -> None:
    asking.delete_cookie("duizhao_lang")
    name, data = fetched(case, kind, shelf, asking)
    found = f"{name}\n{said(kind, data, shelf)}"
    held(GOLDEN / f"{case.name}.{kind}.txt", found, refresh=refresh_golden)


@pytest.mark.parametrize(("case", "kind"), IN_ENGLISH, ids=named)
def test_a_file_in_english_is_what_it_was(
    case: Taken, kind: str, shelf: Shelf, asking: FlaskClient, refresh_golden: bool
) -> None:
    name, data = fetched(case, kind, shelf, asking, language="en")
    found = f"{name}\n{said(kind, data, shelf)}"
    held(GOLDEN / f"{case.name}.en.{kind}.txt", found, refresh=refresh_golden)


@pytest.mark.parametrize(("case", "kind"), TYPED, ids=named)
def test_a_command_writes_the_file_that_the_api_sends(
    case: Taken, kind: str, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUIZHAO_LANG", raising=False)
    target = tmp_path / f"结果.{kind}"
    arguments = [one.format_map(shelf.names) for one in case.line.split(" ")]
    home = str(shelf.library.home)
    assert commands.run(["--home", home, *arguments, f"--{kind}", str(target)]) == 0
    golden = (GOLDEN / f"{case.name}.{kind}.txt").read_text(encoding="utf-8")
    assert said(kind, target.read_bytes(), shelf) == golden.partition("\n")[2].rstrip("\n")


@pytest.mark.parametrize("name", [name for name, _ in sorted(ONLY_HERE)])
def test_a_file_of_json_is_the_answer(name: str, shelf: Shelf, asking: FlaskClient) -> None:
    case = next(one for one in FILES if one.name == name)
    asking.delete_cookie("duizhao_lang")
    _, data = fetched(case, "json", shelf, asking)
    address = case.address.format_map(shelf.names).replace("/export/", "/")
    address = re.sub(r"reuse\?report=(\d+)", r"reports/\1/reuse", address)
    answer = asking.open(address, method="POST" if case.sent else "GET", json=case.sent)
    settled = Settled()
    assert answer.status_code == 200
    assert pretty(settled.value(json.loads(data))) == pretty(settled.value(answer.get_json()))


def test_every_route_that_sends_a_file_has_a_golden(app: Flask) -> None:
    asked = set()
    for case in FILES:
        path = re.sub(r"\{\w+\}", "1", case.address.partition("?")[0])
        method = "POST" if case.sent else "GET"
        asked.add(app.url_map.bind("localhost").match(path, method)[0])
    routes = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if re.search(r"export|\.xlsx", rule.rule) and rule.rule not in PAGES
    }
    assert routes - {"exports.show", "exports.cancel"} == asked
    assert {rule.rule for rule in app.url_map.iter_rules()} >= PAGES


def test_every_declared_list_of_formats_has_files() -> None:
    declared = {name for name in vars(exports) if name.endswith("FORMATS")}
    lists = [tuple(getattr(exports, name)) for name in declared]
    told_lists = {tuple(one for one in case.formats if one != "json") for case in FILES}
    assert set(lists) <= told_lists


def test_every_command_that_writes_files_is_held_against_them() -> None:
    kinds = ("--xlsx", "--csv", "--docx", "--html")
    writing = {
        (name, option.opts[0].removeprefix("--"))
        for name, command in commands.duizhao.commands.items()
        for option in command.params
        if set(option.opts) & set(kinds)
    }
    assert {(case.line.split()[0], kind) for case, kind in TYPED} == writing


def test_no_golden_is_left_over(refresh_golden: bool) -> None:
    wanted = [f"{case.name}.{kind}.txt" for case, kind in CASES]
    wanted += [f"{case.name}.en.{kind}.txt" for case, kind in IN_ENGLISH]
    for path in GOLDEN.iterdir() if refresh_golden else ():
        if path.name not in wanted:
            path.unlink()
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(wanted)


def fetched(
    case: Taken, kind: str, shelf: Shelf, client: FlaskClient, language: str = "zh"
) -> tuple[str, bytes]:
    """Return a file's name and its bytes, made at once or by a job."""
    address = case.address.format_map(shelf.names)
    sent = None if case.sent is None else {**case.sent, "format": kind}
    asked = "" if case.sent or address.endswith(".xlsx") else f"format={kind}&"
    address += ("&" if "?" in address else "?") + f"{asked}lang={language}"
    answer = client.open(address, method="POST" if sent else "GET", json=sent)
    if answer.status_code == 202:
        end = time.monotonic() + 60
        while (job := client.get(answer.headers["Location"]).get_json())["state"] != "done":
            assert job["state"] in ("queued", "running"), job
            assert time.monotonic() < end
            time.sleep(0.01)
        answer = client.get(job["result"]["href"])
    assert answer.status_code == 200, answer.get_data(as_text=True)
    name = unquote(answer.headers["Content-Disposition"].rpartition("''")[2])
    return Settled().text(name), answer.data


# A time as files say it, with its zone, and as pages do; before dates are settled.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?(（UTC.{6}）)?")


def said(kind: str, data: bytes, shelf: Shelf) -> str:
    """Return what a file says, without what differs from run to run."""
    text = _MOMENT.sub("<time>", told(kind, data)).replace(version("duizhao"), "<version>")
    return Settled(shelf.folder, shelf.library.home).text(text).rstrip("\n")
