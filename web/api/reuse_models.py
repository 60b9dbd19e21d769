"""Parameters of the API of reuse, as the OpenAPI document names them.

Those of addresses are read as text, like all others. Those of JSON bodies may be numbers, true
and false as well, and a single value stands for a list of one.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator
from pydantic.config import JsonDict
from werkzeug.datastructures import MultiDict

from search.clusters.model import ORDERS, By
from search.exports import CLUSTER_FORMATS, HEAT_FORMATS, SIMILAR_FORMATS
from search.reuse.model import Mark, Order, Verdict
from web.api.models import Asked, PartFilters
from web.exporting_reuse import REUSE_FORMATS
from web.links import Args
from web.openapi import FileStorage

_NUMBER: JsonDict = {"pattern": "^[0-9]{0,9}$"}
_FLAG: JsonDict = {"enum": ["", "0", "1"]}
_LARGEST = 2**53  # what every reader of JSON counts up to exactly
_SHARE = "Percent of the known units (1 to 100, 20 by default) that make a passage stock text"


def _one_of(*values: str) -> JsonDict:
    return {"enum": ["", *map(str, values)]}


class SimilarFilters(PartFilters):
    """Which similar passages count."""

    report: list[str] = Field([], description="A report's id; may be repeated")
    other_units: str = Field("", description="1: without the own unit", json_schema_extra=_FLAG)
    own_unit: str = Field("", description="1: only the own unit", json_schema_extra=_FLAG)
    earlier: str = Field(
        "", description="1: only what is known to be earlier", json_schema_extra=_FLAG
    )
    stock: str = Field("", description="0: without stock text", json_schema_extra=_FLAG)
    least: str = Field(
        "", description="Lowest score in percent, 0 to 100", json_schema_extra=_NUMBER
    )
    verdict: list[str] = Field([], description=f"{', '.join(Verdict)}; may be repeated")
    order: str = Field(
        "", description="score (default), year, unit or text", json_schema_extra=_one_of(*Order)
    )
    group: str = Field(
        "", description="1: passages of one normalised text once", json_schema_extra=_FLAG
    )
    limit: str = Field(
        "", description="Matches at most, 1 to 1000; 20 by default", json_schema_extra=_NUMBER
    )
    offset: str = Field("", description="Matches to leave out", json_schema_extra=_NUMBER)


class SimilarQuery(SimilarFilters):
    """Parameters of a look for passages like one of the library."""

    passage: str = Field(description="The passage's id", json_schema_extra=_NUMBER)


class SimilarExportQuery(SimilarQuery):
    """Parameters of similar passages as a file: all of them, whatever limit and offset."""

    format: str = Field("xlsx", description=", ".join(SIMILAR_FORMATS))


class Body(Asked):
    """A JSON body whose values may be texts, numbers, true and false."""

    @field_validator("*", mode="before")
    @classmethod
    def _one_for_many(cls, value: Any, info: Any) -> Any:
        many = str(cls.model_fields[info.field_name].annotation).startswith("list")
        return [value] if many and isinstance(value, str | int) else value


Said = str | int  # in JSON a number may be one, and true is 1


class SimilarBody(Body):
    """A text to look for, whose it is, and the options of GET."""

    text: str = Field(description="The text: a sentence, or up to 20,000 characters")
    of_unit: str = Field("", description="Whose text it is")
    of_year: Said = Field("", description="When it was written")
    year: list[Said] = Field([], description="2023, 2021-2023 or none")
    unit: list[str] = Field([], description="A unit, or none")
    kind: list[str] = Field([], description="A kind of report, or none")
    role: list[str] = Field([], description="done, problems, causes, rectification, plans or none")
    report: list[Said] = Field([], description="A report's id")
    other_units: bool = Field(False, description="Without the own unit")
    own_unit: bool = Field(False, description="Only the own unit")
    earlier: bool = Field(False, description="Only what is known to be earlier")
    stock: bool = Field(True, description="Stock text too")
    least: Said = Field("", description="Lowest score in percent, 0 to 100")
    verdict: list[str] = Field([], description=", ".join(Verdict))
    order: str = Field("", description="score (default), year, unit or text")
    group: bool = Field(False, description="Passages of one normalised text once")
    limit: Said = Field("", description="Matches at most, 1 to 1000; 20 by default")
    offset: Said = Field("", description="Matches to leave out")


class SimilarExportBody(SimilarBody):
    """The same, as a file: all of them, whatever limit and offset."""

    format: str = Field("xlsx", description=", ".join(SIMILAR_FORMATS))


class ReuseQuery(Asked):
    """Parameters of a reuse report."""

    share: str = Field("", description=_SHARE, json_schema_extra=_NUMBER)


class ReuseExportQuery(ReuseQuery):
    """Parameters of a reuse report as a file."""

    report: str = Field(description="The report's id", json_schema_extra=_NUMBER)
    format: str = Field("html", description=", ".join(REUSE_FORMATS))


class DraftForm(Asked):
    """A draft: a file, or a text; and whose it is where it does not say so itself."""

    file: FileStorage | None = Field(None, description="A report file; instead of a text")
    text: str = Field("", description="The draft as text")
    of_unit: str = Field("", description="Whose draft it is")
    of_year: str = Field("", description="The year it is about")
    share: str = Field("", description=_SHARE)

    @field_validator("text", "of_unit", "of_year", "share", mode="before")
    @classmethod
    def _as_typed(cls, value: Any) -> Any:
        # A form's values were read as JSON: a text of digits is a text all the same.
        return value if isinstance(value, str) else str(value)


class DraftBody(Body):
    """A draft as text."""

    text: str = Field(description="The draft")
    of_unit: str = Field("", description="Whose draft it is")
    of_year: Said = Field("", description="The year it is about")
    share: Said = Field("", description=_SHARE)


class DraftExportBody(DraftBody):
    """A draft as text whose reuse report is wanted as a file."""

    format: str = Field("html", description=", ".join(REUSE_FORMATS))


class DraftExportForm(DraftForm):
    """A draft whose reuse report is wanted as a file."""

    format: str = Field("html", description=", ".join(REUSE_FORMATS))


class ClustersQuery(PartFilters):
    """Parameters of clusters. A cluster passes filters when two of its passages do."""

    report: list[str] = Field([], description="A report's id; may be repeated")
    size: str = Field("", description="Passages at least; 2 by default", json_schema_extra=_NUMBER)
    across: str = Field("", description="1: of two known units at least", json_schema_extra=_FLAG)
    stock: str = Field("", description="0: without stock text", json_schema_extra=_FLAG)
    share: str = Field("", description=_SHARE, json_schema_extra=_NUMBER)
    length: str = Field(
        "", description="Characters of the first passage at least", json_schema_extra=_NUMBER
    )
    forms: str = Field(
        "",
        description="0: without salutations, datelines and rows of tables",
        json_schema_extra=_FLAG,
    )
    order: str = Field(
        "",
        description="size (default), units, years, characters or weight (length × units)",
        json_schema_extra=_one_of(*ORDERS),
    )
    limit: str = Field(
        "", description="Clusters at most, 1 to 1000; 50 by default", json_schema_extra=_NUMBER
    )
    offset: str = Field("", description="Clusters to leave out", json_schema_extra=_NUMBER)
    members: str = Field(
        "100", description="Passages of each that are listed at most", json_schema_extra=_NUMBER
    )


class ClustersExportQuery(ClustersQuery):
    """Parameters of clusters as a file: all that pass, whatever limit and offset."""

    format: str = Field("xlsx", description=", ".join(CLUSTER_FORMATS))


class HeatQuery(PartFilters):
    """Parameters of a heat map."""

    by: str = Field(
        "", description="unit (default), year or report", json_schema_extra=_one_of(*By)
    )
    report: list[str] = Field([], description="A report's id; may be repeated, 60 at most")
    stock: str = Field("", description="1: stock text too", json_schema_extra=_FLAG)
    share: str = Field("", description=_SHARE, json_schema_extra=_NUMBER)


class HeatCellQuery(HeatQuery):
    """Parameters of one cell."""

    row: str = Field(description="The row's value: a unit, a year or a report's id")
    column: str = Field(description="The column's value")
    limit: str = Field(
        "", description="Pairs at most, 1 to 1000; 20 by default", json_schema_extra=_NUMBER
    )
    offset: str = Field("", description="Pairs to leave out", json_schema_extra=_NUMBER)


class HeatExportQuery(HeatQuery):
    """Parameters of a heat map as a file."""

    format: str = Field("xlsx", description=", ".join(HEAT_FORMATS))


class PassagePath(Asked):
    """Which passage."""

    passage_id: int = Field(description="The passage's id", ge=0, le=_LARGEST)


class ClusterPath(Asked):
    """Which cluster."""

    cluster_id: int = Field(description="The cluster's id: its medoid's", ge=0, le=_LARGEST)


class ExclusionBody(Asked):
    """Why a passage, or a stretch of it, is taken out of the rates, and by whom."""

    reason: str = Field(description="Why")
    by: str = Field("", description="Who says so")
    span: list[int] | None = Field(
        None,
        description="The stretch, half-open, in characters; the whole passage by default",
        min_length=2,
        max_length=2,
    )


class ByQuery(Asked):
    """Who says so."""

    by: str = Field("", description="Who says so")


class SpanQuery(ByQuery):
    """Which stretch."""

    span: str = Field("", description="3-20: only what was taken out for this very stretch")


class ExclusionsQuery(Asked):
    """Whose exclusions."""

    report: str = Field("", description="A report's id; all by default", json_schema_extra=_NUMBER)


class MarkBody(Asked):
    """What a report is marked as, and by whom."""

    mark: str = Field(
        "", description="template (default) or superior", json_schema_extra=_one_of(*Mark)
    )
    by: str = Field("", description="Who says so")


def args_of(asked: Asked) -> Args:
    """Return parameters as the text that an address would hold."""
    pairs: list[tuple[str, str]] = []
    for name in type(asked).model_fields:
        value = getattr(asked, name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, bool):
                pairs.append((name, "1" if one else "0"))
            elif isinstance(one, str | int):
                pairs.append((name, str(one)))
    return MultiDict(pairs)
