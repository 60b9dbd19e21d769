"""Clients of a web server, run as a script: an order as JSON comes in, seconds a request go out.

Standard library only. Every client is a thread with a connection that stays open, and asks anew
as soon as it has the whole answer.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from typing import Any
from urllib.parse import urlencode, urlsplit


def main() -> None:
    """Read the order, let all clients ask at once, print how long each request took."""
    order = json.loads(sys.stdin.buffer.read())
    taken: list[float] = []
    failures: list[str] = []
    begin = threading.Barrier(order["clients"])
    threads = [
        threading.Thread(target=_ask, args=(order, number, begin, taken, failures))
        for number in range(order["clients"])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        sys.exit(f"{len(failures)} requests failed, for example: {failures[0]}")
    print(json.dumps(taken))


def _ask(
    order: dict[str, Any],
    number: int,
    begin: threading.Barrier,
    taken: list[float],
    failures: list[str],
) -> None:
    connection = http.client.HTTPConnection(urlsplit(order["address"]).netloc, timeout=120)
    queries = order["queries"]
    begin.wait()
    try:
        for turn in range(order["requests"]):
            # Each client begins elsewhere, so that no two ask for the same at the same time.
            query = queries[(number * len(queries) // order["clients"] + turn) % len(queries)]
            target = f"{order['path']}?{urlencode({'q': query, 'mode': 'exact'})}"
            begun = time.perf_counter()
            connection.request("GET", target)
            answer = connection.getresponse()
            answer.read()
            taken.append(time.perf_counter() - begun)
            if answer.status != http.client.OK:
                failures.append(f"{answer.status} {target}")
    except (OSError, http.client.HTTPException) as error:
        failures.append(repr(error))
    finally:
        connection.close()


if __name__ == "__main__":
    main()
