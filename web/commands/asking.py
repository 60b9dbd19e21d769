"""Commands that only look at reports: list, show, outline."""

from __future__ import annotations

from pathlib import Path

import click

from index.model import Outline, Passage, Scan, Section
from search.library import preview
from search.listing import lacks
from search.model import ReportRow
from web.commands.filtering import JSON, KIND, UNIT, YEAR, filters
from web.commands.terminal import Terminal, plain
from web.language import mark
from web.scope import sentences
from web.shapes import list_json, outline_json, show_json

REPORT = click.argument("report", type=click.INT, metavar="REPORT")


@click.command("list", help=mark("列出库中的报告。"))
@YEAR
@UNIT
@KIND
@JSON
@click.pass_obj
def list_reports(
    terminal: Terminal,
    years: tuple[str, ...],
    units: tuple[str, ...],
    kinds: tuple[str, ...],
    as_json: bool,
) -> None:
    """List reports."""
    with terminal.library() as library:
        page = library.reports(filters(years, units, kinds), sort="added")
    if as_json:
        terminal.document(list_json(page))
        return
    for sentence in sentences(page.unknown, terminal.language):
        terminal.note("{sentence}", sentence=sentence)
    for row in page.rows:
        terminal.line(plain(_row(row, terminal)))
    terminal.say(_LISTED, total=page.total, incomplete=sum(map(lacks, page.rows)))


_LISTED = mark("共 {total} 篇，其中 {incomplete} 篇信息不全。")
_COUNT = mark("{passages} 段")


def _row(row: ReportRow, terminal: Terminal) -> str:
    facts = "  ".join((str(row.year or "----"), row.unit or "—", row.kind or "—", row.title))
    count = terminal.words(_COUNT, passages=row.passages)
    return f"{row.id:>5}  {facts}  ({count}){terminal.scanned(row.scan)}"


@click.command(help=mark("看一篇报告怎样分部分、分段。"))
@REPORT
@JSON
@click.pass_obj
def show(terminal: Terminal, report: int, as_json: bool) -> None:
    """Show a kept report."""
    with terminal.library() as library:
        found = library.report(report)
    if as_json:
        terminal.document(show_json(found))
        return
    row = found.row
    _facts(terminal, row.title, row.year, row.unit, row.kind, row.scan)
    _draw(terminal, found.outline)


@click.command(help=mark("看一个文件入库后会是什么样；不入库。"))
@click.argument("file", type=click.Path(path_type=Path))
@JSON
@click.pass_obj
def outline(terminal: Terminal, file: Path, as_json: bool) -> None:
    """Show what add would make of a file."""
    draft = preview(file)
    if as_json:
        terminal.document(outline_json(draft.outline, draft.facts, draft.source.facts))
        return
    facts = draft.facts
    scan = draft.source.facts.scan
    _facts(terminal, facts.title, facts.year, facts.unit, facts.kind, scan)
    _draw(terminal, draft.outline)


def _facts(
    terminal: Terminal,
    title: str,
    year: int | None,
    unit: str | None,
    kind: str | None,
    scan: Scan,
) -> None:
    terminal.line(plain(title))
    terminal.say(_FACTS, year=year or "—", unit=unit or "—", kind=kind or "—")
    terminal.say_scanned(scan)


_FACTS = mark("年份 {year}  单位 {unit}  类型 {kind}")
_REMOVED = mark("清理了 {count} 处：")


def _draw(terminal: Terminal, found: Outline) -> None:
    for passage in found.preamble:
        terminal.line("  " + _short(passage))
    for section in found.sections:
        _section(terminal, section, 1)
    if found.removed:
        terminal.say(_REMOVED, count=len(found.removed))
        for piece in found.removed:
            terminal.line(f"  {' '.join(piece.text.split())[:60]}")


def _section(terminal: Terminal, section: Section, depth: int) -> None:
    role = terminal.role(section.role) if depth == 1 else ""
    terminal.line("  " * depth + section.opening.text + (f"  [{role}]" if role else ""))
    for passage in section.passages:
        terminal.line("  " * (depth + 1) + _short(passage))
    for inner in section.sections:
        _section(terminal, inner, depth + 1)


def _short(passage: Passage) -> str:
    return passage.text if len(passage.text) <= 48 else passage.text[:46] + "……"


COMMANDS = (list_reports, show, outline)
