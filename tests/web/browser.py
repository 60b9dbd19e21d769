"""A headless Chromium for the browser tests, skipped with a reason where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from programs_support import missing
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=zh-CN",
)  # fmt: skip


@contextmanager
def chromium(profile: Path, *, script: bool = True) -> Iterator[webdriver.Chrome]:
    """Start Chromium with a fresh profile; `script` says whether pages may run JavaScript."""
    browser, driver = _found("chromium", "chromium-browser"), _found("chromedriver")
    if not browser or not driver:
        missing("browser", "Chromium and chromedriver are not installed")
    options = Options()
    options.binary_location = browser
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not script:
        blocked = {"profile.managed_default_content_settings.javascript": 2}
        options.add_experimental_option("prefs", blocked)
    started = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield started
    finally:
        started.quit()


def view(browser: webdriver.Chrome, width: int, height: int = 900, *, dark: bool = False) -> None:
    """Show pages at a width in CSS pixels, in light or dark colours."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


def _found(*names: str) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)
