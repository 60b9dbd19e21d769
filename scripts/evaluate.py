#!/usr/bin/env python3
"""Evaluate reuse, comparing and reading: what is changed or set on purpose, is it recognised?

    python3 scripts/evaluate.py                               over the sample reports
    python3 scripts/evaluate.py --reports FOLDER --seed 2     over any others
    python3 scripts/evaluate.py --only comparing              reports side by side alone
    python3 scripts/evaluate.py --only reading                documents set and read back alone
    python3 scripts/evaluate.py --json --check               for a program: status 1 on a miss

Reuse: the originals are taken into a library of their own, in a folder that is removed afterwards.
Every copy is asked about as a page asks; pairs of passages that were not copied must not find each
other. Comparing: every report is compared with what it was rewritten to, passage by passage known,
and so are reports composed of the folder's sentences. Reading: documents of known content are set
as Word files, turned into PDF where LibreOffice is there, and read back.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from environment import ROOT, prepare

INSIDE = "DUIZHAO_EVALUATION"  # set in the process that has everything installed


def main() -> int:
    """Prepare the environment and run there; return the exit status."""
    if INSIDE in os.environ:
        sys.path.insert(0, str(ROOT))
        from evaluation.running import main as run

        return run()
    from evaluation.options import options

    options()  # a wrong command line is said before anything is installed
    python = prepare(announce=_told)
    if python is None:
        return 2
    order = [str(python), str(Path(__file__).resolve()), *sys.argv[1:]]
    try:
        return subprocess.run(order, env={**os.environ, INSIDE: "1"}, check=False).returncode
    except KeyboardInterrupt:
        return 1


def _told(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
