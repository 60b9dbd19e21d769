"""What cells show, written down by hand from what Excel shows in Chinese offices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.numberformats import shown

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
LONG_DATE = 'yyyy"年"m"月"d"日"'
WAN = '[>=10000]0!.0,"万";0'

NUMBERS = [
    # General: at most eleven characters
    ("0", "General", "0"),
    ("100", "General", "100"),
    ("-3.5", "General", "-3.5"),
    ("0.1", "General", "0.1"),
    ("0.30000000000000004", "General", "0.3"),
    ("0.3333333333333333", "General", "0.333333333"),
    ("1234.56789012", "General", "1234.56789"),
    ("12345678901", "General", "12345678901"),
    ("123456789012", "General", "1.23457E+11"),
    ("1E-10", "General", "1E-10"),
    ("0.00001234567", "General", "1.23457E-05"),
    ("1234", "G/通用格式", "1234"),
    ("45", 'General"人"', "45人"),
    # places, groups, signs
    ("1234567.891", "#,##0.00", "1,234,567.89"),
    ("0", "#,##0.00", "0.00"),
    ("1.005", "0.00", "1.01"),
    ("2.675", "0.00", "2.68"),
    ("0.5", "0", "1"),
    ("-1234.5", '"￥"#,##0.00', "-￥1,234.50"),
    ("-1234.5", "[$¥-804]#,##0.0", "-¥1,234.5"),
    ("1234", "000000", "001234"),
    ("12", "0,000", "0,012"),
    ("0", "#", ""),
    ("12", "#.##", "12."),
    ("0.5", "#.0", ".5"),
    ("13800138000", "000-0000-0000", "138-0013-8000"),
    ("5", "0.00_);(0.00)", "5.00"),
    ("-5", "0.00_);(0.00)", "(5.00)"),
    ("-5", r"0.00_ ;[Red]\-0.00\ ", "-5.00"),
    ("-5", "[红色]0;[绿色]0", "5"),
    ("0", '0;-0;"无"', "无"),
    ("1234.5", ACCOUNTING, "1,234.50"),
    ("-1234.5", ACCOUNTING, "-1,234.50"),
    ("0", ACCOUNTING, "-"),
    ("7", ";;;", ""),
    ("-7", "0;;", ""),
    ("1E+22", "0", "10000000000000000000000"),
    # per cent, scales, conditions
    ("0.1234", "0.0%", "12.3%"),
    ("-0.005", "0.00%", "-0.50%"),
    ("1", "0%", "100%"),
    ("1234567", "#,##0,,", "1"),
    ("12345678", '0.0,,"百万"', "12.3百万"),
    ("12345", '0!.0,"万元"', "1.2万元"),
    ("12345", r"0\.0,", "1.2"),
    ("12345", r'0\!.0,"万元"', "1.2万元"),
    ("123456789", '#!.0000"万元"', "12345.6789万元"),
    ("15000", WAN, "1.5万"),
    ("500", WAN, "500"),
    ("123.456", "[Red][<100]0;[Blue]0.0", "123.5"),
    ("35", '0"人"', "35人"),
    ("35", "0人", "35人"),
    # fractions and powers of ten
    ("0.5", "# ?/?", "1/2"),
    ("2.5", "# ?/?", "2 1/2"),
    ("3", "# ?/?", "3"),
    ("0.3333333333333333", "?/?", "1/3"),
    ("1.25", "# ?/8", "1 2/8"),
    ("-1.5", "# ?/?", "-1 1/2"),
    ("3.14159", "# ??/??", "3  1/7"),
    ("123456", "0.00E+00", "1.23E+05"),
    ("0.00012", "0.0E+0", "1.2E-4"),
    ("12345", "##0.0E+0", "12.3E+3"),
    ("9.999", "0.0E+00", "1.0E+01"),
    # Chinese numerals
    ("1234", '[DBNum2][$-804]General"元整"', "壹仟贰佰叁拾肆元整"),
    ("10010", "[DBNum1][$-804]General", "一万〇一十"),
    ("2024", "[DBNum1]0", "二〇二四"),
    # dates and times
    ("45356", LONG_DATE, "2024年3月5日"),
    ("45356", "yyyy-mm-dd", "2024-03-05"),
    ("45356", "yyyy/m/d", "2024/3/5"),
    ("45356", 'yyyy"年"m"月"', "2024年3月"),
    ("45356", 'm"月"d"日"', "3月5日"),
    ("45356", "yyyy.m", "2024.3"),
    ("45356", "mmm-yy", "Mar-24"),
    ("45356", f"[DBNum1][$-804]{LONG_DATE}", "二〇二四年三月五日"),
    ("45366", '[DBNum1][$-804]m"月"d"日"', "三月十五日"),
    ("45356", "[$-804]aaaa", "星期二"),
    ("45356", "[$-804]dddd", "星期二"),
    ("45356", "dddd", "Tuesday"),
    ("45356", r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "2024年3月5日"),
    ("45356.75", "yyyy/m/d h:mm", "2024/3/5 18:00"),
    ("0.75", "h:mm AM/PM", "6:00 PM"),
    ("0.375", '上午/下午h"时"mm"分"', "上午9时00分"),
    ("1.5", "[h]:mm:ss", "36:00:00"),
    ("0.0006944444444", "mm:ss.0", "01:00.0"),
    ("45355.99999999", "yyyy/m/d h:mm:ss", "2024/3/5 0:00:00"),
    ("1", "yyyy/m/d", "1900/1/1"),
    ("60", "yyyy/m/d", "1900/2/29"),
    ("61", "yyyy/m/d", "1900/3/1"),
    ("-1", "yyyy/m/d", "-1"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "displayed"), NUMBERS)
def test_a_number_shows_as_its_format_says(value: str, code: str, displayed: str) -> None:
    assert shown(value, code).strip() == displayed


@pytest.mark.parametrize(
    ("text", "code", "displayed"),
    [
        ("财政局", "General", "财政局"),
        ("00123", "@", "00123"),
        ("财政", '@"局"', "财政局"),
        ("财政局", "#,##0.00", "财政局"),
        ("财政局", '0;-0;0;"（"@"）"', "（财政局）"),
        ("财政局", ";;;", ""),
        ("财政局", ACCOUNTING, "财政局"),
    ],
)
def test_a_text_shows_as_it_stands_unless_its_format_says_otherwise(
    text: str, code: str, displayed: str
) -> None:
    assert shown(text, code, is_number=False).strip() == displayed


def test_days_may_count_from_1904() -> None:
    assert shown("0", "yyyy/m/d", from_1904=True) == "1904/1/1"
    assert shown("43894", LONG_DATE, from_1904=True) == "2024年3月5日"


def test_what_is_no_number_shows_as_it_stands() -> None:
    assert shown("1e999", "0.00") == "1e999"
    assert shown("nan", "0.00") == "nan"
    assert shown("不详", "0.00") == "不详"


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(alphabet='0#?.,%/E+-@;"\\!_*[]$ymdhsaegGeneral<>=1元 ', max_size=40),
)
def test_any_code_shows_something_or_nothing(value: float, code: str) -> None:
    """Codes of strangers are read as far as they make sense."""
    assert isinstance(shown(repr(value), code), str)
