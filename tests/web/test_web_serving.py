"""How a server ends: in order, whichever thread asks and whatever is still at work."""

from __future__ import annotations

import logging
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import waitress

from search.library import Library
from web.app import create_app
from web.context import EXPORTS, JOBS, RELATING, end_jobs
from web.serve import Server, listen

App = Callable[[dict[str, Any], Callable[..., Any]], list[bytes]]


def quick(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    start("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def a_server(app: App) -> tuple[Server, threading.Event]:
    sockets: dict[int, Any] = {}
    listening = waitress.create_server(app, map=sockets, host="127.0.0.1", port=0, threads=2)
    ended = threading.Event()
    address = f"http://127.0.0.1:{listening.effective_port}/"
    return Server(listening, sockets, address, ended.set), ended


def running(server: Server) -> threading.Thread:
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    return thread


def settled(before: int) -> bool:
    """Whether no more threads than before are alive, or will be in a moment."""
    until = time.monotonic() + 10
    while threading.active_count() > before and time.monotonic() < until:
        time.sleep(0.01)
    return threading.active_count() <= before


@pytest.fixture
def went_wrong(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[list[object]]:
    """What threads raised; the test fails too where waitress logged an exception."""
    raised: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda told: raised.append(told.exc_value))
    yield raised
    logged = [row.getMessage() for row in caplog.records if row.levelno >= logging.ERROR]
    assert (raised, logged) == ([], [])


@pytest.mark.usefixtures("went_wrong")
def test_a_request_at_work_when_the_server_closes_ends_before_what_it_needs_is_closed() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        begun.set()
        go_on.wait(10)
        start("200 OK", [("Content-Length", "4")])
        return [b"late"]

    server, ended = a_server(slow)
    thread = running(server)
    asking = threading.Thread(target=_get, args=(server.address,), daemon=True)
    asking.start()
    assert begun.wait(10)
    server.close()
    asking.join(10)  # the connection was dropped
    assert not ended.is_set()
    server._triggers[0].pull_trigger()  # as the working thread does; the number is still its own
    go_on.set()
    thread.join(20)
    assert not thread.is_alive()
    assert ended.is_set()
    assert server._triggers[0]._fds == []


@pytest.mark.usefixtures("went_wrong")
def test_closing_at_once_after_starting_leaves_no_thread_and_no_error() -> None:
    before, pause = threading.active_count(), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(40):
            server, ended = a_server(quick)
            thread = running(server)
            server.close()
            thread.join(20)
            assert ended.wait(20)
    finally:
        sys.setswitchinterval(pause)
    assert settled(before)


@pytest.mark.usefixtures("went_wrong")
def test_a_server_that_never_ran_can_be_closed_and_then_does_not_run() -> None:
    before = threading.active_count()
    server, ended = a_server(quick)
    server.close()
    assert ended.is_set()
    server.run()  # returns
    assert settled(before)


@pytest.mark.usefixtures("went_wrong")
def test_closing_twice_is_closing_once_and_frees_the_port() -> None:
    server, ended = a_server(quick)
    thread = running(server)
    assert _get(server.address) == b"ok"
    threads = [threading.Thread(target=server.close) for _ in range(4)]
    for one in threads:
        one.start()
    for one in (*threads, thread):
        one.join(20)
    server.close()
    assert ended.is_set()
    with socket.socket() as again:
        again.settimeout(2)
        port = int(server.address.rstrip("/").rpartition(":")[2])
        assert again.connect_ex(("127.0.0.1", port)) != 0


def test_all_that_works_beside_requests_has_ended_when_the_server_has(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        app = create_app(library)
        stopped: list[str] = []
        begun = threading.Barrier(4)

        def work_of(name: str) -> Callable[..., None]:
            def work(tell: object, asked_to_stop: Callable[[], bool]) -> None:
                begun.wait(10)
                while not asked_to_stop():
                    time.sleep(0.01)
                stopped.append(name)

            return work

        for name in (JOBS, EXPORTS, RELATING):
            app.extensions[name].start((), work_of(name), after=lambda: None, name=name)
        begun.wait(10)
        end_jobs(app)
        assert sorted(stopped) == sorted((JOBS, EXPORTS, RELATING))


def test_a_server_of_pages_ends_its_jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[object] = []
    monkeypatch.setattr("web.serve.end_jobs", ended.append)
    with Library(tmp_path) as library:
        server = listen(library, port=0)
        thread = running(server)
        server.close()
        thread.join(20)
    assert len(ended) == 1


def _get(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own server
            body: bytes = answer.read()
    except (OSError, urllib.error.URLError):
        return b""
    return body
