"""Two kinds of groups crossed: a cell for each pair, its figure on a fill that grows stronger with it."""

from typing import Literal

import altair as alt

from lib.look.chart_style import INK, Chart, Theme, level_axis

ROW_HEIGHT, _FIGURE = 46, 16
_LOW, _SMALL = 32, 14
"""The same where there are many rows."""

WIDTH_OF_A_COLUMN = alt.ExprRef("bandwidth('x')")


def heat_map(across: str, down: str, theme: Theme, room: int, many: bool = False) -> Chart:
    """Cells that can be clicked: selection `pick` with `row` and `column`. `across` and `down` are what the
    columns and the rows are, `room` the pixels for the names of the rows, `many` whether the rows are low.
    The name of a column has the width of the column.

    Data: `cells` with `row`, `column` (places), `row_name`, `column_name`, `label`, `fill`, `weight` (0–1).
    """
    pick = alt.selection_point(name="pick", fields=["row", "column"], toggle=False)
    cells = alt.Chart(alt.NamedData("cells"))
    x = alt.X(
        "column_name:N",
        sort=alt.SortField("column"),
        title=across,
        axis=_names_axis(theme, "top", WIDTH_OF_A_COLUMN),
    )
    y = alt.Y("row_name:N", sort=alt.SortField("row"), title=down, axis=_names_axis(theme, "left", room))
    box = cells.mark_rect(cornerRadius=2, cursor="pointer").encode(
        x,
        y,
        color=alt.Color("fill:N", scale=None, legend=None),
        opacity=alt.Opacity("weight:Q", scale=None, legend=None),
    )
    ring = cells.mark_rect(filled=False, stroke=INK[theme], strokeWidth=2).encode(
        x, y, opacity=alt.condition(pick, alt.value(1), alt.value(0), empty=False)
    )
    figure = cells.mark_text(fontSize=_SMALL if many else _FIGURE, color=INK[theme], cursor="pointer").encode(
        x, y, text="label:N"
    )
    # Else a cell at which a mouse points says how it is painted.
    names = [alt.Tooltip("row_name:N", title=down), alt.Tooltip("column_name:N", title=across)]
    layers = [layer.encode(tooltip=names) for layer in (box.add_params(pick), ring, figure)]
    chart: Chart = alt.layer(*layers)
    return chart.properties(height={"step": _LOW if many else ROW_HEIGHT})


def _names_axis(theme: Theme, side: Literal["top", "left"], room: int | alt.ExprRef) -> alt.Axis:
    return level_axis(orient=side, labelColor=INK[theme], labelLimit=room, titleFontSize=13, domain=False)
