"""The heat map of tiers and what they buy, and its table. Built once per language and theme."""

from functools import cache

import altair as alt
import pandas as pd

from lib.look.chart_style import INK, Chart, Theme, finished, level_axis
from lib.look.palette import TIER_COLOURS
from lib.mix.mix import ArticleMix
from lib.plan.compute import PlanResult
from lib.texts import Texts
from lib.texts.wording import shortened

MOST_SHOWN = 12
"""Columns that have room for their names."""
_ROW, _FIGURE = 44, 15
_GAPS = alt.Scale(paddingInner=0.04)
_APART = "\u200b"
"""A mark without width."""
_FAINTEST, _STRONGEST = 0.06, 0.6
"""How opaque a cell is: never so much that its figure cannot be read."""


@cache
def mix_map(texts: Texts, theme: Theme) -> Chart:
    """Which share of the clients of a tier buys what.

    Data: `cells` (mix_cells).
    """
    cells = alt.Chart(alt.NamedData("cells"))
    across = alt.X(
        "item_name:N",
        sort=alt.SortField("item"),
        title=None,
        scale=_GAPS,
        axis=level_axis(orient="top", labelColor=INK[theme], labelLimit=110, domain=False),
    )
    down = alt.Y(
        "tier_name:N",
        sort=alt.SortField("tier"),
        title=None,
        scale=_GAPS,
        axis=level_axis(orient="left", labelColor=INK[theme], labelLimit=110, domain=False),
    )
    box = cells.mark_rect(cornerRadius=2, color=TIER_COLOURS[1]).encode(
        across, down, opacity=alt.Opacity("weight:Q", scale=None, legend=None)
    )
    figure = cells.mark_text(fontSize=_FIGURE, color=INK[theme]).encode(across, down, text="label:N")
    layers = alt.layer(box, figure).properties(height={"step": _ROW})
    return finished(layers, texts, theme, texts("picture.mix"))


def mix_cells(result: PlanResult, mix: ArticleMix, texts: Texts) -> pd.DataFrame:
    """Columns: `tier`, `item` (places), `tier_name`, `item_name`, `label` (the share of the clients of the
    tier that buy it), `weight` (how opaque). The largest items only; names that are cut alike stay apart."""
    rows = [
        (tier, item, result.tiers[tier].name, shortened(mix.items[item]) + _APART * item, share)
        for tier in range(len(result.tiers))
        for item in range(min(MOST_SHOWN, len(mix.items)))
        for share in [float(mix.shares[tier, item])]
    ]
    table = pd.DataFrame(rows, columns=["tier", "item", "tier_name", "item_name", "share"])
    return table.assign(
        label=[texts.percent(share) for share in table["share"]],
        weight=_FAINTEST + (_STRONGEST - _FAINTEST) * table["share"],
    ).drop(columns="share")
