"""Serving on waitress. Beyond loopback only when a password is set."""

from __future__ import annotations

import errno
import ipaddress
import socket
import threading
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import waitress
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer

from index.errors import Refused
from search.library import Library
from web.app import create_app
from web.context import end_jobs
from web.password import has_password


class Server:
    """A server that listens already: `run` answers until `close` is called from elsewhere.

    It ends in one order, whichever thread asks: sockets are closed by the thread that waits on
    them, then the working threads and all jobs are waited for (the library is closed after that),
    and last goes what wakes the waiting thread. A closed file's number may be another file's
    by then.
    """

    def __init__(
        self, listening: Any, sockets: dict[int, Any], address: str, ended: Callable[[], None]
    ) -> None:
        self.address = address
        self._listening = listening
        self._sockets = sockets
        self._ended = ended
        servers = [one for one in sockets.values() if isinstance(one, BaseWSGIServer)]
        self._triggers = [one.trigger for one in servers]
        self._changing = threading.Lock()
        self._running = False
        self._closed = False

    def run(self) -> None:
        """Answer requests until closed or interrupted from the keyboard; once."""
        with self._changing:
            if self._closed:
                return
            self._running = True
        try:
            self._listening.run()
        finally:
            with self._changing:
                self._closed = True
            self._end()

    def close(self) -> None:
        """Stop listening and drop every connection; from any thread, and as often as you like."""
        with self._changing:
            if self._closed:
                return
            self._closed = True
            if self._running:
                self._triggers[0].pull_trigger(self._leave)
                return
        self._end()

    def _leave(self) -> None:
        """Close all but the triggers. Nothing is left to wait on, so `run` goes on to its end."""
        for one in list(self._sockets.values()):
            if isinstance(one, HTTPChannel):
                one.handle_close()
            elif isinstance(one, BaseWSGIServer):
                wasyncore.dispatcher.close(one)  # its own would close the trigger too
            else:
                one.del_channel()

    def _end(self) -> None:
        self._leave()
        workers = self._listening.task_dispatcher
        workers.shutdown()
        self._ended()
        if not workers.threads:  # one that is still at work pulls a trigger when it is done
            for trigger in self._triggers:
                trigger.close()


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
    address = f"http://{shown}:{real_port}/"
    return Server(listening, sockets, address, partial(end_jobs, app))


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
