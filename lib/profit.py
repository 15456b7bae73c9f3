"""Whether it pays: what each client contributes, who pays the fixed costs, and who takes money back.

Amounts are exact whole ten-thousandths: the contributions of clients add up to those of the tiers and to
the total. Ranks are those of revenue, except on the whale curve, whose clients are ordered by contribution.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.clients import ClientList, once_per_list
from lib.compute import PlanResult
from lib.money import Amounts, split_evenly
from lib.people import Team, team_of
from lib.profit_settings import FULL, ProfitSettings
from lib.services import EXACT, STAFF_ROLES, StaffRole, direct_costs, load

Treatment = Literal["alike", "today", "plan"]


@dataclass(frozen=True, eq=False)
class ServiceCost:
    """What serving the clients takes in a plan, tier by tier."""

    minutes: tuple[int, ...]
    """For all clients of the tier."""
    costs: tuple[int, ...]
    """Time and direct costs, in ten-thousandths."""
    hourly: tuple[int, ...]
    """What an hour with these clients costs, in ten-thousandths."""

    @property
    def total(self) -> int:
        return sum(self.costs)

    @property
    def total_minutes(self) -> int:
        return sum(self.minutes)

    @property
    def per_minute(self) -> float:
        """The average cost of a minute, direct costs included."""
        return self.total / self.total_minutes if self.total_minutes else 0.0


def hour_cost(settings: ProfitSettings, team: Team, role: StaffRole) -> int:
    """What an hour with clients costs: the paid hour of the role's people (or of the settings) divided by
    the part of paid time that can be planned."""
    paid = team.cost_per_hour(role)
    return round((settings.paid_cost(role) if paid is None else paid) * 100 / settings.capacity)


def service_cost(clients: ClientList, result: PlanResult) -> ServiceCost:
    """The time and the cost of serving each tier.

    From the budget: all of a tier's time costs what its mode costs. From the service catalogue: the
    time of each role at its own cost, and direct costs; a catalogue without services counts as none.
    """
    plan = result.plan
    team = team_of(clients, plan.team)
    hours = {role: hour_cost(plan.profit, team, role) for role in STAFF_ROLES}
    counts = [tier.clients for tier in result.tiers]
    if plan.profit.time_source == "budget" or not plan.services.services:
        hourly = tuple(hours[tier.mode] for tier in result.tiers)
        minutes = tuple(tier.minutes for tier in result.tiers)
        return ServiceCost(minutes, tuple(_cost(m, h) for m, h in zip(minutes, hourly, strict=True)), hourly)
    loads = load(plan.services, counts)
    direct = direct_costs(plan.services, counts)
    exact = [int(part) for part in loads.by_tier]
    timed = [
        sum(int(loads.by_role(role)[tier]) * hours[role] for role in STAFF_ROLES)
        for tier in range(len(counts))
    ]
    costs = tuple(round(cost / (60 * EXACT)) + extra for cost, extra in zip(timed, direct, strict=True))
    hourly = tuple(
        round(cost / part) if part else hours[tier.mode]
        for cost, part, tier in zip(timed, exact, result.tiers, strict=True)
    )
    return ServiceCost(tuple(round(part / EXACT) for part in exact), costs, hourly)


def _cost(minutes: int, hourly: int) -> int:
    return round(minutes * hourly / 60)


def margins(clients: ClientList, result: PlanResult) -> Amounts:
    """The margin of every ranked client: its revenue × the rate, or the amounts of the file."""
    settings = result.plan.profit
    if settings.margin_source == "file" and has_margins(clients):
        return _file_margins(clients)
    if settings.margin_source != "tier":
        return _rated(clients, settings.margin)
    return np.concatenate(
        [
            _rated(clients, settings.margin_of_tier(place))[tier.from_rank - 1 : tier.to_rank]
            for place, tier in enumerate(result.tiers)
        ]
    )


def has_margins(clients: ClientList) -> bool:
    """Whether the file gives the margin, or the cost, of its clients."""
    return "margin" in clients.ranked or "cost" in clients.ranked


@once_per_list
def _file_margins(clients: ClientList) -> Amounts:
    """The margin column, or else revenue − cost."""
    if "margin" in clients.ranked:
        return np.asarray(clients.ranked["margin"], dtype=np.int64)
    cost: Amounts = clients.ranked["cost"].to_numpy(dtype=np.int64)
    return clients.revenue - cost


def _rated(clients: ClientList, rate: int) -> Amounts:
    """Revenue × rate, rounded to ten-thousandths; in two steps, so that no product passes int64."""
    whole, rest = np.divmod(clients.revenue, FULL)
    return np.asarray(whole * rate + (rest * rate + FULL // 2) // FULL, dtype=np.int64)


def contributions(clients: ClientList, result: PlanResult) -> Amounts:
    """What each ranked client contributes in the plan: its margin less its part of its tier's cost."""
    costs = service_cost(clients, result).costs
    parts = [split_evenly(cost, tier.clients) for cost, tier in zip(costs, result.tiers, strict=True)]
    return margins(clients, result) - np.concatenate(parts)


@dataclass(frozen=True)
class TierProfit:
    """What one tier brings and costs, in ten-thousandths; None where there is nothing to divide by."""

    name: str
    clients: int
    revenue: int
    margin: int
    minutes: int
    cost: int
    hourly: int
    losing: int
    """Clients that cost more than they bring."""
    lost: int
    """What those take back, ≥ 0."""

    @property
    def contribution(self) -> int:
        return self.margin - self.cost

    @property
    def cost_share(self) -> float:
        """The cost of service as a share of revenue."""
        return self.cost / self.revenue

    @property
    def revenue_per_hour(self) -> int | None:
        return round(self.revenue * 60 / self.minutes) if self.minutes else None

    @property
    def contribution_per_hour(self) -> int | None:
        return round(self.contribution * 60 / self.minutes) if self.minutes else None

    @property
    def break_even_revenue(self) -> int | None:
        """A client below this revenue costs more than it brings: cost of a client / margin rate."""
        return round(self.cost / self.clients * self.revenue / self.margin) if self.margin > 0 else None

    @property
    def break_even_minutes(self) -> float | None:
        """Minutes a client at which the tier's margin is used up: margin a client / cost of a minute."""
        return max(0, self.margin) / self.clients * 60 / self.hourly if self.hourly else None


def tier_profits(clients: ClientList, result: PlanResult) -> tuple[TierProfit, ...]:
    """What each tier brings and costs."""
    spent = service_cost(clients, result)
    earned, left = margins(clients, result), contributions(clients, result)
    profits = []
    for place, tier in enumerate(result.tiers):
        part = slice(tier.from_rank - 1, tier.to_rank)
        losses = left[part][left[part] < 0]
        profits.append(
            TierProfit(
                name=tier.name,
                clients=tier.clients,
                revenue=tier.revenue,
                margin=int(earned[part].sum()),
                minutes=spent.minutes[place],
                cost=spent.costs[place],
                hourly=spent.hourly[place],
                losing=len(losses),
                lost=-int(losses.sum()),
            )
        )
    return tuple(profits)


@dataclass(frozen=True)
class BreakEven:
    """Where the clients, the largest first, have paid the fixed costs."""

    fixed_costs: int
    contribution: int
    """Of all clients together."""
    rank: int | None
    """The first rank at which the contributions reach the fixed costs; None when none does, 0 without any."""
    margin_needed: float | None
    """The margin rate (0–1, of all revenue) at which all clients together would reach them."""
    minutes_to_save: int | None
    """Minutes of service less at which they would; None where even no service would not be enough."""

    @property
    def missing(self) -> int:
        """What all clients together lack of the fixed costs, ≥ 0."""
        return max(0, self.fixed_costs - self.contribution)


def break_even(clients: ClientList, result: PlanResult) -> BreakEven:
    """The break-even client of a plan, and what would make the line cross where it does not."""
    left, spent = contributions(clients, result), service_cost(clients, result)
    fixed, total = result.plan.profit.fixed_costs, int(left.sum())
    needed = (fixed + spent.total) / clients.total
    missing = max(0, fixed - total)
    saved = missing / spent.per_minute if spent.per_minute else float("inf")
    return BreakEven(
        fixed_costs=fixed,
        contribution=total,
        rank=reaches(left, fixed),
        margin_needed=needed if needed <= 1 else None,
        minutes_to_save=int(-(-saved // 1)) if saved <= spent.total_minutes else None,
    )


def reaches(parts: Amounts, line: int) -> int | None:
    """How many parts, from the first, first add up to the line; None when they never do."""
    if line <= 0:
        return 0
    above = np.flatnonzero(np.cumsum(parts) >= line)
    return int(above[0]) + 1 if len(above) else None


@dataclass(frozen=True, eq=False)
class Whale:
    """The whale curve: contributions added up from the largest to the smallest."""

    order: npt.NDArray[np.int64]
    """Places (rank − 1) in the order of the curve."""
    cumulative: Amounts
    """cumulative[m] is the contribution of the first m clients; n + 1 entries."""

    @property
    def peak(self) -> int:
        """How many clients stand at the highest point; the first, where several do."""
        return int(self.cumulative.argmax())

    @property
    def total(self) -> int:
        return int(self.cumulative[-1])

    @property
    def highest(self) -> int:
        return int(self.cumulative[self.peak])

    @property
    def peak_share(self) -> float | None:
        """The peak over the total: 1.13 says that 13 % are earned and taken back. None without a profit."""
        return self.highest / self.total if self.total > 0 else None

    @property
    def taken_back(self) -> int:
        """What the clients to the right of the peak take back."""
        return self.highest - self.total


def whale(parts: Amounts) -> Whale:
    """The whale curve of contributions; equal ones stay in the order of the ranking."""
    order = np.argsort(-parts, kind="stable").astype(np.int64)
    cumulative = np.concatenate(([0], np.cumsum(parts[order]))).astype(np.int64)
    return Whale(order, cumulative)


def loss_makers(clients: ClientList, result: PlanResult) -> pd.DataFrame:
    """The clients that cost more than they bring, the dearest first.

    Columns: `rank`, `client`, `number`, `revenue`, `tier`, `minutes`, `contribution` (< 0),
    `minutes_at_zero` (the minutes at which it would not cost, direct costs kept in proportion) and
    `price_rise` (the share by which its revenue would have to rise, all else equal).
    """
    left, spent, earned = (
        contributions(clients, result),
        service_cost(clients, result),
        margins(clients, result),
    )
    places = np.flatnonzero(left < 0)
    places = places[np.argsort(left[places], kind="stable")]
    tier = np.searchsorted(np.asarray(result.cuts), places + 1)
    each = np.array([cost / t.clients for cost, t in zip(spent.costs, result.tiers, strict=True)])
    minutes = np.array([m / t.clients for m, t in zip(spent.minutes, result.tiers, strict=True)])
    bearable = np.clip(earned[places], 0, None) / np.where(each[tier] > 0, each[tier], 1)
    rows = clients.ranked.iloc[places]
    return pd.DataFrame(
        {
            "rank": places + 1,
            "client": rows["client"].to_numpy(),
            "number": rows["number"].to_numpy(),
            "revenue": clients.revenue[places],
            "tier": np.array([t.name for t in result.tiers], dtype=object)[tier],
            "minutes": minutes[tier],
            "contribution": left[places],
            "minutes_at_zero": bearable * minutes[tier],
            "price_rise": -left[places] / clients.revenue[places],
        }
    )


@dataclass(frozen=True)
class Outcome:
    """One way to treat the clients. Amounts in ten-thousandths."""

    treatment: Treatment
    contribution: int
    minutes: int
    top_minutes: int
    """Minutes on the first tier."""
    top_revenue_per_hour: int | None
    last_revenue_per_hour: int | None
    losing: int
    lost: int


def treatments(clients: ClientList, result: PlanResult) -> tuple[Outcome, ...]:
    """Everyone alike, as today where the file knows the time of its clients, and in the plan.

    An hour costs the same in all three, the plan's average, so that only the treatment differs.
    """
    spent = service_cost(clients, result)
    counts = [tier.clients for tier in result.tiers]
    earned = margins(clients, result)
    plan_parts = zip(spent.costs, spent.minutes, counts, strict=True)
    costs, minutes = zip(
        *[(split_evenly(cost, n), split_evenly(time, n)) for cost, time, n in plan_parts], strict=True
    )
    found = [
        _outcome("alike", result, earned - split_evenly(spent.total, clients.count),
                 split_evenly(spent.total_minutes, clients.count)),
    ]  # fmt: skip
    if has_minutes(clients):
        today = clients.ranked["minutes"].to_numpy(dtype=np.int64)
        paid = np.rint(today * spent.per_minute).astype(np.int64)
        found.append(_outcome("today", result, earned - paid, today))
    found.append(_outcome("plan", result, earned - np.concatenate(costs), np.concatenate(minutes)))
    return tuple(found)


def has_minutes(clients: ClientList) -> bool:
    """Whether the file knows the time spent on its clients."""
    return "minutes" in clients.ranked and bool(clients.ranked["minutes"].sum() > 0)


def _outcome(treatment: Treatment, result: PlanResult, left: Amounts, minutes: Amounts) -> Outcome:
    first, last = result.tiers[0], result.tiers[-1]
    top = int(minutes[: first.to_rank].sum())
    bottom = int(minutes[last.from_rank - 1 :].sum())
    losses = left[left < 0]
    return Outcome(
        treatment=treatment,
        contribution=int(left.sum()),
        minutes=int(minutes.sum()),
        top_minutes=top,
        top_revenue_per_hour=round(first.revenue * 60 / top) if top else None,
        last_revenue_per_hour=round(last.revenue * 60 / bottom) if bottom else None,
        losing=len(losses),
        lost=-int(losses.sum()),
    )


def thinned(cumulative: Sequence[int] | Amounts, keep: Sequence[int] = (), points: int = 400) -> pd.DataFrame:
    """A cumulative curve, thinned to what a screen can show.

    Columns: `rank` (0…n) and `amount`. Ranks are spread evenly along the length of the curve; both ends
    and the ranks of `keep` are exact.
    """
    values = np.asarray(cumulative, dtype=np.float64)
    last = len(values) - 1
    ranks = np.arange(last + 1)
    if last >= points:
        height = float(np.abs(np.diff(values)).sum()) or 1.0
        length = ranks / last + np.concatenate(([0], np.cumsum(np.abs(np.diff(values))))) / height
        wanted = np.linspace(0, length[-1], points - len(keep))
        ranks = np.searchsorted(length, wanted).clip(0, last)
    ranks = np.union1d(ranks, [0, last, *keep]).astype(np.int64)
    return pd.DataFrame({"rank": ranks, "amount": np.asarray(cumulative)[ranks]})
