"""What was searched, how, when and with which result, in sentences that can be kept as evidence.

"It is not there" is worth as much as the range that was searched: so the range, the filters and
the files that could not be read are said each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from search.model import Result, Rung, Step, Within
from web.language import gettext as _
from web.language import language, ngettext
from web.removed import removed_said
from web.scanned import scanned_missed, scanned_over
from web.scope import sentences

_RANGE = 2  # sentences up to the one that says how much was searched


def statement(
    result: Result,
    steps: Sequence[Step],
    *,
    chosen: Sequence[tuple[str, str]],
    held: int,
    within: Within,
    moment: datetime,
) -> tuple[str, ...]:
    """Return the sentences. `chosen` are filters as name and value, `held` the reports they leave.

    `moment` must know its time zone.
    """
    searched = result.searched
    size = {"reports": f"{searched.reports:,}", "passages": f"{searched.passages:,}"}
    said = [
        _("%(time)s 检索“%(query)s”。", time=_written(moment), query=result.query.strip()),
        (
            _("库中有 %(reports)s 篇报告、%(passages)s 段。", **size)
            if searched.nothing
            else _("检索范围：报告库中全部 %(reports)s 篇报告、%(passages)s 段。", **size)
        ),
    ]
    if searched.refused:
        said.append(
            ngettext(
                "另有 %(num)s 个文件读不出来，不在检索之内。",
                "另有 %(num)s 个文件读不出来，不在检索之内。",
                searched.refused,
            )
        )
    else:
        said.append(_("没有读不出来的文件。"))
    if chosen:
        listed = _("；").join(f"{name} {value}" for name, value in chosen)
        said.append(_("筛选条件：%(filters)s。", filters=listed))
    said += sentences(searched.unknown, language())
    if searched.nothing:
        return (*map(str, said), str(_("没有一篇报告符合条件，什么也没有查。")))
    if held < searched.reports:
        said.append(ngettext("符合条件的报告 %(num)s 篇。", "符合条件的报告 %(num)s 篇。", held))
    literally = any(step.passages for step in steps if step.rung is Rung.EXACT)
    pictured = scanned_over if literally else scanned_missed
    behind = len(said) if held < searched.reports else _RANGE  # the sentence that says how many
    said[behind:behind] = filter(None, [pictured(searched, language())])
    if within is Within.REPORT:
        said.append(_("各个提法同在一篇报告即算。"))
    removed = removed_said(result)
    if removed:  # before anything is said not to be there
        said.append(_("%(removed)s，不计入结果。", removed=removed))
    counts = _("，").join(_count(step) for step in steps)
    if any(step.passages for step in steps):
        said.append(_("结果：%(counts)s。", counts=counts))
    elif removed:
        said.append(_("结果：正文里没有找到（%(counts)s）。", counts=counts))
    else:
        said.append(_("结果：没有找到（%(counts)s）。", counts=counts))
    if result.removed.rung and not removed:
        said.append(_("清理掉的文字也查了，没有。"))
    if result.passages:
        said.append(
            _(
                "所列为%(name)s的结果，出自 %(reports)s 篇报告、%(units)s 个单位。",
                name=_RUNGS[result.rung](),
                reports=f"{result.reports:,}",
                units=f"{result.units:,}",
            )
        )
    return tuple(str(sentence) for sentence in said)


def _count(step: Step) -> str:
    name = _RUNGS[step.rung]()
    if step.rung is Rung.WORDS:
        return ngettext("%(name)s %(num)s 段", "%(name)s %(num)s 段", step.passages, name=name)
    return ngettext("%(name)s %(num)s 处", "%(name)s %(num)s 处", step.occurrences, name=name)


_RUNGS = {
    Rung.EXACT: lambda: _("一字不差"),
    Rung.LOOSE: lambda: _("忽略标点"),
    Rung.WORDS: lambda: _("按词语"),
}


def _written(moment: datetime) -> str:
    zone = moment.strftime("%z")
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC{zone[:3]}:{zone[3:5]}"
