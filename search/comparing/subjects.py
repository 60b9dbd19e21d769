"""The two texts that are compared: reports of the library, or drafts that nobody keeps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.catalogue import Catalogue, Entry, Status
from index.errors import BadQuery, ReportNotFound, UnreadableReport
from index.ingest import previewing
from search import listing
from search.comparing.model import Compared, Given
from search.comparing.texts import Text, text_of

PASTED = "draft.txt"  # what a pasted text is called where a file must have a name

_HALF = re.compile("[\ud800-\udfff]")  # of a pair: no character


@dataclass(frozen=True, slots=True)
class Subject:
    """A text ready to be compared, and what is said of it."""

    said: Compared
    text: Text


def subject(catalogue: Catalogue, given: Given, field: str) -> Subject:
    """Return what one side is; `field` names it in errors (left, right).

    Raises ReportNotFound, BadQuery, UnreadableReport.
    """
    if given.report_id is not None:
        return kept(live(catalogue, given.report_id))
    return draft(given, field)


def live(catalogue: Catalogue, report_id: int) -> Entry:
    """Return a report of the library. Raises ReportNotFound."""
    if not 0 < report_id < 2**63:
        raise ReportNotFound("no_such_report", report=report_id)
    entry = catalogue.entry(report_id)
    if entry.status is not Status.LIVE:
        raise ReportNotFound("no_such_report", report=report_id)
    return entry


def kept(entry: Entry) -> Subject:
    """Return a report of the library."""
    record = entry.record
    first = record.first_passage
    ids = range(first, first + len(entry.outline.passages))
    said = Compared(
        report=listing.row(record),
        title=record.title,
        unit=record.unit,
        year=record.year,
        kind=record.kind,
        file=record.file,
        sha256=record.sha256,
        characters=record.characters,
        passages=record.passages,
    )
    return Subject(said, text_of(entry.outline, ids))


def draft(given: Given, field: str) -> Subject:
    """Return a text that nobody keeps. Raises BadQuery (the field), UnreadableReport."""
    data, name = given.data, given.file
    if not data and (given.text or not given.file):  # an empty file is what its reader says
        if not given.text.strip():
            raise BadQuery("text_empty", field=field)
        data, name = _HALF.sub("\ufffd", given.text).encode(), name or PASTED
    try:
        read = previewing.preview_bytes(name or PASTED, data)
    except UnreadableReport as error:  # of two files, say which
        raise UnreadableReport(error.key, **{**error.values, "field": field}) from error
    facts = read.facts
    passages = read.outline.passages
    said = Compared(
        report=None,
        title="" if facts.title == PASTED.removesuffix(".txt") else facts.title,
        unit=facts.unit,
        year=facts.year,
        kind=facts.kind,
        file=given.file,
        sha256=read.sha256,
        characters=sum(len(passage.text) for passage in passages),
        passages=len(passages),
    )
    return Subject(said, text_of(read.outline))
