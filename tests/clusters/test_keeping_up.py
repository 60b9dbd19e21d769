"""The kept graph of alike passages follows the library: what comes in, what goes, what breaks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.model import Part
from index.normal import normalise_many
from search.clusters.graph import KEPT, SHORTEST, THRESHOLD, WHOLE, Graph
from search.clusters.keeping import NAME
from search.clusters.model import ClustersRequest
from search.clusters.relating import relate
from search.library import Library
from search.likeness import common_share
from search.model import Progress

STUDY = "全年组织理论学习中心组集中学习{}次，班子成员带头讲党课{}次，形成调研报告{}篇。"
SAFETY = "压实安全生产责任，排查整治各类隐患{}处，重大隐患全部按期销号，全年未发生{}。"
OWN = {
    "云岭港务公司": "新辟集装箱航线两条，码头岸电使用率明显提升，船舶平均在港时间缩短半天。",
    "云岭物流公司": "冷链仓储二期投入使用，城市配送网点向社区延伸，客户投诉件件有回音。",
    "云岭置业公司": "老旧小区加装电梯三十部，物业服务窗口延时开放，业主满意度稳步提高。",
}


def report(unit: str, year: int, *, accident: str = "一般以上事故") -> str:
    points = [
        STUDY.format(year % 100, year % 7, year % 5),
        SAFETY.format(year % 90, accident),
        OWN[unit],
        "特此报告。",
    ]
    heading = "一、主要工作情况"
    return "\n".join([f"{unit}{year}年工作总结", heading, *points])


def put(library: Library, folder: Path, unit: str, year: int, **changes: str) -> int:
    file = folder / unit / f"{year}年工作总结.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(report(unit, year, **changes), encoding="utf-8")
    done = library.add([folder], workers=1)
    (added,) = done.added
    return added.id


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home") as kept:
        yield kept


def graph(library: Library) -> Graph:
    return library._scenes.scene(library._store.picture()).graph


def from_cold(library: Library) -> Graph:
    return relate(library._store.catalogue, library._store.picture())


def same(left: Graph, right: Graph) -> bool:
    return all((getattr(left, name) == getattr(right, name)).all() for name in KEPT) and [
        len(getattr(left, name)) for name in KEPT
    ] == [len(getattr(right, name)) for name in KEPT]


def slow_edges(library: Library) -> dict[tuple[str, str], int]:
    """Compare every text with every other."""
    texts = [
        passage.text
        for row in library.reports().rows
        for passage in library.report(row.id).outline.passages
        if passage.part is Part.BODY
    ]
    normal = sorted({normalise_many([text])[0].text for text in texts})
    long = [text for text in normal if len(text.replace("#", "")) >= SHORTEST]
    pairs = [(one, other) for one in long for other in long if one < other]
    shares = {pair: common_share(*pair) for pair in pairs}
    return {pair: int(by * WHOLE + 1e-6) for pair, by in shares.items() if by >= THRESHOLD}


def test_edges_are_those_of_comparing_every_text_with_every_other(
    library: Library, tmp_path: Path
) -> None:
    for year, accident in ((2021, "一般以上事故"), (2022, "亡人事故"), (2023, "责任事故和火情")):
        for unit in OWN:
            put(library, tmp_path / f"{year}{unit}", unit, year, accident=accident)
    found, edges = graph(library), slow_edges(library)
    assert len(edges) >= 2
    assert sorted(found.alike.tolist()) == sorted(edges.values())
    assert len(found.keys) == len(edges)


def test_adding_one_after_the_other_gives_what_comparing_from_cold_does(
    library: Library, tmp_path: Path
) -> None:
    sizes = []
    for number, (unit, year) in enumerate((unit, year) for unit in OWN for year in (2021, 2022)):
        put(library, tmp_path / str(number), unit, year, accident=f"第{number}类事故和险情")
        assert library.related()
        assert same(graph(library), from_cold(library))
        sizes.append(len(graph(library).passages))
    assert sizes == sorted(set(sizes))


def test_what_is_removed_falls_out_and_comes_back_when_it_is_brought_back(
    library: Library, tmp_path: Path
) -> None:
    first, second = (
        put(library, tmp_path / unit, unit, 2022) for unit in ("云岭港务公司", "云岭物流公司")
    )
    before = graph(library)
    assert library.clusters(ClustersRequest(across=True)).total == 2
    library.remove([second])
    assert not library.related()
    assert library.clusters(ClustersRequest()).total == 0
    assert same(graph(library), from_cold(library))
    assert set(graph(library).passages.tolist()) < set(before.passages.tolist())
    library.bring_back(second)
    assert library.clusters(ClustersRequest(across=True)).total == 2
    assert same(graph(library), before)
    assert {first, second} == {row.id for row in library.reports().rows}


def test_nothing_is_compared_again_when_the_library_is_opened_anew(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, tmp_path / "in", "云岭港务公司", 2022)
    before = graph(library)
    monkeypatch.setattr("search.clusters.keeping.relate", None)
    with Library(library.home) as again:
        assert again.related()
        assert same(graph(again), before)


@pytest.mark.parametrize("damage", [b"", b"not arrays at all" * 999])
def test_a_damaged_file_is_made_anew(library: Library, tmp_path: Path, damage: bytes) -> None:
    put(library, tmp_path / "in", "云岭港务公司", 2022)
    (file,) = library.home.glob(f"{NAME}.arrays")
    whole = file.read_bytes()
    file.write_bytes(damage)
    with Library(library.home) as again:
        assert not again.related()
        again.relate()
        assert again.related()
    assert file.read_bytes() == whole


def test_a_graph_that_says_other_texts_than_the_engine_does_is_made_anew(
    library: Library, tmp_path: Path
) -> None:
    put(library, tmp_path / "in", "云岭港务公司", 2022)
    true = graph(library)
    other = Graph(**{**true.arrays(), "digests": true.digests + 1})
    assert same(relate(library._store.catalogue, library._store.picture(), other), true)


def test_cancelling_leaves_all_as_it_was(library: Library, tmp_path: Path) -> None:
    put(library, tmp_path / "in", "云岭港务公司", 2022)
    (file,) = library.home.glob(f"{NAME}.arrays")
    file.unlink()
    with Library(library.home) as again:
        again.relate(cancelled=lambda: True)
        assert not again.related()
        assert not file.exists()
        again.relate()
        assert again.related()


def test_progress_is_told_in_passages_and_reaches_its_end(library: Library, tmp_path: Path) -> None:
    put(library, tmp_path / "in", "云岭港务公司", 2022)
    put(library, tmp_path / "in2", "云岭物流公司", 2022)
    (library.home / f"{NAME}.arrays").unlink()
    told: list[Progress] = []
    with Library(library.home) as again:
        again.relate(progress=told.append)
        passages = len(graph(again).passages)
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert (told[0].done, told[-1].done) == (0, passages)
    assert {one.total for one in told} == {passages}


def test_of_several_who_ask_at_once_one_compares(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, tmp_path / "in", "云岭港务公司", 2022)
    (library.home / f"{NAME}.arrays").unlink()
    began: list[None] = []

    def counting(*given: object, **options: object) -> Graph:
        began.append(None)
        return relate(*given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("search.clusters.keeping.relate", counting)
    with Library(library.home) as one, Library(library.home) as other:
        askers = [threading.Thread(target=asked.relate) for asked in (one, one, other, one, other)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()
        assert one.related()
        assert other.related()
    assert len(began) == 1


def test_a_corrected_unit_needs_no_comparing_and_shows_at_once(
    library: Library, tmp_path: Path
) -> None:
    first = put(library, tmp_path / "in", "云岭港务公司", 2022)
    put(library, tmp_path / "in2", "云岭物流公司", 2022)
    assert library.clusters(ClustersRequest(across=True)).total == 2
    library.edit(first, unit="云岭物流公司")
    assert library.related()
    assert library.clusters(ClustersRequest(across=True)).total == 0
    assert library.clusters(ClustersRequest()).total == 2


def test_an_empty_library_has_no_clusters(library: Library) -> None:
    assert library.clusters(ClustersRequest()).clusters == ()
