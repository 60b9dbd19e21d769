"""What every test may use: real reports, LibreOffice, and the flag that refreshes golden files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings
from programs_support import missing

from index.readers import office

ROOT = Path(__file__).resolve().parents[1]

# A busy machine makes no test fail. CI tries the same examples every time, so that what is green
# stays green; whoever works on the program meets new ones.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-golden", action="store_true", help="write golden files anew")


@pytest.fixture
def refresh_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--refresh-golden"))


@pytest.fixture(scope="session")
def real_reports() -> Path:
    """The folder of real reports beside the checkout; the test skips where there is none."""
    folder = ROOT.parent / "shared" / "reports"
    if not folder.is_dir():
        pytest.skip("the folder of real reports (../shared/reports) is not here")
    return folder


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """The program that turns office files into others; the test skips where there is none."""
    return office.libreoffice() or missing("libreoffice", "LibreOffice is not installed")
