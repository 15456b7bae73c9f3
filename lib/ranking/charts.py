"""The picture of the ranking. Data come from `chart_tables`."""

from functools import cache

import altair as alt

from lib.look.chart_style import HEIGHT, INK, MOST_LABELLED_TEXT, UNIT, Chart, Theme, finished, percent_axis
from lib.look.palette import ACCENT
from lib.texts import Texts


@cache
def pareto(texts: Texts, theme: Theme) -> Chart:
    """The Pareto curve over the share of clients, filled tier by tier, with the 80 % lines.

    Data: `curve` (chart_tables.curve_by_tier), `tiers` (tier_labels), `eighty` (pareto_marks).
    """
    across = alt.X("client_share:Q", title=texts("chart.x_clients"), axis=percent_axis(), scale=UNIT)
    up = alt.Y("revenue_share:Q", title=texts("chart.y_revenue"), axis=percent_axis(), scale=UNIT)
    fill = alt.Color("fill:N", scale=None, legend=None)
    curve = alt.Chart(alt.NamedData("curve"))
    area = curve.mark_area().encode(across, up.stack(None), fill)
    line = (
        curve.mark_line(color=INK[theme], strokeWidth=2)
        .encode(across, up)
        .encode(
            tooltip=[
                alt.Tooltip("rank:Q", title=texts("chart.rank"), format=",d"),
                alt.Tooltip("client_share:Q", title=texts("chart.x_clients"), format=".1%"),
                alt.Tooltip("revenue_share:Q", title=texts("chart.y_revenue"), format=".1%"),
            ]
        )
    )
    layers = alt.layer(area, line, *_eighty_lines(), _tier_names(theme))
    return finished(layers.properties(height=HEIGHT), texts, theme, texts("picture.pareto"))


def _eighty_lines() -> list[alt.Chart]:
    eighty = alt.Chart(alt.NamedData("eighty"))
    rule = eighty.mark_rule(color=ACCENT, strokeDash=[5, 4], strokeWidth=1.5)
    across, up = alt.X("client_share:Q"), alt.Y("revenue_share:Q")
    return [
        rule.encode(alt.X("origin:Q"), up, x2="client_share:Q"),
        rule.encode(across, alt.Y("origin:Q"), y2="revenue_share:Q"),
        eighty.mark_point(filled=True, size=70, color=ACCENT, opacity=1).encode(across, up),
        eighty.mark_text(
            align="left",
            baseline="top",
            dx=9,
            dy=7,
            fontSize=MOST_LABELLED_TEXT,
            fontWeight="bold",
            color="#10222e",
        ).encode(across, up, text="label:N"),
    ]


def _tier_names(theme: Theme) -> Chart:
    tiers = alt.Chart(alt.NamedData("tiers"))
    height = alt.Y("height:Q", scale=UNIT)
    square = tiers.mark_square(size=110, opacity=1, xOffset=12, clip=False).encode(
        x=alt.value("width"), y=height, color=alt.Color("fill:N", scale=None, legend=None)
    )
    name = tiers.mark_text(align="left", dx=22, fontSize=MOST_LABELLED_TEXT, color=INK[theme]).encode(
        x=alt.value("width"), y=height, text="label:N"
    )
    return alt.layer(square, name)
