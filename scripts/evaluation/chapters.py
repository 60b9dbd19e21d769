"""A report as a comparison is made from: its title, its sections and their passages.

Read from bare text, line by line. Not the program's own reading, on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LENGTHS = range(14, 320)  # characters of a passage
_TITLE = 40

_ADVERTS = re.compile(r"##\w+?##")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、([^。；！？]{3,28})")
_MARKED = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[第其][一二三四五六七八九十]|[-—－·●]"
)
_POINTS = re.compile(r"[一二三四五六七八九十](?:是|要)|第[一二三四五六七八九十][，、：]")
_STOPS = "。！？；"
_HAN = re.compile("[\u4e00-\u9fff]")
_FAR = 0.3  # of the shorter one's runs of four characters, in the other


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section: its heading without a number, and its passages."""

    heading: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report under the name of its file. No two of its passages are alike."""

    name: str
    title: str
    chapters: tuple[Chapter, ...]

    @property
    def passages(self) -> tuple[str, ...]:
        """Return all passages in order."""
        return tuple(passage for chapter in self.chapters for passage in chapter.passages)


_HEADINGS = ("履行职责情况", "主要工作成效", "存在的问题和不足", "问题产生的原因", "下一步工作打算")


def texts_in(folder: Path) -> dict[str, str]:
    """Return the texts of the .txt, .md and .docx files in a folder, by their path in it."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in _READERS)
    return {path.relative_to(folder).as_posix(): _READERS[path.suffix](path) for path in paths}


def read_report(name: str, text: str, most: int = 60) -> Report:
    """Read a report: up to so many passages that are each a paragraph of running text.

    Where it has no two headings, its passages are put under five of our own.
    """
    lines = list(_mended(text))
    title = next((line for line in lines if 4 <= len(line) <= _TITLE), "工作总结")
    found: list[tuple[str, list[str]]] = [(_HEADINGS[0], [])]
    seen: list[frozenset[str]] = []
    for line in lines:
        heading = _HEADING.fullmatch(line)
        if heading:
            found.append((heading[1], []))
        elif is_passage(line) and len(seen) < most:
            runs = runs_of(line)
            if all(share(runs, other) < _FAR for other in seen):
                seen.append(runs)
                found[-1][1].append(line)
    chapters = tuple(Chapter(heading, tuple(under)) for heading, under in found if under)
    return Report(name, title, chapters if len(chapters) > 1 else _divided(chapters))


def is_passage(line: str) -> bool:
    """Say whether a line is one passage for every reader: no heading, no list, no points."""
    return (
        len(line) in LENGTHS
        and line[-1] in _STOPS
        and not _MARKED.match(line)
        and not _POINTS.search(line)
        and len(_HAN.findall(line)) >= 0.6 * len(line)
    )


def runs_of(text: str) -> frozenset[str]:
    """Return the runs of four characters of a text."""
    return frozenset(text[at : at + 4] for at in range(len(text) - 3))


def share(left: frozenset[str], right: frozenset[str]) -> float:
    """Return which share of the shorter one's runs the other has."""
    return len(left & right) / max(1, min(len(left), len(right)))


def far_from(text: str, others: Iterable[frozenset[str]]) -> bool:
    """Say whether a text is like none of the others."""
    runs = runs_of(text)
    return all(share(runs, other) < _FAR for other in others)


def _mended(text: str) -> Iterator[str]:
    """Yield paragraphs: lines that a page broke are joined, a heading stays alone."""
    broken = ""
    for line in _ADVERTS.sub("", text).splitlines():
        bare = line.strip()
        if broken and (not bare or line[:1].isspace() or _HEADING.fullmatch(bare)):
            yield broken
            broken = ""
        broken += bare
        if broken and (broken[-1] in _STOPS or len(line) < 25):
            yield broken
            broken = ""
    if broken:
        yield broken


def _plain_text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _word_text(path: Path) -> str:
    import docx

    return "\n\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


_READERS = {".txt": _plain_text, ".md": _plain_text, ".docx": _word_text}


def _divided(chapters: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
    passages = [passage for chapter in chapters for passage in chapter.passages]
    size = -(-len(passages) // len(_HEADINGS)) or 1
    parts = [passages[at : at + size] for at in range(0, len(passages), size)]
    return tuple(
        Chapter(heading, tuple(part)) for heading, part in zip(_HEADINGS, parts, strict=False)
    )
