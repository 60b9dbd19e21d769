"""The parts of a Word file or of slides: a zip archive in, parsed XML and its relations out.

Only the parts that are asked for are unpacked, and what is unpacked is counted. Files that
Word opens but the book calls broken (a picture's target of `NULL`) are no reason to refuse.
This is the only door to python-docx.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from docx.oxml.parser import parse_xml

from index.errors import UnreadableReport
from index.readers.wordxml import Element
from index.settings import MEGABYTE, Limits

XML_SIZE = 64 * MEGABYTE  # parsed, a part takes several times its size in memory
_TAGS = 4_000_000  # … and so do many small elements; a book has a tenth of that
_CHUNK = 1 << 16
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Strict Open XML says the same under other names.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
# The main part, where nothing says which it is.
_MAINS = ("word/document.xml", "ppt/presentation.xml", "xl/workbook.xml")


class Package:
    """The parts of such a file by name (`word/document.xml`).

    Raises UnreadableReport `too_large`, `too_many`; other errors mean that the file is damaged.
    """

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        self._name = name
        self._left = min(limits.unpacked_size, XML_SIZE)
        self._related: dict[str, list[tuple[str, str, str]]] = {}  # id, type, target by part
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        members = self._zip.infolist()
        if len(members) > limits.archive_files:
            raise UnreadableReport("too_many", file=name, limit=limits.archive_files)
        if sum(member.file_size for member in members) > limits.unpacked_size:
            raise UnreadableReport("too_large", file=name, limit=limits.unpacked_size)
        self._members = {_key(member.filename): member for member in members}

    @property
    def main(self) -> str:
        """The name of the part that everything else hangs on."""
        named = self.related("", "/officeDocument")
        return next((name for name in (*named, *_MAINS) if _key(name) in self._members), _MAINS[0])

    def has(self, name: str) -> bool:
        """Say whether there is such a part."""
        return _key(name) in self._members

    def part(self, name: str) -> Element | None:
        """Parse a part; None if there is no such part."""
        member = self._members.get(_key(name))
        if member is None:
            return None
        data = self._unpacked(member)
        if data.count(b"<") > _TAGS:
            raise UnreadableReport("too_large", file=self._name, limit=XML_SIZE)
        return parse_xml(_STRICT.sub(_USUAL, data))

    def related(self, name: str, kind: str) -> list[str]:
        """Return the parts related to `name` by a type that ends in `kind`, in file order."""
        return [target for _, found, target in self._relations(name) if found.endswith(kind)]

    def by_id(self, name: str, relation: str) -> str | None:
        """Return the part that `name` calls by a relation id."""
        return next((target for key, _, target in self._relations(name) if key == relation), None)

    def caller(self, name: str) -> Callable[[str], Element | None]:
        """Return what gives the parts that `name` calls by relation ids, None of a missing one."""

        def called(relation: str) -> Element | None:
            target = self.by_id(name, relation)
            return self.part(target) if target else None

        return called

    def properties(self) -> dict[str, Any]:
        """Return author, last_editor, created, modified as the file states them.

        Nothing where that part is damaged: the text may be sound all the same.
        """
        names = self.related("", "/core-properties")
        try:
            core = self.part(names[0]) if names else None
        except UnreadableReport:
            raise
        except Exception:
            core = None
        if core is None or not hasattr(core, "author_text"):
            return {}
        return {
            "author": core.author_text.strip() or None,
            "last_editor": core.lastModifiedBy_text.strip() or None,
            "created": _stated(core, "created_datetime"),
            "modified": _stated(core, "modified_datetime"),
        }

    def unpacked(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part that is no XML, piece by piece. Raises KeyError.

        All parts together were held against the limit by the sizes that they declare, and none
        gives more than that.
        """
        with self._zip.open(self._members[_key(name)]) as stream:
            while piece := stream.read(_CHUNK):
                yield piece

    def _relations(self, name: str) -> list[tuple[str, str, str]]:
        if name not in self._related:
            self._related[name] = self._read_relations(name)
        return self._related[name]

    def _read_relations(self, name: str) -> list[tuple[str, str, str]]:
        folder, base = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", base + ".rels"))
        if root is None:
            return []
        return [
            (
                relation.get("Id") or "",
                relation.get("Type") or "",
                _target(folder, relation.get("Target") or ""),
            )
            for relation in root.iter(_RELATION)
            if relation.get("TargetMode") != "External"
        ]

    def _unpacked(self, member: zipfile.ZipInfo) -> bytes:
        pieces = []
        with self._zip.open(member) as stream:
            while piece := stream.read(_CHUNK):
                self._left -= len(piece)
                if self._left < 0:
                    raise UnreadableReport("too_large", file=self._name, limit=XML_SIZE)
                pieces.append(piece)
        return b"".join(pieces)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _target(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    return posixpath.normpath(target if target.startswith("/") else f"{folder}/{target}").lstrip(
        "/"
    )


def _stated(core: Any, name: str) -> str | None:
    try:
        moment: datetime | None = getattr(core, name)
    except (ValueError, OverflowError):
        return None
    return moment.isoformat() if moment else None
