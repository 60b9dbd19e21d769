"""Hits: some rows of a finding with their texts, and where in them the phrase or words stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue, KeptPassage, Record
from index.engine import Phrase, PhrasePlaces
from index.picture import Picture
from search.finding import Finding
from search.model import Hit
from search.spans import Following, spans_in, word_spans
from search.tabled import TablesOf

Ints = NDArray[np.int64]


def hits_of(
    catalogue: Catalogue,
    picture: Picture,
    finding: Finding,
    rows: Ints,
    *,
    tables: TablesOf | None = None,
) -> tuple[Hit, ...]:
    """Return the hits of some rows, in their order; what was removed meanwhile is left out.

    With `tables` those that are rows of tables say where they stand in them.
    """
    passages = finding.found.passages[rows]
    columns = picture.snapshot.columns
    ids = passages.tolist()
    records = [picture.snapshot.records[row] for row in finding.places.report[rows].tolist()]
    kept = catalogue.passages(ids)
    places = _places(picture, finding.found.phrases, np.sort(passages))
    hits = []
    for row, passage_id, record in zip(rows.tolist(), ids, records, strict=True):
        one = kept.get(passage_id)
        if one is None:
            continue  # the report was removed since this picture was taken
        if finding.scores is None:
            spans, continues = spans_in(one, places, _following(catalogue, record, one))
            score = None
        else:
            spans, continues = word_spans(one.text, finding.terms), ()
            score = round(float(finding.scores[row]), 4)
        place = finding.places.passage[row]
        index = one.id - record.first_passage
        in_table = tables is not None and bool(columns.rows[place])
        hits.append(
            Hit(
                passage_id=one.id,
                index=index,
                report_id=record.id,
                title=record.title,
                year=record.year,
                unit=record.unit,
                kind=record.kind,
                role=columns.role_values[columns.roles[place]],
                part=columns.part_values[columns.parts[place]],
                path=one.path,
                text=one.text,
                spans=spans,
                continues=continues,
                occurrences=int(finding.found.occurrences[row]),
                score=score,
                paragraph=one.paragraph,
                standing=tables.standing(record, index) if tables and in_table else None,
                scan=record.scan,
            )
        )
    return tuple(hits)


def _places(
    picture: Picture, phrases: Sequence[Phrase], passages: Ints
) -> tuple[PhrasePlaces, ...]:
    return tuple(picture.view.places(phrase, passages) for phrase in phrases)


def _following(catalogue: Catalogue, record: Record, kept: KeptPassage) -> Following:
    def following(count: int) -> list[KeptPassage]:
        end = min(kept.id + count, record.first_passage + record.passages - 1)
        after = catalogue.passages(range(kept.id + 1, end + 1))
        return [after[one] for one in sorted(after) if after[one].paragraph == kept.paragraph]

    return following
