"""The two curves of profit: the ranking against the fixed costs, and the whale curve of contributions.

Amounts are exact whole ten-thousandths. Ranks are those of revenue, except on the whale curve, whose clients
are ordered by contribution.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.base.money import Amounts
from lib.plan.compute import PlanResult, tier_index
from lib.profit.contribution import ServiceCost


@dataclass(frozen=True)
class BreakEven:
    """Where the clients, the largest first, have paid the fixed costs."""

    fixed_costs: int
    contribution: int
    """Of all clients together."""
    rank: int | None
    """The first rank at which the contributions reach the fixed costs; None when none does, 0 without any."""
    margin_needed: float | None
    """The margin rate (0–1, of all revenue) at which all clients together would reach them."""
    minutes_to_save: int | None
    """Minutes of service less at which they would; None where even no service would not be enough."""

    @property
    def missing(self) -> int:
        """What all clients together lack of the fixed costs, ≥ 0."""
        return max(0, self.fixed_costs - self.contribution)


def break_even(result: PlanResult, spent: ServiceCost, left: Amounts) -> BreakEven:
    """The break-even client of a plan, and what would make the line cross where it does not."""
    clients = result.clients
    fixed, total = result.plan.profit.fixed_costs, int(left.sum())
    needed = (fixed + spent.total) / clients.total
    missing = max(0, fixed - total)
    saved = missing / spent.per_minute if spent.per_minute else float("inf")
    return BreakEven(
        fixed_costs=fixed,
        contribution=total,
        rank=reaches(left, fixed),
        margin_needed=needed if needed <= 1 else None,
        minutes_to_save=int(-(-saved // 1)) if saved <= spent.total_minutes else None,
    )


def reaches(parts: Amounts, line: int) -> int | None:
    """How many parts, from the first, first add up to the line; None when they never do."""
    if line <= 0:
        return 0
    above = np.flatnonzero(np.cumsum(parts) >= line)
    return int(above[0]) + 1 if len(above) else None


@dataclass(frozen=True, eq=False)
class Whale:
    """The whale curve: contributions added up from the largest to the smallest."""

    order: npt.NDArray[np.int64]
    """Places (rank − 1) in the order of the curve."""
    cumulative: Amounts
    """cumulative[m] is the contribution of the first m clients; n + 1 entries."""

    @property
    def peak(self) -> int:
        """How many clients stand at the highest point; the first, where several do."""
        return int(self.cumulative.argmax())

    @property
    def total(self) -> int:
        return int(self.cumulative[-1])

    @property
    def highest(self) -> int:
        return int(self.cumulative[self.peak])

    @property
    def peak_share(self) -> float | None:
        """The peak over the total: 1.13 says that 13 % are earned and taken back. None without a profit."""
        return self.highest / self.total if self.total > 0 else None

    @property
    def taken_back(self) -> int:
        """What the clients to the right of the peak take back."""
        return self.highest - self.total


def whale(parts: Amounts) -> Whale:
    """The whale curve of contributions; equal ones stay in the order of the ranking."""
    order = np.argsort(-parts, kind="stable").astype(np.int64)
    cumulative = np.concatenate(([0], np.cumsum(parts[order]))).astype(np.int64)
    return Whale(order, cumulative)


def loss_makers(result: PlanResult, spent: ServiceCost, earned: Amounts, left: Amounts) -> pd.DataFrame:
    """The clients that cost more than they bring, the dearest first.

    Columns: `rank`, `client`, `number`, `revenue`, `tier`, `minutes`, `contribution` (< 0),
    `minutes_at_zero` (the minutes at which it would not cost, direct costs kept in proportion) and
    `price_rise` (the share by which its revenue would have to rise, all else equal).
    """
    clients = result.clients
    places = np.flatnonzero(left < 0)
    places = places[np.argsort(left[places], kind="stable")]
    tier = tier_index(result)[places]
    each = np.array([cost / t.clients for cost, t in zip(spent.costs, result.tiers, strict=True)])
    minutes = np.array([m / t.clients for m, t in zip(spent.minutes, result.tiers, strict=True)])
    bearable = np.clip(earned[places], 0, None) / np.where(each[tier] > 0, each[tier], 1)
    rows = clients.ranked.iloc[places]
    return pd.DataFrame(
        {
            "rank": places + 1,
            "client": rows["client"].to_numpy(),
            "number": rows["number"].to_numpy(),
            "revenue": clients.revenue[places],
            "tier": np.array([t.name for t in result.tiers], dtype=object)[tier],
            "minutes": minutes[tier],
            "contribution": left[places],
            "minutes_at_zero": bearable * minutes[tier],
            "price_rise": -left[places] / clients.revenue[places],
        }
    )


def thinned(cumulative: Sequence[int] | Amounts, keep: Sequence[int] = (), points: int = 400) -> pd.DataFrame:
    """A cumulative curve, thinned to what a screen can show.

    Columns: `rank` (0…n) and `amount`. Ranks are spread evenly along the length of the curve; both ends
    and the ranks of `keep` are exact.
    """
    values = np.asarray(cumulative, dtype=np.float64)
    last = len(values) - 1
    ranks = np.arange(last + 1)
    if last >= points:
        height = float(np.abs(np.diff(values)).sum()) or 1.0
        length = ranks / last + np.concatenate(([0], np.cumsum(np.abs(np.diff(values))))) / height
        wanted = np.linspace(0, length[-1], points - len(keep))
        ranks = np.searchsorted(length, wanted).clip(0, last)
    ranks = np.union1d(ranks, keep).astype(np.int64)
    return pd.DataFrame({"rank": ranks, "amount": np.asarray(cumulative)[ranks]})
