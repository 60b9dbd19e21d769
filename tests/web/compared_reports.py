"""Two years of one report, written for the tests, with every kind of difference, and a stranger."""

from __future__ import annotations

from pathlib import Path

HOSTILE = "<script>alert('水')</script>&amp;照原样写出来，一个字也不少，谁也不许执行它。"
KEPT = "水质在线监测点实行双人值守，每班交接都要签字画押，数据异常当场复测。"
KEPT_TOO = "热线坐席全年无休，接到停水报修先安抚后派单，半小时内必有人回电。"
GONE = "老旧泵房的门锁统一换成电子锁，钥匙不再挂在传达室的墙上。"
COME = "新建的科普展厅面向中小学生开放，讲解员都是退休的老师傅。"
MOVED = "抢修队把常用阀门和接头备在车上，夜里接到爆管报警就能直接出发，不必再绕回仓库领料。"
MOVED_LEFT = (
    "管网巡查实行网格包干，每名巡线员负责十二公里主管，发现渗漏当天上报、三天修复、一周回访。"
)
MOVED_RIGHT = (
    "管网巡查实行网格包干，每名巡线员负责十二公里主管，发现渗漏即时上报、三天修复、十天回访。"
)
QUIET_LEFT = "厂区绿化由职工自己认养，谁种谁管，三年下来成活率一直很高。"
QUIET_RIGHT = "厂区绿化由职工自己认养、谁种谁管,三年下来成活率一直很高。"
FIRST = "供水调度中心全天候盯守压力曲线，夜间低峰时段主动降压减漏。"
SECOND = "高峰时段提前半小时加开机组，保证高层住户用得上水。"
EDITED_LEFT = "面对持续高温，公司组织党员突击队上门为独居老人检修水表和水管。"
EDITED_RIGHT = "面对持续低温，公司组织青年突击队上门为独居老人检修水表和暖气。"
FIGURES_LEFT = "全年改造老旧管网12.5公里以上，维修水表3400只，漏损率下降到9.8%。"
FIGURES_RIGHT = "全年改造老旧管网15公里左右，维修水表3400只，漏损率下降到8.6%。"

LEFT = f"""云溪供水公司2023年工作总结
一、主要工作
{KEPT}
{FIGURES_LEFT}
{EDITED_LEFT}
{FIRST}{SECOND}
{GONE}
{MOVED}
二、存在问题
有的管线图纸还停留在纸面上，×××小区的暗管至今没有标注清楚。
{MOVED_LEFT}
{QUIET_LEFT}
三、下一步打算
{KEPT_TOO}
继续推进二次供水设施移交，年内完成六个小区。
"""
RIGHT = f"""云溪供水公司2024年工作总结
一、主要工作成效
{KEPT}
{FIGURES_RIGHT}
{EDITED_RIGHT}
{FIRST}
{SECOND}
{COME}
{HOSTILE}
{MOVED_RIGHT}
二、智慧水务建设
远传水表的数据每天凌晨汇总，异常用水由系统自动推送给片区管家。
三、存在问题
有的管线图纸还停留在纸面上，×××小区的暗管至今没有标注清楚。
{QUIET_RIGHT}
四、下一步打算
{KEPT_TOO}
继续推进二次供水设施移交，年内完成六个小区。
{MOVED}
"""
STRANGER = """城东小学2024年家长会发言稿
各位家长，孩子们的书包该减一减了，晚上十点以前要让他们睡觉。
操场的塑胶跑道暑假里重新铺过，体育课可以放心地跑。
食堂的菜谱每周一贴在门口，大家可以随时提意见。
"""


def written(folder: Path) -> Path:
    """Write them into a folder and return it; they become reports 1, 2 and 3."""
    folder.mkdir()
    for name, text in (
        ("1-云溪供水公司2023年工作总结", LEFT),
        ("2-云溪供水公司2024年工作总结", RIGHT),
        ("3-城东小学2024年家长会发言稿", STRANGER),
        ("4-云溪供水公司2023年工作总结（抄送）", LEFT + "\n"),
    ):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder
