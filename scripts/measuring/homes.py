"""The corpus and the home that everything is measured on, made once and kept in one folder.

`corpus-2000-1` is what make_corpus.py wrote (number of reports, seed), `home-2000-1` what the
program's own `add` made of it, with two workers.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from index.errors import DuizhaoError
from measuring.memory import MISSING, Peak
from measuring.sheet import Bound, Figure, Sheet, Target
from search.library import Library

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
SOME_REFUSED = 3  # exit status of an add that left files out
_RATE = Target(Bound.LEAST, 25, 10_000)
_MEMORY = Target(Bound.MOST, 1_536, 10_000)
_DISK = Target(Bound.MOST, 8, 10_000)


@dataclass(frozen=True, slots=True)
class Ingest:
    """What one `add` of a whole corpus took. `peak` is of all its processes, in megabytes."""

    reports: int
    seconds: float
    peak: float | None
    disk: int
    text: int


def corpus(folder: Path, reports: int, seed: int) -> Path:
    """Return the folder of so many reports, made if it is not there."""
    made = folder / f"corpus-{reports}-{seed}"
    if made.is_dir():
        return made
    half = made.with_name(made.name + ".unfinished")
    shutil.rmtree(half, ignore_errors=True)
    script = ROOT / "scripts" / "make_corpus.py"
    size = ("--reports", str(reports), "--seed", str(seed))
    planted = ("--planted", str(made.with_name(made.name + ".planted.json")))
    subprocess.run([sys.executable, str(script), str(half), *size, *planted], check=True)
    half.rename(made)
    return made


def command(home: Path, *arguments: str) -> list[str]:
    """Return the program's own command line for a home."""
    return [sys.executable, "-m", "web.cli", "--home", str(home), *arguments]


def ingest(home: Path, corpus: Path) -> Ingest:
    """Make a home anew from a corpus, in a process of its own."""
    shutil.rmtree(home, ignore_errors=True)
    text = text_bytes(corpus)
    order = command(home, "add", str(corpus), "--workers", str(WORKERS), "--json")
    begun = time.perf_counter()
    with (
        subprocess.Popen(
            order, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process,
        Peak(process.pid) as peak,
    ):
        said, complaint = process.communicate()
    seconds = time.perf_counter() - begun
    if process.returncode not in (0, SOME_REFUSED):
        why = complaint.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise SystemExit(f"duizhao add failed with status {process.returncode}: {' '.join(why)}")
    return Ingest(len(json.loads(said)["added"]), seconds, peak.megabytes, size_of(home), text)


def usable(home: Path) -> bool:
    """Say whether the home is there, holds reports and is of today's format."""
    if not home.is_dir():
        return False
    try:
        with Library(home) as library:
            return library.size().reports > 0
    except DuizhaoError:
        return False


def told(sheet: Sheet, made: Ingest) -> None:
    """Write down what an ingest took."""
    sheet.part(f"Ingest from cold, {WORKERS} workers, end to end")
    if made.reports != sheet.reports:
        sheet.say(f"Only {made.reports:,} of {sheet.reports:,} reports came in.")
    sheet.add(Figure("reports a second", made.reports / made.seconds, "", _RATE))
    sheet.add(Figure("time", made.seconds, "s"))
    why = "" if made.peak is not None else MISSING
    sheet.add(Figure("most memory, all processes together", made.peak, "MB", _MEMORY, why))
    ratio = made.disk / made.text
    sheet.add(Figure("disk of the home / UTF-8 text of the sources", ratio, "×", _DISK))
    sheet.add(Figure("disk of the home", made.disk / 1e6, "MB"))


def text_bytes(folder: Path) -> int:
    """Return the size of a corpus's texts in UTF-8, whatever encodings its files have."""
    return sum(len(_text(path.read_bytes()).encode()) for path in files(folder))


def files(folder: Path) -> list[Path]:
    """Return the files of a corpus in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def few(corpus: Path, number: int, target: Path) -> Path:
    """Copy the first reports of a corpus to a folder of their own."""
    for path in files(corpus)[:number]:
        copy = target / path.relative_to(corpus)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return target


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")
