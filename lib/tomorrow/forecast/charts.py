"""The chart of the purchase model: what it would have foretold, beside what came."""

from functools import cache

import altair as alt
import pandas as pd

from lib.look.chart_style import HEIGHT, INK, MOST_LABELLED_TEXT, Chart, Theme, finished, level_axis
from lib.look.palette import ACCENT, TIER_COLOURS
from lib.texts import Texts
from lib.tomorrow.forecast.forecast import MOST_REPEATS, Check

_KINDS = ("actual", "expected")


@cache
def held_out(texts: Texts, theme: Theme) -> Chart:
    """Purchases a client in the time that the model did not see, by its repeats in the time that it saw:
    bars for what came, points for what was foretold.

    Data: `groups` (check_groups).
    """
    names = [texts(f"forecast.chart.{kind}") for kind in _KINDS]
    across = alt.X(
        "name:N",
        sort=alt.SortField("repeats"),
        title=texts("forecast.chart.across"),
        axis=level_axis(),
        scale=alt.Scale(paddingInner=0.35),
    )
    up = alt.Y("purchases:Q", title=texts("forecast.chart.up"), axis=alt.Axis(grid=False, tickCount=5))
    colour = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=names, range=[TIER_COLOURS[1], ACCENT]),
        legend=alt.Legend(
            orient="top", labelFontSize=MOST_LABELLED_TEXT, labelLimit=0, labelColor=INK[theme]
        ),
    )
    groups = alt.Chart(alt.NamedData("groups"))
    tooltip = [
        alt.Tooltip("label:N", title=texts("forecast.chart.up")),
        alt.Tooltip("clients:Q", title=texts("forecast.chart.clients"), format=",d"),
    ]
    came = groups.transform_filter("!datum.foretold").mark_bar().encode(across, up, colour, tooltip=tooltip)
    foretold = (
        groups.transform_filter("datum.foretold")
        .mark_point(filled=True, size=140, opacity=1)
        .encode(across, up, colour, tooltip=tooltip)
    )
    return finished(
        alt.layer(came, foretold).properties(height=HEIGHT), texts, theme, texts("picture.held_out")
    )


def check_groups(proof: Check, texts: Texts) -> pd.DataFrame:
    """Columns: `repeats`, `name`, `kind`, `foretold`, `purchases` (a client), `label`, `clients`."""
    rows = [
        {
            "repeats": int(group["repeats"]),
            "name": _group_name(int(group["repeats"]), texts),
            "kind": texts(f"forecast.chart.{kind}"),
            "foretold": kind == "expected",
            "purchases": float(group[kind]),
            "label": texts.number(float(group[kind]), 1),
            "clients": int(group["clients"]),
        }
        for group in proof.groups.to_dict("records")
        for kind in _KINDS
    ]
    return pd.DataFrame(rows)


def _group_name(repeats: int, texts: Texts) -> str:
    if repeats < MOST_REPEATS:
        return texts.integer(repeats)
    return texts("forecast.chart.or_more", count=texts.integer(repeats))
