"""Adding one report to a library that somebody is searching: when does it find the new text?"""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from corpus.grammar import load_grammar
from corpus.scale import reports

from measuring.homes import ROOT, command
from measuring.sheet import Bound, Figure, Sheet, Target
from search.library import Library
from search.model import Mode, Request

_WITHIN = Target(Bound.MOST, 2, 10_000)
_PATIENCE = 60.0  # seconds after the command has ended
_EVERY = 0.02  # seconds between two questions


def add(sheet: Sheet, home: Path, scratch: Path, seed: int) -> None:
    """Measure from the start of `duizhao add` until a library open since before finds the report.

    The report is removed again: the home holds what it held before.
    """
    sheet.part("Adding one report")
    # No other report of any run holds this: it is made of the time.
    phrase = f"新增标记{time.time_ns()}号"
    _, data, _ = next(reports(load_grammar(), 1, seed + 1))
    scratch.mkdir(parents=True, exist_ok=True)
    file = scratch / f"{phrase}.txt"
    file.write_bytes(data + f"\n{phrase}，特此说明。\n".encode())
    with Library(home) as library:
        held = library.size().reports
        request = Request(f'"{phrase}"', mode=Mode.EXACT)
        if library.search(request).passages:
            raise SystemExit(f"{phrase} stands in the library already")
        begun = time.perf_counter()
        with subprocess.Popen(
            command(home, "add", str(file)),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            ended: float | None = None
            while not (found := library.search(request)).passages:
                now = time.perf_counter()
                if ended is None and process.poll() is not None:
                    ended = now
                if ended is not None and now > ended + _PATIENCE:
                    break
                time.sleep(_EVERY)
            searchable = time.perf_counter() - begun
            process.wait()
            whole = time.perf_counter() - begun
        note = f"to {held:,} reports, in a process of its own"
        if not found.passages:
            note = f"add ended with status {process.returncode}, and the report is not found"
            sheet.add(Figure("searchable", None, "s", _WITHIN, note))
            return
        sheet.add(Figure("searchable", searchable, "s", _WITHIN, note))
        sheet.add(Figure("the command ended", whole, "s"))
        library.remove([hit.report_id for hit in found.hits])
