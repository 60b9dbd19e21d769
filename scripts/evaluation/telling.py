"""An outcome in words for a terminal, or as one JSON document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from measuring.sheet import Figure, Table, Target

from evaluation.contrasting import Contrasts
from evaluation.contrasting import figures as compared_figures
from evaluation.contrasting import tables as compared_tables
from evaluation.crossing import Tables
from evaluation.crossing import figures as crossed_figures
from evaluation.crossing import tables as crossed_tables
from evaluation.outcome import Outcome, Row, tables
from evaluation.pairing import Lists
from evaluation.pairing import figures as paired_figures
from evaluation.pairing import tables as paired_tables
from evaluation.reading import Read
from evaluation.reading import figures as read_figures
from evaluation.reading import tables as read_tables


@dataclass(frozen=True, slots=True)
class Run:
    """What was evaluated: a folder of so many reports; negatives `left_out` were not asked."""

    folder: str
    seed: int
    reports: int
    refused: int
    left_out: int
    seconds: float


def lines(run: Run, result: Outcome) -> Iterator[str]:
    """Yield what a person reads."""
    refused = f", {run.refused:,} files refused" if run.refused else ""
    yield f"{run.folder}: {run.reports:,} reports{refused}; seed {run.seed}; {run.seconds:.0f} s"
    if run.left_out:
        yield f"{run.left_out:,} negatives left out: the library does not hold them as they are"
    for table in tables(result):
        yield ""
        yield from _table(table)
    yield ""
    named = [one for one in result.figures if not one.name.endswith(_OF_ROWS)]
    yield from _table(Table("altogether", _HEAD, tuple(one.cells(0) for one in named)))
    yield ""
    judged = [one for one in result.figures if one.target]
    for one in result.missed:
        name, value, target, verdict = one.cells(0)
        yield f"{verdict}: {name}: {value} ({target})"
    yield f"{len(judged) - len(result.missed)} of {len(judged)} targets met"


def contrasted(run: Run, found: Contrasts) -> Iterator[str]:
    """Yield what a person reads of comparisons."""
    yield (
        f"{run.folder}: {found.cases} pairs of reports compared, {found.reports} of them from the "
        f"folder, the others composed of its sentences; seed {run.seed}; {run.seconds:.0f} s"
    )
    for table in compared_tables(found):
        yield ""
        yield from _table(table)
    yield ""
    figures = compared_figures(found)
    yield from _table(Table("compared", _HEAD, tuple(one.cells(0) for one in figures)))
    yield ""
    for one in found.missed:
        name, value, target, verdict = one.cells(0)
        yield f"{verdict}: {name}: {value} ({target})"
    judged = [one for one in figures if one.target]
    yield f"{len(judged) - len(found.missed)} of {len(judged)} targets met"


def contrasts(run: Run, found: Contrasts) -> dict[str, Any]:
    """Return what a program reads of comparisons."""
    return {
        "folder": run.folder,
        "seed": run.seed,
        "comparisons": found.cases,
        "recognised": [
            {"group": group, "done": name, "passages": one.number, "paired": one.paired}
            | {"recognised": one.recognised}
            for group, counted in (
                ("reports", found.real.counts),
                ("composed", found.made.counts),
                ("composed, by way", found.made.ways),
                ("sections", found.sections),
            )
            for name, one in counted.items()
            if one.number
        ],
        "figures": [_figure(one) for one in compared_figures(found)],
    }


def listed(seed: int, seconds: float, found: Lists) -> Iterator[str]:
    """Yield what a person reads of lists; every figure stands in a table."""
    examples = [(way, tally.misses) for way, tally in found.ways.items()]
    yield f"{found.cases} lists compared, lines alike but for figures; seed {seed}; {seconds:.0f} s"
    yield from _shown(paired_tables(found), [*paired_figures(found)], found.missed, examples)


def lists(found: Lists) -> dict[str, Any]:
    """Return what a program reads of lists."""
    return {"lists": found.cases, "figures": [_figure(one) for one in paired_figures(found)]}


def tabled(seed: int, seconds: float, found: Tables) -> Iterator[str]:
    """Yield what a person reads of tables; every figure stands in a table."""
    examples = [(f"{way}, {at}", tally.misses) for (at, way), tally in found.tallies.items()]
    yield f"{found.cases} documents with tables compared; seed {seed}; {seconds:.0f} s"
    yield from _shown(crossed_tables(found), [*crossed_figures(found)], found.missed, examples)


def tabulated(found: Tables) -> dict[str, Any]:
    """Return what a program reads of tables."""
    return {"tables": found.cases, "figures": [_figure(one) for one in crossed_figures(found)]}


def _shown(
    tables: Iterable[Table],
    figures: Sequence[Figure],
    missed: Sequence[Figure],
    examples: Iterable[tuple[str, Sequence[str]]],
) -> Iterator[str]:
    for table in tables:
        yield ""
        yield from _table(table)
    yield ""
    for name, misses in examples:
        if misses:
            yield f"{name}: for example {'; '.join(misses[:_EXAMPLES])}"
    for one in missed:
        name, value, target, verdict = one.cells(0)
        yield f"{verdict}: {name}: {value} ({target})"
    judged = [one for one in figures if one.target]
    yield f"{len(judged) - len(missed)} of {len(judged)} targets met"


def reread(seed: int, seconds: float, found: Read) -> Iterator[str]:
    """Yield what a person reads of documents that were set and read back."""
    number = sum(one.number for one in found.tallies.values())
    yield f"{number} documents of known content read back; seed {seed}; {seconds:.0f} s"
    if not found.pdf:
        yield "LibreOffice is not on this machine: no PDF was made"
    for table in read_tables(found):
        yield ""
        yield from _table(table)
    yield ""
    judged = list(read_figures(found))
    yield from _table(Table("read back", _HEAD, tuple(one.cells(0) for one in judged)))
    yield ""
    for (kind, suffix), tally in found.tallies.items():
        if tally.misses:
            yield f"{kind}, {suffix}: for example {'; '.join(tally.misses[:5])}"
    for one in found.missed:
        name, value, target, verdict = one.cells(0)
        yield f"{verdict}: {name}: {value} ({target})"
    yield f"{len(judged) - len(found.missed)} of {len(judged)} targets met"


def rereads(found: Read) -> dict[str, Any]:
    """Return what a program reads of documents that were set and read back."""
    return {
        "read_back": [
            {
                "kind": kind,
                "format": suffix,
                "documents": one.number,
                "snippets": one.snippets.value,
                "numbers": one.numbers.value,
                "invented": one.invented,
                "headings": one.headings.value,
                "cells": one.cells.value,
                "measures": one.measures.value,
                "seconds": one.seconds,
            }
            for (kind, suffix), one in found.tallies.items()
        ],
        "figures": [_figure(one) for one in read_figures(found)],
    }


_EXAMPLES = 4  # misses that are shown of each kind
_OF_ROWS = (", long", ", short")
_HEAD = ("what", "measured", "target", "")


def document(run: Run, result: Outcome) -> dict[str, Any]:
    """Return what a program reads; shares are of 1, times in seconds."""
    return {
        "folder": run.folder,
        "seed": run.seed,
        "reports": run.reports,
        "refused": run.refused,
        "left_out": run.left_out,
        "copies": [_row(row) for row in result.rows],
        "figures": [_figure(one) for one in result.figures],
        "missed": [one.name for one in result.missed],
        "met": not result.missed,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "group": row.group,
        "kind": row.kind,
        "copies": row.number,
        "recall": row.recall,
        "target": _target(row.target),
        "met": row.met,
        "verdict_right": row.verdict,
        "covered_by_spans": row.covered,
        "covered_by_pieces": row.joined,
        "spans": row.spans,
        "pieces": row.pieces,
        "seconds": row.seconds,
    }


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "name": one.name,
        "value": one.value,
        "unit": one.unit,
        "target": _target(one.target),
        "verdict": one.verdict,
        "note": one.note,
    }


def _target(target: Target | None) -> str | None:
    return f"{target.bound} {target.limit:g}" if target else None


def _table(table: Table) -> Iterator[str]:
    rows: Sequence[Sequence[str]] = (table.columns, *table.rows)
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    yield table.title
    for row in rows:
        first, *others = zip(row, widths, strict=True)
        cells = [_padded(*first), *(" " * (width - _width(cell)) + cell for cell, width in others)]
        yield ("  " + "  ".join(cells)).rstrip()


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
