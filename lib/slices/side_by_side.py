"""All slices of a column side by side: each ranked and cut in itself, or seen with the firm's own tiers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from lib.clients.hit_parade import clients_for
from lib.clients.model import ClientList
from lib.clients.slices import Column, SliceSize, codes_of, columns, slices, values_of
from lib.plan.compute import PlanResult, client_plan, compute
from lib.plan.plan import Plan
from lib.plan.slice_settings import Slice
from lib.plan.tail import TAIL_FROM

TAIL = Fraction(TAIL_FROM)
LEAST_DISTANCE = 0.02
"""Between the shares of time and of revenue of a slice, from which there is something to say."""


@dataclass(frozen=True)
class SliceRow:
    """A slice: its clients and revenue (ten-thousandths), its clients in each tier, its minutes.
    `tail_clients` bring the last 20 % of the revenue, the slice's own or, with the firm's tiers, the firm's;
    `tail_minutes` is the share of the slice's minutes that they take."""

    value: str
    clients: int
    revenue: int
    revenue_share: float
    tiers: tuple[int, ...]
    minutes: int
    tail_clients: int
    tail_minutes: float


@dataclass(frozen=True)
class SideBySide:
    """The largest slices of a column, with the firm's own tiers."""

    column: Column
    rows: tuple[SliceRow, ...]
    count: int
    """How many slices the column has."""
    minutes: int
    """Of all of them together."""

    def time_share(self, row: SliceRow) -> float:
        """What a slice gets of the firm's time (0–1)."""
        return row.minutes / self.minutes

    @property
    def widest(self) -> SliceRow:
        """The slice whose shares of time and of revenue lie furthest apart, the largest of such; one without
        a value only where there is no other."""
        return max(self.rows, key=lambda row: (bool(row.value), self.distance(row)))

    def distance(self, row: SliceRow) -> float:
        """How far a slice's share of time lies from its share of revenue (0–1)."""
        return abs(self.time_share(row) - row.revenue_share)


def most_telling(firm: PlanResult, most: int) -> SideBySide | None:
    """The column in which time and revenue lie furthest apart, with its `most` largest slices; the first of
    such columns. None in a slice, in a plan without time, and where time follows revenue everywhere to within
    `LEAST_DISTANCE`."""
    if firm.part is not None or not firm.tier_budget:
        return None
    whole, plan = firm.clients, firm.plan
    known = []
    for column in columns(whole):
        if column != "family":
            sizes = slices(whole, column)
            rows = tuple(slice_rows(whole, plan, column, True, sizes[:most]))
            known.append(SideBySide(column, rows, len(sizes), firm.tier_budget))
    telling = max(known, key=lambda each: each.distance(each.widest), default=None)
    far = telling is not None and telling.distance(telling.widest) >= LEAST_DISTANCE
    return telling if far else None


def slice_rows(
    whole: ClientList, plan: Plan, column: Column, static: bool, sizes: Sequence[SliceSize] | None = None
) -> list[SliceRow]:
    """The slices of a column, the largest revenue first, or those of `sizes`. `whole` is the firm's list."""
    wanted = slices(whole, column) if sizes is None else sizes
    firm = compute(whole, replace(plan, slice=Slice()))
    if static and column != "family":
        return _by_the_firm(firm, column, wanted)
    total = sum(size.revenue for size in slices(whole, column))
    rows = []
    for size in wanted:
        result = compute(whole, replace(plan, slice=Slice(column, size.value, static)))
        counts = {tier.name: tier.clients for tier in result.tiers}
        tiers = [counts.get(tier.name, 0) for tier in firm.tiers] if static else [*counts.values()]
        rows.append(_row(result, size, total, tuple(tiers)))
    return rows


def _row(result: PlanResult, size: SliceSize, total: int, tiers: tuple[int, ...]) -> SliceRow:
    clients = result.clients
    first = clients_for(clients, TAIL)
    minutes = client_plan(result)["minutes"].to_numpy()
    return SliceRow(
        value=size.value,
        clients=clients.count,
        revenue=clients.total,
        revenue_share=size.revenue / total,
        tiers=tiers,
        minutes=result.budget_minutes,
        tail_clients=clients.count - first,
        tail_minutes=int(minutes[first:].sum()) / result.budget_minutes if result.budget_minutes else 0.0,
    )


def _by_the_firm(firm: PlanResult, column: Column, sizes: Sequence[SliceSize]) -> list[SliceRow]:
    """The same with the firm's tiers, for all slices at once."""
    clients, count = firm.clients, len(firm.tiers)
    known = slices(clients, column)
    codes = codes_of(clients, column)[: clients.count]
    table, first = client_plan(firm), clients_for(clients, TAIL)
    minutes, tiers = table["minutes"].to_numpy(), table["tier_index"].to_numpy()
    length = int(codes.max(initial=0)) + 1
    in_tiers = np.bincount(codes * count + tiers, minlength=length * count).reshape(length, count)
    own, tail = np.zeros(length, dtype=np.int64), np.zeros(length, dtype=np.int64)
    np.add.at(own, codes, minutes)
    np.add.at(tail, codes[first:], minutes[first:])
    tail_clients = np.bincount(codes[first:], minlength=length)
    place_of = {value: code for code, value in values_of(clients, column).items()}
    return [
        SliceRow(
            value=size.value,
            clients=size.clients,
            revenue=size.revenue,
            revenue_share=size.revenue / clients.total,
            tiers=tuple(in_tiers[place_of[size.value]].tolist()),
            minutes=int(own[place_of[size.value]]),
            tail_clients=int(tail_clients[place_of[size.value]]),
            tail_minutes=_share(tail[place_of[size.value]], own[place_of[size.value]]),
        )
        for size in sizes
        if size in known
    ]


def _share(part: np.int64, whole: np.int64) -> float:
    return int(part) / int(whole) if whole else 0.0
