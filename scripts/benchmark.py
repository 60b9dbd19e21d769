#!/usr/bin/env python3
"""Measure duizhao: complete, fast, small enough? One command, the peers beside it.

    python3 scripts/benchmark.py                              2,000 reports, everything
    python3 scripts/benchmark.py --reports 10000 --keep DIR   the full run; DIR is used again
    python3 scripts/benchmark.py --only phrases,search --markdown 结果.md

Makes `.venv` and installs what is needed; where a peer cannot be installed it is left out and
said so. Times depend on the machine: read the ratios, which are of one run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from environment import ROOT, prepare

INSIDE = "DUIZHAO_BENCHMARK"  # set in the process that has everything installed


def main() -> int:
    """Prepare the environment and run there; return the exit status."""
    if INSIDE in os.environ:
        sys.path.insert(0, str(ROOT))
        from measuring.running import main as run

        return run()
    from measuring.options import options

    options()  # a wrong command line is said before anything is installed
    python = prepare(extras="bench", announce=_told)
    if python is None:
        print("Going on without the peers that are not installed.", flush=True)
        python = prepare(announce=_told)
    if python is None:
        return 2
    order = [str(python), str(Path(__file__).resolve()), *sys.argv[1:]]
    try:
        return subprocess.run(order, env={**os.environ, INSIDE: "1"}, check=False).returncode
    except KeyboardInterrupt:
        return 1


def _told(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
