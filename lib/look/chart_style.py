"""The charts. Each is built once per language and theme; a slider step changes only its data.

A chart function takes what the reader sees (language, light or dark) and gives an Altair chart whose
data are named; `chart_tables` makes the tables of those names. Building and checking a chart costs
many times more than swapping its data, and a browser redraws a known chart without a flicker.
"""

from typing import Any, Literal

import altair as alt

from lib.texts import Texts, marks

Theme = Literal["light", "dark"]
Chart = alt.LayerChart | alt.FacetChart
INK = {"light": "#15232f", "dark": "#eef2f5"}
QUIET = {"light": "#6b7680", "dark": "#9aa7b2"}
FONT = "Source Sans, sans-serif"
HEIGHT = 330
MOST_LABELLED_TEXT = 13


UNIT = alt.Scale(domain=[0, 1], nice=False)


def percent_axis() -> alt.Axis:
    return alt.Axis(format=".0%", grid=False, tickCount=5, labelFontSize=MOST_LABELLED_TEXT, titleFontSize=13)


def level_axis(**properties: Any) -> alt.Axis:
    """An axis of names, which are read without turning the head."""
    return alt.Axis(labelAngle=0, labelFontSize=MOST_LABELLED_TEXT, ticks=False, **properties)


def figures_on_top(bars: alt.Chart, across: alt.X, theme: Theme) -> alt.Chart:
    """What each bar amounts to (`label`), just above it (`top`)."""
    figures: alt.Chart = bars.mark_text(
        baseline="bottom", dy=-5, fontSize=MOST_LABELLED_TEXT, fontWeight="bold", color=INK[theme]
    ).encode(across, alt.Y("top:Q"), text="label:N")
    return figures


def finished(chart: Chart, texts: Texts, theme: Theme, said: str) -> Chart:
    """The notation of the language and a calm frame; `said` is what a screen reader says of the picture.

    Points and lines that mark a place are left out of that: where there is nothing to mark, an element
    without a name would remain.
    """
    decimal, group = marks(texts.language)
    notation = {"decimal": decimal, "thousands": group, "grouping": [3], "currency": ["", ""]}
    if space := texts.notation.percent_space:
        notation["percent"] = space + "%"
    quiet, unsaid = QUIET[theme], alt.MarkConfig(aria=False)
    finished: Chart = chart.properties(description=said).configure(
        locale={"number": notation},
        background="transparent",
        font=FONT,
        view=alt.ViewConfig(stroke=None),
        point=unsaid,
        rule=unsaid,
        axis=alt.AxisConfig(labelColor=quiet, titleColor=quiet, domainColor=quiet, tickColor=quiet),
    )
    return finished
