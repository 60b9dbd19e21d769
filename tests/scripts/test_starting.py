"""Starting: what is missing is said in one line; the samples in the program are the script's."""

from __future__ import annotations

import socket
import subprocess
import sys
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import environment  # noqa: E402 - scripts are no package
import pack_samples  # noqa: E402

Version = namedtuple("Version", "major minor micro releaselevel serial")


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "start.py"), *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
    )


def test_a_taken_port_is_said_in_one_line_before_anything_is_done() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = start("--port", str(port))
    assert done.returncode == 1
    (line,) = done.stdout.strip().splitlines()
    assert str(port) in line
    assert "--port" in line


def test_a_missing_folder_is_named_before_anything_is_done() -> None:
    done = start("--port", "0", "没有这个文件夹")
    assert done.returncode == 2
    (line,) = done.stdout.strip().splitlines()
    assert "没有这个文件夹" in line


def test_a_python_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(environment.sys, "version_info", Version(3, 9, 2, "final", 0))
    assert environment.prepare(announce=said.append) is None
    (line,) = said
    assert "3.9.2" in line
    assert "3.11" in line


def test_a_missing_venv_module_names_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[str] = []
    text = "The virtual environment was not created successfully because ensurepip is not available"
    failed = subprocess.CompletedProcess([], 1, text, "")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "_quietly", lambda command: failed)
    assert environment.prepare(announce=said.append) is None
    assert any("venv" in line and "apt install" in line for line in said)


def test_the_samples_in_the_program_are_those_that_the_script_writes() -> None:
    with zipfile.ZipFile(pack_samples.TARGET) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == pack_samples.files()
