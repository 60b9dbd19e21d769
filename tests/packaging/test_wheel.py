"""The wheel: exactly three packages, and a fresh environment with it serves the pages."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import environment  # noqa: E402 - scripts are no package


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs' folder of a new environment that holds what the lock says."""
    folder = tmp_path_factory.mktemp("fresh") / "env"
    venv.create(folder, with_pip=True)
    python = environment.inside(folder, "python")
    for order in environment.locked(python):
        subprocess.run(order, check=True, capture_output=True)
    return python.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, fresh: Path) -> Path:
    """Build the wheel from a copy of the checkout's own files."""
    source = tmp_path_factory.mktemp("source")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    out = tmp_path_factory.mktemp("wheel")
    order = [str(fresh / "python"), "-m", "pip", "wheel", "--quiet", "--wheel-dir", str(out)]
    order += ["--no-deps", "--no-build-isolation", str(source)]
    subprocess.run(order, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_three_packages_with_all_they_need(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"index", "search", "web"}
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "index", "search", "web"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    sources = {name for name in tracked.split("\0") if name and (ROOT / name).is_file()}
    wanted = {name for name in sources if not name.endswith((".po", ".pot", ".cfg"))}
    assert wanted <= set(names), sorted(wanted - set(names))


@pytest.mark.slow
def test_a_fresh_environment_with_the_wheel_serves_the_pages(
    wheel: Path, fresh: Path, tmp_path: Path
) -> None:
    pip = [str(fresh / "python"), "-m", "pip"]
    for order in (["install", "--quiet", "--no-deps", str(wheel)], ["check"]):
        subprocess.run([*pip, *order], check=True, capture_output=True, cwd=tmp_path)
    serving = subprocess.Popen(
        [str(fresh / "duizhao"), "demo", "--port", "0"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert serving.stdout is not None
        line = serving.stdout.readline()
        found = re.search(r"http://\S+?/", line)
        assert found, line
        address = found[0]
        page = _get(f"{address}search?q=%E7%AC%AC%E4%B8%80")
        assert "对照" in page
        for asset in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
            assert _get(address.rstrip("/") + asset)
        assert "Search" in _get(f"{address}search?lang=en")
        assert '"openapi"' in _get(f"{address}api/openapi.json")
    finally:
        serving.terminate()
        serving.communicate(timeout=30)


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own server
        body: bytes = answer.read()
    return body.decode("utf-8")
