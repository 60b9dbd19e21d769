"""Where sentences end: full stops outside of quotation marks, book titles and brackets."""

from __future__ import annotations

import string
from bisect import bisect_right
from collections.abc import Iterator

from index.figures import figures

_OPEN = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」", "『": "』", "〈": "〉", "【": "】"}
_STOPS = frozenset("。！？!?")
_PAUSES = frozenset("；;")
_COMMAS = frozenset("，,、 \t")
# What stands in one figure, word or address: never cut between two of them.
_STRING = frozenset(
    string.ascii_letters
    + string.digits
    + "".join(chr(ord(sign) + 0xFEE0) for sign in string.ascii_letters + string.digits)
    + ".,:/-+~_@#&=?%．％‰°℃'’"
)
_ADDRESS = frozenset(string.ascii_letters + string.digits + "&=/_-%")
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
    """Return where a sentence that is too long by itself is cut: behind a pause, else between
    words, else between figures. Only a figure that is longer than a passage is cut inside.
    """
    window = text[start : start + 2 * limit]  # so that a figure at the limit is seen whole
    inside = {at for figure in figures(window) for at in range(figure.first + 1, figure.last)}
    places = [at for at in range(limit, 0, -1) if at not in inside]
    pauses = (at for at in places if window[at - 1] in _COMMAS and at > limit // 2)
    words = (
        at for at in places if not (window[at - 1] in _STRING and window[at : at + 1] in _STRING)
    )
    return start + (next(pauses, 0) or next(words, 0) or next(iter(places), limit))


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
            if character in "!?" and text[end : end + 1] in _ADDRESS:
                continue  # in the middle of an address: …/list?id=3
            if text[end : end + 1] and text[end] in stops:
                continue
            yield end
