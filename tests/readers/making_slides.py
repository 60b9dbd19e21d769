"""Slides for tests, made with python-pptx: what offices write, with a few things it cannot do."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.util import Cm

COVER, TITLE_AND_TEXT, SECTION, TWO, COMPARED, TITLE_ONLY, BLANK = 0, 1, 2, 3, 4, 5, 6
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


class Deck:
    """A show that grows slide by slide; `data` is the file."""

    def __init__(self) -> None:
        self.show: Any = Presentation()

    def slide(self, title: str | None, *lines: str, layout: int | None = None) -> Any:
        """Add a slide with a title and, in its second placeholder, lines of text."""
        chosen = layout if layout is not None else (TITLE_AND_TEXT if lines else TITLE_ONLY)
        slide = self.show.slides.add_slide(self.show.slide_layouts[chosen])
        if title is not None:
            slide.shapes.title.text = title
        if lines:
            slide.placeholders[1].text = "\n".join(lines)
        return slide

    @property
    def data(self) -> bytes:
        target = io.BytesIO()
        self.show.save(target)
        return target.getvalue()


def box(shapes: Any, text: str, left: float, top: float, wide: float = 8, high: float = 2) -> Any:
    """Add a text box; centimetres."""
    shape = shapes.add_textbox(Cm(left), Cm(top), Cm(wide), Cm(high))
    shape.text_frame.text = text
    return shape


def grid(slide: Any, rows: Sequence[Sequence[str]], merge: Sequence[tuple[int, ...]] = ()) -> Any:
    """Add a table; `merge` holds (row, column, row, column) of first and last cells."""
    frame = slide.shapes.add_table(len(rows), len(rows[0]), Cm(2), Cm(6), Cm(20), Cm(8))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            frame.table.cell(at, column).text = text
    for top, left, bottom, right in merge:
        frame.table.cell(top, left).merge(frame.table.cell(bottom, right))
    return frame


def numbered(shape: Any, form: str, start: int | None = None) -> None:
    """Let PowerPoint count the paragraphs of a text frame."""
    for paragraph in shape.text_frame.paragraphs:
        properties = paragraph._p.get_or_add_pPr()
        auto = etree.SubElement(properties, f"{{{_A}}}buAutoNum", type=form)
        if start is not None:
            auto.set("startAt", str(start))


def hide(slide: Any) -> None:
    """Hide a slide from the show."""
    slide._element.set("show", "0")


def one_slide(build: Callable[[Any], object], title: str | None = None) -> bytes:
    """A show of one slide that `build` fills."""
    deck = Deck()
    build(deck.slide(title, layout=BLANK if title is None else TITLE_ONLY))
    return deck.data
