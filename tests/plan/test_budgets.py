"""The algebra of budgets: whatever is moved and locked, the parts add up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.plan.budgets import (
    WHOLE,
    Shares,
    equal_shares,
    mixed_weights,
    move_share,
    nearest_mix,
    room,
    share_rest,
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


def test_presets_leave_the_locked_alone() -> None:
    shares = shares_from_percents([50, 20, 10, 20])
    locked = (True, False, False, False)
    assert percents(share_rest(shares, locked, [9, 1, 1, 2])) == [50, 12.5, 12.5, 25]
    assert percents(share_rest(shares, UNLOCKED[:4], [1, 1, 1, 1])) == [25] * 4
    assert share_rest(shares, (True,) * 4, [1, 1, 1, 1]) == shares
    assert percents(share_rest(shares, locked, [0, 0, 0, 0])) == pytest.approx([50, 50 / 3, 50 / 3, 50 / 3])


def test_half_way_between_equal_and_in_proportion_to_revenue() -> None:
    amounts = [60, 30, 10]
    assert mixed_weights(0, amounts) == [10_000] * 3
    assert percents(share_rest(equal_shares(3), UNLOCKED[:3], mixed_weights(100, amounts))) == [60, 30, 10]
    halfway = percents(share_rest(equal_shares(3), UNLOCKED[:3], mixed_weights(50, amounts)))
    assert halfway == pytest.approx([46.67, 31.67, 21.67], abs=0.01)


@given(mix=st.integers(0, 100), amounts=st.lists(st.integers(1, 10**15), min_size=2, max_size=6))
def test_the_mix_is_found_again_from_its_shares(mix: int, amounts: list[int]) -> None:
    shares = share_rest(equal_shares(len(amounts)), (False,) * len(amounts), mixed_weights(mix, amounts))
    assert sum(shares) == WHOLE
    told_apart = max(amounts) * len(amounts) > sum(amounts) * 1.01
    assert not told_apart or nearest_mix(shares, amounts) == mix


@given(
    weights=st.lists(st.integers(0, 10**18), min_size=1, max_size=6),
    locks=st.lists(st.booleans(), min_size=6, max_size=6),
    start=st.lists(st.integers(1, 100), min_size=6, max_size=6),
)
def test_any_preset_under_any_locks_adds_up(weights: list[int], locks: list[bool], start: list[int]) -> None:
    tiers = len(weights)
    before, locked = shares_from_percents(start[:tiers]), locks[:tiers]
    after = share_rest(before, locked, weights)
    assert sum(after) == WHOLE
    assert min(after) >= 0
    assert all(after[i] == before[i] for i in range(tiers) if locked[i])


@given(
    amounts=st.lists(st.integers(1, 100), min_size=2, max_size=5),
    percents=st.lists(st.integers(0, 100), min_size=5, max_size=5).filter(lambda drawn: any(drawn[:2])),
)
def test_the_nearest_mix_is_the_nearest_of_all_that_there_are(
    amounts: list[int], percents: list[int]
) -> None:
    """Also for shares that lie beyond equal or beyond proportion: by trying all 101."""
    shares = shares_from_percents(percents[: len(amounts)])

    def distance(mix: int) -> Fraction:
        weights = mixed_weights(mix, amounts)
        made = [Fraction(WHOLE * weight, sum(weights)) for weight in weights]
        return Fraction(sum((share - part) ** 2 for share, part in zip(shares, made, strict=True)))

    found = nearest_mix(shares, amounts)
    assert 0 <= found <= 100
    assert float(distance(found)) <= float(min(map(distance, range(101)))) * (1 + 1e-9)
    if len({*amounts}) == 1:
        assert found == 0, "all mixes are the same: the simplest"
