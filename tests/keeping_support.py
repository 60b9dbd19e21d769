"""Builders for what is kept: reports as files, packed reports, stores over a throw-away home."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

from tests_support import source_of

from index.catalogue import Packed, pack
from index.engine import Engine, Phrase
from index.engines.embedded import EmbeddedEngine
from index.folding import fold
from index.model import Draft, Facts, Origin, Source
from index.outline import outline
from index.picture import Picture
from index.settings import Limits
from index.store import Store
from index.words import Cutter

ONE_AT_A_TIME = Limits(commit_passages=1)
"""Every report in a commit of its own."""

_DID = ("走访困难职工", "整改安全隐患", "办结群众诉求", "培训业务骨干", "修缮老旧管网")
_HOW = ("逐户登记造册", "建立销号台账", "实行清单管理", "落实包保责任", "开展交叉检查")
_SAID = ("工作推进平稳有序", "群众满意度有所提高", "责任链条进一步压实", "短板正在逐项补齐")
_cutter = Cutter()


def a_text(unit: str = "滨江水务公司", year: int = 2023, *, seed: int = 0, points: int = 3) -> str:
    """Return a report that reads like one; its mark (see `mark_of`) stands in no other."""
    pick = random.Random(f"{unit}{year}{seed}")  # noqa: S311 - a text, not a secret
    lines = [f"{unit}{year}年度述职报告", "一、履行职责情况"]
    for number, label in zip(range(points), ("一是", "二是", "三是", "四是", "五是"), strict=False):
        did, how, said = pick.choice(_DID), pick.choice(_HOW), pick.choice(_SAID)
        figure = pick.randrange(100, 9999)
        lines.append(f"{label}{did}{figure}件，{how}，{said}，第{number + 1}项任务按期完成。")
    lines += [
        "二、存在问题",
        f"调研记录{mark_of(unit, year, seed)}显示，基层力量仍然不足，{pick.choice(_SAID)}。",
        "三、下一步工作打算",
        f"坚持问题导向，{pick.choice(_HOW)}，推动{pick.choice(_DID)}常态化。",
    ]
    return "\n".join(lines) + "\n"


def mark_of(unit: str, year: int, seed: int) -> str:
    """Return letters that stand in one report only."""
    number = int(hashlib.sha256(f"{unit}{year}{seed}".encode()).hexdigest()[:10], 16)
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{number:013d}")


def written(folder: Path, name: str, text: str) -> Path:
    """Write a file below a folder and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def packed(
    text: str = "",
    *,
    file: str = "2023/述职报告.txt",
    parents: tuple[str, ...] = (),
    title: str = "述职报告",
    year: int | None = 2023,
    unit: str | None = "滨江水务公司",
    kind: str | None = "述职报告",
) -> Packed:
    """Return a report ready to be kept, with the facts given."""
    text = text or a_text()
    source: Source = source_of(text)
    data = text.encode()
    facts = Facts(title, year, unit, kind, *[Origin.TITLE] * 4)
    draft = Draft(file, hashlib.sha256(data).hexdigest(), data, source, outline(source), facts)
    return pack(draft, parents)


def embedded(folder: Path) -> Engine:
    """Return the real engine; all share one dictionary, which takes a second to load."""
    return EmbeddedEngine(folder, cutter=_cutter)


def warm_up() -> None:
    """Load what takes long: the dictionary and the folding table."""
    _cutter.texts("履行职责情况")
    fold("履行职责情况")


def a_store(home: Path, limits: Limits | None = None) -> Store:
    """Return a store over the real engine."""
    return Store(home, open_engine=embedded, limits=limits or Limits())


def reports_with(store: Store, phrase: str) -> list[int]:
    """Return the live reports in which a phrase stands, one for each place."""
    return reports_in(store.picture(), phrase)


def reports_in(picture: Picture, phrase: str) -> list[int]:
    """Return the reports of a picture in which a phrase stands, one for each place."""
    columns = picture.snapshot.columns
    places = columns.places(picture.view.phrase(Phrase((fold(phrase),))).passages)
    return [int(columns.reports[row]) for row in places.report[places.live]]
