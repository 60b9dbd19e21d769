"""Pairs of passages that nobody copied: stock phrases around different content, the same topic
in other words, and any two.

That two passages of a folder were not copied is taken from this: they come from different files
and have no run of RUN characters in common.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from random import Random
from typing import NamedTuple

import jieba

from evaluation.passages import LONG, Passage, sentences

RUN = 8  # characters
KINDS = ("stock phrases", "same topic", "random")
_OPENS = re.compile(
    "[第其（(]?[一二三四五六七八九十]{1,3}[是要、）)，]|[（(]?[0-9]+[.．、）)]|[其首再]"
)
_TRIES = 20  # pairs drawn for one that was not copied
_MOST = 4000  # passages among which the same topic is looked for
OPENINGS = (
    "坚持以习近平新时代中国特色社会主义思想为指导，",
    "在上级党委的坚强领导下，在各部门的大力支持下，",
    "认真贯彻落实上级决策部署，紧紧围绕中心工作，",
    "以高度的政治责任感和历史使命感，",
    "始终把思想和行动统一到党中央决策部署上来，",
)
MIDDLES = (
    "进一步统一思想、提高认识、明确责任，",
    "坚持问题导向、目标导向、结果导向相统一，",
    "切实做到守土有责、守土负责、守土尽责，",
)
CLOSINGS = (
    "为推动高质量发展提供了坚强保障。",
    "取得了阶段性成效，得到了上级领导的充分肯定。",
    "不断增强人民群众的获得感、幸福感、安全感。",
    "确保各项工作落到实处、取得实效。",
)


class Negative(NamedTuple):
    """Two passages that must not match; the left one stands in `file`, "" where it was made up."""

    kind: str
    file: str
    left: str
    right: str


def negatives(passages: Sequence[Passage], each: int, source: Random) -> Iterator[Negative]:
    """Yield up to so many pairs of each kind."""
    long = [passage for passage in passages if len(passage.text) in LONG]
    if len(long) < 2:
        return
    pairs = (_pair(long, source) for _ in range(_TRIES * each))
    yield from islice((found for pair in pairs for found in _named("random", pair)), each)
    pairs = (_pair(long, source) for _ in range(_TRIES * each))
    yield from islice((found for pair in pairs for found in _stock(pair, source)), each)
    some = source.sample(long, min(len(long), _MOST))
    topics = _by_topic(some)
    found = (pair for number in range(len(some)) for pair in _same_topic(number, topics, some))
    for pair in islice(found, each):
        yield from _named("same topic", pair)


def _pair(passages: Sequence[Passage], source: Random) -> tuple[Passage, Passage]:
    left, right = source.sample(passages, 2)
    return left, right


def _named(kind: str, pair: tuple[Passage, Passage]) -> Iterator[Negative]:
    if _apart(*pair):
        yield Negative(kind, pair[0].file, pair[0].text, pair[1].text)


def _stock(pair: tuple[Passage, Passage], source: Random) -> Iterator[Negative]:
    """Put the same phrases around content of one and a half their length and more."""
    if not _apart(*pair):
        return
    before, within, after = map(source.choice, (OPENINGS, MIDDLES, CLOSINGS))
    if source.random() < 0.5:
        within = ""
    wanted = 1.5 * len(before + within + after)
    made = [content for passage in pair if (content := _content(passage.text, wanted))]
    if len(made) == 2:
        left, right = (before + first + within + rest + after for first, rest in made)
        yield Negative("stock phrases", "", left, right)


def _content(text: str, wanted: float) -> tuple[str, str] | None:
    """Return whole clauses of a text, about as many characters as wanted, in two halves.

    None of them opens a section or a point: a passage must not end there.
    """
    clauses = [c for s in sentences(text) for c in s.replace("，", "，\0").split("\0")]
    clauses = [clause for clause in clauses if not _OPENS.match(clause)]
    taken: list[str] = []
    while clauses and sum(map(len, taken)) < wanted:
        taken.append(clauses.pop(0))
    if sum(map(len, taken)) < wanted:
        return None
    half = (len(taken) + 1) // 2
    return "".join(taken[:half]), "".join(taken[half:])


def _apart(left: Passage, right: Passage) -> bool:
    runs = {left.text[at : at + RUN] for at in range(len(left.text) - RUN + 1)}
    common = any(right.text[at : at + RUN] in runs for at in range(len(right.text) - RUN + 1))
    return left.file != right.file and not common


Topics = tuple[list[frozenset[str]], dict[str, list[int]]]


def _by_topic(passages: Sequence[Passage]) -> Topics:
    """Return the words of each passage that are neither common nor single, and who has them."""
    words = [frozenset(w for w in jieba.cut(p.text, HMM=False) if len(w) > 1) for p in passages]
    counts = Counter(word for found in words for word in found)
    most = max(4, len(passages) // 50)
    words = [frozenset(w for w in found if 2 <= counts[w] <= most) for found in words]
    where: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(words):
        for word in found:
            where[word].append(number)
    return words, where


def _same_topic(
    number: int, topics: Topics, passages: Sequence[Passage]
) -> Iterable[tuple[Passage, Passage]]:
    """Return the passage with the one that shares most words with it, three at least."""
    words, where = topics
    shared = Counter(other for word in words[number] for other in where[word] if other > number)
    for other, count in shared.most_common(5):
        if count >= 3 and _apart(passages[number], passages[other]):
            return [(passages[number], passages[other])]
    return ()
