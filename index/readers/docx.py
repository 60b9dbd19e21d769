"""Word files (.docx, .docm, .dotx): the body's lines, notes at the end, headers and footers aside.

What a paragraph says is read in wordbody, what its number is in numbering. Comments of
reviewers are no part of the report and are set aside too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.errors import UnreadableReport
from index.model import FileFacts, LineKind, Source, Why
from index.readers.blocks import Block, Cut, source_of
from index.readers.macros import macros
from index.readers.numbering import Numbering
from index.readers.wordbody import Story
from index.readers.wordimages import images
from index.readers.wordpackage import Package
from index.readers.wordstyles import Styles
from index.readers.wordxml import Element, W, value
from index.settings import Limits

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(name: str, data: bytes, limits: Limits, *, media: str = MEDIA) -> Source:
    """Read a Word file. Raises UnreadableReport; other errors mean that it is damaged."""
    package = Package(name, data, limits)
    facts = FileFacts(media=media, **package.properties())
    source = source_of(_Document(name, package).blocks(), facts, name=name, limits=limits)
    return replace(source, images=images(package))


class _Document:
    def __init__(self, name: str, package: Package) -> None:
        self._name = name
        self._package = package
        self._main = package.main
        self._styles = Styles(self._first("/styles"))
        self._numbering = Numbering(self._first("/numbering"), self._styles)

    def blocks(self) -> Iterator[Block]:
        document = self._package.part(self._main)
        body = document.find(W + "body") if document is not None else None
        if body is None:
            raise UnreadableReport("damaged", file=self._name)
        # Documents in the document stand in parts and files of their own: 插入文件, 主控文档.
        if next(body.iter(W + "altChunk", W + "subDoc"), None) is not None:
            raise UnreadableReport("embedded", file=self._name)
        yield from self._aside("/header", Why.HEADER)
        yield from self._story(self._main).read(body)
        for kind in ("/footnotes", "/endnotes"):
            yield from self._notes(kind)
        yield from self._aside("/footer", Why.HEADER)
        yield from self._aside("/comments", Why.COMMENT)
        yield from macros(self._package)

    def _first(self, kind: str) -> Element | None:
        for name in self._package.related(self._main, kind):
            return self._package.part(name)
        return None

    def _story(self, part: str, numbering: Numbering | None = None) -> Story:
        called = self._package.caller(part)
        return Story(self._styles, numbering or self._numbering, called)

    def _notes(self, kind: str) -> Iterator[Block]:
        for name in self._package.related(self._main, kind):
            root = self._package.part(name)
            for note in root if root is not None else ():
                if isinstance(note.tag, str) and value(note, "type") in (None, "normal"):
                    for block in self._story(name).read(note, LineKind.NOTE):
                        if block.cuts or (block.text or "").strip():
                            yield block

    def _aside(self, kind: str, why: Why) -> Iterator[Block]:
        """Set the text of headers, footers or comments aside, each wording once."""
        seen: set[str] = set()
        for name in self._package.related(self._main, kind):
            root = self._package.part(name)
            if root is None:
                continue
            stories = root if why is Why.COMMENT else [root]
            for story in stories:
                # Numbers in a header do not count on those of the body.
                alone = self._story(name, Numbering(None, self._styles))
                said = (block.text or "" for block in alone.read(story))
                text = "\n".join(line for line in said if line.strip())
                if text and text not in seen:
                    seen.add(text)
                    yield Block(None, cuts=(Cut(0, text, why),))
