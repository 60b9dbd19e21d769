"""The one small library over which golden files tell what pages, API, commands and files say.

Two units report for three years each: tables, text that was removed, a scan, a passage that
moved, one that was copied, one whose figures changed, one that is merely alike. A unit is masked,
one report is of nobody, six more units share a sentence; files of two units have one author and
one picture. What differs from run to run is replaced by the rules of `Settled`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from images_support import a_word_file, png
from readers.making import paragraph, table, word
from scanned_support import a_scan, make_believe

from index.errors import UnreadableReport
from index.ingest import delivery
from index.model import Source
from index.readers import text as text_reader
from index.settings import Limits
from search.library import Library
from search.model import Filters
from search.reuse.model import Mark

SHARED = "一年来，我们认真贯彻上级决策部署，统筹推进安全运营和优质服务，完成了年初确定的任务。"
CHECKED = (
    "逐船检查救生衣{}件，更换破损的{}件，投入维护资金{}万元，全年安全渡运乘客{}万人次，"
    "没有发生一起责任事故。"
)
MOVED = "早班船提前到五点半开航，菜农挑着担子赶早市不用再绕三公里的江桥，码头上也添了遮雨棚。"
COPIED = (
    "班组长每周登船听一次船员的难处，能当场解决的不过夜，不能解决的写进公示栏，"
    "写明谁来办、何时办完。"
)
NEARLY = (
    "班组长每月到鱼市听一次渔民的难处，能当场答复的不推脱，不能答复的写进公示栏，"
    "写明谁来办、何时办完。"
)
ALIKE = "站长每季度下码头问一次渔民的难处，难办的事列出清单，贴在公示栏里由大家监督。"
QUOTED = "把每一趟摆渡都当作第一趟来检查，把每一位乘客都当作自家老人来搀扶"
SPLIT = "新购电动渡船两艘，噪声比柴油船低一半；老船员先学后教，三个月里全部拿到了新证书。"
SPLIT_FIRST = "新购电动渡船两艘，噪声比柴油船低一半。"
SPLIT_SECOND = "老船员先学后教，三个月里全部拿到了新证书。"
WEAK = "候船厅夏季闷热，部分座椅老旧，乘客意见较多，×××码头的栈桥至今没有修好。"
ADVERT = "加入会员群请加微信：wengao668，备注“会员”"
LOCKED = "（锁着）"  # what begins so cannot be read, until it is read later
PLAN = "年内完成{}艘电动渡船的试航，候船厅全部装上风扇。"
FERRY, HARBOUR, MASKED = "江湾轮渡公司", "芦洲渔港公司", "XX渡口公司"
OTHERS = tuple(f"江湾{trade}公司" for trade in ("燃气", "供热", "园林", "停车", "粮储", "文旅"))
_AT = datetime(2023, 12, 4, 8, 15, 42)


def _text(title: str, *lines: str) -> bytes:
    return "\n".join([title, *lines, ""]).encode()


def _grid(*rows: str) -> str:
    return table(*([paragraph(cell) for cell in row.split("|")] for row in rows))


def _spending(year: int, *rows: str) -> bytes:
    """A Word file with two tables, a text that was deleted, a header and a reviewer's remark."""
    deleted = (
        '<w:del w:id="7" w:author="周"><w:r><w:delText>（初稿数）</w:delText></w:r></w:del>'
        "<w:r><w:t>以下为收支情况。</w:t></w:r>"
    )
    body = [
        paragraph(f"{year}年度部门决算"),
        paragraph("一、收支情况"),
        paragraph(MOVED),
        paragraph(more=deleted),
        paragraph("表1 支出决算表"),
        paragraph("单位：万元"),
        _grid("项目|本年决算|其中：基本支出", *rows),
        paragraph("二、船舶情况"),
        _grid("船名|载客（人）", "江湾1号|120", "江湾2号|80"),
    ]
    remark = f'<w:comment w:id="1">{paragraph("这一行的数与上月报表不符，请核对")}</w:comment>'
    author = "<dc:creator>周文书</dc:creator><cp:lastModifiedBy>郑洁</cp:lastModifiedBy>"
    parts = {"header": paragraph("内部资料 注意保存"), "comments": remark}
    return word("".join(body), parts=parts, core=author)


REPORTS: dict[str, bytes] = {
    f"{FERRY}/2021年工作总结.txt": _text(
        "2021年工作总结",
        SHARED,
        "一、主要工作成效",
        "（一）守牢渡运安全",
        MOVED,
        f"一是{CHECKED.format(860, 42, 86, '128.6')}",
        f"二是{COPIED}",
        SPLIT,
        "二、存在问题及原因",
        WEAK,
        "三、下一步打算",
        PLAN.format("两"),
    ),
    f"{FERRY}/2022年工作总结.txt": _text(
        "2022年工作总结",
        SHARED,
        "一、主要做法和成效",
        f"一是{CHECKED.format(912, 37, 92, '134.1')}二是{COPIED}",
        "##paidbegin##三是开展落水救援演练6次，船员人人会用抛绳枪，救生##paidend##圈按季更换。",
        SPLIT_FIRST,
        SPLIT_SECOND,
        "二、存在问题及原因",
        WEAK,
        "您的位置：首页 > 工作总结",
        "三、下一步打算",
        MOVED,
        PLAN.format("三"),
        ADVERT,
    ),
    f"{FERRY}/2022年度部门决算.docx": _spending(
        2022, "人员经费|186.20|186.20", "船舶维护|92.00|12.50", "合计|278.20|198.70"
    ),
    f"{FERRY}/2023年度部门决算.docx": _spending(
        2023,
        "人员经费|190.40|190.40",
        "船舶维护|104.00|12.50",
        "码头改造|35.60|×.×",
        "合计|330.00|—",
    ),
    f"{FERRY}/2023年工作总结.txt": a_scan(
        "\n".join(
            ["2023年工作总结", "一、主要做法和成效", f"一是{CHECKED.format(930, 20, 97, '141.2')}"]
        ),
        "\n".join(
            ["◇", f"二是船员把“{QUOTED}”写在驾驶台上，〔摆〕渡规矩一条不〔落〕。", COPIED, ADVERT]
        ),
        "◆",
    ).encode(),
    f"{HARBOUR}/2021年述职报告.docx": a_word_file(
        f"2021年述职报告\n一、履职情况\n{NEARLY}\n渔船进港先报到后卸货，冰库温度每两小时记录一次。",
        images=[png(seed=3)],
        author="周文书",
        editor="郑洁",
        created=_AT,
    ),
    f"{HARBOUR}/2022年述职报告.txt": _text(
        "2022年述职报告",
        SHARED,
        "一、履职情况",
        COPIED,
        f"在{FERRY}党支部的带领下，我们把“{QUOTED}”当作家训，渔港里的小渡船也照此办理，"
        "夜里收网回来先点人数再卸鱼货，谁落下一步都要补上。",
        ALIKE,
        "二、存在的问题",
        "冰库老化，停电时只能靠人搬冰。",
    ),
    f"{MASKED}/2022年工作总结.txt": _text(
        "2022年工作总结", "一、主要工作", CHECKED.format("×××", "**", "XX", "128.6"), COPIED
    ),
    "护江经验交流.txt": _text(
        "护江经验交流", "大家谈到安全生产，怎么查，查什么，是一直在思考的问题。"
    ),
    **{
        f"{unit}/2022年工作总结.txt": _text(
            "2022年工作总结", SHARED, f"{unit}的{number + 3}处网点换了新招牌，老街坊都说亮堂。"
        )
        for number, unit in enumerate(OTHERS)
    },
}
PICTURED_UNIT = f"{HARBOUR}/2023年述职报告.docx"
REPORTS[PICTURED_UNIT] = a_word_file(
    f"2023年述职报告\n一、履职情况\n{ALIKE}\n新建的鱼市凉棚能停四十辆三轮车。",
    images=[png(seed=3)],
    author="周文书",
    editor="钱工",
    created=_AT,
)
SHARED_FILES = f"{FERRY}/2023年船员培训总结.docx"
REPORTS[SHARED_FILES] = a_word_file(
    "2023年船员培训总结\n一、培训情况\n全年办班九期，抛绳枪、灭火毯、救生衣三样人人过关。",
    images=[png(seed=3)],
    author="周文书",
    editor="郑洁",
    created=_AT,
)
REFUSED: dict[str, bytes] = {
    f"{HARBOUR}/鱼市台账.pdf": b"%PDF-1.4 torn off in the middle",
    f"{FERRY}/空白.txt": b"",
    f"{FERRY}/会议纪要.txt": _text(LOCKED, "会议纪要", "研究渡船检修的安排。"),
    "合影.gif": b"GIF89a",
    "Thumbs.db": b"x",
}
NOTES = "护江经验交流"
_LOT = 6  # files that are read in this process, where a scan can be made believe


@contextmanager
def read_here(*, later: bool = False) -> Iterator[None]:
    """Read files in this process, and texts that begin so as scans.

    What is read `later` is read by other rules: no scan is one, what was locked is open, NOTES
    cannot be read, and a title and a paragraph are others.
    """
    with (
        make_believe(pictures=not later),
        patch.object(delivery, "is_harmless", lambda _task: True),
    ):
        believed = text_reader.read

        def read(name: str, data: bytes, limits: Limits) -> Source:
            if data.startswith((NOTES if later else LOCKED).encode()):
                raise UnreadableReport("damaged", file=name)
            if later:
                data = data.replace("，菜农".encode(), "。\n菜农".encode())
                data = data.replace("2021年工作".encode(), "2021年度工作".encode())
            return believed(name, data, limits)

        with patch.object(text_reader, "read", read):
            yield


@dataclass(frozen=True)
class Shelf:
    """The library with the names by which cases ask for what stands in it."""

    library: Library
    folder: Path
    names: Mapping[str, object] = field(default_factory=dict)


def written(folder: Path) -> Path:
    """Write all files below `folder` and return it."""
    for name, data in {**REPORTS, **REFUSED}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def fill(library: Library, folder: Path) -> None:
    """Take the files of `folder` in, in an order that gives the same ids everywhere."""
    files = [folder / name for name in (*REPORTS, *REFUSED)]
    with read_here():
        for start in range(0, len(files), _LOT):
            library.add(files[start : start + _LOT], workers=1)
    report = names_of(library)
    library.exclude(int(str(report["quoted"])), reason="引用家训", by="李四")
    library.mark(int(str(report["notes"])), Mark.SUPERIOR, by="张三")


@contextmanager
def a_shelf(root: Path) -> Iterator[Shelf]:
    """Give the library below `root`."""
    folder = written(root / "报送")
    with Library(root / "home") as library:
        fill(library, folder)
        yield Shelf(library, folder, names_of(library))


def names_of(library: Library) -> dict[str, object]:
    """Return the ids of reports and passages, by the names that cases use."""
    rows = {row.file: row.id for row in library.reports().rows}

    def report(name: str) -> int:
        return next(id_ for file, id_ in rows.items() if file.endswith(name))

    def passage(report_id: int, text: str) -> int:
        found = library.report(report_id)
        return found.first_passage + next(
            one.index for one in found.outline.passages if text in one.text
        )

    def of(unit: str, year: int, kind: str) -> int:
        page = library.reports(Filters(units=(unit,), years=(year,)))
        return next(row.id for row in page.rows if row.title.endswith(kind))

    first, second = of(FERRY, 2021, "工作总结"), of(FERRY, 2022, "工作总结")
    scan, harbour = of(FERRY, 2023, "工作总结"), of(HARBOUR, 2022, "述职报告")
    refused = {one.file: one.id for one in library.coverage().refused}
    return {
        "first": first,
        "second": second,
        "scan": scan,
        "harbour": harbour,
        "table": of(FERRY, 2022, "部门决算"),
        "later_table": of(FERRY, 2023, "部门决算"),
        "pictured": of(HARBOUR, 2023, "述职报告"),
        "training": of(FERRY, 2023, "培训总结"),
        "notes": report("护江经验交流.txt"),
        "copied": passage(first, COPIED[:12]),
        "moved": passage(first, MOVED[:12]),
        "checked": passage(first, "逐船检查"),
        "alike": passage(harbour, ALIKE[:12]),
        "quoted": passage(harbour, QUOTED[:12]),
        "heading": passage(second, "一、主要做法"),
        "torn": next(id_ for file, id_ in refused.items() if file.endswith(".pdf")),
        "blank": next(id_ for file, id_ in refused.items() if file.endswith("空白.txt")),
    }


# -- golden files -------------------------------------------------------------------------

_SHA = re.compile(r"\b[0-9a-f]{64}\b")
_KNOWN = {hashlib.sha256(data).hexdigest(): name for name, data in {**REPORTS, **REFUSED}.items()}
RULES: tuple[tuple[str, str], ...] = (  # what differs from run to run, and what stands for it
    (r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", "<time>"),
    (r"/exports/[\w-]{16}/", "/exports/<job>/"),
    (r"/jobs/[\w-]{16}\b", "/jobs/<job>"),
)


class Settled:
    """Replaces what differs from run to run: times, digests, names of folders, today's date."""

    def __init__(self, *folders: Path) -> None:
        # The longest first: one may lie inside another.
        self._folders = sorted((str(one) for one in folders), key=len, reverse=True)

    def text(self, text: str) -> str:
        """Return a text with what is volatile replaced."""
        for folder in self._folders:
            text = text.replace(folder, "<folder>")
        text = _SHA.sub(lambda found: f"<sha256 of {_KNOWN.get(found[0], '?')}>", text)
        for pattern, stands in RULES:
            text = re.sub(pattern, stands, text)
        return text.replace(datetime.now().astimezone().date().isoformat(), "<today>")

    def value(self, value: object) -> object:
        """Return JSON with what is volatile replaced."""
        if isinstance(value, dict):
            return {self.text(name): self._member(name, one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.value(one) for one in value]
        return self.text(value) if isinstance(value, str) else value

    def _member(self, name: str, value: object) -> object:
        if name == "seconds":
            return "<seconds>"
        if name == "csrf_token" or (name == "id" and isinstance(value, str)):
            return f"<{name}>"
        return self.value(value)


_WIDTH = 100


def pretty(value: object, indent: str = "") -> str:
    """Return JSON for people: names in order, what is short on one line."""
    short = json.dumps(value, ensure_ascii=False, sort_keys=True)
    if len(indent) + len(short) <= _WIDTH or not isinstance(value, dict | list):
        return short
    inner = indent + " "
    if isinstance(value, dict):
        lines = [
            f"{json.dumps(name, ensure_ascii=False)}: {pretty(value[name], inner)}"
            for name in sorted(value)
        ]
        return "{\n" + ",\n".join(inner + line for line in lines) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + pretty(one, inner) for one in value) + f"\n{indent}]"


def held(golden: Path, found: str, *, refresh: bool) -> None:
    """Hold a text against a golden file; with `refresh` write it first."""
    found = found.rstrip("\n") + "\n"
    if refresh:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert golden.is_file(), f"no golden {golden.name}: run with --refresh-golden and read it"
    assert found == golden.read_text(encoding="utf-8"), golden.name
