"""The door to the recogniser: RapidOCR with the models inside its wheel, nothing from the network.

In: pictures as grey arrays (rows × columns, 0 is black). Out: where lines of text stand, and the
characters of a line with the place and the certainty of each.
"""

from __future__ import annotations

import ctypes
import platform
import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

_HIGH = 48  # pixels: how high the recogniser sees a line
_WIDEST = 3_200  # pixels of a line so high; a longer one is pressed together
_STEP = 128  # pixels: few different widths, for each of which memory is set aside
_BATCH = 3_000  # pixels of width that are recognised at once: it bounds the memory
_SEEN = 1_280  # pixels of the longer side, as the detector sees a page
_BLANK = 0  # of CTC: no character here
_ASKED = 3  # lines that are read both ways
_TALL = 1.5  # times as high as wide: text that lies on its side


class Box(NamedTuple):
    """A line of text in pixels: left, top, right, bottom."""

    left: int
    top: int
    right: int
    bottom: int


class Char(NamedTuple):
    """A character of a line: where its middle stands (0 to 1 of the line's width), how certain
    it is (0 to 1).
    """

    char: str
    at: float
    certain: float


def lines_in(picture: Grey) -> list[Box]:
    """Return where lines of text stand, in no order."""
    high, wide = picture.shape
    scale = min(1.0, _SEEN / max(high, wide))
    seen = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    with _TURN:
        found = _models().detector(cv2.cvtColor(seen, cv2.COLOR_GRAY2BGR))
    if found.boxes is None:
        return []
    corners = np.asarray(found.boxes, np.float64).reshape(-1, 4, 2) / scale
    low, far = corners.min(axis=1), corners.max(axis=1)
    limits = np.array([wide, high])
    edges = np.hstack((np.clip(low, 0, limits), np.clip(far, 0, limits))).round().astype(int)
    return [
        Box(*edge) for edge in edges.tolist() if edge[2] - edge[0] > 3 and edge[3] - edge[1] > 3
    ]


def read(lines: Sequence[Grey]) -> list[list[Char]]:
    """Return the characters of pictures of one line each, from left to right."""
    found: list[list[Char]] = [[] for _ in lines]
    for batch in _batches(lines):
        widest = max(_width(lines[at]) for at in batch)
        wide = -(-widest // _STEP) * _STEP
        given = np.zeros((len(batch), 3, _HIGH, wide), np.float32)
        for row, at in enumerate(batch):
            own = _width(lines[at])
            line = cv2.resize(lines[at], (own, _HIGH), interpolation=cv2.INTER_AREA)
            given[row, :, :, :own] = line.astype(np.float32) / 127.5 - 1
        with _TURN:
            said = _models().recogniser.session(given)
        for row, at in enumerate(batch):
            found[at] = _signs(said[row], wide / _width(lines[at]))
    return found


def is_upside_down(lines: Sequence[Grey]) -> bool:
    """Say whether most of some lines stand on their heads."""
    if not lines:
        return False
    with _TURN:
        said = _models().classifier([cv2.cvtColor(line, cv2.COLOR_GRAY2BGR) for line in lines])
    turned = [label for label, _ in said.cls_res if "180" in label]
    if len(turned) * 2 <= len(lines):
        return False
    # The classifier is quick, and wrong at times: what can be read that way has the last word.
    asked = lines[:_ASKED]
    over = [np.asarray(cv2.rotate(line, cv2.ROTATE_180), np.uint8) for line in asked]
    return _certainty(over) > _certainty(asked)


def _certainty(lines: Sequence[Grey]) -> float:
    """Return how certain the characters of lines are, on the whole."""
    found = [sign.certain for line in read(lines) for sign in line]
    return float(np.mean(found)) if found else 0.0


def lies_on_its_side(boxes: Sequence[Box]) -> bool:
    """Say by where its lines stand whether a page was laid sideways."""
    tall = [box for box in boxes if box.bottom - box.top > _TALL * (box.right - box.left)]
    return len(boxes) > 2 and len(tall) * 2 > len(boxes)


def _batches(lines: Sequence[Grey]) -> Iterator[list[int]]:
    """Yield the numbers of lines that are nearly as wide as each other."""
    batch: list[int] = []
    for at in sorted(range(len(lines)), key=lambda at: _width(lines[at]), reverse=True):
        if batch and (len(batch) + 1) * _width(lines[batch[0]]) > _BATCH:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def _width(line: Grey) -> int:
    high, wide = line.shape
    return int(max(_HIGH // 2, min(_WIDEST, round(wide * _HIGH / high))))


def _signs(said: NDArray[np.float32], stretch: float) -> list[Char]:
    """Return the characters of one line; `said` has a row of certainties a place.

    A character holds for some places; its middle is weighed by how certain each of them is.
    """
    best = said.argmax(axis=1)
    sure = said.max(axis=1)
    places = len(best)
    names = _models().characters
    found: list[Char] = []
    start = 0
    for end in range(1, places + 1):
        if end < places and best[end] == best[start]:
            continue
        if best[start] != _BLANK:
            weights = sure[start:end]
            middle = float(np.average(np.arange(start, end), weights=weights)) + 0.5
            at = middle / places * stretch
            certain = weights
            if (twin := _models().twins.get(int(best[start]))) is not None:
                certain = weights + said[start:end, twin]  # one mark, wide or narrow
            char = names[int(best[start])]
            found.append(Char(char, min(at, 1.0), float(min(1.0, certain.max()))))
        start = end
    return found


class _Models(NamedTuple):
    detector: Any
    recogniser: Any
    classifier: Any
    characters: list[str]
    twins: dict[int, int]


def _twins(characters: Sequence[str]) -> dict[int, int]:
    """Return the numbers of the same marks in their other width."""
    known = {char: at for at, char in enumerate(characters)}
    found: dict[int, int] = {}
    for wide in range(0xFF01, 0xFF5F):  # the wide forms of ASCII
        one, other = known.get(chr(wide)), known.get(chr(wide - 0xFEE0))
        if one is not None and other is not None:
            found[one], found[other] = other, one
    return found


@lru_cache(maxsize=1)
def _models() -> _Models:
    """Load the models, once a process. One thread each: others read other files meanwhile."""
    from rapidocr import RapidOCR

    _give_back()
    engine: Any = RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    recogniser = engine._load_rec_model()
    return _Models(
        engine._load_det_model(),
        recogniser,
        engine._load_cls_model(),
        recogniser.postprocess_op.character,
        _twins(recogniser.postprocess_op.character),
    )


def _give_back() -> None:
    """Let large pieces of memory go as soon as they are free. Every page asks for pieces of other
    sizes, and glibc, which keeps those that were freed, would hold half as much again.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)


_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of malloc.h
_LARGE = 4 << 20  # bytes
_TURN = threading.Lock()
