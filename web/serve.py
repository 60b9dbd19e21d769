"""Serving on waitress. Beyond loopback only when a password is set."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Callable, Mapping
from typing import Any

import waitress
from waitress import wasyncore
from waitress.server import BaseWSGIServer

from index.errors import Refused
from search.library import Library
from web.app import create_app
from web.context import JOBS
from web.jobs import Jobs
from web.password import has_password


class Server:
    """A server that listens already: `run` answers until `close` is called from elsewhere."""

    def __init__(self, listening: Any, sockets: dict[int, Any], address: str, jobs: Jobs) -> None:
        self.address = address
        self._listening = listening
        self._sockets = sockets
        self._jobs = jobs
        self._running = False

    def run(self) -> None:
        """Answer requests until closed or interrupted from the keyboard."""
        self._running = True
        try:
            self._listening.run()
        finally:
            self._running = False
            self._listening.task_dispatcher.shutdown()
            self._jobs.close()

    def close(self) -> None:
        """Stop listening and drop every connection; from any thread."""
        servers = [one for one in self._sockets.values() if isinstance(one, BaseWSGIServer)]
        if self._running and servers:
            # Sockets may only be closed by the thread that waits on them.
            servers[0].trigger.pull_trigger(self._close_all)
        else:
            self._close_all()

    def _close_all(self) -> None:
        wasyncore.close_all(self._sockets)


def serve(
    library: Library,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    told: Callable[[str], None],
    config: Mapping[str, object] | None = None,
) -> None:
    """Serve until interrupted; `told` is given the address once the server listens.

    Raises Refused (`password_needed`, `port_taken`, `cannot_listen`).
    """
    server = listen(library, host=host, port=port, config=config)
    told(server.address)
    server.run()


def listen(
    library: Library,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    config: Mapping[str, object] | None = None,
) -> Server:
    """Open the port (0 takes any free one) without answering yet. Raises as `serve` does."""
    beyond = not is_loopback(host)
    if beyond and not has_password(library.home):
        raise Refused("password_needed", host=host)
    _probe(host, port)
    names = frozenset({socket.gethostname().lower(), socket.getfqdn().lower(), host.lower()})
    app = create_app(
        library,
        config={
            "BEYOND_LOOPBACK": beyond,
            "HOST_NAMES": names if beyond else frozenset(),
            **(config or {}),
        },
    )
    sockets: dict[int, Any] = {}
    try:
        listening = waitress.create_server(
            app,
            map=sockets,
            host=host,
            port=port,
            threads=8,
            ident=None,
            max_request_body_size=app.config["MAX_CONTENT_LENGTH"] + 1,
            clear_untrusted_proxy_headers=True,
        )
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise Refused("port_taken", port=port) from error
        raise Refused("cannot_listen", host=host, port=port, reason=str(error)) from error
    real_port = getattr(listening, "effective_port", None) or port
    shown = f"[{host}]" if ":" in host else host
    return Server(listening, sockets, f"http://{shown}:{real_port}/", app.extensions[JOBS])


def is_loopback(host: str) -> bool:
    """Say whether `host` can be reached from this machine only."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _probe(host: str, port: int) -> None:
    """Raise where somebody answers on the port already: Windows would let two servers share it."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared only
    if port == 0 or not is_loopback(target):
        return
    try:
        socket.create_connection((target, port), timeout=0.5).close()
    except OSError:
        return
    raise Refused("port_taken", port=port)
