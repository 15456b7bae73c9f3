"""Which time the revenue of a list covers, and what is known of the time that clients take today."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from lib.base.money import UNIT
from lib.clients.coverage import Coverage, a_year, coverage
from lib.clients.model import ClientList, client_list
from lib.clients.sales import Grain, gathered
from lib.clients.search import matching
from lib.clients.today import resources_today
from tests.lists import list_of, sold


def of_days(*days: str, grain: Grain = "day", more: int = 0) -> ClientList:
    """A client with a sale of 10 on each day, or in the period that begins there; and revenue of no day."""
    count = len(days)
    sales = gathered(
        np.zeros(count, np.int64), np.array(days, "datetime64[D]"), np.full(count, 10 * UNIT), grain
    )
    clients = list_of([10 * count + more])
    return replace(clients, sales=replace(sales, undated_amount=more * UNIT))


@pytest.mark.parametrize(("clients", "first", "last", "months"), [
    (of_days("2025-01-01", "2025-12-31"), (2025, 1, 1), (2025, 12, 31), 12),
    (of_days("2025-01-01", "2025-12-31", more=7), (2025, 1, 1), (2025, 12, 31), 12),
    (of_days("2025-03-04"), (2025, 3, 4), (2025, 3, 4), 1),
    (of_days("2025-01-01", "2025-06-01", grain="month"), (2025, 1, 1), (2025, 6, 30), 6),
    (of_days("2024-10-01", "2025-01-01", grain="quarter"), (2024, 10, 1), (2025, 3, 31), 6),
    (of_days("2023-01-01", "2024-01-01", grain="year"), (2023, 1, 1), (2024, 12, 31), 24),
    (sold({"A": [3, 2], "B": [1, 7]}, ranked_by_last=True), (2025, 1, 1), (2025, 12, 31), 12),
])  # fmt: skip
def test_the_time_that_the_revenue_was_made_in(
    clients: ClientList, first: tuple[int, int, int], last: tuple[int, int, int], months: int
) -> None:
    covered = Coverage(date(*first), date(*last), months)
    assert coverage(clients) == covered
    assert covered.is_year == (months == 12)
    assert a_year(600, clients) == 600 * 12 // months


def test_days_that_were_told_count_before_all_others() -> None:
    clients = replace(of_days("2025-01-01"), days=(date(2025, 1, 1), date(2025, 3, 31)))
    assert coverage(clients) == Coverage(date(2025, 1, 1), date(2025, 3, 31), 3)


def test_a_list_that_does_not_say_covers_what_it_is_taken_for() -> None:
    undated = replace(of_days("2025-01-01"), sales=gathered(*(np.zeros(0, kind) for kind in KINDS)))  # type: ignore[arg-type]
    other = replace(list_of([25]), sales=of_days("2025-01-01", "2025-02-01", more=99).sales)
    for clients in (list_of([5, 3]), undated, other):
        assert coverage(clients) is None
        assert a_year(600, clients) == 600


KINDS = ("int64", "datetime64[D]", "int64")


def taking(**columns: list[int]) -> ClientList:
    clients = list_of([30, 20, 10])
    table = clients.ranked.assign(**{name: np.array(values, np.int64) for name, values in columns.items()})
    return client_list(table, clients.report)


@pytest.mark.parametrize(("columns", "sums"), [
    ({"minutes": [5, 0, 2]}, [0, 5, 5, 7]),
    ({"minutes": [5, 0, 2], "cost": [1, 1, 1]}, [0, 5, 5, 7]),
    ({"minutes": [0, 0, 0], "cost": [1, 2, 3]}, [0, 1, 3, 6]),
    ({"minutes": [5, -1, 2], "cost": [1, 2, 3]}, [0, 1, 3, 6]),
    ({"cost": [-1, 2, 3]}, None),
    ({"minutes": [0, 0, 0]}, None),
    ({}, None),
])  # fmt: skip
def test_what_the_first_clients_take_today(columns: dict[str, list[int]], sums: list[int] | None) -> None:
    taken = resources_today(taking(**columns))
    assert (None if taken is None else taken.tolist()) == sums


def test_clients_are_found_by_a_part_of_their_name_number_or_member() -> None:
    table = list_of([3, 2, 1]).ranked.assign(number=["C-1", "", "x9"], tier=["A", "B", "B"])
    assert list(matching(table, " ").index) == [0, 1, 2]
    assert list(matching(table, "CLIENT 00", ["B"]).index) == [1, 2]
    assert list(matching(table, "c-1").index) == [0]
    assert list(matching(table, ".*").index) == []
    assert list(matching(table.assign(members=["", "Été\n7", ""]), "été").index) == [1]
