"""Pairs of sentences against the figure tables that a person would draw up from them.

`figure_truth.txt`, `figure_rules.txt` and `figure_signs.txt` were drawn up by hand before the code
was held against them: what must not be said, and how figures are named. `figure_pairs.txt` holds
harder ones as they are read.
Refresh with --refresh-golden, and look at what became of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from figures_support import changes_between, cut

from search.comparing.figures.pairs import pair_figures
from search.comparing.model import FigurePair

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    "name", ["figure_truth.txt", "figure_rules.txt", "figure_signs.txt", "figure_pairs.txt"]
)
def test_figures_of_two_sentences_are_paired_as_a_person_pairs_them(
    name: str, refresh_golden: bool
) -> None:
    """In the file: the left sentence, the right one, and a line for each figure: what is counted,
    left, right, measure, difference, percent, and what became of the qualifiers.
    """
    path = GOLDEN / name
    golden = path.read_text(encoding="utf-8")
    found = "\n".join(_told(block) for block in golden.split("\n\n"))
    if refresh_golden:
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")


def _told(block: str) -> str:
    left, right = (line[2:] for line in block.splitlines()[:2])
    pairs = pair_figures(left, right, changes_between(left, right), cut)
    return "\n".join([f"左 {left}", f"右 {right}", *(" | ".join(_row(one)) for one in pairs), ""])


def _row(one: FigurePair) -> Iterator[str]:
    yield f"    {one.context or '—'}"
    yield f"{one.left or '—'} → {one.right or '—'}"
    yield one.measure or "—"
    yield "same" if one.same else "unknown" if one.masked else _number(one.delta)
    yield "—" if one.percent is None else f"{one.percent:+.1f}%"
    if one.left_qualifier or one.right_qualifier:
        yield f"{one.left_qualifier or '—'} → {one.right_qualifier or '—'}"


def _number(delta: int | float | None) -> str:
    return "—" if delta is None else f"{delta:+}"
