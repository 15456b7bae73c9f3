"""The chart of the years ahead."""

from functools import cache

import altair as alt
import pandas as pd

from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.look.chart_style import HEIGHT, Chart, Theme, figures_on_top, finished, level_axis
from lib.look.palette import ACCENT, TIER_COLOURS
from lib.texts import Texts
from lib.tomorrow.ahead.erosion import Erosion, ahead


@cache
def years_ahead(texts: Texts, theme: Theme) -> Chart:
    """What is left of the first tier year by year, with its range, if nobody is promoted.

    Data: `years` (erosion_years).
    """
    years = alt.Chart(alt.NamedData("years"))
    across = alt.X(
        "year:O",
        title=texts("ahead.chart.years"),
        axis=level_axis(),
    )
    up = alt.Y("left:Q", title=None, axis=None, scale=alt.Scale(zero=True))
    bar = years.mark_bar(color=TIER_COLOURS[0], size=56).encode(across, up)
    spread = years.mark_rule(color=ACCENT, strokeWidth=3).encode(across, alt.Y("low:Q"), y2="high:Q")
    figures = figures_on_top(years, across, theme)
    return finished(
        alt.layer(bar, spread, figures).properties(height=HEIGHT), texts, theme, texts("picture.years_ahead")
    )


def erosion_years(clients: ClientList, observed: Erosion, yearly: float, texts: Texts) -> pd.DataFrame:
    """Columns: `year`, `left`, `low`, `high`, `top` (currency units), `label`."""
    table = ahead(observed, yearly)
    units = {name: table[name] / UNIT for name in ("left", "low", "high")}
    labels = [texts.short_money(amount, clients.currency) for amount in table["left"]]
    top = units["high"].clip(units["left"])
    return pd.DataFrame({"year": table["year"], **units, "top": top, "label": labels})
