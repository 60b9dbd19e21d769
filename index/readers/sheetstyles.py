"""The styles of a workbook: which number format each cell style has, and which draw borders.

Formats without a code of their own are shown as in a Chinese Excel (ECMA-376 part 1, 18.8.30).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.readers.xmlstream import Attributes, walk

GENERAL = "General"
_MONTH_DAY = 'm"月"d"日"'
_YEAR_MONTH = 'yyyy"年"m"月"'
_DATE = 'yyyy"年"m"月"d"日"'
_HALF_TIME, _HALF_SECONDS = '上午/下午h"时"mm"分"', '上午/下午h"时"mm"分"ss"秒"'
_BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: _DATE,
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: _HALF_TIME, 35: _HALF_SECONDS, 36: _YEAR_MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: _YEAR_MONTH, 51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY,
    55: _HALF_TIME, 56: _HALF_SECONDS, 57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip
_SIDES = frozenset({"left", "right", "top", "bottom", "start", "end"})


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How cells of a style look, as far as it matters."""

    code: str = GENERAL
    bordered: bool = False


PLAIN = CellStyle()


def cell_styles(pieces: Iterable[bytes]) -> list[CellStyle]:
    """Return the cell styles of a workbook by their numbers."""
    codes: dict[int, str] = {}
    borders: list[bool] = []
    used: list[tuple[int, int]] = []  # number format and border of each style
    inside: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        around = inside[-1] if inside else ""
        inside.append(name)
        if name == "numFmt" and around == "numFmts":
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", GENERAL)
        elif name == "border" and around == "borders":
            borders.append(False)
        elif name in _SIDES and around == "border" and borders:
            borders[-1] = borders[-1] or attributes.get("style", "none") != "none"
        elif name == "xf" and around == "cellXfs":
            used.append((_number(attributes.get("numFmtId")), _number(attributes.get("borderId"))))

    def end(_name: str, _text: str) -> None:
        inside.pop()

    walk(pieces, start, end)
    return [
        CellStyle(
            codes.get(form, _BUILT_IN.get(form, GENERAL)),
            0 <= border < len(borders) and borders[border],
        )
        for form, border in used
    ]


def _number(stated: str | None) -> int:
    try:
        return int(stated or 0)
    except ValueError:
        return 0
