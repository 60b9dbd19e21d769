"""A process that is killed while it adds leaves every report wholly there or wholly absent."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest
from keeping_support import a_store, a_text, mark_of, packed, reports_with, written
from kill_support import (
    add,
    bring_back_first,
    killed_at,
    reindex,
    remove_first,
    retitle_second,
    started,
)

from index.store import Store

UNIT = "滨江水务公司"
KILLS = 60
FILES = 5


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder of reports, each of which is committed on its own."""
    for seed in range(FILES):
        written(tmp_path / "报送", f"{seed}.txt", a_text(seed=seed, points=5))
    return tmp_path / "报送"


def all_is_whole(store: Store) -> dict[str, int]:
    """Check that every report is wholly there or wholly absent; return ids by file."""
    records = store.catalogue.snapshot().records
    for record in records:
        seed = int(record.file[0])
        text = a_text(seed=seed, points=5)
        outline = store.catalogue.entry(record.id).outline
        assert tuple(p.text for p in outline.passages) == packed(text).texts
        assert store.catalogue.original(record.id)[1] == text.encode()
    assert store.catalogue.passage_count() == sum(record.passages for record in records)
    present = {record.file: record.id for record in records}
    for seed in range(FILES):
        expected = [present[f"{seed}.txt"]] if f"{seed}.txt" in present else []
        assert reports_with(store, mark_of(UNIT, 2023, seed)) == expected
    assert {key for key, _ in store.check().problems} <= {"report_only_in_engine"}
    return present


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_sixty_kills_at_random_moments_lose_nothing_and_store_no_half(
    tmp_path: Path, desk: Path
) -> None:
    add(a_store(tmp_path / "warm"), desk)  # loads what later processes inherit
    process = started(tmp_path / "timed", add, desk)
    begun = time.monotonic()
    process.join()
    whole_run = time.monotonic() - begun
    moments = random.Random(20231231)  # noqa: S311 - moments, not secrets
    home = tmp_path / "home"
    counts, strays = set(), 0
    for kill in range(KILLS):
        process = started(home, add, desk)
        time.sleep((kill + moments.random()) / KILLS * whole_run)
        process.kill()
        process.join()
        store = a_store(home)
        present = all_is_whole(store)
        counts.add(len(present))
        engine = store.picture().view.holdings()
        strays += len(engine.keys() - set(present.values()))
        used = max([0, *engine, *present.values()])
        if kill % 3 == 0:
            store.reindex()
            assert store.check().problems == ()
        outcome = store.add([desk])
        assert {entry.file: entry.id for entry in outcome.unchanged} == present
        assert all(entry.id > used for entry in outcome.added)
        assert len(all_is_whole(store)) == FILES
        assert store.check().problems == ()
        store.close()
        shutil.rmtree(home)
    assert len(counts) >= 4, "the kills should fall all over the run"


ENGINE = "index.engines.embedded.engine"
CHANGE = "index.catalogue.changes:Change"
PLACES = [
    "index.catalogue.catalogue:Catalogue.reserve before 2",
    "index.catalogue.catalogue:Catalogue.reserve after 2",
    f"{ENGINE}:write_segment before 2",
    f"{ENGINE}:write_segment after 2",
    f"{ENGINE}:write_manifest after 1",
    f"{ENGINE}:write_manifest before 3",
    f"{ENGINE}:write_manifest after 3",
    f"{ENGINE}:remove_segments after 2",
    f"{CHANGE}.insert before 2",
    f"{CHANGE}.insert after 2",
    f"{CHANGE}.settle after 2",
    "index.ingest.adding:Adding.commit after 2",
]


@pytest.mark.parametrize("place", PLACES)
def test_dying_at_any_step_of_a_commit_leaves_the_commits_before_it(
    tmp_path: Path, desk: Path, place: str
) -> None:
    home = tmp_path / "home"
    assert killed_at(home, add, desk, place)
    store = a_store(home)
    present = all_is_whole(store)
    assert len(present) < FILES
    outcome = store.add([desk])
    assert {entry.file: entry.id for entry in outcome.unchanged} == present
    assert len(all_is_whole(store)) == FILES
    assert store.check().problems == ()


CHANGES = {
    "remove": remove_first,
    "bring back": bring_back_first,
    "retitle": retitle_second,
    "reindex": reindex,
    "replace": add,
}
STEPS = [
    f"{ENGINE}:EmbeddedEngine.commit before 1",
    f"{ENGINE}:EmbeddedEngine.commit after 1",
    f"{ENGINE}:write_segment after 1",
    f"{ENGINE}:write_manifest before 1",
    f"{CHANGE}.retire after 1",
    f"{CHANGE}.revive after 1",
    f"{CHANGE}.correct after 1",
    f"{CHANGE}.answer_with after 1",
    f"{ENGINE}:EmbeddedEngine.drop before 1",
]


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_dying_in_the_middle_of_a_change_leaves_it_done_or_undone(
    tmp_path: Path, change: str
) -> None:
    whole = tmp_path / "whole"
    desk = tmp_path / "报送"
    store = a_store(whole)
    paths = [written(desk, f"{seed}.txt", a_text(seed=seed)) for seed in range(3)]
    store.add(paths)
    if change == "bring back":
        store.remove([1])
    if change == "replace":
        written(desk, "1.txt", a_text(seed=7))
    before = _state(store)
    store.catalogue.settle()
    store.close()
    after = tmp_path / "after"
    shutil.copytree(whole, after)
    store = a_store(after)
    CHANGES[change](store, desk)
    done = _state(store)
    store.close()
    reached = 0
    for number, step in enumerate(STEPS):
        home = tmp_path / f"home{number}"
        shutil.copytree(whole, home)
        reached += killed_at(home, CHANGES[change], desk, step)
        store = a_store(home)
        assert _state(store) in (before, done), step
        assert {key for key, _ in store.check().problems} <= {"report_only_in_engine"}, step
        store.reindex()
        assert store.check().problems == ()
        assert _state(store) in (before, done), step
        store.close()
    assert reached >= 3


def _state(store: Store) -> object:
    """What a reader can tell: who is live under which title, and where phrases stand."""
    records = store.picture().snapshot.records
    return (
        [(record.id, record.file, record.title) for record in records],
        [reports_with(store, mark_of(UNIT, 2023, seed)) for seed in (0, 1, 2, 7)],
    )
