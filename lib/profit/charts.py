"""The charts of the profit page and their tables. Built once per language and theme."""

from functools import cache

import altair as alt
import numpy as np
import pandas as pd

from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.look.chart_style import INK, MOST_LABELLED_TEXT, Chart, Theme, finished
from lib.look.palette import ACCENT, TIER_COLOURS
from lib.profit.curves import Whale, thinned
from lib.profit.profit import Profit
from lib.profit.sentences import marked
from lib.texts import Texts

_HEIGHT = 250
"""So that the table below is on the same screen."""
ON_AREA = "#10222e"
"""Ink on the quiet fills of the last tiers, in light and dark alike."""

_UNNUMBERED = alt.Axis(labels=False, ticks=False, grid=False, titleFontSize=13)
"""An axis of amounts that nobody should read off."""


@cache
def break_even(texts: Texts, theme: Theme) -> Chart:
    """Cumulative contribution over the ranking, in the colours of the tiers, against the fixed costs.

    Data: `curve` (break_even_curve), `fixed` (fixed_line), `crossing` (crossing).
    """
    return _break_even(texts, theme, True)


@cache
def break_even_shape(texts: Texts, theme: Theme) -> Chart:
    """The same without amounts at its axis: while they rest on an assumption, only its shape holds."""
    return _break_even(texts, theme, False)


def _break_even(texts: Texts, theme: Theme, amounts: bool) -> Chart:
    rule = (
        alt.Chart(alt.NamedData("fixed"))
        .mark_rule(color=ACCENT, strokeDash=[5, 4], strokeWidth=2)
        .encode(alt.Y("amount:Q"))
    )
    name = (
        alt.Chart(alt.NamedData("fixed"))
        .mark_text(align="right", baseline="top", dx=-6, dy=6, fontSize=MOST_LABELLED_TEXT, color=ON_AREA)
        .encode(alt.Y("amount:Q"), x=alt.value("width"), text="label:N")
    )
    marks = [rule, name, *_marked("crossing", theme)]
    said = texts("picture.break_even")
    return _cumulative(texts, theme, (said, texts("chart.rank")), marks, amounts)


@cache
def whale(texts: Texts, theme: Theme) -> Chart:
    """The whale curve; between it and the height of its peak, what is taken back, in the accent.

    Data: `curve` (whale_curve), `peak` (whale_peak).
    """
    return _whale(texts, theme, True)


@cache
def whale_shape(texts: Texts, theme: Theme) -> Chart:
    """The same without amounts at its axis."""
    return _whale(texts, theme, False)


def _whale(texts: Texts, theme: Theme, amounts: bool) -> Chart:
    taken = (
        alt.Chart(alt.NamedData("curve"))
        .mark_area(color=ACCENT)
        .encode(alt.X("rank:Q"), alt.Y("amount:Q").stack(None), y2="top:Q")
    )
    marks = [taken, *_marked("peak", theme)]
    said = texts("picture.whale")
    return _cumulative(texts, theme, (said, texts("profit.chart.by_contribution")), marks, amounts)


def _cumulative(
    texts: Texts, theme: Theme, names: tuple[str, str], marks: list[alt.Chart], amounts: bool
) -> Chart:
    """`names`: of the picture, and of the axis across."""
    said, across = names
    curve = alt.Chart(alt.NamedData("curve"))
    axis = alt.Axis(
        format=",.0f", grid=False, tickCount=5, labelFontSize=MOST_LABELLED_TEXT, titleFontSize=13
    )
    x = alt.X("rank:Q", title=across, axis=axis, scale=alt.Scale(nice=False, zero=True))
    up = marked(texts("profit.chart.contribution"), not amounts, texts)
    y = alt.Y("amount:Q", title=up, axis=axis if amounts else _UNNUMBERED)
    fill = alt.Color("fill:N", scale=None, legend=None)
    area = curve.mark_area().encode(x, y.stack(None), fill)
    line = curve.mark_line(color=INK[theme], strokeWidth=2).encode(
        x,
        y,
        tooltip=[
            alt.Tooltip("rank:Q", title=across, format=",d"),
            alt.Tooltip("amount:Q", title=up, format=",.0f"),
        ],
    )
    return finished(alt.layer(area, line, *marks).properties(height=_HEIGHT), texts, theme, said)


def _marked(data: str, theme: Theme) -> list[alt.Chart]:
    """A point and what it says: to its left, above the curve; in the left half, where the curve is steep,
    at the top of a line."""
    marked = alt.Chart(alt.NamedData(data))
    x, y = alt.X("rank:Q"), alt.Y("amount:Q")
    steep = marked.transform_filter("datum.align == 'left'")
    level = marked.transform_filter("datum.align == 'right'")
    beside = steep.mark_text(
        align="left", baseline="top", dx=6, fontSize=MOST_LABELLED_TEXT, fontWeight="bold", color=INK[theme]
    )
    above = level.mark_text(
        align="right", dx=-2, dy=-15, fontSize=MOST_LABELLED_TEXT, fontWeight="bold", color=INK[theme]
    )
    return [
        steep.mark_rule(color=INK[theme], strokeDash=[2, 3]).encode(x, y, y2=alt.value(0)),
        beside.encode(x, y=alt.value(2), text="label:N"),
        above.encode(x, y, text="label:N"),
        marked.mark_point(filled=True, size=90, color=ACCENT, opacity=1).encode(x, y),
    ]


def break_even_curve(profit: Profit) -> pd.DataFrame:
    """Columns: `rank` (0…n), `amount` (currency units), `fill`. The rank of a cut is there twice, as the
    end of one tier and as the start of the next."""
    result, rank = profit.result, profit.break_even.rank
    cumulative = np.concatenate(([0], np.cumsum(profit.contributions)))
    points = _units(thinned(cumulative, keep=(*result.cuts, *([rank] if rank else []))))
    stretches = [
        points[points["rank"].between(tier.from_rank - 1, tier.to_rank)].assign(fill=tier.fill)
        for tier in result.tiers
    ]
    return pd.concat(stretches, ignore_index=True)


def fixed_line(profit: Profit, texts: Texts) -> pd.DataFrame:
    """The fixed costs: one row with `amount` and `label`, or none."""
    fixed = profit.break_even.fixed_costs
    label = texts("profit.chart.fixed", amount=texts.money(fixed, profit.result.clients.currency))
    rows = [(fixed / UNIT, label)] if fixed else []
    return pd.DataFrame(rows, columns=["amount", "label"])


def crossing(profit: Profit, texts: Texts) -> pd.DataFrame:
    """The break-even client: one row with `rank`, `amount`, `label`, `align`, or none."""
    rows, rank = [], profit.break_even.rank
    if rank:
        amount = int(profit.contributions[:rank].sum())
        label = texts("profit.chart.crossing", rank=texts.integer(rank))
        label = marked(label, bool(profit.assumed), texts)
        rows = [_mark(rank, amount, label, profit.result.clients)]
    return pd.DataFrame(rows, columns=["rank", "amount", "label", "align"])


def whale_curve(curve: Whale) -> pd.DataFrame:
    """Columns: `rank` (0…n, by contribution), `amount` and `top` (currency units), `fill`. The top is the
    height of the peak to its right, and the curve itself to its left."""
    points = _units(thinned(curve.cumulative, keep=(curve.peak,)))
    falling = points["rank"] >= curve.peak
    return points.assign(top=points["amount"].where(~falling, curve.highest / UNIT), fill=TIER_COLOURS[1])


def whale_peak(profit: Profit, texts: Texts) -> pd.DataFrame:
    """The peak, where clients take something back: one row with `rank`, `amount`, `label`, `align`."""
    clients, curve = profit.result.clients, profit.whale
    rows = []
    if curve.taken_back and curve.peak:
        amount = marked(texts.money(curve.highest, clients.currency), bool(profit.assumed), texts)
        rows = [_mark(curve.peak, curve.highest, texts("profit.chart.peak", amount=amount), clients)]
    return pd.DataFrame(rows, columns=["rank", "amount", "label", "align"])


def _mark(rank: int, amount: int, label: str, clients: ClientList) -> tuple[int, float, str, str]:
    """A label in the right half is written to the left of its point."""
    return rank, amount / UNIT, label, "left" if rank < clients.count / 2 else "right"


def _units(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(amount=table["amount"] / UNIT)
