"""Work for worker processes that crashes, hangs or fails on demand."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from index.catalogue import Packed
from index.errors import UnreadableReport
from index.ingest.delivery import Entrance
from index.ingest.preparing import prepare
from index.ingest.task import Task
from index.readers import files
from index.settings import Limits
from index.signs import alive


@dataclass(frozen=True, slots=True)
class Errand:
    file: str
    weight: int = 1


def obey(errand: Errand) -> str:
    order = errand.file.split(".", 1)[0].rstrip("0123456789")
    if order == "crash":
        os.abort()
    if order == "leave":
        os._exit(0)
    if order == "hang":
        time.sleep(600)
    if order == "pages":  # longer than a task may take, and never silent for as long
        for page in range(1, 7):
            alive(page, 6)
            time.sleep(0.5)
    if order == "swell":
        held = [bytes(64 << 20) for _ in range(40)]
        return str(len(held))
    if order == "refuse":
        raise UnreadableReport("encrypted", file=errand.file)
    if order == "fail":
        raise ZeroDivisionError
    if order == "slow":
        time.sleep(0.3)
    return errand.file.upper()


def prepare_or_crash(task: Task) -> Packed:
    """Prepare a file by its name: crash.pdf and hang.pdf do what they say."""
    obey(Errand(task.file))
    return prepare(task)


CRASHING = Entrance(files, prepare_or_crash)
IMPATIENT = Limits(reader_seconds=4)
