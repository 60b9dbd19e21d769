"""The embedded engine against the naive one and against a bare scan, on whatever texts."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import combinations, groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import Form, PassageText, Phrase, ReportText, View
from index.engines.embedded import EmbeddedEngine, Sizes
from index.engines.naive import NaiveEngine
from index.folding import fold, fold_loose
from index.model import Part
from index.prints import LONG, SHORT, of_kind, take_prints

CHARACTERS = "党建工作安全一二是的×××*…①⑴長⻓糧“”「，。；：%1２aＡ 　\u200b𠮷👍🏽㎡ß\x00\ud800"
CHARACTERS += "-−.万百某Xx些光"
FIGURE = re.compile(r"[0-9２一二百万×]+")  # roughly: what may become a # in a query

# Few characters, so that phrases recur; runs of them, so that occurrences overlap.
WORDS = (
    "党建",
    "安全",
    "糧食",
    "粮食",
    "××",
    "……",
    "①",
    "一是",
    "，",
    "𠮷",
    "👍🏽",
    "ＡＩ",
    " ",
    "12.5%",
    "1,200户",
    "-3.5%",
    "三千万元",
    "二十一次",
    "XX局",
    "⑴",
)


def scan(reports: dict[int, ReportText], phrase: str) -> list[tuple[int, int]]:
    """Where a phrase starts, by passage and original character: straight from the promise."""
    starts = set()
    for report in reports.values():
        for _, group in groupby(report.passages, key=lambda passage: passage.paragraph):
            folded = [
                (character, passage.id, place)
                for passage in group
                for place, original in enumerate(passage.text)
                for character in fold(original)
            ]
            text = "".join(character for character, _, _ in folded)
            for at in range(len(text) - len(phrase) + 1):
                if text[at : at + len(phrase)] == phrase:
                    starts.add(folded[at][1:])
    return sorted(starts)


def places(view: View, phrase: Phrase) -> list[tuple[int, ...]]:
    """Every place of a phrase, after holding the three answers of a view against each other."""
    matches = view.phrase(phrase)
    assert view.count(phrase) == matches.counts.sum()
    found = view.places(phrase, matches.passages)
    assert np.array_equal(np.repeat(matches.passages, matches.counts), found.passages)
    columns = (found.passages, found.offsets, found.lengths)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def removed(view: View, phrase: Phrase) -> list[tuple[int, ...]]:
    """Every place of a phrase in what was removed."""
    found = view.removed(phrase)
    columns = (found.reports, found.pieces, found.offsets, found.lengths)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def aside(story: Story) -> dict[int, ReportText]:
    """What was removed from the reports held, as if it were their text."""
    return {
        report.id: ReportText(
            report.id,
            report.title,
            tuple(
                PassageText(report.id * 100 + number, Part.BODY, number, piece)
                for number, piece in enumerate(report.removed)
            ),
        )
        for report in story.committed.values()
    }


class Story:
    """An embedded and a naive engine that meet with the same, and what they should hold."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        self.folder, self.sizes = folder, sizes
        self.fast = EmbeddedEngine(folder, sizes=sizes)
        self.slow = NaiveEngine()
        self.now: dict[int, ReportText] = {}
        self.committed: dict[int, ReportText] = {}
        self.next_passage = 1

    def put(
        self,
        paragraphs: list[list[str]],
        title: str,
        path: str,
        number: int,
        part: Part = Part.BODY,
        removed: Sequence[str] = (),
    ) -> None:
        texts = [(place, text) for place, parts in enumerate(paragraphs) for text in parts]
        passages = tuple(
            PassageText(self.next_passage + index, part, place, text, path)
            for index, (place, text) in enumerate(texts)
        )
        self.next_passage += len(passages)
        self.now[number] = ReportText(number, title, passages, removed=tuple(removed))
        for engine in (self.fast, self.slow):
            engine.put(self.now[number])

    def drop(self, number: int) -> None:
        self.now.pop(number, None)
        for engine in (self.fast, self.slow):
            engine.drop(number)

    def finish(self, how: str) -> None:
        if how == "commit":
            self.committed = dict(self.now)
            self.fast.commit()
            self.slow.commit()
            return
        if how == "settle":
            self.fast.settle()  # what is pending stays pending
            return
        self.now = dict(self.committed)
        self.slow.rollback()
        if how == "rollback":
            self.fast.rollback()
        else:  # the process ended without a word; another one opens the folder
            self.fast = EmbeddedEngine(self.folder, sizes=self.sizes)

    def paragraphs(self) -> list[str]:
        return [
            "".join(passage.text for passage in group)
            for report in self.committed.values()
            for _, group in groupby(report.passages, key=lambda passage: passage.paragraph)
        ]

    def removed(self) -> list[str]:
        return [piece for report in self.committed.values() for piece in report.removed]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1 << 32), stranger=st.text(max_size=6), pile=st.integers(1, 4))
def test_engines_agree_whatever_comes_and_goes(seed: int, stranger: str, pile: int) -> None:
    dice = random.Random(seed)  # noqa: S311 # what is written and asked, nothing secret
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        story = Story(Path(folder), Sizes(segment=200, tiers=(60, 200), pile=pile, settled=400))
        for _ in range(dice.randint(1, 4)):
            for _ in range(dice.randint(1, 4)):
                if dice.random() < 0.75:
                    paragraphs = [
                        [a_text(dice, stranger) for _ in range(dice.randint(1, 3))]
                        for _ in range(dice.randint(0, 3))
                    ]
                    part = dice.choice((Part.BODY, Part.BODY, Part.BODY, Part.HEADING))
                    removed = [a_text(dice, stranger) for _ in range(dice.randint(0, 3))]
                    number = dice.randint(0, 5)
                    story.put(paragraphs, a_text(dice), a_text(dice), number, part, removed)
                else:
                    story.drop(dice.randint(0, 5))
            if dice.random() < 0.3:
                story.finish("settle")
            story.finish(dice.choice(("commit", "commit", "commit", "rollback", "end")))
            if dice.random() < 0.3:
                story.finish("settle")
            view = story.fast.view()
            assert view.holdings() == story.slow.view().holdings()
            assert view.removed_held() == story.slow.view().removed_held()
            texts = (
                stranger,
                *pieces(story.paragraphs(), dice),
                *pieces(story.removed(), dice),
            )
            for text in texts:
                agree(text, view, story)
            agree_on_likeness([*texts, *story.paragraphs()], view, story)
            view.close()
            assert story.fast.verify() == ()


def a_text(dice: random.Random, stranger: str = "") -> str:
    """A text of words, single characters and whatever Hypothesis thought of."""
    kinds = (WORDS, CHARACTERS, (stranger,))
    return "".join(
        dice.choice(dice.choices(kinds, (6, 3, 1))[0]) for _ in range(dice.randint(0, 9))
    )


def pieces(paragraphs: list[str], dice: random.Random) -> list[str]:
    """Some substrings of what is held, over cuts, and some with one character changed."""
    found = []
    for text in paragraphs:
        for _ in range(2):
            start = dice.randint(0, len(text))
            piece = text[start : start + dice.randint(1, 8)]
            found += [piece, piece[:1] + dice.choice(CHARACTERS) + piece[2:]]
    return dice.sample(found, min(len(found), 12))


def agree(text: str, view: View, story: Story) -> None:
    slow = story.slow.view()
    if phrase := fold(text):
        assert len(places(view, Phrase((phrase,)))) == len(scan(story.committed, phrase))
        assert len(removed(view, Phrase((phrase,)))) == len(scan(aside(story), phrase))
    for form, folded in ((Form.EXACT, fold), (Form.LOOSE, fold_loose)):
        for asked in (text, FIGURE.sub("#", text)):
            parts = tuple(map(folded, asked.split("#")))
            if any(parts):
                sought = Phrase(parts, form)
                assert places(view, sought) == places(slow, sought), sought
                assert removed(view, sought) == removed(slow, sought), sought
                some = view.phrase(sought).passages[::2]
                assert np.array_equal(
                    view.places(sought, some).offsets, slow.places(sought, some).offsets
                )
    quick, plain = view.words(text), slow.words(text)
    assert set(quick.passages.tolist()) == set(plain.passages.tolist())
    assert quick.terms == plain.terms


def agree_on_likeness(texts: list[str], view: View, story: Story) -> None:
    slow = story.slow.view()
    quick, plain = view.texts(), slow.texts()
    assert quick.passages.tolist() == plain.passages.tolist()
    assert quick.digests.tolist() == plain.digests.tolist()
    assert met(view, texts) == met(slow, texts)
    assert close(story) <= pairs(view) <= pairs(slow)
    running = runs(slow, texts)
    assert running <= runs(view, texts)
    near = view.near(texts, limit=1)
    firsts = dict(reversed(list(zip(near.askers.tolist(), near.digests.tolist(), strict=True))))
    held = set(quick.digests.tolist()) - {0}
    for asker, digest in enumerate(take_prints(texts).digests.tolist()):
        assert digest not in held or firsts[asker] == digest


def met(view: View, texts: list[str]) -> set[tuple[int, ...]]:
    near = view.near(texts, limit=1000)
    columns = (near.askers, near.passages, near.digests, near.shared)
    return set(zip(*(column.tolist() for column in columns), strict=True))


def runs(view: View, texts: list[str]) -> set[tuple[int, ...]]:
    near = view.sharing(texts, limit=1000)
    columns = (near.askers, near.passages, near.digests)
    return set(zip(*(column.tolist() for column in columns), strict=True))


def pairs(view: View) -> set[tuple[int, int]]:
    lots = list(view.pairs(limit=1000))
    found = [
        pair for lot in lots for pair in zip(lot.lefts.tolist(), lot.rights.tolist(), strict=True)
    ]
    assert len(found) == len(set(found))
    return set(found)


def close(story: Story) -> set[tuple[int, int]]:
    """Pairs of texts that have more than half of their prints of one kind in common."""
    texts = {
        passage.text
        for report in story.committed.values()
        for passage in report.passages
        if passage.part is Part.BODY
    }
    taken = [take_prints([text]) for text in texts]
    kinds = {
        int(one.digests[0]): [set(one.hashes[of_kind(one.hashes, how)]) for how in (SHORT, LONG)]
        for one in taken
    }
    return {
        (left, right)
        for left, right in combinations(sorted(kinds), 2)
        for mine, other in zip(kinds[left], kinds[right], strict=True)
        if len(mine & other) * 4 > len(mine) + len(other)
    }
