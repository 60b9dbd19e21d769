"""The engines that every promise of an engine is held against."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.engine import Engine
from index.engines.embedded import EmbeddedEngine, Sizes
from index.engines.naive import NaiveEngine

OFTEN = Sizes(segment=60, tiers=(40, 200), pile=2)


@pytest.fixture
def often() -> Sizes:
    """The sizes at which an engine merges after few reports; a module may name its own."""
    return OFTEN


@pytest.fixture(params=["naive", "embedded", "embedded, merging often"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, often: Sizes) -> Iterator[Engine]:
    made: Engine
    if request.param == "naive":
        made = NaiveEngine()
    else:
        sizes = often if "often" in request.param else None
        made = EmbeddedEngine(tmp_path / "engine", sizes=sizes)
    yield made
    made.close()
