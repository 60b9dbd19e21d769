"""多年对照 and 沿革 as people and programs see them: pages, files, JSON, links from elsewhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from following_support import (
    CANTEEN,
    CLEARED,
    GAUGES,
    MANY,
    SCHOOL,
    STAFF,
    STAFF_EDITED,
    WEAK,
    following_library,
    ids_of,
    passage_in,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from tests_support import library_of
from web_support import app_of

from search.comparing.differing.changes import changes
from search.comparing.following.followed import SeveralRequest, TrailRequest
from search.library import Library
from search.model import Filters
from web.beside.severals import Show, counts
from web.beside.weaving import woven

UNIT = "云溪水务局"
WRITTEN = st.text(alphabet="办事群众少跑腿3年件<b&，。\n", max_size=40)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with following_library(tmp_path_factory.mktemp("following")) as kept:
        yield kept


@pytest.fixture(scope="module")
def app(library: Library) -> Iterator[Flask]:
    with app_of(library) as made:
        yield made


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def asked(library: Library) -> int:
    return passage_in(library, ids_of(library, UNIT)[2021], STAFF_EDITED)


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", markup))).strip()


def rows(markup: str) -> list[str]:
    body = markup[markup.index("<tbody>") : markup.index("</tbody>")]
    return [words(one) for one in re.findall(r"<tr .*?</tr>", body, re.DOTALL)]


def cells(markup: str, text: str) -> list[str]:
    """Return what the row that opens with a text says in each column."""
    body = markup[markup.index("<tbody>") : markup.index("</tbody>")]
    row = next(
        one for one in re.findall(r"<tr .*?</tr>", body, re.DOTALL) if text in words(one)[:40]
    )
    return [words(one) for one in re.findall(r"<td.*?</td>", row, re.DOTALL)]


@settings(deadline=None)
@given(WRITTEN, WRITTEN)
def test_a_woven_text_holds_both_texts_and_nothing_of_them_becomes_markup(
    left: str, right: str
) -> None:
    one = woven(left, right, changes(left, right, list))
    gone = {at for mark in one.marks if mark.kind.endswith("left") for at in range(*mark[:2])}
    assert "".join(letter for at, letter in enumerate(one.text) if at not in gone) == right
    assert unescape(re.sub(r"</?(?:del|ins|b|span)(?: class=\"[a-z-]*\")?>", "", one.whole)) == (
        one.text
    )


def test_without_reports_it_offers_what_to_put_side_by_side(
    client: FlaskClient, tmp_path: Path
) -> None:
    shown = page(client, "/compare/several")
    assert f'<option value="{UNIT}"' in shown
    assert "<table" not in shown
    with Library(tmp_path) as empty, app_of(empty) as app:
        assert "还没有报告" in page(app.test_client(), "/compare/several")


def test_a_row_shows_where_a_passage_first_stood_and_what_became_of_it(
    client: FlaskClient,
) -> None:
    shown = page(client, f"/compare/several?unit={UNIT}")
    first, second, *rest = cells(shown, CLEARED.format(4, 6)[:20])
    assert first.startswith("首 首次出现 抓好河道清淤")
    assert second.startswith("数 仅数字变化")
    assert "3万方 4万方 ，疏通支渠 5 6条" in second
    assert rest == ["已无", "已无", "已无"]
    gauges = cells(shown, GAUGES[:20])
    assert [gauges[1], gauges[3]] == ["暂缺", "已无"]
    assert gauges[2].startswith("同 相同 与 2019 比")
    canteen = cells(shown, CANTEEN[:20])
    assert canteen[:4] == ["尚无"] * 4
    assert canteen[4].startswith("首 首次出现")


def test_columns_lead_to_their_reports_and_to_the_comparison_with_the_one_before(
    client: FlaskClient, library: Library
) -> None:
    ids = ids_of(library, UNIT)
    shown = unescape(page(client, f"/compare/several?report={ids[2021]}&report={ids[2019]}"))
    assert f'href="/compare?left={ids[2019]}&right={ids[2021]}"' in shown
    assert f'href="/reports/{ids[2019]}"' in shown
    assert shown.index(f"/reports/{ids[2019]}") < shown.index(f"/reports/{ids[2021]}")


@pytest.mark.parametrize("show", list(Show))
def test_the_rows_that_are_counted_are_those_that_are_listed(
    client: FlaskClient, library: Library, show: Show
) -> None:
    found = library.several(SeveralRequest(filters=Filters(units=(UNIT,))))
    shown = page(client, f"/compare/several?unit={UNIT}&show={show}")
    assert len(rows(shown)) == counts(found)[show] > 0


def test_a_section_or_a_passage_alone_is_listed_and_the_whole_is_a_link_away(
    client: FlaskClient, asked: int
) -> None:
    shown = page(client, f"/compare/several?unit={UNIT}&section=problems")
    assert [one[:14] for one in rows(shown)] == ["1 二、存在的主要问题 首 ", f"2 {WEAK[:12]}"]
    assert "看全部" in shown
    alone = page(client, f"/compare/several?passage={asked}")
    assert len(rows(alone)) == 1
    assert STAFF[:12] in rows(alone)[0]


def test_more_reports_than_have_room_are_told_and_can_be_chosen(client: FlaskClient) -> None:
    shown = page(client, "/compare/several?unit=桃岭水务局")
    assert "还有 2 篇没有并排：最多 12 篇。" in shown
    assert shown.count('type="checkbox" name="report"') == 14
    assert shown.count("checked") == 12


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("report=甲", 400, "不是报告编号"),
        ("report=987654", 404, "没有编号为 987654 的报告"),
        (f"unit={UNIT}&section=附件", 400, "没有“附件”这一部分"),
        (f"unit={UNIT}&show=some", 400, "不在可选之列"),
        (f"unit={UNIT}&page=x", 400, "不合要求"),
        ("passage=987654", 404, "没有编号为 987654 的段落"),
        ("unit=没有的单位", 200, "没有符合条件的报告"),
        ("year=20", 400, "不能作年份"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_sentence(
    client: FlaskClient, query: str, status: int, said: str
) -> None:
    assert said in words(page(client, f"/compare/several?{query}", status))


def test_the_table_is_taken_away_as_a_workbook(client: FlaskClient) -> None:
    answer = client.get(f"/compare/several/export?unit={UNIT}&format=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.get_data()))
    assert book.sheetnames == ["说明", "多年对照", "各列", "明细"]
    lines = list(book["多年对照"].iter_rows(values_only=True))
    assert [str(title)[:4] for title in lines[0][2:]] == ["2019", "2020", "2021", "2022", "2023"]
    gauges = next(line for line in lines if GAUGES in line)
    assert gauges[1:] == (2019, GAUGES, None, GAUGES, None, None)
    assert [line[1] for line in book["各列"].iter_rows(min_row=2, values_only=True)] == [
        *range(2019, 2024)
    ]


def test_the_long_table_has_a_line_for_each_cell(client: FlaskClient, library: Library) -> None:
    answer = client.get(f"/compare/several/export?unit={UNIT}&format=csv")
    lines = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    found = library.several(SeveralRequest(filters=Filters(units=(UNIT,))))
    assert len(lines) == sum(cell is not None for row in found.rows for cell in row.cells)
    told = [(line["年份"], line["变化"]) for line in lines if line["原文"] == GAUGES]
    assert told == [("2019", "首次出现"), ("2021", "相同")]
    assert client.get(f"/compare/several/export?unit={UNIT}&format=pdf").status_code == 400


def test_a_trail_shows_each_step_with_what_changed_and_where_it_first_stood(
    client: FlaskClient, library: Library, asked: int
) -> None:
    shown = page(client, f"/trail/{asked}")
    ids = ids_of(library, UNIT)
    assert re.findall(r'id="y(\d+)"', shown) == ["2020", "2021", "2022", "2023"]
    assert words(shown).count("首次出现") == 1
    assert "最早见于 2020 年" in shown
    assert "<ins>和办结时限</ins>" in shown
    assert "<del>和办结时限</del>" in shown
    assert f'href="/compare?left={ids[2020]}&amp;right={ids[2021]}"' in shown
    assert "本篇有 2 处" in shown
    assert f'href="/compare/several?passage={asked}"' in shown


def test_a_trail_can_be_kept_to_the_own_unit(client: FlaskClient, library: Library) -> None:
    passage = passage_in(library, ids_of(library, UNIT)[2020], CLEARED.format(4, 6))
    assert "白鹭水务局" in page(client, f"/trail/{passage}")
    assert "白鹭水务局" not in page(client, f"/trail/{passage}?own=1")


def test_a_short_passage_says_that_only_equal_text_is_found(
    client: FlaskClient, library: Library, asked: int
) -> None:
    report = library.reports().rows[0].id
    whole = library.report(report)
    short = next(one for one in whole.outline.passages if len(one.text) < 12)
    said = "这一段字太少"
    assert said in page(client, f"/trail/{whole.first_passage + short.index}")
    assert said not in page(client, f"/trail/{asked}")


def test_a_trail_that_lists_less_than_there_is_says_so(
    client: FlaskClient, library: Library
) -> None:
    passage = passage_in(library, ids_of(library, "桃岭水务局")[2012], MANY.format(32, 3))
    shown = words(page(client, f"/trail/{passage}?limit=3"))
    assert "14 篇报告有这一段" in shown
    assert "这里列出 3 篇" in shown
    assert page(client, "/trail/987654", 404)
    assert client.get(f"/trail/{passage}?limit=0").status_code == 400


def test_trails_are_linked_from_hits_reports_and_similar_passages(
    client: FlaskClient, library: Library
) -> None:
    report = ids_of(library, "XX水务局")[2022]
    passage = passage_in(library, report, CANTEEN)
    link = f'href="/trail/{passage}"'
    assert link in page(client, f"/search?q={CANTEEN[:12]}")
    assert link in page(client, f"/reports/{report}")
    assert link in page(client, f"/similar?passage={passage}")


def test_the_api_answers_as_the_library_does(
    client: FlaskClient, library: Library, asked: int
) -> None:
    trail = client.get(f"/api/trail?passage={asked}").get_json()
    found = library.trail(TrailRequest(asked))
    assert (trail["passage"], len(trail["steps"])) == (asked, len(found.steps))
    for step, told in zip(found.steps, trail["steps"], strict=True):
        for name in ("report_id", "unit", "year", "passage_id", "score", "verdict", "before"):
            assert told[name] == getattr(step, name)
        assert "".join(step.text[slice(*one["right"])] for one in told["changes"]) in (
            step.text,
            "",
        )
    several = client.get(f"/api/several?unit={UNIT}&section=problems").get_json()
    assert [one["year"] for one in several["columns"]] == [*range(2019, 2024)]
    assert [row["first"] for row in several["rows"]] == [0, 0]
    assert [cell and cell["kind"] for cell in several["rows"][1]["cells"]] == [
        *(None, "same", "same", None, None)
    ]
    assert client.get("/api/export/several?report=1&format=csv").status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("/api/trail", 400, "passage"),
        ("/api/trail?passage=x", 400, "passage"),
        ("/api/trail?passage=987654", 404, None),
        ("/api/trail?passage=1&limit=501", 400, "limit"),
        ("/api/several", 400, "report"),
        ("/api/several?report=1&section=附件", 400, "section"),
        ("/api/several?report=987654", 404, None),
        ("/api/export/several?report=1&format=pdf", 400, "format"),
    ],
)
def test_the_api_names_what_is_wrong(
    client: FlaskClient, address: str, status: int, field: str | None
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.get_json()["error"]["field"]) == (status, field)


def test_the_document_describes_them(client: FlaskClient) -> None:
    paths = client.get("/api/openapi.json").get_json()["paths"]
    assert {"/api/several", "/api/trail", "/api/export/several"} <= paths.keys()


def test_a_hostile_report_stays_text(tmp_path: Path) -> None:
    evil = "群众办事 a<b&c>d\"' {}次，全年下来少跑了许多冤枉路，比往年省心。"
    reports = {
        f"云溪局/{year}年工作总结.txt": f"一、主要<b>工作\n{evil.format(year)}\n{SCHOOL}\n"
        for year in (2021, 2022)
    }
    with library_of(tmp_path, reports) as library, app_of(library) as app:
        client = app.test_client()
        ids = [row.id for row in library.reports().rows]
        query = "&".join(f"report={one}" for one in ids)
        passage = passage_in(library, ids[0], evil.format(library.reports().rows[0].year))
        for address in (f"/compare/several?{query}", f"/trail/{passage}"):
            shown = page(client, address)
            assert "a<b" not in shown
            assert "a&lt;b&amp;c&gt;d" in shown
