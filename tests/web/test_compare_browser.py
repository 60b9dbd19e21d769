"""对比 in a browser: stepping, switches without a new page, folds, links both ways, layout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from web_support import served

from search.library import Library
from tests.web import compared_reports as texts
from tests.web.browser import chromium, view
from tests.web.test_compare_tables import NARROW, report
from tests.web.test_web_browser import CONTRAST

pytestmark = pytest.mark.browser

PAIR = "/compare?left=1&right=2"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = texts.written(tmp_path_factory.mktemp("in") / "报送")
    with Library(tmp_path_factory.mktemp("home")) as library:
        library.add([folder], workers=1)
        with served(library) as made:
            yield made


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


def wait(browser, condition):
    return WebDriverWait(
        browser, 10, poll_frequency=0.03, ignored_exceptions=(WebDriverException,)
    ).until(condition)


def opened(browser, address: str, path: str = PAIR, width: int = 1440) -> None:
    view(browser, width)
    browser.get(address + path)
    browser.execute_script("window.stayed = true")


def press(browser, keys: str) -> None:
    browser.switch_to.active_element.send_keys(keys)


def here(browser) -> str | None:
    return browser.execute_script("return document.querySelector('.here')?.id")


def place(browser) -> str:
    return browser.find_element(By.CSS_SELECTOR, "[data-place]").text


def stops(browser) -> list[str]:
    return browser.execute_script(
        "return [...document.querySelectorAll('[data-stop]')]"
        ".filter((one) => one.checkVisibility()).map((one) => one.id)"
    )


def seen(browser, text: str) -> bool:
    """Say whether a text is on the page and not in a fold."""
    return browser.execute_script(
        "return [...document.querySelectorAll('.row .t')].some((one) =>"
        " one.textContent.includes(arguments[0]) && one.checkVisibility())",
        text,
    )


def row_of(browser, text: str):
    return browser.execute_script(
        "return [...document.querySelectorAll('.row')].find((one) =>"
        " one.textContent.includes(arguments[0]))",
        text,
    )


@contextmanager
def same_page(browser):
    """Say that no other page was loaded meanwhile."""
    yield
    assert browser.execute_script("return window.stayed") is True


def test_n_and_p_step_through_all_that_differs_and_say_where_one_is(browser, address):
    opened(browser, address)
    all_ = stops(browser)
    assert place(browser) == f"{len(all_)} 处不同"
    met = []
    for number in range(1, len(all_) + 1):
        press(browser, "n")
        assert place(browser) == f"第 {number} / {len(all_)} 处"
        met.append(here(browser))
    assert met == all_
    press(browser, "n")
    assert here(browser) == all_[-1]
    press(browser, "p")
    assert here(browser) == all_[-2]
    browser.find_element(By.CSS_SELECTOR, "[data-step='-1']").click()
    assert here(browser) == all_[-3]


def test_the_row_stepped_to_is_in_sight_below_the_titles(browser, address):
    opened(browser, address)
    for _ in stops(browser):
        press(browser, "n")
        top, bottom, edge, foot = browser.execute_script(
            "const box = document.querySelector('.here').getBoundingClientRect();"
            "return [box.top, box.bottom,"
            " document.querySelector('.titles').getBoundingClientRect().bottom,"
            " document.querySelector('.steps').getBoundingClientRect().top]"
        )
        assert top >= edge - 1
        assert bottom <= foot + 1


def test_keys_do_nothing_while_one_types(browser, address):
    opened(browser, address)
    press(browser, "/")
    press(browser, "npdxf[]")
    assert here(browser) is None
    assert browser.current_url.endswith(PAIR)
    assert browser.switch_to.active_element.get_attribute("value") == "npdxf[]"


def test_a_count_hides_its_rows_without_a_new_page_and_the_address_says_so(browser, address):
    opened(browser, address)
    switch = browser.find_element(By.ID, "switch-left_only")
    assert switch.get_attribute("aria-pressed") == "true"
    assert seen(browser, texts.GONE)
    with same_page(browser):
        switch.click()
        wait(browser, lambda b: not seen(b, texts.GONE))
        switch = browser.switch_to.active_element
        assert switch.get_attribute("id") == "switch-left_only"
        assert switch.get_attribute("aria-pressed") == "false"
        assert "hide=left_only" in browser.current_url
        switch.send_keys(Keys.SPACE)
        wait(browser, lambda b: seen(b, texts.GONE))
        browser.back()
        wait(browser, lambda b: not seen(b, texts.GONE))
        browser.back()
        wait(browser, lambda b: seen(b, texts.GONE))


def test_d_shows_all_and_what_differs_again(browser, address):
    opened(browser, address)
    assert not seen(browser, texts.KEPT)
    with same_page(browser):
        press(browser, "d")
        wait(browser, lambda b: seen(b, texts.KEPT))
        assert "show=all" in browser.current_url
        press(browser, "d")
        wait(browser, lambda b: not seen(b, texts.KEPT))


def test_a_fold_opens_in_its_place(browser, address):
    opened(browser, address)
    fold = browser.find_element(By.CSS_SELECTOR, ".folded > summary")
    assert "1 段相同" in fold.text
    fold.click()
    assert seen(browser, texts.KEPT)
    fold.click()
    assert not seen(browser, texts.KEPT)


def test_sections_fold_and_the_address_keeps_which(browser, address):
    opened(browser, address)
    browser.find_element(By.CSS_SELECTOR, "[data-section='0'] > summary").click()
    wait(browser, lambda b: "fold=0" in b.current_url)
    assert not seen(browser, texts.EDITED_LEFT)
    tallies = browser.find_element(By.CSS_SELECTOR, "[data-section='0'] .tallies")
    assert tallies.is_displayed()
    browser.refresh()
    assert not seen(browser, texts.EDITED_LEFT)
    browser.find_element(By.ID, "switch-right_only").click()
    wait(browser, lambda b: "hide=right_only" in b.current_url)
    assert "fold=0" in browser.current_url


def test_one_section_is_chosen_without_a_new_page(browser, address):
    opened(browser, address)
    with same_page(browser):
        browser.find_element(By.CSS_SELECTOR, "select[name=section] option[value='1']").click()
        wait(browser, lambda b: "section=1" in b.current_url and not row_of(b, texts.GONE))
        assert row_of(browser, "远传水表")


def test_moved_text_leads_to_its_other_place_and_back(browser, address):
    opened(browser, address)
    stub = browser.find_element(By.XPATH, "//article[contains(@class,'stub')][contains(., '下方')]")
    stub.find_element(By.CSS_SELECTOR, ".side.l a.moved").click()
    row = browser.find_element(By.CSS_SELECTOR, ".row.here")
    assert texts.MOVED in row.text
    assert wait(browser, lambda b: b.execute_script(
        "const box = arguments[0].getBoundingClientRect();"
        "return box.top > 60 && box.bottom < innerHeight", row))  # fmt: skip
    row.find_element(By.CSS_SELECTOR, ".side.l a.moved").click()
    assert browser.find_element(By.CSS_SELECTOR, ".row.here").id == stub.id


def test_a_link_opens_the_fold_that_its_row_is_in(browser, address):
    opened(browser, address, f"{PAIR}&fold=all")
    assert not seen(browser, texts.EDITED_LEFT)
    number = row_of(browser, texts.EDITED_LEFT).get_attribute("id")
    browser.get(f"{address}{PAIR}&fold=all#{number}")
    browser.refresh()
    wait(browser, lambda b: seen(b, texts.EDITED_LEFT))


def test_x_swaps_the_sides(browser, address):
    opened(browser, address)
    press(browser, "x")
    wait(browser, lambda b: "left=2&right=1" in b.current_url)
    assert "2024" in browser.find_element(By.CSS_SELECTOR, ".titles .left").text


def test_f_leads_to_the_figures_and_brackets_to_the_sections(browser, address):
    opened(browser, address)
    top = "return document.getElementById('figures').getBoundingClientRect().top"
    press(browser, "f")
    wait(browser, lambda b: b.execute_script(f"{top} < innerHeight"))
    opened(browser, address)
    met = []
    for _ in range(4):
        press(browser, "]")
        met.append(browser.find_element(By.CSS_SELECTOR, ".here .r").text.partition("\n")[0])
    assert [one.partition("、")[0] for one in met] == ["一", "二", "三", "四"]
    press(browser, "[")
    assert "存在问题" in browser.find_element(By.CSS_SELECTOR, ".here").text


def test_the_overview_frames_what_is_seen_and_goes_where_it_is_clicked(browser, address):
    view(browser, 1440, 500)
    browser.get(address + PAIR)
    frame = "return document.querySelector('[data-frame]').getAttribute('points')"
    before = wait(browser, lambda b: b.execute_script(frame))
    strip = browser.find_element(By.CSS_SELECTOR, "[data-overview]")
    browser.execute_script(
        "const box = arguments[0].getBoundingClientRect();"
        "arguments[0].dispatchEvent(new MouseEvent('click',"
        " {bubbles: true, clientX: box.right - 10, clientY: box.bottom - 2}))",
        strip,
    )
    assert texts.MOVED in browser.find_element(By.CSS_SELECTOR, ".row.here").text
    wait(browser, lambda b: b.execute_script(frame) != before)


def test_below_900_pixels_the_left_stands_over_the_right_and_nothing_is_cut(browser, address):
    for path in (PAIR, f"{PAIR}&show=all", f"{PAIR}&fold=all", f"{PAIR}&lang=en"):
        opened(browser, address, path)
        for width in (1900, 1440, 1000, 899, 700, 390, 320):
            view(browser, width)
            wide, there = browser.execute_script(
                "return [document.documentElement.scrollWidth, innerWidth]"
            )
            assert wide <= there, f"{path} at {width}"
    browser.execute_cdp_cmd("Network.clearBrowserCookies", {})
    opened(browser, address, width=390)
    left, right = row_of(browser, texts.EDITED_LEFT).find_elements(By.CSS_SELECTOR, ".side")
    assert left.rect["y"] + left.rect["height"] <= right.rect["y"] + 1
    assert not browser.find_element(By.CSS_SELECTOR, ".overview").is_displayed()
    opened(browser, address)
    left, right = row_of(browser, texts.EDITED_LEFT).find_elements(By.CSS_SELECTOR, ".side")
    assert left.rect["y"] == right.rect["y"]


@pytest.mark.parametrize("dark", [False, True])
def test_all_text_has_contrast_and_size(browser, address, dark):
    for path in (f"{PAIR}&show=all", f"{PAIR}&hide=edited&fold=0"):
        view(browser, 1440, dark=dark)
        browser.get(address + path)
        assert browser.execute_script(CONTRAST) == []
    view(browser, 1440)


def test_the_policy_blocks_nothing(browser, address):
    browser.get_log("browser")
    opened(browser, address)
    press(browser, "d")
    wait(browser, lambda b: seen(b, texts.KEPT))
    assert [one for one in browser.get_log("browser") if "Content Security" in one["message"]] == []


def test_on_paper_the_figures_are_a_table(browser, address):
    opened(browser, address, width=720)  # about what is left of A4 landscape, a phone's width
    display = "return getComputedStyle(document.querySelector('.figures tbody tr')).display"
    assert browser.execute_script(display) == "flex"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert browser.execute_script(display) == "table-row"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_without_javascript_all_of_it_works_by_links(tmp_path_factory, address):
    with chromium(tmp_path_factory.mktemp("profile"), script=False) as plain:
        view(plain, 1440)
        plain.get(address + PAIR)
        assert texts.GONE in plain.find_element(By.ID, "rows").text
        assert not plain.find_elements(By.CSS_SELECTOR, "[data-print]:not([hidden])")
        plain.find_element(By.CSS_SELECTOR, ".folded > summary").click()
        assert texts.KEPT in plain.find_element(By.ID, "rows").text
        plain.find_element(By.ID, "switch-left_only").click()
        wait(plain, lambda b: "hide=left_only" in b.current_url)
        assert texts.GONE not in plain.find_element(By.ID, "rows").text
        plain.find_element(By.CSS_SELECTOR, "[data-step='1']").click()
        wait(plain, lambda b: "at=1" in b.current_url)
        assert plain.find_element(By.CSS_SELECTOR, ".here").is_displayed()
        plain.find_element(By.CSS_SELECTOR, "option[value='1']").click()
        plain.find_element(By.CSS_SELECTOR, ".pick button").click()
        wait(plain, lambda b: "section=1" in b.current_url)
        assert "远传水表" in plain.find_element(By.ID, "rows").text


# -- tables ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("tables")
    for year, pair in zip((2023, 2024), NARROW, strict=True):
        (folder / f"{year}.docx").write_bytes(report(year, pair))
    with Library(tmp_path_factory.mktemp("home")) as library:
        library.add([folder], workers=1)
        with served(library) as made:
            yield made


def drawn(browser, name: str) -> bool:
    """Say whether cells of a class are to be seen."""
    cells = browser.find_elements(By.CSS_SELECTOR, f".tables tbody td.{name}:not(.blank)")
    assert cells
    return all(cell.is_displayed() for cell in cells)


@pytest.mark.parametrize("cells", ["", "&cells=apart"])
@pytest.mark.parametrize(("width", "apart"), [(1360, True), (800, False), (390, False)])
def test_tables_stand_side_by_side_where_there_is_room_and_else_cell_in_cell(
    browser, tables, cells, width, apart
):
    opened(browser, tables, f"{PAIR}&show=all{cells}", width)
    assert drawn(browser, "of-left") is drawn(browser, "of-right") is apart
    assert drawn(browser, "one") is not apart
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_nothing_in_a_table_is_struck_through(browser, tables):
    opened(browser, tables, f"{PAIR}&cells=together")
    lines = "return [...document.querySelectorAll('.tables :is(del, ins)')].map(one => "
    lines += "getComputedStyle(one).textDecorationLine)"
    assert set(browser.execute_script(lines)) == {"none"}
