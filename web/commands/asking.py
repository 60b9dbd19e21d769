"""Commands that only look: search, list, show, outline."""

from __future__ import annotations

from pathlib import Path

import click

from index.model import Outline, Passage, Section
from search.library import preview
from search.model import Filters, Mode, ReportRow, Request, Sort
from search.query import role_of, years_of
from web.commands.terminal import Terminal, plain
from web.language import mark
from web.shapes import list_json, outline_json, search_json, show_json

JSON = click.option("--json", "as_json", is_flag=True, help=mark("输出一个 JSON 文档。"))
YEAR = click.option("--year", "years", multiple=True, help=mark("年份：2023、2021-2023 或 none。"))
UNIT = click.option(
    "--unit", "units", multiple=True, help=mark("单位，可多次；none 表示没有单位。")
)
KIND = click.option("--kind", "kinds", multiple=True, help=mark("报告类型，可多次。"))
REPORT = click.argument("report", type=click.INT, metavar="REPORT")
_MOST = 100_000


def _filters(
    years: tuple[str, ...], units: tuple[str, ...], kinds: tuple[str, ...], roles: tuple[str, ...]
) -> Filters:
    return Filters(
        years=years_of(list(years)),
        units=tuple(map(_named, units)),
        kinds=tuple(map(_named, kinds)),
        roles=tuple(map(role_of, roles)),
    )


def _named(text: str) -> str | None:
    return None if text.strip().lower() == "none" else text.strip()


@click.command(help=mark("在全部报告里查提法（一字不差）；--words 按词语查。"))
@click.argument("query", nargs=-1, required=True)
@click.option("--words", is_flag=True, help=mark("按词语查，按相关度排序。"))
@YEAR
@UNIT
@KIND
@click.option(
    "--role", "roles", multiple=True, help=mark("部分类别：成效、问题、原因、整改、打算。")
)
@click.option("--sort", type=click.Choice([sort.value for sort in Sort]), help=mark("排序。"))
@click.option("--limit", type=click.IntRange(0, _MOST), default=20, help=mark("最多列出几段。"))
@click.option("--offset", type=click.IntRange(0), default=0, help=mark("从第几段起。"))
@JSON
@click.pass_obj
def search(
    terminal: Terminal,
    query: tuple[str, ...],
    words: bool,
    years: tuple[str, ...],
    units: tuple[str, ...],
    kinds: tuple[str, ...],
    roles: tuple[str, ...],
    sort: str | None,
    limit: int,
    offset: int,
    as_json: bool,
) -> None:
    """Search phrases or words."""
    request = Request(
        query=" ".join(query),
        mode=Mode.WORDS if words else Mode.EXACT,
        filters=_filters(years, units, kinds, roles),
        sort=Sort(sort) if sort else Sort.OCCURRENCES,
        limit=limit,
        offset=offset,
    )
    with terminal.library() as library:
        result = library.search(request)
    if as_json:
        terminal.document(search_json(result))
        return
    terminal.say(
        _FOUND if result.passages else _NOT_FOUND,
        query=result.query,
        passages=result.passages,
        occurrences=result.occurrences,
        reports=result.reports,
        searched=result.searched.reports,
        refused=result.searched.refused,
    )
    for hit in result.hits:
        head = " · ".join(
            piece for piece in (hit.unit, hit.title, terminal.role(hit.role)) if piece
        )
        terminal.line(f"\n[{hit.report_id}#p{hit.index}] {plain(head)}")
        if hit.path:
            terminal.line("    " + plain(" › ".join(hit.path)))
        terminal.line("    " + terminal.highlighted(hit.text, hit.spans))
    rest = result.passages - offset - len(result.hits)
    if rest > 0:
        terminal.say(_MORE, rest=rest)


_FOUND = mark(
    "“{query}”：{passages} 段 {occurrences} 处，{reports} 篇报告"
    "（查了 {searched} 篇，另有 {refused} 个文件没有读成）"
)
_NOT_FOUND = mark("没有找到“{query}”：查了 {searched} 篇报告，另有 {refused} 个文件没有读成。")
_MORE = mark("\n还有 {rest} 段，用 --limit 或 --offset 继续看。")


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
        page = library.reports(_filters(years, units, kinds, ()), sort="added")
    if as_json:
        terminal.document(list_json(page))
        return
    for row in page.rows:
        terminal.line(plain(_row(row, terminal)))
    terminal.say(_LISTED, total=page.total, incomplete=page.incomplete)


_LISTED = mark("共 {total} 篇，其中 {incomplete} 篇信息不全。")
_COUNT = mark("{passages} 段")


def _row(row: ReportRow, terminal: Terminal) -> str:
    facts = "  ".join((str(row.year or "----"), row.unit or "—", row.kind or "—", row.title))
    return f"{row.id:>5}  {facts}  ({terminal.words(_COUNT, passages=row.passages)})"


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
    _facts(terminal, row.title, row.year, row.unit, row.kind)
    _draw(terminal, found.outline)


@click.command(help=mark("看一个文件入库后会是什么样；不入库。"))
@click.argument("file", type=click.Path(path_type=Path))
@JSON
@click.pass_obj
def outline(terminal: Terminal, file: Path, as_json: bool) -> None:
    """Show what add would make of a file."""
    draft = preview(file)
    if as_json:
        terminal.document(outline_json(draft.outline, draft.facts))
        return
    facts = draft.facts
    _facts(terminal, facts.title, facts.year, facts.unit, facts.kind)
    _draw(terminal, draft.outline)


def _facts(
    terminal: Terminal, title: str, year: int | None, unit: str | None, kind: str | None
) -> None:
    terminal.line(plain(title))
    terminal.say(_FACTS, year=year or "—", unit=unit or "—", kind=kind or "—")


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


COMMANDS = (search, list_reports, show, outline)
