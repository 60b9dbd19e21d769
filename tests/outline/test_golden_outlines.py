"""Whole texts against outlines that a person has read; refresh with --refresh-golden."""

from pathlib import Path

import pytest
from tests_support import drawing, source_of

from index.outline import outline

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.txt")))
def test_a_text_gets_the_outline_that_a_reader_would_give_it(
    name: str, refresh_golden: bool
) -> None:
    text = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    expected = GOLDEN / f"{name}.outline"
    found = drawing(outline(source_of(text)))
    if refresh_golden:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
