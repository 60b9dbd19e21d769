"""What is asked about reuse and what is answered. Plain frozen data.

Spans are half-open character offsets into the text of the passage (or the pasted text) they are
of. Rates recompute from what is listed: see `Rate`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from index.catalogue import Exclusion, Mark
from index.model import NO_SCAN, Role, Scan, Span
from search.matching import Aligned, Verdict
from search.model import Filters, ReportRow, Searched
from search.slots import Filled
from search.tiles import bridged

__all__ = [
    "Basis",
    "Covered",
    "Cutoff",
    "Direction",
    "Evidence",
    "Exclusion",
    "Finding",
    "FindingKind",
    "Image",
    "Label",
    "Mark",
    "Marked",
    "Match",
    "Order",
    "PassageReuse",
    "Piece",
    "Rate",
    "Rates",
    "Relation",
    "Reuse",
    "ReuseRequest",
    "Similar",
    "SimilarRequest",
    "SourceReport",
    "Verdict",
]


FEW = 4  # known units: what stands in so many to the letter is a stock phrase


class Relation(StrEnum):
    """Whose report a match stands in, seen from the text asked about.

    UNKNOWN where either has no unit, or a masked one: that is never `own`.
    """

    OWN = "own"
    OTHER = "other"
    UNKNOWN = "unknown"


class Direction(StrEnum):
    """When a match was written, seen from the text asked about, by year."""

    EARLIER = "earlier"
    SAME_YEAR = "same_year"
    LATER = "later"
    UNKNOWN = "unknown"


class Order(StrEnum):
    """Order of similar passages."""

    SCORE = "score"
    YEAR = "year"  # oldest first
    UNIT = "unit"
    TEXT = "text"  # as they are met in the text asked about


@dataclass(frozen=True, slots=True)
class SimilarRequest:
    """Look for passages like a text (1 to 20,000 characters), or like a passage of the library.

    Of a pasted text `unit` and `year` say whose it is and when; of a passage they are known.
    `other_units` leaves out the own unit, `own_unit` all others; `earlier` leaves out what is not
    known to be earlier. A stock passage is one that stands in many known units (`Cutoff`).
    `grouped` lists matches with one normalised text once, the others as its `twins`. A `least`
    below the cut-off lists passages that do not match as well (`weak`).
    """

    text: str = ""
    passage_id: int | None = None
    filters: Filters = field(default_factory=Filters)
    unit: str | None = None
    year: int | None = None
    other_units: bool = False
    own_unit: bool = False
    earlier: bool = False
    without_stock: bool = False
    least: float = 0.0  # lowest score
    verdicts: tuple[Verdict, ...] = ()
    order: Order = Order.SCORE
    grouped: bool = False
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A passage of the library that matches a text: left is what was asked about, right this one.

    `query_spans` and `text_spans` are parallel: equal stretches, in the text asked about and in
    `text`. `units` counts the known units in which this passage stands (its own among them),
    alike but for figures; of a `fragment` those in which the run stands that the fewest have.
    `piece` says which piece of a long text it matches. `alike` counts the further passages with
    its normalised text, of which `twins` are the first.
    """

    passage_id: int
    report_id: int
    index: int
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    role: Role | None
    path: tuple[str, ...]
    text: str
    score: float
    verdict: Verdict
    query_spans: tuple[Span, ...]
    text_spans: tuple[Span, ...]
    slots: tuple[Filled, ...]
    units: int
    relation: Relation = Relation.UNKNOWN
    direction: Direction = Direction.UNKNOWN
    stock: bool = False
    piece: int = 0
    paragraph: int = 0
    file: str = ""
    sha256: str = ""
    twins: tuple[Match, ...] = ()
    alike: int = 0
    scan: Scan = NO_SCAN

    @property
    def common(self) -> int:
        """How many characters of the text asked about are equal."""
        return sum(span.end - span.start for span in self.query_spans)

    @property
    def pieces(self) -> tuple[Aligned, ...]:
        """What was taken over in one go: equal stretches joined over small edits."""
        found: list[Aligned] = []
        before = 0
        for left, right in zip(self.query_spans, self.text_spans, strict=True):
            size = left.end - left.start
            last = found[-1] if found else Aligned(left, right)
            gaps = left.start - last.left.end, right.start - last.right.end
            if found and min(gaps) >= 0 and bridged(before, max(gaps), size):
                whole = Span(last.left.start, left.end), Span(last.right.start, right.end)
                found[-1] = Aligned(*whole)
            else:
                found.append(Aligned(left, right))
            before = size
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text asked about that was looked up as one passage."""

    span: Span
    matches: int
    units: int  # known units in which something matches it


@dataclass(frozen=True, slots=True)
class Similar:
    """What is similar to a text. `total`, `reports`, `units`, `years` and `verdicts` count all
    that pass the filters, over all pages; `verdicts` before the filter by verdict. `groups` counts
    different texts (of each piece): what a grouped answer pages by.

    Those that are `weak` are listed last and counted nowhere else; `groups` counts theirs, too.
    `complete` is False where more candidates were met than are compared.
    """

    text: str
    matches: tuple[Match, ...]
    total: int
    reports: int
    units: int
    years: tuple[int, ...]
    verdicts: dict[Verdict, int]
    pieces: tuple[Piece, ...]
    searched: Searched
    passage_id: int | None = None
    report_id: int | None = None
    unit: str | None = None
    year: int | None = None
    complete: bool = True
    groups: int = 0
    weak: int = 0


# -- the reuse report of one report or draft ----------------------------------------------


class Label(StrEnum):
    """What a covered stretch counts as; the first that holds.

    TEMPLATE stands in a report marked as a template or a superior document; EXCLUDED was taken
    out by a person; STOCK stands in many known units; OTHER stands in a report of another (or of
    no known) unit; OWN in earlier or other reports of the same unit only.
    """

    TEMPLATE = "template"
    EXCLUDED = "excluded"
    STOCK = "stock"
    OTHER = "other"
    OWN = "own"


class Basis(StrEnum):
    """What the label of a stretch rests on: passages alike, or a fragment, where no passage that
    is alike would give it that label.
    """

    PASSAGE = "passage"
    FRAGMENT = "fragment"


@dataclass(frozen=True, slots=True)
class Cutoff:
    """From how many known units on a passage is stock text; None where nothing is.

    `units` known units are in the library; `share` of them, and at least 8, is the cut-off.
    """

    units: int
    share: float
    least: int | None

    @property
    def fragments(self) -> int | None:
        """From how many known units on a fragment is a stock phrase."""
        return None if self.least is None else min(FEW, self.least)


@dataclass(frozen=True, slots=True)
class Covered:
    """A stretch of a passage that stands elsewhere; stretches of one passage do not overlap.

    `report_ids` are the reports it stands in that count (not later ones), rising.
    """

    span: Span
    label: Label
    report_ids: tuple[int, ...]
    by: Basis = Basis.PASSAGE


@dataclass(frozen=True, slots=True)
class PassageReuse:
    """One body passage of the report: what of it stands elsewhere, and the matches that say so.

    `passage_id` is None in a draft. `start` is where it begins among all counted characters.
    `total` passages match it, of which `matches` lists the nearest, those written later last.
    """

    index: int
    passage_id: int | None
    path: tuple[str, ...]
    role: Role | None
    paragraph: int
    text: str
    start: int
    covered: tuple[Covered, ...]
    matches: tuple[Match, ...]
    units: int  # known units in which something matches it
    later: tuple[int, ...] = ()  # later reports in which it stands; they count nowhere
    total: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """`covered` of `of` characters: the lengths of the stretches whose label is in `labels`
    (and, of the largest source, which list `report_id`). `fragments` of these rest on fragments.

    `of` is all characters of all body passages less those labelled TEMPLATE.
    """

    covered: int
    of: int
    labels: tuple[Label, ...]
    report_id: int | None = None
    fragments: int = 0

    @property
    def rate(self) -> float:
        """Share from 0 to 1; 0 where there is nothing."""
        return self.covered / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Rates:
    """Four rates side by side: everything; without stock text; also without the unit's own
    reports; and what stands in the one report that holds most.
    """

    raw: Rate
    without_stock: Rate
    without_own: Rate
    largest_source: Rate


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A report in which some of the text stands. `characters` are those of the stretches that
    list it (labels OWN, OTHER, STOCK), `share` is their part of `Rates.raw.of`.
    """

    report_id: int
    title: str
    unit: str | None
    year: int | None
    kind: str | None
    relation: Relation
    direction: Direction
    characters: int
    share: float
    passages: int
    scan: Scan = NO_SCAN


class FindingKind(StrEnum):
    """What a finding is about. RESIDUE: something of the source was left over."""

    RESIDUE = "residue"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at in a reused passage. `why` is a message key with `values`.

    `span` is in the text of passage `passage` (its index in the report).
    """

    kind: FindingKind
    passage: int
    span: Span
    text: str
    why: str
    values: dict[str, str | int | None] = field(default_factory=dict)
    report_id: int | None = None  # the source it is left over from
    passage_id: int | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A report marked as a template or a superior document: by whom and when (ISO 8601)."""

    row: ReportRow
    mark: Mark
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class ReuseRequest:
    """`report_id`, or a draft: `file` with `data`, or bare `text`.

    `unit` and `year` are those of a draft, whatever it says of them itself. `stock_share` moves
    the cut-off for stock text (share of the known units, see `Cutoff`).
    """

    report_id: int | None = None
    text: str = ""
    file: str = ""
    data: bytes = b""
    unit: str | None = None
    year: int | None = None
    stock_share: float | None = None


@dataclass(frozen=True, slots=True)
class Reuse:
    """How much of one report or draft stands elsewhere. `report` is None for a draft.

    `same_file` lists reports in the library with the very bytes of a draft. Of `source_count`
    sources and `later_count` later reports those that hold most are listed.
    """

    report: ReportRow | None
    title: str
    unit: str | None
    year: int | None
    characters: int  # of all body passages
    rates: Rates
    passages: tuple[PassageReuse, ...]  # all body passages, in reading order
    sources: tuple[SourceReport, ...]  # most characters first
    later: tuple[SourceReport, ...]  # reports written later that hold some of it
    findings: tuple[Finding, ...]
    excluded: tuple[Exclusion, ...]
    cutoff: Cutoff
    searched: Searched
    at: str  # when it was computed, ISO 8601
    same_file: tuple[int, ...] = ()
    file: str = ""
    sha256: str = ""
    source_count: int = 0
    later_count: int = 0
    scan: Scan = NO_SCAN  # of the report or draft


# -- file evidence -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Image:
    """An image embedded in reports, by its bytes; `size` in bytes, pixels where known."""

    sha256: str
    media: str
    size: int
    width: int | None
    height: int | None
    report_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What files say of themselves and share: no evidence of text.

    Groups of reports with one author or one last editor though their units differ (or are not
    known), and images that stand in reports of several units. What a report marked as template or
    superior holds is everybody's, and in no group. With one report asked about, only what
    concerns it: its own groups, and `facts` always of it.
    """

    authors: tuple[tuple[str, tuple[int, ...]], ...]
    editors: tuple[tuple[str, tuple[int, ...]], ...]
    images: tuple[Image, ...]
    reports: dict[int, ReportRow]
    facts: dict[int, tuple[str | None, str | None, str | None, str | None]]
    # by report: author, last editor, created, modified
    created: tuple[tuple[str, str, tuple[int, ...]], ...] = ()
    # author and created time, both the same: made from one file
