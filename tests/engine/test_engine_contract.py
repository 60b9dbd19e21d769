"""What every engine must do: run over the naive engine and the embedded one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.engine import Engine, PassageText, ReportText, View
from index.engines.embedded import EmbeddedEngine, Sizes
from index.engines.naive import NaiveEngine
from index.folding import fold
from index.model import Part

Make = Callable[[], Engine]


@pytest.fixture(params=["naive", "embedded", "embedded, merging often"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine
    if request.param == "naive":
        made = NaiveEngine()
    else:
        often = Sizes(segment=60, tiers=(40, 200), pile=2)
        sizes = often if "often" in request.param else None
        made = EmbeddedEngine(tmp_path / "engine", sizes=sizes)
    yield made
    made.close()


def a_report(
    number: int, *paragraphs: str, title: str = "城投集团述职报告", path: str = ""
) -> ReportText:
    """A report whose paragraphs are given as texts, `|` standing where one was cut."""
    texts = [(place, text) for place, whole in enumerate(paragraphs) for text in whole.split("|")]
    passages = tuple(
        PassageText(number * 100 + index, Part.BODY, place, text, path)
        for index, (place, text) in enumerate(texts)
    )
    return ReportText(number, title, passages)


def places(view: View, phrase: str) -> list[tuple[int, int]]:
    found = view.phrase(fold(phrase))
    return list(zip(found.passages.tolist(), found.offsets.tolist(), strict=True))


def passages(view: View, words: str) -> set[int]:
    return set(view.words(words).passages.tolist())


def filled(engine: Engine, *reports: ReportText) -> View:
    for report in reports:
        engine.put(report)
    engine.commit()
    return engine.view()


def test_an_engine_that_was_never_filled_finds_nothing(engine: Engine) -> None:
    view = engine.view()
    assert places(view, "党建") == []
    assert passages(view, "党建") == set()
    assert view.holdings() == {}
    assert engine.verify() == ()


def test_a_phrase_is_found_at_every_place(engine: Engine) -> None:
    view = filled(
        engine,
        a_report(1, "坚持党建引领，党建先行。", "抓好安全生产。"),
        a_report(2, "以党建促发展。"),
    )
    assert places(view, "党建") == [(100, 2), (100, 7), (200, 1)]
    assert places(view, "安全生产。") == [(101, 2)]
    assert places(view, "安全生产事故") == []
    assert places(view, "鼎") == []


def test_overlapping_occurrences_all_count(engine: Engine) -> None:
    view = filled(engine, a_report(1, "完成投资××××万元"))
    assert places(view, "××") == [(100, 4), (100, 5), (100, 6)]


def test_a_phrase_runs_over_a_cut_but_never_into_another_paragraph(engine: Engine) -> None:
    view = filled(
        engine, a_report(1, "一是强化学习；|二是狠抓落实。", "三是转变作风。"), a_report(2, "开篇")
    )
    assert places(view, "学习；二是") == [(100, 4)]
    assert places(view, "一是强化学习；二是狠抓落实。") == [(100, 0)]
    assert places(view, "落实。三是") == []
    assert places(view, "作风。开篇") == []
    assert places(view, "作风。开") == []


def test_a_phrase_may_run_over_several_cuts_and_empty_passages(engine: Engine) -> None:
    view = filled(engine, a_report(1, "稳|增|　|长", "　", "　|稳增长"))
    assert places(view, "稳增长") == [(100, 0), (106, 0)]
    assert places(view, "长稳") == []


def test_expanded_characters_count_once_for_each_original(engine: Engine) -> None:
    view = filled(engine, a_report(1, "等等……①项"))
    assert places(view, ".") == [(100, 2), (100, 5)]
    assert places(view, "....") == [(100, 2)]
    assert places(view, "..1") == [(100, 6)]
    assert places(view, "1项") == [(100, 8)]


def test_characters_of_any_plane_have_whole_offsets(engine: Engine) -> None:
    view = filled(engine, a_report(1, "𠮷林👍𠮷市㆑粮食"))
    assert places(view, "𠮷") == [(100, 0), (100, 3)]
    assert places(view, "市") == [(100, 4)]
    assert places(view, "糧食") == [(100, 6)]


def test_words_must_all_stand_in_the_title_the_headings_or_the_text(engine: Engine) -> None:
    view = filled(
        engine,
        a_report(1, "全面排查燃气隐患。", "开展志愿服务。", path="一、安全生产"),
        a_report(2, "召开安全生产例会。", title="水务集团工作总结"),
    )
    assert passages(view, "安全生产") == {100, 101, 200}
    assert passages(view, "安全生产 隐患") == {100}
    assert passages(view, "水务集团 例会") == {200}
    assert passages(view, "安全生产 招商引资") == set()
    assert passages(view, "") == passages(view, "，。") == set()


def test_words_come_best_first_and_no_more_than_asked_for(engine: Engine) -> None:
    view = filled(
        engine,
        a_report(1, "强化调研。", "调研，调研，再调研。", "调研之外还有许多别的事项需要统筹谋划。"),
    )
    found = view.words("调研")
    assert found.passages.tolist()[0] == 101
    assert found.scores.tolist() == sorted(found.scores.tolist(), reverse=True)
    assert found.terms == ("调研",)
    assert view.words("调研", limit=1).passages.tolist() == [101]
    assert len(view.words("调研", limit=0).passages) == 0


@pytest.mark.parametrize(
    "text",
    ['body:"', "*", "a* OR", "title:(((", "[甲 TO", "-", "\\", "\x00", "\ud800", "~2^9", "?" * 500],
)
def test_no_query_is_read_as_a_command(engine: Engine, text: str) -> None:
    view = filled(engine, a_report(1, "统筹安排。"))
    assert passages(view, text) == set()
    assert places(view, text + "统") == ([(100, 0)] if not fold(text) else [])


def test_characters_between_paragraphs_cannot_be_asked_for(engine: Engine) -> None:
    view = filled(engine, a_report(1, "甲", "乙"))
    for code in range(0x20):
        assert len(view.phrase(chr(code)).passages) == 0


def test_nothing_is_seen_before_the_commit(engine: Engine) -> None:
    engine.put(a_report(1, "统筹安排。"))
    assert engine.view().holdings() == {}
    engine.commit()
    assert engine.view().holdings() == {1: 1}


def test_a_rollback_forgets_what_was_put_and_dropped(engine: Engine) -> None:
    filled(engine, a_report(1, "统筹安排。"))
    engine.put(a_report(2, "统筹谋划。"))
    engine.drop(1)
    engine.rollback()
    engine.commit()
    assert engine.view().holdings() == {1: 1}


def test_a_dropped_report_is_found_no_more(engine: Engine) -> None:
    filled(engine, a_report(1, "统筹安排。"), a_report(2, "统筹谋划。"))
    engine.drop(1)
    engine.drop(77)
    engine.commit()
    view = engine.view()
    assert places(view, "统筹") == [(200, 0)]
    assert passages(view, "统筹") == {200}
    assert view.holdings() == {2: 1}


def test_a_report_dropped_before_its_commit_never_was(engine: Engine) -> None:
    engine.put(a_report(1, "统筹安排。"))
    engine.drop(1)
    engine.commit()
    assert engine.view().holdings() == {}


def test_a_report_may_come_back_under_its_id(engine: Engine) -> None:
    filled(engine, a_report(1, "统筹安排。"), a_report(2, "统筹谋划。"))
    engine.drop(1)
    engine.commit()
    view = filled(engine, a_report(1, "统筹兼顾。"))
    assert places(view, "统筹") == [(100, 0), (200, 0)]
    assert places(view, "安排") == []
    assert passages(view, "兼顾") == {100}
    assert view.holdings() == {1: 1, 2: 1}


def test_a_report_put_again_takes_the_place_of_the_first(engine: Engine) -> None:
    filled(engine, a_report(1, "统筹安排。", "压实责任。"))
    view = filled(engine, a_report(1, "统筹兼顾。"))
    assert places(view, "统筹") == [(100, 0)]
    assert places(view, "压实") == []
    assert passages(view, "压实") == set()
    assert view.holdings() == {1: 1}


def test_a_report_without_passages_is_held_too(engine: Engine) -> None:
    view = filled(engine, a_report(1), a_report(2, "统筹安排。"))
    assert view.holdings() == {1: 0, 2: 1}
    assert places(view, "统筹") == [(200, 0)]
    engine.drop(2)
    engine.commit()
    assert engine.view().holdings() == {1: 0}


def test_an_open_view_does_not_change_while_others_write(engine: Engine) -> None:
    before = filled(engine, a_report(1, "统筹安排。"), a_report(2, "统筹谋划。"))
    for number in range(3, 9):
        engine.drop(number - 2)
        filled(engine, a_report(number, "统筹兼顾。"))
    assert places(before, "统筹") == [(100, 0), (200, 0)]
    assert passages(before, "统筹") == {100, 200}
    assert before.holdings() == {1: 1, 2: 1}
    assert engine.view().holdings() == {7: 1, 8: 1}


def test_after_clear_nothing_is_held_and_the_engine_can_be_filled_again(engine: Engine) -> None:
    filled(engine, a_report(1, "统筹安排。"))
    engine.put(a_report(2, "统筹谋划。"))
    engine.clear()
    engine.commit()
    assert engine.view().holdings() == {}
    assert filled(engine, a_report(3, "统筹兼顾。")).holdings() == {3: 1}
    assert engine.verify() == ()
