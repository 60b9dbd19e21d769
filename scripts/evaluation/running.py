"""One evaluation: cases from a folder, a library of it, every answer judged; comparisons too."""

from __future__ import annotations

import argparse
import io
import json
import logging
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from measuring.sheet import Figure

from evaluation import edits
from evaluation.asking import ask
from evaluation.cases import cases
from evaluation.chapters import texts_in
from evaluation.contrasting import contrast
from evaluation.crossing import cross_tables
from evaluation.libraries import library_of
from evaluation.options import options
from evaluation.outcome import Outcome, outcome
from evaluation.pairing import pair_lists
from evaluation.passages import read_passages
from evaluation.reading import read_back
from evaluation.telling import (
    Run,
    contrasted,
    contrasts,
    document,
    lines,
    listed,
    lists,
    reread,
    rereads,
    tabled,
    tabulated,
)

_DOCUMENTS = 20  # copies asked for to one document of each kind that is set and read back
_SAMPLES = Path(__file__).resolve().parents[2] / "web" / "samples.zip"


def main(arguments: list[str] | None = None) -> int:
    """Run and tell; return 1 where `--check` finds a target missed, 2 where nothing is to ask."""
    given = options(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console may lack characters
    logging.getLogger("jieba").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as at:
        try:
            with _reports(given.reports, Path(at)) as (folder, name):
                told = list(_told(given, folder, name, Path(at)))
        except _Nothing as reason:
            print(f"evaluate.py: {reason}", file=sys.stderr)
            return 2
    missed = [one for part in told for one in part.missed]
    if given.json:
        whole: dict[str, Any] = {}
        for part in told:
            figures = [*whole.get("figures", []), *part.document["figures"]]
            whole = {**whole, **part.document, "figures": figures}
        whole |= {"missed": [one.name for one in missed], "met": not missed}
        print(json.dumps(whole, ensure_ascii=False, indent=1))
    else:
        print("\n\n".join("\n".join(part.lines) for part in told))
    return 1 if given.check and missed else 0


@dataclass(frozen=True, slots=True)
class _Told:
    """What a part of the evaluation says: to a person, to a program, and what it missed."""

    lines: tuple[str, ...]
    document: dict[str, Any]
    missed: tuple[Figure, ...]


def _told(given: argparse.Namespace, folder: Path, name: str, scratch: Path) -> Iterator[_Told]:
    if "reuse" in given.only:
        run, result = _evaluate(given, folder, name, scratch)
        yield _Told(tuple(lines(run, result)), document(run, result), result.missed)
    if "comparing" in given.only:
        begun = time.perf_counter()
        texts = texts_in(folder)
        found = contrast(texts, given.seed, given.limit)
        if not found.cases and "reuse" not in given.only:
            raise _Nothing(f"{name}: no files (.txt, .md, .docx) with passages to compare")
        if found.cases:
            seconds = time.perf_counter() - begun
            here = Run(name, given.seed, found.reports, 0, 0, seconds)
            yield _Told(tuple(contrasted(here, found)), contrasts(here, found), found.missed)
        yield from _told_alike(given, texts, scratch)
    if "reading" in given.only:
        begun = time.perf_counter()
        pages = scratch / "documents"
        pages.mkdir()
        back = read_back(given.seed, max(1, given.limit // _DOCUMENTS), pages)
        seconds = time.perf_counter() - begun
        yield _Told(tuple(reread(given.seed, seconds, back)), rereads(back), back.missed)


def _told_alike(
    given: argparse.Namespace, texts: Mapping[str, str], scratch: Path
) -> Iterator[_Told]:
    """Compare lists of lines alike but for figures, and tables."""
    begun = time.perf_counter()
    listing = pair_lists(texts, given.seed, given.limit)
    if listing.cases:
        seconds = time.perf_counter() - begun
        yield _Told(tuple(listed(given.seed, seconds, listing)), lists(listing), listing.missed)
    begun = time.perf_counter()
    files = scratch / "tables"
    files.mkdir()
    crossed = cross_tables(given.seed, given.limit, files)
    seconds = time.perf_counter() - begun
    yield _Told(tuple(tabled(given.seed, seconds, crossed)), tabulated(crossed), crossed.missed)


class _Nothing(Exception):
    """There is nothing to make cases of."""


def _evaluate(
    given: argparse.Namespace, folder: Path, name: str, scratch: Path
) -> tuple[Run, Outcome]:
    begun = time.perf_counter()
    kinds = edits.KINDS if given.named else edits.KINDS + edits.FURTHER
    passages = read_passages(folder, Random(f"{given.seed}/passages"))  # noqa: S311
    with library_of(folder, scratch / "home") as held:
        made = cases(passages, held.groups(passages), given.seed, given.limit, kinds)
        if not any(made.copies.values()):
            raise _Nothing(f"{name}: no two files (.txt, .md, .docx) with passages to copy")
        held.take(made.negatives, scratch / "negatives")
        answers = ask(held, made)
        seconds = time.perf_counter() - begun
        run = Run(name, given.seed, held.reports, held.refused, answers.left_out, seconds)
        return run, outcome(answers)


@contextmanager
def _reports(folder: Path | None, scratch: Path) -> Iterator[tuple[Path, str]]:
    """Give the folder of reports, and how it is called: the samples where none is named."""
    if folder is not None:
        yield folder, str(folder)
        return
    samples = scratch / "samples"
    with zipfile.ZipFile(_SAMPLES) as archive:
        archive.extractall(samples)
    yield samples, "the sample reports"
