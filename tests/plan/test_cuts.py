"""Cut ranks against published figures, worked examples and brute force."""

from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.clients.model import ClientList
from lib.plan.cuts import (
    Cuts,
    by_amounts,
    by_counts,
    by_shares,
    computed_limits,
    dominant_clients,
    equal_slices,
    head_tail,
    positions,
)
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
