"""What files say of themselves: never a reason to refuse the text, always fit to be kept."""

from __future__ import annotations

import pytest

from index.model import FileFacts
from index.readers import read
from tests.readers.making import paragraph, texts, word
from tests.readers.making_pdf import pdf

TEXT = "全年走访困难职工三百一十二户，协调解决困难诉求四十六件。"


def stated(core: str) -> FileFacts:
    source = read("报告.docx", word(paragraph(TEXT), core=core))
    assert TEXT in texts(source)
    return source.facts


def test_a_word_file_says_who_made_it_and_who_changed_it_last_and_when() -> None:
    facts = stated(
        "<dc:creator>李明</dc:creator><cp:lastModifiedBy>王芳</cp:lastModifiedBy>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2023-11-02T01:15:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2023-12-20T08:00:31Z</dcterms:modified>'
    )
    assert (facts.author, facts.last_editor) == ("李明", "王芳")
    assert (facts.created or "").startswith("2023-11-02T01:15:00")
    assert (facts.modified or "").startswith("2023-12-20T08:00:31")


@pytest.mark.parametrize(
    "core",
    [
        "<dc:creator>李",  # no end
        "<dc:creator>&nobody;</dc:creator>",
        "<dcterms:created>9999-99-99T99:99:99Z</dcterms:created>",
        "<dcterms:created>昨天</dcterms:created><dc:creator/>",
        "<cp:lastModifiedBy>   </cp:lastModifiedBy>",
    ],
)
def test_properties_that_make_no_sense_say_nothing_and_the_text_stays(core: str) -> None:
    facts = stated(core)
    assert (facts.author, facts.last_editor, facts.created) == (None, None, None)


def test_a_name_is_one_line_and_not_a_book() -> None:
    name = "李 \n\t 明" * 5_000
    facts = stated(f"<dc:creator>{name}</dc:creator>")
    assert facts.author is not None
    assert len(facts.author) == 255
    assert facts.author.startswith("李 明李 明")


def test_half_a_character_in_a_pdfs_properties_does_not_refuse_it() -> None:
    info = "/Author <FEFFD800> /CreationDate (D:20240105093000+08'00')"
    source = read("报告.pdf", pdf([[TEXT]], info=info))
    assert TEXT in texts(source)
    assert (source.facts.author, source.facts.created) == (None, "2024-01-05T09:30:00+08:00")
