"""Where passages stand: under which headings, in which paragraph of which file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index.catalogue import Catalogue, Record
from search.clusters.model import Member


class Place(NamedTuple):
    """Headings, the paragraph (from 1), the file and its hash; empty where a passage is gone."""

    path: tuple[str, ...]
    paragraph: int | None
    file: str
    sha256: str


def places(
    catalogue: Catalogue, records: Mapping[int, Record], members: Sequence[Member]
) -> list[Place]:
    """Return the place of each passage."""
    kept = catalogue.passages(sorted({one.passage_id for one in members}))
    found = []
    for one in members:
        passage, record = kept.get(one.passage_id), records.get(one.report_id)
        found.append(
            Place(
                passage.path if passage else (),
                passage.paragraph + 1 if passage else None,
                record.file if record else "",
                record.sha256 if record else "",
            )
        )
    return found
