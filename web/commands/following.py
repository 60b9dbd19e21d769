"""The commands several and trail: passages followed through more than two reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from search.comparing.following.followed import (
    Cell,
    Several,
    SeveralRequest,
    Step,
    Strand,
    Trail,
    TrailRequest,
)
from search.matching import Verdict
from search.reuse.percents import alike
from web.beside.followed import MOST_STEPS
from web.beside.severals import label
from web.commands import files
from web.commands.filtering import FORCE, JSON, KIND, UNIT, YEAR, filters, out
from web.commands.terminal import Terminal, plain
from web.following import several_json, trail_json
from web.language import mark
from web.scope import sentences
from web.words import FOLLOWED_SIGNS, MOVED_SIGN, RELATIONS, STEPS

_WORDS = 48


@click.command(help=mark("看一段的沿革：最早见于哪一篇，以后逐年怎样变。"))
@click.argument("passage", type=click.IntRange(0), metavar="PASSAGE")
@click.option("--own-unit", is_flag=True, help=mark("只看本单位的。"))
@click.option(
    "--limit", type=click.IntRange(1, MOST_STEPS), default=60, help=mark("最多列出几篇。")
)
@JSON
@click.pass_obj
def trail(terminal: Terminal, passage: int, own_unit: bool, limit: int, as_json: bool) -> None:
    """Follow a passage."""
    with terminal.library() as library:
        found = library.trail(TrailRequest(passage, own_unit, limit))
        searched = library.size()
    if as_json:
        terminal.document(trail_json(found))
        return
    _told(terminal, found)
    terminal.line(terminal.over(searched))
    terminal.say_recognised(searched, found=True)
    for number, step in enumerate(found.steps):
        _step(terminal, found, number, step)


@click.command(help=mark("把几篇报告并排：一列一篇，一行一段，看首次出现和以后的变化。"))
@click.argument("reports", type=click.INT, nargs=-1, metavar="[REPORT]...")
@UNIT
@YEAR
@KIND
@click.option(
    "--section",
    default="",
    metavar="S",
    help=mark("只看一个部分：类别（done、problems 等）、标题里的字，或标题的段落编号。"),
)
@click.option("--passage", type=click.IntRange(0), metavar="ID", help=mark("只看这一段所在的行。"))
@JSON
@out("xlsx", mark("把整张表写成 Excel 文件。"))
@out("csv", mark("把整张表写成 CSV 文件。"))
@FORCE
@click.pass_obj
def several(
    terminal: Terminal,
    reports: tuple[int, ...],
    units: tuple[str, ...],
    years: tuple[str, ...],
    kinds: tuple[str, ...],
    section: str,
    passage: int | None,
    as_json: bool,
    xlsx: Path | None,
    csv: Path | None,
    force: bool,
) -> None:
    """Put several reports beside each other."""
    wanted = SeveralRequest(reports, filters(years, units, kinds), section, passage)
    targets = files.check({"xlsx": xlsx, "csv": csv}, force=force)
    with terminal.library() as library:
        found = library.several(wanted)
        for target in targets:
            with terminal.progress() as show:
                rows = library.export_several(
                    wanted, target, progress=show, say=terminal.translated, overwrite=force
                )
            terminal.note(_WRITTEN, file=target, rows=rows)
    if as_json:
        terminal.document(several_json(found))
        return
    for sentence in sentences(found.unknown, terminal.language):
        terminal.line(plain(sentence))
    _columns(terminal, found)
    if targets:
        return
    for number, row in enumerate(found.rows, 1):
        terminal.line(_row(number, row))


_WRITTEN = mark("已写入 {file}：{rows} 行。")
_REPORTS = mark("{reports} 篇报告有这一段，{units} 个单位")
_FIRST = mark("最早见于 {year} 年")
_BOUNDED = mark("候选没有逐一比完，可能还有更早或更晚的。")
_LISTED = mark("列出 {listed} 篇。")
_NO_YEAR = mark("年份不详")
_NO_UNIT = mark("单位不详")
_ASKED = mark("所查的一段")
_SINCE = mark("与 {year} {unit} 比")
_COPIES = mark("本篇有 {count} 处")
_LEFT_OUT = mark("还有 {count} 篇没有并排：最多 12 篇。")
_COLUMN = mark("{number}  {name}  [{report}]  {rows} 行，首次出现 {first}，已无 {gone}")
_ROWS = mark("{rows} 行（全部 {total} 行）；首 首次出现，同 相同，数 仅数字变化，改 修改，· 没有")


def _told(terminal: Terminal, found: Trail) -> None:
    terminal.line(plain(_cut(found.text)))
    said = [terminal.words(_REPORTS, reports=found.reports, units=found.units)]
    said += [terminal.words(_FIRST, year=found.first_year)] if found.first_year else []
    terminal.line("  ".join(said))
    if len(found.steps) < found.reports:
        terminal.say(_LISTED, listed=len(found.steps))
    if found.bounded:
        terminal.say(_BOUNDED)


def _step(terminal: Terminal, found: Trail, number: int, step: Step) -> None:
    year = str(step.year) if step.year is not None else terminal.words(_NO_YEAR)
    unit = step.unit or terminal.words(_NO_UNIT)
    notes = [terminal.term(RELATIONS[step.relation])] if step.relation.value == "own" else []
    notes += [terminal.words(_ASKED)] if step.asked else []
    notes += [terminal.words(_COPIES, count=step.copies)] if step.copies > 1 else []
    if step.before is not None:
        before, verdict = found.steps[step.before], Verdict(step.verdict)
        since = terminal.words(
            _SINCE, year=before.year or "", unit=before.unit or terminal.words(_NO_UNIT)
        )
        notes.append(f"{terminal.term(STEPS[verdict])} {alike(step.score, verdict)}% {since}")
    place = f"[{step.report_id}#p{step.index}] #{step.passage_id}"
    scanned = terminal.scanned(step.scan)
    terminal.line(f"\n{year}  {plain(unit)}{scanned}  {place}  {plain('  '.join(notes))}")
    terminal.line("    " + plain(step.text))


def _columns(terminal: Terminal, found: Several) -> None:
    for number, (one, count) in enumerate(zip(found.columns, found.counts, strict=True), 1):
        name = plain(label(one, found.columns)) + terminal.scanned(one.scan)
        report = one.report.id if one.report else ""
        terminal.say(
            _COLUMN,
            number=number,
            name=name,
            report=report,
            rows=count.rows,
            first=count.first,
            gone=count.gone,
        )
    if found.left_out:
        terminal.say(_LEFT_OUT, count=len(found.left_out))
    terminal.say(_ROWS, rows=len(found.rows), total=found.total)


def _row(number: int, row: Strand) -> str:
    held = row.cells[row.last]
    text = held.side.text if held else ""
    return f"{number:>5}  {_signs(row.cells)}  {plain(_cut(text))}"


def _signs(cells: Sequence[Cell | None]) -> str:
    return " ".join(_sign(cell) for cell in cells)


def _sign(cell: Cell | None) -> str:
    if cell is None:
        return "·  "
    sign = FOLLOWED_SIGNS["first" if cell.kind is None else cell.kind.value]
    return sign + (MOVED_SIGN if cell.moved else " ")


def _cut(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= _WORDS else line[:_WORDS] + "……"


COMMANDS = (several, trail)
