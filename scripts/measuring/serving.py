"""Searching over HTTP: the real server in a process of its own, eight clients in another one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from measuring.asking import literal
from measuring.homes import ROOT, command
from measuring.phrases import Asked
from measuring.sheet import Bound, Figure, Sheet, Target
from measuring.verdicts import p95

CLIENTS = 8
_REQUESTS = 40  # of each client and kind, unless there are fewer phrases
_P95 = Target(Bound.MOST, 250, 10_000)


def http(sheet: Sheet, home: Path, asked: Sequence[Asked], requests: int = _REQUESTS) -> None:
    """Measure the API and the page with eight clients at once, each with one request under way."""
    sheet.part(f"Over HTTP, {CLIENTS} clients at once")
    queries = [query for one in asked if (query := literal(one.text))]
    with _server(home) as address:
        for name, path in (("/api/search", "/api/search"), ("the page /search", "/search")):
            taken = _clients(address, path, queries, requests)
            note = f"{len(taken)} requests"
            sheet.add(Figure(f"{name}, median", median(taken) * 1000, "ms", None, note))
            sheet.add(Figure(f"{name}, p95", p95(taken) * 1000, "ms", _P95))


def _clients(address: str, path: str, queries: Sequence[str], requests: int) -> list[float]:
    order = {
        "address": address,
        "path": path,
        "queries": list(queries),
        "clients": CLIENTS,
        "requests": requests,
    }
    script = Path(__file__).with_name("clients.py")
    done = subprocess.run(
        [sys.executable, str(script)],
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return [float(one) for one in json.loads(done.stdout)]


@contextmanager
def _server(home: Path) -> Iterator[str]:
    """Serve a home on a free port; give the address."""
    order = command(home, "serve", "--port", "0")
    with subprocess.Popen(
        order, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None  # noqa: S101 - it was asked for
            for line in process.stdout:
                if found := re.search(r"http://[^\s/]+", line):
                    yield found.group()
                    return
            raise SystemExit("the server did not start")
        finally:
            process.terminate()
