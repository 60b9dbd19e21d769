"""Documents of known content, set as Word files and PDFs, are read back whole."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))  # as if scripts/evaluate.py ran
reading = importlib.import_module("evaluation.reading")


def test_word_files_are_read_back_to_the_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "to_pdf", lambda files, folder: {})
    found = reading.read_back(3, 1, tmp_path)
    missed = [one.name for one in reading.figures(found) if one.verdict == "not met"]
    assert missed == []
    assert all(one.invented == 0 and not one.misses for one in found.tallies.values())
    assert {kind for kind, _ in found.tallies} >= {"prose", "tables, portrait", "two columns"}


def test_what_is_not_read_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The measure itself can fail: a reader that drops every table is found out."""
    monkeypatch.setattr(reading, "to_pdf", lambda files, folder: {})
    whole = reading.read_draft

    def without_tables(task):  # type: ignore[no-untyped-def]
        draft = whole(task)
        kept = [one for one in draft.outline.passages if one.row is None]
        monkeypatch.setattr(type(draft.outline), "passages", property(lambda _: tuple(kept)))
        return draft

    monkeypatch.setattr(reading, "read_draft", without_tables)
    found = reading.read_back(3, 1, tmp_path)
    missed = {one.name for one in reading.figures(found) if one.verdict == "not met"}
    assert {"cells of tables, ruled, .docx", "numbers found, .docx"} <= missed


@pytest.mark.slow
def test_pdfs_are_read_back_as_targets_ask(libreoffice: str, tmp_path: Path) -> None:
    found = reading.read_back(3, 2, tmp_path)
    assert found.pdf
    assert [one.name for one in found.missed] == []
