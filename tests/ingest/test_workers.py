"""A crash or a hang in a worker process costs one file; results keep the order of the tasks."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from workers_support import Errand, obey

from index.errors import UnreadableReport
from index.ingest.workers import TASKS_AHEAD, Done, abroad, at_home
from index.signs import Sign


def told(results: Iterator[Done[str]]) -> list[str]:
    return [done.result or (done.error.key if done.error else "") for done in results]


def errands(*files: str) -> Iterator[Errand]:
    return iter([Errand(file) for file in files])


def test_crashes_hangs_and_errors_refuse_their_own_file_only() -> None:
    files = ("a", "crash", "b", "hang", "refuse", "fail", "leave", "c")
    assert told(abroad(errands(*files), obey, processes=2, seconds=2)) == [
        "A",
        "reader_crashed",
        "B",
        "reader_timeout",
        "encrypted",
        "reader_failed",
        "reader_crashed",
        "C",
    ]


def test_a_task_that_gives_signs_of_life_may_go_on_and_they_are_told() -> None:
    signs: list[Sign] = []
    results = abroad(errands("pages1", "a"), obey, processes=1, seconds=2, heard=signs.append)
    assert told(results) == ["PAGES1", "A"]
    assert signs == [Sign(page, 6, "pages1") for page in range(1, 7)]


def test_whoever_hears_a_sign_can_end_it_all() -> None:
    def stop(sign: Sign) -> None:
        raise KeyboardInterrupt(sign.file)

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        told(abroad(errands("pages", "hang"), obey, processes=2, seconds=60, heard=stop))
    assert time.monotonic() - started < 30


def test_results_keep_the_order_of_the_tasks() -> None:
    files = ["slow1", "x2", "x3", "slow4", "x5", "x6"]
    results = abroad(errands(*files), obey, processes=2, seconds=30)
    assert told(results) == [file.upper() for file in files]


def test_a_task_that_is_refused_already_passes_through() -> None:
    refusal: Done[str] = Done("b", error=UnreadableReport("unsupported", file="b"))
    tasks: list[Errand | Done[str]] = [Errand("a"), refusal, Errand("c")]
    assert told(at_home(iter(tasks), obey)) == ["A", "unsupported", "C"]
    assert told(abroad(iter(tasks), obey, processes=1, seconds=30)) == ["A", "unsupported", "C"]


def test_work_runs_ahead_of_the_reader_by_a_window_only() -> None:
    handed_out = 0

    def tasks() -> Iterator[Errand]:
        nonlocal handed_out
        for number in range(100):
            handed_out += 1
            yield Errand(f"x{number}")

    results = abroad(tasks(), obey, processes=1, seconds=30)
    next(results)
    time.sleep(0.5)
    assert handed_out <= TASKS_AHEAD + 2
    results.close()


def test_heavy_tasks_wait_for_one_another() -> None:
    handed_out: list[str] = []

    def tasks() -> Iterator[Errand]:
        for number in range(4):
            handed_out.append(str(number))
            yield Errand(f"x{number}", weight=1 << 30)

    results = abroad(tasks(), obey, processes=2, seconds=30)
    assert next(results).result == "X0"
    time.sleep(0.3)
    assert len(handed_out) <= 2
    assert [done.result for done in results] == ["X1", "X2", "X3"]


def test_stopping_early_ends_the_processes() -> None:
    results = abroad(errands("a", "hang", "hang", "hang"), obey, processes=2, seconds=600)
    assert next(results).result == "A"
    started = time.monotonic()
    results.close()
    assert time.monotonic() - started < 10
    assert not [thread for thread in threading.enumerate() if thread.name == "ingest"]


def test_an_error_while_finding_files_reaches_the_reader() -> None:
    def tasks() -> Iterator[Errand]:
        yield Errand("a")
        raise RuntimeError("folder gone")

    with pytest.raises(RuntimeError, match="folder gone"):
        told(abroad(tasks(), obey, processes=2, seconds=30))
