"""Commands that change the library: add, edit, remove."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from index.errors import DuizhaoError
from search.library import can_recognise, require
from search.model import AddReport
from web.commands.asking import REPORT
from web.commands.filtering import JSON
from web.commands.terminal import Terminal, plain
from web.language import mark
from web.messages import sentence
from web.shapes import add_json

REFUSED = 3
_REFUSALS = 200  # refused files named on the terminal
_SHOWN = 5  # files named of each sort; --json names all
_FIELDS = ("title", "year", "unit", "kind")


@click.command(help=mark("把文件、文件夹或 zip 收进库里。"))
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    help=mark("清单 CSV：file,title,year,unit,kind（或 文件,标题,年份,单位,类型）。"),
)
@click.option("--workers", type=click.IntRange(1, 64), help=mark("用几个进程读文件。"))
@click.option(
    "--ocr/--no-ocr",
    default=None,
    help=mark("识别扫描件和图片里的文字（装了识别组件时默认识别）。"),
)
@JSON
@click.pass_obj
def add(
    terminal: Terminal,
    paths: tuple[str, ...],
    manifest: Path | None,
    workers: int | None,
    ocr: bool | None,
    as_json: bool,
) -> int:
    """Add files."""
    if not all(path.strip() for path in paths):
        # An unset variable in a script must not mean the whole current folder.
        raise click.UsageError(terminal.words(_EMPTY_PATH))
    if ocr and not can_recognise():
        raise click.UsageError(terminal.words(_NO_OCR))
    require(map(Path, paths))  # before there is a home: a mistyped path leaves no trace
    with terminal.library() as library, terminal.progress() as show:
        done = library.add(
            map(Path, paths),
            manifest=manifest,
            workers=workers,
            ocr=ocr is not False,
            progress=show,
        )
    if as_json:
        terminal.document(add_json(done, terminal.language))
    else:
        told(terminal, done)
    return name_refused(terminal, done)


_NO_OCR = mark(
    "没有装文字识别组件，--ocr 用不了。请运行 python3 scripts/start.py --ocr 装上（约 265 MB）。"
)
_EMPTY_PATH = mark("路径是空的。要收当前文件夹，请写 . 。")
_DONE = mark(
    "已入库 {added} 篇，已更新 {replaced} 篇，已在库中 {unchanged} 篇，未收 {refused} 个。"
)
_PICTURES = mark("其中 {count} 篇有的页是图片，没有识别，里面的文字查不到，例如：")
_LACKING = mark("待补信息 {count} 篇（缺年份、单位或类型），例如：")
_SCANNED = mark("其中 {count} 篇有从图片识别的文字，可能有错字，例如：")
_MAYBE = mark("{file} 可能是 {other} 号报告的新版本；两篇都在库中。")
_SAME = mark("{file} 与 {other} 号报告的文件完全相同（字节相同），没有再收。")
_SAME_TWICE = mark(
    "{file} 与 {other} 号报告的文件完全相同（字节相同），但单位、年份或文件夹不同；两篇都在库中。"
)
_NOT_REPORTS = mark("另有 {count} 个文件不是报告，没有收，也不计入没有读成的：{files}")
_MORE_REFUSED = mark("还有 {count} 个文件未收，用 --json 看全部。")
_REFUSED = mark("未收 {file}：{reason}")
_AND_MORE = mark("……同样的还有 {count} 篇，用 --json 看全部。")
_REPLACED = mark("{file} 替换了 {other} 号报告；旧版本还在，可以恢复。")


def name_refused(terminal: Terminal, done: AddReport) -> int:
    """Name what was not taken on standard error; return the exit status that says so."""
    for refused in done.refused[:_REFUSALS]:
        terminal.note(
            _REFUSED,
            file=refused.file,
            reason=sentence(DuizhaoError(refused.key, **refused.values), terminal.language),
        )
    if len(done.refused) > _REFUSALS:
        terminal.note(_MORE_REFUSED, count=len(done.refused) - _REFUSALS)
    if done.not_reports:
        names = "、".join(one.file for one in done.not_reports[:_SHOWN])
        more = "……" if len(done.not_reports) > _SHOWN else ""
        terminal.note(_NOT_REPORTS, count=len(done.not_reports), files=names + more)
    return REFUSED if done.refused else 0


def told(terminal: Terminal, done: AddReport) -> None:
    """Say what came in, and what is to be looked at."""
    terminal.say(
        _DONE,
        added=len(done.added),
        replaced=len(done.replaced),
        unchanged=len(done.unchanged),
        refused=len(done.refused),
    )
    came = (*done.added, *done.replaced)
    _some(terminal, _SAME, [(one.file, one.same_bytes) for one in done.unchanged])
    same = [(one.file, one.same_bytes) for one in came if one.same_bytes is not None]
    _some(terminal, _SAME_TWICE, same)
    _some(terminal, _REPLACED, [(one.file, one.replaces) for one in done.replaced])
    maybe = [(one.file, one.maybe_replaces) for one in came if one.maybe_replaces is not None]
    _some(terminal, _MAYBE, maybe)
    scanned = [one for one in came if one.scan.pages]
    if scanned:
        terminal.say(_SCANNED, count=len(scanned))
        for one in scanned[:_SHOWN]:
            terminal.line(plain(f"  {one.id:>5}  {one.file}"))
    unread = [one for one in came if one.scan.unread]
    if unread:
        terminal.say(_PICTURES, count=len(unread))
        for one in unread[:_SHOWN]:
            terminal.line(plain(f"  {one.id:>5}  {one.file}"))
    lacking = [one for one in came if None in (one.year, one.unit, one.kind)]
    if lacking:
        terminal.say(_LACKING, count=len(lacking))
        for one in lacking[:_SHOWN]:
            terminal.line(plain(f"  {one.id:>5}  {one.file}"))


def _some(terminal: Terminal, text: str, pairs: Sequence[tuple[str, int | None]]) -> None:
    """Say a sentence of the first few files, and how many more there are."""
    for file, other in pairs[:_SHOWN]:
        terminal.say(text, file=file, other=other)
    if len(pairs) > _SHOWN:
        terminal.say(_AND_MORE, count=len(pairs) - _SHOWN)


@click.command(help=mark("更正一篇报告的标题、年份、单位、类型（none 表示没有）。"))
@REPORT
@click.option("--title", help=mark("标题。"))
@click.option("--year", help=mark("年份，或 none。"))
@click.option("--unit", help=mark("单位，或 none。"))
@click.option("--kind", help=mark("类型，或 none。"))
@click.option(
    "--automatic",
    type=click.Choice(_FIELDS),
    multiple=True,
    help=mark("撤销对这一项的更正，改回自动识别的。"),
)
@click.pass_obj
def edit(
    terminal: Terminal,
    report: int,
    title: str | None,
    year: str | None,
    unit: str | None,
    kind: str | None,
    automatic: tuple[str, ...],
) -> None:
    """Correct what was recognised."""
    given = {"title": title, "year": year, "unit": unit, "kind": kind}
    values = {field: _value(text) for field, text in given.items() if text is not None}
    if not values and not automatic:
        raise click.UsageError(terminal.words(_NOTHING))
    with terminal.library() as library:
        after = library.report(report)
        if automatic:
            after = library.forget_edits(report, automatic)
        if values:
            after = library.edit(report, **values)
    row = after.row
    terminal.say(
        _EDITED,
        id=row.id,
        title=row.title,
        year=row.year or "—",
        unit=row.unit or "—",
        kind=row.kind or "—",
    )


_NOTHING = mark("没有说要更正什么：用 --title、--year、--unit、--kind 或 --automatic。")
_EDITED = mark("{id} 号报告：{title}，年份 {year}，单位 {unit}，类型 {kind}。")


def _value(text: str) -> str | None:
    return None if text.strip().lower() in {"none", ""} else text


@click.command(help=mark("从库中移除报告（可用 restore-report 恢复）。"))
@click.argument("reports", nargs=-1, required=True, type=click.INT, metavar="REPORT...")
@click.pass_obj
def remove(terminal: Terminal, reports: tuple[int, ...]) -> None:
    """Remove reports."""
    with terminal.library() as library:
        library.remove(reports)
    terminal.say(_GONE, count=len(set(reports)), ids=" ".join(map(str, reports)))


_GONE = mark("已移除 {count} 篇。要恢复：duizhao restore-report {ids}")


@click.command("restore-report", help=mark("恢复移除或被替换的报告。"))
@click.argument("reports", nargs=-1, required=True, type=click.INT, metavar="REPORT...")
@click.pass_obj
def restore_report(terminal: Terminal, reports: tuple[int, ...]) -> None:
    """Bring removed or replaced reports back."""
    with terminal.library() as library:
        for report in reports:
            row = library.bring_back(report).row
            terminal.say(_BACK, id=row.id, title=row.title)


_BACK = mark("已恢复 {id} 号报告：{title}")

COMMANDS = (add, edit, remove, restore_report)
