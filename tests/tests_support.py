"""Builders that tests share: sources from texts, outlines drawn for a person to read."""

from __future__ import annotations

from index.model import Line, Outline, Section, Source


def source_of(text: str) -> Source:
    """Return the source that a plain text file of this text gives."""
    return Source(tuple(Line(line) for line in text.split("\n")))


def drawn(section: Section, depth: int = 0) -> list[str]:
    """Draw a section as lines: marker, heading, role, the labels of its points."""
    labels = " ".join(passage.label for passage in section.passages if passage.label)
    line = f"{'  ' * depth}[{section.marker}] {section.heading}"
    line += f" <{section.role}>" if section.role else ""
    line += f" {{{labels}}}" if labels else ""
    return [line, *(below for inner in section.sections for below in drawn(inner, depth + 1))]


def drawing(found: Outline) -> str:
    """Draw an outline for a golden file: a person should be able to read it."""
    title = found.title.text if found.title else "(none)"
    lines = [f"title: {title}", *(f"preamble: {passage.text}" for passage in found.preamble)]
    for section in found.sections:
        lines.extend(drawn(section))
    lines.extend(f"removed ({piece.why}): {piece.text!r}" for piece in found.removed)
    return "\n".join(lines) + "\n"
