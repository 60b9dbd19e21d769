"""Processes that write in a home and are killed: at a moment, or at a place in the code."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from keeping_support import ONE_AT_A_TIME, a_store, warm_up

from index.store import Store

DEATH = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has no SIGKILL

warm_up()  # once, in the server that the processes below are forked from


def _context() -> BaseContext:
    """Return what starts processes: from a server that has everything loaded, where there is one.

    Forking the test's own process would not do: sorting suffixes leaves threads in it.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kill_support"])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)  # where the server looks for modules
    try:
        forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    return context


def started(home: Path, work: Callable[[Store, Path], object], desk: Path) -> BaseProcess:
    """Start a process that opens the home and works; returns when it is about to."""
    context = _context()
    ready = context.Event()
    process = context.Process(target=_run, args=(home, work, desk, ready))
    process.start()
    assert ready.wait(120)
    return process


def killed_at(home: Path, work: Callable[[Store, Path], object], desk: Path, place: str) -> bool:
    """Run the work in a process that dies at `module:name.method before|after N`.

    Returns whether it came to the place at all. A process that ends with an error, as where there
    is no such place, is no death.
    """
    process = _context().Process(target=_run_up_to, args=(home, work, desk, place))
    process.start()
    process.join(120)
    assert process.exitcode is not None, "hangs"
    assert abs(process.exitcode) in (0, DEATH), f"{place}: it ended with an error"
    return process.exitcode != 0


def add(store: Store, desk: Path) -> object:
    return store.add([desk], workers=1)


def remove_first(store: Store, _: Path) -> object:
    return store.remove([1])


def bring_back_first(store: Store, _: Path) -> object:
    return store.bring_back(1)


def retitle_second(store: Store, _: Path) -> object:
    return store.edit(2, title="防汛抗旱专项工作述职报告")


def reindex(store: Store, _: Path) -> object:
    return store.reindex()


def _run(
    home: Path, work: Callable[[Store, Path], object], desk: Path, ready: Event | None = None
) -> None:
    store = a_store(home, ONE_AT_A_TIME)
    if ready is not None:
        ready.set()
    work(store, desk)
    store.close()


def _run_up_to(home: Path, work: Callable[[Store, Path], object], desk: Path, place: str) -> None:
    where, when, count = place.split()
    module, names = where.split(":")
    owner: Any = importlib.import_module(module)
    *path, name = names.split(".")
    for step in path:
        owner = getattr(owner, step)
    whole = getattr(owner, name)
    calls = 0

    def dying(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == int(count) and when == "before":
            _die()
        result = whole(*given, **named)
        if calls == int(count):
            _die()
        return result

    setattr(owner, name, dying)
    _run(home, work, desk)


def _die() -> None:
    os.kill(os.getpid(), DEATH)
