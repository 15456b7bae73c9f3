"""Exact amounts: conversions at the edge, parts that add up."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import (
    LIMIT,
    UNIT,
    from_decimal,
    split,
    split_by_group,
    split_evenly,
    to_decimal,
    to_text,
)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("12.34", 123_400),
        ("0.00005", 1),  # halves go away from zero
        ("-0.00005", -1),
        ("0.00004999", 0),
        ("1265793.0395", 12_657_930_395),
        ("-1192.2", -11_922_000),
    ],
)
def test_from_decimal(written: str, amount: int) -> None:
    assert from_decimal(Decimal(written)) == amount


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (123_400, "12.34"),
        (1_000_000, "100"),
        (0, "0"),
        (-5_000, "-0.5"),
        (1, "0.0001"),
        (12_657_930_395, "1265793.0395"),
    ],
)
def test_to_text(amount: int, text: str) -> None:
    assert to_text(amount) == text


@given(st.integers(-(2**62), 2**62))
def test_nothing_is_lost_on_the_way_out_and_back(amount: int) -> None:
    assert from_decimal(to_decimal(amount)) == amount
    assert from_decimal(Decimal(to_text(amount))) == amount


def nearest_whole_parts(total: int, weights: list[int]) -> list[int]:
    """Of all whole parts that add up, those nearest to the exact ones; the earlier part larger on a draw."""
    weights = weights if sum(weights) else [1] * len(weights)
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    every = (parts for parts in product(range(total + 1), repeat=len(weights)) if sum(parts) == total)

    def distance(parts: tuple[int, ...]) -> tuple[Fraction, list[int]]:
        off = sum((Fraction(part) - share) ** 2 for part, share in zip(parts, exact, strict=True))
        return Fraction(off), [-part for part in parts]

    return list(min(every, key=distance))


@given(total=st.integers(0, 12), weights=st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_split_is_the_nearest_that_adds_up(total: int, weights: list[int]) -> None:
    assert split(total, weights).tolist() == nearest_whole_parts(total, weights)


@given(total=st.integers(0, 2**62), weights=st.lists(st.integers(0, 2**62), min_size=1, max_size=6))
def test_split_of_large_amounts_adds_up(total: int, weights: list[int]) -> None:
    parts = split(total, weights).tolist()
    whole = sum(weights)
    assert sum(parts) == total
    if whole:
        assert all(
            abs(part - Fraction(total * weight, whole)) < 1
            for part, weight in zip(parts, weights, strict=True)
        )


def test_split_refuses_what_has_no_answer() -> None:
    with pytest.raises(ValueError, match="nothing to share"):
        split(1, [])
    with pytest.raises(ValueError, match="negative"):
        split(-1, [1])
    with pytest.raises(ValueError, match="negative"):
        split(1, [2, -1])
    assert split(0, []).tolist() == []


@given(total=st.integers(0, 10**9), count=st.integers(1, 500))
def test_split_evenly(total: int, count: int) -> None:
    parts = split_evenly(total, count).tolist()
    assert sum(parts) == total
    assert len(parts) == count
    assert parts == sorted(parts, reverse=True)
    assert parts[0] - parts[-1] <= 1


def test_six_totals_fit_and_the_limit_is_what_is_said() -> None:
    assert np.iinfo(np.int64).max >= 6 * LIMIT
    assert LIMIT // UNIT // 10**12 == 115


@given(st.data())
def test_each_group_shares_its_own_total(data: st.DataObject) -> None:
    """Also groups that nobody is in, and members in any order."""
    totals = data.draw(st.lists(st.integers(0, 10**9), min_size=1, max_size=5))
    groups = data.draw(st.lists(st.integers(0, len(totals) - 1), max_size=30))
    parts = split_by_group(totals, np.array(groups, dtype=np.int64)).tolist()
    assert len(parts) == len(groups)
    for group, total in enumerate(totals):
        mine = [part for part, of in zip(parts, groups, strict=True) if of == group]
        assert mine == sorted(mine, reverse=True)
        assert sum(mine) == (total if mine else 0)
        assert not mine or mine[0] - mine[-1] <= 1
