"""What a search finds in text that was removed from reports, and where that text stood.

A removed piece matches as a passage would: every group of the query met in it, nothing excluded.
The same filters hold for its report. Nothing else counts these pieces.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue, KeptPassage, Places, Record
from index.catalogue.shapes import Shape
from index.engine import Form, Phrase, PhraseMatches, PhrasePlaces
from index.errors import BadQuery
from index.model import Removed
from index.picture import Picture
from search import facets
from search.finding import Finding
from search.model import Mode, RemovedHit, Request, Rung
from search.phrases import Found, find_alone
from search.query import Query, parse
from search.spans import spans_in

Ints = NDArray[np.int64]

AROUND = 6  # characters shown on either side of a place
_FORMS = {Rung.EXACT: Form.EXACT, Rung.LOOSE: Form.LOOSE}
# A piece is known by one number: the row of its report, then its number in the report.
_SHIFT = 32
_NUMBER = (1 << _SHIFT) - 1


def find_removed(picture: Picture, request: Request, finding: Finding) -> Finding | None:
    """Return which removed pieces match what `finding` answers; `passages` are their keys.

    None where they are not searched: by words, and under a filter of passages: they are none.
    """
    query = parse(request.query)
    rungs = _rungs(request, finding)
    if not rungs or query.filters.of_passages or request.filters.of_passages:
        return None
    passes = np.zeros(len(picture.snapshot.records), dtype=np.bool_)
    filters = (request.filters, query.filters)
    passes[facets.reports(picture.snapshot, filters, query.titles)] = True
    for rung in rungs:
        everywhere = _find(picture, query, rung)
        if len(everywhere.passages):  # as on the ladder, no filter changes the rung
            break
    keep = passes[everywhere.passages >> _SHIFT]
    found = Found(everywhere.passages[keep], everywhere.occurrences[keep], everywhere.phrases)
    rows = found.passages >> _SHIFT
    return Finding(rung, found, Places(rows, np.full(len(rows), -1, dtype=np.int64)))


def removed_hits(
    catalogue: Catalogue, picture: Picture, finding: Finding, rows: Ints
) -> tuple[RemovedHit, ...]:
    """Return the hits of some rows of what `find_removed` returned, in their order."""
    keys = finding.found.passages[rows]
    places = [_places(picture, phrase, np.sort(keys)) for phrase in finding.found.phrases]
    shapes: dict[int, Shape] = {}
    hits = []
    for row, key in zip(rows.tolist(), keys.tolist(), strict=True):
        record = picture.snapshot.records[key >> _SHIFT]
        if record.id not in shapes:
            shapes[record.id] = catalogue.shape(record.id)
        shape = shapes[record.id]
        piece = shape.removed[key & _NUMBER]
        spans, _ = spans_in(KeptPassage(key, 0, (), piece.text), places, lambda _: ())
        before, after = _around(catalogue, record, piece)
        stood = piece.passage
        hits.append(
            RemovedHit(
                report_id=record.id,
                title=record.title,
                year=record.year,
                unit=record.unit,
                kind=record.kind,
                number=key & _NUMBER,
                why=piece.why,
                text=piece.text,
                spans=spans,
                occurrences=int(finding.found.occurrences[row]),
                index=stood,
                passage_id=None if stood is None else record.first_passage + stood,
                offset=piece.offset,
                path=() if stood is None else shape.passages[stood].path,
                before=before,
                after=after,
                scan=record.scan,
            )
        )
    return tuple(hits)


def check_listed(request: Request) -> None:
    """Refuse to list removed text in a way that it cannot be listed. Raises BadQuery."""
    if request.removed and request.grouped:
        raise BadQuery("removed_not_grouped", field="group")
    if request.removed and request.mode is Mode.WORDS:
        raise BadQuery("removed_not_by_words", field="mode")


def around(text_of: Callable[[int], str], passage: int, offset: int) -> tuple[str, str]:
    """Return the few characters on either side of a place in a passage of a report.

    At its edges those of its neighbours; `text_of` gives the text of a passage, "" for none.
    """
    text = text_of(passage)
    before, after = text[max(0, offset - AROUND) : offset], text[offset : offset + AROUND]
    return before or text_of(passage - 1)[-AROUND:], after or text_of(passage + 1)[:AROUND]


def _rungs(request: Request, finding: Finding) -> tuple[Rung, ...]:
    """Return which rungs to try: that of the finding; the next, too, where no text answers.

    What stands in no text may stand word for word in what was removed, and then must be said
    before anything vague.
    """
    if request.mode is Mode.WORDS:
        return ()
    if request.mode is Mode.LADDER and (
        finding.rung is Rung.WORDS or not len(finding.found.passages)
    ):
        return Rung.EXACT, Rung.LOOSE
    return (finding.rung,)


def _find(picture: Picture, query: Query, rung: Rung) -> Found:
    def ask(phrase: Phrase) -> PhraseMatches:
        keys, _, _ = _found(picture, phrase)
        return PhraseMatches(*np.unique(keys, return_counts=True))

    return find_alone(ask, query, _FORMS[rung], lambda keys: np.ones(len(keys), dtype=np.bool_))


def _found(picture: Picture, phrase: Phrase) -> tuple[Ints, Ints, Ints]:
    """Return key (rising), offset and length of a phrase's places in pieces of live reports."""
    reports = picture.snapshot.columns.reports
    found = picture.view.removed(phrase)
    rows = np.searchsorted(reports, found.reports)
    rows[rows == len(reports)] = 0
    live = reports[rows] == found.reports if len(reports) else np.zeros(len(rows), dtype=np.bool_)
    return (rows[live] << _SHIFT) | found.pieces[live], found.offsets[live], found.lengths[live]


def _places(picture: Picture, phrase: Phrase, keys: Ints) -> PhrasePlaces:
    found = _found(picture, phrase)
    inside = np.isin(found[0], keys)
    return PhrasePlaces(*(column[inside] for column in found))


def _around(catalogue: Catalogue, record: Record, piece: Removed) -> tuple[str, str]:
    if piece.passage is None:
        return "", ""
    first, last = record.first_passage, record.first_passage + record.passages
    at = first + piece.passage
    texts = catalogue.texts(range(max(first, at - 1), min(last, at + 2)))
    return around(lambda index: texts.get(first + index, ""), piece.passage, piece.offset or 0)
