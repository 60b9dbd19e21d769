"""One writer at a time in a home folder, over all processes, and word of who it is.

The operating system's lock is the truth: it ends with the process that holds it, however that
ends. The note beside it only says who; one left behind by a crash is overwritten.
Readers never take the lock.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.disk import unwritten, written_in
from index.errors import Busy

LOCK = "writing.lock"
NOTE = "writing.json"
SHORT_WAIT = 10.0  # seconds that a small change waits for another one


@contextmanager
def writing(home: Path, command: str, *, wait: float = 0) -> Iterator[None]:
    """Hold the lock of a home folder. Raises Busy (`host`, `process`, `since`, `command`).

    `command` says in a word what is being done (`add`, `reindex`); `wait` is in seconds.
    """
    with written_in(home):
        home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / LOCK, thread_local=False)
    try:
        lock.acquire(timeout=wait, poll_interval=0.05)
    except Timeout:  # an OSError, and no trouble with the disk
        raise Busy("busy", **holder(home)) from None
    except OSError as error:
        raise unwritten(error, home) from error
    try:
        _note(home, command)
        yield
    finally:
        with suppress(OSError):
            (home / NOTE).unlink(missing_ok=True)
        lock.release()


@contextmanager
def alone(home: Path, name: str, cancelled: Callable[[], bool] | None = None) -> Iterator[bool]:
    """Hold a lock of its own, so that what is derived is made by one process at a time.

    Waits as long as another process holds it; False where `cancelled` ended the waiting, or
    where the folder cannot be written, and nothing is held.
    """
    lock = FileLock(home / f"{name}.lock", thread_local=False)
    held = False
    while not held and not (cancelled is not None and cancelled()):
        try:
            lock.acquire(timeout=0.5, poll_interval=0.05)
            held = True
        except Timeout:  # an OSError, and no trouble with the disk
            continue
        except OSError:
            break
    try:
        yield held
    finally:
        if held:
            lock.release()


def holder(home: Path) -> Mapping[str, str | int | None]:
    """Return who holds the lock as far as is known; meaningful only while it is held."""
    said: object = None
    with suppress(OSError, ValueError):
        said = json.loads((home / NOTE).read_text(encoding="utf-8"))
    known = said if isinstance(said, dict) else {}
    return {name: known.get(name) for name in ("host", "process", "since", "command")}


def _note(home: Path, command: str) -> None:
    note = {
        "host": platform.node(),
        "process": os.getpid(),
        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
        "command": command,
    }
    unfinished = home / f"{NOTE}.{os.getpid()}"
    with suppress(OSError):  # without the note the lock holds all the same
        unfinished.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(home / NOTE)
    with suppress(OSError):  # it is still there where the disk is full
        unfinished.unlink(missing_ok=True)
