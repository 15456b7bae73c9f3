"""A plan is checked on creation and survives the way to JSON and back."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.money import LIMIT
from lib.people import Person, Team
from lib.plan import METHODS, MODES, Plan, PlanError, from_json, to_json
from lib.profit_settings import MARGIN_SOURCES, TIME_SOURCES, ProfitSettings
from lib.resources import WHOLE, shares_from_percents
from lib.services import PERFORMERS, STAFF_ROLES, Service, ServiceCatalogue

SHARES = st.lists(st.integers(1, 100), min_size=2, max_size=6).map(shares_from_percents)
NAMES = st.text(min_size=1, max_size=9).filter(str.strip)
SERVICES = st.builds(
    ServiceCatalogue,
    services=st.lists(
        st.builds(
            Service,
            name=NAMES,
            minutes=st.integers(0, 600),
            performer=st.sampled_from(PERFORMERS),
            direct_cost=st.integers(0, 10**9),
            times=st.tuples(st.integers(0, 5200), st.integers(0, 5200)),
            automated=st.tuples(st.integers(0, 100), st.integers(0, 100)),
        ),
        max_size=3,
    ).map(tuple),
    floor_minutes=st.integers(0, 600),
    floor_contacts=st.integers(0, 50),
)
TEAMS = st.builds(
    Team,
    people=st.lists(
        st.builds(
            Person,
            name=NAMES,
            role=st.sampled_from(STAFF_ROLES),
            minutes=st.integers(0, 60_000),
            cost_per_hour=st.integers(0, 10**7),
        ),
        max_size=3,
        unique_by=lambda person: person.name.casefold(),
    ).map(tuple),
    by_hand=st.lists(st.tuples(NAMES, st.text(), NAMES), max_size=3).map(tuple),
)
PROFITS = st.builds(
    ProfitSettings,
    margin_source=st.sampled_from(MARGIN_SOURCES),
    margin=st.integers(0, 10_000),
    tier_margins=st.lists(st.integers(0, 10_000), max_size=6).map(tuple),
    owner_cost=st.integers(0, 10**7),
    capacity=st.integers(20, 100),
    fixed_costs=st.integers(0, 10**12),
    time_source=st.sampled_from(TIME_SOURCES),
)
PLANS = st.builds(
    Plan,
    method=st.sampled_from(METHODS),
    tier_count=st.integers(2, 6),
    thresholds=st.lists(st.decimals(0, 1, places=6), max_size=5).map(lambda values: tuple(sorted(values))),
    amounts=st.lists(st.integers(1, LIMIT), max_size=5).map(lambda v: tuple(sorted(v, reverse=True))),
    counts=st.lists(st.integers(1, 10**6), max_size=5).map(tuple),
    keep_ties=st.booleans(),
    budget_minutes=st.integers(0, 12_000_000),
    budget_shares=SHARES,
    locked=st.lists(st.booleans(), max_size=6).map(tuple),
    modes=st.lists(st.sampled_from(MODES), max_size=6).map(tuple),
    services=SERVICES,
    team=TEAMS,
    profit=PROFITS,
)


@given(PLANS)
def test_a_plan_survives_json(plan: Plan) -> None:
    assert from_json(json.loads(json.dumps(to_json(plan)))) == plan


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({"method": "guess"}, "method"),
        ({"tier_count": 1}, "tier_count"),
        ({"tier_count": 7}, "tier_count"),
        ({"thresholds": (Decimal("0.9"), Decimal("0.8"))}, "thresholds"),
        ({"thresholds": (Decimal("1.1"),)}, "thresholds"),
        ({"amounts": (1, 2)}, "amounts"),
        ({"counts": (0,)}, "counts"),
        ({"counts": (1,) * 6}, "too_many_thresholds"),
        ({"budget_minutes": -1}, "budget"),
        ({"budget_minutes": 200_000 * 60 + 1}, "budget"),
        ({"budget_shares": (WHOLE, 1)}, "budget_shares"),
        ({"budget_shares": (WHOLE + 1, -1)}, "budget_shares"),
        ({"modes": ("king",)}, "modes"),
    ],
)
def test_what_no_plan_can_hold(choices: dict[str, object], code: str) -> None:
    with pytest.raises(PlanError) as refused:
        Plan(**choices)  # type: ignore[arg-type]
    assert refused.value.code == code


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"version": 1, "tier_count": "many"},
        {"version": 1, "tier_count": None},
        {"version": 1, "thresholds": ["0,8"]},
        {"version": 1, "thresholds": "0.8"},
        {"version": 1, "counts": [1.5]},
        {"version": 1, "counts": 3},
        {"version": 1, "amounts": [1e300]},
        {"version": 1, "budget_minutes": 0.5},
        {"version": 1, "budget_shares": [3_000_000.0, 3_000_000.0]},
        {"version": 1, "keep_ties": "no"},
        {"version": 1, "locked": [1]},
        {"version": 1, "services": None},
        {"version": 1, "services": []},
        {"version": 1, "services": {"services": [1], "floor_minutes": 1, "floor_contacts": 1}},
        {"version": 1, "services": {"services": [], "floor_minutes": -1, "floor_contacts": 1}},
        {"version": 1, "services": {"services": [], "floor_minutes": 1.5, "floor_contacts": 1}},
        {"version": 1, "team": {"people": "Anna", "by_hand": []}},
        {"version": 1, "team": {"people": [], "by_hand": [["a", "b"]]}},
        {"version": 1, "team": {"people": [{"name": "a", "role": "king"}], "by_hand": []}},
        {"version": 1, "profit": {"margin": "high"}},
        {"version": 1, "profit": to_json(Plan())["profit"] | {"margin": 10_001}},  # type: ignore[operator]
    ],
)
def test_values_that_are_no_plan(values: dict[str, object]) -> None:
    with pytest.raises(PlanError) as refused:
        from_json(values)
    assert refused.value.code == "not_a_plan"


def test_another_version_is_told_apart() -> None:
    with pytest.raises(PlanError) as refused:
        from_json({"version": 99})
    assert refused.value.code == "version"


def test_choices_of_a_later_version_are_left_alone() -> None:
    assert from_json({"version": 1, "colour": "blue", "tier_count": 3}) == Plan(tier_count=3)
