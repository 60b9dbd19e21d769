"""What was left over in a reused passage, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest
from copied_support import a_library, a_report, row_of

from index.model import Span
from search.exports.findings import WHY
from search.matching import match
from search.reuse.model import Direction, Finding, Match, PassageReuse, Relation, ReuseRequest
from search.reuse.residue import Own, residue
from search.reuse.sessions import outdated_congress, outdated_plan
from search.reuse.unitnames import Names, names_of, places
from web.findings import why

A, B = "云岭港务有限公司", "青石市水务局"
TAIL = "，班子成员带头落实，各项任务按期完成，职工满意度有所提高。"


def found(text: str, source: str | None = None, **said: object) -> list[tuple[str, str]]:
    """Return what is found in a passage of B's report of 2023 that A's of 2022 has as well."""
    return [(one.why, one.text) for one in findings(text, source or text, **said)]


def findings(text: str, source: str, **said: object) -> tuple[Finding, ...]:
    values = {"unit": A, "year": 2022, "own": Own(B, 2023), "known": (A, B), **said}
    matching = match(text, source)
    assert matching is not None
    shown = Match(
        *(7, 70, 3, "工作总结", values["year"], values["unit"], None, None, (), source),  # type: ignore[arg-type]
        *(matching.score, matching.verdict),
        query_spans=tuple(left for left, _ in matching.spans),
        text_spans=tuple(right for _, right in matching.spans),
        slots=matching.slots,
        units=1,
        relation=Relation.OTHER,
        direction=Direction.EARLIER,
    )
    passage = PassageReuse(2, 20, (), None, 0, text, 0, (), (shown,), 1)
    return residue(passage, values["own"], Names(values["known"]))  # type: ignore[arg-type]


# -- names --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [A, "云岭港务"])
def test_the_sources_name_left_standing_is_found(name: str) -> None:
    assert found(f"推动{name}安全生产标准化建设{TAIL}") == [("residue_unit", name)]


def test_a_name_that_was_changed_is_no_residue() -> None:
    text = f"推动{B}安全生产标准化建设{TAIL}"
    assert found(text, text.replace(B, A)) == []


def test_the_own_name_is_no_residue_even_where_the_sources_is_part_of_it() -> None:
    text = f"推动青石市水务局安全生产标准化建设{TAIL}"
    assert found(text, unit="水务局") == []
    assert found(text, unit="青石市水务") == []


def test_a_third_units_name_in_both_is_pointed_out_unless_the_report_speaks_of_it_itself() -> None:
    text = f"会同松涛林场开展联合巡护{TAIL}"
    known = (A, B, "松涛林场")
    assert found(text, known=known) == [("residue_other_unit", "松涛林场")]
    own = Own(B, 2023, words="与松涛林场签订了管护协议。")
    assert found(text, known=known, own=own) == []


def test_a_name_outside_of_what_is_equal_is_no_residue() -> None:
    text = f"推动云岭港务参与的项目落地{TAIL}"
    assert found(text, text.replace("推动云岭港务参与的项目落地", "抓紧推进各类重点工程")) == []


def test_without_a_known_unit_of_ones_own_names_say_nothing() -> None:
    passage = f"推动{A}安全生产标准化建设{TAIL}"
    (one,) = findings(passage, passage)
    assert one.report_id == 70
    assert one.passage_id == 20
    assert one.passage == 2


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        ("云岭市水务局", {"云岭市水务局", "市水务局", "水务局"}),
        (A, {A, "云岭港务"}),
        ("青石县人民政府", {"青石县人民政府"}),
        ("云岭县城关镇党委", {"云岭县城关镇党委", "县城关镇党委", "城关镇党委"}),
        ("云岭市", {"云岭市", "云岭"}),
        ("云岭市人民政府", {"云岭市人民政府", "云岭市", "云岭"}),
        ("XX局", set()),
        (None, set()),
    ],
)
def test_names_by_which_a_unit_goes(unit: str | None, names: set[str]) -> None:
    assert set(names_of(unit)) == names


def test_a_short_form_inside_another_units_name_is_not_that_unit() -> None:
    assert list(places("省水务局和水务局", ("水务局",))) == [Span(5, 8)]


# -- years --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "截至2022年底走访困难职工126户",
        "2022年走访困难职工126户",
        "二〇二二年走访困难职工126户",
        "在2022年度工作中",
    ],
)
def test_last_years_date_left_standing_is_found(text: str) -> None:
    assert [key for key, _ in found(text + TAIL)] == ["residue_year"]


@pytest.mark.parametrize(
    "text",
    [
        "较2022年增长一成",
        "与2022年相比有所提高",
        "2022年以来走访困难职工126户",
        "自2022年起逐户走访",
        "2021—2023年行动方案全面落实",
        "2022—2023年行动方案全面落实",
        "2022年度民主生活会查摆问题整改到位",
        "2022年印发的管理办法执行到位",
        "比2022年同期多走访12户",
        "2023年走访126户、2022年走访98户",
    ],
)
def test_what_looks_back_is_no_residue(text: str) -> None:
    assert found(text + TAIL) == []


def test_a_year_that_was_changed_or_is_not_the_sources_is_no_residue() -> None:
    text = f"2023年走访困难职工126户{TAIL}"
    assert found(text, text.replace("2023", "2022")) == []
    assert found(f"2019年建成的码头{TAIL}") == []


def test_within_one_year_and_without_a_year_dates_say_nothing() -> None:
    text = f"2022年走访困难职工126户{TAIL}"
    assert found(text, own=Own(B, 2022)) == []
    assert found(text, own=Own(B, None)) == []
    assert found(text, year=None) == []


# -- congresses and plans -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("深入学习贯彻党的十九大精神", "十九大"),
        ("深入学习党的十九届六中全会精神", "十九届六中全会"),
    ],
)
def test_an_outdated_congress_that_the_source_had_as_well_is_found(text: str, left: str) -> None:
    assert found(text + TAIL) == [("residue_congress", left)]


@pytest.mark.parametrize(
    "text",
    [
        "深入学习贯彻党的二十大精神",
        "党的十八大以来",
        "深入学习党的十九大、二十大精神",
        "认真对照党的十九大报告要求",
        "深入学习贯彻党的十八大精神",  # of its own time the source had another one
    ],
)
def test_set_phrases_and_what_is_current_are_no_residue(text: str) -> None:
    assert found(text + TAIL) == []


def test_a_plan_that_is_over_is_found_and_looking_back_at_it_is_not() -> None:
    own, year = Own(B, 2021), 2020
    assert found(f"对照“十三五”规划目标任务{TAIL}", own=own, year=year) == [
        ("residue_plan", "十三五")
    ]
    assert found(f"“十三五”期间累计投资{TAIL}", own=own, year=year) == []
    assert found(f"“十三五”收官之年{TAIL}", own=own, year=year) == []


@pytest.mark.parametrize(
    ("token", "year", "later"),
    [
        ("十九", 2022, None),
        ("十九", 2023, "二十大"),
        ("十八", 2018, "十九大"),
        ("二十", 2030, None),
        ("三", 2023, None),
    ],
)
def test_a_congress_is_outdated_from_the_year_after_the_next(
    token: str, year: int, later: str | None
) -> None:
    told = outdated_congress(token, year)
    assert (told.later if told else None) == later


@pytest.mark.parametrize(
    ("token", "year", "later"),
    [
        ("十三五", 2020, None),
        ("十三五", 2021, "十四五"),
        ("十四五", 2026, "十五五"),
        ("十九", 2023, None),
    ],
)
def test_a_plan_is_outdated_once_its_five_years_are_over(
    token: str, year: int, later: str | None
) -> None:
    told = outdated_plan(token, year)
    assert (told.later if told else None) == later


# -- in a report --------------------------------------------------------------------------


def test_a_reuse_report_lists_what_was_left_over(tmp_path: Path) -> None:
    old = (
        f"2022年，{A}走访困难职工126户，发放慰问金15.8万元{TAIL}",
        f"深入学习贯彻党的十九大精神，开展集中学习24次{TAIL}",
    )
    reports = {
        f"{A}/2022年工作总结.txt": a_report(2022, old),
        f"{B}/2023年工作总结.txt": a_report(2023, tuple(one.replace("126", "98") for one in old)),
    }
    with a_library(tmp_path, reports) as library:
        report = library.reuse(ReuseRequest(row_of(library, B, 2023).id))
        assert [(one.why, one.text) for one in report.findings] == [
            ("residue_year", "2022年"),
            ("residue_unit", A),
            ("residue_congress", "十九大"),
        ]
        texts = {one.index: one.text for one in report.passages}
        for one in report.findings:
            assert texts[one.passage][slice(*one.span)] == one.text
            assert one.report_id == row_of(library, A, 2022).id
            assert one.why in WHY
            assert "{" not in why(one)
            assert one.text in why(one, "en")
        assert library.reuse(ReuseRequest(row_of(library, A, 2022).id)).findings == ()
