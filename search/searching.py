"""One search from the request to the result: find, filter, count, order, show one page of hits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue, Columns, KeptPassage, Places, Record
from index.model import Part
from index.picture import Picture
from search import facets, phrases
from search.model import Filters, Hit, Mode, Request, Result, Rung, Searched, Sort
from search.phrases import Found, Match
from search.query import Query, parse
from search.spans import spans_in, word_spans

Ints = NDArray[np.int64]


def search(catalogue: Catalogue, picture: Picture, request: Request) -> Result:
    """Answer a request over one picture of the library. Raises BadQuery."""
    query = parse(request.query)
    if request.mode is Mode.WORDS:
        found, scores, terms = _words(picture, query)
    else:
        found, scores, terms = phrases.find(picture, query), None, ()
    snapshot = picture.snapshot
    columns = snapshot.columns
    filters = (request.filters, _of_query(query))
    places = columns.places(found.passages)
    keep = facets.mask(snapshot, places, filters, query.titles)
    found = found.only(keep)
    places = Places(places.report[keep], places.passage[keep])
    if scores is not None:
        scores = scores[keep]
    order = _order(columns, found, places, scores, request.sort)
    page = order[request.offset : request.offset + request.limit]
    rows = np.unique(places.report)
    years = columns.years[rows]
    return Result(
        query=request.query,
        rung=Rung.WORDS if request.mode is Mode.WORDS else Rung.EXACT,
        passages=len(found.passages),
        occurrences=int(found.occurrences.sum()),
        reports=len(rows),
        units=len(set(columns.units[rows].tolist()) - {0}),
        years=tuple(
            year for code in np.unique(years).tolist() if (year := columns.year_values[code])
        ),
        searched=searched(picture),
        facets=facets.count(columns, places),
        hits=_hits(catalogue, picture, found, scores, terms, page),
        terms=terms,
    )


def searched(picture: Picture) -> Searched:
    """Return over how much a picture looks."""
    snapshot = picture.snapshot
    passages = int(snapshot.columns.counts.sum())
    return Searched(len(snapshot.records), passages, snapshot.refused)


def _of_query(query: Query) -> Filters:
    return Filters(query.years, query.units, query.kinds, query.roles)


def _words(picture: Picture, query: Query) -> tuple[Found, NDArray[np.float64], tuple[str, ...]]:
    ranked = picture.view.words(query.text)
    order = np.argsort(ranked.passages, kind="stable")
    ids, scores = ranked.passages[order], ranked.scores[order]
    live = picture.snapshot.columns.places(ids).live
    ids, scores = ids[live], scores[live]
    for piece in query.without:
        keep = ~np.isin(ids, picture.view.phrase(piece.folded).passages)
        ids, scores = ids[keep], scores[keep]
    return Found(ids, np.ones(len(ids), dtype=np.int64), ()), scores, ranked.terms


def _order(
    columns: Columns,
    found: Found,
    places: Places,
    scores: NDArray[np.float64] | None,
    sort: Sort,
) -> Ints:
    """Return the result's rows in the order asked for; ties stand in reading order."""
    report = places.report
    years = np.array([year or 0 for year in columns.year_values], dtype=np.int64)
    newest = -years[columns.years[report]]
    reading = found.passages
    most = -found.occurrences
    best = -scores if scores is not None else most
    if sort is Sort.YEAR:
        keys: tuple[NDArray[np.generic], ...] = (reading, best, newest)
    elif sort is Sort.UNIT:
        # Reports of no unit stand last.
        unit = columns.units[report]
        keys = (reading, newest, np.where(unit == 0, len(columns.unit_values), unit))
    elif sort is Sort.RELEVANCE and scores is None:
        heading = columns.parts[places.passage] == columns.part_values.index(Part.BODY)
        keys = (reading, newest, most, heading)
    else:
        keys = (reading, newest, best)
    return np.lexsort(keys).astype(np.int64)


def _hits(
    catalogue: Catalogue,
    picture: Picture,
    found: Found,
    scores: NDArray[np.float64] | None,
    terms: Sequence[str],
    page: Ints,
) -> tuple[Hit, ...]:
    ids = found.passages[page].tolist()
    kept = {passage.id: passage for passage in catalogue.passages(ids)}
    snapshot = picture.snapshot
    hits = []
    for row, passage_id in zip(page.tolist(), ids, strict=True):
        if passage_id not in kept:
            continue  # removed since this picture was taken
        one = kept[passage_id]
        record = snapshot.records[int(snapshot.columns.places(np.array([passage_id])).report[0])]
        hits.append(
            _hit(
                catalogue,
                record,
                one,
                found.matches,
                terms,
                int(found.occurrences[row]),
                None if scores is None else round(float(scores[row]), 4),
            )
        )
    return tuple(hits)


def _hit(
    catalogue: Catalogue,
    record: Record,
    kept: KeptPassage,
    matches: Sequence[Match],
    terms: Sequence[str],
    occurrences: int,
    score: float | None,
) -> Hit:
    def following(count: int) -> Sequence[KeptPassage]:
        last = min(kept.id + count, record.first_passage + record.passages - 1, kept.id + 400)
        after = catalogue.passages(list(range(kept.id + 1, last + 1)))
        return [one for one in after if one.passage.paragraph == kept.passage.paragraph]

    if score is None:
        spans, continues = spans_in(kept, matches, following)
    else:
        spans, continues = word_spans(kept.passage.text, terms), ()
    passage = kept.passage
    return Hit(
        passage_id=kept.id,
        index=passage.index,
        report_id=record.id,
        title=record.title,
        year=record.year,
        unit=record.unit,
        kind=record.kind,
        role=passage.role,
        part=passage.part,
        path=passage.path,
        text=passage.text,
        spans=spans,
        continues=continues,
        occurrences=max(occurrences, 1),
        score=score,
    )
