#!/usr/bin/env python3
"""Measure how scans are read: pages of known content as pictures, clean and badly scanned.

    python3 scripts/evaluate_scans.py                        every kind, font and resolution
    python3 scripts/evaluate_scans.py --dpi 200 --seed 3     one resolution, other pages
    python3 scripts/evaluate_scans.py --check                status 1 where a target is missed

Of each page: the share of its characters that are wrong, missing or too many, in the order of
reading; the cells of its tables that came back in their rows; seconds of processor time. A process
of its own reads, as in an ingest, and its memory is told.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from environment import ROOT, prepare

INSIDE = "DUIZHAO_SCANS"  # set in the process that has everything installed


def main() -> int:
    """Prepare the environment and run there; return the exit status."""
    if INSIDE in os.environ:
        sys.path.insert(0, str(ROOT))
        from evaluation.scanning import main as run

        return run()
    python = prepare(extras="dev", announce=lambda line: print(line, file=sys.stderr))
    if python is None:
        return 2
    return subprocess.run(
        [str(python), __file__, *sys.argv[1:]], env={**os.environ, INSIDE: "1"}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
