"""How pages that are pictures are read, against what was set on them."""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random

import cv2
from rapidfuzz.distance import Levenshtein

from evaluation.papers import FAMILIES, KINDS, badly_scanned, fonts, paper

_DPI = (150, 200, 300)
_CLEAN, _BAD = 0.005, 0.03  # share of characters
_CELLS = 0.95
_SECONDS = 5.0  # of processor time a page
_MEMORY = 800  # megabytes


@dataclass(frozen=True, slots=True)
class _Read:
    """What was made of a picture: its text, the rows of its tables, seconds, megabytes at most."""

    text: str
    rows: tuple[tuple[str, ...], ...]
    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class _Judged:
    kind: str
    bad: bool
    errors: int
    characters: int
    cells: int
    right: int
    seconds: float
    memory: float


def main() -> int:
    """Run and tell; return 1 where `--check` finds a target missed."""
    given = _options()
    here = fonts()
    for family in set(FAMILIES) - set(here):
        print(f"font not found, left out: {family}", file=sys.stderr)
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=50) as process:
        done = []
        for kind, family, dpi, bad in product(KINDS, here, given.dpi, (False, True)):
            chance = Random(f"scan {kind} {family} {dpi} {given.seed}")  # noqa: S311 - a sample
            page = paper(kind, here[family], dpi, chance)
            picture = badly_scanned(page, chance) if bad else page.picture()
            _, packed = cv2.imencode(".png", picture)
            read = process.apply(_read, (packed.tobytes(),))
            one = _judged(kind, bad, page.said, page.tables, read)
            done.append(one)
            print(
                f"{kind:12} {family:18} {dpi} {'bad  ' if bad else 'clean'} "
                f"{one.errors}/{one.characters} wrong, cells {one.right}/{one.cells}, "
                f"{one.seconds:.1f} s",
                flush=True,
            )
    return 1 if _told(done) and given.check else 0


def _read(data: bytes) -> _Read:
    from index.readers import read

    started = time.process_time()
    source = read("扫描.png", data)
    rows = tuple(
        tuple(line.text[cell.start : cell.end] for cell in line.row.cells)
        for line in source.lines
        if line.row is not None
    )
    return _Read(source.text, rows, time.process_time() - started, _most_memory())


def _most_memory() -> float:
    """Return the megabytes that this process held at most; `ru_maxrss` begins with those of the
    process that started it.
    """
    said = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s*(\d+) kB", said)[1]) / 1024  # type: ignore[index]


def _judged(
    kind: str, bad: bool, said: Sequence[str], tables: Sequence[list[list[str]]], read: _Read
) -> _Judged:
    true, got = "".join("".join(said).split()), "".join(read.text.split())
    wanted = [row for table in tables for row in table]
    return _Judged(
        kind,
        bad,
        Levenshtein.distance(true, got),
        len(true),
        sum(map(len, wanted)),
        sum(_right(row, read.rows) for row in wanted),
        read.seconds,
        read.memory,
    )


def _right(row: Sequence[str], rows: Sequence[tuple[str, ...]]) -> int:
    """Return how many cells of a row stand in the row that is most like it."""
    alike = [other for other in rows if len(other) == len(row)]
    return max((sum(a == b for a, b in zip(row, other, strict=True)) for other in alike), default=0)


def _told(done: Sequence[_Judged]) -> bool:
    """Tell the totals; say whether a target was missed."""
    missed = False

    def tell(what: str, value: float, target: float, *, least: bool = False) -> None:
        nonlocal missed
        met = value >= target if least else value <= target
        missed |= not met
        sign = "≥" if least else "≤"
        print(f"{what}: {value:.4g}   [{sign} {target:g}: {'met' if met else 'not met'}]")

    for bad, most in ((False, _CLEAN), (True, _BAD)):
        here = [one for one in done if one.bad is bad]
        name = "badly scanned" if bad else "clean"
        for kind in (*KINDS, None):
            some = [one for one in here if kind in (None, one.kind)]
            share = sum(one.errors for one in some) / sum(one.characters for one in some)
            tell(f"characters wrong, {name}, {kind or 'all'}", share, most)
        worst = max(one.errors / one.characters for one in here)
        print(f"the worst page, {name}: {worst:.4f}")
        cells = sum(one.right for one in here) / sum(one.cells for one in here)
        tell(f"cells right, {name}", cells, _CELLS, least=True)
    tell("seconds of processor a page, mean", sum(o.seconds for o in done) / len(done), _SECONDS)
    print(f"seconds of processor, the slowest page: {max(one.seconds for one in done):.2f}")
    tell("megabytes of the reading process, at most", max(o.memory for o in done), _MEMORY)
    return missed


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evaluate_scans.py", description="Measure the reading.")
    parser.add_argument("--dpi", type=int, nargs="+", default=_DPI, help="pixels an inch")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same pages")
    parser.add_argument("--check", action="store_true", help="fail where a target is missed")
    return parser.parse_args()
