"""A reuse report as one page to read, keep and print: nothing is asked from anywhere else.

No script, no picture, no address outside the page; its own style is the only one it allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from search.exports import alike, onepage
from search.exports.gathering import Steps
from search.exports.htmltext import Html, joined, table, tag
from search.exports.reuse import evidence, statement, stripe
from search.exports.reuse.dossier import Dossier, called
from search.exports.statement import program
from search.reuse.percents import percent

STYLE = onepage.style((Path(__file__).parent / "page.css").read_text(encoding="utf-8"))
POLICY = onepage.policy(STYLE)


def write(target: Path, dossier: Dossier, steps: Steps) -> None:
    """Write the page into `target`. Raises OSError, Stopped."""
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for part in _page(dossier, steps):
            file.write(part)
            file.write("\n")


def _page(dossier: Dossier, steps: Steps) -> Iterator[str]:
    say = dossier.say
    title = say(alike.REUSE).format(title=dossier.title)
    yield from onepage.opened(title, say(alike.LANGUAGE), STYLE)
    yield tag("h1", title)
    yield _facts(dossier)
    yield _rates(dossier)
    yield stripe.drawn(dossier)
    yield _sources(dossier)
    yield tag("h2", say(alike.WHOLE_TEXT), id="text")
    yield tag("p", say(alike.WHOLE_TEXT_NOTE), class_="quiet")
    yield from evidence.passages(dossier, steps)
    yield evidence.figures_only(dossier)
    yield evidence.residue(dossier)
    yield evidence.exclusions(dossier)
    yield tag("h2", say(alike.METHOD))
    yield tag("ul", *(tag("li", one) for one in statement.methods(dossier)))
    yield tag("footer", "：".join(program(say)))
    yield onepage.CLOSED


def _facts(dossier: Dossier) -> Html:
    pairs = [
        joined([tag("dt", name), tag("dd", value)]) for name, value in statement.facts(dossier)
    ]
    notes = [tag("li", note) for note in statement.notes(dossier)]
    return joined(
        [tag("dl", *pairs, class_="facts"), tag("ul", *notes, class_="notes") if notes else Html()]
    )


def _rates(dossier: Dossier) -> Html:
    say = dossier.say
    shown = []
    for name, rate, what in dossier.rates:
        size = say(alike.OF_SIZE).format(covered=f"{rate.covered:,}", of=f"{rate.of:,}")
        partly = say(alike.OF_WHICH).format(count=f"{rate.fragments:,}")
        bar = tag(
            "svg",
            tag("rect", class_="frame", width="100%", height=8),
            tag("rect", class_="part", width=f"{100 * rate.rate:.2f}%", height=8),
            class_="bar",
            aria_hidden="true",
        )
        shown.append(
            tag(
                "div",
                tag("div", name),
                tag("div", tag("b", percent(rate.rate)), "%"),
                bar,
                tag("div", size),
                tag("div", partly) if rate.fragments else Html(),
                tag("div", what, class_="quiet"),
                class_="rate",
            )
        )
    return tag("section", *shown, class_="rates", aria_label=say(alike.RATES))


def _sources(dossier: Dossier) -> Html:
    say, found = dossier.say, dossier.found
    parts = [tag("h2", say(alike.SOURCES), id="sources")]
    if not found.sources:
        return joined([*parts, tag("p", say(alike.NO_SIMILAR), class_="none")])
    head = (
        alike.NUMBER,
        alike.SOURCE,
        alike.RELATION,
        alike.PASSAGES,
        alike.COUNT,
        alike.SHARE,
        alike.TRAIL,
    )
    rows = []
    for number, one in enumerate(found.sources, 1):
        relation = say(alike.RELATIONS[one.relation])
        rows.append(
            [
                tag("span", f"〔{number}〕", id=f"s{number}"),
                tag("span", called(say, one.unit, one.title, one.year, one.scan), lang="zh-CN"),
                f"{relation}，{say(alike.DIRECTIONS[one.direction])}",
                f"{one.passages:,}",
                f"{one.characters:,}",
                f"{percent(one.share)}%",
                evidence.file_of(dossier, one.report_id),
            ]
        )
    parts.append(table([say(one) for one in head], rows, numbers=(3, 4, 5)))
    rest = found.source_count - len(found.sources)
    note = say(alike.SOURCES_NOTE)
    if rest > 0:
        note += say(alike.MORE_SOURCES).format(count=f"{rest:,}")
    return joined([*parts, tag("p", note, class_="quiet"), _later(dossier), _marked(dossier)])


def _later(dossier: Dossier) -> Html:
    say, found = dossier.say, dossier.found
    if not found.later:
        return Html()
    items = [
        tag(
            "li",
            f"#{one.report_id} {dossier.named(one.report_id)} ",
            evidence.file_of(dossier, one.report_id),
        )
        for one in found.later
    ]
    rest = found.later_count - len(found.later)
    if rest > 0:
        items.append(tag("li", say(alike.MORE_SOURCES).format(count=f"{rest:,}")))
    return joined([tag("h3", say(alike.LATER)), tag("ul", *items)])


def _marked(dossier: Dossier) -> Html:
    say = dossier.say
    if not dossier.marked:
        return Html()
    head = [say(one) for one in (alike.REPORT, alike.MARKED_AS, alike.BY, alike.WHEN)]
    rows = [
        [dossier.named(one.row.id), say(alike.MARKS[one.mark]), one.by, dossier.day(one.at)]
        for one in dossier.marked
    ]
    return table(head, rows, caption=say(alike.MARKED))
