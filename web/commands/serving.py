"""Commands that open the pages: serve, demo."""

from __future__ import annotations

import shutil
import sys
import tempfile
from importlib import resources
from pathlib import Path

import click

from search.library import Library
from web.commands.terminal import Terminal
from web.language import mark

HOST = click.option("--host", default="127.0.0.1", show_default=True, help=mark("监听的地址。"))
PORT = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help=mark("监听的端口。"),
)


@click.command(help=mark("打开网页：在浏览器里检索、上传、阅读。"))
@HOST
@PORT
@click.pass_obj
def serve(terminal: Terminal, host: str, port: int) -> None:
    """Serve the pages."""
    with terminal.library() as library:
        terminal.bring_up_to_date(library)
        _serve(terminal, library, host, port)


@click.command(help=mark("用临时文件夹里的示例报告试一试；关掉即清除。"))
@HOST
@PORT
@click.pass_obj
def demo(terminal: Terminal, host: str, port: int) -> None:
    """Serve sample reports from a throw-away home."""
    home = Path(tempfile.mkdtemp(prefix="duizhao-demo-"))
    try:
        with Library(home) as library:
            samples = resources.files("web").joinpath("samples.zip")
            with resources.as_file(samples) as file, terminal.progress() as show:
                terminal.note(_LOADING)
                library.add([file], progress=show)
            _serve(terminal, library, host, port)
    finally:
        shutil.rmtree(home, ignore_errors=True)


_LOADING = mark("正在装入示例报告……")
_SERVING = mark("对照已在 {address} 打开，请用浏览器访问。按 Ctrl+C 停止。")


def _serve(terminal: Terminal, library: Library, host: str, port: int) -> None:
    def told(address: str) -> None:
        terminal.say(_SERVING, address=address)
        # The one who started us may be waiting for this line in a pipe.
        sys.stdout.flush()

    from web.serve import serve as serve_library  # here: no other command needs the pages

    serve_library(library, host=host, port=port, told=told)


COMMANDS = (serve, demo)
