"""The READMEs against the program: every command line they name exists, and prints what they say.

Both name the same commands and options, and what no README names says what it is by its help.
"""

from __future__ import annotations

import ast
import re
import shlex
import zipfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from search.library import Library
from search.model import AddReport
from web import commands
from web.commands.changing import told
from web.commands.terminal import Terminal
from web.language import translate

ROOT = Path(__file__).resolve().parents[2]
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
COMMANDS = commands.duizhao.commands
_LOT = 8  # files that are read in this process
_OPTION = re.compile(r"(--[a-z][a-z-]*)(?: (?!--)([^\s`]+))?")


class Row(NamedTuple):
    """A row of the table of commands: their names, and the options named beside them."""

    names: tuple[str, ...]
    options: tuple[tuple[str, str], ...]  # each with the value after it


def text(language: str) -> str:
    return READMES[language].read_text(encoding="utf-8")


def fenced(language: str) -> list[str]:
    """The lines that stand in fenced blocks."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text(language), re.M | re.S)
    return [line for block in blocks for line in block.splitlines()]


def spans(part: str) -> list[str]:
    """The pieces of a text that are set as code."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", part, flags=re.M | re.S))


def lines(language: str) -> list[str]:
    """Every command line that is spelled out, without the program's name."""
    typed = [line.removeprefix("$ ") for line in fenced(language) if line.startswith("$ ")]
    typed += [span for span in spans(text(language)) if span.startswith("duizhao ")]
    return [line.removeprefix("duizhao ") for line in typed]


def rows(language: str) -> list[Row]:
    """The table of commands."""
    found = []
    for line in text(language).splitlines():
        cells = re.split(r"(?<!\\)\|", line.strip("|"))
        named = [span.split() for span in spans(cells[0])] if line.startswith("| `") else []
        if named and named[0][0] in COMMANDS:
            told_options = [one for span in spans(line) for one in _OPTION.findall(span)]
            found.append(Row(tuple(one[0] for one in named), tuple(told_options)))
    return found


def options_of(name: str) -> dict[str, click.Option]:
    """The options of a command, by what is typed."""
    return {
        typed: option
        for option in COMMANDS[name].params
        if isinstance(option, click.Option)
        for typed in (*option.opts, *option.secondary_opts)
    }


@pytest.mark.parametrize("language", READMES)
def test_every_command_line_can_be_typed(language: str) -> None:
    typed = lines(language)
    assert typed
    for line in typed:
        name, *arguments = shlex.split(line)
        assert name in COMMANDS, line
        if not arguments and any(one.required for one in COMMANDS[name].params):
            continue  # the command is named, not typed
        parent = click.Context(commands.duizhao, obj=None)
        COMMANDS[name].make_context(name, arguments, parent=parent)


@pytest.mark.parametrize("language", READMES)
def test_every_option_in_the_table_is_one_of_its_commands(language: str) -> None:
    for row in rows(language):
        for option, value in row.options:
            found = [options_of(name)[option] for name in row.names if option in options_of(name)]
            assert found, f"{row.names}: {option}"
            choice = found[0].type
            if isinstance(choice, click.Choice) and value not in ("", "…"):
                assert set(value.replace("\\", "").split("|")) <= set(choice.choices), option


@pytest.mark.parametrize("language", READMES)
def test_every_script_and_its_options_exist(language: str) -> None:
    named = [*fenced(language), *spans(text(language))]
    named = [line for line in named if line.startswith("python3 ")]
    assert named
    for line in named:
        script = ROOT / line.split()[1]
        assert script.is_file(), line
        for option, _ in _OPTION.findall(line.partition("#")[0]):
            assert option in script_options(script), line


@pytest.mark.parametrize("language", READMES)
def test_every_option_that_is_named_anywhere_exists(language: str) -> None:
    known = {option for name in COMMANDS for option in options_of(name)} | {"--home"}
    for script in (ROOT / "scripts").rglob("*.py"):
        known |= script_options(script)
    named = {option for span in spans(text(language)) for option, _ in _OPTION.findall(span)}
    assert named - known == set()


def test_both_readmes_name_the_same_commands_and_options() -> None:
    english, chinese = rows("en"), rows("zh")
    assert [one.names for one in english] == [one.names for one in chinese]
    for here, there in zip(english, chinese, strict=True):
        assert {one for one, _ in here.options} == {one for one, _ in there.options}, here.names
    assert {one.split()[0] for one in lines("en")} == {one.split()[0] for one in lines("zh")}
    everywhere = [
        {option for span in spans(text(language)) for option, _ in _OPTION.findall(span)}
        for language in READMES
    ]
    assert everywhere[0] == everywhere[1]


def test_every_command_stands_in_the_table_and_says_what_it_does() -> None:
    named = [name for row in rows("en") for name in row.names]
    assert set(named) == set(COMMANDS)
    for name, command in COMMANDS.items():
        assert _has_english(command.help), name


def test_every_option_says_what_it_is_for() -> None:
    for name in COMMANDS:
        for typed, option in options_of(name).items():
            assert _has_english(option.help), f"{name} {typed}"


def _has_english(help_text: str | None) -> bool:
    return bool(help_text) and translate(help_text or "", "en") != help_text


def script_options(script: Path) -> set[str]:
    """The options that a script declares."""
    tree = ast.parse(script.read_text(encoding="utf-8"))
    return {
        argument.value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "add_argument"
        for argument in call.args
        if isinstance(argument, ast.Constant) and str(argument.value).startswith("--")
    }


# -- what is printed ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, AddReport]:
    """A home with the sample reports, and what adding them said."""
    root = tmp_path_factory.mktemp("samples")
    with zipfile.ZipFile(ROOT / "web" / "samples.zip") as archive:
        files = [root / "in" / name for name in sorted(archive.namelist())]
        archive.extractall(root / "in")
    with pytest.MonkeyPatch.context() as patch, Library(root / "home") as library:
        patch.setattr(Library, "relate", lambda *_: None)  # nothing here asks for clusters
        done = [library.add(files[at : at + _LOT], workers=1) for at in range(0, len(files), _LOT)]
        every = {
            one.name: sum((getattr(part, one.name) for part in done), ())
            for one in fields(AddReport)
        }
    return root / "home", AddReport(**every)


@pytest.mark.parametrize("language", READMES)
def test_commands_print_what_the_readme_shows(
    language: str,
    samples: tuple[Path, AddReport],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home, done = samples
    monkeypatch.delenv("DUIZHAO_LANG", raising=False)
    for line, shown in _shown(language):
        if line.startswith("add "):
            told(Terminal(home, "zh"), done)
        else:
            assert commands.run(["--home", str(home), *shlex.split(line)]) == 0
        printed = capsys.readouterr().out
        # A folder that is delivered gives names below it, here each file came by itself.
        printed = re.sub(r"(?m)^( +\d+  )(\S+\.txt)$", _below(home), printed)
        assert printed.strip("\n") == shown, line


def _below(home: Path) -> str:
    with Library(home) as library:
        row = library.reports(incomplete=True).rows[0]
    assert row.id == 13
    return rf"\1澜川农业公司/{Path(row.file).name}"


def _shown(language: str) -> Iterator[tuple[str, str]]:
    """Yield each command line of the fenced blocks with what stands below it."""
    typed = ""
    below: list[str] = []
    for line in [*fenced(language), "$ "]:
        if line.startswith("$ ") and typed:
            yield typed, "\n".join(below).strip("\n")
        if line.startswith("$ "):
            typed, below = line.removeprefix("$ duizhao "), []
        else:
            below.append(line)
