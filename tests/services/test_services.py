"""The service catalogue: loads that add up, the floor, and times that fit the budget."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.plan.errors import PlanError
from lib.plan.roles import PERFORMERS
from lib.plan.services import (
    EXACT,
    MOST_TIMES,
    ONCE,
    Service,
    ServiceCatalogue,
    direct_costs,
    floor_breaks,
    load,
    received,
)
from lib.services.examples import FIRMS, Firm, example
from lib.services.fit import fit, role_overloads, tier_overloads
from lib.texts import LANGUAGES, Language, Texts

VISIT = Service("Visit", 90, "manager", 20 * UNIT, (400, 100), (0, 50))
CALL = Service("Call", 15, "team", 0, (1200, 250), (0, 20))
LETTER = Service("Letter", 30, "automatic", UNIT, (1200, 1200), (0, 0))
CATALOGUE = ServiceCatalogue((VISIT, CALL, LETTER))


def test_a_load_by_hand() -> None:
    """A: 3 × (4 × 90 + 12 × 15) = 1,620 min. B: 10 × (1 × 90 × 0.5 + 2.5 × 15 × 0.8) = 750 min."""
    loads = load(CATALOGUE, (3, 10))
    assert [int(part) for part in loads.by_tier] == [1620 * EXACT, 750 * EXACT]
    assert [int(part) for part in loads.by_role("manager")] == [1080 * EXACT, 450 * EXACT]
    assert [int(part) for part in loads.by_role("automatic")] == [0, 0]
    assert loads.per_client("team") == (180 * EXACT, 30 * EXACT)
    assert direct_costs(CATALOGUE, (3, 10)) == [3 * (80 + 12) * UNIT, 10 * (20 + 12) * UNIT]


def services(tiers: int, least: int = 0) -> st.SearchStrategy[Service]:
    return st.builds(
        Service,
        name=st.just("Service"),
        minutes=st.integers(least, 600),
        performer=st.sampled_from(PERFORMERS),
        direct_cost=st.integers(0, 10**7),
        times=st.tuples(*[st.integers(0, 5200)] * tiers),
        automated=st.tuples(*[st.integers(0, 100)] * tiers),
    )


def catalogues(tiers: int, least: int = 0) -> st.SearchStrategy[ServiceCatalogue]:
    return st.builds(
        ServiceCatalogue,
        services=st.lists(services(tiers, least), max_size=6).map(tuple),
        floor_minutes=st.integers(0, 300),
        floor_contacts=st.integers(0, 12),
    )


@given(catalogues(3), st.tuples(*[st.integers(1, 1000)] * 3))
def test_hours_add_up_from_clients_to_roles_tiers_and_the_total(
    catalogue: ServiceCatalogue, clients: tuple[int, ...]
) -> None:
    loads = load(catalogue, clients)
    by_hand = [
        sum(
            Fraction(s.times[tier], ONCE) * s.minutes * (1 - Fraction(s.automated[tier], 100)) * count
            for s in catalogue.services
            if s.performer != "automatic"
        )
        for tier, count in enumerate(clients)
    ]
    assert [Fraction(int(part), EXACT) for part in loads.by_tier] == by_hand
    by_role = [sum(loads.per_client(role)[t] * clients[t] for role in PERFORMERS) for t in range(3)]
    assert by_role == [int(part) for part in loads.by_tier]


@given(catalogues(3), st.tuples(*[st.integers(1, 500)] * 3), st.tuples(*[st.integers(0, 200_000)] * 3))
def test_fit_uses_the_budget_in_proportion(
    catalogue: ServiceCatalogue, clients: tuple[int, ...], minutes: tuple[int, ...]
) -> None:
    free = ServiceCatalogue(catalogue.services, 0, 0)
    fitted = fit(free, clients, minutes)
    for tier, (count, budget) in enumerate(zip(clients, minutes, strict=True)):
        target = budget * EXACT // count
        before, after = received(free, tier)[0], received(fitted, tier)[0]
        assert after <= target
        for old, new in zip(free.services, fitted.services, strict=True):
            unit = 0 if old.performer == "automatic" else old.minutes * (100 - old.automated[tier])
            if not unit:
                assert new.times[tier] == old.times[tier]
            elif before and (exact := Fraction(old.times[tier] * target, before)) <= MOST_TIMES:
                assert abs(new.times[tier] - exact) <= (ONCE if exact >= 10 * ONCE else ONCE // 10)


PERSONAL = Service("Call", 20, "manager", 0, (100, 50, 0), (0, 20, 50))


@given(catalogues(3, 1), st.tuples(*[st.integers(1, 500)] * 3), st.tuples(*[st.integers(0, 20_000)] * 3))
def test_nobody_is_below_the_floor_after_fit(
    catalogue: ServiceCatalogue, clients: tuple[int, ...], minutes: tuple[int, ...]
) -> None:
    with_person = ServiceCatalogue((PERSONAL, *catalogue.services), 60, 3)
    assert floor_breaks(fit(with_person, clients, minutes), clients) == []


def test_fit_hits_a_budget_that_whole_tenths_can_meet() -> None:
    """540 min a client in A: 4 visits and 12 calls as they are; twice that gives twice of each."""
    fitted = fit(CATALOGUE, (3, 10), (3240, 750))
    assert [service.times for service in fitted.services] == [(800, 100), (2400, 250), (1200, 1200)]


def test_the_floor_and_what_is_missing() -> None:
    """B gets 45 min + 30 min = 75 min and 0.5 + 2 = 2.5 contacts; a floor of 90 and 3 lacks 15 min, 0.5."""
    strict = ServiceCatalogue(CATALOGUE.services, 90, 3)
    (broken,) = floor_breaks(strict, (3, 10))
    assert (broken.tier, broken.minutes, broken.contacts) == (1, 75.0, 25_000)
    assert (broken.missing_minutes, broken.missing_contacts, broken.tier_minutes) == (15.0, 5_000, 150.0)
    on_the_edge = ServiceCatalogue(CATALOGUE.services, 75, 2)
    assert floor_breaks(on_the_edge, (3, 10)) == []
    assert floor_breaks(ServiceCatalogue(), (3, 10)) == []


def test_what_would_mend_too_much_work() -> None:
    loads = load(CATALOGUE, (3, 10))
    over = tier_overloads(loads, (1080, 750))
    assert list(over) == [0]
    assert (over[0].minutes, over[0].service, over[0].tier, over[0].automate) == (540, 0, 0, 0.5)
    roles = role_overloads(loads, {"team": 700, "manager": 5000})
    assert roles["team"].minutes == 540 + 300 - 700
    assert roles["team"].automate == pytest.approx(140 / 540)
    assert role_overloads(loads, {"team": 0})["team"].automate is None


@pytest.mark.parametrize(("before", "count", "after"), [
    ((5, 4, 3, 2, 1), 3, (5, 3, 1)),
    ((5, 1), 4, (5, 5, 1, 1)),
    ((7,), 3, (7, 7, 7)),
    ((5, 4, 3), 1, (5,)),
])  # fmt: skip
def test_a_catalogue_follows_the_number_of_tiers(
    before: tuple[int, ...], count: int, after: tuple[int, ...]
) -> None:
    service = Service("Call", 10, "team", 0, before, before)
    assert service.for_tiers(count).times == after


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("firm", FIRMS)
def test_the_examples_give_each_tier_less_than_the_one_above(firm: Firm, language: Language) -> None:
    catalogue = example(firm, Texts(language))
    got = [received(catalogue, tier) for tier in range(5)]
    assert got == sorted(got, reverse=True)
    assert floor_breaks(catalogue, (1,) * 5) == []


@pytest.mark.parametrize(("service", "code"), [
    (Service(" ", 1, "team", 0, (1,), (0,)), "name"),
    (Service("a", -1, "team", 0, (1,), (0,)), "minutes"),
    (Service("a", 1, "robot", 0, (1,), (0,)), "performer"),  # type: ignore[arg-type]
    (Service("a", 1, "team", -1, (1,), (0,)), "direct_cost"),
    (Service("a", 1, "team", 0, (-1,), (0,)), "times"),
    (Service("a", 1, "team", 0, (1,), (101,)), "automated"),
    (Service("a", 1, "team", 0, (), ()), "times"),
])  # fmt: skip
def test_what_no_catalogue_can_hold(service: Service, code: str) -> None:
    with pytest.raises(PlanError) as refused:
        ServiceCatalogue((VISIT, service))
    assert (refused.value.code, refused.value.details["row"]) == (code, 2)


@pytest.mark.parametrize("wrong", [
    lambda: ServiceCatalogue((VISIT,) * 61),
    lambda: ServiceCatalogue((), -1),
    lambda: ServiceCatalogue((), 0, -1),
])  # fmt: skip
def test_other_limits_of_a_catalogue(wrong: Callable[[], ServiceCatalogue]) -> None:
    with pytest.raises(PlanError):
        wrong()
