"""Searching as the page does, inside the process: facets and 20 highlighted hits; the matrix."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from index.errors import BadQuery
from measuring.phrases import Asked, Questions
from measuring.sheet import Bound, Figure, Sheet, Target
from measuring.verdicts import p95
from search.library import Library
from search.model import MatrixRequest, Mode, Request

_MEDIAN = Target(Bound.MOST, 5, 10_000)
_P95 = Target(Bound.MOST, 50, 10_000)
_COMMONEST = Target(Bound.MOST, 400, 10_000)
_MATRIX = Target(Bound.MOST, 1, 10_000)
_TIMES = 3
_IN_MATRIX = 100
_SIGNS = frozenset('"#')  # what a quoted phrase cannot hold as such


def search(sheet: Sheet, home: Path, questions: Questions) -> None:
    """Measure `Library.search` over the phrases that the query language takes as they are."""
    sheet.part("Search with facets and 20 highlighted hits, inside the process")
    with Library(home) as library:
        asked = questions.asked
        queries = [query for one in asked if (query := literal(one.text))]
        sheet.say(
            f"{len(queries)} of {len(asked)} phrases; the others hold a sign of the query language."
        )
        _timed(lambda: library.search(Request(queries[0], mode=Mode.EXACT)), 1)
        taken = [_asked(library, query) for query in queries]
        sheet.add(Figure("median", median(taken) * 1000, "ms", _MEDIAN))
        sheet.add(Figure("p95", p95(taken) * 1000, "ms", _P95))
        for character in questions.commonest:
            if query := literal(character):
                taken_here = _asked(library, query) * 1000
                sheet.add(Figure(f"commonest, {character}", taken_here, "ms", _COMMONEST))


def literal(phrase: str) -> str | None:
    """Return the query that looks for a phrase and nothing else; None where there is none."""
    return None if _SIGNS.intersection(phrase) else f'"{phrase}"'


def matrix(sheet: Sheet, home: Path, asked: Sequence[Asked], seed: int) -> None:
    """Measure the matrix of 100 phrases, by unit and year."""
    sheet.part(f"Matrix of {_IN_MATRIX} phrases × units × years")
    with Library(home) as library:
        source = Random(f"duizhao matrix {seed}")  # noqa: S311 - a sample, no secret
        for name, shortest in (("of two characters and more", 2), ("of any length", 1)):
            texts = [
                one.text
                for one in asked
                if one.drawn and len(one.text) >= shortest and literal(one.text)
            ]
            chosen = source.sample(texts, min(_IN_MATRIX, len(texts)))
            request = MatrixRequest(phrases=tuple(chosen))
            seconds = _timed(partial(library.matrix, request), _TIMES)
            note = f"{len(chosen)} {name}"
            sheet.add(Figure("time", seconds, "s", _MATRIX, note))


def _asked(library: Library, query: str) -> float:
    try:
        return _timed(lambda: library.search(Request(query, mode=Mode.EXACT)), _TIMES)
    except BadQuery as error:
        raise SystemExit(f"the query language does not take {query}: {error}") from error


def _timed(call: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begun)
    return median(taken)
