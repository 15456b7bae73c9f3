"""The matrix of tiers and classes of potential, and the clients in its cells."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.base.money import Amounts, split
from lib.clients.model import ClientList
from lib.plan.compute import PlanResult, client_minutes, tier_index
from lib.plan.potential_settings import CLASSES, PotentialSettings
from lib.plan.potentials import (
    UNKNOWN_AMOUNT,
    Potentials,
    headroom,
    potentials,
)
from lib.plan.result_cache import last_per_result

Measure = Literal["clients", "revenue", "headroom", "minutes"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
"""What a cell of the matrix can hold; amounts in ten-thousandths."""
COLUMNS = len(CLASSES) + 1
"""A', B', C', and those of whom nothing is known."""
SMALL = 2
"""With fewer tiers than this there is nothing to cross."""


@dataclass(frozen=True, eq=False)
class Matrix:
    """Rows are the tiers, then the prospects; columns the classes, then those of whom nothing is known."""

    clients: npt.NDArray[np.int64]
    revenue: npt.NDArray[np.int64]
    headroom: npt.NDArray[np.int64]
    minutes: npt.NDArray[np.int64]

    @property
    def prospects(self) -> int:
        """The row of the prospects."""
        return len(self.clients) - 1


@dataclass(frozen=True)
class Wallet:
    """What is known in all, in ten-thousandths."""

    known: int
    """Clients of whom an amount is known."""
    revenue: int
    """What these buy."""
    headroom: int
    """What these could buy beyond that."""
    below: int
    """How many of them buy more than their potential says."""

    @property
    def share(self) -> float:
        """The share of wallet: what they buy of all that they buy or could."""
        return self.revenue / (self.revenue + self.headroom) if self.revenue else 0.0


def known_of(result: PlanResult) -> Potentials:
    """What is known of the clients of a result."""
    return potentials(result.clients, result.plan.potential)


@last_per_result
def members(result: PlanResult) -> pd.DataFrame:
    """Every client of the list, then every prospect.

    Columns: `rank` (0 for a prospect), `client`, `number`, `row` (the tier, counted from 0; prospects come
    after the last), `potential_class`, `revenue`, `potential` and `headroom` (ten-thousandths; a potential
    of `UNKNOWN_AMOUNT` is not known), `share` (of wallet; missing without a potential) and `minutes`.
    """
    clients, known = result.clients, known_of(result)
    told = known.prospects
    amounts = np.concatenate((known.amounts, told["amount"].to_numpy(dtype=np.int64)))
    revenue = np.concatenate((clients.revenue, np.zeros(len(told), dtype=np.int64)))
    table = pd.DataFrame(
        {
            "rank": [*range(1, clients.count + 1), *[0] * len(told)],
            "client": pd.concat((clients.ranked["client"], told["client"]), ignore_index=True),
            "number": pd.concat((clients.ranked["number"], told["number"]), ignore_index=True),
            "row": np.concatenate((tier_index(result), np.full(len(told), len(result.tiers)))),
            "potential_class": np.concatenate((known.classes, told["potential_class"])).astype(np.int64),
            "revenue": revenue,
            "potential": amounts,
            "headroom": headroom(amounts, revenue),
            "minutes": np.concatenate((client_minutes(result), _prospect_minutes(result, told))),
        }
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        table["share"] = np.where(amounts > 0, revenue / amounts, np.nan)
    return table


def _prospect_minutes(result: PlanResult, told: pd.DataFrame) -> Amounts:
    """What each prospect gets of the prospects' budget, by the weights of their classes."""
    settings = result.plan.potential
    weights = [settings.weight(potential_class) for potential_class in told["potential_class"]]
    return split(result.prospect_minutes, weights)


def matrix(result: PlanResult) -> Matrix:
    """The members added up by cell."""
    table = members(result)
    rows = len(result.tiers) + 1
    cell = table["row"].to_numpy() * COLUMNS + table["potential_class"].to_numpy()

    def added(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        sums = np.zeros(rows * COLUMNS, dtype=np.int64)
        np.add.at(sums, cell, values)
        return sums.reshape(rows, COLUMNS)

    return Matrix(
        clients=added(np.ones(len(table), dtype=np.int64)),
        revenue=added(table["revenue"].to_numpy()),
        headroom=added(table["headroom"].to_numpy()),
        minutes=added(table["minutes"].to_numpy()),
    )


def wallet(result: PlanResult) -> Wallet:
    """What the clients buy and could buy, those of whom an amount is known."""
    table = members(result)
    known = table[(table["rank"] > 0) & (table["potential"] != UNKNOWN_AMOUNT)]
    return Wallet(
        known=len(known),
        revenue=int(known["revenue"].sum()),
        headroom=int(known["headroom"].sum()),
        below=int((known["potential"] < known["revenue"]).sum()),
    )


def hidden_giants(result: PlanResult) -> pd.DataFrame:
    """Clients of the lower half of the tiers whose potential is of the first class, the most headroom first:
    small with us, large elsewhere."""
    table, tiers = members(result), len(result.tiers)
    if tiers < SMALL:
        return table.iloc[:0]
    lower = (table["row"] >= (tiers + 1) // 2) & (table["row"] < tiers)
    chosen = table[lower & (table["potential_class"] == 0)]
    return chosen.sort_values("headroom", ascending=False, kind="stable")


def is_told(clients: ClientList, settings: PotentialSettings) -> bool:
    """Whether there is a matrix to show: something is known of somebody."""
    return potentials(clients, settings).any
