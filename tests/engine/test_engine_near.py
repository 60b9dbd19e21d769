"""What every engine must do with passages that are alike: naive, embedded, merging often."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from index.engine import Engine, PassageText, ReportText, View
from index.engines.embedded import Sizes
from index.engines.naive import NaiveEngine
from index.model import Part
from index.prints import Prints, take_prints

GAS = "全面排查燃气安全隐患128处，督促整改到位126处，整改率达到98.4%。"
GAS_LATER = "全面排查燃气安全隐患３０５处、督促整改到位二百处；整改率达到××%"
ROADS = "新建改造农村公路36公里，惠及沿线群众1.2万人，打通断头路4条。"
MARKET = "开展农贸市场整治行动，取缔占道经营摊点五十余个，群众反映良好。"
LONG = (
    "坚持把基层治理摆在突出位置，推行网格化管理、组团式服务，全区划分网格412个，配备专职网格员"
    "八百余名，办结群众诉求1.3万件，矛盾纠纷就地化解率保持在95%以上，群众安全感稳步提升。"
)


@pytest.fixture
def often() -> Sizes:
    return Sizes(segment=120, tiers=(80, 300), pile=2)


def a_report(number: int, *texts: str, part: Part = Part.BODY) -> ReportText:
    passages = tuple(
        PassageText(number * 100 + place, part, place, text) for place, text in enumerate(texts)
    )
    return ReportText(number, "区应急管理局工作总结", passages)


def filled(engine: Engine, *reports: ReportText) -> View:
    for report in reports:
        engine.put(report)
    engine.commit()
    return engine.view()


def near(view: View, text: str, limit: int = 30) -> list[int]:
    return view.near([text], limit=limit).passages.tolist()


def digests(view: View) -> dict[int, int]:
    texts = view.texts()
    assert (np.diff(texts.passages) > 0).all()
    return dict(zip(texts.passages.tolist(), texts.digests.tolist(), strict=True))


def pairs(view: View) -> set[tuple[int, int]]:
    """All pairs, as the least passages that have their texts."""
    first: dict[int, int] = {}
    for passage, digest in digests(view).items():
        first.setdefault(digest, passage)
    found = []
    for lot in view.pairs():
        assert (lot.lefts < lot.rights).all()
        assert (lot.shared > 0).all()
        found += zip(lot.lefts.tolist(), lot.rights.tolist(), strict=True)
    assert len(found) == len(set(found))
    return {tuple(sorted((first[one], first[two]))) for one, two in found}


def test_an_engine_that_was_never_filled_has_no_texts(engine: Engine) -> None:
    view = engine.view()
    assert near(view, GAS) == []
    assert digests(view) == {}
    assert pairs(view) == set()


@pytest.mark.parametrize("text", [GAS, ROADS, MARKET, LONG, "安全生产", "党"])
def test_a_passage_finds_itself_first(engine: Engine, text: str) -> None:
    texts = (GAS, ROADS, MARKET, LONG, "安全生产", "党", "党的建设全面加强，安全生产形势平稳")
    view = filled(engine, *(a_report(number, one) for number, one in enumerate(texts, start=1)))
    found = view.near([text], limit=1)
    place = 100 * (texts.index(text) + 1)
    assert found.passages[0] == place
    assert found.digests[0] == digests(view)[place]
    assert found.shared[0] == found.shared.max()


def test_copies_with_other_figures_are_one_text_and_all_found(engine: Engine) -> None:
    view = filled(
        engine, a_report(1, ROADS, GAS), a_report(2, GAS_LATER), a_report(3, "一是" + GAS)
    )
    held = digests(view)
    assert held[101] == held[200] == held[300] != held[100]
    for text in (GAS, GAS_LATER, "（二）" + GAS):
        found = view.near([text], limit=1)
        assert found.passages.tolist() == [101, 200, 300]
        assert found.digests.tolist() == [held[101]] * 3


def test_an_edited_copy_and_one_inside_a_longer_text_are_found(engine: Engine) -> None:
    view = filled(engine, a_report(1, GAS, ROADS), a_report(2, LONG + ROADS))
    edited = "新建改造农村公路四十公里，惠及沿线村民近两万人，打通断头路若干条。"
    assert set(near(view, edited)[:2]) == {101, 200}
    assert near(view, "配备专职网格员500名，办结群众诉求两万件") == [200]
    assert near(view, "气象台发布暴雪橙色预警") == []
    assert near(view, "。") == near(view, "") == []


def test_titles_and_headings_have_no_prints(engine: Engine) -> None:
    view = filled(
        engine,
        a_report(1, GAS, part=Part.TITLE),
        a_report(2, GAS, part=Part.HEADING),
        a_report(3, ROADS, "。"),
    )
    assert near(view, GAS) == []
    assert digests(view).keys() == {300, 301}
    assert digests(view)[301] == 0
    assert pairs(view) == set()


def test_no_more_texts_than_asked_for_but_all_passages_that_have_them(engine: Engine) -> None:
    variants = [GAS.replace("燃气", name) for name in ("消防", "交通", "校园", "工地", "景区")]
    view = filled(engine, *(a_report(number, *variants, GAS) for number in (1, 2, 3)))
    found = view.near([GAS], limit=2)
    assert found.passages.tolist()[:3] == [105, 205, 305]
    assert len(found.passages) == 6
    assert len(set(found.digests.tolist())) == 2
    assert (np.diff(found.scores[3:]) <= 0).all()


def test_many_texts_are_answered_as_if_each_asked_alone(engine: Engine) -> None:
    view = filled(engine, a_report(1, GAS, ROADS, LONG), a_report(2, MARKET, GAS_LATER))
    texts = [GAS, "无关内容", ROADS + LONG, "", MARKET, GAS]
    together = view.near(texts)
    alone = [view.near([text]) for text in texts]
    assert together.askers.tolist() == [
        number for number, one in enumerate(alone) for _ in one.passages
    ]
    for column in ("passages", "digests", "scores", "shared"):
        joined = np.concatenate([getattr(one, column) for one in alone])
        assert getattr(together, column).tolist() == joined.tolist()
    assert view.near([]).passages.tolist() == []


def test_a_dropped_report_is_near_to_nothing(engine: Engine) -> None:
    filled(engine, a_report(1, GAS, ROADS), a_report(2, GAS_LATER, LONG))
    engine.drop(1)
    engine.commit()
    view = engine.view()
    assert near(view, GAS) == [200]
    assert near(view, ROADS) == []
    assert digests(view).keys() == {200, 201}


def test_a_report_put_again_is_near_as_it_is_now(engine: Engine) -> None:
    filled(engine, a_report(1, GAS), a_report(2, LONG))
    view = filled(engine, a_report(1, ROADS))
    assert near(view, GAS) == []
    assert near(view, ROADS) == [100]
    assert digests(view).keys() == {100, 200}


def test_what_was_rolled_back_or_not_yet_committed_is_near_to_nothing(engine: Engine) -> None:
    filled(engine, a_report(1, GAS))
    engine.put(a_report(2, ROADS))
    engine.drop(1)
    assert near(engine.view(), GAS) == [100]
    engine.rollback()
    engine.commit()
    assert near(engine.view(), GAS) == [100]
    assert near(engine.view(), ROADS) == []


def test_merging_and_settling_change_no_answer(engine: Engine) -> None:
    texts = (GAS, ROADS, MARKET, GAS_LATER, LONG, LONG + GAS, MARKET + ROADS, "党建")
    for number in range(1, 17):
        filled(engine, a_report(number, texts[number % 8], texts[number * 3 % 7]))
        engine.drop(number - 6)
    engine.commit()
    before = engine.view()
    engine.settle()
    after = engine.view()
    assert digests(before) == digests(after)
    assert len(digests(after)) == 12
    assert pairs(before) == pairs(after) != set()
    for text in texts:
        assert sorted(near(before, text)) == sorted(near(after, text)) != []


def test_an_open_view_finds_what_it_held_while_others_write(engine: Engine) -> None:
    before = filled(engine, a_report(1, GAS), a_report(2, ROADS))
    for number in range(3, 12):
        engine.drop(number - 2)
        filled(engine, a_report(number, MARKET))
    engine.settle()
    assert near(before, GAS) == [100]
    assert near(before, MARKET) == []
    assert digests(before).keys() == {100, 200}
    assert near(engine.view(), MARKET) == [1000, 1100]


def test_alike_texts_are_a_pair_once_and_copies_are_none(engine: Engine) -> None:
    edited = GAS.replace("督促整改到位", "已经整改完毕")
    longer = LONG.replace("群众安全感稳步提升", "平安建设成效明显，群众安全感稳步提升")
    view = filled(
        engine,
        a_report(1, GAS, ROADS, LONG),
        a_report(2, edited, GAS_LATER),
        a_report(3, longer, "气象台发布暴雪橙色预警。", ROADS),
    )
    assert {(100, 200), (102, 300)} <= pairs(view)
    assert (100, 201) not in pairs(view)
    assert not [pair for pair in pairs(view) if 301 in pair]


def test_prints_taken_before_change_no_answer(engine: Engine) -> None:
    reports = [a_report(1, GAS, ROADS), a_report(2, LONG), a_report(3, GAS_LATER, "。")]
    taken = replace(reports[1], prints=prints_of(reports[1]))
    view = filled(engine, reports[0], taken, replace(reports[2], prints=prints_of(reports[2])))
    assert digests(view) == digests(filled(NaiveEngine(), *reports))
    assert near(view, GAS) == [100, 300]
    assert near(view, LONG) == [200]


def test_prints_taken_by_other_rules_or_of_other_passages_are_taken_anew(engine: Engine) -> None:
    report = a_report(1, GAS, ROADS)
    other = replace(prints_of(a_report(1, LONG, MARKET)), rules="later")
    fewer = prints_of(a_report(2, LONG))
    view = filled(
        engine,
        replace(report, prints=other),
        replace(a_report(2, MARKET, "党建"), prints=fewer),
    )
    assert near(view, GAS) == [100]
    assert near(view, MARKET) == [200]
    assert near(view, LONG) == []


def prints_of(report: ReportText) -> Prints:
    return take_prints([passage.printed for passage in report.passages])
