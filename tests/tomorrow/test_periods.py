"""Which two periods: from days, months and years, complete or not, with holes and with dates to come."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list
from lib.clients.sales import Grain, gathered
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.tomorrow.movement.movements import bridge, movement
from lib.tomorrow.periods import Period, amounts_in, future_lines, pair_of, pairs, periods_before, span
from tests.lists import list_of, sold

Named = tuple[str, str, str]


def on(days: list[str], grain: Grain = "day", amounts: list[int] | None = None) -> ClientList:
    """One client with a sale on each of those days, of 1 unless said otherwise."""
    one = np.array(amounts or [1] * len(days), dtype=np.int64) * UNIT
    sales = gathered(np.zeros(len(days), dtype=np.int64), np.array(days, dtype="datetime64[D]"), one, grain)
    known = list_of([int(one.sum()) // UNIT])
    return client_list(known.ranked, known.report, sales=sales)


def named(clients: ClientList, today: date | None = None) -> list[Named]:
    """(key, then, now): a period by its first month and its length."""
    return [
        (pair.key, *(f"{period.start:%Y-%m}/{period.months}" for period in (pair.then, pair.now)))
        for pair in pairs(clients, today)
    ]


def monthly(first: str, last: str) -> list[str]:
    """A day in the middle of every month, the first month at its start and the last at its end."""
    months = np.arange(np.datetime64(first), np.datetime64(last) + 1)
    return [f"{first}-02", *(f"{month}-15" for month in months), f"{last}-27"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (monthly("2024-01", "2025-12"), [("years", "2024-01/12", "2025-01/12")]),
        (
            monthly("2023-01", "2025-05"),
            [
                ("same_months", "2024-01/5", "2025-01/5"),
                ("rolling", "2023-06/12", "2024-06/12"),
                ("years", "2023-01/12", "2024-01/12"),
            ],
        ),
        (
            monthly("2023-01", "2025-02"),
            [
                ("rolling", "2023-03/12", "2024-03/12"),
                ("same_months", "2024-01/2", "2025-01/2"),
                ("years", "2023-01/12", "2024-01/12"),
            ],
        ),
        (monthly("2024-03", "2025-05"), [("halves", "2024-04/7", "2024-11/7")]),
        (monthly("2025-05", "2025-06"), [("halves", "2025-05/1", "2025-06/1")]),
        (monthly("2025-05", "2025-05"), []),
        (["2025-05-20", "2025-06-03"], []),
    ],
)
def test_the_pairs_that_days_allow(days: list[str], expected: list[Named]) -> None:
    assert named(on(days)) == expected


def test_a_month_is_complete_when_something_was_sold_near_its_end() -> None:
    until = {day: span(on(["2024-01-10", f"2025-06-{day}"])) for day in ("20", "21")}
    assert [period and (period.start, period.end) for period in until.values()] == [
        (date(2024, 1, 1), date(2025, 5, 1)),
        (date(2024, 1, 1), date(2025, 6, 1)),
    ]
    late = span(on(["2024-01-11", "2025-06-21"]))
    assert late is not None
    assert late.start == date(2024, 2, 1)


def test_the_running_month_is_not_complete() -> None:
    clients = on(["2024-01-10", "2025-06-27"])
    ends = [span(clients, date(2025, *day)) for day in ((6, 28), (6, 30), (7, 1))]
    assert [period and period.end.month for period in ends] == [5, 6, 6]
    columns = on(["2024-05-01", "2025-06-01"], "month")
    running, over = span(columns, date(2025, 6, 15)), span(columns, date(2025, 7, 1))
    assert running is not None
    assert over is not None
    assert (running.months, over.months) == (13, 14)


def test_columns_a_year_are_compared_as_they_are_there() -> None:
    assert named(on(["2025-01-01"], "year")) == []
    assert named(on(["2021-01-01", "2023-01-01", "2025-01-01"], "year")) == [
        ("years", "2023-01/12", "2025-01/12"),
        ("years_2023", "2021-01/12", "2023-01/12"),
    ]


def test_columns_a_month_and_a_quarter() -> None:
    months = [f"2024-{month:02d}-01" for month in range(1, 13)] + ["2025-01-01", "2025-02-01", "2025-03-01"]
    assert named(on(months, "month"))[0] == ("same_months", "2024-01/3", "2025-01/3")
    quarters = ["2024-01-01", "2024-04-01", "2024-07-01", "2024-10-01", "2025-01-01", "2025-04-01"]
    assert named(on(quarters, "quarter"))[0] == ("same_months", "2024-01/6", "2025-01/6")
    assert named(on(quarters[:3], "quarter")) == [("halves", "2024-04/3", "2024-07/3")]


def test_what_is_dated_in_the_future_is_in_no_period_and_is_counted() -> None:
    clients = on([*monthly("2024-01", "2025-12"), "2031-07-01"], amounts=[1] * 26 + [9])
    assert named(clients, date(2026, 3, 1)) == [("years", "2024-01/12", "2025-01/12")]
    assert future_lines(clients, date(2026, 3, 1)) == (1, 9 * UNIT)
    assert pairs(on(["2031-07-01"], "year"), date(2026, 3, 1)) == ()
    assert span(on(["2031-07-01"]), date(2026, 3, 1)) is None


def test_a_year_without_a_sale_comes_last_and_can_still_be_chosen() -> None:
    days = [*monthly("2021-01", "2022-12"), *monthly("2024-01", "2025-12")]
    clients = on(days)
    assert [key for key, _, _ in named(clients)] == ["years", "years_2022", "years_2024", "years_2023"]
    empty = pair_of(clients, "years_2024")
    assert empty is not None
    moves = movement(compute(clients, Plan()), empty)
    assert (bridge(moves).then, bridge(moves).new) == (0, bridge(moves).now)


def test_two_years_without_a_sale_are_no_choice() -> None:
    clients = on(["2020-01-02", "2025-01-02", "2025-12-30"])
    assert [key for key, _, _ in named(clients)] == ["years", "years_2021"]


def test_a_choice_that_a_list_does_not_allow_gives_the_proposed_one() -> None:
    clients = on(monthly("2024-01", "2025-12"))
    assert pair_of(clients, "rolling") == pair_of(clients, "") == pairs(clients)[0]
    assert pair_of(list_of([1, 2]), "years") is None


def test_the_history_goes_back_as_far_as_there_are_whole_periods() -> None:
    clients = on(monthly("2021-03", "2025-05"))
    pair = pairs(clients)[0]
    starts = [period.start for period in periods_before(clients, pair)]
    assert starts == [date(year, 1, 1) for year in (2022, 2023, 2024, 2025)]


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.dates(date(2023, 1, 1), date(2025, 12, 31)), st.integers(-50, 99)),
        min_size=1,
        max_size=60,
    ),
    st.integers(0, 30),
    st.integers(1, 12),
)
def test_what_is_bought_in_a_period_is_what_a_loop_adds_up(
    lines: list[tuple[int, date, int]], first: int, months: int
) -> None:
    places, days, amounts = (list(column) for column in zip(*lines, strict=True))
    sales = gathered(
        np.array(places), np.array(days, dtype="datetime64[D]"), np.array(amounts, dtype=np.int64)
    )
    known = list_of([6, 5, 4, 3, 2, 1])
    clients = client_list(known.ranked, known.report, sales=sales)
    period = Period(53 * 12 + first, months)
    ends = Period(53 * 12 + first + months, 1).start
    expected = [0] * 6
    for place, day, amount in lines:
        expected[place] += amount * (period.start <= day < ends)
    assert amounts_in(clients, period).tolist() == expected


def test_a_column_a_year_for_many_clients() -> None:
    clients = sold({"A": [3, 5], "B": [0, 2], "C": [4, 0]})
    pair = pairs(clients)[0]
    assert {
        name: (int(then) // UNIT, int(now) // UNIT)
        for name, then, now in zip(
            clients.ranked["client"],
            amounts_in(clients, pair.then),
            amounts_in(clients, pair.now),
            strict=True,
        )
    } == {"A": (3, 5), "B": (0, 2), "C": (4, 0)}
