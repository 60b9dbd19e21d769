"""Does the engine hold what the catalogue says, and does the catalogue hold together?

Out: problems as message keys with values, none if all is well. Nothing is changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from index.catalogue import Catalogue, Snapshot
from index.engine import Engine, View
from index.errors import DamagedHome, DuizhaoError
from index.folding import fold

Problem = tuple[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found: how much was looked at, and what is wrong."""

    reports: int
    passages: int
    problems: tuple[Problem, ...]


@runtime_checkable
class Verifying(Protocol):
    """An engine that can read all of its files and name those that are damaged."""

    def verify(self) -> tuple[str, ...]:
        """Return what is damaged, nothing if all is well."""


def check(catalogue: Catalogue, open_engine: Callable[[str], Engine]) -> Findings:
    """Check the catalogue against itself, and the engine in use against the catalogue."""
    try:
        snapshot = catalogue.snapshot()
    except DuizhaoError as error:
        return Findings(0, 0, ((error.key, error.values),))
    removed: dict[int, int] = {}
    problems = [
        *_noted(_database(catalogue)),
        *_noted(_originals(catalogue)),
        *_noted(_outlines(catalogue, snapshot, removed)),
        *_noted(_engine(catalogue, open_engine, removed)),
    ]
    return Findings(
        reports=len(snapshot.records),
        passages=int(snapshot.columns.counts.sum()),
        problems=tuple(problems),
    )


def consistent(catalogue: Catalogue, engine: Engine) -> tuple[Snapshot, View]:
    """Return a snapshot and a view that holds all of it, whatever is written meanwhile.

    What is added stands in the engine first, and what is removed leaves the catalogue first: so a
    view opened while the generation did not change holds every report of that generation.
    """
    snapshot = catalogue.snapshot()
    while True:
        view = engine.view()
        if catalogue.state().generation == snapshot.generation:
            return snapshot, view
        view.close()
        snapshot = catalogue.snapshot()


def against(held: Mapping[int, int], snapshot: Snapshot) -> Iterator[Problem]:
    """Hold what an engine says that it holds against the live reports."""
    for record in snapshot.records:
        if record.id not in held:
            yield "report_not_in_engine", {"report": record.id, "file": record.file}
        elif held[record.id] != record.passages:
            yield (
                "passages_differ",
                {
                    "report": record.id,
                    "file": record.file,
                    "engine": held[record.id],
                    "catalogue": record.passages,
                },
            )
    live = {record.id for record in snapshot.records}
    for report_id in sorted(held.keys() - live):
        yield "report_only_in_engine", {"report": report_id}


def _database(catalogue: Catalogue) -> Iterator[Problem]:
    found = catalogue.integrity()
    if found is not None:
        yield "catalogue_damaged", {"file": str(catalogue.file), "detail": found}


def _originals(catalogue: Catalogue) -> Iterator[Problem]:
    for sha256, data in catalogue.originals():
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            yield "original_differs", {"sha256": sha256}


def _outlines(
    catalogue: Catalogue, snapshot: Snapshot, removed: dict[int, int]
) -> Iterator[Problem]:
    """Note in `removed` how many removed pieces of each report can be found."""
    for record in snapshot.records:
        try:
            outline = catalogue.entry(record.id).outline
        except DuizhaoError as error:
            yield error.key, {"file": record.file} | error.values
            continue
        removed[record.id] = sum(1 for piece in outline.removed if fold(piece.text))
        passages = outline.passages
        in_order = [passage.index for passage in passages] == list(range(record.passages))
        if not in_order or sum(len(p.text) for p in passages) != record.characters:
            yield "outline_differs", {"report": record.id, "file": record.file}


def _engine(
    catalogue: Catalogue, open_engine: Callable[[str], Engine], removed: Mapping[int, int]
) -> Iterator[Problem]:
    engine = open_engine(catalogue.state().engine)
    damaged = engine.verify() if isinstance(engine, Verifying) else ()
    try:
        snapshot, view = consistent(catalogue, engine)
    except DamagedHome as error:
        if error.key == "outdated_engine":  # made by an older version, and nothing broke
            damaged = ()
        yield from (("engine_damaged", {"part": part}) for part in damaged)
        raise
    yield from (("engine_damaged", {"part": part}) for part in damaged)
    try:
        yield from against(view.holdings(), snapshot)
        yield from _removed(view.removed_held(), snapshot, removed)
    finally:
        view.close()


def _removed(
    held: Mapping[int, int], snapshot: Snapshot, removed: Mapping[int, int]
) -> Iterator[Problem]:
    """Hold the removed pieces that an engine has against those of the outlines that were read."""
    for record in snapshot.records:
        if removed.get(record.id, 0) != held.get(record.id, 0) and record.id in removed:
            yield (
                "removed_differ",
                {
                    "report": record.id,
                    "file": record.file,
                    "engine": held.get(record.id, 0),
                    "catalogue": removed[record.id],
                },
            )


def _noted(problems: Iterator[Problem]) -> Iterator[Problem]:
    """Pass problems on; what keeps one part from being checked at all is a problem too."""
    try:
        yield from problems
    except DuizhaoError as error:
        yield error.key, error.values
