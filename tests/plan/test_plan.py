"""A plan is checked on creation; all kinds of plans, for whoever tries a law on them."""

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import strategies as st

from lib.base.money import LIMIT
from lib.look.palette import PALETTE_NAMES
from lib.plan.budgets import WHOLE, shares_from_percents
from lib.plan.cuts import METHODS
from lib.plan.errors import PlanError
from lib.plan.follow_up import Contact, FollowUp, written_contacts
from lib.plan.placements import Placement
from lib.plan.plan import BudgetRule, Plan
from lib.plan.potential_settings import POTENTIAL_MARKS, PotentialSettings, TypedPotential, TypedProspect
from lib.plan.profit_settings import TIME_SOURCES, MarginSource, ProfitSettings
from lib.plan.roles import PERFORMERS, STAFF_ROLES
from lib.plan.services import Service, ServiceCatalogue
from lib.plan.team import Person, Team
from lib.plan.tomorrow_settings import TomorrowSettings

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
            cost_per_hour=st.none() | st.integers(0, 10**7),
        ),
        max_size=3,
        unique_by=lambda person: person.name.casefold(),
    ).map(tuple),
    by_hand=st.lists(st.tuples(WORDS, st.text(), WORDS), max_size=3).map(tuple),
)
PROFITS = st.builds(
    ProfitSettings,
    margin_source=st.sampled_from(get_args(MarginSource)),
    margin=st.integers(0, 10_000),
    tier_margins=st.lists(st.integers(0, 10_000), max_size=6).map(tuple),
    owner_cost=st.integers(0, 10**9),
    manager_cost=st.integers(0, 10**9),
    team_cost=st.integers(0, 10**9),
    capacity=st.integers(20, 100),
    fixed_costs=st.integers(0, 10**12),
    time_source=st.sampled_from(TIME_SOURCES),
)
KEYS = st.lists(WORDS, max_size=4, unique=True)
TOMORROWS = st.builds(
    lambda periods, tolerance, keys, marks: TomorrowSettings(
        periods, tolerance, tuple(keys[::2]), tuple(keys[1::2]), tuple(zip(keys, marks, strict=False))
    ),
    st.text(max_size=24),
    st.integers(0, 50),
    KEYS,
    st.lists(st.integers(1, 3), max_size=4),
)
_AMOUNTS, _MARKS = st.none() | st.integers(0, 10**16), st.none() | st.sampled_from(POTENTIAL_MARKS)
_NAMED = st.text("abcé'′ ", min_size=1, max_size=9)
_TYPED = st.builds(TypedPotential, _NAMED, _AMOUNTS, _MARKS)
_PROSPECTS = st.builds(TypedProspect, _NAMED, _AMOUNTS, _MARKS)
POTENTIALS = st.builds(
    PotentialSettings,
    typed=st.lists(_TYPED, max_size=4, unique_by=lambda typed: typed.client).map(tuple),
    prospects=st.lists(_PROSPECTS, max_size=4, unique_by=lambda prospect: prospect.name.casefold()).map(
        tuple
    ),
    per_head=st.integers(0, 10**13),
    weights=st.just(()) | st.tuples(*[st.integers(0, 1_000)] * 3),
    prospect_budget=st.integers(0, 50),
)

_CONTACTS = st.lists(
    st.builds(
        Contact,
        _NAMED.filter(str.strip),
        _NAMED.filter(str.strip),
        _NAMED,
        _NAMED,
        st.dates(),
        st.integers(1, 1_440),
        _NAMED,
    ),
    max_size=3,
    unique_by=lambda contact: " ".join(contact.slot.split()),
)
FOLLOW_UPS = st.builds(FollowUp, st.sampled_from(["", "2026-03"]), _CONTACTS.map(written_contacts))

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
    modes=st.lists(st.sampled_from(STAFF_ROLES), max_size=6).map(tuple),
    budget_rule=st.sampled_from(get_args(BudgetRule)),
    budget_mix=st.integers(0, 100),
    tier_names=NAMES,
    tier_colours=st.sampled_from(PALETTE_NAMES),
    placed=PLACED,
    services=SERVICES,
    team=TEAMS,
    profit=PROFITS,
    tomorrow=TOMORROWS,
    potential=POTENTIALS,
    follow_up=FOLLOW_UPS,
)


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
        ({"counts": (1,) * 6}, "counts"),
        ({"budget_minutes": -1}, "budget_minutes"),
        ({"budget_minutes": 200_000 * 60 + 1}, "budget_minutes"),
        ({"budget_shares": (WHOLE, 1)}, "budget_shares"),
        ({"budget_shares": (WHOLE + 1, -1)}, "budget_shares"),
        ({"modes": ("king",)}, "modes"),
        ({"budget_rule": "whim"}, "budget_rule"),
        ({"budget_mix": 101}, "budget_mix"),
        ({"tier_names": ("b",)}, "tier_names"),  # the second tier is called B already
        ({"tier_names": ("Or", "OR")}, "tier_names"),
        ({"tier_names": (" Or",)}, "tier_names"),
        ({"tier_names": ("x" * 25,)}, "tier_names"),
        ({"tier_names": ("",) * 7}, "tier_names"),
        ({"tier_colours": "rainbow"}, "tier_colours"),
        ({"placed": (Placement("x", 0), Placement("x", 1))}, "placed_twice"),
        ({"placed": (Placement("x", 6),)}, "tier"),
        ({"placed": (Placement("", 0),)}, "client"),
        ({"placed": (Placement("x", 0, "y" * 201),)}, "reason"),
        ({"placed": tuple(Placement(str(i), 0) for i in range(201))}, "placed"),
    ],
)
def test_what_no_plan_can_hold(choices: dict[str, object], code: str) -> None:
    with pytest.raises(PlanError) as refused:
        Plan(**choices)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_tiers_are_called_by_their_names_or_letters() -> None:
    plan = Plan(tier_names=("Or", "", "Bronze"))
    assert [plan.tier_name(index) for index in range(4)] == ["Or", "B", "Bronze", "D"]


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(PlanError) as refused:
        Plan(tier_count=9, budget_minutes=-1, placed=(Placement("x", 0), Placement("", 8)))
    named = [(fault.code, fault.details) for fault in (refused.value, *refused.value.others)]
    assert named == [
        ("tier_count", {"value": 9, "least": 2, "most": 6}),
        ("budget_minutes", {"value": -1, "least": 0, "most": 12_000_000}),
        ("client", {"value": 0, "least": 1, "most": 32_767, "row": 2}),
        ("tier", {"value": 8, "least": 0, "most": 5, "row": 2}),
    ]
