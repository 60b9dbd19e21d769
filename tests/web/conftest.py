"""A library in memory, the application over it, and clients for both."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from golden_support import Shelf, a_shelf
from web_support import served

from tests.web.fake_library import FakeLibrary
from tests.web.fake_library import a_shelf as a_made_up_shelf
from web.app import create_app
from web.context import end_jobs


@pytest.fixture
def library(tmp_path) -> FakeLibrary:
    home = tmp_path / "home"
    home.mkdir()
    return FakeLibrary(home, a_made_up_shelf())


@pytest.fixture
def app(library) -> Iterator[Flask]:
    app = create_app(library)
    yield app
    library.gate.set()
    end_jobs(app)


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
    with served(library) as made:
        yield made
        library.gate.set()


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """The one real library that golden files tell of; nothing may change it."""
    with a_shelf(tmp_path_factory.mktemp("golden")) as kept:
        yield kept
