"""One library for all tests that follow passages: none of them changes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from following_support import following_library

from search.library import Library


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with following_library(tmp_path_factory.mktemp("following")) as kept:
        yield kept
