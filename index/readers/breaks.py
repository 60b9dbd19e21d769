"""Does a sentence go on after the page, the column or the section that breaks it?

Two texts in, yes or no out. Where a break stands between whole sentences, under a title or before
an item, what follows it is a paragraph of its own.
"""

from __future__ import annotations

import re

from index.cleaning.shapes import ends_sentence, starts_item
from index.kinds import kind_span
from index.units import unit_in_title

_ALONE = 40  # characters of a line that may stand by itself: a title, a date, a unit
_CLAUSE = "，、,"
_DATE = re.compile(
    r"(?:[\d０-９〇○零一二三四五六七八九]{4}年)?[\d０-９一二三四五六七八九十]{1,3}月"
    r"(?:[\d０-９一二三四五六七八九十]{1,3}日)?|[\d０-９〇○零一二三四五六七八九]{4}年度?"
)
_NAMED = re.compile(
    r"目\s*录|前\s*言|引\s*言|封\s*面|摘\s*要|附\s*[件录表].{0,20}|\S{0,12}[:：]\S{0,20}"
)
_INDENTED = re.compile(r"\u3000|[ \u00a0]{2}|\t")
_NEVER_FIRST = re.compile(r"[，、。；：！？）》”」』,;!?)%％‰]|[的了]")  # no paragraph begins so
_INSIDE = re.compile(r"\d(?!\d{3}年)|[a-z]")
_RUNNING = 16  # characters of a text that is more than a name
_NAME = 4  # characters that hardly a person's name has
_PAPER = re.compile(
    "(?:方案|意见|办法|通知|措施|规划|计划|要点|材料|讲话|制度|规定|[图表]|[清名]单)$"
)
_LONGEST_PAPER = 2  # characters of the longest of these


def goes_on(before: str, after: str) -> bool:
    """Say whether `after` goes on with the sentence of `before`, over a break in a paragraph."""
    before = before.strip()
    if not before or not after.strip() or _INDENTED.match(after):
        return False
    if before.endswith(tuple(_CLAUSE)) or _NEVER_FIRST.match(after):
        return True
    return not (ends_sentence(before) or starts_item(after) or _stands_alone(before))


def goes_on_below(before: str, after: str, *, in_text: bool) -> bool:
    """Say so of two paragraphs with a break between them.

    Most such breaks stand behind a cover, a title, a signature: the texts must show that they are
    one. `in_text` says that the report's running text has begun, where covers are no more.
    """
    if not goes_on(before, after):
        return False
    head, opens = before.strip(), after.strip()
    if any(form.match(opens) for form in (_NEVER_FIRST, _INSIDE)):
        return True
    if starts_item(head) or _PAPER.search(head[-_LONGEST_PAPER:]):
        return False
    if "，" in head and len(head) >= _RUNNING:
        return True
    if not in_text or not _NAME <= len(head) <= _ALONE or "。" not in opens:
        return False
    return unit_in_title(head, None) != head


def goes_on_apart(before: str, after: str) -> bool:
    """Say so where the break is a paragraph of its own: somebody set it there, so only the middle
    of a long sentence goes on.
    """
    head = before.strip()
    return "，" in head and len(head) >= _RUNNING and goes_on_below(before, after, in_text=True)


def is_running_text(text: str) -> bool:
    """Say whether a paragraph is a whole sentence, and not a line of a cover."""
    return len(text) >= _RUNNING and ends_sentence(text)


def _stands_alone(line: str) -> bool:
    """Say whether a line is a title, a date or a label, which no sentence continues."""
    if len(line) > _ALONE or "，" in line:
        return False
    kind = kind_span(line)
    titled = kind is not None and kind.end == len(line.rstrip("）)》”"))
    return titled or _DATE.fullmatch(line) is not None or _NAMED.fullmatch(line) is not None
