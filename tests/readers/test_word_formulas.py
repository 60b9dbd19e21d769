"""What Word draws and does not spell: formulas, fields without a result, signs of symbol fonts."""

from __future__ import annotations

import pytest

from index.model import Why
from index.readers import read
from tests.readers.making import paragraph, run, texts, word


def said(runs: str) -> str:
    """The text of a paragraph of these runs."""
    return "\n".join(texts(read("报告.docx", word(paragraph("", "", runs)))))


def formula(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


def words(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def over(above: str, below: str) -> str:
    return f"<m:f><m:num>{above}</m:num><m:den>{below}</m:den></m:f>"


def equation(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def form(data: str, code: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_a_fraction_never_becomes_one_number() -> None:
    third = formula(over(words("1"), words("3")))
    assert said(run("超过") + third + run("的社区")) == "超过1/3的社区"
    rate = formula(words("r=") + over(words("本年-上年"), words("上年")) + words("×100%"))
    assert said(rate) == "r=(本年-上年)/上年×100%"


def test_a_whole_number_before_a_fraction_stays_apart_from_it() -> None:
    assert said(run("用时1") + formula(over(words("1"), words("2"))) + run("年")) == "用时1 1/2年"


def test_exponents_of_formulas_are_powers_and_never_marks_of_notes() -> None:
    def power(base: str, exponent: str) -> str:
        return formula(f"<m:sSup><m:e>{words(base)}</m:e><m:sup>{words(exponent)}</m:sup></m:sSup>")

    assert said(power("2", "10")) == "2¹⁰"
    assert said(power("(1+5%)", "3")) == "(1+5%)³"
    assert said(power("x", "n+1")) == "x^(n+1)"
    assert said(power("x", "n")) == "x^n"


def test_an_exponent_that_is_empty_or_deleted_adds_no_sign() -> None:
    base = f"<m:e>{words('x')}</m:e>"
    deleted = f'<w:del w:id="1" w:author="甲">{words("n+1")}</w:del>'
    for exponent in ("<m:sup/>", f"<m:sup>{deleted}</m:sup>"):
        assert said(formula(f"<m:sSup>{base}{exponent}</m:sSup>")) == "x"


def test_roots_brackets_sums_and_rows_keep_their_signs() -> None:
    assert said(formula(f"<m:rad><m:deg/><m:e>{words('27')}</m:e></m:rad>")) == "√27"
    assert said(formula(f"<m:d><m:e>{words('a+b')}</m:e></m:d>")) == "(a+b)"
    square = '<m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>'
    assert said(formula(f"<m:d>{square}<m:e>{words('a')}</m:e></m:d>")) == "[a]"
    total = (
        f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{words("i=1")}</m:sub>'
        f"<m:sup>{words('12')}</m:sup><m:e>{words('5')}</m:e></m:nary>"
    )
    assert said(formula(total)) == "∑_(i=1)^12 5"
    row = f"<m:mr><m:e>{words('10')}</m:e><m:e>{words('20')}</m:e></m:mr>"
    assert said(formula(f"<m:m>{row}{row}</m:m>")) == "10 20 10 20"


def test_a_fraction_that_was_deleted_is_set_aside() -> None:
    gone = f"<w:del>{formula(over(words('1'), words('3')))}</w:del>"
    source = read("报告.docx", word(paragraph("", "", run("占") + gone + run("半数"))))
    assert texts(source) == ["占半数"]
    assert [(cut.text, cut.why) for cut in source.removed] == [("1/3", Why.DELETION)]


@pytest.mark.parametrize(
    ("code", "reads"),
    [
        (r" EQ \f(3,4) ", "3/4"),
        (r"eq \f(本年-上年,上年)", "(本年-上年)/上年"),
        (r"eq \o\ac(○,一)", "一"),
        (r"eq \o\ad(\s\up 6(街道办),\s\do 2(社区居委会))", "街道办社区居委会"),
        (r"EQ \r(,16)", "√16"),
        (r"EQ \b(\f(1,2))", "(1/2)"),
        (r"EQ \a\al\co2(10,20,30,40)", "10 20 30 40"),
        (r"EQ \x(总量)", "总量"),
        (r"EQ \f(1,2", "1/2"),
    ],
)
def test_an_equation_field_reads_as_word_shows_it(code: str, reads: str) -> None:
    assert said(run("共") + equation(code) + run("。")) == f"共{reads}。"


def test_the_reading_over_a_character_is_set_aside_and_the_character_stays() -> None:
    code = r' EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(yì),羿)'
    source = read("报告.docx", word(paragraph("", "", equation(code) + run("某述职"))))
    assert texts(source) == ["羿某述职"]
    assert [(cut.text, cut.why) for cut in source.removed] == [("yì", Why.MARKUP)]


def test_what_was_chosen_and_ticked_in_a_form_is_read() -> None:
    entries = '<w:listEntry w:val="基本称职"/><w:listEntry w:val="称职"/>'
    chosen = form(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>', "FORMDROPDOWN")
    assert said(run("等次：") + chosen) == "等次：称职"
    ticked = form("<w:checkBox><w:checked/></w:checkBox>", "FORMCHECKBOX")
    empty = form('<w:checkBox><w:default w:val="0"/></w:checkBox>', "FORMCHECKBOX")
    assert said(ticked + run("是") + empty + run("否")) == "☑是□否"


def test_what_a_form_asks_to_type_is_set_aside() -> None:
    source = read(
        "报告.docx",
        word(paragraph("", "", run("姓名：") + equation("MACROBUTTON NoMacro 单击此处"))),
    )
    assert texts(source) == ["姓名："]
    assert [(cut.text, cut.why) for cut in source.removed] == [("单击此处", Why.MARKUP)]


@pytest.mark.parametrize(
    ("font", "code", "reads"),
    [
        ("Symbol", "F0B3", "≥"), ("Symbol", "F0A3", "≤"), ("Symbol", "F0B1", "±"),
        ("Symbol", "F0B4", "×"), ("Symbol", "F061", "α"), ("Wingdings 2", "F0A3", "□"),
        ("Wingdings", "F0FE", "☑"), ("Wingdings 2", "F052", "☑"), ("Wingdings", "F081", "①"),
        ("宋体", "2460", "①"), ("没有这种字体", "F0FC", "✓"), ("Symbol", "nonsense", ""),
    ],
)  # fmt: skip
def test_a_sign_is_the_one_that_its_font_shows(font: str, code: str, reads: str) -> None:
    sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    assert said(run("达标率") + sign + run("95%")) == f"达标率{reads}95%"


def test_letters_set_in_a_symbol_font_are_its_signs() -> None:
    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    assert said(run("误差") + run("\uf0a3", fonts) + run("3%")) == "误差≤3%"
