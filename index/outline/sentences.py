"""Where sentences end: full stops outside of quotation marks, book titles and brackets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

_OPEN = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」", "『": "』", "〈": "〉", "【": "】"}
_STOPS = frozenset("。！？!?")
_PAUSES = frozenset("；;")
_FAR = 300  # characters after which an unclosed quotation mark no longer counts


def first_sentence(text: str, start: int = 0) -> int:
    """Return the offset after the first full stop from `start` on, -1 where there is none."""
    return next(_ends(text, start, _STOPS), -1)


def sentence_ends(text: str) -> list[int]:
    """Return the offsets after every sentence."""
    return list(_ends(text, 0, _STOPS))


def cut_long(text: str, limit: int) -> list[tuple[int, int]]:
    """Cut a text into pieces of at most `limit` characters, at sentence ends if at all possible."""
    if len(text) <= limit:
        return [(0, len(text))] if text else []
    pieces: list[tuple[int, int]] = []
    start = 0
    stops = sentence_ends(text)
    pauses = list(_ends(text, 0, _STOPS | _PAUSES))
    while len(text) - start > limit:
        end = _last_within(stops, start, limit) or _last_within(pauses, start, limit)
        end = end or _after(text, start, limit)
        pieces.append((start, end))
        start = end
    if start < len(text):
        pieces.append((start, len(text)))
    return pieces


def _last_within(places: list[int], start: int, limit: int) -> int:
    at = bisect_right(places, start + limit)
    return places[at - 1] if at and places[at - 1] > start else 0


def _after(text: str, start: int, limit: int) -> int:
    comma = max(text.rfind(mark, start + limit // 2, start + limit) for mark in "，,、 \t")
    return comma + 1 if comma > start else start + limit


def _ends(text: str, start: int, stops: frozenset[str]) -> Iterator[int]:
    waiting: list[tuple[str, int]] = []
    for at in range(start, len(text)):
        character = text[at]
        if waiting and at - waiting[-1][1] > _FAR:
            waiting.clear()
        if character in _OPEN:
            waiting.append((_OPEN[character], at))
        elif waiting and character == waiting[-1][0]:
            waiting.pop()
            if not waiting and at and text[at - 1] in stops and character in "”」』":
                follows = text[at + 1 : at + 2]
                if follows and follows not in "，、；：。）的":
                    yield at + 1
        elif character in stops and not waiting:
            end = at + 1
            if text[end : end + 1] and text[end] in stops:
                continue
            yield end
