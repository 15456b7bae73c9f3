"""Sales and purchases of clients that move, are joined or left out: the sums by hand are the oracle. And what
is not sound is known, whatever is wrong with it."""

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import LIMIT
from lib.clients import purchases as purchases_module
from lib.clients.purchases import OTHERS, Purchases, bought
from lib.clients.sales import Sales, gathered

CLIENTS = 6
LINES = st.lists(
    st.tuples(st.integers(0, CLIENTS - 1), st.none() | st.integers(0, 5), st.integers(-999, 999)), max_size=20
)
ITEMS = st.lists(
    st.tuples(st.integers(0, CLIENTS - 1), st.integers(0, 4), st.integers(-999, 999)), max_size=20
)
PLACES = st.lists(st.integers(-1, CLIENTS - 1), min_size=CLIENTS, max_size=CLIENTS)
ORDERS = st.permutations(range(CLIENTS))
ARTICLES = st.none() | st.lists(st.integers(0, 9), min_size=CLIENTS, max_size=CLIENTS)
START = np.datetime64("2025-02-27")
Sums = dict[tuple[int, int], tuple[int, int]]


def sold(lines: list[tuple[int, int | None, int]], articles: list[int] | None = None) -> Sales:
    days = [np.datetime64("NaT") if day is None else START + day for _, day, _ in lines]
    further = {} if articles is None else {"articles": np.array(articles, np.int32), "range_size": 9}
    return gathered(
        np.array([client for client, _, _ in lines], np.int64),
        np.array(days, dtype="datetime64[D]"),
        np.array([amount for _, _, amount in lines], np.int64),
        **further,
    )


def by_hand(lines: list[tuple[int, int | None, int]], place: Any = range(CLIENTS)) -> Sums:
    """Amount and lines of each client, where it has come to stand, and day."""
    amounts, count = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for client, day, amount in lines:
        if day is not None and place[client] >= 0:
            amounts[place[client], day] += amount
            count[place[client], day] += 1
    return {key: (amounts[key], count[key]) for key in count}


def entries(sales: Sales) -> Sums:
    days = (sales.day - START).astype(int).tolist()
    keys = list(zip(sales.client.tolist(), days, strict=True))
    assert keys == sorted(set(keys)), "one entry a client and day, in order"
    return dict(zip(keys, zip(sales.amount.tolist(), sales.lines.tolist(), strict=True), strict=True))


@given(LINES)
def test_lines_are_added_up_by_client_and_day(lines: list[tuple[int, int | None, int]]) -> None:
    sales = sold(lines)
    assert entries(sales) == by_hand(lines)
    undated = [amount for _, day, amount in lines if day is None]
    assert (sales.undated, sales.undated_amount) == (len(undated), sum(undated))
    assert sales.total == sum(amount for _, day, amount in lines if day is not None)
    assert sales.is_sound(CLIENTS)


@given(LINES, ORDERS, ARTICLES)
def test_clients_in_another_order_keep_what_they_bought(
    lines: list[tuple[int, int | None, int]], order: list[int], articles: list[int] | None
) -> None:
    moved = sold(lines, articles).moved(np.array(order))
    assert entries(moved) == by_hand(lines, order)
    assert (moved.articles is None) == (articles is None)
    if articles is not None and moved.articles is not None:
        assert [int(moved.articles[place]) for place in order] == articles


@given(LINES, PLACES, ARTICLES)
def test_clients_that_become_one_are_added_up_and_others_left_out(
    lines: list[tuple[int, int | None, int]], places: list[int], articles: list[int] | None
) -> None:
    joined = sold(lines, articles).joined(np.array(places), CLIENTS)
    assert entries(joined) == by_hand(lines, places)
    assert joined.is_sound(CLIENTS)
    if articles is not None and joined.articles is not None:
        most = [max((a for a, at in zip(articles, places, strict=True) if at == place), default=0)
                for place in range(CLIENTS)]  # fmt: skip
        assert joined.articles.tolist() == most


SOUND = sold([(0, 0, 10), (0, 1, 20), (2, 0, 30)], [1] * CLIENTS)
UNSOUND: dict[str, dict[str, object]] = {
    "a client too many": {"client": np.array([0, 0, CLIENTS], np.int32)},
    "a client before the first": {"client": np.array([-1, 0, 2], np.int32)},
    "clients out of order": {"client": np.array([2, 0, 0], np.int32)},
    "days out of order": {"day": np.array([START + 1, START, START])},
    "no day": {"day": np.array([START, "NaT", START], "datetime64[D]")},
    "a day too many": {"day": np.array([START] * 4)},
    "an amount too few": {"amount": np.array([10, 20])},
    "amounts that cannot be added up": {"amount": np.array([LIMIT - 1, -(LIMIT - 1), LIMIT - 1])},
    "articles of other clients": {"articles": np.array([1], np.int32)},
}


@pytest.mark.parametrize("kind", UNSOUND)
def test_sales_that_are_not_sound_are_known(kind: str) -> None:
    assert SOUND.is_sound(CLIENTS)
    assert not replace(SOUND, **UNSOUND[kind]).is_sound(CLIENTS)  # type: ignore[arg-type]


def items(lines: list[tuple[int, int, int]], names: str = "abcde") -> Purchases:
    columns = [np.array(column, np.int64) for column in zip(*lines, strict=True)] or [
        np.zeros(0, np.int64)
    ] * 3
    return bought(columns[0], columns[1], columns[2], list(names), "article")  # fmt: skip


def bought_by_hand(
    lines: list[tuple[int, int, int]], place: Any = range(CLIENTS)
) -> dict[tuple[int, str], int]:
    sums = Counter[tuple[int, str]]()
    for client, item, amount in lines:
        if place[client] >= 0:
            sums[place[client], "abcde"[item]] += amount
    return dict(sums)


def amounts_of(purchases: Purchases) -> dict[tuple[int, str], int]:
    names = [purchases.items[item] for item in purchases.item]
    return dict(
        zip(zip(purchases.client.tolist(), names, strict=True), purchases.amount.tolist(), strict=True)
    )


@given(ITEMS, PLACES)
def test_what_clients_bought_moves_with_them(lines: list[tuple[int, int, int]], places: list[int]) -> None:
    whole = items(lines)
    assert amounts_of(whole) == bought_by_hand(lines)
    sums = [sum(a for _, item, a in lines if "abcde"[item] == name) for name in whole.items]
    assert sums == sorted(sums, reverse=True)
    moved = whole.moved(np.array(places))
    assert amounts_of(moved) == bought_by_hand(lines, places)
    assert whole.is_sound(CLIENTS)
    assert moved.is_sound(CLIENTS)


def test_the_smallest_items_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [(0, 0, 5), (0, 1, 50), (1, 2, 7), (1, 3, 6), (2, 4, 1)]
    monkeypatch.setattr(purchases_module, "MOST_ITEMS", 2)
    few = items(lines)
    assert few.items == ("b", "c", OTHERS)
    assert amounts_of(few) == {(0, "b"): 50, (0, OTHERS): 5, (1, "c"): 7, (1, OTHERS): 6, (2, OTHERS): 1}


BOUGHT = items([(0, 0, 10), (0, 1, 5), (2, 0, 30)])
NOT_BOUGHT: dict[str, dict[str, object]] = {
    "a client too many": {"client": np.array([0, 0, CLIENTS], np.int32)},
    "a client before the first": {"client": np.array([-1, 0, 2], np.int32)},
    "an item that has no name": {"item": np.array([0, 5, 0], np.int32)},
    "an item before the first": {"item": np.array([-1, 1, 0], np.int32)},
    "one entry twice": {"item": np.array([0, 0, 0], np.int32)},
    "items out of order": {"item": np.array([1, 0, 0], np.int32)},
    "an amount too few": {"amount": np.array([10, 20])},
    "amounts that cannot be added up": {"amount": np.array([LIMIT - 1, -(LIMIT - 1), LIMIT - 1])},
}


@pytest.mark.parametrize("kind", NOT_BOUGHT)
def test_purchases_that_are_not_sound_are_known(kind: str) -> None:
    assert BOUGHT.is_sound(CLIENTS)
    assert not replace(BOUGHT, **NOT_BOUGHT[kind]).is_sound(CLIENTS)  # type: ignore[arg-type]
