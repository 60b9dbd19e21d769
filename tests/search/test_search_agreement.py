"""The whole of a search against the slow, obvious engine, whatever came and went before.

One home is changed through the facade; the naive engine is filled with what its catalogue holds.
Then both must give the same answer, down to the spans, for phrases that stand and phrases that
do not; and what they say must agree with a bare look at the texts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import store
from index.catalogue.packing import report_text
from index.engines.embedded import EmbeddedEngine, Sizes
from index.engines.naive import NaiveEngine
from index.errors import BadQuery
from index.folding import fold, fold_loose, fold_with_origins
from index.picture import Picture
from index.words import Cutter
from search import searching
from search.finding import Findings
from search.library import Library
from search.model import Filters, Mode, Request, Result, Rung, Sort, Within

CUTTER = Cutter()
SIZES = Sizes(segment=900, tiers=(250, 700), pile=2)  # characters: merging at nearly every commit

# Few and recurring, so that phrases overlap and stand in several reports.
WORDS = (
    *("党建", "安全", "安全生产", "糧食", "粮食", "××", "×××", "XX", "……", "①", "𠮷", "👍🏽"),
    *("，", "。", "；", "“", "”", "、", "（", "）", "ＡＩ", "ai", "　", " ", "\u200b", "-", "|"),
    *(
        "#",
        "12.5%",
        "1,234",
        "３",
        "三千",
        "万元",
        "某",
        "*",
        "增长",
        "完成",
        "⻓",
        "長",
        "㎡",
        "ß",
    ),
)
UNITS = ("东湖闸站", "西渠泵站", "北堤管理所")


@pytest.fixture(autouse=True, scope="module")
def small_segments() -> Iterator[None]:
    def small(home: Path) -> store.OpenEngine:
        return lambda folder: EmbeddedEngine(folder, cutter=CUTTER, sizes=SIZES)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "embedded", small)
        yield


class Story:
    """A library to which things happen."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.desk, self.dice = folder / "desk", dice
        self.library = Library(folder / "home")
        self.gone: list[int] = []
        self.files = 0

    def happens(self) -> None:
        """Add, replace, remove, bring back, correct, or build the engine anew."""
        ids = [row.id for row in self.library.reports().rows]
        what = self.dice.choices(
            (self.add, self.remove, self.bring_back, self.correct, self.reindex),
            (6, 2 * bool(ids), bool(self.gone), bool(ids), 0.5),
        )[0]
        what(ids)

    def add(self, _: list[int]) -> None:
        """Bring one to three reports; one of a unit and year that is there takes its place."""
        folder = self.desk / str(self.files)
        for _ in range(self.dice.randint(1, 3)):
            self.files += 1
            unit, year = self.dice.choice(UNITS), self.dice.choice((2022, 2023))
            file = folder / unit / f"{year}年工作总结.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(a_report(self.dice, unit, year), encoding="utf-8")
        self.library.add([folder], workers=1)

    def remove(self, ids: list[int]) -> None:
        self.gone.append(self.dice.choice(ids))
        self.library.remove([self.gone[-1]])

    def bring_back(self, _: list[int]) -> None:
        self.library.bring_back(self.gone.pop())

    def correct(self, ids: list[int]) -> None:
        unit, title = self.dice.choice((*UNITS, None)), f"{a_text(self.dice)}安全总结"
        self.library.edit(self.dice.choice(ids), unit=unit, title=title)

    def reindex(self, _: list[int]) -> None:
        self.library.reindex()

    def naive(self) -> Picture:
        """Return the library's picture with the naive engine's view of the same reports."""
        engine, snapshot = NaiveEngine(CUTTER), self.library._store.picture().snapshot
        for record in snapshot.records:
            outline = self.library._store.catalogue.entry(record.id).outline
            engine.put(report_text(record.id, record.title, record.first_passage, outline))
        engine.commit()
        return Picture(snapshot, engine.view())

    def paragraphs(self) -> list[str]:
        return [
            "".join(passage.text for passage in group)
            for row in self.library.reports(sort="title").rows
            for _, group in groupby(
                self.library.report(row.id).outline.passages, key=lambda one: one.paragraph
            )
        ]

    def removed(self) -> list[str]:
        ids = [row.id for row in self.library.reports().rows]
        return [piece.text for one in ids for piece in self.library.report(one).removed]


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 1 << 32), stranger=st.text(max_size=5))
def test_search_agrees_with_the_naive_engine(seed: int, stranger: str) -> None:
    live(seed, stranger)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 1 << 32), stranger=st.text(max_size=5))
def test_search_agrees_with_the_naive_engine_over_many_stories(seed: int, stranger: str) -> None:
    live(seed, stranger)


def live(seed: int, stranger: str) -> None:
    """Let a few things happen to a library, and ask after each."""
    dice = random.Random(seed)  # noqa: S311 - what is written and asked, nothing secret
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        story = Story(Path(folder), dice)
        with story.library as library:
            for _ in range(dice.randint(2, 5)):
                story.happens()
                slow = story.naive()
                paragraphs, removed = story.paragraphs(), story.removed()
                mixed = [*paragraphs, *removed]
                for query in (stranger, *queries(paragraphs, dice), *queries(mixed, dice)[:6]):
                    agree(library, slow, a_request(query, dice))
                for phrase in (*pieces(paragraphs, dice, 4), *pieces(removed, dice, 4)):
                    counted(library, paragraphs, removed, phrase)
            assert library.check().problems == ()


def agree(library: Library, slow: Picture, request: Request) -> None:
    """Ask both. Words may be ranked differently: of them all are compared, without order."""
    quick, plain = answers(library, slow, request)
    if isinstance(quick, Result) and isinstance(plain, Result) and quick.rung is Rung.WORDS:
        whole = replace(request, limit=1000, offset=0, grouped=False)
        quick, plain = answers(library, slow, whole)
        assert {hit.passage_id for hit in quick.hits} == {hit.passage_id for hit in plain.hits}
        quick, plain = (replace(one, hits=(), groups=()) for one in (quick, plain))
    assert quick == plain


def answers(library: Library, slow: Picture, request: Request) -> list[Any]:
    """Return the answers of the library and of the naive engine: results, or why there are none."""
    catalogue = library._store.catalogue
    asked: tuple[Callable[[], Result], ...] = (
        lambda: library.search(request),
        lambda: searching.search(catalogue, slow, Findings(), request),
    )
    said: list[Any] = []
    for ask in asked:
        try:
            said.append(ask())
        except BadQuery as refused:
            said.append((refused.key, refused.values))
    return said


def counted(library: Library, paragraphs: list[str], removed: list[str], phrase: str) -> None:
    """Hold the answer for a literal phrase against a bare look at the texts, in both forms."""
    for mode, folded in ((Mode.EXACT, fold), (Mode.LOOSE, fold_loose)):
        wanted = folded(phrase)
        if not wanted or set(phrase) & set('"＂#＃'):
            continue
        found = library.search(Request(f'"{phrase}"', mode=mode, limit=1000))
        assert found.occurrences == sum(starts(text, wanted, folded) for text in paragraphs)
        apart = library.search(Request(f'"{phrase}"', mode=mode, limit=1000, removed=True)).removed
        assert found.removed == replace(apart, hits=())
        assert apart.occurrences == sum(starts(text, wanted, folded) for text in removed)
        assert apart.occurrences == sum(len(hit.spans) for hit in apart.hits)
        for one in apart.hits:
            assert all(wanted in folded(one.text[slice(*span)]) for span in one.spans)
        for hit in found.hits:
            ends = len(hit.text)
            assert hit.occurrences == len(hit.spans) > 0
            for start, end in hit.spans:
                marked = folded(hit.text[start:end])
                # Whole characters are marked: one that expands may hold more than was asked for.
                assert wanted in marked or (end == ends and hit.continues)


def starts(text: str, wanted: str, folded) -> int:
    """Count the characters of a text at which a folded phrase starts."""
    spelled = [(one, place) for place, original in enumerate(text) for one in folded(original)]
    whole = "".join(one for one, _ in spelled)
    at = (place for place in range(len(whole)) if whole.startswith(wanted, place))
    return len({spelled[place][1] for place in at})


def a_request(query: str, dice: random.Random) -> Request:
    chosen = Filters(
        years=dice.choice(((), (), (2022,), (None, 2023))),
        units=dice.choice(((), (), (UNITS[0],), (None,))),
    )
    return Request(
        query,
        mode=dice.choice(list(Mode)),
        filters=chosen,
        sort=dice.choice((None, *Sort)),
        limit=dice.choice((1, 5, 1000)) if dice.random() < 0.3 else 1000,
        offset=dice.choice((0, 0, 1)),
        within=dice.choice((Within.PASSAGE, Within.PASSAGE, Within.REPORT)),
        grouped=dice.random() < 0.2,
        removed=dice.random() < 0.3,
    )


def queries(paragraphs: list[str], dice: random.Random) -> list[str]:
    """Queries of all kinds: phrases that stand, figures, several pieces, what nobody wrote."""
    found = pieces(paragraphs, dice, 8)
    some = [dice.choice(found or ["党建"]) for _ in range(4)]
    return [
        *found,
        f'"{some[0]}"',
        f"{some[0]} {some[1]}",
        f"{some[0]}|{some[2]}",
        f"{some[0]} -{some[3]}",
        a_text(dice),
        dice.choice(("增长#", "#%", "完成#万元", "#，#", "第#", "安全#", "×#", "#" + some[1][:1])),
        "".join("#" if one.isdigit() else one for one in some[2]),
    ]


def pieces(paragraphs: list[str], dice: random.Random, most: int) -> list[str]:
    """Some substrings of what is held, over the cuts between points, some of them changed."""
    found = []
    for _ in range(most if paragraphs else 0):
        text = dice.choice(paragraphs)
        start = dice.randint(0, len(text))
        piece = text[start : start + dice.randint(1, 9)]
        found.append(piece if dice.random() < 0.8 else piece[:1] + dice.choice(WORDS) + piece[2:])
    return found


def a_report(dice: random.Random, unit: str, year: int) -> str:
    points = "；".join(
        f"{label}{a_text(dice)}落实" for label in ("一是", "二是", "三是")[: dice.randint(0, 3)]
    )
    lines = [f"{unit}{year}年工作总结", "一、主要做法", a_text(dice) + "。" + points]
    lines += [a_text(dice) for _ in range(dice.randint(0, 3))]
    lines += ["二、存在的问题", a_text(dice) + "不足。"]
    if dice.random() < 0.7:  # what cleaning takes out
        noise = f"更多{unit}材料请关注公众号“{a_text(dice)}文库”，代笔咨询请加会员群"
        lines.insert(dice.randint(1, len(lines)), noise)
        lines[2] = f"{lines[2][:3]}##paidbegin##{lines[2][3:]}"
    return "\n".join(lines) + "\n"


def a_text(dice: random.Random) -> str:
    return "".join(dice.choice(WORDS) for _ in range(dice.randint(1, 9)))


def test_a_folded_text_is_what_the_bare_look_takes_it_for() -> None:
    text = "糧食……①，𠮷"
    assert starts(text, fold("."), fold) == 2
    assert starts(text, fold_loose("1𠮷"), fold_loose) == 1
    assert fold_with_origins(text).text == "".join(map(fold, text))
