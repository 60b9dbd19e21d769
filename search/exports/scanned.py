"""That text was recognised from pictures, as files say it: of a report, of what was searched."""

from __future__ import annotations

from index.model import Scan
from search.exports import words
from search.exports.words import Say
from search.model import Searched

Lines = list[tuple[str, str]]


def flagged(name: str, scan: Scan, say: Say) -> str:
    """Return a report's name, with the word behind it where its text was recognised."""
    return f"{name}（{say(words.SCANNED)}）" if scan else name


def pages(scan: Scan) -> int | None:
    """Return how many of a report's pages were recognised; None, an empty cell, for none."""
    return scan.pages or None


def said(scan: Scan, say: Say) -> str:
    """Return how much of a report was recognised, in words; empty for nothing."""
    if not scan:
        return ""
    return say(words.SCANNED_SAID).format(pages=f"{scan.pages:,}", doubtful=f"{scan.doubtful:,}")


def of_report(scan: Scan, say: Say) -> Lines:
    """Return the line of a report's facts, none where nothing was recognised."""
    return [(say(words.SCANNED), said(scan, say))] if scan else []


def of_searched(searched: Searched, say: Say) -> Lines:
    """Return the lines of a statement of what was searched, likewise, and of pages not read."""
    told = (
        (words.SCANNED_AMONG, searched.scanned_reports, searched.scanned_pages),
        (words.UNREAD_AMONG, searched.unread_reports, searched.unread_pages),
    )
    return [
        (say(words.SCANNED), say(text).format(reports=f"{reports:,}", pages=f"{pages:,}"))
        for text, reports, pages in told
        if pages
    ]
