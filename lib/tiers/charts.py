"""The picture of the plan: what each tier is, brings and gets. Data come from `shares`."""

from functools import cache

import altair as alt

from lib.look.chart_style import HEIGHT, INK, MOST_LABELLED_TEXT, UNIT, Chart, Theme, finished, level_axis
from lib.texts import Texts


@cache
def shares(texts: Texts, theme: Theme) -> Chart:
    """The article's picture: what each tier is, brings, takes before the plan, and gets.

    Data: `shares` (chart_tables.shares_compared).
    """
    across = alt.X(
        "measure:N",
        sort=alt.SortField("order"),
        title=None,
        axis=level_axis(orient="top", labelLimit=0, labelColor=INK[theme], domain=False),
        scale=alt.Scale(paddingInner=0.12, paddingOuter=0),
    )
    columns = alt.Chart(alt.NamedData("shares"))
    box = columns.mark_bar().encode(
        across,
        alt.Y("start:Q", axis=None, scale=UNIT),
        alt.Y2("end:Q"),
        alt.Color("fill:N", scale=None, legend=None),
    )
    label = (
        columns.transform_filter("datum.label != ''")
        .mark_text(fontSize=MOST_LABELLED_TEXT)
        .encode(across, alt.Y("middle:Q"), alt.Color("ink:N", scale=None, legend=None), text="label:N")
    )
    return finished(alt.layer(box, label).properties(height=HEIGHT), texts, theme, texts("picture.shares"))
