"""The commands, one module a group of them; `run` turns errors into one line and a status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from index.errors import (
    BadManifest,
    BadQuery,
    DuizhaoError,
    ReportNotFound,
    UnreadableReport,
)
from index.settings import home_folder
from web.commands import (
    alike,
    asking,
    changing,
    comparing,
    counting,
    following,
    grouping,
    keeping,
    refused,
    remarking,
    rereading,
    reusing,
    searching,
    serving,
)
from web.commands.terminal import Terminal, plain, settle_streams
from web.language import mark, translate
from web.messages import sentence

__all__ = ["run"]

_FAILED, _USAGE, _REFUSED, _NOT_FOUND = 1, 2, 3, 4


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=mark("对照：查提法、查重复、比报告。"),
)
@click.option(
    "--home", metavar="DIR", help=mark("数据放在哪个文件夹（也可用环境变量 DUIZHAO_HOME）。")
)
@click.version_option(package_name="duizhao", message="duizhao %(version)s")
@click.pass_context
def duizhao(context: click.Context, home: str | None) -> None:
    """Open the home folder for the command."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        context.exit(0)
    context.obj = Terminal(home_folder(home), _language())


for _group in (
    searching,
    counting,
    alike,
    reusing,
    comparing,
    grouping,
    following,
    remarking,
    asking,
    changing,
    refused,
    rereading,
    keeping,
    serving,
):
    for _command in _group.COMMANDS:
        duizhao.add_command(_command)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status. Never raises, never prints a traceback."""
    settle_streams()
    language = _language()
    if language == "en":
        _in_english(duizhao)
    try:
        status = duizhao.main(list(arguments), prog_name="duizhao", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        return _say(translate(_INTERRUPTED, language), _FAILED)
    except click.ClickException as wrong:
        return _say(_usage(wrong, language), _USAGE)
    except DuizhaoError as error:
        return _say(_named(error, sentence(error, language)), _status(error))
    except KeyboardInterrupt:
        return _say(translate(_INTERRUPTED, language), _FAILED)
    except BrokenPipeError:
        # Whoever read our output has seen enough: `duizhao list | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        name = error.filename or ""
        text = translate(_SYSTEM, language).format(file=name, reason=error.strerror or error)
        return _say(text, _FAILED)
    except Exception as error:
        if os.environ.get("DUIZHAO_DEBUG"):
            raise
        text = translate(_UNEXPECTED, language).format(reason=f"{type(error).__name__}: {error}")
        return _say(text, _FAILED)


_INTERRUPTED = mark("已中断；先前已提交的都在库中。")
_SYSTEM = mark("系统不允许或做不到：{file} {reason}。")
_UNEXPECTED = mark("程序出错，没有做完：{reason}。设 DUIZHAO_DEBUG=1 再运行可看到详情。")
_NO_OPTION = mark("没有 {name} 这个选项。用 --help 看用法。")
_NO_COMMAND = mark("没有 {name} 这个命令。用 duizhao --help 看有哪些命令。")
_MISSING = mark("还缺 {name}。用 --help 看用法。")
_BAD_VALUE = mark("{name} 的值不对：{value}。用 --help 看用法。")
_OTHER_USAGE = mark("用法不对：{reason}")


def _language() -> str:
    return "en" if os.environ.get("DUIZHAO_LANG", "").lower().startswith("en") else "zh"


def _status(error: DuizhaoError) -> int:
    if isinstance(error, ReportNotFound):
        return _NOT_FOUND
    if isinstance(error, UnreadableReport):
        missing = {"no_such_file", "no_such_files", "not_found"}
        return _NOT_FOUND if error.key in missing else _REFUSED
    return _USAGE if isinstance(error, BadQuery | BadManifest) else _FAILED


def _named(error: DuizhaoError, text: str) -> str:
    """Return a sentence with the file that it is about before it, where it does not name it."""
    file = plain(error.values.get("file") or "")
    unread = isinstance(error, UnreadableReport)
    return f"{file}: {text}" if unread and file and file not in text else text


def _say(text: str, status: int) -> int:
    sys.stdout.flush()
    sys.stderr.write(f"duizhao: {text}\n")
    return status


def _usage(wrong: click.ClickException, language: str) -> str:
    if isinstance(wrong, click.NoSuchOption):
        return translate(_NO_OPTION, language).format(name=wrong.option_name)
    if isinstance(wrong, click.MissingParameter):
        name = ""
        if wrong.param and wrong.ctx:
            option = isinstance(wrong.param, click.Option)
            name = wrong.param.opts[0] if option else wrong.param.make_metavar(wrong.ctx)
        return translate(_MISSING, language).format(name=name)
    if isinstance(wrong, click.BadParameter) and wrong.param is not None:
        name = wrong.param.opts[0] if wrong.param.param_type_name == "option" else wrong.param.name
        return translate(_BAD_VALUE, language).format(name=name, value=wrong.message)
    if wrong.message.startswith("No such command"):
        name = wrong.message.removeprefix("No such command").strip(" '.\"")
        return translate(_NO_COMMAND, language).format(name=name)
    return translate(_OTHER_USAGE, language).format(reason=" ".join(wrong.message.split()))


def _in_english(command: click.Command) -> None:
    command.help = translate(command.help or "", "en")
    for option in command.params:
        if isinstance(option, click.Option) and option.help:
            option.help = translate(option.help, "en")
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _in_english(inner)
