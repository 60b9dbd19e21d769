"""What was typed becomes a request, or a BadQuery that names the field."""

from __future__ import annotations

import pytest

from index.errors import BadQuery
from index.model import Role
from search.model import Mode, Request, Sort, Within
from tests.web.fake_library import a_report
from web.edits import corrections, patch
from web.forms import filters, report_ids, search_request, year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023", (2023,)),
        ("2021-2023", (2021, 2022, 2023)),
        ("2023—2021", (2021, 2022, 2023)),
        ("2021年至2022年", (2021, 2022)),
        ("none", (None,)),
        ("", ()),
    ],
)
def test_years_are_single_ranges_or_none(text, expected):
    assert filters(years=[text]).years == expected


@pytest.mark.parametrize(
    "text", ["20", "二〇二三", "2021-2022-2023", "-2023", "2021-", "99999", "²⁰²³"]
)
def test_what_is_no_year_is_refused_by_name(text):
    with pytest.raises(BadQuery) as caught:
        filters(years=[text])
    assert caught.value.key == "bad_year"
    assert caught.value.values["field"] == "year"


def test_roles_are_taken_in_both_languages():
    assert filters(roles=["problems", "下一步", "none"]).roles == (Role.PROBLEMS, Role.PLANS, None)


def test_a_request_has_sensible_defaults():
    assert search_request("安全生产") == Request("安全生产", Mode.LADDER, limit=20)


def test_a_request_takes_every_option_by_its_word():
    request = search_request(
        "安全", mode="loose", sort="year", within="report", group="report", reports=["7,8"]
    )
    assert (request.mode, request.sort) == (Mode.LOOSE, Sort.YEAR)
    assert (request.within, request.grouped) == (Within.REPORT, True)
    assert request.filters.reports == (7, 8)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"mode": "fuzzy"}, "mode"),
        ({"sort": "best"}, "sort"),
        ({"within": "library"}, "within"),
        ({"group": "unit"}, "group"),
        ({"reports": ["第三篇"]}, "id"),
        ({"limit": "0"}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"offset": "-1"}, "offset"),
        ({"roles": ["总结"]}, "role"),
    ],
)
def test_bad_options_name_their_field(options, field):
    with pytest.raises(BadQuery) as caught:
        search_request("安全生产", **options)
    assert caught.value.values["field"] == field


def test_report_ids_may_be_joined_by_commas_and_repeat():
    assert report_ids(["3,1", "3", ""]) == (3, 1)
    with pytest.raises(BadQuery):
        report_ids(["1;drop"])


def test_a_year_may_be_written_with_its_word():
    assert year(" 2023年 ") == 2023


def test_a_form_changes_only_what_differs():
    report = a_report(1)
    form = {"title": report.row.title, "year": "2022", "unit": " 港务集团 ", "kind": ""}
    assert corrections(report, form) == {"year": 2022, "unit": "港务集团", "kind": None}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"year": "去年"}, "year"),
        ({"year": True}, "year"),
        ({"title": None}, "title"),
        ({"title": "  "}, "title"),
        ({"unit": 7}, "unit"),
        ({"author": "某"}, "author"),
        ([1], None),
    ],
)
def test_json_corrections_are_checked(body, field):
    with pytest.raises(BadQuery) as caught:
        patch(body)
    assert caught.value.values.get("field") == field


def test_json_null_says_there_is_none():
    assert patch({"unit": None, "year": 2021}) == {"unit": None, "year": 2021}
