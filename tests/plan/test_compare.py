"""Who changes tier and who stands on the edge, against a look at every client."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.plan.compare import Change, at_start, changes, free_name, on_the_edge
from lib.plan.compute import PlanResult, compute, tier_index
from lib.plan.cuts import METHODS, positions
from lib.plan.moves import move_threshold, move_threshold_to_amount, move_threshold_to_clients
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from tests.lists import TOY, list_of
from tests.plan.test_placements import PLACEMENTS, placed

REVENUES = st.lists(st.integers(1, 300), min_size=1, max_size=40)
MOVES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 100)), max_size=4)
"""Which threshold is moved, and to how many percent."""
PLANS = st.builds(Plan, method=st.sampled_from(METHODS), tier_count=st.integers(2, 6), placed=PLACEMENTS)


def by_amounts(*amounts: int) -> Plan:
    return Plan(method="amount", tier_count=len(amounts) + 1, amounts=tuple(a * UNIT for a in amounts))


def test_who_goes_up_and_who_goes_down() -> None:
    clients = list_of(TOY)
    before = compute(clients, by_amounts(100, 50))  # 3, 3, 4
    after = compute(clients, by_amounts(60, 55))  # 5, then the sixth is pushed: 5, 1, 4
    found = changes(clients, before, after)
    assert found.up == (Change(4, 1, 0), Change(5, 1, 0))
    assert (found.ups, found.downs) == (2, 0)
    back = changes(clients, after, before)
    assert (back.ups, back.downs) == (0, 2)
    assert back.down == (Change(4, 0, 1), Change(5, 0, 1))


def clients_of(result: PlanResult) -> range:
    return range(1, result.clients.count + 1)


def worth(result: PlanResult, tier: int, other: PlanResult) -> int:
    """What a tier is worth beside another plan: by its letter, or by minutes and then by who serves."""
    if len(result.tiers) == len(other.tiers):
        return -tier
    minutes = result.tiers[tier].minutes / result.tiers[tier].clients
    return 10 * round(minutes) + {"owner": 2, "manager": 1, "team": 0}[result.tiers[tier].mode]


def test_with_another_number_of_tiers_what_a_client_gets_says_who_goes_up() -> None:
    """From five tiers to three a client of E lands in C: two letters up, and less time than before."""
    clients = list_of(TOY)
    before = compute(clients, Plan(method="count", tier_count=5, counts=(1, 1, 1, 1), budget_minutes=600))
    after = compute(clients, Plan(method="count", tier_count=3, counts=(1, 2), budget_minutes=300))
    # Before: 120 minutes each, the last six 20 each. After: 100, 50 and the last seven 14 each.
    found = changes(clients, before, after, most=99)
    assert (found.ups, found.downs) == (0, 10)
    assert found.down[-1] == Change(10, 4, 2)
    doubled = compute(clients, replace(after.plan, budget_minutes=720))
    # Now 240, 120 and 34: who had 120 and keeps it goes neither up nor down, whatever the letter.
    found = changes(clients, before, doubled, most=99)
    assert [change.rank for change in found.up] == [1, 5, 6, 7, 8, 9, 10]
    assert [change.rank for change in found.down] == [4]


@given(revenues=REVENUES, before=PLANS, after=PLANS, most=st.integers(0, 9))
def test_changes_by_brute_force(revenues: list[int], before: Plan, after: Plan, most: int) -> None:
    clients = list_of(revenues)
    first, second = compute(clients, before), compute(clients, after)
    was, will = tier_index(first), tier_index(second)
    gain = [
        worth(second, will[rank - 1], first) - worth(first, was[rank - 1], second)
        for rank in clients_of(first)
    ]
    up = [rank for rank in clients_of(first) if gain[rank - 1] > 0]
    down = [rank for rank in clients_of(first) if gain[rank - 1] < 0]
    found = changes(clients, first, second, most)
    assert (found.ups, found.downs) == (len(up), len(down))
    assert [one.rank for one in found.up] == up[:most]
    assert [one.rank for one in found.down] == down[:most]
    assert all((one.before, one.after) == (was[one.rank - 1], will[one.rank - 1]) for one in found.up)


def test_who_stands_on_the_edge() -> None:
    """The boundary lies between 104 and 96, at 100: from 95 to 105 is on the edge, both ends included."""
    clients = list_of([200, 106, 105, 104, 96, 95, 94, 10])
    plan = Plan(method="count", tier_count=2, counts=(4,))
    (edge,) = on_the_edge(compute(clients, plan))
    assert (edge.upper, edge.ranks, edge.clients) == (0, (3, 4, 5, 6), 4)
    held = Plan(method="count", tier_count=2, counts=(4,), placed=placed((5, 0)))
    (edge,) = on_the_edge(compute(clients, held), most=2)
    assert (edge.ranks, edge.clients) == ((3, 4), 3)
    (gap,) = on_the_edge(compute(list_of([100, 50]), Plan(tier_count=2)))
    assert (gap.ranks, gap.clients) == ((), 0)


@given(revenues=st.lists(st.integers(90, 130), min_size=2, max_size=40), plan=PLANS)
def test_the_edge_by_brute_force(revenues: list[int], plan: Plan) -> None:
    clients = list_of(revenues)
    result = compute(clients, plan)
    by_hand = {one.rank for one in result.exceptions.placed}
    for edge, boundary in zip(on_the_edge(result, 99), result.boundaries, strict=True):
        middle = Decimal(boundary.above + boundary.below) / 2
        near = [
            rank
            for rank in range(1, clients.count + 1)
            if abs(int(clients.revenue[rank - 1]) - middle) <= middle * 5 / 100 and rank not in by_hand
        ]
        assert (list(edge.ranks), edge.clients) == (near, len(near))


def test_thresholds_by_number_and_by_amount() -> None:
    clients = list_of(TOY)
    plan = move_threshold_to_clients(clients, Plan(tier_count=3), 0, 4)
    assert compute(clients, plan).cuts[0] == 4
    plan = move_threshold_to_amount(clients, plan, 1, 40 * UNIT)
    assert compute(clients, plan).cuts == (4, 7)
    plan = move_threshold_to_amount(clients, plan, 1, 80 * UNIT + 1)  # pushes the upper one along
    assert compute(clients, plan).cuts == (2, 3)
    lowest = move_threshold_to_amount(clients, plan, 0, 1)
    assert compute(clients, lowest).cuts == (8, 9)
    highest = move_threshold_to_amount(clients, plan, 1, 10**9 * UNIT)
    assert compute(clients, highest).cuts == (1, 2)


@given(revenues=REVENUES, plan=PLANS, index=st.integers(0, 4), count=st.integers(-3, 50))
def test_a_number_of_clients_is_met_but_for_ties_and_full_tiers(
    revenues: list[int], plan: Plan, index: int, count: int
) -> None:
    clients = list_of(revenues)
    cuts = compute(clients, plan).cuts
    if not cuts:
        return
    index %= len(cuts)
    moved = compute(clients, move_threshold_to_clients(clients, plan, index, count)).cuts
    assert len(moved) == len(cuts)
    lowest, highest = index + 1, clients.count - len(cuts) + index
    if len(set(revenues)) == len(revenues):
        assert moved[index] == min(max(count, lowest), highest)
    assert list(moved) == sorted(set(moved))


@given(
    revenues=REVENUES,
    plan=PLANS,
    moves=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 100)), max_size=4),
)
@example([50, 66, 38, 60, 33, 1, 69], Plan(tier_count=3), [(1, 42)])
def test_a_threshold_cuts_where_it_is_put_and_the_others_where_they_did(
    revenues: list[int], plan: Plan, moves: list[tuple[int, int]]
) -> None:
    """Places are counted among those where a tier may end; whoever stands in the way goes to the next one."""
    clients = list_of(revenues)
    for number, percent in moves:
        cuts = compute(clients, plan).cuts
        if not cuts:
            return
        index = number % len(cuts)
        ends = positions(clients, len(cuts) + 1, plan.keep_ties).tolist()
        crossing = next(
            place for place, end in enumerate(ends, 1)
            if clients.cumulative[end] * 100 >= percent * clients.total
        )  # fmt: skip
        wanted = min(max(crossing, index + 1), len(ends) - len(cuts) + index)
        before = [next(place for place, end in enumerate(ends, 1) if end >= cut) for cut in cuts]
        expected = [
            wanted if other == index
            else min(place, wanted - (index - other)) if other < index
            else max(place, wanted + (other - index))
            for other, place in enumerate(before)
        ]  # fmt: skip
        plan = move_threshold(clients, plan, index, Decimal(percent) / 100)
        assert compute(clients, plan).cuts == tuple(ends[place - 1] for place in expected)


def test_the_start_keeps_method_names_and_hours() -> None:
    plan = Plan(
        method="share",
        tier_count=3,
        thresholds=(Decimal("0.7"), Decimal("0.9")),
        tier_names=("Or",),
        budget_minutes=600,
        budget_rule="clients",
        placed=(Placement("x", 0),),
    )
    start = Plan(method="share", tier_count=3, tier_names=("Or",), budget_minutes=600)
    assert at_start(plan) == start


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [("a", [], "a"), ("a", ["b"], "a"), ("a", ["a"], "a (2)"), ("a", ["a", "a (2)"], "a (3)")],
)
def test_scenarios_have_names_of_their_own(name: str, taken: list[str], expected: str) -> None:
    assert free_name(name, taken) == expected


def test_a_step_looks_at_few_clients_of_a_long_list() -> None:
    clients: ClientList = list_of([10**6 // rank + 1 for rank in range(1, 50_001)])
    before = compute(clients, Plan())
    after = compute(clients, move_threshold_to_clients(clients, Plan(), 0, 20_000))
    found = changes(clients, before, after)
    assert found.ups > 10_000
    assert len(found.up) == 6
