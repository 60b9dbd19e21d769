"""Figures of two texts against each other: 培训 12 → 15 期. What the rest of a comparison asks for.

`figures_of` reads one text, `pair_figures` holds two against each other.
"""

from __future__ import annotations

from search.comparing.figurepairs import pair_figures
from search.comparing.found import Found, figures_of
from search.comparing.tokens import Cut
from search.comparing.uncounted import Sense

__all__ = ["Cut", "Found", "Sense", "figures_of", "pair_figures"]
