"""Advertising of text libraries and ghost writers: whole lines, brackets, a paragraph's edges.

What sells is told sentence by sentence (`selling`). A sentence in the middle of a report's own
paragraph is never touched: there a report speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from index.cleaning.paragraph import Paragraph, Sheet
from index.cleaning.selling import LONGEST, is_contact, may_sell, sells, speaks_so
from index.model import LineKind, Why

_BRACKET = re.compile(r"[（(][^（()）]{4,90}[)）]|[【\[][^【】\[\]]{4,90}[】\]]")
_SENTENCE = re.compile(r"[^。！？]+[。！？]*[”」』）)】》]*")
_LINE = 4 * LONGEST  # characters of an advertising line
_REACHED = re.compile(
    r"\s*(?:联系人|联系方式|联系电话|电话|手机|传真|邮箱|电子信箱|电子邮箱|地址|联系地址|邮编|邮政编码)"
)


def drop_adverts(sheet: Sheet) -> None:
    """Remove advertising."""
    whole: list[int] = []
    for index, paragraph in enumerate(sheet.paragraphs):
        if paragraph.kind is LineKind.TABLE or not may_sell(paragraph.text):
            continue
        if _is_advert(sheet.paragraphs, index):
            whole.append(index)
        else:
            _trim(sheet, index)
    sheet.drop(whole, Why.ADVERT)
    sheet.tidy()


def _is_advert(paragraphs: Sequence[Paragraph], index: int) -> bool:
    text = paragraphs[index].text
    if len(text) > _LINE:
        return False
    if is_contact(text):
        # 「微信号：…」 between a name and a telephone is how to reach the unit.
        near = paragraphs[max(0, index - 3) : index + 4]
        return not any(_REACHED.match(other.text) for other in near)
    pieces = _SENTENCE.findall(text)
    selling = [sells(piece) for piece in pieces]
    return any(selling) and all(
        sold or speaks_so(piece) for sold, piece in zip(selling, pieces, strict=True)
    )


def _trim(sheet: Sheet, index: int) -> None:
    """Remove what sells in brackets, and before and after a paragraph's own sentences."""
    text = sheet.paragraphs[index].text
    brackets = [found.span() for found in _BRACKET.finditer(text) if sells(found[0][1:-1])]
    if brackets:
        sheet.excise(index, brackets, Why.ADVERT)
    pieces = [found.span() for found in _SENTENCE.finditer(sheet.paragraphs[index].text)]
    text = sheet.paragraphs[index].text
    behind = list(takewhile(lambda span: sells(text[slice(*span)]), reversed(pieces)))
    before = list(takewhile(lambda span: sells(text[slice(*span)]), pieces))
    edges = [*before, *reversed(behind)] if len(before) < len(pieces) else []
    if edges:
        sheet.excise(index, edges, Why.ADVERT)
