"""A reuse report as a workbook to reckon with: every stretch, match and figure in a row.

The rates recompute from the sheet of stretches. Texts are texts; nothing computes.
"""

from __future__ import annotations

from pathlib import Path

from search.exports import alike, scanned, words
from search.exports.findings import why
from search.exports.gathering import Steps
from search.exports.reuse import statement
from search.exports.reuse.dossier import Dossier
from search.exports.workbook import Book, Sheet, workbook
from search.reuse.figures import figures
from search.reuse.percents import alike as likeness

Value = str | float | None

MOST = 100_000  # rows of a sheet

_PASSAGE = (alike.PASSAGE, words.PATH, words.PARAGRAPH)
_SOURCE = (words.UNIT, words.TITLE, words.YEAR, words.REPORT_ID)


def write(target: Path, dossier: Dossier, steps: Steps) -> None:
    """Write the workbook into `target`. Raises OSError, Stopped."""
    with workbook(target, dossier.say) as book:
        book.about(statement.whole(dossier))
        for write_sheet in (_sources, _passages, _stretches):
            write_sheet(book, dossier)
        _matches(book, dossier, steps)
        for write_sheet in (_figures, _residue, _exclusions):
            write_sheet(book, dossier)


def _sources(book: Book, dossier: Dossier) -> None:
    titles = (
        alike.NUMBER,
        *_SOURCE,
        words.KIND,
        alike.RELATION,
        alike.DIRECTION,
        alike.PASSAGES,
        alike.COUNT,
        alike.SHARE,
        words.SCANNED_PAGES,
        words.FILE,
        words.HASH,
    )
    sheet = _sheet(book, alike.SOURCES, titles, (7, 18, 30, 7, 9, 14, 10, 10, 7, 8, 9, 9, 36, 24))
    say = book.say
    both = list(enumerate(dossier.found.sources, 1))
    for number, one in [*both, *((None, one) for one in dossier.found.later)]:
        sheet.row(
            [
                number,
                one.unit,
                one.title,
                one.year,
                one.report_id,
                one.kind,
                say(alike.RELATIONS[one.relation]),
                say(alike.DIRECTIONS[one.direction]),
                one.passages,
                one.characters,
                round(100 * one.share, 2),
                scanned.pages(one.scan),
                *dossier.file(one.report_id),
            ]
        )
    if (rest := dossier.found.source_count - len(both)) > 0:
        sheet.row([None, say(alike.MORE_SOURCES).format(count=f"{rest:,}")])


def _passages(book: Book, dossier: Dossier) -> None:
    labels = list(alike.LABELS)
    titles = (*_PASSAGE, words.TEXT, alike.COUNT, *alike.LABELS.values(), alike.UNITS)
    sheet = _sheet(book, alike.PASSAGES, titles, (6, 36, 9, 80, 7, 7, 9, 7, 7, 7, 7))
    for number, passage in enumerate(dossier.found.passages[:MOST], 1):
        held = dict.fromkeys(labels, 0)
        for one in passage.covered:
            held[one.label] += one.span.end - one.span.start
        values: list[Value] = [number, " › ".join(passage.path), passage.paragraph + 1]
        for column, value in enumerate(values):
            sheet.cell(column, value, book.plain)
        sheet.text(3, passage.text, [one.span for one in passage.covered])
        rest = (len(passage.text), *held.values(), passage.units)
        for column, count in enumerate(rest, 4):
            sheet.cell(column, count, book.plain)
        sheet.end_row()


def _stretches(book: Book, dossier: Dossier) -> None:
    titles = (
        alike.PASSAGE,
        alike.CLASS,
        alike.BASIS,
        alike.FIRST,
        alike.LAST,
        alike.COUNT,
        words.TEXT,
        alike.SOURCE,
        words.REPORTS,
    )
    sheet = _sheet(book, alike.PIECES, titles, (6, 12, 8, 8, 8, 8, 70, 24, 24))
    left = MOST
    for number, passage in enumerate(dossier.found.passages, 1):
        for one in passage.covered[: max(0, left)]:
            left -= 1
            keys = "".join(dossier.key(report_id) for report_id in one.report_ids)
            sheet.row(
                [
                    number,
                    book.say(alike.LABELS[one.label]),
                    book.say(alike.BASES[one.by]),
                    passage.start + one.span.start + 1,
                    passage.start + one.span.end,
                    one.span.end - one.span.start,
                    passage.text[slice(*one.span)],
                    keys,
                    " ".join(map(str, one.report_ids)),
                ]
            )


def _matches(book: Book, dossier: Dossier, steps: Steps) -> None:
    titles = (
        alike.PASSAGE,
        alike.VERDICT,
        alike.SCORE,
        *_SOURCE,
        alike.RELATION,
        alike.DIRECTION,
        words.PATH,
        words.PARAGRAPH,
        alike.TEXT_THERE,
        alike.SPANS_HERE,
        alike.SPANS_THERE,
        alike.UNITS,
        words.SCANNED_PAGES,
        words.FILE,
        words.HASH,
        words.PASSAGE_ID,
    )
    widths = (6, 12, 8, 18, 30, 7, 9, 10, 10, 36, 9, 80, 24, 24, 7, 9, 36, 24, 10)
    sheet = _sheet(book, alike.SIMILAR, titles, widths)
    say, left = book.say, MOST
    for number, passage in enumerate(dossier.found.passages, 1):
        for one in passage.matches[: max(0, left)]:
            left -= 1
            values: list[Value] = [
                number,
                say(alike.VERDICTS[one.verdict]),
                likeness(one.score, one.verdict),
                one.unit,
                one.title,
                one.year,
                one.report_id,
                say(alike.RELATIONS[one.relation]),
                say(alike.DIRECTIONS[one.direction]),
                " › ".join(one.path),
                one.paragraph + 1,
                None,
                spans(one.query_spans, passage.start),
                spans(one.text_spans),
                one.units,
                scanned.pages(one.scan),
                one.file,
                one.sha256,
                one.passage_id,
            ]
            for column, value in enumerate(values):
                if titles[column] == alike.TEXT_THERE:
                    sheet.text(column, one.text, one.text_spans)
                else:
                    sheet.cell(column, value, book.plain)
            sheet.end_row()
        steps.step(1)


def _figures(book: Book, dossier: Dossier) -> None:
    titles = (
        alike.PASSAGE,
        alike.SOURCE,
        alike.VERDICT,
        alike.FIGURE,
        alike.OLD,
        alike.NEW,
        alike.CHANGE,
    )
    sheet = _sheet(book, alike.FIGURE, titles, (6, 10, 12, 8, 20, 20, 12))
    say, left = book.say, MOST
    for number, passage in enumerate(dossier.found.passages, 1):
        for match in passage.matches:
            shown = figures(match, passage.text)
            for one in (*shown.changed, *shown.kept)[: max(0, left)]:
                left -= 1
                sheet.row(
                    [
                        number,
                        dossier.key(match.report_id),
                        say(alike.VERDICTS[match.verdict]),
                        say(alike.SLOTS[one.kind]),
                        one.old,
                        one.new,
                        one.delta or None,
                    ]
                )


def _residue(book: Book, dossier: Dossier) -> None:
    titles = (alike.PASSAGE, alike.FIRST, alike.LAST, words.TEXT, alike.WHY, alike.SOURCE)
    sheet = _sheet(book, alike.RESIDUE, titles, (6, 8, 8, 24, 70, 10))
    for one, passage in dossier.findings():
        start, end = (passage.start + at for at in one.span)
        key = dossier.key(one.report_id) if one.report_id is not None else None
        number = dossier.places[passage.index]
        sheet.row([number, start + 1, end, one.text, why(one, book.say), key])


def _exclusions(book: Book, dossier: Dossier) -> None:
    titles = (
        alike.PASSAGE,
        alike.FIRST,
        alike.LAST,
        words.TEXT,
        alike.REASON,
        alike.BY,
        alike.WHEN,
    )
    sheet = _sheet(book, alike.EXCLUSIONS, titles, (6, 8, 8, 70, 30, 14, 18))
    for one, passage in dossier.exclusions():
        start, end = (passage.start + at for at in one.span)
        said = passage.text[slice(*one.span)]
        number = dossier.places[passage.index]
        sheet.row([number, start + 1, end, said, one.reason, one.by, dossier.day(one.at)])
    for marked in dossier.marked:
        named, said = dossier.named(marked.row.id), book.say(alike.MARKS[marked.mark])
        sheet.row([None, None, None, named, said, marked.by, dossier.day(marked.at)])


def spans(found: tuple[tuple[int, int], ...], start: int = 0) -> str:
    """Return spans as first and last characters, from 1: 1-58 61-90."""
    return " ".join(f"{start + one[0] + 1}-{start + one[1]}" for one in found)


def _sheet(book: Book, name: str, titles: tuple[str, ...], widths: tuple[float, ...]) -> Sheet:
    sheet = book.sheet(book.say(name), widths)
    sheet.head([book.say(title) for title in titles], fixed=1)
    return sheet
