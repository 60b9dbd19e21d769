"""What was measured: figures beside their targets and tables, printed as they come.

Nothing is judged anywhere else: a figure is met when its value is on the right side of its target.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Bound(StrEnum):
    """On which side of its target a value has to lie."""

    MOST = "≤"
    LEAST = "≥"


@dataclass(frozen=True, slots=True)
class Target:
    """A limit in the figure's own unit; `reports` is the size of library that it speaks of."""

    bound: Bound
    limit: float
    reports: int | None = None

    def met(self, value: float) -> bool:
        """Say whether a value keeps to it."""
        return value <= self.limit if self.bound is Bound.MOST else value >= self.limit


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. None as value: it could not be measured, and `note` says why."""

    name: str
    value: float | None
    unit: str
    target: Target | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Return `met`, `not met`, `not measured`, or nothing where there is no target."""
        if self.target is None:
            return ""
        if self.value is None:
            return "not measured"
        return "met" if self.target.met(self.value) else "not met"

    def cells(self, reports: int) -> tuple[str, str, str, str]:
        """Return name, value, target and verdict as a person reads them."""
        value = "–" if self.value is None else f"{number(self.value)} {self.unit}".strip()
        target = ""
        if self.target is not None:
            target = f"{self.target.bound} {number(self.target.limit)} {self.unit}".strip()
            if self.target.reports not in (None, reports):
                target += f" at {self.target.reports:,} reports"
        name = f"{self.name} ({self.note})" if self.note else self.name
        return name, value, target, self.verdict


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a heading."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Sheet:
    """Everything measured in one run over a corpus of `reports` reports."""

    reports: int
    facts: list[str] = field(default_factory=list)
    parts: list[tuple[str, list[Figure | Table | str]]] = field(default_factory=list)

    def part(self, title: str) -> None:
        """Begin a part of the run; what follows belongs to it."""
        self.parts.append((title, []))
        print(f"\n== {title}", flush=True)

    def fact(self, text: str) -> None:
        """Note something that holds for the whole run."""
        self.facts.append(text)
        print(text, flush=True)

    def say(self, text: str) -> None:
        """Note a sentence in the current part."""
        self.parts[-1][1].append(text)
        print(text, flush=True)

    def add(self, figure: Figure) -> None:
        """Note a figure in the current part."""
        self.parts[-1][1].append(figure)
        name, value, target, verdict = figure.cells(self.reports)
        judged = f"   [{target}: {verdict}]" if target else ""
        print(f"{name}: {value}{judged}", flush=True)

    def show(self, table: Table) -> None:
        """Note a table in the current part."""
        self.parts[-1][1].append(table)
        print(f"-- {table.title}")
        for row in (table.columns, *table.rows):
            print("   " + " | ".join(row), flush=True)

    def figures(self) -> tuple[Figure, ...]:
        """Return all figures of the run."""
        return tuple(one for _, parts in self.parts for one in parts if isinstance(one, Figure))

    def missed(self) -> tuple[Figure, ...]:
        """Return the figures that have a target and do not meet it."""
        return tuple(one for one in self.figures() if one.verdict in ("not met", "not measured"))

    def write(self, path: Path) -> None:
        """Write everything as Markdown."""
        lines = ["# Benchmark", "", *(f"- {fact}" for fact in self.facts)]
        for title, parts in self.parts:
            lines += ["", f"## {title}"]
            before: type | None = None
            for part in parts:
                if isinstance(part, Figure):
                    if before is not Figure:
                        lines += ["", *_head(("what", "measured", "target", ""))]
                    lines.append(_row(part.cells(self.reports)))
                elif isinstance(part, Table):
                    lines += ["", f"**{part.title}**", "", *_head(part.columns)]
                    lines += map(_row, part.rows)
                else:
                    lines += ["", part]
                before = type(part)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def number(value: float) -> str:
    """Return a value with three significant digits, whole from 100 on."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) >= 0.001 else f"{value:.2g}"


def _head(columns: Sequence[str]) -> list[str]:
    return [_row(columns), _row(["---"] * len(columns))]


def _row(cells: Sequence[str]) -> str:
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"
