"""The parts of an OFD file (GB/T 33190): a zip archive in, parsed XML out.

Only the parts that are asked for are unpacked, and what is unpacked is counted. Parts name each
other by places that are relative to the one that names them, or to the archive; programs differ.
Names of elements are told without their name space, of which there are several.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from index.errors import UnreadableReport
from index.readers.archive import is_encrypted
from index.settings import MEGABYTE, Limits

Element = Any  # an lxml element; lxml brings no types

PART_SIZE = 32 * MEGABYTE  # parsed, a part takes many times its size in memory
_TAGS = 2_000_000  # … and so do many small elements
_CHUNK = 1 << 16
ROOT = "OFD.xml"
_LOCKS = "encryptions.xml"  # says which parts are encrypted and how (GM/T 0099, annex C)


class Package:
    """An OFD file's parts by name.

    Raises UnreadableReport `encrypted`, `too_large`, `too_many`; other errors mean that the
    file is damaged.
    """

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        self._name = name
        self._left = limits.unpacked_size
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        members = self._zip.infolist()
        if len(members) > limits.archive_files:
            raise UnreadableReport("too_many", file=name, limit=limits.archive_files)
        self._members = {_key(member.filename): member for member in members}
        if _LOCKS in self._members or any(map(is_encrypted, members)):
            raise UnreadableReport("encrypted", file=name)

    def part(self, name: str) -> Element | None:
        """Parse a part; None if there is no such part."""
        member = self._members.get(_key(name))
        if member is None:
            return None
        data = self._unpacked(member)
        if data.count(b"<") > _TAGS:
            raise UnreadableReport("too_large", file=self._name, limit=PART_SIZE)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        return etree.fromstring(data, parser)

    def bytes_of(self, name: str) -> bytes | None:
        """Unpack a part; None if there is no such part."""
        member = self._members.get(_key(name))
        return None if member is None else self._unpacked(member)

    def named(self, place: str, by: str) -> str:
        """Return which part is meant by a place that the part `by` names; empty for none."""
        place = place.strip().replace("\\", "/")
        if not place:
            return ""
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(by), place.lstrip("/")))
        whole = posixpath.normpath(place.lstrip("/"))
        if place.startswith("/"):
            beside, whole = whole, beside
        above = posixpath.normpath(posixpath.join(by.split("/", 1)[0], place.lstrip("/")))
        return next((one for one in (beside, whole, above) if _key(one) in self._members), beside)

    def _unpacked(self, member: zipfile.ZipInfo) -> bytes:
        pieces, size = [], 0
        with self._zip.open(member) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                self._left -= len(piece)
                if self._left < 0 or size > PART_SIZE:
                    raise UnreadableReport("too_large", file=self._name, limit=PART_SIZE)
                pieces.append(piece)
        return b"".join(pieces)


def local(element: Element) -> str:
    """Return an element's name without its name space; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield the children of these names, of all names if there are none."""
    for child in element if element is not None else ():
        if (not names and isinstance(child.tag, str)) or local(child) in names:
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """Follow a path of names to the first such element."""
    for name in path:
        element = next(children(element, name), None)
    return element


def words(element: Element | None) -> str:
    """Return what an element says; empty without one."""
    return "".join(element.itertext()).strip() if element is not None else ""


def numbers(given: str | None) -> list[float]:
    """Read numbers with white space (or commas) between them; what is none ends them."""
    found = []
    for word in (given or "").replace(",", " ").split():
        try:
            number = float(word)
        except ValueError:
            break
        if not -_FAR < number < _FAR:
            break
        found.append(number)
    return found


_FAR = 1e10  # millimetres


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
