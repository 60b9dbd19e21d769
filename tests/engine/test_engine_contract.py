"""What every engine must do: run over the naive engine and the embedded one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from index.engine import Engine, Form, PassageText, Phrase, ReportText, View
from index.folding import fold, fold_loose
from index.model import Part

Make = Callable[[], Engine]


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


def found(view: View, phrase: Phrase) -> list[tuple[int, int, int]]:
    """All places (passage, offset, length), after holding the three answers against each other."""
    matches = view.phrase(phrase)
    assert view.count(phrase) == matches.counts.sum()
    assert (matches.counts > 0).all()
    assert (np.diff(matches.passages) > 0).all()
    places = view.places(phrase, matches.passages)
    assert (places.lengths > 0).all()
    assert np.array_equal(np.repeat(matches.passages, matches.counts), places.passages)
    columns = (places.passages, places.offsets, places.lengths)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def places(view: View, phrase: str) -> list[tuple[int, int]]:
    """Where an exact phrase starts."""
    return [place[:2] for place in found(view, Phrase((fold(phrase),)))]


def loosely(view: View, phrase: str) -> list[tuple[int, int, int]]:
    """Where a phrase stands, `#` for a figure, punctuation ignored."""
    parts = tuple(map(fold_loose, phrase.split("#")))
    return found(view, Phrase(parts, Form.LOOSE))


def exactly(view: View, phrase: str) -> list[tuple[int, int, int]]:
    """Where a phrase stands, `#` for a figure."""
    return found(view, Phrase(tuple(map(fold, phrase.split("#")))))


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


def test_punctuation_is_ignored_where_asked_for(engine: Engine) -> None:
    view = filled(
        engine,
        a_report(1, "打造市场化、法治化、国际化环境。", "市场化法治化国际化，市场化（法治化）。"),
        a_report(2, "“三会|一课”落实；", "落实三会"),
    )
    assert loosely(view, "市场化法治化") == [(100, 2, 7), (101, 0, 6), (101, 10, 7)]
    assert loosely(view, "市场化，法治化。") == loosely(view, "市场化法治化")
    assert exactly(view, "市场化法治化") == [(101, 0, 6)]
    assert loosely(view, "三会一课落实") == [(200, 1, 7)]
    assert loosely(view, "落实落实") == []
    assert loosely(view, "化") == [
        (100, 4, 1), (100, 8, 1), (100, 12, 1),
        (101, 2, 1), (101, 5, 1), (101, 8, 1), (101, 12, 1), (101, 16, 1),
    ]  # fmt: skip


def spelled(view: View, phrase: str, *paragraphs: str) -> list[str]:
    """What a phrase with figures matches in report 1, one passage a paragraph."""
    return [
        fold(paragraphs[passage - 100])[offset : offset + length]
        for passage, offset, length in exactly(view, phrase)
    ]


def test_a_figure_stands_for_any_whole_number_or_mask(engine: Engine) -> None:
    text = "增长5%，增长１２．５％，增长××%，增长百分之五，增长1,234.5%。"
    text += "召开三次、12次、二十一次、多次。"
    view = filled(engine, a_report(1, text))
    assert spelled(view, "增长#%", text) == ["增长5%", "增长12.5%", "增长××%", "增长1,234.5%"]
    assert spelled(view, "召开#次", text) == ["召开三次"]
    assert spelled(view, "#次", text) == ["三次", "12次", "二十一次"]
    assert spelled(view, "百分之#", text) == ["百分之五"]


def test_a_scale_may_belong_to_the_figure_or_follow_it(engine: Engine) -> None:
    text = "投入120万元，投入三千万元，投入1.2亿元。"
    view = filled(engine, a_report(1, text))
    assert spelled(view, "投入#万元", text) == ["投入120万元", "投入三千万元"]
    assert spelled(view, "投入#元", text) == ["投入120万元", "投入三千万元", "投入1.2亿元"]
    assert spelled(view, "投入#", text) == ["投入120万", "投入三千万", "投入1.2亿"]
    assert spelled(view, "#元", text) == ["120万元", "三千万元", "1.2亿元"]


def test_no_figure_is_cut(engine: Engine) -> None:
    text = "完成1200户、①2户、3.5户、X光室、某些户、某户、-3户。"
    view = filled(engine, a_report(1, text))
    assert spelled(view, "#户", text) == ["1200户", "2户", "3.5户", "某户", "-3户"]
    assert spelled(view, "200户", text) == ["200户"]
    assert spelled(view, "1#户", text) == ["12户"]  # ①2户: the one is no figure, the two is
    assert spelled(view, "12#户", text) == []
    assert spelled(view, "成#户、", text) == ["成1200户、"]
    assert spelled(view, "、#户。", text) == ["、-3户。"]
    assert spelled(view, "、-#户。", text) == ["、-3户。"]
    assert spelled(view, "#光", text) == []


def test_a_phrase_may_have_several_figures_and_run_over_cuts(engine: Engine) -> None:
    whole = "开展“百日”行动3次，覆盖|1,500户、6|0人；"
    view = filled(engine, a_report(1, whole, "再访2次，访3户。"))
    folded = fold(whole.replace("|", ""))
    for phrase, passage, match in (
        ("#次，覆盖#户", 100, "3次,覆盖1,500户"),
        ('百日"行动#次，覆盖#户、#人', 100, '百日"行动3次,覆盖1,500户、60人'),
        ("、#人；", 101, "、60人;"),
    ):
        start = folded.index(match) - (folded.index("1,500") if passage == 101 else 0)
        assert exactly(view, phrase) == [(passage, start, len(match))]
    assert loosely(view, "百日行动#次覆盖#户#人") == [
        (100, folded.index("百"), len('百日"行动3次,覆盖1,500户、60人'))
    ]
    assert exactly(view, "人；再访#") == []
    assert loosely(view, "人再访#") == []


def test_places_are_given_for_the_passages_asked_for(engine: Engine) -> None:
    view = filled(engine, a_report(1, "安全安全", "安全"), a_report(2, "安全，安全"))
    phrase = Phrase(("安全",))
    some = view.places(phrase, np.array([100, 200, 999]))
    assert some.passages.tolist() == [100, 100, 200, 200]
    assert some.offsets.tolist() == [0, 2, 0, 3]
    assert some.lengths.tolist() == [2] * 4
    assert view.places(phrase, np.array([], dtype=np.int64)).passages.tolist() == []
    assert view.places(Phrase(("鼎",)), np.array([100])).passages.tolist() == []


def test_characters_between_paragraphs_cannot_be_asked_for(engine: Engine) -> None:
    view = filled(engine, a_report(1, "甲", "乙"))
    for code in range(0x20):
        assert view.count(Phrase((chr(code),))) == 0
        assert view.count(Phrase((chr(code),), Form.LOOSE)) == 0


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
