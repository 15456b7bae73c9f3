"""The charts. Each is built once per language and theme; a slider step changes only its data.

A chart function takes what the reader sees (language, light or dark) and gives an Altair chart whose
data are named; `chart_tables` makes the tables of those names. Building and checking a chart costs
many times more than swapping its data, and a browser redraws a known chart without a flicker.
"""

from functools import cache
from typing import Literal

import altair as alt

from lib.look.palette import ACCENT
from lib.texts import Texts, marks

Theme = Literal["light", "dark"]
Chart = alt.LayerChart | alt.FacetChart
INK = {"light": "#15232f", "dark": "#eef2f5"}
QUIET = {"light": "#6b7680", "dark": "#9aa7b2"}
FONT = "Source Sans, sans-serif"
HEIGHT = 330
MOST_LABELLED_TEXT = 13


@cache
def pareto(texts: Texts, theme: Theme) -> Chart:
    """The Pareto curve over the share of clients, filled tier by tier, with the 80 % lines.

    Data: `curve` (chart_tables.curve_by_tier), `tiers` (tier_labels), `eighty` (pareto_marks).
    """
    across = alt.X("client_share:Q", title=texts("chart.x_clients"), axis=_percent_axis(), scale=_UNIT)
    up = alt.Y("revenue_share:Q", title=texts("chart.y_revenue"), axis=_percent_axis(), scale=_UNIT)
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
    return finished(layers.properties(height=HEIGHT), texts, theme)


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
    height = alt.Y("height:Q", scale=_UNIT)
    square = tiers.mark_square(size=110, opacity=1, xOffset=12, clip=False).encode(
        x=alt.value("width"), y=height, color=alt.Color("fill:N", scale=None, legend=None)
    )
    name = tiers.mark_text(align="left", dx=22, fontSize=MOST_LABELLED_TEXT, color=INK[theme]).encode(
        x=alt.value("width"), y=height, text="label:N"
    )
    return alt.layer(square, name)


_UNIT = alt.Scale(domain=[0, 1], nice=False)


def _percent_axis() -> alt.Axis:
    return alt.Axis(format=".0%", grid=False, tickCount=5, labelFontSize=MOST_LABELLED_TEXT, titleFontSize=13)


def finished(chart: Chart, texts: Texts, theme: Theme) -> Chart:
    """The notation of the language and a calm frame."""
    decimal, group = marks(texts.language)
    notation = {"decimal": decimal, "thousands": group, "grouping": [3], "currency": ["", ""]}
    if texts.language == "fr":
        notation["percent"] = "\u202f%"
    quiet = QUIET[theme]
    finished: Chart = chart.configure(
        locale={"number": notation},
        background="transparent",
        font=FONT,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(labelColor=quiet, titleColor=quiet, domainColor=quiet, tickColor=quiet),
    )
    return finished


@cache
def shares(texts: Texts, theme: Theme) -> Chart:
    """The article's picture: what each tier is, brings, takes before the plan, and gets.

    Data: `shares` (chart_tables.shares_compared).
    """
    across = alt.X(
        "measure:N",
        sort=alt.SortField("order"),
        title=None,
        axis=alt.Axis(
            orient="top",
            labelAngle=0,
            labelLimit=0,
            labelFontSize=MOST_LABELLED_TEXT,
            labelColor=INK[theme],
            ticks=False,
            domain=False,
        ),
        scale=alt.Scale(paddingInner=0.12, paddingOuter=0),
    )
    columns = alt.Chart(alt.NamedData("shares"))
    box = columns.mark_bar().encode(
        across,
        alt.Y("start:Q", axis=None, scale=_UNIT),
        alt.Y2("end:Q"),
        alt.Color("fill:N", scale=None, legend=None),
    )
    label = (
        columns.transform_filter("datum.label != ''")
        .mark_text(fontSize=MOST_LABELLED_TEXT)
        .encode(across, alt.Y("middle:Q"), alt.Color("ink:N", scale=None, legend=None), text="label:N")
    )
    return finished(alt.layer(box, label).properties(height=HEIGHT), texts, theme)
