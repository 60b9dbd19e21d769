"""The project's own virtual environment, `.venv`: made once, installed anew when the needs change.

What is installed is what `locked/` says, with its hashes: the same today and next year.
Standard library only. Nothing here is imported by the program.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "locked"
OLDEST = (3, 11)
NEWEST = (3, 14)  # the last Python that every locked library has a wheel for
SOURCE_ONLY = ("jieba",)  # built here, by what locked/build.txt says; all else comes as wheels


def prepare(*, extras: str = "", announce: Callable[[str], None]) -> Path | None:
    """Return the Python of `.venv` with the project and `extras` installed.

    None where that cannot be done; `announce` has then been given one line that says what is
    missing and what to do.
    """
    if sys.version_info < OLDEST:
        here = ".".join(map(str, sys.version_info[:3]))
        announce(
            f"Python {here} 太旧，需要 3.11 或更新：请用 python3.11 运行。"
            f" / Python {here} is too old, 3.11 or later is needed."
        )
        return None
    if sys.version_info[:2] > NEWEST:
        here, last = (".".join(map(str, version[:2])) for version in (sys.version_info, NEWEST))
        announce(
            f"Python {here} 太新，依赖还没有为它准备好：请用 python{last} 运行。"
            f" / Python {here} is too new for the libraries, use {last}."
        )
        return None
    folder = ROOT / ".venv"
    python = inside(folder, "python")
    if not _works(python) and not _make(folder, python, announce):
        return None
    needs = _needs(extras)
    note = _note(extras)
    if note.is_file() and note.read_text(encoding="utf-8") == needs:
        return python
    announce("正在安装依赖，第一次约需一两分钟…… / Installing, a minute or two the first time…")
    for order in (*locked(python, extras), _project(python)):
        done = _quietly(order)
        if done.returncode != 0:
            reason = _reason(done)
            announce(f"依赖没有装成：{reason}。请检查网络或软件源后重试。 / Installing failed.")
            return None
    note.write_text(needs, encoding="utf-8")
    return python


def has(extras: str) -> bool:
    """Say whether the environment was once made with these extras."""
    return _note(extras).is_file()


def _note(extras: str) -> Path:
    return ROOT / ".venv" / f"installed{'-' + extras if extras else ''}.txt"


def inside(folder: Path, program: str) -> Path:
    """Return where a program of a virtual environment stands."""
    return folder / (f"Scripts/{program}.exe" if os.name == "nt" else f"bin/{program}")


def locked(python: Path, extras: str = "") -> tuple[list[str], ...]:
    """Return the commands that install what the lock says, and not the project itself."""
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
    build = [*pip, "--only-binary", ":all:", "-r", str(LOCK / "build.txt")]
    wheels = ["--no-build-isolation", "--only-binary", ":all:", "--no-binary", *SOURCE_ONLY]
    return build, [*pip, *wheels, "-r", str(LOCK / f"{extras or 'run'}.txt")]


def _project(python: Path) -> list[str]:
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    return [*pip, "--editable", str(ROOT)]


def _works(python: Path) -> bool:
    return python.is_file() and _quietly([str(python), "-m", "pip", "--version"]).returncode == 0


def _make(folder: Path, python: Path, announce: Callable[[str], None]) -> bool:
    announce("正在准备运行环境 .venv…… / Preparing .venv…")
    done = _quietly([sys.executable, "-m", "venv", "--clear", str(folder)])
    if done.returncode == 0 and _works(python):
        return True
    said = f"{done.stdout}\n{done.stderr}"
    if "ensurepip" in said or "python3-venv" in said or "No module named venv" in said:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        announce(
            f"缺少 Python 的 venv 组件：请运行 sudo apt install python{version}-venv 后重试。"
            f" / Python's venv is missing: sudo apt install python{version}-venv"
        )
    else:
        reason = (said.strip().splitlines() or ["venv failed"])[-1]
        announce(f"建不成 {folder}：{reason} / cannot make the virtual environment")
    return False


def _needs(extras: str) -> str:
    """Return what decides whether the environment is still right."""
    files = [ROOT / "pyproject.toml", LOCK / "build.txt", LOCK / f"{extras or 'run'}.txt"]
    texts = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    return "\n".join([*texts, sys.version.split()[0], str(ROOT), extras]) + "\n"


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")]
    return (errors or lines[-1:] or ["pip failed"])[0]


def _quietly(command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))
