"""Macros of an office file: named, never run. The package in, one block with their names out.

Their code stands in a compound file (vbaProject.bin, [MS-OVBA]); its stream PROJECT is plain text
with a line for each module, which is enough to say what is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from index.model import Why
from index.readers.blocks import Block, Cut
from index.readers.encoding import decode
from index.readers.wordpackage import Package

_MODULE = re.compile(rb"(?:^|[\r\n])(?:Module|Class|BaseClass)=([^\r\n\x00]{1,80})(?=\r\n)")
_LOOKED_AT = 4 << 20  # bytes of a project
_MOST = 50  # names


def macros(package: Package) -> Iterator[Block]:
    """Yield what a file's macros are called, set aside; nothing where it has none."""
    for name in package.related(package.main, "/vbaProject"):
        data = b""
        with suppress(Exception):  # its text is sound, whatever the macros are
            for piece in package.unpacked(name):
                data += piece
                if len(data) > _LOOKED_AT:
                    break
        names = dict.fromkeys(found[1] for found in islice(_MODULE.finditer(data), _MOST))
        said = [text.text for one in names if (text := decode(one)) is not None]
        yield Block(None, cuts=(Cut(0, " ".join((name.rsplit("/", 1)[-1], *said)), Why.MACRO),))
