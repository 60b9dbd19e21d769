"""The commands clusters and heatmap: alike passages over the whole library."""

from __future__ import annotations

from pathlib import Path

import click

from search.clusters.model import ORDERS, By, Cluster, ClustersRequest, HeatMap, HeatRequest
from search.library import Library
from web.clustering import clusters_json, heatmap_json
from web.commands import files
from web.commands.filtering import FORCE, JSON, KIND, ROLE, UNIT, YEAR, filters, out
from web.commands.grids import cut, lines, room, width
from web.commands.reusing import SHARE
from web.commands.terminal import Terminal, plain
from web.language import mark

_ALL = 1_000_000_000
_LISTED = 20
_MEMBERS = 5  # passages of a cluster on the terminal
_UNITS = 10  # named of a cluster
_CELL = 6  # columns of the terminal that a share takes
_TOP = 3  # columns named of each row where not all fit


@click.command(help=mark("列出雷同群：全库里彼此相似的段落，每段都与群里第一段相似。"))
@click.option("--min-size", type=click.IntRange(2), default=2, help=mark("至少几段。"))
@click.option("--across", is_flag=True, help=mark("只看出现在两个以上单位的。"))
@click.option("--no-stock", is_flag=True, help=mark("不看套话。"))
@click.option("--min-length", type=click.IntRange(0), default=0, help=mark("代表段至少几个字。"))
@click.option("--no-forms", is_flag=True, help=mark("不看称呼、落款和表格的行。"))
@SHARE
@YEAR
@UNIT
@KIND
@ROLE
@click.option(
    "--order",
    type=click.Choice(ORDERS),
    default=ORDERS[0],
    help=mark("排序：段数、单位数、年份数、字数或字数乘单位数，多在前。"),
)
@click.option("--limit", type=click.IntRange(0), help=mark("最多列出几群；--json 默认全部。"))
@click.option("--offset", type=click.IntRange(0), default=0, help=mark("从第几群起。"))
@JSON
@out("xlsx", mark("写成 Excel 文件。"))
@out("csv", mark("写成 CSV 文件。"))
@out("docx", mark("写成 Word 文件。"))
@FORCE
@click.pass_obj
def clusters(
    terminal: Terminal,
    min_size: int,
    across: bool,
    no_stock: bool,
    min_length: int,
    no_forms: bool,
    share: int | None,
    years: tuple[str, ...],
    units: tuple[str, ...],
    kinds: tuple[str, ...],
    roles: tuple[str, ...],
    order: str,
    limit: int | None,
    offset: int,
    as_json: bool,
    xlsx: Path | None,
    csv: Path | None,
    docx: Path | None,
    force: bool,
) -> None:
    """List clusters."""
    whole = as_json or any((xlsx, csv, docx))
    request = ClustersRequest(
        size=min_size,
        filters=filters(years, units, kinds, roles),
        stock=not no_stock,
        across=across,
        length=min_length,
        forms=not no_forms,
        stock_share=share / 100 if share else None,
        order=order,
        limit=limit if limit is not None else _ALL if whole else _LISTED,
        offset=offset,
        members=None if whole else _MEMBERS,
    )
    targets = files.check({"xlsx": xlsx, "csv": csv, "docx": docx}, force=force)
    with terminal.library() as library:
        _compare(terminal, library)
        for target in targets:
            with terminal.progress() as show:
                library.export_clusters(
                    request,
                    target,
                    progress=show,
                    say=terminal.translated,
                    overwrite=force,
                )
            terminal.note(_WRITTEN, file=target)
        if targets and not as_json:
            return
        found = library.clusters(request)
    if as_json:
        terminal.document(clusters_json(found))
        return
    for cluster in found.clusters:
        _cluster(terminal, cluster)
    if terminal.outside(found.searched, _NOT_LOOKED):
        return
    terminal.say(
        _FOUND if found.total else _NONE,
        total=found.total,
        passages=found.passages,
        over=terminal.over(found.searched),
    )
    terminal.say_recognised(found.searched, found=found.total > 0)
    rest = found.total - offset - len(found.clusters)
    if rest > 0:
        terminal.say(_MORE, rest=rest)


_WRITTEN = mark("已写入 {file}。")
_FOUND = mark("共 {total} 群 {passages} 段（{over}）。")
_NONE = mark("未见雷同群：{over}。")
_NOT_LOOKED = mark("没有查雷同群。")
_MORE = mark("还有 {rest} 群，用 --limit 或 --offset 继续看。")
_CLUSTER = mark("#{id}  {size} 段  {units} 个单位  {years}  最低相似 {similarity}")
_STOCK = mark("套话")
_NO_UNIT = mark("单位不详")
_MORE_UNITS = mark("，另 {count} 个")
_MEMBERS_LEFT = mark("……还有 {count} 段")


def _compare(terminal: Terminal, library: Library) -> None:
    """Compare what is yet to be compared, showing how far that is; whoever stops it loses that."""
    if not library.related():
        with terminal.progress() as show:
            library.relate(progress=show)


def _cluster(terminal: Terminal, cluster: Cluster) -> None:
    span = sorted({cluster.years[0], cluster.years[-1]}) if cluster.years else []
    head = terminal.words(
        _CLUSTER,
        id=cluster.id,
        size=cluster.size,
        units=cluster.units,
        years="-".join(map(str, span)) or "—",
        similarity=f"{cluster.similarity:.0%}",
    )
    terminal.line(head + (f"  {terminal.words(_STOCK)}" if cluster.stock else ""))
    terminal.line("    " + terminal.highlighted(cluster.members[0].text, ()))
    named = [
        f"{one.unit or terminal.words(_NO_UNIT)} {one.year or ''}".rstrip()
        for one in cluster.standing[:_UNITS]
    ]
    more = len(cluster.standing) - len(named)
    told = "、".join(named) + (terminal.words(_MORE_UNITS, count=more) if more > 0 else "")
    terminal.line(plain(f"    {told}"))
    for one in cluster.members[:_MEMBERS]:
        facts = (one.year, one.unit, one.title)
        name = " · ".join(str(fact) for fact in facts if fact)
        scanned = terminal.scanned(one.scan)
        terminal.line(plain(f"    [{one.report_id}] {one.similarity:.0%}  {name}") + scanned)
    left = cluster.size - min(len(cluster.members), _MEMBERS)
    if left > 0:
        terminal.line("    " + terminal.words(_MEMBERS_LEFT, count=left))
    terminal.line("")


@click.command(help=mark("雷同热力图：每行的文字有多大比例也出现在每列。"))
@click.option(
    "--by",
    type=click.Choice([by.value for by in By]),
    default=By.UNIT.value,
    help=mark("行和列是什么：单位、年份或报告。"),
)
@YEAR
@UNIT
@KIND
@ROLE
@click.option("--report", "reports", type=click.INT, multiple=True, help=mark("报告编号，可多次。"))
@click.option("--stock", is_flag=True, help=mark("套话也计入。"))
@SHARE
@JSON
@out("xlsx", mark("写成 Excel 文件。"))
@out("csv", mark("写成 CSV 文件。"))
@FORCE
@click.pass_obj
def heatmap(
    terminal: Terminal,
    by: str,
    years: tuple[str, ...],
    units: tuple[str, ...],
    kinds: tuple[str, ...],
    roles: tuple[str, ...],
    reports: tuple[int, ...],
    stock: bool,
    share: int | None,
    as_json: bool,
    xlsx: Path | None,
    csv: Path | None,
    force: bool,
) -> None:
    """Show a heat map."""
    request = HeatRequest(
        by=By(by),
        filters=filters(years, units, kinds, roles, reports),
        stock=stock,
        stock_share=share / 100 if share else None,
    )
    targets = files.check({"xlsx": xlsx, "csv": csv}, force=force)
    with terminal.library() as library:
        _compare(terminal, library)
        for target in targets:
            library.export_heatmap(
                request,
                target,
                say=terminal.translated,
                overwrite=force,
            )
            terminal.note(_WRITTEN, file=target)
        if targets and not as_json:
            return
        heat = library.heatmap(request)
    if as_json:
        terminal.document(heatmap_json(heat))
    else:
        _heat(terminal, heat)


_HEAT_OVER = mark("每行的文字中，也出现在该列（其他报告）的占比；·：没有报告。{over}。")
_NO_ROWS = mark("没有可比的报告。")
_OWN = mark("自身")
_MOST = mark("最高的几列")
_TEXT = mark("字数")
_UNKNOWN = mark("不详")


def _heat(terminal: Terminal, heat: HeatMap) -> None:
    if terminal.outside(heat.searched, _NO_ROWS):
        return
    if not heat.rows:
        terminal.say(_NO_ROWS)
        return
    names = [plain(label) or terminal.words(_UNKNOWN) for label in heat.labels]
    first = min(24, max(map(width, names)) + 4)
    if len(heat.columns) * (_CELL + 2) <= room() - first:
        rows = [["", *(cut(name, _CELL) for name in names)]]
        rows += [
            [name, *(_percent(share) for share in row)]
            for name, row in zip(names, heat.share, strict=True)
        ]
        for line in lines(rows, first):
            terminal.line(line)
    else:
        _tops(terminal, heat, names)
    terminal.say(_HEAT_OVER, over=terminal.over(heat.searched))
    terminal.say_recognised(heat.searched, found=True)


def _tops(terminal: Terminal, heat: HeatMap, names: list[str]) -> None:
    """Show of each row its own cell and the highest others: all columns would not fit."""
    head = [terminal.words(word) for word in (_TEXT, _OWN)]
    rows = [["", *head]]
    most: list[str] = [terminal.words(_MOST)]
    for r, shares in enumerate(heat.share):
        rows.append([names[r], f"{heat.of[r]:,}", _percent(shares[r])])
        others = [(share, c) for c, share in enumerate(shares) if share and c != r]
        best = sorted(others, key=lambda one: (-one[0], one[1]))[:_TOP]
        most.append("  ".join(f"{_percent(share)} {cut(names[c], 16)}" for share, c in best))
    for line, rest in zip(lines(rows, 24), most, strict=True):
        terminal.line(f"{line}  {rest}".rstrip())


def _percent(share: float | None) -> str:
    return "·" if share is None else f"{share:.0%}"


COMMANDS = (clusters, heatmap)
