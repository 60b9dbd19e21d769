"""Kinds of Word files beside .docx: templates, and files with macros."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model import Why
from index.readers import files, read
from tests.readers.making import paragraph, word

MACROS = (
    '<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/'
    'vbaProject" Target="vbaProject.bin"/>'
)
BODY = paragraph("坚持把项目建设作为第一要务。")


def with_macros(code: bytes) -> bytes:
    return word(BODY, relations=MACROS, extra={"word/vbaProject.bin": code})


@pytest.mark.parametrize("suffix", [".docm", ".dotx", ".dotm", ".DOCM"])
def test_templates_and_files_with_macros_are_read_as_word_files(
    suffix: str, tmp_path: Path
) -> None:
    (tmp_path / f"工作总结{suffix}").write_bytes(word(BODY))
    (found,) = files(tmp_path)
    source = read(found.name, found.load())
    assert [line.text for line in source.lines] == ["坚持把项目建设作为第一要务。"]
    assert not source.removed


@pytest.mark.parametrize(
    ("code", "named"),
    [
        (b"\x01\x02Name=\"Project\"\r\nDocument=ThisDocument/&H0\r\nModule=NewMacros\r\n",
         "vbaProject.bin NewMacros"),
        ("ID=1\r\nModule=生成总结\r\nClass=表格\r\nModule=生成总结\r\n".encode("gbk"),
         "vbaProject.bin 生成总结 表格"),
        (b"\xd0\xcf\x11\xe0 broken", "vbaProject.bin"),
        (b"", "vbaProject.bin"),
    ],
)  # fmt: skip
def test_macros_are_named_among_what_was_set_aside(code: bytes, named: str) -> None:
    source = read("工作总结.docm", with_macros(code))
    assert [line.text for line in source.lines] == ["坚持把项目建设作为第一要务。"]
    assert [(piece.text, piece.why) for piece in source.removed] == [(named, Why.MACRO)]


def test_macros_that_are_named_but_not_there_cost_nothing() -> None:
    source = read("工作总结.docm", word(BODY, relations=MACROS))
    assert [piece.text for piece in source.removed] == ["vbaProject.bin"]


def test_words_of_a_diagram_come_in_the_order_in_which_they_are_drawn() -> None:
    points = "".join(
        f'<dgm:pt modelId="{key}" type="{kind}"><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p>'
        "</dgm:t></dgm:pt>"
        for key, kind, text in [
            ("0", "doc", ""), ("1", "node", "第三步：整改落实"), ("2", "node", "第一步：学习教育"),
            ("3", "node", "读原著"), ("4", "node", "第二步：查摆问题"),
            ("9", "node", "没有连上的话"),
        ]
    )  # fmt: skip
    links = "".join(
        f'<dgm:cxn modelId="c{at}" srcId="{above}" destId="{key}" srcOrd="{order}" destOrd="0"/>'
        for at, (above, key, order) in enumerate(
            [("0", "1", 2), ("0", "2", 0), ("2", "3", 0), ("0", "4", 1), ("3", "2", 0)]
        )
    )
    data = (
        '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst>'
        f"{points}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>"
    ).encode()
    body = paragraph(more='<w:r><w:drawing><dgm:relIds r:dm="rId_d"/></w:drawing></w:r>')
    relation = '<Relationship Id="rId_d" Type="x/diagramData" Target="diagrams/data1.xml"/>'
    extra = {"word/diagrams/data1.xml": data}
    source = read("工作总结.docx", word(body, relations=relation, extra=extra))
    assert [line.text for line in source.lines if line.text] == [
        "第一步：学习教育", "读原著", "第二步：查摆问题", "第三步：整改落实", "没有连上的话",
    ]  # fmt: skip
