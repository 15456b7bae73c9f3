"""The tables that the charts draw, thinned to what a screen can show."""

from itertools import pairwise

import numpy as np
import pandas as pd

from lib.clients.model import ClientList
from lib.plan.compute import PlanResult, tier_index
from lib.ranking.ranking import Concentration, curve
from lib.texts import Texts

LABEL_GAP = 0.065
"""Labels beside the curve keep this distance, as a share of its height."""


def curve_by_tier(result: PlanResult) -> pd.DataFrame:
    """The Pareto curve, each stretch in the colour of its tier.

    Columns: those of `ranking.curve`, and `tier`, `fill`. The rank of a cut is there twice, as the
    end of one tier and as the start of the next, so that the filled areas touch.
    """
    clients = result.clients
    points = curve(clients, keep=result.cuts)
    ends = np.searchsorted(points["rank"].to_numpy(), [0, *result.cuts, clients.count])
    rows = np.concatenate([np.arange(start, end + 1) for start, end in pairwise(ends)])
    tier = np.repeat(np.arange(len(result.tiers)), np.diff(ends) + 1)
    names, fills = ([getattr(tier, name) for tier in result.tiers] for name in ("name", "fill"))
    return points.iloc[rows].assign(tier=np.take(names, tier), fill=np.take(fills, tier))


def tier_labels(result: PlanResult, texts: Texts) -> pd.DataFrame:
    """Where each tier is named beside the curve.

    Columns: `height` (0–1, the middle of its revenue slice, moved apart where slices are thin),
    `label` and `fill`.
    """
    middles = [tier.cumulative_share - tier.revenue_share / 2 for tier in result.tiers]
    return pd.DataFrame(
        {
            "height": _spread(middles),
            "label": [
                f"{tier.name} · {texts.plural('count.clients', tier.clients)}" for tier in result.tiers
            ],
            "fill": [tier.fill for tier in result.tiers],
        }
    )


MOST_SINGLE = 250
"""Clients that have a column each on paper; beyond, columns would be finer than a printer's line."""
_COLUMNS = 60


def clients_a_column(clients: ClientList) -> int:
    """How many clients share a column of `pareto_columns`."""
    return 1 if clients.count <= MOST_SINGLE else -(-clients.count // _COLUMNS)


def pareto_columns(result: PlanResult) -> pd.DataFrame:
    """The ranking for a chart on paper: a column a client, or at most 60 columns of equally many clients each
    where the list is long.

    Columns: `from_rank`, `rank` (of the first and the last client in it), `revenue` (ten-thousandths),
    `cumulative_share` (0–1) and `tier_0` … (ten-thousandths): the part of its revenue in each tier. The last
    column may hold fewer clients.
    """
    clients = result.clients
    size = clients_a_column(clients)
    starts = np.arange(0, clients.count, size)
    ends = np.append(starts[1:], clients.count)
    tiers = tier_index(result)
    parts = {
        f"tier_{tier}": np.add.reduceat(np.where(tiers == tier, clients.revenue, 0), starts)
        for tier in range(len(result.tiers))
    }
    return pd.DataFrame(
        {
            "from_rank": starts + 1,
            "rank": ends,
            "revenue": np.diff(clients.cumulative[np.append(starts, clients.count)]),
            "cumulative_share": clients.cumulative[ends] / clients.total,
        }
        | parts
    )


def pareto_marks(figures: Concentration, texts: Texts) -> pd.DataFrame:
    """The 80 % lines: one row with `client_share`, `revenue_share` (0–1), `origin` (0) and `label`."""
    share = figures.client_share_for_80
    return pd.DataFrame(
        {
            "client_share": [share],
            "revenue_share": [0.8],
            "origin": [0],
            "label": [texts("chart.eighty", share=texts.percent(share))],
        }
    )


def _spread(heights: list[float]) -> list[float]:
    """Ascending heights moved apart to `LABEL_GAP`, kept between 0 and 1."""
    apart: list[float] = []
    for height in heights:
        apart.append(max(height, apart[-1] + LABEL_GAP if apart else 0.02))
    ceiling = 1.0
    for index in range(len(apart) - 1, -1, -1):
        apart[index] = ceiling = min(apart[index], ceiling)
        ceiling -= LABEL_GAP
    return apart
