"""A manifest: a CSV that says which file is whose, of what year and kind.

In: the bytes of `file,title,year,unit,kind` (or 文件,标题,年份,单位,类型), in any encoding, with
commas, semicolons or tabs. Out: rows, found by file name. All of it is read and checked before
anything is stored.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import BadManifest
from index.readers.encoding import decode
from index.years import year_in_title

_COLUMNS = {
    "file": ("file", "filename", "文件", "文件名", "檔案"),
    "title": ("title", "标题", "標題"),
    "year": ("year", "年份", "年度", "年"),
    "unit": ("unit", "单位", "單位"),
    "kind": ("kind", "type", "类型", "類型"),
}
_DELIMITERS = ",;\t，；"


@dataclass(frozen=True, slots=True)
class Row:
    """What the manifest says of one file; None where it says nothing. `line` counts from 1."""

    file: str
    line: int
    title: str | None = None
    year: int | None = None
    unit: str | None = None
    kind: str | None = None


def read_manifest(path: Path) -> tuple[Row, ...]:
    """Read and check a manifest. Raises BadManifest, with file, line and field."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise OSError("not a file")  # a pipe or a device may never end
        data = path.read_bytes()
    except OSError as error:
        raise BadManifest(
            "manifest_not_readable", file=path.name, detail=error.strerror or str(error)
        ) from error
    return rows_of(data, file=path.name)


def rows_of(data: bytes, *, file: str) -> tuple[Row, ...]:
    """Read the rows of a manifest. Raises BadManifest."""
    decoded = decode(data)
    if decoded is None:
        raise BadManifest("manifest_not_text", file=file)
    text = decoded.text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        places = _places(next(reader, []), file)
        rows = [
            _row(cells, places, file=file, line=reader.line_num)
            for cells in reader
            if any(map(_clean, cells))
        ]
    except csv.Error as error:
        raise BadManifest("manifest_not_csv", file=file, line=reader.line_num) from error
    _refuse_twice(rows, file)
    return tuple(rows)


def match(rows: Iterable[Row], names: Iterable[str]) -> tuple[dict[str, Row], tuple[Row, ...]]:
    """Find each row's file among the names of what is added (`/` between folders).

    A row names the path below the added folder, the end of it, or the bare file name, as
    long as only one file is meant. Returns rows by name, and the rows that fit no file or several.
    """
    ends: dict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        pieces = _plain(name).split("/")
        for start in range(len(pieces)):
            ends["/".join(pieces[start:])].append(name)
    found: dict[str, Row] = {}
    lost = []
    for row in rows:
        wanted = _plain(row.file)
        fitting = ends.get(wanted, [])
        exact = [name for name in fitting if _plain(name) == wanted]
        if len(exact or fitting) == 1:
            found[(exact or fitting)[0]] = row
        else:
            lost.append(row)
    return found, tuple(lost)


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(_DELIMITERS, key=head.count)


def _places(header: list[str], file: str) -> Mapping[str, int]:
    names = [_clean(cell).casefold() for cell in header]
    places = {
        column: names.index(known)
        for column, spellings in _COLUMNS.items()
        for known in spellings
        if known in names
    }
    if "file" not in places:
        raise BadManifest("manifest_without_file_column", file=file, line=1)
    return places


def _row(cells: list[str], places: Mapping[str, int], *, file: str, line: int) -> Row:
    said = {
        column: _clean(cells[place]) or None
        for column, place in places.items()
        if place < len(cells)
    }
    name = said.get("file")
    if name is None:
        raise BadManifest("manifest_row_without_file", file=file, line=line, field="file")
    return Row(
        file=name,
        line=line,
        title=_one_line(said.get("title")),
        year=_year(said.get("year"), file=file, line=line),
        unit=_one_line(said.get("unit")),
        kind=_one_line(said.get("kind")),
    )


def _year(said: str | None, *, file: str, line: int) -> int | None:
    if said is None:
        return None
    plain = unicodedata.normalize("NFKC", said).removesuffix(".0")  # Excel's 2023.0
    year = year_in_title(plain) if len(plain) <= 7 else None  # 2023年度 at the longest
    if year is None:
        raise BadManifest("manifest_bad_year", file=file, line=line, field="year", value=said)
    return year


def _refuse_twice(rows: Iterable[Row], file: str) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        first = seen.setdefault(_plain(row.file), row.line)
        if first != row.line:
            raise BadManifest(
                "manifest_row_twice", file=file, line=row.line, first=first, value=row.file
            )


def _clean(cell: str) -> str:
    return cell.strip().strip("\u3000\ufeff").strip()


def _one_line(said: str | None) -> str | None:
    """Return a cell without line breaks and control characters; None where nothing is left."""
    plain = "".join(
        " " if unicodedata.category(character) == "Cc" else character for character in said or ""
    )
    return " ".join(plain.split()) or None


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).replace("\\", "/").removeprefix("./").strip("/")
