"""The order of ranked passages: by score, then by id, however the scores lie together."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.engines.embedded.view import _ranked

# Some scores differ by less than a float of four bytes can tell.
SCORES = st.sampled_from([0.0, 0.5, 1.0, 1.0 + 1e-9, 1.0 + 2e-9, 1.5, 3.0]) | st.floats(0, 20)


@given(
    st.lists(SCORES, max_size=60), st.randoms(use_true_random=False), st.none() | st.integers(1, 20)
)
def test_best_first_then_by_id(scores: list[float], dice, limit: int | None) -> None:
    ids = dice.sample(range(1000), len(scores))
    for passages in (ids, sorted(ids)):
        wanted = sorted(range(len(scores)), key=lambda at: (-scores[at], passages[at]))
        found = _ranked(np.array(scores, dtype=float), np.array(passages, dtype=np.int64), limit)
        assert found.tolist() == wanted[:limit]
