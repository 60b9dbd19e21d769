"""One run of the benchmark: the parts that were asked for, in an order that suits them all."""

from __future__ import annotations

import argparse
import io
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

from index.store import Store
from measuring import homes
from measuring.adding import add
from measuring.arena import phrases
from measuring.asking import matrix, search
from measuring.comparearena import contrast
from measuring.copyarena import reuse
from measuring.documents import documents_of
from measuring.library_reuse import clusters, look_ups
from measuring.opening import opening
from measuring.options import options
from measuring.phrases import Questions, draw
from measuring.serving import http
from measuring.sheet import Sheet

_SAID = (
    *("numpy", "rapidfuzz", "tantivy", "whoosh-reloaded", "datasketch", "scikit-learn"),
    *("fast-diff-match-patch", "psutil"),
)


def main(arguments: list[str] | None = None) -> int:
    """Run, print, and with `--markdown` write; return 1 where `--check` finds a target missed."""
    given = options(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console may lack characters
    sheet = Sheet(given.reports)
    with _kept(given.keep) as folder:
        _facts(sheet, given)
        _measure(sheet, given, folder)
    missed = sheet.missed()
    judged = [figure for figure in sheet.figures() if figure.target]
    print(f"\n{len(judged) - len(missed)} of {len(judged)} targets met")
    if given.markdown:
        sheet.write(given.markdown)
    return 1 if given.check and missed else 0


def _measure(sheet: Sheet, given: argparse.Namespace, folder: Path) -> None:
    only = given.only
    corpus = homes.corpus(folder, given.reports, given.seed)
    if "compare" in only:
        contrast(sheet, corpus, given.seed, given.characters)
    if only == {"compare"}:
        return
    home = folder / f"home-{given.reports}-{given.seed}"
    if "ingest" in only or not homes.usable(home):
        homes.told(sheet, homes.ingest(home, corpus))
    if "open" in only:
        opening(sheet, home)
    with tempfile.TemporaryDirectory(prefix="peers-", dir=folder, ignore_cleanup_errors=True) as at:
        scratch = Path(at)
        questions: Questions | None = None
        if "phrases" in only:
            questions = phrases(sheet, home, corpus, scratch, given.seed, given.phrases)
        if {"search", "http", "matrix"} & only:
            questions = questions or draw(_texts(home), given.seed, given.phrases)
            if "search" in only:
                search(sheet, home, questions)
            if "matrix" in only:
                matrix(sheet, home, questions.asked, given.seed)
            if "http" in only:
                http(sheet, home, questions.asked)
        if "add" in only:
            add(sheet, home, scratch, given.seed)
        if "reuse" in only:
            look_ups(sheet, home, given.seed)
            reuse(sheet, home, given.seed, given.copies)
        if "clusters" in only:
            clusters(sheet, home, scratch / "one-more", given.seed)


def _texts(home: Path) -> tuple[str, ...]:
    store = Store(home)
    try:
        return documents_of(store).texts
    finally:
        store.close()


@contextmanager
def _kept(folder: Path | None) -> Iterator[Path]:
    """Give the folder to work in: the one to keep, or one that is thrown away afterwards."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="duizhao-", ignore_cleanup_errors=True) as made:
        yield Path(made).resolve()


def _facts(sheet: Sheet, given: argparse.Namespace) -> None:
    sheet.fact(f"{given.reports:,} made-up reports, seed {given.seed}")
    cores = os.cpu_count() or 0
    sheet.fact(f"{cores} cores, {platform.system()} {platform.machine()}, Python {sys.version[:6]}")
    sheet.fact(", ".join(map(_version, _SAID)))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    if load > cores / 4:
        sheet.fact(f"The machine is busy (load {load:.1f}): times are too long, ratios less so.")


def _version(name: str) -> str:
    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return f"{name} not installed"
