"""Searching a small library: equal to a scan, filtered, counted, ordered, with spans."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import BadQuery, ReportNotFound
from index.folding import fold, fold_with_origins
from index.model import Part, Role
from search.library import Library
from search.model import Filters, Mode, Request, Rung, Sort


def scan(library: Library, phrase: str) -> int:
    """Count a phrase the slow obvious way: in every paragraph of every report."""
    wanted, total = fold(phrase), 0
    for row in library.reports().rows:
        passages = library.report(row.id).outline.passages
        for _, group in itertools.groupby(passages, key=lambda passage: passage.paragraph):
            folded = fold_with_origins("".join(passage.text for passage in group))
            starts = (at for at in range(len(folded.text)) if folded.text.startswith(wanted, at))
            # A character that expands (… is three dots) is one original start.
            total += len({int(folded.origins[at]) for at in starts})
    return total


def whole_text(library: Library) -> str:
    rows = library.reports(sort="title").rows
    return "".join(p.text for row in rows for p in library.report(row.id).outline.passages)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_every_substring_is_found_as_often_as_a_scan_finds_it(
    library: Library, data: st.DataObject
) -> None:
    text = whole_text(library)
    start = data.draw(st.integers(0, len(text) - 1))
    phrase = text[start : start + data.draw(st.integers(1, 12))]
    quoted = phrase.replace('"', "")
    if not fold(quoted) or quoted[:1] in "-－" or "|" in quoted:
        return
    expected = scan(library, quoted)
    result = library.search(Request(f'"{quoted}"', mode=Mode.EXACT, limit=1000))
    assert result.occurrences == expected
    assert sum(hit.occurrences for hit in result.hits) == expected


def test_a_dot_counts_once_for_each_character_that_holds_it(library: Library) -> None:
    assert library.search(Request(".")).occurrences == scan(library, ".") == 3


def test_an_absent_phrase_is_reported_over_the_whole_library(library: Library) -> None:
    result = library.search(Request("清廉机关闭环建设"))
    assert (result.passages, result.occurrences, result.reports) == (0, 0, 0)
    assert result.searched.reports == 4
    assert result.searched.refused == 0
    assert set(result.facets.year) == {"", "2021", "2022"}
    assert set(result.facets.year.values()) == {0}


def test_spans_are_exact_in_the_original_text(library: Library) -> None:
    result = library.search(Request("粮食安全与生产安全"))
    (hit,) = result.hits
    ((start, end),) = hit.spans
    assert hit.text[start:end] == "糧食安全與生產安全"
    wide = library.search(Request("安全生产标准化")).hits[0]
    assert wide.text[slice(*wide.spans[0])] == "安　全 生产标准化"


def test_overlapping_masks_are_counted_at_every_start(library: Library) -> None:
    result = library.search(Request("××"))
    assert result.occurrences == 2
    assert [span.start for span in result.hits[0].spans][1] == result.hits[0].spans[0].start + 1


def test_a_phrase_over_the_cut_between_two_points_continues_in_the_next(library: Library) -> None:
    result = library.search(Request("配强班子；二是育好骨干"))
    (hit,) = result.hits
    assert hit.text[slice(*hit.spans[0])] == "配强班子；"
    (rest,) = hit.continues
    assert rest.passage_id == hit.passage_id + 1
    following = library.report(hit.report_id).outline.passages[hit.index + 1].text
    assert following[slice(*rest.spans[0])] == "二是育好骨干"


def test_titles_and_headings_are_searched(library: Library) -> None:
    parts = {hit.part for hit in library.search(Request("工作总结")).hits}
    assert parts == {Part.TITLE}
    heading = library.search(Request("抓实安全生产")).hits[0]
    assert (heading.part, heading.path) == (Part.HEADING, ("一、主要做法和成效",))


def test_and_or_not_work_within_a_passage(library: Library) -> None:
    assert library.search(Request("三会一课 安全生产")).passages == 1
    both = library.search(Request("三会一课|主题党日"))
    assert both.passages == 4
    without = library.search(Request("三会一课|主题党日 -主题党日"))
    assert without.passages == 2
    assert library.search(Request("主题党日 -主题党日")).passages == 0


def test_filters_keep_years_units_kinds_and_roles(library: Library) -> None:
    def reports(**chosen: tuple[object, ...]) -> int:
        return library.search(Request("第一议题", filters=Filters(**chosen))).reports  # type: ignore[arg-type]

    assert reports() == 3
    assert reports(years=(2021,)) == 1
    assert reports(years=(2021, 2022)) == 2
    assert reports(years=(None,)) == 1
    assert reports(units=("云岭物流公司",)) == 1
    assert reports(kinds=("述职报告",)) == 1
    assert reports(roles=(Role.PLANS,)) == 1
    assert library.search(Request("第一议题 单位:云岭物流公司 年份:2021")).reports == 0
    assert library.search(Request("第一议题 标题:述职")).reports == 1


def test_facets_count_passages_of_the_whole_result(library: Library) -> None:
    result = library.search(Request("第一议题", limit=1))
    assert len(result.hits) == 1
    assert result.facets.year == {"": 1, "2021": 3, "2022": 1}
    assert sum(result.facets.unit.values()) == result.passages == 5
    assert result.facets.role["plans"] == 1
    assert result.facets.kind["工作总结"] == 3


def test_hits_come_by_occurrences_then_the_newest_year(library: Library) -> None:
    result = library.search(Request("第一议题"))
    counts = [hit.occurrences for hit in result.hits]
    assert counts == sorted(counts, reverse=True)
    by_year = library.search(Request("第一议题", sort=Sort.YEAR))
    assert [hit.year for hit in by_year.hits] == [2022, 2021, 2021, 2021, None]
    by_unit = library.search(Request("第一议题", sort=Sort.UNIT))
    assert by_unit.hits[-1].unit is None


def test_pages_of_hits_follow_one_another(library: Library) -> None:
    whole = [hit.passage_id for hit in library.search(Request("第一议题", limit=100)).hits]
    pages = [library.search(Request("第一议题", limit=2, offset=at)).hits for at in (0, 2, 4, 6)]
    assert [hit.passage_id for page in pages for hit in page] == whole


def test_words_are_ranked_and_their_places_marked(library: Library) -> None:
    result = library.search(Request("第一议题 学习", mode=Mode.WORDS))
    assert result.rung is Rung.WORDS
    assert result.passages >= 1
    scores = [hit.score for hit in result.hits]
    assert all(score is not None for score in scores)
    assert scores == sorted(scores, key=lambda score: -(score or 0))
    assert all(hit.spans for hit in result.hits if hit.part is Part.BODY)


def test_words_that_stand_nowhere_together_find_nothing(library: Library) -> None:
    assert library.search(Request("粮食 党课", mode=Mode.WORDS)).passages == 0


def test_searching_within_a_report_keeps_its_reading_order(library: Library) -> None:
    row = library.reports(Filters(years=(2021,))).rows[0]
    result = library.find_in(row.id, "第一议题")
    indexes = [hit.index for hit in result.hits]
    assert indexes == sorted(indexes)
    assert {hit.report_id for hit in result.hits} == {row.id}


def test_the_list_filters_sorts_and_counts(library: Library) -> None:
    page = library.reports(text="港务 2021")
    assert [row.title for row in page.rows] == ["2021年工作总结"]
    assert library.reports(incomplete=True).total == 1
    assert library.reports().incomplete == 1
    years = [row.year for row in library.reports(sort="-year").rows]
    assert years == [2022, 2022, 2021, None]
    with pytest.raises(BadQuery):
        library.reports(sort="size")


def test_what_is_not_there_is_said(library: Library) -> None:
    with pytest.raises(ReportNotFound):
        library.report(999)
    with pytest.raises(ReportNotFound):
        library.original(999)
