"""The app over a real library, for tests of pages: its threads end with the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from search.library import Library
from web.app import create_app
from web.context import EXPORTS, JOBS, RELATING


@contextmanager
def app_of(library: Library) -> Iterator[Flask]:
    """Give an app, and end what works beside its requests."""
    made = create_app(library)
    try:
        yield made
    finally:
        for name in (JOBS, EXPORTS, RELATING):
            made.extensions[name].close()
