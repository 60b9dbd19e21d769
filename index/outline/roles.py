"""What a section is for, told from its heading; a section without a role has its parent's.

A role is what a heading is called (工作成效, 存在的问题, 下一步打算), not a word that stands in it:
提升履职能力, 解决群众关心的问题 and 巩固整改成果 speak of their matter.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.cleaning.shapes import any_of
from index.folding import fold
from index.model import Role

_IDEOGRAPHS = re.compile("[\u3400-\u9fff]+")
_LONGEST = 36  # characters; a longer heading speaks of its matter, not of its role

# What may stand behind the name of a role: 「存在问题及原因分析」.
_END = r"(?:(?:及|和|与|以及|、).{0,12}|分析|剖析|表现|清单|方面|情况)?$"
_LACKS = any_of("问题 不足 差距 短板 困难 薄弱环节 欠缺 弱项 挑战")
_GAINS = any_of("成效 成绩 成果 成就 业绩 亮点 特色 经验 做法")

# A heading that begins so says what was or will be done about something.
_THEME = re.compile(
    any_of(
        "加强 强化 加大 加快 提升 提高 坚持 坚定 坚决 坚守 聚焦 "
        "突出(?!的?(?:问题|不足|短板|困难)) 压实 压紧 夯实 筑牢 深化 深入 推进 推动 推广 促进 "
        "着力 着眼 全力 全面 扎实 狠抓 抓 做 落实 贯彻 完善 健全 优化 打造 培育 发挥 履行 认真 "
        "切实 严格 严守 严肃 解决 破解 整治 化解 排查 补 缩小 巩固 拓展 统筹 维护 保障(?!措施) "
        "改善 增强 锤炼 锻造 树牢 树立 积极 主动 大力 持续 不断 进一步 更好 努力(?!方向|目标) "
        "构建 建立 规范 守牢 防范 激发 凝聚 弘扬 引领 践行 忠诚 勇于 勇挑 敢于 勤于 善于 以 把 "
        "将 让 为 用 在 紧扣 紧盯 紧紧 围绕 立足 瞄准 对标 牢记 牢固 依法 依托 从严 明确 细化 "
        "传承 完成 执行 实施 开展 组织 配合 支持 助力 面向 放眼 高度 重视 办好 参与 加 "
        "总结(?!$|报告|和|与|及) 发展(?!成就|回顾|情况|目标|思路|成果|成效|主要|的)"
    )
)
_ACCOUNT = re.compile(
    rf"情况(?:的?(?:回顾|总结|汇报|说明))?{_END}"
    r"|^(?:完成|开展|执行|实施|落实|所做|做)的|^履行(?:岗位)?职责$"
)
_OTHERS = re.compile(  # the object of a verb, or a matter
    rf"^关于(?!.*存在).*问题$|问题导向"
    rf"|(?:{any_of('解决 破解 整治 化解 排查 处置 处理 应对 补齐? 缩小 弥补 克服 消除 聚焦 针对')}"
    rf"|{any_of('导向 围绕 不存在 [没无]有? 若干 几个 有关 相关 关键 热点 民生 遗留 信访')})"
    rf".{{0,14}}{_LACKS}(?!.{{0,4}}(?:不足|原因|整改))"
    rf"|{any_of('提升 增强 确保 检验 放大 巩固 拓展 转化 推广 加强 强化 推动')}.{{0,8}}{_GAINS}"
)
_RULES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.PROBLEMS, re.compile(rf"^.{{0,8}}存在.{{0,8}}{_LACKS}{_END}")),
    (
        Role.PLANS,
        re.compile(
            r"下一?步|下一?阶段|下一?(?:年度|学期|季度)|今后|明年|来年|新一年|努力方向|改进方向|工作打算|打算$"
            r"|工作计划(?!执行|落实|完成)|工作思路|(?:工作|主要|重点)安排"
            r"|(?:整改|改进|努力)的?(?:思路|方向|打算)|展望|工作设想|工作部署|总体部署|工作谋划"
            r"|未来(?!社区|产业|科技|技术|城市|乡村|工厂|学校)"
        ),
    ),
    (
        Role.RECTIFICATION,
        re.compile(
            r"整改(?:措施|任务|事项|台账|方案|清单)?(?:落实|完成|进展|工作|推进|开展|执行)*的?"
            r"(?:情况|成效|结果|进展)|整改(?:措施|任务|事项)的?(?:落实|完成|推进|执行)"
            r"|整改(?:落实|工作)*$|反馈的?(?:问题|意见).{0,8}(?:整改|落实)"
        ),
    ),
    (
        Role.PROBLEMS,
        re.compile(
            rf"{_LACKS}{_END}|^问题(?:表现|清单)|(?:查摆|检视).{{0,6}}问题|对照检查|不足之处"
            r"|^(?:需要|有待)(?:进一步)?(?:改进|加强|提高|完善)的"
        ),
    ),
    (Role.CAUSES, re.compile(r"(?:原因|成因|根源|症结).{0,4}$")),
    (
        Role.PLANS,
        re.compile(
            r"工作举措|改进措施|整改措施|工作的?建议|(?:意见|对策|思考)[和与及、]?建议"
            r"|(?:主要|重点|重大|目标)任务"
            r"|(?:总体|基本|工作|发展)(?:思路|目标)(?!完成|落实|实现|考核|责任|管理)"
            r"|预期目标|主要目标|奋斗目标|总体要求|重点工作|工作要点|工作重点|工作任务|整改方向"
        ),
    ),
    (
        Role.DONE,
        re.compile(
            rf"{_GAINS}(?:工作|总结|体会|启示)?{_END}|取得.{{0,10}}{_GAINS}|(?:回顾|总结){_END}"
            r"|(?:履[职责行]|述[职廉责]|尽责).{0,10}(?:情况|成效|回顾|总结|报告|表现)|^(?:履职|述职)$"
            r"|(?:学习|廉洁|廉政|自律|思想|作风|纪律)情况$|德、?能、?勤、?绩、?廉?.{0,4}(?:方面|表现|情况)"
            r"|^履行(?:岗位)?职责$|(?:完成|工作|开展|执行|落实|进展|基本|主要)情况"
            r"|主要工作|(?:所做|完成|开展)的?工作|过去.{0,4}年|一年来|述职述?廉?"
        ),
    ),
)
_DONE_FIRST = re.compile(
    r"^(?!.*整改).*(?:推进|完成|落实|进展|执行|开展|办理|履行)的?情况$|"
    r"(?:重点工作|工作任务|目标任务|主要任务|工作要点|工作计划|工作部署|工作思路)"
    r"的?(?:完成|落实|开展|推进|进展|执行|回顾|总结)|工作的?回顾|主要做法"
)
_PLAIN = re.compile(
    rf"(?:存在|主要|突出|当前).{{0,6}}{_LACKS}{_END}"
    r"|(?:问题|不足)(?:及|和|与)?(?:其)?(?:原因|差距)?(?:分析|剖析)?$"
    r"|(?:原因|成因)(?:分析|剖析)?$|下一?步(?:的)?(?:工作|打算|思路|计划|安排|措施|$)"
    r"|工作打算|努力方向|整改(?:落实)?情况$"
)
_AMENDS = re.compile(r"(?:改进|整改)(?:措施|方向)$")  # among problems: what will be done
_EITHER = re.compile(
    r"(?P<year>(?:19|20)\d\d)年.{0,12}(?:重点工作|主要工作|主要任务|重点任务|目标任务|工作任务|工作)(?:任务|安排)?$"
)


def role_of(
    heading: str, inherited: Role | None, *, year: int | None = None, ahead: bool = False
) -> Role | None:
    """Return the role that a heading names, else the inherited one.

    Under a heading that has a role, only plain wording (存在的问题, 下一步打算) changes it:
    `狠抓问题整改` among achievements is an achievement. `year` is the report's; `ahead` says that
    it is a report that looks ahead from that year on (政府工作报告): 「2026年重点工作」 is then
    a plan, while in a summary of 2026 it is what was done. Letters may be traditional (存在問題).
    """
    if len(heading) > _LONGEST:
        return inherited
    heading = _simplified(heading)
    if inherited is not None and not _changes(heading, inherited):
        return inherited
    return _own(heading, year, ahead) or inherited


@lru_cache(maxsize=4096)
def _simplified(heading: str) -> str:
    # Kept: reports of one kind have their headings in common.
    return _IDEOGRAPHS.sub(lambda words: fold(words[0]), heading)


def _changes(heading: str, inherited: Role) -> bool:
    among_problems = inherited in (Role.PROBLEMS, Role.CAUSES)
    return bool(_PLAIN.search(heading) or (among_problems and _AMENDS.search(heading)))


def _own(heading: str, year: int | None, ahead: bool) -> Role | None:
    if _DONE_FIRST.search(heading):
        return Role.DONE
    either = _EITHER.search(heading)
    if either and year:
        named = int(either["year"])
        return Role.PLANS if named > year or (named == year and ahead) else Role.DONE
    first, *more = heading.split("，")
    if _THEME.match(heading):
        if more or not _ACCOUNT.search(heading):
            return None
        if heading.endswith("情况") and "整改" not in heading:
            return Role.DONE
    name = heading if re.search(rf"取得.{{0,10}}{_GAINS}$", heading) else first
    if _OTHERS.search(heading):
        return None
    return next((role for role, pattern in _RULES if pattern.search(name)), None)
