"""What follows from a plan: figures of the worked example, and the laws that every plan keeps."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list
from lib.plan.budgets import WHOLE
from lib.plan.compare import compare_methods
from lib.plan.compute import (
    PlanResult,
    client_plan,
    compute,
    cut_ranks,
    shares_at,
    tier_index,
    usual_modes,
)
from lib.plan.cuts import METHODS, amounts_of, counts_of
from lib.plan.moves import move_threshold
from lib.plan.plan import Plan
from lib.reading.clients_from_rows import read_file
from tests.lists import TOY, list_of, sold
from tests.shared_data import shared

REVENUES = st.lists(st.integers(1, 10**12) | st.integers(1, 9), min_size=1, max_size=40)
PLANS = st.builds(
    Plan,
    method=st.sampled_from(METHODS),
    tier_count=st.integers(2, 6),
    keep_ties=st.booleans(),
    budget_minutes=st.integers(0, 12_000_000),
)


def percent(*values: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) / 100 for value in values)


def sizes(result: PlanResult) -> list[int]:
    return [tier.clients for tier in result.tiers]


def test_the_worked_example_tier_by_tier() -> None:
    result = compute(list_of(TOY), Plan(method="share", tier_count=3, budget_minutes=60_000))
    assert sizes(result) == [5, 3, 2]
    first, second, third = result.tiers
    assert [tier.name for tier in result.tiers] == ["A", "B", "C"]
    assert (first.from_rank, first.to_rank, second.from_rank, third.to_rank) == (1, 5, 6, 10)
    assert (first.revenue, second.revenue, third.revenue) == (840 * UNIT, 120 * UNIT, 40 * UNIT)
    assert (first.client_share, first.revenue_share, second.cumulative_share) == (0.5, 0.84, 0.96)
    assert (first.largest, first.smallest, first.spread) == (400 * UNIT, 60 * UNIT, 400 / 60)
    assert third.variation == pytest.approx(5 / 20)
    assert [tier.minutes for tier in result.tiers] == [20_000] * 3
    assert second.minutes_per_client == pytest.approx(20_000 / 3)
    assert second.revenue_per_hour == 3_600  # 120 for 333 h 20: 0.36 an hour
    assert second.intensity == pytest.approx((1 / 3) / 0.12)
    assert result.treatment_ratio == pytest.approx((20_000 / 5) / (20_000 / 2))
    assert result.tail_ratio_alike == pytest.approx(0.5 / 0.16)
    assert result.tail_ratio_plan == pytest.approx((2 / 3) / 0.16)
    assert result.dominant == 1
    assert not result.ties_parted


def test_thresholds_override_the_method() -> None:
    clients = list_of(TOY)
    assert sizes(compute(clients, Plan(method="pareto"))) == [5, 5]
    assert sizes(compute(clients, Plan(method="pareto", thresholds=percent(70, 90)))) == [3, 4, 3]


def test_amounts_and_counts_start_near_the_equal_slices() -> None:
    clients = list_of([12_345, 6_789, 2_222, 1_111, 999])
    assert cut_ranks(clients, Plan(method="equal", tier_count=3)) == (1, 2)
    assert amounts_of(clients, Plan(method="amount", tier_count=3)) == (12_000 * UNIT, 6_700 * UNIT)
    assert counts_of(clients, Plan(method="count", tier_count=3)) == (1, 1)
    assert amounts_of(clients, Plan(method="amount", amounts=(5,))) == (5,)
    assert cut_ranks(clients, Plan(method="amount", amounts=(2_000 * UNIT,))) == (3,)
    assert cut_ranks(clients, Plan(method="count", counts=(2, 2))) == (2, 4)


def test_budgets_locks_and_modes_of_another_number_of_tiers_do_not_apply() -> None:
    plan = Plan(tier_count=3, budget_shares=(WHOLE // 2, WHOLE // 2), locked=(True,), modes=("team",))
    result = compute(list_of(TOY), plan)
    assert result.shares == (WHOLE // 3,) * 3
    assert result.locked == (False,) * 3
    assert [tier.mode for tier in result.tiers] == ["owner", "manager", "team"]


def test_usual_modes() -> None:
    assert usual_modes(1) == ("owner",)
    assert usual_modes(2) == ("owner", "team")
    assert usual_modes(5) == ("owner", "manager", "manager", "team", "team")


@pytest.mark.parametrize(
    ("revenues", "expected"),
    [
        ([100], [1]),  # one client
        ([7] * 12, [2, 2, 2, 3, 3]),  # all equal: the fewer in the upper tiers
        ([10**9, 1, 1, 1, 1, 1, 1], [1, 1, 1, 2, 2]),  # one giant: equals must part to fill the tiers
        ([5, 4, 3], [1, 1, 1]),  # fewer clients than tiers
    ],
)
def test_odd_lists(revenues: list[int], expected: list[int]) -> None:
    result = compute(list_of(revenues), Plan())
    assert sizes(result) == expected
    assert all(method.clients for method in compare_methods(list_of(revenues), 5))


@given(revenues=REVENUES, plan=PLANS)
def test_tiers_partition_the_clients_and_everything_adds_up(revenues: list[int], plan: Plan) -> None:
    clients = list_of(revenues, unit=1)
    result = compute(clients, plan)
    ends = [(tier.from_rank, tier.to_rank) for tier in result.tiers]
    assert ends[0][0] == 1
    assert ends[-1][1] == clients.count
    assert all(upper[1] + 1 == lower[0] for upper, lower in pairwise(ends))
    assert min(sizes(result)) >= 1
    assert sum(tier.revenue for tier in result.tiers) == sum(revenues)
    assert sum(tier.minutes for tier in result.tiers) == plan.budget_minutes
    assert sum(tier.budget_share for tier in result.tiers) == pytest.approx(1)
    parts = client_plan(result)
    assert parts["minutes"].sum() == plan.budget_minutes
    for index, tier in enumerate(result.tiers):
        inside = parts[parts["tier_index"] == index]
        assert (len(inside), inside["revenue"].sum(), inside["minutes"].sum()) == (
            tier.clients,
            tier.revenue,
            tier.minutes,
        )
        assert inside["minutes"].max() - inside["minutes"].min() <= 1
        assert set(inside["tier"]) == {tier.name}


@given(revenues=REVENUES, plan=PLANS)
def test_variation_by_its_definition(revenues: list[int], plan: Plan) -> None:
    clients = list_of(revenues, unit=1)
    for tier in compute(clients, plan).tiers:
        inside = clients.revenue[tier.from_rank - 1 : tier.to_rank].astype(float)
        assert tier.variation == pytest.approx(inside.std() / inside.mean(), rel=1e-4, abs=1e-4)


@given(revenues=REVENUES, plan=PLANS, order=st.permutations(range(40)))
def test_shuffled_rows_give_the_same_plan(revenues: list[int], plan: Plan, order: list[int]) -> None:
    clients = list_of(revenues, unit=1)
    places = [place for place in order if place < clients.count]
    shuffled = client_list(clients.ranked.iloc[places], clients.report)
    pd.testing.assert_frame_equal(client_plan(compute(shuffled, plan)), client_plan(compute(clients, plan)))


@given(revenues=REVENUES, plan=PLANS, index=st.integers(0, 4), share=st.integers(0, 1000))
def test_raising_a_threshold_never_moves_a_client_down(
    revenues: list[int], plan: Plan, index: int, share: int
) -> None:
    clients = list_of(revenues, unit=1)
    before = compute(clients, plan)
    if len(before.tiers) < 2:
        return
    place = index % len(before.cuts)
    moved = compute(clients, move_threshold(clients, plan, place, Decimal(share) / 1000))
    down = tier_index(moved) > tier_index(before)
    if Decimal(share) / 1000 >= Decimal(before.tiers[place].cumulative_share):
        assert not down.any()
    assert len(moved.tiers) == len(before.tiers)


@given(revenues=REVENUES, plan=PLANS, index=st.integers(0, 4))
def test_a_threshold_that_is_let_go_where_it_was_changes_nothing(
    revenues: list[int], plan: Plan, index: int
) -> None:
    clients = list_of(revenues, unit=1)
    cuts = cut_ranks(clients, plan)
    if cuts:
        place = index % len(cuts)
        share = shares_at(clients, cuts)[place]
        once = move_threshold(clients, plan, place, share)
        again = move_threshold(clients, once, place, share)
        assert cut_ranks(clients, once) == cut_ranks(clients, again)
        assert cut_ranks(clients, once) == cuts or plan.method == "count"


def test_comparing_methods_shows_what_each_would_give() -> None:
    outcomes = {outcome.method: outcome for outcome in compare_methods(list_of(TOY), 3)}
    assert tuple(outcomes) == METHODS
    assert outcomes["pareto"].clients == (5, 5)
    assert outcomes["pareto"].revenue == (840 * UNIT, 160 * UNIT)
    assert outcomes["pareto"].last_resources == 0.5


def test_a_million_clients() -> None:
    clients = list_of([10**9 // rank + 1 for rank in range(1, 1_000_001)], unit=1)
    result = compute(clients, Plan())
    assert sum(sizes(result)) == 1_000_000
    misses = [abs(tier.revenue - clients.total / 5) / clients.total for tier in result.tiers[1:]]
    assert max(misses) < 0.01
    assert client_plan(result)["minutes"].sum() == 96_000


@pytest.fixture(scope="module")
def northwind() -> ClientList:
    path = shared("business/derived/northwind_order_lines.xlsx")
    return read_file(path.read_bytes(), path.name)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Plan(method="share", tier_count=3), [34, 27, 28]),
        (Plan(thresholds=percent(70, 90)), [26, 22, 41]),
        (Plan(thresholds=percent(50, 80, 95)), [13, 21, 27, 28]),
        (Plan(method="headtail"), [3, 3, 24, 59]),
    ],
)
def test_northwind_tiers(northwind: ClientList, plan: Plan, expected: list[int]) -> None:
    assert sizes(compute(northwind, plan)) == expected


def test_northwind_computed_limits(northwind: ClientList) -> None:
    """The R package, which rounds the curve with splines, gives 26/13/50."""
    found = sizes(compute(northwind, Plan(method="abc")))
    assert found == pytest.approx([26, 13, 50], abs=1)
    assert sum(found) == 89


@pytest.mark.parametrize(
    ("counts", "hours", "per_hour", "tail"),
    [
        ((3, 10, 17), [133.3333, 40, 23.5294, 6.7797], [798.79, 819.83, 788.54, 757.33], 0.233051),
        ((3, 5, 10, 16), [106.6667, 64, 32, 20, 5.8182], [998.48, 607.48, 769.65, 791.72, 788.27], 0.2),
    ],
)
def test_northwind_resources(
    northwind: ClientList, counts: tuple[int, ...], hours: list[float], per_hour: list[float], tail: float
) -> None:
    result = compute(northwind, Plan(method="count", counts=counts))
    assert [tier.minutes_per_client / 60 for tier in result.tiers] == pytest.approx(hours, abs=1e-4)
    # The figures are those of the revenue of 22 months; an hour of a year stands against twelve of them.
    found = [(tier.revenue_per_hour or 0) / UNIT * 22 / 12 for tier in result.tiers]
    assert found == pytest.approx(per_hour, abs=0.006)
    assert result.tail_ratio_alike == pytest.approx(0.617978 / 0.199278, abs=1e-4)
    assert result.tail_ratio_plan == pytest.approx(tail / 0.199278, abs=1e-4)


def test_northwind_is_cut_better_than_by_plain_slicing(northwind: ClientList) -> None:
    """Plain slicing gives 3/5/10/16/55, with slices of 194,395 to 319,514 where 253,159 is a fifth."""
    plain = compute(northwind, Plan(method="count", counts=(3, 5, 10, 16)))
    best = compute(northwind, Plan())

    def misses(result: PlanResult) -> float:
        revenue = np.array([tier.revenue for tier in result.tiers], dtype=float)
        return float(((revenue - northwind.total / 5) ** 2).sum())

    assert misses(best) <= misses(plain)
    assert best.tail_ratio_plan is not None
    assert best.tail_ratio_plan == pytest.approx(1, abs=0.02)


def test_a_plan_without_hours_has_no_revenue_per_hour() -> None:
    result = compute(list_of(TOY), replace(Plan(), budget_minutes=0))
    assert {tier.revenue_per_hour for tier in result.tiers} == {None}
    assert result.treatment_ratio is None


def test_revenue_per_hour_is_that_of_twelve_months() -> None:
    """A client of 3,000 in three years, 100 hours a year: 10 an hour, not 30."""
    years = sold({"A": [1_000, 1_000, 1_000], "B": [100, 100, 100]})
    plan = Plan(tier_count=2, budget_minutes=12_000, budget_shares=(WHOLE // 2, WHOLE // 2))
    first, second = compute(years, plan).tiers
    assert (first.revenue, first.year_revenue) == (3_000 * UNIT, 1_000 * UNIT)
    assert (first.revenue_per_hour, second.revenue_per_hour) == (10 * UNIT, UNIT)
    (last_year,) = compute(sold({"A": [500, 1_000]}, ranked_by_last=True), plan).tiers
    assert last_year.revenue_per_hour == 5 * UNIT
