"""The work of each person as a picture."""

from functools import cache

import pandas as pd

from lib.look.chart_style import Chart, Theme
from lib.look.load_bars import load_chart, load_table
from lib.look.palette import TIER_COLOURS
from lib.people.assignment import Assignment
from lib.plan.services import EXACT
from lib.texts import Texts

MOST_PEOPLE_SHOWN = 25


@cache
def people_load(texts: Texts, theme: Theme) -> Chart:
    """The work of each person against their hours. Data: `bars` (people_bars)."""
    return load_chart(texts, theme, texts("picture.people_load"))


def people_bars(assignment: Assignment, texts: Texts) -> pd.DataFrame:
    """One row a person, the busiest of many. Columns: see `load_table`."""
    rows = [
        (person.name, work / EXACT / 60, person.minutes / 60, TIER_COLOURS[1])
        for person, work in zip(assignment.team.people, assignment.loads, strict=True)
    ]
    if len(rows) > MOST_PEOPLE_SHOWN:
        rows = sorted(rows, key=lambda row: row[1] / max(row[2], 1 / 60), reverse=True)[:MOST_PEOPLE_SHOWN]
    return load_table(rows, texts)
