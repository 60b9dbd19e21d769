"""The program as a person starts it: a process of its own, in a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def command(
    home: Path, *arguments: str | Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end, whatever the environment says of duizhao."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("DUIZHAO")}
    return subprocess.run(
        [sys.executable, "-m", "web.cli", *map(str, arguments)],
        cwd=ROOT,
        env={**clean, "DUIZHAO_HOME": str(home), "COLUMNS": "80", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
