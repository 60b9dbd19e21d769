"""Putting an outline together: passages in reading order, hung into their sections."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from index.cleaning import Cleaned, Paragraph
from index.model import Outline, Part, Passage, Removed, Role, Row, Section
from index.outline.headings import Heading, Plan
from index.outline.points import Counter, points
from index.outline.roles import role_of
from index.outline.rows import read_tables
from index.outline.sentences import cut_long
from index.outline.titles import is_subtitle
from index.settings import LIMITS
from index.years import year_in_title


@dataclass(slots=True)
class _Open:
    """A section being filled."""

    heading: Heading
    role: Role | None
    opening: Passage
    label: str
    passages: list[Passage] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def closed(self) -> Section:
        return Section(
            self.heading.level,
            self.heading.marker,
            self.heading.words,
            self.role,
            self.opening,
            tuple(self.passages),
            tuple(self.sections),
        )


class Builder:
    """Builds one outline. Use once."""

    def __init__(self, cleaned: Cleaned, title: tuple[int, int] | None, plan: Plan) -> None:
        self._cleaned = cleaned
        self._title = title
        self._plan = plan
        self._headings = {heading.paragraph: heading for heading in plan.headings}
        self._starts: list[int] = []  # source offset of each passage's first character
        self._origins: list[Sequence[int]] = []
        self._preamble: list[Passage] = []
        self._sections: list[Section] = []
        self._stack: list[_Open] = []
        self._counter = Counter()
        self._annex: tuple[str, ...] | None = None
        self._tables, self._rows = read_tables(cleaned.paragraphs, title[1] if title else 0)
        head = self._head()
        self._year = next((year for text in head if (year := year_in_title(text))), None)
        self._ahead = any("政府工作" in text or "人民代表大会" in text for text in head)

    def _head(self) -> list[str]:
        """Return the texts that say what the report is: its title and the subtitles below it."""
        paragraphs = self._cleaned.paragraphs
        first, last = self._title or (0, 0)
        title = ["".join(paragraph.text for paragraph in paragraphs[first:last])]
        below = [paragraph.text for paragraph in paragraphs[last : last + 4]]
        return [*title, *(text for text in below if is_subtitle(text))]

    def build(self) -> Outline:
        """Return the outline."""
        paragraphs = self._cleaned.paragraphs
        title = self._read_title(paragraphs)
        number = 1 if title else 0
        for index, paragraph in enumerate(paragraphs):
            if self._title and self._title[0] <= index < self._title[1]:
                continue
            if index == self._plan.appendix:
                self._annex = (paragraph.text.rstrip("：:")[:40],)
                self._counter.clear()
            heading = self._headings.get(index)
            if heading:
                self._enter(heading, paragraph, number)
                rest = paragraph.part(heading.end, len(paragraph.text))
            else:
                rest = paragraph
            if index in self._rows:
                self._add_row(rest, number, self._rows[index])
            elif rest.text:
                self._fill(rest, number, partial(self._following, index))
            number += 1
        self._close(0)
        outline = Outline(title, tuple(self._preamble), tuple(self._sections), (), self._tables)
        return replace(outline, removed=self._placed(self._cleaned.removed))

    @property
    def origins(self) -> tuple[Sequence[int], ...]:
        """Of each passage, once built, where its characters stand in the source."""
        return tuple(self._origins)

    def _read_title(self, paragraphs: Sequence[Paragraph]) -> Passage | None:
        if self._title is None:
            return None
        first, last = self._title
        whole = paragraphs[first]
        for other in paragraphs[first + 1 : last]:
            whole = whole.joined(other)
        return self._passage(whole, Part.TITLE, 0, None)

    def _following(self, index: int) -> list[str]:
        found: list[str] = []
        for at in range(index + 1, min(index + 12, len(self._cleaned.paragraphs))):
            if at in self._headings or at == self._plan.appendix:
                break
            found.append(self._cleaned.paragraphs[at].text)
        return found

    def _enter(self, heading: Heading, paragraph: Paragraph, number: int) -> None:
        self._close(heading.level - 1)
        self._counter.clear()
        parent = self._stack[-1].role if self._stack else None
        role = role_of(heading.words, parent, year=self._year, ahead=self._ahead)
        opening = self._passage(paragraph.part(0, heading.end), Part.HEADING, number, role)
        label = paragraph.text[: heading.end].rstrip("。：: ")
        self._stack.append(_Open(heading, role, opening, label))

    def _close(self, level: int) -> None:
        while len(self._stack) > level:
            section = self._stack.pop().closed()
            (self._stack[-1].sections if self._stack else self._sections).append(section)

    def _add_row(self, text: Paragraph, number: int, row: Row) -> None:
        """Add a row of a table: one passage, never cut."""
        head = row.row < self._tables[row.table].header_rows
        part = Part.HEADER if head else Part.BODY
        self._into().append(self._passage(text, part, number, self._role(), row=row))

    def _role(self) -> Role | None:
        return self._stack[-1].role if self._stack and self._annex is None else None

    def _into(self) -> list[Passage]:
        return self._stack[-1].passages if self._stack else self._preamble

    def _fill(self, text: Paragraph, number: int, following: Callable[[], list[str]]) -> None:
        role, into = self._role(), self._into()
        found = points(text.text, self._counter, following)
        edges = [label.start for label in found]
        names: list[str | None] = [label.text for label in found]
        if not edges or edges[0] > 0:
            edges.insert(0, 0)
            names.insert(0, None)
        edges.append(len(text.text))
        for start, end, name in zip(edges, edges[1:], names, strict=False):
            for low, high in cut_long(text.text[start:end], LIMITS.passage):
                piece = text.part(start + low, start + high)
                into.append(
                    self._passage(piece, Part.BODY, number, role, name if low == 0 else None)
                )

    def _passage(
        self,
        text: Paragraph,
        part: Part,
        number: int,
        role: Role | None,
        label: str | None = None,
        row: Row | None = None,
    ) -> Passage:
        index = len(self._starts)
        self._starts.append(text.origins[0])
        self._origins.append(text.origins)
        path = self._annex or tuple(section.label for section in self._stack)
        return Passage(index, part, number, text.text, label, path, role, row)

    def _placed(self, removed: Sequence[Removed]) -> tuple[Removed, ...]:
        """Say for each removed piece in which passage, and where in it, it would stand."""
        order = sorted(range(len(self._starts)), key=self._starts.__getitem__)
        starts = [self._starts[index] for index in order]
        found = []
        for piece in removed:
            at = bisect_right(starts, piece.start) - 1
            if at < 0:
                found.append(piece)
                continue
            offset = bisect_left(self._origins[order[at]], piece.start)
            found.append(replace(piece, passage=order[at], offset=offset))
        return tuple(found)
