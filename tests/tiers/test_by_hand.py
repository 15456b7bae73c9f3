"""Clients placed by hand count where they were placed, in profit and in assignment as in the tiers."""

from collections import Counter

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import split_by_group, split_evenly
from lib.people.assignment import task
from lib.plan.compute import client_plan, compute
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.profit.profit import profit_of
from tests.lists import list_of

REVENUES = [400, 200, 100, 80, 60, 50, 40, 30, 25, 15]
PLACED = st.lists(st.tuples(st.integers(1, 10), st.integers(0, 3)), max_size=3, unique_by=lambda one: one[0])


@given(PLACED, st.booleans())
def test_everything_adds_up_tier_by_tier(placed: list[tuple[int, int]], by_tier: bool) -> None:
    clients = list_of(REVENUES)
    settings = ProfitSettings(
        margin_source="tier" if by_tier else "all", margin=3_000, tier_margins=(1_000, 2_000, 3_000, 4_000)
    )
    wanted = tuple(Placement(f"Client {rank:03d}", tier, "", False) for rank, tier in placed)
    result = compute(clients, Plan(tier_count=4, placed=wanted, profit=settings))
    table = client_plan(result)
    by_place = pd.Series(profit_of(result).contributions).groupby(table["tier_index"]).sum()
    earned = pd.Series(profit_of(result).margins).groupby(table["tier_index"]).sum()
    costs = profit_of(result).service.costs
    for place, profit in enumerate(profit_of(result).tiers):
        assert profit.margin == earned[place]
        assert profit.contribution == by_place[place] == earned[place] - costs[place]
    for rank, tier in [(one.rank, one.tier) for one in result.exceptions.placed]:
        rate = settings.margin_of_tier(tier) if by_tier else 3_000
        assert profit_of(result).margins[rank - 1] == clients.revenue[rank - 1] * rate // 10_000
    plan = next(one for one in profit_of(result).treatments if one.treatment == "plan")
    assert plan.top_minutes == int(table.loc[table["tier_index"] == 0, "minutes"].sum())
    assert dict(task(result).placed) == {one.rank: one.tier for one in result.exceptions.placed}


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=30),
    st.lists(st.integers(0, 10**6), min_size=4, max_size=4),
)
def test_totals_are_split_within_their_groups(groups: list[int], totals: list[int]) -> None:
    parts = split_by_group(totals, pd.Series(groups).to_numpy())
    for group, size in Counter(groups).items():
        own = [int(part) for part, other in zip(parts, groups, strict=True) if other == group]
        assert own == split_evenly(totals[group], size).tolist()
