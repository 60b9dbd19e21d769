"""Older workbooks: told by their bytes, and read through LibreOffice where it has Calc."""

from __future__ import annotations

import struct

import pytest

from index.errors import UnreadableReport
from index.readers import office, read
from index.readers.content import Content, content_of
from index.settings import LIMITS
from tests.readers.making_sheets import workbook
from tests.readers.test_sheets_reader import BUDGET, fill_budget, rows

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
BOOK = struct.pack("<HH", 0x0809, 16) + bytes.fromhex("00060500") + bytes(12)
PASSWORD = struct.pack("<HH", 0x2F, 6) + bytes(6)
NAME = "Workbook".encode("utf-16-le")


def test_a_workbook_is_told_by_its_stream_and_a_password_by_its_record() -> None:
    assert content_of("表.doc", OLE + BOOK + NAME) is Content.OLD_SHEETS
    assert content_of("表.xls", OLE + BOOK + PASSWORD + NAME) is Content.ENCRYPTED


def test_the_one_file_xml_of_excel_is_a_workbook() -> None:
    data = b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>'
    assert content_of("表.xls", data) is Content.OLD_SHEETS


@pytest.mark.parametrize(("suffix", "target"), [(".xls", "xls"), (".ods", "ods")])
def test_an_old_workbook_is_read_as_it_is_displayed(suffix: str, target: str) -> None:
    if office.libreoffice() is None:
        pytest.skip("no LibreOffice")
    try:
        old = office.convert("表.xlsx", workbook(fill_budget), ".xlsx", target, LIMITS)
    except UnreadableReport as refused:
        pytest.skip(f"LibreOffice without Calc: {refused.key}")
    truth = [[seen for _, _, seen in row] for row in BUDGET]
    found = rows(read(f"表{suffix}", old))[2:]
    # LibreOffice writes an error without a formula as #N/A.
    unlike = [
        (one, other)
        for row, seen in zip(found, truth, strict=True)
        for one, other in zip(row, seen, strict=True)
        if one != other
    ]
    assert len(unlike) <= 1, unlike
