"""The project's own virtual environment, `.venv`: made once, installed anew when the needs change.

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
OLDEST = (3, 11)


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
    folder = ROOT / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _works(python) and not _make(folder, python, announce):
        return None
    wanted = _needs(extras)
    note = folder / f"installed{'-' + extras if extras else ''}.txt"
    if note.is_file() and note.read_text(encoding="utf-8") == wanted:
        return python
    announce("正在安装依赖，第一次约需一两分钟…… / Installing, a minute or two the first time…")
    target = f"{ROOT}[{extras}]" if extras else str(ROOT)
    done = _quietly([str(python), "-m", "pip", "install", "--quiet", "--editable", target])
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["pip failed"])[-1]
        announce(f"依赖没有装成：{reason}。请检查网络或软件源后重试。 / Installing failed.")
        return None
    note.write_text(wanted, encoding="utf-8")
    return python


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
    project = (ROOT / "pyproject.toml").read_bytes()
    facts = [hashlib.sha256(project).hexdigest(), sys.version.split()[0], str(ROOT), extras]
    return "\n".join(facts) + "\n"


def _quietly(command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))
