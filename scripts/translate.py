#!/usr/bin/env python3
"""Bring the English catalogue up to date with the sentences in the source: .po and .mo.

    python3 scripts/translate.py           write both, say what lacks English and what is gone
    python3 scripts/translate.py --check   write nothing; status 1 where they are not current

A new sentence: run it, fill in the empty msgstr that it names, run it again. After a merge: run it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from environment import ROOT, prepare

CATALOGUE = ROOT / "web" / "translations" / "en" / "LC_MESSAGES"
INSIDE = "DUIZHAO_TRANSLATING"  # set in the process that has everything installed


def main() -> int:
    """Write or check; return 1 where a sentence lacks English or a file is not current."""
    options = _options()
    if INSIDE in os.environ:
        return _brought_up_to_date(write=not options.check)
    python = prepare(announce=lambda line: print(line, file=sys.stderr, flush=True))
    if python is None:
        return 2
    order = [str(python), str(Path(__file__).resolve()), *sys.argv[1:]]
    return subprocess.run(order, env={**os.environ, INSIDE: "1"}, check=False).returncode


def _brought_up_to_date(*, write: bool) -> int:
    from translating.entries import current, lacking
    from translating.mofile import compiled
    from translating.pofile import BadCatalogue, read, written
    from translating.sources import found

    source = CATALOGUE / "messages.po"
    try:
        kept = read(source.read_text(encoding="utf-8"))
    except BadCatalogue as error:
        print(f"{source.name}, {error}")
        return 1
    entries = current(found(ROOT), kept)
    files = {source: written(entries).encode(), CATALOGUE / "messages.mo": compiled(entries)}
    stale = [file for file, data in files.items() if not _holds(file, data)]
    for file in stale:
        print(f"{file.name}: {'written' if write else 'not current'}")
        if write:
            file.write_bytes(files[file])
    keys = {entry.key for entry in entries}
    for entry in kept:
        if entry.key not in keys:
            print(f"gone: “{entry.chinese}” = {' / '.join(entry.english)}")
    missing = lacking(entries)
    for entry in missing:
        print(f"without English: “{entry.chinese}”")
    return 1 if missing or (stale and not write) else 0


def _holds(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() == data


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Bring the English catalogue up to date.")
    parser.add_argument("--check", action="store_true", help="write nothing, say what is stale")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
