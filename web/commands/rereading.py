"""The command that reads kept files anew."""

from __future__ import annotations

import click

from index.errors import DuizhaoError
from search.model import Extent, Reread, Rereading
from web.commands.changing import REFUSED
from web.commands.filtering import JSON
from web.commands.terminal import Terminal
from web.language import mark
from web.messages import sentence
from web.rereading import differences, rereading_json, taken, totals
from web.words import EXTENTS, FIELDS

_NAMED = 200  # reports named on the terminal that were not read


@click.command(
    help=mark("按现在的规则重读留存的原件：这几篇，或所有按旧规则读的。"),
)
@click.argument("reports", nargs=-1, type=click.INT, metavar="[REPORT...]")
@click.option("--dry-run", is_flag=True, help=mark("只说会有什么变化，不改库。"))
@click.option("--workers", type=click.IntRange(1, 64), help=mark("用几个进程读文件。"))
@JSON
@click.pass_obj
def reread(
    terminal: Terminal,
    reports: tuple[int, ...],
    dry_run: bool,
    workers: int | None,
    as_json: bool,
) -> int:
    """Read kept files anew."""
    with terminal.library() as library:
        if not dry_run:
            terminal.bring_up_to_date(library)
        with terminal.progress() as show:
            done = library.reread(reports or None, dry_run=dry_run, workers=workers, progress=show)
    if as_json:
        terminal.document(rereading_json(done, terminal.language))
    else:
        _reread_told(terminal, done)
    for one in done.refused[:_NAMED]:
        reason = sentence(DuizhaoError(one.key, **one.values), terminal.language)
        terminal.note(_UNREAD, id=one.id, file=one.file, reason=reason)
    if len(done.refused) > _NAMED:
        terminal.note(_MORE_UNREAD, count=len(done.refused) - _NAMED)
    return REFUSED if done.refused else 0


_UNREAD = mark("{id} 号报告没有读成，仍用原来的文字：{file}：{reason}")
_MORE_UNREAD = mark("还有 {count} 篇没有读成，用 --json 看全部。")
_NOTHING_OLD = mark("所有报告都是按现在的规则读的。")
_REREAD = mark("已重读 {count} 篇：{changed} 篇有变化，{refused} 篇没有读成。")
_TRIED = mark("试读 {count} 篇，没有改库：{changed} 篇会有变化，{refused} 篇读不成。")
_REREAD_ONE = mark("  {id} → {now}  {file}：{counts}")
_TRIED_ONE = mark("  {id}  {file}：{counts}")
_ALL = mark("  合计：{counts}")
_TAKEN = mark("先前未收的文件，现在收进 {count} 个。")
_LEFT = mark("还有 {count} 篇是按旧规则读的。")
_MORE_CHANGED = mark("……有变化的还有 {count} 篇，用 --json 看全部。")
_COMMA = mark("，")
_LISTED = 50  # changed reports that are listed


def _reread_told(terminal: Terminal, done: Rereading) -> None:
    changed = [one for one in done.reread if one.changed]
    if not (done.reread or done.refused or taken(done)):
        terminal.say(_NOTHING_OLD)
        return
    terminal.say(
        _TRIED if done.dry_run else _REREAD,
        count=len(done.reread) + len(done.refused),
        changed=len(changed),
        refused=len(done.refused),
    )
    for one in changed[:_LISTED]:
        said = _TRIED_ONE if done.dry_run else _REREAD_ONE
        counts = terminal.translated(_COMMA).join(
            [*_counts(terminal, one.before, one.after), *_facts(terminal, one)]
        )
        terminal.say(said, id=one.id, now=one.now, file=one.file, counts=counts)
    if len(changed) > _LISTED:
        terminal.say(_MORE_CHANGED, count=len(changed) - _LISTED)
    if len(changed) > 1:
        terminal.say(
            _ALL, counts=terminal.translated(_COMMA).join(_counts(terminal, *totals(changed)))
        )
    if came := taken(done):
        terminal.say(_TAKEN, count=len(came))
    if done.left and not done.dry_run:
        terminal.say(_LEFT, count=done.left)


def _counts(terminal: Terminal, before: Extent, after: Extent) -> list[str]:
    said = differences(before, after)
    return [f"{terminal.term(EXTENTS[name])} {count}" for name, count in said.items()]


def _facts(terminal: Terminal, one: Reread) -> list[str]:
    return [
        f"{terminal.term(FIELDS[field])} {before or '—'}→{after or '—'}"
        for field, before, after in one.facts
    ]


COMMANDS = (reread,)
