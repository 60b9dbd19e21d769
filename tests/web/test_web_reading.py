"""A report made ready to read: blocks, outline, occurrences, what was removed."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from index.model import Outline, Part, Passage, Removed, Section, Span, Why
from search.model import Continuation
from tests.web.fake_library import FakeLibrary, a_report
from web.app import create_app
from web.reading import Found, ahead, blocks, entries, found_in, removed_places
from web.words import REASONS

WHYS = {why: why.value for why in REASONS}


@pytest.fixture
def library(tmp_path):
    return FakeLibrary(tmp_path, (a_report(1),))


def test_occurrences_are_numbered_in_reading_order(library):
    report = library.report(1)
    found = found_in(report, library.find_in(1, "安全生产").hits)
    assert found.total == 3
    assert [index for index, _ in found.places] == sorted(index for index, _ in found.places)
    assert (found.current, found.previous, found.next) == (1, 3, 2)


def test_coming_from_a_hit_the_occurrence_in_its_passage_is_current(library):
    report = library.report(1)
    hits = library.find_in(1, "安全生产").hits
    found = found_in(report, hits, at=hits[1].index)
    assert found.places[found.current - 1][0] == hits[1].index


def test_a_number_beyond_the_last_occurrence_falls_back(library):
    found = found_in(library.report(1), library.find_in(1, "安全生产").hits, number=99)
    assert found.current == 1


def test_a_match_that_runs_on_is_marked_in_the_next_passage_too(library):
    report = library.report(1)
    hit = library.find_in(1, "考核").hits[0]
    following = Continuation(report.first_passage + hit.index + 1, (Span(0, 2),))
    found = found_in(report, [replace(hit, continues=(following,))])
    shown = blocks(report, found, reasons=WHYS, show_removed=False)
    assert "<mark" in shown[hit.index + 1].html


def test_labels_are_bold_and_masks_boxed():
    report = a_report(1)
    shown = blocks(report, Found((), ()), reasons=WHYS, show_removed=False)
    point = next(block.html for block in shown if "软弱涣散" in block.html)
    assert point.startswith('<b class="point">二是</b>')
    assert '<span class="mask">XX</span>' in point


def test_removed_text_is_shown_only_when_asked_for():
    report = a_report(1)
    hidden = blocks(report, Found((), ()), reasons=WHYS, show_removed=False)
    shown = blocks(report, Found((), ()), reasons=WHYS, show_removed=True)
    assert not any("paidbegin" in block.html for block in hidden)
    assert any('把<span class="removed" id="r' in block.html for block in shown)
    assert "党建园地" in ahead(report, WHYS)[0]


def test_the_outline_counts_the_text_below_each_heading():
    report = a_report(1)
    lines = entries(report.outline, current=-1)
    assert [(line.text, line.level, line.passages) for line in lines] == [
        ("", 1, 1),
        ("一、主要做法及成效", 1, 4),
        ("1.压实管党治党责任。", 2, 4),
        ("二、存在问题及原因", 1, 2),
    ]
    assert not any(line.current for line in lines)


@pytest.mark.parametrize(("passage", "heading"), [(1, ""), (4, "1.压实"), (9, "二、存在")])
def test_the_outline_marks_the_section_that_holds_the_passage(passage, heading):
    lines = entries(a_report(1).outline, current=passage)
    (current,) = [line for line in lines if line.current]
    assert current.text.startswith(heading)


def test_equal_removed_pieces_stand_together_with_their_places():
    report = a_report(1)
    again = Removed("##paidbegin##", Why.MARKUP, 200, passage=6, offset=0)
    places = removed_places(replace(report, removed=(*report.removed, again)))
    markup = next(place for place in places if place.text == "##paidbegin##")
    assert markup.times == 2
    before, after, passage = markup.places[0]
    assert report.outline.passages[passage].text.find(before + after) >= 0


def test_a_report_of_two_thousand_passages_is_shown_quickly(tmp_path):
    text = "一是坚持把安全生产摆在首位，全年排查隐患×××处，整改率达99.5%，形势总体平稳。" * 4
    heading = Passage(0, Part.HEADING, 0, "一、主要做法")
    body = tuple(Passage(n, Part.BODY, n, text, "一是", ("一、主要做法",)) for n in range(1, 2001))
    outline = Outline(None, (), (Section(1, "一", "主要做法", None, heading, body),))
    small = a_report(1)
    big = replace(small, outline=outline, removed=(), row=replace(small.row, passages=2001))
    client = create_app(FakeLibrary(tmp_path, (big,))).test_client()
    client.get("/reports/1")
    start = time.process_time()
    page = client.get("/reports/1?q=安全生产")
    assert time.process_time() - start < 2
    assert page.get_data(as_text=True).count('class="anchor"') == 8000
