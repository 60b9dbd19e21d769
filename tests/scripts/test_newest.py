"""The line about the newest versions: what it says, and that it never fails a run."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import newest  # noqa: E402 - scripts are no package


def test_the_core_of_the_tests_is_there() -> None:
    assert [path for path in newest.CORE if not (ROOT / path).exists()] == []


def test_only_what_is_newer_is_named() -> None:
    installed = {"babel": "2.19.0", "flask": "3.1.3"}
    assert newest.changed({"babel": "2.20.0", "flask": "3.1.3"}, installed) == "babel 2.20.0"
    assert newest.changed(installed, installed) == ""


def test_all_is_well_with_the_newest() -> None:
    assert newest.verdict(0, "....", "babel 2.20.0") == "newest versions: ok (babel 2.20.0)"


def test_what_would_break_is_named_in_one_line_that_no_runner_writes() -> None:
    output = "".join(f"FAILED tests/web/test_{name}.py::test[x y] - Error\n" for name in "aabcd")
    line = newest.verdict(1, output + "4 failed, 20 passed in 3.00s\n", "babel 2.20.0")
    assert line.startswith("newest versions would break: tests/web/test_a.py::test, ")
    assert line.endswith("and 1 more (babel 2.20.0)")
    assert not re.search(r"passed|failed", line)


def test_a_run_without_tests_says_nothing_of_the_versions() -> None:
    with pytest.raises(newest.NotTried, match="no such folder"):
        newest.verdict(4, "ERROR: usage\nno such folder\n", "babel 2.20.0")


def test_what_takes_too_long_is_ended() -> None:
    began = time.monotonic()
    sleeping = [sys.executable, "-c", "import time; time.sleep(60)"]
    with pytest.raises(newest.NotTried, match="longer than"):
        newest._run(sleeping, began + 0.5)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("error", [newest.NotTried("no network"), OSError("no network")])
def test_it_never_fails(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(folder: Path, deadline: float) -> str:
        raise error

    monkeypatch.setattr(newest, "told", fails)
    assert newest.main() == 0
    assert capsys.readouterr().out == "newest versions: not tried, no network\n"


def test_ci_names_browser_and_office_for_each_release() -> None:
    listed = (ROOT / ".ci" / "packages").read_text(encoding="utf-8")
    rows = [line for line in listed.splitlines() if not line.startswith("#")]
    releases = {row.partition(": ")[0]: row.partition(": ")[2].split() for row in rows}
    assert {"bookworm", "trixie"} <= set(releases)
    for packages in releases.values():
        assert {"chromium", "chromium-driver", "libreoffice-writer-nogui"} <= set(packages)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_the_script_of_ci_is_a_sound_shell_script() -> None:
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)
