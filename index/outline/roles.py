"""What a section is for, told from its heading; a section without a role has its parent's."""

from __future__ import annotations

import re

from index.model import Role

_YEAR_AHEAD = r"(?:明年|下一?年|来年|新的?一年|今后)"
_RULES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.PLANS,
        re.compile(
            r"下一?步|下一?阶段|今后|明年|来年|新一年|努力方向|改进方向|工作打算|打算$|工作计划|工作思路|工作安排"
            r"|(?:整改|改进|努力)(?:的)?(?:思路|方向|打算)|未来|展望|工作设想|工作部署|总体部署|工作谋划"
        ),
    ),
    (
        Role.RECTIFICATION,
        re.compile(
            r"整改(?:落实|完成|进展|工作|推进|开展)*(?:的)?(?:情况|成效|结果|进展)|问题整改$|反馈(?:的)?(?:问题|意见).{0,8}(?:整改|落实)"
        ),
    ),
    (
        Role.PROBLEMS,
        re.compile(r"问题|不足|短板|差距|薄弱环节|困难(?:和|与|及)|欠缺|对照检查|查摆"),
    ),
    (Role.CAUSES, re.compile(r"原因|成因|根源|症结")),
    (
        Role.PLANS,
        re.compile(
            r"工作举措|改进措施|整改措施|工作建议|政府工作的?建议|(?:主要|重点|目标)任务|预期目标|主要目标|奋斗目标|总体要求|重点工作|工作要点|工作重点|工作任务|整改方向"
        ),
    ),
    (
        Role.DONE,
        re.compile(
            r"成效|成绩|成果|回顾|做法|履职|履行|职责|完成情况|工作情况|开展情况|执行情况|落实情况|进展情况|基本情况|主要情况"
            r"|主要工作|工作总结|亮点|特色|经验|业绩|总结|所做的?工作|过去.{0,4}年|一年来|述职|述廉|发展成就"
        ),
    ),
)
_DONE_FIRST = re.compile(
    r"(?:重点工作|工作任务|目标任务|主要任务|工作要点|工作计划|工作部署|整改措施|工作思路)(?:的)?(?:完成|落实|开展|推进|进展|执行|回顾|总结)|工作回顾|主要做法"
)
_PLAIN = re.compile(
    r"(?:存在|主要|突出|当前).{0,6}(?:问题|不足|短板)|(?:问题|不足)(?:及|和|与)?(?:其)?(?:原因|差距)?(?:分析|剖析)?$|原因(?:分析|剖析)?$|成因|下一?步|工作打算|努力方向|整改(?:落实)?情况$"
)


def role_of(heading: str, inherited: Role | None) -> Role | None:
    """Return the role that a heading names, else the inherited one.

    Under a heading that has a role, only plain wording (存在的问题, 下一步打算) changes it:
    `狠抓问题整改` among achievements is an achievement.
    """
    if inherited is not None and not _PLAIN.search(heading):
        return inherited
    return _own(heading) or inherited


def _own(heading: str) -> Role | None:
    if _DONE_FIRST.search(heading):
        return Role.DONE
    for role, pattern in _RULES:
        if pattern.search(heading):
            return role
    return None
