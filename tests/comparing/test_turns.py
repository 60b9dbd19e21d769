"""Long comparisons take turns, so that what else is asked does not wait for all of them."""

from __future__ import annotations

import threading

import pytest

from index.errors import Refused
from search.comparing.turns import Turns


def test_one_works_some_wait_and_the_next_is_told() -> None:
    turns = Turns(waiting=1)
    go, begun = threading.Event(), threading.Event()
    at_once, most = [0], [0]

    def work() -> None:
        with turns.turn():
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
            begun.set()
            go.wait(10)
            at_once[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(2)]
    threads[0].start()
    assert begun.wait(10)
    threads[1].start()
    while turns._inside < 2:
        threading.Event().wait(0.005)
    with pytest.raises(Refused) as refused, turns.turn():
        raise AssertionError("nobody comes in")
    assert refused.value.key == "too_many_comparisons"
    go.set()
    for thread in threads:
        thread.join(10)
    assert most[0] == 1
    with turns.turn():  # what failed or ended leaves its place
        assert turns._inside == 1
