"""The command search: hits on the terminal, as JSON, or in a file."""

from __future__ import annotations

from pathlib import Path

import click

from search.library import Library
from search.model import Hit, Mode, Request, Result, Rung, Sort, Within
from web.commands import files
from web.commands.filtering import FORCE, JSON, KIND, ROLE, UNIT, WHERE, YEAR, filters, out
from web.commands.terminal import Terminal, plain
from web.language import mark, translate
from web.shapes import search_json
from web.words import REASONS

_MOST = 100_000


@click.command(help=mark("在全部报告里查提法：先查一字不差的，没有再忽略标点，再没有按词语。"))
@click.argument("query", nargs=-1, required=True)
@click.option("--exact", is_flag=True, help=mark("只查一字不差的。"))
@click.option("--loose", is_flag=True, help=mark("忽略标点。"))
@click.option("--words", is_flag=True, help=mark("按词语查，按相关度排序。"))
@click.option(
    "--within",
    type=click.Choice([within.value for within in Within]),
    default=Within.PASSAGE.value,
    help=mark("几个提法同在一段（passage）还是一篇报告（report）里。"),
)
@click.option("--group", type=click.Choice(["report"]), help=mark("按报告归并（report）。"))
@YEAR
@UNIT
@KIND
@ROLE
@WHERE
@click.option("--sort", type=click.Choice([sort.value for sort in Sort]), help=mark("排序。"))
@click.option("--limit", type=click.IntRange(0, _MOST), default=20, help=mark("最多列出几段。"))
@click.option("--offset", type=click.IntRange(0), default=0, help=mark("从第几段起。"))
@click.option(
    "--removed", is_flag=True, help=mark("列出清理掉的文字里的各处：为什么清理、原在哪里。")
)
@JSON
@out("xlsx", mark("把全部结果写成 Excel 文件。"))
@out("csv", mark("把全部结果写成 CSV 文件。"))
@out("docx", mark("把结果写成 Word 摘录。"))
@FORCE
@click.pass_obj
def search(
    terminal: Terminal,
    query: tuple[str, ...],
    exact: bool,
    loose: bool,
    words: bool,
    within: str,
    group: str | None,
    years: tuple[str, ...],
    units: tuple[str, ...],
    kinds: tuple[str, ...],
    roles: tuple[str, ...],
    where: tuple[str, ...],
    sort: str | None,
    limit: int,
    offset: int,
    removed: bool,
    as_json: bool,
    xlsx: Path | None,
    csv: Path | None,
    docx: Path | None,
    force: bool,
) -> None:
    """Search phrases or words."""
    request = Request(
        query=" ".join(query),
        mode=_mode(terminal, exact=exact, loose=loose, words=words),
        filters=filters(years, units, kinds, roles, where=where),
        sort=Sort(sort) if sort else None,
        limit=limit,
        offset=offset,
        within=Within(within),
        grouped=group is not None,
        removed=removed,
    )
    targets = files.check({"xlsx": xlsx, "csv": csv, "docx": docx}, force=force)
    if removed and targets:
        raise click.UsageError(translate(_NO_FILE, terminal.language))
    with terminal.library() as library:
        result = library.search(request)
        for target in targets:
            _write(terminal, library, request, target, result.passages, force=force)
    if as_json:
        terminal.document(search_json(result, language=terminal.language))
        return
    if removed:
        _removed(terminal, result, request)
    _summed_up(terminal, result, request)
    if not (removed or targets):
        _listed(terminal, result, request)


_ONE_MODE = mark("--exact、--loose、--words 只能选一个。")
_WRITTEN = mark("已写入 {file}：{rows} 段。")
_WRITTEN_PART = mark("已写入 {file}：前 {rows} 段；这种文件装不下其余的，请加筛选分次导出。")
_FOUND = mark("“{query}”：{passages} 段 {occurrences} 处，{reports} 篇报告（{over}）")
_NOT_FOUND = mark("没有找到“{query}”：{over}。")
_NOT_SEARCHED = mark("没有查“{query}”。")
_NOT_IN_TEXTS = mark("正文里没有“{query}”：{over}。")
_ONLY_REMOVED = mark("清理掉的文字里有 {occurrences} 处（加 --removed 列出）。")
_ONLY_REMOVED_LOOSELY = mark("清理掉的文字里有 {occurrences} 处只是标点不同（加 --removed 列出）。")
_REMOVED_TOO = mark("另有 {occurrences} 处在清理掉的文字里（加 --removed 列出）。")
_REMOVED = mark("清理掉的文字里 {passages} 段 {occurrences} 处，{reports} 篇报告：")
_NONE_REMOVED = mark("清理掉的文字里没有。")
_NOT_BY_ROLE = mark("清理掉的文字不属于任何部分，按部分类别或在哪里筛选时不查。")
_NO_FILE = mark("--removed 只列在屏幕上或输出 JSON，不能与 --xlsx、--csv、--docx 同用。")
_NOT_EXACT = mark("没有一字不差的原文。")
_LOOSELY = mark("下面的只是标点不同：")
_BY_WORDS = mark("下面按词语查（{terms}）：")
_MORE = mark("\n还有 {rest} 段，用 --limit 或 --offset 继续看。")
_MORE_REPORTS = mark("\n还有 {rest} 篇报告，用 --limit 或 --offset 继续看。")
_TABLE = mark("表 {number} {caption}")
_ROW = mark("第 {row} 行")
_HEAD = mark("表头")
_GROUP = mark("{passages} 段 {occurrences} 处")


def _mode(terminal: Terminal, **chosen: bool) -> Mode:
    names = [name for name, given in chosen.items() if given]
    if len(names) > 1:
        raise click.UsageError(translate(_ONE_MODE, terminal.language))
    return Mode(names[0]) if names else Mode.LADDER


def _write(
    terminal: Terminal,
    library: Library,
    request: Request,
    target: Path,
    total: int,
    *,
    force: bool,
) -> None:
    with terminal.progress() as show:
        rows = library.export_hits(
            request,
            target,
            progress=show,
            say=lambda text: translate(text, terminal.language),
            overwrite=force,
        )
    terminal.note(_WRITTEN if rows >= total else _WRITTEN_PART, file=target, rows=rows)


def _summed_up(terminal: Terminal, result: Result, request: Request) -> None:
    terminal.hint(result.hints)
    if terminal.outside(result.searched, _NOT_SEARCHED, query=result.query):
        return
    apart = result.removed
    vague = not result.passages or result.rung is Rung.WORDS
    if apart.passages and vague and not request.removed:  # before anything is said not to be there
        loosely = apart.rung is Rung.LOOSE and result.rung is not Rung.LOOSE
        told = _ONLY_REMOVED_LOOSELY if loosely else _ONLY_REMOVED
        terminal.say(told, occurrences=apart.occurrences)
    if result.rung is not Rung.EXACT and result.passages:
        terminal.say(_NOT_EXACT)
    nothing = _NOT_IN_TEXTS if apart.passages else _NOT_FOUND
    terminal.say(
        _FOUND if result.passages else nothing,
        query=result.query,
        passages=result.passages,
        occurrences=result.occurrences,
        reports=result.reports,
        over=terminal.over(result.searched),
    )
    found = bool(result.passages) and result.rung is Rung.EXACT
    terminal.say_recognised(result.searched, found=found)
    if request.removed:
        return
    if apart.passages and not vague:
        terminal.say(_REMOVED_TOO, occurrences=apart.occurrences)
    if result.passages and result.rung is Rung.LOOSE:
        terminal.say(_LOOSELY)
    elif result.passages and result.rung is Rung.WORDS:
        terminal.say(_BY_WORDS, terms=" / ".join(result.terms))


def _removed(terminal: Terminal, result: Result, request: Request) -> None:
    found = result.removed
    if not found.passages:
        terminal.say(_NONE_REMOVED if found.rung else _NOT_BY_ROLE)
        return
    terminal.say(
        _REMOVED, passages=found.passages, occurrences=found.occurrences, reports=found.reports
    )
    for hit in found.hits:
        reason = terminal.term(REASONS[hit.why])
        head = " · ".join(piece for piece in (hit.unit, hit.title, reason) if piece)
        place = "" if hit.index is None else f"#p{hit.index}"
        scanned = terminal.scanned(hit.scan)
        terminal.line(f"\n[{hit.report_id}{place}] {plain(head)}{scanned}")
        if hit.path:
            terminal.line("    " + plain(" › ".join(hit.path)))
        terminal.line("    " + terminal.highlighted(hit.text, hit.spans))
    rest = found.passages - request.offset - len(found.hits)
    if rest > 0:
        terminal.say(_MORE, rest=rest)


def _listed(terminal: Terminal, result: Result, request: Request) -> None:
    if request.grouped:
        for group in result.groups:
            head = " · ".join(piece for piece in (group.unit, group.title) if piece)
            counts = terminal.words(_GROUP, passages=group.passages, occurrences=group.occurrences)
            scanned = terminal.scanned(group.scan)
            terminal.line(f"\n[{group.report_id}] {plain(head)}{scanned}  {counts}")
            for hit in group.hits:
                terminal.line("    " + terminal.highlighted(hit.text, hit.spans))
        rest, more = result.reports - request.offset - len(result.groups), _MORE_REPORTS
    else:
        for hit in result.hits:
            _hit(terminal, hit)
        rest, more = result.passages - request.offset - len(result.hits), _MORE
    if rest > 0:
        terminal.say(more, rest=rest)


def _in_table(terminal: Terminal, hit: Hit) -> list[str]:
    """Say in which row of which table a hit stands, and under which names its cells do."""
    standing = hit.standing
    if standing is None:
        return []
    table = terminal.words(_TABLE, number=standing.number, caption=standing.table.caption or "")
    row = terminal.words(_ROW, row=standing.row) if standing.row else terminal.words(_HEAD)
    names = " | ".join("/".join(cell.column) for cell in standing.own.row.cells if cell.column)
    return [table.strip(), row + (f"（{names}）" if names else "")]


def _hit(terminal: Terminal, hit: Hit) -> None:
    head = " · ".join(piece for piece in (hit.unit, hit.title, terminal.role(hit.role)) if piece)
    scanned = terminal.scanned(hit.scan)
    terminal.line(f"\n[{hit.report_id}#p{hit.index}] #{hit.passage_id} {plain(head)}{scanned}")
    path = [*hit.path, *_in_table(terminal, hit)]
    if path:
        terminal.line("    " + plain(" › ".join(path)))
    terminal.line("    " + terminal.highlighted(hit.text, hit.spans))


COMMANDS = (search,)
