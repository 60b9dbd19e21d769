"""A library in memory, the application over it, and clients for both."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.fake_library import FakeLibrary, a_shelf
from web.app import create_app
from web.context import JOBS
from web.serve import listen


@pytest.fixture
def library(tmp_path) -> FakeLibrary:
    home = tmp_path / "home"
    home.mkdir()
    return FakeLibrary(home, a_shelf())


@pytest.fixture
def app(library) -> Iterator[Flask]:
    app = create_app(library)
    yield app
    library.gate.set()
    app.extensions[JOBS].close()


@pytest.fixture
def client(app) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def token(client) -> str:
    """The session's token, as a page's form carries it."""
    page = client.get("/reports").get_data(as_text=True)
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


@pytest.fixture
def address(library) -> Iterator[str]:
    """A real server's address, without the slash at the end."""
    server = listen(library, port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.address.rstrip("/")
    library.gate.set()
    server.close()
    thread.join(10)
