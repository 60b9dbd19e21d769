"""Tables whose rows, columns and cells are known, and what such a table became.

A table is rows and columns that have numbers of their own, and a text where two of them meet.
So which row, which column and which cell is which is known whatever was done to either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from evaluation.truths import Author, Draft, Grid

Path = tuple[str, ...]
Place = tuple[int, int]  # the number of a row and that of a column

_MEASURE = "万元"
_KNOWN = 4  # amounts, all but one of which say what is called otherwise now
_BLANK = 0.05  # of the cells
_PORTRAIT = 6  # columns whose amounts an upright page holds in one line
_SUBJECTS = (
    *("供水管网更新", "校舍维修改造", "医疗设备采购", "养老服务中心", "内涝治理工程"),
    *("农村公路养护", "困难群众救助", "公共停车场", "污水处理厂提标", "城区绿化管护"),
    *("职业技能培训", "残疾人康复", "智慧社区平台", "消防站点建设", "河道清淤疏浚"),
    *("乡镇卫生院扩建", "图书馆数字化", "文物保护修缮", "菜市场升级", "公交站亭更换"),
)
_PHASES = ("", "", "（一期）", "（二期）")
_COSTS = (
    *("办公费", "印刷费", "咨询费", "水费", "电费", "邮电费", "取暖费", "物业管理费", "差旅费"),
    *("维修（护）费", "租赁费", "会议费", "培训费", "公务接待费", "专用材料费", "劳务费"),
    *("委托业务费", "工会经费", "福利费", "公务用车运行维护费", "其他交通费用", "税金及附加"),
)
_INCOMES = (
    *("一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入"),
    *("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入", "使用专用结余"),
    *("年初结转和结余", "投资收益", "捐赠收入"),
)
_OUTLAYS = (
    *("一般公共服务支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出"),
    *("社会保障和就业支出", "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出"),
    *("住房保障支出", "灾害防治及应急管理支出"),
)
_INDICATORS = (
    *("地区生产总值", "财政总收入", "固定资产投资", "社会消费品零售总额", "进出口总额"),
    *("工业增加值", "教育经费", "卫生事业费", "科技研发投入", "社会保障支出", "税收收入"),
    *("农业总产值", "旅游综合收入", "住房公积金归集额", "环保投入"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is built: its columns, more of them, and what its rows are called.

    `labels` are the columns that say what a row is, by their place; `renamed` says what a column
    may be called otherwise, in words like its own and in other ones.
    """

    name: str
    columns: tuple[Path, ...]
    spare: tuple[Path, ...]
    labels: tuple[int, ...]
    names: Callable[[Random, int], list[Path]]
    renamed: Mapping[str, tuple[str, str]]


def _projects(source: Random, count: int) -> list[Path]:
    names = [(one + phase,) for one in _SUBJECTS for phase in _PHASES[1:]]
    return source.sample(sorted(set(names)), count)


def _coded(source: Random, count: int) -> list[Path]:
    names = source.sample(_COSTS, count)
    codes = sorted(source.sample(range(30201, 30299), count))
    return [(str(code), name) for code, name in zip(codes, names, strict=True)]


def _two_lists(source: Random, count: int) -> list[Path]:
    lists = source.sample(_INCOMES, count), source.sample(_OUTLAYS, count)
    return list(zip(*lists, strict=True))


def _indicators(source: Random, count: int) -> list[Path]:
    return [(one,) for one in source.sample(_INDICATORS, count)]


SHAPES = (
    Shape(
        "one row of names",
        (
            *(("项目名称",), ("计划投资",), ("完成投资",), ("累计支付",), ("受益户数",)),
            ("完成比例（%）",),
        ),
        (("上级补助资金",), ("银行贷款",), ("自筹部分",), ("尚缺额度",)),
        (0,),
        _projects,
        {
            "计划投资": ("计划总投资", "概算金额"),
            "完成投资": ("实际完成投资", "本期实绩"),
            "累计支付": ("累计已支付", "资金拨付数"),
            "受益户数": ("受益群众户数", "惠及户数"),
            "完成比例（%）": ("投资完成比例（%）", "进度（%）"),
        },
    ),
    Shape(
        "two rows of names",
        (
            ("支出项目",),
            *(("2024年预算数", "基本支出"), ("2024年预算数", "项目支出")),
            *(("2023年决算数", "基本支出"), ("2023年决算数", "项目支出")),
            ("比上年增减（%）",),
        ),
        (("2024年预算数", "经营支出"), ("2023年决算数", "上缴上级支出"), ("备用金额",)),
        (0,),
        lambda source, count: [(one,) for one in source.sample(_COSTS, count)],
        {
            "基本支出": ("基本支出数", "日常开支"),
            "项目支出": ("项目支出数", "专项开支"),
            "比上年增减（%）": ("较上年增减（%）", "变动幅度（%）"),
        },
    ),
    Shape(
        "codes before names",
        (
            *(("科目编码",), ("科目名称",), ("合计",), ("财政拨款",), ("事业收入安排",)),
            ("其他资金",),
        ),
        (("上年结转",), ("专户资金",), ("单位资金",)),
        (0, 1),
        _coded,
        {
            "合计": ("合计数", "总额"),
            "财政拨款": ("财政拨款数", "国库安排"),
            "事业收入安排": ("事业收入安排数", "自收部分"),
            "其他资金": ("其他资金数", "别项来源"),
        },
    ),
    Shape(
        "two lists in one grid",
        (
            *(("收入", "项目"), ("收入", "预算数"), ("收入", "决算数")),
            *(("支出", "项目"), ("支出", "预算数"), ("支出", "决算数")),
        ),
        (("收入", "上年决算数"), ("支出", "上年决算数")),
        (0, 3),
        _two_lists,
        {"预算数": ("年初预算数", "核定额"), "决算数": ("本年决算数", "实际执行")},
    ),
    Shape(
        "years as columns",
        (("指标",), *((f"{year}年",) for year in range(2019, 2024))),
        (("2024年",), ("2018年",), ("五年累计",)),
        (0,),
        _indicators,
        {f"{year}年": (f"{year}年度", f"{year}年末") for year in range(2019, 2024)},
    ),
)


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table: its columns and rows in order, by number, and the text where two of them meet."""

    columns: tuple[tuple[int, Path], ...]
    rows: tuple[int, ...]
    cells: Mapping[Place, str]

    def grid(self, caption: str) -> Grid:
        """Return it as it is written."""
        numbers = [number for number, _ in self.columns]
        texts = tuple(tuple(self.cells[row, one] for one in numbers) for row in self.rows)
        return Grid(tuple(path for _, path in self.columns), texts, _MEASURE, caption)


@dataclass(frozen=True, slots=True)
class TableCase:
    """A document with a table, and the same one with what that became.

    `labels` are the numbers of the columns that say what a row is.
    """

    shape: str
    way: str
    left: Tabled
    right: Tabled
    labels: frozenset[int]
    left_draft: Draft
    right_draft: Draft

    @property
    def changed(self) -> frozenset[Place]:
        """Return the cells of amounts that both tables have and that differ."""
        return frozenset(
            place
            for place in self.shared
            if place[1] not in self.labels and self.left.cells[place] != self.right.cells[place]
        )

    @property
    def shared(self) -> frozenset[Place]:
        """Return the places that both tables have."""
        rows = {*self.left.rows} & {*self.right.rows}
        columns = {number for number, _ in self.left.columns} & {
            number for number, _ in self.right.columns
        }
        return frozenset((row, column) for row in rows for column in columns)


def table_cases(seed: int, each: int) -> Iterator[TableCase]:
    """Make so many cases of every way, of all shapes in turn; one seed makes the same."""
    for way, change in WAYS.items():
        shapes = [shape for shape in SHAPES if way not in _ONLY or shape.name in _ONLY[way]]
        for number in range(each):
            source = Random(f"{seed}/tables/{way}/{number}")  # noqa: S311
            yield _case(shapes[number % len(shapes)], way, change, source)


def _case(shape: Shape, way: str, change: _Change, source: Random) -> TableCase:
    names = shape.names(source, source.randint(7, 12))
    spare = [names.pop(source.randrange(len(names))) for _ in range(2)]
    made = _Making(shape, source, dict(enumerate([*names, *spare])))
    left = made.table(len(names))
    right = change(made, made.with_cells(left))
    wide = max(len(left.columns), len(right.columns)) > _PORTRAIT
    kind = "tables, landscape" if wide else "tables"
    draft = Author(f"{source.random()}").prose(kind, sections=2)
    caption = f"{source.choice(('项目资金', '收支预算', '经费执行'))}情况表"
    drafts = [
        Draft(kind, draft.title, [*draft.parts, one.grid(caption), "上述数据均已逐项核对。"])
        for one in (left, right)
    ]
    labels = frozenset(left.columns[at][0] for at in shape.labels)
    return TableCase(shape.name, way, left, right, labels, *drafts)


class _Making:
    """One table being made and changed. Use once."""

    def __init__(self, shape: Shape, source: Random, names: Mapping[int, Path]) -> None:
        self.shape = shape
        self.source = source
        self.paths = dict(enumerate((*shape.columns, *shape.spare)))
        self._cells = {
            (row, column): self._text(path)
            for row in names
            for column, path in self.paths.items()
            if column not in shape.labels
        }
        for row, labels in names.items():
            for column, label in zip(shape.labels, labels, strict=True):
                self._cells[row, column] = label
        self.spare = list(names)[-2:]

    def table(self, rows: int) -> Tabled:
        """Return the table as it is at first."""
        columns = tuple(enumerate(self.shape.columns))
        return Tabled(columns, tuple(range(rows)), self._cells)

    def with_cells(self, one: Tabled) -> Tabled:
        """Change three to six amounts."""
        amounts = [
            (row, column)
            for row in one.rows
            for column, _ in one.columns
            if column not in self.shape.labels and one.cells[row, column]
        ]
        cells = dict(one.cells)
        for place in self.source.sample(amounts, self.source.randint(3, 6)):
            while cells[place] in ("", one.cells[place]):
                cells[place] = self._text(self.paths[place[1]])
        return replace(one, cells=cells)

    def column_added(self, one: Tabled) -> Tabled:
        """Put a column in, beside those of its own group."""
        number = self.source.choice(range(len(self.shape.columns), len(self.paths)))
        path = self.paths[number]
        group = [at for at, (_, other) in enumerate(one.columns) if other[0] == path[0]]
        if len(path) > 1:
            at = self.source.randint(group[0] + (group[0] in self.shape.labels), group[-1] + 1)
        else:
            starts = [
                at
                for at, (_, other) in enumerate(one.columns)
                if at > self.shape.labels[-1]
                and (at == 0 or other[0] != one.columns[at - 1][1][0] or len(other) == 1)
            ]
            at = self.source.choice([*starts, len(one.columns)])
        return replace(one, columns=(*one.columns[:at], (number, path), *one.columns[at:]))

    def column_removed(self, one: Tabled) -> Tabled:
        """Take a column out."""
        gone = self._column(one)
        return replace(one, columns=tuple(item for item in one.columns if item[0] != gone))

    def column_renamed(self, one: Tabled) -> Tabled:
        """Give a column a name like its own."""
        return self._renamed(one, 0)

    def column_named_otherwise(self, one: Tabled) -> Tabled:
        """Give a column a name in other words; next to all of its amounts stay."""
        columns = [number for number, _ in one.columns if number not in self.shape.labels]
        known = [at for at in columns if self._stays([(row, at) for row in one.rows], one)]
        return self._renamed(one, 1, known) if known else one

    def columns_reordered(self, one: Tabled) -> Tabled:
        """Put the columns of amounts into another order; groups stay together."""
        labels = [item for at, item in enumerate(one.columns) if at in self.shape.labels]
        if len(labels) > 1 and self.shape.labels != tuple(range(len(labels))):
            return self._reordered_inside(one)
        rest = [item for item in one.columns if item not in labels]
        order = rest[:]
        while order == rest:
            self.source.shuffle(order)
            groups = [path[0] for _, path in order]
            order.sort(key=lambda item: groups.index(item[1][0]))
        return replace(one, columns=(*labels, *order))

    def rows_added(self, one: Tabled) -> Tabled:
        """Put one or two rows in."""
        rows = list(one.rows)
        for number in self.spare[: self.source.randint(1, 2)]:
            rows.insert(self.source.randint(0, len(rows)), number)
        return replace(one, rows=tuple(rows))

    def rows_removed(self, one: Tabled) -> Tabled:
        """Take one or two rows out."""
        gone = self.source.sample(one.rows, self.source.randint(1, 2))
        return replace(one, rows=tuple(row for row in one.rows if row not in gone))

    def row_renamed(self, one: Tabled) -> Tabled:
        """Give a row a name like its own."""
        return self._row_named(one, lambda name: f"{self.source.choice(('本级', '直属'))}{name}")

    def row_named_otherwise(self, one: Tabled) -> Tabled:
        """Give a row a name in other words; next to all of its amounts stay."""
        other = self.source.choice(("驻村帮扶", "志愿服务", "网格巡查", "应急储备"))
        columns = [number for number, _ in one.columns if number not in self.shape.labels]
        known = [row for row in one.rows if self._stays([(row, at) for at in columns], one)]
        return self._row_named(one, lambda _: other, known) if known else one

    def rows_reordered(self, one: Tabled) -> Tabled:
        """Put the rows into another order."""
        rows = list(one.rows)
        while tuple(rows) == one.rows:
            self.source.shuffle(rows)
        return replace(one, rows=tuple(rows))

    def rolled(self, one: Tabled) -> Tabled:
        """Leave the first year out and put the next one behind the last."""
        number = len(self.shape.columns)
        kept = [item for item in one.columns if item[0] != 1]
        return replace(one, columns=(*kept, (number, self.paths[number])))

    def all_at_once(self, one: Tabled) -> Tabled:
        """Take a column out, put rows in and take some out."""
        return self.rows_added(self.rows_removed(self.column_removed(one)))

    def _stays(self, places: Sequence[Place], one: Tabled) -> bool:
        """Say whether so much of these cells stays that they are known by it."""
        told = [place for place in places if one.cells[place]]
        changed = sum(one.cells[place] != self._cells[place] for place in told)
        return len(told) >= _KNOWN and changed <= 1

    def _column(self, one: Tabled) -> int:
        amounts = [number for number, _ in one.columns if number not in self.shape.labels]
        return self.source.choice(amounts)

    def _renamed(self, one: Tabled, which: int, known: Sequence[int] = ()) -> Tabled:
        chosen = self.source.choice(known) if known else self._column(one)
        columns = tuple(
            (number, (*path[:-1], self.shape.renamed[path[-1]][which]))
            if number == chosen
            else (number, path)
            for number, path in one.columns
        )
        return replace(one, columns=columns)

    def _reordered_inside(self, one: Tabled) -> Tabled:
        """Let the amounts of each list change places, behind what its rows are called."""
        columns: list[tuple[int, Path]] = []
        ends = (*self.shape.labels[1:], len(one.columns))
        for at, last in zip(self.shape.labels, ends, strict=True):
            columns += [one.columns[at], *reversed(one.columns[at + 1 : last])]
        return replace(one, columns=tuple(columns))

    def _row_named(
        self, one: Tabled, name: Callable[[str], str], known: Sequence[int] = ()
    ) -> Tabled:
        row = self.source.choice(known or one.rows)
        column = self.source.choice(self.shape.labels) if self.shape.labels != (0, 1) else 1
        cells = {**one.cells, (row, column): name(one.cells[row, column])}
        return replace(one, cells=cells)

    def _text(self, path: Path) -> str:
        if self.source.random() < _BLANK:
            return ""
        if "%" in path[-1]:
            return f"{self.source.randint(11, 990) / 10}"
        if "户数" in path[-1]:
            return f"{self.source.randint(20, 90_000):,}"
        return f"{self.source.randint(1_000, 9_999_999) / 100:,.2f}"


_Change = Callable[[_Making, Tabled], Tabled]
WAYS: dict[str, _Change] = {
    "cells changed": lambda made, one: made.with_cells(one),
    "columns added": _Making.column_added,
    "columns removed": _Making.column_removed,
    "columns renamed": _Making.column_renamed,
    "columns renamed in other words": _Making.column_named_otherwise,
    "columns reordered": _Making.columns_reordered,
    "rows added": _Making.rows_added,
    "rows removed": _Making.rows_removed,
    "rows renamed": _Making.row_renamed,
    "rows renamed in other words": _Making.row_named_otherwise,
    "rows reordered": _Making.rows_reordered,
    "years rolled on": _Making.rolled,
    "all at once": _Making.all_at_once,
}
_ONLY: dict[str, Sequence[str]] = {"years rolled on": ("years as columns",)}
