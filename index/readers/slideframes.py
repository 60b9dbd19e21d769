"""The frames of one slide: its tree of shapes in, frames in reading order out, the title apart.

A frame holds text, a table, a chart or a diagram; a group is one frame, read within itself. Dates,
footers and page numbers are told by their placeholders; what a person hid, or laid beside the
slide, is set aside too. A placeholder without a place of its own has that of its layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from index.model import Why
from index.readers.blocks import Block, Cut
from index.readers.drawnparts import Called, drawn_blocks
from index.readers.grid import table_blocks
from index.readers.slideorder import Box, Frame, around, in_reading_order
from index.readers.slidetables import gathered_rows
from index.readers.slidetext import in_one_line, paragraphs
from index.readers.wordxml import ALTERNATIVES, DRAWING, Element, chosen

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = {
    "dt": Why.HEADER, "ftr": Why.HEADER, "hdr": Why.HEADER, "sldNum": Why.PAGE_NUMBER,
}  # fmt: skip
_TRUE = ("1", "true")

Key = tuple[str, str]  # what a placeholder is called by: its idx, or its type
Places = dict[Key, Box]


@dataclass(slots=True)
class Found:
    """What a slide says: its title, its blocks in reading order, and what is set aside."""

    title: Block | None = None
    centred: bool = False  # the title is that of a cover
    blocks: list[Block] = field(default_factory=list)
    asides: list[Cut] = field(default_factory=list)


def frames_of(root: Element, page: int, places: Places, size: Box, part: Called) -> Found:
    """Read a slide (p:sld) or the page of its notes. `part` gives a part by its relation's id."""
    found = Found()
    reader = _Reader(page, places, size, part, found)
    tree = root.find(f"{P}cSld/{P}spTree")
    if tree is not None:
        for frame in in_reading_order(list(reader.frames(tree, outermost=True))):
            found.blocks.extend(frame.blocks)
    return found


def places_of(root: Element) -> Places:
    """Return where the placeholders of a layout or master stand, by idx and by type."""
    found: Places = {}
    for shape in root.iter(P + "sp"):
        holder, box = _holder(shape), _box(_transform(shape))
        if holder is not None and box is not None:
            for key in _keys(holder):
                found.setdefault(key, box)
    return found


class _Reader:
    def __init__(
        self,
        page: int,
        places: Places,
        size: Box,
        part: Called,
        found: Found,
    ) -> None:
        self._page = page
        self._places = places
        self._size = size
        self._part = part
        self._found = found

    def frames(self, tree: Element, *, outermost: bool = False) -> Iterator[Frame]:
        """Yield the frames of a tree or group that hold anything, as they stand in the file."""
        for shape in _shapes(tree):
            frame = self._frame(shape)
            if frame is None:
                continue
            if _is_hidden(shape) or (outermost and self._is_outside(frame.box)):
                self._aside(frame.blocks, Why.HIDDEN)
            else:
                yield frame

    def _frame(self, shape: Element) -> Frame | None:
        holder = _holder(shape)
        if shape.tag == P + "grpSp":
            inner = in_reading_order(list(self.frames(shape)))
            blocks = [block for frame in inner for block in frame.blocks]
            box = _box(shape.find(f"{P}grpSpPr/{DRAWING}xfrm"))
            box = box or around([frame.box for frame in inner if frame.box is not None])
            return Frame(box, tuple(blocks)) if blocks else None
        blocks = list(self._blocks(shape))
        if not blocks:
            return None
        kind = _field_alone(shape) or (holder.get("type", "obj") if holder is not None else "")
        if kind in _FURNITURE:
            self._aside(blocks, _FURNITURE[kind])
            return None
        if kind in _TITLES and self._found.title is None and not _is_hidden(shape):
            self._found.title = in_one_line(blocks)
            self._found.centred = kind == "ctrTitle"
            if self._found.title is not None:
                return None
        return Frame(self._place(shape, holder), tuple(blocks))

    def _blocks(self, shape: Element) -> Iterator[Block]:
        body = shape.find(P + "txBody")
        if body is not None:
            yield from paragraphs(body, self._page)
        data = shape.find(f"{DRAWING}graphic/{DRAWING}graphicData")
        for child in _shapes(data) if data is not None else ():
            if child.tag == DRAWING + "tbl":
                yield from table_blocks(gathered_rows(child, self._page))
            elif child.tag == P + "oleObj":
                name = child.get("name") or child.get("progId") or ""
                yield Block(None, page=self._page, cuts=(Cut(0, name, Why.UNREAD),))
            else:
                yield from drawn_blocks(child, self._part, self._page)

    def _aside(self, blocks: Iterable[Block], why: Why) -> None:
        blocks = list(blocks)
        text = "\n".join(block.text for block in blocks if block.text)
        if text.strip():
            self._found.asides.append(Cut(0, text, why))
        self._found.asides.extend(cut for block in blocks for cut in block.cuts)

    def _place(self, shape: Element, holder: Element | None) -> Box | None:
        own = _box(_transform(shape))
        if own is not None or holder is None:
            return own
        return next((self._places[key] for key in _keys(holder) if key in self._places), None)

    def _is_outside(self, box: Box | None) -> bool:
        size = self._size
        return box is not None and (
            box.right <= size.left
            or box.bottom <= size.top
            or (box.left >= size.right > 0)
            or (box.top >= size.bottom > 0)
        )


def _shapes(parent: Element) -> Iterator[Element]:
    """Yield the children of a tree, the one branch of alternatives that is to be read."""
    for child in parent:
        if child.tag == ALTERNATIVES:
            branch = chosen(child)
            yield from _shapes(branch) if branch is not None else ()
        elif isinstance(child.tag, str):
            yield child


def _properties(shape: Element) -> Iterator[Element]:
    """Yield what a shape says of itself: nvSpPr, nvGraphicFramePr …"""
    return (
        child for child in shape if isinstance(child.tag, str) and child.tag.startswith(P + "nv")
    )


def _holder(shape: Element) -> Element | None:
    for said in _properties(shape):
        return said.find(f"{P}nvPr/{P}ph")
    return None


def _field_alone(shape: Element) -> str:
    """Return the placeholder that a frame with nothing but a page number or a date stands for."""
    fields = [field.get("type") or "" for field in shape.iter(DRAWING + "fld")]
    if len(fields) != 1 or next(shape.iter(DRAWING + "r"), None) is not None:
        return ""
    return "sldNum" if fields[0] == "slidenum" else "dt" if fields[0].startswith("date") else ""


def _is_hidden(shape: Element) -> bool:
    names = (said.find(P + "cNvPr") for said in _properties(shape))
    return any(name is not None and name.get("hidden") in _TRUE for name in names)


def _keys(holder: Element) -> tuple[Key, ...]:
    """Return the names of a placeholder, the surest first."""
    kind = holder.get("type", "obj")
    kind = "title" if kind in _TITLES else kind
    idx = holder.get("idx")
    return (("type", kind),) if idx is None else (("idx", idx), ("type", kind))


def _transform(shape: Element) -> Element | None:
    own = shape.find(f"{P}spPr/{DRAWING}xfrm")
    return shape.find(P + "xfrm") if own is None else own


def _box(transform: Element | None) -> Box | None:
    """Return where a frame stands, None where its numbers are none."""
    if transform is None:
        return None
    offset, extent = transform.find(DRAWING + "off"), transform.find(DRAWING + "ext")
    try:
        left, top = (int(offset.get(name)) for name in ("x", "y"))
        wide, high = (int(extent.get(name)) for name in ("cx", "cy"))
    except (AttributeError, TypeError, ValueError):
        return None
    return Box(left, top, left + max(wide, 1), top + max(high, 1))
