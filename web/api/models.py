"""Parameters of the API, as the OpenAPI document names them, and the shapes of its answers.

Parameters are read as text: `web.forms` decides what they mean, so that pages, API and
command line understand the same things.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field, TypeAdapter

from web.openapi import FileStorage


class SearchQuery(BaseModel):
    """Parameters of a search."""

    q: str = Field(description="The query: an exact phrase, or words with mode=words")
    mode: str = Field("", description="exact (default) or words")
    year: list[str] = Field([], description="2023, 2021-2023 or none; may be repeated")
    unit: list[str] = Field([], description="A unit, or none; may be repeated")
    kind: list[str] = Field([], description="A kind of report, or none; may be repeated")
    role: list[str] = Field(
        [], description="done, problems, causes, rectification, plans or none; may be repeated"
    )
    sort: str = Field("", description="occurrences, relevance, year or unit")
    limit: str = Field("", description="Hits at most, 1 to 1000; 20 by default")
    offset: str = Field("", description="Hits to leave out")


class ListQuery(BaseModel):
    """Parameters of the list of reports."""

    text: str = Field("", description="Must stand in title, unit, file name or year")
    year: list[str] = Field([], description="2023, 2021-2023 or none; may be repeated")
    unit: list[str] = Field([], description="A unit, or none; may be repeated")
    kind: list[str] = Field([], description="A kind of report, or none; may be repeated")
    incomplete: str = Field("", description="1: only reports lacking year, unit or kind")
    sort: str = Field("", description="title, unit, year, kind, passages or added; - for falling")
    limit: str = Field("", description="Reports at most, 1 to 1000; 100 by default")
    offset: str = Field("", description="Reports to leave out")


class ReportPath(BaseModel):
    """Which report."""

    report_id: int = Field(description="The report's id")


class JobPath(BaseModel):
    """Which job."""

    job_id: str = Field(description="The job's id")


class Files(BaseModel):
    """Reports to add."""

    files: list[FileStorage] = Field(description="Report files or zip archives; repeated")


class Corrections(BaseModel):
    """Corrections to a report; null says there is none, a missing field is left alone."""

    title: str = Field("", description="The title")
    year: int | None = Field(None, description="The year")
    unit: str | None = Field(None, description="The unit")
    kind: str | None = Field(None, description="The kind of report")


class Password(BaseModel):
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
