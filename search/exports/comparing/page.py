"""A comparison as one page to read, keep and print: nothing is asked from anywhere else.

Two columns and a gutter between them, a row for each pair of passages. What a reader may hide
(what is the same, differences of punctuation) is hidden without a script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from search.comparing.model import Compared, Row, RowKind, Side
from search.exports import alike, onepage
from search.exports.cells import clean, layered
from search.exports.comparing import marking, wording
from search.exports.comparing.beside import Beside, Line, Stub, is_heading, numbers
from search.exports.comparing.marking import Told
from search.exports.gathering import Steps
from search.exports.htmltext import Html, joined, table, tag, text
from search.exports.statement import program

STYLE = onepage.style((Path(__file__).parent / "page.css").read_text(encoding="utf-8"))
_LEFT, _RIGHT = "del", "ins"  # elements of what stands on one side only


def write(target: Path, beside: Beside, steps: Steps) -> None:
    """Write the page into `target`. Raises OSError, Stopped."""
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for part in _page(beside, steps):
            file.write(part)
            file.write("\n")


def _page(beside: Beside, steps: Steps) -> Iterator[str]:
    say, found = beside.say, beside.found
    yield from onepage.opened(beside.title, say(alike.LANGUAGE), STYLE)
    yield tag("h1", beside.title)
    yield tag("dl", *_pairs(beside.whole()), class_="facts")
    yield tag(
        "div",
        _facts(beside, found.left, wording.LEFT, "left"),
        _facts(beside, found.right, wording.RIGHT, "right"),
        class_="both",
    )
    yield _legend(beside)
    yield tag("h2", say(wording.WHOLE), id="rows")
    yield from _switch(beside)
    yield '<table class="beside">'
    yield _head(beside)
    for line in beside.lines():
        if isinstance(line, Stub):
            yield _stub(beside, line)
        else:
            yield _row(beside, line)
            steps.step(1)
    yield "</table>"
    yield from _relocations(beside)
    yield tag("h2", say(wording.FIGURES), id="figures")
    yield _figures(beside)
    yield tag("h2", say(alike.METHOD))
    yield tag("ul", *(tag("li", say(one)) for one in wording.METHODS))
    yield tag("footer", "：".join(program(say)))
    yield onepage.CLOSED


def _pairs(lines: Sequence[tuple[str, str]]) -> list[Html]:
    return [joined([tag("dt", name), tag("dd", value)]) for name, value in lines]


def _facts(beside: Beside, one: Compared, side: str, kind: str) -> Html:
    return tag(
        "section",
        tag("h3", tag("b", beside.say(side), class_="sign"), tag("span", beside.name(one))),
        tag("dl", *_pairs(beside.facts(one)), class_="facts"),
        class_=f"of {kind}",
    )


def _legend(beside: Beside) -> Html:
    say = beside.say
    kinds = [
        tag("li", _sign(beside, kind), f" {say(wording.KINDS[kind])} ", tag("b", f"{count:,}"))
        for kind, count in beside.counts
    ]
    moved = tag("b", wording.MOVED_SIGN, class_="sign moved", aria_hidden="true")
    count = tag("b", f"{beside.found.summary.moved:,}")
    kinds.append(tag("li", moved, f" {say(wording.MOVED)} ", count))
    marks = [
        tag("li", tag(_LEFT, say(wording.LEGEND_LEFT))),
        tag("li", tag(_RIGHT, say(wording.LEGEND_RIGHT))),
        tag("li", tag("b", say(wording.LEGEND_FIGURE), class_="figure")),
        tag("li", tag("span", say(wording.LEGEND_QUIET), class_="soft")),
    ]
    return tag(
        "section",
        tag("ul", *kinds, class_="key"),
        tag("ul", *marks, class_="key"),
        tag("p", say(wording.LEGEND_NUMBERS), class_="quiet"),
        aria_label=say(wording.LEGEND),
    )


def _switch(beside: Beside) -> Iterator[Html]:
    for name, said in (("different", wording.ONLY_DIFFERENT), ("silent", wording.NO_QUIET)):
        yield tag("input", type="checkbox", id=name, class_="switch")
        yield tag("label", beside.say(said), for_=name, class_="switch")


def _head(beside: Beside) -> Html:
    say, found = beside.say, beside.found
    sides = [
        tag(
            "th",
            tag("b", say(side), class_="sign"),
            " ",
            tag("span", beside.head(one), lang="zh-CN"),
            class_=kind,
            scope="col",
        )
        for side, one, kind in (
            (wording.LEFT, found.left, "left"),
            (wording.RIGHT, found.right, "right"),
        )
    ]
    gutter = tag("th", tag("span", say(wording.KIND), class_="hidden"), scope="col")
    return tag("thead", tag("tr", sides[0], gutter, sides[1]))


def _row(beside: Beside, line: Line) -> Html:
    row, number = line.row, line.number
    lefts, rights = marking.marks(row, number, beside.by_row.get(number, ()))
    labels = [tag("p", one, class_="label") if one else Html() for one in beside.moved(row)]
    said = tag("span", f"{beside.kind(row)}：", class_="hidden")
    left = _side(beside, row.left, lefts, _LEFT, wording.NOT_LEFT, labels[0], said)
    right = _side(beside, row.right, rights, _RIGHT, wording.NOT_RIGHT, labels[1])
    chips = beside.chips(number)
    below = [tag("tr", tag("td", *_chips(beside, chips), colspan=3, class_="chips"))]
    return tag(
        "tbody",
        tag("tr", left, _gutter(beside, row), right),
        *(below if chips else []),
        id=f"r{number + 1}",
        class_=" ".join(_classes(row)),
    )


def _classes(row: Row) -> Iterator[str]:
    yield row.kind.value
    if row.moved:
        yield "moved"
    if is_heading(row):
        yield "heading"


def _side(
    beside: Beside,
    side: Side | None,
    marks: marking.Marks,
    element: str,
    missing: str,
    label: Html,
    said: str = "",
) -> Html:
    if side is None:
        return tag("td", said, tag("span", beside.say(missing)), class_="none")
    shown = tag("div", _marked(side.text, marks, element), class_="t", lang="zh-CN")
    return tag("td", said, label, shown, class_="left" if element == _LEFT else "right")


def _marked(whole: str, marks: marking.Marks, element: str) -> Html:
    """Return a text with its marks as markup."""
    parts: list[Html] = []
    for piece, kinds in layered(clean(whole), marks):
        kind = kinds[0] if kinds else ""
        if kind == marking.ONLY:
            parts.append(tag(element, piece))
        elif kind == marking.QUIET:
            parts.append(tag(element, piece, class_="soft"))
        elif kind == marking.FIGURE:
            parts.append(tag("b", piece, class_="figure"))
        elif kind == marking.MASKED:
            parts.append(tag("span", piece, class_="mask"))
        else:
            parts.append(text(piece))
    return joined(parts)


def _gutter(beside: Beside, row: Row) -> Html:
    signs = [_sign(beside, row.kind)]
    if row.moved:
        signs.append(tag("b", wording.MOVED_SIGN, class_="sign moved", aria_hidden="true"))
    places = [tag("div", place) for place in beside.places(row)]
    return tag("td", *signs, *places, class_="gutter")


def _sign(beside: Beside, kind: RowKind) -> Html:
    shown = f"sign {kind.value}"
    return tag(
        "b",
        wording.SIGNS[kind],
        class_=shown,
        title=beside.say(wording.KINDS[kind]),
        aria_hidden="true",
    )


def _chips(beside: Beside, chips: Sequence[Told]) -> list[Html]:
    return [
        tag(
            "span",
            f"{beside.item(one)} ",
            tag("b", f"{beside.written(one, right=False)} → {beside.written(one, right=True)}"),
            tag("i", beside.change(one)),
            class_="chip",
        )
        for one in chips
    ]


def _stub(beside: Beside, stub: Stub) -> Html:
    """Return what stands where a row moved away: its first words and where it went."""
    to = beside.went(stub)
    left = tag("td", tag("div", text(beside.first(stub)), class_="t", lang="zh-CN"), class_="left")
    gutter = tag(
        "td",
        tag("b", wording.MOVED_SIGN, class_="sign moved", aria_hidden="true"),
        tag("div", beside.say(wording.ON_LEFT).format(number=numbers(stub.left))),
        class_="gutter",
    )
    jump = tag("td", tag("a", to, href=f"#r{stub.number + 1}", class_="label"))
    return tag("tbody", tag("tr", left, gutter, jump), class_="stub")


def _relocations(beside: Beside) -> Iterator[Html]:
    found, say = beside.found, beside.say
    if not found.relocations:
        return
    yield tag("h2", say(wording.RELOCATED))
    items = []
    for left, right, there, words in beside.relocated():
        where = say(wording.RELOCATED_SAID).format(left=left, right=right)
        items.append(tag("li", tag("a", where, href=f"#r{there + 1}"), "：", text(words)))
    yield tag("ul", *items)


def _figures(beside: Beside) -> Html:
    say = beside.say
    if not beside.figures:
        return tag("p", say(wording.NO_FIGURES))
    rows = [
        [
            beside.item(one),
            one.said.left or "—",
            one.said.right or "—",
            one.said.measure,
            tag("b", beside.delta(one)) if one.changed else beside.delta(one),
            beside.rate(one),
            tag("b", beside.qualifiers(one)) if beside.requalified(one) else beside.qualifiers(one),
            tag("a", beside.place(one), href=f"#r{one.pair.row + 1}"),
        ]
        for one in beside.figures
    ]
    return joined(
        [
            tag("p", beside.figures_said()),
            table([say(one) for one in wording.FIGURE_HEAD], rows, numbers=(1, 2, 4, 5)),
            tag("p", say(wording.FIGURES_NOTE), class_="quiet"),
        ]
    )
