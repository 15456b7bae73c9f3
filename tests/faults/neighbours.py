"""A visitor who moves a slider while others upload what they like; the memory of the server meanwhile."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from typing import Self

from tests.bench.visitor import Visitor
from tests.faults.memory import grown

CLIENTS = 10_000
SLIDER = "threshold_2"
PAUSE = 0.1
"""Seconds between two steps."""


@dataclass(frozen=True)
class Effect:
    """What an upload did to the others. `median` and `slowest` are those of the steps of the slider
    meanwhile, as multiples of what a step takes usually."""

    name: str
    seconds: float
    megabytes: float
    median: float
    slowest: float
    said: bool
    """Whether everybody who uploaded was told something."""


class Neighbour:
    """Somebody in a meeting, whose hand is on a slider."""

    def __init__(self, address: str) -> None:
        self.visitor = Visitor(address)
        lines = "".join(f"Client {number};{number * 7 % 9973 + 1}\n" for number in range(CLIENTS))
        self.visitor.upload("upload_", "liste.csv", f"Client;CA\n{lines}".encode())
        self.visitor.go_to("tiers")
        self.steps: list[tuple[float, float]] = []
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._move)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()
        self.visitor.close()

    def _move(self) -> None:
        by = 1
        while not self._ending.wait(PAUSE):
            start = time.monotonic()
            self.steps.append((start, self.visitor.move(SLIDER, by)))
            by = -by

    def usual(self, seconds: float = 3.0) -> float:
        """What a step takes while nobody else does anything."""
        start = time.monotonic()
        time.sleep(seconds)
        return median(self.between(start))

    def between(self, start: float) -> list[float]:
        """The seconds of the steps that were under way since."""
        time.sleep(2 * PAUSE)
        return [taken for begun, taken in list(self.steps) if begun + taken >= start]


def uploaded(address: str, name: str, content: bytes) -> bool:
    """Upload a file, look for what can be had back of it, and go; whether something was said."""
    with Visitor(address) as visitor:
        visitor.upload("upload_", name, content)
        said = bool(visitor.alerts)
        if not said and "columns" in visitor.widgets:
            visitor.go_to("plan")
            if "own" in visitor.widgets:
                visitor.unfold("own")
            said = True
        return said


def effect(
    name: str, neighbour: Neighbour, process: int, usual: float, work: Sequence[Callable[[], bool]]
) -> Effect:
    """What all of these at once do to a neighbour, and to the memory of the server."""
    said: list[bool] = []

    def at_once() -> None:
        with ThreadPoolExecutor(len(work)) as doors:
            said.extend(doors.map(lambda upload: upload(), work))

    start = time.monotonic()
    megabytes = grown(at_once, process)
    seconds = time.monotonic() - start
    steps = neighbour.between(start)
    return Effect(name, seconds, megabytes, median(steps) / usual, max(steps) / usual, all(said))
