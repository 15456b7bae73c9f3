"""The matrice ABC croisée as a heat map to click. Built once per language and theme."""

from functools import cache

import numpy as np
import pandas as pd

from lib.look.chart_style import Chart, Theme, finished
from lib.look.heat_map import heat_map
from lib.look.palette import TIER_COLOURS
from lib.look.table_style import NOTHING
from lib.plan.compute import PlanResult
from lib.potential.matrix import COLUMNS, Matrix, Measure
from lib.potential.sentences import class_name
from lib.potential.tables import row_names
from lib.texts import Texts

_STRONGEST, _FAINTEST = 0.62, 0.08
"""How opaque a cell is: never so much that its figure cannot be read."""


@cache
def potential_map(texts: Texts, theme: Theme) -> Chart:
    """Tiers and prospects by class of potential; a cell can be clicked: selection `pick` with `row` and
    `column`.

    Data: `cells` (potential_cells).
    """
    chart = heat_map(texts("potential.map.across"), texts("potential.map.down"), theme, room=140)
    return finished(chart, texts, theme, texts("picture.potential"))


def potential_cells(result: PlanResult, crossed: Matrix, measure: Measure, texts: Texts) -> pd.DataFrame:
    """Columns: `row`, `column`, `row_name`, `column_name`, `label`, `fill`, `weight` (0–1, against the
    largest cell). Rows and columns that nobody is in are left out."""
    values = getattr(crossed, measure)
    rows = [row for row in range(len(values)) if crossed.clients[row].any()]
    columns = [column for column in range(COLUMNS) if crossed.clients[:, column].any()]
    names = row_names(result, texts)
    most = max(1, int(values.max()))
    table = pd.DataFrame(
        [
            (
                row,
                column,
                names[row],
                class_name(column, texts),
                values[row, column],
                crossed.clients[row, column],
            )
            for row in rows
            for column in columns
        ],
        columns=["row", "column", "row_name", "column_name", "value", "clients"],
    )
    share = table["value"] / most
    return table.assign(
        label=[
            figure(value, measure, result, texts) if count else ""
            for value, count in zip(table["value"], table["clients"], strict=True)
        ],
        fill=TIER_COLOURS[2],
        weight=np.where(table["clients"] > 0, _FAINTEST + (_STRONGEST - _FAINTEST) * share, 0.0),
    ).drop(columns=["value", "clients"])


def figure(value: int, measure: Measure, result: PlanResult, texts: Texts) -> str:
    """What a cell holds, as the reader sees it; no headroom may be one that nobody knows."""
    if measure == "headroom" and not value:
        return NOTHING
    if measure == "clients":
        return texts.integer(value)
    if measure == "minutes":
        return texts.hours(value)
    return texts.short_money(int(value), result.clients.currency)
