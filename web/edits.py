"""Corrections by a person: form or JSON values in, what to hand to `Library.edit` out."""

from __future__ import annotations

from collections.abc import Mapping

from index.errors import BadQuery
from search.model import Report
from web.forms import year

EDITABLE = ("title", "year", "unit", "kind")
_LONGEST = 300  # characters of one value


def corrections(report: Report, form: Mapping[str, str]) -> dict[str, str | int | None]:
    """Return the fields of a form that differ from the report. Raises BadQuery (field)."""
    given = {field: form[field] for field in EDITABLE if field in form}
    checked = {field: _value(field, text) for field, text in given.items()}
    return {field: value for field, value in checked.items() if value != getattr(report.row, field)}


def patch(body: object) -> dict[str, str | int | None]:
    """Return the corrections of a JSON body; null says there is none. Raises BadQuery (field)."""
    if not isinstance(body, dict):
        raise BadQuery("bad_json")
    return {field: _json_value(field, value) for field, value in body.items()}


def _json_value(field: str, value: object) -> str | int | None:
    if field not in EDITABLE:
        raise BadQuery("bad_field", field=field, value=field)
    if field == "year" and isinstance(value, int) and not isinstance(value, bool):
        return year(str(value))
    if value is None and field != "title":
        return None
    if not isinstance(value, str):
        raise BadQuery("bad_value", field=field)
    return _value(field, value)


def _value(field: str, text: str) -> str | int | None:
    text = " ".join(text.split())
    if field == "year":
        return year(text)
    if len(text) > _LONGEST:
        raise BadQuery("value_too_long", field=field, limit=_LONGEST)
    if field == "title" and not text:
        raise BadQuery("title_missing", field="title")
    return text or None
