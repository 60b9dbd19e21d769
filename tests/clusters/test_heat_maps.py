"""Heat maps against the slow, obvious count, passage by passage."""

from __future__ import annotations

import pytest
from clusters_support import (
    ROLES,
    UNITS,
    YEARS,
    Alike,
    Kept,
    Written,
    scene_of,
    slow_heat,
    worlds,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import BadQuery
from search.clusters.cells import pairs_of
from search.clusters.graph import WHOLE
from search.clusters.ground import ground
from search.clusters.heating import heatmap
from search.clusters.model import By, HeatRequest
from search.model import Filters

World = tuple[list[Kept], Alike]

filters = st.builds(
    Filters,
    years=st.lists(st.sampled_from(YEARS), max_size=2).map(tuple),
    units=st.lists(st.sampled_from(UNITS), max_size=6).map(tuple),
    roles=st.lists(st.sampled_from(ROLES), max_size=2).map(tuple),
)
requests = st.builds(HeatRequest, st.sampled_from(By), filters, st.booleans())


@settings(max_examples=150, deadline=None)
@given(worlds(), requests)
def test_every_cell_is_what_counting_passage_by_passage_gives(
    world: World, request: HeatRequest
) -> None:
    on = ground(scene_of(*world), request)
    counted = heatmap(on)
    cells, of, held = slow_heat(*world, request, on.cutoff.least)
    assert set(counted.rows) == set(held)
    assert counted.columns == counted.rows
    for r, row in enumerate(counted.rows):
        assert counted.of[r] == of.get(row, 0)
        for c, column in enumerate(counted.columns):
            parts = cells.get((row, column), 0)
            assert counted.covered[r][c] == (parts + WHOLE // 2) // WHOLE
            share = counted.share[r][c]
            if not counted.of[r] or (r == c and held[row] < 2):
                assert share is None
            else:
                assert share == counted.covered[r][c] / counted.of[r]


@settings(max_examples=120, deadline=None)
@given(worlds(), requests, st.data())
def test_the_pairs_of_a_cell_add_up_to_it_and_never_stay_within_a_report(
    world: World, request: HeatRequest, data: st.DataObject
) -> None:
    scene = scene_of(*world)
    on = ground(scene, request)
    counted = heatmap(on)
    if not counted.rows:
        return
    row, column = (data.draw(st.integers(0, len(counted.rows) - 1)) for _ in range(2))
    passages, others, alike = pairs_of(on, row, column)
    parts = int((scene.graph.characters[passages] * alike).sum())
    assert counted.covered[row][column] == (parts + WHOLE // 2) // WHOLE
    assert len(set(passages.tolist())) == len(passages)
    reports = scene.places.report
    assert not (reports[passages] == reports[others]).any()
    of_row = dict(zip(on.rows.tolist(), on.groups.tolist(), strict=True))
    assert {of_row[one] for one in passages.tolist()} <= {row}
    assert {of_row[one] for one in others.tolist()} <= {column}


def test_stock_is_counted_only_when_asked_for() -> None:
    reports = [Kept(unit, 2022, (Written(30, 0),)) for unit in UNITS if unit]
    scene = scene_of(reports, {})
    hidden = heatmap(ground(scene, HeatRequest()))
    shown = heatmap(ground(scene, HeatRequest(stock=True)))
    assert hidden.cutoff.least == 8
    assert not any(map(any, hidden.covered))
    assert shown.covered[0][1] == 30


def test_rows_are_in_order_and_what_is_not_known_stands_last() -> None:
    reports = [Kept("云岭物流公司", year, (Written(20, 0),)) for year in (None, 2023, 2021)]
    assert heatmap(ground(scene_of(reports, {}), HeatRequest(By.YEAR))).rows == ("2021", "2023", "")


def test_a_map_by_report_of_too_many_reports_is_refused() -> None:
    reports = [Kept("云岭物流公司", 2021, ())] * 61
    with pytest.raises(BadQuery) as refused:
        ground(scene_of(reports, {}), HeatRequest(By.REPORT))
    assert refused.value.key == "too_many_reports"
    assert refused.value.values["limit"] == 60


def test_a_large_map_is_counted_in_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [Kept(UNITS[n % 9], 2021 + n % 3, (Written(20 + n, n % 5),)) for n in range(40)]
    alike = {(0, 1): 7000, (1, 2): 8000, (2, 4): 6100}
    request = HeatRequest(stock=True)
    whole = heatmap(ground(scene_of(reports, alike), request))
    monkeypatch.setattr("search.clusters.heating._LOT", 1)
    assert heatmap(ground(scene_of(reports, alike), request)).covered == whole.covered
