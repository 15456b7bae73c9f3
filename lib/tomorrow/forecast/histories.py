"""How often, how lately and for how much each client has bought: all that the purchase model looks at."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from lib.base.money import UNIT
from lib.clients.sales import Sales

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Day = np.datetime64

WEEK = 7.0
"""Days. Times are in weeks, as in the papers."""


@dataclass(frozen=True, eq=False)
class Histories:
    """One entry a client that has bought at least once; all arrays have the same length.

    - `client` (int64): the client's place, as in `Sales`;
    - `repeats` (int64): days with a purchase after the first one;
    - `recency` (float64): weeks from the first purchase to the last; 0 without a repeat;
    - `age` (float64): weeks from the first purchase to the end of what is observed;
    - `value` (float64): mean amount of the repeat purchases in currency units; 0 without a repeat.

    Several lines of one day are one purchase; days that come to nothing or less, such as a credit note
    alone, are none.
    """

    client: Ints
    repeats: Ints
    recency: Floats
    age: Floats
    value: Floats

    def __len__(self) -> int:
        return len(self.client)

    def only(self, chosen: npt.NDArray[np.bool_]) -> Self:
        """The entries where `chosen` is true."""
        return type(self)(
            self.client[chosen],
            self.repeats[chosen],
            self.recency[chosen],
            self.age[chosen],
            self.value[chosen],
        )


def histories(sales: Sales, end: Day) -> Histories:
    """What is known of every client at the end of that day; later purchases are not looked at."""
    known = (sales.amount > 0) & (sales.day <= end)
    client, amount = sales.client[known].astype(np.int64), sales.amount[known] / UNIT
    day = sales.day[known].astype("datetime64[D]").astype(np.int64)
    first = np.flatnonzero(np.diff(client, prepend=-1))
    last = np.append(first[1:], len(client))[: len(first)] - 1
    repeats = last - first
    sums = np.add.reduceat(amount, first) if len(first) else amount
    return Histories(
        client=client[first],
        repeats=repeats,
        recency=(day[last] - day[first]) / WEEK,
        age=(end.astype("datetime64[D]").astype(np.int64) - day[first]) / WEEK,
        value=np.where(repeats > 0, (sums - amount[first]) / np.maximum(repeats, 1), 0.0),
    )


def purchases_between(sales: Sales, after: Day, until: Day) -> Ints:
    """Days with a purchase after one day and until another, by place of the client."""
    bought = (sales.amount > 0) & (sales.day > after) & (sales.day <= until)
    count = int(sales.client.max(initial=-1)) + 1
    return np.bincount(sales.client[bought], minlength=count)
