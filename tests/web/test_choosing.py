"""Choosing what to compare: from a list, from the basket, from any page, or a file nobody keeps."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from web_support import app_of, served
from werkzeug.test import TestResponse

from index.errors import BadQuery, ReportNotFound
from index.ingest import preparing
from index.settings import Limits
from search.comparing.model import Given
from search.library import Library
from tests.web.browser import chromium, view
from tests.web.copied_reports import ON_SITE, RIVER, written
from web import basket, drafts, sides
from web.drafts import Drafts

DRAFT = "云溪水务公司2024年述职报告\n一、主要工作\n" + RIVER


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = written(tmp_path_factory.mktemp("in") / "报送")
    with Library(tmp_path_factory.mktemp("home")) as library:
        assert not library.add([folder], workers=1).refused
        yield library


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


def report_of(library: Library, unit: str, year: int) -> int:
    rows = library.reports(text=unit).rows
    return next(row.id for row in rows if row.unit == unit and row.year == year)


@pytest.fixture
def before(library: Library) -> int:
    return report_of(library, "云溪水务公司", 2022)


@pytest.fixture
def after(library: Library) -> int:
    return report_of(library, "云溪水务公司", 2023)


def page(response: TestResponse) -> str:
    assert response.status_code == 200
    return response.get_data(as_text=True)


def plain(text: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", text))


def given_sides(response: TestResponse, path: str = "/compare") -> dict[str, str]:
    """What a redirect chooses for left and right."""
    assert response.status_code in (302, 303)
    parts = urlsplit(response.location)
    assert parts.path == path
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


def problem(response: TestResponse) -> str:
    text = response.get_data(as_text=True)
    assert "Traceback" not in text
    return plain(re.search(r'role="alert">(.*?)</(?:section|p)>', text, re.S)[1])


# -- the list --------------------------------------------------------------------------------


def test_taking_one_report_and_then_another_leads_to_the_comparison(client, before, after):
    first = page(client.get("/compare/choose"))
    taking = re.findall(r'href="(/compare/choose\?[^"]*left=\d+[^"]*)" data-open', first)
    assert f"left={before}" in " ".join(taking)
    second = page(client.get(f"/compare/choose?left={before}"))
    assert f'href="/compare?left={before}&amp;right={after}" data-open' in second
    assert "已在左边" in second


def test_another_report_for_one_side_keeps_the_other(client, before, after):
    text = page(client.get(f"/compare/choose?left={before}&right={after}&side=left"))
    assert f'href="/compare?left={after}&amp;right={after}" data-open' in text
    assert f'href="/compare?left={before}&amp;right={before}" data-open' not in text


def test_the_list_is_filtered_without_a_script_and_keeps_what_is_chosen(client, before):
    text = page(client.get(f"/compare/choose?left={before}&q=云溪文旅公司"))
    rows = re.search(r'<ul class="reports">(.*?)</ul>', text, re.S)[1]
    assert rows.count("<li") == 1
    assert "云溪文旅公司" in rows
    assert f'<input type="hidden" name="left" value="{before}">' in text


def test_the_same_report_on_both_sides_is_allowed_and_said(client, after):
    assert "左右是同一篇" in page(client.get(f"/compare/choose?left={after}&right={after}"))


@pytest.mark.parametrize("left", ["999999", "0", "abc", "~nobodys", "-1", "9" * 40, "<b>1</b>"])
def test_a_side_that_is_not_there_is_said_and_the_other_is_kept(client, after, left):
    response = client.get("/compare/choose", query_string={"left": left, "right": after})
    text = page(response)
    assert text.count('role="alert"') == 1
    assert problem(response)
    assert "<b>1</b>" not in text
    assert f'name="right" value="{after}"' in text
    assert 'name="left"' not in text


def test_an_empty_library_still_compares_two_files(tmp_path):
    with Library(tmp_path / "home") as nothing, app_of(nothing) as app:
        text = page(app.test_client().get("/compare/choose"))
    assert "库里还没有报告" in text
    assert 'type="file"' in text


# -- ticked in the library ---------------------------------------------------------------------


def test_two_ticked_reports_stand_side_by_side_the_earlier_one_left(client, before, after):
    assert "/compare/pick" in page(client.get("/reports"))
    for pair in ((before, after), (after, before)):
        chosen = client.get("/compare/pick", query_string={"id": pair})
        assert given_sides(chosen) == {"left": str(before), "right": str(after)}


def test_one_ticked_report_waits_for_the_other_and_three_stand_in_a_table(client, library):
    ids = [row.id for row in library.reports(limit=3).rows]
    one = client.get("/compare/pick", query_string={"id": ids[:1]})
    assert given_sides(one, "/compare/choose") == {"left": str(ids[0])}
    three = client.get("/compare/pick", query_string={"id": ids})
    assert three.location == "/compare/several?" + "&".join(f"report={one}" for one in ids)


def test_nothing_ticked_is_said_in_a_line(client):
    response = client.get("/compare/pick")
    assert response.status_code == 400
    assert problem(response) == "没有勾选报告。请勾选要对比的两篇。"


def test_ticked_nonsense_is_refused(client):
    assert client.get("/compare/pick?id=1%27--").status_code == 400


# -- what goes well with a report ----------------------------------------------------------------


def test_the_year_before_and_like_units_are_offered_on_the_report_and_when_choosing(
    client, library, before, after
):
    for text in (
        page(client.get(f"/reports/{after}")),
        page(client.get(f"/compare/choose?right={after}")),
    ):
        assert "与去年对比" in text
        assert f"/compare?left={before}&amp;right={after}" in text
    cleaners = report_of(library, "云溪环卫公司", 2022)
    text = page(client.get(f"/reports/{before}"))
    assert "与同类单位对比" in text
    assert "云溪环卫公司" in text
    assert f"/compare?left={cleaners}&amp;right={before}" in text


def test_of_a_later_year_the_report_itself_stands_left(client, before, after):
    text = page(client.get(f"/compare/choose?right={before}"))
    assert "与下一年对比" in text
    assert f"/compare?left={before}&amp;right={after}" in text


def test_a_report_without_a_year_is_told_what_it_lacks(library, client, before):
    library.edit(before, year=None)
    try:
        text = page(client.get(f"/reports/{before}"))
    finally:
        library.forget_edits(before, ["year"])
    assert "没有认出年份，所以找不到可比的报告。" in text
    assert "与去年对比" not in text


# -- a file that is not in the library -------------------------------------------------------------


def give(client: FlaskClient, token: str, **fields: object) -> TestResponse:
    data = {"csrf_token": token, "side": "right", **fields}
    return client.post("/compare/choose", data=data, content_type="multipart/form-data")


def file(data: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


def test_a_pasted_text_is_compared_and_not_stored(app, client, token, library, after):
    reports = library.size().reports
    chosen = given_sides(give(client, token, left=after, text=DRAFT.replace("\n", "\r\n")))
    assert chosen["left"] == str(after)
    assert chosen["right"].startswith("~")
    with app.app_context():
        assert sides.given(chosen["right"], "right") == Given(text=DRAFT)
    assert library.size().reports == reports


def test_a_file_alone_waits_for_the_other_side_and_is_offered_last_year(client, token, after):
    response = give(client, token, side="left", file=file(DRAFT.encode(), "2024年述职报告.txt"))
    chosen = given_sides(response, "/compare/choose")
    assert chosen["left"].startswith("~")
    assert chosen["side"] == "right"
    text = page(client.get(response.location))
    assert "未入库" in text
    assert "云溪水务公司" in text
    assert "与去年对比" in text
    assert f"/compare?left={after}&amp;right={chosen['left']}" in text


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({}, 400, "没有粘贴文字，也没有选文件"),
        ({"text": "  \n"}, 400, "没有粘贴文字"),
        ({"file": (b"", "空.docx")}, 422, "文件是空的"),
        ({"file": (b"%PDF-1.7 broken", "坏.pdf")}, 422, ""),
        ({"file": (b"\x00\x01\x02" * 99, "<script>.exe")}, 422, "不收这种格式"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_line_and_the_other_side_is_kept(
    client, token, after, fields, status, words
):
    sent = {name: file(*value) if name == "file" else value for name, value in fields.items()}
    response = give(client, token, left=after, **sent)
    assert response.status_code == status
    assert words in problem(response)
    assert "Traceback" not in response.text
    assert f'name="left" value="{after}"' in response.text
    assert "<script>." not in response.text


def test_a_pasted_text_that_is_too_long_is_said_and_the_other_side_is_kept(client, token, after):
    response = client.post(
        f"/compare/choose?left={after}&side=right",
        data={"csrf_token": token, "text": "防汛物资逐件清点入库。" * 100_000},
        content_type="multipart/form-data",
    )
    assert response.status_code == 413
    assert "请存成文件" in problem(response)
    assert f'name="left" value="{after}"' in response.text


def test_a_file_that_is_too_large_is_said(client, token, after, monkeypatch):
    monkeypatch.setattr(preparing, "LIMITS", Limits(file_size=100))
    response = give(client, token, left=after, file=file(DRAFT.encode() * 9, "长.txt"))
    assert response.status_code == 422
    assert "文件太大" in problem(response)


@pytest.mark.parametrize("sent", [{}, {"csrf_token": "wrong"}])
@pytest.mark.parametrize("address", ["/compare/choose", "/compare/basket"])
def test_without_the_right_token_nothing_happens(client, token, sent, address, after):
    response = client.post(address, data={**sent, "text": DRAFT, "add": after})
    assert response.status_code == 403
    assert "对比栏<b" in page(client.get("/reports"))
    assert f'id="b{after}"' not in page(client.get("/compare/choose"))


def test_one_key_serves_reuse_and_comparison(app, client, token, after):
    key = given_sides(give(client, token, left=after, text=ON_SITE))["right"].removeprefix("~")
    assert ON_SITE[:20] in plain(page(client.get(f"/reuse/drafts/{key}")))
    checked = client.post("/reuse", data={"text": ON_SITE}).location.rsplit("/", 1)[-1]
    with app.app_context():
        assert sides.given(f"~{checked}", "left").text == ON_SITE
    assert f"right=~{checked}" in page(client.get(f"/reuse/drafts/{checked}"))


def test_drafts_are_forgotten_when_there_are_many_but_never_one_of_two(app, monkeypatch):
    kept = Drafts()
    monkeypatch.setattr(drafts, "_BYTES", 100)
    left, right = (kept.keep(Given(file=name, data=b"x" * 400)) for name in ("左.txt", "右.txt"))
    assert kept.given(left).file == "左.txt"
    assert kept.given(right).file == "右.txt"
    kept.given(left)  # looked at last
    third = kept.keep(Given(text="三"))
    assert kept.given(left)
    assert kept.given(third)
    with pytest.raises(ReportNotFound):
        kept.given(right)
    with app.app_context(), pytest.raises(ReportNotFound, match="side_gone"):
        sides.given(f"~{right}", "right")


@pytest.mark.parametrize("value", ["", "  ", "x", "1.5", "-3", "１２"])
def test_what_names_no_side_is_refused_by_field(app, value):
    with app.app_context(), pytest.raises(BadQuery) as error:
        sides.given(value, "left")
    assert error.value.values["field"] == "left"


# -- the basket -----------------------------------------------------------------------------------


def put(client: FlaskClient, token: str, **fields: object) -> TestResponse:
    return client.post("/compare/basket", data={"csrf_token": token, **fields})


def held(client: FlaskClient) -> list[int]:
    """The reports in the basket, as its page lists them."""
    return [int(one) for one in re.findall(r'id="b(\d+)"', page(client.get("/compare/choose")))]


def test_a_hit_is_put_aside_and_the_page_comes_back_to_its_place(client, token, after):
    text = page(client.get("/search?q=水位计"))
    value, place = re.search(rf'name="add" value="({after}#(hit\d+))"', text).groups()
    assert f'id="{place}"' in text
    back = unescape(re.search(r'name="back" value="([^"]+)"', text)[1])
    response = put(client, token, add=value, back=back)
    assert urlsplit(response.location).fragment == place
    assert parse_qs(urlsplit(response.location).query) == {"q": ["水位计"]}
    text = page(client.get(response.location))
    assert re.search(r'对比栏<b class="badge" data-basket-count>1</b>', text)
    assert re.search(rf'data-report="{after}"><button[^>]* hidden>', text)


def test_the_basket_holds_each_report_once_and_lets_them_go(client, token, before, after):
    for one in (after, before, after):
        put(client, token, add=one)
    assert held(client) == [after, before]
    text = page(client.get("/compare/choose"))
    assert text.count('form="basket-pick" checked') == 2, "the first two go at once"
    put(client, token, remove=after)
    assert held(client) == [before]
    put(client, token, add=after, clear="1")
    assert held(client) == [after]


def test_a_full_basket_says_so_and_keeps_what_it_has(client, token, library):
    ids = [row.id for row in library.reports().rows]
    for one in ids[: basket.MOST]:
        put(client, token, add=one)
    response = put(client, token, add=ids[basket.MOST])
    assert response.status_code == 400
    assert f"对比栏已有 {basket.MOST} 篇" in problem(response)
    assert held(client) == ids[: basket.MOST]
    by_script = client.post(
        "/compare/basket",
        data={"csrf_token": token, "add": ids[basket.MOST]},
        headers={"X-Requested-With": "fetch"},
    )
    assert by_script.status_code == 400
    assert by_script.get_json()["error"]["field"] == "add"


@pytest.mark.parametrize(("wanted", "status"), [("999999", 404), ("x", 400), ("1;2", 400)])
def test_foreign_ids_never_enter_the_basket(client, token, wanted, status):
    assert put(client, token, add=wanted).status_code == status
    assert held(client) == []


def test_what_was_removed_from_the_library_leaves_the_basket_with_a_word(
    client, token, library, before, after
):
    for one in (before, after):
        put(client, token, add=one)
    library.remove([before])
    try:
        assert "data-basket-count>1</b>" in page(client.get("/reports"))
        text = page(client.get("/compare/choose"))
        assert "对比栏里有 1 篇已从库中删除，已移出。" in text
        assert f'id="b{after}"' in text
        assert f'id="b{before}"' not in text
        assert "已从库中删除" not in page(client.get("/compare/choose")), "said once"
    finally:
        library.bring_back(before)


@pytest.mark.parametrize(
    "back",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:1",
     "reports", "/\nx", "/a\r\nSet-Cookie: b=c", "/" + "a" * 9_000],
)  # fmt: skip
def test_nobody_is_led_elsewhere_after_adding(client, token, after, back):
    response = put(client, token, add=f"{after}#hit1", back=back)
    assert urlsplit(response.location)._replace(query="").geturl() == "/compare/choose#basket"
    assert "Set-Cookie: b" not in str(response.headers)


def test_a_spoilt_session_is_an_empty_basket(client):
    for spoilt in ("x", {"a": 1}, [None, "1", {"b": 2}]):
        with client.session_transaction() as session:
            session["basket"] = spoilt
        assert held(client) == []


# -- from other pages ------------------------------------------------------------------------------


def test_a_similar_passage_leads_to_the_row_in_which_it_stands(client, library, after):
    report = library.report(after)
    index = next(p.index for p in report.outline.passages if p.text == ON_SITE)
    asked = report.first_passage + index
    text = page(client.get(f"/similar?passage={asked}"))
    cleaners = report_of(library, "云溪环卫公司", 2022)
    address = unescape(re.search(r'href="(/compare/at\?[^"]+)"', text)[1])
    assert f"left={cleaners}&right={after}" in address
    found = client.get(address).location
    row = re.fullmatch(rf"/compare\?left={cleaners}&right={after}#r(\d+)", found)[1]
    assert row.isdecimal()
    assert client.get(f"/compare/at?left={cleaners}&right={after}&passage=1").status_code == 302


@pytest.mark.parametrize("gone", ["999999", "~gone", "x"])
def test_a_comparison_that_cannot_be_made_leads_back_to_choosing(client, after, gone):
    response = client.get(f"/compare/at?left={after}&right={gone}&passage=1")
    assert response.status_code in (400, 404)
    assert problem(response)
    assert f'name="left" value="{after}"' in response.text


def test_sources_of_reuse_stand_beside_the_report(client, library, after):
    cleaners = report_of(library, "云溪环卫公司", 2022)
    text = page(client.get(f"/reuse/{after}"))
    assert f"/compare?left={cleaners}&amp;right={after}" in text


def test_a_cell_of_two_reports_leads_to_both(client, library, after):
    cleaners = report_of(library, "云溪环卫公司", 2022)
    text = page(client.get(f"/heatmap?by=report&row={after}&column={cleaners}"))
    assert "并排对比" in text
    assert f"/compare?left={after}&amp;right={cleaners}" in text


def test_every_page_leads_to_choosing_and_to_the_basket(client):
    for address in ("/search", "/reports", "/similar", "/reuse", "/settings", "/nowhere"):
        text = client.get(address).get_data(as_text=True)
        assert 'href="/compare/choose"' in text
        assert 'href="/compare/choose#basket"' in text


# -- in a browser ----------------------------------------------------------------------------------


@pytest.fixture
def address(library: Library) -> Iterator[str]:
    with served(library) as made:
        yield made


def test_hits_go_into_the_basket_by_a_key_and_two_ticks_change_the_button(
    address: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        view(browser, 1440)

        def wait(found) -> None:
            WebDriverWait(browser, 10).until(found)

        def count() -> str:
            return browser.find_element(By.CSS_SELECTOR, "[data-basket-count]").text

        browser.get(f"{address}/search?q=一年来")
        body = browser.find_element(By.TAG_NAME, "body")
        body.send_keys(Keys.ESCAPE)
        browser.execute_script("document.activeElement.blur()")
        for number in ("1", "2"):
            browser.switch_to.active_element.send_keys("j")
            browser.switch_to.active_element.send_keys("c")
            wait(lambda _b, number=number: count() == number)
        shown = browser.find_elements(By.CSS_SELECTOR, "[data-inside]:not([hidden])")
        assert len(shown) == 2
        assert browser.current_url.startswith(f"{address}/search")
        browser.find_element(By.CSS_SELECTOR, ".top .aside").click()
        wait(lambda b: b.find_elements(By.CSS_SELECTOR, "#basket li"))
        assert len(browser.find_elements(By.CSS_SELECTOR, "#basket :checked")) == 2

        browser.get(f"{address}/reports")
        button = browser.find_element(By.CSS_SELECTOR, "[data-compare]")
        assert not button.is_enabled()
        boxes = browser.find_elements(By.CSS_SELECTOR, "[form=chosen][type=checkbox]")
        for box in boxes[:2]:
            box.click()
        assert button.text == "对比这两篇"
        boxes[2].click()
        assert button.text == "多年对照这 3 篇"
        boxes[2].click()
        button.click()
        wait(lambda b: "/compare?left=" in b.current_url)
        severe = [line for line in browser.get_log("browser") if "basket" in line["message"]]
        assert not severe
