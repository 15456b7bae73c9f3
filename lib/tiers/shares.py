"""The article's picture: what each tier is, brings, takes before the plan, and gets.

Four stacked columns that change at every step: boxes cost the browser a fraction of what a chart does.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.plan.compute import PlanResult
from lib.texts import Texts

ROOM_ON_A_LINE = 6
"""Letters of a tier's name that have room beside its share; a longer one stands on lines of its own."""
LETTERS_ON_A_LINE = 11
LINE = 0.05
"""What a line of text takes of a column."""
SMALLEST_LABEL = 0.045
"""A slice of a column below this share is too thin to write in."""
BOX = {
    "smallest": SMALLEST_LABEL,
    "room": ROOM_ON_A_LINE,
    "letters": LETTERS_ON_A_LINE,
    "line": LINE,
}
"""The same figures, for a browser that follows the rule."""


def box_label(name: str, share: float, percent: str) -> str:
    """What is written into a box: name and share, on lines of their own where the name is long; the share
    alone where there is no room for the name in full; nothing where there is none for a line."""
    if share < SMALLEST_LABEL:
        return ""
    if len(name) <= ROOM_ON_A_LINE:
        return f"{name}\u00a0 {percent}"
    lines = 1 + sum(-(-len(word) // LETTERS_ON_A_LINE) for word in name.split())
    return f"{name}\n{percent}" if share >= lines * LINE else percent


@dataclass(frozen=True)
class Measure:
    """One column of the article's picture: the key of its name, in which `|` breaks the line, and each tier's
    share of the whole (0–1)."""

    key: str
    shares: tuple[float, ...]

    def name(self, texts: Texts) -> str:
        """Its name on one line."""
        return texts(self.key).replace("|", " ")


def four_shares(result: PlanResult) -> tuple[Measure, ...]:
    """What each tier is of four wholes: the clients, the revenue, the time before the plan and in it."""
    tiers = result.tiers
    return (
        Measure("chart.clients", tuple(tier.client_share for tier in tiers)),
        Measure("chart.revenue", tuple(tier.revenue_share for tier in tiers)),
        Measure(baseline_key(result), tuple(tier.baseline_share for tier in tiers)),
        Measure("chart.plan", tuple(tier.budget_share for tier in tiers)),
    )


def baseline_key(result: PlanResult) -> str:
    """What the plan is held against: the time today where the list says it, or else all treated alike."""
    return "chart.alike" if result.tiers[0].today_share is None else "chart.today"


def shares_compared(result: PlanResult, texts: Texts) -> pd.DataFrame:
    """The four shares for a chart.

    Columns: `order`, `measure`, `start`, `end`, `middle` (0–1, tier A at the
    bottom), `fill`, `ink` and `label` ("" where a box is too thin to write in).
    """
    rows = []
    for order, measure in enumerate(four_shares(result)):
        ends = np.cumsum(measure.shares)
        for tier, share, end in zip(result.tiers, measure.shares, ends, strict=True):
            rows.append(
                {
                    "order": order,
                    "measure": measure.name(texts),
                    "start": end - share,
                    "end": end,
                    "middle": end - share / 2,
                    "fill": tier.fill,
                    "ink": tier.ink,
                    "label": f"{tier.name}  {texts.percent(share)}" if share >= SMALLEST_LABEL else "",
                }
            )
    return pd.DataFrame(rows)
