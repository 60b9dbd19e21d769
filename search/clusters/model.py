"""What is asked about clusters and heat maps and what is answered. Plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from index.model import NO_SCAN, Scan
from search.model import Filters, Searched
from search.reuse.model import Cutoff

# By what clusters are ordered; the weight is the length of the first passage times the units.
ORDERS = ("size", "units", "years", "characters", "weight")


class By(StrEnum):
    """What rows and columns of a heat map are."""

    UNIT = "unit"
    YEAR = "year"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class ClustersRequest:
    """Which clusters: of `size` passages at least, under filters, with or without stock text.

    A cluster passes the filters when two of its passages do. `across` keeps those standing in at
    least two known units, `length` those whose first passage has so many characters. Without
    `forms` salutations, datelines and rows of tables are left out. `order` is one of ORDERS, most
    first. Of each cluster at most `members` passages are listed, all where that is None.
    """

    size: int = 2
    filters: Filters = field(default_factory=Filters)
    stock: bool = True
    across: bool = False
    length: int = 0
    forms: bool = True
    stock_share: float | None = None
    order: str = "size"
    limit: int = 50
    offset: int = 0
    members: int | None = 8


@dataclass(frozen=True, slots=True)
class Member:
    """A passage of a cluster; `similarity` is that to the medoid. `index` counts in its report."""

    passage_id: int
    report_id: int
    title: str
    unit: str | None
    year: int | None
    text: str
    similarity: float
    index: int = 0
    scan: Scan = NO_SCAN


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit in which a cluster stands, with the year of its first passage there."""

    unit: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Passages that are each at least as similar to the medoid as the threshold says.

    The medoid comes first, then by similarity, year and id; `members` may be cut short, `size`
    is not. `similarity` is the least one of a member to the medoid. `id` is the medoid's passage,
    `length` its characters. `standing` are all units, in the order in which they used it first,
    those without a year last; those that are not known together are one.
    """

    id: int
    size: int
    units: int  # known ones
    years: tuple[int, ...]
    reports: int
    characters: int  # of all passages
    similarity: float
    stock: bool
    members: tuple[Member, ...]
    length: int = 0
    standing: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Clusters:
    """A page of clusters; `total` counts all that pass. `hidden` counts those that pass the
    filters, and not what was asked of their units, length and forms, or of stock text.
    """

    clusters: tuple[Cluster, ...]
    total: int
    passages: int  # in all clusters that pass
    threshold: float
    cutoff: Cutoff
    searched: Searched
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class HeatRequest:
    """Share of reused characters by unit, year or report (`reports` of the filters, at most 60)."""

    by: By = By.UNIT
    filters: Filters = field(default_factory=Filters)
    stock: bool = False  # count stock text too
    stock_share: float | None = None


@dataclass(frozen=True, slots=True)
class HeatMap:
    """`share[r][c]` of the characters of row r's reports stands in (other) reports of column c.

    Of the passages that have a similar one there, each with its similarity as share of its
    characters. The diagonal is reuse among the reports of one unit (year). None: no report.
    `covered` and `of` count characters; `labels` say what to call rows and columns.
    """

    by: By
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    share: tuple[tuple[float | None, ...], ...]
    covered: tuple[tuple[int, ...], ...]
    of: tuple[int, ...]
    cutoff: Cutoff
    searched: Searched


@dataclass(frozen=True, slots=True)
class HeatPair:
    """A passage of the row and the most similar one of the column."""

    left: Member
    right: Member


@dataclass(frozen=True, slots=True)
class HeatCell:
    """What one cell of a heat map was counted from, the longest passages first."""

    row: str
    column: str
    share: float | None
    covered: int
    of: int
    back: float | None  # the cell seen from the column
    back_covered: int
    back_of: int
    pairs: tuple[HeatPair, ...]
    total: int  # pairs, over all pages
