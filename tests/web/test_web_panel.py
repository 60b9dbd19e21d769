"""The panel beside a result: the grid of units and years, its heat, the bars by year."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from search.model import Table
from tests.web.fake_library import a_report
from web.grid import SHOWN, grid
from web.heat import STEPS, heat
from web.trend import HEIGHT, trend, years_of


def a_table(**units: tuple[int | None, ...]) -> Table:
    """Units with their counts by year from 2020 on; None: no report in the library."""
    rows = tuple(units)
    columns = tuple(range(2020, 2020 + len(next(iter(units.values())))))
    counts = tuple(tuple(count or 0 for count in units[row]) for row in rows)
    held = tuple(tuple(int(count is not None) for count in units[row]) for row in rows)
    return Table(rows, columns, counts, counts, held)


@pytest.fixture
def here(app):
    with app.test_request_context("/search?q=安全生产&year=2020&page=3"):
        yield MultiDict([("q", "安全生产"), ("year", "2020"), ("page", "3")])


def test_absent_is_not_zero(here):
    shown = grid(a_table(港务=(1, 0, None), 水务=(None, None, 0)), here, passages=False)
    found, zero, absent = shown.rows[0].cells
    assert (found.count, found.held) == (1, 1)
    assert (zero.count, zero.held) == (0, 1)
    assert (absent.count, absent.held) == (0, 0)


def test_a_cell_leads_to_its_passages_and_a_zero_nowhere(here):
    found, zero = grid(a_table(港务=(2, 0)), here, passages=False).rows[0].cells
    assert unquote(found.address) == "/search?q=安全生产&unit=港务&year=2020"
    assert zero.address is None


def test_units_with_most_come_first_and_silent_ones_fold(here):
    table = a_table(港务=(1, 0), 水务=(0, 0), 城投=(2, 3))
    shown = grid(table, here, passages=False)
    assert [row.unit for row in shown.rows] == ["城投", "港务"]
    assert (shown.folded, shown.silent) == (1, 1)
    whole = grid(table, MultiDict([("q", "安全生产"), ("rows", "all")]), passages=False)
    assert [row.unit for row in whole.rows] == ["城投", "港务", "水务"]
    assert whole.folded == 0


def test_no_more_than_thirteen_units_unfold_by_themselves(here):
    many = {f"第{number}分公司": (1,) for number in range(20)}
    shown = grid(a_table(**many), here, passages=False)
    assert len(shown.rows) == SHOWN
    assert (shown.folded, shown.silent) == (20 - SHOWN, 0)
    assert unquote(shown.fold) == "/search?q=安全生产&year=2020&rows=all#grid"


def test_a_library_without_a_report_under_the_filters_has_no_grid(here):
    assert grid(Table((), (), (), (), ()), here, passages=False) is None


def test_few_counts_are_their_own_steps():
    assert [heat([3, 0, 5]).step(count) for count in range(6)] == [0, 1, 2, 3, 4, 5]
    assert heat([2]).legend() == [(1, 1, 1), (2, 2, 2)]


@given(st.lists(st.integers(0, 10**7), min_size=1))
def test_steps_rise_with_counts_and_the_legend_covers_them_without_gaps(counts):
    steps = heat(counts)
    for count in counts:
        assert (steps.step(count) == 0) == (count == 0)
        assert steps.step(count) <= STEPS
    legend = steps.legend()
    for (step, _, most), (following, least, _) in pairwise(legend):
        assert (following, least) == (step + 1, most + 1)
    for step, least, most in legend:
        assert steps.step(least) == steps.step(most) == step
    if legend:
        assert (legend[0][1], legend[-1][2]) == (1, max(counts))


def test_years_between_without_reports_stay_in_the_picture():
    table = Table(("港务",), (2019, 2022), ((1, 4),), ((1, 2),), ((1, 1),))
    years = years_of(table)
    assert [(year.year, year.occurrences, year.reports) for year in years] == [
        (2019, 1, 1), (2020, 0, 0), (2021, 0, 0), (2022, 4, 1),
    ]  # fmt: skip


def test_bars_are_to_scale_and_what_counts_something_is_visible():
    bars = trend(years_of(a_table(港务=(200, 100, 0, 1))), passages=False).bars
    assert [bar.height for bar in bars] == [HEIGHT, HEIGHT // 2, 0, 2]
    assert all(bar.top + bar.height == HEIGHT for bar in bars)


def test_the_peak_is_the_latest_of_equals_and_never_the_unknown_year():
    table = Table(
        ("港务",), (2020, 2021, 2022, None), ((0, 3, 3, 9),), ((0, 1, 1, 1),), ((1,) * 4,)
    )
    shown = trend(years_of(table), passages=False)
    assert shown.peak.year.year == 2022
    assert shown.known[0].year.year == 2021


def test_one_year_alone_is_no_trend():
    assert trend(years_of(a_table(港务=(3,))), passages=False) is None


def test_the_page_shows_grid_and_trend_and_switches_what_they_count(client, library):
    library.kept[90] = a_report(90, unit="水务集团", year=2021, texts=("安全生产、安全生产。",))
    page = client.get("/search?q=安全生产").text
    row = re.search(r"水务集团</a></th>(.*?)</tr>", page, re.S)[1]
    assert re.sub(r"<[^>]*>", " ", row).split() == ["库中无报告", "8", *["库中无报告"] * 3, "8"]
    assert 'aria-label="2020 年 18，' in page
    switch = next(link for link in re.findall(r'href="([^"]*)"', page) if "count=passages" in link)
    page = client.get(html.unescape(switch).split("#")[0]).text
    row = re.search(r"水务集团</a></th>(.*?)</tr>", page, re.S)[1]
    assert re.sub(r"<[^>]*>", " ", row).split() == ["库中无报告", "7", *["库中无报告"] * 3, "7"]
    assert '<input type="hidden" form="search" name="count" value="passages">' in page


def test_words_are_counted_by_passages_only(client):
    page = client.get("/search?q=安全生产督促&mode=words").text
    assert "各单位各年段数" in page
    assert "count=passages" not in page


def test_a_cell_of_the_page_filters_to_what_it_counts(client):
    page = client.get("/search?q=安全生产").text
    cell = re.search(r'<td class="h\d"><a href="([^"]*)">(\d+)</a>', page)
    found = client.get(html.unescape(cell[1])).text
    assert f"<b>{cell[2]}</b> 处" in found
