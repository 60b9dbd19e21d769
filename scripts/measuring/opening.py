"""Opening a home: seconds and memory of a new process before its first query."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from measuring.homes import ROOT
from measuring.memory import MISSING, resident
from measuring.sheet import Bound, Figure, Sheet, Target

_SECONDS = Target(Bound.MOST, 1, 10_000)
_MEGABYTES = Target(Bound.MOST, 150, 10_000)
_TIMES = 5
# The whole process: nothing of the benchmark is loaded in it. It waits until it was weighed.
_PROCESS = """
import sys, time
from pathlib import Path
from search.library import Library
begun = time.perf_counter()
library = Library(Path(sys.argv[1]))
library.size()
print(time.perf_counter() - begun, flush=True)
sys.stdin.read()
"""


def opening(sheet: Sheet, home: Path) -> None:
    """Measure several new processes, one after the other; medians."""
    sheet.part("Opening the home in a new process, before the first query")
    runs = [_opened(home) for _ in range(_TIMES)]
    inside = median(run[0] for run in runs)
    sheet.add(Figure("Library(home) and size()", inside, "s", _SECONDS))
    sheet.add(Figure("with the start of Python and all imports", median(r[1] for r in runs), "s"))
    weighed = [memory for _, _, memory in runs if memory is not None]
    held = median(weighed) if weighed else None
    why = "" if weighed else MISSING
    sheet.add(Figure("resident memory", held, "MB", _MEGABYTES, why))


def _opened(home: Path) -> tuple[float, float, float | None]:
    """Return seconds to open, seconds since the process was started, and megabytes."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", _PROCESS, str(home)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        line = process.stdout.readline()
        whole = time.perf_counter() - begun
        if not line.strip():
            raise SystemExit("the home could not be opened")
        memory = resident(process.pid)
        process.communicate()
    return float(line), whole, memory
