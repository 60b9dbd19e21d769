"""What every engine must do with text that was removed: find it, and count it nowhere else."""

from __future__ import annotations

from index.engine import Engine, Form, PassageText, Phrase, ReportText, View
from index.folding import fold, fold_loose
from index.model import Part


def a_report(number: int, *removed: str, text: str = "统筹安排。") -> ReportText:
    passage = PassageText(number * 100, Part.BODY, 0, text)
    return ReportText(number, "城投集团述职报告", (passage,), removed=removed)


def filled(engine: Engine, *reports: ReportText) -> View:
    for report in reports:
        engine.put(report)
    engine.commit()
    return engine.view()


def removed(view: View, phrase: str, form: Form = Form.EXACT) -> list[tuple[int, ...]]:
    """Report, piece, offset and length of every place; `#` stands for a figure."""
    folded = fold if form is Form.EXACT else fold_loose
    found = view.removed(Phrase(tuple(map(folded, phrase.split("#"))), form))
    columns = (found.reports, found.pieces, found.offsets, found.lengths)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def test_what_was_removed_is_found_at_every_place(engine: Engine) -> None:
    view = filled(
        engine,
        a_report(1, "文库下载，扫码下载", "第 3 页"),
        a_report(2),
        a_report(3, "返回顶部", "下载打印"),
    )
    assert removed(view, "下载") == [(1, 0, 2, 2), (1, 0, 7, 2), (3, 1, 0, 2)]
    assert removed(view, "第3页") == [(1, 1, 0, 3)]
    assert removed(view, "第#页") == [(1, 1, 0, 3)]
    assert removed(view, "统筹") == []
    assert removed(view, "鼎") == []


def test_no_other_answer_knows_of_what_was_removed(engine: Engine) -> None:
    view = filled(engine, a_report(1, "统筹安排，统筹谋划，扫码下载"))
    assert view.count(Phrase(("统筹",))) == 1
    assert view.count(Phrase(("扫码",))) == 0
    assert view.phrase(Phrase(("统筹",))).counts.tolist() == [1]
    assert view.words("扫码 下载").passages.tolist() == []
    assert view.texts().passages.tolist() == [100]
    assert view.near(["统筹安排，统筹谋划，扫码下载"]).passages.tolist() in ([], [100])
    assert view.holdings() == {1: 1}


def test_each_piece_is_a_text_of_its_own(engine: Engine) -> None:
    view = filled(engine, a_report(1, "扫码", "下载", text="安全生产"), a_report(2, "打印"))
    assert removed(view, "扫码下载") == []
    assert removed(view, "下载打印") == []
    assert removed(view, "生产扫码") == []


def test_a_piece_of_several_lines_is_read_across_its_line_breaks(engine: Engine) -> None:
    view = filled(engine, a_report(1, "目录\n一、党建\n工作……3\n二、安全"))
    assert removed(view, "党建工作") == [(1, 0, 4, 4)]
    assert removed(view, "工作……3") == [(1, 0, 6, 9)]


def test_punctuation_is_ignored_where_asked_for(engine: Engine) -> None:
    view = filled(engine, a_report(1, "关注、分享", "关注分享"))
    assert removed(view, "关注分享") == [(1, 1, 0, 4)]
    assert removed(view, "关注分享", Form.LOOSE) == [(1, 0, 0, 5), (1, 1, 0, 4)]


def test_overlapping_and_expanded_characters_count_as_in_passages(engine: Engine) -> None:
    view = filled(engine, a_report(1, "××××", "①项…"))
    assert removed(view, "××") == [(1, 0, 0, 2), (1, 0, 1, 2), (1, 0, 2, 2)]
    assert removed(view, ".") == [(1, 1, 2, 1)]
    assert removed(view, "1项") == [(1, 1, 0, 2)]


def test_pieces_without_anything_visible_keep_their_number_and_are_not_held(
    engine: Engine,
) -> None:
    view = filled(engine, a_report(1, "\x07", "　\u200b", "附件", ""), a_report(2, " "))
    assert removed(view, "附件") == [(1, 2, 0, 2)]
    assert view.removed_held() == {1: 1}


def test_removed_text_goes_with_its_report(engine: Engine) -> None:
    filled(engine, a_report(1, "扫码下载"), a_report(2, "扫码打印"), a_report(3, "扫码"))
    engine.drop(2)
    engine.commit()
    view = engine.view()
    assert removed(view, "扫码") == [(1, 0, 0, 2), (3, 0, 0, 2)]
    assert view.removed_held() == {1: 1, 3: 1}
    view = filled(engine, a_report(1, "返回顶部"))
    assert removed(view, "扫码") == [(3, 0, 0, 2)]
    assert removed(view, "返回") == [(1, 0, 0, 2)]
    view = filled(engine, a_report(1))
    assert removed(view, "返回") == []
    assert view.removed_held() == {3: 1}


def test_what_was_removed_comes_in_order_whatever_was_merged(engine: Engine) -> None:
    for number in (7, 3, 5, 1, 6, 2, 4):
        filled(engine, a_report(number, "扫码", "下载扫码", text="统筹安排。" * number))
    engine.settle()
    view = engine.view()
    assert removed(view, "扫码") == [
        place for number in range(1, 8) for place in ((number, 0, 0, 2), (number, 1, 2, 2))
    ]
    assert removed(view, "下载扫码") == [(number, 1, 0, 4) for number in range(1, 8)]
    assert view.removed_held() == dict.fromkeys(range(1, 8), 2)


def test_a_report_of_nothing_but_removed_text_is_searched(engine: Engine) -> None:
    view = filled(engine, ReportText(1, "无题", (), removed=("扫码下载",)), a_report(2))
    assert removed(view, "扫码") == [(1, 0, 0, 2)]
    assert view.holdings() == {1: 0, 2: 1}


def test_an_engine_without_removed_text_finds_none(engine: Engine) -> None:
    assert removed(engine.view(), "扫码") == []
    assert engine.view().removed_held() == {}
    assert removed(filled(engine, a_report(1), a_report(2)), "统筹") == []


def test_after_clear_nothing_removed_is_held(engine: Engine) -> None:
    filled(engine, a_report(1, "扫码下载"))
    engine.clear()
    assert engine.view().removed_held() == {}
    assert removed(filled(engine, a_report(1, "下载")), "下载") == [(1, 0, 0, 2)]
