"""A reuse report as a Word document: every passage marked, its matches with their places below.

Each class has its own underline, shade and character, so that black print tells them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from search.exports import alike, words
from search.exports.cells import clean, layered
from search.exports.findings import why
from search.exports.gathering import Steps
from search.exports.reuse import marking, statement
from search.exports.reuse.dossier import Dossier, called
from search.exports.statement import program
from search.exports.wordfile import BOLD, PLAIN, RAISED, Look, Paper
from search.reuse.figures import figures
from search.reuse.model import Finding, Label, Match, PassageReuse
from search.reuse.percents import percent

LISTED = 5  # matches of a passage; the others are in the page and the workbook
TEXTS = 2  # of them with their texts; the others by their ranges
MOST = 800  # matches with their texts in one document
MOST_SOURCES = 60  # in its table; more make Word slow

LOOKS = {
    Label.OTHER.value: Look(underline="single", shade="FBE7DD"),
    Label.OWN.value: Look(underline="double", shade="E5EAF1"),
    Label.STOCK.value: Look(underline="dotted", shade="EBEBE7"),
    Label.TEMPLATE.value: Look(underline="dashed", shade="D9F0EA"),
    Label.EXCLUDED.value: Look(underline="wavy"),
    marking.EQUAL: Look(underline="single"),
}


def write(target: Path, dossier: Dossier, steps: Steps) -> None:
    """Write the document into `target`. Raises OSError, Stopped."""
    say, found = dossier.say, dossier.found
    paper = Paper(say(alike.REUSE).format(title=dossier.title))
    for name, value in statement.facts(dossier):
        paper.fact(name, value)
    paper.heading(say(alike.RATES))
    for name, rate, what in dossier.rates:
        paper.fact(name, dossier.rate(rate, what))
    for note in statement.notes(dossier):
        paper.bullet(note)
    _sources(paper, dossier)
    paper.heading(say(alike.WHOLE_TEXT))
    paper.small(say(alike.WHOLE_TEXT_NOTE))
    paper.runs(_legend(dossier))
    findings = marking.by_passage(found.findings)
    left = MOST
    for number, passage in enumerate(found.passages, 1):
        texts = min(left, TEXTS, len(passage.matches))
        left -= texts
        _passage(paper, dossier, number, passage, findings.get(passage.index, ()), texts)
        steps.step(1)
    _figures(paper, dossier)
    _residue(paper, dossier)
    _exclusions(paper, dossier)
    paper.heading(say(alike.METHOD))
    for one in statement.methods(dossier):
        paper.bullet(one)
    paper.small("：".join(program(say)))
    paper.save(target)


def _sources(paper: Paper, dossier: Dossier) -> None:
    say, found = dossier.say, dossier.found
    paper.heading(say(alike.SOURCES))
    if not found.sources:
        paper.line(say(alike.NO_SIMILAR))
    else:
        head = (alike.NUMBER, alike.SOURCE, alike.RELATION, alike.PASSAGES, alike.COUNT)
        rows = []
        for number, one in enumerate(found.sources[:MOST_SOURCES], 1):
            name, digest = dossier.file(one.report_id)
            named = called(say, one.unit, one.title, one.year, one.scan)
            relation = say(alike.RELATIONS[one.relation])
            rows.append(
                [
                    f"〔{number}〕",
                    f"{named}\n{name}\nSHA-256 {digest}" if name else named,
                    f"{relation}，{say(alike.DIRECTIONS[one.direction])}",
                    f"{one.passages:,}",
                    f"{one.characters:,}",
                    f"{percent(one.share)}%",
                ]
            )
        paper.table([*(say(one) for one in head), say(alike.SHARE)], rows, (9, 51, 14, 8, 8, 10))
        paper.small(say(alike.SOURCES_NOTE))
        if (rest := max(found.source_count, len(found.sources)) - len(rows)) > 0:
            paper.small(say(alike.MORE_SOURCES).format(count=f"{rest:,}"))
    if found.later:
        named_later = [
            f"#{one.report_id} {dossier.named(one.report_id)}" for one in found.later[:MOST_SOURCES]
        ]
        paper.fact(say(alike.LATER), "；".join(named_later))
    for marked in dossier.marked:
        said = f"{say(alike.MARKS[marked.mark])}，{marked.by}，{dossier.day(marked.at)}"
        paper.fact(say(alike.MARKED), f"{dossier.named(marked.row.id)}（{said}）")


def _legend(dossier: Dossier) -> list[tuple[str, Look]]:
    say = dossier.say
    runs: list[tuple[str, Look]] = []
    for label, name in alike.LABELS.items():
        if label in (Label.OTHER, Label.OWN, Label.STOCK) or dossier.counted(label):
            shown = f"{say(name)}（{say(alike.LINES[label])}）"
            runs += [
                (f"[{alike.SIGNS[label]}]", RAISED),
                (shown, LOOKS[label.value]),
                ("　", PLAIN),
            ]
    return [*runs, (say(alike.NOWHERE), PLAIN)]


def _passage(
    paper: Paper,
    dossier: Dossier,
    number: int,
    passage: PassageReuse,
    findings: Sequence[Finding],
    texts: int,
) -> None:
    say = dossier.say
    said = say(alike.PASSAGE_SAID).format(number=number)
    place = say(alike.PLACE).format(paragraph=passage.paragraph + 1)
    paper.small(f"{said}　{place}　{' › '.join(passage.path)}".rstrip(), above=True)
    paper.runs(marked_text(passage.text, marking.of_passage(passage, findings)))
    for one in dossier.stretches(passage):
        where = say(alike.RANGE).format(first=f"{one.first:,}", last=f"{one.last:,}")
        sources = one.sources
        if one.more:
            sources += say(alike.AND_MORE).format(count=len(one.report_ids))
        seen = say(alike.IN_SOURCES).format(sources=sources)
        paper.small(f"{dossier.classed(one)} {where}　{seen}", indent=True)
    listed = passage.matches[:LISTED]
    for at, match in enumerate(listed):
        _match(paper, dossier, passage, match, text=at < texts)
    total = max(passage.total, len(passage.matches))
    if total > len(listed):
        more = say(alike.MORE_MATCHES).format(total=f"{total:,}", listed=len(listed))
        paper.small(more, indent=True)
    if passage.later:
        paper.small(say(alike.LATER_SAID).format(count=f"{len(passage.later):,}"), indent=True)


def _match(
    paper: Paper, dossier: Dossier, passage: PassageReuse, match: Match, *, text: bool
) -> None:
    say = dossier.say
    verdict = f"{say(alike.VERDICTS[match.verdict])} {alike.degree(match, say)}　"
    key = dossier.key(match.report_id)
    place = say(alike.PLACE).format(paragraph=match.paragraph + 1)
    named = called(say, match.unit, match.title, match.year, match.scan)
    source = f"{key} {named}　{' › '.join(match.path)}　{place}"
    paper.runs([(verdict, BOLD), (source, PLAIN)], indent=True)
    if match.report_id not in dossier.numbers or dossier.numbers[match.report_id] > MOST_SOURCES:
        paper.small(f"{match.file}　SHA-256 {match.sha256}", indent=True)
    literal = match.text == passage.text
    if text and not literal:
        paper.runs(marked_text(match.text, marking.of_match(match, passage.text)[1]), indent=True)
    spans = say(alike.SPANS_SAID).format(
        here=marking.ranges(match.query_spans, say, start=passage.start),
        there=marking.ranges(match.text_spans, say),
    )
    if literal:
        spans = f"{say(alike.LITERAL)}{spans}"
    numbers = marking.numbers(figures(match, passage.text), say)
    paper.small("　".join(one for one in (spans, numbers) if one), indent=True)


def _figures(paper: Paper, dossier: Dossier) -> None:
    say = dossier.say
    rows = []
    for passage, match in dossier.figures_only():
        number = dossier.places[passage.index]
        place = f"{say(alike.PASSAGE_SAID).format(number=number)} {dossier.key(match.report_id)}"
        shown = figures(match, passage.text)
        for one in shown.changed:
            rows.append([place, say(alike.SLOTS[one.kind]), one.old, one.new, one.delta or "—"])
        if shown.kept:
            kept = "、".join(one.new for one in shown.kept)
            rows.append([place, say(alike.UNCHANGED), kept, kept, "0"])
    if rows:
        paper.heading(say(alike.FIGURES))
        paper.small(say(alike.FIGURES_NOTE))
        head = (alike.PASSAGE, alike.FIGURE, alike.OLD, alike.NEW, alike.CHANGE)
        paper.table([say(one) for one in head], rows, (18, 12, 26, 26, 18))


def _residue(paper: Paper, dossier: Dossier) -> None:
    say = dossier.say
    paper.heading(say(alike.RESIDUE))
    rows = []
    for finding, passage in dossier.findings():
        place = say(alike.PASSAGE_SAID).format(number=dossier.places[passage.index])
        key = dossier.key(finding.report_id) if finding.report_id is not None else ""
        rows.append([place, finding.text, why(finding, say), key])
    paper.small(say(alike.RESIDUE_NOTE if rows else alike.NO_RESIDUE))
    if rows:
        head = (alike.PASSAGE, words.TEXT, alike.WHY, alike.SOURCE)
        paper.table([say(one) for one in head], rows, (12, 22, 56, 10))


def _exclusions(paper: Paper, dossier: Dossier) -> None:
    say = dossier.say
    paper.heading(say(alike.EXCLUSIONS))
    rows = []
    for one, passage in dossier.exclusions():
        place = say(alike.PASSAGE_SAID).format(number=dossier.places[passage.index])
        rows.append(
            [place, passage.text[slice(*one.span)], one.reason, one.by, dossier.day(one.at)]
        )
    if not rows:
        paper.small(say(alike.NO_EXCLUSIONS))
        return
    head = (alike.PASSAGE, words.TEXT, alike.REASON, alike.BY, alike.WHEN)
    paper.table([say(one) for one in head], rows, (11, 45, 20, 10, 14))


def marked_text(text: str, marks: marking.Marks) -> list[tuple[str, Look]]:
    """Return a text as stretches with their looks; before a class begins stands its character."""
    runs: list[tuple[str, Look]] = []
    before = ""
    for piece, kinds in layered(clean(text), marks):
        found = [kind for kind in kinds if kind in LOOKS]
        now = found[0] if found else ""
        if now in marking.LABELS and now != before:
            runs.append((f"[{alike.SIGNS[marking.LABELS[now]]}]", RAISED))
        look = LOOKS.get(now, PLAIN)
        if marking.FIGURE in kinds or marking.RESIDUE in kinds:
            look = Look(True, marking.RESIDUE in kinds, look.underline, look.shade)
        runs.append((piece, look))
        before = now
    return runs
