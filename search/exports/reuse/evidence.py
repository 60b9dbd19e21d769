"""The evidence on the page: every passage, marked, and the matches that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.exports import alike, words
from search.exports.cells import layered
from search.exports.findings import why
from search.exports.gathering import Steps
from search.exports.htmltext import Html, joined, table, tag, text
from search.exports.reuse import marking
from search.exports.reuse.dossier import Dossier, Stretch, called
from search.exports.reuse.stripe import swatch
from search.reuse.figures import figures
from search.reuse.model import Finding, Match, PassageReuse

SIDES = 3  # matches of a passage shown with both texts; the others by their ranges
MOST = 3_000  # matches shown with both texts on one page

_AROUND = 30  # characters shown on both sides of what was left over
_INLINE = {marking.FIGURE: "b", marking.RESIDUE: "mark"}


def passages(dossier: Dossier, steps: Steps) -> Iterator[Html]:
    """Yield the passages in reading order. Raises Stopped."""
    found = marking.by_passage(dossier.found.findings)
    left = MOST
    for number, passage in enumerate(dossier.found.passages, 1):
        sides = min(left, SIDES, len(passage.matches))
        left -= sides
        yield _passage(dossier, number, passage, found.get(passage.index, ()), sides)
        steps.step(1)


def figures_only(dossier: Dossier) -> Html:
    """Return the figures of passages that changed nothing else, old and new."""
    say = dossier.say
    rows: list[list[str]] = []
    for passage, match in dossier.figures_only():
        shown = figures(match, passage.text)
        place = joined([_to(dossier, passage), text(" "), _key(dossier, match.report_id)])
        for one in shown.changed:
            rows.append([place, say(alike.SLOTS[one.kind]), one.old, one.new, one.delta or "—"])
            place = Html()
        if shown.kept:
            kept = "、".join(one.new for one in shown.kept)
            rows.append([place, say(alike.UNCHANGED), kept, kept, "0"])
    if not rows:
        return Html()
    head = (alike.PASSAGE, alike.FIGURE, alike.OLD, alike.NEW, alike.CHANGE)
    return joined(
        [
            tag("h2", say(alike.FIGURES), id="figures"),
            tag("p", say(alike.FIGURES_NOTE), class_="quiet"),
            table([say(one) for one in head], rows, numbers=(4,)),
        ]
    )


def residue(dossier: Dossier) -> Html:
    """Return what was left over from sources."""
    say = dossier.say
    items = []
    for finding, passage in dossier.findings():
        start = max(0, finding.span.start - _AROUND)
        end = min(len(passage.text), finding.span.end + _AROUND)
        cut = [(finding.span, marking.RESIDUE)]
        shown = _marked(passage.text, cut, start, end)
        items.append(
            tag(
                "li",
                tag("span", why(finding, say)),
                " ",
                _to(dossier, passage),
                " ",
                _key(dossier, finding.report_id) if finding.report_id is not None else "",
                tag("p", shown, class_="t", lang="zh-CN"),
            )
        )
    note = alike.RESIDUE_NOTE if items else alike.NO_RESIDUE
    return joined(
        [
            tag("h2", say(alike.RESIDUE), id="residue"),
            tag("p", say(note), class_="quiet"),
            tag("ol", *items) if items else Html(),
        ]
    )


def exclusions(dossier: Dossier) -> Html:
    """Return what a person took out: what, why, who, when."""
    say = dossier.say
    rows = []
    for one, passage in dossier.exclusions():
        said = say(alike.RANGE).format(
            first=f"{passage.start + one.span.start + 1:,}",
            last=f"{passage.start + one.span.end:,}",
        )
        cut = tag("span", passage.text[slice(*one.span)], class_="t", lang="zh-CN")
        rows.append([_to(dossier, passage), said, cut, one.reason, one.by, dossier.day(one.at)])
    heading = tag("h2", say(alike.EXCLUSIONS), id="excluded")
    if not rows:
        return joined([heading, tag("p", say(alike.NO_EXCLUSIONS), class_="quiet")])
    head = (alike.PASSAGE, alike.COUNT, words.TEXT, alike.REASON, alike.BY, alike.WHEN)
    return joined([heading, table([say(one) for one in head], rows)])


def file_of(dossier: Dossier, report_id: int) -> Html:
    """Return in which file a report stands."""
    name, digest = dossier.file(report_id)
    return joined(
        [tag("span", name, lang="zh-CN"), tag("div", f"SHA-256 {digest}", class_="hash")]
        if name
        else []
    )


def _passage(
    dossier: Dossier,
    number: int,
    passage: PassageReuse,
    findings: Sequence[Finding],
    sides: int,
) -> Html:
    say = dossier.say
    path = " › ".join(passage.path)
    said = say(alike.PASSAGE_SAID).format(number=number)
    place = say(alike.PLACE).format(paragraph=passage.paragraph + 1)
    head = tag("h3", f"{said}　{place}　", tag("span", path, lang="zh-CN"))
    marked = _marked(passage.text, marking.of_passage(passage, findings))
    parts = [head, tag("p", marked, class_="t", lang="zh-CN")]
    stretches = dossier.stretches(passage)
    parts.append(
        tag("ul", *(_stretch(dossier, one) for one in stretches), class_="ranges")
        if stretches
        else tag("p", say(alike.NOWHERE), class_="quiet")
    )
    matches = [
        _match(dossier, passage, one, sides=place < sides)
        for place, one in enumerate(passage.matches)
    ]
    if matches:
        parts.append(tag("ul", *matches, class_="matches"))
    notes = _notes(dossier, passage)
    if notes:
        parts.append(tag("p", notes, class_="quiet"))
    return tag("section", *parts, class_="passage", id=f"p{passage.index}")


def _stretch(dossier: Dossier, one: Stretch) -> Html:
    say = dossier.say
    where = say(alike.RANGE).format(first=f"{one.first:,}", last=f"{one.last:,}")
    sources = one.sources + (say(alike.AND_MORE).format(count=len(one.report_ids)) * (one.more > 0))
    said = f" {where}　{say(alike.IN_SOURCES).format(sources=sources)}"
    return tag("li", swatch(one.label), tag("b", say(alike.LABELS[one.label])), said)


def _match(dossier: Dossier, passage: PassageReuse, match: Match, *, sides: bool) -> Html:
    say = dossier.say
    place = say(alike.PLACE).format(paragraph=match.paragraph + 1)
    parts: list[str] = [
        tag("span", say(alike.VERDICTS[match.verdict]), class_="sign"),
        f" {alike.degree(match, say)} ",
        _key(dossier, match.report_id),
        " ",
        tag("span", called(say, match.unit, match.title, match.year, match.scan), lang="zh-CN"),
        tag("span", f"　{' › '.join(match.path)}　{place}", class_="quiet", lang="zh-CN"),
    ]
    if match.report_id not in dossier.numbers:
        parts.append(tag("div", f"{match.file}　SHA-256 {match.sha256}", class_="hash"))
    literal = match.text == passage.text
    if sides and not literal:
        here, there = marking.of_match(match, passage.text)
        parts.append(
            tag(
                "div",
                *(
                    tag("div", tag("span", say(whose), class_="quiet"), shown)
                    for whose, shown in (
                        (alike.HERE, _side(passage.text, here)),
                        (alike.THERE, _side(match.text, there)),
                    )
                ),
                class_="sides",
            )
        )
    spans = say(alike.SPANS_SAID).format(
        here=marking.ranges(match.query_spans, say, start=passage.start),
        there=marking.ranges(match.text_spans, say),
    )
    if literal:
        spans = f"{say(alike.LITERAL)}{spans}"
    parts.append(tag("div", spans, class_="quiet"))
    if numbers := marking.numbers(figures(match, passage.text), say):
        parts.append(tag("div", numbers))
    return tag("li", *parts)


def _notes(dossier: Dossier, passage: PassageReuse) -> str:
    say, said = dossier.say, []
    if passage.units:
        said.append(say(alike.IN_UNITS).format(units=f"{passage.units:,}"))
    if passage.total > len(passage.matches):
        text = say(alike.MORE_MATCHES)
        said.append(text.format(total=f"{passage.total:,}", listed=len(passage.matches)))
    if passage.later:
        said.append(say(alike.LATER_SAID).format(count=f"{len(passage.later):,}"))
    return "　".join(said)


def _side(shown: str, marks: marking.Marks) -> Html:
    return tag("p", _marked(shown, marks), class_="t", lang="zh-CN")


def _marked(shown: str, marks: marking.Marks, start: int = 0, end: int | None = None) -> Html:
    """Return a text, or a cut of it, with its marks: their characters and no others are inside."""
    out: list[Html] = []
    at, end = 0, len(shown) if end is None else end
    for piece, kinds in layered(shown, marks):
        first, last = max(at, start), min(at + len(piece), end)
        at += len(piece)
        if first >= last:
            continue
        inner = text(shown[first:last])
        for kind in dict.fromkeys(reversed(kinds)):
            inner = tag(_INLINE.get(kind, "span"), inner, class_=kind)
        out.append(inner)
    return joined(out)


def _to(dossier: Dossier, passage: PassageReuse) -> Html:
    number = dossier.places[passage.index]
    said = dossier.say(alike.PASSAGE_SAID).format(number=number)
    return tag("a", said, href=f"#p{passage.index}")


def _key(dossier: Dossier, report_id: int) -> Html:
    number = dossier.numbers.get(report_id)
    said = dossier.key(report_id)
    return tag("a", said, href=f"#s{number}") if number else text(said)
