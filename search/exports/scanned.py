"""That text was recognised from pictures, as files say it: of a report, of what was searched."""

from __future__ import annotations

from index.model import Scan
from search.exports import words
from search.exports.words import Say
from search.model import Searched

Lines = list[tuple[str, str]]


OVER = (words.SCANNED_SEARCHED, words.UNREAD_SEARCHED)
"""The columns of `over`, where each line of a file says over how much was looked."""


def over(searched: Searched) -> tuple[int | None, int | None]:
    """Return how many pages of what was searched were recognised, and how many nobody read."""
    return searched.scanned_pages or None, searched.unread_pages or None


def flag(scan: Scan) -> str:
    """Return the word for a report of which something is to be said (a message)."""
    return words.SCANNED if scan.pages else words.UNREAD_PICTURES


def flagged(name: str, scan: Scan, say: Say) -> str:
    """Return a report's name, with the word behind it where pages of it are pictures."""
    return f"{name}（{say(flag(scan))}）" if scan else name


def pages(scan: Scan) -> int | None:
    """Return how many of a report's pages were recognised; None, an empty cell, for none."""
    return scan.pages or None


def said(scan: Scan, say: Say) -> str:
    """Return how much of a report was recognised, in words; empty for nothing."""
    told = []
    if scan.pages:
        text = say(words.SCANNED_SAID)
        told.append(text.format(pages=f"{scan.pages:,}", doubtful=f"{scan.doubtful:,}"))
    if scan.unread:
        told.append(say(words.UNREAD_SAID).format(pages=f"{scan.unread:,}"))
    return say("；").join(told)


def of_report(scan: Scan, say: Say) -> Lines:
    """Return the line of a report's facts, none where nothing was recognised."""
    return [(say(flag(scan)), said(scan, say))] if scan else []


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
