"""Web pages: the text of the report, a line for each block, headings by level, tables row by row.

What the page puts around it (navigation, tools, footer), what is hidden and what was struck out is
set aside; code of scripts and styles is not text and is not kept. `htmlbody` says what is the
report's, `htmltables` what is a table; furniture by its words only is cleaning's work.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from index.errors import UnreadableReport
from index.model import Source
from index.readers.blocks import source_of
from index.readers.encoding import decode
from index.readers.htmlbody import sifted
from index.readers.htmlfacts import Said, file_facts, titles
from index.readers.htmlwalk import Page, words_of
from index.settings import MEGABYTE, Limits

PAGE_SIZE = 32 * MEGABYTE  # parsed, a page takes many times its size in memory

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")

_COMMENTS = 2000  # on one page; the time that walking over them takes grows with their square


def read(name: str, data: bytes, limits: Limits) -> Source:
    """Read a web page. Raises UnreadableReport `not_text`, `too_large`, `too_long`, `empty`."""
    if len(data) > PAGE_SIZE:
        raise UnreadableReport("too_large", file=name, limit=PAGE_SIZE)
    declared = _CHARSET.search(data[:4096])
    found = decode(data, declared=declared[1].decode("ascii") if declared else None)
    if found is None:
        raise UnreadableReport("not_text" if data.strip() else "empty", file=name)
    # The declaration inside may be wrong by now: the parser is told what it gets.
    sound = found.text.encode("utf-8", "replace")
    many = sound.count(b"<!--") > _COMMENTS
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_pis=True, remove_comments=many, huge_tree=True
    )
    try:
        root = lxml_html.document_fromstring(sound, parser=parser)
    except etree.ParserError as error:
        raise UnreadableReport("empty", file=name) from error
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        # Nested beyond what the parser takes: the rest of the page would be missing.
        raise UnreadableReport("damaged", file=name)
    said = _said(root)
    page = Page(root)
    pieces = page.read(etree.iterwalk(root, events=("start", "end", "comment")), root)
    report = sifted(pieces, page.boxes, titles(said))
    facts = file_facts(said, report, page.frames.about, encoding=found.encoding)
    return source_of(report.blocks, facts, name=name, limits=limits)


def _said(root: Any) -> Said:
    """Return what the page says of itself: its title and its meta elements by their names."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        for attribute in ("name", "property", "itemprop"):
            key = (meta.get(attribute) or "").strip().lower()
            if key and (meta.get("content") or "").strip():
                metas.setdefault(key, meta.get("content").strip())
    title = next(root.iter("title"), None)
    return Said(words_of(title) if title is not None else "", metas)
