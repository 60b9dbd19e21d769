"""Clusters and heat maps of a small library, asked through the facade."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests_support import library_of

from index.errors import BadQuery, ReportNotFound
from search.clusters.model import By, ClustersRequest, HeatRequest
from search.library import Library
from search.model import Filters

GUIDED = "一年来认真落实上级各项决策部署，统筹推进改革发展稳定各项任务，较好完成全年目标。"
PATROL = "全年组织夜间巡查{}次，出动人员{}人次，发现并整改占道堆物问题{}处，居民满意度明显提高。"
RESCUE = "组建{}支水上应急救援队伍，配齐冲锋舟和救生衣，汛期二十四小时值守，转移群众{}人。"
MARKET = "老城南门集贸市场改造完工，摊位划线入格，雨天不再积水，夜里不再摆到马路上来。"
TALKS = "班子成员每月至少两次到一线现场办公，把群众反映的难点一件一件解决在现场。"
TALKS_EDITED = "班子成员每月不少于两次到车间一线现场办公，把职工反映的难点一件一件解决在现场。"
UNITS = tuple(
    f"云溪{name}公司"
    for name in ("水务", "环卫", "公交", "燃气", "供热", "园林", "停车", "粮储", "文旅")
)


def texts() -> dict[str, str]:
    """All say GUIDED, two units share PATROL, one repeats RESCUE, one edits another's TALKS."""
    said: dict[tuple[str, int], list[str]] = {(unit, 2022): [GUIDED] for unit in UNITS}
    said[UNITS[0], 2022] += [PATROL.format(30, 120, 56), TALKS]
    said[UNITS[1], 2022] += [PATROL.format(41, 150, 77), PATROL.format(12, 99, 31)]
    said[UNITS[2], 2022] += [RESCUE.format(3, 210), MARKET]
    said[UNITS[2], 2023] = [RESCUE.format(4, 260)]
    said[UNITS[3], 2023] = [TALKS_EDITED]
    return {
        f"{unit}/{year}年工作总结.txt": "\n".join([f"{year}年工作总结", "一、主要工作", *points])
        for (unit, year), points in said.items()
    }


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(tmp_path_factory.mktemp("clusters"), texts()) as kept:
        yield kept


def openings(library: Library, **request: object) -> list[str]:
    found = library.clusters(ClustersRequest(**request))  # type: ignore[arg-type]
    return [one.members[0].text[:2] for one in found.clusters]


def test_every_copied_text_is_one_cluster_the_largest_first(library: Library) -> None:
    found = library.clusters(ClustersRequest())
    assert [one.size for one in found.clusters] == [9, 3, 2, 2]
    assert (found.total, found.passages) == (4, 16)
    assert found.searched.reports == 11
    assert MARKET not in {member.text for one in found.clusters for member in one.members}


def test_units_stand_in_the_order_of_their_first_years(library: Library) -> None:
    for one in library.clusters(ClustersRequest(members=None)).clusters:
        firsts: dict[str | None, int] = {}
        for member in one.members:
            firsts[member.unit] = min(member.year or 9999, firsts.get(member.unit, 9999))
        assert {stop.unit: stop.year for stop in one.standing} == firsts
        years = [stop.year or 9999 for stop in one.standing]
        assert years == sorted(years)


def test_short_ones_can_be_left_out_and_long_ones_in_many_units_come_first(
    library: Library,
) -> None:
    everything = library.clusters(ClustersRequest())
    long = library.clusters(ClustersRequest(length=40, order="weight"))
    assert {one.id for one in long.clusters} == {
        one.id for one in everything.clusters if one.length >= 40
    }
    weights = [one.length * one.units for one in long.clusters]
    assert weights == sorted(weights, reverse=True)
    assert long.total + long.hidden == everything.total


ADDRESS = "各位代表：现在，我代表区人民政府，向大会报告工作，请予审议，并请政协委员提出意见。"
ROW = "公共文化服务体系建设与示范区创建{}经费\t{}\t{}\t{}\n"


def test_salutations_datelines_and_rows_of_tables_can_be_left_out(tmp_path: Path) -> None:
    def text(year: int) -> str:
        rows = "".join(
            ROW.format(name, 1200 + len(name), 900, 300) for name in ("专项", "奖补", "业务")
        )
        head = "项目名称\t合计\t人员\t公用\n"
        return f"{year}年工作总结\n{ADDRESS}\n一、主要工作\n{TALKS}\n{MARKET}\n{head}{rows}"

    files = {f"{unit}/{year}年工作总结.txt": text(year) for unit in UNITS[:2] for year in (2022,)}
    with library_of(tmp_path, files) as library:
        everything = {one.members[0].text for one in library.clusters(ClustersRequest()).clusters}
        assert ADDRESS in everything
        assert any("\t" in one for one in everything)
        found = library.clusters(ClustersRequest(forms=False))
        assert {one.members[0].text for one in found.clusters} == {TALKS, MARKET}
        assert found.hidden == len(everything) - 2


def test_a_cluster_says_where_its_passages_stand(library: Library) -> None:
    patrol = library.clusters(ClustersRequest(order="size")).clusters[1]
    assert (patrol.units, patrol.years, patrol.reports) == (2, (2022,), 2)
    assert patrol.characters == sum(len(member.text) for member in patrol.members)
    assert patrol.similarity == 1.0
    assert patrol.id == patrol.members[0].passage_id == min(m.passage_id for m in patrol.members)


def test_edited_members_stand_behind_the_medoid_and_say_how_similar_they_are(
    library: Library,
) -> None:
    (talks,) = library.clusters(
        ClustersRequest(filters=Filters(units=UNITS[3:4] + UNITS[:1]), across=True, stock=False)
    ).clusters
    first, second = talks.members
    assert first.similarity == 1.0
    assert second.similarity == talks.similarity
    assert 0.6 <= talks.similarity < 1


def test_a_cluster_passes_filters_when_two_of_its_passages_do(library: Library) -> None:
    assert openings(library, filters=Filters(years=(2023,))) == []
    assert openings(library, filters=Filters(years=(2022,))) == ["一年", "全年"]
    assert openings(library, filters=Filters(units=(UNITS[2],))) == ["组建"]
    assert openings(library, filters=Filters(units=UNITS[1:2])) == ["全年"]


def test_across_keeps_clusters_of_several_known_units(library: Library) -> None:
    assert "组建" in openings(library)
    assert openings(library, across=True) == ["一年", "全年", "班子"]


def test_stock_is_marked_can_be_left_out_and_its_cutoff_moved(library: Library) -> None:
    found = library.clusters(ClustersRequest())
    assert [one.stock for one in found.clusters] == [True, False, False, False]
    assert (found.cutoff.units, found.cutoff.least) == (9, 8)
    assert openings(library, stock=False, across=True) == ["全年", "班子"]
    assert openings(library, stock=False, across=True, stock_share=1.0)[0] == "全年"


def test_size_is_the_least_one_wanted(library: Library) -> None:
    assert openings(library, size=3) == ["一年", "全年"]
    assert openings(library, size=10) == []


def test_pages_follow_one_another_in_every_order(library: Library) -> None:
    for order in ("size", "units", "years", "characters"):
        whole = library.clusters(ClustersRequest(order=order))
        pages = [
            library.clusters(ClustersRequest(order=order, limit=1, offset=n)) for n in range(5)
        ]
        assert tuple(one for page in pages for one in page.clusters) == whole.clusters
        assert {page.total for page in pages} == {whole.total}
    by_years = library.clusters(ClustersRequest(order="years")).clusters
    assert [len(one.years) for one in by_years] == [2, 2, 1, 1]


def test_an_unknown_order_is_refused(library: Library) -> None:
    with pytest.raises(BadQuery) as refused:
        library.clusters(ClustersRequest(order="beauty"))
    assert refused.value.values["field"] == "order"


def test_a_list_shows_the_first_members_and_the_cluster_itself_all(library: Library) -> None:
    listed = library.clusters(ClustersRequest()).clusters[0]
    whole = library.cluster(listed.id)
    assert len(listed.members) < listed.size == len(whole.members)
    assert whole.members[: len(listed.members)] == listed.members


def test_a_cluster_is_found_by_any_of_its_passages(library: Library) -> None:
    listed = library.clusters(ClustersRequest()).clusters[1]
    for member in listed.members:
        assert library.cluster(member.passage_id).id == listed.id


def test_a_passage_that_stands_alone_has_no_cluster(library: Library) -> None:
    (row,) = library.reports(Filters(units=(UNITS[2],), years=(2022,))).rows
    report = library.report(row.id)
    place = [passage.text for passage in report.outline.passages].index(MARKET)
    with pytest.raises(ReportNotFound) as missing:
        library.cluster(report.first_passage + place)
    assert missing.value.key == "no_such_cluster"
    with pytest.raises(ReportNotFound) as missing:
        library.cluster(10**9)
    assert missing.value.key == "no_such_passage"


def test_a_heat_map_by_unit_leaves_stock_out_unless_asked_for(library: Library) -> None:
    found = library.heatmap(HeatRequest())
    water, waste, bus = (found.rows.index(unit) for unit in UNITS[:3])
    assert found.covered[water][waste] == len(PATROL.format(30, 120, 56))
    assert found.covered[waste][water] == 2 * len(PATROL.format(41, 150, 77)) - 1
    assert found.share[water][water] is None  # its only report
    assert found.covered[bus][bus] == 2 * len(RESCUE.format(3, 210))
    assert found.covered[water][bus] == 0
    with_stock = library.heatmap(HeatRequest(stock=True))
    assert with_stock.covered[water][bus] == len(GUIDED)
    assert found.of == with_stock.of


def test_a_heat_map_counts_only_what_the_filters_let_through(library: Library) -> None:
    found = library.heatmap(HeatRequest(By.YEAR, Filters(units=(UNITS[2],))))
    assert found.rows == ("2022", "2023")
    assert found.covered[0][1] == len(RESCUE.format(3, 210))
    assert library.heatmap(HeatRequest(By.YEAR, Filters(years=(2023,)))).rows == ("2023",)


def test_a_cell_opens_its_pairs_and_both_directions(library: Library) -> None:
    request = HeatRequest()
    cell = library.heat_cell(request, UNITS[0], UNITS[1])
    found = library.heatmap(request)
    row, column = found.rows.index(UNITS[0]), found.rows.index(UNITS[1])
    assert (cell.covered, cell.of) == (found.covered[row][column], found.of[row])
    assert (cell.back, cell.back_covered) == (found.share[column][row], found.covered[column][row])
    (pair,) = cell.pairs
    assert (pair.left.unit, pair.right.unit, cell.total) == (UNITS[0], UNITS[1], 1)
    assert pair.left.text == PATROL.format(30, 120, 56)
    assert pair.left.similarity == pair.right.similarity == 1.0


def test_pages_of_a_cell_follow_one_another(library: Library) -> None:
    request = HeatRequest()
    whole = library.heat_cell(request, UNITS[1], UNITS[0])
    pages = [
        library.heat_cell(request, UNITS[1], UNITS[0], limit=1, offset=number)
        for number in range(whole.total)
    ]
    assert whole.total == 2
    assert tuple(pair for page in pages for pair in page.pairs) == whole.pairs
    lengths = [len(pair.left.text) for pair in whole.pairs]
    assert lengths == sorted(lengths, reverse=True)


def test_a_cell_that_the_map_has_not_is_refused(library: Library) -> None:
    with pytest.raises(BadQuery) as refused:
        library.heat_cell(HeatRequest(), UNITS[0], "没有的公司")
    assert refused.value.values["field"] == "column"


def test_reports_stand_against_each_other_by_id(library: Library) -> None:
    rows = library.reports(Filters(units=UNITS[:2])).rows
    ids = tuple(row.id for row in rows)
    found = library.heatmap(HeatRequest(By.REPORT, Filters(reports=ids)))
    assert set(found.rows) == set(map(str, ids))
    assert all(unit in " ".join(found.labels) for unit in UNITS[:2])
    assert [found.share[place][place] for place in range(2)] == [None, None]
    assert min(found.covered[0][1], found.covered[1][0]) > 0
