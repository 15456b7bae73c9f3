"""How the first tier wears away: what it loses in the years ahead, with an honest range."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.tomorrow.movement.movements import NOWHERE, Movement

YEARS = 5
RANGE = 0.8
"""Share of the redrawn firms whose erosion lies within the range."""
_DRAWS, _MOST_DRAWN = 2_000, 4_000_000
_SEED = 20_140_313
"""The same list gives the same range."""


@dataclass(frozen=True)
class Erosion:
    """The natural erosion of the first tier, a year. Amounts in ten-thousandths, shares 0–1."""

    clients: int
    """Those it was observed on: the first tier of the earlier period."""
    yearly: float
    low: float
    high: float
    """Between them the erosion lies when the same clients are drawn anew, four times in five; equal to
    `yearly` with a single client, of which no range can be told."""
    base: int
    """What the first tier of today brings in a year."""
    entry: int
    """What the smallest client of it brings in a year: one more promotion."""

    def lost(self, years: float, yearly: float | None = None) -> int:
        """What is gone of the base after so many years, at this erosion or the observed one."""
        rate = self.yearly if yearly is None else yearly
        remains: float = (1 - rate) ** years
        return round(self.base * (1 - remains))

    def promotions(self, lost: int) -> int:
        """How many clients that just make it into the first tier replace that."""
        return -(-lost // self.entry) if self.entry else 0


def erosion(moves: Movement) -> Erosion | None:
    """What was observed from one period to the other; None where there was no first tier then or is none now.

    Bootstrap over the clients of the first tier then (Efron 1979): they are drawn with replacement, as many
    as there are, and the erosion of each such firm is measured.
    """
    then_first, now_first = moves.tier_then == 0, moves.tier_now == 0
    if not then_first.any() or not now_first.any():
        return None
    then = moves.then[then_first].astype(np.float64)
    kept = np.minimum(moves.then, moves.now)[then_first].astype(np.float64)
    low, high = _range(then, kept)
    a_year = 12 / moves.pair.step
    now = moves.now[now_first & (moves.tier_now != NOWHERE)]
    in_a_year = 12 / moves.pair.now.months
    return Erosion(
        clients=len(then),
        yearly=_yearly(1 - kept.sum() / then.sum(), a_year),
        low=_yearly(low, a_year),
        high=_yearly(high, a_year),
        base=round(int(now.sum()) * in_a_year),
        entry=round(int(now.min()) * in_a_year),
    )


def _yearly(share: float, a_year: float) -> float:
    """The erosion of one year from that of a period; `a_year` is how many such periods a year has."""
    return float(1 - (1 - share) ** a_year)


def _range(then: np.ndarray, kept: np.ndarray) -> tuple[float, float]:
    count = len(then)
    draws = min(_DRAWS, _MOST_DRAWN // count + 1)
    random = np.random.default_rng(_SEED)
    weights = random.multinomial(count, np.full(count, 1 / count), size=draws)
    worn = 1 - (weights @ kept) / (weights @ then)
    low, high = np.quantile(worn, [(1 - RANGE) / 2, (1 + RANGE) / 2])
    return float(low), float(high)


def ahead(observed: Erosion, yearly: float) -> pd.DataFrame:
    """The years ahead at one erosion a year, without any promotion.

    One row a year from 0 to `YEARS`. Columns: `year`, `left`, `low`, `high` (ten-thousandths). The range is
    the observed one, moved along with the erosion that was chosen.
    """
    years = np.arange(YEARS + 1)
    moved = yearly - observed.yearly
    rates = {"left": yearly, "low": observed.high + moved, "high": observed.low + moved}
    return pd.DataFrame(
        {
            "year": years,
            **{
                name: np.round(observed.base * (1 - min(1.0, max(0.0, rate))) ** years).astype(np.int64)
                for name, rate in rates.items()
            },
        }
    )


def wears(observed: Erosion, yearly: float) -> bool:
    """Whether the years ahead differ from today, at an erosion or within its range: else there is nothing to
    draw."""
    return bool((ahead(observed, yearly)[["left", "low"]] != observed.base).any(axis=None))


def percent_of(observed: Erosion) -> int:
    """The observed erosion as a slider shows it: whole percent."""
    return min(100, math.floor(observed.yearly * 100 + 0.5))
