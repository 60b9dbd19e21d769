"""A page's characters where a reader sees them: inside the page, once, the right way up.

In: a page as pdfium gives it. Out: its glyphs in reading coordinates (points from the page's top
left corner, y downwards) after `/Rotate`, and turned so that most of its text stands upright: a
wide table printed sideways on an upright page is read like one on a wide page. What lies outside
the page's box or its clip is not seen and not read; what is drawn twice in one place (false bold,
shadows, text over its own OCR) is read once. Text without ink (render mode 3, which OCR puts
under a scan) is read like any other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.readers.pdf.fields import Field
from index.readers.pdf.geometry import Matrix, Rect
from index.readers.pdf.pdfium import RawPage
from index.readers.pdf.rules import Rule

SLANTED = -1

_QUARTER = math.pi / 2
_OFF = math.radians(6)  # from a quarter turn: beyond that, text is slanted
_SHIFT_ALONG = 0.35  # of a character's width, by which its shadow may stand beside it
_SHIFT_ACROSS = 0.25  # of its size, by which its shadow may stand below it
_MOST_COPIES = 4  # of one character in one place
_FIELD_SIZE = 12.0  # points: of text in a form field, at most
_SPACE = 0x20
_FIRST_CHINESE = 0x2E80
_HIGH, _LOW = 0xD800 >> 10, 0xDC00 >> 10  # halves of surrogate pairs
_HYPHENS = (0x02, 0xFFFE)  # pdfium's marks for a hyphen at a line end


class Glyph(NamedTuple):
    """One character (rarely several: a ligature) and its cell, in reading coordinates.

    `x`, `y` is where it stands on its baseline, `size` the height of its type. `turn` counts the
    quarter turns, clockwise, by which it lies in reading coordinates: 0 for upright text,
    SLANTED for any other angle. `faint`: it is large, and light or see-through.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float
    size: float
    turn: int = 0
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is read: its number (from 1), its size, its glyphs in drawing order.

    `rules` are the straight lines drawn on it, in reading coordinates.
    `place` takes points of the file (as images have them) to reading coordinates.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    place: Matrix


def page_of(raw: RawPage, number: int) -> Page:
    """Return a page's glyphs in reading coordinates."""
    drawn = _seen(raw)
    place, width, height = _displayed(raw.box, raw.rotation)
    turns = _turns(raw, drawn, place)
    turn = _most(turns)
    place, width, height = _turned(place, width, height, turn)
    turns = np.where(turns == SLANTED, SLANTED, (turns - turn) % 4)
    parts = _parts(raw, drawn)
    first = ~_again(raw, drawn, parts)
    drawn, turns, parts = drawn[first], turns[first], parts[first]
    glyphs = _joined(_glyphs(raw, drawn, turns, place), parts)
    for field in raw.fields:
        glyphs.extend(_lettered(field, place))
    rules = (rule.placed(place) for rule in raw.rules)
    seen = tuple(rule for rule in rules if rule is not None)
    return Page(number, width, height, tuple(glyphs), seen, place)


def set_upright(glyph: Glyph, page: Page) -> Glyph:
    """Return a glyph that lies on its side as it stands on a page turned back."""
    corners = [
        _turned_back(x, y, glyph.turn, page)
        for x, y in ((glyph.left, glyph.top), (glyph.right, glyph.bottom))
    ]
    xs, ys = zip(*corners, strict=True)
    x, y = _turned_back(glyph.x, glyph.y, glyph.turn, page)
    return glyph._replace(
        left=min(xs), right=max(xs), top=min(ys), bottom=max(ys), x=x, y=y, turn=0
    )


def _turned_back(x: float, y: float, turn: int, page: Page) -> tuple[float, float]:
    match turn:
        case 1:
            return y, page.width - x
        case 2:
            return page.width - x, page.height - y
        case _:
            return page.height - y, x


def _seen(raw: RawPage) -> NDArray[np.intp]:
    """Return the indexes of the characters that are drawn inside the page and its clips."""
    middles = (raw.cells[:, :2] + raw.cells[:, 2:]) / 2
    box = np.array(raw.box)
    blank = (raw.cells[:, 0] == raw.cells[:, 2]) & (np.array(raw.codes, np.int64) == _SPACE)
    inside = (raw.objects > 0) & ~blank  # pdfium makes up spaces for gaps
    inside &= ((middles >= box[:2]) & (middles < box[2:])).all(axis=1)
    if raw.clips is not None:
        inside &= ((middles >= raw.clips[:, :2]) & (middles < raw.clips[:, 2:])).all(axis=1)
    return np.flatnonzero(inside)


def _displayed(box: Rect, rotation: int) -> tuple[Matrix, float, float]:
    """Return what takes the file's coordinates to those of the displayed page, and its size."""
    width, height = box.right - box.left, box.top - box.bottom
    upright = Matrix(1, 0, 0, -1, -box.left, box.top)
    return _turned(upright, width, height, -rotation)


def _turned(place: Matrix, width: float, height: float, turn: int) -> tuple[Matrix, float, float]:
    """Turn a page back by so many quarter turns clockwise."""
    match turn % 4:
        case 1:
            return place.then(Matrix(0, -1, 1, 0, 0, width)), height, width
        case 2:
            return place.then(Matrix(-1, 0, 0, -1, width, height)), width, height
        case 3:
            return place.then(Matrix(0, 1, -1, 0, height, 0)), height, width
        case _:
            return place, width, height


def _turns(raw: RawPage, drawn: NDArray[np.intp], place: Matrix) -> NDArray[np.intp]:
    """Return by how many quarter turns each drawn character lies on the displayed page."""
    a, b = raw.matrices[drawn, 0], raw.matrices[drawn, 1]
    angles = np.arctan2(place.b * a + place.d * b, place.a * a + place.c * b)
    quarters = np.rint(angles / _QUARTER)
    slanted = np.abs(angles - quarters * _QUARTER) > _OFF
    return np.where(slanted, SLANTED, quarters.astype(np.intp) % 4)


def _most(turns: NDArray[np.intp]) -> int:
    straight = turns[turns != SLANTED]
    if not len(straight):
        return 0
    return int(np.bincount(straight, minlength=4).argmax())


def _parts(raw: RawPage, drawn: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Say which characters belong to the glyph before: of a ligature, or half a surrogate pair."""
    parts = np.zeros(len(drawn), np.bool_)
    codes = np.array(raw.codes, np.int64)[drawn]
    cells = np.hstack((raw.cells[drawn], raw.origins[drawn]))
    ligature = (np.diff(cells, axis=0) == 0).all(axis=1)
    ligature &= (np.diff(codes) != 0) | (codes[1:] < _FIRST_CHINESE)  # 一一 is drawn twice
    pair = (codes[:-1] >> 10 == _HIGH) & (codes[1:] >> 10 == _LOW)
    neighbours = (np.diff(drawn) == 1) & (np.diff(raw.objects[drawn]) == 0)
    parts[1:] = neighbours & (ligature | pair)
    return parts


def _again(raw: RawPage, drawn: NDArray[np.intp], parts: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say of each drawn character whether the same one was drawn in its place before.

    Two that are close enough share a cell in one of four grids, each shifted by half a cell.
    """
    sizes = raw.sizes[drawn]
    kinds = np.array(raw.codes, np.int64)[drawn] * 4096
    kinds += np.minimum(np.floor(sizes * 2 + 0.13), 4095).astype(np.int64)
    steps = sizes * (2 * _SHIFT_ALONG)
    again = np.zeros(len(drawn), np.bool_)
    for right, up in ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)):
        columns = np.floor(raw.origins[drawn, 0] / steps + right)
        rows = np.floor(raw.origins[drawn, 1] / steps + up)
        order = np.lexsort((columns, rows, kinds))
        steady = [np.diff(values[order]) == 0 for values in (kinds, columns, rows)]
        same = steady[0] & steady[1] & steady[2]
        for at in np.flatnonzero(same).tolist():
            later = order[at + 1]
            for back in range(at, max(-1, at - _MOST_COPIES), -1):
                if not parts[later] and _shadows(raw, int(drawn[order[back]]), int(drawn[later])):
                    again[later] = True
                    break
                if back == 0 or not same[back - 1]:
                    break
    if parts.any() and again.any():
        # The parts of a glyph go with it.
        leads = np.maximum.accumulate(np.where(parts, 0, np.arange(len(parts))))
        again = again[leads]
    return again


def _shadows(raw: RawPage, one: int, other: int) -> bool:
    """Say whether one of two equal characters is the other's shadow."""
    dx, dy = raw.origins[other] - raw.origins[one]
    a, b = raw.matrices[one, :2]
    norm = math.hypot(a, b) or 1.0
    along, across = abs(dx * a + dy * b) / norm, abs(dy * a - dx * b) / norm
    left, bottom, right, top = raw.cells[one]
    size = raw.sizes[one]
    length = min(size, right - left if abs(a) >= abs(b) else top - bottom)
    return bool(along <= _SHIFT_ALONG * length and across <= _SHIFT_ACROSS * size)


def _glyphs(
    raw: RawPage, drawn: NDArray[np.intp], turns: NDArray[np.intp], place: Matrix
) -> list[Glyph]:
    """Return the drawn characters as glyphs."""
    corners = [_placed(raw.cells[drawn][:, pair], place) for pair in ((0, 1), (2, 3))]
    low, high = np.minimum(*corners), np.maximum(*corners)
    stands = _placed(raw.origins[drawn], place)
    columns = (low[:, 0], low[:, 1], high[:, 0], high[:, 1], stands[:, 0], stands[:, 1])
    texts = [_text(raw.codes[index]) for index in drawn.tolist()]
    rows = zip(
        texts,
        *(column.tolist() for column in columns),
        raw.sizes[drawn].tolist(),
        turns.tolist(),
        raw.faint[drawn].tolist(),
        strict=True,
    )
    return list(map(Glyph._make, rows))


def _joined(glyphs: list[Glyph], parts: NDArray[np.bool_]) -> list[Glyph]:
    """Give every glyph its parts."""
    if not parts.any():
        return glyphs
    found: list[Glyph] = []
    for glyph, part in zip(glyphs, parts.tolist(), strict=True):
        if part:
            text = _paired(found[-1].text + glyph.text)
            found[-1] = found[-1]._replace(text=text, right=max(found[-1].right, glyph.right))
        else:
            found.append(glyph)
    return found


def _placed(points: NDArray[np.float64], place: Matrix) -> NDArray[np.float64]:
    turn = np.array([[place.a, place.b], [place.c, place.d]])
    placed: NDArray[np.float64] = points @ turn + (place.e, place.f)
    return placed


def _text(code: int) -> str:
    """Return a character; what the file maps to none becomes U+FFFD: it was visible."""
    if code in _HYPHENS:
        return "-"
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def _paired(text: str) -> str:
    if not any("\ud800" <= char < "\ue000" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _lettered(field: Field, place: Matrix) -> list[Glyph]:
    """Return a form field's text as glyphs, line by line in its rectangle."""
    left, top, right, bottom = place.rect(field.rect)
    lines = field.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    pitch = (bottom - top) / len(lines)
    size = max(1.0, min(_FIELD_SIZE, 0.75 * pitch))
    found: list[Glyph] = []
    for row, line in enumerate(lines):
        step = min(size, (right - left) / max(1, len(line)))
        base = top + pitch * row + pitch / 2 + 0.35 * size
        for at, char in enumerate(line):
            x = left + step * at
            cell = (x, base - 0.8 * size, x + step, base + 0.2 * size)
            found.append(Glyph(char, *cell, x, base, size))
    return found
