"""One comparison of the benchmark: a job of ours beside the same job done by a peer."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A job measured against a peer.

    `ours` and `theirs` each do one measured run and return a figure where less is better (seconds or
    bytes), so that preparing a run costs nothing. `goal` is the ratio ours / theirs to stay below.
    """

    name: str
    peer: str
    goal: float
    ours: Callable[[], float]
    theirs: Callable[[], float]


@dataclass(frozen=True)
class Outcome:
    """What the runs of one entry gave: two medians, and the median of the ratios run by run."""

    name: str
    ours: float
    peer: str
    theirs: float
    ratio: float
    goal: float
