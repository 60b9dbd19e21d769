"""The nouns of the house: source, outline, section, passage, facts, report.

Plain frozen data, no I/O. Offsets count characters (code points), spans are half-open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple


class Span(NamedTuple):
    """`start` up to but not including `end`, in characters of some text."""

    start: int
    end: int


class Part(StrEnum):
    """What a passage is in its report."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    HEADER = "header"  # a row of a table that names its columns


class Where(StrEnum):
    """Where in its report a passage stands, as a search is narrowed: text, rows of tables, headings
    and the title.
    """

    BODY = "body"
    TABLE = "table"
    HEADING = "heading"


class Role(StrEnum):
    """What a section is for: 工作成效, 存在问题, 原因, 整改情况, 下一步."""

    DONE = "done"
    PROBLEMS = "problems"
    CAUSES = "causes"
    RECTIFICATION = "rectification"
    PLANS = "plans"


class Why(StrEnum):
    """Why a piece of the source is not in the text."""

    MARKUP = "markup"  # ##paidbegin## and its kin
    ADVERT = "advert"  # advertising lines of text libraries
    FURNITURE = "furniture"  # navigation of the web page around the report
    CONTENTS = "contents"  # lines of a table of contents
    PAGE_NUMBER = "page_number"
    RUNNING_HEAD = "running_head"  # a line repeated at the head or foot of pages
    WATERMARK = "watermark"  # slanted, faint or repeated text across a page: watermarks, stamps
    TABLE_HEAD = "table_head"  # the head of a table, repeated where it goes on on another page
    CONTROL = "control"  # control characters
    HEADER = "header"  # the header or footer of an office file's pages
    DELETION = "deletion"  # tracked deletions of a Word file
    COMMENT = "comment"  # a reviewer's comment in an office file
    SCRIPT = "script"  # scripts, styles and navigation of an HTML file
    FORMULA = "formula"  # a formula of a workbook without a value
    NOTE_MARK = "note_mark"  # the raised number in a line that points to a note
    HIDDEN = "hidden"  # what its file hides: a slide, a sheet, a row, a column
    MACRO = "macro"  # the name of a macro; it is never run
    UNREAD = "unread"  # the name of a file in the file whose format is not read
    LOCKED = "locked"  # … that has a password or is protected
    BROKEN = "broken"  # … that is damaged, too large, or too deep inside others
    ATTACHED = "attached"  # the name of a file that is attached to this one


class LineKind(StrEnum):
    """What a line is in its file."""

    TEXT = "text"
    TABLE = "table"  # one table row; cells are separated by a tab
    NOTE = "note"  # a footnote or endnote
    BOX = "box"  # a text box


class Layout(NamedTuple):
    """Where a physical line stands on its page, in characters of its own size.

    `indent` is how far it begins from the left edge of the text, `room` how much would still
    have fitted before the right edge. `apart` says that it stands further from the line above than
    lines of one paragraph do, or is set in another size; `wide` is the whole width between the
    edges, 0 where they are not known. Of lines that were joined, `indent` is the first one's,
    `room` the last one's, and `last` the indent of the last one.
    """

    indent: float
    room: float
    apart: bool = False
    wide: float = 0.0
    last: float | None = None


class CellPlace(NamedTuple):
    """Where a cell stands: its characters in a text, and its place in the table's grid.

    `column` counts from 0; the cell reaches over `across` columns and `down` rows.
    """

    start: int
    end: int
    column: int
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Which row a line is: of which table of its file (from 0), with which cells.

    The line's text is the texts of its cells joined by tabs, blank ones included; a cell that
    reaches down stands in its first row only. `columns` counts those of the whole grid; `heads`
    says that the file itself calls this row the head of the columns.
    """

    table: int
    columns: int
    cells: tuple[CellPlace, ...]
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file as read: a paragraph of Word or HTML, a physical line of text or PDF.

    `level` is the heading level (from 1) that a style gave, `page` counts from 1 where
    the format has pages and is 0 otherwise. `text` holds no line break. `layout` is known for
    the physical lines of a PDF, `row` for the rows of tables whose grid the file shows. `title`
    says that a style names it the document's title.
    """

    text: str
    level: int | None = None
    kind: LineKind = LineKind.TEXT
    page: int = 0
    layout: Layout | None = None
    row: RowPlace | None = None
    title: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of the source that is not in the text, and why.

    `start` is its offset in the source text (for what a reader left out: the offset at which
    it stood). `passage` and `offset` say where it would stand in the text: so many characters
    into the passage with that index; None before the first passage is known.
    """

    text: str
    why: Why
    start: int
    passage: int | None = None
    offset: int | None = None


class Doubt(NamedTuple):
    """Characters of a scan that the recogniser was unsure of, with the words around them.

    They stand on a page (from 1), in `text`, a piece of one line, from `start` up to `end`.
    """

    page: int
    text: str
    start: int
    end: int


class Scan(NamedTuple):
    """How much of a report was recognised from pictures: so many pages, with so many places in
    them of which the recogniser was unsure. False where that is nothing. `unread` pages are
    pictures too, and were not recognised.
    """

    pages: int = 0
    doubtful: int = 0
    unread: int = 0

    def __bool__(self) -> bool:
        return self.pages > 0 or self.unread > 0


NO_SCAN = Scan()


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says about itself; times are ISO 8601, None where it says nothing.

    `title`, `source` (来源) and `published` are what a web page states of its text. `scanned` are
    the pages (from 1) whose text was recognised from a picture, `doubts` what may be wrong there,
    `unread` those that are pictures and were not recognised.
    """

    media: str = "text/plain"
    encoding: str | None = None
    author: str | None = None
    last_editor: str | None = None
    created: str | None = None
    modified: str | None = None
    pages: int | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None
    scanned: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    unread: tuple[int, ...] = ()

    @property
    def scan(self) -> Scan:
        """How much was recognised from pictures."""
        return Scan(len(self.scanned), len(self.doubts), len(self.unread))


@dataclass(frozen=True, slots=True)
class EmbeddedImage:
    """An image inside a file, told by its bytes: `size` of them, pixels where the header says.

    `name` is what it is called inside the file (`word/media/image1.png`).
    """

    sha256: str
    media: str
    size: int
    width: int | None
    height: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its lines, what the reader left out, what the file says of itself.

    `images` are those that can be evidence, each once (readers that know of none give none).
    `edges` says that what stands at the edges of its pages may be a running head or a page number;
    a reader that saw which lines are none of the text says no.
    """

    lines: tuple[Line, ...]
    removed: tuple[Removed, ...] = ()
    facts: FileFacts = field(default_factory=FileFacts)
    images: tuple[EmbeddedImage, ...] = ()
    edges: bool = True

    @property
    def text(self) -> str:
        """All lines joined by line feeds; the text that source offsets refer to."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table's row: its text, and where that stands in the passage of the row.

    `place` is where it stands in the grid, `column` the names of its column, outermost first
    (empty in header rows and where no row names the columns), `measure` what its number
    is counted in (万元), None where it holds no number or nothing says.
    """

    text: str
    place: CellPlace
    column: tuple[str, ...] = ()
    measure: str | None = None

    @property
    def span(self) -> Span:
        """Where the text stands in the passage."""
        return Span(self.place.start, self.place.end)


@dataclass(frozen=True, slots=True)
class Row:
    """What a passage is in a table: row `row` (from 0, header rows included) of table `table`."""

    table: int
    row: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report: what it is called, what it counts in, and the names of its columns.

    `columns` has a path of names for each column of the grid, outermost first; the first
    `header_rows` rows are those that the names come from.
    """

    caption: str | None
    measure: str | None
    columns: tuple[tuple[str, ...], ...]
    header_rows: int

    def covered(self, place: CellPlace) -> list[tuple[str, ...]]:
        """Return the names of each column that a cell reaches over, of those that have any."""
        paths = self.columns[place.column : place.column + place.across]
        return [path for path in paths if path]

    def names(self, place: CellPlace) -> tuple[str, ...]:
        """Return the names that all columns share which a cell reaches over, outermost first."""
        levels = zip(*self.covered(place), strict=False)
        return tuple(level[0] for level in takewhile(lambda names: len(set(names)) == 1, levels))


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest unit that people quote: a point, a paragraph, a row of a table, a heading.

    `index` is its place in reading order (from 0), `paragraph` the number of the paragraph
    it is cut from: the texts of one paragraph's passages, joined, are the paragraph. `path` holds
    the headings above it, outermost first (`一、履行职责情况`); for a heading, those above it only.
    `label` is `一是`, `第一` … where the passage is a point (the text includes it). `row` is
    known where the passage is a row of a table: its text is then its cells joined by tabs.
    """

    index: int
    part: Part
    paragraph: int
    text: str
    label: str | None = None
    path: tuple[str, ...] = ()
    role: Role | None = None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it.

    `marker` is normalised (`一`, `（一）`, `1`; None for a heading that a style made), `heading`
    the words without marker and without the full stop of a run-in heading, `opening` the heading's
    own passage with all its characters.
    """

    level: int
    marker: str | None
    heading: str
    role: Role | None
    opening: Passage
    passages: tuple[Passage, ...] = ()
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Passage]:
        """All passages of the section in reading order, its opening first."""
        yield self.opening
        yield from self.passages
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """A report cut into passages. `removed` keeps what was taken out, in order of the source.

    `tables` are those that the rows among the passages belong to, in reading order.
    """

    title: Passage | None
    preamble: tuple[Passage, ...]
    sections: tuple[Section, ...]
    removed: tuple[Removed, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages in reading order, so that `passages[i].index == i`."""
        found = [*([self.title] if self.title else []), *self.preamble]
        for section in self.sections:
            found.extend(section.walk())
        return tuple(sorted(found, key=lambda passage: passage.index))


class Origin(StrEnum):
    """Where a fact about a report was found, most trusted first."""

    PERSON = "person"
    MANIFEST = "manifest"
    TITLE = "title"
    STATED = "stated"  # the title that a web page states of itself
    FILE = "file"
    FOLDER = "folder"
    TEXT = "text"  # the signature or the first lines
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report is: its title, year, unit and kind, each with where it was found."""

    title: str
    year: int | None = None
    unit: str | None = None
    kind: str | None = None
    title_from: Origin = Origin.NONE
    year_from: Origin = Origin.NONE
    unit_from: Origin = Origin.NONE
    kind_from: Origin = Origin.NONE


@dataclass(frozen=True, slots=True)
class Draft:
    """A file read, outlined and recognised, not yet kept.

    `file` is the name shown to people: the path below what was added, with `/`
    (`2023/城投集团/述职报告.docx`, `报送.zip/城投集团/述职报告.docx`). `sha256` is of `data`.
    """

    file: str
    sha256: str
    data: bytes
    source: Source
    outline: Outline
    facts: Facts
