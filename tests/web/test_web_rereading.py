"""Reading kept files anew from the pages and the API, and old addresses after it."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from keeping_support import a_text, written
from web_support import app_of

from search.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of two reports, of which an older program took a unit out of the air."""
    for seed in (1, 2):
        written(tmp_path / "报送", f"{seed}.txt", a_text(seed=seed))
    with Library(tmp_path / "home") as made:
        made.add([tmp_path / "报送"])
        with closing(sqlite3.connect(tmp_path / "home" / "catalogue.sqlite3")) as file, file:
            file.execute(
                "UPDATE report SET rules = NULL,"
                " recognised = json_set(recognised, '$.unit', '乱认的单位')"
            )
        yield made


@pytest.fixture
def client(library: Library) -> Iterator[FlaskClient]:
    with app_of(library) as app:
        yield app.test_client()


def page(client: FlaskClient, address: str = "/reports") -> str:
    return " ".join(client.get(address).get_data(as_text=True).split())


def press(client: FlaskClient, address: str, **fields: str) -> str:
    """Press a button of the library's page and return where it leads."""
    (token,) = set(re.findall(r'name="csrf_token" value="([^"]+)"', page(client)))
    answer = client.post(address, data={"csrf_token": token, **fields})
    assert answer.status_code in (302, 303), answer.get_data(as_text=True)
    return answer.headers["Location"]


def finished(client: FlaskClient) -> str:
    """Wait for the newest panel to be over and return the page that it stands in."""
    end = time.monotonic() + 60
    while (shown := page(client)) and re.search(r'data-state="(queued|running)"', shown):
        assert time.monotonic() < end
        time.sleep(0.02)
    return shown


def test_the_library_says_how_many_reports_older_rules_read(client: FlaskClient) -> None:
    assert "有 2 篇是按旧规则读的" in page(client)
    assert client.get("/api/reread").get_json() == {"outdated": 2}


def test_what_would_change_can_be_seen_before(client: FlaskClient, library: Library) -> None:
    assert press(client, "/reports/reread", **{"try": "1"}).startswith("/reports")
    shown = finished(client)
    assert "试读 2 篇，没有改库：2 篇会有变化" in shown
    assert "单位 乱认的单位 → 滨江水务公司" in shown
    assert library.outdated() == 2


def test_a_button_reads_all_of_them_anew(client: FlaskClient, library: Library) -> None:
    press(client, "/reports/reread")
    shown = finished(client)
    assert "已重读 2 篇：2 篇有变化" in shown
    assert "按旧规则读的" not in shown
    assert [row.id for row in library.reports(sort="title").rows] == [3, 4]
    dismiss = re.search(r'action="(/reports/uploads/[^"]+/dismiss)"', shown)
    assert dismiss is not None
    press(client, dismiss[1])
    assert "已重读 2 篇" not in page(client)


def test_nobody_starts_it_without_the_token(client: FlaskClient, library: Library) -> None:
    assert client.post("/reports/reread").status_code in (400, 403)
    assert client.post("/api/reread").status_code in (400, 403)
    assert library.outdated() == 2


def test_old_addresses_lead_to_the_new_reading(client: FlaskClient, library: Library) -> None:
    passage = library.report(1).first_passage + 2
    text = library.report(1).outline.passages[2].text
    press(client, "/compare/basket", add="1")
    library.reread()
    answer = client.get("/reports/1?q=群众&marks=1")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/reports/3?q=%E7%BE%A4%E4%BC%97&marks=1")
    assert client.get("/reports/3").status_code == 200
    for address in (
        "/reports/1/original",
        "/reuse/1",
        "/evidence?report=1",
        f"/similar?passage={passage}",
        f"/trail/{passage}",
        "/compare?left=1&right=2",
        "/search?q=群众&report=1",
    ):
        assert client.get(address).status_code == 200, address
    assert client.get("/api/reports/1").get_json()["id"] == 3
    assert client.get(f"/api/similar?passage={passage}").get_json()["text"] == text
    assert 'name="remove" value="3"' in page(client, "/compare/choose")
    press(client, "/compare/basket", remove="3")
    assert 'name="remove"' not in page(client, "/compare/choose")


def test_programs_start_it_and_ask_for_the_result(client: FlaskClient) -> None:
    token = client.get("/api/session").get_json()["csrf_token"]
    headers = {"X-CSRF-Token": token}
    answer = client.post("/api/reread?report=2", headers=headers)
    assert answer.status_code == 202
    end = time.monotonic() + 60
    while (job := client.get(answer.headers["Location"]).get_json())["state"] != "done":
        assert time.monotonic() < end, job
        time.sleep(0.02)
    (one,) = job["result"]["reread"]
    assert (one["id"], one["now"], one["changed"]) == (2, 3, True)
    assert one["passages"][0] == one["passages"][1] > 0
    assert job["result"]["left"] == 1
    assert client.post("/api/reread?report=x", headers=headers).status_code == 400
