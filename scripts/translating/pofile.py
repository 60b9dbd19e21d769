"""The catalogue that people edit: gettext's .po format, one line a sentence, nothing else.

No places in the source, dates or names of programs: a change of one sentence changes its lines
alone, and two branches that add sentences can be merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from translating.entries import Entry

__all__ = ["BadCatalogue", "read", "written"]

HEADER = (
    "Language: en",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
    "Plural-Forms: nplurals=2; plural=(n != 1);",
)
_ABOVE = """\
# English for duizhao. The Chinese sentences in the source are the keys.
# Written by scripts/translate.py; add an entry anywhere and run it.
"""
_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[[01]\]) +)?"(.*)"')
_ESCAPE = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNESCAPE = {written: character for character, written in _ESCAPE.items()}


class BadCatalogue(Exception):
    """The file is no catalogue, or gives a sentence two translations; says which line."""


@dataclass
class _Draft:
    """An entry while its lines are read: the text of each keyword."""

    parts: dict[str, str] = field(default_factory=dict)
    last: str = ""

    def begins_anew(self, keyword: str) -> bool:
        """Whether a line with this keyword belongs to the next entry."""
        said = any(name.startswith("msgstr") for name in self.parts)
        return said and not keyword.startswith("msgstr")

    def entry(self) -> Entry:
        parts = self.parts
        plural = parts.get("msgid_plural")
        forms = ("msgstr",) if plural is None else ("msgstr[0]", "msgstr[1]")
        english = tuple(parts.get(name, "") for name in forms)
        said = english if any(english) else ()
        return Entry(parts.get("msgid", ""), parts.get("msgctxt"), plural, said)


def read(text: str) -> tuple[Entry, ...]:
    """Return the entries of a catalogue in its order, without the header and without comments.

    Lines may be wrapped as other programs do. Raises `BadCatalogue`.
    """
    found: dict[tuple[str, str], Entry] = {}
    draft = _Draft()

    def close(line: int) -> None:
        entry = draft.entry()
        if draft.parts and found.setdefault(entry.key, entry) != entry:
            raise BadCatalogue(f"line {line}: “{entry.chinese}” is translated twice, differently")

    number = 0
    for number, line in enumerate(text.split("\n"), 1):  # a sentence may hold other line ends
        if not line.strip() or line.startswith("#"):
            continue
        matched = _LINE.fullmatch(line.strip(" \t\r"))
        if matched is None:
            raise BadCatalogue(f"line {number} is no line of a catalogue: {line}")
        keyword, words = matched[1], _unescaped(matched[2])
        if keyword is None:
            if not draft.last:
                raise BadCatalogue(f"line {number} belongs to nothing: {line}")
            draft.parts[draft.last] += words
            continue
        if draft.begins_anew(keyword):
            close(number)
            draft = _Draft()
        if keyword in draft.parts:
            raise BadCatalogue(f"line {number}: a second {keyword} in one entry: {line}")
        draft.parts[keyword] = words
        draft.last = keyword
    close(number)
    return tuple(entry for entry in found.values() if entry.chinese)


def written(entries: Iterable[Entry]) -> str:
    """Return the file that holds the entries, in their order."""
    header = 'msgid ""\nmsgstr ""\n' + "".join(f"{_quoted(line + chr(10))}\n" for line in HEADER)
    return "\n".join([_ABOVE + header, *map(_lines, entries)])


def _lines(entry: Entry) -> str:
    rows = [("msgid", entry.chinese)]
    if entry.context is not None:
        rows.insert(0, ("msgctxt", entry.context))
    if entry.plural is None:
        rows.append(("msgstr", entry.english[0] if entry.english else ""))
    else:
        singular, plural = entry.english or ("", "")
        rows += [("msgid_plural", entry.plural), ("msgstr[0]", singular), ("msgstr[1]", plural)]
    return "".join(f"{keyword} {_quoted(text)}\n" for keyword, text in rows)


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPE.get(character, character) for character in text) + '"'


def _unescaped(text: str) -> str:
    return re.sub(r"\\.", lambda found: _UNESCAPE.get(found[0], found[0]), text)
