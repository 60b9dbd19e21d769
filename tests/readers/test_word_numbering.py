"""Automatic numbering of Word files, rebuilt from the numbering part."""

from __future__ import annotations

from index.readers import read
from tests.readers.making import listed, paragraph, styled, table, texts, word


def level(
    depth: int, form: str, text: str, *, start: int = 1, suffix: str = "nothing", more: str = ""
) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(*levels: str, number: int = 0, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int = 1, of: int = 0, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def starts_at(start: int, depth: int = 0) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


OFFICIAL = abstract(
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3.", suffix="tab"),
    level(3, "decimal", "（%4）"),
    level(4, "decimalEnclosedCircle", "%5"),
)


def read_lines(body: str, numbering: str, styles: str = "") -> list[str]:
    return texts(read("报告.docx", word(body, numbering=numbering, styles=styles)))


def test_levels_of_an_official_report_are_numbered_and_restart_below_each_other() -> None:
    body = "".join(
        [
            listed("履职情况", level=0),
            listed("抓学习", level=1),
            listed("集中学习", level=2),
            listed("个人自学", level=2),
            listed("抓队伍", level=1),
            listed("谈心谈话", level=2),
            listed("走访", level=3),
            listed("入户", level=4),
            listed("存在问题", level=0),
            listed("学习不深", level=1),
        ]
    )
    assert read_lines(body, OFFICIAL + num()) == [
        "一、履职情况",
        "（一）抓学习",
        "1. 集中学习",
        "2. 个人自学",
        "（二）抓队伍",
        "1. 谈心谈话",
        "（1）走访",
        "①入户",
        "二、存在问题",
        "（一）学习不深",
    ]


def test_the_twelfth_heading_is_shi_er() -> None:
    body = "".join(listed("工作") for _ in range(21))
    assert read_lines(body, OFFICIAL + num())[9:12] == ["十、工作", "十一、工作", "十二、工作"]
    assert read_lines(body, OFFICIAL + num())[-1] == "二十一、工作"


def test_paragraphs_without_numbers_between_do_not_disturb_the_count() -> None:
    body = listed("甲") + paragraph("说明。") + listed("乙")
    assert read_lines(body, OFFICIAL + num()) == ["一、甲", "说明。", "二、乙"]


def test_a_list_begins_at_its_start_value() -> None:
    numbering = abstract(level(0, "decimal", "%1．", start=5)) + num()
    assert read_lines(listed("甲") + listed("乙"), numbering) == ["5．甲", "6．乙"]


def test_two_lists_over_one_definition_count_on_together() -> None:
    body = listed("甲", 1) + listed("乙", 2) + listed("丙", 1)
    assert read_lines(body, OFFICIAL + num(1) + num(2)) == ["一、甲", "二、乙", "三、丙"]


def test_a_start_override_begins_anew_once() -> None:
    body = listed("甲", 1) + listed("乙", 1) + listed("丙", 2) + listed("丁", 2)
    numbering = OFFICIAL + num(1) + num(2, overrides=starts_at(1))
    assert read_lines(body, numbering) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_a_level_override_changes_the_form() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    assert read_lines(listed("甲"), OFFICIAL + num(overrides=override)) == ["A)甲"]


def test_a_level_that_never_restarts_counts_through() -> None:
    numbering = (
        abstract(
            level(0, "chineseCounting", "%1、"),
            level(1, "decimal", "%2、", more='<w:lvlRestart w:val="0"/>'),
        )
        + num()
    )
    body = listed("一部分") + listed("甲", level=1) + listed("二部分") + listed("乙", level=1)
    assert read_lines(body, numbering) == ["一、一部分", "1、甲", "二、二部分", "2、乙"]


def test_a_level_restarts_only_after_the_level_it_names() -> None:
    numbering = (
        abstract(
            level(0, "decimal", "%1"),
            level(1, "decimal", "%1.%2"),
            level(2, "decimal", "（%3）", more='<w:lvlRestart w:val="1"/>'),
        )
        + num()
    )
    body = "".join(listed("事", level=depth) for depth in (0, 1, 2, 1, 2, 0, 1, 2))
    assert read_lines(body, numbering) == [
        "1事", "1.1事", "（1）事", "1.2事", "（2）事", "2事", "2.1事", "（1）事",
    ]  # fmt: skip


def test_a_deeper_level_shows_the_start_of_levels_not_yet_used() -> None:
    numbering = abstract(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2 ")) + num()
    assert read_lines(listed("事", level=1), numbering) == ["1.1 事"]


def test_legal_numbering_writes_every_level_in_digits() -> None:
    numbering = (
        abstract(
            level(0, "chineseCounting", "第%1章", suffix="space"),
            level(1, "decimal", "%1.%2", suffix="tab", more="<w:isLgl/>"),
        )
        + num()
    )
    body = listed("总则") + listed("目的", level=1)
    assert read_lines(body, numbering) == ["第一章 总则", "1.1 目的"]


def test_bullets_and_switched_off_numbers_give_no_text() -> None:
    numbering = abstract(level(0, "bullet", "")) + num()
    assert read_lines(listed("甲") + listed("乙", 0) + listed("丙", 99), numbering) == [
        "甲",
        "乙",
        "丙",
    ]


def test_numbers_that_their_level_hides_count_and_are_not_shown() -> None:
    hidden = level(0, "decimal", "%1", more="<w:rPr><w:vanish/></w:rPr>")
    numbering = abstract(hidden, level(1, "decimal", "%1.%2 ")) + num()
    body = listed("甲") + listed("乙") + listed("丙", level=1)
    assert read_lines(body, numbering) == ["甲", "乙", "2.1 丙"]


def test_a_format_of_none_keeps_the_words_of_the_pattern() -> None:
    numbering = abstract(level(0, "none", "附件：")) + num()
    assert read_lines(listed("名单"), numbering) == ["附件：名单"]


def test_numbering_that_comes_with_a_style_is_rebuilt() -> None:
    numbering = (
        abstract(
            level(0, "chineseCounting", "%1、", more='<w:pStyle w:val="1"/>'),
            level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="2"/>'),
        )
        + num()
    )
    has_number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        "".join(
            f'<w:style w:type="paragraph" w:styleId="{depth}"><w:name w:val="heading {depth}"/>'
            f"{has_number}</w:style>"
            for depth in (1, 2)
        )
        + '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="本部门标题"/>'
        '<w:basedOn w:val="2"/></w:style>'
    )
    body = styled("职责", "1") + styled("学习", "2") + styled("队伍", "own")
    source = read("报告.docx", word(body, numbering=numbering, styles=styles))
    assert [(line.text, line.level) for line in source.lines] == [
        ("一、职责", 1),
        ("（一）学习", 2),
        ("（二）队伍", 2),
    ]


def test_a_paragraph_can_switch_the_number_of_its_style_off() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    off = '<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = styled("甲", "1") + paragraph("前言", off) + styled("乙", "1")
    assert read_lines(body, OFFICIAL + num(), styles) == ["一、甲", "前言", "二、乙"]


def test_a_list_that_is_defined_by_a_numbering_style_is_followed() -> None:
    numbering = (
        abstract(number=0, more='<w:numStyleLink w:val="公文"/>')
        + abstract(
            level(0, "chineseCounting", "%1、"), number=7, more='<w:styleLink w:val="公文"/>'
        )
        + num(1, of=0)
        + num(9, of=7)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="公文"><w:name w:val="公文"/>'
        '<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
    )
    assert read_lines(listed("甲", 1) + listed("乙", 9), numbering, styles) == ["一、甲", "二、乙"]


def test_a_numbering_style_that_points_at_itself_ends() -> None:
    numbering = abstract(more='<w:numStyleLink w:val="环"/>') + num()
    styles = (
        '<w:style w:type="numbering" w:styleId="环"><w:name w:val="环"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert read_lines(listed("甲"), numbering, styles) == ["甲"]


def test_a_newer_number_format_beside_its_fallback_is_understood() -> None:
    lvl = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002"/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    )
    assert read_lines(listed("甲"), abstract(lvl) + num()) == ["01、甲"]


def test_a_digit_after_the_number_stays_apart_from_it() -> None:
    numbering = abstract(level(0, "decimal", "%1.", suffix="tab")) + num()
    assert read_lines(listed("2023年工作"), numbering) == ["1. 2023年工作"]


def test_numbers_in_the_cells_of_a_table_are_shown() -> None:
    numbering = abstract(level(0, "decimal", "%1")) + num()
    body = table([listed(""), paragraph("道路")], [listed(""), paragraph("桥梁")])
    assert read_lines(body, numbering) == ["1\t道路", "2\t桥梁"]


def test_decimal_headings_of_three_levels_count_through_text_and_tables() -> None:
    forms = enumerate(("%1", "%1.%2", "%1.%2.%3"))
    numbering = abstract(*(level(at, "decimal", text, suffix="tab") for at, text in forms)) + num()
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{depth}"><w:name w:val="heading {depth}"/><w:pPr>'
        f'<w:numPr><w:ilvl w:val="{depth - 1}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for depth in (1, 2, 3)
    )
    figures = table([paragraph("道路"), paragraph("6")])
    body = "".join(
        [
            styled("总体情况", "1"),
            styled("学习", "2"),
            styled("集中学习", "3"),
            figures,
            styled("个人自学", "3"),
            styled("队伍", "2"),
            paragraph("说明。") + figures,
            styled("谈心谈话", "3"),
            styled("存在问题", "1"),
            styled("学习不深", "2"),
        ]
    )
    source = read("报告.docx", word(body, numbering=numbering, styles=styles))
    assert [(line.text, line.level) for line in source.lines if line.level] == [
        ("1 总体情况", 1),
        ("1.1 学习", 2),
        ("1.1.1 集中学习", 3),
        ("1.1.2 个人自学", 3),
        ("1.2 队伍", 2),
        ("1.2.1 谈心谈话", 3),
        ("2 存在问题", 1),
        ("2.1 学习不深", 2),
    ]


def test_a_list_keeps_its_number_behind_a_table_with_a_list_of_its_own() -> None:
    numbering = OFFICIAL + abstract(level(0, "decimal", "%1"), number=1) + num(1) + num(2, of=1)
    rows = table([listed("", 2), paragraph("道路")], [listed("", 2), paragraph("桥梁")])
    body = listed("学习") + listed("抓", level=1) + rows + listed("管", level=1) + listed("工作")
    assert read_lines(body, numbering) == [
        "一、学习", "（一）抓", "1\t道路", "2\t桥梁", "（二）管", "二、工作",
    ]  # fmt: skip
