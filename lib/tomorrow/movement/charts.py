"""The charts of the page about tomorrow and their tables. Built once per language and theme."""

from functools import cache
from typing import Literal, get_args

import altair as alt
import numpy as np
import pandas as pd

from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.look.chart_style import HEIGHT, INK, Chart, Theme, figures_on_top, finished, level_axis
from lib.look.heat_map import heat_map
from lib.look.palette import ACCENT, TIER_COLOURS
from lib.plan.compute import PlanResult
from lib.texts import Texts
from lib.tomorrow.movement.movements import Bridge, Migration, Movement, bridge
from lib.tomorrow.movement.sentences import period_name

Measure = Literal["clients", "then", "now"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
"""What the cells of the migration matrix hold: clients, or their revenue in one of the periods."""
_TOTAL, _GAIN = TIER_COLOURS[0], TIER_COLOURS[2]
_FADING = alt.LinearGradient.from_dict(
    {
        "gradient": "linear",
        "x1": 0,
        "x2": 0,
        "y1": 1,
        "y2": 0,
        "stops": [{"color": f"{_TOTAL}00", "offset": 0}, {"color": _TOTAL, "offset": 0.3}],
    }
)
"""Of a bar that is cut off at its foot."""
_LEAST_MOVED = 0.5
"""Where all steps together reach over less than this share of the height, the bars are cut at their foot."""
_UNLIKE_TIERS = "\u200b"
"""A mark without width: a tier may be called "New"."""
_STRONGEST, _FAINTEST = 0.62, 0.1
"""How opaque a cell is: never so much that its figure cannot be read."""


@cache
def waterfall(texts: Texts, theme: Theme) -> Chart:
    """From the revenue then to the revenue now, step by step.

    Data: `steps` (bridge_steps).
    """
    steps = alt.Chart(alt.NamedData("steps"))
    across = alt.X(
        "name:N",
        sort=alt.SortField("order"),
        title=None,
        axis=level_axis(labelExpr="split(datum.label, ' ')", labelOverlap=False, labelColor=INK[theme]),
        scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1),
    )
    up = alt.Y("start:Q", title=None, axis=None, scale=alt.Scale(zero=False, nice=False))
    bar = steps.mark_bar().encode(across, up, y2="end:Q", color=alt.Color("fill:N", scale=None, legend=None))
    whole = bar.transform_filter("!datum.cut")
    fading = steps.transform_filter("datum.cut").mark_bar(color=_FADING).encode(across, up, y2="end:Q")
    figures = figures_on_top(steps, across, theme)
    return finished(
        alt.layer(whole, fading, figures).properties(height=HEIGHT), texts, theme, texts("picture.waterfall")
    )


def bridge_steps(clients: ClientList, moves: Movement, texts: Texts) -> pd.DataFrame:
    """Columns: `order`, `name`, `start`, `end`, `top` (currency units), `label`, `fill`, `cut`.

    Where little has moved, the two whole bars do not begin at zero, so that the steps between them can be
    seen; `cut` says so for each of them.
    """
    steps = bridge(moves)
    parts = [
        ("lost", -steps.lost, ACCENT),
        ("shrunk", -steps.shrunk, ACCENT),
        ("grown", steps.grown, _GAIN),
        ("new", steps.new, _GAIN),
    ]
    level = steps.then
    rows = [
        (period_name(moves.pair.then, texts), 0, level, texts.short_money(level, clients.currency), _TOTAL)
    ]
    for name, change, fill in parts:
        sign = "+" if change > 0 else ""
        label = sign + texts.short_money(change, clients.currency)
        rows.append((texts(f"tomorrow.bridge.{name}"), level, level + change, label, fill))
        level += change
    now = texts.short_money(steps.now, clients.currency)
    rows.append((period_name(moves.pair.now, texts), 0, steps.now, now, _TOTAL))
    table = pd.DataFrame(rows, columns=["name", "start", "end", "label", "fill"])
    foot = _foot(steps)
    whole = table["fill"] == _TOTAL
    table.loc[whole, "start"] = foot
    table[["start", "end"]] /= UNIT
    top = table[["start", "end"]].max(axis="columns")
    return table.assign(order=range(len(rows)), top=top, cut=whole & (foot > 0))


def _foot(steps: Bridge) -> int:
    """Where the whole bars begin, in ten-thousandths."""
    lowest = steps.then - steps.lost - steps.shrunk
    highest = max(steps.then, steps.now)
    moved = highest - lowest
    return lowest - moved if moved < _LEAST_MOVED * highest and lowest > moved else 0


@cache
def migration_map(texts: Texts, theme: Theme) -> Chart:
    """Tier then by tier now; a cell can be clicked: selection `pick` with `row` and `column`.

    Data: `cells` (migration_cells).
    """
    chart = heat_map(texts("tomorrow.map.now"), texts("tomorrow.map.then"), theme, room=110)
    return finished(chart, texts, theme, texts("picture.migration"))


def migration_cells(result: PlanResult, matrix: Migration, measure: Measure, texts: Texts) -> pd.DataFrame:
    """Columns: `row`, `column` (places; the last row is new, the last column lost), `row_name`,
    `column_name`, `label`, `fill` (who climbs, stays or falls), `weight` (0–1, the share of its row)."""
    clients = result.clients
    side = len(matrix.clients)
    values = getattr(matrix, measure)
    rows, columns = (places.ravel() for places in np.indices((side, side)))
    in_row = np.maximum(values.sum(axis=1), 1)[rows]
    share = values.ravel() / in_row
    fills = np.where(rows == columns, TIER_COLOURS[1], np.where(columns > rows, ACCENT, TIER_COLOURS[2]))
    counts = matrix.clients.ravel()
    names = [result.plan.tier_name(tier) for tier in range(side - 1)]
    others = (texts(f"tomorrow.map.{name}") + _UNLIKE_TIERS for name in ("new", "lost"))
    row_names, column_names = ([*names, other] for other in others)
    table = pd.DataFrame(
        {
            "row": rows,
            "column": columns,
            "row_name": [row_names[row] for row in rows],
            "column_name": [column_names[column] for column in columns],
            "label": [_figure(value, measure, clients, texts) for value in values.ravel()],
            "fill": np.where((rows == side - 1), TIER_COLOURS[2], fills),
            "weight": np.where(counts > 0, _FAINTEST + (_STRONGEST - _FAINTEST) * share, 0.0),
        }
    )
    return table.iloc[:-1]  # nobody is both new and lost


def _figure(value: int, measure: Measure, clients: ClientList, texts: Texts) -> str:
    if not value:
        return ""
    return texts.integer(value) if measure == "clients" else texts.short_money(int(value), clients.currency)
