"""What a file says of itself: what was asked, when, over how much, what was left out."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from search.exports import scanned, words
from search.exports.words import Say
from search.matrix import MOST_REPORTS
from search.model import (
    Filters,
    Matrix,
    MatrixRequest,
    RemovedFound,
    Request,
    Result,
    Rung,
    Searched,
    UnknownFilter,
)

Lines = list[tuple[str, str]]
"""Name and value, line by line."""


def of_hits(
    request: Request, result: Result, say: Say, *, at: datetime, left_out: int, limit: int
) -> Lines:
    """Return the statement of a search."""
    lines = [
        (say(words.QUERY), result.query),
        (say(words.ANSWERED), say(words.RUNGS[result.rung])),
        (say(words.WITHIN), say(words.WITHINS[request.within])),
        (say(words.FILTERS), filters(request.filters, say)),
    ]
    if request.sort:
        lines.append((say(words.ORDER), say(words.SORTS[request.sort])))
    lines += when(at, result.searched, say)
    found = say(words.FOUND_TOTALS).format(
        passages=_number(result.passages),
        occurrences=_number(result.occurrences),
        reports=_number(result.reports),
        units=_number(result.units),
    )
    lines.append((say(words.FOUND), found))
    if result.removed.rung:
        lines.append((say(words.ASIDE), removed(result.removed, say)))
    if left_out:
        text = say(words.LEFT_OUT_PASSAGES)
        text = text.format(left_out=_number(left_out), limit=_number(limit))
        lines.append((say(words.LEFT_OUT), text))
    return [*lines, program(say)]


def of_matrix(request: MatrixRequest, matrix: Matrix, say: Say, *, at: datetime) -> Lines:
    """Return the statement of a phrase matrix."""
    chosen = filters(request.filters, say)
    if request.filters:
        chosen += "；" + say(words.UNDER_FILTERS).format(reports=_number(matrix.reports))
    lines = [
        (say(words.PHRASE), _number(len(matrix.phrases))),
        (say(words.ROWS), say(words.AXES[matrix.axis])),
        (say(words.FILTERS), chosen),
        *when(at, matrix.searched, say),
        (say(words.COUNTED), say(words.COUNTED_HOW)),
        (say(words.LEGEND), say(words.LEGEND_TEXT)),
    ]
    if matrix.left_out:
        text = say(words.LEFT_OUT_REPORTS)
        text = text.format(left_out=_number(matrix.left_out), limit=_number(MOST_REPORTS))
        lines.append((say(words.LEFT_OUT), text))
    return [*lines, program(say)]


def filters(chosen: Filters, say: Say) -> str:
    """Return filters in words."""
    parts = [
        (words.YEARS, [_or(year, words.NO_YEAR, say) for year in chosen.years]),
        (words.UNITS, [_or(unit, "单位不详", say) for unit in chosen.units]),
        (words.KINDS, [_or(kind, "类型不详", say) for kind in chosen.kinds]),
        (words.ROLE, [say(words.ROLES[role] if role else "其他部分") for role in chosen.roles]),
        (words.WHERE, [say(words.WHERES[where]) for where in chosen.where]),
        (words.REPORTS, [str(report) for report in chosen.reports]),
    ]
    said = "；".join(f"{say(name)} {'、'.join(values)}" for name, values in parts if values)
    return said or say(words.NO_FILTERS)


def removed(found: RemovedFound, say: Say) -> str:
    """Return how much stands in text that was removed."""
    if not found.passages:
        return say(words.ASIDE_NONE)
    text = say(words.ASIDE_LOOSELY if found.rung is Rung.LOOSE else words.ASIDE_FOUND)
    return text.format(
        occurrences=_number(found.occurrences),
        passages=_number(found.passages),
        reports=_number(found.reports),
    )


def moment(at: datetime) -> str:
    """Return a time with its zone: 2026-03-01 09:30:00（UTC+08:00）."""
    zone = at.strftime("%z")
    return f"{at:%Y-%m-%d %H:%M:%S}（UTC{zone[:3]}:{zone[3:5]}）"


def refused(searched: Searched, say: Say) -> str:
    """Return how many files could not be read."""
    if not searched.refused:
        return say(words.NONE_REFUSED)
    return say(words.REFUSED_FILES).format(refused=_number(searched.refused))


def over(searched: Searched, say: Say) -> Lines:
    """Return over how much was searched, and how many files could not be read."""
    text = say(words.SEARCHED_REPORTS)
    text = text.format(reports=_number(searched.reports), passages=_number(searched.passages))
    lines = [(say(words.SEARCHED), text), (say(words.REFUSED), refused(searched, say))]
    lines += scanned.of_searched(searched, say)
    if searched.passing is not None:
        left = say(words.UNDER_FILTERS if searched.passing else words.NONE_UNDER_FILTERS)
        lines.append((say(words.PASSING), left.format(reports=_number(searched.passing))))
    if searched.unknown:
        lines.append(
            (say(words.UNKNOWN), "；".join(_unknown(one, say) for one in searched.unknown))
        )
    return lines


def _unknown(one: UnknownFilter, say: Say) -> str:
    name = say(words.FIELDS[one.field])
    near = "、".join(one.near)
    return f"{name} {one.value}" + (f"（{say(words.NEAR).format(near=near)}）" if near else "")


def when(at: datetime, searched: Searched, say: Say) -> Lines:
    """Return when, over how much, and how many files could not be read."""
    return [(say(words.TIME), moment(at)), *over(searched, say)]


def program(say: Say) -> tuple[str, str]:
    """Return which version of the program wrote the file."""
    try:
        running = version("duizhao")
    except PackageNotFoundError:  # run from a folder, not installed
        running = ""
    return say(words.PROGRAM), say(words.PROGRAM_NAME).format(version=running).strip()


def _or(value: object, missing: str, say: Say) -> str:
    return say(missing) if value is None else str(value)


def _number(count: int) -> str:
    return f"{count:,}"
