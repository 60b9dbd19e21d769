#!/usr/bin/env python3
"""Write `locked/`: every library, with version and hashes, that start.py, test.py and CI install.

    python3 scripts/lock.py           the newest versions that pyproject.toml allows
    python3 scripts/lock.py --keep    the versions that are locked already, and what is new

One resolution for every supported Python and platform (markers tell them apart), one file a use:
`run`, and with it `ocr`, `bench` or `dev` (which has `ocr` too); `build` is what builds. No file
says where anything came from.
Needs the network, and the standard library alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from environment import LOCK, NEWEST, OLDEST, ROOT, SOURCE_ONLY, inside

LOCKER = "uv==0.13.9"
PLATFORMS = (  # each must have a wheel of every library
    "sys_platform == 'linux' and platform_machine == 'x86_64'",
    "sys_platform == 'linux' and platform_machine == 'aarch64'",
    "sys_platform == 'darwin' and platform_machine == 'x86_64'",
    "sys_platform == 'darwin' and platform_machine == 'arm64'",
    "sys_platform == 'win32' and platform_machine == 'AMD64'",
)
USES: dict[str, tuple[str, ...]] = {
    "build": ("--only-group", "build"),
    "run": (),
    "ocr": ("--extra", "ocr"),
    "dev": ("--extra", "dev", "--extra", "ocr"),
    "bench": ("--extra", "bench"),
}
_LOCKED = re.compile(r"^([\w.-]+==[^\\\n]+?)(?: \\)?$", re.M)


def main() -> int:
    """Resolve and write the files; return 1 where no versions fit together."""
    options = _options()
    asked = wanted()
    kept = sorted({line for use in USES for line in _versions(use)}) if options.keep else []
    with tempfile.TemporaryDirectory(prefix="duizhao-lock-") as name:
        folder = Path(name)
        (folder / "pyproject.toml").write_text(_to_resolve(asked, kept), encoding="utf-8")
        venv.create(folder / "tool", with_pip=True)
        pip = [str(inside(folder / "tool", "python")), "-m", "pip", "install", "--quiet", LOCKER]
        subprocess.run(pip, check=True)
        tool = [str(inside(folder / "tool", "uv")), "--no-cache", "--quiet"]
        where = ["--project", str(folder), "--python", sys.executable]
        if subprocess.run([*tool, "lock", *where], check=False).returncode != 0:
            return 1
        LOCK.mkdir(exist_ok=True)
        for use, chosen in USES.items():
            export = [*tool, "export", *where, "--frozen", "--no-emit-project", "--no-header"]
            export += ["--no-annotate", "--format", "requirements-txt", *chosen]
            done = subprocess.run(export, capture_output=True, encoding="utf-8", check=True)
            text = head(asked) + done.stdout
            (LOCK / f"{use}.txt").write_text(text, encoding="utf-8", newline="\n")
            print(f"locked/{use}.txt: {len(_versions(use))} lines")
    return 0


def wanted() -> dict[str, Any]:
    """Return what pyproject.toml asks for: all that decides what is locked."""
    read = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = read["project"]
    return {
        "python": project["requires-python"],
        "run": project["dependencies"],
        "build": read["build-system"]["requires"],
        **project["optional-dependencies"],
    }


def head(asked: dict[str, Any]) -> str:
    """Return the first lines of every file: a test compares them with pyproject.toml of today."""
    facts = json.dumps([asked, OLDEST, NEWEST, PLATFORMS, SOURCE_ONLY], sort_keys=True)
    digest = hashlib.sha256(facts.encode()).hexdigest()[:16]
    return f"# Written by scripts/lock.py; do not edit. For the requirements {digest}.\n"


def _to_resolve(asked: dict[str, Any], kept: list[str]) -> str:
    """Return a project with the same requirements, for the Pythons and platforms that we serve."""
    first, last = (f"{major}.{minor}" for major, minor in (OLDEST, (NEWEST[0], NEWEST[1] + 1)))
    extras = "".join(f"{use} = {json.dumps(asked[use])}\n" for use in ("ocr", "dev", "bench"))
    return f"""\
[project]
name = "duizhao"
version = "0"
requires-python = ">={first},<{last}"
dependencies = {json.dumps(asked["run"])}
[project.optional-dependencies]
{extras}
[dependency-groups]
build = {json.dumps(asked["build"])}
[tool.uv]
required-environments = {json.dumps(PLATFORMS)}
constraint-dependencies = {json.dumps(kept)}
no-build = true
no-binary-package = {json.dumps(SOURCE_ONLY)}
"""


def _versions(use: str) -> list[str]:
    file = LOCK / f"{use}.txt"
    return _LOCKED.findall(file.read_text(encoding="utf-8")) if file.is_file() else []


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Write the lock.")
    parser.add_argument("--keep", action="store_true", help="keep the versions locked already")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
