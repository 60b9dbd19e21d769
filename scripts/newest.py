#!/usr/bin/env python3
"""Say in one line whether the newest versions of the libraries would break something.

    python3 scripts/newest.py

The newest that pyproject.toml allows, not the locked ones, in an environment of their own that is
removed again; a core of the tests that touches every library runs there. Where the newest are those
in `.venv`, nothing is run. Never fails and takes five minutes at most: it warns, the lock decides.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from environment import ROOT, inside
from lock import wanted

SECONDS = 280
CORE = (
    "tests/readers",
    "tests/outline",
    "tests/catalogue",
    "tests/engine/test_embedded_engine.py",
    "tests/engine/test_words.py",
    "tests/search/test_exports.py",
    "tests/search/test_searching.py",
    "tests/web/test_web_pages.py",
    "tests/web/test_web_api.py",
    "tests/cli/test_serving.py",
)
_NAMED = 3  # tests that are named in the line
_BROKEN = re.compile(r"^(?:FAILED|ERROR) ([^\s\[]+)", re.M)


class NotTried(Exception):
    """Nothing can be said of the newest versions; says why."""


def main() -> int:
    """Print the line; return 0 whatever it says."""
    try:
        with tempfile.TemporaryDirectory(prefix="duizhao-newest-") as folder:
            line = told(Path(folder), time.monotonic() + SECONDS)
    except (NotTried, OSError, subprocess.SubprocessError) as error:
        line = f"newest versions: not tried, {error}"
    print(line, flush=True)
    return 0


def told(folder: Path, deadline: float) -> str:
    """Return the line, trying the newest versions in `folder`. Raises `NotTried`."""
    venv.create(folder, with_pip=True)
    python = str(inside(folder, "python"))
    asked = wanted()
    pip = [python, "-m", "pip", "install", "--quiet", *asked["run"], *asked["ocr"], *asked["dev"]]
    plan = _said([*pip, "--dry-run", "--report", "-"], deadline)
    newest = {
        _name(one["metadata"]["name"]): one["metadata"]["version"]
        for one in json.loads(plan)["install"]
    }
    other = changed(newest, _installed(deadline))
    if not other:
        return "newest versions: those that are locked"
    _said(pip, deadline)
    order = [python, "-m", "pytest", *CORE, "-m", "not slow and not browser", "-n", "2"]
    status, output = _run([*order, "--dist", "loadfile", "-p", "no:cacheprovider"], deadline)
    return verdict(status, output, other)


def changed(newest: dict[str, str], installed: dict[str, str]) -> str:
    """Return what is newer than what is installed, named for the line."""
    names = sorted(name for name, version in newest.items() if installed.get(name) != version)
    return ", ".join(f"{name} {newest[name]}" for name in names)


def verdict(status: int, output: str, other: str) -> str:
    """Return the line for how pytest ended. Raises `NotTried` where it ran no test."""
    if status == 0:
        return f"newest versions: ok ({other})"
    broken = list(dict.fromkeys(_BROKEN.findall(output)))
    if not broken:
        raise NotTried(_last(output))
    more = f" and {len(broken) - _NAMED} more" if len(broken) > _NAMED else ""
    return f"newest versions would break: {', '.join(broken[:_NAMED])}{more} ({other})"


def _installed(deadline: float) -> dict[str, str]:
    python = inside(ROOT / ".venv", "python")
    if not python.is_file():
        return {}
    listed = _said([str(python), "-m", "pip", "list", "--format", "json"], deadline)
    return {_name(one["name"]): one["version"] for one in json.loads(listed)}


def _name(written: str) -> str:
    return re.sub(r"[-_.]+", "-", written).lower()


def _said(order: list[str], deadline: float) -> str:
    status, output = _run(order, deadline)
    if status != 0:
        raise NotTried(_last(output))
    return output


def _run(order: list[str], deadline: float) -> tuple[int, str]:
    """Run to the deadline, and end all that it started. Raises `NotTried` past it."""
    own = {"start_new_session": True} if os.name == "posix" else {}
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            order,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            **own,  # type: ignore[call-overload]
        )
        try:
            output, _ = process.communicate(timeout=max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.communicate()
            raise NotTried(f"it took longer than {SECONDS} s") from None
        errors.seek(0)
        said = output if process.returncode == 0 else output + errors.read()
    return process.returncode, said.decode("utf-8", "replace")


def _last(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "for no reason that was told"


if __name__ == "__main__":
    sys.exit(main())
