"""Which stretches of the texts are marked, and ranges in words. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Span
from search.exports import alike
from search.exports.words import Say
from search.reuse.figures import Figures, with_measure
from search.reuse.model import Finding, Label, Match, PassageReuse

EQUAL, FIGURE, RESIDUE = "equal", "figure", "residue"
RANGES = 8  # stretches named in one line; more are counted

Marks = list[tuple[Span, str]]


def of_passage(passage: PassageReuse, findings: Sequence[Finding]) -> Marks:
    """Return what is marked in a passage: classes by the names of their labels, and residue."""
    marks: Marks = [(one.span, one.label.value) for one in passage.covered]
    return [*marks, *((one.span, RESIDUE) for one in findings)]


def of_match(match: Match, text: str) -> tuple[Marks, Marks]:
    """Return what is marked in `text` and in the match: equal stretches, figures that differ."""
    here: Marks = [(span, EQUAL) for span in match.query_spans]
    there: Marks = [(span, EQUAL) for span in match.text_spans]
    for slot in match.slots:
        if slot.changed:
            here.append((with_measure(text, slot.left_span), FIGURE))
            there.append((with_measure(match.text, slot.right_span), FIGURE))
    return here, there


def ranges(spans: Sequence[Span], say: Say, *, start: int = 0) -> str:
    """Return spans in words: 1—58、61—90; characters count from 1, after `start` others."""
    said = "、".join(f"{start + one.start + 1:,}—{start + one.end:,}" for one in spans[:RANGES])
    if len(spans) > RANGES:
        said += say(alike.AND_SPANS).format(count=len(spans))
    return said


def numbers(figures: Figures, say: Say) -> str:
    """Return what became of each figure in one line; empty where there is none."""
    said = []
    for one in figures.changed:
        text = say(alike.CHANGED if one.delta else alike.REPLACED)
        said.append(text.format(old=one.old, new=one.new, change=one.delta))
    line = say(alike.NUMBERS_SAID).format(numbers="；".join(said)) if said else ""
    if figures.kept and figures.changed:
        kept = "、".join(one.new for one in figures.kept)
        line += "　" + say(alike.KEPT_SAID).format(numbers=kept)
    return line


def by_passage(findings: Sequence[Finding]) -> dict[int, list[Finding]]:
    """Return findings by the index of their passage."""
    found: dict[int, list[Finding]] = {}
    for one in findings:
        found.setdefault(one.passage, []).append(one)
    return found


LABELS = {label.value: label for label in Label}
