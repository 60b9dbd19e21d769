"""Write made-up work reports: a sample to look at, or a large corpus to measure with.

    python3 scripts/make_corpus.py OUT [--reports N] [--seed S] [--planted FILE]

Without --reports it writes the sample: a group of eight units, three years, two kinds of report.
The same seed gives the same bytes. What was taken over from where is recorded as JSON in
OUT.planted.json, beside the folder, so that it is not taken for a report.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from corpus.grammar import load_grammar
from corpus.plants import Plant
from corpus.sample import sample
from corpus.scale import reports

Made = Iterable[tuple[str, bytes, list[Plant]]]


def write_corpus(folder: Path, planted: Path, made: Made) -> tuple[int, int, int]:
    """Write reports as they come and the record of plants; return reports, bytes, plants."""
    planted.parent.mkdir(parents=True, exist_ok=True)
    files = size = plants = 0
    with open(planted, "w", encoding="utf-8", newline="\n") as record:
        record.write("[")
        for path, data, found in made:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            files += 1
            size += len(data)
            for plant in found:
                record.write(",\n" if plants else "\n")
                record.write(json.dumps(asdict(plant), ensure_ascii=False))
                plants += 1
        record.write("\n]\n")
    return files, size, plants


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(description="Write made-up work reports.")
    parser.add_argument("out", type=Path, help="folder to write to; new or empty")
    parser.add_argument("--reports", type=int, metavar="N", help="so many; else the sample")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same bytes")
    parser.add_argument("--planted", type=Path, metavar="FILE", help="default OUT.planted.json")
    given = parser.parse_args(arguments)
    if given.reports is not None and given.reports < 1:
        parser.error("--reports: at least 1")
    folder: Path = given.out.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        parser.error(f"{folder}: not an empty folder")
    planted: Path = (given.planted or folder.with_name(folder.name + ".planted.json")).absolute()
    if planted.is_relative_to(folder):
        parser.error(f"{planted}: must lie outside {folder}")
    grammar = load_grammar()
    made = reports(grammar, given.reports, given.seed) if given.reports else sample(given.seed)
    start = time.perf_counter()
    files, size, plants = write_corpus(folder, planted, made)
    seconds = time.perf_counter() - start
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console may lack characters of the path
    print(
        f"{files} reports ({size / 1e6:.1f} MB) in {folder}, {plants} plants in {planted}, "
        f"seed {given.seed}, {seconds:.1f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
