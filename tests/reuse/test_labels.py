"""What each stretch counts as, held against a look at every single character; and the rates."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from search.reuse.labels import Judge, Labelled, Stands, beyond, elementary, labelled
from search.reuse.model import Basis, Label, Rates
from search.reuse.rates import RAW, rates

LENGTH = 40  # characters of a passage
REPORTS = 9
IDS = np.arange(100, 100 + REPORTS)


def rows(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def a_judge(**said: object) -> Judge:
    nothing = np.zeros(REPORTS, dtype=np.bool_)
    values = {
        "later": nothing,
        "template": nothing,
        "own": nothing,
        "units": np.arange(REPORTS),
        "known": np.ones(REPORTS, dtype=np.bool_),
        "stock_from": None,
    }
    return Judge(**{**values, **said})  # type: ignore[arg-type]


SPANS = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, LENGTH)).map(
    lambda one: Span(one[0], min(LENGTH, one[0] + one[1]))
)
SETS = st.sets(st.integers(0, REPORTS - 1), min_size=1).map(lambda some: rows(*sorted(some)))
STANDS = st.lists(st.builds(Stands, SPANS, SETS), max_size=6)
MASKS = st.lists(st.booleans(), min_size=REPORTS, max_size=REPORTS).map(np.array)
JUDGES = st.builds(
    Judge,
    later=MASKS,
    template=MASKS,
    own=MASKS,
    units=st.lists(st.integers(0, 4), min_size=REPORTS, max_size=REPORTS).map(np.array),
    known=st.lists(st.booleans(), min_size=5, max_size=5).map(np.array),
    stock_from=st.sampled_from([None, 2, 3]),
    fragments_from=st.sampled_from([None, 1, 2]),
)


Said = tuple[Label, tuple[int, ...], Basis]


def inside(at: int, stands: list[Stands]) -> set[int]:
    return {row for span, some in stands if span.start <= at < span.end for row in some.tolist()}


def counting(rows: set[int], judge: Judge) -> set[int]:
    return {row for row in rows if judge.template[row] or not judge.later[row]}


def one_label(rows: set[int], out: bool, judge: Judge, stock_from: int | None) -> Label | None:
    units = {int(judge.units[row]) for row in rows if judge.known[judge.units[row]]}
    some = counting(rows, judge)
    if not some:
        return None
    if any(judge.template[row] for row in some):
        return Label.TEMPLATE
    if out:
        return Label.EXCLUDED
    if stock_from is not None and len(units) >= stock_from:
        return Label.STOCK
    return Label.OWN if all(judge.own[row] for row in some) else Label.OTHER


def label_at(
    at: int,
    stands: list[Stands],
    excluded: list[Span],
    judge: Judge,
    fragments: list[Stands],
) -> Said | None:
    """The slow and obvious answer for one character."""
    alike, literal = inside(at, stands), inside(at, fragments)
    out = any(span.start <= at < span.end for span in excluded)
    label = one_label(alike, out, judge, judge.stock_from)
    other = one_label(literal, out, judge, judge.fragments_from)
    if (label is None and other) or (label is Label.OWN and other is Label.OTHER):
        return other, tuple(sorted(counting(alike | literal, judge))), Basis.FRAGMENT
    return (label, tuple(sorted(counting(alike, judge))), Basis.PASSAGE) if label else None


@given(STANDS, st.lists(SPANS, max_size=3), JUDGES, STANDS)
def test_every_character_has_the_label_that_it_has_by_itself(
    stands: list[Stands], excluded: list[Span], judge: Judge, fragments: list[Stands]
) -> None:
    found = labelled(stands, excluded, judge, fragments)
    said = {}
    for one in found:
        for at in range(*one.span):
            assert at not in said
            said[at] = one.label, tuple(one.reports.tolist()), one.by
    for at in range(LENGTH):
        assert said.get(at) == label_at(at, stands, excluded, judge, fragments)


@given(STANDS, STANDS, JUDGES)
def test_fragments_add_to_what_is_alike_and_take_nothing_from_it(
    stands: list[Stands], fragments: list[Stands], judge: Judge
) -> None:
    """The raw share without what rests on fragments is the share without fragments, but for
    what a superior document holds and for the own text that turns out to be another's.
    """
    plain = rates([labelled(stands, (), judge)], LENGTH, IDS)
    found = rates([labelled(stands, (), judge, fragments)], LENGTH, IDS)
    assert found.raw.covered >= plain.raw.covered
    assert found.without_own.covered >= plain.without_own.covered
    assert found.without_own.covered - found.without_own.fragments == plain.without_own.covered
    assert found.raw.covered - found.raw.fragments <= plain.raw.covered


@given(STANDS, st.lists(SPANS, max_size=3))
def test_what_lies_beyond_some_spans_is_what_is_in_none_of_them(
    stands: list[Stands], spans: list[Span]
) -> None:
    found = beyond(stands, spans)
    for at in range(LENGTH):
        out = any(span.start <= at < span.end for span in spans)
        assert inside(at, found) == (set() if out else inside(at, stands))


@given(STANDS, JUDGES)
def test_stretches_come_in_order_and_are_as_long_as_can_be(
    stands: list[Stands], judge: Judge
) -> None:
    found = labelled(stands, (), judge)
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
        same = before.label is after.label and np.array_equal(before.reports, after.reports)
        assert before.by is after.by is Basis.PASSAGE
        assert not (same and before.span.end == after.span.start)


def test_what_overlaps_is_cut_where_the_reports_change() -> None:
    found = elementary([Stands(Span(0, 20), rows(1)), Stands(Span(10, 30), rows(2))])
    assert [(span, reports.tolist()) for span, reports in found] == [
        (Span(0, 10), [1]),
        (Span(10, 20), [1, 2]),
        (Span(20, 30), [2]),
    ]


def test_a_later_report_counts_nowhere_and_a_later_template_does() -> None:
    later = np.arange(REPORTS) == 3
    stands = [Stands(Span(0, 20), rows(3))]
    assert labelled(stands, (), a_judge(later=later)) == ()
    (found,) = labelled(stands, (), a_judge(later=later, template=later))
    assert found.label is Label.TEMPLATE


def test_later_reports_help_to_make_stock_text() -> None:
    later = np.arange(REPORTS) >= 2
    stands = [Stands(Span(0, 20), np.arange(REPORTS))]
    (found,) = labelled(stands, (), a_judge(later=later, stock_from=REPORTS))
    assert found.label is Label.STOCK
    assert found.reports.tolist() == [0, 1]


def test_one_unit_in_many_years_makes_no_stock_text() -> None:
    stands = [Stands(Span(0, 20), np.arange(REPORTS))]
    one = np.zeros(REPORTS, dtype=np.int64)
    (found,) = labelled(stands, (), a_judge(units=one, stock_from=2))
    assert found.label is Label.OTHER


# -- rates --------------------------------------------------------------------------------

PASSAGES = st.lists(st.tuples(STANDS, st.lists(SPANS, max_size=2)), max_size=4)


def counted(passages: list[tuple[list[Stands], list[Span]]], judge: Judge) -> Rates:
    found = [labelled(stands, excluded, judge) for stands, excluded in passages]
    return rates(found, LENGTH * len(passages), IDS)


def each(given: Rates) -> list[float]:
    four = (given.raw, given.without_stock, given.without_own, given.largest_source)
    return [one.rate for one in four]


@given(PASSAGES, JUDGES)
def test_rates_lie_between_none_and_all_and_fall_from_one_to_the_next(
    passages: list[tuple[list[Stands], list[Span]]], judge: Judge
) -> None:
    found = counted(passages, judge)
    assert all(0 <= rate <= 1 for rate in each(found))
    assert found.raw.covered >= found.without_stock.covered >= found.without_own.covered
    assert found.raw.covered >= found.largest_source.covered


@given(PASSAGES, JUDGES)
def test_rates_recompute_from_the_stretches(
    passages: list[tuple[list[Stands], list[Span]]], judge: Judge
) -> None:
    found = counted(passages, judge)
    listed = [one for stands, excluded in passages for one in labelled(stands, excluded, judge)]

    def size(one: Labelled) -> int:
        return one.span.end - one.span.start

    template = sum(size(one) for one in listed if one.label is Label.TEMPLATE)
    for rate in (found.raw, found.without_stock, found.without_own):
        held = sum(size(one) for one in listed if one.label in rate.labels)
        assert (rate.covered, rate.of) == (held, LENGTH * len(passages) - template)
        assert rate.fragments == 0
    by_report = [
        sum(size(one) for one in listed if one.label in RAW and row in one.reports)
        for row in range(REPORTS)
    ]
    largest = found.largest_source
    assert largest.covered == max(by_report)
    assert largest.report_id == (IDS[by_report.index(max(by_report))] if max(by_report) else None)


@given(PASSAGES, JUDGES, st.integers(0, 3), SPANS)
def test_rates_fall_or_stay_when_something_is_excluded(
    passages: list[tuple[list[Stands], list[Span]]], judge: Judge, number: int, span: Span
) -> None:
    before = counted(passages, judge)
    more = [
        (stands, [*excluded, span] if place == number else excluded)
        for place, (stands, excluded) in enumerate(passages)
    ]
    after = counted(more, judge)
    assert after.raw.of == before.raw.of
    assert all(new <= old for new, old in zip(each(after), each(before), strict=True))


def test_a_template_leaves_numerator_and_denominator() -> None:
    judge = a_judge(template=np.arange(REPORTS) == 0)
    passages = [([Stands(Span(0, LENGTH), rows(0))], []), ([Stands(Span(0, 10), rows(1))], [])]
    found = counted(passages, judge)
    assert (found.raw.covered, found.raw.of) == (10, LENGTH)


def test_where_nothing_stands_elsewhere_no_source_is_named() -> None:
    found = rates([()], LENGTH, IDS)
    assert found.largest_source.report_id is None
    assert found.raw.rate == 0


def test_where_all_is_template_the_rates_are_none() -> None:
    found = rates([[Labelled(Span(0, LENGTH), Label.TEMPLATE, rows(1))]], LENGTH, IDS)
    assert (found.raw.covered, found.raw.of, found.raw.rate) == (0, 0, 0.0)
