"""The columns of a list of hits, one a fact, in the order in which tables show them."""

from __future__ import annotations

from search.exports import scanned, words
from search.exports.gathering import Row
from search.exports.words import Say

TITLES = (
    words.UNIT,
    words.TITLE,
    words.YEAR,
    words.KIND,
    words.ROLE,
    words.PATH,
    words.PART,
    words.PARAGRAPH,
    words.TEXT,
    words.MARKED,
    words.OCCURRENCES,
    words.SCANNED_PAGES,
    words.FILE,
    words.HASH,
    words.REPORT_ID,
    words.PASSAGE_ID,
)
TEXT = TITLES.index(words.TEXT)
WIDTHS = (18, 30, 7, 14, 11, 40, 9, 9, 80, 28, 7, 9, 36, 24, 10, 10)  # characters of a spreadsheet
BETWEEN = " ｜ "  # marked pieces

Value = str | int | None


def values(row: Row, say: Say) -> list[Value]:
    """Return the values of all columns; that of TEXT is the plain text."""
    hit = row.hit
    return [
        hit.unit,
        hit.title,
        hit.year,
        hit.kind,
        say(words.ROLES[hit.role]) if hit.role else None,
        " › ".join(hit.path),
        say(words.PARTS[hit.part]),
        row.paragraph,
        hit.text,
        marked(row),
        hit.occurrences,
        scanned.pages(hit.scan),
        row.file,
        row.sha256,
        hit.report_id,
        hit.passage_id,
    ]


def marked(row: Row) -> str:
    """Return what was found, place by place; the last runs on where a match does."""
    found = [row.hit.text[start:end] for start, end in row.hit.spans]
    if found and row.runs_on:
        found[-1] += row.runs_on
    return BETWEEN.join(found)
