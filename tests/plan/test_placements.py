"""Clients moved or frozen by hand, against a plain count client by client."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.clients.keys import key_of, rank_of
from lib.clients.model import ClientList, client_list
from lib.plan.compute import client_plan, compute, tier_index, tier_of
from lib.plan.cuts import METHODS
from lib.plan.placements import Placement, exceptions
from lib.plan.plan import Plan
from tests.lists import TOY, list_of

REVENUES = st.lists(st.integers(1, 10**12) | st.integers(1, 9), min_size=1, max_size=30)


def placed(*pairs: tuple[int, int]) -> tuple[Placement, ...]:
    """Placements of (place in the list, tier)."""
    return tuple(Placement(f"Client {place:03d}", tier, "because") for place, tier in pairs)


PLACEMENTS = st.dictionaries(st.integers(1, 40), st.integers(0, 5), max_size=8).map(
    lambda chosen: placed(*chosen.items())
)


def numbered(clients: ClientList, numbers: list[str]) -> ClientList:
    return client_list(clients.ranked.assign(number=numbers), clients.report)


def test_a_client_is_known_by_its_number_or_else_by_its_name() -> None:
    clients = numbered(list_of([30, 20, 10]), ["7", "", "Client 002"])
    assert [key_of(*row) for row in zip(clients.ranked["client"], clients.ranked["number"], strict=True)] == [
        "7",
        "Client 002",
        "Client 002",
    ]
    assert rank_of(clients, "7") == 1
    assert rank_of(clients, "Client 002") == 2
    assert rank_of(clients, "Client 001") is None  # it has a number, so its name is not its key
    assert rank_of(clients, "nobody") is None


def test_a_moved_client_takes_its_revenue_along() -> None:
    plan = Plan(method="share", tier_count=3, budget_minutes=60_000, placed=placed((10, 0), (1, 1)))
    result = compute(list_of(TOY), plan)
    assert [tier.clients for tier in result.tiers] == [5, 4, 1]
    assert [tier.revenue // UNIT for tier in result.tiers] == [455, 520, 25]
    assert [(tier.largest // UNIT, tier.smallest // UNIT) for tier in result.tiers] == [
        (200, 15),
        (400, 30),
        (25, 25),
    ]
    assert [(tier.from_rank, tier.to_rank) for tier in result.tiers] == [(1, 5), (6, 8), (9, 10)]
    assert result.cuts == (5, 8)
    table = client_plan(result)
    assert table["tier"].tolist() == ["B", "A", "A", "A", "A", "B", "B", "B", "C", "A"]
    assert table["placed"].tolist() == ["moved"] + [""] * 8 + ["moved"]
    assert table["reason"].iloc[-1] == "because"


def test_a_frozen_client_stays_when_the_cuts_move() -> None:
    frozen = Placement("Client 006", 1, frozen=True)
    plan = Plan(method="share", tier_count=3, placed=(frozen,))
    at_home = compute(list_of(TOY), plan)
    assert at_home.exceptions.away == ()
    assert client_plan(at_home)["placed"].tolist()[5] == "frozen"
    wider = Plan(thresholds=(Decimal("0.93"), Decimal("0.96")), placed=(frozen,))
    result = compute(list_of(TOY), wider)
    assert tier_index(result).tolist() == [0, 0, 0, 0, 0, 1, 0, 1, 2, 2]
    assert tier_of(result, 6) == 1


def test_the_last_client_of_a_tier_is_not_taken_away() -> None:
    clients = list_of([100, 50, 20, 10])
    away = exceptions(clients, (1, 2), placed((1, 2)))
    assert away.placed == ()
    assert away.suspended == placed((1, 2))
    swapped = exceptions(clients, (1, 2), placed((1, 1), (2, 0)))
    assert [one.tier for one in swapped.placed] == [1, 0]
    assert swapped.suspended == ()


def test_a_tier_that_is_gone_means_the_last_one_and_a_client_that_is_gone_is_told() -> None:
    result = compute(list_of(TOY), Plan(method="pareto", placed=placed((1, 4), (99, 0))))
    assert tier_of(result, 1) == 1
    assert result.exceptions.absent == placed((99, 0))


@given(
    revenues=REVENUES,
    method=st.sampled_from(METHODS),
    tiers=st.integers(2, 6),
    chosen=PLACEMENTS,
    minutes=st.integers(0, 10**6),
)
def test_sums_with_exceptions_by_brute_force(
    revenues: list[int], method: str, tiers: int, chosen: tuple[Placement, ...], minutes: int
) -> None:
    clients = list_of(revenues, unit=1)
    plan = Plan(method=method, tier_count=tiers, placed=chosen, budget_minutes=minutes)  # type: ignore[arg-type]
    result = compute(clients, plan)
    names = clients.ranked["client"].tolist()
    suspended = {one.client for one in result.exceptions.suspended}
    wanted = {one.client: one.tier for one in chosen if one.client not in suspended}
    by_cuts = [sum(rank > cut for cut in result.cuts) for rank in range(1, clients.count + 1)]
    last = len(result.cuts)
    index = np.array([min(wanted.get(name, tier), last) for name, tier in zip(names, by_cuts, strict=True)])
    assert tier_index(result).tolist() == index.tolist()
    assert [tier_of(result, rank) for rank in range(1, clients.count + 1)] == index.tolist()
    for place, tier in enumerate(result.tiers):
        inside = clients.revenue[index == place]
        assert len(inside) == tier.clients >= 1
        assert (inside.sum(), inside.max(), inside.min()) == (tier.revenue, tier.largest, tier.smallest)
        assert tier.variation == pytest.approx(inside.std() / inside.mean(), rel=1e-4, abs=1e-4)
    assert sum(tier.clients for tier in result.tiers) == clients.count
    assert sum(tier.revenue for tier in result.tiers) == clients.total
    table = client_plan(result)
    assert table["minutes"].sum() == minutes
    assert table.groupby("tier_index")["minutes"].sum().tolist() == [tier.minutes for tier in result.tiers]
    tail = np.arange(1, clients.count + 1) > first_for_80(clients)
    if tail.any():
        each = np.array([tier.budget_share / tier.clients for tier in result.tiers])[index]
        revenue_share = clients.revenue[tail].sum() / clients.total
        assert result.tail_ratio_plan == pytest.approx(each[tail].sum() / revenue_share)


def first_for_80(clients: ClientList) -> int:
    return next(m for m in range(1, clients.count + 1) if 5 * int(clients.cumulative[m]) >= 4 * clients.total)


@given(revenues=REVENUES, chosen=PLACEMENTS, tiers=st.integers(2, 6))
def test_only_a_placement_that_would_empty_a_tier_is_suspended(
    revenues: list[int], chosen: tuple[Placement, ...], tiers: int
) -> None:
    clients = list_of(revenues)
    result = compute(clients, Plan(tier_count=tiers, placed=chosen))
    held = result.exceptions
    told = [one.placement for one in held.placed] + [*held.suspended, *held.absent]
    assert sorted(told, key=lambda one: one.client) == sorted(chosen, key=lambda one: one.client)
    for one in held.suspended:
        alone = compute(clients, Plan(tier_count=tiers, placed=(one,)))
        rank = rank_of(clients, one.client)
        assert rank is not None
        assert tier_of(alone, rank) == min(one.tier, len(result.cuts)) or alone.exceptions.suspended


def test_what_the_list_says_about_today_is_the_baseline() -> None:
    clients = list_of(TOY)
    spent = [10, 10, 10, 10, 10, 50, 100, 300, 250, 250]
    timed = client_list(clients.ranked.assign(minutes=spent), clients.report)
    result = compute(timed, Plan(method="share", tier_count=3, placed=placed((10, 0))))
    assert [tier.today_share for tier in result.tiers] == [0.3, 0.45, 0.25]
    assert [tier.baseline_share for tier in result.tiers] == [0.3, 0.45, 0.25]
    assert result.tail_ratio_today == pytest.approx(0.95 / 0.16)
    plain = compute(clients, Plan(method="share", tier_count=3))
    assert {tier.today_share for tier in plain.tiers} == {None}
    assert plain.tail_ratio_today is None
    nothing = client_list(clients.ranked.assign(minutes=pd.Series([0] * 10)), clients.report)
    assert compute(nothing, Plan()).tiers[0].today_share is None
    by_cost = client_list(clients.ranked.assign(cost=spent), clients.report)
    assert compute(by_cost, Plan(method="pareto")).tiers[0].today_share == 0.05
