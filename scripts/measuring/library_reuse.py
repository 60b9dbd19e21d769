"""Reuse inside the process: a passage looked up, a report's reuse, the clusters of everything."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median

from corpus.grammar import load_grammar
from corpus.scale import reports

from index.store import Store
from measuring.homes import ROOT
from measuring.memory import MISSING, Peak
from measuring.sheet import Bound, Figure, Sheet, Target
from measuring.verdicts import p95
from search.clusters.model import ClustersRequest
from search.library import Library
from search.model import Part
from search.reuse.model import ReuseRequest, SimilarRequest

_LOOK_UP = Target(Bound.MOST, 10, 10_000)
_REPORT = Target(Bound.MOST, 150, 10_000)
_COLD = Target(Bound.MOST, 90, 10_000)
_MEMORY = Target(Bound.MOST, 1_536, 10_000)
_ADDED = Target(Bound.MOST, 1, 10_000)
_PASSAGES = 200
_REPORTS = 15
_LENGTH = 6_000  # characters of such a report
_KEPT = "alike*"  # what is kept of the graph of alike passages
# The whole process: nothing of the benchmark is loaded in it.
_PROCESS = """
import json, sys, time
from pathlib import Path
from search.clusters.model import ClustersRequest
from search.library import Library
with Library(Path(sys.argv[1])) as library:
    library.size()
    begun = time.perf_counter()
    library.relate()
    related = time.perf_counter() - begun
    found = library.clusters(ClustersRequest())
    seconds = time.perf_counter() - begun
print(json.dumps([related, seconds, found.total]))
"""


def look_ups(sheet: Sheet, home: Path, seed: int) -> None:
    """Measure similar passages and reuse reports of what the library holds, each asked once."""
    sheet.part("Similar passages and reuse reports, inside the process")
    source = Random(f"duizhao reuse {seed}")  # noqa: S311 - a sample, no secret
    with Library(home) as library:
        rows = list(library.reports().rows)
        bodies = _bodies(library, [row.id for row in rows], source)
        library.similar(SimilarRequest(passage_id=bodies[0]))  # opens files
        taken = [_timed(library.similar, SimilarRequest(passage_id=one)) for one in bodies]
        found = median(taken) * 1000
        note = f"{len(taken)} passages, 20 matches shown"
        sheet.add(Figure("look-up of a passage, median", found, "ms", _LOOK_UP, note))
        sheet.add(Figure("look-up of a passage, p95", p95(taken) * 1000, "ms"))
        rows.sort(key=lambda row: (abs(row.characters - _LENGTH), row.id))
        chosen = rows[:_REPORTS]
        taken = [_timed(library.reuse, ReuseRequest(report_id=row.id)) for row in chosen]
        lengths = [row.characters for row in chosen]
        note = f"{len(chosen)} reports of {min(lengths):,} to {max(lengths):,} characters"
        sheet.add(Figure("reuse report, median", median(taken) * 1000, "ms", _REPORT, note))
        sheet.add(Figure("reuse report, p95", p95(taken) * 1000, "ms"))


def _bodies(library: Library, report_ids: Sequence[int], source: Random) -> list[int]:
    """Return body passages of 60 characters and more, one of each of some reports."""
    found = []
    for report_id in source.sample(report_ids, min(_PASSAGES, len(report_ids))):
        report = library.report(report_id)
        places = [
            place
            for place, one in enumerate(report.outline.passages)
            if one.part is Part.BODY and len(one.text) >= 60
        ]
        if places:
            found.append(report.first_passage + source.choice(places))
    return found


def clusters(sheet: Sheet, home: Path, scratch: Path, seed: int) -> None:
    """Measure clusters from cold, in a process of its own, and after another report came in.

    The report is removed again: the home holds what it held before.
    """
    sheet.part("Clusters of the whole library")
    for kept in home.glob(_KEPT):
        kept.unlink()
    with (
        subprocess.Popen(
            [sys.executable, "-c", _PROCESS, str(home)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ) as process,
        Peak(process.pid) as peak,
    ):
        said, _ = process.communicate()
    if process.returncode:
        sheet.add(Figure("from cold", None, "s", _COLD, f"status {process.returncode}"))
        return
    related, seconds, total = json.loads(said)
    sheet.add(Figure("from cold", seconds, "s", _COLD, f"{total:,} clusters"))
    sheet.add(Figure("of this the graph of alike passages", related, "s"))
    why = "" if peak.megabytes is not None else MISSING
    sheet.add(Figure("most memory", peak.megabytes, "MB", _MEMORY, why))
    _one_more(sheet, home, scratch, seed)


def _one_more(sheet: Sheet, home: Path, scratch: Path, seed: int) -> None:
    _, data, _ = next(reports(load_grammar(), 1, seed + 2))
    scratch.mkdir(parents=True, exist_ok=True)
    file = scratch / f"新增报告{time.time_ns()}.txt"
    # No other report has these bytes: they are made of the time.
    file.write_bytes(data + f"\n本件编号{time.time_ns()}。\n".encode())
    with Library(home) as library:
        library.clusters(ClustersRequest())
        store = Store(home)  # adds without relating: another one at the same home
        try:
            added = [one.id for one in store.add([file]).added]
        finally:
            store.close()
        library.size()
        related = _timed(library.relate)
        shown = _timed(library.clusters, ClustersRequest())
        note = "until the page of clusters has it"
        sheet.add(Figure("after adding one report", related + shown, "s", _ADDED, note))
        library.remove(added)
        library.relate()


def _timed(call: Callable[..., object], *arguments: object) -> float:
    begun = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - begun
