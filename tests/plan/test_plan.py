"""A plan is checked on creation and survives the way to JSON and back."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import LIMIT
from lib.look.palette import PALETTE_NAMES
from lib.plan.budgets import WHOLE, shares_from_percents
from lib.plan.cuts import METHODS
from lib.plan.placements import Placement
from lib.plan.plan import BUDGET_RULES, MODES, MOST_COST, Plan, PlanError, from_json, to_json
from lib.plan.profit_settings import MARGIN_SOURCES, TIME_SOURCES, ProfitSettings
from lib.plan.services import PERFORMERS, STAFF_ROLES, Service, ServiceCatalogue
from lib.plan.team import Person, Team

SHARES = st.lists(st.integers(1, 100), min_size=2, max_size=6).map(shares_from_percents)
NAMES = st.lists(
    st.sampled_from(["", "Or", "Argent", "Bronze", "Sur mesure", "=1+1"]), max_size=6, unique=True
).map(tuple)
PLACED = st.lists(
    st.builds(
        Placement,
        client=st.text(min_size=1, max_size=9),
        tier=st.integers(0, 5),
        reason=st.text(max_size=20),
        frozen=st.booleans(),
    ),
    max_size=4,
    unique_by=lambda one: one.client,
).map(tuple)
WORDS = st.text(min_size=1, max_size=9).filter(str.strip)
SERVICES = st.builds(
    ServiceCatalogue,
    services=st.lists(
        st.builds(
            Service,
            name=WORDS,
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
            name=WORDS,
            role=st.sampled_from(STAFF_ROLES),
            minutes=st.integers(0, 60_000),
            cost_per_hour=st.integers(0, 10**7),
        ),
        max_size=3,
        unique_by=lambda person: person.name.casefold(),
    ).map(tuple),
    by_hand=st.lists(st.tuples(WORDS, st.text(), WORDS), max_size=3).map(tuple),
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
    budget_rule=st.sampled_from(BUDGET_RULES),
    budget_mix=st.integers(0, 100),
    cost_per_hour=st.integers(0, MOST_COST),
    tier_names=NAMES,
    tier_colours=st.sampled_from(PALETTE_NAMES),
    placed=PLACED,
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
        ({"budget_rule": "whim"}, "budget_rule"),
        ({"budget_mix": 101}, "budget_rule"),
        ({"cost_per_hour": -1}, "cost_per_hour"),
        ({"tier_names": ("b",)}, "tier_names"),  # the second tier is called B already
        ({"tier_names": ("Or", "OR")}, "tier_names"),
        ({"tier_names": (" Or",)}, "tier_names"),
        ({"tier_names": ("x" * 25,)}, "tier_names"),
        ({"tier_names": ("",) * 7}, "tier_names"),
        ({"tier_colours": "rainbow"}, "tier_colours"),
        ({"placed": (Placement("x", 0), Placement("x", 1))}, "placed"),
        ({"placed": (Placement("x", 6),)}, "placed"),
        ({"placed": (Placement("", 0),)}, "placed"),
        ({"placed": (Placement("x", 0, "y" * 201),)}, "placed"),
        ({"placed": tuple(Placement(str(i), 0) for i in range(201))}, "too_many_placed"),
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
        {"version": 1, "placed": [["x", 0]]},
        {"version": 1, "placed": [{"client": "x"}]},
        {"version": 1, "placed": [{"client": "x", "tier": True, "reason": "", "frozen": False}]},
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


def test_the_json_of_the_first_version_still_opens() -> None:
    first = {
        "version": 1,
        "method": "share",
        "tier_count": 3,
        "thresholds": ["0.7", "0.9"],
        "amounts": [],
        "counts": [],
        "keep_ties": True,
        "budget_minutes": 6000,
        "budget_shares": [],
        "locked": [],
        "modes": [],
    }
    thresholds = (Decimal("0.7"), Decimal("0.9"))
    assert from_json(first) == Plan("share", 3, thresholds, budget_minutes=6000)


def test_tiers_are_called_by_their_names_or_letters() -> None:
    plan = Plan(tier_names=("Or", "", "Bronze"))
    assert [plan.tier_name(index) for index in range(4)] == ["Or", "B", "Bronze", "D"]
