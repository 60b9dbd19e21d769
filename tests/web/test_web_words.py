"""Every value that reaches a page, a file or the terminal has its words, in both languages.

The test walks: enums are all that stand in a module, shown are those that the library's answers
hold or that pages and files know, tables of words are all that stand in a module. Only enums that
are told without a table, or that nobody sees, are named.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from types import ModuleType

import pytest
from flask_babel import force_locale
from golden_support import Shelf
from web_support import app_of

import index
import search
import web
from index.catalogue.records import Status
from index.cleaning.pagelines import Furniture
from index.engine import Form
from index.ingest.identity import Standing as Becoming
from index.model import LineKind, Removed, Why
from index.outline.candidates import Shape
from index.outline.markers import Class
from index.outline.points import Series
from index.readers.content import Content
from index.readers.htmlparts import Hint as Marking
from index.readers.numbercodes import Kind as NumberKind
from index.readers.wordjoining import Ending
from index.readers.wordlooks import Align
from search.comparing.differing.steps import How
from search.comparing.figures.said import Rate
from search.comparing.figures.uncounted import Sense
from search.comparing.model import ChangeKind
from search.comparing.peers import Lack
from search.library import Library
from search.model import Mode
from search.reuse.model import FindingKind
from tests.web.fake_library import FakeLibrary, a_shelf
from web import jobs
from web.app import create_app
from web.language import LazyString, translate
from web.words import REASONS

TOLD_OTHERWISE: dict[type[Enum], str] = {
    ChangeKind: "changes are marked up, as deleted and inserted text",
    FindingKind: "a finding says its sentence, a message with values",
    Lack: "the templates have a sentence for what lacks together",
    Mode: "what a person chooses; the answer says a Rung",
    Rate: "decides what stands behind a figure: %, points, times",
    jobs.State: "the templates have a sentence for each",
}
NEVER_SEEN: dict[type[Enum], str] = {
    Align: "how a run of a Word file stands: read as a power or a mark of a note",
    Becoming: "the answer to an add has a list for each",
    Class: "markers are shown as they are written",
    Content: "a file is called by its name; what cannot be read has a message",
    Ending: "whether two pieces of a Word file are one line",
    Form: "the engine's; people see a Rung",
    Furniture: "what is taken away says a Why",
    How: "a step of a comparison; people see a ChangeKind",
    LineKind: "what a line is in its file; people see a Part",
    Marking: "what an element of a page says of itself",
    NumberKind: "how a number of a workbook is written out",
    Sense: "whether a number is compared; people see those that are",
    Series: "points are shown with their label as it is written",
    Shape: "whether a paragraph may be a heading",
    Status: "lists hold what is live; what was removed or replaced has lists of its own",
}
SAID_APART: dict[str, str] = {  # tables that word members their own way, each with why
    "search.exports.alike.LINES": "how a stretch is underlined",
    "search.exports.heatfiles._BY": "the name of a column; the page's says what is chosen",
    "search.exports.words.AXES": "the name of a column; the page's says what is chosen",
    "search.exports.words.MISSING": "what stands for a value that is none",
    "search.exports.words.RUNGS": "a file explains itself: to the letter",
    "web.commands.counting._MISSING": "what stands for a value that is none",
    "web.commands.following.STEPS": "what became of a passage since an earlier report",
}


@dataclass(frozen=True)
class Table:
    """A mapping from an enum's members to words, by where it stands."""

    place: str
    enum: type[Enum]
    words: Mapping[object, object]


def modules() -> list[ModuleType]:
    found = []
    for room in (index, search, web):
        for one in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            found.append(importlib.import_module(one.name))
    return found


def tables() -> list[Table]:
    """Tables of words, once each: one that is imported stands in several modules."""
    found: dict[int, Table] = {}
    for module in modules():
        for name, value in vars(module).items():
            if not isinstance(value, dict):
                continue
            kinds = {type(key) for key in value if isinstance(key, Enum)}
            others = [key for key in value if not isinstance(key, Enum) and key is not None]
            said = all(isinstance(one, str | LazyString) or callable(one) for one in value.values())
            named = all(not isinstance(one, Enum) for one in value.values())
            if len(kinds) == 1 and not others and said and named:
                table = Table(f"{module.__name__}.{name}", kinds.pop(), value)
                found.setdefault(id(value), table)
    return list(found.values())


def enums() -> set[type[Enum]]:
    """Every enum of the program, wherever it stands."""
    return {
        value
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Enum)
        and value.__module__.split(".")[0] in ("index", "search", "web")
    }


def shown() -> dict[type[Enum], str]:
    """Enums that may be shown, each with where it comes from."""
    found: dict[type[Enum], str] = {}
    seen: set[object] = set()

    def walk(hint: object, place: str) -> None:
        for inner in typing.get_args(hint):
            walk(inner, place)
        if not isinstance(hint, type) or hint in seen:
            return
        seen.add(hint)
        if issubclass(hint, Enum):
            found.setdefault(hint, place)
        elif dataclasses.is_dataclass(hint) or hasattr(hint, "_fields"):
            for name, inner in typing.get_type_hints(hint).items():
                walk(inner, f"{hint.__name__}.{name}")

    for name, method in inspect.getmembers(Library, inspect.isfunction):
        if not name.startswith("_"):
            for inner in typing.get_type_hints(method).values():
                walk(inner, f"Library.{name}")
    for module in modules():
        if module.__name__.startswith(("web.", "search.exports.")):
            for value in list(vars(module).values()):
                ours = isinstance(value, type) and issubclass(value, Enum)
                if ours and value.__module__.split(".")[0] in ("index", "search", "web"):
                    found.setdefault(value, module.__name__)
    return found


def names(one: object) -> str:
    return one.place if isinstance(one, Table) else getattr(one, "__qualname__", str(one))


@pytest.mark.parametrize("table", tables(), ids=names)
def test_a_table_of_words_has_every_member(table: Table) -> None:
    assert set(table.enum) - set(table.words) == set()


@pytest.mark.parametrize("enum", sorted(shown(), key=lambda one: one.__qualname__), ids=names)
def test_an_enum_that_is_shown_has_words_or_is_told_otherwise(enum: type[Enum]) -> None:
    with_words = enum in {table.enum for table in tables()}
    assert with_words != (enum in TOLD_OTHERWISE), f"{enum.__name__}, from {shown()[enum]}"


def test_what_is_told_otherwise_is_shown_at_all() -> None:
    assert set(TOLD_OTHERWISE) - set(shown()) == set()


def test_every_enum_has_words_or_a_reason_to_have_none() -> None:
    with_words = {table.enum for table in tables()}
    assert enums() == with_words | set(TOLD_OTHERWISE) | set(NEVER_SEEN)
    assert set(NEVER_SEEN) & (with_words | set(shown())) == set()


def test_one_member_has_one_word_wherever_it_is_told() -> None:
    said: dict[tuple[type[Enum], object], dict[str, str]] = {}
    for table in tables():
        for member, word in table.words.items() if table.place not in SAID_APART else ():
            if isinstance(word, str | LazyString) and len(str(word)) > 1:
                said.setdefault((table.enum, member), {})[table.place] = str(word)
    assert [places for places in said.values() if len(set(places.values())) > 1] == []
    assert set(SAID_APART) <= {table.place for table in tables()}


def test_the_walk_finds_reasons_rows_and_roles() -> None:
    found = {one.__name__ for one in shown()}
    assert {"Why", "RowKind", "Role", "Origin", "Label", "Verdict", "Standing"} <= found
    assert any(table.words is REASONS for table in tables())


@pytest.mark.parametrize("table", tables(), ids=names)
def test_words_of_a_table_are_chinese_with_english_or_one_sign(table: Table) -> None:
    for word in texts(table):
        assert re.search(r"[\u4e00-\u9fff]", word)
        assert len(word) == 1 or translate(word, "en") != word, word


def texts(table: Table) -> Iterator[str]:
    for word in table.words.values():
        if isinstance(word, str | LazyString):
            yield str(word)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_shows_each_reason_for_which_text_was_removed(
    tmp_path: Path, language: str
) -> None:
    pieces = tuple(
        Removed(f"去掉的文字{number}", why, start=number, passage=0, offset=0)
        for number, why in enumerate(Why)
    )
    report = replace(a_shelf()[0], removed=pieces)
    app = create_app(FakeLibrary(tmp_path, (report,)))
    answer = app.test_client().get(f"/reports/{report.row.id}?marks=1&lang={language}")
    assert answer.status_code == 200
    with app.app_context(), force_locale(language):
        for why in Why:
            assert str(REASONS[why]) in answer.text


def test_a_report_with_a_reviewers_comment_shows_it_as_one(shelf: Shelf) -> None:
    with app_of(shelf.library) as app:
        answer = app.test_client().get(f"/reports/{shelf.names['table']}?marks=1")
    assert answer.status_code == 200
    assert "请核对" in answer.text
    assert str(REASONS[Why.COMMENT]) in answer.text


@pytest.mark.parametrize("lack", Lack)
def test_each_thing_that_a_report_lacks_has_its_sentence(tmp_path: Path, lack: Lack) -> None:
    app = create_app(FakeLibrary(tmp_path, a_shelf()))
    with app.test_request_context("/"):
        template = app.jinja_env.get_template("compare/_lacks.html")
        peers = {"lacks": (lack,), "report": {"id": None}}
        assert "。" in template.render(peers=peers)
