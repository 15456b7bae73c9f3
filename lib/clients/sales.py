"""The revenue of every client over time: what two periods are compared from.

Aggregated by client and day (or by the period of a column or sheet), so that a million lines stay small.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from lib.base.money import LIMIT, Amounts

Grain = Literal["day", "month", "quarter", "year"]
"""How finely the file tells when something was sold."""
MONTHS: dict[Grain, int] = {"day": 0, "month": 1, "quarter": 3, "year": 12}
"""Months that an entry of each grain stands for."""

Days = npt.NDArray[np.datetime64]
Places = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Sales:
    """One entry a client and day, sorted by client, then by day; all arrays have the same length.

    - `client` (int32): the client's place in the ranking, counted from 0; the clients set apart follow;
    - `day` (datetime64[D]): the day, or the first day of the month, quarter or year;
    - `amount` (int64, ten-thousandths) and `lines` (int32): what was added up.

    `undated` counts the rows that are in the ranking but whose day could not be read, `undated_amount`
    what they come to. `articles` (int32, one a client) says how many different articles each has bought,
    `range_size` how many there are; None and 0 where the file does not say.
    """

    client: Places
    day: Days
    amount: Amounts
    lines: Places
    grain: Grain = "day"
    undated: int = 0
    undated_amount: int = 0
    articles: Places | None = None
    range_size: int = 0

    @property
    def total(self) -> int:
        """What all entries come to."""
        return int(self.amount.sum())

    def is_sound(self, clients: int) -> bool:
        """Whether the arrays fit together, are sorted, and belong to that many clients."""
        arrays = (self.client, self.day, self.amount, self.lines)
        if len({len(column) for column in arrays}) > 1 or np.isnat(self.day).any():
            return False
        if self.articles is not None and len(self.articles) != clients:
            return False
        order = np.lexsort((self.day, self.client))
        sizes = np.abs(self.amount.astype(np.float64))
        return bool(
            (self.client >= 0).all()
            and (self.client < clients).all()
            and (order == np.arange(len(order))).all()
            and sizes.sum() < LIMIT
        )

    def moved(self, places: npt.NDArray[np.int64]) -> "Sales":
        """The same sales for clients in another order: client i has become client places[i]."""
        client = places[self.client]
        order = np.argsort(client, kind="stable")
        articles = self.articles
        if articles is not None:
            moved = np.zeros_like(articles)
            moved[places] = articles
            articles = moved
        return replace(
            self,
            client=client[order].astype(np.int32),
            day=self.day[order],
            amount=self.amount[order],
            lines=self.lines[order],
            articles=articles,
        )

    def joined(self, places: npt.NDArray[np.int64], clients: int) -> "Sales":
        """The same sales for other clients, of which there are so many: client i has become client places[i],
        −1 is left out, and several that have become one are added up. Of articles a client then has as many
        as the one of them that has most."""
        kept = places[self.client] >= 0
        client, day = places[self.client][kept], self.day[kept]
        if (np.diff(places[places >= 0]) > 0).all():
            # Nobody is joined and the order stays: most slices are so.
            order = np.arange(len(client))
        else:
            order = np.lexsort((day, client))
        client, day = client[order], day[order]
        starts = np.flatnonzero((np.diff(client, prepend=-1) != 0) | (np.diff(day, prepend=day[:1]) != 0))
        sums = [column[kept][order] for column in (self.amount, self.lines)]
        if len(starts):
            sums = [np.add.reduceat(column, starts) for column in sums]
        articles = self.articles
        if articles is not None:
            most = np.zeros(clients, dtype=articles.dtype)
            np.maximum.at(most, places[places >= 0], articles[places >= 0])
            articles = most
        return replace(
            self,
            client=client[starts].astype(np.int32),
            day=day[starts],
            amount=sums[0].astype(np.int64),
            lines=sums[1].astype(np.int32),
            articles=articles,
        )


def gathered(
    client: npt.NDArray[np.int64],
    day: Days,
    amount: Amounts,
    grain: Grain = "day",
    lines: npt.NDArray[np.int64] | None = None,
    **further: object,
) -> Sales:
    """Add up rows (client, day, amount) by client and day. Days that are not a time count as undated. `lines`
    says how many lines each row stands for, where that is not one."""
    dated = ~np.isnat(day)
    lines = np.ones(len(day), np.int64) if lines is None else lines
    undated, undated_amount = int(lines[~dated].sum()), int(amount[~dated].sum())
    client, days, amount, lines = client[dated], day[dated].astype(np.int64), amount[dated], lines[dated]
    start = int(days.min(initial=0))
    span = int(days.max(initial=0)) - start + 1
    key = client * span + (days - start)
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    return Sales(
        client=(key[starts] // span).astype(np.int32),
        day=(key[starts] % span + start).astype("datetime64[D]"),
        amount=_added(amount[order], starts),
        lines=_added(lines[order], starts).astype(np.int32),
        grain=grain,
        undated=undated,
        undated_amount=undated_amount,
        **further,  # type: ignore[arg-type]
    )


def _added(values: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The sums of runs that start at these places."""
    return np.add.reduceat(values, starts) if len(starts) else np.zeros(0, dtype=np.int64)
