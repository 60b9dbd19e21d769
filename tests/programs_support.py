"""A program that a test needs and that is not here: a skip with a reason, in CI a failure."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(program: str, reason: str) -> NoReturn:
    """Skip, or fail where `DUIZHAO_REQUIRE_<PROGRAM>` is 1: CI installs what it names there."""
    if os.environ.get(f"DUIZHAO_REQUIRE_{program.upper()}") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
