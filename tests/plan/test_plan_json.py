"""A plan survives the way to JSON and back; the JSON of earlier versions opens; anything else is refused."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.plan.budgets import WHOLE
from lib.plan.compute import compute
from lib.plan.errors import PlanError
from lib.plan.hour_costs import blended_hour
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.plan_json import VERSION, from_json, to_json
from lib.plan.profit_settings import ProfitSettings
from lib.plan.services import Service, ServiceCatalogue
from lib.plan.team import Person, Team
from lib.plan.tomorrow_settings import TomorrowSettings
from tests.lists import TOY, list_of
from tests.plan.test_plan import PLANS

VERSIONS = Path(__file__).parent / "versions"


def kept(name: str) -> dict[str, object]:
    """The JSON of a plan as an earlier version wrote it."""
    values: dict[str, object] = json.loads((VERSIONS / f"{name}.json").read_text("utf-8"))
    return values


@given(PLANS)
def test_a_plan_survives_json(plan: Plan) -> None:
    assert from_json(json.loads(json.dumps(to_json(plan)))) == plan


def test_every_choice_of_version_1_opens() -> None:
    """Written down by hand from what that version was given, not read from what it wrote."""
    assert from_json(kept("version_1")) == Plan(
        method="amount",
        tier_count=4,
        thresholds=(Decimal("0.25"), Decimal("0.5"), Decimal("0.9")),
        amounts=(90_000 * UNIT, 10_000 * UNIT, 500 * UNIT),
        counts=(3, 5),
        keep_ties=False,
        budget_minutes=77_777,
        budget_shares=(WHOLE // 2, WHOLE // 4, WHOLE // 8, WHOLE // 8),
        locked=(True, False, False, True),
        modes=("owner", "manager", "team", "team"),
        budget_rule="today",
        budget_mix=40,
        tier_names=("Or", "", "Bronze"),
        tier_colours="violet",
        placed=(Placement("C-17", 2, "asked for it"), Placement("Dupont", 0, frozen=True)),
        services=ServiceCatalogue(
            (
                Service("Visit", 90, "manager", 12 * UNIT, (1200, 400, 200, 0), (0, 0, 25, 100)),
                Service("Letter", 0, "automatic", 5_000, (1200,) * 4, (100,) * 4),
            ),
            floor_minutes=20,
            floor_contacts=2,
        ),
        team=Team(
            (Person("Ann", "owner", 60_000, 81 * UNIT), Person("Tom", "manager", 60_000, 45 * UNIT)),
            (("C-17", "17", "Tom"),),
        ),
        profit=ProfitSettings(
            margin_source="tier",
            margin=4_250,
            tier_margins=(1_000, 2_000, 3_000),
            owner_cost=91 * UNIT,
            manager_cost=45 * UNIT,
            team_cost=30 * UNIT,
            capacity=70,
            fixed_costs=120_000 * UNIT,
            time_source="services",
        ),
        tomorrow=TomorrowSettings("years_2023", 7, ("C-17",), ("C-9",), (("C-4", 2),)),
    )


def test_an_hour_that_version_1_priced_reaches_a_profit_that_was_untouched() -> None:
    plan = from_json(kept("version_1_hour"))
    assert plan == Plan(tier_count=3, profit=plan.profit)
    assert blended_hour(compute(list_of(TOY), plan)) == 51 * UNIT
    touched = kept("version_1_hour")
    touched["profit"] = {**touched["profit"], "margin": 2_999}  # type: ignore[dict-item]
    assert from_json(touched).profit == replace(ProfitSettings(), margin=2_999)
    assert from_json({**touched, "cost_per_hour": 0}).profit == from_json(touched).profit


def test_the_first_plans_said_less() -> None:
    first = {"version": 1, "method": "share", "tier_count": 3, "thresholds": ["0.7", "0.9"], "modes": []}
    assert from_json(first) == Plan("share", 3, (Decimal("0.7"), Decimal("0.9")))
    assert from_json({"version": 1, "colour": "blue", "tier_count": 3}) == Plan(tier_count=3)


@pytest.mark.parametrize("version", [0, -1, VERSION + 1, 99, "1", None, True, 1.0])
def test_another_version_is_told_apart(version: object) -> None:
    with pytest.raises(PlanError) as refused:
        from_json({"version": version})
    assert refused.value.code == "version"


USUAL = to_json(Plan())


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({"tier_count": "many"}, "not_a_plan"),
        ({"tier_count": None}, "not_a_plan"),
        ({"method": "magic"}, "not_a_plan"),
        ({"thresholds": ["0,8"]}, "not_a_plan"),
        ({"thresholds": "0.8"}, "not_a_plan"),
        ({"thresholds": [0.8]}, "not_a_plan"),
        ({"thresholds": ["NaN"]}, "not_a_plan"),
        ({"thresholds": ["1E-999999"]}, "not_a_plan"),
        ({"thresholds": ["0." + "1" * 99]}, "not_a_plan"),
        ({"thresholds": ["0.9", "0.8"]}, "thresholds"),
        ({"counts": [1.5]}, "not_a_plan"),
        ({"counts": 3}, "not_a_plan"),
        ({"amounts": [1e300]}, "not_a_plan"),
        ({"budget_minutes": 0.5}, "not_a_plan"),
        ({"budget_shares": [3_000_000.0, 3_000_000.0]}, "not_a_plan"),
        ({"keep_ties": "no"}, "not_a_plan"),
        ({"locked": [1]}, "not_a_plan"),
        ({"placed": [["x", 0]]}, "not_a_plan"),
        ({"placed": [{"client": "x"}]}, "not_a_plan"),
        ({"placed": [{"client": "x", "tier": True, "reason": "", "frozen": False}]}, "not_a_plan"),
        ({"services": None}, "not_a_plan"),
        ({"services": []}, "not_a_plan"),
        ({"services": {"services": [1]}}, "not_a_plan"),
        ({"services": {"floor_minutes": -1}}, "floor_minutes"),
        ({"services": {"floor_minutes": 1.5}}, "not_a_plan"),
        ({"team": {"people": "Anna"}}, "not_a_plan"),
        ({"team": {"by_hand": [["a", "b"]]}}, "not_a_plan"),
        ({"team": {"people": [{"name": "a", "role": "king"}]}}, "not_a_plan"),
        ({"team": {"people": [{"name": " "}]}}, "person_name"),
        ({"team": {"people": [{"name": "a"}, {"name": "A"}]}}, "person_twice"),
        ({"profit": {"margin": "high"}}, "not_a_plan"),
        ({"profit": {"margin": 10_001}}, "margin"),
        ({"tomorrow": {"potentials": [["a", 4]]}}, "potentials"),
        ({"tomorrow": {"pinned": ["a"], "dismissed": ["a"]}}, "pinned_and_dismissed"),
        ({"version": 1, "cost_per_hour": "52"}, "not_a_plan"),
        ({"version": 1, "cost_per_hour": -1}, "not_a_plan"),
    ],
)
def test_values_that_are_no_plan(choices: dict[str, object], code: str) -> None:
    with pytest.raises(PlanError) as refused:
        from_json(USUAL | choices)
    assert refused.value.code == code


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(plan=PLANS, name=st.sampled_from(sorted(USUAL)), value=JSON)
def test_no_json_breaks_the_reader(plan: Plan, name: str, value: object) -> None:
    try:
        again = from_json(to_json(plan) | {name: value})
    except PlanError:
        return
    assert from_json(to_json(again)) == again
