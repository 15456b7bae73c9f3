"""The charts of the services page: work against the hours there are. Built once per language and theme."""

from collections.abc import Sequence
from functools import cache

import altair as alt
import pandas as pd

from lib.look.chart_style import INK, MOST_LABELLED_TEXT, Chart, Theme, finished
from lib.look.palette import ACCENT, TIER_COLOURS
from lib.people.assignment import Assignment
from lib.plan.compute import PlanResult
from lib.plan.services import EXACT, STAFF_ROLES, Load, Performer
from lib.plan.team import Team
from lib.texts import Texts

ROW = 40
"""Height of a bar with its distance to the next, in pixels."""
MOST_PEOPLE_SHOWN = 25


@cache
def tier_load(texts: Texts, theme: Theme) -> Chart:
    """The work of each tier against its budget. Data: `bars` (tier_bars)."""
    return _bars(texts, theme)


@cache
def role_load(texts: Texts, theme: Theme) -> Chart:
    """The work of each role against its people's hours. Data: `bars` (role_bars)."""
    return _bars(texts, theme)


@cache
def people_load(texts: Texts, theme: Theme) -> Chart:
    """The work of each person against their hours. Data: `bars` (people_bars)."""
    return _bars(texts, theme)


def _bars(texts: Texts, theme: Theme) -> Chart:
    """One bar a row: the work in its colour, what is over in the accent, a mark where the hours end."""
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
    return finished(chart, texts, theme)


def tier_bars(result: PlanResult, loads: Load, texts: Texts) -> pd.DataFrame:
    """One row a tier. Columns: see `_table`."""
    rows = [
        (tier.name, load / EXACT / 60, tier.minutes / 60, tier.fill)
        for tier, load in zip(result.tiers, loads.by_tier.tolist(), strict=True)
    ]
    return _table(rows, texts)


def role_bars(loads: Load, team: Team, texts: Texts) -> pd.DataFrame:
    """One row a role that has work or people. Columns: see `_table`."""
    capacity = team.capacity()
    rows = [
        (texts(f"performer.{role}"), work / EXACT / 60, _hours(capacity, role), TIER_COLOURS[1])
        for role in STAFF_ROLES
        if (work := int(loads.by_role(role).sum())) or role in capacity
    ]
    return _table(rows, texts)


def _hours(capacity: dict[Performer, int], role: Performer) -> float | None:
    """The hours of a role; None where nobody has it."""
    return capacity[role] / 60 if role in capacity else None


def people_bars(found: Assignment, texts: Texts) -> pd.DataFrame:
    """One row a person, the busiest where there are more than `MOST_PEOPLE_SHOWN`. Columns: see `_table`."""
    rows = [
        (person.name, work / EXACT / 60, person.minutes / 60, TIER_COLOURS[1])
        for person, work in zip(found.team.people, found.loads, strict=True)
    ]
    if len(rows) > MOST_PEOPLE_SHOWN:
        rows = sorted(rows, key=lambda row: row[1] / max(row[2], 1 / 60), reverse=True)[:MOST_PEOPLE_SHOWN]
    return _table(rows, texts)


def _table(rows: Sequence[tuple[str, float, float | None, str]], texts: Texts) -> pd.DataFrame:
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
