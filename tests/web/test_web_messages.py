"""Every key has words in both languages, and no error is ever without a sentence."""

from __future__ import annotations

import ast
import re
import string
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import errors
from index.errors import DuizhaoError, UnreadableReport
from web.language import TRANSLATIONS
from web.messages import MESSAGES, sentence

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from translating import pofile  # noqa: E402 - scripts are no package
from translating.entries import Entry, current, lacking  # noqa: E402
from translating.mofile import compiled  # noqa: E402
from translating.sources import found  # noqa: E402

CLASSES = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
CATALOGUE = TRANSLATIONS / "en" / "LC_MESSAGES"


def raised_keys() -> dict[str, str]:
    """Every literal key that the code gives to an error, with the file it stands in."""
    found: dict[str, str] = {}
    for room in ("index", "search", "web"):
        for file in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                for key in _keys(node):
                    found[key] = f"{file.relative_to(ROOT)}"
    return found


def _keys(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Call) and node.args:
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in CLASSES:
            first = node.args[0]
            chosen = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            return [part.value for part in chosen if isinstance(part, ast.Constant)]
    if isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[1], ast.Dict):
        first = node.elts[0]  # a problem that a check found: ("key", {…})
        is_key = isinstance(first, ast.Constant) and re.fullmatch(
            r"[a-z]+(_[a-z]+)+", str(first.value)
        )
        return [first.value] if is_key else []
    return []


def test_every_key_that_the_code_raises_has_words():
    without = {key: file for key, file in raised_keys().items() if key not in MESSAGES}
    assert not without


def test_the_search_for_keys_finds_some():
    assert {"no_text_layer", "port_taken", "csrf"} <= set(raised_keys())


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_a_sentence_in_english_has_the_same_places_to_fill(key):
    chinese = MESSAGES[key]
    (english,) = next(entry.english for entry in catalogue() if entry.chinese == chinese)
    assert _places(chinese) == _places(english)


def _places(text: str) -> set[tuple[str, str]]:
    return {(name, spec) for _, name, spec, _ in string.Formatter().parse(text) if name}


def test_a_sentence_is_filled_with_the_values():
    error = UnreadableReport("no_text_layer", file="2019年工作总结_扫描.pdf", pages=38)
    assert sentence(error).startswith("38 页里没有文字")
    assert sentence(error, "en").startswith("There is no text on its 38 pages")


def test_what_a_protection_program_encrypted_is_named_so_and_not_to_be_saved_again():
    error = UnreadableReport("protected", file="总结.docx")
    assert "加密软件" in sentence(error)
    assert "另存" not in sentence(error)


def test_bytes_are_said_for_people():
    error = UnreadableReport("too_large", file="大.docx", limit=100 << 20)
    assert "100 MB" in sentence(error)


@given(st.text(max_size=30), st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3))
def test_an_unknown_key_still_gives_one_line(key, values):
    error = DuizhaoError(key)
    error.values = dict(values)
    assert sentence(error)
    assert "\n" not in sentence(error, "en")


@given(st.sampled_from(sorted(MESSAGES)), st.sampled_from([None, 3, "{x}", ["a"], b"\xff"]))
def test_missing_and_odd_values_never_fail(key, value):
    assert sentence(DuizhaoError(key))
    assert sentence(DuizhaoError(key, file=value, limit=value, value=value, line=value))


def catalogue() -> tuple[Entry, ...]:
    return pofile.read((CATALOGUE / "messages.po").read_text(encoding="utf-8"))


def test_every_chinese_string_has_its_english():
    strings = found(ROOT)
    assert len(strings) > 200
    assert lacking(current(strings, catalogue())) == ()


def test_the_catalogue_holds_no_string_that_is_gone():
    assert {entry.key for entry in catalogue()} - {entry.key for entry in found(ROOT)} == set()


def test_the_catalogue_and_its_compiled_form_are_what_the_script_writes():
    entries = current(found(ROOT), catalogue())
    assert (CATALOGUE / "messages.po").read_text(encoding="utf-8") == pofile.written(entries)
    assert (CATALOGUE / "messages.mo").read_bytes() == compiled(entries)


def test_templates_hold_no_chinese_outside_of_translation():
    for file in (ROOT / "web" / "templates").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.S)
        assert not re.findall(r"[\u4e00-\u9fff]+", text), file
