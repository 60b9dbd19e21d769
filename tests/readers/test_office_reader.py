"""Older office files, with and without LibreOffice."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from index.errors import UnreadableReport
from index.readers import office, read
from index.settings import Limits

RTF = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}{\info{\author Li}}"
    r"\pard\f0 \u19968?\u12289?\u23398?\u20064?\par \u22362?\u25345?\u25235?\u22909?\par}"
).encode("ascii")

needs_scripts = pytest.mark.skipif(sys.platform == "win32", reason="stands in with a shell script")


def program(folder: Path, script: str) -> None:
    """A soffice of our own that does what a test needs."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def refusal(limits: Limits | None = None) -> UnreadableReport:
    with pytest.raises(UnreadableReport) as refused:
        read("总结.doc", RTF, limits=limits or Limits())
    return refused.value


def test_without_libreoffice_the_refusal_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_USUAL_PLACES", ())
    assert (refusal().key, refusal().values) == ("needs_libreoffice", {"file": "总结.doc"})


@needs_scripts
def test_a_conversion_that_makes_nothing_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert refusal().key == "not_converted"


@needs_scripts
def test_overtime_ends_the_program_and_its_children(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, f"(sleep 3; touch {tmp_path}/survived) & sleep 30")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    began = time.monotonic()
    refused = refusal(Limits(office_seconds=1))
    assert (refused.key, refused.values["seconds"]) == ("too_slow", 1)
    assert time.monotonic() - began < 3
    time.sleep(3)
    assert not (tmp_path / "survived").exists()


@needs_scripts
def test_the_profile_and_the_files_are_in_a_folder_that_is_gone_afterwards(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, f'echo "$@" > {tmp_path}/given; ls "${{10}}" >> {tmp_path}/given')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    refusal()
    given = (tmp_path / "given").read_text(encoding="utf-8").split()
    assert given[0].startswith("-env:UserInstallation=file://")
    assert given[-1].endswith("report.rtf")
    assert not Path(given[-1]).parent.exists()


@pytest.mark.usefixtures("libreoffice")
def test_rtf_is_read_whatever_its_name() -> None:
    source = read("总结.doc", RTF)
    assert [line.text for line in source.lines if line.text] == ["一、学习", "坚持抓好"]
    assert (source.facts.media, source.facts.author) == ("application/rtf", "Li")
