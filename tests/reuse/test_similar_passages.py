"""Similar passages: from a text or a passage to what stands like it in a small library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from copied_support import DONE, OTHER, PROBLEMS, a_library, a_report, passage_of, row_of

from index.errors import BadQuery, ReportNotFound
from index.model import Role, Span
from search.library import Library
from search.matching import match
from search.model import Filters
from search.reuse.model import (
    Direction,
    Match,
    Order,
    Relation,
    ReuseRequest,
    SimilarRequest,
    Verdict,
)

WALKED = DONE[0]
AGAIN = WALKED.replace("126", "138").replace("15.8", "16.2")
EDITED = "扎实开展走访慰问，全年走访困难群众126户，共发放慰问金15.8万元。"
REPORTS = {
    "云岭港务公司/2021年工作总结.txt": a_report(2021, (WALKED, *OTHER[:1]), PROBLEMS[:1]),
    "云岭港务公司/2022年工作总结.txt": a_report(2022, (AGAIN, DONE[1]), PROBLEMS[:1]),
    "青石物流公司/2022年工作总结.txt": a_report(2022, (f"一是{WALKED}", OTHER[1]), PROBLEMS[1:]),
    "红杉水务公司/2023年工作总结.txt": a_report(2023, (EDITED, OTHER[2])),
    "交流材料.txt": "走访帮扶的做法\n" + f"{OTHER[0]}{WALKED}{OTHER[1]}\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with a_library(tmp_path_factory.mktemp("similar"), REPORTS) as kept:
        yield kept


def by_verdict(matches: tuple[Match, ...]) -> dict[Verdict, list[tuple[str | None, int | None]]]:
    found: dict[Verdict, list[tuple[str | None, int | None]]] = {}
    for one in matches:
        found.setdefault(one.verdict, []).append((one.unit, one.year))
    return found


def test_a_text_finds_itself_its_copies_with_other_figures_its_edits_and_what_holds_it(
    library: Library,
) -> None:
    found = library.similar(SimilarRequest(WALKED))
    assert by_verdict(found.matches) == {
        Verdict.SAME: [("青石物流公司", 2022), ("云岭港务公司", 2021)],
        Verdict.FIGURES: [("云岭港务公司", 2022)],
        Verdict.CONTAINED: [(None, None)],
        Verdict.EDITED: [("红杉水务公司", 2023)],
    }
    assert (found.total, found.reports, found.units, found.years) == (5, 5, 3, (2021, 2022, 2023))
    assert found.verdicts[Verdict.SAME] == 2
    assert [match.score for match in found.matches] == sorted(
        (match.score for match in found.matches), reverse=True
    )


def test_each_match_is_what_matching_the_two_passages_says(library: Library) -> None:
    for shown in library.similar(SimilarRequest(WALKED)).matches:
        matching = match(WALKED, shown.text)
        assert matching is not None
        assert shown.verdict is matching.verdict
        assert shown.slots == matching.slots
        assert shown.query_spans == tuple(left for left, _ in matching.spans)
        assert shown.text_spans == tuple(right for _, right in matching.spans)


def test_a_match_says_where_it_stands(library: Library) -> None:
    found = library.similar(SimilarRequest(PROBLEMS[0])).matches
    assert {one.role for one in found} == {Role.PROBLEMS}
    assert {one.path for one in found} == {("二、存在的问题",)}
    report = library.report(found[0].report_id)
    assert report.outline.passages[found[0].index].text == found[0].text
    assert report.row.sha256 == found[0].sha256


def test_units_counts_the_known_units_in_which_the_passage_stands_whatever_the_figures(
    library: Library,
) -> None:
    units = {one.unit: one.units for one in library.similar(SimilarRequest(WALKED)).matches}
    assert units == {"云岭港务公司": 2, "青石物流公司": 2, "红杉水务公司": 1, None: 0}


def test_started_from_a_passage_it_is_left_out_itself(library: Library) -> None:
    row = row_of(library, "云岭港务公司", 2021)
    passage = passage_of(library, row.id, WALKED)
    found = library.similar(SimilarRequest(passage_id=passage))
    assert passage not in [one.passage_id for one in found.matches]
    assert (found.text, found.unit, found.year) == (WALKED, "云岭港务公司", 2021)
    assert {one.direction for one in found.matches} == {Direction.LATER, Direction.UNKNOWN}
    assert [one.relation for one in found.matches if one.verdict is Verdict.FIGURES] == [
        Relation.OWN
    ]
    assert found.matches[0].units == 2  # its own unit is one of them


def test_the_own_unit_counts_though_the_text_stands_but_once_in_it(tmp_path: Path) -> None:
    reports = {
        f"{unit}/2023年工作总结.txt": a_report(2023, (WALKED,))
        for unit in ("云岭港务公司", "红杉水务公司")
    }
    with a_library(tmp_path, reports) as library:
        row = row_of(library, "云岭港务公司", 2023)
        request = SimilarRequest(passage_id=passage_of(library, row.id, WALKED))
        (match,) = library.similar(request).matches
        assert (match.unit, match.units) == ("红杉水务公司", 2)
        (listed,) = library.reuse(ReuseRequest(report_id=row.id)).passages[0].matches
        assert listed.units == 2


@pytest.mark.parametrize(
    ("chosen", "units"),
    [
        ({"other_units": True}, {"青石物流公司", "红杉水务公司", None}),
        ({"own_unit": True}, {"云岭港务公司"}),
        ({"earlier": True}, {"云岭港务公司", "青石物流公司"}),
        ({"filters": Filters(units=("红杉水务公司",))}, {"红杉水务公司"}),
        ({"filters": Filters(years=(None,))}, {None}),
        ({"verdicts": (Verdict.EDITED,)}, {"红杉水务公司"}),
        ({"least": 1.0}, {"云岭港务公司", "青石物流公司", None}),
    ],
)
def test_filters_keep_what_was_asked_for(
    library: Library, chosen: dict[str, object], units: set[str | None]
) -> None:
    request = SimilarRequest(WALKED, unit="云岭港务公司", year=2023, **chosen)  # type: ignore[arg-type]
    found = library.similar(request)
    assert {one.unit for one in found.matches} == units
    assert found.total == len(found.matches)


def test_the_filter_by_verdict_does_not_change_what_is_counted_by_verdict(library: Library) -> None:
    every = library.similar(SimilarRequest(WALKED))
    some = library.similar(SimilarRequest(WALKED, verdicts=(Verdict.FIGURES,)))
    assert some.verdicts == every.verdicts
    assert some.total == 1


@pytest.mark.parametrize(
    ("order", "key"),
    [
        (Order.YEAR, [2021, 2022, 2022, 2023, None]),
        (Order.UNIT, ["云岭港务公司", "云岭港务公司", "红杉水务公司", "青石物流公司", None]),
    ],
)
def test_orders_put_what_has_no_value_last(
    library: Library, order: Order, key: list[object]
) -> None:
    found = library.similar(SimilarRequest(WALKED, order=order))
    field = "year" if order is Order.YEAR else "unit"
    assert [getattr(one, field) for one in found.matches] == key


def test_grouped_lists_one_normalised_text_once_with_its_twins(library: Library) -> None:
    found = library.similar(SimilarRequest(WALKED, grouped=True))
    assert (found.total, found.groups, len(found.matches)) == (5, 3, 3)
    first = found.matches[0]
    assert first.verdict is Verdict.SAME
    assert [one.verdict for one in first.twins] == [Verdict.SAME, Verdict.FIGURES]
    assert first.alike == 2


def test_pages_put_together_are_the_whole(library: Library) -> None:
    whole = library.similar(SimilarRequest(WALKED)).matches
    pages = [library.similar(SimilarRequest(WALKED, limit=2, offset=at)) for at in (0, 2, 4)]
    assert tuple(one for page in pages for one in page.matches) == whole
    assert {page.total for page in pages} == {5}


def test_a_draft_is_cut_into_pieces_and_spans_stand_in_the_whole(library: Library) -> None:
    text = f"一、工作\n（一）抓走访。{WALKED}\n\n{OTHER[2]}\n这一句话哪里都没有写过也不会有。"
    found = library.similar(SimilarRequest(text, order=Order.TEXT, limit=50))
    assert [text[slice(*piece.span)] for piece in found.pieces] == [
        WALKED,
        OTHER[2],
        "这一句话哪里都没有写过也不会有。",
    ]
    assert [piece.matches for piece in found.pieces] == [5, 1, 0]
    assert [one.piece for one in found.matches] == [0] * 5 + [1]
    same = found.matches[0]
    assert text[slice(*same.query_spans[0])] == WALKED
    changed = next(one for one in found.matches if one.verdict is Verdict.FIGURES)
    assert [text[slice(*slot.left_span)] for slot in changed.slots] == ["126", "15.8万"]


def test_what_was_copied_into_the_middle_of_a_long_paragraph_is_found(library: Library) -> None:
    filling = "这里说的是另外一件完全不同的事情，与别处都不相同。"
    for before in range(300, 420, 7):
        text = (filling * 20)[:before] + WALKED + filling * 12
        found = library.similar(SimilarRequest(text)).matches
        same = [one for one in found if one.text == WALKED]
        assert len(same) == 1, before
        held = "".join(text[slice(*span)] for span in same[0].query_spans)
        assert len(held) >= 0.8 * len(WALKED)


def test_stock_text_needs_eight_known_units(library: Library) -> None:
    found = library.similar(SimilarRequest(WALKED, without_stock=True))
    assert found.total == 5
    assert not any(one.stock for one in found.matches)


def test_what_stands_nowhere_is_an_empty_answer(library: Library) -> None:
    found = library.similar(SimilarRequest("天空中飘着几朵白云，孩子们在草地上放风筝。"))
    assert (found.matches, found.total, found.units, found.years) == ((), 0, 0, ())
    assert found.searched.reports == 5
    assert library.similar(SimilarRequest("。。。")).total == 0


@pytest.mark.parametrize("passage", [0, -1, 10**6, 2**70])
def test_an_unknown_passage_is_said_to_be_unknown(library: Library, passage: int) -> None:
    with pytest.raises(ReportNotFound) as caught:
        library.similar(SimilarRequest(passage_id=passage))
    assert caught.value.key == "no_such_passage"


def test_an_empty_text_is_refused(library: Library) -> None:
    with pytest.raises(BadQuery) as caught:
        library.similar(SimilarRequest("  "))
    assert caught.value.values["field"] == "text"


def test_every_passage_finds_itself(library: Library) -> None:
    for row in library.reports().rows:
        for passage in library.report(row.id).outline.passages:
            if passage.part == "body":
                found = library.similar(SimilarRequest(passage.text, limit=50)).matches
                mine = [one for one in found if one.report_id == row.id]
                assert any(one.index == passage.index for one in mine)
                assert Span(0, len(passage.text)) in {one.query_spans[0] for one in mine}


def test_pieces_join_equal_stretches_over_small_edits_only() -> None:
    far = 40
    match = Match(
        *(1, 1, 0, "", None, None, None, None, (), "", 0.7, Verdict.EDITED),
        query_spans=(Span(0, 10), Span(12, 20), Span(20 + far, 70 + far), Span(75 + far, 80 + far)),
        text_spans=(Span(30, 40), Span(45, 53), Span(60, 110), Span(0, 5)),
        slots=(),
        units=0,
    )
    assert match.pieces == (
        (Span(0, 20), Span(30, 53)),
        (Span(20 + far, 70 + far), Span(60, 110)),
        (Span(75 + far, 80 + far), Span(0, 5)),
    )


REWORKED_FROM = (
    "全年开展入户走访四百余次，帮助困难家庭办理临时救助和医疗救助，"
    "协调解决出行、就医、上学等具体困难，群众送来锦旗表示感谢。"
)
REWORKED = (
    "今年以来共入户走访困难家庭四百多次，为他们办好医疗救助，出行和就医方面的困难得到解决，"
    "不少群众上门表示感谢，锦旗挂满走廊。"
)
UNRELATED = "港区新建泊位两个，改造堆场三处，集装箱吞吐能力明显提高，船舶等待时间缩短一半。"


def test_below_the_cut_off_weaker_ones_are_listed_last_and_counted_nowhere(tmp_path: Path) -> None:
    files = {
        "青石街道/2022年工作总结.txt": a_report(2022, (REWORKED_FROM, UNRELATED)),
        "云岭街道/2022年工作总结.txt": a_report(2022, (REWORKED,)),
    }
    with a_library(tmp_path, files) as library:
        plain = library.similar(SimilarRequest(text=REWORKED))
        assert [match.text for match in plain.matches] == [REWORKED]
        assert plain.weak == 0
        found = library.similar(SimilarRequest(text=REWORKED, least=0.3))
        assert [match.text for match in found.matches[:2]] == [REWORKED, REWORKED_FROM]
        assert found.matches[1].verdict is Verdict.WEAK
        assert 0.3 <= found.matches[1].score < 0.6
        assert found.weak == len(found.matches) - 1
        counts = (found.total, found.reports, found.units, found.verdicts)
        assert counts == (plain.total, plain.reports, plain.units, plain.verdicts)
        assert UNRELATED not in {match.text for match in found.matches[:2]}
        high = library.similar(SimilarRequest(text=REWORKED, least=0.6))
        assert (high.weak, len(high.matches)) == (0, 1)


def test_weaker_ones_can_be_asked_for_alone(tmp_path: Path) -> None:
    files = {"青石街道/2022年工作总结.txt": a_report(2022, (REWORKED_FROM,))}
    with a_library(tmp_path, files) as library:
        found = library.similar(
            SimilarRequest(text=REWORKED, least=0.3, verdicts=(Verdict.WEAK,), order=Order.YEAR)
        )
        assert [match.verdict for match in found.matches] == [Verdict.WEAK]
        assert (found.total, found.weak) == (0, 1)
