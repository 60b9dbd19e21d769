"""A comparison as a Word document, A4 on its side: two columns and a gutter, a row for each pair.

Colours only help: what is on the left only is dashed, what is on the right only has a solid line,
figures that changed stand in a box, kinds have a character each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from search.comparing.model import Row, RowKind, Side
from search.exports import alike
from search.exports.cells import clean, layered
from search.exports.comparing import marking, wording
from search.exports.comparing.beside import Beside, Line, Stub, is_heading, numbers
from search.exports.gathering import Steps
from search.exports.statement import program
from search.exports.wordfile import BOLD, LANDSCAPE_WIDE, PLAIN, Look, Paper, Runs
from search.exports.wordtable import Cell, Para, plain, table
from search.exports.wordtable import Line as TableLine

MOST = 8_000  # rows of one document; Word takes minutes to lay out more
MOST_FIGURES = 1_500  # beyond it, those that did not change are left out
_GUTTER = 19.0  # millimetres
_UNBROKEN = 700  # characters of a row that is not broken between pages
_LEFT = Look(underline="dashed", shade="FBE7DD", ink="96330F")
_RIGHT = Look(underline="thick", shade="D9F0EA", ink="0A5F54")
_QUIET = Look(underline="dotted")
_FIGURE = Look(bold=True, shade="FFF2CF", ink="765000", box=True)
_MASK = Look(ink="62666C", shade="EBEBE7")
_LABEL = Look(bold=True, shade="EEE6F8", ink="66399B")
_SMALL = Look(ink="62666C")
_HEADING, _TOP = "EFEFEB", "F5F5F2"
_SIGNS = {
    RowKind.SAME: Look(ink="62666C"),
    RowKind.FIGURES: Look(bold=True, shade="FFF2CF", ink="765000"),
    RowKind.EDITED: Look(bold=True, shade="E5EAF1", ink="3A4C63"),
    RowKind.SPLIT: Look(bold=True, shade="E5EAF1", ink="3A4C63"),
    RowKind.MERGED: Look(bold=True, shade="E5EAF1", ink="3A4C63"),
    RowKind.LEFT_ONLY: Look(bold=True, shade="FBE7DD", ink="96330F"),
    RowKind.RIGHT_ONLY: Look(bold=True, shade="D9F0EA", ink="0A5F54"),
}


def write(target: Path, beside: Beside, steps: Steps) -> None:
    """Write the document into `target`. Raises OSError, Stopped."""
    say = beside.say
    paper = Paper(beside.title, landscape=True)
    for name, value in beside.whole():
        paper.fact(name, value)
    _facts(paper, beside)
    _legend(paper, beside)
    paper.heading(say(wording.WHOLE))
    side = (LANDSCAPE_WIDE - _GUTTER) / 2
    paper.add(table(_lines(beside, steps), (side, _GUTTER, side)))
    if (rest := len(beside.found.rows) - MOST) > 0:
        paper.small(say(wording.MORE_ROWS).format(count=f"{rest:,}"))
    _relocations(paper, beside)
    _figures(paper, beside)
    paper.heading(say(alike.METHOD))
    for one in wording.METHODS:
        paper.bullet(say(one))
    paper.small("：".join(program(say)))
    paper.save(target)


def _facts(paper: Paper, beside: Beside) -> None:
    """Write which two reports were compared, and in which files they stand."""
    say, found = beside.say, beside.found
    left, right = dict(beside.facts(found.left)), dict(beside.facts(found.right))
    head = ["", f"{say(wording.LEFT)}：{beside.name(found.left)}"]
    head.append(f"{say(wording.RIGHT)}：{beside.name(found.right)}")
    names = dict.fromkeys((*left, *right))
    rows = [[name, left.get(name, "—"), right.get(name, "—")] for name in names]
    side = (LANDSCAPE_WIDE - 25) / 2
    paper.add(plain(head, rows, (25, side, side)))


def _legend(paper: Paper, beside: Beside) -> None:
    say = beside.say
    runs: list[tuple[str, Look]] = [(f"{say(wording.LEGEND)}：", BOLD)]
    for kind, look in _SIGNS.items():
        runs += [(wording.SIGNS[kind], look), (f" {say(wording.KINDS[kind])}　", PLAIN)]
    runs += [(wording.MOVED_SIGN, _LABEL), (f" {say(wording.MOVED)}", PLAIN)]
    marks: list[tuple[str, Look]] = []
    for text, look in (
        (wording.LEGEND_LEFT, _LEFT),
        (wording.LEGEND_RIGHT, _RIGHT),
        (wording.LEGEND_FIGURE, _FIGURE),
        (wording.LEGEND_QUIET, _QUIET),
    ):
        marks += [(say(text), look), ("　", PLAIN)]
    numbered = [(say(wording.LEGEND_NUMBERS), PLAIN)]
    cell = Cell([Para(one) for one in (runs, marks, numbered)], fill=_TOP)
    paper.add(table([TableLine([cell])], (LANDSCAPE_WIDE,)))


def _lines(beside: Beside, steps: Steps) -> Iterator[TableLine]:
    say, found = beside.say, beside.found
    titles = [f"{say(wording.LEFT)}　{beside.head(found.left)}", say(wording.KIND)]
    titles.append(f"{say(wording.RIGHT)}　{beside.head(found.right)}")
    yield TableLine([Cell([Para([(one, BOLD)])], fill=_TOP) for one in titles], head=True)
    for line in beside.lines():
        if line.number >= MOST:
            continue
        if isinstance(line, Stub):
            yield _stub(beside, line)
        else:
            yield from _row(beside, line)
            steps.step(1)


def _row(beside: Beside, line: Line) -> Iterator[TableLine]:
    row, number = line.row, line.number
    lefts, rights = marking.marks(row, number, beside.by_row.get(number, ()))
    chips = _chips(beside, number)
    heading = is_heading(row)
    kept = bool(chips) or heading
    went, came = beside.moved(row)
    left = _side(beside, row, row.left, lefts, _LEFT, went, kept=kept)
    right = _side(beside, row, row.right, rights, _RIGHT, came, kept=kept)
    longest = max(len(side.text) for side in (row.left, row.right) if side)
    unbroken = longest <= _UNBROKEN
    yield TableLine([left, _gutter(beside, row), right], unbroken=unbroken)
    if chips:
        yield TableLine([Cell(chips, columns=3)])


def _side(
    beside: Beside,
    row: Row,
    side: Side | None,
    marks: marking.Marks,
    look: Look,
    moved: str,
    *,
    kept: bool,
) -> Cell:
    if side is None:
        missing = wording.NOT_LEFT if look is _LEFT else wording.NOT_RIGHT
        shown = [(f" {beside.say(missing)} ", Look(ink="43474D", shade="FFFFFF"))]
        return Cell([Para(shown, size=9, align="center")], hatched=True)
    heading = is_heading(row)
    text = Para(_marked(side.text, marks, look, bold=heading), kept=kept)
    edge, ink = "", "000000"
    if row.kind is RowKind.LEFT_ONLY:
        edge, ink = "left", _LEFT.ink
    elif row.kind is RowKind.RIGHT_ONLY:
        edge, ink = "right", _RIGHT.ink
    label = [Para([(moved, _LABEL)], size=9, kept=kept)] if moved else []
    return Cell([*label, text], fill=_HEADING if heading else "", edge=edge, ink=ink)


def _marked(text: str, marks: marking.Marks, look: Look, *, bold: bool) -> Runs:
    """Return a text as stretches with their looks."""
    looks = {
        marking.ONLY: look,
        marking.QUIET: _QUIET,
        marking.FIGURE: _FIGURE,
        marking.MASKED: _MASK,
    }
    if bold:
        looks = {kind: replace(one, bold=True) for kind, one in looks.items()}
    same = BOLD if bold else PLAIN
    return [
        (piece, looks[kinds[0]] if kinds else same) for piece, kinds in layered(clean(text), marks)
    ]


def _gutter(beside: Beside, row: Row) -> Cell:
    signs: list[tuple[str, Look]] = [(f" {wording.SIGNS[row.kind]} ", _SIGNS[row.kind])]
    if row.moved:
        signs += [(" ", PLAIN), (f" {wording.MOVED_SIGN} ", _LABEL)]
    places = [Para([(one, _SMALL)], size=8, align="center") for one in beside.places(row)]
    fill = _HEADING if is_heading(row) else ""
    return Cell([Para(signs, align="center"), *places], fill=fill)


def _chips(beside: Beside, number: int) -> list[Para]:
    """Return the figures of a row that changed, all in one line that may be broken."""
    runs: list[tuple[str, Look]] = []
    for one in beside.chips(number):
        values = f"{beside.written(one, right=False)} → {beside.written(one, right=True)}"
        runs += [("　　", PLAIN)] if runs else []
        runs += [
            (f"{beside.item(one)} ", PLAIN),
            (values, BOLD),
            (f"　{beside.change(one)}", Look(ink=_FIGURE.ink)),
        ]
    return [Para([(f"{beside.say(alike.FIGURE)}：", _SMALL), *runs], size=9)] if runs else []


def _stub(beside: Beside, stub: Stub) -> TableLine:
    """Return what stands where a row moved away: its first words and where it went."""
    number = beside.say(wording.ON_LEFT).format(number=numbers(stub.left))
    gutter = [
        Para([(f" {wording.MOVED_SIGN} ", _LABEL)], align="center"),
        Para([(number, _SMALL)], size=8, align="center"),
    ]
    left = Cell([Para([(beside.first(stub), _SMALL)], size=9)])
    return TableLine([left, Cell(gutter), Cell([Para([(beside.went(stub), _LABEL)], size=9)])])


def _relocations(paper: Paper, beside: Beside) -> None:
    say = beside.say
    if not beside.found.relocations:
        return
    paper.heading(say(wording.RELOCATED))
    for left, right, _, words in beside.relocated():
        where = say(wording.RELOCATED_SAID).format(left=left, right=right)
        paper.runs([(f"{where}：", BOLD), (words, PLAIN)])


def _figures(paper: Paper, beside: Beside) -> None:
    say = beside.say
    paper.heading(say(wording.FIGURES))
    paper.line(beside.figures_said())
    if not beside.figures:
        return
    listed = beside.figures
    if len(listed) > MOST_FIGURES:
        listed = [one for one in listed if not one.pair.same]
        left_out = len(beside.figures) - len(listed)
        paper.small(say(wording.FEWER_FIGURES).format(count=f"{left_out:,}"))
    if (rest := len(listed) - 4 * MOST_FIGURES) > 0:
        listed = listed[: 4 * MOST_FIGURES]
        paper.small(say(wording.MORE_FIGURES).format(count=f"{rest:,}"))
    rows = [
        [
            beside.item(one),
            one.said.left or "—",
            one.said.right or "—",
            one.said.measure,
            beside.delta(one),
            beside.rate(one),
            beside.qualifiers(one),
            beside.place(one),
        ]
        for one in listed
    ]
    widths = (76, 30, 30, 22, 32, 22, 27, 30)
    paper.add(plain([say(one) for one in wording.FIGURE_HEAD], rows, widths, (1, 2, 4, 5)))
    paper.small(say(wording.FIGURES_NOTE))
