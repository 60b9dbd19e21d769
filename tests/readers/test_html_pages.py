"""Whole pages as sites publish them: what is read is the report, all of it and nothing else.

Beside each `pages/NAME.html` stands `NAME.txt`: the title, source and date that must be found, then
the paragraphs that must be read.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest
from lxml import html

from index.facts import recognise
from index.model import Outline, Source
from index.outline import outline
from index.readers import read

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
UNSEEN = re.compile(r"(?s)<(script|style|xml)\b.*?</\1>|<!--.*?-->")
NAMES = [page.stem for page in PAGES]


def paragraphs(found: Outline) -> list[str]:
    """The texts of an outline, passages of one paragraph together."""
    groups = groupby(found.passages, key=lambda passage: passage.paragraph)
    return ["".join(passage.text for passage in group) for _, group in groups]


def visible(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", text)  # ² is 2
    return Counter("".join(plain.split()))


def as_read(page: Path) -> tuple[Source, Outline]:
    source = read(page.name, page.read_bytes())
    return source, outline(source)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_title_source_date_and_text_of_a_page_are_what_a_person_reads(page: Path) -> None:
    source, found = as_read(page)
    facts = recognise(found, file="网页.html", said=source.facts)
    head = [facts.title, source.facts.source or "", source.facts.published or ""]
    lines = [f"{name}：{value}" for name, value in zip(("标题", "来源", "日期"), head, strict=True)]
    read_as = "\n".join([*lines, "", *paragraphs(found), ""])
    assert read_as == page.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_visible_character_of_a_page_is_read_or_among_what_was_removed(page: Path) -> None:
    _, found = as_read(page)
    shown = html.document_fromstring(UNSEEN.sub("", page.read_text(encoding="utf-8")))
    spelled = "".join(passage.text for passage in found.passages)
    spelled += "".join(piece.text for piece in found.removed)
    assert visible(spelled) == visible(str(shown.text_content()))
