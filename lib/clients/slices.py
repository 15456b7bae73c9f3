"""Slices of a list: its clients by segment, account manager, region or group, or what they buy of a family.

A slice is a list of its own, in which ranking, curve and tiers follow as in any other.
"""

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.base.cache import once_per_list
from lib.base.money import Amounts
from lib.clients.model import ClientList, Decisions, ImportReport, MadeFrom, Part, client_list, everybody

Column = Literal["segment", "account_manager", "region", "group", "family"]
COLUMNS: tuple[Column, ...] = get_args(Column)
MOST_SLICES = 300
"""Values that a column may have to be cut by: more tell clients apart, not slices."""


@dataclass(frozen=True)
class SliceSize:
    """A value of a column, how many ranked clients have it, and their revenue (ten-thousandths)."""

    value: str
    clients: int
    revenue: int


@dataclass(frozen=True, eq=False)
class _Values:
    """The values of a column, the largest revenue first, and for each client the place of its own."""

    values: tuple[SliceSize, ...]
    code: npt.NDArray[np.int64]


def columns(clients: ClientList) -> tuple[Column, ...]:
    """The columns that a list can be cut by: those that hold two values or more, but no more than
    `MOST_SLICES`."""
    return tuple(column for column in COLUMNS if 2 <= len(slices(clients, column)) <= MOST_SLICES)


def slices(clients: ClientList, column: Column) -> tuple[SliceSize, ...]:
    """The slices of a column that rank a client, the largest revenue first; the one without a value last."""
    if column == "family":
        return _of_families(clients)
    known = _values(clients, column)
    return () if known is None else tuple(each for each in known.values if each.clients)


@once_per_list
def _values(clients: ClientList, column: Column) -> _Values | None:
    if column not in clients.ranked:
        return None
    # Of the two parts of a list only one may have the column.
    table = everybody(clients)
    words = table[column].fillna("").str.strip()
    folded, texts = pd.factorize(words.str.casefold())
    if len(texts) > MOST_SLICES:
        return None
    spelled = words.iloc[np.unique(folded, return_index=True)[1]].tolist()
    revenue, count = table["revenue"].to_numpy(), clients.count
    sums = np.zeros(len(texts), dtype=np.int64)
    np.add.at(sums, folded[:count], revenue[:count])
    sizes = np.bincount(folded[:count], minlength=len(texts))
    order = sorted(range(len(texts)), key=lambda code: (not spelled[code], -int(sums[code]), spelled[code]))
    position = np.empty(len(texts), dtype=np.int64)
    position[order] = np.arange(len(order))
    listed = tuple(SliceSize(spelled[code], int(sizes[code]), int(sums[code])) for code in order)
    return _Values(listed, position[folded])


@once_per_list
def _of_families(clients: ClientList) -> tuple[SliceSize, ...]:
    purchases = clients.purchases
    if purchases is None or purchases.kind != "family":
        return ()
    positive = purchases.amount > 0
    sizes = np.bincount(purchases.item[positive], minlength=len(purchases.items))
    sums = np.zeros(len(purchases.items), dtype=np.int64)
    np.add.at(sums, purchases.item[positive], purchases.amount[positive])
    return tuple(
        SliceSize(name, int(sizes[item]), int(sums[item]))
        for item, name in enumerate(purchases.items)
        if name and sizes[item]
    )


def codes_of(clients: ClientList, column: Column) -> npt.NDArray[np.int64]:
    """For every client the place of its value among `values_of`. Needs a column of which the list has
    slices."""
    known = _values(clients, column)
    assert known is not None
    return known.code


def values_of(clients: ClientList, column: Column) -> dict[int, str]:
    """The values of a column by their places."""
    known = _values(clients, column)
    return {} if known is None else {position: each.value for position, each in enumerate(known.values)}


def has_slice(clients: ClientList, column: Column, value: str) -> bool:
    """Whether a list has a slice of that value, with a client to rank."""
    return any(each.value.casefold() == value.casefold() for each in slices(clients, column))


@once_per_list
def slice_of(
    clients: ClientList, column: Column, value: str, whole_revenue: bool = False
) -> ClientList | None:
    """The clients that have a value, as a list of its own; of a family of articles those that buy it, with
    what they buy of it or with their `whole_revenue`. None where no client would be ranked."""
    sizes = slices(clients, column)
    index = next((i for i, each in enumerate(sizes) if each.value.casefold() == value.casefold()), None)
    if index is None:
        return None
    kept, revenue = _of_family(clients, value) if column == "family" else _with_value(clients, column, value)
    table = everybody(clients)
    rows = np.flatnonzero(kept)
    places = np.full(len(table), -1, dtype=np.int64)
    places[rows] = np.arange(len(rows))
    members = table.iloc[rows].reset_index(drop=True)
    sales, purchases = clients.sales, clients.purchases
    if revenue is not None and not whole_revenue:
        # When it was sold is known of the clients, not of each family.
        members, sales = members.assign(revenue=revenue[rows]), None
    if sales is not None:
        sales = sales.joined(places, len(rows))
        undated = int(members["revenue"].sum()) - sales.total if _is_whole(clients) else 0
        sales = replace(sales, undated=0 if not undated else sales.undated, undated_amount=undated)
    part = Part(column, sizes[index].value, tuple(each.revenue for each in sizes), index)
    return client_list(
        members,
        _report(clients.report, members, clients.count, part.value),
        clients.currency,
        sales,
        None if purchases is None else purchases.moved(places),
        MadeFrom(clients, places, part),
    )


def _is_whole(clients: ClientList) -> bool:
    """Whether all sales, dated or not, are the revenue of the list."""
    sales = clients.sales
    revenue = clients.total + clients.total_set_apart
    return sales is not None and sales.undated_amount != 0 and sales.total + sales.undated_amount == revenue


def _with_value(clients: ClientList, column: Column, value: str) -> tuple[npt.NDArray[np.bool_], None]:
    known = _values(clients, column)
    assert known is not None
    index = next(i for i, each in enumerate(known.values) if each.value.casefold() == value.casefold())
    return known.code == index, None


def _of_family(clients: ClientList, value: str) -> tuple[npt.NDArray[np.bool_], Amounts]:
    purchases = clients.purchases
    assert purchases is not None
    item = next(i for i, name in enumerate(purchases.items) if name.casefold() == value.casefold())
    bought = purchases.item == item
    revenue = np.zeros(clients.count + len(clients.set_apart), dtype=np.int64)
    revenue[purchases.client[bought]] = purchases.amount[bought]
    kept = np.zeros(len(revenue), dtype=np.bool_)
    kept[purchases.client[bought]] = True
    return kept, revenue


def _report(report: ImportReport, members: pd.DataFrame, ranked: int, value: str) -> ImportReport:
    """The account of a slice: its own rows and revenue, and nothing of other clients."""
    rows, total = int(members["rows"].sum()), int(members["revenue"].sum())
    return replace(
        report,
        rows_read=rows,
        rows_used=rows,
        total_file=total,
        total_used=total,
        set_aside=(),
        not_counted=(),
        totals=(),
        merged=(),
        remarks=(),
        questions=(),
        assumed=(),
        repairs=(),
        repaired_amount=0,
        decisions=Decisions(),
    )
