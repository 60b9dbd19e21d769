"""Sentences against the figures that a person has read in them; refresh with --refresh-golden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from figures_support import cut

from search.comparing.figures.found import Found, figures_of
from search.comparing.figures.uncounted import Sense

GOLDEN = Path(__file__).parent / "golden" / "figures.txt"
_QUIET = (Sense.WORD, Sense.NAME)  # of these only that they are not counted


def test_figures_are_read_as_a_person_reads_them(refresh_golden: bool) -> None:
    """The sentences stand in the file, each with its figures below: number, measure, context,
    qualifier; or what else a number is.
    """
    golden = GOLDEN.read_text(encoding="utf-8")
    sentences = [line for line in golden.splitlines() if line and not line.startswith(" ")]
    found = "\n".join(line for sentence in sentences for line in _told(sentence)) + "\n"
    if refresh_golden:
        GOLDEN.write_text(found, encoding="utf-8", newline="\n")
    assert found == GOLDEN.read_text(encoding="utf-8")
    assert len(sentences) > 80


def _told(sentence: str) -> Iterator[str]:
    yield sentence
    for one in figures_of(sentence, cut):
        if one.is_counted:
            yield "    " + " | ".join(_counted(one)).rstrip(" |")
        elif one.sense not in _QUIET:
            yield f"    {one.token} ({one.sense})"


def _counted(one: Found) -> Iterator[str]:
    worth = "?" if one.value is None else format(one.value.normalize(), "f")
    yield one.token if one.token == worth else f"{one.token} = {worth}"
    yield one.measure
    yield one.context
    yield one.qualifier + (" rank" if one.sense is Sense.RANK else "")
