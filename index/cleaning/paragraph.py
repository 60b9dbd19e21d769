"""The working material of cleaning: paragraphs that know where their characters come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from index.model import Layout, Line, LineKind, Removed, RowPlace, Source, Why


class Entry(NamedTuple):
    """A line of a table of contents, without dots and page number."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some text; `origins[i]` is the offset of its character i in the source.

    `indent` counts the white space characters before it in its first line, `gap` says that
    a blank line stood before it. `level`, `page`, `layout`, `row` and `title` are as in `Line`; the
    cells of `row` stand at offsets in the source.
    """

    text: str
    origins: Sequence[int]
    level: int | None = None
    kind: LineKind = LineKind.TEXT
    page: int = 0
    indent: int = 0
    gap: bool = False
    layout: Layout | None = None
    row: RowPlace | None = None
    title: bool = False

    def part(self, start: int, end: int) -> Paragraph:
        """Return only the characters from `start` up to `end`."""
        # Written out: `replace` costs three times as much, and every mark cuts a paragraph.
        return Paragraph(
            self.text[start:end],
            self.origins[start:end],
            self.level,
            self.kind,
            self.page,
            self.indent,
            self.gap,
            self.layout,
            self.row,
            self.title,
        )

    def joined(self, other: Paragraph, glue: str = "") -> Paragraph:
        """Return this paragraph continued by `other`.

        `glue` (white space or nothing) takes the place of the line break between them.
        """
        return self.chained([other], lambda before, after: glue)

    def chained(self, others: Sequence[Paragraph], glue: Callable[[str, str], str]) -> Paragraph:
        """Return this paragraph continued by all others, in one go.

        `glue` gives what takes the place of the line break between two texts.
        """
        if not others:
            return self
        texts = [self.text]
        origins = [*self.origins]
        for before, after in pairwise((self, *others)):
            between = glue(before.text, after.text)
            texts += [between, after.text]
            origins += [after.origins[0] if after.origins else 0] * len(between)
            origins += after.origins
        layout = None
        if self.layout and (end := others[-1].layout):
            last = end.indent if end.last is None else end.last
            layout = self.layout._replace(room=end.room, last=last)
        return replace(self, text="".join(texts), origins=tuple(origins), layout=layout)

    def stripped(self) -> Paragraph:
        """Return this paragraph without white space around it; `indent` counts what led.

        The row of a table keeps its blank cells.
        """
        if self.row is not None:
            return self
        text = self.text.lstrip()
        lead = len(self.text) - len(text)
        text = text.rstrip()
        if len(text) == len(self.text):
            return self
        return replace(
            self,
            text=text,
            origins=self.origins[lead : lead + len(text)],
            indent=self.indent + lead,
        )


@dataclass(slots=True)
class Sheet:
    """The paragraphs being cleaned and the cuts made so far (source start, source end, why)."""

    paragraphs: list[Paragraph]
    cuts: list[tuple[int, Why]] = field(default_factory=list)  # one entry for each character
    contents: list[Entry] = field(default_factory=list)
    edges: bool = True  # what stands at the edges of pages may be a running head

    @classmethod
    def of(cls, source: Source) -> Sheet:
        """Lay out a source: one paragraph a line, blank lines remembered as gaps."""
        found: list[Paragraph] = []
        at = 0
        gap = False
        for line in source.lines:
            end = at + len(line.text)
            if line.text.strip():
                whole = Paragraph(
                    line.text,
                    range(at, end),
                    line.level,
                    line.kind,
                    line.page,
                    0,
                    gap,
                    line.layout,
                    _row_of(line, at),
                    line.title,
                )
                found.append(whole.stripped())
                gap = False
            else:
                gap = True
            at = end + 1
        return cls(found, edges=source.edges)

    def mark(self) -> tuple[int, int, int]:
        """Return numbers that differ whenever a step changed something."""
        characters = sum(len(paragraph.text) for paragraph in self.paragraphs)
        return len(self.paragraphs), characters, len(self.cuts)

    def drop(self, indexes: Iterable[int], why: Why) -> None:
        """Remove whole paragraphs."""
        self.drop_each(dict.fromkeys(indexes, why))

    def drop_each(self, chosen: Mapping[int, Why]) -> None:
        """Remove whole paragraphs, each for its own reason."""
        if not chosen:
            return
        kept: list[Paragraph] = []
        gap = False
        for index, paragraph in enumerate(self.paragraphs):
            if index in chosen:
                self._note(paragraph, chosen[index])
                gap = gap or paragraph.gap
            else:
                kept.append(replace(paragraph, gap=True) if gap else paragraph)
                gap = False
        self.paragraphs = kept

    def excise(self, index: int, pieces: Iterable[tuple[int, int]], why: Why) -> None:
        """Remove parts (from, up to; in order); the paragraph stays, even empty, until `tidy`."""
        paragraph = self.paragraphs[index]
        kept: list[Paragraph] = []
        at = 0
        for start, end in pieces:
            kept.append(paragraph.part(at, start))
            self._note(paragraph.part(start, end), why)
            at = end
        kept.append(paragraph.part(at, len(paragraph.text)))
        self.paragraphs[index] = replace(
            paragraph,
            text="".join(piece.text for piece in kept),
            origins=tuple(origin for piece in kept for origin in piece.origins),
        ).stripped()

    def tidy(self) -> None:
        """Let go of paragraphs that became empty."""
        self.paragraphs = [paragraph for paragraph in self.paragraphs if paragraph.text.strip()]

    def _note(self, piece: Paragraph, why: Why) -> None:
        self.cuts.extend(
            (origin, why)
            for character, origin in zip(piece.text, piece.origins, strict=True)
            if not character.isspace()
        )

    def finished(self) -> tuple[Paragraph, ...]:
        """Return the clean paragraphs."""
        return tuple(self.paragraphs)

    def removed(self, source: Source) -> tuple[Removed, ...]:
        """Return the cuts as pieces of the source, neighbours with one reason together."""
        text = source.text
        pieces: list[tuple[int, int, Why]] = []
        for origin, why in sorted(self.cuts):
            if pieces and pieces[-1][2] is why and not text[pieces[-1][1] : origin].strip():
                pieces[-1] = (pieces[-1][0], origin + 1, why)
            else:
                pieces.append((origin, origin + 1, why))
        found = [Removed(text[start:end], why, start) for start, end, why in pieces]
        return tuple(sorted((*found, *source.removed), key=lambda piece: piece.start))


def _row_of(line: Line, at: int) -> RowPlace | None:
    if line.row is None:
        return None
    cells = (cell._replace(start=cell.start + at, end=cell.end + at) for cell in line.row.cells)
    return replace(line.row, cells=tuple(cells))
