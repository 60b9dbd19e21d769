"""Reports that copy from each other, written for the tests: nine units, three years.

`CLEARING` changed its figures only, `ON_SITE` was taken over from another unit, `GUIDED` stands
everywhere, `RIVER` nowhere else.
"""

from __future__ import annotations

from pathlib import Path

CLEARING = (
    "公司坚持把河道清淤摆在重要位置，{year}年完成清淤{long}公里，出动人员1,300人次，"
    "投入资金{money}万元，沿线居民反映良好。"
)
ON_SITE = (
    "班子成员每月至少两次到作业点现场办公，把群众反映的堵点难点问题一件一件解决在现场，"
    "做到当天登记、三天答复、一周办结。"
)
LEFT_OVER = (
    "在云溪环卫公司党委的统一部署下，各班组逐级签订责任书，把安全措施落实到每一台车、每一个人。"
)
GUIDED = "一年来，我们认真落实上级各项决策部署，统筹推进改革发展稳定各项任务，较好完成了全年目标。"
RIVER = "东溪上游新装的水位计在汛期里三次提前报警，值班员凭它赶在漫堤之前关上了两座老闸门。"
EDITED = (
    "班子成员每月不少于两次到车站一线现场办公，把乘客反映的堵点难点问题一件一件解决在现场，"
    "做到当天登记、三天答复、一周办结。"
)
OTHERS = (
    "云溪燃气公司",
    "云溪供热公司",
    "云溪园林公司",
    "云溪停车公司",
    "云溪粮储公司",
    "云溪文旅公司",
)


def written(folder: Path) -> Path:
    """Write them into a folder and return it."""
    reports = {
        "云溪水务公司/2022年述职报告.txt": [
            GUIDED,
            CLEARING.format(year=2022, long="12.5", money=86),
        ],
        "云溪水务公司/2023年述职报告.txt": [
            GUIDED,
            CLEARING.format(year=2023, long="15", money=92),
            ON_SITE,
            LEFT_OVER,
            RIVER,
        ],
        "云溪环卫公司/2022年述职报告.txt": [GUIDED, ON_SITE, LEFT_OVER],
        "云溪公交公司/2024年述职报告.txt": [GUIDED, EDITED],
    }
    for number, unit in enumerate(OTHERS):
        own = f"{unit}的{number + 3}个站点全部换上了新招牌，老员工说这是十年来头一回。"
        reports[f"{unit}/2022年工作总结.txt"] = [GUIDED, own]
    for name, passages in reports.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        title = path.stem
        text = "\n".join([title, "一、主要工作", *passages, "二、存在问题", "存在的问题另行报告。"])
        path.write_text(text, encoding="utf-8")
    return folder
