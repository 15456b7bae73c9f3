"""The sheets of services, people, contacts and profit: what Excel sees, and LibreOffice's own reckoning."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lib.base.money import UNIT
from lib.exports.plan_workbook import write_plan
from lib.people.assignment import assign
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.plan.services import EXACT, load
from lib.plan.team import Person, Team
from lib.profit.profit import profit_of
from lib.services.examples import example
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import list_of
from tests.office import column, minutes, same_after_recalculation
from tests.office import load as loaded

HUNDRED = list_of([100_000 // rank + 7 for rank in range(1, 101)])
TEAM = Team(
    (Person("=Olga", "owner", 30_000), Person("Ann", "manager", 60_000), Person("Tom", "team", 60_000))
)


def full(language: Language = "fr") -> tuple[Plan, bytes]:
    texts = Texts(language)
    plan = Plan(
        services=example("trade", texts),
        team=TEAM,
        profit=ProfitSettings(fixed_costs=60_000 * UNIT, time_source="services"),
    )
    return plan, write_plan(compute(HUNDRED, plan), texts, date(2026, 3, 3))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_are_there_once_filled_in(language: Language) -> None:
    texts = Texts(language)
    names = loaded(full(language)[1]).sheetnames
    keys = ("tiers_and_services", "people_and_contacts", "profit")
    assert [name for name in names if name in {texts(f"workbook.sheet.{key}") for key in keys}] == [
        texts(f"workbook.sheet.{key}") for key in keys
    ]


def test_the_figures_are_those_of_the_plan() -> None:
    plan, data = full()
    result = compute(HUNDRED, plan)
    book = loaded(data, values=True)
    (work,) = (row for row in book["Groupes et services"].iter_rows(values_only=True) if row[3] == "Travail")
    loads = load(plan.services, [tier.clients for tier in result.tiers])
    assert minutes(work[4:10]) == [*(round(part / EXACT) for part in loads.by_tier), 0]
    found = assign(result)
    sheet = book["Personnes et contacts"]
    assert column(sheet, "Clients")[:3] == list(found.clients)
    assert column(sheet, "Nom")[0] == "=Olga"
    people = [TEAM.people[place].name for place in found.person]
    assert column(book["Clients"], "Responsable") == people
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[2] == "mars")
    assert len(rows) > head + 5
    for row in rows[head + 1 :]:
        assert sum(row[2:14]) == row[14]  # type: ignore[arg-type]
    parts = [round(float(str(value)) * UNIT) for value in column(book["Clients"], "Contribution")]
    assert parts == [int(part) for part in profit_of(result).contributions]


def test_names_stay_text_and_odd_plans_are_written() -> None:
    plan, data = full()
    cell = loaded(data)["Personnes et contacts"]["A3"]
    assert (cell.data_type, cell.value) == ("s", "=Olga")
    for odd in (
        replace(plan, budget_minutes=0),
        replace(plan, team=Team((Person("Ann", "manager", 0),))),
        replace(plan, profit=ProfitSettings(margin=0, fixed_costs=UNIT)),
    ):
        assert write_plan(compute(HUNDRED, odd), Texts("en"))


def test_libreoffice_calculates_the_same(tmp_path: Path) -> None:
    assert same_after_recalculation(full()[1], tmp_path) > 600
