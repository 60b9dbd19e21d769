"""The command similar: passages like a text, a file or a passage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from index.model import NO_SCAN
from search.exports.alike import degree
from search.reuse.model import Match, Order, Similar, SimilarRequest, Verdict
from search.reuse.percents import amount
from search.slots import Filled
from web.commands import files
from web.commands.filtering import FORCE, JSON, KIND, ROLE, UNIT, YEAR, filters, out
from web.commands.given import draft_of, text_of
from web.commands.terminal import Terminal, plain
from web.forms import year
from web.language import mark
from web.similarity import similar_json
from web.words import VERDICTS

_MOST = 100_000
_SLOTS = 8  # figures of a match named on the terminal

OF_UNIT = click.option("--of-unit", metavar="U", help=mark("这段文字是哪个单位的。"))
OF_YEAR = click.option("--of-year", metavar="Y", help=mark("这段文字是哪一年的。"))


@click.command(help=mark("查与一段文字（或一个文件、库中一段）相似的段落。"))
@click.option("--text", metavar="T", help=mark("要查的文字；- 表示从标准输入读。"))
@click.option("--file", type=click.Path(path_type=Path), help=mark("要查的文件。"))
@click.option("--passage", type=click.IntRange(0), metavar="ID", help=mark("库中段落的编号。"))
@OF_UNIT
@OF_YEAR
@click.option("--other-units", is_flag=True, help=mark("只看其他单位的。"))
@click.option("--own-unit", is_flag=True, help=mark("只看本单位的。"))
@click.option("--earlier", is_flag=True, help=mark("只看更早年份的。"))
@YEAR
@UNIT
@KIND
@ROLE
@click.option(
    "--least",
    type=click.IntRange(0, 100),
    default=0,
    help=mark("最低相似度，百分数，如 60；低于 60 时另列出相近的。"),
)
@click.option(
    "--verdict",
    "verdicts",
    type=click.Choice([verdict.value for verdict in Verdict]),
    multiple=True,
    help=mark("只看这一类：相同、只改数字、改写、相似、包含、被包含、片段、相近；可多次。"),
)
@click.option("--no-stock", is_flag=True, help=mark("不看套话。"))
@click.option(
    "--order",
    type=click.Choice([order.value for order in Order]),
    default=Order.SCORE.value,
    help=mark("排序。"),
)
@click.option("--group", is_flag=True, help=mark("文字相同的归为一条。"))
@click.option("--limit", type=click.IntRange(0, _MOST), default=20, help=mark("最多列出几段。"))
@click.option("--offset", type=click.IntRange(0), default=0, help=mark("从第几段起。"))
@JSON
@out("xlsx", mark("把全部结果写成 Excel 文件。"))
@out("csv", mark("把全部结果写成 CSV 文件。"))
@out("docx", mark("把结果写成 Word 摘录。"))
@FORCE
@click.pass_obj
def similar(
    terminal: Terminal,
    text: str | None,
    file: Path | None,
    passage: int | None,
    of_unit: str | None,
    of_year: str | None,
    other_units: bool,
    own_unit: bool,
    earlier: bool,
    years: tuple[str, ...],
    units: tuple[str, ...],
    kinds: tuple[str, ...],
    roles: tuple[str, ...],
    least: int,
    verdicts: tuple[str, ...],
    no_stock: bool,
    order: str,
    group: bool,
    limit: int,
    offset: int,
    as_json: bool,
    xlsx: Path | None,
    csv: Path | None,
    docx: Path | None,
    force: bool,
) -> None:
    """Look for similar passages."""
    if sum(one is not None for one in (text, file, passage)) != 1:
        raise click.UsageError(terminal.words(_ONE_OF))
    unit, when = of_unit, year(of_year or "")
    asked = text_of(text) if text is not None else ""
    scan = NO_SCAN
    if file is not None:
        draft, asked = draft_of(file)
        scan = draft.source.facts.scan
        unit, when = unit or draft.facts.unit, when or draft.facts.year
    request = SimilarRequest(
        text=asked,
        passage_id=passage,
        filters=filters(years, units, kinds, roles),
        unit=unit,
        year=when,
        other_units=other_units,
        own_unit=own_unit,
        earlier=earlier,
        without_stock=no_stock,
        least=least / 100,
        verdicts=tuple(map(Verdict, verdicts)),
        order=Order(order),
        grouped=group,
        limit=limit,
        offset=offset,
    )
    targets = files.check({"xlsx": xlsx, "csv": csv, "docx": docx}, force=force)
    with terminal.library() as library:
        found = library.similar(request)
        for target in targets:
            with terminal.progress() as show:
                rows = library.export_similar(
                    request, target, progress=show, say=terminal.translated, overwrite=force
                )
            terminal.note(_WRITTEN, file=target, rows=rows)
    if as_json:
        terminal.document(similar_json(found))
        return
    terminal.say_scanned(scan)
    _summed_up(terminal, found)
    if targets:
        return
    for match in found.matches:
        _match(terminal, found, match)
    rest = found.total - offset - len(found.matches)
    if rest > 0:
        terminal.say(_MORE, rest=rest)


_ONE_OF = mark("--text、--file、--passage 要写一个，也只能写一个。")
_WRITTEN = mark("已写入 {file}：{rows} 段。")
_FOUND = mark("{total} 段相似，出自 {reports} 篇报告、{units} 个单位（{over}）")
_NONE = mark("未见相似：{over}。")
_NOT_LOOKED = mark("没有查相似段落。")
_WEAK = mark("另有 {count} 段相近（不到 60%），排在最后，不计数。")
_CUT = mark("候选太多，只比对了最接近的一部分。")
_MORE = mark("\n还有 {rest} 段，用 --limit 或 --offset 继续看。")
_UNITS = mark("{units} 个单位")
_STOCK = mark("套话")
_TWINS = mark("文字相同的另有 {count} 段")
_PIECE = mark("与所查的“{piece}”：")
_FIGURES = mark("数字：")
_KEPT = mark("{value} 未变")
_CHANGED = mark("{left} → {right}（{delta}）")
_REPLACED = mark("{left} → {right}")


def _summed_up(terminal: Terminal, found: Similar) -> None:
    if terminal.outside(found.searched, _NOT_LOOKED):
        return
    terminal.say(
        _FOUND if found.total else _NONE,
        total=found.total,
        reports=found.reports,
        units=found.units,
        over=terminal.over(found.searched),
    )
    terminal.say_recognised(found.searched, found=found.total > 0)
    counts = [
        f"{terminal.term(VERDICTS[verdict])} {found.verdicts[verdict]:,}"
        for verdict in Verdict
        if found.verdicts.get(verdict)
    ]
    if counts:
        terminal.line("  ".join(counts))
    if found.weak:
        terminal.say(_WEAK, count=found.weak)
    if not found.complete:
        terminal.say(_CUT)


def _match(terminal: Terminal, found: Similar, match: Match) -> None:
    place = f"[{match.report_id}#p{match.index}] #{match.passage_id}"
    facts = (str(match.year or ""), match.unit or "", match.title)
    said = [terminal.term(VERDICTS[match.verdict]), degree(match, terminal.translated)]
    name = plain(" · ".join(one for one in facts if one)) + terminal.scanned(match.scan)
    terminal.line(f"\n{place} {' '.join(said)}  {name}")
    notes = [terminal.words(_UNITS, units=match.units)]
    notes += [terminal.words(_STOCK)] if match.stock else []
    notes += [terminal.words(_TWINS, count=len(match.twins))] if match.twins else []
    terminal.line(
        "    " + "  ".join([*([plain(" › ".join(match.path))] * bool(match.path)), *notes])
    )
    if len(found.pieces) > 1:
        start, end = found.pieces[match.piece].span
        piece = found.text[start:end].strip()
        shown = piece if len(piece) <= 24 else piece[:22] + "……"
        terminal.line("    " + terminal.words(_PIECE, piece=shown))
    terminal.line("    " + terminal.highlighted(match.text, match.text_spans))
    if match.verdict is Verdict.FIGURES:
        slots = list(_figures(terminal, match.slots))
        more = "……" if len(slots) > _SLOTS else ""
        terminal.line("    " + terminal.words(_FIGURES) + "；".join(slots[:_SLOTS]) + more)


def _figures(terminal: Terminal, slots: tuple[Filled, ...]) -> Iterator[str]:
    """Yield what became of each figure, those that changed first."""
    for slot in sorted(slots, key=lambda slot: not slot.changed):
        if not slot.changed:
            yield terminal.words(_KEPT, value=slot.right)
        elif slot.delta is None:
            yield terminal.words(_REPLACED, left=slot.left, right=slot.right)
        else:
            change = amount(slot.delta)
            yield terminal.words(_CHANGED, left=slot.left, right=slot.right, delta=change)


COMMANDS = (similar,)
