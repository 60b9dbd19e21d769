"""Similar passages and reuse of the library in memory: every passage against every other one.

Slow and plain; stock text is what stands in at least `stock_from` known units.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import ceil
from pathlib import Path

from index.errors import BadQuery, ReportNotFound
from index.model import Part, Role, Span
from search.matching import Side, match_sides, sides
from search.model import Report, ReportRow
from search.reuse.model import (
    Covered,
    Cutoff,
    Direction,
    Exclusion,
    Finding,
    FindingKind,
    Label,
    Mark,
    Marked,
    Match,
    Order,
    PassageReuse,
    Piece,
    Rate,
    Rates,
    Relation,
    Reuse,
    ReuseRequest,
    Similar,
    SimilarRequest,
    SourceReport,
)

AT = "2026-11-20T21:08:00+00:00"
_LABELS = (Label.OTHER, Label.OWN, Label.STOCK)


class FakeReusing:
    """What `Library` answers about reuse. `kept` are its reports by id."""

    kept: dict[int, Report]

    def similar(self, request: SimilarRequest) -> Similar:
        text, own = request.text, None
        unit, year = request.unit, request.year
        if request.passage_id is not None:
            own = self._passages().get(request.passage_id)
            if own is None:
                raise ReportNotFound("no_such_passage", passage=request.passage_id)
            text, unit, year = own[1].text, own[0].row.unit, own[0].row.year
        if not text.strip():
            raise BadQuery("query_empty", field="text")
        pieces = [Piece(span, 0, 0) for span in _lines(text)]
        found = []
        for number, piece in enumerate(pieces):
            here = text[piece.span.start : piece.span.end]
            matches = self._like(here, unit, year, piece.span.start, number)
            if own is not None:
                matches = [one for one in matches if one.passage_id != request.passage_id]
            matches = [one for one in matches if _passes(one, request)]
            units = {one.unit for one in matches} - {None}
            pieces[number] = Piece(piece.span, len(matches), len(units))
            found += matches
        verdicts = Counter(one.verdict for one in found)
        if request.verdicts:
            found = [one for one in found if one.verdict in request.verdicts]
        total, groups = len(found), _grouped(found)
        if request.grouped:
            found = groups
        if request.order is Order.YEAR:
            found.sort(key=lambda one: one.year or 9999)
        elif request.order is not Order.TEXT:
            found.sort(key=lambda one: -one.score)
        every = [twin for one in found for twin in (one, *one.twins)]
        return Similar(
            text,
            tuple(found[request.offset : request.offset + request.limit]),
            total,
            len({one.report_id for one in every}),
            len({one.unit for one in every} - {None}),
            tuple(sorted({one.year for one in every} - {None})),
            dict(verdicts),
            tuple(pieces),
            self.size(),
            request.passage_id,
            own[0].row.id if own else None,
            unit,
            year,
            groups=len(groups),
        )

    def reuse(self, request: ReuseRequest, *, progress=None, cancelled=None) -> Reuse:
        row: ReportRow | None = None
        unit, year, title, first = request.unit, request.year, "草稿", None
        if request.report_id is not None:
            report = self.report(request.report_id)
            row, first = report.row, report.first_passage
            unit, year, title = row.unit, row.year, row.title
            body = [one for one in report.outline.passages if one.part is Part.BODY]
            texts = [(one.index, one.path, one.role, one.text) for one in body]
        else:
            text = request.text or request.data.decode()
            if not text.strip():
                raise BadQuery("query_empty", field="text")
            cut = [text[span.start : span.end] for span in _lines(text)]
            texts = [(number, (), None, one) for number, one in enumerate(cut)]
        units = {one.row.unit for one in self.kept.values()} - {None}
        share = request.stock_share or 0.2
        least = max(8, ceil(share * len(units))) if len(units) >= 8 else None
        marks = self._marks()
        passages, start = [], 0
        for index, path, role, text in texts:
            found = self._like(text, unit, year, 0, 0)
            found = [one for one in found if row is None or one.report_id != row.id]
            later = [one for one in found if one.direction is Direction.LATER]
            found = [one for one in found if one.direction is not Direction.LATER]
            known = {one.unit for one in found} - {None}
            stock = least is not None and len(known) >= least
            passage_id = None if first is None else first + index
            covered = self._covered(text, passage_id, found, marks, stock=stock)
            passages.append(
                PassageReuse(
                    index, passage_id, path, role, index, text, start, covered,
                    tuple(replace(one, stock=stock) for one in found), len(known),
                    tuple(sorted({one.report_id for one in later})),
                )
            )  # fmt: skip
            start += len(text)
        sources = self._sources(passages, unit, year)
        excluded = tuple(
            one
            for one in self.exclusions()
            if first is not None and first <= one.passage_id < first + 1000
        )
        later_rows = [self.kept[one].row for one in sorted({r for p in passages for r in p.later})]
        same = [r.row.id for r in self.kept.values() if request.data and r.row.file == request.file]
        return Reuse(
            row, title, unit, year, start, _rates(passages, sources), tuple(passages),
            sources, tuple(_source(one, unit, year, 0, 0.0, 1) for one in later_rows),
            tuple(_residue(passages)), excluded, Cutoff(len(units), share, least), self.size(),
            AT, tuple(same), request.file,
        )  # fmt: skip

    def exclude(self, passage_id, *, span=None, reason, by="") -> Exclusion:
        if passage_id not in self._passages():
            raise ReportNotFound("no_such_passage", passage=passage_id)
        if not reason.strip():
            raise BadQuery("reason_missing", field="reason")
        text = self._passages()[passage_id][1].text
        span = span or Span(0, len(text))
        kept = self._exclusions()
        made = Exclusion(len(kept) + 1, passage_id, span, reason, by, AT)
        kept.append(made)
        return made

    def include(self, passage_id, *, span=None, by="") -> int:
        kept = self._exclusions()
        gone = [
            one
            for one in kept
            if one.passage_id == passage_id and (span is None or tuple(one.span) == tuple(span))
        ]
        for one in gone:
            kept.remove(one)
        return len(gone)

    def exclusions(self, report_id=None) -> tuple[Exclusion, ...]:
        return tuple(self._exclusions())

    def mark(self, report_id, mark: Mark | None, *, by="") -> None:
        self.report(report_id)
        if mark is None:
            self._marks().pop(report_id, None)
        else:
            self._marks()[report_id] = (mark, by)

    def marked(self) -> tuple[Marked, ...]:
        return tuple(
            Marked(self.kept[one].row, mark, by, AT) for one, (mark, by) in self._marks().items()
        )

    def export_reuse(self, request: ReuseRequest, target: Path, **_options: object) -> int:
        found = self.reuse(request)
        target.write_text(f"{found.title} {found.rates.raw.covered}", encoding="utf-8")
        return len(found.passages)

    def export_similar(self, request: SimilarRequest, target: Path, **_options: object) -> int:
        found = self.similar(replace(request, limit=10**6, offset=0)).matches
        target.write_text("\n".join(match.text for match in found), encoding="utf-8")
        return len(found)

    def _exclusions(self) -> list[Exclusion]:
        return self.__dict__.setdefault("excluded", [])

    def _marks(self) -> dict[int, tuple[Mark, str]]:
        return self.__dict__.setdefault("templates", {})

    def _passages(self):
        return {
            report.first_passage + passage.index: (report, passage)
            for report in self.kept.values()
            for passage in report.outline.passages
            if passage.part is Part.BODY
        }

    def _ready(self) -> list[tuple[int, Report, object, Side]]:
        kept = self._passages()
        made = self.__dict__.get("ready", ())
        if [(one[0], one[1].row) for one in made] != [(n, r.row) for n, (r, _) in kept.items()]:
            both = list(kept.items())
            texts = sides([passage.text for _, (_, passage) in both])
            made = [(n, r, p, side) for (n, (r, p)), side in zip(both, texts, strict=True)]
            self.__dict__["ready"] = made
        return made

    def _like(self, text, unit, year, offset: int, piece: int) -> list[Match]:
        (asked,) = sides([text])
        found = []
        for number, report, passage, side in self._ready():
            alike = match_sides(asked, side)
            if alike is None:
                continue
            row = report.row
            shifted = tuple(
                replace(s, left_span=Span(s.left_span.start + offset, s.left_span.end + offset))
                for s in alike.slots
            )
            found.append(
                Match(
                    number, row.id, passage.index, row.title, row.year, row.unit, row.kind,
                    passage.role, passage.path, passage.text, alike.score, alike.verdict,
                    tuple(Span(a.left.start + offset, a.left.end + offset) for a in alike.spans),
                    tuple(a.right for a in alike.spans), shifted, 0, _relation(unit, row.unit),
                    _direction(year, row.year), piece=piece,
                )
            )  # fmt: skip
        units = {one.unit for one in found} - {None}
        return [replace(one, units=len(units)) for one in found]

    def _covered(self, text, passage_id, found, marks, *, stock) -> tuple[Covered, ...]:
        out = [
            (one.span, Label.EXCLUDED)
            for one in self._exclusions()
            if one.passage_id == passage_id and passage_id is not None
        ]
        holders: list[set[int]] = [set() for _ in text]
        for one in found:
            for at in (at for span in one.query_spans for at in range(*span)):
                holders[at].add(one.report_id)
        by_id = {one.report_id: one for one in found}

        def label(at: int) -> Label | None:
            here = holders[at]
            if not here:
                return None
            if here & set(marks):
                return Label.TEMPLATE
            if any(span.start <= at < span.end for span, _ in out):
                return Label.EXCLUDED
            if stock:
                return Label.STOCK
            own = all(by_id[one].relation is Relation.OWN for one in here)
            return Label.OWN if own else Label.OTHER

        covered: list[Covered] = []
        for at in range(len(text)):
            kind, ids = label(at), tuple(sorted(holders[at]))
            last = covered[-1] if covered else None
            if kind is None:
                continue
            if last and last.span.end == at and (last.label, last.report_ids) == (kind, ids):
                covered[-1] = Covered(Span(last.span.start, at + 1), kind, ids)
            else:
                covered.append(Covered(Span(at, at + 1), kind, ids))
        return tuple(covered)

    def _sources(self, passages, unit, year) -> tuple[SourceReport, ...]:
        counted: Counter[int] = Counter()
        where: dict[int, set[int]] = {}
        for passage in passages:
            for one in passage.covered:
                for report_id in one.report_ids if one.label in _LABELS else ():
                    counted[report_id] += one.span.end - one.span.start
                    where.setdefault(report_id, set()).add(passage.index)
        of = _of(passages)
        return tuple(
            _source(self.kept[one].row, unit, year, size, size / of, len(where[one]))
            for one, size in counted.most_common()
        )


def _passes(match: Match, request: SimilarRequest) -> bool:
    filters = request.filters
    return (
        match.score >= request.least
        and not (request.other_units and match.relation is Relation.OWN)
        and not (request.own_unit and match.relation is not Relation.OWN)
        and not (request.earlier and match.direction is not Direction.EARLIER)
        and not (request.without_stock and match.units >= 8)
        and (not filters.years or match.year in filters.years)
        and (not filters.units or match.unit in filters.units)
        and (not filters.kinds or match.kind in filters.kinds)
        and (not filters.roles or match.role in filters.roles)
    )


def _grouped(found: list[Match]) -> list[Match]:
    by_text: dict[tuple[int, str], list[Match]] = {}
    for one in found:
        by_text.setdefault((one.piece, one.text), []).append(one)
    return [replace(first, twins=tuple(rest), alike=len(rest)) for first, *rest in by_text.values()]


def _lines(text: str) -> list[Span]:
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return spans


def _relation(unit, other) -> Relation:
    if unit is None or other is None:
        return Relation.UNKNOWN
    return Relation.OWN if unit == other else Relation.OTHER


def _direction(year, other) -> Direction:
    if year is None or other is None:
        return Direction.UNKNOWN
    if other == year:
        return Direction.SAME_YEAR
    return Direction.EARLIER if other < year else Direction.LATER


def _source(row, unit, year, characters, share, passages) -> SourceReport:
    return SourceReport(
        row.id, row.title, row.unit, row.year, row.kind, _relation(unit, row.unit),
        _direction(year, row.year), characters, share, passages,
    )  # fmt: skip


def _of(passages) -> int:
    gone = _sum(passages, (Label.TEMPLATE,))
    return sum(len(one.text) for one in passages) - gone


def _sum(passages, labels, report_id=None) -> int:
    return sum(
        one.span.end - one.span.start
        for passage in passages
        for one in passage.covered
        if one.label in labels and (report_id is None or report_id in one.report_ids)
    )


def _rates(passages, sources) -> Rates:
    of = _of(passages)
    most = sources[0].report_id if sources else None
    without_stock = (Label.OTHER, Label.OWN)
    return Rates(
        Rate(_sum(passages, _LABELS), of, _LABELS),
        Rate(_sum(passages, without_stock), of, without_stock),
        Rate(_sum(passages, (Label.OTHER,)), of, (Label.OTHER,)),
        Rate(_sum(passages, _LABELS, most) if most else 0, of, _LABELS, most),
    )


def _residue(passages):
    """A year that stands in what was taken over, and is not this report's."""
    for passage in passages:
        at = passage.text.find("去年")
        if at >= 0 and passage.matches and passage.role is not Role.PLANS:
            yield Finding(
                FindingKind.RESIDUE, passage.index, Span(at, at + 2), "去年", "residue_year",
                {"text": "去年", "year": 2022}, passage.matches[0].report_id, passage.passage_id,
            )  # fmt: skip
