"""Cut ranks against published figures, worked examples and brute force."""

from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, combinations, pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from lib.clients.model import ClientList
from lib.plan.cuts import (
    METHODS,
    Cuts,
    Method,
    amounts_of,
    by_amounts,
    by_counts,
    by_method,
    by_shares,
    computed_limits,
    counts_of,
    dominant_clients,
    equal_slices,
    head_tail,
    positions,
    settle,
)
from lib.plan.plan import Plan
from tests.lists import TOY, list_of

REVENUES = st.lists(st.integers(1, 10**12), min_size=1, max_size=40)
FEW_VALUES = st.lists(st.sampled_from([1, 2, 3, 5, 8, 100]), min_size=1, max_size=30)
ANY_REVENUES = REVENUES | FEW_VALUES


def sizes(clients: ClientList, cuts: Cuts) -> list[int]:
    edges = [0, *cuts, clients.count]
    return [end - start for start, end in pairwise(edges)]


def shares(*percents: int) -> list[Decimal]:
    return [Decimal(percent) / 100 for percent in percents]


@pytest.mark.parametrize(
    ("revenues", "thresholds", "expected"),
    [
        (TOY, (80, 95), [5, 3, 2]),
        (TOY, (70, 90), [3, 4, 3]),  # the exact edge: the first three make 70 % to the cent
        ([85, 10, 5], (80, 95), [1, 1, 1]),
        ([100], (80, 95), [1]),
        ([40, 40, 20], (80, 95), [1, 1, 1]),  # two different revenues cannot fill three tiers: ties part
        ([40, 40, 20], (30,), [2, 1]),
        ([100, 30, 30, 30, 10], (60,), [4, 1]),  # crosses at the second client, its equals go with it
        ([1] * 10, (80,), [8, 2]),
        ([97, 2, 1], (10, 20), [1, 1, 1]),  # one client crosses both thresholds
    ],
)
def test_share_thresholds(revenues: list[int], thresholds: tuple[int, ...], expected: list[int]) -> None:
    clients = list_of(revenues)
    assert sizes(clients, by_shares(clients, shares(*thresholds))) == expected


def test_ties_part_when_the_user_says_so() -> None:
    clients = list_of([100, 30, 30, 30, 10])
    assert by_shares(clients, shares(60), keep_ties=False) == (2,)


def test_amounts_and_counts() -> None:
    clients = list_of(TOY)
    assert by_amounts(clients, [1_000_000, 500_000]) == (3, 6)  # 100 and 50 themselves are above
    assert by_amounts(clients, [10**9, 500_000]) == (1, 6)  # nobody is so large: not empty
    assert by_counts(clients, [2, 3]) == (2, 5)
    assert by_counts(list_of([5, 5, 5]), [1]) == (1,)
    assert by_counts(list_of([9, 5, 5, 5]), [2]) == (2,)
    assert by_counts(clients, [9, 9]) == (8, 9)


@pytest.mark.parametrize(
    ("revenues", "expected"),
    [
        ([1, 15, 25, 17, 2, 3, 5, 6, 2, 3, 22], [3, 2, 6]),  # R package ABCanalysis, its own example
        ([100, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], [1]),
    ],
)
def test_computed_limits_of_the_reference(revenues: list[int], expected: list[int]) -> None:
    clients = list_of(revenues)
    assert sizes(clients, computed_limits(clients))[: len(expected)] == expected


def test_head_tail_stops_without_a_minority() -> None:
    assert head_tail(list_of([7] * 9)) == ()
    assert head_tail(list_of([100, 10, 10, 1, 1, 1, 1, 1])) == (1,)
    assert head_tail(list_of([10, 9, 8, 1])) == (3,)  # three of four are above the mean: one cut, no more


@pytest.mark.parametrize(("count", "expected"), [(2, (1,)), (3, (1, 3)), (4, (1, 2, 4)), (5, (1, 2, 3, 5))])
def test_equal_slices_of_the_worked_example(count: int, expected: tuple[int, ...]) -> None:
    """Beside a client of 40 %, plain slicing leaves slices empty; these do not."""
    assert equal_slices(list_of(TOY), count) == expected


def best_by_brute_force(clients: ClientList, count: int, ends: list[int]) -> int:
    """The least Σ (k·R − T)² over every choice of cuts among the allowed ends."""
    total = clients.total

    def cost(cuts: tuple[int, ...]) -> int:
        edges = [0, *cuts, clients.count]
        slices = [int(clients.cumulative[b]) - int(clients.cumulative[a]) for a, b in pairwise(edges)]
        return sum((count * revenue - total) ** 2 for revenue in slices)

    return min(cost(cuts) for cuts in combinations(ends, count - 1)) if count > 1 else cost(())


def cost_of(clients: ClientList, cuts: Cuts) -> int:
    return best_by_brute_force(clients, len(cuts) + 1, list(cuts))


@given(
    revenues=st.lists(st.integers(1, 10**12) | st.integers(1, 20), min_size=1, max_size=12),
    count=st.integers(2, 6),
    keep_ties=st.booleans(),
)
def test_equal_slices_are_optimal(revenues: list[int], count: int, keep_ties: bool) -> None:
    clients = list_of(revenues, unit=1)
    cuts = equal_slices(clients, count, keep_ties)
    filled = min(count, clients.count)
    ends = positions(clients, filled, keep_ties).tolist()[:-1]
    assert len(cuts) == filled - 1
    assert cost_of(clients, cuts) == best_by_brute_force(clients, filled, ends)


@given(revenues=st.lists(st.integers(10**14, 10**14 + 50), min_size=6, max_size=12), count=st.integers(2, 6))
def test_equal_slices_tell_near_equal_giants_apart(revenues: list[int], count: int) -> None:
    clients = list_of(revenues, unit=1)
    cuts = equal_slices(clients, count, keep_ties=False)
    assert cost_of(clients, cuts) == best_by_brute_force(clients, count, list(range(1, clients.count)))


@given(revenues=ANY_REVENUES, data=st.data())
def test_no_method_leaves_a_tier_empty_or_parts_equals(revenues: list[int], data: st.DataObject) -> None:
    clients = list_of(revenues, unit=1)
    count = data.draw(st.integers(2, 6))
    percents = sorted(data.draw(st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1)))
    amounts = sorted(data.draw(st.lists(st.integers(0, 10**12), min_size=count - 1, max_size=count - 1)))
    for cuts in (
        by_shares(clients, shares(*percents)),
        by_amounts(clients, amounts[::-1]),
        equal_slices(clients, count),
    ):
        filled = min(count, clients.count)
        assert len(cuts) == filled - 1
        assert min(sizes(clients, cuts)) >= 1
        if len(clients.tie_ends) >= filled:
            assert set(cuts) <= set(clients.tie_ends.tolist())


@given(revenues=ANY_REVENUES, low=st.integers(0, 100), high=st.integers(0, 100))
def test_raising_a_threshold_never_moves_a_client_down(revenues: list[int], low: int, high: int) -> None:
    clients = list_of(revenues, unit=1)
    low, high = sorted((low, high))
    assert by_shares(clients, shares(low)) <= by_shares(clients, shares(high))


@given(revenues=ANY_REVENUES)
def test_head_tail_cuts_at_means(revenues: list[int]) -> None:
    clients = list_of(revenues, unit=1)
    cuts = head_tail(clients, keep_ties=True)
    group = clients.count
    for cut in reversed(cuts):
        mean_times_group = int(clients.cumulative[group])
        inside = [int(value) for value in clients.revenue[:group]]
        assert all(value * group > mean_times_group for value in inside[:cut])
        assert all(value * group <= mean_times_group for value in inside[cut:])
        group = cut


def test_dominant_clients() -> None:
    assert dominant_clients(list_of(TOY), 5) == 1  # 400 of 1,000 is above 200; 200 is not
    assert dominant_clients(list_of(TOY), 6) == 2


def head_tail_in_fractions(revenues: list[int]) -> tuple[int, ...]:
    """Jiang (2013), word for word: above the mean, again within the head, while it is at most 40 %."""
    group, heads = sorted(revenues, reverse=True), list[int]()
    while len(group) > 1 and len(heads) < 5:
        head = [value for value in group if value > Fraction(sum(group), len(group))]
        if not head:
            break
        heads.append(len(head))
        if Fraction(len(head), len(group)) > Fraction(40, 100):
            break
        group = head
    return tuple(reversed(heads))


@given(
    revenues=st.lists(st.integers(0, 50).map(lambda power: 2**power), min_size=1, max_size=40) | ANY_REVENUES
)
@example([2**power for power in range(13) for _ in range(14 - power)])
@example([1_000_000, 1000, 1000, 1, 1])
@example([9, 9, 1, 1, 1])
@example([10, 9, 1, 1, 1])  # two of five are 40 % to the client, and still a minority
@example([2**7, *(2 ** (7 - level) for level in range(1, 8) for _ in range(2 * 3 ** (level - 1)))])
def test_head_tail_is_the_published_rule(revenues: list[int]) -> None:
    assert head_tail(list_of(revenues, unit=1)) == head_tail_in_fractions(revenues)


def nearest_in_fractions(revenues: list[int], rank: Fraction) -> Fraction:
    """The rank on the straight-line curve that is nearest to (rank/n, 1), by looking at every stretch."""
    count, total = len(revenues), sum(revenues)
    best, found, before = None, Fraction(0), 0
    for place, revenue in enumerate(revenues):
        left, below = (place - rank) / count, Fraction(before, total) - 1
        across, up = Fraction(1, count), Fraction(revenue, total)
        along = min(max(-(left * across + below * up) / (across**2 + up**2), Fraction(0)), Fraction(1))
        distance = (left + along * across) ** 2 + (below + along * up) ** 2
        if best is None or distance < best:
            best, found = distance, place + along
        before += revenue
    return found


@given(revenues=st.lists(st.integers(1, 10**6) | st.integers(1, 30), min_size=1, max_size=25))
@example([60, 40])
@example([5, 5, 5, 5])
def test_computed_limits_are_the_published_points(revenues: list[int]) -> None:
    """Ultsch & Lötsch (2015): nearest to (0, 1), slope 1, nearest to (the larger of the two, 1)."""
    ranked = sorted(revenues, reverse=True)
    pareto = nearest_in_fractions(ranked, Fraction(0))
    break_even = Fraction(sum(value * len(ranked) >= sum(ranked) for value in ranked))
    last = nearest_in_fractions(ranked, max(pareto, break_even))
    # A float that comes out at a rank ± 10⁻¹⁵ falls to either side.
    assume(all(point.denominator == 1 or abs(point - round(point)) > 1e-9 for point in (pareto, last)))
    clients = list_of(ranked, unit=1)
    wanted = [max(1, int(min(pareto, break_even))), int(last)]
    assert computed_limits(clients) == settle(clients, wanted)


SHARES = {2: (80,), 3: (80, 95), 4: (50, 80, 95), 5: (50, 70, 85, 95), 6: (40, 60, 75, 85, 95)}
"""METHOD § 5 for three; finer with more."""


@pytest.mark.parametrize("tiers", range(2, 7))
@pytest.mark.parametrize("keep_ties", [True, False])
def test_each_method_is_asked_for_what_the_plan_says(tiers: int, keep_ties: bool) -> None:
    clients = list_of([*range(1, 400), *[7] * 40])
    asked: dict[Method, tuple[int, ...]] = {
        "equal": equal_slices(clients, tiers, keep_ties),
        "share": by_shares(clients, shares(*SHARES[tiers]), keep_ties),
        "pareto": by_shares(clients, shares(80), keep_ties),
        "abc": computed_limits(clients, keep_ties),
        "headtail": head_tail(clients, keep_ties),
        "amount": by_amounts(clients, (3_000_000, 70_000), keep_ties),
        "count": (10, 30),
    }
    assert {*asked} == {*METHODS}
    for method, cuts in asked.items():
        plan = Plan(
            method=method, tier_count=tiers, keep_ties=keep_ties, counts=(10, 20), amounts=(3_000_000, 70_000)
        )
        assert by_method(clients, plan) == cuts, method


@given(revenues=ANY_REVENUES, tiers=st.integers(2, 6))
def test_amounts_and_counts_start_near_the_equal_slices(revenues: list[int], tiers: int) -> None:
    """Counts that give the same cuts, amounts of two digits that are at most 10 % below a client's."""
    clients = list_of(revenues, unit=1)
    cuts = equal_slices(clients, tiers)
    assert tuple(accumulate(counts_of(clients, Plan(method="count", tier_count=tiers)))) == cuts
    amounts = amounts_of(clients, Plan(method="amount", tier_count=tiers))
    assert len(amounts) == len(cuts)
    for amount, cut in zip(amounts, cuts, strict=True):
        revenue = int(clients.revenue[cut - 1])
        assert revenue * 10 // 11 <= amount <= revenue
        assert set(str(amount)[2:]) <= {"0"}
