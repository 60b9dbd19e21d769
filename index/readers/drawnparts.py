"""What is drawn from a part of its own: charts and SmartArt, on slides and in Word files alike.

In: the element that calls the part. Out: its blocks.
"""

from __future__ import annotations

from collections.abc import Callable

from index.errors import UnreadableReport
from index.model import Why
from index.readers import charts, diagrams
from index.readers.blocks import Block, Cut
from index.readers.wordxml import RELATION, Element

Called = Callable[[str], Element | None]
"""Gives a part by the id of its relation, None where it is missing."""


def drawn_blocks(
    element: Element,
    called: Called,
    page: int = 0,
    *,
    chart: Callable[[Element, int], list[Block]] = charts.chart_blocks,
) -> list[Block]:
    """Return what a chart or SmartArt says, as `chart` reads the former; nothing of any other
    element.

    One whose part is damaged is named among what was set aside: the text around it is sound.
    """
    try:
        match element.tag:
            case charts.CHART:
                root = called(element.get(RELATION + "id") or "")
                return chart(root, page) if root is not None else []
            case diagrams.CALLED:
                root = called(element.get(RELATION + "dm") or "")
                lines = diagrams.diagram_lines(root) if root is not None else []
                return [Block(line, page=page) for line in lines]
            case _:
                return []
    except UnreadableReport:
        raise
    except Exception:
        name = "图表" if element.tag == charts.CHART else "SmartArt"
        return [Block(None, page=page, cuts=(Cut(0, name, Why.BROKEN),))]
