"""沿革: where a passage first stood and how it changed, in a library where all of that is known."""

from __future__ import annotations

import pytest
from following_support import (
    CLEARED,
    DRIFTING,
    GAUGES,
    SCHOOL,
    STAFF,
    STAFF_EDITED,
    STOCK,
    WEAK,
    ids_of,
    passage_in,
)

from index.errors import ReportNotFound
from search.comparing.following.followed import Step, Trail, TrailRequest
from search.library import Library
from search.matching import match
from search.reuse.model import Relation


def followed(library: Library, unit: str, year: int, text: str, **more: object) -> Trail:
    passage = passage_in(library, ids_of(library, unit)[year], text)
    return library.trail(TrailRequest(passage, **more))  # type: ignore[arg-type]


def told(steps: tuple[Step, ...]) -> list[tuple[int | None, str | None, str]]:
    return [(step.year, step.unit, step.verdict) for step in steps]


def test_a_passage_is_followed_over_years_and_units_oldest_first(library: Library) -> None:
    found = followed(library, "云溪水务局", 2020, CLEARED.format(4, 6))
    assert told(found.steps) == [
        (2018, "白鹭水务局", "same"),
        (2019, "云溪水务局", "figures"),
        (2020, "云溪水务局", "figures"),
        (2021, "白鹭水务局", "figures"),
    ]
    assert (found.first_year, found.first_own) == (2018, 2019)
    assert (found.reports, found.units, found.own, found.bounded) == (4, 2, 2, False)
    assert [step.relation for step in found.steps] == [
        *(Relation.OTHER, Relation.OWN, Relation.OWN, Relation.OTHER)
    ]
    assert [step.asked for step in found.steps] == [False, False, True, False]


def test_a_step_goes_on_from_the_last_of_its_unit_else_from_the_earlier_one_most_like_it(
    library: Library,
) -> None:
    found = followed(library, "云溪水务局", 2020, CLEARED.format(4, 6))
    assert [step.before for step in found.steps] == [None, 0, 1, 0]


def test_changes_spell_both_texts_and_score_and_verdict_are_those_of_matching_the_two(
    library: Library,
) -> None:
    found = followed(library, "云溪水务局", 2022, STAFF)
    assert len(found.steps) == 4
    for step in found.steps:
        if step.before is None:
            assert (step.score, step.verdict, step.changes) == (1, "same", ())
            continue
        before = found.steps[step.before].text
        assert "".join(before[slice(*one.left)] for one in step.changes) == before
        assert "".join(step.text[slice(*one.right)] for one in step.changes) == step.text
        matching = match(before, step.text)
        assert matching is not None
        assert (step.score, step.verdict) == (round(matching.score, 4), matching.verdict)


def test_one_step_a_report_counts_its_copies(library: Library) -> None:
    found = followed(library, "云溪水务局", 2022, STAFF)
    assert [(step.year, step.copies, step.text) for step in found.steps] == [
        (2020, 1, STAFF),
        (2021, 1, STAFF_EDITED),
        (2022, 2, STAFF),
        (2023, 1, STAFF_EDITED),
    ]


def test_a_text_that_drifts_is_followed_to_both_ends(library: Library) -> None:
    assert match(DRIFTING[0], DRIFTING[-1]) is None
    for year, text in enumerate(DRIFTING, 2019):
        found = followed(library, "云溪水务局", year, text)
        assert [(step.year, step.text) for step in found.steps] == list(enumerate(DRIFTING, 2019))
        assert not found.bounded


def test_a_masked_unit_is_never_own_and_unknown_years_stand_apart_and_are_never_first(
    library: Library,
) -> None:
    masked = followed(library, "XX水务局", 2022, GAUGES)
    assert [step.relation for step in masked.steps] == [Relation.UNKNOWN] * 4
    assert (masked.own, masked.first_own, masked.first_year) == (0, None, 2017)
    school = followed(library, "白鹭水务局", 2018, SCHOOL)
    assert [step.year for step in school.steps] == [2017, 2018, 2021, 2022, None]
    assert school.steps[-1].before == next(n for n, one in enumerate(school.steps) if one.asked)
    assert [one.year for one in school.years] == [2017, 2018, 2021, 2022, None]
    assert school.first_year == 2017
    nowhere = library.trail(TrailRequest(passage_in(library, ids_of(library, None)[None], SCHOOL)))
    assert nowhere.first_year == 2017
    assert nowhere.year is None


def test_only_the_own_unit_can_be_asked_for(library: Library) -> None:
    found = followed(library, "云溪水务局", 2020, CLEARED.format(4, 6), own_unit=True)
    assert {step.unit for step in found.steps} == {"云溪水务局"}
    assert (found.reports, found.first_year) == (2, 2019)


def test_a_passage_that_stands_nowhere_else_has_one_step(library: Library) -> None:
    only = followed(library, "云溪水务局", 2021, WEAK)
    assert len(only.steps) == 3
    heading = passage_in(library, ids_of(library, "云溪水务局")[2020], "一、工作开展情况")
    alone = library.trail(TrailRequest(heading))
    assert [step.asked for step in alone.steps] == [True]


@pytest.mark.parametrize("passage", [0, 10**8, 2**70])
def test_a_passage_that_is_not_there_is_refused(library: Library, passage: int) -> None:
    with pytest.raises(ReportNotFound) as gone:
        library.trail(TrailRequest(passage))
    assert gone.value.values == {"passage": passage}


def test_stock_text_is_counted_whole_and_listed_in_part_with_the_first_and_the_own(
    library: Library,
) -> None:
    passage = passage_in(library, ids_of(library, "松岭水务局")[2020], STOCK)
    found = library.trail(TrailRequest(passage, limit=12))
    assert (found.reports, found.units, found.own, len(found.steps)) == (38, 7, 4, 12)
    assert [step.year for step in found.steps if step.relation is Relation.OWN] == [
        *range(2019, 2023)
    ]
    assert [(one.year, one.reports) for one in found.years] == [
        (year, 7 if 2019 <= year <= 2022 else 1) for year in range(2010, 2024)
    ]
    assert sum(one.listed for one in found.years) == 12
    assert found.steps[0].year == found.first_year == 2010
