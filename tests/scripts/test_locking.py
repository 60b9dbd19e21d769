"""The lock: it is that of pyproject.toml, names no address, and is what is installed."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import environment  # noqa: E402 - scripts are no package
import lock  # noqa: E402

Version = namedtuple("Version", "major minor micro releaselevel serial")
FILES = sorted(environment.LOCK.glob("*.txt"))


PLACES = [
    {
        **dict(re.findall(r"(\w+) == '(\w+)'", platform)),
        "python_version": f"{environment.OLDEST[0]}.{minor}",
        "python_full_version": f"{environment.OLDEST[0]}.{minor}.0",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    for platform in lock.PLATFORMS
    for minor in range(environment.OLDEST[1], environment.NEWEST[1] + 1)
]
"""Where the program is to run, as markers ask: every platform with every Python."""


def holds(wanted: Requirement, place: dict[str, str]) -> bool:
    return wanted.marker is None or wanted.marker.evaluate(place)


def entries(file: Path) -> dict[str, list[Requirement]]:
    """The locked requirements by name; each must carry a hash."""
    found: dict[str, list[Requirement]] = {}
    text = file.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if not line.startswith("#"):
            wanted, *hashes = re.split(r"\s+--hash=", line)
            assert hashes, line
            assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one.strip()) for one in hashes)
            one = Requirement(wanted)
            found.setdefault(canonicalize_name(one.name), []).append(one)
    return found


def test_there_is_a_file_for_every_use() -> None:
    assert {file.stem for file in FILES} == set(lock.USES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_lock_is_that_of_the_requirements_of_today(file: Path) -> None:
    said = file.read_text(encoding="utf-8").splitlines()[0]
    assert f"{said}\n" == lock.head(lock.wanted()), "run scripts/lock.py --keep"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_locked_library_has_one_version_a_place_with_hashes_and_no_address(
    file: Path,
) -> None:
    assert "//" not in file.read_text(encoding="utf-8")
    for versions in entries(file).values():
        assert all(re.fullmatch(r"==[^*,]+", str(one.specifier)) for one in versions)
        assert len(versions) == 1 or all(one.marker for one in versions)


@pytest.mark.parametrize("use", sorted(lock.USES))
def test_what_pyproject_asks_for_is_locked_within_its_range(use: str) -> None:
    locked = entries(environment.LOCK / f"{use}.txt")
    for text in lock.wanted()[use]:
        asked = Requirement(text)
        places = [place for place in PLACES if holds(asked, place)]
        assert places, text
        for place in places:
            (one,) = (one for one in locked[canonicalize_name(asked.name)] if holds(one, place))
            assert asked.specifier.contains(str(one.specifier).removeprefix("=="))


@pytest.mark.parametrize("use", ["dev", "bench"])
def test_what_is_locked_to_run_is_the_same_beside_other_tools(use: str) -> None:
    run, more = entries(environment.LOCK / "run.txt"), entries(environment.LOCK / f"{use}.txt")
    for name, versions in run.items():
        assert [one.specifier for one in more[name]] == [one.specifier for one in versions]


def test_a_changed_requirement_is_noticed() -> None:
    asked = lock.wanted()
    changed = {**asked, "run": [*asked["run"], "something>=1"]}
    assert lock.head(changed) != lock.head(asked)


def test_all_that_is_installed_is_held_to_its_hash_and_built_with_what_is_locked() -> None:
    build, run = environment.locked(Path("python"), "dev")
    assert all({"--require-hashes", "--no-deps"} <= set(order) for order in (build, run))
    assert "--no-build-isolation" in run
    assert run[-1] == str(environment.LOCK / "dev.txt")


def test_a_python_that_is_too_new_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    major, minor = environment.NEWEST
    version = Version(major, minor + 1, 0, "final", 0)
    monkeypatch.setattr(environment.sys, "version_info", version)
    assert environment.prepare(announce=said.append) is None
    (line,) = said
    assert f"{major}.{minor + 1}" in line
    assert f"python{major}.{minor}" in line


def test_the_reason_that_is_told_is_the_first_error() -> None:
    stderr = "WARNING: slow\nERROR: no such version\nERROR: and so nothing fits\n  more\n"
    assert environment._reason(subprocess.CompletedProcess([], 1, "", stderr)) == (
        "ERROR: no such version"
    )
