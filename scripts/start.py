#!/usr/bin/env python3
"""Start duizhao: install what it needs, load the sample reports, serve, print the address.

    python3 scripts/start.py                          the sample reports, or what is there already
    python3 scripts/start.py 述职报告/ 总结.zip         one's own reports
    python3 scripts/start.py --port 8080 --home DIR
    python3 scripts/start.py --ocr                    with what reads scans, from then on

Standard library only. Run again it starts in seconds and keeps the data.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from environment import ROOT, has, prepare

_OCR = "ocr"


def main() -> int:
    """Prepare, load, serve; return the exit status."""
    options = _options()
    if _taken(options.port):
        _say(
            f"端口 {options.port} 已被占用：请加 --port 换一个，例如 --port {options.port + 1}。",
            f"Port {options.port} is taken: choose another one with --port.",
        )
        return 1
    missing = [path for path in options.paths if not Path(path).exists()]
    if missing:
        _say(f"没有这个文件或文件夹：{missing[0]}", f"No such file or folder: {missing[0]}")
        return 2
    python = prepare(
        extras=_OCR if options.ocr or has(_OCR) else "",
        announce=lambda line: print(line, flush=True),
    )
    if python is None:
        return 1
    duizhao = [str(python), "-m", "web.cli"]
    if options.home:
        duizhao += ["--home", str(Path(options.home).absolute())]
    if options.paths:
        loaded = _run([*duizhao, "add", *(str(Path(path).absolute()) for path in options.paths)])
        if loaded not in (0, 3):  # 3: some files were refused, and said so
            return loaded
    elif not _load_samples(python, duizhao):
        return 1
    return _run([*duizhao, "serve", "--port", str(options.port)])


def _load_samples(python: Path, duizhao: list[str]) -> bool:
    """Load the sample reports into a home that holds none yet."""
    listed = subprocess.run(
        [*duizhao, "list", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if listed.returncode != 0:
        sys.stderr.write(listed.stderr)
        return False
    if '"total": 0' not in listed.stdout:
        return True
    _say("库是空的，先装入示例报告……", "The library is empty: loading the sample reports…")
    with tempfile.TemporaryDirectory(prefix="duizhao-") as folder:
        samples = Path(folder) / "示例报告"
        made = _run([str(python), str(ROOT / "scripts" / "make_corpus.py"), str(samples)])
        return made == 0 and _run([*duizhao, "add", str(samples)]) in (0, 3)


def _run(command: list[str]) -> int:
    try:
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 0


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return port != 0 and probe.connect_ex(("127.0.0.1", port)) == 0


def _say(chinese: str, english: str) -> None:
    english_first = os.environ.get("DUIZHAO_LANG", "").lower().startswith("en")
    print(english if english_first else chinese, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="启动对照：装好依赖，装入示例报告，打开网页服务。 / Start duizhao."
    )
    parser.add_argument("paths", nargs="*", help="自己的报告：文件、文件夹或 zip")
    parser.add_argument(
        "--ocr", action="store_true", help="装上文字识别组件（约 265 MB），读扫描件"
    )
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    parser.add_argument("--home", help="数据放在哪个文件夹（默认系统的用户数据文件夹）")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
