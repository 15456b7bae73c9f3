"""One hour, one cost: what is priced on the tiers page is what profit reckons with, and back."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.clients.model import client_list
from lib.plan.compute import compute
from lib.plan.hour_costs import (
    blended_hour,
    budget_cost,
    hour_cost,
    paid_hour,
    priced_by_people,
    with_blended_hour,
)
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.plan.team import Person, Team, team_of
from lib.profit.contribution import service_cost
from tests.lists import TOY, list_of
from tests.plan.test_plan import PLANS

CLIENTS = list_of(TOY)


def test_a_worked_case() -> None:
    """Two tiers, half of 100 hours each: the owner at 68, the team at 34, of which 85 % can be planned."""
    plan = Plan(
        "pareto", 2, budget_minutes=6_000, profit=ProfitSettings(owner_cost=68 * UNIT, team_cost=34 * UNIT)
    )
    result = compute(CLIENTS, plan)
    assert hour_cost(plan.profit, Team(), "owner") == 80 * UNIT
    assert (blended_hour(result), budget_cost(result)) == (60 * UNIT, 6_000 * UNIT)
    dearer = with_blended_hour(result, 90 * UNIT)
    assert (dearer.profit.owner_cost, dearer.profit.team_cost) == (102 * UNIT, 51 * UNIT)
    assert dearer == replace(plan, profit=dearer.profit)
    free = compute(CLIENTS, with_blended_hour(result, 0))
    assert (blended_hour(free), budget_cost(free)) == (0, 0)
    equal = with_blended_hour(free, 100 * UNIT).profit
    assert (equal.owner_cost, equal.manager_cost, equal.team_cost) == (85 * UNIT,) * 3


@given(PLANS)
def test_the_budget_in_money_is_the_cost_of_service(plan: Plan) -> None:
    plan = replace(plan, profit=replace(plan.profit, time_source="budget"))
    result = compute(CLIENTS, plan)
    assert budget_cost(result) == service_cost(result).total


@given(plan=PLANS, hour=st.integers(1, 1_000))
def test_an_hour_typed_on_the_tiers_page_is_the_hour_of_profit(plan: Plan, hour: int) -> None:
    plan = replace(plan, team=Team(), profit=ProfitSettings(capacity=plan.profit.capacity))
    before = compute(CLIENTS, plan)
    after = compute(CLIENTS, with_blended_hour(before, hour * UNIT))
    assert abs(blended_hour(after) - hour * UNIT) <= 10
    assert (
        abs(service_cost(after).total - hour * UNIT * after.tier_budget / 60)
        <= hour * UNIT + plan.budget_minutes
    )


def test_people_with_a_cost_of_their_own_hold_and_the_others_follow_their_role() -> None:
    settings = ProfitSettings(manager_cost=60 * UNIT)
    own = Team((Person("Ann", "manager", 600, 40 * UNIT), Person("Tom", "manager", 1_200)))
    assert paid_hour(settings, own, "manager") == round((40 * 600 + 60 * 1_200) / 1_800 * UNIT)
    assert not own.is_priced("manager")
    assert Team(own.people[:1]).is_priced("manager")
    assert paid_hour(settings, Team(own.people[:1]), "manager") == 40 * UNIT
    assert priced_by_people(compute(CLIENTS, Plan(team=own)))
    assert not priced_by_people(compute(CLIENTS, Plan(team=Team(own.people[1:]))))


def test_the_managers_that_the_file_names_cost_what_their_role_costs() -> None:
    clients = client_list(CLIENTS.ranked.assign(account_manager="Ann"), CLIENTS.report)
    assert team_of(clients, Team()).people == (Person("Ann"),)
    dear = Plan(profit=ProfitSettings(manager_cost=600 * UNIT))
    assert service_cost(compute(clients, dear)).total > service_cost(compute(clients, Plan())).total
