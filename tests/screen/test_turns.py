"""Steps of several visitors are drawn one after another, and nobody is held up for good."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Event
from time import sleep

import pytest

from lib.screen import turns


def test_steps_do_not_mix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 60)
    written: list[int] = []

    def step(visitor: int) -> None:
        with turns.in_turn():
            for _ in range(20):
                written.append(visitor)
                sleep(0.0001)

    with ThreadPoolExecutor(8) as visitors:
        list(visitors.map(step, range(8)))
    changes = sum(one != other for one, other in pairwise(written))
    assert (len(written), changes) == (160, 7)


def test_a_step_that_takes_long_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    begun, done = Event(), Event()

    def long_step() -> bool:
        with turns.in_turn():
            begun.set()
            return done.wait(30)

    with ThreadPoolExecutor(1) as visitors:
        slow = visitors.submit(long_step)
        assert begun.wait(30)
        with turns.in_turn():
            done.set()
        assert slow.result(30)
    with turns.in_turn():
        assert not turns._turn.acquire(blocking=False)


def test_a_step_that_fails_gives_its_turn_back() -> None:
    with pytest.raises(ZeroDivisionError), turns.in_turn():
        raise ZeroDivisionError
    assert turns._turn.acquire(blocking=False)
    turns._turn.release()
