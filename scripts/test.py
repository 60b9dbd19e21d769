#!/usr/bin/env python3
"""Check everything: ruff, ruff format, mypy, import-linter, pytest. One command, here and in CI.

Makes `.venv` and installs what is needed; only the standard library is needed to start it.
    python3 scripts/test.py            everything but the slow tests
    python3 scripts/test.py --all      the slow ones too (as CI does)
    python3 scripts/test.py -- -k 折叠  what follows -- goes to pytest
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from environment import ROOT, prepare

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff", ("ruff", "check", ".")),
    ("format", ("ruff", "format", "--check", ".")),
    ("mypy", ("mypy",)),
    ("imports", ("importlinter.cli", "lint")),
)
PROCESSES = min(os.cpu_count() or 1, 4)  # each loads a dictionary: some 500 MB


def main() -> int:
    """Run all checks, say how each went, and return 0 if all passed."""
    options = _options()
    python = prepare(extras="dev", announce=print)
    if python is None:
        return 2
    began = time.monotonic()
    went: list[tuple[str, bool]] = []
    for name, arguments in CHECKS:
        print(f"== {name}", flush=True)
        went.append((name, _run(python, arguments)))
    print("== pytest", flush=True)
    chosen = () if options.all or options.pytest else ("-m", "not slow")
    spread = () if options.pytest else ("-n", str(PROCESSES), "--dist", "loadfile")
    went.append(("pytest", _run(python, ("pytest", *chosen, *spread, *options.pytest))))
    seconds = time.monotonic() - began
    told = " · ".join(f"{name} {'ok' if good else 'FAILED'}" for name, good in went)
    print(f"{told} · {seconds:.0f} s")
    return 0 if all(good for _, good in went) else 1


def _run(python: Path, arguments: tuple[str, ...]) -> bool:
    if arguments[0] == "importlinter.cli":
        code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
        command = [str(python), "-c", code]
    else:
        command = [str(python), "-m", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run all checks.")
    parser.add_argument("--all", action="store_true", help="the slow tests too")
    parser.add_argument("pytest", nargs="*", help="after --: arguments for pytest")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
