"""The command matrix: phrases counted by unit (or kind, role, report) and year."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from index.errors import BadQuery
from index.readers.encoding import decode
from search.model import Axis, Matrix, PhraseCounts, Role
from web.commands import files
from web.commands.filtering import FORCE, JSON, KIND, ROLE, UNIT, YEAR, filters, out
from web.commands.grids import lines, room
from web.commands.terminal import Terminal, plain
from web.language import mark, translate
from web.matrices import matrix_json, matrix_request

_NAMED = 3  # phrases whose rows are shown without asking for a file
_ROWS = 20  # of one phrase on the terminal


@click.command(help=mark("统计一批提法在各单位各年出现的次数（一字不差；# 代表一个数字）。"))
@click.argument("phrases", nargs=-1, metavar="PHRASE...")
@click.option(
    "--file",
    "listed",
    type=click.Path(path_type=Path),
    metavar="TXT",
    help=mark("从文件读提法，每行一个。"),
)
@click.option(
    "--rows",
    type=click.Choice([axis.value for axis in Axis]),
    default=Axis.UNIT.value,
    help=mark("每行是什么：单位、类型、部分类别或报告。"),
)
@click.option("--columns", type=click.Choice(["year"]), default="year", help=mark("每列是年份。"))
@YEAR
@UNIT
@KIND
@ROLE
@JSON
@out("xlsx", mark("写成 Excel 文件。"))
@out("csv", mark("写成 CSV 文件。"))
@FORCE
@click.pass_obj
def matrix(
    terminal: Terminal,
    phrases: tuple[str, ...],
    listed: Path | None,
    rows: str,
    columns: str,
    years: tuple[str, ...],
    units: tuple[str, ...],
    kinds: tuple[str, ...],
    roles: tuple[str, ...],
    as_json: bool,
    xlsx: Path | None,
    csv: Path | None,
    force: bool,
) -> None:
    """Count phrases."""
    asked = [*phrases, *([_read(listed)] if listed else [])]
    request = matrix_request(asked, rows=rows, filters=filters(years, units, kinds, roles))
    targets = files.check({"xlsx": xlsx, "csv": csv}, force=force)
    with terminal.library() as library:
        for target in targets:
            library.export_matrix(
                request,
                target,
                say=lambda text: translate(text, terminal.language),
                overwrite=force,
            )
            terminal.note(_WRITTEN, file=target)
        if as_json or not targets:
            counted = library.matrix(request)
    if as_json:
        terminal.document(matrix_json(counted, terminal.language))
    elif not targets:
        _shown(terminal, counted)


_WRITTEN = mark("已写入 {file}。")
_OVER = mark("{over}。")
_NOT_COUNTED = mark("没有统计。")
_HEAD = (mark("提法"), mark("次数"), mark("报告"), mark("单位"), mark("最早"), mark("最近"))
_NO_YEAR = mark("不详")
_ALL = mark("合计")
_EARLIER = mark("此前")
_ONE = mark("“{phrase}”：{total} 处")
_MORE_ROWS = mark("还有 {rows} 行；用 --xlsx 或 --csv 看全部。")
_SILENT = mark("其余 {rows} 行没有出现。")
_DETAILS = mark("要看各行，请少给几个提法，或用 --xlsx、--csv 写成文件。")
_LEFT_OUT = mark("只列次数最多的 {rows} 篇报告，另有 {left} 篇。")
_LEGEND = mark("0：有报告，没有这个提法；·：库中没有报告。")
_MISSING = {
    Axis.UNIT: mark("单位不详"),
    Axis.KIND: mark("类型不详"),
    Axis.ROLE: mark("其他部分"),
    Axis.REPORT: mark("报告"),
}


def _read(file: Path) -> str:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise BadQuery("no_such_file", field="file", file=str(file)) from None
    except IsADirectoryError:
        raise BadQuery("is_a_folder", field="file", file=str(file)) from None
    text = decode(data)
    if text is None:
        raise BadQuery("list_not_text", field="file", file=str(file))
    return text.text


def _shown(terminal: Terminal, counted: Matrix) -> None:
    terminal.hint(counted.hints)
    if terminal.outside(counted.searched, _NOT_COUNTED):
        return
    head = [translate(title, terminal.language) for title in _HEAD]
    body = [
        [
            plain(one.phrase),
            f"{one.total:,}",
            f"{one.reports:,}",
            f"{one.units:,}",
            str(one.first.year) if one.first else "—",
            str(one.last.year) if one.last else "—",
        ]
        for one in counted.phrases
    ]
    for line in lines([head, *body], first=room() - 44):
        terminal.line(line)
    if len(counted.phrases) <= _NAMED:
        for one in counted.phrases:
            _detail(terminal, counted, one)
        terminal.say(_LEGEND)
    else:
        terminal.say(_DETAILS)
    if counted.left_out:
        terminal.say(_LEFT_OUT, rows=len(counted.rows), left=counted.left_out)
    terminal.say(_OVER, over=terminal.over(counted.searched))
    every = all(one.total for one in counted.phrases)
    terminal.say_recognised(counted.searched, found=every)


def _detail(terminal: Terminal, counted: Matrix, one: PhraseCounts) -> None:
    terminal.line("")
    terminal.say(_ONE, phrase=one.phrase, total=one.total)
    places = [place for place, row in enumerate(one.counts) if any(row)]
    if counted.axis in (Axis.UNIT, Axis.REPORT):
        places.sort(key=lambda place: (not counted.rows[place], -sum(one.counts[place]), place))
    if not places:
        return
    first = 24
    shown = max(1, (room() - first - 8) // 7)  # years that fit beside names and totals
    early = len(counted.columns) - shown
    head = [
        "",
        *([translate(_EARLIER, terminal.language)] if early > 0 else []),
        *(
            translate(_NO_YEAR, terminal.language) if year is None else str(year)
            for year in counted.columns[max(0, early) :]
        ),
        translate(_ALL, terminal.language),
    ]
    body = [
        [
            plain(_label(terminal, counted, place)),
            *_cells(one.counts[place], counted.held[place], early),
            f"{sum(one.counts[place]):,}",
        ]
        for place in places[:_ROWS]
    ]
    for line in lines([head, *body], first):
        terminal.line("  " + line)
    if len(places) > _ROWS:
        terminal.say(_MORE_ROWS, rows=len(places) - _ROWS)
    elif len(places) < len(one.counts):
        terminal.say(_SILENT, rows=len(one.counts) - len(places))


def _cells(counts: Sequence[int], held: Sequence[int], early: int) -> list[str]:
    cells = [f"{count:,}" if reports else "·" for count, reports in zip(counts, held, strict=True)]
    if early <= 0:
        return cells
    before = f"{sum(counts[:early]):,}" if any(held[:early]) else "·"
    return [before, *cells[early:]]


def _label(terminal: Terminal, counted: Matrix, place: int) -> str:
    value = counted.rows[place]
    if not value:
        return translate(_MISSING[counted.axis], terminal.language)
    return terminal.role(Role(value)) if counted.axis is Axis.ROLE else counted.labels[place]


COMMANDS = (matrix,)
