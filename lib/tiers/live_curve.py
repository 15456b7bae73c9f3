"""What a browser needs to draw the Pareto curve and to move its boundaries by itself.

The curve goes there once per list; a step sends only where the cuts lie. From the two, the page can tell
counts and amounts while a boundary is dragged: exactly for a list whose every rank is in the curve, and to
a fraction of a pixel for a longer one, until the answer of `compute` replaces it.
"""

import json
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from lib.base.cache import once_per_list
from lib.clients.model import ClientList
from lib.clients.today import resources_today
from lib.plan.compute import PlanResult
from lib.plan.cuts import positions
from lib.ranking.ranking import curve

MOST_POINTS = 500
SHARE_PARTS = 10**9
"""The browser gets shares in whole parts of that many, rounded down, so that a threshold there cuts there."""


@dataclass(frozen=True)
class Curve:
    """The Pareto curve of one list, thinned to what a screen can show.

    `points` is JSON: lists of equal length, `ranks` (0…n), `shares` (cumulative revenue, 0–1, rounded
    down to `SHARE_PARTS`), `amounts` (ten-thousandths, the revenue of the client at that rank; at rank 0
    that of the first) and, where the list says it, `today` (what the clients down to that rank take
    today); and the `total` revenue. `identity` differs where the points differ.
    """

    identity: str
    clients: int
    points: str


@dataclass(frozen=True)
class Handle:
    """Where a tier ends, and how far its end can be moved while the others stay and none is empty.

    `share` and `amount` (ten-thousandths) are those of the client at `rank`, the last of its tier. The
    boundary can be at the ranks `first`…`last`: that is where a threshold above `above` and up to `upto`
    (revenue shares, 0–1) cuts.
    """

    rank: int
    share: float
    amount: int
    first: int
    last: int
    above: float
    upto: float


@once_per_list
def thinned_curve(clients: ClientList) -> Curve:
    """The curve of a list with at least one ranked client, in at most `MOST_POINTS` points."""
    ranks = curve(clients, points=MOST_POINTS)["rank"].to_numpy()
    today = resources_today(clients)
    points = json.dumps(
        {
            "ranks": ranks.tolist(),
            "shares": [
                int(revenue) * SHARE_PARTS // clients.total / SHARE_PARTS
                for revenue in clients.cumulative[ranks]
            ],
            "amounts": clients.revenue[np.maximum(ranks - 1, 0)].tolist(),
            "total": clients.total,
            "today": None if today is None else today[ranks].tolist(),
        },
        separators=(",", ":"),
    )
    return Curve(blake2b(points.encode(), digest_size=8).hexdigest(), clients.count, points)


def handles(result: PlanResult) -> tuple[Handle, ...]:
    """One handle a cut, from the first tier's end down."""
    clients = result.clients
    allowed = positions(clients, len(result.tiers), result.plan.keep_ties)
    edges = (0, *result.cuts, clients.count)
    return tuple(_handle(clients, allowed, edges[i : i + 3]) for i in range(len(result.cuts)))


def ties_stay_together(result: PlanResult) -> bool:
    """Whether a boundary goes only where the revenue changes."""
    clients = result.clients
    return positions(clients, len(result.tiers), result.plan.keep_ties) is clients.tie_ends


def _handle(clients: ClientList, allowed: np.ndarray, edges: tuple[int, ...]) -> Handle:
    before, rank, after = edges
    first = int(allowed[np.searchsorted(allowed, before, side="right")])
    last = int(allowed[np.searchsorted(allowed, after) - 1])
    return Handle(
        rank=rank,
        share=_share(clients, rank),
        amount=int(clients.revenue[rank - 1]),
        first=min(first, rank),
        last=max(last, rank),
        above=_share(clients, before),
        upto=_share(clients, max(last, rank)),
    )


def _share(clients: ClientList, rank: int) -> float:
    share: float = int(clients.cumulative[rank]) / clients.total
    return share
