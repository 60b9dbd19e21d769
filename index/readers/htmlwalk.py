"""From the elements of a page to its blocks: lines, tables, and what is set aside on the way.

What is hidden, struck out, a form's or a script's is set aside here, for what the element itself
says; whether a block is the report's is said later (`htmlbody`), when the whole page is known.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, NamedTuple

from index.model import Why
from index.readers.htmlbreaks import PageBreaks
from index.readers.htmlframes import Frames
from index.readers.htmlhints import (
    Hidden,
    hint_of,
    is_edit_link,
    is_shown_as_block,
    is_struck,
    marks_body,
    points_to_note,
    raised_by,
)
from index.readers.htmlline import TextLine, plain
from index.readers.htmlparts import Box, Hint, Piece, visible
from index.readers.raised import LONGEST, above, below, leading

_CODE = frozenset(("script", "style", "template", "meta", "link", "base"))
_ASIDE = frozenset(
    ("head", "button", "select", "textarea", "iframe", "noscript", "datalist", "dialog", "audio",
     "video", "object", "svg", "canvas", "marquee")
)  # fmt: skip
_AROUND = frozenset(("nav", "aside", "footer"))
_AROUND_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "complementary", "menu")
)  # fmt: skip
_CONTENT = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "article", "main")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOXES = frozenset(
    ("article", "body", "center", "dd", "details", "div", "dl", "fieldset", "footer", "form",
     "header", "li", "main", "ol", "section", "td", "th", "ul")
)  # fmt: skip
_BLOCKS = _BOXES | frozenset(
    ("address", "blockquote", "caption", "dt", "figcaption", "figure", "hr", "html", "legend", "p",
     "pre", "summary", "table", "tbody", "thead", "tfoot", "tr", *_HEADINGS)
)  # fmt: skip
_FILE = re.compile(r"\.(?:docx?|wps|pdf|xlsx?|et|pptx?|ofd|rtf|zip|rar|7z|txt)(?:[?#].*)?$", re.I)
_SENTENCE = re.compile("[。；]")
_MEASURES = 32  # times the length of the page that all elements looked at as a whole may take
_LINK = 200  # characters of a link; one that nobody closed holds more
_HEADING = 300  # characters of a heading
_FEW = 40  # characters, and elements, of what is looked at as a whole


class _Opened(NamedTuple):
    """An open element: what is to be done at its end."""

    block: bool = False
    around: Box | None = None  # the box around it, where it is one itself
    frame: str = ""
    counts: str = ""


class Page:
    """Walks one page without recursion: old pages forget to close thousands of elements.

    A line grows until a block element or br ends it. Once walked, `boxes` are the elements that
    hold blocks, in the order in which they opened.
    """

    def __init__(self, root: Any) -> None:
        self.frames = Frames()
        self.boxes = [Box(None)]
        self._hidden = Hidden(style.text or "" for style in root.iter("style"))
        self._whole = sum(map(visible, root.itertext()))
        self._measured = 0  # characters of elements that were looked at as a whole
        self._box = self.boxes[0]
        self._line = TextLine()
        self._breaks = PageBreaks()
        self._link = 0  # the number of the last link
        self._to_file = False  # … and whether it leads to a file
        self._opened: list[_Opened] = []
        self._levels: list[int | None] = [None]
        self._open = {"pre": 0, "struck": 0, "link": 0, "article": 0}

    def read(self, walk: Any, root: Any) -> list[Piece]:
        """Return the blocks of a page in reading order; `walk` yields start, end and comment."""
        for event, element in walk:
            if event == "comment":
                self._marked(element.text)
                self._words(element.tail)
            elif event == "start":
                if self._enters(element):
                    self._words(element.text)
                else:
                    walk.skip_subtree()
            else:
                self._leave()
                if element is not root:
                    self._words(element.tail)
        self._flush()
        self.boxes.extend(self.frames.boxes)
        return self.frames.pieces

    def _enters(self, element: Any) -> bool:
        """Open an element; False where its content is not to be read."""
        tag = element.tag
        self._opened.append(_Opened())
        if not isinstance(tag, str) or tag in _CODE:
            if tag == "meta":  # 《政府网站发展指引》: <meta name="ContentStart">
                self._marked(element.get("name"))
            return False
        if self._is_aside(element):
            self._line.cut_apart(words_of(element), Why.SCRIPT)
            return False
        if self._is_settled(element):
            return False
        if tag == "br":
            inside = not self._line.is_fresh
            self._flush()
            self._breaks.look(element, inside=inside)
        else:
            self._open_up(element)
        return True

    def _open_up(self, element: Any) -> None:
        tag = element.tag
        hint = hint_of(element)
        if tag == "header" and self._open["article"]:
            hint = None  # of an article: its title stands there
        block = tag in _BLOCKS or hint is Hint.BODY or is_shown_as_block(element)
        around, frame = None, ""
        if block:
            self._flush()
            self._breaks.look(element, inside=False)
            self._levels.append(self._level(element))
            if hint is not None or tag in _BOXES:
                around, self._box = self._box, Box(self._box, hint)
                self.boxes.append(self._box)
            frame = self.frames.open(tag, element.attrib, self._box)
        counts = self._kind(element)
        if counts:
            self._open[counts] += 1
        self._opened[-1] = _Opened(block, around, frame, counts)

    def _level(self, element: Any) -> int | None:
        """Return the level of a heading and of all in it; one that nobody closed is none."""
        level = _HEADINGS.get(element.tag)
        if level is None or _is_longer(element, _HEADING):
            return self._levels[-1]
        return level

    def _kind(self, element: Any) -> str:
        """Return as what an element counts while it is open."""
        tag = element.tag
        if is_struck(element):
            # One that nobody closed strikes nothing out.
            unclosed = not self._open["struck"] and self._is_most(element)
            return "" if unclosed else "struck"
        if tag == "a" and _leads_away(element) and not _is_longer(element, _LINK):
            self._link += 1
            self._to_file = _FILE.search(element.get("href") or "") is not None
            return "link"
        return {"pre": "pre", "article": "article", "main": "article"}.get(tag, "")

    def _leave(self) -> None:
        opened = self._opened.pop()
        if opened.block:
            self._flush()
            self._levels.pop()
            if opened.around is not None:
                self._box = opened.around
            self.frames.close(opened.frame)
        if opened.counts:
            self._open[opened.counts] -= 1

    def _marked(self, name: str | None) -> None:
        if marks_body(name) and self._box.hint is None:
            self._box.hint = Hint.BODY

    # -- what is not read as it stands ----------------------------------------------------

    def _is_aside(self, element: Any) -> bool:
        """Tell whether an element is navigation, a form or hidden."""
        tag = element.tag
        if tag in _ASIDE:
            return True
        if tag == "form":  # some servers wrap the whole page in one
            return not any(True for _ in element.iter(*_CONTENT))
        around = (tag in _AROUND and not (tag == "footer" and self._open["article"])) or (
            element.get("role") or ""
        ).lower() in _AROUND_ROLES
        return (around or self._hidden.holds(element)) and not self._is_most(element)

    def _is_most(self, element: Any) -> bool:
        """Say whether an element holds most of the page: then a script shows it, or nobody closed
        what stands before it.
        """
        if self._measured > _MEASURES * self._whole:
            return False  # nested beyond reason: each would be read over and over
        words = "".join(element.itertext())
        seen = visible(words)
        self._measured += seen
        return seen * 2 >= self._whole and _SENTENCE.search(words) is not None

    def _is_settled(self, element: Any) -> bool:
        """Read a superscript, a ruby's reading or a wiki's link at once; False for all others."""
        tag = element.tag
        if tag in ("rt", "rp"):  # the reading over a ruby's base
            self._line.cut(words_of(element), Why.MARKUP)
            return True
        where = raised_by(element)
        words = _short(element) if where or tag in ("a", "span") else None
        if words is None or self._open["struck"]:
            return False
        if where:
            return len(words) <= LONGEST and self._is_raised(element, where, words)
        if not is_edit_link(element, words):
            return False
        self._line.cut(words_of(element), Why.FURNITURE)
        return True

    def _is_raised(self, element: Any, where: str, words: str) -> bool:
        """Write a superscript or subscript; False where it reads like any other text."""
        points = where == "sup" and points_to_note(element)
        before = self._line.before
        if where == "sub":
            mark, reads = "", below(words)
        elif before.strip() or points:
            mark, reads = above(words, before, points=points)
        else:
            mark, reads = "", leading(words)
        if reads == words:
            return False
        if mark:
            self._line.cut(mark, Why.NOTE_MARK)
        if reads:
            self._line.attach(reads)
        return True

    # -- words ----------------------------------------------------------------------------

    def _words(self, text: str | None) -> None:
        if not text:
            return
        if self._open["struck"]:
            self._line.cut(plain(text), Why.DELETION)
            return
        lines = text.split("\n") if self._open["pre"] else [text]
        for number, line in enumerate(lines):
            if number:
                self._flush()
            self._line.write(line, link=self._open["link"] and self._link, file=self._to_file)

    def _flush(self) -> None:
        if self._line.is_fresh:
            return
        piece = self._line.finished(self._levels[-1], self._box)
        self._line = TextLine()
        if piece is not None:
            whole = self._breaks.joined(self.frames.last, piece)
            if whole is not None:
                self.frames.replace_last(whole)
            else:
                self.frames.add(piece)


def words_of(element: Any) -> str:
    """Return the words of what is set aside, without code."""
    pieces = [
        piece
        for inner in element.iter()
        for piece in (
            "" if not isinstance(inner.tag, str) or inner.tag in _CODE else inner.text,
            "" if inner is element else inner.tail,
        )
        if piece and piece.strip()
    ]
    return " ".join(plain(piece).strip() for piece in pieces)


def _short(element: Any) -> str | None:
    """Return the words of an element that holds a few of them, None for all others."""
    if len(list(islice(element.iter(), _FEW + 1))) > _FEW:
        return None
    words = "".join(element.itertext())
    return words if words.strip() and len(words) <= _FEW else None


def _is_longer(element: Any, most: int) -> bool:
    """Say whether an element holds more visible characters than that."""
    seen = 0
    for text in element.itertext():
        seen += visible(text)
        if seen > most:
            return True
    return False


def _leads_away(link: Any) -> bool:
    """Say whether a link leads to another page; bookmarks and places on this page do not."""
    href = link.get("href")
    if href is None:
        return link.get("name") is None and link.get("id") is None
    return not href.startswith("#")
