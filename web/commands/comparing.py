"""The command compare: two reports, or files that nobody keeps, side by side."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import click

from index.errors import ReportNotFound, UnreadableReport
from search.comparing.model import (
    ChangeKind,
    ColumnsBy,
    CompareRequest,
    Comparison,
    Given,
    Row,
    RowKind,
)
from search.exports.comparing import wording
from search.exports.comparing.beside import Beside, Line, Stub, is_heading
from search.library import compare_drafts, export_comparison
from web.commands import files
from web.commands.filtering import FORCE, JSON, out
from web.commands.grids import lines, room
from web.commands.terminal import Terminal, plain
from web.comparing import compare_json
from web.language import mark

_FIGURES = 40  # listed on the terminal
_ROOM = 38  # columns of the other columns of their table
_AROUND = 24  # characters of what is the same that are shown beside a change
_ALONE = 160  # characters of a passage that stands on one side
_ID = re.compile("[0-9]+")
_LONGEST_ID = 18  # digits


class _Ink(NamedTuple):
    """What stands around a stretch; colours on a terminal only."""

    before: str
    after: str


@click.command(
    help=mark("对比两篇报告：左、右各写报告编号或文件。全是数字的算编号，其他的算文件。")
)
@click.argument("left", metavar="LEFT")
@click.argument("right", metavar="RIGHT")
@click.option(
    "--columns",
    type=click.Choice([one.value for one in ColumnsBy]),
    default=ColumnsBy.NAME.value,
    help=mark("表格的列怎么对：name 按列名，年份不计；place 按列的先后。"),
)
@JSON
@out("html", mark("写成一个网页文件。"))
@out("docx", mark("写成 Word 文件。"))
@out("xlsx", mark("写成 Excel 文件。"))
@FORCE
@click.pass_obj
def compare(
    terminal: Terminal,
    left: str,
    right: str,
    columns: str,
    as_json: bool,
    html: Path | None,
    docx: Path | None,
    xlsx: Path | None,
    force: bool,
) -> None:
    """Put two reports side by side."""
    targets = files.check({"html": html, "docx": docx, "xlsx": xlsx}, force=force)
    found = _compared(terminal, CompareRequest(_side(left), _side(right), ColumnsBy(columns)))
    for target in targets:
        with terminal.progress() as show:
            export_comparison(
                found, target, say=terminal.translated, progress=show, overwrite=force
            )
        terminal.note(_WRITTEN, file=target)
    if as_json:
        terminal.document(compare_json(found))
    elif not targets:
        _shown(terminal, Beside(found, datetime.now().astimezone(), terminal.translated))


_WRITTEN = mark("已写入 {file}。")
_SIDE = mark("{side}  {name}  [{place}]  {characters:,} 字，{passages:,} 段")
_FOLDED = mark("  同  {count} 段：{first}……")
_MORE_FIGURES = mark("另有 {count} 项有变化，用 --xlsx 或 --json 看全部。")
_READING = mark("读法")


def _side(given: str) -> Given:
    """Return a report by its number, or the file of that name."""
    if _ID.fullmatch(given):
        if len(given) > _LONGEST_ID:
            raise ReportNotFound("no_such_report", report=given)
        return Given(int(given))
    try:
        file = Path(given)
        return Given(file=file.name, data=file.read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise UnreadableReport("no_such_file", file=given) from None
    except IsADirectoryError:
        raise UnreadableReport("is_a_folder", file=given) from None


def _compared(terminal: Terminal, request: CompareRequest) -> Comparison:
    """Compare; a library is opened only where one of the two stands in it."""
    if request.left.report_id is None and request.right.report_id is None:
        return compare_drafts(request, terminal.home if terminal.home.is_dir() else None)
    with terminal.library() as library:
        return library.compare(request)


def _shown(terminal: Terminal, beside: Beside) -> None:
    _heads(terminal, beside)
    waiting: list[Row] = []
    for line in beside.lines():
        if isinstance(line, Stub):
            continue
        if line.row.kind is RowKind.SAME and not line.row.moved and not is_heading(line.row):
            waiting.append(line.row)
            continue
        _folded(terminal, waiting)
        _row(terminal, beside, line)
    _folded(terminal, waiting)
    _figures(terminal, beside)


def _heads(terminal: Terminal, beside: Beside) -> None:
    found = beside.found
    for side, one in ((wording.LEFT, found.left), (wording.RIGHT, found.right)):
        place = f"#{one.report.id}" if one.report else one.file
        terminal.line(
            terminal.translated(_SIDE).format(
                side=terminal.translated(side),
                name=plain(beside.name(one)),
                place=plain(place),
                characters=one.characters,
                passages=one.passages,
            )
        )
        terminal.say_scanned(one.scan)
    for name, value in beside.whole()[1:]:
        terminal.line(plain(f"{name}  {value}"))
    left, right = _inks()
    only = [terminal.translated(one) for one in (wording.LEFT_WORDS, wording.RIGHT_WORDS)]
    shown = f"{left.before}{only[0]}{left.after} {right.before}{only[1]}{right.after}"
    terminal.line(f"{terminal.translated(_READING)}  {shown}")


def _folded(terminal: Terminal, rows: list[Row]) -> None:
    if rows:
        text = plain(rows[0].right.text if rows[0].right else "")[:_AROUND]
        terminal.say(_FOLDED, count=len(rows), first=text)
        rows.clear()


def _row(terminal: Terminal, beside: Beside, line: Line) -> None:
    row = line.row
    heading = is_heading(row)
    if heading:
        terminal.line("")
    sign = wording.SIGNS[row.kind] + (wording.MOVED_SIGN if row.moved else "")
    places = " ".join(beside.places(row))
    moved = beside.moved(row)[1]
    terminal.line(plain(f"  {sign}  {places}  {moved}".rstrip()))
    terminal.line("    " + _text(row))
    for one in beside.chips(line.number):
        values = f"{beside.written(one, right=False)} → {beside.written(one, right=True)}"
        said = f"      {wording.SIGNS[RowKind.FIGURES]}  {beside.item(one)}  {values}"
        terminal.line(plain(f"{said}  {beside.change(one)}"))


def _text(row: Row) -> str:
    """Return both texts of a row as one, what stands on one side only in brackets."""
    left, right = _inks()
    if row.left is None or row.right is None:
        side = row.left or row.right
        text = plain(side.text if side else "")
        cut = text if len(text) <= _ALONE else f"{text[:_ALONE]}……"
        ink = left if row.right is None else right
        return f"{ink.before}{cut}{ink.after}"
    parts = []
    for change in row.changes:
        old = plain(row.left.text[slice(*change.left)])
        new = plain(row.right.text[slice(*change.right)])
        if change.kind is ChangeKind.SAME or change.quiet:
            parts.append(_middle(new))
            continue
        parts.append(f"{left.before}{old}{left.after}" if old else "")
        parts.append(f"{right.before}{new}{right.after}" if new else "")
    return "".join(parts)


def _middle(text: str) -> str:
    """Return what is the same, cut where it is long."""
    if len(text) <= 2 * _AROUND + 2:
        return text
    return f"{text[:_AROUND]}……{text[-_AROUND:]}"


def _inks() -> tuple[_Ink, _Ink]:
    if sys.stdout.isatty():
        return _Ink("\x1b[33m[-", "-]\x1b[0m"), _Ink("\x1b[36m{+", "+}\x1b[0m")
    return _Ink("[-", "-]"), _Ink("{+", "+}")


def _figures(terminal: Terminal, beside: Beside) -> None:
    terminal.line("")
    terminal.line(plain(f"{terminal.translated(wording.FIGURES)}  {beside.figures_said()}"))
    changed = [one for one in beside.figures if one.changed]
    if not changed:
        return
    head = (
        wording.ITEM,
        wording.LEFT,
        wording.RIGHT,
        wording.MEASURE,
        wording.CHANGE,
        wording.RATE,
    )
    rows = [[terminal.translated(one) for one in head]]
    rows += [
        [
            plain(one)
            for one in (
                beside.item(told),
                told.said.left,
                told.said.right,
                told.said.measure,
                beside.delta(told),
                beside.rate(told),
            )
        ]
        for told in changed[:_FIGURES]
    ]
    for line in lines(rows, first=max(16, room() - _ROOM)):
        terminal.line(f"  {line}".rstrip())
    if (rest := len(changed) - _FIGURES) > 0:
        terminal.say(_MORE_FIGURES, count=rest)


COMMANDS = (compare,)
