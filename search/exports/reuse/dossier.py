"""A reuse report with all that a file says of it: whose each source is, and in which file.

Pure: what the library answers in, what the writers of files ask out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import cached_property

from index.catalogue import Record
from index.model import NO_SCAN, Scan, Span
from search.exports import alike, scanned
from search.exports.words import Say
from search.reuse.model import (
    Basis,
    Exclusion,
    Finding,
    Label,
    Marked,
    Match,
    PassageReuse,
    Rate,
    Reuse,
    Verdict,
)
from search.reuse.percents import percent
from search.reuse.strips import joined

NAMED = 12  # sources named at a stretch; more are counted


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a passage of one class: `first` to `last` count the report's characters from 1.

    `sources` names the reports it stands in (〔1〕, #27), at most NAMED; `more` are not named.
    """

    span: Span
    label: Label
    by: Basis
    first: int
    last: int
    report_ids: tuple[int, ...]
    sources: str
    more: int


class Dossier:
    """A reuse report, the records of the library's reports by id, and those that are marked.

    Times are said in `zone`, by default the one that the machine is in.
    """

    def __init__(
        self,
        found: Reuse,
        records: Mapping[int, Record],
        marked: Sequence[Marked],
        say: Say,
        zone: tzinfo | None = None,
    ) -> None:
        self.found = found
        self.say = say
        self._records = records
        used = {
            report_id
            for passage in found.passages
            for one in passage.covered
            if one.label is Label.TEMPLATE
            for report_id in one.report_ids
        }
        self.marked = [one for one in marked if one.row.id in used]
        self._zone = zone
        self.at = datetime.fromisoformat(found.at).astimezone(zone)

    @property
    def title(self) -> str:
        """What the report is called."""
        return self.found.title or self.found.file or self.say(alike.DRAFT)

    @property
    def rates(self) -> list[tuple[str, Rate, str]]:
        """The four rates: name, rate, what it is of."""
        rates, say, least = self.found.rates, self.say, self.found.cutoff.least
        stock = say(alike.NO_STOCK_WHAT)
        if least is not None:
            stock = say(alike.STOCK_WHAT).format(least=least)
        largest = rates.largest_source.report_id
        return [
            (say(alike.RAW), rates.raw, say(alike.RAW_WHAT)),
            (say(alike.WITHOUT_STOCK), rates.without_stock, stock),
            (say(alike.WITHOUT_OWN), rates.without_own, say(alike.OWN_WHAT)),
            (
                say(alike.LARGEST),
                rates.largest_source,
                say(alike.NO_SOURCE) if largest is None else self.named(largest),
            ),
        ]

    def rate(self, rate: Rate, what: str) -> str:
        """Return a rate in one sentence."""
        said = alike.RATE_PARTLY_SAID if rate.fragments else alike.RATE_SAID
        return self.say(said).format(
            percent=percent(rate.rate),
            covered=f"{rate.covered:,}",
            of=f"{rate.of:,}",
            fragments=f"{rate.fragments:,}",
            what=what,
        )

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The sources' places in their list, from 1."""
        return {one.report_id: place for place, one in enumerate(self.found.sources, 1)}

    @cached_property
    def places(self) -> dict[int, int]:
        """The passages' places among all, from 1, by their indices."""
        return {one.index: place for place, one in enumerate(self.found.passages, 1)}

    def key(self, report_id: int) -> str:
        """Return how a report is referred to: 〔3〕 in the list of sources, else #27."""
        place = self.numbers.get(report_id)
        return f"〔{place}〕" if place else f"#{report_id}"

    def named(self, report_id: int) -> str:
        """Return what a report is called: unit, title, year."""
        record = self._records.get(report_id)
        if record is None:
            return f"#{report_id}"
        return called(self.say, record.unit, record.title, record.year, record.scan)

    def file(self, report_id: int) -> tuple[str, str]:
        """Return a report's file name and SHA-256; empty where it is gone by now."""
        record = self._records.get(report_id)
        return (record.file, record.sha256) if record else ("", "")

    def classed(self, stretch: Stretch) -> str:
        """Return the class of a stretch, and that it rests on a fragment where it does."""
        name = self.say(alike.LABELS[stretch.label])
        if stretch.by is Basis.FRAGMENT:
            name += f"（{self.say(alike.BASES[stretch.by])}）"
        return name

    def stretches(self, passage: PassageReuse) -> list[Stretch]:
        """Return what of a passage stands elsewhere, by class and set of reports, in order."""
        return [
            Stretch(
                span,
                label,
                by,
                passage.start + span.start + 1,
                passage.start + span.end,
                tuple(sorted(ids)),
                *self._sources(ids),
            )
            for span, label, ids, by in joined(passage.covered)
        ]

    def figures_only(self) -> Iterator[tuple[PassageReuse, Match]]:
        """Yield what changed its figures only: each passage with the latest such source."""
        for passage in self.found.passages:
            only = [one for one in passage.matches if one.verdict is Verdict.FIGURES]
            counting = [one for one in only if one.report_id not in passage.later] or only
            if counting:
                yield passage, max(counting, key=lambda one: (one.year or 0, -one.passage_id))

    def findings(self) -> Iterator[tuple[Finding, PassageReuse]]:
        """Yield what was left over, each with its passage."""
        by_index = {passage.index: passage for passage in self.found.passages}
        for one in self.found.findings:
            if one.passage in by_index:
                yield one, by_index[one.passage]

    def exclusions(self) -> Iterator[tuple[Exclusion, PassageReuse]]:
        """Yield what a person took out, each with its passage; spans within its text."""
        by_id = {one.passage_id: one for one in self.found.passages if one.passage_id is not None}
        for one in self.found.excluded:
            passage = by_id.get(one.passage_id)
            if passage is not None:
                end = min(one.span.end, len(passage.text))
                yield replace(one, span=Span(min(one.span.start, end), end)), passage

    def day(self, at: str) -> str:
        """Return a time (ISO 8601) to the minute."""
        return f"{datetime.fromisoformat(at).astimezone(self._zone):%Y-%m-%d %H:%M}"

    def counted(self, label: Label) -> int:
        """Return how many characters are of a class."""
        return sum(
            one.span.end - one.span.start
            for passage in self.found.passages
            for one in passage.covered
            if one.label is label
        )

    def _sources(self, ids: frozenset[int]) -> tuple[str, int]:
        order = sorted(ids, key=lambda one: (self.numbers.get(one, len(self.numbers) + one), one))
        keys = [self.key(one) for one in order[:NAMED]]
        return "".join(keys) if all(key[0] == "〔" for key in keys) else " ".join(keys), max(
            0, len(ids) - NAMED
        )


def called(say: Say, unit: str | None, title: str, year: int | None, scan: Scan = NO_SCAN) -> str:
    """Return what a report is called: the unit first, the year where the title lacks it, and that
    its text was recognised from pictures.
    """
    parts = [unit or say("单位不详"), title]
    if year is not None and str(year) not in title:
        parts.append(str(year))
    return scanned.flagged(" ".join(parts), scan, say)
