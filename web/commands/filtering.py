"""Options that several commands share: what filters, how to answer, where to write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from search.model import Filters
from search.query import role_of, where_of, years_of
from web.language import mark

JSON = click.option("--json", "as_json", is_flag=True, help=mark("输出一个 JSON 文档。"))
YEAR = click.option("--year", "years", multiple=True, help=mark("年份：2023、2021-2023 或 none。"))
UNIT = click.option(
    "--unit", "units", multiple=True, help=mark("单位，可多次；none 表示没有单位。")
)
KIND = click.option("--kind", "kinds", multiple=True, help=mark("报告类型，可多次。"))
ROLE = click.option(
    "--role", "roles", multiple=True, help=mark("部分类别：成效、问题、原因、整改、打算。")
)
WHERE = click.option(
    "--where", multiple=True, help=mark("在哪里：正文（body）、表格（table）或标题（heading）。")
)
Command = TypeVar("Command", bound=Callable[..., object])
FORCE = click.option("--force", is_flag=True, help=mark("文件已存在时覆盖它。"))


def out(kind: str, help_text: str) -> Callable[[Command], Command]:
    """Return the option that names a file to write."""
    place = click.Path(path_type=Path, dir_okay=False)
    return click.option(f"--{kind}", kind, type=place, metavar="FILE", help=help_text)


def filters(
    years: tuple[str, ...] = (),
    units: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
    reports: tuple[int, ...] = (),
    where: tuple[str, ...] = (),
) -> Filters:
    """Read filter options. Raises BadQuery."""
    return Filters(
        years=years_of(list(years)),
        units=tuple(map(_named, units)),
        kinds=tuple(map(_named, kinds)),
        roles=tuple(map(role_of, roles)),
        reports=reports,
        where=tuple(map(where_of, where)),
    )


def _named(text: str) -> str | None:
    return None if text.strip().lower() == "none" else text.strip()
