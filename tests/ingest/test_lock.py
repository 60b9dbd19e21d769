"""One writer at a time, and whoever waits is told for whom."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index import lock
from index.errors import Busy

HOLD = """
import sys, time
from pathlib import Path
from index.lock import writing
with writing(Path(sys.argv[1]), "reindex"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_who_holds_the_lock_is_said(tmp_path: Path) -> None:
    with (
        lock.writing(tmp_path, "add"),
        pytest.raises(Busy) as busy,
        lock.writing(tmp_path, "edit"),
    ):
        pass
    assert busy.value.key == "busy"
    assert busy.value.values["process"] == os.getpid()
    assert busy.value.values["command"] == "add"
    assert busy.value.values["since"]
    assert busy.value.values["host"]


def test_the_lock_is_free_after_use_and_after_an_error(tmp_path: Path) -> None:
    def fail() -> None:
        with lock.writing(tmp_path, "add"):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with lock.writing(tmp_path, "edit"):
        assert lock.holder(tmp_path)["command"] == "edit"
    assert lock.holder(tmp_path)["command"] is None


def test_a_short_wait_outlasts_a_short_change(tmp_path: Path) -> None:
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with lock.writing(tmp_path, "edit"):
            entered.set()
            leave.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    entered.wait()
    threading.Timer(0.3, leave.set).start()
    with lock.writing(tmp_path, "edit", wait=10):
        assert lock.holder(tmp_path)["process"] == os.getpid()
    thread.join()


def test_a_killed_holder_lets_go_and_its_note_does_not_matter(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert holder.stdout is not None
    with holder, holder.stdout:
        holder.stdout.readline()
        with pytest.raises(Busy) as busy, lock.writing(tmp_path, "add"):
            pass
        assert busy.value.values["process"] == holder.pid
        assert busy.value.values["command"] == "reindex"
        holder.kill()
        holder.wait()
    assert json.loads((tmp_path / lock.NOTE).read_text(encoding="utf-8"))["process"] == holder.pid
    with lock.writing(tmp_path, "add", wait=5):
        assert lock.holder(tmp_path)["process"] == os.getpid()


def test_a_note_of_garbage_does_not_hide_that_somebody_writes(tmp_path: Path) -> None:
    with lock.writing(tmp_path, "add"):
        (tmp_path / lock.NOTE).write_bytes(b"\xff\xfe{")
        with pytest.raises(Busy) as busy, lock.writing(tmp_path, "edit"):
            pass
    assert busy.value.values == {"host": None, "process": None, "since": None, "command": None}
