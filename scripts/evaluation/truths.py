"""Documents whose content is known: what stands in them, and the Word files that say it.

Made up of sentences of our own. A truth knows nothing of the program: its paragraphs, headings,
cells and numbers are what was written, before any program set it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

PLACES = ("澜川市", "青澜县", "云岭区", "陶兴街道", "宁岗镇", "河湾新区")
OFFICES = ("住房和城乡建设局", "水务局", "教育局", "卫生健康委员会", "财政局", "民政局")
_SUBJECTS = (
    *("老旧小区改造", "供水管网更新", "中小学校舍维修", "基层医疗设备采购", "养老服务中心建设"),
    *("城市内涝治理", "农村公路养护", "困难群众救助", "公共停车场建设", "污水处理厂提标"),
)
_DEEDS = (
    *("全部完工并投入使用", "完成年度任务的九成以上", "按期通过竣工验收", "群众满意度稳步提高"),
    *("有关问题逐一销号", "资金支付进度快于上年同期", "工程质量抽检全部合格"),
)
_MEANS = (
    *("实行清单管理、逐月调度", "坚持项目化推进、责任到人", "把群众评价作为重要依据"),
    *("建立部门联席会议制度", "引入第三方全过程监督", "开展两轮现场督导"),
)
_HEADINGS = (
    ("基本情况", "主要职责", "机构设置"),
    ("工作完成情况", "重点任务推进情况", "改革创新情况", "民生实事办理情况"),
    ("存在的主要问题", "统筹推进不够有力", "基层基础仍较薄弱"),
    ("下一步工作打算", "抓好项目储备", "加强队伍建设"),
)
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it stands in the document, and its level from 1."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the path of names of each column, its rows of cells, what its numbers count in,
    and what stands over it.
    """

    columns: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    measure: str | None = None
    caption: str = "项目资金安排表"


@dataclass(frozen=True, slots=True)
class Truth:
    """What a document says, in order; `aside` is what is printed on its pages besides."""

    kind: str
    title: str
    paragraphs: tuple[str, ...]
    headings: tuple[Heading, ...] = ()
    grids: tuple[Grid, ...] = ()
    aside: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """A document being written: `parts` are headings, paragraphs and tables in order."""

    kind: str
    title: str
    parts: list[Heading | Grid | str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)

    def truth(self) -> Truth:
        """Return what was written."""
        return Truth(
            self.kind,
            self.title,
            tuple(part for part in self.parts if isinstance(part, str)),
            tuple(part for part in self.parts if isinstance(part, Heading)),
            tuple(part for part in self.parts if isinstance(part, Grid)),
            tuple(self.aside),
        )


class Author:
    """Writes documents of one seed."""

    def __init__(self, seed: str) -> None:
        self.chance = Random(seed)  # noqa: S311

    def prose(self, kind: str = "prose", *, sections: int = 4) -> Draft:
        """A report of sections, subsections and paragraphs."""
        unit = self._one(PLACES) + self._one(OFFICES)
        year = self.chance.randint(2018, 2025)
        draft = Draft(kind, f"{unit}{year}年工作总结")
        for number, (outer, *inner) in enumerate(_HEADINGS[:sections]):
            draft.parts.append(Heading(f"{_NUMERALS[number]}、{outer}", 1))
            for below, words in enumerate(inner):
                if self.chance.random() < 0.8 or below == 0:
                    first = sum(
                        isinstance(part, Heading) and part.level == 2
                        for part in draft.parts[self._last_outer(draft) :]
                    )
                    draft.parts.append(Heading(f"（{_NUMERALS[first]}）{words}", 2))
                draft.parts.append(self.paragraph(self.chance.randint(2, 6)))
        return draft

    def paragraph(self, sentences: int) -> str:
        """A paragraph of running text with figures in it."""
        return "".join(self._sentence() for _ in range(sentences))

    def grid(self, rows: int, *, columns: int = 4, two_rows: bool = True) -> Grid:
        """A table of amounts; its names may stand in two rows, `2024年预算数` over two columns."""
        year = self.chance.randint(2019, 2025)
        if two_rows:
            paths: list[tuple[str, ...]] = [
                ("功能分类科目",),
                (f"{year}年预算数", "基本支出"),
                (f"{year}年预算数", "项目支出"),
                (f"{year - 1}年预算数",),
                ("比上年增减（%）",),
            ]
        else:
            names = ("项目名称", "计划投资", "完成投资", "累计支付", "受益户数", "完成比例（%）")
            paths = [(name,) for name in names[: columns + 1]]
        found = []
        for number in range(rows):
            label = f"{self._one(_SUBJECTS)}{self._one(('', '（一期）', '（二期）', '及配套工程'))}"
            cells = [self._cell(path[-1]) for path in paths[1:]]
            found.append((f"{number + 1}.{label}" if number % 7 == 3 else label, *cells))
        found.append(("合计", *(self._cell(path[-1]) for path in paths[1:])))
        return Grid(tuple(paths), tuple(found), "万元")

    def _cell(self, column: str) -> str:
        if "%" in column:
            return f"{self.chance.randint(-300, 900) / 10}"
        if self.chance.random() < 0.12:
            return ""
        if "户数" in column:
            return f"{self.chance.randint(20, 90_000):,}"
        return f"{self.chance.randint(100, 99_999_999) / 100:,.2f}"

    def _sentence(self) -> str:
        chance = self.chance
        amount = f"{chance.randint(1_000, 9_999_999):,}"
        return chance.choice(
            (
                f"{self._one(_SUBJECTS)}投入资金{amount}元，{self._one(_DEEDS)}。",
                f"在{self._one(_SUBJECTS)}中{self._one(_MEANS)}，受益群众{amount}人次，"
                f"比上年增长{chance.randint(10, 400) / 10}%。",
                f"针对{self._one(_SUBJECTS)}进展不平衡的问题，{self._one(_MEANS)}，"
                f"先后解决具体事项{chance.randint(3, 98)}件。",
                f"{self._one(PLACES)}{self._one(_SUBJECTS)}{self._one(_DEEDS)}，"
                f"{self._one(_MEANS)}。",
            )
        )

    def _one(self, words: tuple[str, ...]) -> str:
        return self.chance.choice(words)

    @staticmethod
    def _last_outer(draft: Draft) -> int:
        places = [
            at
            for at, part in enumerate(draft.parts)
            if isinstance(part, Heading) and part.level == 1
        ]
        return places[-1] if places else 0


def _plain(author: Author) -> Draft:
    return author.prose()


def _two_columns(author: Author) -> Draft:
    return author.prose("two columns")


def _furnished(author: Author) -> Draft:
    draft = author.prose("headers and footers")
    draft.aside = [f"内部资料 {draft.title[:6]}", "第 页"]
    return draft


def _noted(author: Author) -> Draft:
    return author.prose("footnotes", sections=3)


def _budget(author: Author) -> Draft:
    draft = author.prose("tables, portrait", sections=2)
    draft.title = draft.title.replace("工作总结", "部门预算")
    draft.parts.append(author.grid(author.chance.randint(8, 60)))
    draft.parts.append(author.paragraph(2))
    return draft


def _landscape(author: Author) -> Draft:
    draft = author.prose("tables, landscape", sections=1)
    draft.parts.append(author.grid(author.chance.randint(10, 50), columns=5, two_rows=False))
    return draft


def _open(author: Author) -> Draft:
    draft = author.prose("tables without lines", sections=1)
    draft.parts.append(author.grid(author.chance.randint(5, 18), columns=4, two_rows=False))
    draft.parts.append(author.paragraph(2))
    return draft


KINDS: dict[str, Callable[[Author], Draft]] = {
    "prose": _plain,
    "two columns": _two_columns,
    "headers and footers": _furnished,
    "footnotes": _noted,
    "tables, portrait": _budget,
    "tables, landscape": _landscape,
    "tables without lines": _open,
}


def drafts(seed: int, each: int) -> Iterator[Draft]:
    """Yield so many documents of each kind; the same seed, the same documents."""
    for kind, write in KINDS.items():
        for number in range(each):
            yield write(Author(f"{seed}/{kind}/{number}"))
