"""What a section is for, told from its heading; a section without a role has its parent's."""

from __future__ import annotations

import re

from index.model import Role

_NONE = re.compile(
    r"(?:若干|几个|重大|有关|相关|关键|热点|民生)问题(?!.{0,4}(?:不足|原因|整改))|问题导向"
)
_RULES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.PLANS,
        re.compile(
            r"下一?步|下一?阶段|今后|明年|来年|新一年|努力方向|改进方向|工作打算|打算$"
            r"|工作计划|工作思路|(?:工作|主要|重点)安排|(?:整改|改进|努力)的?(?:思路|方向|打算)"
            r"|未来|展望|工作设想|工作部署|总体部署|工作谋划"
        ),
    ),
    (
        Role.RECTIFICATION,
        re.compile(
            r"整改(?:落实|完成|进展|工作|推进|开展)*的?(?:情况|成效|结果|进展)|问题整改$"
            r"|反馈的?(?:问题|意见).{0,8}(?:整改|落实)"
        ),
    ),
    (
        Role.PROBLEMS,
        re.compile(
            r"(?:存在|主要|突出|当前|面临).{0,8}(?:问题|不足|短板|困难|差距)|(?:查摆|检视).{0,6}问题|对照检查|^问题(?:表现|清单)"
            r"|(?:问题|不足|差距|短板|困难|薄弱环节|欠缺|弱项)(?:(?:及|和|与|、).{0,8}|分析|剖析)?$"
        ),
    ),
    (Role.CAUSES, re.compile(r"(?:原因|成因|根源|症结).{0,4}$")),
    (
        Role.PLANS,
        re.compile(
            r"工作举措|改进措施|整改措施|工作的?建议|(?:主要|重点|重大|目标)任务|预期目标"
            r"|主要目标|奋斗目标|总体要求|重点工作|工作要点|工作重点|工作任务|整改方向"
        ),
    ),
    (
        Role.DONE,
        re.compile(
            r"成效|成绩|成果|回顾|做法|履职|履行|职责|完成情况|工作情况|开展情况|执行情况|落实情况"
            r"|进展情况|基本情况|主要情况|主要工作|工作总结|亮点|特色|经验|业绩|总结|所做的?工作"
            r"|过去.{0,4}年|一年来|述职|述廉|发展成就"
        ),
    ),
)
_DONE_FIRST = re.compile(
    r"^(?!.*整改).*(?:推进|完成|落实|进展|执行|开展|办理)的?情况$|"
    r"(?:重点工作|工作任务|目标任务|主要任务|工作要点|工作计划|工作部署|整改措施|工作思路)"
    r"的?(?:完成|落实|开展|推进|进展|执行|回顾|总结)|工作的?回顾|主要做法"
)
_PLAIN = re.compile(
    r"(?:存在|主要|突出|当前).{0,6}(?:问题|不足|短板)"
    r"|(?:问题|不足)(?:及|和|与)?(?:其)?(?:原因|差距)?(?:分析|剖析)?$"
    r"|(?:原因|成因)(?:分析|剖析)?$|下一?步(?:的)?(?:工作|打算|思路|计划|安排|措施|$)|工作打算|努力方向|整改(?:落实)?情况$"
)
_EITHER = re.compile(
    r"(?P<year>(?:19|20)\d\d)年.{0,12}(?:重点工作|主要工作|主要任务|重点任务|目标任务|工作任务|工作)(?:任务|安排)?$"
)
_LONGEST = 36  # characters; a longer heading speaks of its matter, not of its role


def role_of(
    heading: str, inherited: Role | None, *, year: int | None = None, ahead: bool = False
) -> Role | None:
    """Return the role that a heading names, else the inherited one.

    Under a heading that has a role, only plain wording (存在的问题, 下一步打算) changes it:
    `狠抓问题整改` among achievements is an achievement. `year` is the report's; `ahead` says that
    it is a report that looks ahead from that year on (政府工作报告): 「2026年重点工作」 is then
    a plan, while in a summary of 2026 it is what was done.
    """
    if len(heading) > _LONGEST:
        return inherited
    if inherited is not None and not _PLAIN.search(heading):
        return inherited
    return _own(heading, year, ahead) or inherited


def _own(heading: str, year: int | None, ahead: bool) -> Role | None:
    if _DONE_FIRST.search(heading):
        return Role.DONE
    either = _EITHER.search(heading)
    if either and year:
        named = int(either["year"])
        return Role.PLANS if named > year or (named == year and ahead) else Role.DONE
    if _NONE.search(heading):
        return None
    for role, pattern in _RULES:
        if pattern.search(heading):
            return role
    return None
