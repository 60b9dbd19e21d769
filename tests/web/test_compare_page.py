"""对比 as people see it without JavaScript: every difference is there, every switch is a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_support import app_of

from index.model import Span
from search.comparing.model import CompareRequest, Comparison, Given, Relocation, RowKind
from search.library import Library
from tests.web import compared_reports as texts
from web.beside.overview import HEIGHT, overview
from web.beside.rows import Rows
from web.beside.sections import Fold, Line, Stub, blocks
from web.context import the_drafts


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = texts.written(tmp_path_factory.mktemp("in") / "报送")
    with Library(tmp_path_factory.mktemp("home")) as library:
        assert not library.add([folder], workers=1).refused
        yield library


@pytest.fixture(scope="module")
def app(kept: Library) -> Iterator[Flask]:
    with app_of(kept) as made:
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def compared(kept: Library) -> Comparison:
    return kept.compare(CompareRequest(Given(1), Given(2)))


def shown(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def plain(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup))


def row_of(page: str, text: str) -> str:
    """Return the markup of the row that says `text`."""
    rows = re.findall(r'<article class="row.*?</article>', page, re.DOTALL)
    return next(row for row in rows if text in plain(row))


def link_of(page: str, name: str) -> str:
    """Return where the element with the id `name` leads."""
    tag = re.search(rf'<a id="{name}"[^>]*>', page)
    assert tag
    return unescape(re.search(r'href="([^"]*)"', tag[0])[1])


class _Open(HTMLParser):
    """Collects what is read without opening a fold."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._shut: list[bool] = []
        self._summary = 0

    def handle_starttag(self, tag, attrs):
        if tag == "details":
            self._shut.append("open" not in dict(attrs))
        self._summary += tag == "summary"

    def handle_endtag(self, tag):
        if tag == "details":
            self._shut.pop()
        self._summary -= tag == "summary"

    def handle_data(self, data):
        folds = self._shut[:-1] if self._summary else self._shut
        if not any(folds):
            self.text += data


def read(page: str) -> str:
    reader = _Open()
    reader.feed(page)
    return reader.text


def in_blocks(compared: Comparison, app: Flask, **how):
    wanted = {"hidden": set(), "everything": True, "within": None, "folded": set()} | how
    with app.test_request_context():
        return blocks(Rows(compared, "#r{}".format), **wanted)


def lines_of(made) -> list[int]:
    """Return the numbers of all rows on the page, those of headings too, in order."""
    found = []
    for block in made:
        found += [one.index for one in block.bar.heads] if block.bar else []
        for item in block.items:
            rows = item.rows if isinstance(item, Fold) else [item]
            found += [line.shown.index for line in rows if isinstance(line, Line)]
    return found


def test_nothing_of_either_report_is_lost_whatever_is_hidden(client, compared):
    for query in ("", "&show=all", "&hide=edited,left_only,moved", "&fold=all", "&quiet=no"):
        page = re.sub(r"\s", "", plain(shown(client, f"/compare?left=1&right=2{query}")))
        for row in compared.rows:
            for side in (row.left, row.right):
                if side:
                    assert re.sub(r"\s", "", side.text) in page, query


@pytest.mark.parametrize("everything", [True, False])
@pytest.mark.parametrize("hidden", [set(), {"moved"}, {kind.value for kind in RowKind}])
def test_every_row_stands_on_the_page_once_and_in_order(compared, app, everything, hidden):
    made = in_blocks(compared, app, everything=everything, hidden=hidden)
    assert lines_of(made) == list(range(len(compared.rows)))


def test_each_kind_of_row_says_its_kind_and_its_numbers_first(client):
    page = shown(client, "/compare?left=1&right=2&show=all")
    for text, said in (
        (texts.KEPT, "相同，左 3，右 3"),
        (texts.EDITED_LEFT, "修改，左 5，右 5"),
        (texts.FIRST, "拆分，左 6，右 6、7"),
        (texts.GONE, "仅左，左 7"),
        (texts.COME, "仅右，右 8"),
        (texts.MOVED_LEFT, "修改，移动，左 11，右 10"),
    ):
        row = plain(row_of(page, text))
        assert row.strip().startswith(said)


def test_a_side_that_is_missing_is_said_to_be(client):
    page = shown(client, "/compare?left=1&right=2")
    assert "右没有这一段" in row_of(page, texts.GONE)
    assert "左没有这一段" in row_of(page, texts.COME)


def test_numbers_lead_to_the_passages_of_the_reports(client):
    row = row_of(shown(client, "/compare?left=1&right=2"), texts.EDITED_LEFT)
    assert 'href="/reports/1#p4"' in row
    assert 'href="/reports/2#p4"' in row


def test_words_that_differ_are_marked_whole_on_their_side(client):
    row = row_of(shown(client, "/compare?left=1&right=2"), texts.EDITED_LEFT)
    assert [plain(one) for one in re.findall(r"<del>(.*?)</del>", row)] == ["高温", "党员", "水管"]
    assert [plain(one) for one in re.findall(r"<ins>(.*?)</ins>", row)] == ["低温", "青年", "暖气"]


def test_changed_figures_are_boxed_with_measure_and_qualifier_and_kept_ones_are_not(client):
    row = row_of(shown(client, "/compare?left=1&right=2"), texts.FIGURES_LEFT)
    boxed = [plain(one) for one in re.findall(r'<b class="figure">(.*?)</b>', row)]
    assert boxed == ["12.5公里以上", "9.8%", "15公里左右", "8.6%"]
    assert "＋2.5" in plain(row)
    assert "个百分点" in plain(row)


def test_text_that_looks_like_markup_stays_text(client, compared):
    page = shown(client, "/compare?left=1&right=2")
    hostile = next(row.right for row in compared.rows if row.right and "<script>" in row.right.text)
    assert "<script>alert" not in page
    assert hostile.text in plain(page)


def test_masks_are_boxed(client):
    page = shown(client, "/compare?left=1&right=2&show=all")
    assert page.count('<span class="mask">×××</span>') == 2


def test_only_what_differs_is_read_and_the_rest_is_counted_in_a_fold(client):
    page = shown(client, "/compare?left=1&right=2")
    assert texts.KEPT not in read(page)
    assert texts.KEPT[:20] in read(page)  # the first words of the fold
    assert "1 段相同" in read(page)
    assert texts.KEPT in read(shown(client, "/compare?left=1&right=2&show=all"))
    assert texts.MOVED in read(page)  # the same, but not at its place


def test_a_count_is_a_link_that_hides_its_rows_and_shows_them_again(client):
    page = shown(client, "/compare?left=1&right=2")
    hidden = shown(client, link_of(page, "switch-left_only"))
    assert texts.GONE not in read(hidden)
    assert texts.COME in read(hidden)
    assert texts.GONE in plain(hidden)  # in a fold
    assert "已隐藏" in re.search(r'<a id="switch-left_only".*?</a>', hidden, re.DOTALL)[0]
    again = shown(client, link_of(hidden, "switch-left_only"))
    assert texts.GONE in read(again)


def test_splits_and_merges_are_one_switch(client):
    page = shown(client, "/compare?left=1&right=2")
    assert texts.FIRST in read(page)
    assert texts.FIRST not in read(shown(client, link_of(page, "switch-split")))


def test_the_switch_of_what_is_the_same_is_all_or_only_what_differs(client):
    page = shown(client, "/compare?left=1&right=2")
    assert link_of(page, "switch-same") == link_of(page, "show-all")
    everything = shown(client, link_of(page, "show-all"))
    assert link_of(everything, "switch-same") == link_of(everything, "only-different")


def test_what_is_the_same_can_be_hidden_by_name_too_and_shown_again(client):
    page = shown(client, "/compare?left=1&right=2&show=all&hide=same,left_only")
    assert texts.KEPT not in read(page)
    again = shown(client, link_of(page, "switch-same"))
    assert texts.KEPT in read(again)
    assert texts.GONE not in read(again)


def test_counts_are_those_of_the_summary(client, compared):
    page = shown(client, "/compare?left=1&right=2")
    for name in ("same", "figures", "edited", "left_only", "right_only", "moved"):
        switch = re.search(rf'<a id="switch-{name}".*?</a>', page, re.DOTALL)[0]
        assert int(re.search(r'class="count">([0-9,]+)<', switch)[1]) == getattr(
            compared.summary, name
        )


def test_quiet_changes_are_marked_lightly_or_not_at_all(client):
    page = shown(client, "/compare?left=1&right=2&show=all")
    assert 'class="soft"' in row_of(page, texts.QUIET_LEFT)
    without = shown(client, link_of(page, "quiet-marks"))
    assert 'class="soft"' not in without
    assert texts.QUIET_LEFT in plain(without)


def test_moved_rows_stand_at_the_right_with_a_stub_at_the_left(client, compared):
    page = shown(client, "/compare?left=1&right=2")
    row, stub = (
        row_of(page, "移：由左一第 6 段到右四第 3 段"),
        row_of(page, "移到右四第 3 段，右 19"),
    )
    number = re.search(r'id="r(\d+)"', row)[1]
    assert f'href="#r{number}"' in stub
    assert f'href="#s{number}"' in row
    assert f'id="s{number}"' in stub
    assert "对应段在下方" in stub
    assert "移：左在一，这里在四" in row
    assert page.index(stub) < page.index(row)
    assert row_of(page, texts.GONE) in page[: page.index(stub)]
    other = row_of(page, "移：由左二第 2 段到右一第")
    assert "对应段在上方" in row_of(page, "移到右一第")
    assert page.index(other) < page.index(row_of(page, "移到右一第"))


def test_hiding_what_moved_hides_its_stubs(client):
    page = shown(client, "/compare?left=1&right=2&hide=moved")
    assert texts.MOVED not in read(page)
    assert 'class="row stub"' not in page


def test_sections_stand_in_bars_that_say_what_became_of_them(client):
    page = shown(client, "/compare?left=1&right=2")
    bars = [plain(bar) for bar in re.findall(r'<summary class="bar.*?</summary>', page, re.DOTALL)]
    assert len(bars) == 4
    assert "一、主要工作" in bars[0]
    assert "改名" in bars[0]
    assert "左没有这一部分" in bars[1]
    assert "只有右边有" in bars[1]
    assert "序号不同" in bars[2]
    assert "一、主要<ins>工作成效</ins>" in page


def test_sections_fold_by_parameter_and_then_say_their_counts(client):
    page = shown(client, "/compare?left=1&right=2&fold=2")
    assert texts.QUIET_LEFT[:8] not in read(page)
    assert texts.EDITED_LEFT in read(page)
    block = re.search(r'<details class="block" data-section="2">.*?</summary>', page, re.DOTALL)
    assert "相同 3" in plain(block[0])
    shut = shown(client, "/compare?left=1&right=2&fold=all")
    assert shut.count('<details class="block"') == 4
    assert '<details class="block" data-section="0" open' not in shut
    assert texts.EDITED_LEFT not in read(shut)


def test_one_section_alone_with_its_own_counts(client):
    page = shown(client, "/compare?left=1&right=2&section=1")
    assert "远传水表" in plain(page)
    assert texts.EDITED_LEFT not in plain(page)
    switch = re.search(r'<a id="switch-right_only".*?</a>', page, re.DOTALL)[0]
    assert "2" in re.search(r'class="count">([0-9]+)<', switch)[1]
    assert re.search(r'<option value="1" selected', page)
    assert "数字 0" in plain(page)


def test_links_to_rows_outside_the_chosen_section_lead_to_the_whole_page(client):
    page = shown(client, "/compare?left=1&right=2&section=2")
    stub = row_of(page, "移到右一")
    address = unescape(re.search(r'class="moved" href="([^"]+)"', stub)[1])
    assert "section" not in address
    assert address.startswith("/compare?")
    assert f'id="{address.split("#")[1]}"' in shown(client, address)


def test_every_link_within_the_page_has_somewhere_to_go(client):
    for query in ("", "&show=all", "&hide=moved", "&section=2", "&hide=same,edited", "&fold=all"):
        page = shown(client, f"/compare?left=1&right=2{query}")
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), query
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids), query


def test_swapping_keeps_what_is_shown_and_mirrors_it(client):
    page = shown(client, "/compare?left=1&right=2&show=all&hide=left_only,moved&section=1&at=2")
    address = re.search(r'<a class="button small" href="([^"]+)" data-key="x"', page)[1]
    address = unescape(address)
    assert "left=2&right=1" in address
    assert "hide=right_only,moved" in address.replace("%2C", ",")
    assert "show=all" in address
    assert "section" not in address
    swapped = shown(client, address)
    assert "左没有这一段" in row_of(swapped, texts.GONE)


def test_the_places_of_differences_can_be_gone_through_by_links(client):
    page = shown(client, "/compare?left=1&right=2")
    count = int(re.search(r"([0-9]+) 处不同", plain(page))[1])
    assert count == page.count(" data-stop")
    for number in range(1, count + 1):
        address = unescape(re.search(r'data-step="1"[^>]*href="([^"]+)"', page)[1])
        page = shown(client, address)
        assert f"第 {number} / {count} 处" in plain(page)
        here = re.search(r'class="(?:row|bar)[^"]* here"[^>]*id="([^"]+)"', page)
        assert here[1] == address.split("#")[1]
    assert not re.search(r'data-step="1"[^>]*href=', page)


def test_a_missing_side_leads_to_the_choice_with_the_other_kept(client):
    for query, kept in (("?left=1", "left=1"), ("?right=2", "right=2"), ("", "")):
        answer = client.get(f"/compare{query}")
        assert answer.status_code == 302
        assert answer.location.startswith("/compare/choose")
        assert answer.location.partition("?")[2] == kept


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("left=1&right=77", 404),
        ("left=x&right=1", 400),
        ("left=1&right=2&section=9", 400),
        ("left=1&right=2&at=-1", 400),
        ("left=1&right=2&columns=colour", 400),
    ],
)
def test_what_cannot_be_shown_is_a_page_that_says_why(client, query, status):
    answer = client.get(f"/compare?{query}")
    assert answer.status_code == status
    assert "Traceback" not in answer.get_data(as_text=True)


def test_what_an_address_makes_up_is_ignored(client):
    page = shown(client, "/compare?left=1&right=2&hide=nothing,edited,&fold=x,9999999999&show=no")
    assert texts.EDITED_LEFT not in read(page)


def test_a_report_beside_itself_and_identical_reports_are_said_to_be(client):
    assert "同一篇报告" in read(shown(client, "/compare?left=1&right=1"))
    assert "完全相同" in read(shown(client, "/compare?left=1&right=4"))
    assert "没有不同之处" in read(shown(client, "/compare?left=1&right=4"))


def test_strangers_are_shown_with_how_little_they_share(client):
    page = shown(client, "/compare?left=1&right=3")
    said = re.search(r"共 (\d+) 行，只有 (\d+) 行两边都有", read(page))
    assert int(said[2]) * 6 < int(said[1])
    assert "食堂的菜谱每周一贴在门口" in read(page)
    assert texts.GONE in read(page)


def test_a_draft_stands_beside_a_report_without_links_into_the_library(client, app):
    with app.app_context():
        key = the_drafts().keep(Given(text=f"{texts.KEPT}\n{texts.EDITED_RIGHT}"))
    page = shown(client, f"/compare?left=1&right=~{key}")
    row = row_of(page, texts.EDITED_LEFT)
    assert "草稿" in read(page)
    assert 'href="/reports/1#p4"' in row
    assert "右 2" in plain(row)
    assert row.count('href="/reports/') == 1


def test_exports_and_the_choice_of_another_one_are_offered(client):
    page = unescape(shown(client, "/compare?left=1&right=2"))
    for kind in ("html", "docx", "xlsx", "json"):
        assert f"/compare/export?left=1&right=2&format={kind}" in page
    assert "/compare/choose?right=2" in page
    assert "/compare/choose?left=1" in page


class _Own(HTMLParser):
    """Collects the words of the page itself: not what is marked as Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._chinese: list[bool] = [False] * 3  # body and html are opened before

    def handle_starttag(self, tag, attrs):
        if tag not in ("input", "img", "link", "meta", "source", "br"):
            said = dict(attrs).get("lang")
            self._chinese.append(said == "zh-CN" if said else self._chinese[-1])

    def handle_startendtag(self, tag, attrs):
        """Leave alone what holds nothing."""

    def handle_endtag(self, tag):
        self._chinese.pop()

    def handle_data(self, data):
        if not self._chinese[-1]:
            self.text += data


def test_the_page_speaks_english_too(client):
    for query in ("", "&show=all&fold=all", "&hide=edited,moved"):
        reader = _Own()
        reader.feed(shown(client, f"/compare?left=1&right=2&lang=en{query}").split("<body")[1])
        own = re.sub(r"云溪供水公司(2023|2024)年工作总结", "", reader.text)
        assert "Left only" in own
        assert not re.search(r"[\u4e00-\u9fff]{3,}", own)


def test_text_that_moved_between_rows_is_marked_and_linked_both_ways(app, compared):
    left, right = (next(n for n, row in enumerate(compared.rows) if row.kind is kind)
                   for kind in (RowKind.LEFT_ONLY, RowKind.RIGHT_ONLY))  # fmt: skip
    moved = Relocation(left, Span(0, 4), right, Span(2, 6), 1.0)
    found = Comparison(
        **{name: getattr(compared, name) for name in Comparison.__slots__ if name != "relocations"},
        relocations=(moved,),
    )
    with app.test_request_context():
        rows = Rows(found, "#r{}".format)
        here, there = rows.shown(left).left, rows.shown(right).right
    assert here
    assert there
    assert re.search(
        rf'<span class="elsewhere">老旧泵房</span><a class="to" href="#r{right}">移到右 8</a>',
        here.html,
    )
    assert f'<a class="to" href="#r{left}">自左 7</a>' in there.html


def test_a_stub_stands_for_all_that_moved_together(tmp_path):
    block = [
        "（二）队伍建设",
        "新进职工先跟老师傅在抢修班轮岗半年，再回到各自岗位。",
        "技能比武的题目由一线班组长出，评委从兄弟单位请。",
    ]
    kept = [
        "（一）安全生产",
        "加氯间每周做一次应急演练，呼吸器的气压天天有人看。",
        "变电所的倒闸操作一律两人在场，一人操作一人监护。",
        "（三）优质服务",
        "营业厅的叫号机改成大字版，老人不用再请人帮忙。",
        "账单上的阶梯水价写成一句白话，谁看了都明白。",
    ]
    head = ["云溪供水公司工作总结", "一、主要工作"]
    left = [*head, *kept[:3], *block, *kept[3:]]
    right = [*head, *kept, *block]
    with Library(tmp_path / "home") as library, app_of(library) as app:
        found = library.compare(
            CompareRequest(Given(text="\n".join(left)), Given(text="\n".join(right)))
        )
        with app.test_request_context():
            made = blocks(
                Rows(found, "#r{}".format),
                hidden=set(), everything=False, within=None, folded=set(),
            )  # fmt: skip
    stubs = [item for block in made for item in block.items if isinstance(item, Stub)]
    assert len(stubs) == 1
    assert len(stubs[0].rows) == found.summary.moved == 3


def test_the_overview_is_to_scale(compared):
    drawing = overview(compared.rows)
    assert len(drawing.extents) == len(compared.rows)
    for which, name in ((0, "left"), (2, "right")):
        sides = [getattr(row, name) for row in compared.rows]
        whole = sum(part.end - part.start for side in sides if side for part in side.parts)
        for side, extent in zip(sides, drawing.extents, strict=True):
            if side and len(side.parts) == 1:
                share = HEIGHT * len(side.text) / whole
                assert extent[which + 1] - extent[which] == pytest.approx(share, abs=1.1)
        assert max(extent[which + 1] for extent in drawing.extents) == HEIGHT
    assert drawing.lines.count("M") == compared.summary.moved


def test_real_reports_lose_nothing_on_the_page(real_reports: Path, tmp_path):
    files = sorted(real_reports.glob("*/*.txt"), key=lambda path: (path.stat().st_size, path))[:2]
    if len(files) < 2:
        pytest.skip("no two text files among the real reports")
    with Library(tmp_path / "home") as library, app_of(library) as app:
        assert len(library.add(files, workers=1).added) == 2
        found = library.compare(CompareRequest(Given(1), Given(2)))
        page = app.test_client().get("/compare?left=1&right=2").get_data(as_text=True)
    said = re.sub(r"\s", "", plain(page))
    for row in found.rows:
        for side in (row.left, row.right):
            assert side is None or re.sub(r"\s", "", side.text) in said
