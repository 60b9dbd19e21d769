"""One evaluation: cases from a folder, a library of it, every answer judged."""

from __future__ import annotations

import argparse
import io
import json
import logging
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from evaluation import edits
from evaluation.asking import ask
from evaluation.cases import cases
from evaluation.libraries import library_of
from evaluation.options import options
from evaluation.outcome import Outcome, outcome
from evaluation.passages import read_passages
from evaluation.telling import Run, document, lines

_SAMPLES = Path(__file__).resolve().parents[2] / "web" / "samples.zip"


def main(arguments: list[str] | None = None) -> int:
    """Run and tell; return 1 where `--check` finds a target missed, 2 where nothing is to ask."""
    given = options(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console may lack characters
    logging.getLogger("jieba").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as at:
        try:
            run, result = _evaluate(given, Path(at))
        except _Nothing as reason:
            print(f"evaluate.py: {reason}", file=sys.stderr)
            return 2
    if given.json:
        print(json.dumps(document(run, result), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines(run, result)))
    return 1 if given.check and result.missed else 0


class _Nothing(Exception):
    """There is nothing to make cases of."""


def _evaluate(given: argparse.Namespace, scratch: Path) -> tuple[Run, Outcome]:
    begun = time.perf_counter()
    with _reports(given.reports, scratch) as (folder, name):
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
