"""Builders that tests share: sources and libraries from texts, outlines drawn for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.model import Line, Outline, Section, Source
from search.library import Library


def source_of(text: str) -> Source:
    """Return the source that a plain text file of this text gives."""
    return Source(tuple(Line(line) for line in text.split("\n")))


@contextmanager
def library_of(
    root: Path, reports: Mapping[str, str | bytes], *, refused: Sequence[str] = ()
) -> Iterator[Library]:
    """Give a library below `root` that took reports in, by file name; `refused` are those it did
    not take.
    """
    folder = root / "报送"
    for name, content in reports.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with Library(root / "home") as kept:
        done = kept.add([folder], workers=1)
        assert [one.file for one in done.refused] == list(refused)
        yield kept


def drawn(section: Section, depth: int = 0) -> list[str]:
    """Draw a section as lines: marker, heading, role, the labels of its points."""
    labels = " ".join(passage.label for passage in section.passages if passage.label)
    line = f"{'  ' * depth}[{section.marker}] {section.heading}"
    line += f" <{section.role}>" if section.role else ""
    line += f" {{{labels}}}" if labels else ""
    return [line, *(below for inner in section.sections for below in drawn(inner, depth + 1))]


def headings(found: Outline) -> list[tuple[int, str]]:
    """Return the headings in reading order, each with its level and all its characters."""
    return [
        (section.level, section.opening.text)
        for section in (below for outer in found.sections for below in _within(outer))
    ]


def _within(section: Section) -> list[Section]:
    return [section, *(below for inner in section.sections for below in _within(inner))]


def drawing(found: Outline) -> str:
    """Draw an outline for a golden file: a person should be able to read it."""
    title = found.title.text if found.title else "(none)"
    lines = [f"title: {title}", *(f"preamble: {passage.text}" for passage in found.preamble)]
    for section in found.sections:
        lines.extend(drawn(section))
    lines.extend(f"removed ({piece.why}): {piece.text!r}" for piece in found.removed)
    return "\n".join(lines) + "\n"
