"""Passages of any folder of reports: paragraphs of its .txt, .md and .docx files.

Lines are mended where a page broke them; headings, tables and web furniture mostly fall away by
length and by not ending as sentences do. Not the program's own reading, on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

SHORT = range(20, 60)  # characters
LONG = range(60, 400)

_ADVERTS = re.compile(r"##\w+?##")
_STOPS = "。！？；"
_SENTENCE = re.compile(rf"[^{_STOPS}]*[{_STOPS}]|[^{_STOPS}]+$")
_HAN = re.compile("[\u4e00-\u9fff]")


class Passage(NamedTuple):
    """A text and the file in which it stands."""

    file: str
    text: str


def read_passages(folder: Path, source: Random, files: int = 400) -> list[Passage]:
    """Return the distinct passages of at most so many files, drawn with `source`, shuffled.

    Each has 20 to 399 characters, most of them ideographs; one that stands twice is left out,
    for of it nobody can say where it was copied from.
    """
    paths = sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".md", ".docx"))
    source.shuffle(paths)
    seen: dict[str, int] = {}
    found = []
    for path in paths[:files]:
        for text in _texts(path):
            seen[text] = seen.get(text, 0) + 1
            found.append(Passage(path.relative_to(folder).as_posix(), text))
    found = [passage for passage in found if seen[passage.text] == 1]
    source.shuffle(found)
    return found


def sentences(text: str) -> list[str]:
    """Cut a text behind 。！？；; joined they are the text."""
    return _SENTENCE.findall(text)


def _texts(path: Path) -> Iterator[str]:
    for paragraph in _paragraphs(path):
        whole = _ADVERTS.sub("", paragraph).strip()
        if len(whole) in SHORT or len(whole) in LONG:
            yield from _if_text(whole)
        elif len(whole) >= LONG.stop:
            for piece in _pieces(whole):
                yield from _if_text(piece)
        cut = sentences(whole)
        if len(cut) > 1:
            yield from (s for s in cut if len(s) in SHORT and _if_text(s))


def _if_text(text: str) -> list[str]:
    han = len(_HAN.findall(text))
    return [text] if han >= 0.6 * len(text) and text[-1] in _STOPS else []


def _pieces(paragraph: str) -> Iterator[str]:
    """Yield runs of whole sentences of 60 characters and more."""
    run = ""
    for sentence in sentences(paragraph):
        run += sentence
        if len(run) in LONG:
            yield run
            run = ""
        elif len(run) >= LONG.stop:
            run = ""


def _paragraphs(path: Path) -> Iterator[str]:
    if path.suffix == ".docx":
        import docx

        yield from (paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
        return
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    broken = ""
    for line in text.splitlines():
        broken += line.strip()
        if not line.strip() or broken[-1] in _STOPS or len(line) < 25:
            yield broken
            broken = ""
    yield broken
