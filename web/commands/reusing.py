"""The command reuse: how much of a report, a file or a text stands elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from index.errors import UnreadableReport
from search.library import Library
from search.reuse.model import (
    Basis,
    Label,
    PassageReuse,
    Rate,
    Reuse,
    ReuseRequest,
    SourceReport,
)
from search.reuse.percents import percent
from web.commands import files
from web.commands.alike import OF_UNIT, OF_YEAR
from web.commands.filtering import FORCE, JSON, out
from web.commands.given import text_of
from web.commands.grids import lines, room
from web.commands.terminal import Terminal, plain
from web.findings import why
from web.forms import year
from web.language import mark, translate
from web.reusing import reuse_json
from web.words import LABELS, RELATIONS

_SOURCES = 10  # named on the terminal
_PASSAGES = 20
_FINDINGS = 20

SHARE = click.option(
    "--share",
    type=click.IntRange(1, 100),
    help=mark("在已知单位的百分之几里出现才算套话（默认 20，且至少 8 个单位）。"),
)


@click.command(help=mark("查重：一篇报告、一个文件或一段文字有多少也在别处出现。"))
@click.argument("report", type=click.INT, required=False, metavar="[REPORT]")
@click.option("--file", type=click.Path(path_type=Path), help=mark("没有入库的文件。"))
@click.option("--text", metavar="T", help=mark("没有入库的文字；- 表示从标准输入读。"))
@OF_UNIT
@OF_YEAR
@SHARE
@JSON
@out("html", mark("写成一个网页文件。"))
@out("docx", mark("写成 Word 文件。"))
@out("xlsx", mark("写成 Excel 文件。"))
@FORCE
@click.pass_obj
def reuse(
    terminal: Terminal,
    report: int | None,
    file: Path | None,
    text: str | None,
    of_unit: str | None,
    of_year: str | None,
    share: int | None,
    as_json: bool,
    html: Path | None,
    docx: Path | None,
    xlsx: Path | None,
    force: bool,
) -> None:
    """Report reuse."""
    if sum(one is not None for one in (report, file, text)) != 1:
        raise click.UsageError(terminal.words(_ONE_OF))
    name, data = _read(file) if file is not None else ("", b"")
    request = ReuseRequest(
        report_id=report,
        text=text_of(text) if text is not None else "",
        file=name,
        data=data,
        unit=of_unit,
        year=year(of_year or ""),
        stock_share=share / 100 if share else None,
    )
    targets = files.check({"html": html, "docx": docx, "xlsx": xlsx}, force=force)
    with terminal.library() as library:
        for target in targets:
            _write(terminal, library, request, target, force=force)
        if targets and not as_json:
            return
        with terminal.progress() as show:
            found = library.reuse(request, progress=show)
    if as_json:
        terminal.document(reuse_json(found, terminal.language))
    else:
        _shown(terminal, found)


_ONE_OF = mark("报告编号、--file、--text 要写一个，也只能写一个。")
_WRITTEN = mark("已写入 {file}。")
_FACTS = mark("年份 {year}  单位 {unit}  正文 {characters:,} 字")
_RATES = (mark("四个比率"), mark("占比"), mark("字数"), mark("共"))
_OF_WHICH = mark("其中片段")
_BY_FRAGMENT = mark("（片段）")
_RAW = mark("原始")
_WITHOUT_STOCK = mark("去套话")
_WITHOUT_OWN = mark("去本单位往年")
_LARGEST = mark("最大单一来源")
_NOTHING = mark("未见相似：{over}。")
_OVER = mark("{over}。")
_CUTOFF = mark("套话：在 {least} 个以上（含）已知单位出现的段落（库中已知单位 {units} 个）。")
_NO_CUTOFF = mark("库里已知单位有 {units} 个，不足 8 个，不分套话。")
_SAME_FILE = mark("库中已有一模一样的文件：{ids} 号报告。")
_SOURCE_HEAD = (mark("来源报告"), mark("字数"), mark("占比"), mark("段落"))
_MORE_SOURCES = mark("另有 {count} 篇来源，用 --json 看全部。")
_FINDINGS_HEAD = mark("\n残留：可能是从来源留下来的（{count} 处）")
_PASSAGES_HEAD = mark("\n有相似的段落（{count} / {total} 段）：")
_MORE_PASSAGES = mark("另有 {count} 段，用 --json、--html 或 --docx 看全部。")
_LABELLED = mark("{label} {count} 字")
_EXCLUDED = mark("人工排除 {count} 处，用 duizhao exclusions 查看。")
_LATER = mark("较晚的报告里也有（不计）：{ids}")


def _read(file: Path) -> tuple[str, bytes]:
    try:
        return file.name, file.read_bytes()
    except FileNotFoundError:
        raise UnreadableReport("no_such_file", file=str(file)) from None
    except IsADirectoryError:
        raise UnreadableReport("is_a_folder", file=str(file)) from None


def _write(
    terminal: Terminal, library: Library, request: ReuseRequest, target: Path, *, force: bool
) -> None:
    with terminal.progress() as show:
        library.export_reuse(
            request,
            target,
            progress=show,
            say=terminal.translated,
            overwrite=force,
        )
    terminal.note(_WRITTEN, file=target)


def _shown(terminal: Terminal, found: Reuse) -> None:
    terminal.line(plain(found.title))
    unit, when = plain(found.unit or "—"), plain(found.year or "—")
    facts = translate(_FACTS, terminal.language)
    terminal.line(facts.format(year=when, unit=unit, characters=found.characters))
    terminal.say_scanned(found.scan)
    if found.same_file:
        terminal.say(_SAME_FILE, ids="、".join(map(str, found.same_file)))
    _rates(terminal, found)
    if found.sources:
        _sources(terminal, found.sources)
    if found.findings:
        terminal.say(_FINDINGS_HEAD, count=len(found.findings))
        for one in found.findings[:_FINDINGS]:
            place = _place(one.passage, one.passage_id)
            terminal.line(plain(f"  {place} {why(one, terminal.language)}"))
    covered = [passage for passage in found.passages if passage.covered]
    if covered:
        terminal.say(_PASSAGES_HEAD, count=len(covered), total=len(found.passages))
        for passage in covered[:_PASSAGES]:
            _passage(terminal, passage)
        if len(covered) > _PASSAGES:
            terminal.say(_MORE_PASSAGES, count=len(covered) - _PASSAGES)
        terminal.line("")
    if found.later:
        terminal.say(_LATER, ids="、".join(str(one.report_id) for one in found.later[:_SOURCES]))
    if found.excluded:
        terminal.say(_EXCLUDED, count=len(found.excluded))
    cutoff = found.cutoff
    terminal.say(_CUTOFF if cutoff.least else _NO_CUTOFF, least=cutoff.least, units=cutoff.units)
    terminal.say(_OVER if covered else _NOTHING, over=terminal.over(found.searched))
    terminal.say_recognised(found.searched, found=bool(covered))


def _rates(terminal: Terminal, found: Reuse) -> None:
    rates = found.rates
    largest = terminal.words(_LARGEST)
    if rates.largest_source.report_id is not None:
        largest += f" [{rates.largest_source.report_id}]"

    def row(name: str, rate: Rate) -> list[str]:
        shown = [name, f"{percent(rate.rate)}%", f"{rate.covered:,}", f"{rate.of:,}"]
        return [*shown, *([f"{rate.fragments:,}"] if partly else [])]

    partly = rates.raw.fragments > 0

    rows = [
        [terminal.words(word) for word in (*_RATES, *([_OF_WHICH] if partly else []))],
        row(terminal.words(_RAW), rates.raw),
        row(terminal.words(_WITHOUT_STOCK), rates.without_stock),
        row(terminal.words(_WITHOUT_OWN), rates.without_own),
        row(largest, rates.largest_source),
    ]
    for line in lines(rows, first=room() - 30):
        terminal.line(line)


def _sources(terminal: Terminal, sources: tuple[SourceReport, ...]) -> None:
    terminal.line("")
    rows = [[terminal.words(word) for word in _SOURCE_HEAD]]
    for one in sources[:_SOURCES]:
        facts = (terminal.term(RELATIONS[one.relation]), one.year, one.unit, one.title)
        name = " · ".join(str(fact) for fact in facts if fact)
        rows.append(
            [
                f"[{one.report_id}]{terminal.scanned(one.scan)} {plain(name)}",
                f"{one.characters:,}",
                f"{percent(one.share)}%",
                f"{one.passages:,}",
            ]
        )
    for line in lines(rows, first=room() - 30):
        terminal.line(line)
    if len(sources) > _SOURCES:
        terminal.say(_MORE_SOURCES, count=len(sources) - _SOURCES)


def _passage(terminal: Terminal, passage: PassageReuse) -> None:
    sizes: dict[tuple[Label, Basis], int] = {}
    for one in passage.covered:
        key = one.label, one.by
        sizes[key] = sizes.get(key, 0) + one.span.end - one.span.start
    said = []
    for (label, by), size in sizes.items():
        name = terminal.term(LABELS[label])
        name += terminal.words(_BY_FRAGMENT) if by is Basis.FRAGMENT else ""
        said.append(terminal.words(_LABELLED, label=name, count=size))
    ids = dict.fromkeys(one for stretch in passage.covered for one in stretch.report_ids)
    named = " ".join(f"[{one}]" for one in list(ids)[:_SOURCES])
    place = _place(passage.index, passage.passage_id)
    terminal.line(f"  {place} {'  '.join(said)}  {named}")
    spans = [one.span for one in passage.covered]
    terminal.line("    " + terminal.highlighted(passage.text, spans))


def _place(index: int, passage_id: int | None) -> str:
    """Return what to call a passage: the number that `exclude` takes, in a draft its place."""
    return f"p{index}" if passage_id is None else f"#{passage_id}"


COMMANDS = (reuse,)
