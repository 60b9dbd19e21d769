"""Parameters of the API of comparison, as the OpenAPI document names them."""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator
from pydantic.config import JsonDict

from search.comparing.model import ColumnsBy
from web.api.models import Asked
from web.api.reuse_models import Body, Said
from web.exporting_compare import COMPARE_FORMATS
from web.openapi import FileStorage

_SIDE = "A report's id; instead of a text or a file"
_TEXT = "A text that is not in the library"
_NAME = "What the text's file is called; its ending says how it is read (.txt, .html)"
_COLUMNS = "What the columns of tables go by: name (default, whatever year it tells) or place"
_FORMAT = ", ".join(COMPARE_FORMATS)
_ONE_OF: JsonDict = {"enum": ["", *ColumnsBy]}


class CompareQuery(Asked):
    """Which two reports."""

    left: str = Field(description="The left report's id")
    right: str = Field(description="The right report's id")
    columns: str = Field("", description=_COLUMNS, json_schema_extra=_ONE_OF)


class CompareExportQuery(CompareQuery):
    """Which two reports, and as which kind of file."""

    format: str = Field("html", description=_FORMAT)


class CompareBody(Body):
    """Two sides, each a report's id or a text."""

    left: Said = Field("", description=_SIDE)
    left_text: str = Field("", description=_TEXT)
    left_name: str = Field("", description=_NAME)
    right: Said = Field("", description=_SIDE)
    right_text: str = Field("", description=_TEXT)
    right_name: str = Field("", description=_NAME)
    columns: str = Field("", description=_COLUMNS, json_schema_extra=_ONE_OF)


class CompareExportBody(CompareBody):
    """Two sides whose comparison is wanted as a file."""

    format: str = Field("html", description=_FORMAT)


class CompareForm(Asked):
    """Two sides, each a report's id, a text or a file."""

    left: str = Field("", description=_SIDE)
    left_text: str = Field("", description=_TEXT)
    left_file: FileStorage | None = Field(None, description="A report file")
    right: str = Field("", description=_SIDE)
    right_text: str = Field("", description=_TEXT)
    right_file: FileStorage | None = Field(None, description="A report file")
    columns: str = Field("", description=_COLUMNS, json_schema_extra=_ONE_OF)

    @field_validator("left", "left_text", "right", "right_text", mode="before")
    @classmethod
    def _as_typed(cls, value: Any) -> Any:
        # A form's values were read as JSON: a text of digits is a text all the same.
        return value if isinstance(value, str) else str(value)


class CompareExportForm(CompareForm):
    """Two sides whose comparison is wanted as a file."""

    format: str = Field("html", description=_FORMAT)
