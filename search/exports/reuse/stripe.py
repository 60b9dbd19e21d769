"""The report drawn to scale: what of it stands elsewhere, its sections below, and the same counted.

Classes differ by fill: solid, hatched, dotted, lined, crossed.
"""

from __future__ import annotations

from search.exports import alike
from search.exports.htmltext import Html, joined, table, tag
from search.exports.reuse.dossier import Dossier
from search.reuse.model import Basis, Label
from search.reuse.percents import percent
from search.reuse.strips import Part, by_label, strip

_ALWAYS = (Label.OTHER, Label.OWN, Label.STOCK)
_HIGH = 60  # pixels of the drawing; the sections' names stand below


def drawn(dossier: Dossier) -> Html:
    """Return the drawing, its legend, and a table of the same counts by section."""
    say, found = dossier.say, dossier.found
    totals = by_label(found.passages)
    shown = [label for label in Label if label in _ALWAYS or totals[label]]
    shown.sort(key=list(alike.LABELS).index)
    strips = strip(found, {label: say(name) for label, name in alike.LABELS.items()})
    bars = [
        tag(
            "rect",
            class_=f"s-{one.label.value}",
            x=f"{one.left}%",
            y=2 if one.by is Basis.PASSAGE else _HIGH // 2,
            width=f"{one.width}%",
            height=_HIGH - 2 if one.by is Basis.PASSAGE else _HIGH // 2,
        )
        for one in strips.bars
    ]
    ticks = [_tick(one) for one in strips.parts]
    drawing = tag(
        "svg",
        _patterns(),
        tag("rect", class_="frame", x=0, y=1, width="100%", height=_HIGH),
        *bars,
        *ticks,
        class_="drawing",
        height=_HIGH + 24,
        aria_hidden="true",
    )
    return joined(
        [
            tag("h2", say(alike.STRIP), id="strip"),
            _legend(dossier, shown, totals),
            drawing,
            _counts(dossier, shown, strips.parts),
        ]
    )


def swatch(label: Label | None) -> Html:
    """Return a square filled like the stretches of a class."""
    fill = label.value if label else "none"
    box = tag("rect", class_=f"s-{fill}", x=0.5, y=0.5, width=13, height=13)
    return tag("svg", box, class_="swatch", width=14, height=14, aria_hidden="true")


def _legend(dossier: Dossier, shown: list[Label], totals: dict[Label, int]) -> Html:
    say, size = dossier.say, max(1, dossier.found.characters)
    items = [
        tag(
            "li",
            swatch(label),
            tag("span", say(alike.LABELS[label]), class_=label.value),
            f" {percent(totals[label] / size)}%",
        )
        for label in shown
    ]
    rest = dossier.found.characters - sum(totals.values())
    items.append(tag("li", swatch(None), f"{say(alike.NOWHERE)} {percent(rest / size)}%"))
    if any(rate.fragments for _, rate, _ in dossier.rates):
        items.append(tag("li", say(alike.LOW_BARS)))
    return tag("ul", *items, class_="key")


def _counts(dossier: Dossier, shown: list[Label], parts: tuple[Part, ...]) -> Html:
    say = dossier.say
    head = [say(alike.SECTION), say(alike.COUNT), *(say(alike.LABELS[one]) for one in shown)]
    rows = [
        [
            tag("span", one.name or say(alike.BEGINNING), lang="zh-CN"),
            *(f"{count:,}" for count in (one.characters, *(one.by_label[x] for x in shown))),
            f"{one.original:,}",
        ]
        for one in parts
    ]
    return table([*head, say(alike.NOWHERE)], rows, numbers=tuple(range(1, len(shown) + 3)))


def _tick(part: Part) -> Html:
    at = f"{part.left}%"
    line = tag("line", class_="tick", x1=at, x2=at, y1=_HIGH + 2, y2=_HIGH + 20)
    if not part.room:
        return line
    name = tag("text", part.name, x=6, y=15, lang="zh-CN")
    return joined([line, tag("svg", name, x=at, y=_HIGH + 2, overflow="visible")])


def _patterns() -> Html:
    def pattern(name: str, size: int, inside: Html, turn: str | None = None) -> Html:
        return tag(
            "pattern",
            inside,
            id=name,
            width=size,
            height=size,
            patternUnits="userSpaceOnUse",
            patternTransform=turn,
        )

    return tag(
        "defs",
        pattern("own", 7, tag("line", x1=0, y1=0, x2=0, y2=7), "rotate(45)"),
        pattern("stock", 5, tag("circle", cx=2, cy=2, r=1.1)),
        pattern("template", 6, tag("line", x1=0, y1=3, x2=6, y2=3)),
        pattern("excluded", 8, tag("path", d="M2 2l4 4M6 2l-4 4")),
    )
