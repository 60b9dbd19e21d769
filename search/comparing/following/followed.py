"""What is asked about passages followed through more than two reports, and what is answered.

Plain frozen data. Spans are half-open character offsets into the texts that they are of.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from index.model import NO_SCAN, Role, Scan
from search.comparing.model import Change, Compared, RowKind, Side
from search.model import Filters, ReportRow, UnknownFilter
from search.reuse.model import Relation

# -- several reports side by side -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeveralRequest:
    """Put several reports beside each other: these, or all that pass the filters by year, unit
    and kind, or, with a passage alone, all of its unit.

    `section` chooses what is followed: a role (done, problems, …), the id of a heading's passage,
    or words of a heading; `passage_id` follows the row of one passage.
    """

    reports: tuple[int, ...] = ()
    filters: Filters = field(default_factory=Filters)
    section: str = ""
    passage_id: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What of a column stands in a row: a passage, or several joined by line feeds.

    `before` is the column before in which the row stands, `kind` what became of it since
    (same, figures, edited, split, merged), with `changes` from that text to this one; in the row's
    first cell there is none of them. `moved`: it left the order in which the rest stands.
    """

    side: Side
    before: int | None = None
    kind: RowKind | None = None
    moved: bool = False
    score: float = 1.0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Strand:
    """One row: the same passage in each column, None where it is not. `first` is the column in
    which it appears first; `heading` where it is a heading (or title) wherever it stands.
    """

    cells: tuple[Cell | None, ...]
    first: int
    heading: bool = False

    @property
    def last(self) -> int:
        """The last column in which it stands."""
        return max(number for number, cell in enumerate(self.cells) if cell)


@dataclass(frozen=True, slots=True)
class Column:
    """How many rows stand in a column, by what became of them since the column before in which
    they stand. `first` are new there, of which `back` have been away; `gone` stood in the column
    right before and not in this one. `moved` counts across kinds.
    """

    rows: int = 0
    first: int = 0
    same: int = 0
    figures: int = 0
    edited: int = 0
    split: int = 0
    merged: int = 0
    back: int = 0
    gone: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Opening:
    """A section that can be chosen: its heading in the last column that has it, and its depth
    (1 for an outermost one). `row` counts in all rows.
    """

    passage_id: int
    text: str
    depth: int
    role: Role | None
    row: int


@dataclass(frozen=True, slots=True)
class Several:
    """Several reports as columns, by year (unknown ones last), passages as rows in the order of
    the last column; what older ones alone have stands where it stood.

    `rows` are those asked for, of `total`; `counts` count them by column. `left_out` are the
    reports that there was no room for. `openings` are the sections, in the order of the rows, and
    `roles` those of outermost ones.
    """

    columns: tuple[Compared, ...]
    rows: tuple[Strand, ...]
    counts: tuple[Column, ...]
    total: int
    left_out: tuple[ReportRow, ...] = ()
    openings: tuple[Opening, ...] = ()
    roles: tuple[Role, ...] = ()
    unknown: tuple[UnknownFilter, ...] = ()


# -- one passage through the years ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TrailRequest:
    """Follow a passage of the library; `own_unit` leaves out what is not of its unit.

    At most `limit` steps are listed.
    """

    passage_id: int
    own_unit: bool = False
    limit: int = 60


@dataclass(frozen=True, slots=True)
class Step:
    """One report in which a passage stands: its best passage there, of `copies` equal ones.

    `before` is the step (its place among all) that it is compared with: the last one of its unit,
    else the earlier one that is most like it. `score` (0 to 1) and `verdict` say how like it is to
    that, `changes` what became of that text; of a step with nothing before it they say nothing
    (1, same, none). `asked` is the passage that was asked about.
    """

    report_id: int
    title: str
    unit: str | None
    year: int | None
    kind: str | None
    passage_id: int
    index: int
    paragraph: int
    path: tuple[str, ...]
    text: str
    score: float
    verdict: str
    relation: Relation
    copies: int = 1
    before: int | None = None
    changes: tuple[Change, ...] = ()
    asked: bool = False
    file: str = ""
    sha256: str = ""
    scan: Scan = NO_SCAN


@dataclass(frozen=True, slots=True)
class InYear:
    """In how many reports, of how many known units, a passage stands in a year; `own` of them are
    of its own unit, and `listed` are steps.
    """

    year: int | None
    reports: int
    units: int
    own: int
    listed: int


@dataclass(frozen=True, slots=True)
class Trail:
    """A passage followed over years and units, oldest first, unknown years last.

    `years` count every report that was found, listed or not; `first_year` is the earliest known
    one, `first_own` that of the own unit. `rounds` counts how often was looked on from what was
    found; `bounded` says that there may be more to be found.
    """

    passage_id: int
    report_id: int
    unit: str | None
    year: int | None
    text: str
    steps: tuple[Step, ...]
    years: tuple[InYear, ...]
    reports: int
    units: int
    own: int
    first_year: int | None
    first_own: int | None
    rounds: int = 1
    bounded: bool = False
