"""The app over a real library, and a server: their threads end with the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from search.library import Library
from web.app import create_app
from web.context import end_jobs
from web.serve import listen


@contextmanager
def app_of(library: Library) -> Iterator[Flask]:
    """Give an app, and end what works beside its requests."""
    made = create_app(library)
    try:
        yield made
    finally:
        end_jobs(made)


@contextmanager
def served(library: Library) -> Iterator[str]:
    """Give the address of a real server, without the slash at the end; it has ended with this."""
    server = listen(library, port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server.address.rstrip("/")
    finally:
        server.close()
        thread.join(30)
        assert not thread.is_alive(), "the server has not ended"
