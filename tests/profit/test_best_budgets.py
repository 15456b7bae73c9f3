"""Proposed budgets against every budget in steps of a percent, and against limits."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.plan.budgets import WHOLE, shares_from_percents
from lib.plan.compute import PlanResult, compute
from lib.plan.plan import Plan
from lib.plan.roles import STAFF_ROLES
from lib.plan.services import Service, ServiceCatalogue
from lib.plan.team import Person, Team
from lib.profit.best_budgets import AIMS, Aim, NoBudgetsError, best_budgets
from tests.lists import list_of

CLIENTS = list_of([1000, 400, 300, 100, 90, 80, 70, 60, 50, 40])


def planned(
    floor: int = 0, times: tuple[int, ...] = (), people: tuple[Person, ...] = (), **choices: object
) -> PlanResult:
    """1 | 2 | 7 clients and 1,000 minutes."""
    services = (Service("Visit", 10, "manager", 0, times, (0,) * 3),) if times else ()
    plan = Plan(method="count", tier_count=3, counts=(1, 2), budget_minutes=1000,
                services=ServiceCatalogue(services, floor, 0), team=Team(people), **choices)  # type: ignore[arg-type]  # fmt: skip
    return compute(CLIENTS, plan)


def percents(shares: tuple[int, ...]) -> list[float]:
    return [round(share / WHOLE * 100, 3) for share in shares]


def test_without_limits_equal_is_equal() -> None:
    assert best_budgets(planned(), "equal").shares == (WHOLE // 3,) * 3


def test_the_floor_of_many_clients_comes_first() -> None:
    """Seven clients at 80 minutes are 56 %; the others share the rest."""
    assert percents(best_budgets(planned(floor=80), "equal").shares) == pytest.approx([22, 22, 56], abs=0.01)


def test_locks_stay_and_hours_limit() -> None:
    shares = shares_from_percents([50, 30, 20])
    result = planned(budget_shares=shares, locked=(True, False, False))
    assert percents(best_budgets(result, "equal").shares) == pytest.approx([50, 25, 25], abs=0.01)
    limited = planned(people=(Person("Olga", "owner", 200), Person("Tom", "team", 5000)))
    assert percents(best_budgets(limited, "equal").shares) == pytest.approx([20, 40, 40], abs=0.01)


def test_cover_gives_to_where_the_margin_is() -> None:
    """Needs of 400, 400 and 700 of 1,000 minutes; margins 1000 : 700 : 490, so A and B first."""
    result = planned(times=(4000, 2000, 1000))
    found = best_budgets(result, "cover")
    assert percents(found.shares) == pytest.approx([40, 40, 20], abs=0.01)
    assert found.covered == pytest.approx((1000 + 700 + 490 * 200 / 700) / 2190)
    assert found.covered_now == pytest.approx(
        (1000 * 5 / 6 + 700 * 5 / 6 + 490 * 1000 / 2100) / 2190, abs=1e-4
    )


@pytest.mark.parametrize(("choices", "aim", "code"), [
    ({"floor": 150}, "equal", "floor"),
    ({"floor": 80, "locked": (False, False, True)}, "equal", "locks"),
    ({"people": tuple(Person(role, role, 10) for role in STAFF_ROLES)}, "equal", "capacity"),
    ({}, "cover", "no_catalogue"),
])  # fmt: skip
def test_what_stands_in_the_way(choices: dict[str, object], aim: Aim, code: str) -> None:
    with pytest.raises(NoBudgetsError) as refused:
        best_budgets(planned(**choices), aim)  # type: ignore[arg-type]
    assert refused.value.code == code
    result = planned()
    with pytest.raises(NoBudgetsError):
        best_budgets(compute(CLIENTS, replace(result.plan, budget_minutes=0)), aim)


GRID = [(a, b, 20 - a - b) for a, b in product(range(21), repeat=2) if a + b <= 20]


@settings(max_examples=40)
@given(
    floor=st.integers(0, 100),
    times=st.tuples(*[st.integers(1, 6000)] * 3),
    owner=st.integers(0, 1000),
    aim=st.sampled_from(AIMS),
)
def test_no_budget_in_steps_of_five_percent_is_better(
    floor: int, times: tuple[int, ...], owner: int, aim: Aim
) -> None:
    result = planned(floor=floor, times=times, people=(Person("Max", "manager", 1000 + owner),))
    found = best_budgets(result, aim)
    shares = [share / WHOLE for share in found.shares]
    counts = (1, 2, 7)
    assert all(s * 1000 >= n * floor - 1e-3 for s, n in zip(shares, counts, strict=True))
    needs = [t * 10 / 100 * n / 1000 for t, n in zip(times, counts, strict=True)]

    def covered(parts: list[float]) -> float:
        values = [min(1, part / need) for part, need in zip(parts, needs, strict=True)]
        return sum(w * z for w, z in zip((1000, 700, 490), values, strict=True)) / 2190

    def distance(parts: list[float]) -> float:
        return sum((part - 1 / 3) ** 2 for part in parts)

    for grid in GRID:
        parts = [one / 20 for one in grid]
        if all(part * 1000 >= n * floor for part, n in zip(parts, counts, strict=True)):
            if aim == "cover":
                assert covered(shares) >= covered(parts) - 1e-5
            else:
                assert distance(shares) <= distance(parts) + 1e-6
