"""The year month by month: hours planned and hours done. Built once per language and theme."""

from functools import cache

import altair as alt
import pandas as pd

from lib.follow_up.progress import Progress
from lib.follow_up.sentences import month_words
from lib.look.chart_style import HEIGHT, INK, QUIET, Chart, Theme, finished, level_axis
from lib.look.palette import TIER_COLOURS
from lib.people.sheets.log import later_month
from lib.texts import Texts


@cache
def months_followed(texts: Texts, theme: Theme) -> Chart:
    """A bar a month for what was done, a stroke for what was planned.

    Data: `months` (month_table).
    """
    months = alt.Chart(alt.NamedData("months"))
    axis = level_axis(labelColor=INK[theme], labelOverlap=False)
    across = alt.X("name:N", sort=alt.SortField("order"), title=None, axis=axis)
    up = alt.Axis(grid=False, tickCount=4, labelColor=QUIET[theme], titleColor=QUIET[theme])
    bars = months.mark_bar(color=TIER_COLOURS[1]).encode(
        across, alt.Y("done:Q", title=texts("follow_up.chart.hours"), axis=up)
    )
    planned = months.mark_tick(color=INK[theme], thickness=2, width={"band": 0.8}).encode(
        across, alt.Y("planned:Q")
    )
    labels = months.mark_text(baseline="bottom", dy=-4, fontSize=13, color=INK[theme]).encode(
        across, alt.Y("done:Q"), text="label:N"
    )
    chart = alt.layer(bars, planned, labels).properties(height=HEIGHT)
    return finished(chart, texts, theme, texts("picture.follow_up"))


def month_table(of: Progress, texts: Texts) -> pd.DataFrame:
    """Columns: `order`, `name`, `planned`, `done` (hours), `label`."""
    names = [month_words(later_month(of.start, month), texts).split(" ")[0] for month in range(12)]
    return pd.DataFrame(
        {
            "order": range(12),
            "name": names,
            "planned": of.by_month[0] / 60,
            "done": of.by_month[1] / 60,
            "label": [texts.hours(minutes) if minutes else "" for minutes in of.by_month[1].tolist()],
        }
    )
