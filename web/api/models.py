"""Parameters of the API, as the OpenAPI document names them, and the shapes of its answers.

Parameters are read as text: `web.forms` decides what they mean, so that pages, API and
command line understand the same things.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, Field, TypeAdapter
from pydantic.config import JsonDict

from search.model import Mode, Sort
from web.openapi import FileStorage


def _one_of(*values: str) -> JsonDict:
    """Name the values that a text may have in the document; empty stands for the default."""
    return {"enum": ["", *map(str, values)]}


_NUMBER: JsonDict = {"pattern": "^[0-9]{0,9}$"}


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    made: dict[str, Any] = BaseModel.model_json_schema.__func__(model)  # type: ignore[attr-defined]
    return made


class Asked(BaseModel):
    """Parameters. Their schema is asked for at every request, and never changes."""

    @classmethod
    def model_json_schema(cls, *asked: Any, **more: Any) -> dict[str, Any]:
        """Return the schema."""
        if asked or more:
            return super().model_json_schema(*asked, **more)
        return _schema(cls)


class ReportFilters(Asked):
    """Which reports count."""

    year: list[str] = Field([], description="2023, 2021-2023 or none; may be repeated")
    unit: list[str] = Field([], description="A unit, or none; may be repeated")
    kind: list[str] = Field([], description="A kind of report, or none; may be repeated")


class RereadQuery(Asked):
    """What is read anew."""

    report: list[str] = Field(
        [], description="A report's id; may be repeated. None: all that older rules read"
    )
    dry_run: str = Field(
        "",
        description="1: only say what would change",
        json_schema_extra=_one_of("1"),
    )


class PartFilters(ReportFilters):
    """Which reports and sections count."""

    role: list[str] = Field(
        [], description="done, problems, causes, rectification, plans or none; may be repeated"
    )


class Phrased(Asked):
    """A query."""

    q: str = Field(description="The query: phrases, | for or, - excludes, # for a figure")
    within: str = Field(
        "",
        description="Where all phrases must stand: passage (default) or report",
        json_schema_extra=_one_of("passage", "report"),
    )


class QueryFilters(PartFilters, Phrased):
    """A query and which reports and sections count."""

    report: list[str] = Field([], description="A report's id; may be repeated")
    where: list[str] = Field(
        [], description="body, table (rows of tables) or heading; may be repeated"
    )


class TableQuery(QueryFilters):
    """Parameters of a result as a table."""

    mode: str = Field(
        "",
        description="ladder (default: the first of the others that finds something in the "
        "library), exact, loose (punctuation ignored) or words",
        json_schema_extra=_one_of(*Mode),
    )


class SearchQuery(TableQuery):
    """Parameters of a search."""

    group: str = Field(
        "",
        description="report: hits by report; limit and offset count reports",
        json_schema_extra=_one_of("report"),
    )
    sort: str = Field(
        "",
        description="occurrences (default), relevance (default of words), year or unit",
        json_schema_extra=_one_of(*Sort),
    )
    limit: str = Field(
        "", description="Hits at most, 1 to 1000; 20 by default", json_schema_extra=_NUMBER
    )
    offset: str = Field("", description="Hits to leave out", json_schema_extra=_NUMBER)
    removed: str = Field(
        "",
        description="1: hits are those in text that was removed, with the reason and where it "
        "stood; not with group, not by words",
        json_schema_extra=_one_of("1"),
    )


class NearQuery(Asked):
    """Parameters of suggestions."""

    q: str = Field(description="A query that finds nothing")


class CompleteQuery(Asked):
    """Parameters of completions."""

    q: str = Field("", description="What was typed so far; what stands last is completed")
    limit: str = Field(
        "", description="Completions at most, 1 to 20; 8 by default", json_schema_extra=_NUMBER
    )


class ListQuery(ReportFilters):
    """Parameters of the list of reports."""

    text: str = Field("", description="Must stand in title, unit, file name or year")
    incomplete: str = Field("", description="1: only reports lacking year, unit or kind")
    sort: str = Field("", description="title, unit, year, kind, passages or added; - for falling")
    limit: str = Field(
        "", description="Reports at most, 1 to 1000; 100 by default", json_schema_extra=_NUMBER
    )
    offset: str = Field("", description="Reports to leave out", json_schema_extra=_NUMBER)


class ReportPath(Asked):
    """Which report."""

    report_id: int = Field(description="The report's id")


class JobPath(Asked):
    """Which job."""

    job_id: str = Field(description="The job's id")


class Files(Asked):
    """Reports to add."""

    files: list[FileStorage] = Field(description="Report files or zip archives; repeated")


class Corrections(Asked):
    """Corrections to a report; null says there is none, a missing field is left alone."""

    title: str = Field("", description="The title")
    year: int | None = Field(None, description="The year")
    unit: str | None = Field(None, description="The unit")
    kind: str | None = Field(None, description="The kind of report")


class Password(Asked):
    """The password of the library."""

    password: str = Field(description="The password")


def answer(shape: Any, description: str) -> dict[str, Any]:
    """Describe a JSON answer of the given shape."""
    schema = TypeAdapter(shape).json_schema(ref_template="#/components/schemas/{model}")
    inner = schema.pop("$defs", {})
    SHAPES.update(inner)
    if "$ref" not in schema:
        SHAPES[shape.__name__] = schema
        schema = {"$ref": f"#/components/schemas/{shape.__name__}"}
    return {"description": description, "content": {"application/json": {"schema": schema}}}


SHAPES: dict[str, Any] = {}
"""Schemas of all shapes that answers mention, for the document's components."""
