"""The parts of a web page on their way to lines: blocks, and the elements that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from index.readers.blocks import Block


class Hint(Enum):
    """What an element says of itself by its name, id or class."""

    BODY = auto()  # the text of the page: TRS_Editor, js_content, article
    FURNITURE = auto()  # navigation, tools, footer
    EDGE = auto()  # top, bottom, header: furniture where what it holds looks like it
    CONTENTS = auto()  # a list of the page's own headings
    TITLE = auto()
    ABOUT = auto()  # a table of the document's properties: 索引号, 发布机构


@dataclass(slots=True, eq=False)
class Box:
    """An element that holds blocks. `prose` counts the characters of the report's kind in it and
    in the boxes inside; `tops` the headings of level 1.
    """

    parent: Box | None
    hint: Hint | None = None
    prose: int = 0
    tops: int = 0
    signs: int = 0  # blocks with links or furniture's words in it
    marks: int = 0  # marked boxes in it, itself with them
    titled: bool = False  # the title stands in it
    inside: bool = True  # it stands in the box of the text
    out: Hint | None = None  # it is left out, for this


@dataclass(slots=True, eq=False)
class Piece:
    """One block of a page, and how much of it leads elsewhere.

    `links` counts visible characters inside links to other pages, `anchors` those links; `file`
    says that one leads to a file to download.
    """

    block: Block
    box: Box
    links: int = 0
    anchors: int = 0
    file: bool = False

    @property
    def text(self) -> str:
        """The words of the block."""
        return (self.block.text or "").strip()


def visible(text: str) -> int:
    """Return how many characters of a text can be seen."""
    return sum(map(len, text.split()))


def joined(pieces: Sequence[Piece]) -> str:
    """Return the words of several pieces in one line."""
    return " ".join(piece.text for piece in pieces if piece.text)
