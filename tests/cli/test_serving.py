"""`serve` over a library whose engine an older version of the program made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

from index.engines.embedded.manifest import _bytes
from search.library import Library
from search.model import Request

ROOT = Path(__file__).resolve().parents[2]


def test_serving_builds_an_outdated_engine_anew_and_says_so(tmp_path: Path) -> None:
    home, report = tmp_path / "home", tmp_path / "2023年工作总结.txt"
    report.write_text(
        "2023年工作总结\n一、主要做法\n抓好防汛值守，落实网格巡查。\n", encoding="utf-8"
    )
    with Library(home) as library:
        library.add([report], workers=1)
    (file,) = home.glob("engine-*/manifest.json")
    data = json.loads(file.read_bytes())
    data.pop("check")
    data["format"] = 1
    file.write_bytes(_bytes(data | {"check": zlib.crc32(_bytes(data))}))
    asked = subprocess.run(
        [sys.executable, "-m", "web.cli", "--home", str(home), "search", "防汛"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert asked.returncode == 1
    assert "duizhao reindex" in asked.stderr
    assert len(asked.stderr.splitlines()) == 1
    command = [sys.executable, "-m", "web.cli", "--home", str(home), "serve", "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "DUIZHAO_LANG": "zh"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as serving:
        assert serving.stdout is not None
        assert serving.stderr is not None
        assert "http://" in serving.stdout.readline()
        serving.terminate()
        assert "正在重建" in serving.stderr.read()
    with Library(home) as library:
        assert library.search(Request("防汛值守")).occurrences == 1
