"""The heat map of tiers and what they buy, and its table. Built once per language and theme."""

from functools import cache

import pandas as pd

from lib.look.chart_style import Chart, Theme, finished
from lib.look.heat_map import heat_map
from lib.look.palette import TIER_COLOURS
from lib.mix.mix import ArticleMix
from lib.plan.compute import PlanResult
from lib.texts import Texts
from lib.texts.wording import shortened

MOST_SHOWN = 12
"""Rows that have room on one screen."""
_NAMES = 190
"""Pixels for the name of what is bought; what is left on a phone carries the figures of six tiers."""
_APART = "\u200b"
"""A mark without width."""
_FAINTEST, _STRONGEST = 0.06, 0.6
"""How opaque a cell is: never so much that its figure cannot be read."""


@cache
def mix_map(texts: Texts, theme: Theme) -> Chart:
    """Which share of the clients of a tier buys what; a cell can be clicked: selection `pick` with `row` and
    `column`.

    Data: `cells` (mix_cells).
    """
    chart = heat_map(texts("column.tier"), texts("mix.map.down"), theme, room=_NAMES, many=True)
    return finished(chart, texts, theme, texts("picture.mix"))


def mix_cells(result: PlanResult, mix: ArticleMix, texts: Texts) -> pd.DataFrame:
    """Columns: `row`, `column` (places of item and tier), `row_name`, `column_name`, `label` (the share of
    the clients of the tier that buy it), `fill`, `weight` (0–1). The largest items only; names that are cut
    alike stay apart."""
    rows = [
        (item, tier, shortened(mix.items[item]) + _APART * item, result.tiers[tier].name, share)
        for item in range(min(MOST_SHOWN, len(mix.items)))
        for tier in range(len(result.tiers))
        for share in [float(mix.shares[tier, item])]
    ]
    table = pd.DataFrame(rows, columns=["row", "column", "row_name", "column_name", "share"])
    return table.assign(
        label=[texts.percent(share) for share in table["share"]],
        fill=TIER_COLOURS[1],
        weight=_FAINTEST + (_STRONGEST - _FAINTEST) * table["share"],
    ).drop(columns="share")
