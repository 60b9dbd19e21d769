"""Web pages: the visible text, a line for each block, headings by level, tables row by row.

Navigation, forms and hidden elements are set aside; code of scripts and styles is not text and
is not kept. What is furniture by its words only (字号 大 中 小) is cleaning's work.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from index.errors import UnreadableReport
from index.model import FileFacts, Source, Why
from index.readers.blocks import Block, Cut, Gathering, source_of
from index.readers.encoding import decode
from index.readers.rows import row_of
from index.settings import MEGABYTE, Limits

MEDIA = "text/html"
PAGE_SIZE = 32 * MEGABYTE  # parsed, a page takes many times its size in memory

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
_SPACE = re.compile("[ \t\n\r\f]+")
_OTHER_BREAKS = str.maketrans(dict.fromkeys("\x0b\x85\u2028\u2029", " "))
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2026\u2014]")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

_CODE = frozenset(("script", "style", "template", "meta", "link", "base"))
_ASIDE = frozenset(
    ("head", "nav", "aside", "footer", "button", "select", "textarea", "iframe", "noscript",
     "datalist", "dialog", "audio", "video", "object", "svg")
)  # fmt: skip
_ASIDE_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "complementary", "menu")
)  # fmt: skip
_CONTENT = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "article", "main")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    ("address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "form", "header", "hr", "html", "legend",
     "li", "main", "ol", "p", "pre", "section", "summary", "ul", "tbody", "thead", "tfoot", "td",
     "th", "tr", *_HEADINGS)
)  # fmt: skip


def read(name: str, data: bytes, limits: Limits) -> Source:
    """Read a web page. Raises UnreadableReport `not_text`, `too_large`, `too_long`, `empty`."""
    if len(data) > PAGE_SIZE:
        raise UnreadableReport("too_large", file=name, limit=PAGE_SIZE)
    declared = _CHARSET.search(data[:4096])
    found = decode(data, declared=declared[1].decode("ascii") if declared else None)
    if found is None:
        raise UnreadableReport("not_text" if data.strip() else "empty", file=name)
    # The declaration inside may be wrong by now: the parser is told what it gets.
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_pis=True, remove_comments=True, huge_tree=True
    )
    sound = found.text.encode("utf-8", "replace")
    try:
        root = lxml_html.document_fromstring(sound, parser=parser)
    except etree.ParserError as error:
        raise UnreadableReport("empty", file=name) from error
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        # Nested beyond what the parser takes: the rest of the page would be missing.
        raise UnreadableReport("damaged", file=name)
    author = root.xpath("string(//meta[translate(@name, 'AUTHOR', 'author')='author']/@content)")
    facts = FileFacts(MEDIA, encoding=found.encoding, author=str(author).strip() or None)
    return source_of(_Page().read(root), facts, name=name, limits=limits)


class _Page:
    """Walks one page without recursion: old pages forget to close thousands of elements.

    A line grows until a block element or br ends it. Rows and cells open a place of their own.
    """

    def __init__(self) -> None:
        self._line = Gathering()
        self._space = False  # white space seen and not yet written
        self._break = False  # … with a line break in it
        self._last = ""
        self._opened: list[str] = []  # what each open element is: its tag where that matters
        self._levels: list[int | None] = [None]
        self._blocks: list[list[Block]] = [[]]  # of the page, and of each open cell
        self._rows: list[list[list[Block]]] = []  # the cells of each open row
        self._frames: list[str] = []  # open rows and cells
        self._pre = 0

    def read(self, root: Any) -> list[Block]:
        """Return the blocks of a page in reading order."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._enters(element):
                    self._words(element.text)
                else:
                    walk.skip_subtree()
            else:
                self._leave()
                if element is not root:
                    self._words(element.tail)
        self._flush()
        return self._blocks[0]

    def _enters(self, element: Any) -> bool:
        """Open an element; False where its content is not to be read."""
        tag = element.tag
        self._opened.append("")
        if not isinstance(tag, str) or tag in _CODE:
            return False
        if _is_aside(element):
            aside = Cut(0, _plain(element), Why.SCRIPT)
            self._line.follow(Block("", cuts=(aside,)))
            return False
        if tag in ("rt", "rp"):  # the reading over a ruby's base
            self._line.cut(_plain(element), Why.MARKUP)
            return False
        if tag == "br":
            self._flush()
        elif tag in _BLOCKS:
            self._flush()
            self._opened[-1] = tag
            self._levels.append(_HEADINGS.get(tag, self._levels[-1]))
            self._pre += tag == "pre"
            if tag == "tr":
                self._frames.append("row")
                self._rows.append([])
            elif tag in ("td", "th") and self._frames and self._frames[-1] == "row":
                self._opened[-1] = "cell"
                self._frames.append("cell")
                self._blocks.append([])
        return True

    def _leave(self) -> None:
        tag = self._opened.pop()
        if not tag:
            return
        self._flush()
        self._levels.pop()
        self._pre -= tag == "pre"
        if tag == "cell":
            self._frames.pop()
            self._rows[-1].append(self._blocks.pop())
        elif tag == "tr":
            self._frames.pop()
            self._blocks[-1].extend(row_of(self._rows.pop()))

    def _words(self, text: str | None) -> None:
        text = (text or "").translate(_OTHER_BREAKS)
        first, *rest = text.split("\n") if self._pre else [text]
        self._collapsed(first)
        for line in rest:
            self._flush()
            self._collapsed(line)

    def _collapsed(self, text: str) -> None:
        """Write text with white space collapsed; none is left where lines of 汉字 were wrapped."""
        start = 0
        for found in _SPACE.finditer(text):
            self._write(text[start : found.start()])
            self._space = True
            self._break = self._break or "\n" in found[0]
            start = found.end()
        self._write(text[start:])

    def _write(self, word: str) -> None:
        if not word:
            return
        wrapped = self._break and _WIDE.match(self._last) and _WIDE.match(word)
        if self._space and self._last and not wrapped:
            self._line.write(" ")
        self._space = self._break = False
        self._line.write(word)
        self._last = word[-1]

    def _flush(self) -> None:
        line, self._line = self._line, Gathering()
        self._space = self._break = False
        self._last = ""
        if line.text.strip():
            self._blocks[-1].append(Block(line.text, self._levels[-1], cuts=line.cuts))
        elif line.cuts:
            self._blocks[-1].append(Block(None, cuts=line.cuts))


def _is_aside(element: Any) -> bool:
    """Tell whether an element is navigation, a form or hidden."""
    tag = element.tag
    if tag in _ASIDE:
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    if (element.get("role") or "").lower() in _ASIDE_ROLES:
        return True
    if tag == "header":  # of an article: its title stands there
        return not any(True for _ in element.iter("h1")) and not any(
            above.tag in ("article", "main") for above in element.iterancestors()
        )
    if tag == "form":  # some servers wrap the whole page in one
        return not any(True for _ in element.iter(*_CONTENT))
    return False


def _plain(element: Any) -> str:
    """Return the words of what is set aside, without code."""
    pieces = [
        piece
        for inner in element.iter()
        if isinstance(inner.tag, str)
        for piece in (
            "" if inner.tag in _CODE else inner.text,
            "" if inner is element else inner.tail,
        )
        if piece and piece.strip()
    ]
    return " ".join(_SPACE.sub(" ", piece).strip() for piece in pieces)
