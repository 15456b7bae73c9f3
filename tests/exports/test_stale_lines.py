"""Entries changed in Excel: every sheet that cannot follow says so, and no other does."""

from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from lib.base.money import UNIT
from lib.exports.plan_workbook import write_plan
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.plan.team import Person, Team
from lib.services.examples import example
from tests.exports.test_sorting import YEARS
from tests.exports.test_what_if import changed, put
from tests.office import DAY, FR, recalculated

OLD = FR("workbook.old")
PLAN = Plan(
    tier_count=3,
    services=example("trade", FR),
    team=Team((Person("Olga", "owner", 30_000), Person("Ann", "manager", 60_000, 400_000))),
    profit=ProfitSettings(fixed_costs=100 * UNIT),
)
OF_PEOPLE = {"Clients", "Personnes et contacts", "Olga", "Ann", "Olga – suivi", "Ann – suivi", "Profit"}
OF_TIERS = OF_PEOPLE | {"Groupes et services", "Demain"}
"""The sheets that show what follows from the tiers on the day of the export."""
CHANGES: dict[str, tuple[str, float | str, int, set[str]]] = {
    "a threshold": ("thresholds", 0.123, 0, OF_TIERS),
    "a client placed by hand": ("hand_clients", "Client 07", 0, OF_TIERS),
    "a method": ("tier_method", FR("method.share"), 0, OF_TIERS),
    "a number of tiers": ("tier_count", 5.0, 0, OF_TIERS),
    "hours": ("budget_hours", 801, 0, OF_PEOPLE),
    "a margin": ("margin", 0.123, 0, {"Profit"}),
    "the cost of a role": ("owner_cost", 12.5, 0, {"Profit"}),
    "the cost of a person": ("person_costs", 12.5, 1, {"Profit"}),
    "the minutes of a service": ("service_minutes", 17, 2, OF_PEOPLE | {"Groupes et services"}),
    "the hours of a person": ("person_hours", 17, 1, OF_PEOPLE),
    "nothing": ("budget_hours", 1600, 0, set()),
}


@pytest.mark.parametrize(("name", "value", "row", "wanted"), CHANGES.values(), ids=CHANGES)
def test_what_does_not_follow_says_so(
    name: str, value: float | str, row: int, wanted: set[str], tmp_path: Path
) -> None:
    data = changed(write_plan(compute(YEARS, PLAN), FR, DAY), lambda book: put(book, name, value, row))
    assert _old(recalculated(data, tmp_path)) == wanted


def _old(book: Workbook) -> set[str]:
    """The sheets that say they are from before."""
    return {sheet.title for sheet in book if OLD in [sheet.cell(row, 1).value for row in range(1, 20)]}
