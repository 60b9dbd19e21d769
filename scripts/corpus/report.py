"""A report as a tree of sections, items and points, and its text in one of six layouts.

The layouts are those of official documents: 一、/（一）/一是 on lines of their own, run in
(`1.…。`), each point a paragraph, 第一部分/一、/第一，, or a third level of numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

LAYOUTS = ("brackets", "numbers", "run_in", "lines", "parts", "deep")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Point:
    """What follows 一是: an optional topic and a text without its closing full stop."""

    text: str
    topic: str | None = None


@dataclass(slots=True)
class Item:
    """A subsection; without heading its points stand right under the section."""

    heading: str | None
    points: list[Point]


@dataclass(slots=True)
class Section:
    """`role` is done, problems, causes, rectification, plans or problems_causes."""

    role: str
    heading: str
    items: list[Item]
    lead: str = ""


@dataclass(slots=True)
class Report:
    """One report before it is a file; `file` is its path below the corpus folder."""

    file: str
    unit: str
    year: int | None
    kind: str
    title: str
    opening: str
    sections: list[Section]
    closing: str = ""
    layout: str = "brackets"
    before: list[str] = field(default_factory=list)  # lines above the title (page furniture)
    after: list[str] = field(default_factory=list)  # lines below the last

    def slots(self) -> Iterator[tuple[list[Point], int]]:
        """Yield where each point is held: its list and its place in it."""
        for section in self.sections:
            for item in section.items:
                for at in range(len(item.points)):
                    yield item.points, at

    def points(self) -> list[Point]:
        """Return all points in reading order."""
        return [held[at] for held, at in self.slots()]

    def copied_sections(self) -> list[Section]:
        """Return the sections so that they can be changed without changing this report."""
        return [
            replace(part, items=[Item(i.heading, i.points.copy()) for i in part.items])
            for part in self.sections
        ]


def numeral(number: int) -> str:
    """Return 1 to 99 in Chinese (`十一`)."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def render(report: Report) -> str:
    """Return the report's text, one paragraph a line."""
    lines = [*report.before, report.title, report.opening]
    for at, section in enumerate(report.sections, 1):
        parts = report.layout == "parts"
        lead = f"第{numeral(at)}部分 " if parts else f"{numeral(at)}、"
        lines.append(lead + section.heading)
        if section.lead:
            lines.append(section.lead)
        for place, item in enumerate(section.items, 1):
            lines.extend(_item(item, place, report.layout))
    if report.closing:
        lines.append(report.closing)
    return "\n".join([*lines, *report.after]) + "\n"


def _item(item: Item, place: int, layout: str) -> Iterator[str]:
    if item.heading is None:
        yield from _bare(item.points, layout)
        return
    marker = {"numbers": f"{place}.", "parts": f"{numeral(place)}、"}.get(
        layout, f"（{numeral(place)}）"
    )
    labelled = [_point(point, at, layout) for at, point in enumerate(item.points, 1)]
    if len(item.points) == 1:
        labelled = [_sentence(item.points[0])]
    if layout in ("numbers", "run_in"):
        yield f"{marker}{item.heading}。{''.join(labelled)}"
        return
    yield marker + item.heading
    if layout in ("lines", "deep"):
        yield from labelled
    else:
        yield "".join(labelled)


def _bare(points: list[Point], layout: str) -> Iterator[str]:
    if layout == "numbers":
        yield from (f"{at}.{_sentence(point)}" for at, point in enumerate(points, 1))
    elif layout in ("run_in", "deep"):
        yield from (f"（{numeral(at)}）{_sentence(point)}" for at, point in enumerate(points, 1))
    elif layout == "lines":
        yield from (_point(point, at, layout) for at, point in enumerate(points, 1))
    else:
        yield "".join(_point(point, at, layout) for at, point in enumerate(points, 1))


def _point(point: Point, at: int, layout: str) -> str:
    if layout == "deep":
        return f"{at}.{_sentence(point)}"
    label = f"第{numeral(at)}，" if layout == "parts" else f"{numeral(at)}是"
    return label + _sentence(point)


def _sentence(point: Point) -> str:
    return f"{point.topic}。{point.text}。" if point.topic else f"{point.text}。"
