"""A report made ready to read: its blocks with everything marked, its outline, what was removed.

Pure: data of the library in, data for the template out. One walk over the passages, so a
report of thousands of them stays quick.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from index.model import Outline, Part, Passage, Removed, Row, Section, Span, Why
from search.doubts import Place as Doubtful
from search.model import Hit, RemovedHit, Report
from search.removed import around
from web.filters import Insert, Mark, markup, masks


@dataclass(frozen=True, slots=True)
class Found:
    """Every occurrence within one report, in reading order; `current` counts from 1, 0 is none."""

    places: tuple[tuple[int, Span], ...]
    runs: tuple[tuple[int, Span], ...]  # where matches run on in following passages
    current: int = 0

    @property
    def total(self) -> int:
        """The number of occurrences."""
        return len(self.places)

    @property
    def previous(self) -> int:
        """The occurrence before the current one, round about."""
        return self.current - 1 if self.current > 1 else self.total

    @property
    def next(self) -> int:
        """The occurrence after the current one, round about."""
        return self.current + 1 if self.current < self.total else 1


@dataclass(frozen=True, slots=True)
class Block:
    """One passage as shown. `level` is 0 for text, 1 for the title, from 2 for headings.

    `cells` has the markup of each cell of `row`, a table's row. `tabbed`: cells stand in the
    text, and nothing is known of their grid.
    """

    index: int
    text: str
    html: Markup
    level: int
    runs_on: bool  # goes on with the paragraph of the block before
    tabbed: bool
    holds_current: bool
    row: Row | None = None
    cells: tuple[Markup, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the outline; `passages` counts the text below it, of a table its rows.

    `table` is its number from 1, 0 for a section.
    """

    index: int
    text: str
    level: int
    passages: int
    current: bool
    table: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Text that was removed alike, and where it stood: (before, after, passage index)."""

    text: str
    why: Why
    times: int
    places: tuple[tuple[str, str, int | None], ...]


def found_in(report: Report, hits: Iterable[Hit], *, number: int = 0, at: int = -1) -> Found:
    """Gather the occurrences of a search within the report.

    The current one is the given `number`, else the first in passage `at` or after, else the first.
    """
    places: list[tuple[int, Span]] = []
    runs: list[tuple[int, Span]] = []
    for hit in sorted(hits, key=lambda hit: hit.index):
        places.extend((hit.index, span) for span in sorted(hit.spans))
        for continuation in hit.continues:
            index = continuation.passage_id - report.first_passage
            runs.extend((index, span) for span in continuation.spans)
    if not 1 <= number <= len(places):
        number = bisect_left(places, at, key=lambda place: place[0]) + 1
        number = number if number <= len(places) else min(1, len(places))
    return Found(tuple(places), tuple(runs), number)


def blocks(
    report: Report,
    found: Found,
    *,
    reasons: Mapping[Why, str],
    show_removed: bool,
    apart: Iterable[RemovedHit] = (),
    doubtful: Sequence[Doubtful | None] = (),
) -> list[Block]:
    """Return the passages as they are shown; in what was removed the hits `apart` are marked.

    Of the `doubtful` places number n is the anchor `dn`.
    """
    levels = _levels(report.outline)
    marks, inserts = _marks(found), _inserts(found)
    for number, one in enumerate(doubtful):
        if one is not None:
            marks[one.index].append(Mark(*one.span, "doubt"))
            inserts[one.index].append(Insert(one.span.start, anchor=f"d{number}"))
    if show_removed:
        for piece, place in _removed(report, reasons, apart):
            if piece.passage is not None:
                inserts[piece.passage].append(place)
    current = found.places[found.current - 1][0] if found.current else -1
    out: list[Block] = []
    before: Passage | None = None
    for passage in report.outline.passages:
        text = passage.text
        marked = [*marks.get(passage.index, ()), *masks(text), *_label(passage)]
        placed = inserts.get(passage.index, ())
        row = passage.row
        out.append(
            Block(
                passage.index,
                text,
                markup(text, marked, placed),
                levels.get(passage.index, 0),
                _runs_on(before, passage),
                "\t" in text,
                passage.index == current,
                row,
                () if row is None else in_cells(text, row, marked, placed),
            )
        )
        before = passage
    return out


def in_cells(
    text: str, row: Row, marks: Sequence[Mark], inserts: Sequence[Insert] = ()
) -> tuple[Markup, ...]:
    """Return the markup of each cell of a row, whose whole text is marked so."""
    spans = (cell.span for cell in row.cells)
    return tuple(markup(text, marks, inserts, start=span.start, end=span.end) for span in spans)


def ahead(
    report: Report, reasons: Mapping[Why, str], apart: Iterable[RemovedHit] = ()
) -> list[Markup]:
    """Return what was removed before the first passage."""
    return [
        markup("", inserts=(place,))
        for piece, place in _removed(report, reasons, apart)
        if piece.passage is None
    ]


def _removed(
    report: Report, reasons: Mapping[Why, str], apart: Iterable[RemovedHit]
) -> Iterator[tuple[Removed, Insert]]:
    """Yield what was removed with what shows it: piece n of the report is the anchor `rn`."""
    marks = {hit.number: tuple(Mark(*span, "hit") for span in hit.spans) for hit in apart}
    for number, piece in enumerate(report.removed):
        yield (
            piece,
            Insert(
                (piece.offset or 0) if piece.passage is not None else 0,
                anchor=f"r{number}",
                text=piece.text,
                why=reasons[piece.why],
                marks=marks.get(number, ()),
            ),
        )


def entries(outline: Outline, current: int) -> list[Entry]:
    """Return the lines of the outline; the one that holds passage `current` is marked."""
    openings = [section.opening.index for section in _sections(outline.sections)]
    place = bisect_left(sorted(openings), current + 1) - 1
    here = sorted(openings)[place] if current >= 0 and place >= 0 else -1
    lines = []
    if outline.preamble:
        first = outline.preamble[0].index
        lines.append(Entry(first, "", 1, len(outline.preamble), here == -1 and current >= first))
    for section in _sections(outline.sections):
        count = sum(passage.part is Part.BODY for passage in section.walk())
        opening = section.opening
        lines.append(
            Entry(opening.index, opening.text, section.level, count, opening.index == here)
        )
    lines += _tables(outline)
    return sorted(lines, key=lambda line: line.index)


def _tables(outline: Outline) -> list[Entry]:
    """Return a line for each table, one step below the section in which it stands."""
    first: dict[int, Passage] = {}
    rows: Counter[int] = Counter()
    for passage in outline.passages:
        if passage.row is not None:
            first.setdefault(passage.row.table, passage)
            rows[passage.row.table] += passage.part is Part.BODY
    return [
        Entry(
            passage.index,
            outline.tables[number].caption or "",
            len(passage.path) + 1,
            rows[number],
            False,
            number + 1,
        )
        for number, passage in first.items()
    ]


def removed_places(report: Report) -> list[Place]:
    """Return what was removed, equal pieces together, in the order of the source."""
    texts = {passage.index: passage.text for passage in report.outline.passages}
    grouped: dict[tuple[str, Why], list[Removed]] = defaultdict(list)
    for piece in report.removed:
        grouped[piece.text, piece.why].append(piece)
    return [
        Place(text, why, len(pieces), tuple(_place(piece, texts) for piece in pieces[:3]))
        for (text, why), pieces in grouped.items()
    ]


def _place(piece: Removed, texts: Mapping[int, str]) -> tuple[str, str, int | None]:
    if piece.passage is None or piece.passage not in texts:
        return "", "", None
    before, after = around(lambda index: texts.get(index, ""), piece.passage, piece.offset or 0)
    return before, after, piece.passage


def _sections(sections: Sequence[Section]) -> Iterable[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)


def _levels(outline: Outline) -> dict[int, int]:
    levels = {s.opening.index: min(6, s.level + 1) for s in _sections(outline.sections)}
    if outline.title:
        levels[outline.title.index] = 1
    return levels


def _marks(found: Found) -> dict[int, list[Mark]]:
    marks: dict[int, list[Mark]] = defaultdict(list)
    for number, (index, span) in enumerate(found.places, 1):
        kind = "current" if number == found.current else "hit"
        marks[index].append(Mark(span.start, span.end, kind))
    for index, span in found.runs:
        marks[index].append(Mark(span.start, span.end, "hit"))
    return marks


def _inserts(found: Found) -> dict[int, list[Insert]]:
    inserts: dict[int, list[Insert]] = defaultdict(list)
    for number, (index, span) in enumerate(found.places, 1):
        inserts[index].append(Insert(span.start, anchor=f"h{number}"))
    return inserts


def _label(passage: Passage) -> tuple[Mark, ...]:
    if not passage.label:
        return ()
    at = passage.text.find(passage.label, 0, len(passage.label) + 4)
    return (Mark(at, at + len(passage.label), "label"),) if at >= 0 else ()


def _runs_on(before: Passage | None, passage: Passage) -> bool:
    if before is None or passage.label or passage.part is not Part.BODY:
        return False
    return before.paragraph == passage.paragraph and before.part is Part.BODY
