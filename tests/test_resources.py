"""The algebra of budgets: whatever is moved and locked, the parts add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.resources import (
    WHOLE,
    Shares,
    equal_shares,
    move_share,
    room,
    shares_from_percents,
    tier_minutes,
)

UNLOCKED = (False,) * 5


def percents(shares: Shares) -> list[float]:
    return [share * 100 / WHOLE for share in shares]


@pytest.mark.parametrize("tiers", [1, 2, 3, 4, 5, 6])
def test_equal_shares_are_exactly_equal(tiers: int) -> None:
    assert equal_shares(tiers) == (WHOLE // tiers,) * tiers


def test_the_others_follow_in_proportion() -> None:
    shares = shares_from_percents([40, 30, 20, 10])
    moved = move_share(shares, UNLOCKED[:4], 0, 70 * WHOLE // 100)
    assert percents(moved) == [70, 15, 10, 5]


def test_locked_tiers_do_not_move_and_bound_the_others() -> None:
    shares = equal_shares(5)
    locked = (False, True, True, False, False)
    moved = move_share(shares, locked, 0, 90 * WHOLE // 100)
    assert percents(moved) == [60, 20, 20, 0, 0]
    assert room(shares, locked, 0) == 60 * WHOLE // 100
    assert move_share(shares, locked, 1, WHOLE) == shares  # the locked one itself
    only = (False, True, True, True, True)
    assert move_share(shares, only, 0, 0) == shares  # nobody to take what it gives up


def test_tiers_at_zero_grow_alike_when_there_is_something_to_take() -> None:
    shares = shares_from_percents([100, 0, 0])
    assert percents(move_share(shares, UNLOCKED[:3], 0, WHOLE // 2)) == [50, 25, 25]


MOVES = st.lists(
    st.tuples(st.sampled_from(["move", "lock"]), st.integers(0, 5), st.integers(-WHOLE, 2 * WHOLE)),
    max_size=30,
)


@given(tiers=st.integers(1, 6), moves=MOVES)
def test_any_sequence_of_moves_and_locks_keeps_the_sum(tiers: int, moves: list[tuple[str, int, int]]) -> None:
    shares, locked = equal_shares(tiers), [False] * tiers
    for action, place, wanted in moves:
        index = place % tiers
        if action == "lock":
            locked[index] = not locked[index]
            continue
        before = shares
        shares = move_share(before, locked, index, wanted)
        assert sum(shares) == WHOLE
        assert min(shares) >= 0
        assert all(shares[i] == before[i] for i in range(tiers) if locked[i])
        free = [i for i in range(tiers) if i != index and not locked[i]]
        if free and not locked[index]:
            assert shares[index] == min(max(wanted, 0), room(before, locked, index))
        else:
            assert shares == before


@given(
    minutes=st.integers(0, 12_000_000),
    weights=st.lists(st.integers(0, 100), min_size=1, max_size=6).filter(any),
)
def test_minutes_add_up_to_the_budget(minutes: int, weights: list[int]) -> None:
    shares = shares_from_percents(weights)
    parts = tier_minutes(minutes, shares)
    assert sum(shares) == WHOLE
    assert sum(parts) == minutes
    assert all(
        abs(part - minutes * share / WHOLE) < 1 + 1e-6 for part, share in zip(parts, shares, strict=True)
    )


def test_percentages_need_not_add_up() -> None:
    assert shares_from_percents([33.3, 33.3, 33.3]) == equal_shares(3)
