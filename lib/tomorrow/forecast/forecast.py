"""What clients will buy in the twelve months to come, from the days on which they have bought.

Only where a list carries it: lines with days, enough clients, enough of them with a second purchase.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import gammaincinv, ndtri

from lib.base.cache import once_per_list
from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.clients.sales import Sales
from lib.tomorrow.forecast.bgnbd import BuyingModel, fit_buying
from lib.tomorrow.forecast.fitting import NoFitError
from lib.tomorrow.forecast.gamma_gamma import ValueModel, fit_value
from lib.tomorrow.forecast.histories import WEEK, Day, Floats, Histories, Ints, histories, purchases_between

Reason = Literal["no_dates", "no_days", "too_short", "few_clients", "few_repeats", "no_fit"]

YEAR = 365 / WEEK
"""Weeks."""
FEWEST_CLIENTS, FEWEST_REPEATING, FEWEST_DAYS = 50, 30, 182
RANGE = 0.8
"""The chance that a figure ends up within its range."""
_LOW, _HIGH = (1 - RANGE) / 2, (1 + RANGE) / 2
MOST_REPEATS = 7
"""Clients with that many repeats or more are one group of the check."""
_KNOWN_PART = 2 / 3
"""Of the time observed: what the check lets the model see."""
WRONG = 0.2
"""A check that misses by more than this share does not hold, and nothing is foretold."""
TIED = 0.3
"""Correlation of how often and how much from which the values have to be doubted."""


@dataclass(frozen=True, eq=False)
class Fit:
    """The two models of a list, on what was known at the end of the day `end`."""

    end: date
    histories: Histories
    buying: BuyingModel
    value: ValueModel

    @property
    def tied(self) -> float:
        """The correlation of how often repeat buyers buy and how much each time (−1 to 1); the second model
        takes it to be 0."""
        repeated = self.histories.repeats > 0
        often, much = self.histories.repeats[repeated], self.histories.value[repeated]
        if not (np.ptp(often) and np.ptp(much)):
            return 0.0
        return float(np.corrcoef(often, much)[0, 1])


@dataclass(frozen=True)
class Total:
    """All clients together over the twelve months to come; amounts in ten-thousandths."""

    orders: float
    revenue: int
    low: int
    high: int
    before: int
    """The revenue of the twelve months up to the end of what is observed."""


@dataclass(frozen=True, eq=False)
class Check:
    """What the model would have foretold, had it known the first part of the time only.

    `groups`: one row a number of repeats in that part (`repeats`, the last one "or more"), with the
    number of `clients` and the mean purchases `expected` and `actual` in the rest.
    """

    cut: date
    expected: float
    actual: int
    groups: pd.DataFrame

    @property
    def error(self) -> float:
        """How far the foretold purchases are from the real ones, as a share of these."""
        return self.expected / self.actual - 1 if self.actual else float("inf")

    @property
    def holds(self) -> bool:
        """Whether the model has stood the test, so that its forecast may be shown."""
        return abs(self.error) <= WRONG


@once_per_list
def why_not(clients: ClientList, today: date) -> Reason | None:
    """Why this list does not carry the model; None where it does."""
    sales = clients.sales
    if sales is None:
        return "no_dates"
    if sales.grain != "day":
        return "no_days"
    end = _end(sales, today)
    known = sales.day[(sales.amount > 0) & (sales.day <= end)]
    if not len(known) or (end - known.min()).astype(int) < FEWEST_DAYS:
        return "too_short"
    past = histories(sales, end)
    if len(past) < FEWEST_CLIENTS:
        return "few_clients"
    if (past.repeats > 0).sum() < FEWEST_REPEATING:
        return "few_repeats"
    return None if fit(clients, today) else "no_fit"


@once_per_list
def fit(clients: ClientList, today: date) -> Fit | None:
    """The models of a list; None where none can be found."""
    assert clients.sales is not None
    end = _end(clients.sales, today)
    past = histories(clients.sales, end)
    try:
        return Fit(end.astype(date), past, fit_buying(past), fit_value(past))
    except NoFitError:
        return None


@once_per_list
def expected(clients: ClientList, today: date) -> pd.DataFrame:
    """Client by client, what the next twelve months should bring; raises ValueError without a fit.

    One row a ranked client that has bought, in ranking order. Columns: `place`, `client`, `number`, `last`
    (the day of the last purchase), `repeats`, `chance` (of being active, 0–1), `orders` with `orders_low`
    and `orders_high`, `revenue` with `revenue_low` and `revenue_high` (ten-thousandths). A figure ends up
    within its range with the probability `RANGE`, when the model is right.
    """
    model = fit(clients, today)
    if model is None:
        raise ValueError("no model")
    outcome = _outcome(model, YEAR)
    start = np.datetime64(model.end, "D") - np.round(
        (model.histories.age - model.histories.recency) * WEEK
    ).astype(int)
    table = pd.DataFrame(
        {"place": model.histories.client, "last": start, "repeats": model.histories.repeats, **outcome}
    )
    table = table[table["place"] < len(clients.ranked)].reset_index(drop=True)
    ranked = clients.ranked.iloc[table["place"].to_numpy()]
    table.insert(1, "client", ranked["client"].to_numpy())
    table.insert(2, "number", ranked["number"].to_numpy())
    return table


@once_per_list
def total(clients: ClientList, today: date) -> Total:
    """All clients together; raises ValueError without a fit. The range takes clients to be independent."""
    model = fit(clients, today)
    if model is None or clients.sales is None:
        raise ValueError("no model")
    orders, squares = _orders(model, YEAR)
    mean, square = _amounts(model, orders, squares)
    around = float(np.sqrt((square - mean**2).sum()) * ndtri(_HIGH))
    revenue = float(mean.sum())
    end = np.datetime64(model.end, "D")
    last_year = (clients.sales.day <= end) & (clients.sales.day > end - 365)
    return Total(
        orders=float(orders.sum()),
        revenue=round(revenue * UNIT),
        low=round(max(0.0, revenue - around) * UNIT),
        high=round((revenue + around) * UNIT),
        before=int(clients.sales.amount[last_year].sum()),
    )


@once_per_list
def check(clients: ClientList, today: date) -> Check | None:
    """The model on the first part of the time, held against the rest; None where that part is too thin."""
    sales = clients.sales
    assert sales is not None
    end = _end(sales, today)
    first = sales.day[sales.amount > 0].min()
    cut = first + np.timedelta64(round((end - first).astype(int) * _KNOWN_PART), "D")
    past = histories(sales, cut)
    if (past.repeats > 0).sum() < FEWEST_REPEATING:
        return None
    try:
        model = fit_buying(past)
    except NoFitError:
        return None
    foretold = sum(model.chances(past, (end - cut).astype(int) / WEEK), np.zeros(len(past)))
    real = purchases_between(sales, cut, end)[past.client]
    groups = (
        pd.DataFrame(
            {"repeats": np.minimum(past.repeats, MOST_REPEATS), "expected": foretold, "actual": real}
        )
        .groupby("repeats")
        .agg(clients=("actual", "size"), expected=("expected", "mean"), actual=("actual", "mean"))
        .reset_index()
    )
    return Check(cut.astype(date), float(foretold.sum()), int(real.sum()), groups)


def _end(sales: Sales, today: date) -> Day:
    """The last day that is observed: that of the last line, but not later than today."""
    known = sales.day[sales.day <= np.datetime64(today, "D")]
    return known.max() if len(known) else np.datetime64(today, "D")


def _orders(model: Fit, weeks: float) -> tuple[Floats, Floats]:
    """The expected number of purchases and the expected square of it."""
    mean, square = np.zeros(len(model.histories)), np.zeros(len(model.histories))
    for bought, chance in enumerate(model.buying.chances(model.histories, weeks), 1):
        mean += chance
        square += (2 * bought - 1) * chance
    return mean, square


def _amounts(model: Fit, orders: Floats, squares: Floats) -> tuple[Floats, Floats]:
    """The expected revenue in currency units, and the expected square of it: a random number of purchases
    about a mean that is not known for certain either."""
    mean_square, deviation = model.value.mean_square(model.histories)
    return orders * model.value.mean_value(model.histories), squares * mean_square + orders * deviation


def _outcome(model: Fit, weeks: float) -> dict[str, Floats | Ints]:
    low, high = np.zeros(len(model.histories), dtype=np.int64), np.zeros(len(model.histories), dtype=np.int64)
    orders, squares = _orders(model, weeks)
    any_at_all = np.zeros(len(model.histories))
    for bought, chance in enumerate(model.buying.chances(model.histories, weeks), 1):
        low += chance >= _HIGH
        high += chance > _LOW
        if bought == 1:
            any_at_all = chance
    mean, square = _amounts(model, orders, squares)
    revenue = {
        "revenue": mean,
        "revenue_low": _quantile(_LOW, any_at_all, mean, square),
        "revenue_high": _quantile(_HIGH, any_at_all, mean, square),
    }
    return {
        "chance": model.buying.chance_active(model.histories),
        "orders": orders,
        "orders_low": low,
        "orders_high": high,
        **{name: np.round(amount * UNIT).astype(np.int64) for name, amount in revenue.items()},
    }


def _quantile(share: float, any_at_all: Floats, mean: Floats, square: Floats) -> Floats:
    """A quantile of the revenue: nothing with the chance of no purchase, else a Gamma distribution with the
    mean and the scatter that are known."""
    some = np.maximum(any_at_all, 1e-12)
    within = np.clip((share - (1 - some)) / some, 0, 1)
    mean, square = mean / some, square / some
    scatter = np.maximum(square - mean**2, 1e-12 * np.maximum(mean, 1) ** 2)
    scale = scatter / np.maximum(mean, 1e-12)
    return np.where(within > 0, gammaincinv(np.maximum(mean, 1e-12) / scale, within) * scale, 0.0)
