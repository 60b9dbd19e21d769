"""Corpora of any size, one unit after the other; memory does not grow with the number.

A unit reports for 1 to 10 years, in one to three kinds, in one layout that changes rarely. About
one point in eight is taken over from its last report or from one of the units before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from corpus.composing import CHARACTERS_A_POINT, Composer
from corpus.copying import SHORTEST, Origin, StockRecord, copy_into, origins
from corpus.grammar import Grammar
from corpus.names import Names
from corpus.plants import KINDS, Plant, masked
from corpus.report import LAYOUTS, Report, render

LAST_YEAR = 2024
_KINDS = ("述职报告", "工作总结", "党建工作述职报告", "述职述廉报告")
_COPIED = 0.12  # share of points
_POOL = 400  # texts of other units kept for copying
_SHORTEST, _USUAL, _LONGEST = 2_000, 5_300, 20_000  # characters of a report


def reports(grammar: Grammar, number: int, seed: int) -> Iterator[tuple[str, bytes, list[Plant]]]:
    """Yield path, bytes and plants of so many reports; the same seed gives the same."""
    source = Random(f"duizhao corpus {seed}")  # noqa: S311 (made-up text, no secret)
    names = Names(source)
    shelf = _Shelf(source)
    seen: set[str] = set()
    made = 0
    while made < number:
        unit = names.unit()
        while unit in seen:
            unit = names.unit()
        seen.add(unit)
        for report, plants in _unit(grammar, source, unit, len(seen), shelf):
            encoding = "gb18030" if source.random() < 0.02 else "utf-8"
            yield report.file, render(report).encode(encoding), plants
            made += 1
            if made == number:
                return


class _Shelf:
    """Texts of earlier units that later ones may copy, and who had which stock phrase first."""

    def __init__(self, source: Random) -> None:
        self._source = source
        self.texts: list[Origin] = []
        self.stock = StockRecord()

    def keep(self, found: list[Origin]) -> None:
        for origin in found[:3]:
            if len(self.texts) < _POOL:
                self.texts.append(origin)
            else:
                self.texts[int(self._source.random() * _POOL)] = origin


def _unit(
    grammar: Grammar, source: Random, unit: str, place: int, shelf: _Shelf
) -> Iterator[tuple[Report, list[Plant]]]:
    fields = list(grammar.fields)
    source.shuffle(fields)
    composer = Composer(grammar, source, unit, fields[: _field_count(source)], plain=False)
    years = composer.number(1, 10)
    last = LAST_YEAR - (composer.number(0, 5) if years < 6 else 0)
    kinds = _KINDS[: composer.number(1, 3)]
    naming = composer.number(0, 2)
    named = composer.chance(0.96)
    layout = LAYOUTS[composer.number(0, len(LAYOUTS) - 1)]
    earlier: dict[str, list[Origin]] = {}
    for year in range(last - years + 1, last + 1):
        if composer.chance(0.1):
            layout = LAYOUTS[composer.number(0, len(LAYOUTS) - 1)]
        for kind in kinds:
            known = year if composer.chance(0.95) else None
            report = _report(composer, unit if named else "", known, kind, layout)
            report.file = _path(report, place, naming, year)
            if composer.chance(0.2):
                _mask(report, source)
            plants = _copy(report, source, earlier.get(kind, []), shelf.texts)
            plants.extend(_stock(report, grammar, source, shelf.stock, unit))
            earlier[kind] = origins(report)
            yield report, plants
    for found in earlier.values():
        source.shuffle(found)
        shelf.keep(found)


def _field_count(source: Random) -> int:
    return 3 + int(source.random() * 5)


def _report(composer: Composer, unit: str, year: int | None, kind: str, layout: str) -> Report:
    spread = sum(composer.chance(0.5) for _ in range(24)) - 12  # nearly normal, deviation 2.4
    length = min(max(_USUAL * 1.22**spread, _SHORTEST), _LONGEST)
    points = max(int(length / CHARACTERS_A_POINT), 10)
    sections = [composer.done(int(points * 0.66), topics=composer.chance(0.6))]
    few = max(points // 10, 2)
    if composer.chance(0.4):
        sections.append(composer.rectification(few))
    if composer.chance(0.3):
        sections.append(composer.merged(few, few))
    else:
        sections += [composer.problems(few), composer.causes(max(few // 2, 2))]
    sections.append(composer.plans(few))
    if composer.chance(0.15):
        sections.insert(0, sections.pop(1))
    dated = f"{year}年{'度' if '述职' in kind else ''}" if year else ""
    title = (unit if composer.chance(0.5) else "") + dated + kind
    opening = composer.opening(kind, year)
    closing = composer.closing(kind) if composer.chance(0.6) else ""
    return Report("", unit, year, kind, title, opening, sections, closing, layout)


def _path(report: Report, place: int, naming: int, year: int) -> str:
    if not report.unit:
        # The number keeps names apart and is no year.
        return f"未署名/第{place}号/{report.year or '不详' + str(year % 10)}_{report.kind}.txt"
    if not report.year:
        return f"{report.unit}/{report.kind}（第{year % 10 + 1}稿）.txt"
    if naming == 0:
        return f"{report.unit}/{report.year}年{report.kind}.txt"
    if naming == 1:
        return f"{report.unit}/{report.year}_{report.unit}_{report.kind}.txt"
    return f"{report.unit}/{report.year}/{report.kind}.txt"


def _mask(report: Report, source: Random) -> None:
    for held, at in report.slots():
        held[at] = replace(held[at], text=masked(held[at].text, source, 0.4))


def _copy(report: Report, source: Random, own: list[Origin], others: list[Origin]) -> list[Plant]:
    plants: list[Plant] = []
    for held, at in report.slots():
        if source.random() >= _COPIED:
            continue
        found = own if own and (not others or source.random() < 0.5) else others
        if len(found) < 2 or len(held[at].text) < SHORTEST:
            continue
        start = int(source.random() * (len(found) - 1))
        kind = KINDS[int(source.random() * len(KINDS))]
        plants += copy_into(held, at, report.file, kind, found[start : start + 2], source)
    return plants


def _stock(
    report: Report, grammar: Grammar, source: Random, record: StockRecord, unit: str
) -> Iterator[Plant]:
    phrases = grammar.stock
    start = int(source.random() * (len(phrases) - 2))
    chosen = phrases[start : start + 2]
    report.sections[-1].lead = f"{chosen[0]}。"
    report.closing = f"{chosen[1]}。{report.closing}"
    yield from record.use(chosen, unit, report.file)
