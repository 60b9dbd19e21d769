"""查重 as people see it: rates lead to what they were counted from, and follow what is taken out.

The library is a real one; what the pages say is held against what it answers.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from web_support import app_of, served

from index.errors import ReportNotFound
from index.model import Span
from search.library import Library
from search.reuse.model import Label, PassageReuse, Reuse, ReuseRequest
from search.reuse.percents import percent
from search.reuse.strips import strip
from tests.web.browser import chromium, view
from tests.web.copied_reports import CLEARING, GUIDED, ON_SITE, RIVER, written
from tests.web.test_web_similar import plain
from web.drafts import Drafts
from web.reuses import Show, shown


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = written(tmp_path_factory.mktemp("in") / "报送")
    with Library(tmp_path_factory.mktemp("home")) as library:
        assert not library.add([folder], workers=1).refused
        yield library


@pytest.fixture
def library(kept: Library) -> Iterator[Library]:
    """The library with nothing excluded and nothing marked, before and after."""
    yield kept
    for one in kept.exclusions():
        kept.include(one.passage_id)
    for one in kept.marked():
        kept.mark(one.row.id, None)


@pytest.fixture
def app(library: Library) -> Iterator[Flask]:
    with app_of(library) as made:
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def token(client: FlaskClient) -> str:
    return str(client.get("/api/session").get_json()["csrf_token"])


@pytest.fixture
def copied(library: Library) -> int:
    """The report that took over most: 云溪水务公司 2023."""
    return report_of(library, "云溪水务公司", 2023)


def report_of(library: Library, unit: str, year: int) -> int:
    rows = library.reports().rows
    return next(row.id for row in rows if (row.unit, row.year) == (unit, year))


def found_of(library: Library, report_id: int, share: float | None = None) -> Reuse:
    return library.reuse(ReuseRequest(report_id, stock_share=share))


def passage_of(found: Reuse, begins: str) -> PassageReuse:
    return next(one for one in found.passages if one.text.startswith(begins))


def text_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.get_data(as_text=True)[-300:])
    return answer.get_data(as_text=True)


def rates(page: str) -> list[tuple[str, str]]:
    """Return percent and characters of each rate."""
    return re.findall(
        r'<p class="figure-big"><b>([\d.]+)</b>%</p>.*?<p>([\d,]+ / [\d,]+) 字</p>', page, re.S
    )


def listed(page: str) -> list[str]:
    return re.findall(r'<article class="passage".*?</article>', page, re.S)


def ranges(card: str) -> list[tuple[str, int, int]]:
    """Return class, first and last character of the stretches of a passage's card."""
    found = re.findall(r"<b>([^<]+)</b> ([\d,]+)—([\d,]+) 字</span>", card)
    return [(word, *(int(end.replace(",", "")) for end in ends)) for word, *ends in found]


# -- choosing --------------------------------------------------------------------------------


def test_the_page_is_in_the_navigation_and_lists_reports_to_choose_from(
    client: FlaskClient, copied: int
) -> None:
    page = text_of(client, "/reuse")
    assert re.search(r'<a href="/reuse" aria-current="page">查重</a>', page)
    assert f'href="/reuse/{copied}"' in page
    only = text_of(client, "/reuse?q=环卫")
    assert len(re.findall(r'href="/reuse/\d+"', only)) == 1
    assert "没有符合条件的报告" in text_of(client, "/reuse?q=没有这样的单位")


def test_reports_and_their_list_lead_here(client: FlaskClient, copied: int) -> None:
    assert f'href="/reuse/{copied}"' in text_of(client, f"/reports/{copied}")
    assert f'href="/reuse/{copied}"' in text_of(client, "/reports")


def test_a_report_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert client.get("/reuse/98765").status_code == 404


# -- rates and their evidence ----------------------------------------------------------------


def test_the_four_rates_are_those_of_the_library(
    client: FlaskClient, library: Library, copied: int
) -> None:
    found = found_of(library, copied).rates
    each = (found.raw, found.without_stock, found.without_own, found.largest_source)
    assert rates(text_of(client, f"/reuse/{copied}")) == [
        (percent(one.rate), f"{one.covered:,} / {one.of:,}") for one in each
    ]
    assert 0 < found.without_own.covered < found.without_stock.covered < found.raw.covered


@pytest.mark.parametrize("number", range(4))
def test_every_rate_recomputes_from_the_ranges_its_link_lists(
    client: FlaskClient, copied: int, number: int
) -> None:
    page = text_of(client, f"/reuse/{copied}")
    blocks = re.findall(r'<div class="rate">.*?</div>', page, re.S)
    address, passages = re.search(r'<a href="([^"]+)">(\d+) 段凭据</a>', blocks[number]).groups()
    evidence = listed(text_of(client, unescape(address).split("#")[0]))
    total = sum(last - first + 1 for card in evidence for _, first, last in ranges(card))
    assert f"{total:,} / " in rates(page)[number][1]
    assert len(evidence) == int(passages)


def test_each_class_lists_its_own_passages_with_their_ranges(
    client: FlaskClient, library: Library, copied: int
) -> None:
    found = found_of(library, copied)
    words = {
        Label.OTHER: ("other", "他单位", ON_SITE[:8]),
        Label.OWN: ("own", "本单位往年", "公司坚持"),
        Label.STOCK: ("stock", "套话", GUIDED[:8]),
    }
    for label, (show, word, begins) in words.items():
        cards = listed(text_of(client, f"/reuse/{copied}?show={show}"))
        (card,) = (card for card in cards if begins in plain(card))
        passage = passage_of(found, begins)
        spans = [one.span for one in passage.covered if one.label is label]
        assert ranges(card)[0][0] == word
        assert ranges(card)[0][1] == passage.start + spans[0].start + 1
        assert ranges(card)[-1][2] == passage.start + spans[-1].end
    original = listed(text_of(client, f"/reuse/{copied}?show=none"))
    assert any(RIVER in plain(card) for card in original)


def test_all_classes_together_are_every_character_once(
    client: FlaskClient, library: Library, copied: int
) -> None:
    seen: list[int] = []
    for show in ("other", "own", "stock", "none"):
        for card in listed(text_of(client, f"/reuse/{copied}?show={show}")):
            for _, first, last in ranges(card):
                seen += range(first, last + 1)
    assert sorted(seen) == list(range(1, found_of(library, copied).characters + 1))


def test_a_match_is_shown_beside_the_passage_with_its_figures(
    client: FlaskClient, copied: int
) -> None:
    (card,) = listed(text_of(client, f"/reuse/{copied}?show=own"))
    assert "仅数字变化 100%" in plain(card)
    left, right = re.findall(r'<p class="both" lang="zh-CN">(.*?)</p>', card, re.S)
    assert plain(left) == CLEARING.format(year=2023, long="15", money=92)
    assert plain(right) == CLEARING.format(year=2022, long="12.5", money=86)
    assert "没有变的数字：1,300人次" in plain(card)


def test_a_source_narrows_the_passages_to_what_stands_in_it(
    client: FlaskClient, library: Library, copied: int
) -> None:
    source = report_of(library, "云溪环卫公司", 2022)
    page = text_of(client, f"/reuse/{copied}?show=raw&source={source}")
    texts = [plain(card) for card in listed(page)]
    assert any(ON_SITE in text for text in texts)
    assert not any("河道清淤" in text for text in texts)
    assert "不限来源" in page


def test_later_reports_are_listed_apart_and_count_nowhere(
    client: FlaskClient, library: Library
) -> None:
    first = report_of(library, "云溪环卫公司", 2022)
    page = text_of(client, f"/reuse/{first}?show=none")
    assert "以后的" in page
    assert "不计入" in page
    assert "2023年述职报告" in page
    found = found_of(library, first)
    assert {one.report_id for one in found.later} >= {report_of(library, "云溪水务公司", 2023)}
    assert passage_of(found, "班子成员").covered == ()


def test_what_was_left_over_from_the_source_is_a_list_of_its_own(
    client: FlaskClient, library: Library, copied: int
) -> None:
    page = text_of(client, f"/reuse/{copied}")
    section = re.search(r'<section class="card findings".*?</section>', page, re.S)[0]
    marked = re.findall(r'<mark class="residue">([^<]+)</mark>', section)
    assert marked == [one.text for one in found_of(library, copied).findings]
    assert any("环卫" in one for one in marked)
    assert "云溪环卫公司" in plain(section)


def test_the_strip_is_to_scale_and_its_table_says_the_same(
    client: FlaskClient, library: Library, copied: int
) -> None:
    found = found_of(library, copied)
    drawn = strip(found, {label: label.value for label in Label})
    passage = passage_of(found, "班子成员")
    (bar,) = (bar for bar in drawn.bars if bar.passage == passage.index)
    assert bar.left == pytest.approx(100 * passage.start / found.characters, abs=0.01)
    assert bar.width == pytest.approx(100 * len(ON_SITE) / found.characters, abs=0.01)
    assert sum(part.characters for part in drawn.parts) == found.characters
    page = text_of(client, f"/reuse/{copied}")
    table = re.search(r"<tfoot>.*?</tfoot>", page, re.S)[0]
    numbers = [
        int(cell.replace(",", "")) for cell in re.findall(r'<td class="num">([\d,]+)', table)
    ]
    assert numbers[0] == sum(numbers[1:]) == found.characters


def test_a_stretch_of_the_strip_leads_to_the_page_that_lists_its_passage(
    client: FlaskClient, copied: int
) -> None:
    page = text_of(client, f"/reuse/{copied}")
    bars = re.findall(r'<a href="([^"]+)" tabindex="-1">', page)
    assert bars
    for address in bars:
        place = urlsplit(unescape(address))
        assert f'id="{place.fragment}"' in text_of(client, f"{place.path}?{place.query}")


def test_the_cut_off_for_stock_text_is_explained_and_can_be_moved(
    client: FlaskClient, library: Library, copied: int
) -> None:
    page = plain(text_of(client, f"/reuse/{copied}"))
    assert "在 8 个以上单位的报告里都有，就算套话。库里已知单位有 9 个，取其 20%，最少 8 个" in page
    moved = text_of(client, f"/reuse/{copied}?share=100")
    assert "在 9 个以上单位" in plain(moved)
    assert rates(moved)[1][1].startswith(
        f"{found_of(library, copied, 1.0).rates.without_stock.covered:,} /"
    )
    assert client.get(f"/reuse/{copied}?share=0").status_code == 400


@pytest.mark.parametrize("query", ["show=copied", "source=x", "page=x", "at=x"])
def test_what_cannot_be_understood_is_refused(client: FlaskClient, copied: int, query: str) -> None:
    assert client.get(f"/reuse/{copied}?{query}").status_code == 400


def test_addresses_with_names_of_the_route_do_no_harm(client: FlaskClient, copied: int) -> None:
    text_of(client, f"/reuse/{copied}?report_id=1&source_id=2&key=3&name=4&endpoint=5")


# -- taking out and back ---------------------------------------------------------------------


def test_an_excluded_passage_leaves_the_numerators_and_can_be_taken_back(
    client: FlaskClient, library: Library, token: str, copied: int
) -> None:
    before = found_of(library, copied)
    passage = passage_of(before, "班子成员")
    form = {"csrf_token": token, "passage": passage.passage_id, "reason": "引用 上级\n文件"}
    answer = client.post(f"/reuse/{copied}/exclude", data={**form, "by": "王工"})
    assert answer.status_code == 302
    page = text_of(client, answer.location.split("#")[0])
    after = found_of(library, copied).rates
    assert after.raw.covered == before.rates.raw.covered - len(ON_SITE)
    assert after.raw.of == before.rates.raw.of
    assert rates(page)[0][1] == f"{after.raw.covered:,} / {after.raw.of:,}"
    section = re.search(r'<section class="card excluded".*?</section>', page, re.S)[0]
    assert "引用 上级 文件" in section
    assert "王工" in section
    fields = dict(
        re.findall(r'<input type="hidden" name="(passage|span)" value="([^"]+)"', section)
    )
    client.post(f"/reuse/{copied}/include", data={"csrf_token": token, **fields})
    assert rates(text_of(client, f"/reuse/{copied}")) == [
        (percent(one.rate), f"{one.covered:,} / {one.of:,}")
        for one in (
            before.rates.raw, before.rates.without_stock,
            before.rates.without_own, before.rates.largest_source,
        )
    ]  # fmt: skip
    assert 'value="王工"' in text_of(client, f"/reuse/{copied}")


def test_only_a_stretch_can_be_excluded(
    client: FlaskClient, library: Library, token: str, copied: int
) -> None:
    passage = passage_of(found_of(library, copied), "班子成员")
    form = {"csrf_token": token, "passage": passage.passage_id, "span": "0-10", "reason": "口号"}
    client.post(f"/reuse/{copied}/exclude", data=form)
    (kept,) = library.exclusions()
    assert kept.span == Span(0, 10)
    card = listed(text_of(client, f"/reuse/{copied}?show=excluded"))[0]
    assert ranges(card) == [("已排除", passage.start + 1, passage.start + 10)]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("reason", " ", "理由"),
        ("reason", "长" * 501, "500"),
        ("span", "9-3", "不是一段范围"),
        ("span", "0-9999", "不在这一段之内"),
        ("by", "名" * 101, "100"),
    ],
)
def test_a_refused_exclusion_is_said_on_the_page_and_changes_nothing(
    client: FlaskClient,
    library: Library,
    token: str,
    copied: int,
    field: str,
    value: str,
    said: str,
) -> None:
    passage = passage_of(found_of(library, copied), "班子成员")
    form = {"csrf_token": token, "passage": passage.passage_id, "reason": "引用"}
    answer = client.post(f"/reuse/{copied}/exclude", data={**form, field: value})
    assert answer.status_code == 400
    page = answer.get_data(as_text=True)
    assert said in page
    assert re.search(r'<details class="out" open>', page)
    assert library.exclusions() == ()


def test_a_passage_of_another_report_is_not_taken_out_from_here(
    client: FlaskClient, library: Library, token: str, copied: int
) -> None:
    other = library.report(report_of(library, "云溪环卫公司", 2022)).first_passage + 3
    form = {"csrf_token": token, "passage": other, "reason": "引用"}
    assert client.post(f"/reuse/{copied}/exclude", data=form).status_code == 400
    assert library.exclusions() == ()


def test_a_source_is_marked_as_a_template_after_confirmation_and_taken_out_of_both(
    client: FlaskClient, library: Library, token: str, copied: int
) -> None:
    source = report_of(library, "云溪环卫公司", 2022)
    before = found_of(library, copied)
    page = text_of(client, f"/reuse/{copied}")
    ask = f"/reuse/{copied}/sources/{source}"
    assert f'href="{ask}"' in page
    assert "既不算相似，也不算总字数" in plain(text_of(client, ask))
    assert library.marked() == ()
    client.post(ask, data={"csrf_token": token, "mark": "superior", "by": "李处"})
    after = found_of(library, copied)
    assert after.rates.raw.of < before.rates.raw.of
    page = text_of(client, f"/reuse/{copied}")
    assert "上级文件" in page
    assert "李处" in page
    assert "模板和上级文件里的" in plain(page)
    client.post(ask, data={"csrf_token": token, "mark": "off"})
    assert library.marked() == ()
    assert found_of(library, copied).rates == before.rates


# -- drafts ----------------------------------------------------------------------------------


def checked(client: FlaskClient, **fields: object) -> str:
    answer = client.post("/reuse", data=fields, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.get_data(as_text=True)[-400:]
    return str(answer.location)


def test_a_pasted_draft_is_checked_against_earlier_reports_and_not_kept(
    client: FlaskClient, library: Library
) -> None:
    before = library.size()
    address = checked(
        client, text=f"{ON_SITE}\r\n{RIVER[:20]}新情况。", of_unit="云溪燃气公司", of_year="2025"
    )
    page = text_of(client, address)
    assert "云溪燃气公司" in page
    assert "2025 年" in page
    assert "草稿没有入库" in page
    assert any(ON_SITE in plain(card) for card in listed(page))
    assert 'action="/reuse/' not in page
    assert "标为模板" not in page
    assert library.size() == before
    assert float(rates(page)[0][0]) > 50


def test_a_draft_file_that_is_in_the_library_already_is_named(
    client: FlaskClient, library: Library, copied: int
) -> None:
    name, data = library.original(copied)
    address = checked(client, file=(io.BytesIO(data), Path(name).name))
    page = text_of(client, address)
    assert "完全相同的报告" in page
    assert f'href="/reports/{copied}"' in page


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"text": "  "}, 400, "没有粘贴文字"),
        ({"text": ON_SITE, "of_year": "去年"}, 400, "不能作年份"),
        ({"file": (io.BytesIO(b"PK\x03\x04x"), "草稿.docx")}, 422, "没有查重"),
        ({"file": (io.BytesIO(b""), "草稿.txt")}, 422, "没有查重"),
    ],
)
def test_a_draft_that_cannot_be_read_is_refused_with_what_was_typed_kept(
    client: FlaskClient, fields: dict[str, object], status: int, said: str
) -> None:
    answer = client.post("/reuse", data=dict(fields), content_type="multipart/form-data")
    assert answer.status_code in (status, 400)
    page = answer.get_data(as_text=True)
    assert said in page
    assert str(fields.get("text", "")).strip() in page


def test_checking_a_draft_needs_no_token_but_must_come_from_the_own_site(
    client: FlaskClient,
) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.post("/reuse", data={"text": ON_SITE}, headers=foreign).status_code == 403


def test_nobody_reaches_a_draft_without_its_key_and_old_ones_go(
    client: FlaskClient, library: Library
) -> None:
    assert client.get("/reuse/drafts/guessed").status_code == 404
    drafts = Drafts()
    keys = [drafts.check(library, ReuseRequest(text=f"{ON_SITE}{n}")) for n in range(25)]
    with pytest.raises(ReportNotFound, match="draft_gone"):
        drafts.answer(library, keys[0], None)
    assert drafts.answer(library, keys[-1], None).characters == len(ON_SITE) + 2


# -- files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "json"])
def test_the_report_comes_as_a_file(client: FlaskClient, copied: int, kind: str) -> None:
    page = text_of(client, f"/reuse/{copied}?show=own&share=50")
    (address,) = re.findall(rf'href="(/reuse/{copied}/export\?[^"]*format={kind})"', page)
    assert "share=50" in address
    assert "show" not in address
    answer = client.get(unescape(address))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    if kind in ("docx", "xlsx"):
        assert zipfile.is_zipfile(io.BytesIO(answer.data))
    elif kind == "json":
        assert json.loads(answer.data)["report"]["id"] == copied
    else:
        assert ON_SITE[:10] in answer.get_data(as_text=True)


def test_a_draft_comes_as_a_file_too(client: FlaskClient) -> None:
    address = checked(client, text=ON_SITE)
    answer = client.get(f"{address}/export?format=json")
    assert json.loads(answer.data)["report"] is None
    assert client.get(f"{address}/export?format=exe").status_code == 400


# -- parts -----------------------------------------------------------------------------------


def test_a_rate_is_a_hundred_percent_only_where_nothing_lacks() -> None:
    assert [percent(rate) for rate in (0, 0.3333, 0.99996, 1)] == ["0.0", "33.3", "99.9", "100.0"]


def test_matches_of_another_unit_come_first_where_those_are_listed(
    library: Library, copied: int
) -> None:
    found = found_of(library, copied)
    for one in shown(found, found.passages, Show.OTHER):
        relations = [pair.match.relation.value for pair in one.pairs]
        assert relations == sorted(relations, key=lambda relation: relation == "own")


@pytest.fixture
def address(library: Library) -> Iterator[str]:
    with served(library) as made:
        yield made


@pytest.mark.browser
def test_from_a_report_a_passage_is_excluded_the_rate_falls_and_it_is_taken_back(
    address: str, copied: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        view(browser, 1440)

        def raw() -> float:
            return float(browser.find_element(By.CSS_SELECTOR, ".figure-big b").text)

        browser.get(f"{address}/reports/{copied}")
        browser.find_element(By.CSS_SELECTOR, ".panel .actions a[href^='/reuse/']").click()
        before = raw()
        card = browser.find_element(By.CSS_SELECTOR, ".passages .passage")
        card.find_element(By.CSS_SELECTOR, ".out summary").click()
        card.find_element(By.NAME, "reason").send_keys("引用上级文件原文")
        card.find_element(By.NAME, "by").send_keys("王工")
        card.find_element(By.CSS_SELECTOR, ".out button").click()
        WebDriverWait(browser, 10).until(lambda b: b.find_elements(By.CSS_SELECTOR, ".excluded li"))
        assert raw() < before
        browser.find_element(By.CSS_SELECTOR, ".excluded button").click()
        WebDriverWait(browser, 10).until(
            lambda b: not b.find_elements(By.CSS_SELECTOR, ".excluded li")
        )
        assert raw() == before
