"""Made-up scenes for clusters and heat maps, and the slow, obvious way to count them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from index.catalogue import Record, Snapshot
from index.catalogue.columns import columns_of
from index.model import Role
from index.units import is_known
from search.clusters.graph import WHOLE, Graph, edge_keys
from search.clusters.model import By, HeatRequest
from search.clusters.scene import Scene

UNITS = (
    None,
    "云岭港务公司",
    "云岭物流公司",
    "XX局",
    *(f"第{n}分公司" for n in "一二三四五六七八九"),
)
YEARS = (None, 2021, 2022, 2023)
ROLES = (None, Role.DONE, Role.PLANS)


@dataclass(frozen=True)
class Written:
    """A passage: its characters, its text's number (-1: too short), its role."""

    characters: int
    text: int
    role: Role | None = None


@dataclass(frozen=True)
class Kept:
    """A report with its passages."""

    unit: str | None
    year: int | None
    passages: tuple[Written, ...]


Alike = dict[tuple[int, int], int]  # texts, the lower first: ten-thousandths


@st.composite
def worlds(draw: st.DrawFn, units: Sequence[str | None] = UNITS) -> tuple[list[Kept], Alike]:
    """Draw some reports and which of their texts are alike."""
    texts = draw(st.integers(1, 9))
    passage = st.builds(
        Written, st.integers(1, 40), st.integers(-1, texts - 1), st.sampled_from(ROLES)
    )
    report = st.builds(
        Kept,
        st.sampled_from(units),
        st.sampled_from(YEARS),
        st.lists(passage, max_size=5).map(tuple),
    )
    reports = draw(st.lists(report, min_size=1, max_size=14))
    pairs = st.tuples(st.integers(0, texts - 1), st.integers(0, texts - 1))
    some = draw(st.dictionaries(pairs, st.integers(6000, 6010), max_size=16))
    held = {passage.text for report in reports for passage in report.passages}
    alike = {
        (min(pair), max(pair)): by
        for pair, by in some.items()
        if pair[0] != pair[1] and set(pair) <= held
    }
    return reports, alike


def graph_of_edges(passages: Sequence[tuple[int, int, int]], alike: Alike) -> Graph:
    """Return the graph of passages (id, characters, text), whose digests rise with the texts."""
    held = sorted({text for _, _, text in passages if text >= 0})
    number = {text: node for node, text in enumerate(held)} | {-1: -1}
    edges = sorted((number[one], number[other], by) for (one, other), by in alike.items())
    lefts, rights, alike_by = (
        np.array([edge[place] for edge in edges], dtype=np.int64) for place in range(3)
    )
    return Graph(
        passages=np.array([one for one, _, _ in passages], dtype=np.int64),
        characters=np.array([size for _, size, _ in passages], dtype=np.int32),
        nodes=np.array([number[text] for _, _, text in passages], dtype=np.int32),
        digests=np.array([7 * text + 1 for text in held], dtype=np.uint64),
        keys=edge_keys(lefts, rights),
        alike=alike_by.astype(np.uint16),
    )


def scene_of(reports: Sequence[Kept], alike: Alike) -> Scene:
    """Return the scene of some reports; their passages are numbered from 1."""
    records, codes, passages = [], [], []
    first = 1
    for number, report in enumerate(reports, start=1):
        count = len(report.passages)
        records.append(
            Record(
                id=number,
                file=f"{number}.txt",
                sha256="",
                added="",
                title=f"报告{number}",
                year=report.year,
                unit=report.unit,
                kind=None,
                sections=0,
                first_passage=first,
                passages=count,
                characters=sum(one.characters for one in report.passages),
            )
        )
        codes.append(bytes(_code(one) for one in report.passages))
        passages += [
            (first + place, one.characters, one.text) for place, one in enumerate(report.passages)
        ]
        first += count
    columns = columns_of(records, codes)
    snapshot = Snapshot(1, "engine-000001", tuple(records), columns, 0)
    return Scene(snapshot, graph_of_edges(passages, alike))


def _code(passage: Written) -> int:
    from index.catalogue.shapes import PARTS, ROLES
    from index.model import Part

    return PARTS.index(Part.BODY) | ROLES.index(passage.role) << 2


def likeness(alike: Alike, one: int, other: int) -> int:
    """Return by how much two texts are alike, 0 where they are not."""
    if one < 0 or other < 0:
        return 0
    return WHOLE if one == other else alike.get((min(one, other), max(one, other)), 0)


def slow_stock(reports: Sequence[Kept], alike: Alike, text: int, least: int | None) -> bool:
    """Say whether a text stands, with those alike with it, in so many known units."""
    units = {
        report.unit
        for report in reports
        for passage in report.passages
        if likeness(alike, text, passage.text) and is_known(report.unit)
    }
    return least is not None and len(units) >= least


def slow_heat(
    reports: Sequence[Kept], alike: Alike, request: HeatRequest, least: int | None
) -> tuple[dict[tuple[str, str], int], dict[str, int], dict[str, int]]:
    """Count a heat map passage by passage: ten-thousandths of characters by cell, all characters
    by row, reports by row.
    """

    def row(number: int) -> str:
        report = reports[number]
        value = {By.UNIT: report.unit, By.YEAR: report.year, By.REPORT: number + 1}[request.by]
        return "" if value is None else str(value)

    filters = request.filters
    chosen = [
        number
        for number, report in enumerate(reports)
        if (not filters.years or report.year in filters.years)
        and (not filters.units or report.unit in filters.units)
    ]

    def counted(number: int) -> list[Written]:
        return [
            one
            for one in reports[number].passages
            if not filters.roles or one.role in filters.roles
        ]

    cells: dict[tuple[str, str], int] = {}
    of: dict[str, int] = {}
    held: dict[str, int] = {}
    for number in chosen:
        held[row(number)] = held.get(row(number), 0) + 1
        for passage in counted(number):
            of[row(number)] = of.get(row(number), 0) + passage.characters
            if not request.stock and slow_stock(reports, alike, passage.text, least):
                continue
            best: dict[str, int] = {}
            for other in chosen:
                for one in counted(other) if other != number else ():
                    by = likeness(alike, passage.text, one.text)
                    best[row(other)] = max(best.get(row(other), 0), by)
            for column, by in best.items():
                cell = row(number), column
                cells[cell] = cells.get(cell, 0) + by * passage.characters
    return cells, of, held
