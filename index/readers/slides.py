"""Slides (.pptx .pptm .ppsx): each slide a section under its title, notes behind their slide.

Slides come in the order in which they are shown. Hidden ones, footers and comments are set aside;
masters hold what stands on every slide and are not read. Slides of older programs (.ppt .dps .odp)
come as what `office` made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.errors import UnreadableReport
from index.model import FileFacts, LineKind, Source, Why
from index.readers.blocks import Block, Cut, source_of
from index.readers.macros import macros
from index.readers.slideframes import Found, P, Places, frames_of, places_of
from index.readers.slideorder import Box
from index.readers.wordimages import images
from index.readers.wordpackage import Package
from index.readers.wordxml import DRAWING, RELATION, Element
from index.settings import Limits

MEDIA = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_GOES_ON = re.compile(r"\s*[（(]\s*续\s*[表页]?\s*[0-9一二三四五六七八九十]{0,2}\s*[）)]$")


def read(name: str, data: bytes, limits: Limits, *, media: str = MEDIA) -> Source:
    """Read slides. Raises UnreadableReport; other errors mean that the file is damaged."""
    package = Package(name, data, limits)
    show = _Show(name, package)
    facts = FileFacts(media=media, pages=len(show.slides), **package.properties())
    source = source_of(show.blocks(), facts, name=name, limits=limits)
    return replace(source, images=images(package, show.seen), edges=False)


@dataclass(frozen=True, slots=True)
class _Layout:
    kind: str = ""
    places: Places | None = None


class _Show:
    def __init__(self, name: str, package: Package) -> None:
        self._package = package
        self._layouts: dict[str, _Layout] = {}
        self._said: set[tuple[str, Why]] = set()
        root = package.part(package.main)
        if root is None or root.tag != P + "presentation":
            raise UnreadableReport("damaged", file=name)
        named = [
            package.by_id(package.main, slide.get(RELATION + "id") or "")
            for slide in root.iterfind(f"{P}sldIdLst/{P}sldId")
        ]
        self.slides = [part for part in named if part]
        self.seen: list[str] = []  # the slides that are shown
        self._size = _size(root)
        self._parted = False  # a slide that only names a part of the show was seen

    def blocks(self) -> Iterator[Block]:
        above = ""
        for page, part in enumerate(self.slides, start=1):
            root = self._package.part(part)
            if root is None:
                continue
            layout = self._layout(part)
            found = self._read(root, part, page, layout.places or {})
            notes = list(self._notes(part, page))
            if root.get("show") in ("0", "false"):
                yield _hidden(found, notes, page)
                continue
            yield from self._titled(found, above, layout, page)
            above = _GOES_ON.sub("", found.title.text or "") if found.title else ""
            yield from found.blocks
            yield from notes
            yield from self._asides(found, page)
            yield from self._asides(Found(asides=list(self._comments(part))), page)
            self.seen.append(part)
        yield from macros(self._package)

    def _titled(self, found: Found, above: str, layout: _Layout, page: int) -> Iterator[Block]:
        """Yield a slide's title. One that only goes on has that of the slide before it."""
        if found.title is None:
            return
        text = found.title.text or ""
        cover = not self.seen and (found.centred or layout.kind == "title")
        parts = layout.kind == "secHead"
        self._parted = self._parted or parts
        if above and _GOES_ON.sub("", text) == above:
            yield Block(None, page=page, cuts=(Cut(0, text, Why.RUNNING_HEAD), *found.title.cuts))
        else:
            level = 2 if self._parted and not parts else 1
            yield replace(found.title, level=level, title=cover)

    def _read(self, root: Element, part: str, page: int, places: Places) -> Found:
        return frames_of(root, page, places, self._size, self._package.caller(part))

    def _notes(self, part: str, page: int) -> Iterator[Block]:
        for name in self._package.related(part, "/notesSlide"):
            root = self._package.part(name)
            if root is not None:
                found = frames_of(root, page, {}, Box(0, 0, 0, 0), lambda _: None)
                for block in found.blocks:
                    yield replace(block, kind=LineKind.NOTE) if block.row is None else block
                yield from self._asides(found, page)

    def _comments(self, part: str) -> Iterator[Cut]:
        for name in self._package.related(part, "/comments"):
            root = self._package.part(name)
            words = root.iter(P + "text", DRAWING + "t") if root is not None else ()
            yield Cut(0, "\n".join(word.text or "" for word in words), Why.COMMENT)

    def _asides(self, found: Found, page: int) -> Iterator[Block]:
        """Yield what a slide set aside, what stands on many slides once."""
        for cut in found.asides:
            key = (cut.text, cut.why)
            if cut.text.strip() and (cut.why is Why.HIDDEN or key not in self._said):
                self._said.add(key)
                yield Block(None, page=page, cuts=(cut._replace(offset=0),))

    def _layout(self, part: str) -> _Layout:
        name = next(iter(self._package.related(part, "/slideLayout")), "")
        if name not in self._layouts:
            root = self._package.part(name) if name else None
            if root is None:
                self._layouts[name] = _Layout()
            else:
                above = next(iter(self._package.related(name, "/slideMaster")), "")
                master = self._package.part(above) if above else None
                places = places_of(master) if master is not None else {}
                kind = root.get("type") or ""
                self._layouts[name] = _Layout(kind, {**_by_type(places), **places_of(root)})
        return self._layouts[name]


def _by_type(places: Places) -> Places:
    """Return the places of a master; its placeholders are numbered otherwise than a layout's."""
    return {key: box for key, box in places.items() if key[0] == "type"}


def _hidden(found: Found, notes: list[Block], page: int) -> Block:
    blocks = [block for block in (found.title, *found.blocks, *notes) if block is not None]
    text = "\n".join(block.text for block in blocks if block.text)
    cuts = [cut._replace(offset=0) for block in blocks for cut in block.cuts]
    said = [Cut(0, text, Why.HIDDEN), *cuts, *found.asides]
    return Block(None, page=page, cuts=tuple(cut for cut in said if cut.text.strip()))


def _size(root: Element) -> Box:
    """Return how large slides are; nothing where the file does not say."""
    stated = root.find(P + "sldSz")
    try:
        return Box(0, 0, int(stated.get("cx")), int(stated.get("cy")))
    except (AttributeError, TypeError, ValueError):
        return Box(0, 0, 0, 0)
