"""The two texts that are compared: reports of the library, or drafts that nobody keeps."""

from __future__ import annotations

from dataclasses import dataclass

from index.catalogue import Catalogue, Entry, Record, Status
from index.errors import BadQuery, ReportNotFound, UnreadableReport
from index.model import Draft
from search import drafted, listing
from search.comparing.model import Compared, Given
from search.comparing.texts import Text, text_of


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
    first = entry.record.first_passage
    ids = range(first, first + len(entry.outline.passages))
    return Subject(said(entry.record), text_of(entry.outline, ids))


def said(record: Record) -> Compared:
    """Return what is known of a report of the library without reading it."""
    return Compared(
        report=listing.row(record),
        title=record.title,
        unit=record.unit,
        year=record.year,
        kind=record.kind,
        file=record.file,
        sha256=record.sha256,
        characters=record.characters,
        passages=record.passages,
        scan=record.scan,
    )


def draft(given: Given, field: str) -> Subject:
    """Return a text that nobody keeps. Raises BadQuery (the field), UnreadableReport."""
    pasted = not given.data and (given.text or not given.file)  # of an empty file its reader says
    if pasted and not given.text.strip():
        raise BadQuery("text_empty", field=field)
    try:
        read = drafted.read(given.file, given.data, given.text)
    except UnreadableReport as error:  # of two files, say which
        raise UnreadableReport(error.key, **{**error.values, "field": field}) from error
    return of_draft(read, given.file)


def of_draft(read: Draft, file: str) -> Subject:
    """Return a text that was read from a file of this name, or from none."""
    facts = read.facts
    passages = read.outline.passages
    compared = Compared(
        report=None,
        title=drafted.title(read),
        unit=facts.unit,
        year=facts.year,
        kind=facts.kind,
        file=file,
        sha256=read.sha256,
        characters=sum(len(passage.text) for passage in passages),
        passages=len(passages),
        scan=read.source.facts.scan,
    )
    return Subject(compared, text_of(read.outline))
