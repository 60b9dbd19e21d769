"""Matches as people see them: what was compared, spelled out in the texts of chosen passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from index.catalogue import Catalogue
from index.normal import normalise_many
from index.picture import Picture
from search.matching import Side
from search.reuse.groups import Group
from search.reuse.model import Cutoff, Match
from search.reuse.pieces import Cut
from search.reuse.standing import Standpoint, known_units


class Chosen(NamedTuple):
    """A passage to show: the one at `place` of a group that matches the text `asked`."""

    asked: Side
    group: Group
    place: int
    units: int  # known ones, in which the group's text stands

    @property
    def passage(self) -> int:
        """The passage's id."""
        return int(self.group.passages[self.place])


def units_of(picture: Picture, group: Group, *, asker: int = -1) -> int:
    """Return in how many known units the text of a group stands, or its rarest fragment.

    The passage asked about is in no group: where it stands in the report of row `asker`, and has
    the very text or fragment, its unit counts as well.
    """
    reports = group.reports if group.holders is None else group.holders
    if asker >= 0 and (group.compared is None or group.is_fragment):
        reports = np.append(reports, asker)
    return len(known_units(picture.snapshot.columns, reports))


def show(
    catalogue: Catalogue,
    picture: Picture,
    standpoint: Standpoint,
    cutoff: Cutoff,
    chosen: Sequence[Chosen],
    cuts: Sequence[Cut] | None = None,
) -> list[Match | None]:
    """Return the match of each chosen passage; None where it was removed meanwhile.

    Where the texts asked about are pieces of one text, `cuts` are these.
    """
    columns = picture.snapshot.columns
    kept = catalogue.passages(sorted({one.passage for one in chosen}))
    sides = _sides({key: passage.text for key, passage in kept.items()}, chosen)
    found: list[Match | None] = []
    for one in chosen:
        passage, row = kept.get(one.passage), int(one.group.reports[one.place])
        matching = one.group.matching(one.asked, sides[one.passage]) if passage else None
        if passage is None or matching is None:
            found.append(None)
            continue
        record = picture.snapshot.records[row]
        index = passage.id - record.first_passage
        match = Match(
            passage_id=passage.id,
            report_id=record.id,
            index=index,
            title=record.title,
            year=record.year,
            unit=record.unit,
            kind=record.kind,
            role=columns.role_values[columns.roles[columns.starts[row] + index]],
            path=passage.path,
            text=passage.text,
            score=round(matching.score, 4),
            verdict=matching.verdict,
            query_spans=tuple(left for left, _ in matching.spans),
            text_spans=tuple(right for _, right in matching.spans),
            slots=matching.slots,
            units=one.units,
            relation=standpoint.relation(row),
            direction=standpoint.direction(row),
            stock=_is_stock(one, cutoff),
            piece=one.group.asker,
            paragraph=passage.paragraph,
            file=record.file,
            sha256=record.sha256,
            scan=record.scan,
        )
        if cuts:
            cut = cuts[one.group.asker]
            spans = tuple(map(cut.place, match.query_spans))
            match = replace(match, query_spans=spans, slots=cut.slots(matching))
        found.append(match)
    return found


def _is_stock(one: Chosen, cutoff: Cutoff) -> bool:
    least = cutoff.fragments if one.group.is_fragment else cutoff.least
    return least is not None and one.units >= least


def _sides(texts: dict[int, str], chosen: Sequence[Chosen]) -> dict[int, Side]:
    """Return the passages made ready, by id; those that groups hold ready are not made again."""
    ready = {int(one.group.passages[0]): one.group.side for one in chosen}
    new = [key for key in texts if key not in ready]
    normals = normalise_many([texts[key] for key in new])
    # No pieces of three characters: what was compared already needs none.
    return ready | {
        key: Side(texts[key], normals[number], frozenset()) for number, key in enumerate(new)
    }
