"""Which families or articles the clients of each tier buy, and what a client lacks that others like it
buy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.base.money import Amounts
from lib.clients.purchases import OTHERS
from lib.plan.compute import PlanResult, tier_index
from lib.plan.result_cache import last_per_result

USUAL = 0.5
"""What at least this share of the clients of a tier buys is usual there."""
Masks = npt.NDArray[np.bool_]
Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ArticleMix:
    """Tiers by items, the first tier and the largest item first.

    `buys` says by rank and item whether the client has bought it, credit notes taken off; `buyers` counts
    those of each tier, `shares` is that of its clients (0–1), `revenue` what they buy (ten-thousandths).
    """

    items: tuple[str, ...]
    kind: Literal["family", "article"]
    tiers: npt.NDArray[np.int64]
    buys: Masks
    buyers: npt.NDArray[np.int64]
    shares: Shares
    revenue: Amounts

    def lacks(self, rank: int) -> list[int]:
        """The items that are usual in the tier above the client's own, in the first tier in that itself, and
        that the client does not buy; the most usual first."""
        shares = self.shares[max(0, int(self.tiers[rank - 1]) - 1)]
        missing = np.flatnonzero((shares >= USUAL) & ~self.buys[rank - 1])
        return sorted(missing.tolist(), key=lambda item: (-shares[item], item))

    def worth(self, rank: int, item: int) -> int:
        """What those of the client's tier who buy an item buy of it on average; 0 where nobody there does."""
        tier = int(self.tiers[rank - 1])
        buyers = int(self.buyers[tier, item])
        return int(self.revenue[tier, item]) // buyers if buyers else 0


@last_per_result
def article_mix(result: PlanResult) -> ArticleMix | None:
    """What the tiers buy; None where the list names no articles. What is left of a long range has no name and
    is not in it."""
    clients = result.clients
    purchases = clients.purchases
    if purchases is None:
        return None
    items = tuple(name for name in purchases.items if name != OTHERS)
    ranked = (purchases.client < clients.count) & (purchases.item < len(items)) & (purchases.amount > 0)
    client, item, amount = purchases.client[ranked], purchases.item[ranked], purchases.amount[ranked]
    tiers, count = tier_index(result), len(result.tiers)
    buys = np.zeros((clients.count, len(items)), dtype=np.bool_)
    buys[client, item] = True
    buyers, revenue = (np.zeros((count, len(items)), dtype=np.int64) for _ in range(2))
    np.add.at(buyers, (tiers[client], item), 1)
    np.add.at(revenue, (tiers[client], item), amount)
    sizes = np.array([tier.clients for tier in result.tiers], dtype=np.float64)
    shares = buyers / np.maximum(sizes, 1)[:, None]
    return ArticleMix(items, purchases.kind, tiers, buys, buyers, shares, revenue)


@dataclass(frozen=True)
class Gap:
    """An item that one tier buys more than the one below. Shares are 0–1; `clients` of the lower tier lack
    it."""

    item: int
    upper: float
    lower: float
    clients: int


def gaps(mix: ArticleMix, lower: int) -> list[Gap]:
    """What the tier above buys and this one does not: the items usual above, the widest gap first. `lower`
    counts tiers from 0; the first has none above it."""
    if lower < 1:
        return []
    size = int((mix.tiers == lower).sum())
    upper, own = mix.shares[lower - 1], mix.shares[lower]
    wider = np.flatnonzero((upper >= USUAL) & (upper > own)).tolist()
    wider.sort(key=lambda item: (-(upper[item] - own[item]), item))
    return [
        Gap(item, float(upper[item]), float(own[item]), size - int(mix.buyers[lower, item])) for item in wider
    ]


@last_per_result
def clients_to_call(result: PlanResult) -> pd.DataFrame:
    """The clients that lack something usual one tier up, those who could bring most first.

    Columns: `rank`, `client`, `number`, `revenue` (ten-thousandths), `tier` (name), `lacks` (a list of
    items), `worth` (ten-thousandths: what those of its own tier who buy these items buy of them on average).
    """
    mix = article_mix(result)
    if mix is None:
        return pd.DataFrame(columns=_CALLED)
    usual = mix.shares[np.maximum(mix.tiers - 1, 0)] >= USUAL
    ranks = (np.flatnonzero((usual & ~mix.buys).any(axis=1)) + 1).tolist()
    return _called(result, mix, {rank: mix.lacks(rank) for rank in ranks})


def clients_without(result: PlanResult, mix: ArticleMix, item: int) -> pd.DataFrame:
    """The clients that do not buy an item, usual or not, those who could bring most first. Columns: those of
    `clients_to_call`, with this item alone."""
    return _called(result, mix, {rank: [item] for rank in (np.flatnonzero(~mix.buys[:, item]) + 1).tolist()})


_CALLED = ["rank", "client", "number", "revenue", "tier", "lacks", "worth"]


def _called(result: PlanResult, mix: ArticleMix, lacks: Mapping[int, list[int]]) -> pd.DataFrame:
    """The clients of these ranks with the items that they lack."""
    table = result.clients.ranked.iloc[[rank - 1 for rank in lacks]]
    called = pd.DataFrame(
        {
            "rank": list(lacks),
            "client": table["client"].to_numpy(),
            "number": table["number"].to_numpy(),
            "revenue": table["revenue"].to_numpy(),
            "tier": [result.tiers[int(mix.tiers[rank - 1])].name for rank in lacks],
            "lacks": [[mix.items[item] for item in items] for items in lacks.values()],
            "worth": [sum(mix.worth(rank, item) for item in items) for rank, items in lacks.items()],
        },
        columns=_CALLED,
    )
    return called.sort_values(["worth", "rank"], ascending=[False, True], ignore_index=True)
