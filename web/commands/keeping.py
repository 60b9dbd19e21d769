"""Commands that look after the library: check, reindex, backup, restore, password."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from index.errors import DuizhaoError, Refused
from search import library as libraries
from web.commands.filtering import JSON
from web.commands.terminal import Terminal
from web.language import mark
from web.messages import sentence
from web.password import set_password
from web.shapes import check_json


@click.command(help=mark("检查库与索引是否一致、是否损坏。"))
@JSON
@click.pass_obj
def check(terminal: Terminal, as_json: bool) -> int:
    """Check the library."""
    with terminal.library() as library:
        found = library.check()
        older = 0 if found.problems else library.outdated()
    if as_json:
        terminal.document(check_json(found, terminal.language))
    elif not found.problems:
        terminal.say(_SOUND, reports=found.reports, passages=found.passages)
        if older:
            terminal.say(_OLDER, count=older)
    else:
        for key, values in found.problems:
            terminal.line(sentence(DuizhaoError(key, **values), terminal.language))
        terminal.say(_UNSOUND, count=len(found.problems))
    return 1 if found.problems else 0


_SOUND = mark("一切正常：{reports} 篇，{passages} 段，库与索引一致。")
_OLDER = mark("其中 {count} 篇是按旧规则读的，可用 duizhao reread 重读。")
_UNSOUND = mark("发现 {count} 个问题。")


@click.command(help=mark("重建索引（不动报告）。"))
@click.pass_obj
def reindex(terminal: Terminal) -> None:
    """Rebuild the engine."""
    with terminal.library() as library, terminal.progress() as show:
        library.reindex(show)
        size = library.size()
    terminal.say(_REBUILT, reports=size.reports, passages=size.passages)


_REBUILT = mark("索引已重建：{reports} 篇，{passages} 段。")


@click.command(help=mark("把整个库备份成一个文件。"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(terminal: Terminal, file: Path) -> None:
    """Write a backup."""
    with terminal.library() as library:
        library.backup(file)
    terminal.say(_SAVED, file=file)


_SAVED = mark("已备份到 {file}")


@click.command(help=mark("从备份恢复整个库（数据文件夹须是空的）。"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def restore(terminal: Terminal, file: Path) -> None:
    """Restore a backup."""
    libraries.restore(terminal.home, file)
    with terminal.library() as library:
        size = library.size()
    terminal.say(_RESTORED, home=terminal.home, reports=size.reports)


_RESTORED = mark("已恢复到 {home}：{reports} 篇。")


@click.command(help=mark("设置密码；设了密码才能在局域网上提供服务。"))
@click.option("--stdin", "from_stdin", is_flag=True, help=mark("从标准输入读密码（一行）。"))
@click.pass_obj
def password(terminal: Terminal, from_stdin: bool) -> None:
    """Set the password."""
    terminal.home.mkdir(parents=True, exist_ok=True)
    if from_stdin:
        chosen = sys.stdin.readline().rstrip("\r\n")
    else:
        chosen = click.prompt(terminal.words(_NEW), hide_input=True, err=True)
        again = click.prompt(terminal.words(_AGAIN), hide_input=True, err=True)
        if chosen != again:
            raise Refused("password_differs")
    set_password(terminal.home, chosen)
    terminal.say(_SET)


_NEW = mark("新密码")
_AGAIN = mark("再输一次")
_SET = mark("密码已设置。已登录的页面需要重新登录。")

COMMANDS = (check, reindex, backup, restore, password)
