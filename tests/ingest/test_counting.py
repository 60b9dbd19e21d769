"""What workers prepare beforehand: words and prints, as the engine would have made them itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index.catalogue.packing import report_text
from index.engines.embedded import EmbeddedEngine
from index.ingest.counting import Counting
from index.ingest.preparing import prepare
from index.ingest.task import Task
from index.model import Part
from index.words import Cutter

REPORT = """某区水务局2023年工作总结

一、水库除险加固

全年完成小型水库除险加固12座，治理中小河流36.5公里，新增蓄水能力120万立方米。

二、下一步打算

继续抓好农村饮水安全，自来水普及率达到95%以上。
"""


def test_what_a_worker_took_is_what_the_engine_takes_itself(tmp_path: Path) -> None:
    task = Task("水务局.txt", (), REPORT.encode())
    packed = Counting(prepare, tmp_path)(task)
    assert packed.prints is not None
    passages = packed.outline().passages
    assert len(packed.prints) == len(passages)
    for passage, prints, digest in zip(
        passages, packed.prints, packed.prints.digests.tolist(), strict=True
    ):
        assert (passage.part is Part.BODY) == (len(prints) > 0) == (digest != 0)
    plain = report_text(1, "水务局", 1, packed.outline())
    taken = report_text(1, "水务局", 1, packed.outline(), packed.tally, packed.prints)
    assert replace(taken, prints=None, tally=None) == plain
    files = []
    for name, report in (("plain", plain), ("taken", taken)):
        engine = EmbeddedEngine(tmp_path / name, cutter=Cutter(tmp_path))
        engine.put(report)
        engine.commit()
        (file,) = (tmp_path / name).glob("segments/*/prints.bin")
        files.append(file.read_bytes())
    assert files[0] == files[1]
