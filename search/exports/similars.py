"""Passages that are similar to a text or a passage, as a table or as a document to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from search.exports import alike, scanned, statement, words
from search.exports.cells import clean, pieces
from search.exports.commas import lines
from search.exports.gathering import Steps
from search.exports.reuse.dossier import called
from search.exports.reuse.marking import numbers, of_match, ranges
from search.exports.reuse.paper import marked_text
from search.exports.statement import Lines, moment
from search.exports.wordfile import BOLD, PLAIN, Paper
from search.exports.words import Say
from search.exports.workbook import workbook
from search.reuse.figures import figures
from search.reuse.model import Match, Similar, SimilarRequest
from search.reuse.percents import alike as likeness

MOST = 20_000  # matches in one table
MOST_READ = 500  # in one document

Value = str | int | None

TITLES = (
    alike.VERDICT,
    alike.SCORE,
    words.UNIT,
    words.TITLE,
    words.YEAR,
    words.KIND,
    words.ROLE,
    words.PATH,
    words.PARAGRAPH,
    words.TEXT,
    alike.ASKED,
    alike.SPANS_HERE,
    alike.SPANS_THERE,
    alike.UNITS,
    alike.STOCK,
    alike.RELATION,
    alike.DIRECTION,
    words.SCANNED_PAGES,
    words.FILE,
    words.HASH,
    words.REPORT_ID,
    words.PASSAGE_ID,
)
TEXT = TITLES.index(words.TEXT)
ASKED = TITLES.index(alike.ASKED)
_WIDTHS = (12, 8, 18, 30, 7, 14, 11, 36, 9, 80, 80, 20, 20, 7, 7, 10, 10, 9, 36, 24, 10, 10)


def about(
    request: SimilarRequest, found: Similar, say: Say, *, at: datetime, asked_of: str
) -> Lines:
    """Return what a file says of itself. `asked_of` says where the text asked about stands."""
    listed = len(found.matches)
    told = [(say(alike.ASKED), found.text)]
    if asked_of:
        told.append((say(alike.ASKED_OF), asked_of))
    told.append((say(words.FILTERS), statement.filters(request.filters, say)))
    chosen = [
        say(text)
        for text, on in (
            (alike.OTHER_UNITS, request.other_units),
            (alike.OWN_UNIT, request.own_unit),
            (alike.EARLIER, request.earlier),
            (alike.WITHOUT_STOCK_TEXT, request.without_stock),
        )
        if on
    ]
    if request.least:
        chosen.append(say(alike.AT_LEAST).format(least=f"{100 * request.least:g}"))
    chosen += [say(alike.VERDICTS[one]) for one in request.verdicts]
    if chosen:
        told.append((say(alike.CHOSEN), "；".join(chosen)))
    told += statement.when(at, found.searched, say)
    totals = say(alike.FOUND_SIMILAR).format(
        total=f"{found.total:,}", reports=f"{found.reports:,}", units=f"{found.units:,}"
    )
    told.append((say(words.FOUND), totals))
    if not found.complete:
        told.append((say(alike.NOTE), say(alike.INCOMPLETE)))
    if found.total > listed:
        text = say(words.LEFT_OUT_PASSAGES)
        text = text.format(left_out=f"{found.total - listed:,}", limit=f"{listed:,}")
        told.append((say(words.LEFT_OUT), text))
    told += [(say(alike.METHOD), say(one)) for one in (alike.METHODS[0], alike.METHODS[-1])]
    return [*told, statement.program(say)]


def to_workbook(target: Path, told: Lines, found: Similar, steps: Steps, say: Say) -> None:
    """Write the statement, and a row for each match. Raises OSError, Stopped."""
    with workbook(target, say) as book:
        book.about(told)
        sheet = book.sheet(say(alike.SIMILAR), _WIDTHS)
        sheet.head([say(title) for title in TITLES], rows=len(found.matches), fixed=2)
        for number, match in enumerate(found.matches, 1):
            for column, value in enumerate(_values(match, found, say)):
                if column == TEXT:
                    sheet.text(column, match.text, match.text_spans)
                else:
                    sheet.cell(column, value, book.plain)
            sheet.end_row()
            steps.every(number)


def to_lines(target: Path, at: datetime, found: Similar, steps: Steps, say: Say) -> None:
    """Write a line for each match, equal stretches in 【】. Raises OSError, Stopped."""
    over = (words.TIME, words.SEARCHED, words.REFUSED, *scanned.OVER)
    titles = (*TITLES, *over, words.LEFT_OUT)
    left_out = found.total + found.weak - len(found.matches)
    searched = found.searched
    same = (moment(at), searched.reports, searched.refused, *scanned.over(searched), left_out)
    with lines(target) as file:
        file.row([say(title) for title in titles])
        for number, match in enumerate(found.matches, 1):
            values = _values(match, found, say)
            values[TEXT] = "".join(
                f"【{piece}】" if marked else piece
                for piece, marked in pieces(match.text, match.text_spans)
            )
            file.row([*values, *same])
            steps.every(number)


def to_paper(target: Path, told: Lines, found: Similar, steps: Steps, say: Say) -> None:
    """Write a document with the text asked about and its matches. Raises OSError, Stopped."""
    start = " ".join(clean(found.text[:40]).split())
    paper = Paper(say(alike.SIMILAR_TO).format(text=start))
    for name, value in told:
        paper.fact(name, value)
    if not found.matches:
        paper.line(say(alike.NO_SIMILAR))
    piece = -1
    for number, match in enumerate(found.matches, 1):
        if len(found.pieces) > 1 and match.piece != piece:
            piece = match.piece
            paper.heading(" ".join(found.text[slice(*found.pieces[piece].span)][:60].split()), 2)
        verdict = f"{say(alike.VERDICTS[match.verdict])} {alike.degree(match, say)}　"
        named = called(say, match.unit, match.title, match.year, match.scan)
        units = say(alike.IN_UNITS).format(units=f"{match.units:,}")
        paper.runs([(verdict, BOLD), (f"{named}　{units}", PLAIN)])
        if match.path:
            paper.small(" › ".join(match.path))
        paper.runs(marked_text(match.text, of_match(match, found.text)[1]))
        spans = say(alike.SPANS_SAID).format(
            here=ranges(match.query_spans, say), there=ranges(match.text_spans, say)
        )
        told_numbers = numbers(figures(match, found.text), say)
        paper.small("　".join(one for one in (spans, told_numbers) if one))
        source = say(words.SOURCE)
        paper.small(
            source.format(file=match.file, paragraph=match.paragraph + 1, sha256=match.sha256)
        )
        steps.every(number)
    paper.save(target)


def _values(match: Match, found: Similar, say: Say) -> list[Value]:
    asked = found.pieces[match.piece].span if found.pieces else None
    return [
        say(alike.VERDICTS[match.verdict]),
        likeness(match.score, match.verdict),
        match.unit,
        match.title,
        match.year,
        match.kind,
        say(words.ROLES[match.role]) if match.role else None,
        " › ".join(match.path),
        match.paragraph + 1,
        match.text,
        found.text[slice(*asked)] if asked else found.text,
        _spans(match.query_spans),
        _spans(match.text_spans),
        match.units,
        say(alike.YES) if match.stock else None,
        say(alike.RELATIONS[match.relation]),
        say(alike.DIRECTIONS[match.direction]),
        scanned.pages(match.scan),
        match.file,
        match.sha256,
        match.report_id,
        match.passage_id,
    ]


def _spans(found: Sequence[tuple[int, int]]) -> str:
    return " ".join(f"{start + 1}-{end}" for start, end in found)
