"""Commands by which people say what counts (exclude, include, exclusions, template), and what
files say of themselves (evidence).
"""

from __future__ import annotations

from collections.abc import Iterable

import click

from search.model import ReportRow
from search.reuse.model import Evidence, Mark
from web.commands.filtering import JSON
from web.commands.terminal import Terminal, plain
from web.language import mark
from web.remarks import evidence_json, exclusions_json, marks_json
from web.reuse_forms import span_of
from web.reusing import exclusion_json

PASSAGE = click.argument("passage", type=click.IntRange(0), metavar="PASSAGE")
_OPTIONAL = click.argument("report", type=click.INT, required=False, metavar="[REPORT]")
_BY = click.option("--by", default="", metavar="WHO", help=mark("谁决定的。"))
_SPAN = click.option(
    "--span", default="", metavar="S-E", help=mark("只是其中一段字：起-止，从 0 数起，不含止处。")
)


@click.command(help=mark("把一段（或其中几个字）从查重比例里排除，并记下理由。"))
@PASSAGE
@_SPAN
@click.option("--reason", required=True, metavar="R", help=mark("理由。"))
@_BY
@JSON
@click.pass_obj
def exclude(
    terminal: Terminal, passage: int, span: str, reason: str, by: str, as_json: bool
) -> None:
    """Take a passage out of the rates."""
    with terminal.library() as library:
        made = library.exclude(passage, span=span_of(span), reason=reason, by=by)
    if as_json:
        terminal.document(exclusion_json(made))
    else:
        start, end = made.span
        terminal.say(_EXCLUDED, passage=passage, start=start, end=end, reason=made.reason)


_EXCLUDED = mark("已排除 {passage} 号段落的 {start}-{end}：{reason}")
_INCLUDED = mark("已恢复 {passage} 号段落：撤销 {count} 处排除。")
_NOT_EXCLUDED = mark("{passage} 号段落没有这样的排除，什么也没有改。")
_EXCLUSION = mark("{passage} 号段落 {start}-{end}：{reason}（{by}，{at}）")
_EXCLUSIONS = mark("共 {count} 处排除。")


@click.command(help=mark("撤销对一段的排除。"))
@PASSAGE
@_SPAN
@_BY
@click.pass_obj
def include(terminal: Terminal, passage: int, span: str, by: str) -> None:
    """Let a passage count again."""
    with terminal.library() as library:
        count = library.include(passage, span=span_of(span), by=by)
    terminal.say(_INCLUDED if count else _NOT_EXCLUDED, passage=passage, count=count)


@click.command(help=mark("列出人工排除的段落。"))
@_OPTIONAL
@JSON
@click.pass_obj
def exclusions(terminal: Terminal, report: int | None, as_json: bool) -> None:
    """List exclusions."""
    with terminal.library() as library:
        found = library.exclusions(report)
    if as_json:
        terminal.document(exclusions_json(found))
        return
    for one in found:
        start, end = one.span
        terminal.say(
            _EXCLUSION,
            passage=one.passage_id,
            start=start,
            end=end,
            reason=one.reason,
            by=one.by or "—",
            at=one.at,
        )
    terminal.say(_EXCLUSIONS, count=len(found))


@click.command(help=mark("把报告标为模板或上级文件（与它相同的文字不计入查重），或列出已标的。"))
@_OPTIONAL
@click.option("--superior", is_flag=True, help=mark("是上级文件。"))
@click.option("--off", is_flag=True, help=mark("取消标记。"))
@_BY
@click.option("--list", "listed", is_flag=True, help=mark("列出已标的报告。"))
@JSON
@click.pass_obj
def template(
    terminal: Terminal,
    report: int | None,
    superior: bool,
    off: bool,
    by: str,
    listed: bool,
    as_json: bool,
) -> None:
    """Mark a report, or list those that are marked."""
    if (report is None) != listed:
        raise click.UsageError(terminal.words(_REPORT_OR_LIST))
    if superior and off:
        raise click.UsageError(terminal.words(_SUPERIOR_OR_OFF))
    with terminal.library() as library:
        if report is not None:
            chosen = Mark.SUPERIOR if superior else Mark.TEMPLATE
            library.mark(report, None if off else chosen, by=by)
        found = library.marked()
    if as_json:
        terminal.document(marks_json(found))
    elif report is not None:
        terminal.say(_UNMARKED if off else _SUPERIOR if superior else _TEMPLATE, id=report)
    else:
        for one in found:
            kind = terminal.words(_MARKS[one.mark])
            facts = (kind, one.row.year, one.row.unit, one.row.title)
            name = " · ".join(str(fact) for fact in facts if fact)
            terminal.line(plain(f"[{one.row.id}] {name}（{one.by or '—'}，{one.at}）"))
        terminal.say(_MARKED, count=len(found))


_REPORT_OR_LIST = mark("请写一个报告编号，或用 --list 列出已标的。")
_SUPERIOR_OR_OFF = mark("--superior 与 --off 不能一起用。")
_TEMPLATE = mark("已把 {id} 号报告标为模板。")
_SUPERIOR = mark("已把 {id} 号报告标为上级文件。")
_UNMARKED = mark("已取消 {id} 号报告的标记。")
_MARKED = mark("共 {count} 篇。")
_MARKS = {Mark.TEMPLATE: mark("模板"), Mark.SUPERIOR: mark("上级文件")}


@click.command(help=mark("文件线索：不同单位的文件有没有相同的作者、修改者、创建时间和图片。"))
@_OPTIONAL
@JSON
@click.pass_obj
def evidence(terminal: Terminal, report: int | None, as_json: bool) -> None:
    """Show what files share."""
    with terminal.library() as library:
        found = library.evidence(report)
        searched = library.size()
    if as_json:
        terminal.document(evidence_json(found))
        return
    if report is not None and report in found.facts:
        author, editor, created, modified = (one or "—" for one in found.facts[report])
        terminal.say(_FACTS, author=author, editor=editor, created=created, modified=modified)
    for name, ids in found.authors:
        _group(terminal, terminal.words(_AUTHOR, name=name), ids, found)
    for name, ids in found.editors:
        _group(terminal, terminal.words(_EDITOR, name=name), ids, found)
    for name, created, ids in found.created:
        _group(terminal, terminal.words(_CREATED, name=name, at=created), ids, found)
    for image in found.images:
        measures = f"{image.width}×{image.height}" if image.width and image.height else image.media
        head = terminal.words(_IMAGE, what=measures, size=image.size, hash=image.sha256[:12])
        _group(terminal, head, image.report_ids, found)
    shared = (found.authors, found.editors, found.created, found.images)
    terminal.say(_NOT_TEXT if any(shared) else _NO_EVIDENCE)
    terminal.line(terminal.over(searched))


_FACTS = mark("作者 {author}  最后修改者 {editor}  创建 {created}  修改 {modified}")
_AUTHOR = mark("作者都是“{name}”：")
_EDITOR = mark("最后修改者都是“{name}”：")
_CREATED = mark("同一作者“{name}”在同一时刻 {at} 创建：")
_IMAGE = mark("同一张图片（{what}，{size} 字节，{hash}）：")
_NOT_TEXT = mark("以上只是文件本身的线索，与文字是否相似无关。")
_NO_EVIDENCE = mark("不同单位的文件之间没有发现相同的作者、修改者、创建时间或图片。")


def _group(terminal: Terminal, head: str, ids: Iterable[int], found: Evidence) -> None:
    terminal.line(head)
    for report_id in ids:
        row = found.reports.get(report_id)
        terminal.line(plain(f"    [{report_id}] {_name(row) if row else ''}"))


def _name(row: ReportRow) -> str:
    return " · ".join(str(fact) for fact in (row.year, row.unit, row.title) if fact)


COMMANDS = (exclude, include, exclusions, template, evidence)
