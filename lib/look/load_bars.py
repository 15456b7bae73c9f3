"""Work against the hours there are: the bars of services and of people."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from lib.look.chart_style import INK, MOST_LABELLED_TEXT, Chart, Theme, finished
from lib.look.palette import ACCENT
from lib.texts import Texts

ROW = 40
"""Height of a bar with its distance to the next, in pixels."""


def load_chart(texts: Texts, theme: Theme, said: str) -> Chart:
    """One bar a row: the work in its colour, what is over in the accent, a mark where the hours end; `said`
    is what a screen reader says of it."""
    bars = alt.Chart(alt.NamedData("bars"))
    down = alt.Y(
        "name:N",
        sort=alt.EncodingSortField("order", op="min"),
        title=None,
        axis=alt.Axis(labelFontSize=MOST_LABELLED_TEXT + 1, domain=False, ticks=False, labelLimit=150,
            labelPadding=8,
                      labelColor=INK[theme]),
        scale=alt.Scale(paddingInner=0.45, paddingOuter=0.25),
    )  # fmt: skip
    across = alt.X("start:Q", axis=None, scale=alt.Scale(zero=True, nice=False))
    within = bars.mark_bar().encode(
        across, down, x2="within:Q", color=alt.Color("fill:N", scale=None, legend=None)
    )
    over = bars.mark_bar(color=ACCENT).encode(alt.X("within:Q"), down, x2="work:Q")
    limit = bars.mark_tick(color=INK[theme], thickness=3, size=30).encode(alt.X("limit:Q"), down)
    label = bars.mark_text(align="left", dx=8, fontSize=MOST_LABELLED_TEXT, color=INK[theme]).encode(
        alt.X("end:Q"), down, text="label:N"
    )
    room = bars.mark_point(opacity=0).encode(alt.X("room:Q"), down)
    chart = alt.layer(within, over, limit, label, room).properties(height=alt.Step(ROW))
    return finished(chart, texts, theme, said)


def load_table(rows: Sequence[tuple[str, float, float | None, str]], texts: Texts) -> pd.DataFrame:
    """Columns: `name`, `order`, `start` (0), `work`, `within` (the work up to the limit), `limit`, `end`
    (where the label stands), `room` (the width with labels), all in hours; `fill` and `label`. A row
    without a limit has no mark."""
    table = pd.DataFrame(rows, columns=["name", "work", "limit", "fill"]).astype({"limit": "float64"})
    table["order"] = range(len(table))
    table["start"] = 0.0
    table["within"] = table[["work", "limit"]].min(axis=1)
    table["end"] = table[["work", "limit"]].max(axis=1)
    table["room"] = float(table["end"].max() if len(table) else 0) * 1.45
    table["label"] = [_label(work, limit, texts) for _, work, limit, _ in rows]
    return table


def _label(work: float, limit: float | None, texts: Texts) -> str:
    if limit is None:
        return texts.hours(work * 60)
    return texts("services.bar", work=texts.hours(work * 60), limit=texts.hours(limit * 60))
