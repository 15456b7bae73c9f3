"""The hit-parade: the clients from the largest to the smallest, and the shares they add up to."""

from fractions import Fraction
from math import ceil

import numpy as np
import pandas as pd

from lib.base.cache import once_per_list
from lib.clients.groups import members, ranks_of_groups
from lib.clients.model import ClientList


def top_share(clients: ClientList, count: int) -> float:
    """Revenue share of the first `count` clients."""
    return int(clients.cumulative[count]) / clients.total


def clients_for(clients: ClientList, share: Fraction) -> int:
    """The smallest number of clients, at least 1, whose revenue reaches a share of the total (exact)."""
    wanted = ceil(share * clients.total)
    return max(1, int(np.searchsorted(clients.cumulative, wanted)))


def hit_parade(clients: ClientList) -> pd.DataFrame:
    """Every ranked client with its place.

    Columns: `rank` (1…n), `client`, `number`, `revenue` (ten-thousandths), `revenue_share` and
    `cumulative_share` (0–1); only where companies of one group are one client also `members`, their names and
    numbers in one text.
    """
    table = pd.DataFrame(
        {
            "rank": np.arange(1, clients.count + 1),
            "client": clients.ranked["client"],
            "number": clients.ranked["number"],
            "revenue": clients.revenue,
            "revenue_share": clients.revenue / clients.total,
            "cumulative_share": clients.cumulative[1:] / clients.total,
        }
    )
    if ranks_of_groups(clients):
        table["members"] = _members(clients)
    return table


@once_per_list
def _members(clients: ClientList) -> pd.Series:
    """By rank, the names and numbers of the clients that a group stands for, in one text."""
    texts = [""] * clients.count
    for rank in ranks_of_groups(clients):
        inside = members(clients, rank)
        texts[rank - 1] = "\n".join([*inside["client"], *inside["number"]])
    return pd.Series(texts, dtype="str")
