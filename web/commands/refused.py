"""The command refused: what was not taken, out of the count and back, read again."""

from __future__ import annotations

from collections.abc import Sequence

import click

from search.coverage import Coverage, Refusal, folder_of
from search.library import Library
from web.commands.changing import name_refused, told
from web.commands.filtering import JSON
from web.commands.terminal import Terminal, plain
from web.language import mark
from web.messages import sentence
from web.moments import local
from web.refused import coverage_json, error_of
from web.shapes import add_json
from web.uploads import Unfinished, unfinished

_SHOWN = 20  # files that are no reports named on the terminal


@click.command(help=mark("列出未收的文件：为什么没有读成；不计入、恢复计入或重试。"))
@click.option("--forget", metavar="FILE", help=mark("把这个文件从计数中去掉，须写 --reason。"))
@click.option("--reason", default="", metavar="R", help=mark("为什么不计入。"))
@click.option("--by", default="", metavar="WHO", help=mark("谁决定的。"))
@click.option("--recount", metavar="FILE", help=mark("恢复计入去掉的文件。"))
@click.option("--retry", metavar="FILE", multiple=True, help=mark("再读一次这个文件，可多次。"))
@click.option("--retry-all", is_flag=True, help=mark("全部未收的文件都再读一次。"))
@JSON
@click.pass_obj
def refused(
    terminal: Terminal,
    forget: str | None,
    reason: str,
    by: str,
    recount: str | None,
    retry: tuple[str, ...],
    retry_all: bool,
    as_json: bool,
) -> int:
    """List what was not taken, or do something about it. FILE is a name, a path or a number."""
    asked = (forget is not None, recount is not None, bool(retry) or retry_all)
    if sum(asked) > 1:
        raise click.UsageError(terminal.words(_ONE_OF))
    if forget is None and (reason or by):
        raise click.UsageError(terminal.words(_REASON_ALONE))
    if forget is not None and not reason.strip():
        raise click.UsageError(terminal.words(_NO_REASON))
    with terminal.library() as library:
        if retry or retry_all:
            return _retried(terminal, library, retry, every=retry_all, as_json=as_json)
        if forget is not None:
            one = library.refusal(forget)
            library.take_out([one.id], reason=reason, by=by)
        elif recount is not None:
            one = library.refusal(recount)
            library.count_again([one.id])
        found = library.coverage()
    waiting = unfinished(terminal.home)
    if as_json:
        terminal.document(coverage_json(found, waiting, terminal.language))
    elif forget is not None or recount is not None:
        text = _FORGOTTEN if forget is not None else _RECOUNTED
        terminal.say(text, file=one.file, count=len(found.refused))
    else:
        _listed(terminal, found, waiting)
    return 0


_ONE_OF = mark("--forget、--recount、--retry 一次只能用一样。")
_REASON_ALONE = mark("--reason 和 --by 要与 --forget 一起用。")
_NO_REASON = mark("去掉一个文件要写理由：--forget FILE --reason R。")
_FORGOTTEN = mark("已把 {file} 从计数中去掉；现在计入 {count} 个。恢复：duizhao refused --recount")
_RECOUNTED = mark("已恢复计入 {file}；现在计入 {count} 个。")
_COUNTED = mark("未收 {count} 个；凡说“没有找到”，都会注明另有 {count} 个文件没有读成。")
_NONE = mark("没有计入的未收文件。")
_LINE = mark("  {id:>4}  {file}{folder}  {at}  {error}")
_IN_FOLDER = mark("（{folder}）")
_TAKEN_OUT = mark("从计数中去掉的 {count} 个：")
_TAKEN_OUT_LINE = mark("  {id:>4}  {file}{folder}  {at}  {by}  理由：{reason}")
_NOT_REPORTS = mark("不是报告的 {count} 个，不计入：")
_AND_MORE = mark("  ……还有 {count} 个，用 --json 看全部。")
_UNFINISHED = mark("没有做完的上传 {count} 次：")
_UNFINISHED_LINE = mark("  {at}  {count} 个文件：{files}")


def _retried(
    terminal: Terminal, library: Library, named: Sequence[str], *, every: bool, as_json: bool
) -> int:
    chosen = library.coverage().refused if every else [library.refusal(one) for one in named]
    with terminal.progress() as show:
        done = library.retry([one.id for one in chosen], progress=show)
    if as_json:
        terminal.document(add_json(done, terminal.language))
    else:
        told(terminal, done)
    return name_refused(terminal, done)


def _listed(terminal: Terminal, found: Coverage, waiting: Sequence[Unfinished]) -> None:
    terminal.say(_COUNTED if found.refused else _NONE, count=len(found.refused))
    for one in found.refused:
        error = sentence(error_of(one), terminal.language)
        terminal.say(_LINE, at=local(one.at), error=error, **_named(terminal, one))
    if found.taken_out:
        terminal.say(_TAKEN_OUT, count=len(found.taken_out))
    for one in found.taken_out:
        said = {"by": one.by or "—", "reason": one.reason or ""}
        terminal.say(_TAKEN_OUT_LINE, at=local(one.taken_out), **said, **_named(terminal, one))
    if found.not_reports:
        terminal.say(_NOT_REPORTS, count=len(found.not_reports))
        for one in found.not_reports[:_SHOWN]:
            terminal.line(plain(f"        {one.file}"))
        if len(found.not_reports) > _SHOWN:
            terminal.say(_AND_MORE, count=len(found.not_reports) - _SHOWN)
    if waiting:
        terminal.say(_UNFINISHED, count=len(waiting))
    for upload in waiting:
        names = "、".join(upload.files[:_SHOWN])
        terminal.say(_UNFINISHED_LINE, at=local(upload.at), count=len(upload.files), files=names)


def _named(terminal: Terminal, one: Refusal) -> dict[str, object]:
    folder = folder_of(one)
    shown = terminal.words(_IN_FOLDER, folder=folder) if folder and "/" not in one.file else ""
    return {"id": one.id, "file": one.file, "folder": shown}


COMMANDS = (refused,)
