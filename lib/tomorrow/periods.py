"""Which two periods are compared, and what each client bought in them.

Periods are whole months. Compared are the last two whole calendar years; where the last year is not
complete, the same months of both years; the last twelve months and the twelve before; and, only where
nothing else can be had, the two halves of what there is.
"""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from lib.base.cache import once_per_list
from lib.base.money import Amounts
from lib.clients.model import ClientList
from lib.clients.sales import MONTHS, Sales

Kind = Literal["years", "same_months", "rolling", "halves"]

NEAR = 10
"""Days: a month counts as complete when something was sold in its last (or first) ten days."""
FEWEST_MONTHS = 3
"""Months of the running year below which the last twelve months say more."""
MOST_PERIODS = 12
"""Periods of a client's history that are shown."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, order=True)
class Period:
    """Whole months, counted from January 1970."""

    first: int
    months: int

    @property
    def start(self) -> date:
        """Its first day."""
        return _day(self.first)

    @property
    def end(self) -> date:
        """The first day of its last month."""
        return _day(self.first + self.months - 1)

    @property
    def is_year(self) -> bool:
        """Whether it is a calendar year."""
        return self.months == 12 and self.first % 12 == 0

    def back(self, months: int) -> "Period":
        """The period of that length so many months before."""
        return Period(self.first - months, self.months)


@dataclass(frozen=True)
class Pair:
    """Two periods to compare, the earlier one first."""

    kind: Kind
    then: Period
    now: Period
    earlier: bool = False
    """Whether a list has later years than these."""

    @property
    def key(self) -> str:
        """What a plan remembers: the kind; for earlier years with the year, "years_2004"."""
        return f"{self.kind}_{self.now.start.year}" if self.earlier else self.kind

    @property
    def step(self) -> int:
        """Months from the earlier to the later."""
        return self.now.first - self.then.first


@once_per_list
def pairs(clients: ClientList, today: date | None = None) -> tuple[Pair, ...]:
    """The pairs that a list allows, the proposed one first; those with one empty period come last."""
    covered = span(clients, today)
    if covered is None or clients.sales is None:
        return ()
    years = _years(clients.sales, covered)
    others = _running_year(covered)
    if years and years[0].now.end >= covered.end:
        ordered = [years[0], *others, *years[1:]]
    else:
        ordered = [*others, *years]
    finest = MONTHS[clients.sales.grain] or 1
    half = covered.months // 2 // finest * finest
    if not ordered and half:
        now = Period(covered.first + covered.months - half, half)
        ordered = [Pair("halves", now.back(half), now)]
    sold = {pair: (_filled(clients, pair.then), _filled(clients, pair.now)) for pair in ordered}
    return tuple(sorted(filter(lambda pair: any(sold[pair]), ordered), key=lambda pair: not all(sold[pair])))


def pair_of(clients: ClientList, key: str, today: date | None = None) -> Pair | None:
    """The pair that a plan has chosen, or else the proposed one; None where there are no two periods."""
    known = pairs(clients, today)
    return next((pair for pair in known if pair.key == key), known[0] if known else None)


def _filled(clients: ClientList, period: Period) -> bool:
    return bool((amounts_in(clients, period) > 0).any())


@once_per_list
def span(clients: ClientList, today: date | None = None) -> Period | None:
    """The complete months that the sales cover up to today; None where there is none. The running month is
    not complete; of quarters and years in columns nobody knows how far they go."""
    sales = clients.sales
    if sales is None:
        return None
    days = sales.day[~_future(sales, today)]
    if not len(days):
        return None
    first_day, last_day = days.min(), days.max()
    first, last = _month(first_day), _month(last_day) + MONTHS[sales.grain] - 1
    if sales.grain == "day":
        last = _month(last_day)
        first += int((first_day - first_day.astype("datetime64[M]")).astype(int) >= NEAR)
        end = (last_day.astype("datetime64[M]") + 1).astype("datetime64[D]")
        last -= int((end - last_day).astype(int) > NEAR)
    if today is not None and sales.grain in ("day", "month"):
        last = min(last, _month(np.datetime64(today, "D") + 1) - 1)
    return Period(first, last - first + 1) if last >= first else None


def future_lines(clients: ClientList, today: date) -> tuple[int, int]:
    """How many lines of the file lie in the future, and what they come to (ten-thousandths)."""
    if clients.sales is None:
        return 0, 0
    later = _future(clients.sales, today)
    return int(clients.sales.lines[later].sum()), int(clients.sales.amount[later].sum())


def _future(sales: Sales, today: date | None) -> Mask:
    if today is None:
        return np.zeros(len(sales.day), dtype=bool)
    later: Mask = sales.day > np.datetime64(today, "D")
    return later


def _years(sales: Sales, covered: Period) -> list[Pair]:
    """Each year beside the one before, the newest first. Of columns a year, only those that are there."""
    if sales.grain == "year":
        present = sorted({int(month) for month in np.unique(sales.day).astype("datetime64[M]").astype(int)})
        present = [month for month in present if month < covered.first + covered.months]
    else:
        first = -(-covered.first // 12) * 12
        present = list(range(first, covered.first + covered.months - 11, 12))
    pairs = [
        Pair("years", Period(then, 12), Period(now, 12), earlier=True) for then, now in pairwise(present)
    ]
    if pairs:
        pairs.append(replace(pairs.pop(), earlier=False))
    return pairs[::-1]


def _running_year(covered: Period) -> list[Pair]:
    """The running year so far, and the last twelve months; the more telling one first."""
    end = covered.first + covered.months
    pairs = []
    so_far = end % 12
    if so_far and end - so_far - 12 >= covered.first:
        now = Period(end - so_far, so_far)
        pairs.append(Pair("same_months", now.back(12), now))
    if so_far and covered.months >= 24:
        now = Period(end - 12, 12)
        pairs.append(Pair("rolling", now.back(12), now))
    return pairs if so_far >= FEWEST_MONTHS else pairs[::-1]


def periods_before(clients: ClientList, pair: Pair, today: date | None = None) -> tuple[Period, ...]:
    """The periods of a client's history, of the pair's length, the oldest first: as far back as the list
    goes, `MOST_PERIODS` at most."""
    covered = span(clients, today)
    periods = [pair.now]
    while covered and len(periods) < MOST_PERIODS and periods[0].first - pair.step >= covered.first:
        periods.insert(0, periods[0].back(pair.step))
    return tuple(periods)


@once_per_list
def amounts_in(clients: ClientList, period: Period) -> Amounts:
    """What each client bought in a period, in ten-thousandths: those ranked, then those set apart.

    Sums run over whole numbers, so that they are exact.
    """
    sales = clients.sales
    assert sales is not None
    start, end = (
        np.datetime64(month, "M").astype("datetime64[D]")
        for month in (period.first, period.first + period.months)
    )
    inside = (sales.day >= start) & (sales.day < end)
    so_far = np.concatenate(([0], np.cumsum(np.where(inside, sales.amount, 0))))
    places = np.arange(clients.count + len(clients.set_apart) + 1)
    amounts: Amounts = np.diff(so_far[np.searchsorted(sales.client, places)])
    return amounts


def _month(day: np.datetime64) -> int:
    return int(day.astype("datetime64[M]").astype(int))


def _day(month: int) -> date:
    return date(1970 + month // 12, month % 12 + 1, 1)
