"""Hits as a Word document to read and quote from: 摘录, report by report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from index.model import Part
from search.exports import scanned, words
from search.exports.cells import clean, pieces
from search.exports.gathering import Row, Steps
from search.exports.statement import Lines
from search.exports.wordfile import HIT, PLAIN, Paper
from search.exports.words import Say

MOST = 2_000  # hits; more than that nobody reads, and Word opens slowly


def write(
    target: Path, title: str, about: Lines, rows: Sequence[Row], steps: Steps, say: Say
) -> None:
    """Write the excerpts of hits into `target`. Raises OSError, Stopped."""
    paper = Paper(title)
    for name, value in about:
        paper.fact(name, value)
    if not rows:
        paper.line(say(words.NOTHING))
    for group in _by_report(rows):
        hit = group[0].hit
        year = str(hit.year) if hit.year and str(hit.year) not in hit.title else ""
        unit = hit.unit or say("单位不详")
        named = ("" if unit in hit.title else unit, hit.title, year)
        paper.heading(scanned.flagged("　".join(one for one in named if one), hit.scan, say))
        for name, value in scanned.of_report(hit.scan, say):
            paper.fact(name, value)
        for row in group:
            _excerpt(paper, row, say)
        steps.step(len(group))
    paper.save(target)


def _excerpt(paper: Paper, row: Row, say: Say) -> None:
    hit = row.hit
    path = " › ".join(hit.path) if hit.part is Part.BODY or hit.path else say(words.PARTS[hit.part])
    if path:
        paper.small(path)
    runs = [
        (piece, HIT if marked else PLAIN) for piece, marked in pieces(clean(hit.text), hit.spans)
    ]
    if row.runs_on:
        runs.append((say(words.RUNS_ON).format(text=row.runs_on), PLAIN))
    paper.runs(runs)
    paper.small(say(words.SOURCE).format(file=row.file, paragraph=row.paragraph, sha256=row.sha256))


def _by_report(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows of each report in reading order; reports in the order of their first row."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.hit.report_id, []).append(row)
    for group in groups.values():
        yield sorted(group, key=lambda row: row.hit.passage_id)
