"""What every report has because it is one: who is addressed, name and date; and rows of cells.

Salutations and datelines are looked for at a report's beginning and end only, by their own words.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.model import Part
from search.clusters.graph import Ints
from search.clusters.scene import Scene

_FIRST, _LAST = 4, 4  # body passages at either end of a report that may be a form
_TABS = 2  # in a line of text that is a row of cells
_LONG = 160  # characters; what is longer says something besides

_ADDRESSED = (
    r"(?:(?:尊敬的|敬爱的|亲爱的)?(?:各位)?"
    r"(?:代表|委员|同志们?|领导|同事们?|评委|常委|主席|主任|来宾|朋友们)[，,、：:！!。\s　]*)"
)
_FORM = re.compile(
    rf"[\s　]*{_ADDRESSED}*"
    r"(?:(?:现在)?[，,]?(?:我|下面)[，,]?(?:受|代表|向).{0,40}(?:报告|述职).{0,30}"
    r"请.{0,6}(?:审议|评议|审查)[^。]*。?"
    r"|(?:现将|现就).{0,40}(?:报告|汇报|总结)如下[：:。]?"
    r"|[^。！；]{0,40}(?:19|20|二[〇○零])\S{2,3}年\S{1,3}月(?:\S{1,3}日)?[\s　）)]*"
    r")?[\s　]*"
)


def formal(catalogue: Catalogue, scene: Scene, chosen: Ints) -> NDArray[np.bool_]:
    """Say which of some clusters (numbers) are of salutations, datelines and rows of cells."""
    table, columns = scene.clusters, scene.columns
    places = columns.places(table.ids[chosen])
    body = columns.parts == columns.part_values.index(Part.BODY)
    counts = np.concatenate([[0], np.cumsum(body)])
    starts, ends = columns.starts[places.report], columns.starts[places.report + 1]
    before = counts[places.passage] - counts[starts]
    behind = counts[ends] - counts[places.passage] - 1
    at_an_end = (before < _FIRST) | (behind < _LAST)
    (some,) = np.nonzero(table.lengths[chosen] <= _LONG)
    ids = table.ids[chosen[some]].tolist()
    texts = catalogue.texts(ids)
    found = np.zeros(len(chosen), dtype=np.bool_)
    found[some] = [
        _is_row(text) or (ends and _FORM.fullmatch(text) is not None)
        for text, ends in zip(
            (texts.get(one, "") for one in ids), at_an_end[some].tolist(), strict=True
        )
    ]
    return found


def _is_row(text: str) -> bool:
    """Say whether a line is a row of cells, though no table was read."""
    return text.count("\t") >= _TABS
