"""相似段落 as people see it: what was asked stays, both texts side by side, every filter a link."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selenium.webdriver.common.by import By
from web_support import app_of, served

from index.model import Part, Span
from search.library import Library
from search.matching import match
from search.reuse.figures import figures
from search.reuse.model import Direction, Match, Verdict
from search.reuse.percents import alike, amount
from tests.web.browser import chromium, view
from tests.web.copied_reports import CLEARING, EDITED, GUIDED, ON_SITE, RIVER, written
from web.pairs import pair

NOWHERE = "古籍修复师用竹起子一层一层揭开粘连的书页，再用淡墨补上虫蛀的小孔，晾在通风的阁楼里。"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = written(tmp_path_factory.mktemp("in") / "报送")
    with Library(tmp_path_factory.mktemp("home")) as kept:
        assert not kept.add([folder], workers=1).refused
        yield kept


@pytest.fixture
def app(library: Library) -> Iterator[Flask]:
    with app_of(library) as made:
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def passage_of(library: Library, unit: str, year: int, begins: str) -> int:
    """Return the id of a passage by its report and its first words."""
    rows = library.reports().rows
    (row,) = (row for row in rows if (row.unit, row.year) == (unit, year))
    report = library.report(row.id)
    (index,) = (
        passage.index
        for passage in report.outline.passages
        if passage.part is Part.BODY and passage.text.startswith(begins)
    )
    return report.first_passage + index


def text_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.get_data(as_text=True)[-300:])
    return answer.get_data(as_text=True)


def asked(client: FlaskClient, **fields: object) -> str:
    """Send the form as a browser does, and return the page that it leads to."""
    answer = client.post("/similar", data=fields, follow_redirects=True)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def cards(page: str) -> list[str]:
    return re.findall(r'<li class="card match".*?</article></li>', page, re.S)


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


# -- asking ----------------------------------------------------------------------------------


def test_the_page_is_in_the_navigation_and_asks_for_a_text(client: FlaskClient) -> None:
    page = text_of(client, "/similar")
    assert re.search(r'<a href="/similar" aria-current="page">相似段落</a>', page)
    assert "<textarea" in page
    assert not cards(page)


def test_a_short_text_gets_an_address_of_its_own_and_stays_in_the_box(client: FlaskClient) -> None:
    answer = client.post("/similar", data={"text": f"{ON_SITE}\r\n", "whose": "", "least": ""})
    assert answer.status_code == 303
    query = parse_qs(urlsplit(answer.location).query)
    assert query == {"text": [ON_SITE]}
    assert ON_SITE in text_of(client, answer.location)


def test_a_long_text_is_answered_in_place_with_buttons_instead_of_links(
    client: FlaskClient,
) -> None:
    text = "\n".join([*(f"{NOWHERE[:-1]}，第{n}处。" for n in range(20)), ON_SITE])
    answer = client.post("/similar", data={"text": text})
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert "不能收藏" in page
    assert 'name="toggle" value="same"' in page
    assert "分成 21 段来查，1 段有相似" in page
    assert plain(cards(page)[0]).count(ON_SITE) >= 1
    kept = dict(re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', page, re.S))
    again = client.post("/similar", data={**kept, "toggle": "edited"}).get_data(as_text=True)
    assert 'name="toggle" value="edited" aria-pressed="true"' in again
    assert [verdicts(card) for card in cards(again)] == ["改写"]


def verdicts(card: str) -> str:
    return re.search(r'<b class="verdict">([^<]+)</b>', card)[1]


def test_asking_by_post_needs_no_token_but_must_come_from_the_own_site(
    client: FlaskClient,
) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.post("/similar", data={"text": ON_SITE}).status_code == 303
    assert client.post("/similar", data={"text": ON_SITE}, headers=foreign).status_code == 403


def test_a_passage_whose_text_was_changed_is_asked_about_as_a_text(
    client: FlaskClient, library: Library
) -> None:
    passage = passage_of(library, "云溪水务公司", 2023, "班子成员")
    same = client.post("/similar", data={"passage": passage, "text": ON_SITE})
    other = client.post("/similar", data={"passage": passage, "text": RIVER})
    assert parse_qs(urlsplit(same.location).query) == {"passage": [str(passage)]}
    assert parse_qs(urlsplit(other.location).query) == {"text": [RIVER]}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("text=河道&least=300", "300"),
        ("text=河道&verdict=copied", "copied"),
        ("text=河道&year=x", "不能作年份"),
    ],
)
def test_what_cannot_be_understood_is_said_on_the_page(
    client: FlaskClient, query: str, said: str
) -> None:
    answer = client.get(f"/similar?{query}")
    assert answer.status_code == 400
    assert said in answer.get_data(as_text=True)


def test_more_than_a_draft_is_refused_and_stays_in_the_box(client: FlaskClient) -> None:
    answer = client.post("/similar", data={"text": RIVER * 500})
    assert answer.status_code == 400
    page = answer.get_data(as_text=True)
    assert "没有查找" in page
    assert RIVER * 500 in page


def test_a_passage_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert client.get("/similar?passage=987654").status_code == 404


# -- what is shown ---------------------------------------------------------------------------


def test_a_copy_to_the_letter_is_folded_to_one_line_with_both_texts_inside(
    client: FlaskClient, library: Library
) -> None:
    page = text_of(client, f"/similar?passage={passage_of(library, '云溪水务公司', 2023, '班子')}")
    first = cards(page)[0]
    assert verdicts(first) == "完全相同"
    assert f"与所查段落一字不差，{len(ON_SITE)} 字全部相同。" in plain(first)
    left, right = re.findall(r'<p class="both" lang="zh-CN">(.*?)</p>', first, re.S)
    assert (plain(left), plain(right)) == (ON_SITE, ON_SITE)


def test_equal_stretches_are_underlined_on_both_sides(client: FlaskClient) -> None:
    page = text_of(client, f"/similar?text={EDITED}&of_year=2024")
    card = next(card for card in cards(page) if verdicts(card) == "改写")
    found = match(EDITED, ON_SITE)
    assert found is not None
    for side, text, spans in (
        (0, EDITED, [one.left for one in found.spans]),
        (1, ON_SITE, [one.right for one in found.spans]),
    ):
        shown = re.findall(r'<p class="both" lang="zh-CN">(.*?)</p>', card, re.S)[side]
        assert plain(shown) == text
        underlined = "".join(re.findall(r'<span class="equal">([^<]*)</span>', shown))
        assert underlined == "".join(text[slice(*span)] for span in spans)


def test_changed_figures_are_boxed_and_tabled_old_to_new_with_those_that_stayed(
    client: FlaskClient, library: Library
) -> None:
    passage = passage_of(library, "云溪水务公司", 2023, "公司坚持")
    (card,) = cards(text_of(client, f"/similar?passage={passage}"))
    assert verdicts(card) == "仅数字变化"
    boxed = re.findall(r'<b class="figure">([^<]+)</b>', card)
    assert boxed == ["2023年", "15公里", "92万元", "2022年", "12.5公里", "86万元"]
    table = re.search(r"<table>.*?</table>", card, re.S)[0]
    rows = [
        [plain(cell) for cell in re.findall(r"<t[hd][^>]*>.*?</t[hd]>", row, re.S)]
        for row in re.findall(r"<tr>.*?</tr>", table, re.S)
    ]
    assert rows == [
        ["数字", "此段（2022）", "所查段落（2023）", "增减"],
        ["年份", "2022年", "2023年", "＋1"],
        ["数字", "12.5公里", "15公里", "＋2.5"],
        ["数字", "86万元", "92万元", "＋6 万"],
    ]
    assert "没有变的数字：1,300人次" in plain(card)


def test_what_stands_alike_in_many_units_is_one_card_with_the_others_folded(
    client: FlaskClient,
) -> None:
    page = text_of(client, f"/similar?text={GUIDED}")
    (card,) = cards(page)
    assert "见于 9 个单位" in plain(card)
    assert "另有 9 段与这一段文字相同" in plain(card)
    assert plain(card).count("2022年工作总结") == 6
    assert re.search(r"10</b>\s*段相似", page)


def test_every_match_leads_to_its_report_and_to_what_is_like_it(client: FlaskClient) -> None:
    (card,) = cards(text_of(client, f"/similar?text={CLEARING.format(year=2021, long=9, money=3)}"))
    report, similar, *_more = re.findall(r'<a class="button small" href="([^"]+)"', card)
    anchor = urlsplit(unescape(report)).fragment
    assert f'id="{anchor}"' in text_of(client, unescape(report))
    assert "公司坚持把河道清淤" in text_of(client, unescape(similar))


def test_the_page_says_how_the_score_is_made_and_gives_no_verdict_on_people(
    client: FlaskClient,
) -> None:
    page = plain(text_of(client, f"/similar?text={ON_SITE}"))
    assert "相似度怎么算" in page
    assert "三字片段" in page
    assert "抄袭" not in page


def test_markup_in_a_text_is_shown_as_text(client: FlaskClient) -> None:
    nasty = f"<script>alert(1)</script>{ON_SITE}"
    for page in (asked(client, text=nasty), asked(client, text=nasty * 30)):
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


# -- narrowing -------------------------------------------------------------------------------


def test_counts_by_verdict_filter_and_can_be_taken_back(client: FlaskClient) -> None:
    page = text_of(client, f"/similar?text={ON_SITE}")
    counts = re.findall(r'<a class="count" href="([^"]+)".*?<b>(\d+)</b>', page, re.S)
    assert [count for _, count in counts] == ["2", "1"]  # same, edited
    for address, count in counts:
        only = text_of(client, unescape(address))
        assert re.search(rf'<b class="big">{count}</b>', only)
        assert re.search(r'aria-current="true" aria-label="去掉筛选', only)
    both = re.findall(r'<a class="count" href="([^"]+)"', text_of(client, unescape(counts[0][0])))
    assert "verdict" not in unescape(both[0])


def test_filters_narrow_and_stay_chosen(client: FlaskClient, library: Library) -> None:
    passage = passage_of(library, "云溪水务公司", 2023, "公司坚持")
    none = asked(client, passage=passage, whose="other_units")
    own = asked(client, passage=passage, whose="own_unit", earlier="1")
    assert not cards(none)
    assert "所选范围内未见相似" in none
    assert len(cards(own)) == 1
    assert re.search(r'value="own_unit" selected', own)
    assert re.search(r'name="earlier" value="1" checked', own)
    stock = asked(client, text=GUIDED, stock="0")
    assert not cards(stock)


def test_earlier_leaves_out_the_same_year_and_later_ones(
    client: FlaskClient, library: Library
) -> None:
    passage = passage_of(library, "云溪环卫公司", 2022, "班子成员")
    every = text_of(client, f"/similar?passage={passage}")
    assert [re.findall("较早|较晚|同年", plain(card))[:1] for card in cards(every)] == [
        ["较晚"],
        ["较晚"],
    ]
    assert not cards(text_of(client, f"/similar?passage={passage}&earlier=1"))


def test_an_empty_result_says_how_much_was_searched_and_offers_ways_that_lead_somewhere(
    client: FlaskClient, library: Library
) -> None:
    page = text_of(client, f"/similar?text={NOWHERE}")
    size = library.size()
    assert f"已查 {size.reports} 篇、{size.passages} 段" in plain(page)
    narrow = text_of(client, f"/similar?text={ON_SITE}&verdict=similar&year=1999")
    ways = re.findall(r'<li><a href="([^"]+)">([^<]*（(\d+) 段）)</a></li>', narrow)
    assert ways
    for address, _name, count in ways:
        assert re.search(rf'<b class="big">{count}</b>', text_of(client, unescape(address)))


def test_where_nothing_is_similar_what_is_weakly_alike_is_one_link_away(
    client: FlaskClient,
) -> None:
    hardly = "班子成员经常到现场办公，群众的难点问题得到解决，当天登记、一周办结，乘客都说好。"
    page = text_of(client, f"/similar?text={hardly}")
    assert not cards(page)
    ((address, count),) = re.findall(r'<a href="([^"]+)">看看相近的（(\d+) 段', page)
    weak = text_of(client, unescape(address))
    assert cards(weak)
    assert f"另列出 {count} 段相近的" in weak
    assert "看看相近的" not in weak
    assert "看看相近的" not in text_of(client, f"/similar?text={NOWHERE}")


# -- from other pages ------------------------------------------------------------------------


def test_hits_and_passages_of_a_report_lead_to_what_is_like_them(
    client: FlaskClient, library: Library
) -> None:
    passage = passage_of(library, "云溪水务公司", 2023, "班子成员")
    hits = text_of(client, "/search?q=当天登记、三天答复")
    report = text_of(client, f"/reports/{library.reports(text='水务').rows[0].id}")
    assert f'href="/similar?passage={passage}"' in hits
    assert 'class="like" href="/similar?passage=' in report


def test_a_search_that_finds_no_long_phrase_offers_similar_passages(client: FlaskClient) -> None:
    page = text_of(client, f"/search?q={NOWHERE}&mode=exact")
    (address,) = re.findall(r'href="(/similar\?text=[^"]+)"', page)
    assert parse_qs(urlsplit(unescape(address)).query)["text"] == [NOWHERE]


# -- parts -----------------------------------------------------------------------------------


def a_match(left: str, right: str, direction: Direction = Direction.UNKNOWN) -> Match:
    found = match(left, right)
    assert found is not None
    return Match(
        1, 1, 1, "述职报告", 2022, "云溪水务公司", None, None, (), right, found.score,
        found.verdict,
        tuple(one.left for one in found.spans), tuple(one.right for one in found.spans),
        found.slots, 1, direction=direction,
    )  # fmt: skip


def test_a_later_match_is_the_new_side_and_an_undated_one_has_no_old_side() -> None:
    left = CLEARING.format(year=2022, long=10, money=50)
    right = CLEARING.format(year=2024, long=12, money=60)
    later = figures(a_match(left, right, Direction.LATER), left)
    undated = figures(a_match(left, right), left)
    assert [(one.old, one.new) for one in later.changed][1] == ("10公里", "12公里")
    assert (later.turned, later.dated) == (False, True)
    assert (undated.turned, undated.dated) == (False, False)


def test_a_mask_is_counted_apart_and_is_no_change() -> None:
    left = CLEARING.format(year=2022, long="××", money=50)
    right = CLEARING.format(year=2022, long=12, money=60)
    found = figures(a_match(left, right), left)
    assert found.masked == 1
    assert [(one.old, one.new) for one in found.changed] == [("50万元", "60万元")]


def test_only_the_piece_of_a_long_text_is_shown_on_the_left() -> None:
    text = f"{NOWHERE}\n{ON_SITE}"
    found = match(ON_SITE, ON_SITE)
    assert found is not None
    start = len(NOWHERE) + 1
    shifted = a_match(ON_SITE, ON_SITE)
    shown = pair(shifted, text, Span(start, len(text)))
    assert plain(shown.left) == ON_SITE


@pytest.mark.parametrize(
    ("score", "verdict", "shown"),
    [(1.0, Verdict.SAME, 100), (0.999, Verdict.EDITED, 99), (1.0, Verdict.CONTAINS, 99)],
)
def test_only_what_is_equal_but_for_figures_is_a_hundred_percent(
    score: float, verdict: Verdict, shown: int
) -> None:
    assert alike(score, verdict) == shown


def test_differences_are_written_for_people() -> None:
    assert [amount(one) for one in (0.1, -3, 60000, 150_000_000, 12345)] == [
        "＋0.1", "−3", "＋6 万", "＋1.5 亿", "＋12,345",
    ]  # fmt: skip


@pytest.fixture
def address(library: Library) -> Iterator[str]:
    with served(library) as made:
        yield made


@pytest.mark.browser
def test_from_a_search_hit_to_what_is_like_it_and_on_to_its_report(
    address: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        view(browser, 1440)
        browser.get(f"{address}/search?q=当天登记、三天答复&unit=云溪水务公司")
        browser.find_element(By.TAG_NAME, "body").send_keys("j")
        browser.switch_to.active_element.send_keys("s")
        assert "/similar?passage=" in browser.current_url
        matches = browser.find_elements(By.CSS_SELECTOR, ".match")
        assert len(matches) == 2
        matches[0].find_element(By.CSS_SELECTOR, "h2 a").click()
        assert "/reports/" in browser.current_url
        passage = browser.find_element(By.CSS_SELECTOR, ".passage:target")
        assert passage.text.startswith("班子成员")
        browser.back()
        browser.find_element(By.CSS_SELECTOR, "a.count").click()
        assert "verdict=" in browser.current_url
