"""What a file with a reuse report says of itself: of what, when, over how much, and how."""

from __future__ import annotations

from search.exports import alike, scanned, words
from search.exports.reuse.dossier import Dossier
from search.exports.statement import Lines, moment, over, program
from search.reuse.model import FEW, Label


def facts(dossier: Dossier) -> Lines:
    """Return whose report it is, in which file, and what it was held against."""
    found, say = dossier.found, dossier.say
    kept = found.report
    lines = [
        (say(words.UNIT), found.unit or say("单位不详")),
        (say(words.YEAR), str(found.year) if found.year else say(words.NO_YEAR)),
    ]
    if kept and kept.kind:
        lines.append((say(words.KIND), kept.kind))
    lines.append((say(words.REPORT_ID), str(kept.id) if kept else say(alike.NOT_KEPT)))
    if found.file:
        lines.append((say(words.FILE), found.file))
    if found.sha256:
        lines.append((say(words.HASH), found.sha256))
    size = say(alike.SIZE_SAID).format(
        characters=f"{found.characters:,}", passages=f"{len(found.passages):,}"
    )
    lines += [(say(alike.SIZE), size), (say(alike.COUNTED_AT), moment(dossier.at))]
    lines += scanned.of_report(found.scan, say)
    return [*lines, *over(found.searched, say)]


def notes(dossier: Dossier) -> list[str]:
    """Return what a reader must know of this report's rates, a sentence each."""
    found, say = dossier.found, dossier.say
    said = []
    if found.same_file:
        reports = "、".join(dossier.named(one) for one in found.same_file)
        said.append(say(alike.SAME_FILE_SAID).format(reports=reports))
    if found.scan:
        said.append(say(alike.SCANNED_NOTE))
    if not found.unit:
        said.append(say(alike.UNIT_UNKNOWN))
    if not found.year:
        said.append(say(alike.YEAR_UNKNOWN))
    for label, text in (
        (Label.TEMPLATE, alike.TEMPLATE_SIZE),
        (Label.EXCLUDED, alike.EXCLUDED_SIZE),
    ):
        if count := dossier.counted(label):
            said.append(say(text).format(count=f"{count:,}"))
    return said


def stock(dossier: Dossier) -> str:
    """Return what is called stock text here."""
    cutoff, say = dossier.found.cutoff, dossier.say
    if cutoff.least is None:
        return say(alike.NO_STOCK).format(units=f"{cutoff.units:,}")
    return say(alike.STOCK_SAID).format(
        least=cutoff.least, units=f"{cutoff.units:,}", share=f"{100 * cutoff.share:g}"
    )


def methods(dossier: Dossier) -> list[str]:
    """Return how all of it was found, a sentence or two each."""
    said = [dossier.say(one).format(few=FEW) for one in alike.METHODS]
    return [*said, f"{dossier.say(alike.STOCK_HOW)}：{stock(dossier)}"]


def whole(dossier: Dossier) -> Lines:
    """Return the statement as names and values, for a file that shows it as one table."""
    say = dossier.say
    lines = [(say(alike.REPORT), dossier.title), *facts(dossier)]
    lines += [(name, dossier.rate(rate, what)) for name, rate, what in dossier.rates]
    lines += [(say(alike.NOTE), note) for note in notes(dossier)]
    lines += [(say(alike.METHOD), one) for one in methods(dossier)]
    return [*lines, program(say)]
