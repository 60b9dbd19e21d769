"""A reuse report made ready to show: rates with their evidence, sources, passages by class.

Every rate and count leads to the stretches that it was counted from. Pure: data of the library
in, data for templates out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from index.model import Span
from index.units import is_known
from search.reuse.model import (
    Basis,
    Direction,
    Finding,
    Label,
    Match,
    PassageReuse,
    Rate,
    Relation,
    Reuse,
    Verdict,
)
from search.reuse.percents import percent
from search.reuse.strips import joined
from web.filters import Mark, markup, masks
from web.pairs import Pair, boxes, pair

PAIRS = 3  # matches of a passage shown side by side; the others are named


class Show(StrEnum):
    """Which stretches are listed: one class, or what a rate was counted from."""

    OTHER = "other"
    OWN = "own"
    STOCK = "stock"
    TEMPLATE = "template"
    EXCLUDED = "excluded"
    NONE = "none"  # stands nowhere else
    RAW = "raw"
    WITHOUT_STOCK = "without_stock"


CLASSES = (Show.OTHER, Show.OWN, Show.STOCK, Show.TEMPLATE, Show.EXCLUDED, Show.NONE)
_SEVERAL = {
    Show.RAW: (Label.OTHER, Label.OWN, Label.STOCK),
    Show.WITHOUT_STOCK: (Label.OTHER, Label.OWN),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One of the four rates: what it is of, and how many passages are its evidence."""

    name: str
    rate: Rate
    passages: int

    @property
    def percent(self) -> str:
        """The rate in percent, with one decimal."""
        return percent(self.rate.rate)

    @property
    def width(self) -> float:
        """The rate as a width in percent."""
        return round(100 * self.rate.rate, 2)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a passage: `first` to `last` count the report's characters from 1.

    `label` is None where it stands nowhere else; `span` is in the passage. `fragment` says that
    it rests on a fragment alone.
    """

    label: Label | None
    span: Span
    first: int
    last: int
    report_ids: tuple[int, ...]
    fragment: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage with the stretches that were asked for, and the matches that say so.

    `reports` counts those of the stretches, not of all the passage.
    """

    passage: PassageReuse
    text: Markup
    stretches: tuple[Stretch, ...]
    pairs: tuple[Pair, ...]
    more: tuple[Match, ...]
    reports: int
    units: int  # known ones, of these reports
    later: tuple[Match, ...]  # written later: they count nowhere
    others: int  # matches that are neither shown nor named


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in its passage: `text` shows it with what is around."""

    finding: Finding
    text: Markup
    first: int
    last: int


def cards(reuse: Reuse) -> list[Card]:
    """Return the four rates in their order."""
    rates = reuse.rates
    named = {
        "raw": rates.raw,
        "without_stock": rates.without_stock,
        "without_own": rates.without_own,
        "largest_source": rates.largest_source,
    }
    return [Card(name, rate, _evidence(reuse, rate)) for name, rate in named.items()]


def counts(reuse: Reuse, source: int | None = None) -> dict[Show, int]:
    """Count the passages that hold something of each class (of one source where given)."""
    return {
        show: sum(bool(_stretches(passage, show, source)) for passage in reuse.passages)
        for show in Show
    }


def listed(reuse: Reuse, show: Show, source: int | None = None) -> list[PassageReuse]:
    """Return the passages that hold something of a class, in reading order."""
    return [one for one in reuse.passages if _stretches(one, show, source)]


def shown(
    reuse: Reuse, passages: Iterable[PassageReuse], show: Show, source: int | None = None
) -> list[Shown]:
    """Return passages as they are listed."""
    units = units_of(reuse)
    return [_shown(one, show, source, units) for one in passages]


def units_of(reuse: Reuse) -> dict[int, str]:
    """Return the known unit of every report that is named."""
    named = [(one.report_id, one.unit) for one in (*reuse.sources, *reuse.later)]
    named += [(one.report_id, one.unit) for passage in reuse.passages for one in passage.matches]
    return {report_id: unit for report_id, unit in named if unit is not None and is_known(unit)}


def findings(reuse: Reuse) -> list[Found]:
    """Return what was left over from a source, each in its place."""
    passages = {passage.index: passage for passage in reuse.passages}
    return [
        _found(finding, passages[finding.passage])
        for finding in reuse.findings
        if finding.passage in passages
    ]


def _shown(
    passage: PassageReuse, show: Show, source: int | None, units: Mapping[int, str]
) -> Shown:
    stretches = _stretches(passage, show, source)
    found = () if show is Show.NONE else passage.matches
    ordered = sorted(found, key=lambda match: _order(match, show, source))
    matches = [match for match in ordered if match.direction is not Direction.LATER]
    reports = {one for stretch in stretches for one in stretch.report_ids}
    marks = [Mark(*covered.span, covered.label.value) for covered in passage.covered]
    if matches:
        marks += boxes(matches[0], passage.text)
    return Shown(
        passage,
        markup(passage.text, [*marks, *masks(passage.text)]),
        stretches,
        tuple(pair(match, passage.text) for match in matches[:PAIRS]),
        tuple(matches[PAIRS:]),
        len(reports),
        len({units[one] for one in reports if one in units}),
        tuple(match for match in ordered if match.direction is Direction.LATER),
        max(0, passage.total - len(found)) if found else 0,
    )


def _stretches(passage: PassageReuse, show: Show, source: int | None) -> tuple[Stretch, ...]:
    if show is Show.NONE:
        return () if source is not None else tuple(_gaps(passage))
    labels = _SEVERAL.get(show) or (Label(show.value),)
    kept = [
        one
        for one in passage.covered
        if one.label in labels and (source is None or source in one.report_ids)
    ]
    return tuple(
        Stretch(
            *(label, span, passage.start + span.start + 1, passage.start + span.end),
            *(_rising(ids), by is Basis.FRAGMENT),
        )
        for span, label, ids, by in joined(kept)
    )


def _gaps(passage: PassageReuse) -> Iterator[Stretch]:
    """Yield what stands nowhere else."""
    at = 0
    for span in [*sorted(one.span for one in passage.covered), Span(len(passage.text), 0)]:
        if span.start > at:
            yield Stretch(
                None, Span(at, span.start), passage.start + at + 1, passage.start + span.start, ()
            )
        at = max(at, span.end)


def _evidence(reuse: Reuse, rate: Rate) -> int:
    return sum(
        any(
            one.label in rate.labels
            and (rate.report_id is None or rate.report_id in one.report_ids)
            for one in passage.covered
        )
        for passage in reuse.passages
    )


def _says(match: Match, show: Show, source: int | None) -> bool:
    """Say whether a match is evidence of what is listed."""
    if source is not None:
        return match.report_id == source
    if show is Show.OWN:
        return match.relation is Relation.OWN
    return show is not Show.OTHER or match.relation is not Relation.OWN


def _order(match: Match, show: Show, source: int | None) -> tuple[object, ...]:
    years = match.year is None, -(match.year or 0)
    fragment = match.verdict is Verdict.FRAGMENT
    return (not _says(match, show, source), fragment, -match.score, years, match.passage_id)


def _rising(ids: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(ids))


def _found(finding: Finding, passage: PassageReuse) -> Found:
    marks = [Mark(*finding.span, "residue"), *masks(passage.text)]
    return Found(
        finding,
        markup(passage.text, marks),
        passage.start + finding.span.start + 1,
        passage.start + finding.span.end,
    )
