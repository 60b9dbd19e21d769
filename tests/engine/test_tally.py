"""Words counted beforehand: the same as counted by the engine, and only where they still hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from index.engine import PassageText, ReportText
from index.engines.embedded import EmbeddedEngine
from index.model import Part
from index.tally import Tally, tally
from index.words import Cutter

CUTTER = Cutter()
TEXTS = ("狠抓安全生产，安全责任压实到人。", "", "统筹发展和安全，推进粮食安全。")
REPORT = ReportText(
    1,
    "安全工作总结",
    tuple(
        PassageText(10 + place, Part.BODY, place, text, "一、安全生产")
        for place, text in enumerate(TEXTS)
    ),
)


def counted(cutter: Cutter = CUTTER) -> Tally:
    return tally(cutter, [(passage.path, passage.text) for passage in REPORT.passages])


def test_every_word_of_every_passage_is_counted() -> None:
    found = counted()
    for place, text in enumerate(TEXTS):
        body = {
            found.words[word]: count
            for word, passage, count in zip(*map(list, found.body), strict=True)
            if passage == place
        }
        assert body == Counter(CUTTER.texts(text))
    assert found.passages == 3
    above = dict.fromkeys(CUTTER.texts("一、安全生产"), 3)
    assert Counter(found.words[word] for word in found.path.words) == above


def test_counted_before_or_not_the_answers_are_the_same(tmp_path: Path) -> None:
    answers = []
    for name, report in (("plain", REPORT), ("counted", replace(REPORT, tally=counted()))):
        engine = EmbeddedEngine(tmp_path / name, cutter=CUTTER)
        engine.put(report)
        engine.commit()
        view = engine.view()
        for query in ("安全", "粮食 安全", "总结", "生产责任", "没有"):
            found = view.words(query)
            answers.append((name, query, found.passages.tolist(), found.scores.tolist()))
        view.close()
    half = len(answers) // 2
    assert [one[1:] for one in answers[:half]] == [one[1:] for one in answers[half:]]
    assert sorted(answers[0][2]) == [10, 11, 12]


def test_what_was_counted_by_another_dictionary_is_counted_anew(tmp_path: Path) -> None:
    foreign = replace(counted(), dictionary="another", words=("别的",) * len(counted().words))
    engine = EmbeddedEngine(tmp_path, cutter=CUTTER)
    engine.put(replace(REPORT, tally=foreign))
    engine.commit()
    view = engine.view()
    assert len(view.words("安全").passages) == 3
    assert len(view.words("别的").passages) == 0
    view.close()
