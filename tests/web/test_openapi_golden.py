"""The OpenAPI document against a golden file, and against the answers that golden files hold.

The golden tells what programs rely on: paths, parameters and the members of shapes with their
types. Words for people and the order of things may change.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from golden_support import Shelf, held, pretty
from typing_extensions import is_typeddict
from web_support import app_of

import web
from web.api.models import Asked

GOLDENS = Path(__file__).parent / "goldens"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def document(shelf: Shelf) -> dict[str, Any]:
    with app_of(shelf.library) as app:
        found: dict[str, Any] = app.test_client().get("/api/openapi.json").get_json()
    return found


def test_the_document_describes_what_it_did(document: dict[str, Any], refresh_golden: bool) -> None:
    shapes = document["components"]["schemas"]
    told = {
        "paths": {
            f"{method.upper()} {path}": operation(one)
            for path, methods in document["paths"].items()
            for method, one in methods.items()
        },
        "shapes": {name: members(shape) for name, shape in shapes.items()},
    }
    held(GOLDENS / "openapi.json", pretty(told), refresh=refresh_golden)


def operation(one: dict[str, Any]) -> dict[str, Any]:
    """Return parameters, bodies and answers of an operation, each as its type."""
    failures = [
        answer
        for answer in one["responses"].values()
        if "content" in answer
        and all(type_of(body["schema"]) == "FailureJson" for body in answer["content"].values())
    ]
    told: dict[str, Any] = {
        "parameters": {
            f"{parameter['in']} {parameter['name']}": needed(parameter)
            for parameter in one.get("parameters", ())
        },
        "answers": {
            status: {kind: type_of(body["schema"]) for kind, body in answer["content"].items()}
            if "content" in answer
            else None
            for status, answer in one["responses"].items()
            if answer not in failures
        },
        "failures": " ".join(
            status for status, answer in one["responses"].items() if answer in failures
        ),
    }
    if "requestBody" in one:
        told["body"] = {
            kind: type_of(body["schema"]) for kind, body in one["requestBody"]["content"].items()
        }
    return told


def needed(parameter: dict[str, Any]) -> str:
    return type_of(parameter["schema"]) + ("" if parameter.get("required") else ", may lack")


def members(shape: dict[str, Any]) -> dict[str, str] | str:
    """Return the members of a shape with their types."""
    if "properties" not in shape:
        return type_of(shape)
    required = shape.get("required", ())
    return {
        name: type_of(one) + ("" if name in required else ", may lack")
        for name, one in shape["properties"].items()
    }


def type_of(schema: dict[str, Any]) -> str:
    """Return a type on one line: `list of HitJson`, `integer or null`, `text: a | b`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for one in ("anyOf", "oneOf", "allOf"):
        if one in schema:
            return " or ".join(sorted(map(type_of, schema[one])))
    if "enum" in schema:
        return f"{schema.get('type', 'any')}: {' | '.join(map(str, schema['enum']))}"
    kind = schema.get("type", "any")
    if kind == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {type_of(schema['additionalProperties'])}"
    told = [str(kind), *(str(schema[one]) for one in ("format", "pattern") if one in schema)]
    return " ".join(told)


def test_no_two_shapes_have_one_name() -> None:
    """The document knows a shape by its name: one would stand for the other."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in pkgutil.walk_packages(web.__path__, "web."):
        for value in vars(importlib.import_module(one.name)).values():
            if isinstance(value, type) and (is_typeddict(value) or issubclass(value, Asked)):
                found[value.__name__].add(value.__module__)
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


# -- the document and the answers -----------------------------------------------------------


def test_each_answer_has_no_member_that_the_document_lacks(document: dict[str, Any]) -> None:
    strange = [one for one in seen(document) if one[1] not in shape(document, one[0])]
    assert sorted(set(strange)) == []


def test_each_member_that_the_document_has_stands_in_a_golden_answer(
    document: dict[str, Any],
) -> None:
    found = defaultdict(set)
    for name, member in seen(document):
        found[name].add(member)
    never = {
        f"{name}.{member}"
        for name in answered(document)
        for member in set(shape(document, name)) - found[name]
    }
    assert never == set()


def shape(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"][name].get("properties", {})
    return found


def answered(document: dict[str, Any]) -> set[str]:
    """Return the shapes that answers are made of, not those that are sent."""
    names: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            reference = value.get("$ref")
            if reference and (name := reference.rpartition("/")[2]) not in names:
                names.add(name)
                walk(document["components"]["schemas"][name])
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    for methods in document["paths"].values():
        for one in methods.values():
            walk(one["responses"])
    return names


def seen(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield shape and member of all that stands in golden answers of the API."""
    for golden in sorted((GOLDENS / "json").glob("api_*.json")):
        told = json.loads(golden.read_text(encoding="utf-8"))
        method = next(one for one in _METHODS if one in told)
        described = _described(document, method.lower(), told[method])
        answer = described["responses"].get(str(told["status"]))
        assert answer is not None, f"{golden.name}: {told['status']} is not described"
        if "content" not in answer:
            continue
        schema = answer["content"]["application/json"]["schema"]
        for value in (told.get("answer"), told.get("job")):
            yield from _within(document, schema, value)


def _described(document: dict[str, Any], method: str, address: str) -> dict[str, Any]:
    path = address.partition("?")[0]
    found = [
        methods[method]
        for pattern, methods in document["paths"].items()
        if method in methods and _pattern(pattern).fullmatch(path)
    ]
    assert found, f"{method} {address} is not described"
    described: dict[str, Any] = found[0]
    return described


@cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{\w+\}", "[^/]+", path))


def _within(
    document: dict[str, Any], schema: dict[str, Any], value: Any
) -> Iterator[tuple[str, str]]:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        known = shape(document, name)
        for member, inner in value.items() if isinstance(value, dict) else ():
            yield name, member
            yield from _within(document, known.get(member, {}), inner)
    elif "anyOf" in schema:
        yield from _within(document, _fitting(document, schema["anyOf"], value), value)
    elif isinstance(value, list):
        for inner in value:
            yield from _within(document, schema.get("items", {}), inner)
    elif isinstance(value, dict) and isinstance(schema.get("additionalProperties"), dict):
        for inner in value.values():
            yield from _within(document, schema["additionalProperties"], inner)


def _fitting(document: dict[str, Any], choices: list[dict[str, Any]], value: Any) -> dict[str, Any]:
    """Return the choice that leaves fewest members over: shapes of one answer may be alike."""

    def left_over(choice: dict[str, Any]) -> tuple[int, int]:
        if "$ref" not in choice:
            return 10**6, 0
        known = set(shape(document, choice["$ref"].rpartition("/")[2]))
        return len(set(value) - known), len(known - set(value))

    if not isinstance(value, dict):
        return next((one for one in choices if "items" in one), {}) if value else {}
    return min(choices, key=left_over)
