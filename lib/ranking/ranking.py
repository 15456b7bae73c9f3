"""The ranking and its concentration: the Pareto curve, your own 80/20, Gini, dependence."""

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np
import pandas as pd

from lib.base.cache import once_per_list
from lib.clients.hit_parade import clients_for, top_share
from lib.clients.model import ClientList

DEPENDENCE_LEVELS = {"disclosure": 0.10, "adviser": 0.15, "factoring": 0.20, "alert": 0.25}
"""The share of the largest client from which others ask. Disclosure: ASC 280-10-50-42 and IFRS 8.34;
adviser: French advisers of small firms; factoring: French factoring companies; alert: credit insurers."""

TOP_FIVE_ALERT = 0.60
"""The share of the five largest clients from which lenders see dependence."""


@dataclass(frozen=True)
class Concentration:
    """How unequal the ranking is. Shares are 0–1."""

    clients: int
    total: int
    """Revenue of the ranked clients in ten-thousandths."""
    largest_share: float
    top5_share: float
    top20_share: float
    """Revenue share of the first ⌈20 %⌉ of the clients."""
    clients_for_80: int
    own_law: tuple[float, float]
    """Client share and revenue share at the smallest rank where they add up to 1: "24/76"."""
    gini: float
    hhi: float
    effective_clients: float

    @property
    def client_share_for_80(self) -> float:
        """The share of the clients that makes 80 % of the revenue."""
        return self.clients_for_80 / self.clients


@once_per_list
def concentration(clients: ClientList) -> Concentration:
    """Measure the concentration of a list with at least one ranked client.

    Gini = Σ (2i − n − 1)·x₍ᵢ₎ / (n·T) over ascending revenues (Gini 1912, without small-sample
    correction); HHI = Σ sᵢ² (Herfindahl 1950); effective number of clients = 1/HHI.
    """
    n, total = clients.count, clients.total
    share = clients.revenue / total
    weights = n + 1 - 2 * np.arange(1, n + 1, dtype=np.float64)
    hhi = float(share @ share)
    own = own_law_rank(clients)
    return Concentration(
        clients=n,
        total=total,
        largest_share=float(share[0]),
        top5_share=top_share(clients, min(5, n)),
        top20_share=top_share(clients, ceil(Fraction(n, 5))),
        clients_for_80=clients_for(clients, Fraction(4, 5)),
        own_law=(own / n, top_share(clients, own)),
        gini=float(weights @ share) / n,
        hhi=hhi,
        effective_clients=1 / hhi,
    )


def own_law_rank(clients: ClientList) -> int:
    """The smallest rank m with m/n + C_m ≥ 1, compared in whole numbers."""
    n, total = clients.count, clients.total
    ranks = range(1, n + 1)
    return ranks[
        bisect_left(ranks, True, key=lambda m: m * total + n * int(clients.cumulative[m]) >= n * total)
    ]


def dependence(share: float) -> str | None:
    """The name of the highest level of `DEPENDENCE_LEVELS` that the largest client's share reaches."""
    reached = [name for name, level in DEPENDENCE_LEVELS.items() if share >= level]
    return reached[-1] if reached else None


def curve(clients: ClientList, keep: tuple[int, ...] = (), points: int = 500) -> pd.DataFrame:
    """The Pareto curve, thinned to what a screen can show.

    Columns: `rank` (0…n), `client_share` and `revenue_share` (0–1, cumulative). At most `points` rows
    are spread evenly along the length of the curve; the ends and the ranks of `keep` are exact.
    """
    return _curve_at(clients, np.union1d(_spread(clients, points - len(keep)), keep).astype(np.int64))


def _curve_at(clients: ClientList, ranks: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "rank": ranks,
            "client_share": ranks / clients.count,
            "revenue_share": clients.cumulative[ranks] / clients.total,
        }
    )


@once_per_list
def _spread(clients: ClientList, points: int) -> np.ndarray:
    """Ranks at even distances along the curve, measured as |Δx| + |Δy|, so that steep parts keep theirs."""
    n = clients.count
    if n < points:
        return np.arange(n + 1)
    length = np.arange(n + 1) / n + clients.cumulative / clients.total
    return np.unique(np.searchsorted(length, np.linspace(0, length[-1], points), side="left").clip(0, n))
