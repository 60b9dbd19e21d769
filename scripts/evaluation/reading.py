"""Is what is read what is there? Documents of known content, read back and held against it.

Every document is set as a Word file and, where LibreOffice is there, as a PDF. Snippets,
numbers, headings and cells are compared by plain means of this module's own: white space out and
nothing else, so that what the program folds or splits cannot hide what it lost.
"""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from measuring.sheet import Bound, Figure, Table, Target

from evaluation.progress import shown
from evaluation.setting import to_pdf, write_word
from evaluation.truths import Draft, Grid, Truth, drafts
from index.ingest.preparing import draft as read_draft
from index.ingest.task import Task
from index.model import Outline, Passage, Section

FORMATS = (".docx", ".pdf")

_SNIPPET = 12  # characters
_STEP = 5  # characters from one snippet to the next
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DIGITS = 4  # of a number that must stand whole
_SNIPPETS = Target(Bound.LEAST, 0.98)
_NUMBERS = Target(Bound.LEAST, 0.99)
_CELLS = Target(Bound.LEAST, 0.98)
_INVENTED = Target(Bound.MOST, 0)
_HEADINGS = {".docx": Target(Bound.LEAST, 0.98), ".pdf": Target(Bound.LEAST, 0.95)}
_OPEN_CELLS = Target(Bound.LEAST, 0.95)  # of tables without lines
_COLUMNS = (
    *("documents", "number", "snippets", "numbers", "invented", "headings", "cells", "measures"),
    *("ms a page or file",),
)


@dataclass(slots=True)
class Share:
    """So many right of so many."""

    right: int = 0
    of: int = 0

    def add(self, right: int, of: int) -> None:
        """Count some more."""
        self.right += right
        self.of += of

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return self.right / self.of if self.of else None


@dataclass(slots=True)
class Tally:
    """What became of the documents of one kind in one format."""

    number: int = 0
    snippets: Share = field(default_factory=Share)
    numbers: Share = field(default_factory=Share)
    invented: int = 0
    headings: Share = field(default_factory=Share)  # twice the hits, of those said and those there
    cells: Share = field(default_factory=Share)
    measures: Share = field(default_factory=Share)
    seconds: float = 0.0
    misses: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Read:
    """All tallies by kind and format; `pdf` says whether PDFs could be made."""

    tallies: dict[tuple[str, str], Tally]
    pdf: bool

    @property
    def missed(self) -> tuple[Figure, ...]:
        """Return the figures that are not what they should be."""
        return tuple(one for one in figures(self) if one.verdict in ("not met", "not measured"))


def read_back(seed: int, each: int, folder: Path) -> Read:
    """Set `each` documents of every kind, read them back in every format, and judge."""
    written = {f"{number:04}": draft for number, draft in enumerate(drafts(seed, each))}
    for stem, one in written.items():
        write_word(one, folder / f"{stem}.docx")
    made = to_pdf([folder / f"{stem}.docx" for stem in written], folder)
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for stem, one in shown(written.items(), "documents read", len(written)):
        for suffix in FORMATS:
            file = folder / f"{stem}{suffix}"
            if file.is_file():
                _judge(one, file, tallies[one.kind, suffix])
    return Read(dict(tallies), bool(made))


def figures(found: Read) -> Iterator[Figure]:
    """Yield the figures over all kinds, by format."""
    for suffix in FORMATS:
        here = [one for (_, at), one in found.tallies.items() if at == suffix]
        if not here:
            yield Figure(f"documents as {suffix}", None, "", _SNIPPETS, "LibreOffice is missing")
            continue
        for name, target in (("snippets", _SNIPPETS), ("numbers", _NUMBERS)):
            yield _share(f"{name} found, {suffix}", [getattr(one, name) for one in here], target)
        invented = float(sum(one.invented for one in here))
        yield Figure(f"numbers that stand nowhere, {suffix}", invented, "", _INVENTED)
        headings = [one.headings for one in here]
        yield _share(f"headings, F1, {suffix}", headings, _HEADINGS[suffix])
        for kinds, target in ((False, _CELLS), (True, _OPEN_CELLS)):
            some = [
                one.cells
                for (kind, at), one in found.tallies.items()
                if at == suffix and ("without lines" in kind) is kinds
            ]
            name = "without lines" if kinds else "ruled"
            yield _share(f"cells of tables, {name}, {suffix}", some, target)
        yield _share(f"measures of cells, {suffix}", [one.measures for one in here], _CELLS)


def tables(found: Read) -> Iterator[Table]:
    """Show the tallies, a table a format."""
    for suffix in FORMATS:
        rows = tuple(
            (
                kind,
                str(one.number),
                *map(_told, (one.snippets.value, one.numbers.value)),
                str(one.invented),
                *map(_told, (one.headings.value, one.cells.value, one.measures.value)),
                f"{1000 * one.seconds / max(1, one.number):.0f}",
            )
            for (kind, at), one in found.tallies.items()
            if at == suffix
        )
        if rows:
            yield Table(f"read back, {suffix}", _COLUMNS, rows)


def _share(name: str, shares: Iterable[Share], target: Target) -> Figure:
    whole = Share()
    for one in shares:
        whole.add(one.right, one.of)
    return Figure(name, whole.value, "", target, f"of {whole.of:,}")


def _told(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _judge(draft: Draft, file: Path, tally: Tally) -> None:
    truth = draft.truth()
    begun = time.process_time()
    outline = read_draft(Task(file.name, (), file.read_bytes(), None)).outline
    tally.seconds += time.process_time() - begun
    tally.number += 1
    texts = _paragraphs(outline)
    _judge_snippets(truth, texts, tally)
    _judge_numbers(truth, outline, tally)
    _judge_headings(truth, outline, tally)
    for grid in truth.grids:
        _judge_grid(grid, outline, tally)


def _judge_snippets(truth: Truth, texts: Sequence[str], tally: Tally) -> None:
    chance = Random(truth.title)  # noqa: S311
    whole = "\n".join(texts)
    for paragraph in truth.paragraphs:
        bare = _bare(paragraph)
        places = range(chance.randrange(_STEP), max(1, len(bare) - _SNIPPET), _STEP)
        pieces = [bare[at : at + _SNIPPET] for at in places]
        lost = [piece for piece in pieces if piece not in whole]
        tally.snippets.add(len(pieces) - len(lost), len(pieces))
        tally.misses += lost


def _judge_numbers(truth: Truth, outline: Outline, tally: Tally) -> None:
    """Hold long numbers against each other: each is there as often as it was written."""
    written = Counter(_numbers(_all_of(truth)))
    read = Counter(
        number
        for text in [passage.text for passage in outline.passages]
        for number in _numbers(text)
    )
    long = {number for number in written if sum(map(str.isdigit, number)) >= _DIGITS}
    found = sum(min(written[number], read[number]) for number in long)
    tally.numbers.add(found, sum(written[number] for number in long))
    tally.misses += [number for number in long if read[number] < written[number]]
    strange = [
        number
        for number in read
        if number not in written and sum(map(str.isdigit, number)) >= _DIGITS
    ]
    tally.invented += len(strange)
    tally.misses += strange


def _judge_headings(truth: Truth, outline: Outline, tally: Tally) -> None:
    written = Counter((_bare(one.text), one.level) for one in truth.headings)
    read = Counter((_bare(one.opening.text), one.level) for one in _sections(outline.sections))
    hits = sum((written & read).values())
    tally.headings.add(2 * hits, sum(written.values()) + sum(read.values()))
    tally.misses += [f"heading {text} {level}" for text, level in (written - read)]
    tally.misses += [f"no heading {text} {level}" for text, level in (read - written)]


def _judge_grid(grid: Grid, outline: Outline, tally: Tally) -> None:
    """Look every cell up by its row's first cell and its column's names."""
    rows: dict[str, list[Passage]] = defaultdict(list)
    for passage in outline.passages:
        if passage.row is not None and passage.row.cells:
            rows[_bare(passage.row.cells[0].text)].append(passage)
    for label, *texts in grid.rows:
        candidates = rows.get(_bare(label), [])
        told = [
            {
                tuple(map(_bare, cell.column)): (_bare(cell.text), cell.measure)
                for cell in one.row.cells
            }
            for one in candidates
            if one.row is not None
        ]
        wanted = {
            tuple(map(_bare, path)): _bare(text)
            for path, text in zip(grid.columns[1:], texts, strict=True)
        }
        best = max(told, key=lambda cells: len(_right(cells, wanted)), default={})
        right = _right(best, wanted)
        if candidates:
            candidates.pop(told.index(best))
        tally.cells.add(len(right), len(wanted))
        tally.misses += [f"cell {label} {path}" for path in wanted if path not in right]
        for path in right:
            if wanted[path]:
                measure = best[path][1]
                named = "%" if "%" in path[-1] else None if "户数" in path[-1] else grid.measure
                tally.measures.add(measure == named, 1)


def _right(
    cells: Mapping[tuple[str, ...], tuple[str, str | None]],
    wanted: Mapping[tuple[str, ...], str],
) -> list[tuple[str, ...]]:
    """Return the columns whose cell says what it should; a column that is not there does not."""
    return [path for path, text in wanted.items() if path in cells and cells[path][0] == text]


def _paragraphs(outline: Outline) -> list[str]:
    """Return the text of each paragraph: its passages joined, white space out."""
    found: dict[int, list[str]] = defaultdict(list)
    for passage in outline.passages:
        found[passage.paragraph].append(passage.text)
    return [_bare("".join(texts)) for texts in found.values()]


def _all_of(truth: Truth) -> str:
    cells = (text for grid in truth.grids for row in grid.rows for text in row)
    names = (name for grid in truth.grids for name in {n for path in grid.columns for n in path})
    heads = (heading.text for heading in truth.headings)
    return "\n".join([truth.title, *heads, *truth.paragraphs, *names, *cells])


def _numbers(text: str) -> list[str]:
    return [found.rstrip(",") for found in _NUMBER.findall(text)]


def _sections(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)


def _bare(text: str) -> str:
    return "".join(text.split())
