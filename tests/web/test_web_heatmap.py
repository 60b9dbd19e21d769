"""雷同热力图 as people see it: every number leads to the passages that it was counted from.

The library is a real one; what the page says is held against what it answers.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from selenium.webdriver.common.by import By as Find
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from web_support import app_of, served

from search.clusters.model import By, HeatMap, HeatRequest
from search.library import Library
from search.model import Filters, Searched
from search.reuse.model import Cutoff
from search.reuse.percents import percent
from tests.tests_support import library_of
from tests.web.browser import chromium, view
from tests.web.copied_reports import GUIDED, ON_SITE, written
from tests.web.fake_library import FakeLibrary, a_shelf
from web.app import create_app
from web.context import RELATING
from web.heatmaps import grid, pairs, steps

WATER, BUSES, CLEANERS = "云溪水务公司", "云溪公交公司", "云溪环卫公司"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = written(tmp_path_factory.mktemp("in") / "报送")
    with Library(tmp_path_factory.mktemp("home")) as library:
        assert not library.add([folder], workers=1).refused
        yield library


@pytest.fixture(scope="module")
def app(library: Library) -> Iterator[Flask]:
    with app_of(library) as made:
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def text_of(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.get_data(as_text=True)[-300:])
    return answer.get_data(as_text=True)


def cell_at(row: str, column: str, more: str = "") -> str:
    return f"/heatmap?row={quote(row)}&column={quote(column)}{more}"


def heads(page: str) -> list[str]:
    return re.findall(r'<th scope="col"[^>]*><span class="name">(.*?)</span>', page)


def rows(page: str) -> dict[str, list[str]]:
    """Return the printed cells by the name of their row; hatched ones are empty."""
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    return {
        re.search(r'<th scope="row"[^>]*>(.*?)</th>', line)[1]: [
            unescape(re.sub(r"<span.*?</span>|<[^>]*>", "", cell))
            for cell in re.findall(r"<td.*?</td>", line, re.S)
        ]
        for line in body.split("</tr>")[:-1]
    }


def both_ways(page: str) -> list[tuple[str, str]]:
    return re.findall(
        r'<p class="both-ways"><span>.*?<b>([\d.]+)%</b>.*?class="sum">([\d,]+ / [\d,]+) 字', page
    )


# -- numbers -----------------------------------------------------------------------------------


def test_every_cell_says_what_the_library_counted(client: FlaskClient, library: Library) -> None:
    heat = library.heatmap(HeatRequest())
    page = text_of(client, "/heatmap")
    assert heads(page) == list(heat.labels)
    assert rows(page) == {
        label: ["" if share is None else percent(share) for share in shares]
        for label, shares in zip(heat.labels, heat.share, strict=True)
    }
    assert any(share for r, row in enumerate(heat.share) for share in row[:r])


@pytest.mark.parametrize("by", ["year", "report"])
def test_rows_may_be_years_or_reports(client: FlaskClient, library: Library, by: str) -> None:
    heat = library.heatmap(HeatRequest(By(by)))
    page = text_of(client, f"/heatmap?by={by}")
    assert list(rows(page)) == list(heat.labels)
    assert re.search(rf'<a href="/heatmap\?by={by}" aria-current="true">', page)


def test_the_own_cell_and_a_cell_with_nothing_to_compare_are_told_apart(
    client: FlaskClient,
) -> None:
    page = text_of(client, "/heatmap")
    water, buses = (
        re.search(rf'<th scope="row" lang="zh-CN">{name}</th>(.*?)</tr>', page, re.S)[1]
        for name in (WATER, BUSES)
    )
    assert re.search(r'<td class="h\d own"><a ', water)  # two reports
    assert '<td class="none own"><span class="sr">没有可比的</span></td>' in buses  # one
    assert "双线框：本单位各篇之间" in page
    assert "斜线：没有可比的" in page


def test_with_stock_text_more_stands_elsewhere(client: FlaskClient, library: Library) -> None:
    without, raw = (library.heatmap(HeatRequest(stock=stock)) for stock in (False, True))
    assert rows(text_of(client, "/heatmap?stock=1")) != rows(text_of(client, "/heatmap"))
    assert sum(map(sum, raw.covered)) > sum(map(sum, without.covered))
    page = text_of(client, "/heatmap")
    assert "已减去 8 个以上单位都有的段落" in page
    assert 'href="/heatmap?stock=1"' in page


def test_the_cut_off_for_stock_text_is_explained_and_can_be_moved(client: FlaskClient) -> None:
    page = text_of(client, "/heatmap?share=100&year=2022")
    assert "在 9 个以上单位的报告里都有，就算套话。库里已知单位有 9 个，取其 100%" in page
    form = page[page.index('id="stock"') :]
    assert 'name="share" value="100"' in form
    assert 'type="hidden" name="year" value="2022"' in form
    assert text_of(client, "/heatmap?share=0", 400).count('role="alert"') == 1


def test_filters_narrow_the_map_and_can_be_taken_back(
    client: FlaskClient, library: Library
) -> None:
    heat = library.heatmap(HeatRequest(filters=Filters(years=(2022,))))
    page = text_of(client, "/heatmap?year=2022")
    assert list(rows(page)) == list(heat.labels)
    assert BUSES not in rows(page)
    assert '<a class="chip" href="/heatmap"' in page


def test_rows_can_be_ordered_by_how_much_of_them_stands_elsewhere(
    client: FlaskClient, library: Library
) -> None:
    heat = library.heatmap(HeatRequest())

    def mean(name: str) -> float:
        r = heat.labels.index(name)
        others = [share for c, share in enumerate(heat.share[r]) if c != r]
        return sum(others) / len(others)

    page = text_of(client, "/heatmap?order=total")
    order = list(rows(page))
    assert sorted(order) == sorted(heat.labels)
    assert [mean(name) for name in order] == sorted(map(mean, order), reverse=True)
    assert heads(page) == order != list(heat.labels)


# -- the chosen cell ---------------------------------------------------------------------------


def test_a_cell_leads_to_its_share_both_ways_and_to_all_its_passages(
    client: FlaskClient, library: Library
) -> None:
    cell = library.heat_cell(HeatRequest(), WATER, CLEANERS)
    assert cell.share
    page = text_of(client, "/heatmap")
    address = re.search(rf'href="([^"]*row={WATER}&amp;column={CLEANERS})"', page)[1]
    page = text_of(client, unescape(address))
    assert both_ways(page) == [
        (percent(cell.share), f"{cell.covered:,} / {cell.of:,}"),
        (percent(cell.back), f"{cell.back_covered:,} / {cell.back_of:,}"),
    ]
    assert page.count('<p class="degree">') == cell.total == len(cell.pairs)
    for pair in cell.pairs:
        for one in (pair.left, pair.right):
            assert f"/reports/{one.report_id}?at={one.index}#p{one.index}" in page
    assert re.search(r'<td class="h\d on"><a [^>]*aria-current="true">', page)


def test_passages_that_are_equal_to_the_letter_are_printed_once(client: FlaskClient) -> None:
    page = text_of(client, cell_at(WATER, CLEANERS))
    assert page.count(ON_SITE[:20]) == 1
    edited = text_of(client, cell_at(WATER, BUSES))
    assert "改写" in edited
    assert '<span class="equal">' in edited


def test_passages_of_a_cell_come_in_pages(client: FlaskClient, library: Library) -> None:
    wanted = HeatRequest(stock=True)
    whole = library.heat_cell(wanted, "云溪燃气公司", WATER, limit=100)
    page = text_of(client, cell_at("云溪燃气公司", WATER, "&stock=1"))
    assert page.count('<p class="degree">') == whole.total > 0
    assert "这一页没有内容" in text_of(client, cell_at("云溪燃气公司", WATER, "&stock=1&page=2"))


def test_the_own_cell_speaks_of_the_reports_of_one_unit(
    client: FlaskClient, library: Library
) -> None:
    cell = library.heat_cell(HeatRequest(), WATER, WATER)
    page = text_of(client, cell_at(WATER, WATER))
    assert f"{WATER}各篇报告之间" in page
    assert both_ways(page) == [(percent(cell.share), f"{cell.covered:,} / {cell.of:,}")]
    assert "只有一篇报告，没有可比的" in text_of(client, cell_at(BUSES, BUSES))


def test_a_cell_leads_on_to_the_reports_behind_it(client: FlaskClient, library: Library) -> None:
    page = text_of(client, cell_at(WATER, CLEANERS))
    address = unescape(re.search(r'href="([^"]*by=report[^"]*)">逐篇看', page)[1])
    titles = rows(text_of(client, address))
    assert len(titles) == 3
    assert all(WATER in title or CLEANERS in title for title in titles)


def test_a_cell_that_was_filtered_out_is_said_to_be(client: FlaskClient) -> None:
    assert "不在这张图里" in text_of(client, cell_at(WATER, BUSES, "&year=2022"))
    assert "选中的一格" not in text_of(client, cell_at(WATER, "没有的单位"))


def test_a_unit_with_signs_in_its_name_is_chosen_like_any_other(tmp_path: Path) -> None:
    odd = "甲&乙=丙#丁+戊 100%公司"
    text = f"述职报告\n一、主要工作\n{ON_SITE}\n"
    files = {"a.txt": text, "b.txt": text}
    with library_of(tmp_path, files) as library, app_of(library) as app:
        for row, unit in zip(library.reports(sort="added").rows, (odd, "另一公司"), strict=True):
            library.edit(row.id, unit=unit)
        client = app.test_client()
        page = text_of(client, "/heatmap")
        for address in re.findall(r'<td class="h\d"><a href="([^"]*)"', page):
            assert "选中的一格" in text_of(client, unescape(address))


# -- the highest pairs -------------------------------------------------------------------------


def test_the_highest_pairs_stand_in_a_table_and_all_of_them_on_a_page(
    client: FlaskClient, library: Library
) -> None:
    heat = library.heatmap(HeatRequest(stock=True))
    numbers = range(len(heat.rows))
    shares = [share for r in numbers for c in numbers if r != c and (share := heat.share[r][c])]
    shares.sort(reverse=True)

    def listed(page: str) -> list[str]:
        return re.findall(r'<td class="num"><b>([\d.]+)%</b>', page)

    page = text_of(client, "/heatmap?stock=1")
    assert listed(page) == [percent(share) for share in shares[:8]]
    assert f"全部 {len(shares)} 对" in page
    found = []
    for number in range(1, len(shares) // 50 + 2):
        found += listed(text_of(client, f"/heatmap?stock=1&list=1&page={number}"))
    assert found == [percent(share) for share in shares]


# -- nothing to show ---------------------------------------------------------------------------


def test_nothing_found_says_so_and_offers_a_way_out(client: FlaskClient) -> None:
    page = text_of(client, "/heatmap?year=1990")
    assert "没有符合条件的报告" in page
    assert '<a href="/heatmap">去掉筛选</a>' in page


def test_what_cannot_be_understood_is_refused_with_a_sentence(client: FlaskClient) -> None:
    assert "不在可选之列" in text_of(client, "/heatmap?by=town", 400)
    assert "不能作年份" in text_of(client, "/heatmap?year=去年", 400)


def test_an_empty_library_offers_to_take_reports_in(tmp_path: Path) -> None:
    with Library(tmp_path) as library, app_of(library) as app:
        page = text_of(app.test_client(), "/heatmap")
    assert "还没有报告" in page


def test_one_unit_alone_has_nothing_to_be_compared_with(client: FlaskClient) -> None:
    page = text_of(client, f"/heatmap?unit={quote(WATER)}")
    assert "只有一个单位，没有别的单位可比" in page
    assert len(rows(page)) == 1


# -- files -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_map_comes_as_a_file(client: FlaskClient, kind: str) -> None:
    page = text_of(client, f"{cell_at(WATER, BUSES)}&order=total&year=2022-2024")
    address = unescape(re.search(rf'href="(/heatmap/export\?[^"]*format={kind})"', page)[1])
    assert "row=" not in address
    assert "year=2022-2024" in address
    answer = client.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    if kind == "xlsx":
        assert zipfile.is_zipfile(io.BytesIO(answer.data))
    assert client.get("/heatmap/export?format=exe").status_code == 400


# -- while passages are compared ---------------------------------------------------------------


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[tuple[FakeLibrary, FlaskClient]]:
    """A library whose passages are yet to be compared; its gate holds that back."""
    library = FakeLibrary(tmp_path, a_shelf())
    library.behind = True
    library.gate.clear()
    app = create_app(library)
    yield library, app.test_client()
    library.gate.set()
    app.extensions[RELATING].close()


@pytest.mark.parametrize("address", ["/heatmap?by=year", "/clusters?size=3"])
def test_a_page_waits_for_the_comparing_without_holding_anybody_up(
    slow: tuple[FakeLibrary, FlaskClient], address: str
) -> None:
    library, client = slow
    began = time.process_time()
    page = text_of(client, address, 202)
    assert time.process_time() - began < 5
    assert "正在比对段落" in page
    assert '<meta http-equiv="refresh"' in page
    assert "<progress" in page
    assert library.related() is False
    library.gate.set()
    for _ in range(100):
        if client.get(address).status_code == 200:
            break
        time.sleep(0.05)
    assert client.get(address).status_code == 200
    assert library.compared == 1


def test_the_comparing_is_stopped_and_begun_again_by_hand(
    slow: tuple[FakeLibrary, FlaskClient],
) -> None:
    _library, client = slow
    page = text_of(client, "/heatmap?by=year", 202)
    action = re.search(r'action="(/relating/[^"]*/cancel)"', page)[1]
    fields = {
        name: unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])
        for name in ("csrf_token", "back")
    }
    answer = client.post(action, data=fields)
    stopped = answer.headers["Location"]
    for _ in range(100):
        page = text_of(client, stopped)
        if "已停止比对" in page:
            break
        time.sleep(0.05)
    assert "已停止比对" in page
    assert "refresh" not in page
    assert 'href="/heatmap?by=year">重新比对' in page
    assert "正在比对段落" in text_of(client, "/heatmap?by=year", 202)


def test_nobody_is_led_to_another_site_afterwards(
    slow: tuple[FakeLibrary, FlaskClient],
) -> None:
    library, client = slow
    job = re.search(r"/relating/([^/]+)/cancel", text_of(client, "/heatmap", 202))[1]
    assert 'href="//' not in text_of(client, f"/relating/{job}?back=//example.org/")
    library.behind = False
    assert client.get(f"/relating/{job}?back=//example.org/").headers["Location"] == "/"


# -- steps of colour ---------------------------------------------------------------------------


@given(st.lists(st.integers(0, 1000), max_size=80), st.booleans())
def test_steps_rise_within_what_there_is(printed: list[int], fine: bool) -> None:
    printed = printed if fine else [value // 10 * 10 for value in printed]
    bounds = steps(printed, fine=fine)
    assert len(bounds) <= 5
    assert list(bounds) == sorted(set(bounds))
    assert bool(bounds) == any(printed)
    assert all(bound > 0 for bound in bounds)
    if not fine:
        assert all(bound % 10 == 0 for bound in bounds)


def map_of(shares: list[list[float | None]]) -> HeatMap:
    names = tuple(f"单位{number}" for number in range(len(shares)))
    return HeatMap(
        By.UNIT, names, names, names, tuple(map(tuple, shares)), (), (),
        Cutoff(0, 0.2, None), Searched(0, 0, 0),
    )  # fmt: skip


@given(st.integers(1, 14).flatmap(lambda n: st.lists(
    st.lists(st.none() | st.floats(0, 1), min_size=n, max_size=n), min_size=n, max_size=n
)))  # fmt: skip
def test_a_cell_has_the_colour_of_the_legend_that_holds_its_number(
    shares: list[list[float | None]],
) -> None:
    found = grid(map_of(shares), "/heatmap")
    ends = {step: (float(least), most) for step, least, most in found.legend}
    for line in found.lines:
        for cell in line.cells:
            if cell.step is None:
                assert shares[cell.row][cell.column] is None
                continue
            number = 0.0 if cell.text.startswith("<") else float(cell.text)
            if cell.step:
                least, most = ends[cell.step]
                assert number >= least
                assert most is None or number <= float(most)
            else:
                assert not ends or number < ends[1][0]


def test_where_many_columns_stand_numbers_are_whole_and_little_is_not_nothing() -> None:
    shares: list[list[float | None]] = [[0.004] * 12 for _ in range(12)]
    shares[0][1], shares[0][2], shares[0][3] = 0.0, 0.154, 0.9999
    line = grid(map_of(shares), "/heatmap?by=unit").lines[0]
    assert [cell.text for cell in line.cells][:5] == ["<1", "0", "15", "99", "<1"]
    assert line.cells[2].address == "/heatmap?by=unit&row=单位0&column=单位2"
    assert line.cells[1].address == ""


def test_pairs_are_different_rows_the_highest_first() -> None:
    found = pairs(map_of([[0.9, 0.2, None], [0.3, None, 0.0], [0.2, 0.1, None]]), "/heatmap", 3)
    assert [(one.row, one.column, one.share, one.back) for one in found] == [
        (1, 0, 0.3, 0.2), (0, 1, 0.2, 0.3), (2, 0, 0.2, None),
    ]  # fmt: skip


# -- in a browser ------------------------------------------------------------------------------


@pytest.fixture
def address(library: Library) -> Iterator[str]:
    with served(library) as made:
        yield made


@pytest.mark.browser
def test_from_a_heat_cell_to_its_passages_and_on_to_the_report(
    address: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        view(browser, 1440)
        browser.get(f"{address}/reuse")
        browser.find_element(Find.CSS_SELECTOR, ".rooms a[href='/heatmap']").click()
        first = browser.find_element(Find.CSS_SELECTOR, "[data-grid] td a[tabindex='0']")
        first.send_keys(Keys.ARROW_DOWN)
        assert browser.switch_to.active_element.get_attribute("href") != first.get_attribute("href")
        href = f"a[href*='row={WATER}'][href*='column={CLEANERS}']"
        browser.find_element(Find.CSS_SELECTOR, f"[data-grid] {href}").click()
        pair = WebDriverWait(browser, 10).until(
            lambda b: b.find_element(Find.CSS_SELECTOR, "#pairs .beside-list li")
        )
        shown = browser.find_element(Find.CSS_SELECTOR, "td.on a").text
        assert browser.find_element(Find.CSS_SELECTOR, ".both-ways b").text == f"{shown}%"
        text = pair.find_element(Find.CSS_SELECTOR, ".both").text
        pair.find_element(Find.CSS_SELECTOR, ".whose a").click()
        WebDriverWait(browser, 10).until(lambda b: "/reports/" in b.current_url)
        anchor = browser.current_url.rpartition("#")[2]
        assert browser.find_element(Find.ID, anchor).text.startswith(text[:20])


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/heatmap", "/clusters", "/evidence", "/marks", "/reuse"])
def test_on_a_phone_nothing_runs_over_the_edge(
    address: str, tmp_path_factory: pytest.TempPathFactory, path: str
) -> None:
    with chromium(tmp_path_factory.mktemp("profile"), script=False) as browser:
        view(browser, 390)
        browser.get(address + path)
        wide = "return document.documentElement.scrollWidth"
        assert browser.execute_script(wide) <= 390
        if path == "/heatmap":
            top, box = (
                browser.find_element(Find.CSS_SELECTOR, part).rect["y"]
                for part in (".top-card", ".grid-card")
            )
            assert top < box


def test_stock_text_shows_in_no_cell_unless_it_is_asked_for(client: FlaskClient) -> None:
    cell = cell_at("云溪燃气公司", WATER)
    assert GUIDED[:10] not in text_of(client, cell)
    assert GUIDED[:10] in text_of(client, f"{cell}&stock=1")
