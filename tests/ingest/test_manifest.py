"""A manifest is read in any encoding and layout, or refused with line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import BadManifest
from index.manifest import Row, match, read_manifest, rows_of

TEXT = "file,title,year,unit,kind\n述职报告.txt,党建述职,2023,滨江水务公司,述职报告\n总结.txt,,,,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_manifest_is_read_in_any_encoding(encoding: str) -> None:
    first, second = rows_of(TEXT.encode(encoding), file="清单.csv")
    assert first == Row("述职报告.txt", 2, "党建述职", 2023, "滨江水务公司", "述职报告")
    assert second == Row("总结.txt", 3)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_chinese_headers_in_any_order_and_with_any_delimiter(delimiter: str) -> None:
    lines = ["单位,文件,年份,备注", '城南燃气公司,"2023/述职.txt",２０２３年,已核', ",,,"]
    data = "\r\n".join(lines).replace(",", delimiter).encode()
    assert rows_of(data, file="清单.csv") == (
        Row("2023/述职.txt", 2, year=2023, unit="城南燃气公司"),
    )


@pytest.mark.parametrize("year", ["去年", "23", "20231", "2023-2024年底", "1023"])
def test_a_bad_year_is_refused_with_its_line_and_field(year: str) -> None:
    with pytest.raises(BadManifest) as refused:
        rows_of(f"file,year\na.txt,2022\nb.txt,{year}\n".encode(), file="清单.csv")
    assert refused.value.key == "manifest_bad_year"
    assert refused.value.values == {"file": "清单.csv", "line": 3, "field": "year", "value": year}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "manifest_without_file_column"),
        ("标题,年份\n述职,2023\n".encode(), "manifest_without_file_column"),
        (b"file,unit\n,x\n", "manifest_row_without_file"),
        (b"file,unit\na.txt,x\na.txt,y\n", "manifest_row_twice"),
        (bytes(range(128, 256)) * 40 + b"\x00\x01" * 500, "manifest_not_text"),
    ],
)
def test_what_is_no_manifest_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(BadManifest) as refused:
        rows_of(data, file="清单.csv")
    assert refused.value.key == key


def test_a_manifest_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadManifest) as refused:
        read_manifest(tmp_path / "清单.csv")
    assert refused.value.key == "manifest_not_readable"


def test_rows_match_by_path_or_by_a_name_that_only_one_file_has() -> None:
    names = ["甲/述职.txt", "乙/述职.txt", "乙/总结.txt", "报送.zip/丙/计划.txt"]
    rows = [Row("乙\\述职.txt", 2), Row("总结.txt", 3), Row("丙/计划.txt", 4)]
    lost = [Row("述职.txt", 5), Row("没有.txt", 6), Row("结.txt", 7)]
    found, unmatched = match([*rows, *lost], names)
    assert found == {
        "乙/述职.txt": rows[0],
        "乙/总结.txt": rows[1],
        "报送.zip/丙/计划.txt": rows[2],
    }
    assert unmatched == tuple(lost)
