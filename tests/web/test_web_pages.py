"""What the pages show and do, without JavaScript."""

from __future__ import annotations

import html
import io
import re
import time
from dataclasses import replace
from urllib.parse import unquote

import pytest

from index.errors import Busy, DamagedHome
from search.model import Continuation, Request, Searched
from tests.web.fake_library import FakeLibrary, a_report
from web.app import create_app


def text_of(answer) -> str:
    """The words of a page, without tags, with single spaces."""
    page = re.sub(r"<[^>]*>", " ", answer.get_data(as_text=True))
    return " ".join(html.unescape(page).split())


def links(answer) -> list[str]:
    return [html.unescape(found) for found in re.findall(r'href="([^"]*)"', answer.text)]


# -- 检索 -----------------------------------------------------------------------------------------


def test_the_first_page_is_the_search(client):
    assert client.get("/").headers["Location"] == "/search"


def test_an_empty_library_leads_to_the_library_and_says_what_to_do(tmp_path):
    client = create_app(FakeLibrary(tmp_path)).test_client()
    assert client.get("/").headers["Location"] == "/reports"
    for path in ("/reports", "/search"):
        said = text_of(client.get(path))
        assert "还没有报告" in said
        assert "上传报告" in said


def test_totals_stand_in_their_order_with_how_much_was_searched(client):
    said = text_of(client.get("/search?q=第一议题&year=2023"))
    assert re.search(r"\d+ 段 \d+ 处 \d+ 篇报告，\d+ 个单位，2023 年", said)
    assert "已查 29 篇、322 段；另有 2 个文件读不出来，没有查到。" in said


def test_a_hit_names_the_unit_before_the_title_and_marks_the_phrase(client):
    page = client.get("/search?q=软弱涣散&unit=城投集团").text
    assert page.index('class="who">城投集团') < page.index("2023年度抓基层党建工作述职报告")
    assert '<mark class="hit">软弱涣散</mark>' in page
    assert '<span class="mask">XX</span>' in page
    assert "工作成效" in page


def test_a_deep_path_loses_its_middle_but_can_be_seen_whole(tmp_path):
    report = a_report(1)
    passage = report.outline.preamble[0]
    deep = replace(passage, path=("一、主要做法", "（一）强组织", "1.抓支部", "（1）抓骨干"))
    outline = replace(report.outline, preamble=(deep,))
    library = FakeLibrary(tmp_path, (replace(report, outline=outline),))
    page = create_app(library).test_client().get("/search?q=以学促干").text
    assert 'title="（一）强组织 › 1.抓支部"' in page
    assert "一、主要做法" in page
    assert "（1）抓骨干" in page


def test_counts_have_their_thousands_apart(client, library, monkeypatch):
    monkeypatch.setattr(library, "size", lambda: Searched(12345, 678901, 0))
    said = text_of(client.get("/reports"))
    assert "12,345 篇" in said
    assert "678,901 段" in said


def test_a_hit_leads_to_its_passage_with_the_query(client):
    found = links(client.get("/search?q=软弱涣散&unit=城投集团"))
    assert "/reports/1?q=软弱涣散&at=6#p6" in [
        link.replace("%E8%BD%AF%E5%BC%B1%E6%B6%A3%E6%95%A3", "软弱涣散") for link in found
    ]


def test_a_long_passage_is_cut_and_can_be_opened(client):
    page = client.get("/search?q=重点任务第2项").text
    assert "……" in page
    assert "<summary>显示整段（" in page


def test_chosen_filters_are_ticked_and_repeated_as_chips_that_take_them_back(client):
    answer = client.get("/search?q=安全生产&year=2022&year=2023&kind=工作总结&sort=year")
    page = answer.text
    assert re.search(r'name="year" value="2022" checked', page)
    chip = next(link for link in links(answer) if "year=2023" in link and "year=2022" not in link)
    assert "sort=year" in chip
    assert "kind=" in chip


def test_one_year_of_a_range_can_be_taken_back(client):
    answer = client.get("/search?q=安全生产&year=2021-2023")
    assert len(re.findall(r'name="year" value="\d+" checked', answer.text)) == 3
    assert any("year=2021&year=2023" in link for link in links(answer))


def test_values_without_hits_stay_visible_with_zero(client):
    page = client.get("/search?q=重点任务").text
    assert re.search(r'value="causes".*?class="count">0<', page, re.S)


def test_reports_without_unit_can_be_chosen(client):
    said = text_of(client.get("/search?q=安全生产&unit=none"))
    assert "单位：单位不详" in said


def test_all_three_steps_of_the_ladder_show_their_counts(client):
    page = client.get("/search?q=安全生产督促&mode=words").text
    assert re.search(r'aria-current="step"><b>按词语</b> <span>\d+ 段', page)
    assert re.search(r'<a class="step" [^>]*>精确 <span>0 处', page)
    assert re.search(r'<a class="step" [^>]*>忽略标点 <span>0 处', page)


def test_an_exact_answer_names_itself_and_what_differs_only_by_punctuation(client, library):
    spaced = a_report(90, unit="水务集团", year=2020, texts=("坚持书记抓抓书记。",))
    library.kept[90] = spaced
    answer = client.get("/search?q=书记抓抓书记")
    assert "当前为 精确 结果。另有 30 处只是标点不同， 改看忽略标点" in text_of(answer)
    assert "/search?q=书记抓抓书记&mode=loose" in [unquote(link) for link in links(answer)]
    said = text_of(client.get("/search?q=书记抓抓书记&mode=loose"))
    assert "当前为 忽略标点 结果。其中 1 处一字不差， 只看精确" in said


def test_a_fallback_says_first_what_was_not_found(client):
    loose = text_of(client.get("/search?q=书记抓抓书记"))
    assert "没有一字不差的原文。下面是 只差标点 的 29 处。" in loose
    words = text_of(client.get("/search?q=安全生产督促"))
    assert "全库没有这个提法。下面是 含有这些词 的段落： 安全 / 生产 / 督促" in words
    assert "相近的提法： 安全生 88 处" in words


def test_a_filter_never_lets_the_ladder_fall(client):
    page = client.get("/search?q=重点任务第2项&year=2021").text
    assert re.search(r'aria-current="step"><b>精确</b> <span>0 处', page)


def test_the_plain_address_is_that_of_the_exact_answer(client):
    answer = client.get("/search?q=安全生产&mode=words&year=2022")
    back = next(unquote(link) for link in links(answer) if "mode" not in link and "q=" in link)
    assert back == "/search?q=安全生产&year=2022"


def test_an_empty_result_says_what_was_searched_and_offers_ways_out(client):
    said = text_of(client.get("/search?q=安全生产闭环督促"))
    assert "全库没有“安全生产闭环督促”" in said
    assert "已查 29 篇、322 段；另有 2 个文件读不出来，没有查到。三种方式都没有。" in said
    assert "相近的提法 安全生产 （88 处）" in said


def test_other_steps_that_find_something_are_offered(client):
    said = text_of(client.get("/search?q=安全生产督促&mode=exact"))
    assert "全库没有一字不差的“安全生产督促”" in said
    assert "改看按词语（29 段）" in said


def test_filters_that_hide_everything_are_offered_to_be_removed(client):
    said = text_of(client.get("/search?q=重点任务第2项&year=2021&kind=工作总结"))
    assert "筛选范围内没有“重点任务第2项”" in said
    assert "去掉筛选：2021 年、工作总结（去掉后有 1 处）" in said


def test_what_is_not_there_is_stated_so_that_it_can_be_signed(client):
    said = text_of(client.get("/search?q=安全生产闭环督促&year=2021&unit=水务集团"))
    moment = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC[+-]\d\d:\d\d"
    assert re.search(f"{moment} 检索“安全生产闭环督促”。", said)
    assert (
        "检索范围：报告库中全部 29 篇报告、322 段。另有 2 个文件读不出来，不在检索之内。"
        "筛选条件：年份 2021 年；单位 水务集团。符合条件的报告 1 篇。"
        "结果：没有找到（一字不差 0 处，忽略标点 0 处，按词语 0 段）。"
    ) in said


def test_the_statement_of_a_find_counts_every_step(client):
    said = text_of(client.get("/search?q=书记抓抓书记"))
    assert "结果：一字不差 0 处，忽略标点 29 处，按词语 0 段。" in said
    assert "所列为忽略标点的结果，出自 29 篇报告、28 个单位。" in said


def test_a_filter_inside_the_query_keeps_the_page_from_speaking_for_the_whole_library(client):
    assert "全库" not in text_of(client.get("/search?q=年份:2021 没有的话"))


def test_a_form_that_leaves_parameters_empty_leads_to_the_permalink(client):
    answer = client.get("/search?q=安全生产&mode=&sort=&year=2022&lang=en")
    assert answer.status_code == 302
    assert unquote(answer.headers["Location"]) == "/search?q=安全生产&year=2022"
    assert '<html lang="en">' in client.get(answer.headers["Location"]).text


def test_hits_can_be_gathered_by_report(client):
    answer = client.get("/search?q=党&group=report&sort=unit")
    assert answer.text.count('<li class="group">') == 20
    assert "城投集团 2023年度抓基层党建工作述职报告 8 段，10 处" in text_of(answer)
    everything = next(unquote(link) for link in links(answer) if link.endswith("report=1"))
    assert everything == "/search?q=党&sort=unit&report=1"
    own = client.get(everything)
    assert "8 段 10 处 1 篇报告" in text_of(own)
    assert "报告：城投集团 2023年度抓基层党建工作述职报告" in text_of(own)
    assert '<input type="hidden" form="search" name="report" value="1">' in own.text
    assert any("page=2" in link for link in links(answer))


def test_several_phrases_may_stand_anywhere_in_a_report(client):
    narrow = client.get("/search?q=以学促干 软弱涣散")
    assert "全库没有“以学促干 软弱涣散”" in text_of(narrow)
    assert "同在一篇报告即可（58 处）" in text_of(narrow)
    assert 'name="within" value="report"' in narrow.text
    assert "58 段 58 处" in text_of(client.get("/search?q=以学促干 软弱涣散&within=report"))
    assert 'name="within"' not in client.get("/search?q=以学促干").text


def test_a_result_can_be_taken_away_and_into_the_matrix(client):
    found = [
        unquote(link) for link in links(client.get("/search?q=安全生产 党建&year=2022&page=2"))
    ]
    assert "/search/export?q=安全生产+党建&year=2022&format=xlsx" in found
    assert "/matrix?phrase=安全生产&phrase=党建" in found
    words = links(client.get("/search?q=安全生产督促"))
    assert not any(link.startswith("/matrix?") for link in words)


def test_a_passage_that_stands_elsewhere_leads_to_all_its_places(client):
    answer = client.get("/search?q=以学促干&unit=城投集团")
    assert "这一段另见于 28 篇" in text_of(answer)
    same = next(link for link in links(answer) if "mode=exact" in link and "%22" in link)
    assert "29 段 29 处 29 篇报告" in text_of(client.get(same))


def test_a_match_that_runs_on_leads_to_where_it_ends(client, library, monkeypatch):
    whole = library.search(Request("各项工作"))
    first = replace(whole.hits[0], continues=(Continuation(whole.hits[0].passage_id + 2, ()),))
    monkeypatch.setattr(library, "search", lambda request: replace(whole, hits=(first,)))
    answer = client.get("/search?q=各项工作")
    assert "这处命中延续到 下一段" in text_of(answer)
    assert any(link.endswith(f"#p{first.index + 2}") for link in links(answer))


def test_a_loose_hit_is_found_in_its_report_too(client):
    answer = client.get("/search?q=书记抓抓书记")
    there = next(link for link in links(answer) if link.startswith("/reports/1?"))
    page = client.get(there)
    assert ">书记抓、抓书记</mark>" in page.text
    assert "1 / 1 处 忽略标点" in text_of(page)
    assert '<input type="hidden" name="mode" value="loose">' in page.text


def test_a_bad_query_says_why_and_where(client):
    answer = client.get("/search?q=%22%22")
    assert answer.status_code == 400
    assert "第 1 个字处的引号没有配对" in text_of(answer)
    assert '<mark class="wrong">&#34;</mark>&#34;' in answer.text


def test_a_bad_filter_is_an_error_in_the_same_page(client):
    answer = client.get("/search?q=安全&year=去年")
    assert answer.status_code == 400
    assert "“去年”不能作年份" in text_of(answer)


def test_hits_are_paged_and_each_page_is_a_link(client):
    first = client.get("/search?q=安全生产")
    following = next(link for link in links(first) if "page=2" in link)
    second = client.get(following)
    assert 'start="21"' in second.text
    assert first.text.count("hit-card") == 20
    assert "这一页没有内容" in text_of(client.get("/search?q=安全生产&page=99"))


# -- 报告库 ---------------------------------------------------------------------------------------


def test_missing_unit_and_year_are_said_in_words(client):
    said = text_of(client.get("/reports?incomplete=1"))
    assert "缺单位、年份" in said
    assert "未识别" in said
    assert "筛得 1 篇" in said


def test_columns_sort_both_ways_by_links(client):
    answer = client.get("/reports?sort=-year&unit=港务集团")
    assert 'aria-sort="descending"' in answer.text
    assert any("sort=year" in link and "unit=" in link for link in links(answer))
    assert client.get("/reports?sort=evil").status_code == 400


def test_a_filter_that_nothing_fits_offers_the_whole_list(client):
    assert "清除筛选，看全部 29 篇" in text_of(client.get("/reports?text=没有这样的标题"))


def test_a_report_is_corrected_in_the_list(client, token, library):
    page = client.get("/reports?edit=4&sort=title").text
    assert 'name="year" value=""' in page
    form = {
        "csrf_token": token,
        "id": "4",
        "title": "2023年述职报告",
        "year": "2023",
        "unit": "港务",
    }
    answer = client.post("/reports/edit?edit=4&sort=title", data=form)
    assert answer.headers["Location"] == "/reports?sort=title#r4"
    assert library.report(4).row.year == 2023


def test_a_wrong_correction_keeps_the_form_open(client, token):
    form = {"csrf_token": token, "id": "4", "title": "述职报告", "year": "明年"}
    answer = client.post("/reports/edit?edit=4", data=form)
    assert answer.status_code == 400
    assert "“明年”不能作年份" in text_of(answer)
    assert 'class="editing"' in answer.text


def test_removal_is_confirmed_and_can_be_undone(client, token, library):
    question = client.get("/reports/remove?id=1&id=2")
    assert "删除这 2 篇报告？" in text_of(question)
    assert 1 in library.kept
    answer = client.post("/reports/remove", data={"csrf_token": token, "id": ["1", "2"]})
    assert 1 not in library.kept
    after = client.get(answer.headers["Location"])
    assert "已删除 2 篇。" in text_of(after)
    ids = re.findall(r'name="id" value="(\d+)">', after.text[: after.text.index("撤销删除")])
    client.post("/reports/bring-back", data={"csrf_token": token, "id": ids})
    assert {1, 2} <= set(library.kept)


def test_removing_nothing_says_so(client):
    answer = client.get("/reports/remove")
    assert answer.status_code == 400
    assert "没有勾选报告" in text_of(answer)


def test_removing_with_an_unknown_report_removes_none(client, token, library):
    answer = client.post("/reports/remove", data={"csrf_token": token, "id": ["1", "777"]})
    assert answer.status_code == 404
    assert 1 in library.kept


def upload(client, token, *names: str):
    files = [(io.BytesIO(name.encode()), name) for name in names]
    return client.post("/reports", data={"csrf_token": token, "files": files})


def settled(client) -> str:
    """The library page when all uploads are over."""
    end = time.monotonic() + 10
    while True:
        answer = client.get("/reports")
        if not re.search(r'data-state="(queued|running)"', answer.text):
            return answer
        assert time.monotonic() < end
        time.sleep(0.01)


def test_an_upload_shows_one_line_a_file_and_each_refusal_with_its_reason(client, token):
    answer = upload(client, token, "港务/2024总结.docx", "扫描.pdf", "无年份.docx", "重复.txt")
    assert answer.headers["Location"] == "/reports#uploads"
    said = text_of(settled(client))
    assert "入库 2，更新 0，已在库中 1，未收 1" in said
    assert re.search(r"扫描.pdf × ?未收 38 页里没有文字", said)
    assert re.search(r"无年份.docx ! ?待补信息", said)
    assert "没有认出年份。" in said
    assert re.search(r"重复.txt ＝ ?已在库中 与库中这一篇完全相同", said)


def test_a_refusal_stays_until_it_is_dismissed(client, token):
    upload(client, token, "扫描.pdf", "总结.docx")
    page = settled(client).text
    job = re.search(r"/reports/uploads/([^/\"]+)/dismiss", page)[1]
    assert "38 页里没有文字" in text_of(client.get("/reports"))
    data = {"csrf_token": token, "file": "扫描.pdf"}
    client.post(f"/reports/uploads/{job}/dismiss", data=data)
    said = text_of(client.get("/reports"))
    assert "38 页里没有文字" not in said
    assert "总结.docx" in said
    client.post(f"/reports/uploads/{job}/dismiss", data={"csrf_token": token})
    assert "总结.docx" not in text_of(client.get("/reports#uploads")).split("选择文件夹")[1]


def test_a_running_upload_reloads_without_javascript_and_can_be_stopped(client, token, library):
    library.gate.clear()
    upload(client, token, "甲.docx", "乙.docx")
    page = client.get("/reports").text
    assert 'http-equiv="refresh"' in page
    job = re.search(r"/reports/uploads/([^/\"]+)/cancel", page)[1]
    client.post(f"/reports/uploads/{job}/cancel", data={"csrf_token": token})
    library.gate.set()
    said = text_of(settled(client))
    assert "已停止" in said
    assert "未处理" in said


def test_an_upload_without_files_says_so(client, token):
    answer = client.post("/reports", data={"csrf_token": token})
    assert answer.status_code == 400
    assert "没有选择文件" in text_of(answer)


# -- 报告 -----------------------------------------------------------------------------------------


def test_every_passage_can_be_linked_to(client, library):
    page = client.get("/reports/1").text
    for passage in library.report(1).outline.passages:
        assert f'id="p{passage.index}"' in page


def test_every_word_of_the_report_is_on_its_page(client, library):
    said = text_of(client.get("/reports/1")).replace(" ", "")
    for passage in library.report(1).outline.passages:
        assert "".join(passage.text.split()) in said


def test_searching_within_counts_and_steps_round_about(client):
    answer = client.get("/reports/1?q=安全生产&n=3")
    assert "3 / 3 处" in text_of(answer)
    found = links(answer)
    assert any("n=2" in link and link.endswith("#h2") for link in found)
    assert any("n=1" in link and link.endswith("#h1") for link in found)
    assert answer.text.count('aria-current="true">安全生产') == 1


def test_what_is_not_in_the_report_can_be_searched_everywhere(client):
    answer = client.get("/reports/1?q=重点任务第2项")
    assert "本篇没有“重点任务第2项”" in text_of(answer)
    assert any(link.startswith("/search?q=") for link in links(answer))


def test_words_are_marked_within_a_report_too(client):
    page = client.get("/reports/1?q=安全生产督促&mode=words").text
    assert '<mark class="hit current" aria-current="true">安全</mark>' in page


def test_what_was_removed_is_listed_with_place_and_reason(client):
    said = text_of(client.get("/reports/1"))
    assert "清理了 3 处" in said
    assert "素材库标记， 原在“、抓书记，把”与“安全生产与党”之间 ##paidbegin##" in said


def test_facts_say_where_they_came_from_and_corrections_can_be_taken_back(client, token, library):
    assert "文件夹名" in text_of(client.get("/reports/1"))
    data = {"csrf_token": token, "title": library.report(1).row.title, "unit": "市国资委"}
    answer = client.post("/reports/1/facts", data=data)
    assert answer.headers["Location"] == "/reports/1#facts"
    assert library.report(1).row.unit == "市国资委"
    said = text_of(client.get("/reports/1?edit=1"))
    assert "人工更正 自动识别：城投集团 改回自动识别" in said
    client.post("/reports/1/facts", data={**data, "forget": "unit"})
    assert library.report(1).row.unit == "城投集团"


def test_source_and_date_that_a_web_page_states_stand_with_the_report(client, library):
    report = library.kept[1]
    said = replace(report.facts, source="县水利局", published="2023-01-15T10:20")
    library.kept[1] = replace(report, facts=said)
    assert "网页来源 县水利局 网页发布 2023-01-15 10:20" in text_of(client.get("/reports/1"))


def test_earlier_versions_can_be_brought_back(client):
    said = text_of(client.get("/reports/1"))
    assert "述职报告（初稿）.docx 2026-10-01 入库，2026-11-02 被替换 恢复这一版" in said


def test_the_original_can_be_downloaded_under_its_name(client):
    answer = client.get("/reports/1/original")
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    assert "第一议题" in answer.get_data(as_text=True)


# -- around them ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nope", 404, "没有这个页面"),
        ("/reports/999", 404, "没有编号为 999 的报告"),
        ("/reports/uploads/none", 404, "没有这项任务"),
        ("/reports?page=0", 400, "请写 1 到"),
        ("/logout", 405, "不支持这种操作"),
    ],
)
def test_errors_keep_the_shell_and_say_what_to_do(client, path, status, said):
    answer = client.get(path)
    assert answer.status_code == status
    assert said in text_of(answer)
    assert "报告库" in answer.text


def test_a_busy_library_says_who_is_writing_and_when_to_come_back(client, library):
    library.raises = Busy("busy", host="办公室电脑", process=4321, since="2026-11-20 09:30")
    answer = client.get("/search")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "办公室电脑，进程 4321" in text_of(answer)


def test_a_damaged_home_says_what_to_run(client, library):
    library.raises = DamagedHome("damaged_engine", part="prints.npy", run="duizhao reindex")
    answer = client.get("/reports")
    assert answer.status_code == 503
    assert "请运行 duizhao reindex" in text_of(answer)


def test_the_language_is_switched_by_a_link_and_remembered(client):
    first = client.get("/search?q=安全生产&year=2023")
    switch = next(link for link in links(first) if "lang=en" in link)
    assert "year=2023" in switch
    english = client.get(switch)
    assert '<html lang="en">' in english.text
    assert "passages" in english.text
    assert '<html lang="en">' in client.get("/reports").text
    assert '<html lang="zh-CN">' in client.get("/reports?lang=zh").text


@pytest.mark.parametrize(
    "path",
    ["/search", "/search?q=安全生产", "/reports", "/reports?edit=1", "/reports/1", "/settings",
     "/reports/remove?id=1", "/nope", "/reports/1?edit=1", "/search?q=安全生产闭环督促"],
)  # fmt: skip
def test_english_pages_hold_no_chinese_of_ours(client, path):
    mark = "&" if "?" in path else "?"
    page = client.get(f"{path}{mark}lang=en").text
    page = re.sub(r'<(\w+)[^>]* lang="zh[^"]*".*?</\1>', "", page, flags=re.S)
    ours = set(
        re.findall(r"检索|报告库|设置|篇报告|未识别|年份|快捷键|下一页|更正|清理|上传", page)
    )
    assert not ours


def test_links_name_only_pages_that_exist(client):
    seen: set[str] = set()
    waiting = ["/search?q=安全生产&year=2023", "/reports", "/reports/1?q=安全生产", "/settings"]
    for path in waiting:
        answer = client.get(path)
        for link in links(answer):
            local = link.split("#")[0]
            if local and local not in seen:
                seen.add(local)
                assert client.get(local).status_code in (200, 302), local
    assert len(seen) > 40
