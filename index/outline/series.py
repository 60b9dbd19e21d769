"""Siblings in a sequence are treated alike: a series of markers is one of headings or a list.

In: everything that offers itself as a heading. Out: what its siblings leave of it. Headings have
text under them or behind them; a list follows a colon, or its items end in ； or stand in a row
with nothing under them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from index.cleaning import Paragraph
from index.model import Role
from index.outline.candidates import Candidate, Shape
from index.outline.markers import Class, Key, Marker, read_marker
from index.outline.roles import role_of

_Kind = tuple[Key, tuple[int, ...]]  # what the members of a series share
# 「1.会议时间：5月10日」 fills in a form.
_FACT = re.compile(
    r"[^。，；：:]{0,8}(?:时间|地点|地址|日期|期限|方式|人员?|对象|单位|名称|编号|电话|邮箱|金额|数量|价格|费用)[：:]."
)
_DUTIES = re.compile(r"(?<!履)(?<!履行)(?<!履行岗位)(?:职能|职责)(?:配置|范围|简介|介绍)?$")
_NEAR = 4  # paragraphs between 「主要职能」 and the first duty, at most
_FAR = 12  # paragraphs after which a list in a row is over
_NAMED = 20  # characters of a duty that is named, not described
_COLUMN = 3  # names of the shortest column of a table that is known as one
_TEMPLATE = 8  # names of the shortest column without amounts
_CELL = 8  # characters of a cell that is no amount
_AMOUNT = re.compile(r"[-+－]?[\d,，]+(?:\.\d+)?%?|[-—－–/]+")
_OPEN = 12  # series of one kind that are tried for a number to go on in


def judged(paragraphs: Sequence[Paragraph], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that their siblings let pass, in order."""
    roles = _roles(candidates)
    kept: dict[int, Candidate] = {
        at: candidate for at, candidate in enumerate(candidates) if candidate.marker is None
    }
    decimals = {
        candidate.marker.numbers[0]
        for candidate in candidates
        if candidate.marker and candidate.marker.kind is Class.DECIMAL
    }
    for series in _series(candidates):
        members = [candidates[at] for at in series]
        if all(member.rare for member in members) and not _is_scheme(members, decimals):
            continue
        if series[0] and _lists_duties(candidates[series[0] - 1], members):
            continue
        if len(members) == 1:
            found = [_alone(paragraphs, candidates, series[0], roles[series[0]])]
        else:
            found = _together(paragraphs, members, roles[series[0]])
        kept.update((at, left) for at, left in zip(series, found, strict=True) if left)
    return _fitting([kept[at] for at in sorted(kept)])


def _series(candidates: Sequence[Candidate]) -> list[list[int]]:
    """Return the series of markers that count on, each as the places of its members.

    A series inside a member of another one ends where that other one goes on.
    """
    found: list[list[int]] = []
    running: list[tuple[_Kind, list[int]]] = []  # outermost first
    by_kind: dict[_Kind, list[int]] = defaultdict(list)  # places in `running`
    for at, candidate in enumerate(candidates):
        marker = candidate.marker
        if marker is None:
            continue
        kind = marker.key, marker.numbers[:-1]
        for depth in reversed(by_kind[kind][-_OPEN:]):
            series = running[depth][1]
            members = [candidates[member] for member in series[-3:]]
            if _counts_on(members, marker) and not _is_over(members, candidate):
                series.append(at)
                while len(running) > depth + 1:
                    by_kind[running.pop()[0]].pop()
                break
        else:
            found.append([at])
            by_kind[kind].append(len(running))
            running.append((kind, found[-1]))
    return found


def _counts_on(before: Sequence[Candidate], marker: Marker) -> bool:
    """Say whether a number goes on after these: by one, by two, given twice, or in a gap."""
    numbers = [member.marker.number for member in before if member.marker]
    last = numbers[-1]
    if marker.number == 1:
        return False
    swapped = marker.number == last - 1 and marker.number not in numbers and len(numbers) > 1
    return last <= marker.number <= last + 2 or swapped


def _is_over(before: Sequence[Candidate], candidate: Candidate) -> bool:
    """Say whether a list in a row ended long before this marker, which counts on by chance."""
    row = all(member.shape is Shape.SENTENCE for member in before) and len(before) > 1
    rows = before[-1].paragraph - before[0].paragraph == len(before) - 1
    return row and rows and candidate.paragraph - before[-1].paragraph > _FAR


def _is_scheme(members: Sequence[Candidate], decimals: set[int]) -> bool:
    """Say whether rare markers are some: they count from the start, with text under them."""
    first = members[0].marker
    bodies = _with_body(members, Shape.RUN_IN, Shape.COLON)
    if first is None or len(members) < 2 or first.number > 2 or not any(bodies):
        return False
    if first.kind is Class.PLAIN:
        numbers = {member.marker.number for member in members if member.marker}
        return bool(numbers & decimals) or (first.number == 1 and all(bodies))
    return True


def _lists_duties(before: Candidate, members: Sequence[Candidate]) -> bool:
    """Say whether a series right below 「主要职能」 says at length what the duties are."""
    first = members[0]
    near = first.paragraph - before.paragraph <= _NEAR and not first.style
    if not near or not _DUTIES.search(before.words):
        return False
    return 2 * sum(len(member.words) <= _NAMED for member in members) < len(members)


def _with_body(members: Sequence[Candidate], *shapes: Shape) -> list[bool]:
    """Say of each member but the last whether text or other headings stand under it, or behind it
    in one of these shapes.
    """
    return [
        before.shape in shapes or after.paragraph > before.paragraph + 1
        for before, after in pairwise(members)
    ]


def _together(
    paragraphs: Sequence[Paragraph], members: Sequence[Candidate], role: Role | None
) -> list[Candidate | None]:
    """Judge a series of two members and more."""
    if _is_list(paragraphs, members, role) or _is_column(paragraphs, members):
        return [None] * len(members)
    bodies = _with_body(members, Shape.RUN_IN, Shape.COLON)
    lines = all(member.shape in (Shape.SENTENCE, Shape.LINE) for member in members)
    if _tells(members) and not (lines and any(bodies)):
        return [None] * len(members)
    sure = sum(member.sure for member in members)
    if 2 * sure >= len(members) or (lines and 2 * sum(bodies) > len(bodies)):
        return [member.admitted() for member in members]
    first = members[0].marker
    if not any(bodies) and first and first.kind is not Class.CHINESE:
        return [None] * len(members)
    return [member if member.sure else member.weakened() for member in members]


def _tells(members: Sequence[Candidate]) -> bool:
    """Say whether these are paragraphs that are numbered: their first sentences tell, not name."""
    first = members[0]
    if first.style or first.marker is None or first.marker.kind is Class.CHINESE:
        return False
    return 2 * sum(member.named for member in members) < len(members)


def _is_list(
    paragraphs: Sequence[Paragraph],
    members: Sequence[Candidate],
    role: Role | None,
) -> bool:
    """Say whether a series is a list: announced by a colon, its items closed by ； or in a row."""
    if any(member.style for member in members):
        return False
    items = sum(member.shape is Shape.ITEM for member in members)
    if items and 2 * items >= len(members) - 1:
        return True
    facts = sum(
        _FACT.match(member.text, member.marker.end) is not None
        for member in members
        if member.marker
    )
    if 2 * facts >= len(members):
        return True
    bodies = _with_body(members, Shape.RUN_IN)
    if 2 * sum(bodies) < len(bodies) and _after_colon(paragraphs, members[0]):
        return True
    if any(_with_body(members, Shape.RUN_IN, Shape.COLON)):
        return False
    shapes = (Shape.SENTENCE, Shape.LINE) if _is_inner(members[0]) else (Shape.SENTENCE,)
    rows = sum(member.shape in shapes and member.sure for member in members)
    return 2 * rows >= len(members) and not _is_headline(members[0], role)


def _is_column(paragraphs: Sequence[Paragraph], members: Sequence[Candidate]) -> bool:
    """Say whether these are names in a table that was set as text: lines over cells or nothing."""
    if len(members) < _COLUMN or any(one.shape is not Shape.LINE or one.style for one in members):
        return False
    gaps = [_cells(paragraphs, before, after) for before, after in pairwise(members)]
    empty = [cells for cells in gaps if cells is not None]
    amounts = sum(_AMOUNT.fullmatch(cell) is not None for cells in empty for cell in cells)
    # A template has no amounts yet.
    return 4 * len(empty) >= 3 * len(gaps) and (
        amounts > 1 or (len(members) >= _TEMPLATE and len(empty) == len(gaps))
    )


def _cells(
    paragraphs: Sequence[Paragraph], before: Candidate, after: Candidate
) -> list[str] | None:
    """Return what stands between two names if it is cells of a table: amounts, the rest of a name,
    names of another column; None if it is text.
    """
    key = before.marker.key if before.marker else None
    between = [one.text for one in paragraphs[before.paragraph + 1 : after.paragraph]]
    cells = [text for text in between if (found := read_marker(text)) is None or found.key != key]
    return cells if all(len(text) <= _CELL or _AMOUNT.fullmatch(text) for text in cells) else None


def _is_inner(candidate: Candidate) -> bool:
    """Say whether its marker numbers items of a list as often as headings."""
    kind = candidate.marker.kind if candidate.marker else Class.PART
    return kind is Class.NUMBER or kind > Class.DECIMAL


def _after_colon(paragraphs: Sequence[Paragraph], first: Candidate) -> bool:
    """Say whether text that announces a list stands before its first item."""
    before = paragraphs[first.paragraph - 1].text if first.paragraph else ""
    return before.endswith(("：", ":")) and read_marker(before) is None


def _alone(
    paragraphs: Sequence[Paragraph], candidates: Sequence[Candidate], at: int, role: Role | None
) -> Candidate | None:
    """Judge a marker that has no siblings."""
    candidate = candidates[at]
    if _opens_columns(paragraphs, candidate, candidates[at + 1 : at + 2]):
        return None
    if candidate.shape is Shape.SENTENCE and not candidate.style:
        follows = candidates[at + 1] if at + 1 < len(candidates) else None
        last = candidate.paragraph + 1 >= len(paragraphs)
        if (last or _ends_there(candidate, follows)) and not _is_headline(candidate, role):
            return None
    return candidate if candidate.sure else candidate.weakened()


def _opens_columns(
    paragraphs: Sequence[Paragraph], first: Candidate, following: Sequence[Candidate]
) -> bool:
    """Say whether the same number follows at once, as it does in a table of two columns."""
    return any(
        first.marker is not None
        and after.marker is not None
        and (after.marker.key, after.marker.numbers) == (first.marker.key, first.marker.numbers)
        and after.shape is first.shape is Shape.LINE
        and _cells(paragraphs, first, after) is not None
        for after in following
    )


def _ends_there(candidate: Candidate, follows: Candidate | None) -> bool:
    """Say whether the next paragraph is another marker, no deeper one."""
    if follows is None or candidate.marker is None or follows.paragraph > candidate.paragraph + 1:
        return False
    return follows.marker is None or follows.marker.kind <= candidate.marker.kind


def _is_headline(candidate: Candidate, role: Role | None) -> bool:
    """Say whether it may stand with nothing under it: problems and plans are often only that."""
    if role is None or candidate.marker is None:
        return False
    return role is not Role.DONE or candidate.marker.kind is Class.CHINESE_ROUND


def _roles(candidates: Sequence[Candidate]) -> list[Role | None]:
    """Return for each candidate the role of the section in which it stands."""
    found: list[Role | None] = []
    role: Role | None = None
    for candidate in candidates:
        if candidate.marker is None or candidate.marker.kind <= Class.CHINESE:
            role = role_of(candidate.words, None)
        found.append(role)
    return found


def _fitting(candidates: list[Candidate]) -> list[Candidate]:
    """Drop weak candidates where a plain heading of the same number stands elsewhere."""
    plain = {
        (candidate.marker.key, candidate.marker.numbers)
        for candidate in candidates
        if candidate.marker and not candidate.weak
    }
    return [
        candidate
        for candidate in candidates
        if not (
            candidate.weak
            and candidate.marker
            and (candidate.marker.key, candidate.marker.numbers) in plain
        )
    ]
