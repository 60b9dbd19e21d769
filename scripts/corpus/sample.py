"""The sample: 澜川集团, a made-up group of eight units, three years, two kinds of report.

Ordinary reports come from `Composer`; what a newcomer should find is arranged here by hand: a
unit that only changed the figures, one that copied from another and left its name in once,
sections moved and merged, masks, advertising, page furniture, a report without a year, files in
other encodings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import NamedTuple

from corpus import noise
from corpus.composing import Composer
from corpus.copying import Origin, StockRecord, copy_into, origins
from corpus.grammar import load_grammar
from corpus.plants import KINDS, Plant, changed_figures, changed_share, masked, reworded
from corpus.report import Item, Point, Report, Section, render

YEARS = (2022, 2023, 2024)
DUTY, WORK = "述职报告", "工作总结"
PARTY, SAFETY, FINANCE = "澜川集团党群工作部", "澜川集团安全环保部", "澜川集团财务资产部"
WATER, BUS, BUILD = "澜川水务公司", "澜川公交公司", "澜川城建公司"
FARM, DATA = "澜川农业公司", "澜川数科公司"


class Key(NamedTuple):
    """Which report of the sample."""

    unit: str
    year: int | None
    kind: str


FIELDS = {
    PARTY: ["党建", "工会", "纪检", "人事"],
    SAFETY: ["安全生产", "生态环保", "教育培训"],
    FINANCE: ["财务", "法治", "营商环境"],
    WATER: ["群众服务", "项目建设", "信访", "生态环保"],
    BUS: ["群众服务", "安全生产", "工会", "教育培训"],
    BUILD: ["项目建设", "营商环境", "纪检", "信访"],
    FARM: ["乡村振兴", "财务", "党建"],
    DATA: ["信息化", "人事", "法治"],
}
_LAYOUTS = {
    **{PARTY: "numbers", SAFETY: "brackets", FINANCE: "run_in", WATER: "brackets"},
    **{BUS: "lines", BUILD: "deep", FARM: "parts", DATA: "numbers"},
}
FIGURES_ONLY = Key(FINANCE, 2023, WORK)
COPIED_FROM, COPIED_TO = Key(WATER, 2022, WORK), Key(BUS, 2023, WORK)
REARRANGED = Key(BUILD, 2023, DUTY)
UNDATED = Key(FARM, None, DUTY)
WEB_PAGE = Key(WATER, 2023, DUTY)
MASKED = (Key(PARTY, 2022, DUTY), Key(PARTY, 2023, DUTY))
PAID = (Key(PARTY, 2023, DUTY), Key(SAFETY, 2022, WORK))
ADVERTISED = Key(SAFETY, 2022, WORK)
MARKDOWN = Key(DATA, 2023, WORK)
ENCODINGS = {
    Key(FARM, 2022, WORK): "utf-16",
    Key(BUS, 2022, DUTY): "gb18030",
    Key(DATA, 2022, WORK): "gb18030",
}
# Which of the stock phrases fit where.
_STOCK_POINTS, _STOCK_LEADS, _STOCK_ENDS = (1, 2, 4, 5, 6, 7, 8, 11, 12), (0, 8, 9), (3, 10, 13)
# Written out, so that the copied passages are worth reading: figures, the unit's name, a rate.
_WATER_POINTS = (
    "澜川水务公司把热线当作第一信号，接到诉求先致歉、再核实、后回访，全年受理3.8万人次，"
    "办结率99.95%，差评工单由班子成员逐件复盘，同一个龙头不让群众说第二遍漏水",
    "澜川水务公司班子成员每人联系两个偏远站点，与值守职工同吃同住三天，带回意见136条，"
    "宿舍返潮、夜餐难吃、补贴偏低等41个实际困难当年解决",
    "争取专项资金1.2亿元改造老旧设施，把影响群众的时段压缩到夜里，便道修到小区门口，"
    "开工前张贴告示、完工后登门道谢，澜川水务公司为此召开居民恳谈156场次",
)


def sample(seed: int) -> Iterator[tuple[str, bytes, list[Plant]]]:
    """Yield path, bytes and plants of the sample's reports; the same seed gives the same."""
    maker = _Maker(Random(f"duizhao sample {seed}"))  # noqa: S311 (made-up text, no secret)
    for unit in FIELDS:
        for year in YEARS:
            for kind in (DUTY, WORK):
                maker.make(Key(unit, year, kind))
    maker.make(UNDATED)
    recorded = [text for p in maker.plants for text in (p.source_text, p.target_text)]
    for key, report in maker.reports.items():
        text = _with_noise(render(report), key, recorded)
        plants = [plant for plant in maker.plants if plant.target_file == report.file]
        yield report.file, text.encode(ENCODINGS.get(key, "utf-8")), plants


def _with_noise(text: str, key: Key, recorded: list[str]) -> str:
    if key in PAID:
        text = noise.with_paid_markup(text, recorded)
    if key == ADVERTISED:
        text = noise.with_advert(text)
    if key == WEB_PAGE:
        text = noise.as_web_page(text, f"{key.year}-12-26")
    if key == MARKDOWN:
        text = "# " + text
    return text


class _Maker:
    def __init__(self, source: Random) -> None:
        self._source = source
        self._grammar = load_grammar()
        self._composers: dict[str, Composer] = {}
        self._stock = StockRecord()
        self._carried = 0
        self.reports: dict[Key, Report] = {}
        self.plants: list[Plant] = []

    def make(self, key: Key) -> None:
        before = self._before(key)
        report = self._fresh(key)
        if key == FIGURES_ONLY and before:
            self._figures_only(report, before)
        elif key == REARRANGED and before:
            self._rearranged(report, before)
        else:
            if key == COPIED_FROM:
                report.sections[0].items[0].points[:0] = [Point(text) for text in _WATER_POINTS]
            if key in MASKED:
                for held, at in report.slots():
                    held[at] = replace(held[at], text=masked(held[at].text, self._source, 0.7))
            if key == COPIED_TO:
                self._copied(report)
            elif before and key not in MASKED:
                self._carry_over(report, before)
            self._add_stock(report)
        self.reports[key] = report

    def _before(self, key: Key) -> Report | None:
        year = key.year - 1 if key.year else None
        return self.reports.get(Key(key.unit, year, key.kind)) if year else None

    def _fresh(self, key: Key) -> Report:
        unit, year, kind = key
        if unit not in self._composers:
            fields = FIELDS[unit]
            self._composers[unit] = Composer(self._grammar, self._source, unit, fields, plain=True)
        make = self._composers[unit]
        duty = kind == DUTY
        sections = [make.done(9 if duty else 13, topics=unit in (PARTY, WATER, BUILD))]
        if unit in (PARTY, SAFETY, BUILD) and duty:
            sections.append(make.rectification(2))
        if unit in (BUS, DATA):
            sections.append(make.merged(3, 2))
        else:
            sections.append(make.problems(3))
            if duty:
                sections.append(make.causes(2))
        sections.append(make.plans(3))
        title = f"{year}年度{kind}" if duty else f"{unit}{year}年{kind}"
        opening = make.opening(kind, year)
        closing = make.closing(kind)
        return Report(
            _path(key),
            unit,
            year,
            kind,
            title if year else kind,
            opening,
            sections,
            closing,
            _LAYOUTS[unit],
        )

    def _figures_only(self, report: Report, before: Report) -> None:
        report.sections = before.copied_sections()
        report.closing = before.closing
        report.opening = changed_figures(
            before.opening.replace(f"{before.year}年", "⟨⟩"), self._source
        ).replace("⟨⟩", f"{report.year}年")
        for held, at in report.slots():
            found = [Origin(before.file, held[at].text)]
            made = copy_into(held, at, report.file, "figures", found, self._source)
            # Points without figures stand there again as they were.
            self.plants += made or [Plant("exact", *found[0], report.file, held[at].text)]

    def _rearranged(self, report: Report, before: Report) -> None:
        """Last year's sections in another order, two items made one, problems with causes."""
        done, fixed, problems, causes, plans = before.copied_sections()
        first, second, *rest = done.items
        first.points += second.points
        done.items = [*rest[::-1], first]
        both = Section("problems_causes", "存在问题及原因分析", [])
        both.items = [
            Item("主要问题", problems.items[0].points[::-1]),
            Item("主要原因", causes.items[0].points),
        ]
        fixed.items = report.sections[1].items
        report.sections = [fixed, done, both, plans]
        self._carry_all(report, [*done.items, *both.items, *plans.items], before.file)

    def _carry_all(self, report: Report, items: list[Item], file: str) -> None:
        for item in items:
            for at, point in enumerate(item.points):
                found = [Origin(file, point.text)]
                kind = ("exact", "edited", "figures")[int(self._source.random() * 3)]
                made = self._take(item.points, at, report.file, kind, found)
                self.plants += made or [Plant("exact", file, point.text, report.file, point.text)]

    def _take(
        self, held: list[Point], at: int, file: str, kind: str, found: list[Origin]
    ) -> list[Plant]:
        if kind != "edited":
            return copy_into(held, at, file, kind, found, self._source)
        source, text = found[0]
        held[at] = replace(held[at], text=reworded(text))
        rate = changed_share(text, held[at].text)
        return [Plant("edited", source, text, file, held[at].text, rate)] if rate else []

    def _copied(self, report: Report) -> None:
        """Six passages of another unit, its name replaced but once."""
        origin = self.reports[COPIED_FROM]
        held = report.sections[0].items
        taken: list[Point] = []
        for at, point in enumerate(origin.points()[:6]):
            own = at == 2  # the third keeps the other unit's name: the residue
            text = point.text if own else point.text.replace(WATER, BUS)
            kind = "exact" if text == point.text else "edited"
            rate = None if kind == "exact" else changed_share(point.text, text)
            taken.append(Point(text))
            self.plants.append(Plant(kind, origin.file, point.text, report.file, text, rate))
        held[0].points[:] = taken[:3]
        held[1].points[:] = taken[3:]

    def _carry_over(self, report: Report, before: Report) -> None:
        """Two passages of the year before, each kind of change in turn."""
        done = replace(before, sections=[p for p in before.sections if p.role == "done"])
        found = [o for o in origins(done) if o.text not in self._grammar.stock]
        held_done = [item.points for p in report.sections if p.role == "done" for item in p.items]
        slots = [(held, at) for held in held_done for at in range(len(held))]
        for held, at in slots[1:6:4]:
            kind = KINDS[self._carried % len(KINDS)]
            self._carried += 1
            start = int(self._source.random() * (len(found) - 1))
            pair = found[start : start + 2]
            self.plants += self._take(held, at, report.file, kind, pair)

    def _add_stock(self, report: Report) -> None:
        phrases = self._grammar.stock
        point, lead, end = (
            phrases[places[int(self._source.random() * len(places))]]
            for places in (_STOCK_POINTS, _STOCK_LEADS, _STOCK_ENDS)
        )
        chosen = [lead, end]
        if self._source.random() < 0.5:
            report.sections[0].items[-1].points.append(Point(point))
            chosen.append(point)
        report.sections[-1].lead = lead + "。"
        report.closing = f"{end}。{report.closing}"
        self.plants.extend(self._stock.use(chosen, report.unit, report.file))


def _path(key: Key) -> str:
    """A folder a unit; the file name says year, or unit and year, or little."""
    unit, year, kind = key
    end = ".md" if key == MARKDOWN else ".txt"
    if year is None:
        return f"{unit}/{kind}（交流稿）{end}"
    if unit in (WATER, BUS, BUILD):
        return f"{unit}/{year}_{unit}_{kind}{end}"
    if unit in (PARTY, DATA):
        return f"{unit}/{kind}{year}{end}"
    return f"{unit}/{year}年{kind}{end}"
