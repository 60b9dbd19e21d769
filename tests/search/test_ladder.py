"""The ladder exact → loose → words; figures, whole reports, groups and tables."""

from __future__ import annotations

import pytest

from index.errors import BadQuery
from search.library import Library
from search.model import Filters, Hit, Mode, Request, Role, Rung, Sort, Within


def marked(hit: Hit) -> list[str]:
    return [hit.text[slice(*span)] for span in hit.spans]


def test_what_stands_to_the_letter_is_answered_exactly(library: Library) -> None:
    result = library.search(Request("三会一课"))
    assert (result.rung, result.passages) == (Rung.EXACT, 3)


def test_what_differs_in_punctuation_only_is_answered_by_the_loose_rung(library: Library) -> None:
    result = library.search(Request("坚持三会一课，用好主题党日"))
    assert result.rung is Rung.LOOSE
    (hit,) = result.hits
    assert marked(hit) == ["坚持“三会一课”，用好主题党日"]


def test_what_stands_in_other_words_only_is_answered_by_words(library: Library) -> None:
    result = library.search(Request("主题党日三会一课"))
    assert result.rung is Rung.WORDS
    assert result.hits[0].score is not None
    assert {"主题党日", "三会一课"} <= set(marked(result.hits[0]))


def test_what_stands_nowhere_is_an_exact_nothing(library: Library) -> None:
    result = library.search(Request("清廉机关闭环建设"))
    assert (result.rung, result.passages, result.hits) == (Rung.EXACT, 0, ())


def test_no_filter_makes_an_exact_answer_a_vague_one(library: Library) -> None:
    everywhere = library.search(Request("三会一课质量不高"))
    assert (everywhere.rung, everywhere.passages) == (Rung.EXACT, 1)
    for request in (
        Request("三会一课质量不高", filters=Filters(years=(2022,))),
        Request("三会一课质量不高 年份:2022"),
        Request("三会一课质量不高 标题:述职"),
        Request("三会一课质量不高", filters=Filters(roles=(Role.PLANS,))),
    ):
        filtered = library.search(request)
        assert (filtered.rung, filtered.passages) == (Rung.EXACT, 0)


@pytest.mark.parametrize("mode", [Mode.EXACT, Mode.LOOSE, Mode.WORDS])
def test_a_rung_asked_for_is_the_one_that_answers(library: Library, mode: Mode) -> None:
    for query in ("三会一课", "坚持三会一课，用好主题党日", "主题党日三会一课", "清廉机关闭环"):
        assert library.search(Request(query, mode=mode)).rung.value == mode.value


def test_the_ladder_tells_what_each_rung_finds_under_the_filters(library: Library) -> None:
    request = Request("坚持三会一课")
    exact, loose, words = library.ladder(request)
    assert [step.rung for step in (exact, loose, words)] == list(Rung)
    assert (exact.passages, loose.passages) == (1, 2)
    assert words.passages >= 2
    filtered = library.ladder(Request("坚持三会一课", filters=Filters(years=(2022,))))
    assert [step.passages for step in filtered[:2]] == [0, 1]


def test_a_number_sign_stands_for_a_whole_number_or_a_mask(library: Library) -> None:
    assert [marked(hit) for hit in library.search(Request("学习#次")).hits] == [["学习24次"]]
    assert [marked(hit) for hit in library.search(Request("清单＃项")).hits] == [["清单×××项"]]
    assert library.search(Request("率9#%", mode=Mode.EXACT)).passages == 0
    rate = library.search(Request('"达标率 #%"'))
    assert [marked(hit) for hit in rate.hits] == [["达标率98.6%"]]
    assert library.search(Request("党课#次 -#年")).passages == 1


def test_a_query_without_a_literal_is_refused_with_its_place(library: Library) -> None:
    for query in ("#", "安全 ＃", "安全 -##", '"# #"'):
        with pytest.raises(BadQuery) as caught:
            library.search(Request(query))
        assert caught.value.key == "only_figures"
        assert caught.value.values["at"] == max(1, query.find(" ") + 2 if "安" in query else 1)


def test_punctuation_alone_is_found_exactly_and_never_loosely(library: Library) -> None:
    assert library.search(Request("……")).passages == 1
    assert library.search(Request("……", mode=Mode.LOOSE)).passages == 0
    # Beside a phrase it is ignored, and what it excludes stays excluded.
    assert library.search(Request("安全 …… ", mode=Mode.LOOSE)).passages > 1
    assert library.search(Request("标准化 -……", mode=Mode.LOOSE)).passages == 0


def test_a_quoted_minus_is_a_character_like_others(library: Library) -> None:
    assert library.search(Request('"-"')).passages == 0
    with pytest.raises(BadQuery):
        library.search(Request("-"))


def test_alternatives_are_counted_where_they_pass_the_filters_only(library: Library) -> None:
    for years in ((2021,), (2022,), (None,)):
        wanted = Filters(years=years)
        both = library.search(Request("第一议题|安全", filters=wanted, limit=100))
        apart = [library.search(Request(one, filters=wanted)) for one in ("第一议题", "安全")]
        assert both.occurrences == sum(one.occurrences for one in apart)
        assert both.occurrences == sum(hit.occurrences for hit in both.hits)
        for hit in both.hits:
            assert hit.occurrences == len(hit.spans)


def test_within_a_report_the_phrases_may_stand_in_different_passages(library: Library) -> None:
    together = library.search(Request("清单 提质增效", mode=Mode.EXACT))
    assert together.passages == 0
    wide = Request("上党课 提质增效", mode=Mode.EXACT, within=Within.REPORT)
    result = library.search(wide)
    assert (result.reports, result.passages) == (1, 2)
    assert sorted(piece for hit in result.hits for piece in marked(hit)) == ["上党课", "提质增效"]
    assert (
        library.search(Request("上党课 清单", mode=Mode.EXACT, within=Within.REPORT)).reports == 0
    )


def test_within_a_report_what_is_excluded_stands_nowhere_in_it(library: Library) -> None:
    request = Request("第一议题 -提质增效", mode=Mode.EXACT, within=Within.REPORT)
    assert library.search(request).reports == 2
    passage = Request("第一议题 -提质增效", mode=Mode.EXACT)
    assert library.search(passage).reports == 3


def test_words_may_be_alternatives_and_excluded(library: Library) -> None:
    def found(query: str) -> set[int]:
        result = library.search(Request(query, mode=Mode.WORDS, limit=100))
        scores = [hit.score or 0.0 for hit in result.hits]
        assert scores == sorted(scores, reverse=True)
        return {hit.passage_id for hit in result.hits}

    assert found("主题党日|安全生产") == found("主题党日") | found("安全生产")
    assert found("主题党日|三会一课 坚持") == (found("主题党日") | found("三会一课")) & found(
        "坚持"
    )
    assert found("安全生产 -责任") == found("安全生产") - found("安全生产 责任")


def test_groups_are_reports_with_their_counts_and_first_hits(library: Library) -> None:
    flat = library.search(Request("第一议题", limit=100))
    result = library.search(Request("第一议题", grouped=True))
    assert (result.passages, result.reports) == (flat.passages, len(result.groups))
    assert sum(group.passages for group in result.groups) == flat.passages
    assert sum(group.occurrences for group in result.groups) == flat.occurrences
    counts = [group.occurrences for group in result.groups]
    assert counts == sorted(counts, reverse=True)
    for group in result.groups:
        assert 1 <= len(group.hits) <= 3
        assert {hit.report_id for hit in group.hits} == {group.report_id}
        ids = [hit.passage_id for hit in group.hits]
        assert ids == sorted(ids)
    second = library.search(Request("第一议题", grouped=True, limit=1, offset=1))
    assert second.groups == result.groups[1:2]
    by_year = library.search(Request("第一议题", grouped=True, sort=Sort.YEAR))
    assert [group.year for group in by_year.groups] == [2022, 2021, None]


def test_a_table_counts_by_unit_and_year_and_knows_where_nothing_was_searched(
    library: Library,
) -> None:
    table = library.table(Request("第一议题"))
    assert table.columns == (2021, 2022, None)
    assert table.rows == ("云岭港务公司", "云岭物流公司", None)
    assert table.held == ((1, 1, 0), (0, 1, 0), (0, 0, 1))
    assert table.passages == ((3, 0, 0), (0, 1, 0), (0, 0, 1))
    result = library.search(Request("第一议题"))
    assert sum(map(sum, table.occurrences)) == result.occurrences
    assert library.table(Request("第一议题", filters=Filters(years=(2022,)))).columns == (2022,)


def test_a_passage_that_stands_nowhere_else_says_so(library: Library) -> None:
    (hit,) = library.search(Request("主题党日形式单一")).hits
    assert library.elsewhere([hit.passage_id]) == {}  # too short to say anything
    (long,) = library.search(Request("带头落实第一议题制度")).hits
    assert library.elsewhere([long.passage_id]) == {long.passage_id: 0}
