"""What became of every client from one period to the other: status, bridge, migration, retention.

A client counts in a period when it bought for more than zero in it, as in the ranking; what credit notes
make of the others is kept beside. Tiers then and now are cut by the plan's own rule, each in the ranking of
its own period; where the later period is the whole list, the tiers now are the plan's, clients placed by
hand included.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.base.cache import once_per_list
from lib.base.money import Amounts
from lib.clients.model import ClientList
from lib.plan.compute import PlanResult, cut_ranks, tier_index
from lib.plan.result_cache import last_per_result
from lib.tomorrow.periods import Pair, Period, amounts_in

Status = Literal["new", "lost", "growing", "shrinking", "stable", "absent"]
STATUSES: tuple[Status, ...] = get_args(Status)
"""`absent`: in neither of the two periods."""
NEW, LOST, GROWING, SHRINKING, STABLE, ABSENT = range(6)
NOWHERE = -1
"""Stands for the tier of a client that is not in a period."""
LEAST_BASE = 10
"""A growth rate is given to clients above a tenth of the mean of the earlier period."""

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Movement:
    """One entry a client: those ranked, then those set apart. Amounts in ten-thousandths, none below 0."""

    pair: Pair
    then: Amounts
    now: Amounts
    status: Places
    """Places in `STATUSES`."""
    tier_then: Places
    """Counted from 0; `NOWHERE` for clients that are not in that period."""
    tier_now: Places
    tiers: int
    """How many tiers the two periods have at most."""
    credit_then: int
    """What the clients at or below zero come to, which is in none of the figures."""
    credit_now: int
    is_list: bool
    """Whether the later period is the whole list, so that the tiers now are those of the plan."""

    def count(self, status: int) -> int:
        """How many clients have that status."""
        return int((self.status == status).sum())


@last_per_result
def movement(result: PlanResult, pair: Pair) -> Movement:
    """Hold one period against the other."""
    clients = result.clients
    then_exact, now_exact = amounts_in(clients, pair.then), amounts_in(clients, pair.now)
    then, now = np.maximum(then_exact, 0), np.maximum(now_exact, 0)
    tiers_then, tiers_now = (_tiers(result, period) for period in (pair.then, pair.now))
    return Movement(
        pair=pair,
        then=then,
        now=now,
        status=_status(then, now, result.plan.tomorrow.tolerance),
        tier_then=tiers_then,
        tier_now=tiers_now,
        tiers=int(max(tiers_then.max(), tiers_now.max())) + 1,
        credit_then=int(then_exact.sum() - then.sum()),
        credit_now=int(now_exact.sum() - now.sum()),
        is_list=_is_list(clients, pair.now),
    )


def _status(then: Amounts, now: Amounts, tolerance: int) -> Places:
    """Stable up to and with the tolerance (percent of the amount then), compared in whole numbers."""
    change = now - then
    allowed = then // 100 * tolerance + then % 100 * tolerance // 100
    conditions = [
        (then == 0) & (now == 0),
        then == 0,
        now == 0,
        np.abs(change) <= allowed,
        change > 0,
    ]
    return np.select(conditions, [ABSENT, NEW, LOST, STABLE, GROWING], SHRINKING).astype(np.int64)


def _tiers(result: PlanResult, period: Period) -> Places:
    """The tier of every client in the ranking of one period."""
    clients = result.clients
    everybody = np.full(clients.count + len(clients.set_apart), NOWHERE, dtype=np.int64)
    if _is_list(clients, period):
        everybody[: clients.count] = tier_index(result)
        return everybody
    ranking = _ranking(clients, period)
    if ranking.count:
        cuts = np.asarray(cut_ranks(ranking, result.plan), dtype=np.int64)
        everybody[_order(clients, period)] = np.searchsorted(cuts, np.arange(1, ranking.count + 1))
    return everybody


def _is_list(clients: ClientList, period: Period) -> bool:
    """Whether a period holds what the list ranks, client by client."""
    return np.array_equal(amounts_in(clients, period)[: clients.count], clients.revenue)


@once_per_list
def _order(clients: ClientList, period: Period) -> Places:
    """The clients of a period from the largest to the smallest; equals as in the list's own ranking."""
    amounts = amounts_in(clients, period)
    return np.argsort(-amounts, kind="stable")[: int((amounts > 0).sum())]


@once_per_list
def _ranking(clients: ClientList, period: Period) -> ClientList:
    """The ranking of one period, as far as cutting it needs it: revenues alone."""
    revenue = amounts_in(clients, period)[_order(clients, period)]
    return ClientList(
        pd.DataFrame({"revenue": revenue}), pd.DataFrame({"revenue": revenue[:0]}), clients.report
    )


@dataclass(frozen=True)
class Bridge:
    """then − lost − shrunk + grown + new = now, in ten-thousandths; all parts are 0 or more."""

    then: int
    lost: int
    shrunk: int
    grown: int
    new: int
    now: int


def bridge(moves: Movement) -> Bridge:
    """The way from the revenue then to the revenue now. Clients that are stable within the tolerance count
    with the little that they have grown or shrunk."""
    change = moves.now - moves.then
    stayed = (moves.then > 0) & (moves.now > 0)
    return Bridge(
        then=int(moves.then.sum()),
        lost=int(moves.then[moves.now == 0].sum()),
        shrunk=-int(change[stayed & (change < 0)].sum()),
        grown=int(change[stayed & (change > 0)].sum()),
        new=int(moves.now[moves.then == 0].sum()),
        now=int(moves.now.sum()),
    )


@dataclass(frozen=True, eq=False)
class Migration:
    """Tier then × tier now, each as an array of tiers + 1 rows and columns.

    Rows: the tiers then, last those new. Columns: the tiers now, last those lost. `clients` counts; `then`
    and `now` are the revenue of the same clients in each period, in ten-thousandths.
    """

    clients: Places
    then: Amounts
    now: Amounts


def migration(moves: Movement) -> Migration:
    """Who went from which tier to which."""
    side = moves.tiers + 1
    there = (moves.tier_then != NOWHERE) | (moves.tier_now != NOWHERE)
    cell = cell_of(moves)[there]
    then, now = np.zeros(side * side, dtype=np.int64), np.zeros(side * side, dtype=np.int64)
    np.add.at(then, cell, moves.then[there])
    np.add.at(now, cell, moves.now[there])
    counts = np.bincount(cell, minlength=side * side).astype(np.int64)
    return Migration(*(sums.reshape(side, side) for sums in (counts, then, now)))


def cell_of(moves: Movement) -> Places:
    """The place of every client in the matrix, row by row; the last one for clients in neither period."""
    row = np.where(moves.tier_then == NOWHERE, moves.tiers, moves.tier_then)
    column = np.where(moves.tier_now == NOWHERE, moves.tiers, moves.tier_now)
    cells: Places = row * (moves.tiers + 1) + column
    return cells


@dataclass(frozen=True)
class Retention:
    """What is left of the revenue of the clients of one tier then. Amounts in ten-thousandths."""

    clients: int
    lost: int
    """How many of them bought nothing any more."""
    then: int
    kept: int
    """Σ min(now, then)."""
    now: int

    @property
    def gross(self) -> float:
        """Gross revenue retention, 0–1: growth of one client does not make up for another's loss."""
        return self.kept / self.then

    @property
    def net(self) -> float:
        """Net revenue retention: above 1 where the clients kept have grown by more than was lost."""
        return self.now / self.then

    @property
    def erosion(self) -> float:
        """Natural erosion, 0–1: 1 − gross."""
        return 1 - self.gross


def retention(moves: Movement) -> tuple[tuple[int, Retention], ...]:
    """Each tier then (counted from 0) with its retention; tiers without a client then are left out."""
    return tuple(
        (tier, _retention(moves, moves.tier_then == tier))
        for tier in range(moves.tiers)
        if (moves.tier_then == tier).any()
    )


def retention_in_all(moves: Movement) -> Retention | None:
    """Retention of all clients of the earlier period; None where there are none."""
    there = moves.then > 0
    return _retention(moves, there) if there.any() else None


def _retention(moves: Movement, members: npt.NDArray[np.bool_]) -> Retention:
    then, now = moves.then[members], moves.now[members]
    return Retention(
        clients=int(members.sum()),
        lost=int((now == 0).sum()),
        then=int(then.sum()),
        kept=int(np.minimum(then, now).sum()),
        now=int(now.sum()),
    )


@last_per_result
def client_moves(result: PlanResult, pair: Pair) -> pd.DataFrame:
    """Everyone who bought in one of the two periods, the largest change first.

    Columns: `place` (in `Movement`), `client`, `number`, `status` (code), `tier_then`, `tier_now` (places,
    `NOWHERE` where it was not there), `then`, `now`, `change` (ten-thousandths), `growth` (ratio; missing
    below the base that a rate needs), `rank_gain` (ranks gained, missing for those new and lost).
    """
    clients = result.clients
    moves = movement(result, pair)
    there = np.flatnonzero(moves.status != ABSENT)
    change = (moves.now - moves.then)[there]
    there = there[np.argsort(-np.abs(change), kind="stable")]
    then, now = moves.then[there], moves.now[there]
    base = int(moves.then.sum()) // max(1, int((moves.then > 0).sum()) * LEAST_BASE)
    rated = (then > 0) & (then >= base)
    growth = np.where(rated, (now - then) / np.where(then > 0, then, 1), np.nan)
    gain = (_ranks(clients, pair.then) - _ranks(clients, pair.now))[there].astype(np.float64)
    gain[(then == 0) | (now == 0)] = np.nan
    return pd.DataFrame(
        {
            "place": there,
            "client": _of_everybody(clients, "client").to_numpy()[there],
            "number": _of_everybody(clients, "number").to_numpy()[there],
            "status": np.asarray(STATUSES, dtype=object)[moves.status[there]],
            "tier_then": moves.tier_then[there],
            "tier_now": moves.tier_now[there],
            "then": then,
            "now": now,
            "change": now - then,
            "growth": growth,
            "rank_gain": gain,
        }
    )


def _ranks(clients: ClientList, period: Period) -> Places:
    ranks = np.zeros(clients.count + len(clients.set_apart), dtype=np.int64)
    order = _order(clients, period)
    ranks[order] = np.arange(1, len(order) + 1)
    return ranks


@once_per_list
def _of_everybody(clients: ClientList, column: str) -> pd.Series:
    return pd.concat([clients.ranked[column], clients.set_apart[column]], ignore_index=True).astype("str")
