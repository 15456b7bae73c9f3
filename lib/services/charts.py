"""The charts of the services page: work against the hours there are. Built once per language and theme."""

from functools import cache

import pandas as pd

from lib.look.chart_style import Chart, Theme
from lib.look.load_bars import load_chart, load_table
from lib.look.palette import TIER_COLOURS
from lib.plan.compute import PlanResult
from lib.plan.roles import STAFF_ROLES, StaffRole
from lib.plan.services import EXACT, Load
from lib.plan.team import Team
from lib.texts import Texts


@cache
def tier_load(texts: Texts, theme: Theme) -> Chart:
    """The work of each tier against its budget. Data: `bars` (tier_bars)."""
    return load_chart(texts, theme, texts("picture.tier_load"))


@cache
def role_load(texts: Texts, theme: Theme) -> Chart:
    """The work of each role against its people's hours. Data: `bars` (role_bars)."""
    return load_chart(texts, theme, texts("picture.role_load"))


def tier_bars(result: PlanResult, loads: Load, texts: Texts) -> pd.DataFrame:
    """One row a tier. Columns: see `load_table`."""
    rows = [
        (tier.name, load / EXACT / 60, tier.minutes / 60, tier.fill)
        for tier, load in zip(result.tiers, loads.by_tier.tolist(), strict=True)
    ]
    return load_table(rows, texts)


def role_bars(loads: Load, team: Team, texts: Texts) -> pd.DataFrame:
    """One row a role that has work or people. Columns: see `load_table`."""
    capacity = team.capacity()
    rows = [
        (texts(f"performer.{role}"), work / EXACT / 60, _hours(capacity, role), TIER_COLOURS[1])
        for role in STAFF_ROLES
        if (work := int(loads.by_role(role).sum())) or role in capacity
    ]
    return load_table(rows, texts)


def _hours(capacity: dict[StaffRole, int], role: StaffRole) -> float | None:
    """The hours of a role; None where nobody has it."""
    return capacity[role] / 60 if role in capacity else None
