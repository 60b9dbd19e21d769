"""A small library whose passages are followed over years and units: what stands where is known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests_support import library_of

from search.library import Library

CLEARED = (
    "抓好河道清淤，全年清理淤泥{}万方，疏通支渠{}条，沿线村民雨天出门不再绕路。"  # figures vary
)
STAFF = "全面落实首问负责制，窗口人员一次性告知所需材料，群众少跑腿、好办事。"
STAFF_EDITED = "全面落实首问负责制，窗口人员一次性告知所需材料和办结时限，群众少跑腿、快办事。"
CANTEEN = "职工食堂添了杂粮窗口，夜班人员也吃上热饭，大家推选的监督员每月公开账目。"
GAUGES = "新装水位计八台，汛期三次提前报警，值班员赶在漫堤之前关上了两座老闸门。"
SCHOOL = "联合沿岸小学开设护河课堂，孩子们用蜡笔画下水里的鱼，再把画贴到闸房墙上。"
WEAK = "巡河记录不够规范，有的台账过了半月才补，问题整改没有完全闭环。"
PLAN = "下一步把巡河轨迹接入调度平台，当天发现、当天派单、三天内办结。"
STOCK = "坚持统筹发展和安全，压紧压实各级责任，以钉钉子精神抓好各项任务落地见效。"
MANY = "全年养护堤防{}公里，更换老旧闸门{}扇，主汛期没有发生一起险情。"
STOCK_UNITS = tuple(f"{place}岭水务局" for place in "石松竹梅柳枫")
DRIFTING = (  # each is an edit of the one before; little of the first is left in the last
    "组织青年突击队下沉一线清障，连续奋战十五个昼夜，打通积水路段，赢得居民点赞。",
    "组织青年突击队下沉一线清障，连续奋战十五个昼夜，护住三处泵房，赢得居民点赞。",
    "组织青年突击队下沉一线清障，轮班值守汛期关口，护住三处泵房，赢得居民点赞。",
    "组建党员先锋岗进驻泵站，轮班值守汛期关口，护住三处泵房，赢得居民点赞。",
    "组建党员先锋岗进驻泵站，轮班值守汛期关口，管好备用电源，没有一次停机。",
)


def report(done: list[str], problems: str = "", plan: str = "", opening: str = "主要工作") -> str:
    """Return a report of up to three sections."""
    lines = [f"一、{opening}", *done]
    lines += ["二、存在的主要问题", problems] if problems else []
    lines += [f"{'三' if problems else '二'}、下一步打算", plan] if plan else []
    return "\n".join(lines) + "\n"


REPORTS = {
    "云溪水务局/2019年工作总结.txt": report([CLEARED.format(3, 5), GAUGES, DRIFTING[0]], WEAK),
    "云溪水务局/2020年工作总结.txt": report(
        [CLEARED.format(4, 6), STAFF, DRIFTING[1]], WEAK, opening="工作开展情况"
    ),
    "云溪水务局/2021年工作总结.txt": report([STAFF_EDITED, GAUGES, DRIFTING[2]], WEAK, PLAN),
    "云溪水务局/2022年工作总结.txt": report([STAFF, STAFF, SCHOOL, DRIFTING[3]], "", PLAN),
    "云溪水务局/2023年工作总结.txt": report([CANTEEN, STAFF_EDITED, DRIFTING[4]]),
    "白鹭水务局/2018年工作总结.txt": report([CLEARED.format(9, 2), SCHOOL]),
    "白鹭水务局/2021年工作总结.txt": report([CLEARED.format(9, 3), SCHOOL]),
    "XX水务局/2017年工作总结.txt": report([GAUGES, SCHOOL]),
    "XX水务局/2022年工作总结.txt": report([GAUGES, CANTEEN]),
    # One that reported every year, and with others what stands in all of them.
    **{
        f"桃岭水务局/{year}年工作总结.txt": report([MANY.format(year % 90, year % 7), STOCK])
        for year in range(2010, 2024)
    },
    **{
        f"{unit}/{year}年工作总结.txt": report([STOCK])
        for unit in STOCK_UNITS
        for year in range(2019, 2023)
    },
    "交流材料.txt": "护河经验\n" + SCHOOL + "\n",
}


@contextmanager
def following_library(root: Path) -> Iterator[Library]:
    """Give a library that holds REPORTS."""
    with library_of(root, REPORTS) as kept:
        yield kept


def ids_of(library: Library, unit: str | None) -> dict[int | None, int]:
    """Return the reports of a unit by year."""
    return {row.year: row.id for row in library.reports().rows if row.unit == unit}


def passage_in(library: Library, report_id: int, text: str) -> int:
    """Return the passage of a report that has this text."""
    found = library.report(report_id)
    return next(
        found.first_passage + passage.index
        for passage in found.outline.passages
        if passage.text == text
    )
