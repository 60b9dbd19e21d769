"""Clusters of any graph: against the slow, obvious way, and what must always hold."""

from __future__ import annotations

import random

import numpy as np
from clusters_support import Alike, Kept, graph_of_edges, likeness, scene_of, worlds
from hypothesis import given, settings
from hypothesis import strategies as st

from index.units import is_known
from search.clusters.graph import WHOLE, Graph
from search.clusters.grouping import group

World = tuple[list[Kept], Alike]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Draw a graph of up to 25 texts, some of which stand in several passages."""
    texts = draw(st.integers(1, 25))
    copies = draw(st.lists(st.integers(1, 3), min_size=texts, max_size=texts))
    held = [text for text, count in enumerate(copies) for _ in range(count)]
    passages = [(1 + place, 20, text) for place, text in enumerate(held)]
    number = st.integers(0, texts - 1)
    some = draw(st.dictionaries(st.tuples(number, number), st.integers(6000, 6005), max_size=50))
    return graph_of_edges(passages, {pair: by for pair, by in some.items() if pair[0] < pair[1]})


def slow_groups(graph: Graph) -> tuple[list[int], list[int]]:
    """Take one medoid after the other; then let every other text choose among them."""
    nodes = range(len(graph.digests))
    counts = np.bincount(graph.nodes, minlength=len(nodes)).tolist()
    near: dict[int, dict[int, int]] = {node: {} for node in nodes}
    for left, right, by in zip(*graph.edges, graph.alike, strict=True):
        near[int(left)][int(right)] = near[int(right)][int(left)] = int(by)
    around = {node: counts[node] + sum(counts[other] for other in near[node]) for node in nodes}
    order = sorted(nodes, key=lambda node: (-around[node], graph.digests[node]))
    medoids: list[int] = []
    for node in order:
        if not set(medoids) & set(near[node]):
            medoids.append(node)
    chosen = [
        node
        if node in medoids
        else max(
            set(medoids) & set(near[node]), key=lambda one: (near[node][one], -order.index(one))
        )
        for node in nodes
    ]
    return chosen, [WHOLE if one == node else near[node][one] for node, one in enumerate(chosen)]


@settings(max_examples=400, deadline=None)
@given(graphs())
def test_clusters_are_those_of_taking_one_medoid_after_the_other(graph: Graph) -> None:
    found = group(graph)
    assert (found.medoids.tolist(), found.alike.tolist()) == slow_groups(graph)


@settings(max_examples=200, deadline=None)
@given(graphs())
def test_every_member_is_alike_with_its_medoid_and_no_two_medoids_are(graph: Graph) -> None:
    found = group(graph)
    edges = set(zip(*(side.tolist() for side in graph.edges), strict=True))
    for node, medoid in enumerate(found.medoids.tolist()):
        assert node == medoid or (min(node, medoid), max(node, medoid)) in edges
    medoids = set(found.medoids.tolist())
    assert all(found.medoids[medoid] == medoid for medoid in medoids)
    assert not any({left, right} <= medoids for left, right in edges)


def test_a_chain_of_alike_texts_is_no_cluster() -> None:
    chain: Alike = {(text, text + 1): 6500 for text in range(20)}
    graph = graph_of_edges([(1 + text, 20, text) for text in range(21)], chain)
    sizes = np.bincount(group(graph).medoids)
    assert sizes.max() == 3


@settings(max_examples=200, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_which_passages_make_a_cluster_does_not_depend_on_their_ids(
    world: World, source: random.Random
) -> None:
    reports, alike = world
    turned = list(reports)
    source.shuffle(turned)
    texts = [
        sorted(
            sorted(scene.graph.digests[scene.graph.nodes[scene.clusters.rows_of(one)]].tolist())
            for one in range(len(scene.clusters.ids))
        )
        for scene in (scene_of(reports, alike), scene_of(turned, alike))
    ]
    assert texts[0] == texts[1]


@settings(max_examples=200, deadline=None)
@given(worlds(), st.integers(1, 9))
def test_a_text_is_stock_where_it_stands_with_its_like_in_so_many_known_units(
    world: World, least: int
) -> None:
    reports, alike = world
    scene = scene_of(reports, alike)
    stock = scene.stock(least)
    for passage, node in zip(_texts(reports), scene.graph.nodes.tolist(), strict=True):
        if node >= 0:
            units = {
                report.unit
                for report in reports
                for other in report.passages
                if likeness(alike, passage, other.text) and is_known(report.unit)
            }
            assert stock[node] == (len(units) >= least)
    assert not scene.stock(None).any()


@settings(max_examples=200, deadline=None)
@given(worlds())
def test_a_cluster_is_counted_as_its_passages_are(world: World) -> None:
    reports, alike = world
    scene = scene_of(reports, alike)
    table = scene.clusters
    owner = [number for number, report in enumerate(reports) for _ in report.passages]
    seen: list[int] = []
    for one, first in enumerate(table.ids.tolist()):
        rows = table.rows_of(one).tolist()
        mine = [reports[owner[row]] for row in rows]
        assert len(rows) == table.sizes[one] >= 2
        assert first - 1 in rows
        assert table.reports[one] == len({owner[row] for row in rows})
        assert table.units[one] == len({own.unit for own in mine if is_known(own.unit)})
        assert table.years[one] == len({own.year for own in mine if own.year})
        assert table.characters[one] == sum(scene.graph.characters[rows].tolist())
        medoid = _texts(reports)[first - 1]
        least = min(likeness(alike, medoid, _texts(reports)[row]) for row in rows)
        assert table.alike[one] == least >= 6000
        seen += rows
    assert len(seen) == len(set(seen))


def _texts(reports: list[Kept]) -> list[int]:
    return [passage.text for report in reports for passage in report.passages]
